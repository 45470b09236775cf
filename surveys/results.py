"""Figures of a counter, unit, agency or the whole province for any stretch of days.

Everything comes from the integers of the roll-ups, as exact fractions; only questionnaires marked
official enter. A figure carries its n, its margin and how many respondents were needed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.errors import Refused
from surveys.published import PublishedCard as PublishedCard
from surveys.published import card_of
from surveys.results_population import Need, need_of, served
from surveys.rollups import COUNTS
from surveys.rules.elements import Element, Words
from surveys.rules.index import (
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
from surveys.rules.margin import Change, Interval, change, element_interval, index_interval
from surveys.scope import PlaceScope
from surveys.tables import Agency, CounterDay, CounterMonth, Questionnaire, Unit
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])
_FIRST_OVERALL = _FIRST_BIN + len(BINS)
NOTHING = (0,) * len(COUNTS)


class By(StrEnum):
    """What is one cluster: a counter's day, or (over wide reaches) a counter's month.

    Months hold whole days, so they never make a margin too narrow; they keep a look at the whole
    province cheap.
    """

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Counts of one counter on one day (or in one month), in the order of rollups.COUNTS."""

    unit_id: int
    counter_id: int
    when: date
    counts: tuple[int, ...]

    def sums(self) -> dict[Element, ElementSum]:
        """The answers of each element that was answered."""
        return sums_of(self.counts)


def sums_of(counts: Sequence[int]) -> dict[Element, ElementSum]:
    """The answers per element in counts of the roll-ups; what nobody answered is absent."""
    found: dict[Element, ElementSum] = {}
    for place, element in enumerate(Element):
        start = _FIRST_BIN + 4 * place
        ones, twos, threes, fours = counts[start : start + 4]
        n = ones + twos + threes + fours
        if n:
            found[element] = ElementSum(n, ones + 2 * twos + 3 * threes + 4 * fours)
    return found


def element_clusters(
    clusters: Iterable[Mapping[Element, ElementSum]], element: Element
) -> list[Mapping[Element, ElementSum]]:
    """The clusters in which an element was answered, with its answers alone."""
    return [{element: sums[element]} for sums in clusters if element in sums]


def official_clusters(
    connection: Connection, scope: PlaceScope, first: date, last: date, by: By = By.DAY
) -> list[Cluster]:
    """Counts per counter and day (or month) of the official questionnaires, in order of time."""
    return _clusters(connection, scope, first, last, by, official=True)


def short_clusters(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> list[Cluster]:
    """The same of questionnaires that never enter the index: the short ones."""
    return _clusters(connection, scope, first, last, By.DAY, official=False)


def _clusters(
    connection: Connection, scope: PlaceScope, first: date, last: date, by: By, *, official: bool
) -> list[Cluster]:
    table: Any = CounterDay if by is By.DAY else CounterMonth
    when = table.local_date if by is By.DAY else table.month
    counted = select(Questionnaire.id).where(Questionnaire.official.is_(official))
    rows = connection.execute(
        select(
            table.unit_id,
            table.counter_id,
            when,
            *(func.sum(getattr(table, name)) for name in COUNTS),
        )
        .where(
            *scope.conditions(table),
            when.between(first, last),
            table.questionnaire_id.in_(counted),
        )
        .group_by(table.unit_id, table.counter_id, when)
        .order_by(when, table.counter_id)
    )
    return [Cluster(row[0], row[1], row[2], tuple(map(int, row[3:]))) for row in rows]


def added(clusters: Iterable[Cluster]) -> tuple[int, ...]:
    """The counts of several clusters together."""
    columns = list(zip(*(cluster.counts for cluster in clusters), strict=True))
    return tuple(map(sum, columns)) if columns else NOTHING


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


def figures_of(
    clusters: Sequence[Cluster],
    need: Need = UNKNOWN_NEED,
    served_here: int | None = None,
    *,
    element_margins: bool = True,
) -> Figures:
    """Figures of clusters that were read already.

    served_here : everybody who was served in the same stretch, where counted: narrows the margin.
    """
    counts = added(clusters)
    sums = [cluster.sums() for cluster in clusters]
    elements = []
    for place, element in enumerate(Element):
        start = _FIRST_BIN + 4 * place
        interval = (
            element_interval(element_clusters(sums, element), element, served_here)
            if element_margins
            else None
        )
        elements.append(ElementFigure(element, counts[start : start + 4], interval))
    return Figures(counts, tuple(elements), index_interval(sums, None, served_here), need)


def figures(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    *,
    by: By = By.DAY,
    element_margins: bool = True,
) -> Figures:
    """Figures of a place from the first to the last day, both included."""
    return figures_of(
        official_clusters(connection, scope, first, last, by),
        need_of(connection, scope, first, last),
        served(connection, scope, first, last),
        element_margins=element_margins,
    )


@dataclass(frozen=True)
class UnitFigures:
    """Figures of one unit in a list of units."""

    unit_id: int
    code: str
    name: str
    agency_code: str
    figures: Figures


def figures_per_unit(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Figures, list[UnitFigures]]:
    """Figures of all units within reach together, and of each, in the order of their codes."""
    clusters = official_clusters(connection, scope, first, last)
    held: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        held.setdefault(cluster.unit_id, []).append(cluster)
    rows = connection.execute(
        select(Unit.id, Unit.code, Unit.name, Agency.code)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*unit_conditions(scope))
        .order_by(Unit.code)
    ).all()
    units = []
    for done, row in enumerate(rows):
        tell(done, len(rows) + 1)
        here = PlaceScope(unit_id=row[0])
        found = figures_of(
            held.get(row[0], []),
            need_of(connection, here, first, last),
            served(connection, here, first, last),
            element_margins=False,
        )
        units.append(UnitFigures(row[0], row[1], row[2], row[3], found))
    total = figures_of(
        clusters,
        need_of(connection, scope, first, last),
        served(connection, scope, first, last),
        element_margins=False,
    )
    return total, units


