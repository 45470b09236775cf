"""How far an index may be from what all who were served would say, from clustered answers.

Answers given at one counter on one day resemble each other, so the day at a counter (the cluster),
not the single answer, is what was drawn. The variance is that of a linearised sum of ratios over
clusters (Woodruff 1971) with the small-sample correction of Bell and McCaffrey (2002): each
cluster's residual is enlarged by what the cluster itself pulled the mean towards it, and the
degrees of freedom are those of Satterthwaite for clusters of unequal size. Both assume some
likeness within clusters (intraclass correlation), estimated by moments from the cluster sums. The
interval is symmetrical on the logit of the scale 25-100, so that it never leaves the scale and its
longer side points away from the near end, as the errors do.

With few clusters the variance is hardly known. A prior stands in: a sheet's index has a standard
deviation of 12 points (one element: 18) and an intraclass correlation of 0.1, both on the cautious
side. It counts as 4 degrees of freedom with one cluster, and fades evenly to none at 10 clusters.
No interval is narrower than one more sheet, one step off in every answer, would make it, since even
unanimous answers prove nothing beyond themselves.

Not allowed for: days in a row that resemble each other, and those who did not answer at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import exp, fsum, log, sqrt

from surveys.rules.elements import Element
from surveys.rules.index import (
    POINTS_PER_STEP,
    SCALE_2017,
    ElementSum,
    Grade,
    Key,
    Scale,
    asked_names,
    grade,
    round_half_up,
)
from surveys.rules.student_t import t_quantile
from surveys.rules.words import Words

LOWEST, HIGHEST, STEP = 25.0, 100.0, float(POINTS_PER_STEP)
CONFIDENCE = 0.95
PRIOR_SD_POINTS = 12.0
PRIOR_ELEMENT_SD_POINTS = 18.0
PRIOR_INTRACLASS = 0.1
PRIOR_DF = 4.0
CLUSTERS_WITHOUT_PRIOR = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A value in points (25-100), exact, with its interval in points, not rounded.

    clusters : how many days at counters it rests on; prior_share : how much of the variance's
    weight is the prior's, from 0 (10 clusters and more) to 1 (one cluster).
    """

    points: Fraction
    low: float
    high: float
    standard_error: float
    df: float
    clusters: int
    prior_share: float

    @property
    def margin(self) -> float:
        """Half the width, for "82,36 ± 1,2"."""
        return (self.high - self.low) / 2

    @property
    def ci95(self) -> tuple[Decimal, Decimal]:
        """Both ends with two decimals, halves up."""
        return round_half_up(Fraction(self.low), 2), round_half_up(Fraction(self.high), 2)


@dataclass(frozen=True, slots=True)
class _Residuals:
    """Linearised cluster totals in points, each cluster's share of the answers, and their number.

    answers : mean number of answers per element, over all clusters.
    """

    points: Fraction
    residuals: Sequence[float]
    shares: Sequence[float]
    answers: float


def _linearised(
    clusters: Sequence[Mapping[str, ElementSum]], names: Collection[str]
) -> _Residuals | None:
    """Residuals z_g = (25/k) sum over elements of (t_ge - R_e n_ge) / N_e; their sum is 0."""
    k = len(names)
    residuals, shares = [0.0] * len(clusters), [0.0] * len(clusters)
    raw, answers = Fraction(0), 0
    for name in names:
        held = [(place, sums[name]) for place, sums in enumerate(clusters) if name in sums]
        n, total = sum(each.n for _, each in held), sum(each.total for _, each in held)
        if n == 0:
            return None
        raw += Fraction(total, n)
        answers += n
        for place, each in held:
            # Integers first: t N - T n is exact and small where t - R n would cancel.
            residuals[place] += STEP * (each.total * n - total * each.n) / (n * n) / k
            shares[place] += each.n / n / k
    filled = [place for place, share in enumerate(shares) if share > 0]
    return _Residuals(
        POINTS_PER_STEP * raw / k,
        [residuals[place] for place in filled],
        [shares[place] for place in filled],
        answers / k,
    )


