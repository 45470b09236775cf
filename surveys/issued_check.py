"""An auditor's recomputation of issued reports, in whole numbers and by another road.

Nothing of surveys.rules.index is used: sums, products and one division of integers, halves up. What
comes out is laid beside what the report prints and beside what was written down at the closing; the
sheets are counted again one by one, their days make the intervals again (surveys.issued_margins),
and the kept file must still have its hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from typing import Any

from sqlalchemy import Connection

from surveys import issued
from surveys.errors import Refused
from surveys.issued_log import kept_digests, removed
from surveys.issued_margins import INDEX, Remade, remade
from surveys.issued_quarters import wrong_together
from surveys.issued_sheets import Sheet, sheets_then
from surveys.results_closed import Closing, closings_within
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.rules.elements import ELEMENTS
from surveys.scope import PlaceScope
from surveys.tables.responses import COLUMNS

LADDER = ((8831, "A"), (7661, "B"), (6500, "C"), (2500, "D"))
"""PermenPANRB 14/2017: from so many hundredths of a point on, so the grade."""

UNEXPLAINED = "lembar: diubah tanpa catatan, bukan oleh lembar susulan atau pengecualian"
UNREADABLE = "dokumen yang dibekukan tidak terbaca lagi"
REMOVED = "penutupannya dihapus: log masih mencatatnya, angka dan berkasnya tidak ada lagi"
CLOSED_AGAIN = "pernah dihapus lalu ditutup lagi: log mencatat penutupannya lebih dari sekali"
OTHER_FILE = "berkas terbit bukan yang tercatat di log saat disimpan"
"""What is wrong with a closed period, in words."""

Bins = tuple[int, int, int, int]


@dataclass(frozen=True)
class PlainElement:
    """One element: answers, their sum, and 25 times the mean in hundredths (None of nobody)."""

    column: str
    n: int
    total: int
    hundredths: int | None

    @property
    def grade(self) -> str:
        """The grade of the value."""
        return grade_of(self.hundredths)


@dataclass(frozen=True)
class IssuedCheck:
    """One closed period made again; elements is empty where its figures are not there to read.

    hundredths : the index in hundredths of a point; None where an element has no answer.
    wrong : what differs, in words. sheets : whether the sheets of today still add up to it; they do
    not where some were taken out since, which is no fault of the report; what nobody noted is.
    interval : the written 95 %
    interval of the index in points; margins : whether all intervals follow from the sheets, None
    where those of then are not found; earlier_rule : whether any follows the rule that an earlier
    version had. file : whether the kept file is the one that was issued; None
    where none is kept.
    """

    unit_code: str
    period: str
    respondents: int
    elements: tuple[PlainElement, ...]
    hundredths: int | None
    wrong: tuple[str, ...]
    sheets: bool
    interval: tuple[float, float] | None
    margins: bool | None
    earlier_rule: bool
    file: bool | None

    @property
    def grade(self) -> str:
        """The grade of the index."""
        return grade_of(self.hundredths)


def half_up(numerator: int, denominator: int) -> int:
    """A fraction as a whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def grade_of(hundredths: int | None) -> str:
    """The grade of a value in hundredths; empty of nothing."""
    if hundredths is None:
        return ""
    return next(letter for start, letter in LADDER if hundredths >= start)


def plain_element(column: str, bins: Bins) -> PlainElement:
    """An element from how often 1, 2, 3 and 4 were answered."""
    n = sum(bins)
    total = bins[0] + 2 * bins[1] + 3 * bins[2] + 4 * bins[3]
    return PlainElement(column, n, total, half_up(2500 * total, n) if n else None)


