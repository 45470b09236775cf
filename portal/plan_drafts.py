"""Making a draft plan, and changing it line by line or around what was decided."""

from datetime import date, datetime, timedelta

from portal.database import Database
from portal.evidence import gather
from portal.plan_lines import basis_of, draft_of, kept_lines, stored_items, wanted_lines
from portal.planning import priced, proposal
from portal.planning_limits import Limits, limits_of
from surveys import plans
from surveys.rules.periods import Period, parse_period


def make_draft(
    database: Database,
    period: Period,
    limits: Limits,
    *,
    today: date,
    model: str | None,
    actor: str,
    now: datetime,
) -> int:
    """A new draft of the best use of a budget; returns its number. Raises Invalid."""
    starts = period.first_day
    gathered = gather(database, starts)
    plan = proposal(gathered, starts, limits)
    until = min(today, starts - timedelta(days=1))
    items, basis = draft_of(plan, gathered, until, model, limits)
    return database.write(
        lambda connection: plans.add_draft(
            connection,
            cycle=period.code,
            budget_sen=limits.budget_rupiah * 100,
            max_seats=limits.max_seats,
            basis=basis,
            items=items,
            actor=actor,
            now=now,
        )
    )


def change_draft(
    database: Database,
    plan_id: int,
    line: tuple[int, int, int],
    *,
    rearrange: bool,
    today: date,
    model: str | None,
    actor: str,
    now: datetime,
) -> None:
    """Other seats of a line (unit, topic, seats; 0 takes it out), every gain computed anew.

    rearrange : find the best again for all that no person has decided. Raises Invalid, NotFound,
    Closed once approved.
    """
    stored = database.read(lambda connection: plans.plan_of(connection, plan_id))
    unit_id, topic_id, seats = line
    starts = parse_period(stored.cycle).first_day
    gathered = gather(database, starts)
    held = {(item.unit_id, item.topic_id): item for item in stored.items}
    changed = {place: item.changed_by for place, item in held.items() if item.changed_by}
    why = {place: str(item.evidence.get("chosen_by", "required")) for place, item in held.items()}
    changed[unit_id, topic_id] = actor
    basis = None
    if rearrange:
        limits = limits_of(stored.basis, stored.budget_sen, stored.max_seats)
        must = kept_lines(gathered, stored, unit_id, topic_id, seats)
        plan = proposal(gathered, starts, limits, must)
        until = min(today, starts - timedelta(days=1))
        basis = {
            **basis_of(plan, gathered, until, model, limits),
            "proposed_gain": stored.basis.get("proposed_gain", plan.expected_gain),
            "proposed_spent": stored.basis.get("proposed_spent", 0),
        }
        items, why = plan.items, {}
    else:
        items = priced(gathered, starts, wanted_lines(gathered, stored, unit_id, topic_id, seats))
    lines = stored_items(gathered, items, changed, why)
    before = held.get((unit_id, topic_id))
    change = {
        "unit": next(unit.name for unit in gathered.units if unit.unit_id == unit_id),
        "topic": next(topic.name for topic in gathered.topics if topic.topic_id == topic_id),
        "seats_before": 0 if before is None else before.seats,
        "seats_after": seats,
        "rearranged": rearrange,
    }
    database.write(
        lambda connection: plans.replace_items(
            connection, plan_id, lines, change=change, actor=actor, now=now, basis=basis
        )
    )