def _intraclass(sample: _Residuals) -> float:
    """The intraclass correlation, 0-1, from how squared residuals grow with cluster size.

    If sheets are independent a squared residual is proportional to the cluster's size n, if they
    are all alike to n squared. The ratio of the two ways to average z²/n tells which.
    """
    sizes = [share * sample.answers for share in sample.shares]
    squares = [
        z * z / (1 - share) for z, share in zip(sample.residuals, sample.shares, strict=True)
    ]
    each_alike = fsum(z / size for z, size in zip(squares, sizes, strict=True)) / len(sizes)
    by_size = fsum(squares) / fsum(sizes)
    if each_alike <= 0 or by_size <= each_alike:
        return 0.0
    ratio = by_size / each_alike
    mean_size = fsum(sizes) / len(sizes)
    met_size = fsum(size * size for size in sizes) / fsum(sizes)
    most = (met_size - 1) - ratio * (mean_size - 1)
    return 1.0 if most <= 0 else min(1.0, (ratio - 1) / most)


def _working_variances(sizes: Sequence[float], intraclass: float) -> list[float]:
    """Variance of a cluster's sum, for sheets of variance 1."""
    return [size * (1 - intraclass) + intraclass * size * size for size in sizes]


def _robust_variance(sample: _Residuals) -> tuple[float, float]:
    """The variance of the points over at least two clusters, and its degrees of freedom.

    With working variances w, W their sum and h the cluster's share of answers, a residual has
    the variance d = w - 2hw + h²W, so z² is enlarged by w/d. The degrees of freedom are
    (sum of V_gg)² / (sum of V_gh²) with V the covariance of the enlarged residuals.
    """
    sizes = [share * sample.answers for share in sample.shares]
    w = _working_variances(sizes, _intraclass(sample))
    total = fsum(w)
    h = sample.shares
    enlarged = [
        each / (each - 2 * share * each + share * share * total)
        for each, share in zip(w, h, strict=True)
    ]
    variance = fsum(a * z * z for a, z in zip(enlarged, sample.residuals, strict=True))
    # V_gh for g != h is a product form, so its squares are summed without a loop over pairs.
    p = fsum(a * share * share for a, share in zip(enlarged, h, strict=True))
    q = fsum(a * each * each for a, each in zip(enlarged, w, strict=True))
    s = fsum(a * share * each for a, share, each in zip(enlarged, h, w, strict=True))
    own = fsum(
        (a * (share * share * total - 2 * share * each)) ** 2
        for a, share, each in zip(enlarged, h, w, strict=True)
    )
    off_diagonal = total * total * p * p + 2 * p * q - 4 * total * p * s + 2 * s * s - own
    df = total * total / (fsum(each * each for each in w) + max(off_diagonal, 0.0))
    return variance, df


def _uncorrected_share(answers: float, population: int | None) -> float:
    """1 - n/N, by which the variance shrinks; 1 where N is unknown or less than those who came."""
    if population is None or population < answers:
        return 1.0
    return 1 - answers / population


def _on_scale(
    points: float, standard_error: float, quantile: float, answers: float
) -> tuple[float, float]:
    """The ends of the interval, symmetrical on the logit, inside the scale and around points."""
    if standard_error == 0:
        return points, points
    width = HIGHEST - LOWEST
    edge = 1 / (3 * (answers + 1))
    place = min(max((points - LOWEST) / width, edge), 1 - edge)
    reach = quantile * standard_error / width / (place * (1 - place))
    centre = log(place / (1 - place))

    def back(logit: float) -> float:
        return LOWEST + width / (1 + exp(-min(max(logit, -700.0), 700.0)))

    return min(back(centre - reach), points), max(back(centre + reach), points)


