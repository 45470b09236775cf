"""Ranking that does not reward luck, funnels, control charts."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.shrinkage import (
    UnitFigure,
    between_variance,
    control_chart,
    differ_beyond_chance,
    funnel_limits,
    rank,
)

figures = st.lists(st.tuples(st.floats(30, 98), st.floats(0.3, 12)), min_size=4, max_size=25).map(
    lambda pairs: [
        UnitFigure(f"unit-{number}", points, error) for number, (points, error) in enumerate(pairs)
    ]
)


def world(seed: int, between: float) -> tuple[list[float], list[UnitFigure]]:
    """Forty units with true values, and what a survey of each shows."""
    chance = random.Random(seed)
    truths = [chance.gauss(80, between) for _ in range(40)]
    errors = [chance.choice((1.0, 2.0, 4.0)) for _ in truths]
    seen = [
        UnitFigure(str(number), chance.gauss(truth, error), error)
        for number, (truth, error) in enumerate(zip(truths, errors, strict=True))
    ]
    return truths, seen


def test_a_small_lucky_unit_does_not_lead_the_list() -> None:
    steady = [UnitFigure(f"large-{number}", 78 + number, 0.8) for number in range(8)]
    ranking = rank([*steady, UnitFigure("small", 92, 9)])
    assert ranking is not None
    assert ranking.units[0].code == "large-7"
    small = next(unit for unit in ranking.units if unit.code == "small")
    assert small.points < 85
    assert small.own_share < 0.35


def test_shrunken_values_are_nearer_the_truth_than_the_raw_ones() -> None:
    raw, drawn = [], []
    for seed in range(25):
        truths, seen = world(seed, between=3)
        ranking = rank(seen)
        assert ranking is not None
        for unit in ranking.units:
            truth = truths[int(unit.code)]
            drawn.append((unit.points - truth) ** 2)
            raw.append((seen[int(unit.code)].points - truth) ** 2)
    assert fmean(drawn) < 0.7 * fmean(raw)


@pytest.mark.parametrize("between", [1.0, 4.0])
def test_intervals_of_shrunken_values_hold_the_truth(between: float) -> None:
    inside = []
    for seed in range(50):
        truths, seen = world(seed, between)
        ranking = rank(seen)
        assert ranking is not None
        inside += [unit.low <= truths[int(unit.code)] <= unit.high for unit in ranking.units]
    assert 0.93 <= fmean(inside) <= 0.98


def test_the_spread_between_units_is_found() -> None:
    found = [
        between_variance([unit.points for unit in seen], [unit.standard_error for unit in seen])
        for seen in (world(seed, between=3)[1] for seed in range(40))
    ]
    assert fmean(found) == pytest.approx(9, rel=0.15)


def test_units_that_chance_explains_have_no_spread() -> None:
    assert between_variance([80, 80.5, 79.5, 80.2], [2, 2, 2, 2]) == 0


def test_three_units_are_too_few_to_rank() -> None:
    assert rank([UnitFigure(str(n), 80 + n, 1) for n in range(3)]) is None


def test_units_counted_completely_keep_their_own_values() -> None:
    ranking = rank([UnitFigure(str(n), 60 + 5 * n, 0) for n in range(5)])
    assert ranking is not None
    assert [round(unit.points, 3) for unit in ranking.units] == [80, 75, 70, 65, 60]
    assert [round(unit.expected_rank, 3) for unit in ranking.units] == [1, 2, 3, 4, 5]


@given(figures)
def test_every_unit_stays_between_its_own_value_and_the_mean(units: list[UnitFigure]) -> None:
    ranking = rank(units)
    assert ranking is not None
    own = {unit.code: unit.points for unit in units}
    for unit in ranking.units:
        low, high = sorted((own[unit.code], ranking.mean))
        assert low - 1e-6 <= unit.points <= high + 1e-6
        assert unit.low <= unit.high
        assert 0 <= unit.own_share <= 1


@given(figures)
def test_expected_ranks_share_out_all_places(units: list[UnitFigure]) -> None:
    ranking = rank(units)
    assert ranking is not None
    places = [unit.expected_rank for unit in ranking.units]
    assert places == sorted(places)
    assert sum(places) == pytest.approx(len(units) * (len(units) + 1) / 2)


def test_a_negative_error_is_refused() -> None:
    with pytest.raises(ValueError, match="kel-1: the standard error -1 is negative"):
        UnitFigure("kel-1", 80, -1)
    with pytest.raises(ValueError, match="two or more values"):
        between_variance([80], [1])


def test_the_funnel_narrows_with_the_number_of_answers() -> None:
    wide, narrow = funnel_limits(80, 4), funnel_limits(80, 1)
    assert narrow.low95 == pytest.approx(78.04, abs=0.01)
    assert narrow.high998 == pytest.approx(83.09, abs=0.01)
    assert wide.low95 < narrow.low95
    assert narrow.low998 < narrow.low95 < 80 < narrow.high95 < narrow.high998


def test_the_funnel_allows_for_how_different_units_usually_are() -> None:
    assert funnel_limits(80, 3, between_sd=4).low95 == pytest.approx(80 - 1.96 * 5, abs=0.01)


def test_the_funnel_stays_on_the_scale() -> None:
    limits = funnel_limits(95, 20)
    assert limits.high95 == 100
    assert limits.low998 == pytest.approx(33.2, abs=0.1)
    with pytest.raises(ValueError, match="0 or more"):
        funnel_limits(80, -1)


def test_a_sudden_fall_is_outside_the_limits() -> None:
    chart = control_chart([80, 81, 79.5, 80.5, 80, 72], [1] * 6, baseline=5)
    assert [point.outside for point in chart] == [False] * 5 + [True]
    assert chart[0].centre == pytest.approx(80.2)
    assert chart[0].low == pytest.approx(77.2)


def test_a_period_with_few_answers_has_wider_limits() -> None:
    chart = control_chart([80, 81, 79.5, 80.5, 72], [1, 1, 1, 1, 5], baseline=4)
    assert not chart[-1].outside
    assert chart[-1].low < chart[0].low


def test_eight_periods_on_one_side_are_a_run_although_none_is_outside() -> None:
    values = [80, 79, 81, 80, *[81.0] * 8]
    chart = control_chart(values, [1] * 12, baseline=4)
    assert not any(point.outside for point in chart)
    assert [point.run for point in chart] == [False] * 11 + [True]


def test_periods_that_always_swing_widen_the_limits() -> None:
    swinging = [76.0, 84.0] * 6
    assert not any(point.outside for point in control_chart(swinging, [1] * 12))


def test_three_periods_are_no_chart() -> None:
    assert control_chart([80, 81, 79], [1, 1, 1]) == ()
    with pytest.raises(ValueError, match="as many standard errors above 0 as values"):
        control_chart([80, 81, 79, 80], [1, 1, 1, 0])


def test_units_that_chance_made_are_called_alike_as_often_as_promised() -> None:
    chance = random.Random(3)
    wrong = 0
    for _ in range(1000):
        units = [UnitFigure(str(n), chance.gauss(80, 2), 2.0) for n in range(8)]
        wrong += differ_beyond_chance(units)
    assert 25 <= wrong <= 75


def test_units_that_differ_are_told_apart_and_one_alone_never_differs() -> None:
    units = [UnitFigure(str(n), points, 1.7) for n, points in enumerate((89.4, 85.7, 82.8, 75.3))]
    assert differ_beyond_chance(units)
    assert not differ_beyond_chance(units[:1])
    assert not differ_beyond_chance([UnitFigure(str(n), 80.0, 1.7) for n in range(5)])
