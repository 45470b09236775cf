"""What citizens wrote about one thing, and how what is read there moves from month to month."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from surveys.complaints import shown_to_head
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel, ServiceCounter

MOST_TEXTS = 2000


@dataclass(frozen=True)
class LabelText:
    """A text that complains of a thing or suggests something about it, and where it was written."""

    complaint_id: int
    text: str
    counter_name: str
    local_date: date


def texts_about(
    connection: Connection, scope: PlaceScope, label: str, first: date
) -> list[LabelText]:
    """The newest texts since a day that blame a thing, oldest first; never a held-back one."""
    rows = connection.execute(
        select(
            Complaint.id,
            Complaint.text,
            ServiceCounter.name,
            Complaint.local_date,
        )
        .join(ComplaintLabel, ComplaintLabel.complaint_id == Complaint.id)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            *scope.conditions(Complaint),
            *shown_to_head(),
            ComplaintLabel.label == label,
            Complaint.polarity.in_(("complaint", "suggestion")),
            Complaint.local_date >= first,
        )
        .order_by(Complaint.id.desc())
        .limit(MOST_TEXTS)
    )
    return [LabelText(row[0], row[1], row[2], row[3]) for row in rows][::-1]


def texts_between(connection: Connection, first: date, last: date, limit: int) -> list[str]:
    """The newest texts of all places between two days, both included; no held-back ones."""
    rows = connection.execute(
        select(Complaint.text)
        .where(*shown_to_head(), Complaint.local_date.between(first, last))
        .order_by(Complaint.id.desc())
        .limit(limit)
    )
    return list(rows.scalars())
