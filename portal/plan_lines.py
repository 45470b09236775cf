"""From the planner's lines to the lines that are stored, each with all that explains it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ml.panel import LABELS
from ml.plan import Evidence, Item, LabelEvidence, Plan, Required
from portal.evidence import Gathered
from portal.planning_limits import Limits
from portal.reading_trust import reading_basis
from surveys.drafts import NewItem
from surveys.errors import Invalid
from surveys.plans import StoredPlan

Place = tuple[int, int]


def stored_items(
    gathered: Gathered,
    items: Sequence[Item],
    changed_by: Mapping[Place, str],
    chosen_by: Mapping[Place, str],
) -> list[NewItem]:
    """Lines as they are stored; `changed_by` and `chosen_by` by number of unit and of topic."""
    stored = []
    for item in items:
        unit, topic = gathered.units[item.unit], gathered.topics[item.topic]
        place = (unit.unit_id, topic.topic_id)
        cost = item.seats * topic.cost_per_seat_sen
        seen = _evidence(gathered, item, cost)
        stored.append(
            NewItem(
                unit.unit_id,
                topic.topic_id,
                item.seats,
                cost,
                item.need,
                item.expected_gain,
                {**seen, "chosen_by": chosen_by.get(place, item.chosen_by)},
                changed_by.get(place),
            )
        )
    return stored


def _evidence(gathered: Gathered, item: Item, cost_sen: int) -> dict[str, Any]:
    """All that explains a line, as it is stored with it."""
    seen, gain = item.evidence, item.expected_gain
    names = {topic.code: topic.name for topic in gathered.topics}
    # In the order in which the topic names its problems: the first is what it is there for.
    order = gathered.topics[item.topic].problems
    labels = sorted(seen.labels, key=lambda label: order.index(label.label))
    first = labels[0] if labels else None
    share = item.need / gain if gain > 0 else 0.0
    return {
        "low": item.gain_low,
        "high": item.gain_high,
        # A need and what part of it a plan meets are uncertain in the same proportion.
        "need_low": item.gain_low * share,
        "need_high": item.gain_high * share,
        "per_visit_rupiah": round(cost_sen / 100 / gain) if gain > 0 else None,
        "respondents": seen.respondents,
        "commented": seen.commented,
        "staff": int(gathered.panel.staff[item.unit]),
        "visits_per_year": seen.visits_per_year,
        "visits_known": seen.visits_known,
        "removed": [seen.removed_share, seen.removed_low, seen.removed_high],
        "label": None if first is None else first.label,
        "complaints": 0 if first is None else first.complaints,
        "labels": [_label(gathered, seen, label) for label in labels],
        "also_avoided": [
            {"topic_code": code, "topic_name": names[code], "visits": visits}
            for code, visits in seen.also_avoided
        ],
        "last_trained": seen.last_trained and seen.last_trained.isoformat(),
    }


def _label(gathered: Gathered, seen: Evidence, label: LabelEvidence) -> dict[str, Any]:
    """One problem of a unit beside what is usual among all units."""
    panel = gathered.panel
    told = float(panel.problems[:, :, LABELS.index(label.label)].sum())
    written = int(panel.commented.sum())
    return {
        "label": label.label,
        "complaints": label.complaints,
        "share": label.complaints / seen.commented if seen.commented else None,
        "usual_share": told / written if written else None,
        "rate": label.problem_rate,
        "mean": label.element_mean,
        "usual_mean": label.province_element_mean,
    }


def basis_of(
    plan: Plan, gathered: Gathered, data_until: date, model: str | None, limits: Limits
) -> dict[str, Any]:
    """What a proposal rested on; kept with the plan so that it can be drawn up again."""
    names = {unit.code: unit.name for unit in gathered.units}
    topics = {topic.code: topic.name for topic in gathered.topics}
    return {
        "data_until": data_until.isoformat(),
        "data_version": list(gathered.version),
        "model_version": model,
        "reading": reading_basis(gathered),
        "limits": limits.kept(),
        "seed": plan.seed,
        "gap": plan.gap,
        "proposed_gain": plan.expected_gain,
        "exploration": plan.exploration_rupiah,
        "forgone": plan.forgone_gain,
        "notes": list(plan.notes),
        "lots": [
            {
                "unit_code": item.unit_code,
                "topic_code": item.topic_code,
                "against": names[item.evidence.drawn_against],
            }
            for item in plan.items
            if item.evidence.drawn_against is not None
        ],
        "left_out": [
            {
                "unit_code": left.unit_code,
                "unit_name": names[left.unit_code],
                "topic_code": left.topic_code,
                "topic_name": topics.get(left.topic_code or ""),
                "reason": left.reason,
                "text": _naming(left.text, left.about, {**topics, **names}),
                "need": left.need,
            }
            for left in plan.left_out
        ],
    }


def _naming(text: str, code: str | None, names: Mapping[str, str]) -> str:
    """A reason with the name that people know instead of the code in it."""
    if code is None or code not in names:
        return text
    return re.sub(rf"(?<!\w){re.escape(code)}(?!\w)", lambda _: names[code], text)


def draft_of(
    plan: Plan, gathered: Gathered, data_until: date, model: str | None, limits: Limits
) -> tuple[list[NewItem], dict[str, Any]]:
    """A proposal as a draft is stored: its lines, and what they rested on."""
    items = stored_items(gathered, plan.items, {}, {})
    basis = basis_of(plan, gathered, data_until, model, limits)
    basis["proposed_spent"] = sum(item.cost_sen for item in items) / 100
    return items, basis


def wanted_lines(
    gathered: Gathered, plan: StoredPlan, unit_id: int, topic_id: int, seats: int
) -> list[Required]:
    """The lines of a plan with one changed, added, or (0 seats) taken out.

    Raises Invalid for a unit or topic that is not there, for more seats than staff, and for more
    than the budget or the seats of the plan allow.
    """
    units = {unit.unit_id: n for n, unit in enumerate(gathered.units)}
    topics = {topic.topic_id: n for n, topic in enumerate(gathered.topics)}
    if unit_id not in units or topic_id not in topics:
        raise Invalid({"unit": "Pilih unit dan materi dari daftar."})
    staff = int(gathered.panel.staff[units[unit_id]])
    if not 0 <= seats <= staff:
        raise Invalid({"seats": f"Kursi: isi 0 sampai {staff}, sebanyak pegawai unit itu."})
    held = {(item.unit_id, item.topic_id): item.seats for item in plan.items}
    held[unit_id, topic_id] = seats
    lines = [Required(units[u], topics[k], n) for (u, k), n in held.items() if n]
    cost = sum(line.seats * gathered.topics[line.topic].cost_per_seat_sen for line in lines)
    if cost > plan.budget_sen:
        over = f"{-int(Fraction(plan.budget_sen - cost, 100)):,}".replace(",", ".")
        raise Invalid({"seats": f"Anggaran terlampaui Rp{over}. Kurangi kursi lain dulu."})
    total = sum(line.seats for line in lines)
    if plan.max_seats is not None and total > plan.max_seats:
        raise Invalid({"seats": f"Kursi menjadi {total}, batas rencana ini {plan.max_seats}."})
    return lines


def kept_lines(
    gathered: Gathered, plan: StoredPlan, line: tuple[int, int, int] | None
) -> list[Required]:
    """What the planner decided, seat by seat, with one line (unit, topic, seats) changed: the rest
    is arranged around it. Raises Invalid as above."""
    units = {unit.unit_id: n for n, unit in enumerate(gathered.units)}
    topics = {topic.topic_id: n for n, topic in enumerate(gathered.topics)}
    decided = tuple(item for item in plan.items if item.changed_by)
    own = [
        Required(units[item.unit_id], topics[item.topic_id], item.seats, exactly=True)
        for item in decided
        if line is None or (item.unit_id, item.topic_id) != line[:2]
    ]
    if line is None or not line[2]:
        return own
    unit_id, topic_id, seats = line
    alone = StoredPlan(**{**vars(plan), "items": decided})
    wanted_lines(gathered, alone, unit_id, topic_id, seats)
    return [*own, Required(units[unit_id], topics[topic_id], seats, exactly=True)]
