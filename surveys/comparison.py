"""Parts of a place side by side without rewarding luck, and a place over time without noise.

A counter with five good answers must not top a list, nor five bad ones sink it: parts are ranked by
shrunken values with the raw ones beside them, and called unusual only outside the funnel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from sqlalchemy import Connection

from surveys.results import Figures, figures_of, figures_over_units
from surveys.results_clusters import By, Cluster, added, official_clusters
from surveys.results_parts import parts_within
from surveys.results_population import served_at_counters, served_in
from surveys.rollups import COUNTS
from surveys.rules.disclosure import hidden_parts, is_shown
from surveys.rules.index_comparison import MeanOfUnits, mean_of_units
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.shrinkage import (
    FEWEST_TO_RANK,
    ControlPoint,
    Limits,
    RankedUnit,
    UnitFigure,
    control_chart,
    differ_beyond_chance,
    funnel_limits,
    rank,
)
from surveys.scope import PlaceScope

MONTHS = 18
CURVE_STEPS = 40
_RESPONDENTS = COUNTS.index("respondents")


@dataclass(frozen=True)
class ComparedPart:
    """A counter, unit or agency beside its neighbours.

    ranked : the shrunken value, None where fewer than four parts have a figure.
    limits : what chance and the usual spread leave at its own standard error.
    """

    code: str
    name: str
    figures: Figures
    ranked: RankedUnit | None
    limits: Limits | None

    @property
    def side(self) -> int:
        """1 above and -1 below what chance and the usual spread explain in 95 of 100; else 0."""
        if self.limits is None or self.figures.index is None:
            return 0
        points = float(self.figures.index)
        return (points > self.limits.high95) - (points < self.limits.low95)

    @property
    def clearly(self) -> bool:
        """Whether it lies beyond what leaves 998 of 1,000."""
        if self.limits is None or self.figures.index is None:
            return False
        return not self.limits.low998 <= float(self.figures.index) <= self.limits.high998


@dataclass(frozen=True)
class Funnel:
    """The mean of all parts, and the limits at numbers of respondents, for drawing.

    differ : whether the parts are not all alike, by more than chance.
    """

    mean: float
    between_sd: float
    differ: bool
    curve: tuple[tuple[int, Limits], ...]


@dataclass(frozen=True)
class MonthPoint:
    """One month on the control chart."""

    period: Period
    respondents: int
    control: ControlPoint


@dataclass(frozen=True)
class Comparison:
    """The parts of a place in a period, strongest first, and the place month by month.

    unranked : parts with a figure and too few respondents to stand in a ranking.
    """

    total: Figures
    means: MeanOfUnits | None
    parts: tuple[ComparedPart, ...]
    unranked: tuple[ComparedPart, ...]
    few: tuple[str, ...]
    funnel: Funnel | None
    months: tuple[MonthPoint, ...]

    @property
    def unusual(self) -> tuple[ComparedPart, ...]:
        """The parts that differ by more than chance."""
        return tuple(part for part in self.parts if part.side)


def comparison(
    connection: Connection, scope: PlaceScope, period: Period, today: date, smallest: int
) -> Comparison:
    """The counters of a unit, the units of an agency, or the agencies of the province or region."""
    clusters = official_clusters(connection, scope, period.first_day, period.last_day)
    names, part_of_unit = parts_within(connection, scope, period)
    by_unit = scope.unit_id is None
    held: dict[int, list[Cluster]] = {part_id: [] for part_id in names}
    for cluster in clusters:
        key = part_of_unit.get(cluster.unit_id) if by_unit else cluster.counter_id
        if key in held:
            held[key].append(cluster)
    served = served_in(connection, scope, [period])[period]
    at_counters = (
        {} if scope.unit_id is None else served_at_counters(connection, scope.unit_id, period)
    )
    counts = {part: added(found)[_RESPONDENTS] for part, found in held.items()}
    hidden = hidden_parts(counts, smallest)
    figures = {
        part: figures_over_units(found, served, element_margins=False)
        if by_unit
        else figures_of(found, served_here=at_counters.get(part), element_margins=False)
        for part, found in held.items()
        if part not in hidden and counts[part]
    }
    shown = {part: found for part, found in figures.items() if found.interval is not None}
    few = [names[part][1] for part in names if part not in shown]
    enough = {part: it for part, it in shown.items() if it.respondents >= FEWEST_TO_RANK}
    parts, funnel = _ranked(names, enough)
    return Comparison(
        total=figures_over_units(clusters, served, element_margins=False),
        means=_means(clusters) if by_unit else None,
        parts=parts,
        unranked=tuple(
            ComparedPart(*names[part], found, None, None)
            for part, found in shown.items()
            if part not in enough
        ),
        few=tuple(few),
        funnel=funnel,
        months=_months(connection, scope, period, today, smallest),
    )


def _means(clusters: Sequence[Cluster]) -> MeanOfUnits:
    units: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        units.setdefault(cluster.unit_id, []).append(cluster)
    return mean_of_units(figures_of(held, element_margins=False).sums for held in units.values())


def _ranked(
    names: Mapping[int, tuple[str, str]], shown: Mapping[int, Figures]
) -> tuple[tuple[ComparedPart, ...], Funnel | None]:
    units = [
        UnitFigure(str(part), float(found.interval.points), found.interval.standard_error)
        for part, found in shown.items()
        if found.interval is not None
    ]
    ranking = rank(units)
    if ranking is None:
        order = sorted(shown, key=lambda part: (-(shown[part].index or Decimal(0)), names[part][0]))
        plain = (ComparedPart(*names[part], shown[part], None, None) for part in order)
        return tuple(plain), None
    parts = []
    for unit in ranking.units:
        found = shown[int(unit.code)]
        error = 0.0 if found.interval is None else found.interval.standard_error
        limits = funnel_limits(ranking.mean, error, ranking.between_sd)
        parts.append(ComparedPart(*names[int(unit.code)], found, unit, limits))
    funnel = Funnel(
        ranking.mean,
        ranking.between_sd,
        differ_beyond_chance(units),
        _curve(ranking.mean, ranking.between_sd, shown),
    )
    return tuple(parts), funnel


def _curve(
    mean: float, between_sd: float, shown: Mapping[int, Figures]
) -> tuple[tuple[int, Limits], ...]:
    """Limits at numbers of respondents, for a part whose answers vary as they do in the middle."""
    sizes = [found.respondents for found in shown.values()]
    spread = median(
        found.interval.standard_error * found.respondents**0.5
        for found in shown.values()
        if found.interval is not None
    )
    first, last = min(sizes), max(sizes)
    step = max(1, (last - first) // CURVE_STEPS)
    numbers = sorted({*range(first, last + 1, step), last})
    return tuple((n, funnel_limits(mean, spread / n**0.5, between_sd)) for n in numbers)


def _months(
    connection: Connection, scope: PlaceScope, period: Period, today: date, smallest: int
) -> tuple[MonthPoint, ...]:
    """Months up to the period's last with enough answers; none while what is usual is unknown."""
    last = containing(min(period.last_day, today), Kind.MONTH)
    months = [last.shifted(step) for step in range(1 - MONTHS, 1)]
    held: dict[Period, list[Cluster]] = {month: [] for month in months}
    # Eighteen months of days at every counter of a province would be too many for a look.
    by = By.MONTH if scope == PlaceScope() else By.DAY
    for cluster in official_clusters(connection, scope, months[0].first_day, last.last_day, by):
        held[containing(cluster.when, Kind.MONTH)].append(cluster)
    served = served_in(connection, scope, months)
    found = []
    for month, clusters in held.items():
        n = added(clusters)[_RESPONDENTS]
        interval = (
            figures_over_units(clusters, served[month], element_margins=False).interval
            if is_shown(n, smallest)
            else None
        )
        if interval is not None and interval.standard_error > 0:
            found.append((month, n, interval))
    chart = control_chart(
        [float(interval.points) for _, _, interval in found],
        [interval.standard_error for _, _, interval in found],
    )
    return tuple(
        MonthPoint(month, n, control) for (month, n, _), control in zip(found, chart, strict=False)
    )
