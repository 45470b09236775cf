"""The variance of an index or element from clustered answers, before anything that is known of all.

A spread holds what a margin needs beside the sums of the answers; it can be kept and read again,
and the margin is then what it was to the last digit (rules/margin.py says how it is made).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import chain, count, repeat
from math import fsum, sqrt
from operator import add, itemgetter, mul
from typing import cast

from surveys.rules.index import POINTS_PER_STEP, ElementSum, Key, asked_names

STEP = float(POINTS_PER_STEP)
PRIOR_SD_POINTS = 12.0
PRIOR_ELEMENT_SD_POINTS = 18.0
PRIOR_INTRACLASS = 0.1
PRIOR_DF = 4.0
CLUSTERS_WITHOUT_PRIOR = 10
_NONE = ElementSum(0, 0)

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


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a value may be off: its variance in points squared, and what that rests on.

    clusters : days at counters; prior_share : the prior's share of the weight, 0 to 1.
    """

    variance: float
    df: float
    clusters: int
    prior_share: float

    @property
    def standard_error(self) -> float:
        """The root of the variance, in points."""
        return sqrt(self.variance)

    def narrowed(self, answers: float, population: int | None) -> "Spread":
        """The variance times 1 - n/N; as it is where N is unknown or less than those who came."""
        if population is None or population < answers:
            return self
        return replace(self, variance=self.variance * (1 - answers / population))


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in points (25-100), exact, the mean number of answers per element, and its spread."""

    points: Fraction
    answers: float
    spread: Spread


Each = Sequence[float]


@cache
def _powers(number: int) -> tuple[float, ...]:
    """The powers of two that a number is made of."""
    return tuple(float(1 << place) for place in range(number.bit_length()) if number >> place & 1)


class _Alike:
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
class _Residuals:
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


def _linearised(elements: Sequence[Answered]) -> _Residuals | None:
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
    return _Residuals(
        POINTS_PER_STEP * raw / k,
        [each.real for each in filled],
        [each.imag for each in filled],
        [1] * len(filled),
        answers / k,
    )


def _linearised_alone(element: Answered) -> _Residuals | None:
    """The same of one element."""
    n, total = element.n, element.total
    if n == 0:
        return None
    kinds = [kind for kind in element.kinds.values() if kind[0]]
    square = n * n
    return _Residuals(
        Fraction(POINTS_PER_STEP * total, n),
        [STEP * (here * n - total * came) / square for came, here, _ in kinds],
        [came / n for came, _, _ in kinds],
        [times for _, _, times in kinds],
        float(n),
    )


class _Sizes:
    """Clusters by how many answers they have: what depends on that alone is worked out once."""

    def __init__(self, sample: _Residuals) -> None:
        found: dict[float, int] = {}
        for share, times in zip(sample.shares, sample.times, strict=True):
            found[share] = found.get(share, 0) + times
        self.shares = list(found)
        self.answers = [share * sample.answers for share in found]
        self._alike = _Alike(list(found.values()))

    def sum(self, of_each: Each) -> float:
        """The sum over all clusters of what those of each size have."""
        return self._alike.sum(of_each)


def _intraclass(sample: _Residuals, kinds: _Alike, sizes: _Sizes) -> float:
    """The intraclass correlation, 0-1, from how squared residuals grow with cluster size.

    If sheets are independent a squared residual is proportional to the cluster's size n, if they
    are all alike to n squared. The ratio of the two ways to average z²/n tells which.
    """
    squares = [
        z * z / (1 - share) for z, share in zip(sample.residuals, sample.shares, strict=True)
    ]
    clusters, sheets = sample.clusters, sizes.sum(sizes.answers)
    own = [z / (share * sample.answers) for z, share in zip(squares, sample.shares, strict=True)]
    each_alike = kinds.sum(own) / clusters
    by_size = kinds.sum(squares) / sheets
    if each_alike <= 0 or by_size <= each_alike:
        return 0.0
    ratio = by_size / each_alike
    mean_size = sheets / clusters
    met_size = sizes.sum([size * size for size in sizes.answers]) / sheets
    most = (met_size - 1) - ratio * (mean_size - 1)
    return 1.0 if most <= 0 else min(1.0, (ratio - 1) / most)


def _working_variances(sizes: _Sizes, intraclass: float) -> list[float]:
    """Variance of a cluster's sum, for sheets of variance 1, by size."""
    return [size * (1 - intraclass) + intraclass * size * size for size in sizes.answers]


