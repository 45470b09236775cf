"""Training topics as the planner keeps them: added, changed and retired, each change on record.

A plan that was approved holds its own copy of what a topic was called and cost (surveys.plans), so
nothing here alters it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from surveys import accounts
from surveys.errors import Invalid, NotFound
from surveys.rules.labels import UNTRAINABLE
from surveys.tables import AuditEntry, Topic
from surveys.training_history import Correction, FieldChange

ACTIONS = ("topic_added", "topic_changed", "topic_retired", "topic_revived")


@dataclass(frozen=True)
class TopicEntry:
    """A topic as it is entered; elements are those addressed beside the complaints' own."""

    code: str
    name: str
    addresses: tuple[str, ...]
    elements: tuple[str, ...]
    hours_jp: int | None
    method: str | None
    cost_per_seat_sen: int
    max_seats: int | None


@dataclass(frozen=True)
class TopicState:
    """A topic as it stands, and whether new plans may still use it."""

    entry: TopicEntry
    retired_on: date | None


def topic_of(connection: Connection, code: str) -> TopicState:
    """A topic by its code; raises NotFound."""
    found = _states(connection, code)
    if code not in found:
        raise NotFound(code)
    return found[code]


def states(connection: Connection) -> Mapping[str, TopicState]:
    """Every topic as it stands, by code."""
    return _states(connection, None)


def _states(connection: Connection, code: str | None) -> dict[str, TopicState]:
    wanted = select(Topic.__table__)
    if code is not None:
        wanted = wanted.where(Topic.code == code)
    return {
        row.code: TopicState(
            TopicEntry(
                row.code,
                row.name,
                tuple(row.addresses),
                tuple(row.elements or ()),
                row.hours_jp,
                row.method,
                row.cost_per_seat_sen,
                row.max_seats,
            ),
            row.retired_on,
        )
        for row in connection.execute(wanted)
    }


def save_topic(
    connection: Connection, entry: TopicEntry, *, new: bool, actor: str, now: datetime
) -> None:
    """Add a topic or replace what is known of it; the same once more changes nothing.

    Raises Invalid with a sentence for each field, NotFound for a topic that is not there.
    """
    before = _states(connection, entry.code).get(entry.code)
    if before is None and not new:
        raise NotFound(entry.code)
    if before is not None and before.entry == entry:
        return
    problems = _faults(connection, entry, taken=new and before is not None)
    if problems:
        raise Invalid(problems)
    values = {
        **asdict(entry),
        "addresses": list(entry.addresses),
        "elements": list(entry.elements) or None,
    }
    if before is None:
        connection.execute(insert(Topic).values(**values))
        _record(connection, "topic_added", entry.code, None, entry, actor, now)
    else:
        connection.execute(update(Topic).where(Topic.code == entry.code).values(**values))
        _record(connection, "topic_changed", entry.code, before.entry, entry, actor, now)


def _faults(connection: Connection, entry: TopicEntry, *, taken: bool) -> dict[str, str]:
    problems: dict[str, str] = {}
    if taken:
        problems["code"] = f"Kode: '{entry.code}' sudah dipakai; buka materi itu untuk mengubah."
    namesake = connection.execute(
        select(Topic.code).where(
            func.lower(Topic.name) == entry.name.lower(), Topic.code != entry.code
        )
    ).scalar()
    if namesake is not None:
        problems["name"] = f"Nama: sudah dipakai materi {namesake}; isi nama lain."
    if not {*entry.addresses, *entry.elements} - UNTRAINABLE:
        problems["addresses"] = (
            "Keluhan yang ditangani: pilih paling sedikit satu yang dapat dibenahi pelatihan."
        )
    return problems


def retire(
    connection: Connection, code: str, *, day: date | None, actor: str, now: datetime
) -> None:
    """Keep a topic out of new plans from a day on, or (None) take it back in; raises NotFound.

    What was held stays on record and is still measured.
    """
    state = topic_of(connection, code)
    if (state.retired_on is None) == (day is None):
        return
    connection.execute(update(Topic).where(Topic.code == code).values(retired_on=day))
    accounts.record(
        connection,
        actor=actor,
        action="topic_revived" if day is None else "topic_retired",
        now=now,
        subject=code,
        detail={"name": state.entry.name},
    )


def record_corrections(
    connection: Connection, before: Mapping[str, TopicState], *, actor: str, now: datetime
) -> None:
    """Put on record every topic that an import made another than before."""
    after = states(connection)
    for code, state in before.items():
        if after[code].entry != state.entry:
            _record(connection, "topic_changed", code, state.entry, after[code].entry, actor, now)


def _record(
    connection: Connection,
    action: str,
    code: str,
    before: TopicEntry | None,
    after: TopicEntry,
    actor: str,
    now: datetime,
) -> None:
    accounts.record(
        connection,
        actor=actor,
        action=action,
        now=now,
        subject=code,
        detail={"before": None if before is None else _kept(before), "after": _kept(after)},
    )


def _kept(entry: TopicEntry) -> dict[str, Any]:
    return {
        **asdict(entry),
        "addresses": "|".join(entry.addresses),
        "elements": "|".join(entry.elements),
    }


def history_of(connection: Connection, code: str) -> list[Correction]:
    """Every entry about a topic with the fields that became others, the newest first."""
    rows = connection.execute(
        select(AuditEntry.action, AuditEntry.actor, AuditEntry.logged_at, AuditEntry.detail)
        .where(AuditEntry.subject == code, AuditEntry.action.in_(ACTIONS))
        .order_by(AuditEntry.id.desc())
    )
    return [Correction(row[0], row[1], row[2], _changes(row[3] or {})) for row in rows]


def _changes(detail: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    before, after = detail.get("before"), detail.get("after")
    if not before or not after:
        return ()
    return tuple(
        FieldChange(name, _text(before[name]), _text(value))
        for name, value in after.items()
        if before[name] != value
    )


def _text(value: str | int | None) -> str | None:
    return None if value is None or value == "" else str(value)
