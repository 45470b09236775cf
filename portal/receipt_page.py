"""The page of a receipt: where a text stands and the reply to it, or a field for a code."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.citizen_pages import AskReceiptPage, ReceiptPage, Shown, address
from portal.language import other
from surveys.receipts import ReceiptState
from surveys.rules.codes import format_receipt

# Only what was answered can be judged by whoever asked.
JUDGED = ("answered", "closed")
WAITING = ("new", "in_progress")
"""What is told a day by which a reply comes; opened again, it is where the day is of then."""


def receipt_page(found: ReceiptState, code: str, language: str) -> Shown:
    """The state of a comment and the reply to it."""
    told = found.told
    page = ReceiptPage(
        language=language,
        other_language=address(f"/t/{code}", other(language)),
        kiosk=False,
        code=format_receipt(code),
        status=found.status,
        unit_name=found.unit_name,
        agency_name=found.agency_name,
        received_on=found.local_date,
        late=found.late,
        replied_by=told.replied_by,
        examined_by=told.examined_by,
        waiting=found.status in WAITING or (found.status == "reopened" and found.again),
        reply=found.reply or "",
        replied_on=_day_of(found.replied_at, found.time_zone),
        action=address(f"/t/{code}", language) if found.status in JUDGED else "",
    )
    return Shown(200, page.body())


def ask_receipt_page(language: str, asked: str) -> Shown:
    """A field for a code; with a code that is not known, a word about it."""
    page = AskReceiptPage(
        language=language,
        other_language=address("/t/", other(language)),
        kiosk=False,
        action="/t/",
        asked=asked[:40],
    )
    return Shown(404 if asked else 200, page.body())


def _day_of(moment: datetime | None, time_zone: str) -> date | None:
    """The day of a moment where the office is: an early reply is of today, not of yesterday."""
    return None if moment is None else moment.astimezone(ZoneInfo(time_zone)).date()
