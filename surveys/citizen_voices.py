"""What citizens wrote about a need, in their own words: masked, and never for the wrong eyes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Subquery, func, select

from surveys.rules.labels import INTEGRITY
from surveys.tables import Complaint, ComplaintLabel, ServiceCounter

SHORTEST_SAMPLE, LONGEST_SAMPLE = 15, 280
MANY = 3


@dataclass(frozen=True)
class SampleComment:
    """One citizen's words, masked, with where and on which day."""

    text: str
    counter_name: str
    local_date: date


def sample_comments(
    connection: Connection,
    unit_id: int,
    labels: Sequence[str],
    before: date,
    limit: int = MANY,
    since: date | None = None,
) -> list[SampleComment]:
    """The newest comments that complain of these labels in a unit, as stored: already masked."""
    found = samples_of_lines(connection, {(unit_id, 0): labels}, before, limit, since)
    return found[unit_id, 0]


def samples_of_lines(
    connection: Connection,
    lines: Mapping[tuple[int, int], Iterable[str]],
    before: date,
    limit: int = MANY,
    since: date | None = None,
) -> dict[tuple[int, int], list[SampleComment]]:
    """For each pair of unit and topic, with its labels: the newest comments that complain of them.

    Never one for the inspector alone, never one that its writer kept from the staff of the counter.
    """
    wanted = {place: set(labels) - {INTEGRITY} for place, labels in lines.items()}
    newest = _newest_first(
        {unit for unit, _ in wanted}, set().union(*wanted.values()), since or date.min, before
    )
    rows = connection.execute(select(newest).where(newest.c.place <= limit)).all()
    found: dict[tuple[int, int], list[SampleComment]] = {}
    for (unit_id, topic_id), labels in wanted.items():
        own = {row.id: row for row in rows if row.unit_id == unit_id and row.label in labels}
        ordered = sorted(own.values(), key=lambda row: (row.local_date, row.id), reverse=True)
        found[unit_id, topic_id] = [
            SampleComment(row.text, row.name, row.local_date) for row in ordered[:limit]
        ]
    return found


def _newest_first(units: set[int], labels: set[str], since: date, before: date) -> Subquery:
    """What may be shown of these units and labels, numbered from the newest in each of both."""
    return (
        select(
            Complaint.id,
            Complaint.unit_id,
            ComplaintLabel.label,
            Complaint.text,
            ServiceCounter.name,
            Complaint.local_date,
            func.row_number()
            .over(
                partition_by=(Complaint.unit_id, ComplaintLabel.label),
                order_by=(Complaint.local_date.desc(), Complaint.id.desc()),
            )
            .label("place"),
        )
        .join(ComplaintLabel, ComplaintLabel.complaint_id == Complaint.id)
        .join(ServiceCounter, ServiceCounter.id == Complaint.counter_id)
        .where(
            Complaint.unit_id.in_(units),
            ComplaintLabel.label.in_(labels),
            Complaint.local_date < before,
            Complaint.local_date >= since,
            Complaint.confidential.is_(False),
            Complaint.private.is_(False),
            Complaint.read_by.is_not(None),
            Complaint.polarity.in_(("complaint", "suggestion")),
            func.length(Complaint.text).between(SHORTEST_SAMPLE, LONGEST_SAMPLE),
        )
        .subquery()
    )
