"""Names kept encrypted for the narrow circle: all of them at once, for a change of the key."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from surveys.tables import Complaint


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
