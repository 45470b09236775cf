"""Parts of a place side by side without rewarding luck, and a place over time without noise.

A counter with five good answers must not top a list, nor five bad ones sink it: parts are ranked by
shrunken values with the raw ones beside them, and called unusual only outside the funnel.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median

from sqlalchemy import Connection

from surveys.results import figures_from, index_over_units
from surveys.results_clusters import Cluster
from surveys.results_counted import Counted, counted_of, together
from surveys.results_figures import Figures
from surveys.results_held import Held
from surveys.results_parts import parts_within
from surveys.results_served import served_at_counters
from surveys.results_told import ToldUnits, told_units
from surveys.results_told_counters import told_days
from surveys.results_trend import Stretch, stretch_to
from surveys.rules.disclosure import is_shown
from surveys.rules.index import index_exact
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
from surveys.strata import with_margin

MONTHS = 18
CURVE_STEPS = 40


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

    unranked : parts with a figure and too few respondents to stand in a ranking. late : sheets that
    came, or went, since closings and wait.
    """

    total: Figures
    means: MeanOfUnits | None
    parts: tuple[ComparedPart, ...]
    unranked: tuple[ComparedPart, ...]
    few: tuple[str, ...]
    funnel: Funnel | None
    months: tuple[MonthPoint, ...]
    late: int = 0

    @property
    def unusual(self) -> tuple[ComparedPart, ...]:
        """The parts that differ by more than chance."""
        return tuple(part for part in self.parts if part.side)


def comparison(
    connection: Connection, scope: PlaceScope, period: Period, today: date, smallest: int
) -> Comparison:
    """The counters of a unit, the units of an agency, or the agencies of the province or region."""
    names, part_of_unit = parts_within(connection, scope, period)
    by_unit = scope.unit_id is None
    told = told_units(connection, scope, [period], (), smallest)
    units = told.units[period]
    held: Mapping[int, dict[int, Counted]] = (
        _by_part(units, part_of_unit)
        if by_unit
        else _by_counter(connection, scope, period, smallest, told.held)
    )
    held = {part: held.get(part, {}) for part in names}
    counts = {
        part: sum(each.respondents for each in found.values()) for part, found in held.items()
    }
    pooled = partial(_pooled, connection, told, period)
    figures = {part: pooled(found) for part, found in held.items() if counts[part]}
    shown = {part: found for part, found in figures.items() if found.interval is not None}
    few = [names[part][1] for part in names if part not in shown]
    enough = {part: it for part, it in shown.items() if it.respondents >= FEWEST_TO_RANK}
    parts, funnel = _ranked(names, enough)
    return Comparison(
        total=pooled(units),
        means=_mean_of_units(units.values()) if by_unit else None,
        parts=parts,
        unranked=tuple(
            ComparedPart(*names[part], found, None, None)
            for part, found in shown.items()
            if part not in enough
        ),
        few=tuple(few),
        funnel=funnel,
        months=_months(connection, scope, period, today, smallest),
        late=sum(map(abs, told.late[period].values())),
    )


def _by_part(
    units: Mapping[int, Counted], part_of_unit: Mapping[int, int]
) -> dict[int, dict[int, Counted]]:
    """The units of each part."""
    found: dict[int, dict[int, Counted]] = {}
    for unit_id, counted in units.items():
        if unit_id in part_of_unit:
            found.setdefault(part_of_unit[unit_id], {})[unit_id] = counted
    return found


def _by_counter(
    connection: Connection, scope: PlaceScope, period: Period, smallest: int, closed: Held
) -> dict[int, dict[int, Counted]]:
    """The counters of a unit, each with how many it served where that was counted."""
    served = served_at_counters(connection, scope.unit_id or 0, period)
    days: dict[int, list[Cluster]] = {}
    for cluster in told_days(connection, scope, [period], smallest, closed)[1][period]:
        days.setdefault(cluster.counter_id, []).append(cluster)
    return {
        counter: {counter: counted_of(held, served.get(counter), elements=False)}
        for counter, held in days.items()
    }


def _mean_of_units(units: Collection[Counted]) -> MeanOfUnits:
    """Every unit alike, with its margin."""
    found = mean_of_units(each.sums for each in units)
    return with_margin(
        found, [each.index_spread for each in units if index_exact(each.sums) is not None]
    )


def _pooled(
    connection: Connection, told: ToldUnits, period: Period, units: Mapping[int, Counted]
) -> Figures:
    """Units as strata of one figure."""
    whole = together(units.values(), lambda: told.clusters(connection, PlaceScope(), period, units))
    return replace(figures_from(whole), interval=index_over_units(units.values(), whole))


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
    stretch = stretch_to(connection, scope, last, MONTHS, smallest=smallest, element_margins=False)
    return months_of(stretch, smallest)


def months_of(stretch: Stretch, smallest: int) -> tuple[MonthPoint, ...]:
    """The months of a stretch on a control chart, each as sure as its days at counters make it."""
    found = []
    for month in stretch.periods:
        whole = stretch.whole_of(month)
        if not is_shown(whole.respondents, smallest):
            continue
        interval = index_over_units(stretch.units_in(month).values(), whole)
        if interval is not None and interval.standard_error > 0:
            found.append((month, whole.respondents, interval))
    chart = control_chart(
        [float(interval.points) for _, _, interval in found],
        [interval.standard_error for _, _, interval in found],
    )
    return tuple(
        MonthPoint(month, n, control) for (month, n, _), control in zip(found, chart, strict=False)
    )
