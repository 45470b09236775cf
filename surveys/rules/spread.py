"""The variance of an index or element from clustered answers, before anything that is known of all.

A spread holds what a margin needs beside the sums of the answers; it can be kept and read again,
and the margin is then what it was to the last digit (rules/margin.py says how it is made).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, count, repeat
from math import fsum, sqrt
from operator import itemgetter
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


@dataclass(frozen=True, slots=True)
class _Residuals:
    """Linearised cluster totals in points and each cluster's share of the answers.

    Clusters with the same answers are alike in everything, so each kind of them stands here once;
    `spelt_out` gives what every cluster has from what each kind has (None: all are different).
    answers : mean number of answers per element, over all clusters.
    """

    points: Fraction
    residuals: Each
    shares: Each
    clusters: int
    answers: float
    spelt_out: Callable[[Each], Each] | None = None

    def sum(self, of_each: Each) -> float:
        """The sum over all clusters of what each kind has; exact, so their order is nothing."""
        return fsum(of_each if self.spelt_out is None else self.spelt_out(of_each))


def _linearised(columns: Sequence[Column]) -> _Residuals | None:
    """Residuals z_g = (25/k) sum over elements of (t_ge - R_e n_ge) / N_e; their sum is 0."""
    k = len(columns)
    length = len(columns[0][0])
    residuals, shares = [0.0] * length, [0.0] * length
    raw, answers = Fraction(0), 0
    for counts, totals in columns:
        n, total = sum(counts), sum(totals)
        if n == 0:
            return None
        raw += Fraction(total, n)
        answers += n
        square = n * n
        # Integers first: t N - T n is exact and small where t - R n would cancel.
        residuals = [
            held + STEP * (here * n - total * came) / square / k
            for held, came, here in zip(residuals, counts, totals, strict=True)
        ]
        shares = [held + came / n / k for held, came in zip(shares, counts, strict=True)]
    if 0.0 in shares:
        filled = [place for place, share in enumerate(shares) if share > 0]
        residuals = [residuals[place] for place in filled]
        shares = [shares[place] for place in filled]
    return _Residuals(POINTS_PER_STEP * raw / k, residuals, shares, len(shares), answers / k)


def _linearised_alone(column: Column) -> _Residuals | None:
    """The same of one element, where most days at a counter are like some other day."""
    n, total = sum(column[0]), sum(column[1])
    if n == 0:
        return None
    kinds = Counter(zip(*column, strict=True))
    kinds.pop((0, 0), None)
    clusters, square = sum(kinds.values()), n * n
    order = chain.from_iterable(map(repeat, count(), kinds.values()))
    return _Residuals(
        Fraction(POINTS_PER_STEP * total, n),
        [STEP * (here * n - total * came) / square for came, here in kinds],
        [came / n for came, _ in kinds],
        clusters,
        float(n),
        itemgetter(*order) if len(kinds) < clusters else None,
    )


def _intraclass(sample: _Residuals, sizes: Sequence[float]) -> float:
    """The intraclass correlation, 0-1, from how squared residuals grow with cluster size.

    If sheets are independent a squared residual is proportional to the cluster's size n, if they
    are all alike to n squared. The ratio of the two ways to average z²/n tells which.
    """
    squares = [
        z * z / (1 - share) for z, share in zip(sample.residuals, sample.shares, strict=True)
    ]
    clusters, sheets = sample.clusters, sample.sum(sizes)
    each_alike = sample.sum([z / size for z, size in zip(squares, sizes, strict=True)]) / clusters
    by_size = sample.sum(squares) / sheets
    if each_alike <= 0 or by_size <= each_alike:
        return 0.0
    ratio = by_size / each_alike
    mean_size = sheets / clusters
    met_size = sample.sum([size * size for size in sizes]) / sheets
    most = (met_size - 1) - ratio * (mean_size - 1)
    return 1.0 if most <= 0 else min(1.0, (ratio - 1) / most)


def _working_variances(sizes: Sequence[float], intraclass: float) -> list[float]:
    """Variance of a cluster's sum, for sheets of variance 1."""
    return [size * (1 - intraclass) + intraclass * size * size for size in sizes]


def _robust_variance(sample: _Residuals, sizes: Sequence[float]) -> tuple[float, float]:
    """The variance of the points over at least two clusters, and its degrees of freedom.

    With working variances w, W their sum and h the cluster's share of answers, a residual has
    the variance d = w - 2hw + h²W, so z² is enlarged by w/d. The degrees of freedom are
    (sum of V_gg)² / (sum of V_gh²) with V the covariance of the enlarged residuals.
    """
    w = _working_variances(sizes, _intraclass(sample, sizes))
    total = sample.sum(w)
    terms = []
    for each, share, z in zip(w, sample.shares, sample.residuals, strict=True):
        a = each / (each - 2 * share * each + share * share * total)
        own = (a * (share * share * total - 2 * share * each)) ** 2
        parts = a * share * share, a * each * each, a * share * each
        terms.append((a * z * z, *parts, own, each * each))
    # V_gh for g != h is a product form, so its squares are summed without a loop over pairs.
    variance, p, q, s, own, squares = map(sample.sum, zip(*terms, strict=True))
    off_diagonal = total * total * p * p + 2 * p * q - 4 * total * p * s + 2 * s * s - own
    df = total * total / (squares + max(off_diagonal, 0.0))
    return variance, df


def _measured(sample: _Residuals | None, prior_sd: float) -> Measured | None:
    if sample is None:
        return None
    clusters, answers = sample.clusters, sample.answers
    sizes = [share * answers for share in sample.shares]
    variance, df = _robust_variance(sample, sizes) if clusters > 1 else (0.0, 0.0)
    prior_df = PRIOR_DF * max(0.0, 1 - (clusters - 1) / (CLUSTERS_WITHOUT_PRIOR - 1))
    prior = 0.0
    if prior_df:
        prior = prior_sd**2 * sample.sum(_working_variances(sizes, PRIOR_INTRACLASS)) / answers**2
    both = (df * variance + prior_df * prior) / (df + prior_df)
    both = max(both, (STEP / (answers + 1)) ** 2)
    return Measured(
        sample.points, answers, Spread(both, df + prior_df, clusters, prior_df / (df + prior_df))
    )


def _columns(clusters: Iterable[Mapping[Key, ElementSum]], names: Collection[str]) -> list[Column]:
    # An element is its own name, so the sums are found by either.
    held = cast("list[Mapping[str, ElementSum]]", list(clusters))
    found = [[sums.get(name, _NONE) for sums in held] for name in names]
    return [([each.n for each in column], [each.total for each in column]) for column in found]


def index_measured(
    clusters: Iterable[Mapping[Key, ElementSum]], asked: Collection[Key] | None = None
) -> Measured | None:
    """The index and its spread; None where there is no index. As in margin.index_interval."""
    held = list(clusters)
    together = {key: answers for sums in held for key, answers in sums.items()}
    return index_of_columns(_columns(held, asked_names(together, asked)))


def index_of_columns(columns: Sequence[Column]) -> Measured | None:
    """The same of clusters that were read column by column, one for each element."""
    return _measured(_linearised(columns) if columns else None, PRIOR_SD_POINTS)


def element_measured(clusters: Iterable[Mapping[Key, ElementSum]], element: Key) -> Measured | None:
    """One element's value on the scale 25-100 and its spread; None without an answer."""
    return element_of_column(_columns(clusters, (str(element),))[0])


def element_of_column(column: Column) -> Measured | None:
    """The same of clusters that were read as one column."""
    return _measured(_linearised_alone(column), PRIOR_ELEMENT_SD_POINTS)
