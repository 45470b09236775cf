"""What citizens wrote, counted and late; integrity apart from everybody else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, update

from portal.database import Database
from surveys import case_steps, cases, complaints, readings, review
from surveys.case_detail import case_of
from surveys.case_steps import Actor
from surveys.cases import CaseFilter
from surveys.errors import NotFound
from surveys.readings import Reading
from surveys.tables import Response
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import EVERYWHERE, LEVY, LONG_AGO, QUEUE, SOON, reading, write


def test_an_integrity_complaint_is_in_nobody_elses_list_count_or_figure(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, LEVY], days_ago=40))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    # The words say integrity and time; held back, neither may be seen of it.
    found = [reading(numbers[0], "time"), reading(numbers[1], "integrity", "time")]
    held = Reading(**{**found[1].__dict__, "confidential": True})
    database.write(lambda c: readings.store_readings(c, [found[0], held], "v1", NOW))

    def seen(connection: Connection) -> list[str]:
        everything = [
            complaints.label_counts(connection, EVERYWHERE, LONG_AGO, SOON),
            complaints.voices(connection, EVERYWHERE, LONG_AGO, SOON, 9),
            complaints.late(connection, EVERYWHERE, TODAY),
            cases.cases(connection, EVERYWHERE, CaseFilter("all"), TODAY),
            review.unchecked(connection, EVERYWHERE),
        ]
        assert complaints.count_comments(connection, EVERYWHERE, LONG_AGO, SOON) == 1
        assert cases.case_counts(connection, EVERYWHERE, TODAY).open == 1
        assert cases.count_cases(connection, EVERYWHERE, CaseFilter("all"), TODAY) == 1
        assert review.count_unchecked(connection, EVERYWHERE) == 1
        return [repr(each) for each in everything]

    shown = database.read(seen)
    assert all("uang rokok" not in text and "integrity" not in text for text in shown)
    assert "complaints=1" in shown[0]
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, numbers[1], EVERYWHERE, TODAY))
    line = database.read(
        lambda c: cases.cases(c, EVERYWHERE, CaseFilter("all"), TODAY, confidential=True)
    )
    assert [one.complaint_id for one in line] == [numbers[1]]


def test_comments_of_answers_that_are_kept_out_are_counted_in_no_theme(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "loketnya lama sekali"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    found = [reading(number, "time") for number in numbers]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def counted(connection: Connection) -> tuple[int, int]:
        [label] = complaints.label_counts(connection, EVERYWHERE, LONG_AGO, SOON)
        return label.complaints, complaints.count_comments(connection, EVERYWHERE, LONG_AGO, SOON)

    assert database.read(counted) == (2, 2)
    kept_out = update(Response).where(Response.id == numbers[0]).values(excluded=True)
    database.write(lambda c: c.execute(kept_out) and None)
    assert database.read(counted) == (1, 1)
    # Who wrote it still waits for an answer.
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).open == 2


def test_comments_of_long_ago_are_never_late(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE], days_ago=400))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert database.read(lambda c: complaints.late(c, EVERYWHERE, TODAY)) == []
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).open == 1


def test_on_time_counts_what_is_still_open_as_well(
    database: Database, place: Place, head: Actor
) -> None:
    texts = [f"{QUEUE} {number}" for number in range(4)]
    database.write(lambda c: write(c, place, texts, days_ago=30))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    database.write(
        lambda c: readings.store_readings(c, [reading(n, "time") for n in numbers], "v1", NOW)
    )
    database.write(
        lambda c: case_steps.reply(c, numbers[0], head, "Sudah kami tambah.", NOW - timedelta(20))
    )
    database.write(lambda c: case_steps.reply(c, numbers[1], head, "Maaf, terlambat.", NOW))
    found = database.read(lambda c: cases.on_time(c, EVERYWHERE, TODAY - timedelta(90), TODAY))
    assert (found.due, found.in_time, found.settled_late, found.still_open) == (4, 1, 1, 2)
    late = database.read(lambda c: complaints.late(c, EVERYWHERE, TODAY))
    assert {one.complaint_id for one in late} == set(numbers[2:])
    # Due on Thursday 5 November: Friday, a working week and Monday have passed since.
    assert {one.overdue_days for one in late} == {7}


def test_a_weekend_makes_nothing_late_and_list_and_headline_agree(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE], days_ago=28))
    number = database.read(lambda c: readings.unread(c, 1))[0][0]
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    friday = date(2026, 11, 6)

    def days_late(day: date) -> list[int]:
        late, counts = database.read(
            lambda c: (complaints.late(c, EVERYWHERE, day), cases.case_counts(c, EVERYWHERE, day))
        )
        assert counts.late == len(late)
        return [one.overdue_days for one in late]

    assert days_late(friday) == []
    assert days_late(friday + timedelta(1)) == []
    assert days_late(friday + timedelta(3)) == [1]
