"""What a place's answers come to in a stretch of time: counts, and how sure each figure is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from surveys.results_clusters import NOTHING, Cluster, added, sums_of
from surveys.rollups import COUNTS
from surveys.rules.elements import ELEMENTS, Element
from surveys.rules.index import POINTS_PER_STEP, ElementSum, index_exact
from surveys.rules.linearised import Answered, Column
from surveys.rules.margin import Interval, interval_of
from surveys.rules.spread import Measured, Spread, answered_of, element_of, is_everybody
from surveys.tables.responses import BINS

INDEX = "index"
_RESPONDENTS = COUNTS.index("respondents")
_FIRST_BIN = COUNTS.index(BINS[0])
_BINS = slice(_FIRST_BIN, _FIRST_BIN + len(BINS))
_BINS_OF = {
    element: slice(_FIRST_BIN + 4 * place, _FIRST_BIN + 4 * place + 4)
    for place, element in enumerate(ELEMENTS)
}


@dataclass(frozen=True)
class Counted:
    """Counts in the order of rollups.COUNTS, and spreads by "index" and by element.

    That of the index is the spread of the mean of what was answered, also where an element was not.
    served : everybody who was served meanwhile, where that was counted: it narrows the margins,
    unless more answered than can be.
    """

    counts: tuple[int, ...]
    spreads: Mapping[str, Spread]
    served: int | None = None

    @cached_property
    def sums(self) -> dict[Element, ElementSum]:
        """The answers of each element that was answered."""
        return sums_of(self.counts)

    @property
    def respondents(self) -> int:
        """Sheets with at least one element answered."""
        return self.counts[_RESPONDENTS]

    @property
    def index_spread(self) -> Spread | None:
        """How far the index, or the mean of what was answered, may be off; None of nobody."""
        spread = self.spreads.get(INDEX)
        return None if spread is None else spread.narrowed(self._answers, self.everybody)

    @property
    def everybody(self) -> int | None:
        """All who were served, where that can be: of people, not of an element's answers."""
        if self.served is None or not is_everybody(self.served, self.respondents):
            return None
        return self.served

    @property
    def _answers(self) -> float:
        """The mean number of answers per element that was answered."""
        return sum(self.counts[_BINS]) / max(len(self.sums), 1)

    def element_answers(self, element: Element) -> int:
        """How many answered an element."""
        return sum(self.counts[_BINS_OF[element]])

    def element_spread(self, element: Element) -> Spread | None:
        """How far an element may be off, of all who were served; None where nobody answered it."""
        spread = self.spreads.get(element.value)
        return (
            None
            if spread is None
            else spread.narrowed(self.element_answers(element), self.everybody)
        )

    @property
    def index_interval(self) -> Interval | None:
        """The index with its interval; None where there is no index."""
        return self._interval(index_exact(self.sums))

    @property
    def part_interval(self) -> Interval | None:
        """The mean of the elements that were answered, where not all were; None where all were."""
        whole = len(self.sums) == len(Element)
        return None if whole else self._interval(index_exact(self.sums, tuple(self.sums)))

    def _interval(self, points: Fraction | None) -> Interval | None:
        spread = self.spreads.get(INDEX)
        if points is None or spread is None:
            return None
        return interval_of(Measured(points, self._answers, spread), self.everybody)

    def element_interval(self, element: Element) -> Interval | None:
        """One element with its interval; None where nobody answered it."""
        answered, spread = self.sums.get(element), self.spreads.get(element.value)
        if answered is None or answered.mean is None or spread is None:
            return None
        points = POINTS_PER_STEP * answered.mean
        return interval_of(Measured(points, float(answered.n), spread), self.everybody)


NOBODY = Counted(NOTHING, {})


def counted_of(
    clusters: Sequence[Cluster], served: int | None = None, *, elements: bool = True
) -> Counted:
    """What clusters come to; elements : whether each element's spread is worked out as well."""
    if not clusters:
        return Counted(NOTHING, {}, served)
    counted = counted_from(added(clusters), columns_of(clusters), elements=elements)
    return replace(counted, served=served)


def counted_from(
    counts: tuple[int, ...], columns: Sequence[Column], *, elements: bool = True
) -> Counted:
    """The same of counts that are added up already, and the columns of the days behind them."""
    answered = [Answered(column) for column in columns]
    measured = {INDEX: answered_of(answered)}
    if elements and columns:
        for element, each in zip(Element, answered, strict=True):
            measured[element.value] = element_of(each)
    return Counted(counts, {name: it.spread for name, it in measured.items() if it is not None})


def columns_of(clusters: Sequence[Cluster]) -> list[Column]:
    """What margins are worked out from: for each element, number and sum cluster by cluster."""
    counts = list(zip(*(cluster.counts for cluster in clusters), strict=True))
    return [_column(counts[_BINS_OF[element]]) for element in Element]


def _column(bins: Sequence[Sequence[int]]) -> Column:
    """Number and sum of an element's answers, cluster by cluster."""
    each = list(zip(*bins, strict=True))
    return (
        [ones + twos + threes + fours for ones, twos, threes, fours in each],
        [ones + 2 * twos + 3 * threes + 4 * fours for ones, twos, threes, fours in each],
    )


def together(parts: Collection[Counted], clusters: Callable[[], Sequence[Cluster]]) -> Counted:
    """Units as one: their counts, and a spread only where those of the units do not say it all.

    clusters : what all of them are made of; asked only where it is not known how sure a unit with
    answers is, since an element is not told of it.
    """
    if len(parts) < 2:
        return next(iter(parts), NOBODY)
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    if all(INDEX in part.spreads for part in parts if part.respondents):
        return Counted(counts, {})
    return Counted(counts, counted_of(clusters(), elements=False).spreads, _served(parts))


def _served(parts: Collection[Counted]) -> int | None:
    """Everybody who was served in units with answers; None where one of them did not count."""
    known = [part.everybody for part in parts if part.respondents]
    return None if None in known else sum(each for each in known if each is not None)
