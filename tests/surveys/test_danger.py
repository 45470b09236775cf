"""Danger to somebody stands above everything else until it is dealt with or a person clears it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from portal.database import Database
from surveys import case_silence, case_steps, cases, complaints, danger, readings, receipts
from surveys.case_detail import Case, case_of
from surveys.case_steps import Actor
from surveys.cases import CaseFilter
from surveys.errors import NotFound
from surveys.readings import Reading
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import EVERYWHERE, QUEUE, effective, reading, receipt, write

STRUCK = "satpam mendorong ibu saya sampai berdarah"
NEXT_WORKING_DAY = date(2026, 11, 17)
"""16 November 2026, the day of the tests, is a Monday."""


def written(database: Database, place: Place, texts: Sequence[str], days_ago: int = 0) -> list[int]:
    database.write(lambda c: write(c, place, texts, days_ago=days_ago))
    return [number for number, _ in database.read(lambda c: readings.unread(c, 9))]


def read(database: Database, *found: Reading, version: str = "v1") -> None:
    database.write(lambda c: readings.store_readings(c, found, version, NOW))


def seen(database: Database, number: int) -> Case:
    return database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))


def waiting(database: Database, view: str) -> list[int]:
    lines = database.read(lambda c: cases.cases(c, EVERYWHERE, CaseFilter(view), TODAY))
    return [line.complaint_id for line in lines]


def in_danger(database: Database) -> int:
    counted = database.read(lambda c: complaints.count_in_danger(c, EVERYWHERE))
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).danger == counted
    return counted


def test_danger_waits_on_top_whatever_else_the_text_was_read_as(
    database: Database, place: Place
) -> None:
    numbers = written(database, place, [QUEUE, STRUCK, "mau bunuh diri rasanya", "petugas ramah"])
    read(
        database,
        reading(numbers[0], "time"),
        reading(numbers[1], "conduct", polarity="praise", danger=True),
        reading(numbers[2], polarity="other", danger=True),
        reading(numbers[3], "conduct", polarity="praise"),
    )
    assert waiting(database, "open") == [numbers[2], numbers[1], numbers[0]]
    assert waiting(database, "danger") == [numbers[2], numbers[1]]
    assert in_danger(database) == 2
    counts = database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY))
    assert (counts.open, counts.late) == (3, 0)
    for number in numbers[1:3]:
        assert seen(database, number).due_on == NEXT_WORKING_DAY
    late = NEXT_WORKING_DAY + timedelta(1)
    overdue = database.read(lambda c: complaints.late(c, EVERYWHERE, late))
    assert {case.complaint_id for case in overdue} == set(numbers[1:3])


def test_checking_the_labels_does_not_take_the_case_from_the_queue(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, [STRUCK])
    read(database, reading(number, "conduct", danger=True))
    database.write(lambda c: case_steps.decide(c, number, head, ["conduct"], "praise", None, NOW))
    assert waiting(database, "open") == [number]
    database.write(lambda c: case_steps.set_kind(c, number, head, "supervisory", NOW))
    assert seen(database, number).due_on == NEXT_WORKING_DAY


def test_a_person_clears_a_false_alarm_for_good_and_the_history_says_who(
    database: Database, place: Place, head: Actor
) -> None:
    numbers = written(database, place, [QUEUE, "terima kasih, sudah jatuh tempo pun dilayani"])
    found = (
        reading(numbers[0], "time", danger=True),
        reading(numbers[1], "conduct", polarity="praise", danger=True),
    )
    read(database, *found)
    for number in numbers:
        for _ in range(2):
            database.write(lambda c, one=number: danger.clear(c, one, head, NOW))
    read(database, *found, version="v2")
    assert in_danger(database) == 0
    assert waiting(database, "open") == [numbers[0]]
    assert [seen(database, number).due_on for number in numbers] == [date(2026, 12, 4), None]
    (line,) = seen(database, numbers[1]).history
    assert (line.action, line.actor) == ("complaint_danger_cleared", head.username)
    assert line.logged_at == NOW


def test_a_person_marks_what_the_reader_missed(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, ["terima kasih atas semuanya, ini yang terakhir"])
    missed = reading(number, polarity="praise")
    read(database, missed)
    assert waiting(database, "open") == []
    database.write(lambda c: danger.mark(c, number, head, NOW))
    read(database, missed, version="v2")
    assert waiting(database, "danger") == [number]
    case = seen(database, number)
    assert (case.due_on, case.danger_by) == (NEXT_WORKING_DAY, head.username)
    assert [line.action for line in case.history] == ["complaint_danger_marked"]


def test_danger_marked_in_an_answered_case_opens_it_again(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, [QUEUE])
    read(database, reading(number, "time"))
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", NOW))
    later = NOW + timedelta(days=30)
    database.write(lambda c: danger.mark(c, number, head, later))
    case = seen(database, number)
    assert (case.status, case.due_on) == ("reopened", date(2026, 12, 17))
    database.write(lambda c: case_steps.take_up(c, number, head, later))
    database.write(lambda c: danger.clear(c, number, head, later))
    case = seen(database, number)
    assert (case.status, case.due_on) == ("answered", date(2026, 12, 4)), "as if never marked"


def test_a_false_alarm_in_what_a_citizen_opened_again_gives_no_more_and_no_less_time(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, [QUEUE])
    read(database, reading(number, "time", danger=True))
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", NOW))
    opened = NOW + timedelta(days=100)
    assert database.write(lambda c: case_silence.reopen_by_receipt(c, receipt(0), opened))
    database.write(lambda c: case_steps.take_up(c, number, head, opened))
    for days in (3, 9):
        later = opened + timedelta(days=days)
        for step in (danger.clear, danger.mark, danger.clear):
            database.write(lambda c, step=step, at=later: step(c, number, head, at))
        # 24 February 2027, and fourteen working days of a year for which only weekends are known.
        assert seen(database, number).due_on == date(2027, 3, 16)


def test_a_case_keeps_its_day_however_old_it_is_when_it_is_read_again(
    database: Database, place: Place, head: Actor
) -> None:
    numbers = written(database, place, [QUEUE, QUEUE])
    read(database, *(reading(number, "time") for number in numbers))
    much_later = NOW + timedelta(days=80)
    again = reading(numbers[0], "time", "conduct")
    database.write(lambda c: readings.store_readings(c, [again], "v2", much_later))
    checked = ["time"], "complaint", None
    database.write(lambda c: case_steps.decide(c, numbers[1], head, *checked, much_later))
    assert [seen(database, number).due_on for number in numbers] == [date(2026, 12, 4)] * 2


def test_a_later_version_that_finds_none_takes_no_alarm_away(
    database: Database, place: Place
) -> None:
    (number,) = written(database, place, [STRUCK], days_ago=7)
    read(database, reading(number, "conduct", polarity="praise"))
    read(database, reading(number, "conduct", polarity="praise", danger=True), version="v2")
    assert seen(database, number).due_on == NEXT_WORKING_DAY, "it was found only now"
    read(database, reading(number, "conduct", polarity="praise"), version="v3")
    assert waiting(database, "danger") == [number]


def test_a_later_version_raises_an_alarm_in_a_text_that_a_person_has_read(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, [STRUCK])
    read(database, reading(number, "time", polarity="praise"))
    database.write(
        lambda c: case_steps.decide(c, number, head, ["conduct"], "complaint", None, NOW)
    )
    read(database, reading(number, "time", polarity="praise", danger=True), version="v2")
    assert waiting(database, "danger") == [number]
    case = seen(database, number)
    assert (case.due_on, case.polarity) == (NEXT_WORKING_DAY, "complaint")
    assert database.read(lambda c: effective(c, number)) == {("conduct", "person")}
    database.write(lambda c: danger.clear(c, number, head, NOW))
    read(database, reading(number, danger=True), version="v3")
    assert waiting(database, "danger") == [], "a person has said that there is none"


def test_a_text_of_long_ago_alarms_nobody_but_waits(
    database: Database, place: Place, head: Actor
) -> None:
    (number,) = written(database, place, [STRUCK], days_ago=200)
    read(database, reading(number, "conduct", danger=True))
    assert (in_danger(database), waiting(database, "open")) == (0, [number])
    assert seen(database, number).due_on is None
    database.write(lambda c: danger.mark(c, number, head, NOW))
    assert (in_danger(database), waiting(database, "danger")) == (1, [number])


def test_danger_in_what_is_held_back_is_the_inspectors_to_act_on(
    database: Database, place: Place, head: Actor, inspector: Actor
) -> None:
    (number,) = written(database, place, ["kepala dinas memukul saya waktu saya tolak bayar"])
    read(database, reading(number, "integrity", confidential=True, danger=True))
    held = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY, confidential=True))
    assert held.due_on == NEXT_WORKING_DAY
    counts = database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY, confidential=True))
    assert (counts.danger, in_danger(database)) == (1, 0)
    with pytest.raises(NotFound):
        database.write(lambda c: danger.clear(c, number, head, NOW))
    database.write(lambda c: case_steps.decide(c, number, inspector, [], "complaint", None, NOW))
    assert waiting(database, "danger") == [number], "handed back, it is the head's at once"


def test_whoever_wrote_is_not_told_of_a_delay_before_the_day_that_was_promised(
    database: Database, place: Place
) -> None:
    (number,) = written(database, place, [STRUCK], days_ago=7)
    read(database, reading(number, "conduct", danger=True))
    assert waiting(database, "late") == [number]
    state = database.read(lambda c: receipts.by_receipt(c, receipt(0), TODAY))
    assert state is not None
    assert not state.late
    state = database.read(lambda c: receipts.by_receipt(c, receipt(0), TODAY + timedelta(30)))
    assert state is not None
    assert state.late
