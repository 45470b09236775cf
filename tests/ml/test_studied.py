"""What a panel says before a half-year is worked out once, and every plan of it is the same."""

from dataclasses import replace

import numpy as np
import pytest

from ml.planner import make_plan
from ml.simulated_province import Province
from ml.simulated_truth import Shape
from ml.simulation import live_before
from ml.studied import study

SHAPE = replace(Shape(), units=12, topics=4, responses=200.0)


@pytest.fixture(scope="module")
def province() -> Province:
    made = Province(SHAPE, 5)
    live_before(made)
    return made


def test_a_plan_is_the_same_whether_its_panel_was_studied_before_or_not(province: Province) -> None:
    panel = province.panel()
    studied = study(panel, province.starts)
    fresh = make_plan(panel, starts=province.starts, budget_rupiah=province.budget_rupiah)
    again = make_plan(
        panel, starts=province.starts, budget_rupiah=province.budget_rupiah, studied=studied
    )
    assert again == fresh
    assert fresh.items


def test_other_agencies_may_share_what_was_studied(province: Province) -> None:
    panel = province.panel()
    studied = study(panel, province.starts)
    halves = replace(panel, agency=np.arange(len(panel.staff)) % 2)
    made = make_plan(
        halves,
        starts=province.starts,
        budget_rupiah=province.budget_rupiah,
        minimum_share_by_agency={1: 0.6},
        studied=studied,
    )
    spent = sum(item.cost_rupiah for item in made.items if item.unit % 2)
    assert spent >= 0.6 * province.budget_rupiah
