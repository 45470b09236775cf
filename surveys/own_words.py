"""A writer's own text, for as long as only its writer has begun with it.

Personal data is masked before a text is stored; who wrote it may look at what became of it, and put
it in other words, until somebody deals with it or the time to do so is over. The receipt stays.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, select, update

from surveys.errors import Closed
from surveys.tables import Complaint, Response

TIME_TO_CHANGE = timedelta(minutes=30)


def _untouched(receipt: str, now: datetime) -> Select[int, str]:
    return (
        select(Complaint.id, Complaint.text)
        .join(Response, Response.id == Complaint.id)
        .where(
            Complaint.receipt == receipt,
            Complaint.status == "new",
            Complaint.kind_by.is_(None),
            Response.submitted_at > now - TIME_TO_CHANGE,
        )
    )


def still_own(connection: Connection, receipt: str, now: datetime) -> str | None:
    """The masked text of a receipt, while its writer may change it; else None."""
    row = connection.execute(_untouched(receipt, now)).first()
    return None if row is None else row.text


def put_differently(
    connection: Connection, receipt: str, text: str, sealed: bytes | None, now: datetime
) -> None:
    """Set another masked text in the place of the first, to be read anew.

    Raises Closed where somebody deals with it already, or the time is over.
    """
    row = connection.execute(_untouched(receipt, now)).first()
    if row is None:
        raise Closed("Tulisan ini sudah mulai ditangani dan tidak bisa diubah lagi.")
    connection.execute(
        update(Complaint)
        .where(Complaint.id == row.id)
        .values(text=text, sealed=sealed, read_by=None)
    )
