"""The parts of a place side by side in one element: counters, units or agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from surveys.closed_counters import is_open_on
from surveys.results import moved
from surveys.results_counted import Counted
from surveys.results_population import served_at_counters
from surveys.results_trend import Stretch, tells_units_apart
from surveys.rules.disclosure import hidden_parts, is_shown
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import POINTS_PER_STEP, ElementSum, Grade, element_points, grade
from surveys.rules.margin import Change, Interval, element_interval
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope
from surveys.strata import pooled_interval
from surveys.tables import Agency, CounterDay, CounterMonth, Questionnaire, ServiceCounter, Unit
from surveys.tables.responses import COLUMNS

MONTHS = 6


@dataclass(frozen=True)
class Part:
    """A counter, unit or agency within a place, and one element there.

    n, points : None where few answered, or where they would follow from the other parts.
    months : value of the element month by month; None where fewer than the smallest group did.
    """

    part_id: int
    code: str
    name: str
    n: int | None
    points: Decimal | None
    grade: Grade | None
    change: Change | None
    months: tuple[float | None, ...]

    @property
    def fell(self) -> bool:
        """Whether it fell by more than chance."""
        return self.change is not None and self.change.high < 0


@dataclass(frozen=True)
class _Seen:
    """One part in one period: its respondents, and the element's answers with their interval."""

    respondents: int
    answers: ElementSum | None
    interval: Interval | None


_NOBODY = _Seen(0, None, None)


def parts_of(
    connection: Connection, stretch: Stretch, element: Element, today: date, smallest: int
) -> list[Part]:
    """The parts of a place, the weakest in the element first; of a single counter there are none.

    A unit is made of counters, an agency of units, the province of agencies.
    """
    names, part_of = parts_within(connection, stretch.scope, stretch.last)
    if not names:
        return []
    period = stretch.last
    now, before = (
        _of_units(stretch.units_in(when), element, part_of)
        if tells_units_apart(stretch.scope)
        else _of_counters(connection, stretch.scope, element, when)
        for when in (period, period.previous)
    )
    hidden = hidden_parts(
        {part_id: now.get(part_id, _NOBODY).respondents for part_id in names}, smallest
    )
    months = _by_month(connection, stretch.scope, element, _months_to(period, today), part_of)
    nothing = [(0, 0)] * MONTHS
    found = []
    for part_id, (code, name) in names.items():
        seen = now.get(part_id, _NOBODY)
        if part_id in hidden or seen.respondents == 0:
            shown = None if seen.respondents else 0
            found.append(Part(part_id, code, name, shown, None, None, None, ()))
            continue
        change = moved(before.get(part_id, _NOBODY).interval, seen.interval)
        values = tuple(_value(*held, smallest) for held in months.get(part_id, nothing))
        found.append(_shown(part_id, code, name, seen, change, values))
    return sorted(
        found, key=lambda part: (part.points is None, part.points or Decimal(0), part.code)
    )


def _shown(
    part_id: int,
    code: str,
    name: str,
    seen: _Seen,
    change: Change | None,
    months: tuple[float | None, ...],
) -> Part:
    """A part that enough answered for its value to be told."""
    n = 0 if seen.answers is None else seen.answers.n
    points = None if seen.answers is None else element_points(seen.answers)
    reached = None if points is None else grade(points)
    return Part(part_id, code, name, n, points, reached, change, months)


def _of_units(
    units: Mapping[int, Counted], element: Element, part_of: Mapping[int, int]
) -> dict[int, _Seen]:
    """Each part as its units are together: in an agency every unit is one, in a region several."""
    held: dict[int, list[Counted]] = {}
    for unit_id, counted in units.items():
        held.setdefault(part_of[unit_id], []).append(counted)
    found = {}
    for part, counts in held.items():
        answers = sum(
            (each.sums.get(element, ElementSum(0, 0)) for each in counts), ElementSum(0, 0)
        )
        interval = (
            counts[0].element_interval(element)
            if len(counts) == 1
            else pooled_interval(
                None if answers.mean is None else POINTS_PER_STEP * answers.mean,
                [(each.element_answers(element), each.element_spread(element)) for each in counts],
            )
        )
        respondents = sum(each.respondents for each in counts)
        found[part] = _Seen(respondents, answers if answers.n else None, interval)
    return found


