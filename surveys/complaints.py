"""What citizens wrote, counted and shown to whoever may see it.

An integrity complaint is `confidential`: everything here leaves it out, except the state that the
holder of its receipt may know. Single cases are in surveys.cases.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from surveys.decisions import decide as decide

# What reads the texts is found under this noun as well.
from surveys.holidays import known_holidays
from surveys.readings import Reading as Reading
from surveys.readings import count_unread as count_unread
from surveys.readings import store_readings as store_readings
from surveys.readings import unread as unread
from surveys.rules.deadlines import (
    ComplaintClass,
    Promised,
    last_working_day,
    overdue_days,
    promised,
)
from surveys.rules.labels import INTEGRITY
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    Complaint,
    ComplaintLabel,
    FollowUp,
    Response,
    ServiceCounter,
    Unit,
)

OPEN = ("new", "in_progress", "reopened")
GIST_LETTERS = 60


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
    """What the holder of a receipt may know; never the text, nor what it is about.

    told : the days that the writer may count on.
    late : nobody replied within the time that a text of its class is given.
    """

    status: str
    local_date: date
    told: Promised
    late: bool
    reply: str | None
    replied_at: datetime | None
    unit_name: str
    agency_name: str
    time_zone: str


@dataclass(frozen=True)
class Change:
    """Something that was done because of what citizens wrote."""

    activity: str
    done_on: date


def shown_to_head() -> list[ColumnElement[bool]]:
    """What the head of a unit may see: read, and not for the inspector alone."""
    return [Complaint.confidential.is_(False), Complaint.read_by.is_not(None)]


def label_counts(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> list[LabelCount]:
    """Per label how often it was complained of and praised, most complained first.

    Comments of answers that are kept out of the figures are not counted.
    """
    complained = func.sum(case((Complaint.polarity.in_(("complaint", "suggestion")), 1), else_=0))
    praised = func.sum(case((Complaint.polarity == "praise", 1), else_=0))
    rows = connection.execute(
        select(ComplaintLabel.label, complained, praised)
        .join(Complaint, Complaint.id == ComplaintLabel.complaint_id)
        .join(Response, Response.id == Complaint.id)
        .where(
            Response.excluded.is_(False),
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
    """How many comments the head may read in a stretch, of answers that are in the figures."""
    return connection.execute(
        select(func.count())
        .select_from(Complaint)
        .join(Response, Response.id == Complaint.id)
        .where(
            Response.excluded.is_(False),
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
    found = [Voice(row[0], row[1], row[2], row[3], row[4], row[5] or "other") for row in rows]
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
    """Open cases late by a working day or more, the latest first."""
    holidays = known_holidays(connection)
    rows = connection.execute(
        select(Complaint.id, Complaint.text, ServiceCounter.name, Complaint.due_on)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            Complaint.status.in_(OPEN),
            Complaint.due_on < last_working_day(today, holidays),
        )
        .order_by(Complaint.due_on, Complaint.id)
    )
    return [
        LateComplaint(row[0], gist(row[1]), row[2], overdue_days(row[3], today, holidays))
        for row in rows
        if row[3] is not None
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
    return [Change(row[0], row[1]) for row in rows if row[1] is not None]


def by_receipt(connection: Connection, receipt: str, today: date) -> ReceiptState | None:
    """The state of the case with this receipt."""
    row = connection.execute(
        select(
            Complaint.status,
            Complaint.local_date,
            Complaint.kind,
            Complaint.due_on,
            Complaint.reply,
            Complaint.replied_at,
            Unit.name.label("unit_name"),
            Agency.name.label("agency_name"),
            Unit.time_zone,
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(Complaint.receipt == receipt)
    ).first()
    if row is None:
        return None
    holidays = known_holidays(connection)
    told = promised(row.local_date, holidays)
    return ReceiptState(
        row.status,
        row.local_date,
        told,
        _is_late(row, told, last_working_day(today, holidays)),
        row.reply,
        row.replied_at,
        row.unit_name,
        row.agency_name,
        row.time_zone,
    )


def _is_late(row: Any, told: Promised, last_day: date) -> bool:
    due = row.due_on
    if due is not None and row.kind == ComplaintClass.SUPERVISORY:
        # The day it carries until the suspicion is confirmed is the inspector's, not the reply's.
        due = told.examined_by
    return due is not None and row.status in OPEN and due < last_day
