"""Answers by the way they came: through which channel, and with or without somebody's help."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.results_clusters import sums_of
from surveys.rollups import COUNTS
from surveys.rules.index import index_points
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, Questionnaire


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help."""

    name: str
    respondents: int
    index: Decimal | None


def by_channel(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """Respondents and index per channel, most used first."""
    return _sliced(connection, scope, first, last, CounterDay.channel, str)


def by_help(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """The same for those who were helped ("helped") and those who answered alone ("alone")."""
    return _sliced(
        connection, scope, first, last, CounterDay.helped, lambda it: "helped" if it else "alone"
    )


def _sliced(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    column: Any,
    named: Callable[[Any], str],
) -> list[Slice]:
    official = select(Questionnaire.id).where(Questionnaire.official)
    rows = connection.execute(
        select(column, *(func.sum(getattr(CounterDay, name)) for name in COUNTS))
        .where(
            *scope.conditions(CounterDay),
            CounterDay.local_date.between(first, last),
            CounterDay.questionnaire_id.in_(official),
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
