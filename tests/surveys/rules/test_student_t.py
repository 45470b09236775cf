"""Our t distribution against an independent one."""

from math import pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from surveys.rules.student_t import t_quantile, t_upper_tail


@pytest.mark.parametrize(
    ("df", "printed"), [(1, 12.706), (2, 4.303), (4, 2.776), (19, 2.093), (60, 2.000)]
)
def test_the_quantiles_of_the_printed_table(df: float, printed: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(printed, abs=0.0005)


@pytest.mark.parametrize("probability", [0.0001, 0.025, 0.4, 0.5001, 0.75, 0.975, 0.9999])
def test_where_a_formula_is_known_the_quantile_is_exact(probability: float) -> None:
    one, two = t_quantile(probability, 1), t_quantile(probability, 2)
    assert one == pytest.approx(tan(pi * (probability - 0.5)), rel=1e-11)
    spread = sqrt(2 * probability * (1 - probability))
    assert two == pytest.approx((2 * probability - 1) / spread, rel=1e-11)


@pytest.mark.parametrize(
    ("df", "known"), [(10, 2.2281388519649385), (30, 2.0422724563012373), (2.5, 3.5746548420036817)]
)
def test_known_quantiles_come_back_to_the_last_digits(df: float, known: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(known, rel=1e-10)
    assert t_quantile(0.025, df) == pytest.approx(-known, rel=1e-10)
    assert t_quantile(0.5, df) == 0


@given(st.floats(0.2, 1e5), st.floats(0.001, 0.999))
def test_quantiles_agree_with_scipy(df: float, probability: float) -> None:
    expected = float(stats.t.ppf(probability, df))
    assert t_quantile(probability, df) == pytest.approx(expected, rel=1e-7, abs=1e-9)


@given(st.floats(0.2, 1e8), st.floats(-40, 40))
def test_tails_agree_with_scipy(df: float, t: float) -> None:
    assert t_upper_tail(t, df) == pytest.approx(float(stats.t.sf(t, df)), rel=1e-5, abs=1e-12)


def test_endless_degrees_of_freedom_are_the_normal_distribution() -> None:
    assert t_quantile(0.975, float("inf")) == pytest.approx(1.959963985, abs=1e-8)


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1])
def test_a_probability_outside_the_open_unit_interval_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="expected between 0 and 1"):
        t_quantile(probability, 3)


@pytest.mark.parametrize("df", [0.0, -1.0, float("nan")])
def test_no_degrees_of_freedom_are_refused(df: float) -> None:
    with pytest.raises(ValueError, match="expected more than 0"):
        t_quantile(0.9, df)
