"""How often each unit's comments complained of a label or praised it: all units in one look."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, case, func, select

from surveys.complaints import shown_to_head
from surveys.rules.labels import INTEGRITY
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel, Response


@dataclass
class Themes:
    """Comments that the head may read: complaints (with suggestions) and praise by label."""

    complaints: dict[str, int] = field(default_factory=dict)
    praises: dict[str, int] = field(default_factory=dict)
    comments: int = 0


def themes_by_unit(
    connection: Connection, scope: PlaceScope, period: Period
) -> Mapping[int, Themes]:
    """The themes of every unit within reach that has any; comments of excluded answers left out."""
    conditions = (
        Response.excluded.is_(False),
        *scope.conditions(Complaint),
        *shown_to_head(),
        Complaint.local_date.between(period.first_day, period.last_day),
    )
    found: dict[int, Themes] = {}
    written = (
        select(Complaint.unit_id, func.count())
        .join(Response, Response.id == Complaint.id)
        .where(*conditions)
        .group_by(Complaint.unit_id)
    )
    for unit_id, comments in connection.execute(written):
        found[unit_id] = Themes(comments=comments)
    complained = func.sum(case((Complaint.polarity.in_(("complaint", "suggestion")), 1), else_=0))
    praised = func.sum(case((Complaint.polarity == "praise", 1), else_=0))
    labelled = (
        select(Complaint.unit_id, ComplaintLabel.label, complained, praised)
        .join(Complaint, Complaint.id == ComplaintLabel.complaint_id)
        .join(Response, Response.id == Complaint.id)
        .where(*conditions, ComplaintLabel.label != INTEGRITY)
        .group_by(Complaint.unit_id, ComplaintLabel.label)
    )
    for unit_id, label, complaints, praises in connection.execute(labelled):
        found[unit_id].complaints[label] = int(complaints)
        found[unit_id].praises[label] = int(praises)
    return found
