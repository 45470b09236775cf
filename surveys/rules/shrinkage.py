"""Units beside each other without rewarding luck: shrunken ranking, funnel and control chart.

A small unit swings to the top or the foot of a list by chance alone. Each unit's value is drawn
towards the mean of all as far as its own figure is uncertain (empirical Bayes, normal model: Morris
1983; spread between units after Paule and Mandel 1982), and a rank is what can be expected of it
(Laird and Louis 1989). A funnel shows which units differ by more than chance (Spiegelhalter 2005);
a control chart which periods of one unit do (Shewhart, widened after Laney 2002).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import NormalDist

from surveys.rules.spread import HIGHEST, LOWEST

_NORMAL = NormalDist()
_Z95, _Z998 = _NORMAL.inv_cdf(0.975), _NORMAL.inv_cdf(0.999)
# The formulas divide by the number of units less three.
FEWEST_UNITS = 4
FEWEST_TO_RANK = 10
"""Respondents under which a unit stands beside a ranking and not in it: five lucky answers can look
so good that even their shrunken value would top the list."""
FEWEST_PERIODS = 4
LONG_RUN = 8
_MOVING_RANGE = 1.128


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit's own value and its standard error, in points."""

    code: str
    points: float
    standard_error: float

    def __post_init__(self) -> None:
        if self.standard_error < 0:
            raise ValueError(f"{self.code}: the standard error {self.standard_error} is negative")


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit's value as far as it can be trusted.

    points, low, high : shrunken value with its 95 % interval. own_share : how much of it is the
    unit's own figure (1) and not the mean of all (0). expected_rank : 1 is best; fractions tell
    that neighbours cannot be told apart.
    """

    code: str
    points: float
    low: float
    high: float
    own_share: float
    expected_rank: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units from best to worst, the mean of all and the spread between them, in points."""

    mean: float
    between_sd: float
    units: tuple[RankedUnit, ...]


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return fsum(v * w for v, w in zip(values, weights, strict=True)) / fsum(weights)


