"""Approval: a plan becomes what was decided, with everything that it rested on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from surveys import accounts
from surveys.errors import Closed
from surveys.plans import APPROVED, FROZEN, StoredPlan, open_draft, plan_of
from surveys.tables import Plan


def approve(connection: Connection, plan_id: int, *, actor: str, now: datetime) -> None:
    """Freeze a draft as it stands, with what it rested on. Raises NotFound, Closed."""
    cycle = open_draft(connection, plan_id)
    others = connection.execute(
        select(Plan.id).where(Plan.cycle == cycle, Plan.status == APPROVED)
    ).scalar()
    if others is not None:
        raise Closed(f"Siklus {cycle} sudah punya rencana yang disetujui.")
    plan = plan_of(connection, plan_id)
    connection.execute(
        update(Plan)
        .where(Plan.id == plan_id)
        .values(status=APPROVED, approved_by=actor, approved_at=now, frozen=frozen_of(plan))
    )
    accounts.record(
        connection,
        actor=actor,
        action="plan_approved",
        now=now,
        subject=f"{cycle} #{plan_id}",
        detail={"spent_sen": plan.spent_sen, "lines": len(plan.items)},
    )


def frozen_of(plan: StoredPlan) -> dict[str, Any]:
    """What an approval keeps: the lines with names and prices, the data, the reader, the seed."""
    items = []
    for item in plan.items:
        fields = asdict(item)
        kept = {name: fields[name] for name in FROZEN}
        items.append({"rank": item.rank, **kept, "evidence": dict(item.evidence)})
    return {
        "cycle": plan.cycle,
        "budget_sen": plan.budget_sen,
        "spent_sen": plan.spent_sen,
        "expected_gain": plan.expected_gain,
        "basis": dict(plan.basis),
        "items": items,
    }
