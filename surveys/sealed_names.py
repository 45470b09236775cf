"""Names kept encrypted for the narrow circle: how long, and all at once for a change of the key."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from surveys.rules.periods import ZONES, local_day, utc_bounds
from surveys.tables import Complaint, Prediction, Unit

DOUBTFUL_DAYS = 30
"""So long a person has time to see a levy in a text that was read as an ordinary one.

Days of the unit's calendar from the first reading, however long ago a sheet that is imported today
was written.
"""


def forget_names(connection: Connection, now: datetime) -> int:
    """Destroy the sealed names of old texts that nobody found to be about integrity; how many.

    A text that waits to be read keeps them: until then nobody knows what it is about.
    """
    first_read = (
        select(Prediction.complaint_id)
        .join(Unit, Unit.id == Complaint.unit_id)
        .where(
            Prediction.complaint_id == Complaint.id,
            or_(*(and_(Unit.time_zone == zone, _long_ago(now, zone)) for zone in ZONES)),
        )
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


def _long_ago(now: datetime, zone: str) -> ColumnElement[bool]:
    """Whether a reading is of a day, on a unit's calendar, that lies so far back."""
    # A day early, so that no rest of the portal makes it longer than citizens are told.
    last = local_day(now, zone) - timedelta(days=DOUBTFUL_DAYS - 1)
    return Prediction.read_at < utc_bounds(last, last, zone)[1]


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
