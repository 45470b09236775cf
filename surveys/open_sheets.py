"""Finding and remembering the sheets that left the rows of open data, or came back (open_turns).

Of several units in a quarter at once: each look finds what there is of all of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, case, delete, func, insert, or_, select

from surveys.open_turns import Row, Sheet, Turned, is_out, row_of, rows_of
from surveys.rules.periods import Period
from surveys.rules.steady_rows import Answers
from surveys.tables import OpenDay, OpenSheet, Questionnaire, Response
from surveys.tables.responses import COLUMNS

_VALUES = range(1, 5)


@dataclass
class _Found:
    """What there is of a unit: rows, sheets that are remembered, and sheets that are kept out."""

    rows: list[Row] = field(default_factory=list)
    remembered: list[Sheet] = field(default_factory=list)
    live: set[int] = field(default_factory=set)
    kept_out: list[Sheet] = field(default_factory=list)
    arrived: dict[date, Answers] = field(default_factory=dict)
    newest: int | None = None


def turned_since(
    connection: Connection, period: Period, last_counted: Mapping[int, int]
) -> dict[int, Turned]:
    """Find them by what is remembered, and by what is kept out now.

    last_counted : by unit the newest sheet of its snapshot, where its rows do not tell.
    """
    found = {unit_id: _Found() for unit_id in last_counted}
    if not found:
        return {}
    _read_rows(connection, period, found)
    _read_remembered(connection, period, found)
    _read_kept_out(connection, period, found)
    last = {
        unit_id: (each.rows[-1].newest or last_counted[unit_id]) if each.rows else 0
        for unit_id, each in found.items()
    }
    _read_arrived(connection, period, last, found)
    return {unit_id: _turned(each) for unit_id, each in found.items()}


def _turned(of: _Found) -> Turned:
    inside = [sheet for sheet in of.remembered if sheet.row is not None]
    out = [s for s in inside if not is_out(s) and s.number not in of.live]
    back = [s for s in inside if is_out(s) and s.number in of.live]
    first = [s for s in of.remembered if s.row is None and s.number in of.live]
    aside = []
    of_day = {day: rows_of(of.rows, day) for day in {sheet.day for sheet in of.kept_out}}
    for sheet in of.kept_out:
        row = row_of(of_day[sheet.day], sheet.number)
        if row is None:
            aside.append(sheet)
        else:
            out.append(replace(sheet, row=row))
    return Turned(
        tuple(of.rows),
        tuple(of.remembered),
        tuple(out),
        tuple(back),
        tuple(first),
        tuple(aside),
        of.arrived,
        of.newest,
    )


def remember(connection: Connection, period: Period, noted: Mapping[int, Sequence[Sheet]]) -> None:
    """Note by unit what a row turned, and who was kept out or let in."""
    numbers = [sheet.number for sheets in noted.values() for sheet in sheets]
    if not numbers:
        return
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        connection.execute(delete(OpenSheet).where(OpenSheet.response_id.in_(some)))
    connection.execute(
        insert(OpenSheet),
        [
            {
                "response_id": sheet.number,
                "unit_id": unit_id,
                "period": period.code,
                "row": sheet.row,
                "turns": list(sheet.turns),
            }
            for unit_id, sheets in noted.items()
            for sheet in sheets
        ],
    )


def _read_rows(connection: Connection, period: Period, found: Mapping[int, _Found]) -> None:
    held = connection.execute(
        select(
            OpenDay.unit_id,
            OpenDay.first_day,
            OpenDay.last_day,
            OpenDay.respondents,
            OpenDay.bins,
            OpenDay.newest_id,
        )
        .where(OpenDay.unit_id.in_(found), OpenDay.period == period.code)
        .order_by(OpenDay.id)
    )
    for unit_id, first, last, n, bins, newest in held:
        found[unit_id].rows.append(Row(first, last, (n, *bins), newest))


def _of(unit_ids: Collection[int], period: Period) -> list[Any]:
    """The sheets of units in a quarter that count, or would if they were not kept out."""
    return [
        Response.unit_id.in_(unit_ids),
        Response.local_date.between(period.first_day, period.last_day),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


_SCORES = [getattr(Response, column) for column in COLUMNS]


def _says(scores: Sequence[int | None]) -> Answers:
    return (1, *(int(score == value) for score in scores for value in _VALUES))


def _read_remembered(connection: Connection, period: Period, found: Mapping[int, _Found]) -> None:
    """The sheets that are remembered, and the numbers of those that are in the figures now."""
    for unit_id, number, day, row, turns, excluded, *scores in connection.execute(
        select(
            OpenSheet.unit_id,
            Response.id,
            Response.local_date,
            OpenSheet.row,
            OpenSheet.turns,
            Response.excluded,
            *_SCORES,
        )
        .join(Response, Response.id == OpenSheet.response_id)
        .where(OpenSheet.unit_id.in_(found), OpenSheet.period == period.code)
        .order_by(Response.id)
    ):
        held = found[unit_id]
        held.remembered.append(Sheet(number, day, _says(scores), row, tuple(turns)))
        if not excluded:
            held.live.add(number)


def _read_kept_out(connection: Connection, period: Period, found: Mapping[int, _Found]) -> None:
    """The sheets that are kept out and not remembered."""
    rows = connection.execute(
        select(Response.unit_id, Response.id, Response.local_date, *_SCORES)
        .where(
            *_of(found, period),
            Response.excluded,
            Response.id.not_in(
                select(OpenSheet.response_id).where(
                    OpenSheet.unit_id.in_(found), OpenSheet.period == period.code
                )
            ),
        )
        .order_by(Response.id)
    )
    for unit_id, number, day, *scores in rows:
        found[unit_id].kept_out.append(Sheet(number, day, _says(scores), None))


def _read_arrived(
    connection: Connection,
    period: Period,
    last: Mapping[int, int],
    found: Mapping[int, _Found],
) -> None:
    """What the sheets say that are newer than the last one of a row, by day; and the newest."""
    wanted = _of(found, period)
    # By each unit's own number, so as a case: the units are looked up by their days all the same.
    newer = Response.id > case(dict(last), value=Response.unit_id)
    for unit_id, day, *counts in connection.execute(
        _by_day().where(*wanted, Response.excluded.is_(False), newer)
    ):
        found[unit_id].arrived[day] = tuple(counts)
    for unit_id, newest in connection.execute(
        select(Response.unit_id, func.max(Response.id)).where(*wanted).group_by(Response.unit_id)
    ):
        found[unit_id].newest = newest


@cache
def _by_day() -> Select[Any, *tuple[Any, ...]]:
    """Sheets, and how often each element was answered 1, 2, 3, 4, by unit and day."""
    bins = [func.count().filter(column == value) for column in _SCORES for value in _VALUES]
    return select(Response.unit_id, Response.local_date, func.count(), *bins).group_by(
        Response.unit_id, Response.local_date
    )
