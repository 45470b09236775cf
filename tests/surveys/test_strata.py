"""Several units as one figure: pooled, and each alike."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.published import PublicValue
from surveys.rules.elements import Element
from surveys.rules.index import SCALE_2017, ElementSum, grade, round_half_up
from surveys.rules.index_comparison import mean_of_units
from surveys.rules.margin import Interval
from surveys.rules.spread import Spread
from surveys.strata import pooled_interval, with_margin
from tests.surveys import pooled_coverage
from tests.surveys.rules.margin_coverage import WORLDS


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


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 400),
            st.sampled_from([25, 25.01, 64.99, 65, 76.6, 88.3, 88.31, 99.9, 100])
            | st.floats(25, 100),
            st.floats(0, 20),
            st.floats(1, 200),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_pooled_interval_stays_on_the_scale_and_names_the_grades_between_its_printed_ends(
    units: list[tuple[int, float, float, float]],
) -> None:
    answers = sum(n for n, *_ in units)
    points = sum((n * Fraction(value) for n, value, *_ in units), Fraction(0)) / answers
    own = [(n, interval(25, error, df)) for n, _, error, df in units]
    found = pooled_interval(points, own)
    assert found is not None
    low, high = found.ci95
    assert 25 <= low <= round_half_up(points, 2) <= high <= 100
    starts = {letter for letter, start in SCALE_2017.starts if low <= start <= high}
    between = {grade(low), grade(high)} | starts
    assert {grade(points), *found.others} == between
    public = PublicValue(
        round_half_up(points, 2), found.low, found.high, found.standard_error, found.df
    )
    assert (public.grade, public.others) == (grade(points), found.others)
    for even in (found.even, public.even):
        assert even is None or 25 - 0.005 <= float(points) - even <= float(points) + even <= 100.005


@pytest.mark.proof
def test_small_units_together_hold_the_truth_as_often_as_they_say(
    pytestconfig: pytest.Config,
) -> None:
    if pytestconfig.getoption("--long"):
        assert pooled_coverage.main() == 0
        return
    alike = next(world for world in WORLDS if world.name == "content, days alike")
    for units, days in ((20, 1), (10, 2), (20, 3)):
        found = pooled_coverage.coverage(alike, units, days, 300, units)
        assert pooled_coverage.kept(found), (units, days, found.share)


def leaning(error: float, df: float, prior_share: float) -> Spread:
    return Spread(error**2, df, 3, prior_share)


PARTS = st.lists(
    st.tuples(st.integers(1, 400), st.floats(0.1, 20), st.floats(1, 200), st.floats(0, 1)),
    min_size=2,
    max_size=6,
)


@given(PARTS)
def test_units_that_lean_on_one_prior_are_no_surer_than_if_each_had_its_own(
    parts: list[tuple[int, float, float, float]],
) -> None:
    points = Fraction(80)
    leant = pooled_interval(points, [(n, leaning(*more)) for n, *more in parts])
    apart = pooled_interval(points, [(n, leaning(error, df, 0)) for n, error, df, _ in parts])
    assert leant is not None
    assert apart is not None
    assert leant.df <= apart.df * (1 + 1e-9)
    # Never less sure than the least sure of them.
    assert leant.df >= min(df for _, _, df, _ in parts) * (1 - 1e-9)


@given(PARTS)
def test_a_sum_of_sums_is_as_sure_as_one_sum(
    parts: list[tuple[int, float, float, float]],
) -> None:
    points = Fraction(80)
    units = [(n, leaning(*more)) for n, *more in parts]
    at_once = pooled_interval(points, units)
    first = pooled_interval(points, units[:2])
    weight = units[0][0] + units[1][0]
    in_steps = pooled_interval(points, [(weight, first), *units[2:]])
    assert at_once is not None
    assert in_steps is not None
    assert in_steps.df == pytest.approx(at_once.df)
    assert in_steps.standard_error == pytest.approx(at_once.standard_error)
    assert in_steps.prior_share == pytest.approx(at_once.prior_share)


def test_one_unit_by_itself_keeps_its_own_degrees_of_freedom() -> None:
    found = pooled_interval(Fraction(80), [(30, leaning(3.0, 5.5, 0.7)), (0, None)])
    assert found is not None
    assert found.df == pytest.approx(5.5)
    assert found.prior_share == pytest.approx(0.7)