def plain_index(elements: Sequence[PlainElement]) -> int | None:
    """25 times the mean of the nine means, in hundredths: one fraction over all nine counts."""
    if any(each.n == 0 for each in elements):
        return None
    whole = prod(each.n for each in elements)
    total = sum(each.total * (whole // each.n) for each in elements)
    return half_up(2500 * total, len(elements) * whole)


def check_issued(connection: Connection, scope: PlaceScope) -> list[IssuedCheck]:
    """Every closed period within reach, made again, the newest first; then those removed."""
    gone, kept, found = removed(connection, scope), kept_digests(connection), []
    there = set()
    for closing in closings_within(connection, scope):
        named = closing.unit_code, closing.period
        there.add(named)
        each = _checked(connection, closing)
        wrong = [CLOSED_AGAIN] if named in gone else []
        if named in kept and kept[named] != closing.document_sha256:
            wrong.append(OTHER_FILE)
        found.append(replace(each, wrong=(*each.wrong, *wrong)))
    return found + [_without_figures(*each, REMOVED, None) for each in gone if each not in there]


def _without_figures(unit_code: str, period: str, wrong: str, file: bool | None) -> IssuedCheck:
    return IssuedCheck(unit_code, period, 0, (), None, (wrong,), False, None, None, False, file)


def _checked(connection: Connection, closing: Closing) -> IssuedCheck:
    try:
        return _made_again(connection, closing)
    except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError):
        # What was frozen was written by this program, so what it cannot read was changed since.
        file = _file(connection, closing)
        return _without_figures(closing.unit_code, closing.period, UNREADABLE, file)


def _made_again(connection: Connection, closing: Closing) -> IssuedCheck:
    counts = closing.figures["counts"]
    elements = tuple(plain_element(column, _bins(counts, column)) for column in COLUMNS)
    index = plain_index(elements)
    wrong = [
        *_against_print(elements, index, figures_from(closing.figures)),
        *_against_closing(index, closing.figures),
        *_against_snapshots(closing.figures),
        *_against_services(closing.figures),
    ]
    then = sheets_then(connection, closing)
    if then is None and closing.figures.get("snapshots"):
        wrong.append(UNEXPLAINED)
    margins = None if then is None else _remade(closing.figures, then.sheets)
    if margins is not None:
        wrong += [f"selang 95 % {name}: tidak mengikuti lembarnya" for name in margins.wrong]
    file = _file(connection, closing)
    if file is False:
        wrong.append("berkas terbit tidak lagi bersidik sama")
    interval = closing.figures["interval"]
    return IssuedCheck(
        unit_code=closing.unit_code,
        period=closing.period,
        respondents=counts["respondents"],
        elements=elements,
        hundredths=index,
        wrong=tuple(wrong),
        sheets=then is not None and then.same,
        interval=None if interval is None else (interval[0], interval[1]),
        margins=None if margins is None else not margins.wrong,
        earlier_rule=margins is not None and margins.by_number,
        file=file,
    )


def _bins(counts: Mapping[str, int], column: str) -> Bins:
    ones, twos, threes, fours = (counts[f"{column}_{value}"] for value in range(1, 5))
    return ones, twos, threes, fours


def _against_print(
    elements: Sequence[PlainElement], index: int | None, printed: Figures
) -> list[str]:
    """What the report prints, figure by figure."""
    wrong = []
    for plain, shown in zip(elements, printed.elements, strict=True):
        points = None if shown.points is None else int(shown.points * 100)
        letter = "" if shown.grade is None else shown.grade.value
        told = (shown.n, shown.answers.total, points, letter)
        if told != (plain.n, plain.total, plain.hundredths, plain.grade):
            wrong.append(f"{plain.column}: tercetak {told}")
    points = None if printed.index is None else int(printed.index * 100)
    letter = "" if printed.grade is None else printed.grade.value
    if (points, letter) != (index, grade_of(index)):
        wrong.append(f"IKM: tercetak {points} {letter}")
    return wrong


def _against_closing(index: int | None, held: Mapping[str, Any]) -> list[str]:
    """What was written down on the day of closing."""
    written = None if held["index"] is None else int(held["index"].replace(".", ""))
    if (written, held["grade"] or "") == (index, grade_of(index)):
        return []
    return [f"IKM saat ditutup: tertulis {held['index']} {held['grade']}"]


def _against_snapshots(held: Mapping[str, Any]) -> list[str]:
    """The public snapshots that the period was closed with add up to its counts."""
    snapshots = held.get("snapshots") or []
    if not snapshots:
        return []
    wrong = []
    counts = held["counts"]
    if sum(n for _, n, _, _ in snapshots) != counts["respondents"]:
        wrong.append("responden: tidak sama dengan angka untuk umum")
    for name, column in zip(ELEMENTS, COLUMNS, strict=True):
        rows = [document["bins"].get(name, [0] * 4) for _, _, document, _ in snapshots]
        if tuple(map(sum, zip(*rows, strict=True))) != _bins(counts, column):
            wrong.append(f"{column}: tidak sama dengan angka untuk umum")
    return wrong


def _against_services(held: Mapping[str, Any]) -> list[str]:
    """The sample of each service follows from its users (Krejcie and Morgan)."""
    wrong = []
    for each in held.get("services") or ():
        users = int(each["users"])
        # 3,841 x N x 1/4 over 1/400 x (N - 1) + 3,841 x 1/4, both a hundred thousandfold.
        needed = min(users, half_up(96_025 * users, 250 * users + 95_775)) if users > 0 else None
        if each["required"] != needed:
            wrong.append(f"sampel layanan {each['service']}: tertulis {each['required']}")
    return wrong


def _file(connection: Connection, closing: Closing) -> bool | None:
    if closing.document_sha256 is None:
        return None
    try:
        issued.issued(connection, closing.closing_id, PlaceScope())
    except Refused:
        return False
    return True


def _days_of(sheets: Sequence[Sheet]) -> list[list[tuple[int, int]]]:
    """Number and sum of the answers to each element, by counter and day."""
    found: dict[tuple[int, date], list[tuple[int, int]]] = {}
    for sheet in sheets:
        day = found.setdefault(sheet.cluster, [(0, 0)] * len(COLUMNS))
        for place, score in enumerate(sheet.scores):
            if score is not None:
                n, total = day[place]
                day[place] = n + 1, total + score
    return list(found.values())


def _remade(held: Mapping[str, Any], sheets: Mapping[str, Sequence[Sheet]]) -> Remade:
    """The written intervals that do not follow from the sheets, each named once."""
    written = {INDEX: held["interval"], **held["element_intervals"]}
    snapshots = held.get("snapshots") or []
    if not snapshots:
        every = [sheet for part in sheets.values() for sheet in part]
        return remade(_days_of(every), written, ELEMENTS)
    quarters = [
        remade(_days_of(sheets[code]), document["errors"], ELEMENTS)
        for code, _, document, _ in snapshots
    ]
    wrong = [name for each in quarters for name in each.wrong]
    by_number = any(each.by_number for each in quarters)
    together = wrong_together(snapshots, written, apart=False)
    if together and not wrong_together(snapshots, written, apart=True):
        together, by_number = [], True
    return Remade(tuple(dict.fromkeys(wrong + together)), by_number)
