"""Figures of a counter, unit, agency or the whole province for any stretch of days.

Everything comes from the integers of the roll-ups, as exact fractions; only questionnaires marked
official enter. A figure carries its n, its margin and how many respondents were needed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from sqlalchemy import Connection, func, select

from surveys.published import PublishedCard as PublishedCard
from surveys.published import card_of
from surveys.results_clusters import Cluster, official_clusters, sums_of
from surveys.results_counted import Counted, counted_of, together
from surveys.results_population import Need, need_of, served_between
from surveys.rollups import COUNTS
from surveys.rules.elements import Element, Words
from surveys.rules.index import (
    POINTS_PER_STEP,
    ElementSum,
    Grade,
    element_points,
    element_weighted,
    grade,
    index_exact,
    index_points,
    index_raw_shown,
    mutu,
    sum_of_bins,
    unanswered,
)
from surveys.rules.margin import Change, Interval, change
from surveys.scope import PlaceScope
from surveys.strata import pooled_interval
from surveys.tables import CounterDay
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])
_FIRST_OVERALL = _FIRST_BIN + len(BINS)


@dataclass(frozen=True)
class ElementFigure:
    """One element: how often 1, 2, 3, 4 were answered, its value in points and its interval."""

    element: Element
    bins: tuple[int, ...]
    interval: Interval | None

    @cached_property
    def answers(self) -> ElementSum:
        """Number and sum of the answers."""
        return sum_of_bins(self.bins)

    @property
    def n(self) -> int:
        """How many answered it."""
        return self.answers.n

    @property
    def mean(self) -> Fraction | None:
        """The mean answer (NRR), exact."""
        return self.answers.mean

    @property
    def weighted(self) -> Fraction | None:
        """The mean times 1/9 (NRR tertimbang), exact."""
        return element_weighted(self.answers)

    @property
    def points(self) -> Decimal | None:
        """25 times the mean, two decimals."""
        return element_points(self.answers)

    @property
    def grade(self) -> Grade | None:
        """The grade of the element."""
        return None if self.points is None else grade(self.points)

    @property
    def label(self) -> Words:
        """The name of the element."""
        return self.element.label


@dataclass(frozen=True)
class Figures:
    """What the citizens of a place and stretch of time said, in figures; None is "no data"."""

    counts: tuple[int, ...]
    elements: tuple[ElementFigure, ...]
    interval: Interval | None
    need: Need

    @property
    def respondents(self) -> int:
        """Sheets with at least one element answered."""
        return self.counts[COUNTS.index("respondents")]

    @property
    def responses(self) -> int:
        """Everything that came, excluded ones too."""
        return self.counts[COUNTS.index("responses")]

    @property
    def incomplete(self) -> int:
        """Respondents who left an element out."""
        return self.counts[COUNTS.index("incomplete")]

    @property
    def comments(self) -> int:
        """Sheets with a comment."""
        return self.counts[COUNTS.index("comments")]

    @property
    def excluded(self) -> int:
        """Sheets kept out of the figures, for a reason that is on record."""
        return self.counts[COUNTS.index("excluded")]

    @property
    def answered(self) -> tuple[int, ...]:
        """Respondents and their answers: all that the index follows from."""
        return self.respondents, *self.counts[_FIRST_BIN:_FIRST_OVERALL]

    @property
    def overall(self) -> tuple[int, ...]:
        """How often 1, 2, 3, 4 was answered to the general question; never in the index."""
        return self.counts[_FIRST_OVERALL : _FIRST_OVERALL + 4]

    @cached_property
    def sums(self) -> dict[Element, ElementSum]:
        """Answers per element."""
        return sums_of(self.counts)

    @cached_property
    def index(self) -> Decimal | None:
        """The index (IKM), two decimals."""
        return index_points(self.sums)

    @property
    def index_exact(self) -> Fraction | None:
        """The index before rounding."""
        return index_exact(self.sums)

    @property
    def index_raw(self) -> Decimal | None:
        """The index on the scale 1-4, four decimals, for display."""
        return index_raw_shown(self.sums)

    @property
    def grade(self) -> Grade | None:
        """The grade (mutu pelayanan)."""
        return None if self.index is None else grade(self.index)

    @property
    def mutu(self) -> Words | None:
        """The words of the grade."""
        return None if self.grade is None else mutu(self.grade)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The elements without an answer: why there is no index."""
        return unanswered(self.sums) if self.sums else tuple(Element)

    @property
    def required(self) -> int | None:
        """How many respondents the sample needs; None where it cannot be computed."""
        return self.need.required

    def element(self, wanted: Element) -> ElementFigure:
        """The figure of one element."""
        return self.elements[tuple(Element).index(wanted)]

    def weakest_first(self) -> tuple[ElementFigure, ...]:
        """Elements from weak to strong; those without an answer at the end."""
        return tuple(
            sorted(self.elements, key=lambda each: (each.mean is None, each.mean or Fraction(0)))
        )


UNKNOWN_NEED = Need(None)


def figures_from(counted: Counted, need: Need = UNKNOWN_NEED) -> Figures:
    """Figures of what was counted already."""
    elements = []
    for place, element in enumerate(Element):
        start = _FIRST_BIN + 4 * place
        interval = counted.element_interval(element)
        elements.append(ElementFigure(element, counted.counts[start : start + 4], interval))
    return Figures(counted.counts, tuple(elements), counted.index_interval, need)


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

    served : by unit, as in results_population.served_in.
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
    own = [(unit.respondents, unit.index_spread) for unit in units]
    return pooled_interval(index_exact(whole.sums), own) or whole.index_interval


def pooled_over(total: Figures, parts: Sequence[Figures]) -> Figures:
    """The total with the margins of strata; as it was where a unit has no margin of its own."""
    whole = pooled_interval(
        total.index_exact, [(part.respondents, part.interval) for part in parts]
    )
    elements = []
    for place, each in enumerate(total.elements):
        own = [part.elements[place] for part in parts]
        points = None if each.mean is None else POINTS_PER_STEP * each.mean
        interval = pooled_interval(points, [(one.n, one.interval) for one in own])
        elements.append(replace(each, interval=interval or each.interval))
    return replace(total, interval=whole or total.interval, elements=tuple(elements))


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


def span_of_answers(connection: Connection, scope: PlaceScope) -> tuple[date, date] | None:
    """The first and the last day with answers; None where nobody has answered."""
    row = connection.execute(
        select(func.min(CounterDay.local_date), func.max(CounterDay.local_date)).where(
            *scope.conditions(CounterDay), CounterDay.responses > 0
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
