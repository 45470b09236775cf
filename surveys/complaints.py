"""What citizens wrote: reading it, counting it, showing it to whoever may see it.

An integrity complaint is `confidential`: everything here leaves it out, except what is asked for
with `confidential=True` by the inspector's desk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from surveys.rules.deadlines import ComplaintClass, due_of_class, overdue_days
from surveys.rules.labels import INTEGRITY
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    Complaint,
    ComplaintLabel,
    Decision,
    FollowUp,
    Prediction,
    ServiceCounter,
    Unit,
)

OPEN = ("new", "in_progress", "reopened")
GIST_LETTERS = 60
OPENED_WITHIN_DAYS = 60
"""A comment older than this when it is first read gets no day by which it must be answered."""


@dataclass(frozen=True)
class Reading:
    """What a model read in one text."""

    complaint_id: int
    labels: tuple[str, ...]
    scores: Mapping[str, float]
    polarity: str
    subtype: str | None
    needs_review: bool
    confidential: bool
    danger: bool
    reasons: tuple[tuple[str, int, int, float], ...] = ()


@dataclass(frozen=True)
class LabelCount:
    """How often a label was complained of (or suggested) and praised."""

    label: str
    complaints: int
    praises: int


@dataclass(frozen=True)
class Voice:
    """One citizen's words, as they may be shown to the head."""

    complaint_id: int
    text: str
    label: str | None
    counter_name: str
    local_date: date
    polarity: str


@dataclass(frozen=True)
class LateComplaint:
    """A case whose day has passed."""

    complaint_id: int
    gist: str
    counter_name: str
    overdue_days: int


@dataclass(frozen=True)
class Promise:
    """A line of the follow-up plan as the head sees it on Monday."""

    element: str | None
    activity: str
    due_on: date | None
    status: str
    done_on: date | None


@dataclass(frozen=True)
class ReceiptState:
    """What the holder of a receipt may know; never the text."""

    status: str
    local_date: date
    due_on: date | None
    reply: str | None
    replied_at: datetime | None
    unit_name: str
    agency_name: str


@dataclass(frozen=True)
class Change:
    """Something that was done because of what citizens wrote."""

    activity: str
    done_on: date


def unread(connection: Connection, limit: int) -> list[tuple[int, str]]:
    """Texts that no model has read yet, oldest first: number and text."""
    rows = connection.execute(
        select(Complaint.id, Complaint.text)
        .where(Complaint.read_by.is_(None))
        .order_by(Complaint.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def count_unread(connection: Connection) -> int:
    """How many texts wait to be read."""
    return connection.execute(
        select(func.count()).select_from(Complaint).where(Complaint.read_by.is_(None))
    ).scalar_one()


def not_read_by(connection: Connection, version: str, limit: int) -> list[tuple[int, str]]:
    """Texts that this version of the model has not read, unread ones first: number and text.

    All texts are read by one version, since figures of before and after would otherwise differ
    because the reader changed.
    """
    found = unread(connection, limit)
    if len(found) < limit:
        rows = connection.execute(
            select(Complaint.id, Complaint.text)
            .where((Complaint.read_by < version) | (Complaint.read_by > version))
            .order_by(Complaint.read_by, Complaint.id)
            .limit(limit - len(found))
        )
        found += [(row[0], row[1]) for row in rows]
    return found


def count_not_read_by(connection: Connection, version: str) -> int:
    """How many texts this version of the model has not read."""
    outdated = select(func.count()).where(
        (Complaint.read_by < version) | (Complaint.read_by > version)
    )
    return count_unread(connection) + connection.execute(outdated).scalar_one()


def store_readings(
    connection: Connection, readings: Sequence[Reading], model_version: str, now: datetime
) -> None:
    """Keep what a model read; where a person has decided, that stays what counts."""
    numbers = [reading.complaint_id for reading in readings]
    if not numbers:
        return
    there = set(
        connection.execute(
            select(Prediction.complaint_id).where(
                Prediction.complaint_id.in_(numbers), Prediction.model_version == model_version
            )
        ).scalars()
    )
    decided = set(
        connection.execute(
            select(Decision.complaint_id).where(Decision.complaint_id.in_(numbers))
        ).scalars()
    )
    fresh = [reading for reading in readings if reading.complaint_id not in there]
    if fresh:
        connection.execute(
            insert(Prediction), [_prediction(one, model_version, now) for one in fresh]
        )
    effective = [reading for reading in readings if reading.complaint_id not in decided]
    _set_effective(connection, effective, model_version, now)
    if decided:
        connection.execute(
            update(Complaint).where(Complaint.id.in_(decided)).values(read_by=model_version)
        )


def _prediction(reading: Reading, model_version: str, now: datetime) -> dict[str, Any]:
    return {
        "complaint_id": reading.complaint_id,
        "model_version": model_version,
        "labels": list(reading.labels),
        "scores": {label: round(score, 4) for label, score in reading.scores.items()},
        "polarity": reading.polarity,
        "subtype": reading.subtype,
        "needs_review": reading.needs_review,
        "reasons": [list(reason) for reason in reading.reasons],
        "read_at": now,
    }


def _set_effective(
    connection: Connection, readings: Sequence[Reading], model_version: str, now: datetime
) -> None:
    """Make a model's reading what counts for these cases."""
    if not readings:
        return
    numbers = [reading.complaint_id for reading in readings]
    connection.execute(delete(ComplaintLabel).where(ComplaintLabel.complaint_id.in_(numbers)))
    labels = [
        {"complaint_id": reading.complaint_id, "label": label, "source": "model"}
        for reading in readings
        for label in reading.labels
    ]
    if labels:
        connection.execute(insert(ComplaintLabel), labels)
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.local_date,
            Complaint.kind,
            Complaint.kind_by,
            Complaint.due_on,
            Complaint.confidential,
        ).where(Complaint.id.in_(numbers))
    )
    before = {row.id: row for row in rows}
    table: Any = Complaint.__table__
    connection.execute(
        table.update().where(table.c.id == bindparam("number")),
        [
            _effective_row(reading, before[reading.complaint_id], model_version, now)
            for reading in readings
        ],
    )


