"""Figures that stand beside the index and never in its place: other weights, several units.

Agencies print the weight as 0,111 or 0,11 and some compute with it; the old rule of 2004 used
0,071 for fourteen elements. Such a report can be reproduced, labelled, but the result never enters
a trend (regulation: PermenPANRB 14/2017, annex; KEP/25/M.PAN/2/2004).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveys.rules.index import (
    SCALE_2017,
    ElementSum,
    Grade,
    Key,
    Scale,
    elements_asked,
    grade,
    index_exact,
    round_half_up,
)
from surveys.rules.margin import Interval
from surveys.rules.words import Words

FIXED_WEIGHTS = (Decimal("0.11"), Decimal("0.111"))
"""Weights in use for nine elements in place of the exact 1/9."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a fixed weight would give. It may lie off the scale: all ones with 0.11 give 24.75."""

    weight: Decimal
    points: Decimal
    grade: Grade
    label: Words


def with_fixed_weight(
    sums: Mapping[Key, ElementSum],
    weight: Decimal,
    scale: Scale = SCALE_2017,
    asked: Collection[Key] | None = None,
) -> Comparison | None:
    """The sum of the means times a fixed weight times 25, labelled; None without an index.

    Raises ValueError for a weight that is not between 0 and 1.
    """
    if not 0 < weight < 1:
        raise ValueError(f"the weight is {weight}; expected more than 0 and less than 1, as 0.111")
    exact = index_exact(sums, asked)
    if exact is None:
        return None
    # The exact index is the sum of means over k, so k and the weight take the place of 1/k.
    points = round_half_up(exact * elements_asked(sums, asked) * Fraction(weight), 2)
    comma = str(weight).replace(".", ",")
    label = Words(f"dengan bobot {comma}", f"with the weight {weight}")
    return Comparison(weight, points, grade(points, scale), label)


def pooled(units: Iterable[Mapping[Key, ElementSum]]) -> dict[Key, ElementSum]:
    """All sheets of several units together: what an agency's total is made of."""
    totals: dict[Key, ElementSum] = {}
    for sums in units:
        for key, answers in sums.items():
            totals[key] = totals[key] + answers if key in totals else answers
    return totals


MEAN_OF_UNITS_LABEL = Words("rata-rata nilai unit", "mean of the units' scores")
POOLED_LABEL = Words("semua lembar digabung", "all sheets pooled")


@dataclass(frozen=True, slots=True)
class MeanOfUnits:
    """The mean of unit indexes, each unit alike: a second, labelled figure for an agency.

    exact : before it was rounded; interval : where that of every unit with an index is known.
    """

    points: Decimal | None
    exact: Fraction | None
    units: int
    units_without_index: int
    label: Words
    interval: Interval | None = None


def mean_of_units(units: Iterable[Mapping[Key, ElementSum]]) -> MeanOfUnits:
    """The mean of the exact indexes of the units that have one; rounded once, at the end."""
    found = [index_exact(sums) for sums in units]
    indexes = [exact for exact in found if exact is not None]
    mean = sum(indexes, Fraction(0)) / len(indexes) if indexes else None
    points = None if mean is None else round_half_up(mean, 2)
    return MeanOfUnits(points, mean, len(indexes), len(found) - len(indexes), MEAN_OF_UNITS_LABEL)
