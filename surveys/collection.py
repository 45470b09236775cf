"""How the collecting of answers goes: enough by when, for each service, and who has gone silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.results_population import (
    Need,
    needs_of_services,
    served_by_services,
    visitors_a_day,
)
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum, Grade, grade, index_points
from surveys.rules.margin import Interval, index_interval
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.sample_size import projected_day
from surveys.scope import PlaceScope
from surveys.service_days import service_days, told_services
from surveys.tables import (
    CounterDay,
    CounterMonth,
    Service,
    ServiceCounter,
    Unit,
)

YEAR_DAYS = 365
FEWEST_DAYS = 14
FALSE_ALARM = 0.02
"""How likely a list names a counter without reason, over all counters that it looks at."""


@dataclass(frozen=True)
class ServiceLine:
    """One service of a unit: its index and how many respondents it needs.

    n, index : None where few answered, or where they would follow from the other services.
    enough_on : the day that the pace leads to; None of a hidden n, which would follow from it.
    """

    name: str
    n: int | None
    index: Decimal | None
    interval: Interval | None
    need: Need
    enough_on: date | None

    @property
    def grade(self) -> Grade | None:
        """The grade of the service."""
        return None if self.index is None else grade(self.index)


def services_of(
    connection: Connection, unit_id: int, period: Period, today: date, smallest: int
) -> list[ServiceLine]:
    """The services of a unit by their codes; with the users of the period before, if counted."""
    names = {
        row.id: row.name
        for row in connection.execute(
            select(Service.id, Service.name)
            .where(Service.unit_id == unit_id)
            .order_by(Service.code)
        )
    }
    days = service_days(connection, unit_id, period)
    told = told_services(days, period, smallest)
    came = {day.service for day in days if day.when in period}
    served = served_by_services(connection, [unit_id], period)
    needs = needs_of_services(connection, PlaceScope(unit_id=unit_id), period)
    lines = []
    for service, name in names.items():
        need = needs.get(service, Need(None))
        held = told.get(service)
        if held is None:
            n = None if service in came else 0
            lines.append(ServiceLine(name, n, None, None, need, None))
            continue
        n = sum(day.respondents for day in held)
        enough = projected_day(n, need.required, period.first_day, period.last_day, today)
        sums = [day.sums for day in held]
        interval = index_interval(sums, None, served.get(service))
        index = None if interval is None else index_points(_added(sums))
        lines.append(ServiceLine(name, n, index, interval, need, enough))
    return lines


def _added(clusters: list[dict[Element, ElementSum]]) -> dict[Element, ElementSum]:
    totals: dict[Element, ElementSum] = {}
    for sums in clusters:
        for element, answers in sums.items():
            totals[element] = totals[element] + answers if element in totals else answers
    return totals


@dataclass(frozen=True)
class SilentCounter:
    """A counter without answers for longer than chance explains.

    days : since its last answer, or since the first of its unit. expected : answers that as many
    days bring there. visitors : who was served meanwhile, where visits are counted; else None.
    """

    counter_code: str
    counter_name: str
    unit_name: str
    days: int
    expected: float
    visitors: int | None


@dataclass(frozen=True)
class _Counter:
    code: str
    name: str
    unit_id: int
    unit_name: str
    reopened_on: date | None
    closed_from: date | None

    def is_open(self, day: date) -> bool:
        return self.closed_from is None or day < self.closed_from


def silent_counters(connection: Connection, scope: PlaceScope, today: date) -> list[SilentCounter]:
    """Open counters that answers should have come from, the longest expected first.

    Where visits are counted, what is expected is the visitors of the counter times the share of
    the unit's visitors who answer; where only the unit's are, the counter gets its usual part of
    them, or an equal one if it never had an answer. Without visits its own past has to do.
    """
    counters = _counters_within(connection, scope)
    serving = {number: held for number, held in counters.items() if held.is_open(today)}
    past = _past_of(connection, scope, today)
    usual = {counter_id: held.daily for counter_id, held in past.items()}
    visits = visitors_a_day(connection, scope, today)
    begun: dict[int, date] = {}
    for number, held in past.items():
        unit_id = counters[number].unit_id
        begun[unit_id] = min(begun.get(unit_id, held.first), held.first)
    of_unit: dict[int, list[int]] = {}
    for number, counter in serving.items():
        of_unit.setdefault(counter.unit_id, []).append(number)
    found = []
    for counter_id, counter in serving.items():
        if counter.unit_id not in begun:
            continue
        since = past[counter_id].last if counter_id in past else begun[counter.unit_id]
        if counter.reopened_on is not None:
            # While it was closed nobody could answer there.
            since = max(since, counter.reopened_on - timedelta(days=1))
        siblings = of_unit[counter.unit_id]
        daily, visitors = _daily(counter_id, counter.unit_id, siblings, usual, visits)
        days = (today - since).days - 1
        expected = daily * days
        if days > 0 and exp(-expected) <= FALSE_ALARM / len(serving):
            served = None if visitors is None else round(visitors * days)
            line = SilentCounter(
                counter.code, counter.name, counter.unit_name, days, expected, served
            )
            found.append(line)
    return sorted(found, key=lambda line: (-line.expected, line.counter_code))


def _counters_within(connection: Connection, scope: PlaceScope) -> dict[int, _Counter]:
    rows = connection.execute(
        select(
            ServiceCounter.id,
            ServiceCounter.code,
            ServiceCounter.name,
            ServiceCounter.unit_id,
            Unit.name.label("unit_name"),
            ServiceCounter.reopened_on,
            ServiceCounter.closed_from,
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(*scope.unit_conditions(), *scope.counter_conditions())
        .order_by(ServiceCounter.code)
    )
    return {row.id: _Counter(*row[1:]) for row in rows}


def _daily(
    counter_id: int,
    unit_id: int,
    siblings: list[int],
    usual: Mapping[int, float],
    visits: Mapping[tuple[int, int], float],
) -> tuple[float, float | None]:
    """Answers and (where known) visitors a day that a counter usually has."""
    of_unit = sum(usual.get(other, 0.0) for other in siblings)
    unit_visitors = visits.get((unit_id, 0))
    own = visits.get((unit_id, counter_id))
    if own is None and unit_visitors is not None:
        part = usual.get(counter_id, 0.0) / of_unit if of_unit else 0.0
        own = unit_visitors * (part or 1 / len(siblings))
    if own is None or not unit_visitors or not of_unit:
        return usual.get(counter_id, 0.0), own
    return own * min(1.0, of_unit / unit_visitors), own


@dataclass(frozen=True)
class _Past:
    """What a counter had within a year: the days of its first and last answer, and how many."""

    first: date
    last: date
    respondents: int

    @property
    def daily(self) -> float:
        """Answers a day while it was in use."""
        return self.respondents / max((self.last - self.first).days + 1, FEWEST_DAYS)


def _past_of(connection: Connection, scope: PlaceScope, today: date) -> dict[int, _Past]:
    """What each counter had since a year ago: its months, and the days of the one cut through."""
    since = today - timedelta(days=YEAR_DAYS - 1)
    cut = containing(since, Kind.MONTH)
    days = _respondents(scope, CounterDay).where(CounterDay.local_date.between(since, cut.last_day))
    months = _respondents(scope, CounterMonth).where(CounterMonth.month > cut.last_day)
    respondents: dict[int, int] = {}
    for counter_id, came in [*connection.execute(days), *connection.execute(months)]:
        respondents[counter_id] = respondents.get(counter_id, 0) + int(came)
    # Both ends are steps into the index of each counter, where a look over all days takes long.
    answered = (
        select(CounterDay.local_date)
        .where(
            CounterDay.counter_id == ServiceCounter.id,
            CounterDay.local_date >= since,
            CounterDay.responses > 0,
        )
        .limit(1)
        .correlate(ServiceCounter)
    )
    rows = connection.execute(
        select(
            ServiceCounter.id,
            answered.order_by(CounterDay.local_date).scalar_subquery(),
            answered.order_by(CounterDay.local_date.desc()).scalar_subquery(),
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(*scope.unit_conditions(), *scope.counter_conditions())
    )
    return {
        row[0]: _Past(row[1], row[2], respondents.get(row[0], 0))
        for row in rows
        if row[1] is not None and row[0] in respondents
    }


def _respondents(scope: PlaceScope, table: Any) -> Any:
    """How many answered at each counter within reach."""
    return (
        select(table.counter_id, func.sum(table.respondents))
        .where(*scope.conditions(table))
        .group_by(table.counter_id)
    )
