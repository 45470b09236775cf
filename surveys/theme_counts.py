"""How often each unit's comments complained of a label or praised it: all units in one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, case, func, select

from surveys.complaints import shown_to_head
from surveys.rules.labels import INTEGRITY
from surveys.rules.periods import Period
from surveys.tables import Complaint, ComplaintLabel, Response


@dataclass
class Themes:
    """Comments that the head may read: complaints (with suggestions) and praise by label."""

    complaints: dict[str, int] = field(default_factory=dict)
    praises: dict[str, int] = field(default_factory=dict)
    comments: int = 0


MANY_UNITS = 100
"""From so many on all units are counted in one look instead of being named."""


def themes_of_units(
    connection: Connection, unit_ids: Sequence[int], period: Period
) -> Mapping[int, Themes]:
    """The themes of at least these units, where they have any; none of excluded answers."""
    few = len(unit_ids) < MANY_UNITS
    conditions = (
        Response.excluded.is_(False),
        *([Complaint.unit_id.in_(unit_ids)] if few else []),
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
