"""How far an index may be from what all who were served would say, from clustered answers.

Answers given at one counter on one day resemble each other, so the day at a counter (the cluster),
not the single answer, is what was drawn. The variance is that of a linearised sum of ratios over
clusters (Woodruff 1971) with the small-sample correction of Bell and McCaffrey (2002): each
cluster's residual is enlarged by what the cluster itself pulled the mean towards it, and the
degrees of freedom are those of Satterthwaite for clusters of unequal size. Both assume some
likeness within clusters (intraclass correlation), estimated by moments from the cluster sums. The
interval is symmetrical on the logit of the scale 25-100, so that it never leaves the scale and its
longer side points away from the near end, as the errors do.

With few clusters the variance is hardly known, and no better with many of which one holds most
sheets. What counts is what they are worth: one more than the degrees of freedom that the correction
leaves, as many as there are where all are of one size. A prior stands in: a sheet's index has a
standard deviation of 12 points (one element: 18), less above 81.25 as the end of the scale comes
near, and an intraclass correlation of 0.1, all on the cautious side. It counts as 4 degrees of
freedom with one cluster, and fades evenly to none at 10 clusters' worth; the estimated likeness is
drawn to it likewise. No interval is narrower than one more sheet, one step off in every answer,
would make it, since even unanimous answers prove nothing beyond themselves.

Not allowed for: days in a row that resemble each other, and those who did not answer at all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import exp, log, sqrt
from typing import overload

from surveys.rules.elements import Element
from surveys.rules.index import (
    SCALE_2017,
    ElementSum,
    Grade,
    Key,
    Scale,
    grade,
    round_half_up,
)
from surveys.rules.spread import (
    HIGHEST,
    LOWEST,
    Measured,
    element_measured,
    index_measured,
    place_on_scale,
)
from surveys.rules.student_t import t_quantile
from surveys.rules.words import Words

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A value in points (25-100), exact, with its interval in points, not rounded.

    clusters : how many days at counters it rests on; prior_share : how much of the variance's
    weight is the prior's, from 0 (what is worth 10 equal clusters and more) to 1 (one cluster).
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
        """Half the width."""
        return (self.high - self.low) / 2

    @property
    def even(self) -> float | None:
        """What stands behind "±"; None where both ends are to be told instead."""
        return even_margin(float(self.points), self.low, self.high)

    @property
    def others(self) -> "tuple[Grade, ...]":
        """The grades of today's scale that it reaches beside the grade of its value."""
        return other_grades(self)

    @property
    def ci95(self) -> tuple[Decimal, Decimal]:
        """Both ends with two decimals, halves up."""
        return round_half_up(Fraction(self.low), 2), round_half_up(Fraction(self.high), 2)


def _on_scale(
    points: float, standard_error: float, quantile: float, answers: float
) -> tuple[float, float]:
    """The ends of the interval, symmetrical on the logit, inside the scale and around points."""
    if standard_error == 0:
        return points, points
    width = HIGHEST - LOWEST
    place = place_on_scale(points, answers)
    reach = quantile * standard_error / width / (place * (1 - place))
    centre = log(place / (1 - place))

    def back(logit: float) -> float:
        return LOWEST + width / (1 + exp(-min(max(logit, -700.0), 700.0)))

    return min(back(centre - reach), points), max(back(centre + reach), points)


@overload
def interval_of(measured: Measured, population: int | None = None) -> Interval: ...


@overload
def interval_of(measured: None, population: int | None = None) -> None: ...


@overload
def interval_of(measured: Measured | None, population: int | None = None) -> Interval | None: ...


def interval_of(measured: Measured | None, population: int | None = None) -> Interval | None:
    """The 95 % interval of a value with its spread; None of none.

    population : all who were served in the period, where it is known (else None).
    """
    if measured is None:
        return None
    answers = measured.answers
    spread = measured.spread.narrowed(answers, population)
    error = spread.standard_error
    quantile = t_quantile((1 + CONFIDENCE) / 2, spread.df)
    low, high = _on_scale(float(measured.points), error, quantile, answers)
    return Interval(
        measured.points, low, high, error, spread.df, spread.clusters, spread.prior_share
    )


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
    return interval_of(index_measured(clusters, asked), population)


def element_interval(
    clusters: Iterable[Mapping[Key, ElementSum]], element: Key, population: int | None = None
) -> Interval | None:
    """One element's value on the scale 25-100 with its interval; None without an answer."""
    return interval_of(element_measured(clusters, element), population)


def element_intervals(
    clusters: Iterable[Mapping[Element, ElementSum]], population: int | None = None
) -> dict[Element, Interval | None]:
    """The nine elements, each with its interval."""
    held = list(clusters)
    return {element: element_interval(held, element, population) for element in Element}


def even_margin(points: float, low: float, high: float) -> float | None:
    """Half the width of an interval whose sides are as good as alike, for "82,36 ± 1,2"; else None.

    Alike are sides that show the same at one decimal, or of which none is a tenth longer or shorter
    than their mean. "±" must not tell of values beyond the scale either.
    """
    below, above = points - low, high - points
    half = (high - low) / 2
    alike = round(below, 1) == round(above, 1) or abs(above - half) <= half / 10
    return half if alike and points - half >= LOWEST and points + half <= HIGHEST else None


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
    """What changed between two periods without a common day.

    Each side of the interval comes from those sides of the two that reach there (Zou and Donner
    2008), so that it is as lopsided as they are near an end of the scale; degrees of freedom after
    Welch and Satterthwaite.
    """
    points = float(later.points - earlier.points)
    fewer = _reach((earlier, earlier.high), (later, later.low))
    more = _reach((earlier, earlier.low), (later, later.high))
    return Change(points, points - fewer, points + more)


def _reach(*ends: tuple[Interval, float]) -> float:
    """How far two values may be apart beyond what was found, from one end of each interval."""
    upper = (1 + CONFIDENCE) / 2
    variances = [
        ((end - float(each.points)) / t_quantile(upper, each.df)) ** 2 for each, end in ends
    ]
    total = sum(variances)
    if total == 0:
        return 0.0
    df = total**2 / sum(v**2 / each.df for v, (each, _) in zip(variances, ends, strict=True))
    return t_quantile(upper, df) * sqrt(total)


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
