"""The table of days off, year by year, that every deadline is counted with.

A year that nobody has changed is as it was shipped; the first change takes its days over into the
table, which then stands alone. Days that were promised to citizens stay as they were promised.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, extract, insert, select

from surveys.accounts import record
from surveys.errors import Invalid
from surveys.rules.deadlines import Holidays, unknown_years
from surveys.rules.holidays import DECREED, DayKind, DayOff
from surveys.tables import Holiday

AHEAD = timedelta(days=120)
"""How long before a year begins its days off are asked for: deadlines reach 60 working days."""
LONGEST_NAME, LONGEST_REASON, MOST_LINES = 80, 200, 60
EXAMPLE = "17-08-2027 Hari Kemerdekaan"
_SHAPE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def known_holidays(connection: Connection) -> Holidays:
    """The days off of every year that is known."""
    held: dict[int, set[date]] = {}
    for day in connection.execute(select(Holiday.day)).scalars():
        held.setdefault(day.year, set()).add(day)
    shipped = {year: {off.day for off in days} for year, days in DECREED.items()}
    return {year: frozenset(days) for year, days in {**shipped, **held}.items()}


def days_off_in(connection: Connection, year: int) -> list[DayOff]:
    """The days off of a year in their order; none where the year is not entered."""
    held = _stored(connection, year)
    return held or list(DECREED.get(year, ()))


def _stored(connection: Connection, year: int) -> list[DayOff]:
    rows = connection.execute(
        select(Holiday.day, Holiday.kind, Holiday.name)
        .where(extract("year", Holiday.day) == year)
        .order_by(Holiday.day)
    )
    return [DayOff(row.day, DayKind(row.kind), row.name) for row in rows]


def years_to_enter(connection: Connection, today: date) -> tuple[int, ...]:
    """Years that run, or begin soon, and for which only weekends are counted yet."""
    return unknown_years(today, today + AHEAD, known_holidays(connection))


def read_days(text: str, year: int, kind: str) -> list[DayOff]:
    """Lines of a day and its name; raises Invalid naming every line that is none."""
    lines = [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    faults = []
    found: dict[date, DayOff] = {}
    for number, line in lines[:MOST_LINES]:
        written, _, name = line.replace("\t", " ").partition(" ")
        day, name = _day(written.strip(",:;")), name.strip(" ,:;-")
        if day is None:
            faults.append(f"Baris {number}: '{written[:20]}' bukan tanggal. Contoh: {EXAMPLE}.")
        elif day.year != year:
            faults.append(f"Baris {number}: tahunnya {day.year}, bukan {year}.")
        elif day in found:
            faults.append(f"Baris {number}: tanggal itu sudah ada di baris lain.")
        elif len(name) > LONGEST_NAME or (name and name[0] in "=+-@"):
            faults.append(f"Baris {number}: nama paling panjang {LONGEST_NAME} huruf, bukan rumus.")
        elif kind in set(DayKind):
            found[day] = DayOff(day, DayKind(kind), name or DayKind(kind).label.id)
    if not lines:
        faults.append(f"Tulis paling sedikit satu hari. Contoh: {EXAMPLE}.")
    if len(lines) > MOST_LINES:
        faults.append(f"Ada {len(lines)} baris; paling banyak {MOST_LINES} sekaligus.")
    problems = {"days": " ".join(faults)} if faults else {}
    if kind not in set(DayKind):
        problems["kind"] = "Jenis: pilih libur nasional atau cuti bersama."
    if problems:
        raise Invalid(problems)
    return sorted(found.values())


def _day(written: str) -> date | None:
    parts = _SHAPE.fullmatch(written)
    if parts is None:
        return None
    numbers = [int(part) for part in parts.groups() if part is not None]
    year_first = len(written.split("-")[0]) == 4
    year, month, day = numbers if year_first else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(
    connection: Connection, days: Sequence[DayOff], reason: str, *, actor: str, now: datetime
) -> None:
    """Enter days off of one year; a day that is there already takes the new name and kind."""
    why, year = _reason(reason), days[0].day.year
    _take_over(connection, year)
    connection.execute(delete(Holiday).where(Holiday.day.in_([each.day for each in days])))
    _keep(connection, days)
    _noted(connection, "holidays_added", [each.day for each in days], why, actor, now)


def remove_days(
    connection: Connection,
    year: int,
    days: Sequence[date],
    reason: str,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Take days off out of a year's list; raises Invalid where none, or all of them, are named."""
    why = _reason(reason)
    there = {each.day for each in days_off_in(connection, year)}
    gone = sorted(there.intersection(days))
    if not gone:
        raise Invalid({"days": "Centang hari yang dihapus."})
    if year in DECREED and len(gone) == len(there):
        raise Invalid({"days": f"Tahun {year} tidak bisa tanpa hari libur sama sekali."})
    _take_over(connection, year)
    connection.execute(delete(Holiday).where(Holiday.day.in_(gone)))
    _noted(connection, "holidays_removed", gone, why, actor, now)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise Invalid({"reason": "Alasan: tulis dasarnya, misalnya nomor SKB."})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"Alasan: paling panjang {LONGEST_REASON} huruf."})
    return reason


def _take_over(connection: Connection, year: int) -> None:
    """Lay the shipped days of a year down in the table before it is changed."""
    if not _stored(connection, year) and year in DECREED:
        _keep(connection, DECREED[year])


def _keep(connection: Connection, days: Sequence[DayOff]) -> None:
    rows = [{"day": each.day, "kind": each.kind.value, "name": each.name} for each in days]
    connection.execute(insert(Holiday), rows)


def _noted(
    connection: Connection,
    action: str,
    days: Sequence[date],
    reason: str,
    actor: str,
    now: datetime,
) -> None:
    detail = {"days": [day.isoformat() for day in days], "reason": reason}
    subject = f"holidays {days[0].year}"
    record(connection, actor=actor, action=action, now=now, subject=subject, detail=detail)
