"""The closed loop in short: the planner against today's practice where the truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from ml.panel import LABELS
from ml.simulated_province import Province
from ml.simulated_truth import Shape
from ml.simulation import (
    POLICIES,
    SHAPES,
    Row,
    at_random,
    compare,
    main,
    ours,
    table,
    worst_index_first,
)

SMALL = Shape(units=24, topics=8, half_years=3, responses=250.0, budget_share=0.05)


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    policies = {"today": worst_index_first, "random": at_random, "ours": ours}
    return {row.policy: row for row in compare(SMALL, range(11, 14), policies)}


def test_the_planner_avoids_far_more_than_todays_practice(rows: dict[str, Row]) -> None:
    assert rows["ours"].mean > rows["today"].mean + 0.2
    assert rows["ours"].mean > rows["random"].mean + 0.3
    assert rows["ours"].mean > 0.65
    assert all(row.least <= row.mean <= 1.1 for row in rows.values())


def test_no_policy_spends_more_than_its_budgets(rows: dict[str, Row]) -> None:
    assert all(row.spent <= 1.0 for row in rows.values())


def test_where_nothing_works_the_planner_stops_spending() -> None:
    nothing = replace(SMALL, zero_share=1.0, half_years=4, responses=900.0)
    spent = []
    province = Province(nothing, 5)
    for _ in range(2):
        province.live()
    for half_year in range(nothing.half_years):
        before = len(province.deliveries)
        ours(province, half_year)
        cost = sum(
            province.topics[held.topic].cost_per_seat_rupiah * held.participants
            for held in province.deliveries[before:]
        )
        spent.append(cost / province.budget_rupiah)
        province.live()
    assert spent[0] > 0
    assert spent[-1] < 0.5 * max(spent)


def test_the_same_seed_gives_the_same_province_whatever_is_held() -> None:
    untouched, trained = Province(SMALL, 4), Province(SMALL, 4)
    trained.hold(0, 0, 5)
    for province in (untouched, trained):
        province.live()
    assert np.array_equal(untouched.truth.rate, trained.truth.rate)
    assert np.array_equal(untouched.truth.effect, trained.truth.effect)
    assert untouched.topics == trained.topics


def test_a_training_acts_from_one_month_after_its_end_and_fades() -> None:
    province = Province(replace(SMALL, zero_share=0.0), 4)
    unit, topic = 0, int(province.truth.effect.max(axis=1).argmax())
    label = int(province.truth.effect[topic].argmax())
    province.hold(unit, topic, int(province.staff[unit]))
    end = province.deliveries[0].end.month - 1
    left = [province.remaining(month)[unit, label] for month in range(end, end + 30)]
    assert left[0] == 1.0
    assert left[1] == pytest.approx(1 - province.truth.effect[topic, label])
    assert left[1] < left[12] < left[29] < 1.0


def test_a_panel_counts_every_answer_once() -> None:
    province = Province(SMALL, 4)
    province.live()
    panel = province.panel()
    assert panel.answers.sum(axis=-1).max(axis=-1).sum() <= panel.respondents.sum()
    assert (panel.commented <= panel.respondents).all()
    assert (panel.problems.max(axis=-1) <= panel.commented).all()
    assert panel.problems.shape[-1] == len(LABELS)


def test_every_shape_can_live() -> None:
    for shape in SHAPES.values():
        province = Province(replace(shape, units=6, responses=40.0), 1)
        province.live()
        assert province.panel().respondents.sum() > 0


def test_the_table_names_every_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--provinces", "1", "--shape", "small", "--policies", "random"]) == 0
    assert "| random |" in capsys.readouterr().out
    assert "ours" in POLICIES


def test_who_keeps_money_back_says_when_it_was_spent() -> None:
    printed = table([Row("ours", 0.5, 0.4, (1.0, 0.2)), Row("all", 0.5, 0.4, (1.0, 1.0))], "x", 2)
    assert "| ours | 0.50 | 0.40 | 0.60 |" in printed
    assert "half-year by half-year, ours: 1.00, 0.20" in printed
    assert "half-year by half-year, all" not in printed
