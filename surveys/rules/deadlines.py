"""Working days, and until when a complaint has to be settled.

Sources: PermenPANRB 62/2018 as agencies apply it; stages of SP4N-LAPOR!; holidays of the yearly
decree of three ministers (SKB 1497/2025, 2/2025, 5/2025 for 2026). A working day is Monday to
Friday less national holidays and joint leave; day 1 is the day after receipt. For a year whose
decree is not entered only weekends count, and a page has to say so (`unknown_years`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveys.rules.holidays import DECREED
from surveys.rules.words import Words

Holidays = Mapping[int, frozenset[date]]
"""Year -> its days off (national holidays and joint leave); a year that is absent is unknown."""

_DAY = timedelta(days=1)


KNOWN_HOLIDAYS: Holidays = {
    year: frozenset(off.day for off in days) for year, days in DECREED.items()
}
"""As shipped; what the administrator enters comes from surveys.holidays."""


def year_is_known(year: int, holidays: Holidays = KNOWN_HOLIDAYS) -> bool:
    """Whether the days off of a year are entered."""
    return year in holidays


def unknown_years(first: date, last: date, holidays: Holidays = KNOWN_HOLIDAYS) -> tuple[int, ...]:
    """The years of a stretch of days for which only weekends could be counted."""
    years = range(first.year, last.year + 1)
    return tuple(year for year in years if not year_is_known(year, holidays))


def is_working_day(day: date, holidays: Holidays = KNOWN_HOLIDAYS) -> bool:
    """Whether offices work on a day."""
    return day.weekday() < 5 and day not in holidays.get(day.year, frozenset())


def due_day(received: date, working_days: int, holidays: Holidays = KNOWN_HOLIDAYS) -> date:
    """The last working day in time; raises ValueError for less than one working day."""
    if working_days < 1:
        raise ValueError(f"{working_days} working days; expected 1 or more")
    day, left = received, working_days
    while left:
        day += _DAY
        left -= is_working_day(day, holidays)
    return day


def working_days_after(day: date, until: date, holidays: Holidays = KNOWN_HOLIDAYS) -> int:
    """How many working days lie after a day, up to and including another; 0 when it is earlier."""
    later = (day + step * _DAY for step in range(1, (until - day).days + 1))
    return sum(is_working_day(each, holidays) for each in later)


def last_working_day(today: date, holidays: Holidays = KNOWN_HOLIDAYS) -> date:
    """The latest working day up to and including a day: what was due before it is late.

    On a Saturday nothing is late that was due on Friday, since nobody could have settled it since.
    """
    day = today
    while not is_working_day(day, holidays):
        day -= _DAY
    return day


def overdue_days(due: date, today: date, holidays: Holidays = KNOWN_HOLIDAYS) -> int:
    """By how many working days something is late; 0 on the day itself and before."""
    return working_days_after(due, today, holidays)


class ComplaintClass(StrEnum):
    """What a complaint is, by the time it may take; a person sets it, never the classifier."""

    INFORMATION = "information"
    ASPIRATION = "aspiration"
    NOT_SUPERVISORY = "not_supervisory"
    SUPERVISORY = "supervisory"

    @property
    def label(self) -> Words:
        """The official name."""
        return _CLASS_LABELS[self]

    @property
    def working_days(self) -> int:
        """The time to settle it, in working days, unless an agency sets another."""
        return WORKING_DAYS[self]


_CLASS_LABELS = {
    ComplaintClass.INFORMATION: Words("Permintaan informasi", "Request for information"),
    ComplaintClass.ASPIRATION: Words("Aspirasi", "Suggestion or wish"),
    ComplaintClass.NOT_SUPERVISORY: Words(
        "Pengaduan tidak berkadar pengawasan", "Complaint without suspicion of abuse"
    ),
    ComplaintClass.SUPERVISORY: Words(
        "Pengaduan berkadar pengawasan", "Complaint for internal supervision"
    ),
}
WORKING_DAYS: dict[ComplaintClass, int] = {
    ComplaintClass.INFORMATION: 5,
    ComplaintClass.ASPIRATION: 5,
    ComplaintClass.NOT_SUPERVISORY: 14,
    ComplaintClass.SUPERVISORY: 60,
}
VERIFICATION_WORKING_DAYS = 3
FIRST_FOLLOW_UP_WORKING_DAYS = 5
DANGER_WORKING_DAYS = 1
"""No rule names a time for danger to life and body; the next working day is the latest there is."""
SILENT_CLOSING_WORKING_DAYS = 10
"""After an answer that its reporter leaves without a word, a case is closed by itself."""


def due_with_danger(
    due: date | None, danger_on: date | None, holidays: Holidays = KNOWN_HOLIDAYS
) -> date | None:
    """The day of a case: the next working day after danger was found in it, where that is sooner.

    due : its day by its class, None where it asks for no answer; danger_on : None without danger.
    """
    if danger_on is None:
        return due
    urgent = due_day(danger_on, DANGER_WORKING_DAYS, holidays)
    return urgent if due is None or urgent < due else due


@dataclass(frozen=True)
class Promised:
    """What a citizen is told of a text, true whatever it turns out to be.

    read_by : somebody has read it. replied_by : a complaint or question is answered.
    examined_by : a suspicion of abuse, which takes longer, is examined.
    """

    read_by: date
    replied_by: date
    examined_by: date


def promised(received: date, holidays: Holidays = KNOWN_HOLIDAYS) -> Promised:
    """The days that whoever sent a text on a day may count on."""
    return Promised(
        due_day(received, VERIFICATION_WORKING_DAYS, holidays),
        due_of_class(received, ComplaintClass.NOT_SUPERVISORY, holidays),
        due_of_class(received, ComplaintClass.SUPERVISORY, holidays),
    )


def due_of_class(received: date, kind: ComplaintClass, holidays: Holidays = KNOWN_HOLIDAYS) -> date:
    """The last working day to settle a complaint of a class."""
    return due_day(received, kind.working_days, holidays)
