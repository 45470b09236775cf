"""Comments for tests: written at a place, and read with the labels that a test wants."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel
from tests.builders import Place, build_draft

CODE = complete_counter_code(b"c" * 14)
OTHER_CODE = complete_counter_code(b"d" * 14)
EVERYWHERE = PlaceScope()
LONG_AGO, SOON = date(2020, 1, 1), date(2030, 1, 1)
QUEUE = "antrean tiga jam tanpa kepastian di loket ini"
LEVY = "diminta uang rokok dua puluh ribu supaya cepat selesai"


def receipt(number: int) -> str:
    return complete_receipt(bytes([number]) * 16)


def write(connection: Connection, place: Place, texts: Sequence[str], *, days_ago: int = 0) -> None:
    first = len(connection.execute(select(Complaint.id)).all())
    store_drafts(
        connection,
        [
            build_draft(
                place,
                f"key-{first + number}",
                comment=text,
                receipt=receipt(first + number),
                days_ago=days_ago,
            )
            for number, text in enumerate(texts)
        ],
    )


def reading(
    number: int,
    *labels: str,
    polarity: str = "complaint",
    subtype: str | None = None,
    confidential: bool = False,
    needs_review: bool = False,
    danger: bool = False,
) -> Reading:
    return Reading(
        complaint_id=number,
        labels=labels,
        scores=dict.fromkeys(labels, 0.9),
        polarity=polarity,
        subtype=subtype,
        needs_review=needs_review,
        confidential=confidential,
        danger=danger,
    )


def effective(connection: Connection, number: int) -> set[tuple[str, str]]:
    rows = connection.execute(
        select(ComplaintLabel.label, ComplaintLabel.source).where(
            ComplaintLabel.complaint_id == number
        )
    )
    return {(row[0], row[1]) for row in rows}