def _interval(
    clusters: Iterable[Mapping[Key, ElementSum]],
    names: Collection[str],
    population: int | None,
    prior_sd: float,
) -> Interval | None:
    plain: list[Mapping[str, ElementSum]] = [
        {str(key): answers for key, answers in sums.items()} for sums in clusters
    ]
    sample = _linearised(plain, names) if names else None
    if sample is None:
        return None
    count, answers = len(sample.shares), sample.answers
    variance, df = _robust_variance(sample) if count > 1 else (0.0, 0.0)
    prior_df = PRIOR_DF * max(0.0, 1 - (count - 1) / (CLUSTERS_WITHOUT_PRIOR - 1))
    sizes = [share * answers for share in sample.shares]
    prior = prior_sd**2 * fsum(_working_variances(sizes, PRIOR_INTRACLASS)) / answers**2
    both = (df * variance + prior_df * prior) / (df + prior_df)
    both = max(both, (STEP / (answers + 1)) ** 2) * _uncorrected_share(answers, population)
    error = sqrt(both)
    quantile = t_quantile((1 + CONFIDENCE) / 2, df + prior_df)
    low, high = _on_scale(float(sample.points), error, quantile, answers)
    share = prior_df / (df + prior_df)
    return Interval(sample.points, low, high, error, df + prior_df, count, share)


def index_interval(
    clusters: Iterable[Mapping[Key, ElementSum]],
    asked: Collection[Key] | None = None,
    population: int | None = None,
) -> Interval | None:
    """The index with its 95 % interval; None where there is no index.

    clusters : per day at a counter, the sums of its answers per element.
    asked : the elements of the questionnaire, as in rules.index.
    population : all who were served in the period, where it is known (else None).
    """
    held = list(clusters)
    together = {key: answers for sums in held for key, answers in sums.items()}
    return _interval(held, asked_names(together, asked), population, PRIOR_SD_POINTS)


def element_interval(
    clusters: Iterable[Mapping[Key, ElementSum]], element: Key, population: int | None = None
) -> Interval | None:
    """One element's value on the scale 25-100 with its interval; None without an answer."""
    return _interval(clusters, (str(element),), population, PRIOR_ELEMENT_SD_POINTS)


def element_intervals(
    clusters: Iterable[Mapping[Element, ElementSum]], population: int | None = None
) -> dict[Element, Interval | None]:
    """The nine elements, each with its interval."""
    held = list(clusters)
    return {element: element_interval(held, element, population) for element in Element}


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two values (later less earlier), in points, with its 95 % interval."""

    points: float
    low: float
    high: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the interval leaves out no change: "lebih dari kebetulan"."""
        return self.low > 0 or self.high < 0


def change(earlier: Interval, later: Interval) -> Change:
    """What changed between two periods without a common day (Welch and Satterthwaite)."""
    first, second = earlier.standard_error**2, later.standard_error**2
    points = float(later.points - earlier.points)
    if first + second == 0:
        return Change(points, points, points)
    df = (first + second) ** 2 / (first**2 / earlier.df + second**2 / later.df)
    reach = t_quantile((1 + CONFIDENCE) / 2, df) * sqrt(first + second)
    return Change(points, points - reach, points + reach)


def other_grades(interval: Interval, scale: Scale = SCALE_2017) -> tuple[Grade, ...]:
    """The grades that the interval reaches beside the grade of its value, best first."""
    own = grade(interval.points, scale)
    best = grade(Fraction(interval.high), scale)
    worst = grade(Fraction(interval.low), scale)
    return tuple(each for each in Grade if best <= each <= worst and each != own)


def may_be(interval: Interval, scale: Scale = SCALE_2017) -> Words:
    """The grade and what else it may be: "B", "B, bisa C", "B, bisa A atau C"."""
    own = grade(interval.points, scale)
    others = other_grades(interval, scale)
    if not others:
        return Words(own.value, own.value)
    return Words(
        f"{own.value}, bisa {' atau '.join(others)}", f"{own.value}, may be {' or '.join(others)}"
    )
