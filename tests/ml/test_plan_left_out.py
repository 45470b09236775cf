"""Why not: what the plan leaves out is told with the figure that decided, and the two agree."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from ml.panel import Delivery, Panel
from ml.plan import Item, LeftOut, Plan
from ml.planner import make_plan
from ml.simulated_province import Province
from ml.studied import study
from tests.ml.test_planner import BUDGET, lived, twins

PRICE = re.compile(r"Rp([\d.]+) tiap kunjungan yang dicegah")
DEAREST = re.compile(r"Paling mahal dalam rencana Rp([\d.]+)\.")


@pytest.fixture(scope="module")
def province() -> Province:
    return lived()


@pytest.fixture(scope="module")
def panel(province: Province) -> Panel:
    return province.panel()


def planned(province: Province, panel: Panel, **rules: object) -> Plan:
    given = {"starts": province.starts, "budget_rupiah": BUDGET} | rules
    return make_plan(panel, **given)  # type: ignore[arg-type]


def rupiah(found: re.Match[str] | None) -> int:
    assert found is not None
    return int(found[1].replace(".", ""))


def cost_of(panel: Panel, left: LeftOut) -> int:
    assert left.topic is not None
    return int(panel.staff[left.unit]) * panel.topics[left.topic].cost_per_seat_rupiah


def dearest(plan: Plan) -> int:
    own = [item for item in plan.items if item.chosen_by in ("gain", "lot")]
    return max(item.evidence.cost_per_avoided_visit_rupiah or 0 for item in own)


def by_reason(plan: Plan) -> Mapping[str, list[LeftOut]]:
    found: dict[str, list[LeftOut]] = {}
    for left in plan.left_out:
        found.setdefault(left.reason, []).append(left)
    return found


def test_what_costs_more_a_visit_is_compared_with_the_dearest_line_of_the_plan(
    province: Province, panel: Panel
) -> None:
    plan = planned(province, panel)
    lines = by_reason(plan)["below price"]
    for left in lines:
        price = rupiah(PRICE.search(left.text))
        # The need that stands beside the sentence is the one that the sentence reckons with.
        assert price == pytest.approx(cost_of(panel, left) / left.need, abs=1)
        assert rupiah(DEAREST.search(left.text)) == dearest(plan)
        assert price >= 0.99 * dearest(plan)


def test_a_second_training_for_the_same_problem_is_reckoned_after_the_first(
    province: Province, panel: Panel
) -> None:
    plan = planned(province, panel, budget_rupiah=4 * BUDGET, max_per_unit=3)
    for left in by_reason(plan)["overlap"]:
        held = [item for item in plan.items if item.unit == left.unit]
        assert left.about in {item.topic_code for item in held}
        assert left.about in left.text
        if found := re.search(r"tinggal ([\d.]+) kunjungan", left.text):
            visits, price = rupiah(found), rupiah(PRICE.search(left.text))
            assert visits < left.need
            assert price == pytest.approx(cost_of(panel, left) / visits, rel=0.51 / visits)


def test_a_topic_without_visible_effect_is_told_as_tried_and_not_as_dear(
    province: Province, panel: Panel
) -> None:
    found = replace(study(panel, province.starts), verdicts={"T000": "merugikan"})
    others = [(None, k) for k, topic in enumerate(panel.topics) if topic.code != "T000"]
    plan = planned(province, panel, forbidden=others, studied=found)
    lines = by_reason(plan)["no effect"]
    assert {left.topic_code for left in lines} == {"T000"}
    [tried] = [topic.units_trained for topic in plan.topics if topic.topic_code == "T000"]
    words = f"Angka ini hanya dugaan: dicoba di {tried} unit, hasilnya tidak terlihat."
    assert {left.text for left in lines} == {words}


def test_where_seats_are_the_limit_seats_are_compared(province: Province, panel: Panel) -> None:
    plan = planned(province, panel, max_seats=30, explore=False, lots=False)
    assert sum(item.seats for item in plan.items) == 30
    least = min(gain_a_seat(item) for item in plan.items if item.chosen_by == "gain")
    told = [re.search(r"mencegah ([\d,]+) kunjungan, .* ([\d,]+)\.", left.text)
            for left in by_reason(plan)["seats"]]  # fmt: skip
    assert any(told)
    for found in filter(None, told):
        own, weakest = (float(words.replace(",", ".")) for words in found.groups())
        assert own <= weakest == pytest.approx(least, abs=0.051)


def gain_a_seat(item: Item) -> float:
    return item.expected_gain / item.seats


def test_a_unit_with_all_the_trainings_it_may_have_is_told_so(
    province: Province, panel: Panel
) -> None:
    plan = planned(province, panel, max_per_unit=1, budget_rupiah=10 * BUDGET)
    held = {item.unit for item in plan.items}
    lines = by_reason(plan)["unit full"]
    assert lines
    for left in lines:
        assert left.unit in held
        assert left.text == "Unit ini sudah mendapat 1 pelatihan, batas satu siklus."


def test_what_somebody_forbade_is_told_as_decided_and_a_forbidden_topic_is_nobodys_answer(
    province: Province, panel: Panel
) -> None:
    first = planned(province, panel).items[0]
    plan = planned(province, panel, forbidden=[(first.unit, first.topic)])
    [left] = [
        left for left in plan.left_out if (left.unit, left.topic) == (first.unit, first.topic)
    ]
    assert left.text == "Perencana memutuskan ini tidak direncanakan."
    without = planned(province, panel, forbidden=[(None, first.topic)])
    assert first.topic not in {left.topic for left in without.left_out}


def test_the_last_training_is_told_as_a_day_with_the_name_of_its_month() -> None:
    both = twins()
    day = date(2024, 12, 28)
    held = Delivery(0, 0, day, day, 10)
    plan = make_plan(
        replace(both, deliveries=(held,)), starts=date(2025, 1, 1), budget_rupiah=10_000_000
    )
    [left] = [left for left in plan.left_out if left.unit_code == "A"]
    assert left.text == "Sudah dilatih dalam materi ini, terakhir 28 Desember 2024."
