"""A place over time and in its parts: up to eight periods, and its counters, units or agencies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from surveys.results import Figures, figures_of, figures_over_units, moved
from surveys.results_clusters import (
    By,
    Cluster,
    added,
    element_clusters,
    official_clusters,
    sums_of,
)
from surveys.results_population import need_of, served
from surveys.rollups import COUNTS
from surveys.rules.disclosure import hidden_parts, is_shown
from surveys.rules.elements import Element
from surveys.rules.index import Grade, element_points, grade, index_points
from surveys.rules.margin import Change, Interval, element_interval, index_interval
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope
from surveys.tables import Agency, ServiceCounter, Unit

PERIODS = 8
MONTHS = 6
MULTIPLES = 9
_RESPONDENTS = COUNTS.index("respondents")


@dataclass(frozen=True)
class TrendPoint:
    """One period of a trend; the values are None where nobody, or too few, answered."""

    period: Period
    respondents: int
    index: Decimal | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Stretch:
    """The clusters of up to eight periods of one kind, read once."""

    scope: PlaceScope
    periods: tuple[Period, ...]
    clusters: Mapping[Period, Sequence[Cluster]]

    @property
    def last(self) -> Period:
        """The period that the page is about."""
        return self.periods[-1]

    def of(self, period: Period) -> Sequence[Cluster]:
        """The clusters of one period; none outside the stretch."""
        return self.clusters.get(period, ())

    def everything(self) -> Iterable[Cluster]:
        """All clusters, in order of time."""
        return (cluster for period in self.periods for cluster in self.of(period))


def fineness(scope: PlaceScope) -> By:
    """Days within an agency; months over the whole province, where days would be too many."""
    return By.MONTH if scope == PlaceScope() else By.DAY


def stretch_to(
    connection: Connection, scope: PlaceScope, last: Period, count: int = PERIODS
) -> Stretch:
    """Everything that was answered in the period and those before it."""
    periods = tuple(last.shifted(step) for step in range(1 - count, 1))
    clusters: dict[Period, list[Cluster]] = {}
    for cluster in official_clusters(
        connection, scope, periods[0].first_day, last.last_day, fineness(scope)
    ):
        clusters.setdefault(containing(cluster.when, last.kind), []).append(cluster)
    return Stretch(scope, periods, clusters)


def without_small_units(stretch: Stretch, smallest: int) -> Stretch:
    """The same without the units of a period that too few answered then.

    Next to the units' own reports their few answers would follow by subtraction.
    """
    if stretch.scope.unit_id is not None:
        return stretch
    kept = {}
    for period, clusters in stretch.clusters.items():
        held: dict[int, list[Cluster]] = {}
        for cluster in clusters:
            held.setdefault(cluster.unit_id, []).append(cluster)
        large = {unit for unit, own in held.items() if added(own)[_RESPONDENTS] >= smallest}
        kept[period] = [cluster for cluster in clusters if cluster.unit_id in large]
    return replace(stretch, clusters=kept)


def figures_in(connection: Connection, stretch: Stretch, period: Period) -> Figures:
    """The figures of one period of a stretch."""
    scope, clusters = stretch.scope, stretch.of(period)
    need = need_of(connection, scope, period.first_day, period.last_day)
    if _over_units(scope):
        return figures_over_units(clusters, need)
    here = served(connection, scope, period.first_day, period.last_day)
    return figures_of(clusters, need, here)


def _over_units(scope: PlaceScope) -> bool:
    """Whether units are told apart: within an agency or region; a province has too many."""
    narrowed = scope.agency_id is not None or scope.region is not None
    return narrowed and scope.unit_id is None and scope.counter_id is None


def _interval_of(scope: PlaceScope, clusters: Sequence[Cluster]) -> Interval | None:
    if _over_units(scope):
        return figures_over_units(clusters, element_margins=False).interval
    return index_interval([each.sums for each in clusters])


def trend(stretch: Stretch, smallest: int) -> list[TrendPoint]:
    """The index period by period, from the first one with answers on."""
    points: list[TrendPoint] = []
    for period in stretch.periods:
        clusters = stretch.of(period)
        n = added(clusters)[_RESPONDENTS]
        if not points and n == 0:
            continue
        interval = _interval_of(stretch.scope, clusters) if n >= smallest else None
        points.append(
            TrendPoint(
                period,
                n,
                None if interval is None else index_points(sums_of(added(clusters))),
                None if interval is None else interval.low,
                None if interval is None else interval.high,
            )
        )
    return points


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


def parts_of(
    connection: Connection, stretch: Stretch, element: Element, today: date, smallest: int
) -> list[Part]:
    """The parts of a place, the weakest in the element first; of a single counter there are none.

    A unit is made of counters, an agency of units, the province of agencies.
    """
    names, part_of_unit = parts_within(connection, stretch.scope)
    if not names:
        return []
    by_unit = stretch.scope.unit_id is None
    held: dict[int, list[Cluster]] = {part_id: [] for part_id in names}
    for cluster in stretch.everything():
        key = part_of_unit.get(cluster.unit_id) if by_unit else cluster.counter_id
        if key in held:
            held[key].append(cluster)
    period = stretch.last
    counts = {
        part_id: added(_within(clusters, period))[_RESPONDENTS]
        for part_id, clusters in held.items()
    }
    hidden = hidden_parts(counts, smallest)
    found = []
    for part_id, (code, name) in names.items():
        clusters = held[part_id]
        if part_id in hidden or counts[part_id] == 0:
            shown = None if counts[part_id] else 0
            found.append(Part(part_id, code, name, shown, None, None, None, ()))
        else:
            months = _by_month(clusters, element, period, today, smallest)
            found.append(_part(part_id, code, name, clusters, element, period, months))
    return sorted(
        found, key=lambda part: (part.points is None, part.points or Decimal(0), part.code)
    )


def _part(
    part_id: int,
    code: str,
    name: str,
    clusters: Sequence[Cluster],
    element: Element,
    period: Period,
    months: tuple[float | None, ...],
) -> Part:
    now, before = (
        [each.sums for each in _within(clusters, when)] for when in (period, period.previous)
    )
    interval = element_interval(element_clusters(now, element), element)
    earlier = element_interval(element_clusters(before, element), element)
    n = sum(sums[element].n for sums in now if element in sums)
    answers = sums_of(added(_within(clusters, period))).get(element)
    points = None if answers is None else element_points(answers)
    letter = None if points is None else grade(points)
    return Part(part_id, code, name, n, points, letter, moved(earlier, interval), months)


def _within(clusters: Sequence[Cluster], period: Period) -> list[Cluster]:
    first, last = period.first_day, period.last_day
    return [each for each in clusters if first <= each.when <= last]


def _by_month(
    clusters: Sequence[Cluster], element: Element, period: Period, today: date, smallest: int
) -> tuple[float | None, ...]:
    last = containing(min(today, period.last_day), Kind.MONTH)
    if today < period.first_day:
        last = containing(period.last_day, Kind.MONTH)
    values: list[float | None] = []
    for step in range(1 - MONTHS, 1):
        month = last.shifted(step)
        answers = sums_of(added(_within(clusters, month))).get(element)
        points = None if answers is None else element_points(answers)
        few = answers is None or not is_shown(answers.n, smallest)
        values.append(None if few or points is None else float(points))
    return tuple(values)


def parts_within(
    connection: Connection, scope: PlaceScope
) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Names of the parts by number, and to which part each unit belongs."""
    if scope.counter_id is not None:
        return {}, {}
    if scope.unit_id is not None:
        rows = connection.execute(
            select(ServiceCounter.id, ServiceCounter.code, ServiceCounter.name)
            .where(ServiceCounter.unit_id == scope.unit_id)
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