def unit_conditions(scope: PlaceScope) -> list[Any]:
    """What holds for the units within reach."""
    held: list[Any] = []
    if scope.agency_id is not None:
        held.append(Unit.agency_id == scope.agency_id)
    if scope.unit_id is not None:
        held.append(Unit.id == scope.unit_id)
    return held


def scope_of(connection: Connection, unit: str | None, agency: str | None) -> PlaceScope:
    """The reach of the codes given; raises Refused for a code that there is not."""
    agency_id = unit_id = None
    if agency is not None:
        agency_id = connection.execute(select(Agency.id).where(Agency.code == agency)).scalar()
        if agency_id is None:
            raise Refused(f"instansi '{agency}' tidak ada; lihat kodenya di agencies.csv")
    if unit is not None:
        unit_id = connection.execute(select(Unit.id).where(Unit.code == unit)).scalar()
        if unit_id is None:
            raise Refused(f"unit '{unit}' tidak ada; lihat kodenya di units.csv")
    return PlaceScope(agency_id, unit_id)


def span_of_answers(connection: Connection, scope: PlaceScope) -> tuple[date, date] | None:
    """The first and the last day with answers; None where nobody has answered."""
    row = connection.execute(
        select(func.min(CounterDay.local_date), func.max(CounterDay.local_date)).where(
            *scope.conditions(CounterDay), CounterDay.responses > 0
        )
    ).one()
    return None if row[0] is None else (row[0], row[1])


@dataclass(frozen=True)
class Slice:
    """Answers that came one way: through a channel, or with somebody's help."""

    name: str
    respondents: int
    index: Decimal | None


def by_channel(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """Respondents and index per channel, most used first."""
    return _sliced(connection, scope, first, last, CounterDay.channel, str)


def by_help(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Slice]:
    """The same for those who were helped ("helped") and those who answered alone ("alone")."""
    return _sliced(
        connection, scope, first, last, CounterDay.helped, lambda it: "helped" if it else "alone"
    )


def _sliced(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    column: Any,
    named: Callable[[Any], str],
) -> list[Slice]:
    official = select(Questionnaire.id).where(Questionnaire.official)
    rows = connection.execute(
        select(column, *(func.sum(getattr(CounterDay, name)) for name in COUNTS))
        .where(
            *scope.conditions(CounterDay),
            CounterDay.local_date.between(first, last),
            CounterDay.questionnaire_id.in_(official),
        )
        .group_by(column)
    )
    place = 1 + COUNTS.index("respondents")
    found = [
        Slice(named(row[0]), int(row[place]), index_points(sums_of(tuple(map(int, row[1:])))))
        for row in rows
        if row[place]
    ]
    return sorted(found, key=lambda each: (-each.respondents, each.name))


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
