"""What next: the plan of a half-year's trainings that avoids the most problem visits for a budget,
and learns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ml.allocation import Allocation, Problem, allocate
from ml.exploration import last_rupiah, worth_of_learning
from ml.learned_effects import Beliefs
from ml.lots import draw_lots
from ml.outlook import Outlook
from ml.panel import FloatArray, IntArray, Panel
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
from ml.plan_places import (
    check,
    forbidden_in_sorted_places,
    in_given_places,
    in_sorted_places,
)
from ml.plan_reasons import knowledge_of
from ml.plan_rules import Choice, Rules
from ml.programme import Learning
from ml.studied import Progress, Studied, study
from ml.written_plan import gains_of, written

__all__ = [
    "Elsewhere",
    "Evidence",
    "Item",
    "LabelEvidence",
    "LeftOut",
    "Plan",
    "Required",
    "Rules",
    "TopicKnowledge",
    "choose",
    "make_plan",
]

USUAL_STRENGTH = 0.15
RESERVE = 0.3
"""A rupiah is kept unless it brings this share of what the last rupiah would bring were all topics
usual."""
MEASURED = 44.0
"""Inverse variance from which on a topic counts as measured: a standard error of 0.15."""
TRIES_TO_LEARN_LESS = 6


def make_plan(
    panel: Panel,
    *,
    starts: date,
    budget_rupiah: int,
    max_seats: int | None = None,
    max_per_unit: int = 2,
    must_have: Sequence[Required] = (),
    minimum_share_by_agency: Mapping[int, float] | None = None,
    forbidden: Sequence[tuple[int | None, int | None]] = (),
    most_learning: float = 1.0,
    seed: int = 0,
    explore: bool = True,
    lots: bool = True,
    studied: Studied | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The plan of the half-year that begins on `starts`, from what was known before.

    Needs and gains are problem visits avoided in the twelve months after delivery. Same panel and
    seed, same plan, in whatever order units and topics stand. forbidden and most_learning are as in
    Rules, by places in the panel given. studied : what `study` made of this panel (its agencies may
    be others), so that a changed plan does not begin anew. Raises ValueError when the panel knows
    something from `starts` on, for a negative budget, and when what must be in does not fit.
    """
    check(panel, starts, budget_rupiah, max_seats, max_per_unit)
    tell = progress or (lambda _step, _share: None)
    found = studied or study(panel, starts, seed=seed, progress=progress)
    units, topics = found.units, found.topics
    beliefs, ahead = found.beliefs, found.ahead
    sorted_panel = replace(found.panel, agency=panel.agency[units])
    rules = Rules(
        budget_rupiah,
        max_seats,
        max_per_unit,
        in_sorted_places(must_have, units, topics),
        {a: int(s * budget_rupiah) for a, s in (minimum_share_by_agency or {}).items()},
        forbidden_in_sorted_places(forbidden, units, topics),
        in_sorted_places([each for each in must_have if each.exactly], units, topics),
        most_learning,
    )
    knowledge = knowledge_of(sorted_panel, beliefs, found.verdicts)
    tell("Memilih rencana terbaik", 0.7)
    choice = choose(
        sorted_panel, beliefs, ahead, rules, knowledge, explore=explore, lots=lots, seed=seed
    )
    tell("Menulis alasan", 0.9)
    plan = written(sorted_panel, starts, beliefs, ahead, rules, choice, knowledge, seed)
    tell("Selesai", 1.0)
    return in_given_places(plan, units, topics)


