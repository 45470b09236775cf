"""A plan for two thousand units and sixty topics: how long it takes, and how good it is proven to
be. Run it alone as `python -m tests.bench planner`."""

import time
from dataclasses import replace

from ml.planner import make_plan
from ml.simulated_province import Province
from ml.simulated_truth import Shape
from ml.simulation import live_before
from tests.bench.table import Line, printed, told

UNITS, TOPICS = 2000, 60
SHAPE = replace(
    Shape(),
    units=UNITS,
    topics=TOPICS,
    responses=100.0,
    trained_as_today=120,
    half_years_before=3,
    half_years=1,
)
SEED = 5
WIDEST_GAP = 0.005


def main() -> list[Line]:
    """Seconds of processor time on one core, and the gap that the plan prints."""
    province = Province(SHAPE, SEED)
    live_before(province)
    panel = province.panel()
    began = time.process_time()
    plan = make_plan(panel, starts=province.starts, budget_rupiah=province.budget_rupiah)
    seconds = time.process_time() - began
    what = f"plan of {UNITS:,} units and {TOPICS} topics, {len(plan.items):,} trainings"
    gap = Line(
        "no plan with these rules is better by more than",
        f"{100 * plan.gap:.2f} %",
        "",
        "",
        f"at most {100 * WIDEST_GAP:g} %",
        plan.gap <= WIDEST_GAP,
    )
    return [told(what, f"{seconds:.0f} s of processor time", "about a minute"), gap]


if __name__ == "__main__":
    print(printed(main()))
