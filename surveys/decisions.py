"""What people read in a text: kept for ever beside what the model read, and what counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from surveys.case_days import class_day, days
from surveys.errors import NotFound
from surveys.holidays import known_holidays
from surveys.readings import last_prediction, proposed_kind
from surveys.rules.deadlines import ComplaintClass
from surveys.rules.labels import INTEGRITY
from surveys.rules.periods import local_day
from surveys.tables import Complaint, ComplaintLabel, Decision, Unit


def decide(
    connection: Connection,
    complaint_id: int,
    *,
    labels: Sequence[str],
    polarity: str,
    subtype: str | None,
    account_id: int,
    actor: str,
    now: datetime,
    drawn: bool = False,
    at_desk: bool = False,
    danger: bool | None = None,
) -> bool:
    """A person's reading: kept beside the model's, and from now on the one that counts.

    False where the same person had just said the same: a form that is sent twice is one reading.
    A case that a person reads as being about integrity becomes confidential; one that the person
    reads otherwise is so no longer. `drawn` says that chance had set the text apart for checking,
    whichever page it is read on; `at_desk` that the desk had put it before the person; `danger`
    what the person's own form said of danger, None where it did not ask. Raises NotFound.
    """
    case = _case(connection, complaint_id)
    reading = (account_id, list(labels), polarity, subtype)
    before = newest(connection, complaint_id)
    if reading == before:
        return False
    connection.execute(
        insert(Decision).values(
            complaint_id=complaint_id,
            labels=list(labels),
            polarity=polarity,
            subtype=subtype,
            account_id=account_id,
            actor=actor,
            decided_at=now,
            drawn=drawn,
            # The desk deals out what somebody has read only as a second reading.
            again=at_desk and before is not None and before[0] != account_id,
            danger=danger,
        )
    )
    _make_count(connection, case, labels, polarity, subtype, "person", INTEGRITY in labels, now)
    return True


def newest(
    connection: Connection, complaint_id: int, *, of: int | None = None
) -> tuple[int | None, list[str], str, str | None] | None:
    """Who read a text last (of: one account alone), and as what; None where nobody did."""
    asked = select(Decision.account_id, Decision.labels, Decision.polarity, Decision.subtype)
    asked = asked.where(Decision.complaint_id == complaint_id)
    if of is not None:
        asked = asked.where(Decision.account_id == of)
    row = connection.execute(asked.order_by(Decision.id.desc()).limit(1)).first()
    return None if row is None else (row[0], list(row[1]), row[2], row[3])


def decided_at(connection: Connection, decision_id: int) -> datetime:
    """When somebody read a text. Raises NotFound."""
    found = connection.execute(
        select(Decision.decided_at).where(Decision.id == decision_id)
    ).scalar()
    if found is None:
        raise NotFound
    return found


def withdraw(connection: Connection, decision_id: int, account_id: int, now: datetime) -> int:
    """Take back one's own newest decision; what was read before counts again.

    Returns the complaint's number. Raises NotFound for a decision of somebody else, or one that is
    not the newest of its complaint.
    """
    row = connection.execute(
        select(Decision.complaint_id, Decision.account_id).where(Decision.id == decision_id)
    ).first()
    if row is None or row.account_id != account_id:
        raise NotFound
    complaint_id = int(row.complaint_id)
    of_complaint = (
        select(Decision)
        .where(Decision.complaint_id == complaint_id)
        .order_by(Decision.id.desc())
        .limit(2)
    )
    newest, *earlier = connection.execute(of_complaint).all()
    if newest.id != decision_id:
        raise NotFound
    connection.execute(delete(Decision).where(Decision.id == decision_id))
    case = _case(connection, complaint_id)
    if earlier:
        one = earlier[0]
        held = INTEGRITY in one.labels
        _make_count(connection, case, one.labels, one.polarity, one.subtype, "person", held, now)
        return complaint_id
    read = last_prediction(connection, complaint_id)
    if read is not None:
        # Whoever decided could see the case, so it was not held back before.
        _make_count(connection, case, read.labels, read.polarity, read.subtype, "model", False, now)
        connection.execute(
            update(Complaint)
            .where(Complaint.id == complaint_id)
            .values(needs_review=read.needs_review)
        )
    return complaint_id


def _case(connection: Connection, complaint_id: int) -> Any:
    row = connection.execute(
        select(
            Complaint.id,
            Complaint.local_date,
            Complaint.kind,
            Complaint.kind_by,
            Complaint.class_due_on,
            Complaint.class_from,
            Complaint.danger,
            Complaint.danger_on,
            Unit.time_zone,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.id == complaint_id)
    ).first()
    if row is None:
        raise NotFound
    return row


def _make_count(
    connection: Connection,
    case: Any,
    labels: Sequence[str],
    polarity: str,
    subtype: str | None,
    source: str,
    confidential: bool,
    now: datetime,
) -> None:
    """Make labels and polarity what counts for one case."""
    connection.execute(delete(ComplaintLabel).where(ComplaintLabel.complaint_id == case.id))
    if labels:
        connection.execute(
            insert(ComplaintLabel),
            [{"complaint_id": case.id, "label": label, "source": source} for label in labels],
        )
    values: dict[str, Any] = {
        "polarity": polarity,
        "confidential": confidential,
        "needs_review": False,
    }
    if not confidential:
        # Names are kept for an inquiry alone, and nobody inquires any more.
        values["sealed"] = None
    if case.kind_by is None:
        kind = proposed_kind(polarity, subtype, confidential)
        holidays, today = known_holidays(connection), local_day(now, case.time_zone)
        # Confirmed by a person, a suspicion has the time of its class and no longer the short one.
        confirmed = kind == ComplaintClass.SUPERVISORY
        due = class_day(case, kind, today, holidays, anew=confirmed)
        values |= {"kind": kind, **days(kind, due, case.danger_on, holidays)}
    connection.execute(update(Complaint).where(Complaint.id == case.id).values(**values))
