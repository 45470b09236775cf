"""What is done with a case: answered, taken up, classed, closed, reopened, read by the inspector.

Each step stands in the audit log in the transaction that does it; the log names the case and the
step, never a word of what was written. `confidential` says from which side the case is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from surveys import decisions
from surveys.accounts import record
from surveys.case_detail import subject_of
from surveys.cases import seen_by
from surveys.complaints import OPEN
from surveys.errors import Invalid, NotFound, Refused
from surveys.holidays import known_holidays
from surveys.rules.deadlines import (
    SILENT_CLOSING_WORKING_DAYS,
    ComplaintClass,
    due_day,
    due_of_class,
)
from surveys.rules.labels import INTEGRITY, LABELS, POLARITIES
from surveys.scope import PlaceScope
from surveys.tables import Complaint

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
    _row(connection, complaint_id, actor)
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
    _change(connection, complaint_id, actor, "complaint_replied", now, values)


def take_up(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Say that it is being worked on. Raises Refused for a case that is not open, NotFound."""
    row = _row(connection, complaint_id, actor)
    if row.status not in OPEN:
        raise Refused("Pengaduan ini sudah dijawab atau ditutup.")
    values = {"status": "in_progress"}
    _change(connection, complaint_id, actor, "complaint_taken_up", now, values)


def close(
    connection: Connection, complaint_id: int, actor: Actor, reason: str, now: datetime
) -> None:
    """Close a case: answered, or with a reason, which the citizen reads as the reply.

    Raises Invalid without either, NotFound.
    """
    row = _row(connection, complaint_id, actor)
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
    _change(connection, complaint_id, actor, "complaint_closed", now, values, detail)


def reopen(connection: Connection, complaint_id: int, actor: Actor, now: datetime) -> None:
    """Take up again what was answered or closed. Raises Refused for what is open, NotFound."""
    row = _row(connection, complaint_id, actor)
    if row.status in OPEN:
        raise Refused("Pengaduan ini masih terbuka.")
    values = _opened_again(connection, row.kind, now)
    _change(connection, complaint_id, actor, "complaint_reopened", now, values)


def _opened_again(connection: Connection, kind: str | None, now: datetime) -> dict[str, Any]:
    """What opening a case again changes: the time to settle it runs anew from that day."""
    held = known_holidays(connection)
    due = None if kind is None else due_of_class(now.date(), ComplaintClass(kind), held)
    return {"status": "reopened", "closed_at": None, "due_on": due}


def set_kind(
    connection: Connection, complaint_id: int, actor: Actor, kind: str, now: datetime
) -> None:
    """Set the class, and with it the day. Raises Invalid for an unknown class, NotFound."""
    row = _row(connection, complaint_id, actor)
    if kind not in set(ComplaintClass):
        raise Invalid({"kind": "Jenis: pilih satu dari daftar."})
    values = {
        "kind": kind,
        "kind_by": actor.username,
        "due_on": due_of_class(row.local_date, ComplaintClass(kind), known_holidays(connection)),
    }
    detail = {"from": row.kind, "to": kind}
    _change(connection, complaint_id, actor, "complaint_classed", now, values, detail)


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
) -> bool:
    """A person's reading of a case; True where it has left the side of whoever decided.

    A head who reads integrity hands the case to the inspector; an inspector who reads something
    else hands it back. Raises Invalid, NotFound.
    """
    _row(connection, complaint_id, actor)
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
    _row(connection, complaint_id, actor)
    return connection.execute(select(Complaint.sealed).where(Complaint.id == complaint_id)).scalar()


def reopen_by_receipt(connection: Connection, receipt: str, now: datetime) -> bool:
    """Let the citizen say that an answer does not settle it; False where nothing was answered."""
    row = connection.execute(
        select(Complaint.id, Complaint.status, Complaint.kind).where(Complaint.receipt == receipt)
    ).first()
    if row is None or row.status not in ("answered", "closed"):
        return False
    connection.execute(
        update(Complaint)
        .where(Complaint.id == row.id)
        .values(**_opened_again(connection, row.kind, now))
    )
    record(
        connection,
        actor="warga",
        action="complaint_reopened",
        now=now,
        subject=subject_of(row.id),
    )
    return True


def close_silent(connection: Connection, now: datetime) -> int:
    """Close what was answered and left without a word for ten working days; returns how many."""
    # No ten working days are shorter than fourteen days, so the database can leave out the rest.
    rows = connection.execute(
        select(Complaint.id, Complaint.replied_at).where(
            Complaint.status == "answered", Complaint.replied_at <= now - timedelta(days=14)
        )
    ).all()
    today, holidays = now.date(), known_holidays(connection)
    wait = SILENT_CLOSING_WORKING_DAYS
    silent = [row.id for row in rows if due_day(row.replied_at.date(), wait, holidays) < today]
    if silent:
        connection.execute(
            update(Complaint).where(Complaint.id.in_(silent)).values(status="closed", closed_at=now)
        )
    for complaint_id in silent:
        record(
            connection,
            actor="portal",
            action="complaint_closed_silent",
            now=now,
            subject=subject_of(complaint_id),
        )
    return len(silent)


def _row(connection: Connection, complaint_id: int, actor: Actor) -> Any:
    row = connection.execute(
        select(
            Complaint.id,
            Complaint.status,
            Complaint.kind,
            Complaint.local_date,
            Complaint.reply,
        ).where(Complaint.id == complaint_id, *seen_by(actor.scope, actor.confidential))
    ).first()
    if row is None:
        raise NotFound
    return row


def _change(
    connection: Connection,
    complaint_id: int,
    actor: Actor,
    action: str,
    now: datetime,
    values: Mapping[str, Any],
    detail: Mapping[str, Any] | None = None,
) -> None:
    connection.execute(update(Complaint).where(Complaint.id == complaint_id).values(**values))
    record(
        connection,
        actor=actor.username,
        action=action,
        now=now,
        subject=subject_of(complaint_id),
        detail=detail,
    )
