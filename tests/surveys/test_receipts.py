"""The holder of a receipt learns where a text stands, and nothing else."""

from portal.database import Database
from surveys import case_steps, readings, receipts
from surveys.case_steps import Actor
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
