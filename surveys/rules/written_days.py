"""Days as people write them for the portal: year, month and day, and no other way of ISO 8601."""

import re
from datetime import date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)


def written_day(text: str) -> date:
    """A day as 2026-11-24; raises ValueError for all else, such as 2026-W48-2 and 20261124."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not a day; expected one as 2026-11-24")
    return date.fromisoformat(text)


def day_in_cell(cell: str) -> date:
    """The day of a cell, behind which a spreadsheet may have put a time; raises ValueError."""
    day = written_day(cell[:10])
    if cell[10:]:
        written_moment(cell)
    return day


def written_moment(cell: str) -> datetime:
    """A day with or without a time behind it; without an offset where none is written.

    Raises ValueError for all else, such as a week or what is no time.
    """
    written_day(cell[:10])
    if cell[10:] and not _TIME.fullmatch(cell[10:]):
        raise ValueError(f"{cell[10:]!r} is not a time; expected one as T09:30:00+07:00")
    return datetime.fromisoformat(cell)
