"""An auditor's recomputation of issued reports, in whole numbers and by another road.

Nothing of surveys.rules.index is used: sums, products and one division of integers, halves up. What
comes out is laid beside what the report prints and beside what was written down at the closing; the
sheets are counted again one by one, and the kept file must still have its hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from sqlalchemy import Connection, select

from surveys import issued
from surveys.errors import Refused
from surveys.published_parts import counted_sheets
from surveys.results import Figures
from surveys.results_closing import Closing, closings_within
from surveys.results_edition import quarters_of
from surveys.results_frozen import figures_from
from surveys.rules.elements import ELEMENTS
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import Response
from surveys.tables.responses import COLUMNS

LADDER = ((8831, "A"), (7661, "B"), (6500, "C"), (2500, "D"))
"""PermenPANRB 14/2017: from so many hundredths of a point on, so the grade."""

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
    """One closed period made again.

    hundredths : the index in hundredths of a point; None where an element has no answer.
    wrong : what differs, in words. sheets : whether the sheets of today still add up to it; they do
    not after late or excluded ones, which is no fault of the report. file : whether the kept file
    is the one that was issued; None where none is kept.
    """

    unit_code: str
    period: str
    respondents: int
    elements: tuple[PlainElement, ...]
    hundredths: int | None
    wrong: tuple[str, ...]
    sheets: bool
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
    """Every closed period within reach, made again; the newest first."""
    return [_checked(connection, closing) for closing in closings_within(connection, scope)]


def _checked(connection: Connection, closing: Closing) -> IssuedCheck:
    counts = closing.figures["counts"]
    elements = tuple(plain_element(column, _bins(counts, column)) for column in COLUMNS)
    index = plain_index(elements)
    wrong = [
        *_against_print(elements, index, figures_from(closing.figures)),
        *_against_closing(index, closing.figures),
        *_against_snapshots(closing.figures),
    ]
    file = _file(connection, closing)
    if file is False:
        wrong.append("berkas terbit tidak lagi bersidik sama")
    return IssuedCheck(
        unit_code=closing.unit_code,
        period=closing.period,
        respondents=counts["respondents"],
        elements=elements,
        hundredths=index,
        wrong=tuple(wrong),
        sheets=_sheets_add_up(connection, closing),
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


def _file(connection: Connection, closing: Closing) -> bool | None:
    if closing.document_sha256 is None:
        return None
    try:
        issued.issued(connection, closing.closing_id, PlaceScope())
    except Refused:
        return False
    return True


def _sheets_add_up(connection: Connection, closing: Closing) -> bool:
    """Every sheet that counts today, and else those up to the last that counted then."""
    period = parse_period(closing.period)
    lasts = {code: doc.get("last", 0) for code, _, doc, _ in closing.figures.get("snapshots") or []}
    columns = [getattr(Response, column) for column in COLUMNS]
    all_sheets: list[tuple[int | None, ...]] = []
    then: list[tuple[int | None, ...]] = []
    for part in quarters_of(period) or (period,):
        rows = connection.execute(
            select(Response.id, *columns).where(*counted_sheets(closing.unit_id, part))
        )
        for number, *sheet in rows:
            all_sheets.append(tuple(sheet))
            if number <= lasts.get(part.code, 0):
                then.append(tuple(sheet))
    counts = closing.figures["counts"]
    return any(_is_made_of(counts, sheets) for sheets in (all_sheets, then))


def _is_made_of(counts: Mapping[str, int], sheets: Sequence[tuple[int | None, ...]]) -> bool:
    if len(sheets) != counts["respondents"]:
        return False
    for place, column in enumerate(COLUMNS):
        found = [0, 0, 0, 0]
        for sheet in sheets:
            value = sheet[place]
            if value is not None:
                found[value - 1] += 1
        if tuple(found) != _bins(counts, column):
            return False
    return True
