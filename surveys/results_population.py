"""How many were served in a stretch of time, and how many respondents its survey therefore needs.

The population of a survey is the users of the previous period (PermenPANRB 14/2017 as agencies
apply it); where only a yearly number is known its share stands in, marked as an estimate. Neither
is a population where it is below those who answered then (surveys.visits_below says so of margins).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, or_, select

from surveys.results_served import codes_of, counted, counted_by, visits_by, visits_of
from surveys.rules.periods import Period, period_of
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
    visits = visits_of(connection, scope, [period.previous for period in periods])
    per_year = _per_year(connection, scope)
    found: dict[Period, dict[int, Need]] = {}
    for period in periods:
        before, months = period.previous, period.kind.months
        found[period] = {
            unit_id: _need(
                counted(before, visits.get(unit_id, {})),
                came[before].get(unit_id, 0),
                yearly,
                months,
            )
            for unit_id, yearly in per_year.items()
        }
    return found


def needs_of_services(connection: Connection, scope: PlaceScope, period: Period) -> dict[int, Need]:
    """By service its users in the previous period, where they were counted."""
    before = period.previous
    counted = counted_by(
        visits_by(
            connection,
            VisitCount.service_part,
            codes_of([before]),
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
