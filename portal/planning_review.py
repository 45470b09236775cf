"""A plan meets what came of it: planned and held, expected and measured, and what it cost."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from portal.database import Database
from portal.evidence import Gathered, gather
from portal.planning import KEPT_RESULTS, SEED, first_of_next_month
from surveys.cycle_reviews import HeldSeats
from surveys.evidence import data_version
from surveys.plans import ItemLine, StoredPlan

if TYPE_CHECKING:
    from ml.effect import TopicEffect, UnitEffect
    from ml.learned_effects import Beliefs
    from ml.panel import FloatArray

FEWEST_AFTER = 5
Pair = tuple[str, str]
Range = tuple[float, float, float]


@dataclass(frozen=True)
class Learned:
    """What all trainings so far say of every topic, with the topics and units it speaks of.

    before : draws of the same before any training had a result, as `beliefs.draws`.
    """

    gathered: Gathered
    beliefs: "Beliefs"
    before: "FloatArray"


@dataclass(frozen=True)
class ReviewLine:
    """A line of a plan and what came of it; what cannot be told yet is None.

    expected : problem visits avoided as planned, with interval; now : the same after all that was
    measured since, for the seats that were held; points, margin : change of the unit's index.
    """

    unit_code: str
    unit_name: str
    topic_code: str
    topic_name: str
    seats_planned: int
    seats_held: int
    expected: Range | None
    now: Range | None
    points: float | None
    margin: float | None


@dataclass(frozen=True)
class TopicReview:
    """A topic of a cycle: seats and money, and what an index point of a unit has cost.

    effect : of this cycle alone; overall : of all cycles, on which decisions rest.
    point_rupiah : cost of one point for one unit, with interval; None unless the training is shown
    to help, because a cost of nothing shown is no figure.
    """

    topic_code: str
    topic_name: str
    seats_planned: int
    seats_held: int
    units_held: int
    cost_planned_sen: int
    cost_held_sen: int
    effect: "TopicEffect | None"
    overall: "TopicEffect | None"
    point_rupiah: Range | None


async def learned_so_far(database: Database, today: date, *, wait_seconds: float) -> Learned | None:
    """What is believed of every topic after all that was measured; None while still computing."""
    before = first_of_next_month(today)
    version = await database.read_async(data_version)

    def compute() -> Learned:
        from ml.learned_effects import before_any_training, learn

        gathered = gather(database, before)
        panel = gathered.panel
        return Learned(
            gathered,
            learn(panel, np.random.default_rng(SEED)),
            before_any_training(panel, np.random.default_rng(SEED)),
        )

    future = KEPT_RESULTS.of(("learned", database.url, version, before), compute)
    try:
        waited = asyncio.shield(asyncio.wrap_future(future))
        return await asyncio.wait_for(waited, wait_seconds)
    except TimeoutError:
        return None


def review_lines(
    plan: StoredPlan | None,
    held: Sequence[HeldSeats],
    effects: "Sequence[TopicEffect]",
    learned: Learned | None,
) -> tuple[ReviewLine, ...]:
    """Every line of the plan in its order, then what was held beside the plan."""
    came = {(line.unit_code, line.topic_code): line for line in held}
    changed = _units(effects)
    lines = []
    planned: set[Pair] = set()
    for item in () if plan is None else plan.items:
        place = (item.unit_code, item.topic_code)
        planned.add(place)
        seats = came[place].participants if place in came else 0
        lines.append(_line(item, seats, changed.get(place), learned))
    for place, line in came.items():
        if place not in planned:
            points, margin = _change(changed.get(place))
            lines.append(
                ReviewLine(
                    line.unit_code,
                    line.unit_name,
                    line.topic_code,
                    line.topic_name,
                    0,
                    line.participants,
                    None,
                    None,
                    points,
                    margin,
                )
            )
    return tuple(lines)


def _units(effects: "Sequence[TopicEffect]") -> "dict[Pair, UnitEffect]":
    return {
        (unit.unit_code, effect.topic_code): unit
        for effect in effects
        for unit in effect.units
        if unit.n_after >= FEWEST_AFTER
    }


def _change(unit: "UnitEffect | None") -> tuple[float | None, float | None]:
    return (None, None) if unit is None else (unit.estimate, 1.96 * unit.standard_error)


def _line(
    item: ItemLine, seats: int, unit: "UnitEffect | None", learned: Learned | None
) -> ReviewLine:
    points, margin = _change(unit)
    seen = item.evidence
    now = None
    if seats == 0:
        now = (0.0, 0.0, 0.0)
    elif unit is not None and learned is not None:
        now = _measured(item, seats, learned)
    return ReviewLine(
        item.unit_code,
        item.unit_name,
        item.topic_code,
        item.topic_name,
        item.seats,
        seats,
        (item.expected_gain, float(seen.get("low", 0.0)), float(seen.get("high", 0.0))),
        now,
        points,
        margin,
    )


def _measured(item: ItemLine, seats: int, learned: Learned) -> Range | None:
    """The gain of the seats that were held, at the share of problems now known to be removed."""
    then = item.evidence.get("removed", [0.0])[0]
    share = removed_now(item, learned)
    if share is None or then <= 0:
        return None
    staff = max(int(item.evidence.get("staff", seats)), 1)
    scale = item.expected_gain / then * min(seats, staff) / item.seats
    return (share[0] * scale, share[1] * scale, share[2] * scale)


def removed_now(item: ItemLine, learned: Learned) -> Range | None:
    """The share of a line's problems that its topic removes if all are trained, as known now."""
    from ml.need import NEEDS

    topics = [topic.code for topic in learned.gathered.topics]
    rates = {
        NEEDS.index(label["label"]): float(label["rate"])
        for label in item.evidence.get("labels", ())
        if label["label"] in NEEDS
    }
    if item.topic_code not in topics or sum(rates.values()) <= 0:
        return None
    drawn = np.maximum(learned.beliefs.draws[:, topics.index(item.topic_code)], 0.0)
    weight = np.array(list(rates.values())) / sum(rates.values())
    share = drawn[:, list(rates)] @ weight
    low, high = np.quantile(share, [0.025, 0.975])
    return float(share.mean()), float(low), float(high)


