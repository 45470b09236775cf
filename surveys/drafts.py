"""Drafts of plans: laid down, changed line by line and thrown away, until one is approved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from surveys import accounts
from surveys.errors import Closed, NotFound
from surveys.plans import DRAFT
from surveys.tables import Plan, PlanItem


@dataclass(frozen=True)
class NewItem:
    """One line as it is stored: seats of a topic for a unit, and why."""

    unit_id: int
    topic_id: int
    seats: int
    cost_sen: int
    need: float
    expected_gain: float
    evidence: Mapping[str, Any]
    changed_by: str | None = None


def add_draft(
    connection: Connection,
    *,
    cycle: str,
    budget_sen: int,
    max_seats: int | None,
    basis: Mapping[str, Any],
    items: Sequence[NewItem],
    actor: str,
    now: datetime,
) -> int:
    """A new draft; returns its number.

    The same proposal of the same person that nobody has changed is that draft: a second press makes
    no second one.
    """
    known = _the_same(connection, cycle, actor, budget_sen, max_seats, basis)
    if known is not None:
        return known
    plan_id = connection.execute(
        insert(Plan)
        .values(
            cycle=cycle,
            budget_sen=budget_sen,
            max_seats=max_seats,
            status=DRAFT,
            made_by=actor,
            made_at=now,
            basis=dict(basis),
        )
        .returning(Plan.id)
    ).scalar_one()
    _store_items(connection, plan_id, items)
    accounts.record(
        connection,
        actor=actor,
        action="plan_drafted",
        now=now,
        subject=f"{cycle} #{plan_id}",
        detail={"budget_sen": budget_sen, "lines": len(items)},
    )
    return plan_id


def _the_same(
    connection: Connection,
    cycle: str,
    actor: str,
    budget_sen: int,
    max_seats: int | None,
    basis: Mapping[str, Any],
) -> int | None:
    """A draft of this person that rests on exactly the same."""
    rows = connection.execute(
        select(Plan.id, Plan.basis).where(
            Plan.cycle == cycle,
            Plan.status == DRAFT,
            Plan.made_by == actor,
            Plan.budget_sen == budget_sen,
            Plan.max_seats.is_(None) if max_seats is None else Plan.max_seats == max_seats,
        )
    )
    wanted = json.loads(json.dumps(dict(basis)))
    return next((int(row.id) for row in rows if row.basis == wanted), None)


def replace_items(
    connection: Connection,
    plan_id: int,
    items: Sequence[NewItem],
    *,
    change: Mapping[str, Any],
    actor: str,
    now: datetime,
    basis: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> bool:
    """Other lines for a draft, most useful first, and what was changed.

    basis : where the lines rest on a newer proposal. seen : how many changes the lines were worked
    out from; False, and nothing stored, where there are others by now. Raises NotFound, Closed once
    approved.
    """
    cycle = open_draft(connection, plan_id)
    held = connection.execute(select(Plan.basis).where(Plan.id == plan_id)).scalar_one()
    if seen is not None and len(held.get("changes", ())) != seen:
        return False
    before = connection.execute(
        select(func.coalesce(func.sum(PlanItem.expected_gain), 0)).where(
            PlanItem.plan_id == plan_id
        )
    ).scalar_one()
    entry = {
        **change,
        "by": actor,
        "at": now.isoformat(),
        "gain_before": float(before),
        "gain_after": sum(item.expected_gain for item in items),
    }
    kept = {**(basis or held), "changes": [*held.get("changes", []), entry]}
    connection.execute(update(Plan).where(Plan.id == plan_id).values(basis=kept))
    connection.execute(delete(PlanItem).where(PlanItem.plan_id == plan_id))
    _store_items(connection, plan_id, items)
    accounts.record(
        connection,
        actor=actor,
        action="plan_changed",
        now=now,
        subject=f"{cycle} #{plan_id}",
        detail=entry,
    )
    return True


def _store_items(connection: Connection, plan_id: int, items: Sequence[NewItem]) -> None:
    ordered = sorted(items, key=lambda item: (-item.expected_gain, item.unit_id, item.topic_id))
    if ordered:
        connection.execute(
            insert(PlanItem),
            [
                {
                    "plan_id": plan_id,
                    "rank": rank,
                    "unit_id": item.unit_id,
                    "topic_id": item.topic_id,
                    "seats": item.seats,
                    "cost_sen": item.cost_sen,
                    "need": item.need,
                    "expected_gain": item.expected_gain,
                    "evidence": dict(item.evidence),
                    "changed_by": item.changed_by,
                }
                for rank, item in enumerate(ordered, start=1)
            ],
        )


def open_draft(connection: Connection, plan_id: int) -> str:
    """The cycle of a plan that may still be changed; raises NotFound, Closed once approved.

    The plan is held until the end of the transaction: who waits for an approval sees it then.
    """
    row = connection.execute(
        select(Plan.cycle, Plan.status).where(Plan.id == plan_id).with_for_update()
    ).first()
    if row is None:
        raise NotFound(str(plan_id))
    if row.status != DRAFT:
        raise Closed("Rencana ini sudah disetujui dan tidak dapat diubah lagi.")
    return str(row.cycle)


def discard(connection: Connection, plan_id: int, *, actor: str, now: datetime) -> None:
    """Throw a draft away. Raises NotFound, Closed once approved."""
    cycle = open_draft(connection, plan_id)
    connection.execute(delete(PlanItem).where(PlanItem.plan_id == plan_id))
    connection.execute(delete(Plan).where(Plan.id == plan_id))
    accounts.record(
        connection, actor=actor, action="plan_discarded", now=now, subject=f"{cycle} #{plan_id}"
    )
