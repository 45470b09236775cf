"""What a printed value may have been: as many grades as its decimals leave open, and no more."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.index import SCALE_2004, SCALE_2017, SCALES, Grade, grade, round_half_up
from surveys.rules.printed_values import exact_mean, printed_decimal


@pytest.mark.parametrize(
    ("digits", "low", "high", "grades"),
    [
        ("3.5322", "88.30", "88.31", "BA"),
        ("3.53216374", "88.30", "88.30", "B"),
        ("3.532", "88.29", "88.31", "BA"),
        ("3.0643", "76.61", "76.61", "B"),
        ("3.0642", "76.60", "76.61", "CB"),
        ("88.305", "88.30", "88.31", "BA"),
        ("88.30", "88.30", "88.30", "B"),
        ("88.3", "88.25", "88.35", "BA"),
        ("65", "64.50", "65.50", "DC"),
        ("4.00", "99.88", "100.00", "A"),
        ("4", "87.50", "100.00", "BA"),
        ("1", "25.00", "37.50", "D"),
        ("100", "99.50", "100.00", "A"),
    ],
)
def test_a_print_allows_what_half_of_its_last_place_reaches(
    digits: str, low: str, high: str, grades: str
) -> None:
    found = printed_decimal(digits)
    assert found is not None
    # A span ends below half a place more, so 88.35 itself would have been printed 88.4.
    assert found.low == Decimal(low)
    assert found.high in {Decimal(high), Decimal(high) - Decimal("0.01")}
    assert "".join(found.grades(SCALE_2017)) == grades


def test_the_sum_and_the_number_of_answers_leave_nothing_open() -> None:
    found = exact_mean(604, 171)
    assert found is not None
    assert (found.points, found.grades(SCALE_2017)) == (Decimal("88.30"), (Grade.B,))
    assert exact_mean(604, 19) is None
    assert exact_mean(0, 0) is None


def test_the_old_scale_has_its_own_thresholds() -> None:
    found = printed_decimal("3.25")
    assert found is not None
    assert found.grades(SCALE_2004) == (Grade.B, Grade.A)


@pytest.mark.parametrize("digits", ["", "4.1", "0.99", "24.9", "101", "1e2", "nan", "-3", "³", "."])
def test_what_is_on_neither_scale_is_no_value(digits: str) -> None:
    assert printed_decimal(digits) is None


@given(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(n, 4 * n), st.just(n))),
    st.integers(0, 6),
    st.sampled_from(sorted(SCALES)),
)
def test_the_true_value_and_its_grade_are_always_among_those_allowed(
    answers: tuple[int, int], decimals: int, code: str
) -> None:
    mean, scale = Fraction(*answers), SCALES[code]
    truth = round_half_up(25 * mean, 2)
    found = printed_decimal(str(round_half_up(mean, decimals)))
    assert found is not None
    assert found.low <= truth <= found.high
    assert grade(truth, scale) in found.grades(scale)
    for letter in found.grades(scale):
        kept = found.with_grade(letter, scale)
        assert grade(kept, scale) is letter
        assert found.low <= kept <= found.high


@pytest.mark.parametrize("digits", ["3." + "1" * 5000, "9" * 5000, "0" * 4999 + "3"])
def test_thousands_of_digits_are_no_printed_value(digits: str) -> None:
    assert printed_decimal(digits) is None
