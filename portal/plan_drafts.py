"""Making a draft plan, and changing it line by line or around what was decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from portal.database import Database
from portal.draft_attempts import changed_since, until_stored
from portal.evidence import Gathered, gather
from portal.plan_lines import basis_of, draft_of, kept_lines, stored_items, wanted_lines
from portal.planning import priced, proposal, studied_before
from portal.planning_limits import Forbidden, Limits, limits_of
from surveys import drafts
from surveys.drafts import NewItem
from surveys.errors import Invalid
from surveys.plan_changes import checked_reason
from surveys.plans import StoredPlan
from surveys.rules.periods import Period, parse_period

if TYPE_CHECKING:
    from ml.studied import Studied

Place = tuple[int, int]
Line = tuple[int, int, int]


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
    studied = studied_before(database, gathered, starts)
    plan = proposal(gathered, starts, limits, studied=studied)
    until = min(today, starts - timedelta(days=1))
    items, basis = draft_of(plan, gathered, until, model, limits)
    return database.write(
        lambda connection: drafts.add_draft(
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
    line: Line,
    *,
    reason: str,
    rearrange: bool,
    today: date,
    model: str | None,
    actor: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Other seats of a line (unit, topic, seats; 0 takes it out), every gain computed anew.

    rearrange : find the best again for all that no person has decided. seen : how many changes the
    person had before them. Raises Invalid, also where somebody else changed the same line since;
    NotFound, Closed once approved.
    """
    why = checked_reason(reason)

    def attempt(stored: StoredPlan) -> bool:
        gathered = gather(database, parse_period(stored.cycle).first_day)
        last = changed_since(stored, seen, _named(gathered, *line[:2]))
        if last is not None:
            if (last["by"], last["seats_after"]) == (actor, line[2]):
                return True  # The same form, sent twice.
            raise Invalid(
                {"seats": f"Baris ini baru diubah {last['by']}. Periksa, lalu kirim lagi."}
            )
        lines, change, basis = _with_line(
            database, gathered, stored, line, rearrange, today, model, actor
        )
        return _store(database, stored, lines, {**change, "reason": why}, basis, actor, now)

    until_stored(database, plan_id, attempt, "seats")


def forbid_in_draft(
    database: Database,
    plan_id: int,
    place: tuple[int | None, int | None],
    *,
    reason: str,
    today: date,
    model: str | None,
    actor: str,
    now: datetime,
) -> None:
    """Take a unit, a topic or one training of a unit out for good and arrange the rest anew.

    place : number of unit and topic, None for every one, not both. Raises Invalid, NotFound, Closed
    once approved.
    """
    why = checked_reason(reason)

    def attempt(stored: StoredPlan) -> bool:
        found = _without(database, stored, place, why, today, model, actor)
        return found is None or _store(database, stored, *found, actor, now)

    until_stored(database, plan_id, attempt, "unit")


def _with_line(
    database: Database,
    gathered: Gathered,
    stored: StoredPlan,
    line: Line,
    rearrange: bool,
    today: date,
    model: str | None,
    actor: str,
) -> tuple[list[NewItem], dict[str, Any], dict[str, Any] | None]:
    """The lines with one changed, the change, and what they rest on where the rest is arranged
    anew."""
    unit_id, topic_id, seats = line
    starts = parse_period(stored.cycle).first_day
    studied = studied_before(database, gathered, starts)
    held = {(item.unit_id, item.topic_id): item for item in stored.items}
    changed = _changed(stored) | {(unit_id, topic_id): actor}
    basis = None
    if rearrange:
        limits = limits_of(stored.basis, stored.budget_sen, stored.max_seats)
        lines, basis = _rearranged(gathered, studied, stored, limits, line, changed, today, model)
    else:
        items = priced(
            gathered,
            starts,
            wanted_lines(gathered, stored, unit_id, topic_id, seats),
            studied,
        )
        chosen = {p: str(i.evidence.get("chosen_by", "required")) for p, i in held.items()}
        lines = stored_items(gathered, items, changed, chosen)
    before = held.get((unit_id, topic_id))
    change = {
        **_named(gathered, unit_id, topic_id),
        "seats_before": 0 if before is None else before.seats,
        "seats_after": seats,
        "rearranged": rearrange,
    }
    return lines, change, basis


