"""A place over time: up to eight periods, each with its figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from sqlalchemy import Connection

from surveys.kept_figures import counted_in
from surveys.results import figures_from, figures_of_units, index_over_units
from surveys.results_clusters import Cluster, official_clusters
from surveys.results_counted import NOBODY, Counted, counted_of, together
from surveys.results_figures import Figures
from surveys.results_population import need_of, served_in
from surveys.rules.index import index_points
from surveys.rules.periods import Period
from surveys.scope import PlaceScope

PERIODS = 8
MULTIPLES = 9


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
class TrendPoint:
    """One period of a trend; the values are None where nobody, or too few, answered.

    corrected : what came after its closing; the values are then those that were issued.
    """

    period: Period
    respondents: int
    index: Decimal | None
    low: float | None
    high: float | None
    corrected: Corrected | None = None


@dataclass(frozen=True)
class Stretch:
    """Up to eight periods of one kind, read once.

    units : per period what each unit counts, where units are told apart; whole : all of it. The
    elements have margins in the last two periods at most: the others make the line of the index.
    """

    scope: PlaceScope
    periods: tuple[Period, ...]
    units: Mapping[Period, Mapping[int, Counted]]
    whole: Mapping[Period, Counted]

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


def stretch_to(
    connection: Connection,
    scope: PlaceScope,
    last: Period,
    count: int = PERIODS,
    *,
    element_margins: bool = True,
) -> Stretch:
    """Everything that was answered in the period and those before it."""
    periods = tuple(last.shifted(step) for step in range(1 - count, 1))
    if scope.counter_id is not None:
        clusters = {
            period: official_clusters(connection, scope, period.first_day, period.last_day)
            for period in periods
        }
        served = served_in(connection, scope, periods)
        counted = {
            period: counted_of(clusters[period], next(iter(served[period].values()), None))
            for period in periods
        }
        return Stretch(scope, periods, {}, counted)
    found = counted_in(connection, scope, periods, periods[-2:] if element_margins else ())
    whole = {
        period: together(units.values(), partial(_of_units, connection, scope, period, units))
        for period, units in found.items()
    }
    return Stretch(scope, periods, found if tells_units_apart(scope) else {}, whole)


def without_small_units(connection: Connection, stretch: Stretch, smallest: int) -> Stretch:
    """The same of an agency without the units of a period that too few answered then.

    Next to the units' own reports their few answers would follow by subtraction.
    """
    if not tells_units_apart(stretch.scope):
        return stretch
    large = {
        period: {unit: each for unit, each in units.items() if each.respondents >= smallest}
        for period, units in stretch.units.items()
    }
    whole = {
        period: together(
            units.values(), partial(_of_units, connection, stretch.scope, period, units)
        )
        for period, units in large.items()
    }
    return replace(stretch, units=large, whole=whole)


def _of_units(
    connection: Connection, scope: PlaceScope, period: Period, units: Collection[int]
) -> list[Cluster]:
    clusters = official_clusters(connection, scope, period.first_day, period.last_day)
    return [cluster for cluster in clusters if cluster.unit_id in units]


def figures_in(connection: Connection, stretch: Stretch, period: Period) -> Figures:
    """The figures of one period of a stretch."""
    scope, counted = stretch.scope, stretch.whole_of(period)
    need = need_of(connection, scope, period.first_day, period.last_day)
    if tells_units_apart(scope):
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
