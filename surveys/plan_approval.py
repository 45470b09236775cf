"""Approval: a plan becomes what was decided, with everything that it rested on.

Who drafted or changed a plan does not approve it, unless nobody else can; then the reason is kept.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from surveys import accounts, readings
from surveys.drafts import open_draft
from surveys.errors import Closed, Invalid
from surveys.plans import APPROVED, FROZEN, StoredPlan, plan_of
from surveys.rules.periods import parse_period
from surveys.tables import Account, Plan, Topic

PLANNER = "planner"
SHORTEST_EXCEPTION = 10


@dataclass(frozen=True)
class Concerns:
    """What speaks against approving now; nothing of it forbids it.

    data_until : the last day of data where the half-year before is not over yet, else None.
    unread : comments that nobody has read. proposals_until : the last day for proposals, once past.
    retired, repriced : topics of the plan that are used no longer, or cost something else by now.
    """

    starts: date
    data_until: date | None
    unread: int
    proposals_until: date | None
    retired: tuple[str, ...] = ()
    repriced: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        about_topics = self.retired or self.repriced
        return bool(self.data_until or self.unread or self.proposals_until or about_topics)


@dataclass(frozen=True)
class Approver:
    """Whether a person may approve a plan.

    drafted : the person drafted or changed it. others : who else may approve it.
    """

    drafted: bool
    others: tuple[str, ...]

    @property
    def needs_exception(self) -> bool:
        """Whether the person approves their own work because there is nobody else."""
        return self.drafted and not self.others


def concerns_of(
    connection: Connection, plan: StoredPlan, today: date, proposals_until: date
) -> Concerns:
    """What speaks against approving a plan today."""
    starts = parse_period(plan.cycle).first_day
    until = plan.basis.get("data_until")
    day = date.fromisoformat(until) if until else None
    topics = connection.execute(
        select(Topic.id, Topic.name, Topic.retired_on, Topic.cost_per_seat_sen)
        .where(Topic.id.in_({item.topic_id for item in plan.items}))
        .order_by(Topic.name)
    ).all()
    prices = {row.id: row.cost_per_seat_sen for row in topics}
    odd = {i.topic_id for i in plan.items if i.cost_sen != i.seats * prices[i.topic_id]}
    return Concerns(
        starts,
        day if day is not None and day < starts - timedelta(days=1) else None,
        readings.count_unread(connection),
        proposals_until if today > proposals_until else None,
        tuple(row.name for row in topics if row.retired_on is not None),
        tuple(row.name for row in topics if row.id in odd),
    )


def drafters_of(plan: StoredPlan) -> tuple[str, ...]:
    """Who drafted and changed a plan, in this order."""
    changed = [str(change["by"]) for change in plan.basis.get("changes", ())]
    return tuple(dict.fromkeys([plan.made_by, *changed]))


def approver_of(connection: Connection, plan: StoredPlan, actor: str) -> Approver:
    """Whether a person may approve, and who else: planners of the whole province."""
    drafters = drafters_of(plan)
    able = connection.execute(
        select(Account.username)
        .where(Account.role == PLANNER, Account.agency_id.is_(None), Account.active)
        .order_by(Account.username)
    ).scalars()
    return Approver(
        actor in drafters, tuple(name for name in able if name not in drafters and name != actor)
    )


def approve(
    connection: Connection,
    plan_id: int,
    *,
    actor: str,
    now: datetime,
    concerns: Concerns,
    confirmed: bool,
    exception: str = "",
    seen: int | None = None,
) -> None:
    """Freeze a draft as it stands, with what it rested on.

    confirmed : the person approves in spite of the concerns. exception : why they approve what they
    drafted themselves. seen : how many changes of the draft they had before them. Raises NotFound,
    Closed, and Invalid with a sentence for what is missing.
    """
    _hold_cycle_of(connection, plan_id)
    cycle = open_draft(connection, plan_id)
    _the_only_one(connection, cycle)
    plan, exception = plan_of(connection, plan_id), " ".join(exception.split())
    approver = approver_of(connection, plan, actor)
    problems = _missing(
        approver,
        exception,
        overtaken=seen is not None and seen != len(plan.changes),
        unconfirmed=concerns.any and not confirmed,
    )
    if problems:
        raise Invalid(problems)
    kept = {
        "drafted_by": list(drafters_of(plan)),
        "exception": exception if approver.needs_exception else "",
        "concerns": _on_record(concerns),
    }
    connection.execute(
        update(Plan)
        .where(Plan.id == plan_id)
        .values(
            status=APPROVED,
            approved_by=actor,
            approved_at=now,
            frozen={**frozen_of(plan), "approval": kept},
        )
    )
    accounts.record(
        connection,
        actor=actor,
        action="plan_approved",
        now=now,
        subject=f"{cycle} #{plan_id}",
        detail={"spent_sen": plan.spent_sen, "lines": len(plan.items), **kept},
    )


def _hold_cycle_of(connection: Connection, plan_id: int) -> None:
    """Hold all plans of a plan's cycle until the end of the transaction.

    Of two who approve at once the second then finds what the first has done. The order of numbers
    keeps them from waiting for each other.
    """
    cycle = select(Plan.cycle).where(Plan.id == plan_id).scalar_subquery()
    connection.execute(
        select(Plan.id).where(Plan.cycle == cycle).order_by(Plan.id).with_for_update()
    )


def _the_only_one(connection: Connection, cycle: str) -> None:
    """Raises Closed where another plan of the cycle, whose plans are held, is approved."""
    approved = connection.execute(
        select(Plan.id).where(Plan.cycle == cycle, Plan.status == APPROVED)
    ).scalar()
    if approved is not None:
        raise Closed(f"Siklus {cycle} sudah punya rencana yang disetujui.")


def _missing(
    approver: Approver, exception: str, *, overtaken: bool, unconfirmed: bool
) -> dict[str, str]:
    """Sentences for what an approval still needs.

    overtaken : the draft was changed since. unconfirmed : nobody said yes in spite of the concerns.
    """
    problems: dict[str, str] = {}
    if approver.drafted and approver.others:
        problems["approve"] = (
            f"Rencana disetujui akun lain daripada yang menyusunnya: {', '.join(approver.others)}."
        )
    elif approver.needs_exception and len(exception) < SHORTEST_EXCEPTION:
        problems["exception"] = (
            f"Alasan menyetujui sendiri: isi paling sedikit {SHORTEST_EXCEPTION} huruf."
        )
    if overtaken:
        problems["approve"] = "Rancangan ini berubah sejak Anda membukanya. Periksa lagi dulu."
    if unconfirmed:
        problems["confirmed"] = "Tetap setujui: beri centang bila catatan di atas sudah dibaca."
    return problems


def _on_record(concerns: Concerns) -> dict[str, Any]:
    """The concerns as the approval keeps them."""
    return {
        "data_until": concerns.data_until and concerns.data_until.isoformat(),
        "unread": concerns.unread,
        "proposals_until": concerns.proposals_until and concerns.proposals_until.isoformat(),
        "retired": list(concerns.retired),
        "repriced": list(concerns.repriced),
    }


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