def choose(
    panel: Panel,
    beliefs: Beliefs,
    ahead: Outlook,
    rules: Rules,
    knowledge: Sequence[TopicKnowledge] = (),
    *,
    explore: bool,
    lots: bool,
    seed: int,
) -> Choice:
    """The best seats by gain, then by gain and learning together, then lots between equals.

    knowledge : the verdict on every topic. One without visible effect is not planned at all, and
    what a verdict has been given on is never bought to learn.
    """
    seat_cost = np.array([topic.cost_per_seat_rupiah for topic in panel.topics], dtype=np.int64)
    cost = np.maximum(panel.staff[:, None] * seat_cost, 1).astype(np.float64)
    reserve = RESERVE * _usual_price(ahead.reach, cost, rules.budget)
    useless = _without_effect(beliefs, knowledge)
    counted = np.where(useless, 0.0, ahead.value)
    plain = Problem(
        np.where(_possible(ahead, rules), counted - reserve * cost, -np.inf),
        ahead.overlap,
        panel.staff,
        seat_cost,
        panel.agency,
        rules.budget,
        rules.max_seats,
        rules.max_per_unit,
        rules.needed,
        rules.least_by_agency,
        most=_most(panel, rules),
    )
    best = allocate(plain)
    chosen = best
    if explore and panel.topics and rules.most_learning > 0:
        learning = worth_of_learning(
            beliefs.strength,
            ahead.reach,
            cost,
            rules.budget,
            rules.max_per_unit,
            ahead.information,
        )
        open_questions = _open_questions(learning, knowledge)
        chosen = _learning_too(plain, best, open_questions, rules.most_learning * rules.budget)
    return _explained(panel, ahead, rules, best, chosen, cost, useless, lots, seed)


def _possible(ahead: Outlook, rules: Rules) -> np.ndarray:
    """(U, K) what may be planned at all."""
    possible = np.asarray(ahead.known[:, None] & (ahead.reach > 0))
    for unit, topic in rules.forbidden:
        possible[slice(None) if unit is None else unit, slice(None) if topic is None else topic] = (
            False
        )
    for unit, topic, _ in rules.needed:
        possible[unit, topic] = True
    return possible


def _most(panel: Panel, rules: Rules) -> IntArray | None:
    """(U, K) seats at most, where somebody decided how many; None where nobody did."""
    if not rules.capped:
        return None
    most = np.repeat(panel.staff[:, None], len(panel.topics), axis=1)
    for unit, topic, seats in rules.capped:
        most[unit, topic] = seats
    return most


def _open_questions(learning: Learning, knowledge: Sequence[TopicKnowledge]) -> Learning:
    """Nothing is worth learning of a topic that has its verdict."""
    steps = list(learning.steps)
    for each in knowledge:
        if each.settled:
            steps[each.topic] = ()
    return replace(learning, steps=tuple(steps))


def _learning_too(
    plain: Problem, best: Allocation, learning: Learning, most_rupiah: float
) -> Allocation:
    """The best seats by gain and learning, where learning may cost no more than that."""
    for halvings in range(TRIES_TO_LEARN_LESS):
        steps = tuple(
            tuple((width, slope / 2**halvings) for width, slope in own) for own in learning.steps
        )
        chosen = allocate(replace(plain, learning=replace(learning, steps=steps)))
        if _more_rupiah(plain, best, chosen) <= most_rupiah:
            return chosen
    return best


def _more_rupiah(plain: Problem, best: Allocation, chosen: Allocation) -> int:
    """Cost of what one choice has beyond the other."""
    more = np.maximum(chosen.seats - best.seats, 0)
    return int((more * plain.seat_cost).sum(initial=0))


def _without_effect(beliefs: Beliefs, knowledge: Sequence[TopicKnowledge]) -> np.ndarray:
    """(K,) topics that count for nothing: bought only to learn, or not at all.

    Those that were measured and are likelier useless than useful, and those whose verdict says so.
    """
    measured = np.diag(beliefs.information) >= MEASURED
    useless = np.asarray(measured & (beliefs.useful < 0.5))
    for each in knowledge:
        useless[each.topic] |= each.verdict == "tidak terlihat hasilnya"
    return useless


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
    useless: np.ndarray,
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
    forgone = _gain(ahead, best, panel) - _gain(ahead, chosen, panel)
    rates = ahead.value / cost
    seats, lost = chosen.seats.copy(), 0.0
    drawn: dict[tuple[int, int], int] = {}
    if lots and not rules.least_by_agency:
        drawn, lost = draw_lots(panel, ahead, rules, seats, chosen_by, rates, seed)
    worth = max(float((ahead.value * seats / panel.staff[:, None]).sum()), 1e-9)
    gap = chosen.gap + max(lost, 0.0) / worth
    return Choice(seats, chosen_by, drawn, useless, gap, learning_rupiah, max(forgone, 0.0))


def _gain(ahead: Outlook, allocation: Allocation, panel: Panel) -> float:
    return sum(gains_of(ahead, allocation.seats, panel.staff).values())
