"""Clusters of answers as what they pull a mean by: linearised sums and shares, cluster by cluster.

A kind of cluster is worked out once, however many days are like it, and sums over all clusters are
exact until they are rounded, so that a figure does not turn on the order of its days.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain, count, repeat
from math import fsum
from operator import add, itemgetter, mul

from surveys.rules.index import POINTS_PER_STEP

STEP = float(POINTS_PER_STEP)

Column = tuple[Sequence[int], Sequence[int]]
"""Per cluster how many answered an element and the sum of their answers."""


class Answered:
    """An element's answers cluster by cluster; most days at a counter are like some other day.

    each : the kind of every cluster, one number for number and sum of its answers together.
    kinds : by that number how many answered, the sum of their answers, and how many such clusters.
    """

    __slots__ = ("each", "kinds", "n", "total")

    def __init__(self, column: Column) -> None:
        counts, totals = column
        beyond = max(totals, default=0) + 1
        self.each = list(map(add, map(mul, counts, repeat(beyond)), totals))
        found = Counter(self.each)
        self.kinds = {kind: (*divmod(kind, beyond), times) for kind, times in found.items()}
        self.n, self.total = sum(counts), sum(totals)


Each = Sequence[float]


@cache
def _powers(number: int) -> tuple[float, ...]:
    """The powers of two that a number is made of."""
    return tuple(float(1 << place) for place in range(number.bit_length()) if number >> place & 1)


class Alike:
    """Sums over all clusters from what each kind of them has, some kinds being there many times."""

    __slots__ = ("_factors", "_spelt_out")

    def __init__(self, times: Sequence[int]) -> None:
        """times : how many clusters there are of each kind."""
        self._factors: Each | None = None
        if max(times) > 1:
            powers = list(map(_powers, times))
            self._factors = list(chain.from_iterable(powers))
            order = list(chain.from_iterable(map(repeat, count(), map(len, powers))))
            # One place alone would be picked as a number, not as a row of one.
            self._spelt_out = itemgetter(*order, order[0])

    def sum(self, of_each: Each) -> float:
        """The sum; a power of two times a number is exact, and so is all of it until rounded."""
        if self._factors is None:
            return fsum(of_each)
        return fsum(map(mul, self._factors, self._spelt_out(of_each)))


@dataclass(frozen=True, slots=True)
class Residuals:
    """Linearised totals in points and the share of the answers of each kind of cluster.

    answers : mean number of answers per element, over all clusters.
    """

    points: Fraction
    residuals: Each
    shares: Each
    times: Sequence[int]
    answers: float

    @property
    def clusters(self) -> int:
        """How many there are."""
        return sum(self.times)


def linearised(elements: Sequence[Answered]) -> Residuals | None:
    """Residuals z_g = (25/k) sum over elements of (t_ge - R_e n_ge) / N_e; their sum is 0."""
    k = len(elements)
    # A residual and a share as one complex number: both are added in one step, each by itself.
    held = [0j] * len(elements[0].each)
    raw, answers = Fraction(0), 0
    for element in elements:
        n, total = element.n, element.total
        if n == 0:
            return None
        raw += Fraction(total, n)
        answers += n
        square = n * n
        # Integers first: t N - T n is exact and small where t - R n would cancel.
        own = {
            kind: complex(STEP * (here * n - total * came) / square / k, came / n / k)
            for kind, (came, here, _) in element.kinds.items()
        }
        held = list(map(add, held, map(own.__getitem__, element.each)))
    filled = [each for each in held if each.imag > 0]
    return Residuals(
        POINTS_PER_STEP * raw / k,
        [each.real for each in filled],
        [each.imag for each in filled],
        [1] * len(filled),
        answers / k,
    )


def linearised_alone(element: Answered) -> Residuals | None:
    """The same of one element."""
    n, total = element.n, element.total
    if n == 0:
        return None
    kinds = [kind for kind in element.kinds.values() if kind[0]]
    square = n * n
    return Residuals(
        Fraction(POINTS_PER_STEP * total, n),
        [STEP * (here * n - total * came) / square for came, here, _ in kinds],
        [came / n for came, _, _ in kinds],
        [times for _, _, times in kinds],
        float(n),
    )


class Sizes:
    """Clusters by how many answers they have: what depends on that alone is worked out once."""

    def __init__(self, sample: Residuals) -> None:
        found: dict[float, int] = {}
        for share, times in zip(sample.shares, sample.times, strict=True):
            found[share] = found.get(share, 0) + times
        self.shares = list(found)
        self.answers = [share * sample.answers for share in found]
        self._alike = Alike(list(found.values()))

    def sum(self, of_each: Each) -> float:
        """The sum over all clusters of what those of each size have."""
        return self._alike.sum(of_each)
