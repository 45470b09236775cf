"""What next: the plan of a half-year's trainings that avoids the most problem visits for a budget,
and learns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

import numpy as np

from ml.allocation import Allocation, Problem, allocate
from ml.exploration import last_rupiah, worth_of_learning
from ml.learned_effects import Beliefs, learn
from ml.outlook import Outlook, look_ahead
from ml.panel import Delivery, FloatArray, IntArray, Panel, month_of
from ml.plan import (
    ChosenBy,
    Elsewhere,
    Evidence,
    Item,
    LabelEvidence,
    LeftOut,
    Plan,
    Required,
    TopicKnowledge,
)
from ml.plan_reasons import (
    Facts,
    elsewhere_of,
    evidence_of,
    facts_of,
    knowledge_of,
    left_out_of,
    notes_of,
)
from ml.turnover import leaving

__all__ = [
    "Elsewhere",
    "Evidence",
    "Item",
    "LabelEvidence",
    "LeftOut",
    "Plan",
    "Required",
    "TopicKnowledge",
    "make_plan",
]

Progress = Callable[[str, float], None]

USUAL_STRENGTH = 0.15
RESERVE = 0.3
"""A rupiah is kept unless it brings this share of what the last rupiah would bring were all topics
usual."""
MEASURED = 44.0
"""Inverse variance from which on a topic counts as measured: a standard error of 0.15."""
LOT_WIDTH = 0.03
LOT_COST = 0.002
"""Lots may cost no more than this share of a plan's worth."""


def make_plan(
    panel: Panel,
    *,
    starts: date,
    budget_rupiah: int,
    max_seats: int | None = None,
    max_per_unit: int = 2,
    must_have: Sequence[Required] = (),
    minimum_share_by_agency: Mapping[int, float] | None = None,
    seed: int = 0,
    explore: bool = True,
    lots: bool = True,
    progress: Progress | None = None,
) -> Plan:
    """The plan of the half-year that begins on `starts`, from what was known before.

    Needs and gains are problem visits avoided in the twelve months after delivery. Same panel and
    seed, same plan,
    in whatever order units and topics stand. Raises ValueError when the panel knows something from
    `starts` on,
    for a negative budget, and when what must be in the plan does not fit.
    """
    _check(panel, starts, budget_rupiah, max_seats, max_per_unit)
    tell = progress or (lambda _step, _share: None)
    sorted_panel, units, topics = _sorted(panel)
    rng = np.random.default_rng(seed)
    tell("Membaca keluhan dan hasil pelatihan", 0.0)
    beliefs = learn(sorted_panel, rng)
    tell("Menghitung kebutuhan", 0.5)
    ahead = look_ahead(sorted_panel, beliefs, month_of(starts))
    rules = Rules(
        budget_rupiah,
        max_seats,
        max_per_unit,
        _in_sorted_places(must_have, units, topics),
        {a: int(s * budget_rupiah) for a, s in (minimum_share_by_agency or {}).items()},
    )
    tell("Memilih rencana terbaik", 0.7)
    choice = choose(sorted_panel, beliefs, ahead, rules, explore=explore, lots=lots, seed=seed)
    tell("Menulis alasan", 0.9)
    plan = _written(sorted_panel, starts, beliefs, ahead, rules, choice, seed)
    tell("Selesai", 1.0)
    return _in_given_places(plan, units, topics)


@dataclass(frozen=True)
class Rules:
    """What a plan must keep to; units and topics by their place in the sorted panel."""

    budget: int
    max_seats: int | None
    max_per_unit: int
    needed: tuple[tuple[int, int, int], ...] = ()
    least_by_agency: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Choice:
    """Seats (U, K), why each is there, what was drawn by lot against whom, and what learning
    costs."""

    seats: IntArray
    chosen_by: dict[tuple[int, int], ChosenBy]
    drawn_against: dict[tuple[int, int], int]
    gap: float
    price: float
    exploration_rupiah: int


