"""How many were served in a period, as it was counted: of units, counters and services.

A period that was not counted itself is the sum of its parts where all of them were.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from surveys.rules.periods import Kind, Period, period_of
from surveys.scope import PlaceScope
from surveys.tables import VisitCount


def _parts(period: Period) -> list[list[Period]]:
    """The ways a period is made of shorter ones, longest parts first."""
    found = []
    for kind in (Kind.SEMESTER, Kind.QUARTER, Kind.MONTH):
        if kind.months < period.kind.months:
            start = (period.first_day.month - 1) // kind.months + 1
            count = period.kind.months // kind.months
            found.append([Period(kind, period.year, start + step) for step in range(count)])
    return found


def counted(period: Period, held: Mapping[str, int]) -> int | None:
    """Visitors of a period: as counted for it, else the sum of parts that were all counted."""
    if not held:
        return None
    if period.code in held:
        return held[period.code]
    for parts in _parts(period):
        counts = [held.get(part.code) for part in parts]
        known = [count for count in counts if count is not None]
        if len(known) == len(parts):
            return sum(known)
    return None


def codes_of(periods: Collection[Period]) -> set[str]:
    """The codes of periods and of everything inside them."""
    inside = (part for period in periods for parts in _parts(period) for part in parts)
    return {period.code for period in periods} | {part.code for part in inside}


def visits_by(
    connection: Connection, by: Any, codes: Collection[str], *conditions: ColumnElement[bool]
) -> dict[int, dict[str, int]]:
    """Visitors by a column (unit, service or counter) and period code."""
    found: dict[int, dict[str, int]] = {}
    for place, code, visitors in connection.execute(
        select(by, VisitCount.period, VisitCount.visitors).where(
            VisitCount.period.in_(codes), *conditions
        )
    ):
        found.setdefault(place, {})[code] = visitors
    return found


def visits_of(
    connection: Connection, scope: PlaceScope, periods: Collection[Period]
) -> dict[int, dict[str, int]]:
    """Visitors by unit and period code, for periods and everything inside them.

    Of a scope that is one counter, what was counted at it.
    """
    return visits_by(
        connection,
        VisitCount.unit_id,
        codes_of(periods),
        *replace(scope, counter_id=None).conditions(VisitCount),
        VisitCount.service_part == 0,
        VisitCount.counter_part == (scope.counter_id or 0),
    )


def served_in(
    connection: Connection, scope: PlaceScope, periods: Collection[Period]
) -> dict[Period, dict[int, int]]:
    """Per period how many each unit within reach served, where that was counted.

    This narrows every margin. Of a scope that is one counter, its unit counts what came there.
    """
    visits = visits_of(connection, scope, periods)
    return {period: counted_by(visits, period) for period in periods}


def served_between(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> dict[int, int]:
    """The same for a stretch of days; nothing is known of one that is no calendar period."""
    period = period_of(first, last)
    return {} if period is None else served_in(connection, scope, [period])[period]


def served_at_counters(connection: Connection, unit_id: int, period: Period) -> dict[int, int]:
    """How many each counter of a unit served in a period, where that was counted."""
    return counted_by(
        visits_by(
            connection,
            VisitCount.counter_part,
            codes_of([period]),
            VisitCount.unit_id == unit_id,
            VisitCount.service_part == 0,
            VisitCount.counter_part != 0,
        ),
        period,
    )


def served_by_units(
    connection: Connection, unit_ids: Collection[int], period: Period
) -> dict[int, int]:
    """How many each of some units served in a period, where that was counted."""
    return counted_by(
        visits_by(
            connection,
            VisitCount.unit_id,
            codes_of([period]),
            VisitCount.unit_id.in_(unit_ids),
            VisitCount.service_part == 0,
            VisitCount.counter_part == 0,
        ),
        period,
    )


def served_by_services(
    connection: Connection, unit_ids: Collection[int], period: Period
) -> dict[int, int]:
    """How many were served with each service of some units in a period, where that was counted."""
    return counted_by(
        visits_by(
            connection,
            VisitCount.service_part,
            codes_of([period]),
            VisitCount.unit_id.in_(unit_ids),
            VisitCount.service_part != 0,
            VisitCount.counter_part == 0,
        ),
        period,
    )


def counted_by(visits: Mapping[int, Mapping[str, int]], period: Period) -> dict[int, int]:
    found = {place: counted(period, held) for place, held in visits.items()}
    return {place: visitors for place, visitors in found.items() if visitors is not None}
