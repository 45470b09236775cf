"""Counters and services that became another unit's: the past stays with the unit that served."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, Response, Service, ServiceCounter, Unit

Former = tuple[int, str, str, str]
"""Number, code and name of what was a unit's, and the name of the unit that it belongs to today."""


def former_counters(connection: Connection, unit_id: int) -> list[Former]:
    """Counters of other units at which people answered while they were this unit's."""
    answered = select(CounterMonth.counter_id).where(
        CounterMonth.unit_id == unit_id, CounterMonth.responses > 0
    )
    return _former(connection, ServiceCounter, unit_id, answered)


def former_services(connection: Connection, unit_id: int, first: date, last: date) -> list[Former]:
    """Services of other units that people named in these days while they were this unit's."""
    named = select(Response.service_id).where(
        Response.unit_id == unit_id, Response.local_date.between(first, last)
    )
    return _former(connection, Service, unit_id, named)


def _former(connection: Connection, table: Any, unit_id: int, answered: Any) -> list[Former]:
    rows = connection.execute(
        select(table.id, table.code, table.name, Unit.name)
        .join(Unit, Unit.id == table.unit_id)
        .where(table.unit_id != unit_id, table.id.in_(answered))
        .order_by(table.name, table.code)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def other_units(connection: Connection, counter_id: int, unit_id: int) -> tuple[str, ...]:
    """The names of the other units at which a counter was answered, in the order of codes."""
    answered = select(CounterDay.unit_id).where(
        CounterDay.counter_id == counter_id, CounterDay.responses > 0
    )
    rows = connection.execute(
        select(Unit.name).where(Unit.id != unit_id, Unit.id.in_(answered)).order_by(Unit.code)
    )
    return tuple(rows.scalars())


def homes_of(
    connection: Connection,
    scope: PlaceScope,
    today: int,
    *,
    counter_id: int | None = None,
    service_id: int | None = None,
) -> tuple[int, ...]:
    """The units within reach that a counter or service belongs to today or was answered at."""
    if counter_id is not None:
        answered = select(CounterDay.unit_id).where(
            CounterDay.counter_id == counter_id, CounterDay.responses > 0
        )
    else:
        # Answers are indexed by their unit and day: of a single unit few have to be looked at.
        here: list[ColumnElement[bool]] = []
        if scope.unit_id is not None:
            here.append(Response.unit_id == scope.unit_id)
        answered = select(Response.unit_id).where(*here, Response.service_id == service_id)
    found = connection.execute(
        select(Unit.id)
        .where(*scope.unit_conditions(), or_(Unit.id == today, Unit.id.in_(answered)))
        .order_by(Unit.id)
    )
    return tuple(found.scalars())
