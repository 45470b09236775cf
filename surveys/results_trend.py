"""A place over time: up to eight periods, each with its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from surveys.kept_days import Revised
from surveys.results import figures_from, figures_of_units, index_over_units
from surveys.results_clusters import added
from surveys.results_counted import NOBODY, Counted, counted_of
from surveys.results_figures import Figures
from surveys.results_held import NONE_HELD, Held, held_quarters
from surveys.results_masked import ALL_ELEMENTS, without
from surveys.results_population import Need, need_of
from surveys.results_served import served_in
from surveys.results_told import ToldUnits, told_units
from surveys.results_told_counters import told_days
from surveys.rollups import COUNTS
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.index import index_points
from surveys.rules.periods import Period
from surveys.rules.told_parts import quarters_over
from surveys.scope import PlaceScope

PERIODS = 8
MULTIPLES = 9
_RESPONDENTS = COUNTS.index("respondents")


@dataclass(frozen=True)
class Corrected:
    """What a closed period says beside the figure that it was issued with.

    on : the day of the correction, or since when it is shown; None where that is not told.
    noted : whether it is noted as a correction.
    """

    respondents: int
    index: Decimal | None
    on: date | None
    noted: bool


@dataclass(frozen=True)
class ClosedUnits:
    """In how many of the units that anything came to a period is closed."""

    closed: int
    units: int


@dataclass(frozen=True)
class TrendPoint:
    """One period of a trend; the values are None where nobody, or too few, answered.

    corrected : what came after its closing; the values are then those that were issued. closed : of
    a region or the province, whose values are those of now, and None where no unit closed it.
    """

    period: Period
    respondents: int
    index: Decimal | None
    low: float | None
    high: float | None
    corrected: Corrected | None = None
    closed: ClosedUnits | None = None


@dataclass(frozen=True)
class Waiting:
    """Units whose sheets are too few to be told of, and how many those are together."""

    units: int
    sheets: int


@dataclass(frozen=True)
class Stretch:
    """Up to eight periods of one kind, read once, as far as staff are told (results_told).

    units : per period what each unit counts, where units are told apart; whole : all of it. The
    elements have margins in the last two periods at most: the others make the line of the index.
    few : by unit what came there and is in no figure yet; late, held, revised : as in
    ToldUnits.
    """

    scope: PlaceScope
    periods: tuple[Period, ...]
    units: Mapping[Period, Mapping[int, Counted]]
    whole: Mapping[Period, Counted]
    few: Mapping[Period, Mapping[int, tuple[int, ...]]] = field(default_factory=dict)
    late: Mapping[Period, Mapping[int, int]] = field(default_factory=dict)
    held: Held = NONE_HELD
    revised: Revised = field(default_factory=dict)

    @property
    def last(self) -> Period:
        """The period that the page is about."""
        return self.periods[-1]

    def units_in(self, period: Period) -> Mapping[int, Counted]:
        """The units of one period; none outside the stretch."""
        return self.units.get(period, {})

    def whole_of(self, period: Period) -> Counted:
        """Everything of one period; nobody outside the stretch."""
        return self.whole.get(period, NOBODY)

    def late_in(self, period: Period) -> int:
        """How many sheets of closed quarters came, or went, since and wait."""
        return sum(map(abs, self.late.get(period, {}).values()))

    def closed_in(self, period: Period) -> ClosedUnits | None:
        """How many of the units of one period closed it; None where none did."""
        closed = set(self.held.closed.get(period, ()))
        units = closed | set(self.units_in(period)) | set(self.few.get(period, ()))
        return ClosedUnits(len(closed), len(units)) if closed else None

    def waiting_in(self, period: Period) -> Waiting:
        """How many sheets of how many units are in no figure of one period yet."""
        few = self.few.get(period, {})
        return Waiting(len(few), sum(counts[_RESPONDENTS] for counts in few.values()))


def stretch_to(
    connection: Connection,
    scope: PlaceScope,
    last: Period,
    count: int = PERIODS,
    *,
    smallest: int = SMALLEST_GROUP,
    element_margins: bool = True,
) -> Stretch:
    """What is told of the period and those before it."""
    periods = tuple(last.shifted(step) for step in range(1 - count, 1))
    if scope.counter_id is not None:
        return _of_counter(connection, scope, periods, smallest)
    in_full = periods[-2:] if element_margins else ()
    told = told_units(connection, scope, periods, in_full, smallest)
    whole = {
        period: told.together(connection, scope, period, units)
        for period, units in told.units.items()
    }
    if tells_units_apart(scope):
        return _stretch(scope, periods, told, told.units, whole)
    for period, few in told.few.items():
        if few and not told.units[period]:
            # How many came is told, that their unit may see how many are lacking.
            whole[period] = Counted(next(iter(few.values())), {})
    return _stretch(scope, periods, told, {}, whole)


def _stretch(
    scope: PlaceScope,
    periods: tuple[Period, ...],
    told: ToldUnits,
    units: Mapping[Period, Mapping[int, Counted]],
    whole: Mapping[Period, Counted],
) -> Stretch:
    return Stretch(
        scope,
        periods,
        units,
        whole,
        few=told.few,
        late=told.late,
        held=told.held,
        revised=told.revised,
    )


def _of_counter(
    connection: Connection, scope: PlaceScope, periods: tuple[Period, ...], smallest: int
) -> Stretch:
    """One counter, as a part of its unit."""
    held = held_quarters(connection, scope, quarters_over(periods), smallest)
    everything, told = told_days(connection, scope, periods, smallest, held)
    served = served_in(connection, scope, periods)
    whole = {}
    for period in periods:
        counted = counted_of(told[period], next(iter(served[period].values()), None))
        if not told[period]:
            counted = Counted(without(added(everything[period]), ALL_ELEMENTS), {})
        whole[period] = counted
    return Stretch(scope, periods, {}, whole, held=held)


def figures_in(connection: Connection, stretch: Stretch, period: Period) -> Figures:
    """The figures of one period of a stretch."""
    need = need_of(connection, stretch.scope, period.first_day, period.last_day)
    return figures_beside(stretch, period, need)


def figures_beside(stretch: Stretch, period: Period, need: Need) -> Figures:
    """The same where the need is known."""
    counted = stretch.whole_of(period)
    if tells_units_apart(stretch.scope):
        return figures_of_units(list(stretch.units_in(period).values()), counted, need)
    return figures_from(counted, need)


def tells_units_apart(scope: PlaceScope) -> bool:
    """Whether units are told apart: within an agency, a region, or the whole province."""
    return scope.unit_id is None and scope.counter_id is None


def trend(stretch: Stretch, smallest: int) -> list[TrendPoint]:
    """The index period by period, from the first one with answers on."""
    points: list[TrendPoint] = []
    for period in stretch.periods:
        counted = stretch.whole_of(period)
        n = counted.respondents
        if not points and n == 0:
            continue
        interval = None
        if n >= smallest:
            interval = index_over_units(stretch.units_in(period).values(), counted)
        points.append(
            TrendPoint(
                period,
                n,
                None if interval is None else index_points(counted.sums),
                None if interval is None else interval.low,
                None if interval is None else interval.high,
            )
        )
    return points