def review_topics(
    plan: StoredPlan | None,
    held: Sequence[HeldSeats],
    effects: "Sequence[TopicEffect]",
    overall: "Sequence[TopicEffect]",
) -> tuple[TopicReview, ...]:
    """Every topic that was planned or held, what cost most first."""
    index = {effect.topic_code: effect for effect in effects if effect.outcome == "index"}
    everywhen = {effect.topic_code: effect for effect in overall if effect.outcome == "index"}
    items = () if plan is None else plan.items
    names = {line.topic_code: line.topic_name for line in held}
    names |= {item.topic_code: item.topic_name for item in items}
    found = []
    for code, name in names.items():
        planned = [item for item in items if item.topic_code == code]
        came = [line for line in held if line.topic_code == code]
        cost = sum(line.cost_sen for line in came)
        effect = index.get(code)
        found.append(
            TopicReview(
                code,
                name,
                sum(item.seats for item in planned),
                sum(line.participants for line in came),
                len(came),
                sum(item.cost_sen for item in planned),
                cost,
                effect,
                everywhen.get(code),
                cost_of_a_point(cost, effect),
            )
        )
    return tuple(
        sorted(found, key=lambda t: (-max(t.cost_held_sen, t.cost_planned_sen), t.topic_code))
    )


def cost_of_a_point(cost_sen: int, effect: "TopicEffect | None") -> Range | None:
    """Rupiah for one index point of one unit; None unless the training is shown to help."""
    if effect is None or effect.verdict != "membantu" or not effect.estimate:
        return None
    if effect.ci95 is None or effect.ci95[0] <= 0:
        return None
    whole = cost_sen / 100 / max(effect.n_units_trained, 1)
    # In thousands: the interval is far wider than a rupiah.
    points = (effect.estimate, effect.ci95[1], effect.ci95[0])
    first, low, high = (round(whole / point, -3) for point in points)
    return first, low, high


def figures_of(topics: Sequence[TopicReview], lines: Sequence[ReviewLine]) -> Mapping[str, object]:
    """The figures that go on record when a review is closed."""
    return {
        "seats_planned": sum(topic.seats_planned for topic in topics),
        "seats_held": sum(topic.seats_held for topic in topics),
        "cost_held_sen": sum(topic.cost_held_sen for topic in topics),
        "expected_gain": sum(line.expected[0] for line in lines if line.expected),
        "measured_gain": sum(line.now[0] for line in lines if line.now),
        "verdicts": {
            topic.topic_code: topic.effect.verdict for topic in topics if topic.effect is not None
        },
    }
