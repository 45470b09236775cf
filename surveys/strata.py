"""The margin of several units together: units are strata, not a sample of units.

All units of an agency are in its figure, so what differs between them is no chance. The variance is
the sum of theirs, each times its squared share of the answers; degrees of freedom after
Satterthwaite, with the prior that stands in where few days are known counted once, since all lean
on the same. Both ends stay on the scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import fsum, sqrt
from typing import Protocol

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.index_comparison import MeanOfUnits
from surveys.rules.margin import Interval
from surveys.rules.spread import HIGHEST, LOWEST, Spread
from surveys.rules.student_t import t_quantile


class Deviation(Protocol):
    """How far a unit's value may be off, whether its interval was worked out or not."""

    @property
    def standard_error(self) -> float:
        """In points."""

    @property
    def df(self) -> float:
        """Degrees of freedom."""

    @property
    def clusters(self) -> int:
        """How many days at counters it rests on."""

    @property
    def prior_share(self) -> float:
        """The prior's share of the weight, 0 to 1."""


def index_weights(units: Sequence[tuple[int, Mapping[Element, ElementSum]]]) -> list[float]:
    """What each of several units weighs in their pooled index.

    units : respondents, and the answers to each element that was answered. It is its share of the
    respondents; where a unit left an element unanswered, the mean of its shares of the answers to
    each element, since the index is the mean of nine means.
    """
    if all(len(sums) == len(Element) for n, sums in units if n):
        return [float(n) for n, _ in units]
    whole = {
        element: sum(sums[element].n for _, sums in units if element in sums) for element in Element
    }
    return [
        fsum(answers.n / whole[element] for element, answers in sums.items()) / len(Element)
        for _, sums in units
    ]


def of_elements(elements: Sequence[Deviation | None]) -> Spread | None:
    """The mean of elements as if they moved as one, which they do at most: never too narrow.

    Of figures that were made before the mean of what was answered had a spread of its own.
    """
    known = [each for each in elements if each is not None]
    if not known or len(known) < len(elements):
        return None
    error = fsum(each.standard_error for each in known) / len(known)
    least = min(known, key=lambda each: each.df)
    return Spread(error**2, least.df, least.clusters, least.prior_share)


def pooled_error(
    points: float, parts: Sequence[tuple[float, float, float, float]]
) -> tuple[float, float, float, float, float]:
    """Low, high, standard error, degrees of freedom and the prior's share of a pooled value.

    parts : per unit its answers or weight, its standard error, its degrees of freedom, and how much
    of its variance is the prior's. What the answers of a unit tell of its variance is told by
    itself; where the prior stands in it is the same for all, and errs for all at once. So the
    prior's degrees of freedom are those of one unit, however many lean on it.
    """
    answers = fsum(n for n, *_ in parts)
    variances = [(n / answers * error) ** 2 for n, error, *_ in parts]
    total = fsum(variances)
    if total == 0:
        return points, points, 0.0, 1.0, 0.0
    both = list(zip(variances, parts, strict=True))
    told = fsum(v**2 * (1 - share) / df for v, (_, _, df, share) in both)
    common = fsum(v * sqrt(share / df) for v, (_, _, df, share) in both) ** 2
    df = total**2 / (told + common)
    reach = t_quantile(0.975, df) * sqrt(total)
    # So that a sum of sums says the same as one sum: what the prior is of the relative error.
    prior = common / (told + common)
    return max(LOWEST, points - reach), min(HIGHEST, points + reach), sqrt(total), df, prior


def pooled_interval(
    points: Fraction | None, parts: Sequence[tuple[float, Deviation | None]]
) -> Interval | None:
    """The interval of a value pooled over units; None where a unit with answers has no spread."""
    known = [(n, spread) for n, spread in parts if n]
    held = [(n, spread) for n, spread in known if spread is not None]
    if points is None or not held or len(held) < len(known):
        return None
    found = pooled_error(
        float(points), [(n, each.standard_error, each.df, each.prior_share) for n, each in held]
    )
    *ends, error, df, prior = found
    low, high = ends
    return Interval(points, low, high, error, df, sum(each.clusters for _, each in held), prior)


def with_margin(found: MeanOfUnits, units: Sequence[Deviation | None]) -> MeanOfUnits:
    """The mean of units with its interval: the mean of independent values, each weighing the same.

    units : those that have an index. Its variance is the sum of theirs by the square of how many
    there are; what differs between units is no chance here either.
    """
    return replace(found, interval=pooled_interval(found.exact, [(1, unit) for unit in units]))
