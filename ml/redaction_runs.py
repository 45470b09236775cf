"""Neighbouring groups of digits as one number, and where they tell a time, a sum or a count."""

import re
from itertools import pairwise
from typing import NamedTuple

# These part one number from the next as often as they part the groups of one.
_LOOSE = re.compile(r"[,;\n\r\t]")
_FEWEST_COUNTED = 4
_YEAR = re.compile(r"(?:19[89]|20[0-3])\d\Z")
_TIMES = re.compile(
    r"(?:(?:[0-2]?\d[.:][0-5]\d|[0-3]?\d[-/. ][01]?\d[-/. ](?:19|20)\d\d)(?!\d)\D{0,4})+"
    r"(?:\d\d?)?\Z"
)
# Clocks and dates with a number behind them are no part of it. However many there are, only so many
# are looked through from each of them.
TIMES_BEFORE = re.compile(
    r"(?:(?:[0-2]?\d[.:][0-5]\d|[0-3]?\d[-/. ][01]?\d[-/. ](?:19|20)\d\d)[^\d.:]\D{0,3}){1,20}"
    r"(?=(?:0|62)\d{2})"
)
_TIME = (
    r"(?:[0-2]?\d[.:][0-5]\d(?![.:\d])"
    r"|(?:[0-2]?\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:(?:19|20)\d\d|[0-3]\d)(?![\d\-/.]\d))"
)
# One after the other they have as many digits as a card, from whichever of them one counts.
TIMES_LISTED = re.compile(
    rf"{_TIME}(?:[ ,;\-]{{1,3}}(?:sd|s/d|dan|lalu|jam|pkl|tgl)?[ ,\-]{{0,2}}{_TIME}){{2,12}}"
    r"(?!\D{0,2}\d{3})"
)


class Run(NamedTuple):
    """Neighbouring groups of digits read as one number; start, end: where they stand."""

    digits: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    start: int
    end: int

    @property
    def is_together(self) -> bool:
        """Whether the signs between the groups are such as stand within one number."""
        return len(set(self.gaps)) < 2 or not any(map(_LOOSE.search, self.gaps))

    @property
    def is_money(self) -> bool:
        """Thousands: "1.500.000.000"."""
        return (
            len(self.sizes) > 1
            and self.sizes[0] <= 3
            and all(size == 3 for size in self.sizes[1:])
            and {gap.strip() for gap in self.gaps} <= {".", ","}
            and self.digits[0] != "0"
        )


def is_date(run: Run) -> bool:
    """The day until which a card holds: "sim saya mati 31-12-2025"."""
    if len(run.sizes) != 3 or run.sizes[2] != 4 or max(run.sizes[:2]) > 2:
        return False
    day, month = run.digits[: run.sizes[0]], run.digits[run.sizes[0] : -4]
    return int(day) <= 31 and int(month) <= 12 and _YEAR.match(run.digits[-4:]) is not None


def is_year(digits: str) -> bool:
    """Whether four digits are a year in which papers are written."""
    return _YEAR.match(digits) is not None


def is_count(run: Run) -> bool:
    """Numbers that were called one after the other: "10 11 12 13 14 15 16 17"."""
    if len(run.sizes) < _FEWEST_COUNTED:
        return False
    ends = [sum(run.sizes[:group]) for group in range(len(run.sizes) + 1)]
    counted = [int(run.digits[start:end]) for start, end in pairwise(ends)]
    return all(after - before == 1 for before, after in pairwise(counted))


def is_times(run: Run, text: str) -> bool:
    """Clocks, dates and years one after the other, which together have as many digits."""
    if len(set(run.gaps)) > 1 and _TIMES.match(text, run.start, run.end):
        return True
    return (
        len(run.sizes) > 1
        and all(_YEAR.match(run.digits[at : at + 4]) for at in range(0, len(run.digits), 4))
        and set(run.sizes) == {4}
    )
