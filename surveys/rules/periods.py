"""Survey periods (periode survei) by calendar, and the day that it is at a unit.

Codes: 2026 (year), 2026-2 (half-year), 2026-Q3 (quarter), 2026-07 (month).
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from surveys.rules.words import Words

FIRST_YEAR, LAST_YEAR = 1990, 2999
"""The years that can be asked for, and that an answer may be dated in."""

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|([12])|(0[1-9]|1[0-2])))?", re.ASCII)
_ROMAN = ("I", "II", "III", "IV")
MONTHS = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
"""Names of the months in the languages of the portal."""


def _month(number: int) -> tuple[str, str]:
    """A month's name in Indonesian and English; January is 1."""
    return MONTHS["id"][number - 1], MONTHS["en"][number - 1]


class Kind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        """Length in months."""
        return _LENGTHS[self]


_LENGTHS = {Kind.YEAR: 12, Kind.SEMESTER: 6, Kind.QUARTER: 3, Kind.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Period:
    """One period: the number counts periods of its kind within the year, from 1.

    A year may lie outside those that can be asked for, so that a trend of the first of them can
    look back. Raises ValueError for a year that no calendar has, or a number that the year has not.
    """

    kind: Kind
    year: int
    number: int

    def __post_init__(self) -> None:
        per_year = 12 // self.kind.months
        if not MINYEAR <= self.year <= MAXYEAR:
            raise ValueError(f"the year is {self.year}; expected {MINYEAR} to {MAXYEAR}")
        if not 1 <= self.number <= per_year:
            raise ValueError(f"{self.kind} {self.number} does not exist; expected 1 to {per_year}")

    @property
    def code(self) -> str:
        """2026, 2026-2, 2026-Q3 or 2026-07."""
        if self.kind is Kind.YEAR:
            return f"{self.year}"
        if self.kind is Kind.SEMESTER:
            return f"{self.year}-{self.number}"
        if self.kind is Kind.QUARTER:
            return f"{self.year}-Q{self.number}"
        return f"{self.year}-{self.number:02d}"

    @property
    def label(self) -> Words:
        """triwulan III 2026, Q3 2026."""
        if self.kind is Kind.YEAR:
            return Words(f"tahun {self.year}", f"{self.year}")
        if self.kind is Kind.SEMESTER:
            half = ("first", "second")[self.number - 1]
            roman = _ROMAN[self.number - 1]
            return Words(f"semester {roman} {self.year}", f"{half} half of {self.year}")
        if self.kind is Kind.QUARTER:
            roman = _ROMAN[self.number - 1]
            return Words(f"triwulan {roman} {self.year}", f"Q{self.number} {self.year}")
        name_id, name_en = _month(self.number)
        return Words(f"{name_id} {self.year}", f"{name_en} {self.year}")

    @property
    def span(self) -> Words:
        """The months it covers: Juli–September 2026."""
        if self.kind is Kind.MONTH:
            return self.label
        first_id, first_en = _month(self.first_day.month)
        last_id, last_en = _month(self.last_day.month)
        return Words(f"{first_id}–{last_id} {self.year}", f"{first_en}–{last_en} {self.year}")

    @property
    def first_day(self) -> date:
        """The first day that belongs to it."""
        return date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        after = self.number * self.kind.months + 1
        if after > 12:
            return date(self.year, 12, 31)
        return date(self.year, after, 1) - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def shifted(self, steps: int) -> "Period":
        """The period so many of its kind later (negative: earlier)."""
        per_year = 12 // self.kind.months
        years, place = divmod(self.number - 1 + steps, per_year)
        return Period(self.kind, self.year + years, place + 1)

    @property
    def previous(self) -> "Period":
        """The one before it, of the same kind."""
        return self.shifted(-1)

    @property
    def following(self) -> "Period":
        """The one after it, of the same kind."""
        return self.shifted(1)

    @property
    def year_before(self) -> "Period":
        """The same season a year earlier."""
        return Period(self.kind, self.year - 1, self.number)

    def months(self) -> tuple["Period", ...]:
        """Its calendar months, in order."""
        first = self.first_day.month
        return tuple(
            Period(Kind.MONTH, self.year, number)
            for number in range(first, first + self.kind.months)
        )


def parse_period(code: str) -> Period:
    """The period of a code; raises ValueError that shows the forms accepted."""
    match = _CODE.fullmatch(code.strip().upper())
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValueError(
            f"{code!r} is not a period; expected a year (2026), a half-year (2026-2),"
            " a quarter (2026-Q3) or a month (2026-07)"
        )
    year, quarter, semester, month = int(match[1]), match[2], match[3], match[4]
    if quarter:
        return Period(Kind.QUARTER, year, int(quarter))
    if semester:
        return Period(Kind.SEMESTER, year, int(semester))
    if month:
        return Period(Kind.MONTH, year, int(month))
    return Period(Kind.YEAR, year, 1)


def period_of(first: date, last: date) -> Period | None:
    """The calendar period that these days are; None for any other stretch."""
    for kind in Kind:
        period = Period(kind, first.year, (first.month - 1) // kind.months + 1)
        if (period.first_day, period.last_day) == (first, last):
            return period
    return None


def containing(day: date, kind: Kind) -> Period:
    """The period of a kind in which a day lies."""
    return Period(kind, day.year, (day.month - 1) // kind.months + 1)


ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
"""Time zones of Indonesia and how people name them."""

PROVINCE_ZONE = "Asia/Jakarta"
"""The clock of what is no unit's; a day begins on none of the others later."""


def _zone(name: str) -> ZoneInfo:
    if name not in ZONES:
        raise ValueError(f"{name!r} is not a time zone here; expected one of {', '.join(ZONES)}")
    return ZoneInfo(name)


def local_time(moment: datetime, zone: str) -> datetime:
    """A moment on the clock of a zone; raises ValueError for no offset or an unknown zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no offset; expected a moment in UTC")
    return moment.astimezone(_zone(zone))


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day at a unit at a moment: the day that a response belongs to."""
    return local_time(moment, zone).date()


def utc_bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The moments in UTC from which and before which days of a zone last: [start, end)."""
    start = datetime.combine(first, time.min, _zone(zone))
    end = datetime.combine(last + timedelta(days=1), time.min, _zone(zone))
    return start.astimezone(UTC), end.astimezone(UTC)
