"""How many were served in a stretch of time, and how many respondents its survey therefore needs.

The population of a survey is the users of the previous period (PermenPANRB 14/2017 as agencies
apply it); where only a yearly number is known its share stands in, marked as an estimate. Neither
is a population where it is below those who answered then (surveys.visits_below says so of margins).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from surveys.rules.periods import Kind, Period
from surveys.rules.sample_size import Population, population_of_period, required_respondents
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Questionnaire, Response, Unit, VisitCount
from surveys.tables.responses import COLUMNS

_DAYS_PER_MONTH = 30.44
_OFFICIAL = select(Questionnaire.id).where(Questionnaire.official)


@dataclass(frozen=True)
class Need:
    """The users of the previous period, and how many of them must be asked.

    below : a number of those users that is not used, since more people answered then: what was
    counted, or the share of the year; of several units the sum of such numbers. too_long : of a
    stretch over a year, of which no sample is asked.
    """

    population: Population | None
    below: int | None = None
    too_long: bool = False

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


def _codes(periods: Collection[Period]) -> set[str]:
    """The codes of periods and of everything inside them."""
    inside = (part for period in periods for parts in _parts(period) for part in parts)
    return {period.code for period in periods} | {part.code for part in inside}


def _grouped(
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


def _visits(
    connection: Connection, scope: PlaceScope, periods: Collection[Period]
) -> dict[int, dict[str, int]]:
    """Visitors by unit and period code, for periods and everything inside them.

    Of a scope that is one counter, what was counted at it.
    """
    return _grouped(
        connection,
        VisitCount.unit_id,
        _codes(periods),
        *replace(scope, counter_id=None).conditions(VisitCount),
        VisitCount.service_part == 0,
        VisitCount.counter_part == (scope.counter_id or 0),
    )


def _is_over_a_year(first: date, last: date) -> bool:
    return (last - first).days >= 366


def _months(first: date, last: date) -> int:
    """The length of a stretch of a year at most in months, from 1 to 12."""
    return max(1, min(12, round(((last - first).days + 1) / _DAYS_PER_MONTH)))


def need_of(connection: Connection, scope: PlaceScope, first: date, last: date) -> Need:
    """The population before a stretch of days, over all units within reach.

    Unknown as soon as it is unknown for one of the units: a part is not the population. A survey's
    period is at most a year, so of longer stretches nothing is asked.
    """
    if _is_over_a_year(first, last):
        return Need(None, too_long=True)
    return needs_together(list(needs_between(connection, scope, first, last).values()))


def needs_between(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> dict[int, Need]:
    """The same of every unit within reach."""
    if _is_over_a_year(first, last):
        return dict.fromkeys(_per_year(connection, scope), Need(None, too_long=True))
    period = period_of(first, last)
    if period is not None:
        came = came_in(connection, scope, [period.previous])
        return needs_by_unit(connection, scope, [period], came)[period]
    months = _months(first, last)
    return {
        unit_id: _need(None, 0, per_year, months)
        for unit_id, per_year in _per_year(connection, scope).items()
    }


def _per_year(connection: Connection, scope: PlaceScope) -> dict[int, int | None]:
    """Citizens a year of every unit within reach, as far as it is known."""
    rows = connection.execute(
        select(Unit.id, Unit.citizens_per_year).where(*scope.unit_conditions())
    )
    # Of a single counter only what was counted there is known, never its share of the year.
    known = scope.counter_id is None
    return {unit_id: per_year if known else None for unit_id, per_year in rows}


def _need(counted: int | None, came: int, per_year: int | None, months: int) -> Need:
    """The need of one place: fewer served than came to answer cannot be all who were served.

    came : respondents of the time before. A yearly number stands in for a count that is too low, or
    for none, if its share is not too low as well.
    """
    if counted is not None and counted >= came:
        return Need(population_of_period(counted, per_year, months))
    known = population_of_period(None, per_year, months)
    if known is None or known.users >= came:
        return Need(known, counted)
    return Need(None, known.users if counted is None else counted)


def needs_together(needs: Sequence[Need]) -> Need:
    """The need of several places: unknown as soon as it is unknown for one of them."""
    below = [need.below for need in needs if need.below is not None]
    known = [need.population for need in needs if need.population is not None]
    together = Population(sum(p.users for p in known), any(p.estimated for p in known))
    all_known = bool(needs) and len(known) == len(needs)
    return Need(together if all_known else None, sum(below) if below else None)


def came_in(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period]
) -> dict[Period, dict[int, int]]:
    """How many answered in each unit within reach, by period; periods : in order, without a gap."""
    came = [
        func.sum(
            case(
                (
                    CounterMonth.month.between(each.first_day, each.last_day),
                    CounterMonth.respondents,
                ),
                else_=0,
            )
        )
        for each in periods
    ]
    rows = connection.execute(
        select(CounterMonth.unit_id, *came)
        .where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(periods[0].first_day, periods[-1].last_day),
            CounterMonth.questionnaire_id.in_(_OFFICIAL),
        )
        .group_by(CounterMonth.unit_id)
    ).all()
    return {
        period: {row[0]: int(row[place]) for row in rows}
        for place, period in enumerate(periods, start=1)
    }


def needs_by_unit(
    connection: Connection,
    scope: PlaceScope,
    periods: Sequence[Period],
    came: Mapping[Period, Mapping[int, int]],
) -> dict[Period, dict[int, Need]]:
    """By period the need of every unit within reach: the sample is asked of each, not of their sum.

    came : as in came_in, of the periods before.
    """
    visits = _visits(connection, scope, [period.previous for period in periods])
    per_year = _per_year(connection, scope)
    found: dict[Period, dict[int, Need]] = {}
    for period in periods:
        before, months = period.previous, period.kind.months
        found[period] = {
            unit_id: _need(
                _counted(before, visits.get(unit_id, {})),
                came[before].get(unit_id, 0),
                yearly,
                months,
            )
            for unit_id, yearly in per_year.items()
        }
    return found


def served_in(
    connection: Connection, scope: PlaceScope, periods: Collection[Period]
) -> dict[Period, dict[int, int]]:
    """Per period how many each unit within reach served, where that was counted.

    This narrows every margin. Of a scope that is one counter, its unit counts what came there.
    """
    visits = _visits(connection, scope, periods)
    return {period: _known(visits, period) for period in periods}


def served_between(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> dict[int, int]:
    """The same for a stretch of days; nothing is known of one that is no calendar period."""
    period = period_of(first, last)
    return {} if period is None else served_in(connection, scope, [period])[period]


def served_at_counters(connection: Connection, unit_id: int, period: Period) -> dict[int, int]:
    """How many each counter of a unit served in a period, where that was counted."""
    return _known(
        _grouped(
            connection,
            VisitCount.counter_part,
            _codes([period]),
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
    return _known(
        _grouped(
            connection,
            VisitCount.unit_id,
            _codes([period]),
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
    return _known(
        _grouped(
            connection,
            VisitCount.service_part,
            _codes([period]),
            VisitCount.unit_id.in_(unit_ids),
            VisitCount.service_part != 0,
            VisitCount.counter_part == 0,
        ),
        period,
    )


def _known(visits: Mapping[int, Mapping[str, int]], period: Period) -> dict[int, int]:
    counted = {place: _counted(period, held) for place, held in visits.items()}
    return {place: visitors for place, visitors in counted.items() if visitors is not None}


def needs_of_services(connection: Connection, scope: PlaceScope, period: Period) -> dict[int, Need]:
    """By service its users in the previous period, where they were counted."""
    before = period.previous
    counted = _known(
        _grouped(
            connection,
            VisitCount.service_part,
            _codes([before]),
            *scope.conditions(VisitCount),
            VisitCount.service_part != 0,
            VisitCount.counter_part == 0,
        ),
        before,
    )
    came = _came_for(connection, scope, sorted(counted), before) if counted else {}
    return {
        service_id: _need(users, came.get(service_id, 0), None, period.kind.months)
        for service_id, users in counted.items()
    }


def _came_for(
    connection: Connection, scope: PlaceScope, service_ids: Sequence[int], period: Period
) -> dict[int, int]:
    """How many answered after each of some services in a period."""
    rows = connection.execute(
        select(Response.service_id, func.count())
        .where(
            *scope.conditions(Response),
            Response.service_id.in_(service_ids),
            Response.local_date.between(period.first_day, period.last_day),
            Response.excluded.is_(False),
            or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
            Response.questionnaire_id.in_(_OFFICIAL),
        )
        .group_by(Response.service_id)
    )
    return {int(row[0] or 0): row[1] for row in rows}