def between_variance(points: Sequence[float], errors: Sequence[float]) -> float:
    """The variance between units beyond chance (Paule and Mandel); 0 when chance explains all.

    points, errors : values and standard errors above 0, of the same length, two or more.
    """
    if len(points) != len(errors) or len(points) < 2 or min(errors) <= 0:
        raise ValueError("expected two or more values, each with a standard error above 0")

    def excess(variance: float) -> float:
        weights = [1 / (error**2 + variance) for error in errors]
        mean = _weighted_mean(points, weights)
        squares = (w * (p - mean) ** 2 for w, p in zip(weights, points, strict=True))
        return fsum(squares) - (len(points) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while excess(high) > 0:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        if excess(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def differ_beyond_chance(units: Sequence[UnitFigure]) -> bool:
    """Whether the units are not all alike, wrongly said in 5 of 100 cases (Cochran 1954).

    The weighted squares are compared with chi-square by the cube root of Wilson and Hilferty
    (1931). Fewer than two units do not differ.
    """
    if len(units) < 2:
        return False
    errors = [max(unit.standard_error, _LEAST_ERROR) for unit in units]
    points, weights = [unit.points for unit in units], [1 / error**2 for error in errors]
    mean = _weighted_mean(points, weights)
    square = fsum(w * (p - mean) ** 2 for w, p in zip(weights, points, strict=True))
    df = len(units) - 1
    spread = 2 / (9 * df)
    root = exp(log(max(square / df, 1e-12)) / 3)
    return (root - (1 - spread)) / sqrt(spread) > _NORMAL.inv_cdf(0.95)


# A figure without error (everybody answered) still needs a weight that is a number.
_LEAST_ERROR = 1e-3


def rank(units: Sequence[UnitFigure]) -> Ranking | None:
    """Units ranked by their shrunken values; None for fewer than four, which no mean describes."""
    count = len(units)
    if count < FEWEST_UNITS:
        return None
    points = [unit.points for unit in units]
    errors = [max(unit.standard_error, _LEAST_ERROR) for unit in units]
    between = between_variance(points, errors)
    weights = [1 / (error**2 + between) for error in errors]
    mean = _weighted_mean(points, weights)
    # Morris's factor: the spread is estimated too, so the pull to the mean is held back.
    pulls = [
        (count - 3) / (count - 1) * error**2 * weight
        for error, weight in zip(errors, weights, strict=True)
    ]
    shrunken = [mean + (1 - pull) * (p - mean) for p, pull in zip(points, pulls, strict=True)]
    variances = [
        error**2 * (1 - (count - 1) / count * pull) + 2 / (count - 3) * (pull * (p - mean)) ** 2
        for error, pull, p in zip(errors, pulls, points, strict=True)
    ]
    ranks = _expected_ranks(shrunken, variances)
    ranked = [
        RankedUnit(
            unit.code,
            value,
            max(LOWEST, value - _Z95 * sqrt(variance)),
            min(HIGHEST, value + _Z95 * sqrt(variance)),
            1 - pull,
            place,
        )
        for unit, value, variance, pull, place in zip(
            units, shrunken, variances, pulls, ranks, strict=True
        )
    ]
    ranked.sort(key=lambda unit: (unit.expected_rank, -unit.points, unit.code))
    return Ranking(mean, sqrt(between), tuple(ranked))


def _expected_ranks(points: Sequence[float], variances: Sequence[float]) -> list[float]:
    """1 plus the chances of all others to be better."""
    ranks = [1.0] * len(points)
    for first in range(len(points)):
        for second in range(first):
            spread = sqrt(variances[first] + variances[second])
            better = _NORMAL.cdf((points[first] - points[second]) / spread)
            ranks[second] += better
            ranks[first] += 1 - better
    return ranks


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which values chance alone leaves 95 % and 99.8 % of the units, in points."""

    low95: float
    high95: float
    low998: float
    high998: float


def funnel_limits(target: float, standard_error: float, between_sd: float = 0.0) -> Limits:
    """The funnel at one standard error, around the mean of all, inside the scale.

    between_sd : spread that is usual between units (Ranking.between_sd), so that large units
    are not called unusual for being as different as units are.
    """
    if standard_error < 0 or between_sd < 0:
        raise ValueError("expected a standard error and a spread of 0 or more")
    sd = sqrt(standard_error**2 + between_sd**2)
    return Limits(
        max(LOWEST, target - _Z95 * sd),
        min(HIGHEST, target + _Z95 * sd),
        max(LOWEST, target - _Z998 * sd),
        min(HIGHEST, target + _Z998 * sd),
    )


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One period on a control chart, in points.

    outside : beyond three standard errors. run : the eighth or later in a row on one side.
    """

    points: float
    centre: float
    low: float
    high: float
    outside: bool
    run: bool


def control_chart(
    points: Sequence[float], errors: Sequence[float], baseline: int | None = None
) -> tuple[ControlPoint, ...]:
    """Periods of one unit in order, with limits from the first `baseline` of them (None: all).

    Limits widen where periods vary more than answers explain (Laney's sigma of moving ranges,
    never below 1). Empty for a baseline under four periods: too few to know what is usual.
    Raises ValueError where values and errors (above 0) do not pair.
    """
    if len(points) != len(errors) or any(error <= 0 for error in errors):
        raise ValueError("expected as many standard errors above 0 as values")
    known = len(points) if baseline is None else min(baseline, len(points))
    if known < FEWEST_PERIODS:
        return ()
    centre = _weighted_mean(points[:known], [1 / error**2 for error in errors[:known]])
    scores = [(value - centre) / error for value, error in zip(points, errors, strict=True)]
    moves = [abs(scores[place] - scores[place - 1]) for place in range(1, known)]
    sigma = max(1.0, fsum(moves) / len(moves) / _MOVING_RANGE)
    chart, run, side = [], 0, 0
    for value, error in zip(points, errors, strict=True):
        now = (value > centre) - (value < centre)
        run = run + 1 if now == side and now != 0 else int(now != 0)
        side = now
        reach = 3 * sigma * error
        low, high = max(LOWEST, centre - reach), min(HIGHEST, centre + reach)
        outside = abs(value - centre) > reach
        chart.append(ControlPoint(value, centre, low, high, outside, run >= LONG_RUN))
    return tuple(chart)