def _of_counters(
    connection: Connection, scope: PlaceScope, element: Element, period: Period
) -> dict[int, _Seen]:
    """The counters of a unit, from their days, in which only this element is read."""
    respondents: dict[int, int] = {}
    clusters: dict[int, list[dict[Element, ElementSum]]] = {}
    for counter_id, _, came, n, total in _summed(
        connection, scope, (CounterDay, CounterDay.local_date), element, period
    ):
        respondents[counter_id] = respondents.get(counter_id, 0) + came
        if n:
            clusters.setdefault(counter_id, []).append({element: ElementSum(n, total)})
    served = {} if scope.unit_id is None else served_at_counters(connection, scope.unit_id, period)
    found = {}
    for counter_id, came in respondents.items():
        held = clusters.get(counter_id, [])
        answers = sum((each[element] for each in held), ElementSum(0, 0)) if held else None
        interval = element_interval(held, element, served.get(counter_id))
        found[counter_id] = _Seen(came, answers, interval)
    return found


def _summed(
    connection: Connection,
    scope: PlaceScope,
    rows_of: tuple[Any, Any],
    element: Element,
    *periods: Period,
) -> Sequence[Row[int, date, int, int, int]]:
    """Counter (unit, over several), day or month, respondents, number and sum of the answers.

    rows_of : the roll-up and its column of time; periods : in order and without a gap.
    """
    table, when = rows_of
    column = COLUMNS[ELEMENTS.index(element)]
    bins = [getattr(table, f"{column}_{value}") for value in range(1, 5)]
    n = bins[0] + bins[1] + bins[2] + bins[3]
    total = bins[0] + 2 * bins[1] + 3 * bins[2] + 4 * bins[3]
    place = table.unit_id if scope.unit_id is None else table.counter_id
    official = select(Questionnaire.id).where(Questionnaire.official)
    return connection.execute(
        select(place, when, func.sum(table.respondents), func.sum(n), func.sum(total))
        .where(
            *scope.conditions(table),
            when.between(periods[0].first_day, periods[-1].last_day),
            table.questionnaire_id.in_(official),
        )
        .group_by(place, when)
    ).all()


def _months_to(period: Period, today: date) -> list[Period]:
    """Six months up to the period's last, or up to today in the one that runs."""
    last = containing(min(today, period.last_day), Kind.MONTH)
    if today < period.first_day:
        last = containing(period.last_day, Kind.MONTH)
    return [last.shifted(step) for step in range(1 - MONTHS, 1)]


def _by_month(
    connection: Connection,
    scope: PlaceScope,
    element: Element,
    months: list[Period],
    part_of: Mapping[int, int],
) -> dict[int, list[tuple[int, int]]]:
    """Number and sum of the element's answers of each part, month by month."""
    places = {month.first_day: place for place, month in enumerate(months)}
    found: dict[int, list[tuple[int, int]]] = {}
    for here, when, _, n, total in _summed(
        connection, scope, (CounterMonth, CounterMonth.month), element, *months
    ):
        part = here if scope.unit_id is not None else part_of.get(here)
        if part is not None:
            held = found.setdefault(part, [(0, 0)] * len(months))
            before = held[places[when]]
            held[places[when]] = before[0] + n, before[1] + total
    return found


def _value(n: int, total: int, smallest: int) -> float | None:
    points = element_points(ElementSum(n, total)) if is_shown(n, smallest) else None
    return None if points is None else float(points)


def _answered(period: Period) -> Select[int]:
    return select(CounterDay.counter_id).where(
        CounterDay.local_date.between(period.first_day, period.last_day), CounterDay.responses > 0
    )


def parts_within(
    connection: Connection, scope: PlaceScope, period: Period
) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Names of the parts by number, and to which part each unit belongs.

    A counter that was closed before the period is a part only where answers still came.
    """
    if scope.counter_id is not None:
        return {}, {}
    if scope.unit_id is not None:
        rows = connection.execute(
            select(ServiceCounter.id, ServiceCounter.code, ServiceCounter.name)
            .where(ServiceCounter.unit_id == scope.unit_id)
            .where(is_open_on(period.first_day) | ServiceCounter.id.in_(_answered(period)))
            .order_by(ServiceCounter.code)
        )
        return {row[0]: (row[1], row[2]) for row in rows}, {}
    if scope.agency_id is not None:
        units = connection.execute(
            select(Unit.id, Unit.code, Unit.name)
            .where(Unit.agency_id == scope.agency_id)
            .order_by(Unit.code)
        ).all()
        return {row[0]: (row[1], row[2]) for row in units}, {row[0]: row[0] for row in units}
    mine = [] if scope.region is None else [Agency.region == scope.region]
    agencies = connection.execute(
        select(Agency.id, Agency.code, Agency.name).where(*mine).order_by(Agency.code)
    )
    units_of = connection.execute(select(Unit.id, Unit.agency_id).where(*scope.unit_conditions()))
    return {row[0]: (row[1], row[2]) for row in agencies}, {row[0]: row[1] for row in units_of}
