"""Names kept encrypted for the narrow circle: how long, and all at once for a change of the key."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from surveys.tables import Complaint, Prediction

DOUBTFUL_DAYS = 30
"""So long a person has time to see a levy in a text that was read as an ordinary one.

Counted from the first reading, however long ago a sheet that is imported today was written.
"""


def forget_names(connection: Connection, now: datetime) -> int:
    """Destroy the sealed names of old texts that nobody found to be about integrity; how many.

    A text that waits to be read keeps them: until then nobody knows what it is about.
    """
    # A day early, so that no rest of the portal makes it longer than citizens are told.
    last = now - timedelta(days=DOUBTFUL_DAYS - 1)
    first_read = select(Prediction.complaint_id).where(
        Prediction.complaint_id == Complaint.id, Prediction.read_at <= last
    )
    forgotten = connection.execute(
        update(Complaint)
        .where(
            Complaint.sealed.is_not(None),
            Complaint.confidential.is_(False),
            Complaint.read_by.is_not(None),
            first_read.exists(),
        )
        .values(sealed=None)
    )
    return forgotten.rowcount


def sealed_names(connection: Connection) -> list[tuple[int, bytes]]:
    """The number of each case that has sealed names, and what is sealed."""
    rows = connection.execute(
        select(Complaint.id, Complaint.sealed)
        .where(Complaint.sealed.is_not(None))
        .order_by(Complaint.id)
    )
    return [(int(row[0]), bytes(row[1] or b"")) for row in rows]


def keep_sealed(connection: Connection, sealed: Sequence[tuple[int, bytes]]) -> None:
    """Put newly sealed names in the place of the old."""
    for number, content in sealed:
        connection.execute(update(Complaint).where(Complaint.id == number).values(sealed=content))