def _effective_row(
    reading: Reading, before: Any, model_version: str, now: datetime
) -> dict[str, Any]:
    # What one version held back is never let go by the next: only a person does that.
    confidential = reading.confidential or before.confidential
    kind, due_on = before.kind, before.due_on
    if before.kind_by is None:
        kind = proposed_kind(reading.polarity, reading.subtype, confidential)
        due_on = _due_on(kind, before.local_date, now)
    return {
        "number": reading.complaint_id,
        "polarity": reading.polarity,
        "confidential": confidential,
        "danger": reading.danger,
        "needs_review": reading.needs_review,
        "read_by": model_version,
        "kind": kind,
        "due_on": due_on,
    }


def proposed_kind(
    polarity: str | None, subtype: str | None, confidential: bool
) -> ComplaintClass | None:
    """The class by rule until a person sets one; None for what asks for no answer."""
    if confidential:
        return ComplaintClass.SUPERVISORY
    if polarity == "complaint":
        return ComplaintClass.NOT_SUPERVISORY
    if polarity == "suggestion":
        return ComplaintClass.ASPIRATION
    return ComplaintClass.INFORMATION if subtype == "question" else None


def _due_on(kind: ComplaintClass | None, received: date, now: datetime) -> date | None:
    # Answers of long ago that are imported were settled, or not, before the portal knew of them.
    if kind is None or (now.date() - received).days > OPENED_WITHIN_DAYS:
        return None
    return due_of_class(received, kind)


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
) -> None:
    """A person's reading: kept beside the model's, and from now on the one that counts.

    A case that a person reads as being about integrity becomes confidential; one that the person
    reads otherwise is so no longer.
    """
    connection.execute(
        insert(Decision).values(
            complaint_id=complaint_id,
            labels=list(labels),
            polarity=polarity,
            subtype=subtype,
            account_id=account_id,
            actor=actor,
            decided_at=now,
        )
    )
    connection.execute(delete(ComplaintLabel).where(ComplaintLabel.complaint_id == complaint_id))
    if labels:
        connection.execute(
            insert(ComplaintLabel),
            [
                {"complaint_id": complaint_id, "label": label, "source": "person"}
                for label in labels
            ],
        )
    connection.execute(
        update(Complaint)
        .where(Complaint.id == complaint_id)
        .values(polarity=polarity, confidential=INTEGRITY in labels, needs_review=False)
    )


def shown_to_head() -> list[ColumnElement[bool]]:
    """What the head of a unit may see: read, and not for the inspector alone."""
    return [Complaint.confidential.is_(False), Complaint.read_by.is_not(None)]


