"""The variance of an index or element from clustered answers, before anything that is known of all.

A spread holds what a margin needs beside the sums of the answers; it can be kept and read again,
and the margin is then what it was to the last digit (rules/margin.py says how it is made).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt
from typing import cast

from surveys.rules.index import ElementSum, Key, asked_names
from surveys.rules.linearised import (
    STEP,
    Alike,
    Answered,
    Residuals,
    Sizes,
    linearised,
    linearised_alone,
)

LOWEST, HIGHEST = 25.0, 100.0
PRIOR_SD_POINTS = 12.0
PRIOR_ELEMENT_SD_POINTS = 18.0
PRIOR_PLACE = 0.75
"""Where on the scale (81.25 points) sheets spread that far; nearer an end they cannot."""
PRIOR_INTRACLASS = 0.1
PRIOR_DF = 4.0
CLUSTERS_WITHOUT_PRIOR = 10
_NONE = ElementSum(0, 0)


NEARLY_ALL = Fraction(19, 20)
"""More than these of all who were served never answer, unless what was counted is the answers."""


def is_everybody(population: int, answers: float) -> bool:
    """Whether a number of people can be all who were served, so many of whom answered."""
    return answers <= NEARLY_ALL * population


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
        """The variance times 1 - n/N; as it is where N is unknown or cannot be all who came."""
        if population is None or not is_everybody(population, answers):
            return self
        return replace(self, variance=self.variance * (1 - answers / population))


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in points (25-100), exact, the mean number of answers per element, and its spread."""

    points: Fraction
    answers: float
    spread: Spread


def place_on_scale(points: float, answers: float) -> float:
    """Where a value lies between 25 (0) and 100 (1), never nearer to an end than answers prove."""
    edge = 1 / (3 * (answers + 1))
    return min(max((points - LOWEST) / (HIGHEST - LOWEST), edge), 1 - edge)


def _intraclass(sample: Residuals, kinds: Alike, sizes: Sizes) -> float:
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


def _working_variances(sizes: Sizes, intraclass: float) -> list[float]:
    """Variance of a cluster's sum, for sheets of variance 1, by size."""
    return [size * (1 - intraclass) + intraclass * size * size for size in sizes.answers]


@dataclass(frozen=True, slots=True)
class _Correction:
    """What squared residuals are enlarged by, by share, and the degrees of freedom they then have.

    With working variances w, W their sum and h the cluster's share of answers, a residual has
    the variance d = w - 2hw + h²W, so z² is enlarged by w/d. The degrees of freedom are
    (sum of V_gg)² / (sum of V_gh²) with V the covariance of the enlarged residuals.
    """

    enlarged: Mapping[float, float]
    df: float


def _correction(sizes: Sizes, intraclass: float) -> _Correction:
    """Bell and McCaffrey's, of at least two clusters."""
    w = _working_variances(sizes, intraclass)
    total = sizes.sum(w)
    enlarged, terms = {}, []
    for each, share in zip(w, sizes.shares, strict=True):
        enlarged[share] = a = each / (each - 2 * share * each + share * share * total)
        own = (a * (share * share * total - 2 * share * each)) ** 2
        terms.append((a * share * share, a * each * each, a * share * each, own, each * each))
    # V_gh for g != h is a product form, so its squares are summed without a loop over pairs.
    p, q, s, own, squares = map(sizes.sum, zip(*terms, strict=True))
    off_diagonal = total * total * p * p + 2 * p * q - 4 * total * p * s + 2 * s * s - own
    return _Correction(enlarged, total * total / (squares + max(off_diagonal, 0.0)))


def _robust_variance(sample: Residuals, sizes: Sizes) -> tuple[float, float, float]:
    """The variance of the points, its degrees of freedom, and how much the prior is to stand in.

    The last fades from 1 with one cluster to 0 with what is worth ten of equal size: clusters are
    worth one more than the degrees of freedom that the correction would leave if they were as alike
    as the prior says. It also draws the estimated likeness to that of the prior.
    """
    if sample.clusters < 2:
        return 0.0, 0.0, 1.0
    worth = 1 + _correction(sizes, PRIOR_INTRACLASS).df
    few = max(0.0, 1 - (worth - 1) / (CLUSTERS_WITHOUT_PRIOR - 1))
    kinds = Alike(sample.times)
    own = _intraclass(sample, kinds, sizes)
    found = _correction(sizes, few * PRIOR_INTRACLASS + (1 - few) * own)
    squares = zip(sample.shares, sample.residuals, strict=True)
    return kinds.sum([found.enlarged[share] * z * z for share, z in squares]), found.df, few


def _prior_variance(points: Fraction, answers: float, alike: float, sd: float) -> float:
    """The variance of the points if sheets were as the prior says.

    alike : the variance of the sum of all answers, a sheet's being 1; sd : of a sheet, in points.
    """
    place = place_on_scale(float(points), answers)
    narrower = min(1.0, place * (1 - place) / (PRIOR_PLACE * (1 - PRIOR_PLACE)))
    return float(sd**2 * narrower * alike / answers**2)


def _least_variance(answers: float) -> float:
    """What one more sheet, one step off in every answer, would make of it."""
    return float((STEP / (answers + 1)) ** 2)


def _measured(sample: Residuals | None, prior_sd: float) -> Measured | None:
    if sample is None:
        return None
    sizes = Sizes(sample)
    variance, df, few = _robust_variance(sample, sizes)
    prior_df = PRIOR_DF * few
    prior = 0.0
    if few:
        alike = sizes.sum(_working_variances(sizes, PRIOR_INTRACLASS))
        prior = _prior_variance(sample.points, sample.answers, alike, prior_sd)
    both = (df * variance + prior_df * prior) / (df + prior_df)
    both = max(both, _least_variance(sample.answers))
    rests_on = Spread(both, df + prior_df, sample.clusters, prior_df / (df + prior_df))
    return Measured(sample.points, sample.answers, rests_on)


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


def index_of_one(points: Fraction, answers: float) -> Measured:
    """The same of an index that is known already, from a single cluster: the prior alone.

    answers : mean number of answers per element.
    """
    alike = answers * (1 - PRIOR_INTRACLASS) + PRIOR_INTRACLASS * answers * answers
    variance = _prior_variance(points, answers, alike, PRIOR_SD_POINTS)
    spread = Spread(max(variance, _least_variance(answers)), PRIOR_DF, 1, 1.0)
    return Measured(points, answers, spread)


def index_of(elements: Sequence[Answered]) -> Measured | None:
    """The same of clusters that were read element by element."""
    return _measured(linearised(elements) if elements else None, PRIOR_SD_POINTS)


def answered_of(elements: Sequence[Answered]) -> Measured | None:
    """The same of those elements that were answered at all: the index where all of them were.

    Where one was not there is no index, but a place pooled of several still rests on these answers.
    """
    known = [each for each in elements if each.n]
    return element_of(known[0]) if len(known) == 1 else index_of(known)


def element_measured(clusters: Iterable[Mapping[Key, ElementSum]], element: Key) -> Measured | None:
    """One element's value on the scale 25-100 and its spread; None without an answer."""
    return element_of(_answered(clusters, (str(element),))[0])


def element_of(element: Answered) -> Measured | None:
    """The same of one element that was read by itself."""
    return _measured(linearised_alone(element), PRIOR_ELEMENT_SD_POINTS)
