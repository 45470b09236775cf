"""People leave: what was trained wears off sooner, and is needed again sooner."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ml.learned_effects import learn
from ml.outlook import look_ahead
from ml.panel import Delivery, OtherProgramme, Panel, month_of
from ml.planner import make_plan
from ml.simulated_province import Province
from ml.simulated_truth import Shape
from ml.turnover import HALF_LIFE_MONTHS, USUAL_LEAVING_PER_YEAR, still_acting

SHAPE = Shape(units=10, topics=5, responses=250.0)


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Two half-years of a province in which two units were trained in their first topic."""
    province = Province(SHAPE, 8)
    province.live()
    for unit in (0, 1):
        province.hold(unit, 0, int(province.staff[unit]))
    province.live()
    return province.panel()


def needs(panel: Panel) -> np.ndarray:
    starts = month_of(date(2023, 1, 1))
    return look_ahead(panel, learn(panel, np.random.default_rng(0)), starts).value


def test_half_of_a_training_acts_no_more_after_the_half_life_where_the_usual_share_leaves() -> None:
    age = np.array([-3.0, 0.0, HALF_LIFE_MONTHS])
    assert still_acting(age, USUAL_LEAVING_PER_YEAR) == pytest.approx([1.0, 1.0, 0.5])
    assert still_acting(age, 0.5)[2] < 0.5 < still_acting(age, 0.0)[2]


def test_a_trained_unit_needs_the_same_training_sooner_where_people_leave(panel: Panel) -> None:
    leaving = np.full(10, np.nan)
    leaving[0] = 0.8
    stays, goes = needs(panel), needs(replace(panel, leaving_per_year=leaving))
    # What is trained anew wears off sooner, too, so the need is compared with an untrained unit's.
    leaving[[0, 2]] = np.nan, 0.8
    elsewhere = needs(replace(panel, leaving_per_year=leaving))
    assert goes[0, 0] / stays[0, 0] > 1.1 * elsewhere[2, 0] / stays[2, 0]
    assert elsewhere[2, 0] < stays[2, 0]


def test_shares_that_cannot_be_are_refused(panel: Panel) -> None:
    for wrong, words in ((np.full(10, 1.2), "between 0 and 1"), (np.zeros(3), "expected")):
        with pytest.raises(ValueError, match=words):
            make_plan(
                replace(panel, leaving_per_year=wrong),
                starts=date(2023, 1, 1),
                budget_rupiah=1_000_000,
            )


def test_what_another_programme_brought_is_not_learnt_as_a_training_s_work(panel: Panel) -> None:
    """Complaints of a trained unit vanish with a new building: marked, the topic is not praised."""
    problems, answers = panel.problems.copy(), panel.answers.copy()
    problems[2:6, 6:] = 0
    answers[2:6, 6:, :, 3] += answers[2:6, 6:, :, :3].sum(axis=-1)
    answers[2:6, 6:, :, :3] = 0
    day = date(2022, 6, 10)
    held = tuple(Delivery(1, unit, day, day, int(panel.staff[unit])) for unit in range(2, 6))
    better = replace(panel, problems=problems, answers=answers, deliveries=held)
    marks = tuple(OtherProgramme("gedung", unit, date(2022, 7, 1), None) for unit in range(2, 6))
    praised = learn(better, np.random.default_rng(0))
    marked = learn(replace(better, other_programmes=marks), np.random.default_rng(0))
    assert praised.effect[1].max() > 0.5
    assert marked.effect[1].max() < 0.6 * praised.effect[1].max()
