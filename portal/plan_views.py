"""From a stored plan to what its page shows: its topics, the most useful first, and their bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot

from portal.planning_charts import IntervalBar, budget_segments, interval_bars
from portal.planning_pages import PlanGroup, PlanView
from surveys.plans import ItemLine, StoredPlan

SAME_GAIN = 1e-6


@dataclass(frozen=True)
class _TopicLines:
    """The lines of one topic, and what they should avoid together with the ends of its interval."""

    items: tuple[ItemLine, ...]
    gain: float
    low: float
    high: float


def plan_view(plan: StoredPlan) -> PlanView:
    """A plan as its page shows it: one group a topic, the most useful first."""
    topics = _lines_by_topic(plan.items)
    groups = _groups(topics, plan.items)
    low, high = _ends_together(plan.expected_gain, topics)
    until = plan.basis.get("data_until")
    proposed = float(plan.basis.get("proposed_gain", plan.expected_gain))
    return PlanView(
        plan.plan_id,
        plan.cycle,
        plan.is_draft,
        plan.budget_sen,
        plan.spent_sen,
        plan.budget_sen - plan.spent_sen,
        plan.max_seats,
        sum(item.seats for item in plan.items),
        len({item.unit_code for item in plan.items}),
        plan.expected_gain,
        low,
        high,
        proposed,
        plan.spent_sen != round(float(plan.basis.get("proposed_spent", 0)) * 100)
        or abs(plan.expected_gain - proposed) > SAME_GAIN,
        groups,
        tuple(budget_segments([group.cost_sen for group in groups], plan.budget_sen)),
        plan.made_by,
        plan.made_at,
        plan.approved_by,
        plan.approved_at,
        date.fromisoformat(until) if until else None,
        dict(plan.basis),
    )


def _lines_by_topic(items: Sequence[ItemLine]) -> list[_TopicLines]:
    """The lines of each topic together, the most useful topic first."""
    by_topic: dict[str, list[ItemLine]] = {}
    for item in items:
        by_topic.setdefault(item.topic_code, []).append(item)
    # The lines of a topic share what is uncertain about it, so their ends go together.
    found = [
        _TopicLines(
            tuple(lines),
            sum(item.expected_gain for item in lines),
            sum(float(item.evidence.get("low", 0.0)) for item in lines),
            sum(float(item.evidence.get("high", 0.0)) for item in lines),
        )
        for lines in by_topic.values()
    ]
    return sorted(found, key=lambda topic: -topic.gain)


def _ends_together(gain: float, topics: Sequence[_TopicLines]) -> tuple[float, float]:
    """The ends of what a plan should avoid in all; the lower one is never below nothing.

    What is uncertain about one topic says nothing of another, so their ends add as squares.
    """
    below = hypot(*(topic.gain - topic.low for topic in topics))
    above = hypot(*(topic.high - topic.gain for topic in topics))
    return max(gain - below, 0.0), gain + above


def _groups(topics: Sequence[_TopicLines], items: Sequence[ItemLine]) -> tuple[PlanGroup, ...]:
    """The topics with their bars on one axis, and their lines' bars on another."""
    bars = interval_bars([(topic.gain, topic.low, topic.high) for topic in topics])
    line_bars = _bars_of_lines(items)
    return tuple(
        PlanGroup(
            number,
            topic.items[0].topic_code,
            topic.items[0].topic_name,
            topic.items[0].hours_jp,
            topic.items[0].method,
            len(topic.items),
            sum(item.seats for item in topic.items),
            sum(item.cost_sen for item in topic.items),
            topic.gain,
            topic.low,
            topic.high,
            bar,
            topic.items,
            tuple(line_bars[item.item_id] for item in topic.items),
        )
        for number, (topic, bar) in enumerate(zip(topics, bars, strict=True), start=1)
    )


def _bars_of_lines(items: Sequence[ItemLine]) -> dict[int, IntervalBar | None]:
    """What each line should avoid, all on one axis, by number of the line."""
    gains = [
        (
            item.expected_gain,
            float(item.evidence.get("low", item.expected_gain)),
            float(item.evidence.get("high", item.expected_gain)),
        )
        for item in items
    ]
    return dict(zip((item.item_id for item in items), interval_bars(gains), strict=True))
