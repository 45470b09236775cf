"""What is done with a case: answered, taken up, classed, closed, reopened, read by the inspector.

Each step stands in the audit log in the transaction that does it; the log names the case and the
step, never a word of what was written. `confidential` says from which side the case is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from surveys import decisions
from surveys.accounts import record
from surveys.case_days import day_by_class, days
from surveys.case_detail import subject_of
from surveys.cases import seen_by
from surveys.complaints import OPEN
from surveys.errors import Invalid, NotFound, Refused
from surveys.holidays import known_holidays
from surveys.rules.deadlines import ComplaintClass
from surveys.rules.labels import INTEGRITY, LABELS, POLARITIES
from surveys.rules.periods import local_day
from surveys.scope import PlaceScope
from surveys.tables import Complaint, Unit

LONGEST_REPLY = 4000
LONGEST_REASON = 300
SUBTYPES = ("question", "empty", "spam", "out_of_scope")


@dataclass(frozen=True)
class Actor:
    """Who does it: account, reach, and the side from which cases are looked at."""

    account_id: int
    username: str
    scope: PlaceScope
    confidential: bool = False


def reply(
    connection: Connection, complaint_id: int, actor: Actor, text: str, now: datetime
) -> None:
    """Answer the citizen, who reads it with the receipt; a later answer replaces the earlier.

    Raises Invalid for no words or too many, NotFound.
    """
    case_in_reach(connection, complaint_id, actor)
    text = text.strip()
    if not text:
        raise Invalid({"reply": "Balasan: tulis satu kalimat untuk warga."}, {"reply": text})
    if len(text) > LONGEST_REPLY:
        raise Invalid(
            {"reply": f"Balasan: paling panjang 4.000 huruf. Tulisan ini {len(text)} huruf."},
            {"reply": text},
        )
    values = {
        "reply": text,
        "replied_at": now,
        "replied_by": actor.username,
        "status": "answered",
        "closed_at": None,
    }
    change(connection, complaint_id, actor, "complaint_replied", now, values)


def take_up(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that it is being worked on. Raises Refused for a case that is not open, NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if row.status not in OPEN:
        raise Refused("Pengaduan ini sudah dijawab atau ditutup.")
    values = {"status": "in_progress"}
    change(connection, complaint_id, actor, "complaint_taken_up", now, values)


def close(
    connection: Connection, complaint_id: int, actor: Actor, reason: str, now: datetime
) -> None:
    """Close a case: answered, or with a reason, which the citizen reads as the reply.

    Raises Invalid without either, NotFound.
    """
    row = case_in_reach(connection, complaint_id, actor)
    reason = reason.strip()
    if row.reply is None and not reason:
        raise Invalid({"reason": "Alasan: tulis mengapa ditutup tanpa balasan, atau balas dulu."})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"Alasan: paling panjang {LONGEST_REASON} huruf."})
    detail = {"reason": reason} if reason and not actor.confidential else None
    values = {"status": "closed", "closed_at": now}
    if row.reply is None:
        # Whoever wrote is told why; a case must not look settled where nobody said anything.
        values |= {"reply": reason, "replied_at": now, "replied_by": actor.username}
    change(connection, complaint_id, actor, "complaint_closed", now, values, detail)


def reopen(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Take up again what was answered or closed. Raises Refused for what is open, NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if row.status in OPEN:
        raise Refused("Pengaduan ini masih terbuka.")
    values = opened_again(connection, row, now)
    change(connection, complaint_id, actor, "complaint_reopened", now, values)


def opened_again(connection: Connection, row: Any, now: datetime) -> dict[str, Any]:
    """What opening a case again changes: the time to settle it runs anew from that day."""
    held, today = known_holidays(connection), local_day(now, row.time_zone)
    due = None if row.kind is None else day_by_class(ComplaintClass(row.kind), today, held)
    danger_on = today if row.danger else None
    return {
        "status": "reopened",
        "closed_at": None,
        "danger_on": danger_on,
        "class_from": today,
        **days(row.kind, due, danger_on, held),
    }


def set_kind(
    connection: Connection, complaint_id: int, actor: Actor, kind: str, now: datetime
) -> None:
    """Set the class, and with it the day. Raises Invalid for an unknown class, NotFound."""
    row = case_in_reach(connection, complaint_id, actor)
    if kind not in set(ComplaintClass):
        raise Invalid({"kind": "Jenis: pilih satu dari daftar."})
    holidays = known_holidays(connection)
    due = day_by_class(ComplaintClass(kind), row.class_from or row.local_date, holidays)
    values = {
        "kind": kind,
        "kind_by": actor.username,
        **days(kind, due, row.danger_on, holidays),
    }
    detail = {"from": row.kind, "to": kind}
    change(connection, complaint_id, actor, "complaint_classed", now, values, detail)


def checked_labels(
    labels: Sequence[str], polarity: str, subtype: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Labels in their order and the sub-type, as they are kept. Raises Invalid."""
    if polarity not in POLARITIES:
        raise Invalid({"polarity": "Jenis tulisan: pilih satu dari empat."})
    unknown = [label for label in labels if label not in LABELS]
    if unknown:
        raise Invalid({"labels": f"Label: '{unknown[0]}' tidak ada; pilih dari daftar."})
    kept = tuple(label for label in LABELS if label in labels)
    if polarity == "other" and kept:
        raise Invalid(
            {"labels": "Label: 'Lainnya' tidak memakai label; kosongkan, atau ubah jenis tulisan."}
        )
    if polarity != "other":
        return kept, None
    if subtype is not None and subtype not in SUBTYPES:
        raise Invalid({"subtype": "Jenis lainnya: pilih satu dari daftar."})
    return kept, subtype


