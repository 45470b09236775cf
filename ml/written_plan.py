"""From chosen seats to the lines of a plan, each with its gain, its interval and its reasons."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ml.learned_effects import Beliefs
from ml.outlook import Outlook
from ml.panel import IntArray, Panel
from ml.plan import Item, Plan, TopicKnowledge
from ml.plan_left_out import left_out_of
from ml.plan_reasons import (
    Facts,
    elsewhere_of,
    evidence_of,
    facts_of,
)
from ml.plan_rules import Choice, Rules


def written(
    panel: Panel,
    starts: date,
    beliefs: Beliefs,
    ahead: Outlook,
    rules: Rules,
    choice: Choice,
    topics: tuple[TopicKnowledge, ...],
    seed: int,
) -> Plan:
    """The plan with all that it says about itself."""
    facts = facts_of(panel, beliefs, ahead)
    gains = gains_of(ahead, choice.seats, panel.staff)
    order = sorted(gains, key=lambda place: (-gains[place], place))
    items = tuple(
        _item(rank, place, gains[place], facts, choice) for rank, place in enumerate(order, start=1)
    )
    return Plan(
        starts,
        items,
        sum(item.cost_rupiah for item in items),
        rules.budget,
        sum(item.expected_gain for item in items),
        choice.gap,
        choice.exploration_rupiah,
        choice.forgone,
        left_out_of(facts, rules, choice, items, topics),
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
        for topic, alone, twice in _of_unit(ahead, seats, staff, int(unit)):
            gains[int(unit), topic] = max(alone - sum(twice.values()), 0.0)
    return gains


def _of_unit(
    ahead: Outlook, seats: IntArray, staff: IntArray, unit: int
) -> list[tuple[int, float, dict[int, float]]]:
    """Each topic of a unit, the largest gain first: its gain alone, and by larger ones what both
    avoid."""
    dose = seats[unit] / staff[unit]
    alone = ahead.value[unit] * dose
    order = [int(k) for k in sorted(np.flatnonzero(dose), key=lambda k: (-alone[k], k))]
    return [
        (
            k,
            float(alone[k]),
            {j: float(ahead.overlap[unit, k, j] * dose[k] * dose[j]) for j in order[:at]},
        )
        for at, k in enumerate(order)
    ]


def _also_avoided(
    facts: Facts, choice: Choice, unit: int, topic: int
) -> tuple[tuple[str, float], ...]:
    lines = _of_unit(facts.ahead, choice.seats, facts.panel.staff, unit)
    twice = next(twice for k, _, twice in lines if k == topic)
    return tuple((facts.panel.topics[k].code, lost) for k, lost in twice.items() if lost > 0)


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
        also_avoided=_also_avoided(facts, choice, unit, topic),
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


def notes_of(
    items: Sequence[Item], budget: int, topics: Sequence[TopicKnowledge], known: np.ndarray
) -> tuple[str, ...]:
    """What a planner should know before reading the lines."""
    notes = []
    spent = sum(item.cost_rupiah for item in items)
    tried = [t for t in topics if t.units_trained]
    if tried and all(t.verdict == "tidak terlihat hasilnya" for t in tried):
        notes.append(
            "Dari materi yang sudah dicoba belum ada yang terlihat mengurangi masalah; "
            "anggaran hanya dipakai untuk belajar."
        )
    if budget and spent < 0.9 * budget:
        notes.append("Sisa anggaran tidak dibelanjakan: manfaat yang diharapkan terlalu kecil.")
    learning = sum(item.cost_rupiah for item in items if item.chosen_by == "exploration")
    if learning:
        share = round(100 * learning / max(spent, 1))
        notes.append(
            f"{share}% dari biaya dipilih untuk menambah bukti, "
            "bukan hanya karena manfaatnya pada siklus ini."
        )
    if not known.all():
        notes.append(f"{int((~known).sum())} unit belum cukup jawaban untuk dinilai.")
    return tuple(notes)
