"""The sheets that a closed period was made of, found again among those of today.

What came since is newer than the last that was counted; what was taken out or put back since is
noted with its moment, so the sheets can be seen as they stood before it. Where no such moment
gives the frozen counts, something was changed that nobody noted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from surveys.published_material import official_sheets
from surveys.results_closed import Closing
from surveys.results_edition import quarters_of
from surveys.rules.elements import ELEMENTS
from surveys.rules.periods import Period, parse_period
from surveys.tables import Exclusion, Response
from surveys.tables.responses import COLUMNS

MOST_MOMENTS = 300
"""So many moments of taking out and putting back are looked at, the newest first."""

Bins = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Sheet:
    """A respondent's answers, the counter and day that they belong to, and whether they count."""

    number: int
    cluster: tuple[int, date]
    counts: bool
    scores: tuple[int | None, ...]


@dataclass(frozen=True)
class SheetsThen:
    """By quarter (or for the month) the sheets of then.

    same : whether all of them count today as well; else some were taken out or put back since.
    """

    sheets: Mapping[str, Sequence[Sheet]]
    same: bool


@dataclass(frozen=True)
class _TakenOut:
    number: int
    at: datetime
    lifted_at: datetime | None


def sheets_then(connection: Connection, closing: Closing) -> SheetsThen | None:
    """The sheets that add up to the frozen counts; None where none that are known of do."""
    counts = closing.figures["counts"]
    frozen = [[counts[f"{column}_{value}"] for value in range(1, 5)] for column in COLUMNS]
    period = parse_period(closing.period)
    snapshots = {code: (n, doc) for code, n, doc, *_ in closing.figures.get("snapshots") or []}
    found: dict[str, Sequence[Sheet]] = {}
    same = True
    for part in quarters_of(period) or (period,):
        n, bins, last = counts["respondents"], frozen, None
        if snapshots:
            n, document = snapshots.get(part.code, (0, {"bins": {}}))
            bins = [document["bins"].get(name, [0] * 4) for name in ELEMENTS]
            last = document.get("last", 0)
        sheets = _sheets(connection, closing.unit_id, part)
        for stood, today in _as_they_stood(connection, sheets, last):
            if is_made_of(n, bins, stood):
                found[part.code], same = stood, same and today
                break
        else:
            return None
    together = [sheet for part_sheets in found.values() for sheet in part_sheets]
    return SheetsThen(found, same) if is_made_of(counts["respondents"], frozen, together) else None


def newest_counted(connection: Connection, unit_id: int, part: Period, n: int, bins: Bins) -> int:
    """The newest of so many sheets that give these counts, the oldest first; 0 where none do."""
    sheets = sorted(_sheets(connection, unit_id, part), key=lambda sheet: sheet.number)
    if not sheets or not n:
        return 0
    for stood, _ in _as_they_stood(connection, sheets, sheets[-1].number):
        if is_made_of(n, bins, stood[:n]):
            return stood[n - 1].number
    return 0


def _as_they_stood(
    connection: Connection, sheets: Sequence[Sheet], last: int | None
) -> Iterator[tuple[list[Sheet], bool]]:
    """The sheets as they may have stood, from today back, and whether that is as they count now."""
    yield [each for each in sheets if each.counts], True
    if last is None:
        return
    older = [each for each in sheets if each.number <= last]
    yield [each for each in older if each.counts], True
    taken = _taken_out(connection, {each.number for each in older})
    moments = {each.at for each in taken} | {each.lifted_at for each in taken if each.lifted_at}
    known = {each.number for each in taken}
    for moment in sorted(moments, reverse=True)[:MOST_MOMENTS]:
        out = {each.number for each in taken if _is_out(each, moment)}
        yield [s for s in older if s.number not in out and (s.counts or s.number in known)], False


def _is_out(taken: _TakenOut, moment: datetime) -> bool:
    """Whether a sheet was out just before a moment."""
    return taken.at < moment and (taken.lifted_at is None or taken.lifted_at >= moment)


def _taken_out(connection: Connection, numbers: set[int]) -> list[_TakenOut]:
    ordered, found = sorted(numbers), []
    for start in range(0, len(ordered), 500):
        rows = connection.execute(
            select(Exclusion.response_id, Exclusion.at, Exclusion.lifted_at).where(
                Exclusion.response_id.in_(ordered[start : start + 500])
            )
        )
        found += [_TakenOut(*row) for row in rows]
    return found


def _sheets(connection: Connection, unit_id: int, part: Period) -> list[Sheet]:
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(
        select(
            Response.id, Response.counter_id, Response.local_date, Response.excluded, *columns
        ).where(*official_sheets(unit_id, part))
    )
    return [
        Sheet(number, (counter, day), not excluded, tuple(scores))
        for number, counter, day, excluded, *scores in rows
    ]


def is_made_of(n: int, bins: Bins, sheets: Sequence[Sheet]) -> bool:
    """Whether so many sheets give these counts of 1 to 4, element by element."""
    if len(sheets) != n:
        return False
    for place, counted in enumerate(bins):
        found = [0, 0, 0, 0]
        for sheet in sheets:
            value = sheet.scores[place]
            if value is not None:
                found[value - 1] += 1
        if found != list(counted):
            return False
    return True