def label_counts(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> list[LabelCount]:
    """Per label how often it was complained of and praised, most complained first."""
    complained = func.sum(case((Complaint.polarity.in_(("complaint", "suggestion")), 1), else_=0))
    praised = func.sum(case((Complaint.polarity == "praise", 1), else_=0))
    rows = connection.execute(
        select(ComplaintLabel.label, complained, praised)
        .join(Complaint, Complaint.id == ComplaintLabel.complaint_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            Complaint.local_date.between(first, last),
            ComplaintLabel.label != INTEGRITY,
        )
        .group_by(ComplaintLabel.label)
    )
    counts = [LabelCount(row[0], int(row[1] or 0), int(row[2] or 0)) for row in rows]
    return sorted(counts, key=lambda count: (-count.complaints, -count.praises, count.label))


def count_comments(connection: Connection, scope: PlaceScope, first: date, last: date) -> int:
    """How many comments the head may read in a stretch of time."""
    return connection.execute(
        select(func.count())
        .select_from(Complaint)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            Complaint.local_date.between(first, last),
        )
    ).scalar_one()


def voices(
    connection: Connection, scope: PlaceScope, first: date, last: date, limit: int
) -> list[Voice]:
    """The newest telling comments, complaints before praise, never two of one label first."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.text,
            func.min(ComplaintLabel.label),
            ServiceCounter.name,
            Complaint.local_date,
            Complaint.polarity,
        )
        .join(ComplaintLabel, ComplaintLabel.complaint_id == Complaint.id)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            Complaint.local_date.between(first, last),
            func.length(Complaint.text).between(25, 220),
        )
        .group_by(
            Complaint.id,
            Complaint.text,
            ServiceCounter.name,
            Complaint.local_date,
            Complaint.polarity,
        )
        .order_by(Complaint.local_date.desc(), Complaint.id.desc())
        .limit(200)
    )
    found = [Voice(*row) for row in rows]
    chosen: list[Voice] = []
    for wanted in ("complaint", "complaint", "praise"):
        seen = {voice.label for voice in chosen}
        for voice in found:
            if voice.polarity == wanted and voice.label not in seen and voice not in chosen:
                chosen.append(voice)
                break
    rest = [voice for voice in found if voice not in chosen]
    return (chosen + rest)[:limit]


def late(connection: Connection, scope: PlaceScope, today: date) -> list[LateComplaint]:
    """Open cases whose day has passed, the latest first."""
    rows = connection.execute(
        select(Complaint.id, Complaint.text, ServiceCounter.name, Complaint.due_on)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            Complaint.status.in_(OPEN),
            Complaint.due_on < today,
        )
        .order_by(Complaint.due_on, Complaint.id)
    )
    return [
        LateComplaint(row[0], gist(row[1]), row[2], overdue_days(row[3], today)) for row in rows
    ]


def gist(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text.split())
    if len(line) <= GIST_LETTERS:
        return line
    return line[: GIST_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def promises(connection: Connection, scope: PlaceScope, limit: int) -> list[Promise]:
    """The follow-up plan: what is not done yet by its day, then what was done last."""
    rows = connection.execute(
        select(
            FollowUp.element, FollowUp.activity, FollowUp.due_on, FollowUp.status, FollowUp.done_on
        )
        .where(*scope.conditions(FollowUp))
        .order_by(
            case((FollowUp.status == "done", 1), else_=0),
            FollowUp.due_on.is_(None),
            FollowUp.due_on,
            FollowUp.done_on.desc(),
            FollowUp.id,
        )
        .limit(limit)
    )
    return [Promise(*row) for row in rows]


def changes_at(
    connection: Connection, counter_id: int, unit_id: int, now: datetime
) -> list[Change]:
    """The last things that were done at this counter or its unit, as citizens may read them."""
    rows = connection.execute(
        select(FollowUp.activity, FollowUp.done_on)
        .where(
            FollowUp.unit_id == unit_id,
            FollowUp.counter_id.is_(None) | (FollowUp.counter_id == counter_id),
            FollowUp.status == "done",
            FollowUp.done_on <= now.date(),
            FollowUp.public,
        )
        .order_by(FollowUp.done_on.desc(), FollowUp.id.desc())
        .limit(3)
    )
    return [Change(row[0], row[1]) for row in rows]


def by_receipt(connection: Connection, receipt: str) -> ReceiptState | None:
    """The state of the case with this receipt."""
    row = connection.execute(
        select(
            Complaint.status,
            Complaint.local_date,
            Complaint.due_on,
            Complaint.reply,
            Complaint.replied_at,
            Unit.name,
            Agency.name,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(Complaint.receipt == receipt)
    ).first()
    return None if row is None else ReceiptState(*row)
