"""One case in full: the text, what model and people read in it, the answer, every step."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from surveys.accounts import AuditLine
from surveys.cases import labels_of, late_by, seen_by
from surveys.complaints import OPEN, gist
from surveys.errors import NotFound
from surveys.holidays import known_holidays
from surveys.readings import PredictionLine, last_prediction
from surveys.scope import PlaceScope
from surveys.tables import AuditEntry, Complaint, Decision, ServiceCounter, Unit


@dataclass(frozen=True)
class DecisionLine:
    """What a person read in a text, when."""

    labels: tuple[str, ...]
    polarity: str
    actor: str
    decided_at: datetime


@dataclass(frozen=True)
class Case:
    """Everything that whoever may see a case may see of it."""

    complaint_id: int
    agency_id: int
    unit_id: int
    unit_name: str
    time_zone: str
    counter_id: int
    counter_name: str
    local_date: date
    text: str
    private: bool
    has_sealed: bool
    status: str
    kind: str | None
    kind_by: str | None
    due_on: date | None
    overdue_days: int
    polarity: str | None
    labels: tuple[str, ...]
    danger: bool
    danger_by: str | None
    needs_review: bool
    reply: str | None
    replied_at: datetime | None
    replied_by: str | None
    closed_at: datetime | None
    prediction: PredictionLine | None = None
    decisions: tuple[DecisionLine, ...] = ()
    history: tuple[AuditLine, ...] = ()

    @property
    def gist(self) -> str:
        """The first words of the text."""
        return gist(self.text)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.status in OPEN


def subject_of(complaint_id: int) -> str:
    """How the audit log names a case."""
    return f"complaint:{complaint_id}"


def case_of(
    connection: Connection,
    complaint_id: int,
    scope: PlaceScope,
    today: date,
    *,
    confidential: bool = False,
) -> Case:
    """One case with everything about it. Raises NotFound."""
    row = connection.execute(
        select(
            Complaint,
            Unit.agency_id,
            Unit.name.label("unit_name"),
            Unit.time_zone,
            ServiceCounter.name.label("counter_name"),
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(Complaint.id == complaint_id, *seen_by(scope, confidential))
    ).first()
    if row is None:
        raise NotFound
    labels = labels_of(connection, [complaint_id]).get(complaint_id, ())
    return Case(
        complaint_id=row.id,
        agency_id=row.agency_id,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        time_zone=row.time_zone,
        counter_id=row.counter_id,
        counter_name=row.counter_name,
        local_date=row.local_date,
        text=row.text,
        private=row.private,
        has_sealed=row.sealed is not None,
        status=row.status,
        kind=row.kind,
        kind_by=row.kind_by,
        due_on=row.due_on,
        overdue_days=late_by(row.status, row.due_on, today, known_holidays(connection)),
        polarity=row.polarity,
        labels=tuple(label for label, _ in labels),
        danger=row.danger,
        danger_by=row.danger_by,
        needs_review=row.needs_review,
        reply=row.reply,
        replied_at=row.replied_at,
        replied_by=row.replied_by,
        closed_at=row.closed_at,
        prediction=last_prediction(connection, complaint_id),
        decisions=_decisions(connection, complaint_id),
        history=_history(connection, complaint_id),
    )


def _decisions(connection: Connection, complaint_id: int) -> tuple[DecisionLine, ...]:
    rows = connection.execute(
        select(Decision.labels, Decision.polarity, Decision.actor, Decision.decided_at)
        .where(Decision.complaint_id == complaint_id)
        .order_by(Decision.id.desc())
    )
    return tuple(DecisionLine(tuple(row[0]), row[1], row[2], row[3]) for row in rows)


def _history(connection: Connection, complaint_id: int) -> tuple[AuditLine, ...]:
    rows = connection.execute(
        select(AuditEntry)
        .where(AuditEntry.subject == subject_of(complaint_id))
        .order_by(AuditEntry.id.desc())
        .limit(100)
    )
    return tuple(
        AuditLine(row.logged_at, row.actor, row.action, row.subject, row.detail) for row in rows
    )
