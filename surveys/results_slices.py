"""Answers by the way they came: through which channel, and with or without somebody's help."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.results_clusters import sums_of
from surveys.rollups import COUNTS
from surveys.rules.index import index_points
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Questionnaire


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help."""

    name: str
    respondents: int
    index: Decimal | None


def by_channel(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """Respondents and index per channel, most used first."""
    return _sliced(connection, scope, first, last, "channel", str)


def by_help(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """The same for those who were helped ("helped") and those who answered alone ("alone")."""
    return _sliced(connection, scope, first, last, "helped", lambda it: "helped" if it else "alone")


def _sliced(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    name_of_column: str,
    named: Callable[[Any], str],
) -> list[Slice]:
    official = select(Questionnaire.id).where(Questionnaire.official)
    # Whole months are a thirtieth of the rows.
    months = first.day == 1 and (last + timedelta(days=1)).day == 1
    table: Any = CounterMonth if months else CounterDay
    when = table.month if months else table.local_date
    column = getattr(table, name_of_column)
    rows = connection.execute(
        select(column, *(func.sum(getattr(table, name)) for name in COUNTS))
        .where(
            *scope.conditions(table),
            when.between(first, last),
            table.questionnaire_id.in_(official),
        )
        .group_by(column)
    )
    place = 1 + COUNTS.index("respondents")
    found = [
        Slice(named(row[0]), int(row[place]), index_points(sums_of(tuple(map(int, row[1:])))))
        for row in rows
        if row[place]
    ]
    return sorted(found, key=lambda each: (-each.respondents, each.name))
