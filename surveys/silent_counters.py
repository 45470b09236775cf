"""Counters that have gone silent: answers are missing that visitors or the past make likely.

Days alone do not tell: a counter that few people use may rest for a while.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from surveys.rules.periods import FIRST_DAY, Kind, containing, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, ServiceCounter, Unit, VisitCount
from surveys.visitors_a_day import visitors_a_day

YEAR_DAYS = 365
AT_ONCE = 200
"""Counters of one statement; a database takes no condition of any length."""
FEWEST_DAYS = 14
FALSE_ALARM = 0.02
"""How likely a list names a counter without reason, over all counters that it looks at."""
FEWEST_ANSWER = 0.02
"""The share of visitors that is taken to answer where nothing came yet to tell it: few."""


@dataclass(frozen=True)
class SilentCounter:
    """A counter without answers for longer than chance explains.

    days : since its last answer, or since the first of its unit, or of its visits where nothing
    ever came. expected : answers that as many days bring there. visitors : who was served
    meanwhile, where visits are counted; else None. never : whether its unit never had an answer.
    unanswered : whether it never had one itself.
    """

    counter_code: str
    counter_name: str
    unit_name: str
    days: int
    expected: float
    visitors: int | None
    never: bool
    unanswered: bool


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
    """Open counters that answers should have come from: those of units without any, then the rest.

    Where visits are counted, what is expected is the visitors of the counter times the share of
    the unit's visitors who answer; where only the unit's are, the counter gets its usual part of
    them, or an equal one if it never had an answer. Without visits its own past has to do, that of
    the year before its last answer, however long ago; of one that never had an answer it is taken
    that it has been in use as long as its unit, and is as busy as the quietest counter there that
    is answered. The longest expected stand first.
    """
    counters = _counters_within(connection, scope)
    serving = {number: held for number, held in counters.items() if held.is_open(today)}
    past = _past_of(connection, scope, serving, today)
    usual = {counter_id: held.daily for counter_id, held in past.items()}
    visits = visitors_a_day(connection, scope, today)
    begun = _begun(connection, counters, past, today)
    of_unit: dict[int, list[int]] = {}
    for number, counter in serving.items():
        of_unit.setdefault(counter.unit_id, []).append(number)
    answered = {counters[number].unit_id for number in past}
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
            names = counter.code, counter.name, counter.unit_name
            never = counter.unit_id not in answered
            alone = counter_id not in past
            found.append(SilentCounter(*names, days, expected, served, never, alone))
    return sorted(found, key=lambda line: (not line.never, -line.expected, line.counter_code))


def _begun(
    connection: Connection,
    counters: Mapping[int, _Counter],
    past: Mapping[int, "_Past"],
    today: date,
) -> dict[int, date]:
    """By unit the day of its first answer; without any, the day before its visits begin."""
    begun: dict[int, date] = {}
    for number, held in past.items():
        unit_id = counters[number].unit_id
        begun[unit_id] = min(begun.get(unit_id, held.first), held.first)
    without = {counter.unit_id for counter in counters.values()} - set(begun)
    for unit_id, first in _first_visits(connection, without).items():
        if first <= today:
            begun[unit_id] = first - timedelta(days=1)
    return begun


def _first_visits(connection: Connection, unit_ids: Collection[int]) -> dict[int, date]:
    """By unit the first day of the first period with visitors, where any were counted."""
    if not unit_ids:
        return {}
    rows = connection.execute(
        select(VisitCount.unit_id, VisitCount.period).where(
            VisitCount.unit_id.in_(unit_ids), VisitCount.visitors > 0
        )
    )
    found: dict[int, date] = {}
    for unit_id, code in rows:
        first = parse_period(code).first_day
        found[unit_id] = min(found.get(unit_id, first), first)
    return found


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
    if own is not None and not of_unit:
        return own * FEWEST_ANSWER, own
    if own is None or not unit_visitors:
        quietest = min((usual[other] for other in siblings if usual.get(other)), default=0.0)
        return usual.get(counter_id, quietest), own
    return own * min(1.0, of_unit / unit_visitors), own


@dataclass(frozen=True)
class _Past:
    """What a counter had within a year, the last it had any: first and last day, and how many."""

    first: date
    last: date
    respondents: int

    @property
    def daily(self) -> float:
        """Answers a day while it was in use."""
        return self.respondents / max((self.last - self.first).days + 1, FEWEST_DAYS)


def _past_of(
    connection: Connection, scope: PlaceScope, serving: Collection[int], today: date
) -> dict[int, _Past]:
    """What each counter had since a year ago: its months, and the days of the one cut through.

    Of one that had nothing since, the year before its last answer: its silence is longer, not over.
    Of one that serves no more that last day is enough. Days before the first period tell nothing.
    """
    since = today - timedelta(days=YEAR_DAYS - 1)
    respondents = _respondents_since(connection, scope, since)
    found = {}
    long_ago: dict[int, date] = {}
    for counter_id, first, last in _ends(connection, scope, since, today):
        if first is not None and counter_id in respondents:
            found[counter_id] = _Past(first, last, respondents[counter_id])
        elif first is None and last is not None and counter_id in serving:
            long_ago[counter_id] = last
        elif first is None and last is not None:
            found[counter_id] = _Past(last, last, 0)
    return found | _past_before(connection, long_ago)


def _respondents_since(connection: Connection, scope: PlaceScope, since: date) -> dict[int, int]:
    cut = containing(since, Kind.MONTH)
    days = _respondents(scope, CounterDay).where(CounterDay.local_date.between(since, cut.last_day))
    months = _respondents(scope, CounterMonth).where(CounterMonth.month > cut.last_day)
    respondents: dict[int, int] = {}
    for counter_id, came in [*connection.execute(days), *connection.execute(months)]:
        respondents[counter_id] = respondents.get(counter_id, 0) + int(came)
    return respondents


def _ends(connection: Connection, scope: PlaceScope, since: date, today: date) -> Sequence[Any]:
    """Each counter with its first answered day since then, and the last it ever had."""
    # Both ends are steps into the index of each counter, where a look over all days takes long.
    answered = (
        select(CounterDay.local_date)
        .where(
            CounterDay.counter_id == ServiceCounter.id,
            CounterDay.local_date.between(FIRST_DAY, today),
            CounterDay.responses > 0,
        )
        .limit(1)
        .correlate(ServiceCounter)
    )
    return connection.execute(
        select(
            ServiceCounter.id,
            answered.where(CounterDay.local_date >= since)
            .order_by(CounterDay.local_date)
            .scalar_subquery(),
            answered.order_by(CounterDay.local_date.desc()).scalar_subquery(),
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(*scope.unit_conditions(), *scope.counter_conditions())
    ).all()


def _past_before(connection: Connection, last: Mapping[int, date]) -> dict[int, _Past]:
    """What counters had in the year up to their last answer; few have been silent for so long."""
    found = {}
    numbers = sorted(last)
    for start in range(0, len(numbers), AT_ONCE):
        years = [
            and_(
                CounterDay.counter_id == number,
                CounterDay.local_date.between(_year_before(last[number]), last[number]),
            )
            for number in numbers[start : start + AT_ONCE]
        ]
        rows = connection.execute(
            select(
                CounterDay.counter_id,
                func.min(CounterDay.local_date),
                func.sum(CounterDay.respondents),
            )
            .where(CounterDay.responses > 0, or_(*years))
            .group_by(CounterDay.counter_id)
        )
        for number, first, came in rows:
            found[number] = _Past(first, last[number], int(came))
    return found


def _year_before(ended: date) -> date:
    """The first day of the year that ends with a day, within the days that a period has."""
    return max(FIRST_DAY, ended - timedelta(days=YEAR_DAYS - 1))


def _respondents(scope: PlaceScope, table: Any) -> Any:
    """How many answered at each counter within reach."""
    return (
        select(table.counter_id, func.sum(table.respondents))
        .where(*scope.conditions(table))
        .group_by(table.counter_id)
    )
