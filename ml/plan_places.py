"""A panel in the order of its codes: a plan does not depend on how units and topics stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ml.panel import Delivery, IntArray, Panel, month_of
from ml.plan import Plan, Required
from ml.turnover import leaving


def check(
    panel: Panel, starts: date, budget: int, max_seats: int | None, max_per_unit: int
) -> None:
    """Raises ValueError for what a plan cannot be made from."""
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


def in_order(panel: Panel) -> tuple[Panel, IntArray, IntArray]:
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


def in_sorted_places(
    must_have: Sequence[Required], units: IntArray, topics: IntArray
) -> tuple[tuple[int, int, int], ...]:
    """Unit, topic and seats of what must be in; raises ValueError for a place that is not there."""
    unit_at, topic_at = np.argsort(units), np.argsort(topics)
    for line in must_have:
        if not (0 <= line.unit < len(units) and 0 <= line.topic < len(topics)):
            raise ValueError(
                f"required training of unit {line.unit} in topic {line.topic}: no such place"
            )
    return tuple((int(unit_at[r.unit]), int(topic_at[r.topic]), r.seats) for r in must_have)


def forbidden_in_sorted_places(
    forbidden: Sequence[tuple[int | None, int | None]], units: IntArray, topics: IntArray
) -> tuple[tuple[int | None, int | None], ...]:
    """Unit and topic of what must not be planned; None stays every one."""
    unit_at, topic_at = np.argsort(units), np.argsort(topics)
    return tuple(
        (None if u is None else int(unit_at[u]), None if k is None else int(topic_at[k]))
        for u, k in forbidden
    )


def in_given_places(plan: Plan, units: IntArray, topics: IntArray) -> Plan:
    """The plan with units and topics where the given panel has them."""
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