def decide(
    connection: Connection,
    complaint_id: int,
    actor: Actor,
    labels: Sequence[str],
    polarity: str,
    subtype: str | None,
    now: datetime,
    *,
    drawn: bool = False,
    at_desk: bool = False,
    danger: bool | None = None,
) -> bool:
    """A person's reading of a case; True where it has left the side of whoever decided.

    A head who reads integrity hands the case to the inspector; an inspector who reads something
    else hands it back. `danger` is kept as the form said it, and marks nothing. Raises Invalid,
    NotFound.
    """
    case_in_reach(connection, complaint_id, actor)
    kept, subtype = checked_labels(labels, polarity, subtype)
    moved = (INTEGRITY in kept) != actor.confidential
    new = decisions.decide(
        connection,
        complaint_id,
        labels=kept,
        polarity=polarity,
        subtype=subtype,
        account_id=actor.account_id,
        actor=actor.username,
        now=now,
        drawn=drawn,
        at_desk=at_desk,
        danger=danger,
    )
    if not new:
        return moved
    action = "complaint_read"
    if moved:
        action = "complaint_returned" if actor.confidential else "complaint_to_inspector"
    record(
        connection,
        actor=actor.username,
        action=action,
        now=now,
        subject=subject_of(complaint_id),
    )
    return moved


def has_handed_over(
    connection: Connection,
    complaint_id: int,
    actor: Actor,
    labels: Sequence[str],
    polarity: str,
    subtype: str | None,
) -> bool:
    """Whether a case left the actor's side by the actor's own reading, which is sent once more.

    Whoever presses twice is told the same twice; of any other case out of reach nothing is said.
    What others read since does not matter, or the answer would tell that they did.
    """
    held = seen_by(actor.scope, not actor.confidential)
    there = select(Complaint.id).where(Complaint.id == complaint_id, *held)
    if connection.execute(there).first() is None:
        return False
    kept = [label for label in LABELS if label in labels]
    said = (actor.account_id, kept, polarity, subtype if polarity == "other" else None)
    return said == decisions.newest(connection, complaint_id, of=actor.account_id)


def note_reading(
    connection: Connection, complaint_id: int, actor: Actor, now: datetime, action: str
) -> None:
    """Log that the inspector read a case, or a name that was kept sealed."""
    record(
        connection,
        actor=actor.username,
        action=action,
        now=now,
        subject=subject_of(complaint_id),
    )


def sealed_of(connection: Connection, complaint_id: int, actor: Actor) -> bytes | None:
    """What was masked in a case, still encrypted. Raises NotFound."""
    case_in_reach(connection, complaint_id, actor)
    return connection.execute(select(Complaint.sealed).where(Complaint.id == complaint_id)).scalar()


def case_in_reach(connection: Connection, complaint_id: int, actor: Actor) -> Any:
    """What steps need to know of a case. Raises NotFound for one out of reach."""
    return case_where(connection, complaint_id, *seen_by(actor.scope, actor.confidential))


def case_where(connection: Connection, complaint_id: int, *held: ColumnElement[bool]) -> Any:
    """The same of a case of which this holds. Raises NotFound."""
    row = connection.execute(
        select(
            Complaint.id,
            Complaint.status,
            Complaint.kind,
            Complaint.local_date,
            Complaint.reply,
            Complaint.confidential,
            Complaint.needs_review,
            Complaint.class_due_on,
            Complaint.class_from,
            Complaint.danger,
            Complaint.danger_by,
            Complaint.danger_on,
            Complaint.closed_at,
            Unit.time_zone,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.id == complaint_id, *held)
    ).first()
    if row is None:
        raise NotFound
    return row


def change(
    connection: Connection,
    complaint_id: int,
    actor: Actor,
    action: str,
    now: datetime,
    values: Mapping[str, Any],
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Change a case and log the step."""
    connection.execute(update(Complaint).where(Complaint.id == complaint_id).values(**values))
    record(
        connection,
        actor=actor.username,
        action=action,
        now=now,
        subject=subject_of(complaint_id),
        detail=detail,
    )