def _without(
    database: Database,
    stored: StoredPlan,
    place: tuple[int | None, int | None],
    why: str,
    today: date,
    model: str | None,
    actor: str,
) -> tuple[list[NewItem], dict[str, Any], dict[str, Any]] | None:
    """The lines without what is forbidden, the change and what they rest on; None where it is
    forbidden already."""
    starts = parse_period(stored.cycle).first_day
    gathered = gather(database, starts)
    named = _named(gathered, *place)
    if place == (None, None) or len(named) < 2 * sum(part is not None for part in place):
        raise Invalid({"unit": "Jangan rencanakan: pilih unit, materi, atau keduanya."})
    limits = limits_of(stored.basis, stored.budget_sen, stored.max_seats)
    rule = Forbidden(named.get("unit_code"), named.get("topic_code"), why, actor)
    if (rule.unit_code, rule.topic_code) in {(f.unit_code, f.topic_code) for f in limits.forbidden}:
        return None
    limits = replace(limits, forbidden=(*limits.forbidden, rule))
    left = {p: by for p, by in _changed(stored).items() if not _within(p, place)}
    decided = replace(
        stored, items=tuple(i for i in stored.items if not _within((i.unit_id, i.topic_id), place))
    )
    studied = studied_before(database, gathered, starts)
    lines, basis = _rearranged(gathered, studied, decided, limits, None, left, today, model)
    change = {
        "unit": "",
        "topic": "",
        **named,
        "seats_before": sum(i.seats for i in stored.items) - sum(i.seats for i in decided.items),
        "seats_after": 0,
        "rearranged": True,
        "forbidden": True,
        "reason": why,
    }
    return lines, change, basis


def _within(line: Place, place: tuple[int | None, int | None]) -> bool:
    return all(wanted in (None, own) for own, wanted in zip(line, place, strict=True))


def _changed(stored: StoredPlan) -> dict[Place, str]:
    """Who decided on a line, for the lines that people decided on."""
    return {(i.unit_id, i.topic_id): i.changed_by for i in stored.items if i.changed_by}


def _named(gathered: Gathered, unit_id: int | None, topic_id: int | None) -> dict[str, Any]:
    """Codes and names; nothing for a number that is not there."""
    units = {unit.unit_id: unit for unit in gathered.units}
    topics = {topic.topic_id: topic for topic in gathered.topics}
    named: dict[str, Any] = {}
    if unit_id in units:
        named |= {"unit": units[unit_id].name, "unit_code": units[unit_id].code}
    if topic_id in topics:
        named |= {"topic": topics[topic_id].name, "topic_code": topics[topic_id].code}
    return named


def _rearranged(
    gathered: Gathered,
    studied: "Studied",
    stored: StoredPlan,
    limits: Limits,
    line: Line | None,
    changed: Mapping[Place, str],
    today: date,
    model: str | None,
) -> tuple[list[NewItem], dict[str, Any]]:
    """The best again around what people decided, and what it rests on."""
    starts = parse_period(stored.cycle).first_day
    without = replace(limits, forbidden=(*limits.forbidden, *_taken_out(gathered, stored, line)))
    plan = proposal(gathered, starts, without, kept_lines(gathered, stored, line), studied)
    until = min(today, starts - timedelta(days=1))
    basis = {
        **basis_of(plan, gathered, until, model, limits),
        "proposed_gain": stored.basis.get("proposed_gain", plan.expected_gain),
        "proposed_spent": stored.basis.get("proposed_spent", 0),
        "changes": list(stored.basis.get("changes", ())),
    }
    return stored_items(gathered, plan.items, changed, {}), basis


def _taken_out(gathered: Gathered, stored: StoredPlan, line: Line | None) -> list[Forbidden]:
    """Lines that a person took out of the draft and nobody put back: they do not return by
    themselves."""
    last = {
        (change.get("unit_code"), change.get("topic_code")): change
        for change in stored.basis.get("changes", ())
        if not change.get("forbidden")
    }
    if line is not None:
        named = _named(gathered, *line[:2])
        place = named.get("unit_code"), named.get("topic_code")
        last[place] = {"seats_after": line[2], "reason": "", "by": ""}
    return [
        Forbidden(unit, topic, change["reason"], change["by"])
        for (unit, topic), change in last.items()
        if unit and topic and not change["seats_after"]
    ]


def _store(
    database: Database,
    stored: StoredPlan,
    lines: list[NewItem],
    change: Mapping[str, Any],
    basis: Mapping[str, Any] | None,
    actor: str,
    now: datetime,
) -> bool:
    """Store a change; False where the draft is no longer the one it was worked out from."""
    return database.write(
        lambda connection: drafts.replace_items(
            connection,
            stored.plan_id,
            lines,
            change=change,
            actor=actor,
            now=now,
            basis=basis,
            seen=len(stored.changes),
        )
    )
