"""A value as an older report printed it: the span it stands for, and the grades that span allows.

A mean printed with four decimals is anything within half of its last place, and times 25 that can
lie on both sides of a threshold: 3.5322 may be 88.30 (B) or 88.31 (A). Only the sum and the number
of answers, or the grade that was printed beside it, tells which.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from surveys.rules.index import POINTS_PER_STEP, Grade, Scale, grade, round_half_up

LEAST, MOST = Decimal(25), Decimal(100)
LONGEST = 60
"""Signs of a value that a report may have printed; of thousands of digits no number is made."""
_HALF = Fraction(1, 2)
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Printed:
    """A value in points of the index, 25 to 100, as far as its print tells it.

    low, high : the points with two decimals that it may have been, both included.
    is_mean : whether it was printed as a mean of 1 to 4, so that the points are our own.
    """

    points: Decimal
    low: Decimal
    high: Decimal
    decimals: int
    is_mean: bool

    @property
    def is_coarse(self) -> bool:
        """Whether so few decimals were printed that two decimals of points are a guess."""
        return self.is_mean and self.decimals < 2 and self.low < self.high

    def grades(self, scale: Scale) -> tuple[Grade, ...]:
        """The grades that it may have had, the lowest first."""
        letters = sorted(Grade, reverse=True)
        lowest, highest = (letters.index(grade(end, scale)) for end in (self.low, self.high))
        return tuple(letters[lowest : highest + 1])

    def with_grade(self, letter: Grade, scale: Scale) -> Decimal:
        """The points nearest to the print that have this grade, which must be one of its grades."""
        start = dict(scale.starts).get(letter, LEAST)
        above = [begin for _, begin in scale.starts if begin > start]
        end = min(above) - _CENT if above else MOST
        return min(max(self.points, self.low, start), self.high, end)


def printed_decimal(digits: str) -> Printed | None:
    """A mean of 1 to 4 or points of 25 to 100 with a decimal point; None for anything else."""
    whole, _, part = digits.partition(".")
    if len(digits) > LONGEST or not (whole + part).isdecimal() or not digits.isascii() or not whole:
        return None
    value, half = Fraction(digits), Fraction(1, 2 * 10 ** len(part))
    is_mean = 1 <= value <= 4
    if is_mean:
        value, half = value * POINTS_PER_STEP, half * POINTS_PER_STEP
    if not LEAST <= value <= MOST:
        return None
    low = max(round_half_up(value - half, 2), LEAST)
    high = min(_last_below(value + half), MOST)
    return Printed(round_half_up(value, 2), low, high, len(part), is_mean)


def exact_mean(total: int, n: int) -> Printed | None:
    """The mean of n answers that add up to a total; None where it is not within 1 to 4."""
    if not 0 < n <= total <= 4 * n:
        return None
    points = round_half_up(POINTS_PER_STEP * Fraction(total, n), 2)
    return Printed(points, points, points, 2, True)


def _last_below(end: Fraction) -> Decimal:
    """The highest points with two decimals that anything below this end is rounded to."""
    return Decimal(ceil(end * 100 + _HALF) - 1).scaleb(-2)
