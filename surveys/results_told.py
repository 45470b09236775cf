"""What staff are told of a place: no figure, and no difference of two, rests on one to four sheets.

The grain is a unit's quarter: nothing of it is told where fewer than the smallest group came, and
no element that fewer answered. Half-years, years, agencies, regions and the province are sums of
such grains. Months, counters, services and ways of answering are parts of a grain: a part is told
where all that the told ones leave over is nobody, or the smallest group and more
(rules.told_parts). How many came is told of every unit and counter: it is no answer.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from operator import sub

from sqlalchemy import Connection

from surveys.kept_days import Revised, revised_in
from surveys.kept_figures import counted_in
from surveys.results_clusters import NOTHING, Cluster, official_clusters
from surveys.results_counted import Counted, counted_of, together
from surveys.results_held import NONE_HELD, Held, held_quarters, summed
from surveys.results_masked import ALL_ELEMENTS, measures_of, told_counted, without
from surveys.rollups import COUNTS
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.told_parts import Masks, Measures, Untold, grain_of, masks_of, quarters_over
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth

_RESPONDENTS = COUNTS.index("respondents")


def told_clusters(
    clusters: Iterable[Cluster],
    masks: Masks[int],
    grain: Kind,
    part_of: Callable[[Cluster], int] = lambda cluster: cluster.unit_id,
) -> list[Cluster]:
    """Days at counters without what is not told of the part that they belong to."""
    found = []
    for cluster in clusters:
        untold = masks.get(containing(cluster.when, grain).first_day, {}).get(part_of(cluster))
        if untold is not None:
            counts = without(cluster.counts, untold)
            found.append(replace(cluster, counts=counts) if untold else cluster)
    return found


@dataclass(frozen=True)
class ToldUnits:
    """What is told of the units within reach, period by period.

    few : by unit the counts of what came there and is not told yet, all answers left out. late : by
    unit how many sheets came (below 0: went) since a quarter was closed, that wait (results_held).
    held : the quarters that may not move yet, of all periods; revised : as in kept_days.revised_in.
    """

    units: Mapping[Period, Mapping[int, Counted]]
    few: Mapping[Period, Mapping[int, tuple[int, ...]]]
    masks: Masks[int]
    grain: Kind
    late: Mapping[Period, Mapping[int, int]] = field(default_factory=dict)
    held: Held = NONE_HELD
    revised: Revised = field(default_factory=dict)

    def clusters(
        self, connection: Connection, scope: PlaceScope, period: Period, units: Collection[int]
    ) -> list[Cluster]:
        """The days at counters of some units in a period, as far as they are told."""
        first, last = period.first_day, period.last_day
        found = official_clusters(connection, scope, first, last, units=list(units))
        return told_clusters(found, self.masks, self.grain)

    def together(
        self, connection: Connection, scope: PlaceScope, period: Period, units: Collection[int]
    ) -> Counted:
        """Some of the told units as one."""
        held = self.units[period]
        parts = [held[unit_id] for unit_id in units]
        return together(parts, partial(self.clusters, connection, scope, period, units))


def told_units(
    connection: Connection,
    scope: PlaceScope,
    periods: Sequence[Period],
    in_full: Collection[Period],
    smallest: int,
) -> ToldUnits:
    """Per period what is told of each unit within reach where anything came.

    in_full : as in kept_figures.counted_in.
    """
    grain = grain_of(periods[0].kind)
    quarters = quarters_over(periods)
    if periods[0].kind is Kind.QUARTER:
        wanted = list(periods)
    elif grain is Kind.MONTH:
        wanted = [month for quarter in quarters for month in quarter.months()]
    else:
        wanted = [*periods, *quarters]
    held = held_quarters(connection, scope, quarters, smallest)
    full = in_full
    if held.quarters and grain is Kind.QUARTER:
        full = [*in_full, *quarters_over(in_full)]
    revised = revised_in(connection, wanted, scope.conditions(CounterMonth))
    came = counted_in(connection, scope, wanted, full, revised)
    found = _as_held(came, held)
    masks = without_held(_masks_of_units(found, grain, smallest), held, grain)
    told = ToldUnits({}, {}, masks, grain)
    units: dict[Period, dict[int, Counted]] = {}
    few: dict[Period, dict[int, tuple[int, ...]]] = {}
    for period in periods:
        units[period], partly = _of_period(found, masks, grain, period)
        for unit_id in held.units_in(quarters_over([period])) if len(period.months()) > 3 else ():
            partly = [each for each in partly if each != unit_id]
            units[period] |= _of_quarters(found, masks, period, unit_id)
        clusters = told.clusters(connection, scope, period, partly) if partly else []
        for unit_id in partly:
            own = [cluster for cluster in clusters if cluster.unit_id == unit_id]
            served = found[period][unit_id].served
            units[period][unit_id] = counted_of(own, served, elements=period in in_full)
        few[period] = _left_over(found[period], units[period])
    late = {period: _late(came, held, period) for period in periods}
    return replace(told, units=units, few=few, late=late, held=held, revised=revised)


def _late(
    came: Mapping[Period, Mapping[int, Counted]], held: Held, period: Period
) -> dict[int, int]:
    """By unit how many more (below 0: fewer) came than what stands for its grains holds."""
    found: dict[int, int] = {}
    grains = held.months if period.kind is Kind.MONTH else held.quarters
    for (unit_id, grain), counted in grains.items():
        if grain.first_day in period and grain.last_day in period:
            now = came.get(grain, {}).get(unit_id)
            more = (0 if now is None else now.respondents) - counted.respondents
            found[unit_id] = found.get(unit_id, 0) + more
    return found


def _as_held(
    found: Mapping[Period, Mapping[int, Counted]], held: Held
) -> dict[Period, dict[int, Counted]]:
    """The same with what stands for quarters that may not move yet."""
    changed = {period: dict(units) for period, units in found.items()}
    for (unit_id, period), counted in {**held.quarters, **held.months}.items():
        if period in changed:
            changed[period][unit_id] = counted
    for period, units in changed.items():
        quarters = quarters_over([period]) if len(period.months()) > 3 else []
        for unit_id in held.units_in(quarters):
            own = [changed[each][unit_id] for each in quarters if unit_id in changed[each]]
            units[unit_id] = summed(own)
    return changed


def _of_quarters(
    found: Mapping[Period, Mapping[int, Counted]], masks: Masks[int], period: Period, unit_id: int
) -> dict[int, Counted]:
    """A unit in a longer period as the sum of its quarters; nothing where none of them is told."""
    told = [
        told_counted(found[quarter][unit_id], untold)
        for quarter in quarters_over([period])
        if (untold := masks.get(quarter.first_day, {}).get(unit_id)) is not None
    ]
    return {unit_id: summed(told)} if told else {}


def without_held(masks: Masks[int], held: Held, grain: Kind) -> Masks[int]:
    """What is told of months of units, without those that closings do not leave to be told."""
    if grain is Kind.QUARTER or not held.hidden:
        return masks
    return {
        first: {
            unit_id: untold
            for unit_id, untold in units.items()
            if (unit_id, containing(first, Kind.MONTH)) not in held.hidden
        }
        for first, units in masks.items()
    }


def _masks_of_units(
    found: Mapping[Period, Mapping[int, Counted]], grain: Kind, smallest: int
) -> dict[date, dict[int, Untold]]:
    """What is told of each unit, every one a whole of its own."""
    masks: dict[date, dict[int, Untold]] = {}
    months: dict[int, dict[date, Measures]] = {}
    for period, units in found.items():
        if period.kind is not grain:
            continue
        for unit_id, counted in units.items():
            measures = measures_of(counted.counts)
            if grain is Kind.MONTH:
                months.setdefault(unit_id, {})[period.first_day] = measures
            elif measures[0] >= smallest:
                few = {place for place, n in enumerate(measures) if 0 < n < smallest}
                masks.setdefault(period.first_day, {})[unit_id] = frozenset(few)
    for unit_id, held in months.items():
        for month, told in masks_of({unit_id: held}, grain, smallest).items():
            masks.setdefault(month, {}).update(told)
    return masks


def _of_period(
    found: Mapping[Period, Mapping[int, Counted]], masks: Masks[int], grain: Kind, period: Period
) -> tuple[dict[int, Counted], list[int]]:
    """The units of a period that are told of, and those whose days must be told apart for it."""
    grains = [period] if period.kind is grain else quarters_over([period])
    units: dict[int, Counted] = {}
    partly = []
    for unit_id, counted in found[period].items():
        held = [
            masks.get(each.first_day, {}).get(unit_id) for each in grains if unit_id in found[each]
        ]
        if not any(untold is None or untold for untold in held):
            units[unit_id] = counted
        elif len(grains) > 1 and any(untold is not None for untold in held):
            partly.append(unit_id)
        elif len(grains) == 1 and held[0] is not None:
            units[unit_id] = told_counted(counted, held[0])
    return units, partly


def _left_over(
    whole: Mapping[int, Counted], told: Mapping[int, Counted]
) -> dict[int, tuple[int, ...]]:
    """What more came at each unit than is told of, without its answers."""
    found = {}
    for unit_id, counted in whole.items():
        known = told[unit_id].counts if unit_id in told else NOTHING
        if counted.respondents > known[_RESPONDENTS]:
            more = tuple(map(sub, counted.counts, known))
            found[unit_id] = without(more, ALL_ELEMENTS)
    return found
