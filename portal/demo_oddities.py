"""What is planted beside the drawn answers: a counter with odd answers, and one that was closed.

Both are in the agency whose head the demo lets a visitor be, so that its pages show them.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from portal.bringing_in import import_sheets
from portal.database import Database
from portal.demo_answers import RESPONSE_HEADER
from surveys import closed_counters
from surveys.exchange_rows import Sheet
from surveys.tables import Agency, CounterService, Service, ServiceCounter, Unit

SEED = 11
THURSDAY = 3
IN_A_CHAT_GROUP = 64
COPIES = 18
COPIED = (4, 3, 4, 4, 4, 3, 4, 4, 3)
CLOSED_REASON = "Pindah ke Loket 1 (contoh)"


def plant_oddities(database: Database, agency_code: str, today: date, now: datetime) -> None:
    """Plant both; done again, it changes nothing."""
    odd, service, closed = _counters(database, agency_code)
    rows = [[str(cell) for cell in row] for row in _odd_rows(odd, service, today)]
    sheet = Sheet("responses", "responses", list(RESPONSE_HEADER), rows)
    import_sheets(database, [sheet], actor="demo", source="jawaban janggal contoh", now=now)
    database.write(
        lambda c: closed_counters.close(c, closed, today.isoformat(), CLOSED_REASON, now)
    )


def _counters(database: Database, agency_code: str) -> tuple[str, str, str]:
    """The agency's first counter, a service that it offers, and the agency's last counter."""
    rows = database.read(
        lambda connection: connection.execute(
            select(ServiceCounter.code, Service.code)
            .join(Unit, Unit.id == ServiceCounter.unit_id)
            .join(Agency, Agency.id == Unit.agency_id)
            .join(CounterService, CounterService.counter_id == ServiceCounter.id)
            .join(Service, Service.id == CounterService.service_id)
            .where(Agency.code == agency_code)
            .order_by(ServiceCounter.code, Service.code)
        ).all()
    )
    return rows[0][0], rows[0][1], rows[-1][0]


def thursday_before(today: date) -> date:
    """The last Thursday that is at least three days past: the evening of the chat group."""
    recent = today - timedelta(days=3)
    return recent - timedelta(days=(recent.weekday() - THURSDAY) % 7)


def _odd_rows(counter_code: str, service_code: str, today: date) -> Iterator[list[object]]:
    """An evening in a chat group, and two days earlier a pile of copies, as rows of an import."""
    chance = Random(SEED)
    evening = thursday_before(today)
    moments = [
        datetime.combine(evening, time(18, 40)) + timedelta(minutes=chance.triangular(0, 240, 30))
        for _ in range(IN_A_CHAT_GROUP)
    ]
    noon = datetime.combine(evening - timedelta(days=2), time(12, 5))
    copied = [noon + timedelta(seconds=12 * number) for number in range(COPIES)]
    sheets = [(moment, _kind(chance)) for moment in sorted(moments)]
    sheets += [(moment, COPIED) for moment in copied]
    for number, (moment, scores) in enumerate(sheets, start=1):
        about = ["", chance.choice("LP"), "", ""]
        yield [
            f"contoh-janggal-{number:03}",
            moment.isoformat(timespec="seconds") + "+07:00",
            counter_code,
            service_code,
            *scores,
            4,
            "",
            *about,
            "qr",
            0,
            "id",
        ]


def _kind(chance: Random) -> tuple[int, ...]:
    """The sheet of a friend of the office: nearly all of the best."""
    return tuple(chance.choices((4, 3, 2), (7, 2, 1))[0] for _ in COPIED)
