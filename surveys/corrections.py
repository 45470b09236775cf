"""What people decided about texts, to learn from: labels, and danger where they were asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, case, select
from sqlalchemy.orm import aliased

from surveys.review import newest_decisions
from surveys.tables import Complaint, Decision


@dataclass(frozen=True)
class DecidedText:
    """A text with the newest decision of a person about it.

    danger : whether people see any; None where none of them was asked.
    """

    complaint_id: int
    text: str
    labels: tuple[str, ...]
    polarity: str
    subtype: str | None
    decided_at: datetime
    danger: bool | None


def decided_texts(connection: Connection) -> list[DecidedText]:
    """Every text with a decision, the newest one of each, oldest text first."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.text,
            Decision.labels,
            Decision.polarity,
            Decision.subtype,
            Decision.decided_at,
            # An alarm that nobody was asked about is the model's own word: nothing to learn from.
            case(
                (Complaint.danger_by.is_not(None), Complaint.danger),
                else_=_danger_as_ticked(),
            ),
        )
        .join(Decision, Decision.complaint_id == Complaint.id)
        .where(Decision.id.in_(newest_decisions()))
        .order_by(Complaint.id)
    )
    return [DecidedText(row[0], row[1], tuple(row[2]), *row[3:]) for row in rows]


def _danger_as_ticked() -> ScalarSelect[bool | None]:
    """What the last form with a box of danger said of a text."""
    asked = aliased(Decision)
    return (
        select(asked.danger)
        .where(asked.complaint_id == Complaint.id, asked.danger.is_not(None))
        .order_by(asked.id.desc())
        .limit(1)
        .correlate(Complaint)
        .scalar_subquery()
    )