def choose(
    panel: Panel,
    beliefs: Beliefs,
    ahead: Outlook,
    rules: Rules,
    *,
    explore: bool,
    lots: bool,
    seed: int,
) -> Choice:
    """The best seats by gain, then by gain and learning together, then lots between equals."""
    seat_cost = np.array([topic.cost_per_seat_rupiah for topic in panel.topics], dtype=np.int64)
    cost = np.maximum(panel.staff[:, None] * seat_cost, 1).astype(np.float64)
    reserve = RESERVE * _usual_price(ahead.reach, cost, rules.budget)
    counted = np.where(_disproved(beliefs), 0.0, ahead.value)
    possible = ahead.known[:, None] & (ahead.reach > 0)
    for unit, topic, _ in rules.needed:
        possible[unit, topic] = True
    plain = Problem(
        np.where(possible, counted - reserve * cost, -np.inf),
        ahead.overlap,
        panel.staff,
        seat_cost,
        panel.agency,
        rules.budget,
        rules.max_seats,
        rules.max_per_unit,
        rules.needed,
        rules.least_by_agency,
    )
    best = allocate(plain)
    chosen = best
    if explore and panel.topics:
        learning = worth_of_learning(
            beliefs.strength,
            ahead.reach,
            cost,
            rules.budget,
            rules.max_per_unit,
            ahead.information,
        )
        chosen = allocate(replace(plain, learning=learning))
    return _explained(panel, ahead, rules, best, chosen, cost, lots, seed)


def _disproved(beliefs: Beliefs) -> np.ndarray:
    """(K,) topics that were measured and are likelier useless than useful: bought only to learn."""
    measured = np.diag(beliefs.information) >= MEASURED
    return np.asarray(measured & (beliefs.useful < 0.5))


def _usual_price(reach: FloatArray, cost: FloatArray, budget: int) -> float:
    """Gain of the last rupiah were every topic of usual strength."""
    if not reach.size or budget <= 0:
        return 0.0
    return last_rupiah(USUAL_STRENGTH * reach, cost, budget)


def _explained(
    panel: Panel,
    ahead: Outlook,
    rules: Rules,
    best: Allocation,
    chosen: Allocation,
    cost: FloatArray,
    lots: bool,
    seed: int,
) -> Choice:
    required = {(unit, topic) for unit, topic, _ in rules.needed}
    seat_cost = np.array([topic.cost_per_seat_rupiah for topic in panel.topics], dtype=np.int64)
    chosen_by: dict[tuple[int, int], ChosenBy] = {}
    for unit, topic in np.argwhere(chosen.seats > 0):
        place = (int(unit), int(topic))
        by_gain: ChosenBy = "gain" if best.seats[place] else "exploration"
        chosen_by[place] = "required" if place in required else by_gain
    more = np.maximum(chosen.seats - best.seats, 0)
    learning_rupiah = int((more * seat_cost).sum(initial=0))
    rates = ahead.value / cost
    bought = [rates[place] for place, why in chosen_by.items() if why == "gain"]
    price = float(min(bought, default=0.0))
    seats, lost = chosen.seats.copy(), 0.0
    drawn: dict[tuple[int, int], int] = {}
    if lots and not rules.least_by_agency:
        drawn, lost = _draw_lots(panel, ahead, rules, seats, chosen_by, rates, seed)
    worth = max(float((ahead.value * seats / panel.staff[:, None]).sum()), 1e-9)
    return Choice(
        seats, chosen_by, drawn, chosen.gap + max(lost, 0.0) / worth, price, learning_rupiah
    )


