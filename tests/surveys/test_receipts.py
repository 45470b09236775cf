"""The holder of a receipt learns where a text stands, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.database import Database
from surveys import case_silence, case_steps, danger, readings, receipts
from surveys.case_steps import Actor
from surveys.tables import Complaint
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import QUEUE, reading, receipt, write


def test_a_reply_reaches_the_holder_of_the_receipt_without_the_text(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    before = database.read(lambda c: receipts.by_receipt(c, receipt(0), TODAY))
    assert before is not None
    assert (before.status, before.reply) == ("new", None)
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(lambda c: case_steps.take_up(c, number, head, NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Petugas ditambah Senin.", NOW))
    after = database.read(lambda c: receipts.by_receipt(c, receipt(0), TODAY))
    assert after is not None
    assert (after.status, after.reply, after.replied_at) == (
        "answered",
        "Petugas ditambah Senin.",
        NOW,
    )
    assert QUEUE not in repr(after)
    assert database.read(lambda c: receipts.by_receipt(c, receipt(9), TODAY)) is None


@pytest.mark.parametrize("alarm", ["reader", "person", "cleared"])
def test_what_was_opened_again_is_late_only_after_the_days_that_were_told_anew(
    database: Database, place: Place, head: Actor, alarm: str
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    ((number, _),) = database.read(lambda c: readings.unread(c, 1))
    found = reading(number, "time", danger=alarm == "reader")
    database.write(lambda c: readings.store_readings(c, [found], "v1", NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", NOW))
    opened = NOW + timedelta(days=30)
    assert database.write(lambda c: case_silence.reopen_by_receipt(c, receipt(0), opened))
    if alarm != "reader":
        database.write(lambda c: danger.mark(c, number, head, opened))
    if alarm == "cleared":
        database.write(lambda c: danger.clear(c, number, head, opened))
    # From 16 December fourteen working days end on 7 January; two of the days are off.
    replied_by = date(2027, 1, 7)
    for day, late in (
        (TODAY + timedelta(32), False),
        (replied_by, False),
        (date(2027, 1, 9), True),
    ):
        state = database.read(lambda c, day=day: receipts.by_receipt(c, receipt(0), day))
        assert state is not None
        assert (state.status, state.again, state.told.replied_by) == ("reopened", True, replied_by)
        assert state.late is late


def test_a_day_begins_where_the_office_is_and_not_in_greenwich(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    ((number, _),) = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    # Two in the morning of Friday 20 November in Lampung is still Thursday in UTC.
    night = datetime(2026, 11, 19, 19, 0, tzinfo=UTC)
    database.write(lambda c: danger.mark(c, number, head, night))
    due = select(Complaint.due_on, Complaint.danger_on, Complaint.class_from)
    monday = (date(2026, 11, 23), date(2026, 11, 20))
    assert database.read(lambda c: c.execute(due).one()) == (*monday, None)
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", night))
    assert database.write(lambda c: case_silence.reopen_by_receipt(c, receipt(0), night))
    assert database.read(lambda c: c.execute(due).one()) == (*monday, date(2026, 11, 20))
    again = reading(number, "time", danger=True)
    database.write(lambda c: c.execute(update(Complaint).values(danger=False, danger_by=None)))
    database.write(lambda c: readings.store_readings(c, [again], "v2", night))
    assert database.read(lambda c: c.execute(due).one())[:2] == monday
    database.write(lambda c: case_steps.reply(c, number, head, "Sungguh.", night))
    # Ten working days from Friday end on Friday 4 December, there too.
    early = datetime(2026, 12, 4, 16, 59, tzinfo=UTC)
    assert database.write(lambda c: case_silence.close_silent(c, early)) == 0
    assert database.write(lambda c: case_silence.close_silent(c, early + timedelta(hours=1))) == 1
