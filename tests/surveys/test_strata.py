"""Several units as one figure: pooled, and each alike."""

from fractions import Fraction

import pytest

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.index_comparison import mean_of_units
from surveys.rules.margin import Interval
from surveys.strata import pooled_interval, with_margin


def unit(n: int, total: int) -> dict[Element, ElementSum]:
    return dict.fromkeys(Element, ElementSum(n, total))


def interval(points: float, error: float, df: float) -> Interval:
    return Interval(Fraction(points), points - 2 * error, points + 2 * error, error, df, 20, 0)


UNITS = [unit(90, 270), unit(10, 35), unit(0, 0)]
SPREADS = [interval(75, 1.0, 40), interval(87.5, 4.0, 6)]


def test_the_mean_of_units_is_as_sure_as_independent_values_of_one_weight() -> None:
    found = with_margin(mean_of_units(UNITS), SPREADS)
    assert found.interval is not None
    assert found.interval.points == Fraction(325, 4)
    assert found.interval.standard_error == pytest.approx((1 + 16) ** 0.5 / 2)
    # The small unit weighs half here and a tenth among all sheets together.
    together = pooled_interval(Fraction(305, 4), list(zip((90, 10), SPREADS, strict=True)))
    assert together is not None
    assert found.interval.margin > 2 * together.margin
    assert 6 < found.interval.df < 12


def test_a_unit_without_a_margin_leaves_the_mean_without_one() -> None:
    assert with_margin(mean_of_units(UNITS), [SPREADS[0], None]).interval is None
    assert with_margin(mean_of_units([]), []).interval is None
