"""Finding and remembering the sheets that left the rows of open data, or came back (open_turns)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, or_, select

from surveys.open_turns import Row, Sheet, Turned, is_out, row_of
from surveys.rules.periods import Period
from surveys.rules.steady_rows import Answers
from surveys.tables import OpenDay, OpenSheet, Questionnaire, Response
from surveys.tables.responses import COLUMNS

_VALUES = range(1, 5)


def turned_since(connection: Connection, unit_id: int, period: Period, last_counted: int) -> Turned:
    """Find them by what is remembered, and by what is kept out now.

    last_counted : the newest sheet of the snapshot, where its rows do not tell.
    """
    rows = _rows(connection, unit_id, period)
    last = (rows[-1].newest or last_counted) if rows else 0
    remembered, live = _remembered(connection, unit_id, period)
    out = [s for s in remembered if s.row is not None and not is_out(s) and s.number not in live]
    back = [s for s in remembered if s.row is not None and is_out(s) and s.number in live]
    first = [s for s in remembered if s.row is None and s.number in live]
    aside = []
    for sheet in _kept_out(connection, unit_id, period):
        row = row_of(rows, sheet)
        if row is None:
            aside.append(sheet)
        else:
            out.append(replace(sheet, row=row))
    return Turned(
        tuple(rows),
        tuple(remembered),
        tuple(out),
        tuple(back),
        tuple(first),
        tuple(aside),
        _arrived(connection, unit_id, period, last),
        _newest(connection, unit_id, period),
    )


def remember(
    connection: Connection, unit_id: int, period: Period, turned: Turned, row: int | None
) -> None:
    """Note what a row turned, and who was kept out or let in; row : its place, from 1."""
    noted = [*turned.aside, *turned.first]
    if row is not None:
        noted += [replace(s, turns=(*s.turns, row)) for s in (*turned.out, *turned.back)]
    if not noted:
        return
    numbers = [sheet.number for sheet in noted]
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
            for sheet in noted
        ],
    )


def _rows(connection: Connection, unit_id: int, period: Period) -> list[Row]:
    held = connection.execute(
        select(
            OpenDay.first_day,
            OpenDay.last_day,
            OpenDay.respondents,
            OpenDay.bins,
            OpenDay.newest_id,
        )
        .where(OpenDay.unit_id == unit_id, OpenDay.period == period.code)
        .order_by(OpenDay.id)
    )
    return [Row(first, last, (n, *bins), newest) for first, last, n, bins, newest in held]


def _of(unit_id: int, period: Period) -> list[Any]:
    """The sheets of a unit and quarter that count, or would if they were not kept out."""
    return [
        Response.unit_id == unit_id,
        Response.local_date.between(period.first_day, period.last_day),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


_SCORES = [getattr(Response, column) for column in COLUMNS]


def _says(scores: Sequence[int | None]) -> Answers:
    return (1, *(int(score == value) for score in scores for value in _VALUES))


def _remembered(
    connection: Connection, unit_id: int, period: Period
) -> tuple[list[Sheet], set[int]]:
    """The sheets that are remembered, and the numbers of those that are in the figures now."""
    found, live = [], set()
    for number, day, row, turns, excluded, *scores in connection.execute(
        select(
            Response.id,
            Response.local_date,
            OpenSheet.row,
            OpenSheet.turns,
            Response.excluded,
            *_SCORES,
        )
        .join(Response, Response.id == OpenSheet.response_id)
        .where(OpenSheet.unit_id == unit_id, OpenSheet.period == period.code)
        .order_by(Response.id)
    ):
        found.append(Sheet(number, day, _says(scores), row, tuple(turns)))
        if not excluded:
            live.add(number)
    return found, live


def _kept_out(connection: Connection, unit_id: int, period: Period) -> list[Sheet]:
    """The sheets that are kept out and not remembered."""
    rows = connection.execute(
        select(Response.id, Response.local_date, *_SCORES)
        .where(
            *_of(unit_id, period),
            Response.excluded,
            Response.id.not_in(
                select(OpenSheet.response_id).where(
                    OpenSheet.unit_id == unit_id, OpenSheet.period == period.code
                )
            ),
        )
        .order_by(Response.id)
    )
    return [Sheet(number, day, _says(scores), None) for number, day, *scores in rows]


def _arrived(
    connection: Connection, unit_id: int, period: Period, last: int
) -> dict[date, Answers]:
    """What the sheets say that are newer than the last one of a row, by day."""
    bins = [
        func.sum(case((column == value, 1), else_=0)) for column in _SCORES for value in _VALUES
    ]
    rows = connection.execute(
        select(Response.local_date, func.count(), *bins)
        .where(*_of(unit_id, period), Response.excluded.is_(False), Response.id > last)
        .group_by(Response.local_date)
    )
    return {day: tuple(map(int, counts)) for day, *counts in rows}


def _newest(connection: Connection, unit_id: int, period: Period) -> int | None:
    return connection.execute(select(func.max(Response.id)).where(*_of(unit_id, period))).scalar()
