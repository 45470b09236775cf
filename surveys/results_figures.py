"""What the citizens of a place and stretch of time said, in figures.

Exact fractions of whole numbers; a figure carries its n, its margin and how many were needed.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from surveys.results_clusters import sums_of
from surveys.results_population import Need
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
from surveys.rules.margin import Interval
from surveys.strata import Deviation, of_elements
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
    """What the citizens of a place and stretch of time said, in figures; None is "no data".

    part_interval : where an element was not answered, the mean of the others with its interval.
    """

    counts: tuple[int, ...]
    elements: tuple[ElementFigure, ...]
    interval: Interval | None
    need: Need
    part_interval: Interval | None = None

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
    def index_spread(self) -> Deviation | None:
        """How sure its part of a pooled index is, whether or not it has an index of its own."""
        own = self.interval or self.part_interval
        return own or of_elements([each.interval for each in self.elements if each.n])

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
