"""What citizens wrote, counted and shown to whoever may see it.

An integrity complaint is `confidential`: everything here leaves it out. Single cases are in
surveys.cases, what the holder of a receipt may know is in surveys.receipts.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from surveys.holidays import known_holidays
from surveys.rules.deadlines import last_working_day, overdue_days
from surveys.rules.labels import INTEGRITY
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel, Response, ServiceCounter

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


def shown_to_head() -> list[ColumnElement[bool]]:
    """What the head of a unit may see: read, and not for the inspector alone."""
    return [Complaint.confidential.is_(False), Complaint.read_by.is_not(None)]


def awaiting_answer() -> list[ColumnElement[bool]]:
    """What holds for open cases that ask for an answer: by their class, or since there is danger.

    Danger asks whatever else a text is: "terima kasih, untung ibu saya cuma pingsan" too.
    """
    return [Complaint.status.in_(OPEN), or_(Complaint.kind.is_not(None), Complaint.danger)]


def in_danger() -> ColumnElement[bool]:
    """Danger that is known since a day; one found in a text of long ago alarms nobody."""
    return Complaint.danger.is_(True) & Complaint.danger_on.is_not(None)


def count_in_danger(connection: Connection, scope: PlaceScope) -> int:
    """How many open cases that the head may see speak of danger."""
    return connection.execute(
        select(func.count())
        .select_from(Complaint)
        .where(*scope.conditions(Complaint), *shown_to_head(), *awaiting_answer(), in_danger())
    ).scalar_one()


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
    counted = func.count(case((Response.excluded.is_(False), Complaint.id)))
    return connection.execute(
        select(counted)
        # An outer join, so that the comments are gone through and not all answers.
        .join_from(Complaint, Response, Response.id == Complaint.id, isouter=True)
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
    found = _telling(connection, scope, first, last)
    chosen: list[Voice] = []
    for wanted in ("complaint", "complaint", "praise"):
        seen = {voice.label for voice in chosen}
        for voice in found:
            if voice.polarity == wanted and voice.label not in seen and voice not in chosen:
                chosen.append(voice)
                break
    rest = [voice for voice in found if voice not in chosen]
    return (chosen + rest)[:limit]


def _telling(connection: Connection, scope: PlaceScope, first: date, last: date) -> list[Voice]:
    """The newest comments of a sentence or two, for choosing among them."""
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
    return [Voice(row[0], row[1], row[2], row[3], row[4], row[5] or "other") for row in rows]


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
