"""What stands under the index in the workbook: respondents, sample, closing, publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.documents.making import Making
from portal.documents.report import HIDDEN, incomplete_words
from portal.documents.report_closing import closing_words, edition_words
from portal.documents.report_media import media_rows
from portal.documents.report_units import not_used_words
from portal.documents.workbook_plan import LINE_HEIGHT
from portal.documents.workbook_units import NOISE_DECIMALS, UNITS
from surveys.results_report import SkmReport

SIGNS_OF_A_LINE = 70
USERS, REQUIRED = "Pengguna periode sebelumnya", "Sampel minimum (Krejcie dan Morgan)"
UNKNOWN = "tidak dapat dihitung"


@dataclass(frozen=True)
class Computed:
    """A fact that a formula makes; value is what it comes to."""

    formula: str
    value: int


Fact = tuple[str, str | int | float | Computed]


def facts(page: Any, first: int, report: SkmReport, making: Making, styles: Any) -> None:
    """Write them as lines from a row on (counted from 0): the name, then the fact."""
    lines = [
        *_sample(report, first),
        *_respondents(report, making),
        *_closing(report),
        ("Versi kuesioner", ", ".join(report.questionnaires) or "–"),
        ("Halaman publik", f"{making.public_address}{report.page}"),
        *((f"Media: {medium}", where) for _, medium, where in media_rows(report)),
    ]
    for row, (words, value) in enumerate(lines, start=first):
        page.write_string(row, 1, words, styles["wrap"])
        if isinstance(value, Computed):
            page.write_formula(row, 2, value.formula, None, value.value)
        elif isinstance(value, str):
            page.merge_range(row, 2, row, 7, "", styles["wrap"])
            page.write_string(row, 2, value, styles["wrap"])
            page.set_row(row, LINE_HEIGHT * (1 + len(value) // SIGNS_OF_A_LINE))
        else:
            page.write_number(row, 2, value, styles["two"] if isinstance(value, float) else None)


def _sample(report: SkmReport, first: int) -> Sequence[Fact]:
    """Who was served, and how many of them had to answer: a formula over the first of these."""
    known = report.figures.need.population
    users: str | int = "tidak diketahui" if known is None else known.users
    not_used = not_used_words(report)
    return [
        (USERS, users),
        ("Jumlah pengguna perkiraan", "ya" if known is not None and known.estimated else "tidak"),
        *([("Jumlah yang tidak dipakai", not_used[2:])] if not_used else []),
        (REQUIRED, _required(report, f"C{first + 1}")),
    ]


def _required(report: SkmReport, users: str) -> str | Computed:
    if report.whole is not None:
        return f"tiap unit, lihat lembar {UNITS}"
    required = report.figures.required
    if required is None:
        return UNKNOWN
    exact = f"3.841*0.25*{users}/(0.05^2*({users}-1)+3.841*0.25)"
    return Computed(f"=MIN({users},ROUND(ROUND({exact},{NOISE_DECIMALS}),0))", required)


def _respondents(report: SkmReport, making: Making) -> Sequence[Fact]:
    """Who answered, with what left out, and what was kept out of the figures and why."""
    figures, helped = report.figures, report.helped
    found: list[Fact] = [
        ("Responden", figures.respondents),
        ("Edisi", edition_words(report, making)),
        (
            "Lembar tidak lengkap",
            incomplete_words(report) if report.incomplete is None else report.incomplete,
        ),
        ("Dikeluarkan dari hitungan", figures.excluded),
    ]
    for each in report.excluded:
        found.append((f"Alasan: {each.words}", each.n))
    if report.whole is None:
        found.append(("Dibantu orang lain mengisi", HIDDEN if helped is None else helped))
    return found


def _closing(report: SkmReport) -> Sequence[Fact]:
    """When and by whom the period was closed, and what was noted beside it since."""
    closed = closing_words(report)
    if closed is None:
        return []
    corrections = [
        (f"Koreksi {noted}", f"{n} responden, IKM {points}")
        for noted, n, points in closed["corrections"]
    ]
    return [("Penutupan periode", closed["words"]), *corrections]
