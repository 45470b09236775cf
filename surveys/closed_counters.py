"""Counters that serve nobody any more: closed from a day on with a reason, and opened again.

A closed counter keeps its answers and takes those that were under way. It is no longer asked,
printed or missed. Days are those of the unit's own calendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from surveys.errors import Invalid, NotFound
from surveys.rules.periods import local_day
from surveys.rules.written_days import written_day
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, ServiceCounter, Unit

EVERYWHERE = PlaceScope()
LONGEST_REASON = 200
FARTHEST_DAYS = 366
FIRST_YEAR = 2000

DAY = "Tanggal: isi hari loket ini mulai tutup, dengan tahun yang lengkap."
EARLY = "Tanggal: isi hari jawaban pertama loket ini, atau sesudahnya."
FAR = "Tanggal: isi paling jauh setahun dari hari ini."
REASON = "Tulis alasan mengapa loket ini ditutup."
LONG = "Alasan: paling panjang 200 huruf."
FORMULA = "Alasan: jangan mulai dengan =, +, -, atau @."
CONTROL = "Alasan: tulis dalam satu baris."
SENTENCES = (DAY, EARLY, FAR, REASON, LONG, FORMULA, CONTROL)
"""What can be wrong, in Indonesian; pages translate it."""


def is_open_on(day: date) -> ColumnElement[bool]:
    """What holds for a counter that serves people on a day."""
    return or_(ServiceCounter.closed_from.is_(None), ServiceCounter.closed_from > day)


@dataclass(frozen=True)
class OpenNeighbour:
    """Another counter of the same unit that serves people today."""

    name: str
    public_code: str


@dataclass(frozen=True)
class Closing:
    """Since when a counter is closed, why, and where else the unit serves people."""

    since: date
    reason: str
    neighbours: tuple[OpenNeighbour, ...]


def closing_of(
    connection: Connection, unit_id: int, since: date | None, reason: str | None, day: date
) -> Closing | None:
    """What is to be said on a day of a counter that is closed since then; None while it is open."""
    if since is None or day < since:
        return None
    others = connection.execute(
        select(ServiceCounter.name, ServiceCounter.public_code)
        .where(ServiceCounter.unit_id == unit_id, is_open_on(day))
        .order_by(ServiceCounter.code)
    )
    return Closing(since, reason or "", tuple(OpenNeighbour(*other) for other in others))


@dataclass(frozen=True)
class _Counter:
    number: int
    unit_code: str
    today: date
    closed_from: date | None
    closed_reason: str


def _counter(connection: Connection, code: str, now: datetime, scope: PlaceScope) -> _Counter:
    row = connection.execute(
        select(
            ServiceCounter.id,
            Unit.code,
            Unit.time_zone,
            ServiceCounter.closed_from,
            ServiceCounter.closed_reason,
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(ServiceCounter.code == code, *scope.unit_conditions())
    ).first()
    if row is None:
        raise NotFound(code)
    return _Counter(row[0], row[1], local_day(now, row[2]), row[3], row[4] or "")


def unit_of(
    connection: Connection, code: str, now: datetime, scope: PlaceScope = EVERYWHERE
) -> str:
    """The code of a counter's unit; raises NotFound for no such counter, and out of reach."""
    return _counter(connection, code, now, scope).unit_code


def close(
    connection: Connection,
    code: str,
    given_day: str,
    given_reason: str,
    now: datetime,
    scope: PlaceScope = EVERYWHERE,
) -> bool:
    """Close a counter from a day (ISO) on, or correct how it was closed; False if it is so already.

    Raises NotFound for no such counter and out of reach, and Invalid with a sentence of SENTENCES
    for `day` or `reason`: a day before the first answer or over a year away, a reason that says
    nothing or that a spreadsheet would run.
    """
    counter = _counter(connection, code, now, scope)
    day, reason = _day(given_day), given_reason.strip()
    faults = {"reason": _fault_of_reason(reason)}
    if day is None:
        faults["day"] = DAY
    elif day > counter.today + timedelta(days=FARTHEST_DAYS):
        faults["day"] = FAR
    elif (first := first_answer(connection, counter.number)) is not None and day < first:
        faults["day"] = EARLY
    faults = {name: words for name, words in faults.items() if words}
    if faults:
        raise Invalid(faults, {"day": given_day, "reason": reason})
    if (counter.closed_from, counter.closed_reason) == (day, reason):
        return False
    connection.execute(
        update(ServiceCounter)
        .where(ServiceCounter.id == counter.number)
        .values(closed_from=day, closed_reason=reason)
    )
    return True


def _day(given: str) -> date | None:
    try:
        day = written_day(given)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def _fault_of_reason(reason: str) -> str:
    """What is wrong with a reason: it must come through a spreadsheet and back as it is."""
    if not reason:
        return REASON
    if len(reason) > LONGEST_REASON:
        return LONG
    if reason[0] in "=+-@":
        return FORMULA
    return "" if reason.isprintable() else CONTROL


def first_answer(connection: Connection, counter_id: int) -> date | None:
    """The day of a counter's first answer."""
    return connection.execute(
        select(func.min(CounterDay.local_date)).where(
            CounterDay.counter_id == counter_id, CounterDay.responses > 0
        )
    ).scalar()


def reopen(
    connection: Connection, code: str, now: datetime, scope: PlaceScope = EVERYWHERE
) -> bool:
    """Open a counter again from today on, or take back a closing that was to come.

    False where it is not closed at all. Raises NotFound for no such counter, and out of reach.
    """
    counter = _counter(connection, code, now, scope)
    if counter.closed_from is None:
        return False
    opened = {"reopened_on": counter.today} if counter.closed_from <= counter.today else {}
    connection.execute(
        update(ServiceCounter)
        .where(ServiceCounter.id == counter.number)
        .values(closed_from=None, closed_reason=None, closed_scans=0, **opened)
    )
    return True
