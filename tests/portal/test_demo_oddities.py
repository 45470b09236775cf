"""What the demo plants is what the trust page finds, the same however often it is planted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select

from portal.database import Database
from portal.demo_oddities import CLOSED_REASON, plant_oddities, thursday_before
from surveys import places, trust
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.trust import Sign
from surveys.scope import PlaceScope
from surveys.tables import CounterService, Response, ServiceCounter
from tests.builders import build_draft, build_place

CODE, LAST = (complete_counter_code(mark * 14) for mark in (b"a", b"b"))


def build(connection: Connection) -> None:
    place = build_place(connection, public_code=CODE)
    values = {"unit_id": place.unit_id, "code": "LOKET-B", "name": "Loket 2", "public_code": LAST}
    made = connection.execute(insert(ServiceCounter).values(**values)).inserted_primary_key
    assert made is not None
    offered = {"counter_id": made[0], "service_id": place.service_ids[0]}
    connection.execute(insert(CounterService).values(**offered))
    store_drafts(connection, [build_draft(place, f"k{n}", days_ago=n * 3) for n in range(20)])


@pytest.mark.parametrize("today", [date(2026, 11, 16), date(2027, 1, 1), date(2026, 11, 22)])
def test_the_evening_of_the_chat_group_is_a_thursday_some_days_ago(today: date) -> None:
    evening = thursday_before(today)
    assert evening.weekday() == 3
    assert timedelta(days=3) <= today - evening <= timedelta(days=9)


def test_the_planted_counter_is_the_one_worth_a_look_and_the_last_one_is_closed(
    database: Database,
) -> None:
    database.write(build)
    today = date(2026, 11, 28)
    now = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    for _ in range(2):
        plant_oddities(database, "INST-A", today, now)
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    notes = database.read(lambda c: trust.trust_notes(c, PlaceScope(), first, last, 5))
    [odd] = [note for note in notes if note.odd]
    assert odd.counter_code == "LOKET-A"
    assert odd.share("qr") == 1.0
    found = {finding.sign: finding for finding in odd.odd}
    assert set(found) == {Sign.BURST, Sign.BUSY_DAY, Sign.IDENTICAL}
    crowd, copies = found[Sign.BUSY_DAY], found[Sign.IDENTICAL]
    assert crowd.first is not None
    assert copies.first is not None
    assert (crowd.count, crowd.first.date()) == (64, date(2026, 11, 19))
    assert (copies.count, copies.first.date()) == (18, date(2026, 11, 17))
    stored = database.read(lambda c: len(c.execute(select(Response.id)).all()))
    assert stored == 20 + 64 + 18
    closing = database.read(lambda c: places.open_counter(c, LAST, now)).closing
    assert closing is not None
    assert (closing.since, closing.reason) == (today, CLOSED_REASON)