def _robust_variance(sample: _Residuals, sizes: _Sizes) -> tuple[float, float]:
    """The variance of the points over at least two clusters, and its degrees of freedom.

    With working variances w, W their sum and h the cluster's share of answers, a residual has
    the variance d = w - 2hw + h²W, so z² is enlarged by w/d. The degrees of freedom are
    (sum of V_gg)² / (sum of V_gh²) with V the covariance of the enlarged residuals.
    """
    kinds = _Alike(sample.times)
    w = _working_variances(sizes, _intraclass(sample, kinds, sizes))
    total = sizes.sum(w)
    enlarged, terms = {}, []
    for each, share in zip(w, sizes.shares, strict=True):
        enlarged[share] = a = each / (each - 2 * share * each + share * share * total)
        own = (a * (share * share * total - 2 * share * each)) ** 2
        terms.append((a * share * share, a * each * each, a * share * each, own, each * each))
    variance = kinds.sum(
        [enlarged[share] * z * z for share, z in zip(sample.shares, sample.residuals, strict=True)]
    )
    # V_gh for g != h is a product form, so its squares are summed without a loop over pairs.
    p, q, s, own, squares = map(sizes.sum, zip(*terms, strict=True))
    off_diagonal = total * total * p * p + 2 * p * q - 4 * total * p * s + 2 * s * s - own
    df = total * total / (squares + max(off_diagonal, 0.0))
    return variance, df


def _measured(sample: _Residuals | None, prior_sd: float) -> Measured | None:
    if sample is None:
        return None
    clusters, answers, sizes = sample.clusters, sample.answers, _Sizes(sample)
    variance, df = _robust_variance(sample, sizes) if clusters > 1 else (0.0, 0.0)
    prior_df = PRIOR_DF * max(0.0, 1 - (clusters - 1) / (CLUSTERS_WITHOUT_PRIOR - 1))
    prior = 0.0
    if prior_df:
        prior = prior_sd**2 * sizes.sum(_working_variances(sizes, PRIOR_INTRACLASS)) / answers**2
    both = (df * variance + prior_df * prior) / (df + prior_df)
    both = max(both, (STEP / (answers + 1)) ** 2)
    return Measured(
        sample.points, answers, Spread(both, df + prior_df, clusters, prior_df / (df + prior_df))
    )


def _answered(
    clusters: Iterable[Mapping[Key, ElementSum]], names: Collection[str]
) -> list[Answered]:
    # An element is its own name, so the sums are found by either.
    held = cast("list[Mapping[str, ElementSum]]", list(clusters))
    found = [[sums.get(name, _NONE) for sums in held] for name in names]
    return [
        Answered(([each.n for each in column], [each.total for each in column])) for column in found
    ]


def index_measured(
    clusters: Iterable[Mapping[Key, ElementSum]], asked: Collection[Key] | None = None
) -> Measured | None:
    """The index and its spread; None where there is no index. As in margin.index_interval."""
    held = list(clusters)
    together = {key: answers for sums in held for key, answers in sums.items()}
    return index_of(_answered(held, asked_names(together, asked)))


def index_of(elements: Sequence[Answered]) -> Measured | None:
    """The same of clusters that were read element by element."""
    return _measured(_linearised(elements) if elements else None, PRIOR_SD_POINTS)


def element_measured(clusters: Iterable[Mapping[Key, ElementSum]], element: Key) -> Measured | None:
    """One element's value on the scale 25-100 and its spread; None without an answer."""
    return element_of(_answered(clusters, (str(element),))[0])


def element_of(element: Answered) -> Measured | None:
    """The same of one element that was read by itself."""
    return _measured(_linearised_alone(element), PRIOR_ELEMENT_SD_POINTS)