def _draw_lots(
    panel: Panel,
    ahead: Outlook,
    rules: Rules,
    seats: IntArray,
    chosen_by: dict[tuple[int, int], ChosenBy],
    rates: FloatArray,
    seed: int,
) -> tuple[dict[tuple[int, int], int], float]:
    """Where a unit left out has as good a claim to the same training, a lot decides; changes seats
    and chosen_by.

    The unit that lost is the fair comparison by which the training is judged later.
    """
    drawn: dict[tuple[int, int], int] = {}
    seat_cost = np.array([topic.cost_per_seat_rupiah for topic in panel.topics], dtype=np.int64)
    may_lose = LOT_COST * float((ahead.value * seats / panel.staff[:, None]).sum())
    lost = 0.0
    lines = [place for place, why in chosen_by.items() if why == "gain"]
    for unit, topic in sorted(lines, key=lambda place: (rates[place], place)):
        if seats[unit, topic] != panel.staff[unit] or (seats[unit] > 0).sum() != 1:
            continue
        near = np.abs(rates[:, topic] / rates[unit, topic] - 1) <= LOT_WIDTH
        idle = ~(seats > 0).any(axis=1) & ahead.known
        idle[[other for pair in drawn.items() for other in (pair[0][0], pair[1])]] = False
        slack = rules.budget - int((seats * seat_cost).sum())
        fits = panel.staff * seat_cost[topic] <= seats[unit, topic] * seat_cost[topic] + slack
        if rules.max_seats is not None:
            fits &= panel.staff <= seats[unit, topic] + rules.max_seats - int(seats.sum())
        loss = ahead.value[unit, topic] - ahead.value[:, topic]
        rivals = np.flatnonzero(near & idle & fits & (lost + loss <= may_lose))
        if not len(rivals):
            continue
        rival = int(rivals[np.argmin(np.abs(rates[rivals, topic] - rates[unit, topic]))])
        if _coin(seed, panel.unit_codes[unit], panel.unit_codes[rival], panel.topics[topic].code):
            seats[unit, topic], seats[rival, topic] = 0, panel.staff[rival]
            del chosen_by[unit, topic]
            chosen_by[rival, topic], drawn[rival, topic] = "lot", unit
            lost += float(loss[rival])
        else:
            chosen_by[unit, topic], drawn[unit, topic] = "lot", rival
    return drawn, lost


def _coin(seed: int, *codes: str) -> bool:
    """A lot that anyone can draw again from the seed and the codes."""
    return bool(blake2b("|".join([str(seed), *codes]).encode(), digest_size=1).digest()[0] & 1)


def _written(
    panel: Panel,
    starts: date,
    beliefs: Beliefs,
    ahead: Outlook,
    rules: Rules,
    choice: Choice,
    seed: int,
) -> Plan:
    facts = facts_of(panel, beliefs, ahead)
    gains = gains_of(ahead, choice.seats, panel.staff)
    order = sorted(gains, key=lambda place: (-gains[place], place))
    items = tuple(
        _item(rank, place, gains[place], facts, choice) for rank, place in enumerate(order, start=1)
    )
    topics = knowledge_of(panel, beliefs)
    return Plan(
        starts,
        items,
        sum(item.cost_rupiah for item in items),
        rules.budget,
        sum(item.expected_gain for item in items),
        choice.gap,
        choice.exploration_rupiah,
        left_out_of(facts, choice.seats, choice.price, topics, choice.drawn_against),
        topics,
        elsewhere_of(panel),
        notes_of(items, rules.budget, topics, ahead.known),
        seed,
    )


def gains_of(ahead: Outlook, seats: IntArray, staff: IntArray) -> dict[tuple[int, int], float]:
    """Expected gain of every line; what two lines of a unit would avoid twice is taken off the
    smaller one."""
    gains: dict[tuple[int, int], float] = {}
    for unit in np.flatnonzero((seats > 0).any(axis=1)):
        dose = seats[unit] / staff[unit]
        order = sorted(np.flatnonzero(dose), key=lambda k: (-ahead.value[unit, k] * dose[k], k))
        for at, k in enumerate(order):
            twice = sum(ahead.overlap[unit, k, j] * dose[k] * dose[j] for j in order[:at])
            gains[int(unit), int(k)] = max(float(ahead.value[unit, k] * dose[k] - twice), 0.0)
    return gains


