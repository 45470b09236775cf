"""Who corrected a training, when, and what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from surveys import accounts
from surveys.tables import AuditEntry, Participation, Topic, Training, Unit

ACTIONS = ("training_added", "training_changed", "training_removed")
FIELDS = ("topic", "cycle", "start_date", "end_date", "provider")

State = Mapping[str, Any]
"""A training as it is kept on record: its fields as text, and participants by unit."""


@dataclass(frozen=True)
class FieldChange:
    """What stood in a field (or for a unit) before and after; None where nothing stood."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Correction:
    """One entry of the history, with the fields that became others."""

    action: str
    by: str
    at: datetime
    changes: tuple[FieldChange, ...]


def states(connection: Connection) -> Mapping[str, State]:
    """Every training as it stands, by code."""
    found: dict[str, dict[str, Any]] = {
        row[0]: {
            "topic": row[1],
            "cycle": row[2],
            "start_date": row[3].isoformat(),
            "end_date": row[4].isoformat(),
            "provider": row[5],
            "participants": {},
        }
        for row in connection.execute(
            select(
                Training.code,
                Topic.code,
                Training.cycle,
                Training.start_date,
                Training.end_date,
                Training.provider,
            ).join(Topic, Topic.id == Training.topic_id)
        )
    }
    for code, unit, came in connection.execute(
        select(Training.code, Unit.code, Participation.participants)
        .join(Participation, Participation.training_id == Training.id)
        .join(Unit, Unit.id == Participation.unit_id)
    ):
        found[code]["participants"][unit] = came
    return found


def record_corrections(
    connection: Connection, before: Mapping[str, State], *, actor: str, now: datetime
) -> int:
    """Put on record every training that is another than before; returns how many."""
    after, changed = states(connection), 0
    for code, state in before.items():
        if code in after and after[code] != state:
            record(connection, code, state, after[code], actor=actor, now=now)
            changed += 1
    return changed


def record(
    connection: Connection,
    code: str,
    before: State | None,
    after: State | None,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Put one change on record: added where nothing stood, removed where nothing stands."""
    action = "training_added" if before is None else "training_changed"
    accounts.record(
        connection,
        actor=actor,
        action="training_removed" if after is None else action,
        now=now,
        subject=code,
        detail={"before": before, "after": after},
    )


def history_of(connection: Connection, code: str) -> list[Correction]:
    """Every entry about a training, the newest first."""
    rows = connection.execute(
        select(AuditEntry.action, AuditEntry.actor, AuditEntry.logged_at, AuditEntry.detail)
        .where(AuditEntry.subject == code, AuditEntry.action.in_(ACTIONS))
        .order_by(AuditEntry.id.desc())
    )
    return [Correction(row[0], row[1], row[2], changes_in(row[3] or {})) for row in rows]


def changes_in(detail: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that became others; none for an addition, where everything is new."""
    before, after = detail.get("before"), detail.get("after")
    if not before or not after:
        return ()
    changed = [
        FieldChange(name, before[name], after[name])
        for name in FIELDS
        if before[name] != after[name]
    ]
    came, comes = before["participants"], after["participants"]
    for unit in sorted({*came, *comes}):
        if came.get(unit) != comes.get(unit):
            changed.append(FieldChange(unit, _text(came.get(unit)), _text(comes.get(unit))))
    return tuple(changed)


def _text(count: int | None) -> str | None:
    return None if count is None else str(count)
