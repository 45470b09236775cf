"""How many were served in a stretch of time, and how many respondents its survey therefore needs.

The population of a survey is the users of the previous period (PermenPANRB 14/2017 as agencies
apply it); where only a yearly number is known its share stands in, marked as an estimate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from surveys.rules.periods import Kind, Period, parse_period
from surveys.rules.sample_size import Population, population_of_period, required_respondents
from surveys.scope import PlaceScope
from surveys.tables import Unit, VisitCount

_DAYS_PER_MONTH = 30.44


@dataclass(frozen=True)
class Need:
    """The users of the previous period, and how many of them must be asked."""

    population: Population | None

    @property
    def required(self) -> int | None:
        """Respondents needed; None where the population is unknown."""
        return None if self.population is None else required_respondents(self.population.users)


def period_of(first: date, last: date) -> Period | None:
    """The calendar period that these days are; None for any other stretch."""
    for kind in Kind:
        period = Period(kind, first.year, (first.month - 1) // kind.months + 1)
        if (period.first_day, period.last_day) == (first, last):
            return period
    return None


def _parts(period: Period) -> list[list[Period]]:
    """The ways a period is made of shorter ones, longest parts first."""
    found = []
    for kind in (Kind.SEMESTER, Kind.QUARTER, Kind.MONTH):
        if kind.months < period.kind.months:
            start = (period.first_day.month - 1) // kind.months + 1
            count = period.kind.months // kind.months
            found.append([Period(kind, period.year, start + step) for step in range(count)])
    return found


def _counted(period: Period, held: Mapping[str, int]) -> int | None:
    """Visitors of a period: as counted for it, else the sum of parts that were all counted."""
    if period.code in held:
        return held[period.code]
    for parts in _parts(period):
        counts = [held.get(part.code) for part in parts]
        known = [count for count in counts if count is not None]
        if len(known) == len(parts):
            return sum(known)
    return None


def _visits(connection: Connection, scope: PlaceScope, period: Period) -> dict[int, dict[str, int]]:
    """Visitors by unit and period code, for a period and everything inside it."""
    codes = {period.code} | {part.code for parts in _parts(period) for part in parts}
    part = scope.counter_id or 0
    rows = connection.execute(
        select(VisitCount.unit_id, VisitCount.period, VisitCount.visitors).where(
            *PlaceScope(scope.agency_id, scope.unit_id, region=scope.region).conditions(VisitCount),
            VisitCount.period.in_(codes),
            VisitCount.service_part == 0,
            VisitCount.counter_part == part,
        )
    )
    found: dict[int, dict[str, int]] = {}
    for unit_id, code, visitors in rows:
        found.setdefault(unit_id, {})[code] = visitors
    return found


def _months(first: date, last: date) -> int:
    """The length of any stretch in months, from 1 to 12; a survey's period is at most a year."""
    return max(1, min(12, round(((last - first).days + 1) / _DAYS_PER_MONTH)))


def need_of(connection: Connection, scope: PlaceScope, first: date, last: date) -> Need:
    """The population before a stretch of days, over all units within reach.

    Unknown as soon as it is unknown for one of the units: a part is not the population.
    """
    period = period_of(first, last)
    visits = {} if period is None else _visits(connection, scope, period.previous)
    months = _months(first, last)
    users, estimated, units = 0, False, 0
    for unit_id, per_year in connection.execute(
        select(Unit.id, Unit.citizens_per_year).where(*scope.unit_conditions())
    ):
        units += 1
        counted = None if period is None else _counted(period.previous, visits.get(unit_id, {}))
        # Of a single counter only what was counted there is known, never its share of the year.
        yearly = None if scope.counter_id is not None else per_year
        known = population_of_period(counted, yearly, months)
        if known is None:
            return Need(None)
        users += known.users
        estimated = estimated or known.estimated
    return Need(Population(users, estimated) if units else None)


def needs_by_unit(connection: Connection, scope: PlaceScope, period: Period) -> dict[int, Need]:
    """The need of every unit within reach: the sample is asked of each, not of their sum."""
    visits = _visits(connection, scope, period.previous)
    found = {}
    for unit_id, per_year in connection.execute(
        select(Unit.id, Unit.citizens_per_year).where(*scope.unit_conditions())
    ):
        counted = _counted(period.previous, visits.get(unit_id, {}))
        found[unit_id] = Need(population_of_period(counted, per_year, period.kind.months))
    return found


def served(connection: Connection, scope: PlaceScope, first: date, last: date) -> int | None:
    """Who was served in the stretch itself, where it was counted for every unit within reach."""
    period = period_of(first, last)
    if period is None:
        return None
    visits = _visits(connection, scope, period)
    if not visits:
        return None
    total = 0
    for unit_id in connection.execute(select(Unit.id).where(*scope.unit_conditions())).scalars():
        counted = _counted(period, visits.get(unit_id, {}))
        if counted is None:
            return None
        total += counted
    return total


def need_of_service(connection: Connection, unit_id: int, service_id: int, period: Period) -> Need:
    """The users of one service in the previous period, where they were counted."""
    before = period.previous
    codes = {before.code} | {part.code for parts in _parts(before) for part in parts}
    held = {
        row.period: row.visitors
        for row in connection.execute(
            select(VisitCount.period, VisitCount.visitors).where(
                VisitCount.unit_id == unit_id,
                VisitCount.period.in_(codes),
                VisitCount.service_part == service_id,
                VisitCount.counter_part == 0,
            )
        )
    }
    return Need(population_of_period(_counted(before, held), None, period.kind.months))


def visitors_a_day(
    connection: Connection, scope: PlaceScope, today: date
) -> dict[tuple[int, int], float]:
    """Visitors a day by unit and counter (0: the whole unit), from the newest count there is."""
    rows = connection.execute(
        select(
            VisitCount.unit_id, VisitCount.counter_part, VisitCount.period, VisitCount.visitors
        ).where(
            *PlaceScope(scope.agency_id, scope.unit_id, region=scope.region).conditions(VisitCount),
            VisitCount.service_part == 0,
        )
    )
    newest: dict[tuple[int, int], tuple[date, date, float]] = {}
    for unit_id, counter_id, code, visitors in rows:
        period = parse_period(code)
        if period.first_day > today:
            continue
        days = (period.last_day - period.first_day).days + 1
        held = (period.last_day, period.first_day, visitors / days)
        key = unit_id, counter_id
        newest[key] = max(newest.get(key, held), held)
    return {key: held[2] for key, held in newest.items()}
