"""The parts of a place side by side in one element: counters, units or agencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Select, and_, select

from surveys.closed_counters import is_open_on
from surveys.results import figures_from, moved
from surveys.results_counted import Counted
from surveys.results_held import as_counted
from surveys.results_issued import Issued
from surveys.results_part_months import MONTHS, by_month, months_to, summed
from surveys.results_served import served_at_counters
from surveys.results_told_counters import counter_masks
from surveys.results_trend import Stretch
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import POINTS_PER_STEP, ElementSum, Grade, element_points, grade
from surveys.rules.margin import Change, Interval, element_interval
from surveys.rules.periods import Period, containing
from surveys.rules.told_parts import Masks, grain_of
from surveys.scope import PlaceScope
from surveys.strata import pooled_interval
from surveys.tables import Agency, CounterDay, ServiceCounter, Unit


@dataclass(frozen=True)
class Part:
    """A counter, unit or agency within a place, and one element there.

    n, points : None where few answered, or where they would follow from the other parts.
    months : value of the element month by month; None where it is not told (results_told).
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
    connection: Connection,
    stretch: Stretch,
    element: Element,
    today: date,
    smallest: int,
    issued: Mapping[Period, Issued],
) -> list[Part]:
    """The parts of a place, the weakest in the element first; of a single counter there are none.

    A unit is made of counters, an agency of units, the province of agencies. issued : its closed
    periods; a unit stands in them as it was issued, as it does in the figure of the place.
    """
    names, part_of = parts_within(connection, stretch.scope, stretch.last)
    if not names:
        return []
    period, scope = stretch.last, stretch.scope
    now, before, waiting = _sides(connection, stretch, element, part_of, smallest, issued)
    comparable = scope.unit_id is None or not any(
        _went_on(stretch, when, issued) for when in (period, period.previous)
    )
    until = months_to(period, today)
    months = by_month(connection, scope, element, until, part_of, smallest, stretch.held)
    found = []
    for part_id, (code, name) in names.items():
        seen = now.get(part_id)
        if seen is None:
            n = None if part_id in waiting else 0
            found.append(Part(part_id, code, name, n, None, None, None, ()))
            continue
        change = moved(before.get(part_id, _NOBODY).interval, seen.interval) if comparable else None
        values = months.get(part_id, (None,) * MONTHS)
        found.append(_shown(part_id, code, name, seen, change, values))
    return sorted(
        found, key=lambda part: (part.points is None, part.points or Decimal(0), part.code)
    )


def _sides(
    connection: Connection,
    stretch: Stretch,
    element: Element,
    part_of: Mapping[int, int],
    smallest: int,
    issued: Mapping[Period, Issued],
) -> tuple[dict[int, _Seen], dict[int, _Seen], set[int]]:
    """The told parts now and in the period before; and those of whom somebody waits now."""
    period, unit_id = stretch.last, stretch.scope.unit_id
    both = period.previous, period
    if unit_id is None:
        before, now = (
            _of_units(_as_issued(stretch, when, issued), element, part_of) for when in both
        )
        return now, before, {part_of[each] for each in stretch.few.get(period, {})}
    masks = counter_masks(connection, unit_id, both, smallest, stretch.held)
    (before, _), (now, waiting) = (
        _of_counters(connection, stretch.scope, element, when, masks) for when in both
    )
    return now, before, waiting


def _as_issued(
    stretch: Stretch, period: Period, issued: Mapping[Period, Issued]
) -> dict[int, Counted]:
    """The units of a period; the closed ones as they were issued."""
    held = issued.get(period)
    closed = {} if held is None else held.units
    return {
        **stretch.units_in(period),
        **{unit_id: as_counted(each) for unit_id, each in closed.items()},
    }


def _went_on(stretch: Stretch, period: Period, issued: Mapping[Period, Issued]) -> bool:
    """Whether a unit is shown as it was issued while its counters have moved on since.

    Nothing is issued of a counter: a change there would be one of other figures than the unit's.
    """
    held = issued.get(period)
    now = figures_from(stretch.whole_of(period))
    return held is not None and held.figures.answered != now.answered


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
    connection: Connection, scope: PlaceScope, element: Element, period: Period, masks: Masks[int]
) -> tuple[dict[int, _Seen], set[int]]:
    """The told counters of a unit, from their days, in which only this element is read.

    And those where somebody came of whom nothing is told.
    """
    grain, place = grain_of(period.kind), 1 + ELEMENTS.index(element)
    respondents: dict[int, int] = {}
    clusters: dict[int, list[dict[Element, ElementSum]]] = {}
    waiting = set()
    for counter_id, when, came, n, total in summed(
        connection, scope, (CounterDay, CounterDay.local_date), element, period
    ):
        untold = masks.get(containing(when, grain).first_day, {}).get(counter_id)
        if untold is None:
            waiting.add(counter_id)
            continue
        respondents[counter_id] = respondents.get(counter_id, 0) + came
        if n and place not in untold:
            clusters.setdefault(counter_id, []).append({element: ElementSum(n, total)})
    served = {} if scope.unit_id is None else served_at_counters(connection, scope.unit_id, period)
    found = {}
    for counter_id, came in respondents.items():
        held = clusters.get(counter_id, [])
        answers = sum((each[element] for each in held), ElementSum(0, 0)) if held else None
        interval = element_interval(held, element, served.get(counter_id))
        found[counter_id] = _Seen(came, answers, interval)
    return found, waiting


def _answered(unit_id: int, period: Period) -> Select[int]:
    return select(CounterDay.counter_id).where(
        CounterDay.unit_id == unit_id,
        CounterDay.local_date.between(period.first_day, period.last_day),
        CounterDay.responses > 0,
    )


def parts_within(
    connection: Connection, scope: PlaceScope, period: Period
) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Names of the parts by number, and to which part each unit belongs.

    A counter that was closed before the period, or is another unit's by now, is a part only where
    answers came here.
    """
    if scope.counter_id is not None:
        return {}, {}
    if scope.unit_id is not None:
        rows = connection.execute(
            select(ServiceCounter.id, ServiceCounter.code, ServiceCounter.name)
            .where(
                and_(ServiceCounter.unit_id == scope.unit_id, is_open_on(period.first_day))
                | ServiceCounter.id.in_(_answered(scope.unit_id, period))
            )
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
