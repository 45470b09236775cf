"""What a place's answers come to in a stretch of time: counts, and how sure each figure is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surveys.results_clusters import NOTHING, Cluster, added, element_clusters, sums_of
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import POINTS_PER_STEP, ElementSum, index_exact
from surveys.rules.margin import Interval, interval_of
from surveys.rules.spread import Measured, Spread, element_measured, index_measured

INDEX = "index"
_RESPONDENTS = COUNTS.index("respondents")


@dataclass(frozen=True)
class Counted:
    """Counts in the order of rollups.COUNTS, and spreads by "index" and by element.

    served : everybody who was served meanwhile, where that was counted: it narrows the margins.
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

    def without_elements(self) -> "Counted":
        """The same, from which no margins of elements are made."""
        index = {INDEX: self.spreads[INDEX]} if INDEX in self.spreads else {}
        return replace(self, spreads=index)

    @property
    def index_interval(self) -> Interval | None:
        """The index with its interval; None where there is no index."""
        points, spread = index_exact(self.sums), self.spreads.get(INDEX)
        if points is None or spread is None:
            return None
        answers = sum(each.n for each in self.sums.values()) / len(Element)
        return interval_of(Measured(points, answers, spread), self.served)

    def element_interval(self, element: Element) -> Interval | None:
        """One element with its interval; None where nobody answered it."""
        answered, spread = self.sums.get(element), self.spreads.get(element.value)
        if answered is None or answered.mean is None or spread is None:
            return None
        points = POINTS_PER_STEP * answered.mean
        return interval_of(Measured(points, float(answered.n), spread), self.served)


NOBODY = Counted(NOTHING, {})


def counted_of(
    clusters: Sequence[Cluster], served: int | None = None, *, elements: bool = True
) -> Counted:
    """What clusters come to; elements : whether each element's spread is worked out as well."""
    sums = [cluster.sums for cluster in clusters]
    measured = {INDEX: index_measured(sums)}
    for element in Element if elements else ():
        measured[element.value] = element_measured(element_clusters(sums, element), element)
    spreads = {name: found.spread for name, found in measured.items() if found is not None}
    return Counted(added(clusters), spreads, served)


def together(parts: Collection[Counted], clusters: Callable[[], Sequence[Cluster]]) -> Counted:
    """Units as one: their counts, and a spread only where those of the units do not say it all.

    clusters : what all of them are made of; asked only where a unit with answers has no index.
    """
    if len(parts) < 2:
        return next(iter(parts), NOBODY)
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    if all(INDEX in part.spreads for part in parts if part.respondents):
        return Counted(counts, {})
    return Counted(counts, counted_of(clusters(), elements=False).spreads, _served(parts))


def _served(parts: Collection[Counted]) -> int | None:
    """Everybody who was served in units with answers; None where one of them did not count."""
    known = [part.served for part in parts if part.respondents]
    return None if None in known else sum(each for each in known if each is not None)
