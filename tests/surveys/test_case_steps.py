"""What a head does with a case, and what the citizen may do after it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from portal.database import Database
from surveys import case_silence, case_steps, cases, readings
from surveys.case_detail import case_of
from surveys.case_steps import Actor
from surveys.cases import CaseFilter
from surveys.errors import Invalid, NotFound, Refused
from surveys.tables import AuditEntry
from tests.builders import NOW, TODAY, Place, build_place
from tests.surveys.comments import EVERYWHERE, LEVY, OTHER_CODE, QUEUE, reading, receipt, write


def test_a_head_who_reads_integrity_hands_the_case_over(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [LEVY]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "cost")], "v1", NOW))
    assert database.write(
        lambda c: case_steps.decide(c, number, head, ["integrity"], "complaint", None, NOW)
    )
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    held = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY, confidential=True))
    assert held.kind == "supervisory"


def test_a_case_gets_its_day_by_its_class_and_a_person_may_set_another(
    database: Database, place: Place, head: Actor
) -> None:
    texts = [QUEUE, "tolong tambah kursi", "kantor camat di mana ya?", "petugasnya ramah"]
    database.write(lambda c: write(c, place, texts))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    found = [
        reading(numbers[0], "time"),
        reading(numbers[1], "facilities", polarity="suggestion"),
        reading(numbers[2], polarity="other", subtype="question"),
        reading(numbers[3], "conduct", polarity="praise"),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def kinds(connection: Connection) -> list[tuple[str | None, date | None]]:
        found = [case_of(connection, number, EVERYWHERE, TODAY) for number in numbers]
        return [(case.kind, case.due_on) for case in found]

    # 16 November 2026 is a Monday; the next holiday is in December.
    assert database.read(kinds) == [
        ("not_supervisory", date(2026, 12, 4)),
        ("aspiration", date(2026, 11, 23)),
        ("information", date(2026, 11, 23)),
        (None, None),
    ]
    database.write(lambda c: case_steps.set_kind(c, numbers[0], head, "information", NOW))
    again = reading(numbers[0], "time", polarity="suggestion")
    database.write(lambda c: readings.store_readings(c, [again], "v2", NOW))
    assert database.read(kinds)[0] == ("information", date(2026, 11, 23))


def test_the_citizen_can_reopen_and_silence_closes(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert not database.write(lambda c: case_silence.reopen_by_receipt(c, receipt(0), NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", NOW))
    assert database.write(lambda c: case_silence.reopen_by_receipt(c, receipt(0), NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Sekarang sungguh.", NOW))
    # Ten working days from Monday the 16th end on Monday the 30th.
    last = NOW + timedelta(days=14)
    assert database.write(lambda c: case_silence.close_silent(c, last)) == 0
    assert database.write(lambda c: case_silence.close_silent(c, last + timedelta(1))) == 1
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.status == "closed"


def test_nobody_acts_on_a_case_out_of_reach(database: Database, head: Actor) -> None:
    other = database.write(lambda c: build_place(c, "B", public_code=OTHER_CODE))
    database.write(lambda c: write(c, other, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    steps = (
        lambda c: case_steps.reply(c, number, head, "Halo.", NOW),
        lambda c: case_steps.take_up(c, number, head, NOW),
        lambda c: case_steps.close(c, number, head, "salah", NOW),
        lambda c: case_steps.reopen(c, number, head, NOW),
        lambda c: case_steps.set_kind(c, number, head, "information", NOW),
        lambda c: case_steps.decide(c, number, head, [], "praise", None, NOW),
        lambda c: case_of(c, number, head.scope, TODAY),
    )
    for step in steps:
        with pytest.raises(NotFound):
            database.write(step)
    assert database.read(lambda c: cases.cases(c, head.scope, CaseFilter("all"), TODAY)) == []
    assert database.read(lambda c: c.execute(select(AuditEntry)).all()) == []


def test_steps_say_what_is_missing(database: Database, place: Place, head: Actor) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    for step in (
        lambda c: case_steps.reply(c, number, head, "  ", NOW),
        lambda c: case_steps.reply(c, number, head, "a" * 4001, NOW),
        lambda c: case_steps.close(c, number, head, "", NOW),
        lambda c: case_steps.set_kind(c, number, head, "rahasia", NOW),
        lambda c: case_steps.decide(c, number, head, ["time"], "other", None, NOW),
        lambda c: case_steps.decide(c, number, head, ["waktu"], "complaint", None, NOW),
        lambda c: case_steps.decide(c, number, head, ["time"], "marah", None, NOW),
    ):
        with pytest.raises(Invalid):
            database.write(step)
    with pytest.raises(Refused):
        database.write(lambda c: case_steps.reopen(c, number, head, NOW))
    assert database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY)).status == "new"
