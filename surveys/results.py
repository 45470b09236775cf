"""Figures of a counter, unit, agency or the whole province for any stretch of days.

Everything comes from the integers of the roll-ups, as exact fractions; only questionnaires marked
official enter. A figure carries its n, its margin and how many respondents were needed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from surveys.published_card import PublishedCard as PublishedCard
from surveys.published_card import card_of
from surveys.results_clusters import Cluster, official_clusters
from surveys.results_counted import Counted, counted_of, together
from surveys.results_figures import ElementFigure, Figures
from surveys.results_population import Need, need_of, needs_between
from surveys.results_served import served_between
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import POINTS_PER_STEP, index_exact
from surveys.rules.margin import Change, Interval, change
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.scope import PlaceScope
from surveys.strata import index_weights, pooled_interval
from surveys.tables import CounterDay
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])
UNKNOWN_NEED = Need(None)


def figures_from(counted: Counted, need: Need = UNKNOWN_NEED) -> Figures:
    """Figures of what was counted already."""
    elements = []
    for place, element in enumerate(Element):
        start = _FIRST_BIN + 4 * place
        interval = counted.element_interval(element)
        elements.append(ElementFigure(element, counted.counts[start : start + 4], interval))
    interval, part = counted.index_interval, counted.part_interval
    return Figures(counted.counts, tuple(elements), interval, need, part)


def figures_of(
    clusters: Sequence[Cluster],
    need: Need = UNKNOWN_NEED,
    served_here: int | None = None,
    *,
    element_margins: bool = True,
) -> Figures:
    """Figures of clusters that were read already.

    served_here : everybody who was served in the same stretch, where that was counted.
    """
    return figures_from(counted_of(clusters, served_here, elements=element_margins), need)


def figures_over_units(
    clusters: Sequence[Cluster],
    served: Mapping[int, int],
    need: Need = UNKNOWN_NEED,
    *,
    element_margins: bool = True,
) -> Figures:
    """The same of any place: units are strata, none of them is a chance.

    served : by unit, as in results_served.served_in.
    """
    held: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        held.setdefault(cluster.unit_id, []).append(cluster)
    units = [
        counted_of(each, served.get(unit_id), elements=element_margins)
        for unit_id, each in held.items()
    ]
    return figures_of_units(units, together(units, lambda: clusters), need)


def figures_of_units(
    units: Sequence[Counted], whole: Counted, need: Need = UNKNOWN_NEED
) -> Figures:
    """Figures of units that were counted each for itself; whole : what they are together."""
    total = figures_from(whole, need)
    if len(units) < 2:
        return total
    elements = []
    for each in total.elements:
        points = None if each.mean is None else POINTS_PER_STEP * each.mean
        own = [
            (unit.element_answers(each.element), unit.element_spread(each.element))
            for unit in units
        ]
        elements.append(replace(each, interval=pooled_interval(points, own) or each.interval))
    return replace(total, interval=index_over_units(units, whole), elements=tuple(elements))


def index_over_units(units: Collection[Counted], whole: Counted) -> Interval | None:
    """The index alone of units that were counted each for itself, with its interval."""
    if len(units) < 2:
        return whole.index_interval
    weights = index_weights([(unit.respondents, unit.sums) for unit in units])
    own = list(zip(weights, (unit.index_spread for unit in units), strict=True))
    return pooled_interval(index_exact(whole.sums), own) or whole.index_interval


def pooled_over(total: Figures, parts: Sequence[Figures]) -> Figures:
    """The total with the margins of strata; as it was where a unit has no margin of its own."""
    weights = index_weights([(part.respondents, part.sums) for part in parts])
    own_index = list(zip(weights, (part.index_spread for part in parts), strict=True))
    whole = pooled_interval(total.index_exact, own_index)
    elements = []
    for place, each in enumerate(total.elements):
        own = [part.elements[place] for part in parts]
        points = None if each.mean is None else POINTS_PER_STEP * each.mean
        interval = pooled_interval(points, [(one.n, one.interval) for one in own])
        elements.append(replace(each, interval=interval or each.interval))
    return replace(total, interval=whole or total.interval, elements=tuple(elements))


def added_over(parts: Sequence[Figures]) -> Figures:
    """The figures of units added up; the margin is that of strata."""
    if len(parts) == 1:
        return parts[0]
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    elements = tuple(
        ElementFigure(element, counts[_FIRST_BIN + 4 * place : _FIRST_BIN + 4 * place + 4], None)
        for place, element in enumerate(Element)
    )
    return pooled_over(Figures(counts, elements, None, parts[0].need), parts)


def figures(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    *,
    element_margins: bool = True,
) -> Figures:
    """Figures of a place from the first to the last day, both included."""
    clusters = official_clusters(connection, scope, first, last)
    need = need_of(connection, scope, first, last)
    served = served_between(connection, scope, first, last)
    return figures_over_units(clusters, served, need, element_margins=element_margins)


def figures_by_unit(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> dict[int, Figures]:
    """The same of every unit within reach by itself, also where nobody answered; read at once."""
    held: dict[int, list[Cluster]] = {}
    for cluster in official_clusters(connection, scope, first, last):
        held.setdefault(cluster.unit_id, []).append(cluster)
    served = served_between(connection, scope, first, last)
    return {
        unit_id: figures_of(held.get(unit_id, []), need, served.get(unit_id))
        for unit_id, need in needs_between(connection, scope, first, last).items()
    }


def span_of_answers(connection: Connection, scope: PlaceScope) -> tuple[date, date] | None:
    """The first and the last day with answers, of those in a period that can be asked for.

    None where nobody has answered.
    """
    row = connection.execute(
        select(func.min(CounterDay.local_date), func.max(CounterDay.local_date)).where(
            *scope.conditions(CounterDay),
            CounterDay.responses > 0,
            CounterDay.local_date.between(FIRST_DAY, LAST_DAY),
        )
    ).one()
    return None if row[0] is None else (row[0], row[1])


def moved(earlier: Interval | None, later: Interval | None) -> Change | None:
    """The change between two periods, with its own interval; None where one has no figure."""
    return None if earlier is None or later is None else change(earlier, later)


def element_changes(earlier: Figures, later: Figures) -> Mapping[Element, Change | None]:
    """The change of every element."""
    return {
        element: moved(earlier.element(element).interval, later.element(element).interval)
        for element in Element
    }


def published_card(
    connection: Connection, unit_id: int, now: datetime, smallest_group: int
) -> PublishedCard:
    """What the thank-you page says of the unit: the newest public snapshot of its figures."""
    return card_of(connection, unit_id, now, smallest_group)
