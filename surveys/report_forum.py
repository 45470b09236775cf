"""The public consultation forums (Forum Konsultasi Publik) that an agency says it held.

A report claims a forum only where a day is written down: the follow-up plan of a period is
discussed after its last day, and a forum more than half a year later belongs to a later period.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BELONGS_DAYS = 183


@dataclass(frozen=True)
class Forum:
    """The day of a forum and, where it was written down, the place."""

    held_on: date
    where: str


def read_forums(text: str) -> tuple[Forum, ...]:
    """Forums as written, one a line: DD-MM-YYYY, a colon, the place.

    Raises ValueError with the line that does not begin with a day.
    """
    return tuple(_forum(line.strip()) for line in text.splitlines() if line.strip())


def _forum(line: str) -> Forum:
    day, _, where = line.partition(":")
    try:
        number, month, year = day.strip().split("-")
        held_on = date(int(year), int(month), int(number))
    except ValueError:
        raise ValueError(line) from None
    return Forum(held_on, where.strip())


def forum_of(forums: Iterable[Forum], last: date, made_on: date) -> Forum | None:
    """The forum where the results of a period were discussed: the first one after its last day.

    None where it was not held by the day on which the report is made.
    """
    latest = min(made_on, last + timedelta(days=BELONGS_DAYS))
    held = [each for each in forums if last < each.held_on <= latest]
    return min(held, key=lambda each: each.held_on, default=None)