def _item(
    rank: int,
    place: tuple[int, int],
    gain: float,
    facts: Facts,
    choice: Choice,
) -> Item:
    unit, topic = place
    panel = facts.panel
    seats = int(choice.seats[place])
    cost = seats * panel.topics[topic].cost_per_seat_rupiah
    rival = choice.drawn_against.get(place)
    evidence, spread = evidence_of(facts, unit, topic, seats)
    per_visit = round(cost / gain) if gain > 0 else None
    evidence = replace(
        evidence,
        cost_per_avoided_visit_rupiah=per_visit,
        drawn_against=None if rival is None else panel.unit_codes[rival],
    )
    # The draws are of the line alone; scaled so that they belong to the gain after overlap.
    scale = gain / max(float(spread.mean()), 1e-12)
    low, high = (float(edge) * scale for edge in np.quantile(spread, [0.025, 0.975]))
    return Item(
        rank,
        unit,
        panel.unit_codes[unit],
        topic,
        panel.topics[topic].code,
        seats,
        cost,
        panel.topics[topic].hours_jp,
        float(facts.ahead.value[place]),
        gain,
        min(low, gain),
        max(high, gain),
        choice.chosen_by[place],
        evidence,
    )


def _check(
    panel: Panel, starts: date, budget: int, max_seats: int | None, max_per_unit: int
) -> None:
    if panel.months and panel.months[-1] >= month_of(starts):
        raise ValueError(
            f"the panel has months from {starts} on; a plan may know only what came before"
        )
    late = [held for held in panel.deliveries if held.start >= starts]
    if late:
        raise ValueError(
            f"the panel has a training that starts on {late[0].start}, not before {starts}"
        )
    if budget < 0:
        raise ValueError(f"budget is {budget}; expected 0 rupiah or more")
    if max_seats is not None and max_seats < 0:
        raise ValueError(f"max_seats is {max_seats}; expected 0 or more")
    if max_per_unit < 1:
        raise ValueError(f"max_per_unit is {max_per_unit}; expected 1 or more")


def _sorted(panel: Panel) -> tuple[Panel, IntArray, IntArray]:
    """The panel in the order of its codes, and for each new place the old one of units and of
    topics."""
    units = np.array(
        sorted(range(len(panel.unit_codes)), key=lambda u: panel.unit_codes[u]), dtype=np.int64
    )
    topics = np.array(
        sorted(range(len(panel.topics)), key=lambda k: panel.topics[k].code), dtype=np.int64
    )
    unit_at, topic_at = np.argsort(units), np.argsort(topics)
    held = sorted(
        (
            Delivery(int(topic_at[d.topic]), int(unit_at[d.unit]), d.start, d.end, d.participants)
            for d in panel.deliveries
        ),
        key=lambda d: (d.unit, d.topic, d.start, d.end, d.participants),
    )
    return (
        Panel(
            tuple(panel.unit_codes[u] for u in units),
            panel.agency[units],
            np.maximum(panel.staff[units], 1),
            panel.visits_per_year[units],
            panel.months,
            panel.answers[units],
            panel.respondents[units],
            panel.commented[units],
            panel.problems[units],
            tuple(panel.topics[k] for k in topics),
            tuple(held),
            leaving(panel)[units],
            tuple(
                replace(other, unit=int(unit_at[other.unit])) for other in panel.other_programmes
            ),
        ),
        units,
        topics,
    )


def _in_sorted_places(
    must_have: Sequence[Required], units: IntArray, topics: IntArray
) -> tuple[tuple[int, int, int], ...]:
    unit_at, topic_at = np.argsort(units), np.argsort(topics)
    for line in must_have:
        if not (0 <= line.unit < len(units) and 0 <= line.topic < len(topics)):
            raise ValueError(
                f"required training of unit {line.unit} in topic {line.topic}: no such place"
            )
    return tuple((int(unit_at[r.unit]), int(topic_at[r.topic]), r.seats) for r in must_have)


def _in_given_places(plan: Plan, units: IntArray, topics: IntArray) -> Plan:
    return replace(
        plan,
        items=tuple(
            replace(i, unit=int(units[i.unit]), topic=int(topics[i.topic])) for i in plan.items
        ),
        left_out=tuple(
            replace(
                o,
                unit=int(units[o.unit]),
                topic=None if o.topic is None else int(topics[o.topic]),
            )
            for o in plan.left_out
        ),
        topics=tuple(replace(t, topic=int(topics[t.topic])) for t in plan.topics),
        elsewhere=tuple(replace(e, unit=int(units[e.unit])) for e in plan.elsewhere),
    )
