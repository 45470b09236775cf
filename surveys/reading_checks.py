"""How much of what the planner counts a person has checked, and how often the reader was right.

Labels count in planning as the automatic reader gives them, checked or not: to count only checked
ones would make every rate follow the desk's diligence. So it is said beside them what was checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select

from surveys.review import newest_decisions
from surveys.rules.labels import INTEGRITY
from surveys.tables import Complaint, ComplaintLabel, Decision, Prediction, Response

PROBLEMS = ("complaint", "suggestion")


@dataclass(frozen=True)
class ReadingChecks:
    """Comments behind the needs, how many of them a person checked, and what checks found.

    found : by label, how often the reader gave it where a person checked, and how often rightly.
    """

    comments: int = 0
    checked: int = 0
    found: Mapping[str, tuple[int, int]] = field(default_factory=dict)


NONE_CHECKED = ReadingChecks()


def reading_checks(connection: Connection, before: date) -> ReadingChecks:
    """The checks of complaints and suggestions before a day that carry a label."""
    labelled = select(ComplaintLabel.complaint_id).where(ComplaintLabel.label != INTEGRITY)
    behind = (
        select(func.count(Complaint.id.distinct()))
        .join(Response, Response.id == Complaint.id)
        .where(
            Response.excluded.is_(False),
            Complaint.local_date < before,
            Complaint.confidential.is_(False),
            Complaint.polarity.in_(PROBLEMS),
            Complaint.id.in_(labelled),
        )
    )
    decided = select(Decision.complaint_id)
    comments, checked = (
        int(connection.execute(asked).scalar_one())
        for asked in (behind, behind.where(Complaint.id.in_(decided)))
    )
    return ReadingChecks(comments, checked, _found(connection))


def _found(connection: Connection) -> dict[str, tuple[int, int]]:
    """What people found where the version that reads now had read something."""
    rows = connection.execute(
        select(Prediction.labels, Decision.labels)
        .join(Decision, Decision.complaint_id == Prediction.complaint_id)
        .join(Complaint, Complaint.id == Prediction.complaint_id)
        .where(
            Prediction.model_version == Complaint.read_by,
            Decision.id.in_(newest_decisions()),
            # A decision made before this version had read the text was not a check of it.
            Decision.decided_at >= Prediction.read_at,
        )
    )
    found: dict[str, tuple[int, int]] = {}
    for given, decided in rows:
        for label in given:
            times, right = found.get(label, (0, 0))
            found[label] = times + 1, right + (label in decided)
    return found
