"""Texts are read, once by each version, and never more widely than before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.database import Database
from surveys import case_steps, readings, sealed_names
from surveys.case_detail import case_of
from surveys.case_steps import Actor
from surveys.errors import NotFound
from surveys.tables import Complaint, Prediction, Unit
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import EVERYWHERE, LEVY, QUEUE, effective, reading, write


def test_a_text_waits_until_it_is_read_and_then_no_longer(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "petugas ramah sekali"]))
    waiting = database.read(lambda c: readings.unread(c, 10))
    assert [text for _, text in waiting] == [QUEUE, "petugas ramah sekali"]
    first = waiting[0][0]
    database.write(lambda c: readings.store_readings(c, [reading(first, "time")], "v1", NOW))
    assert [text for _, text in database.read(lambda c: readings.unread(c, 10))] == [
        "petugas ramah sekali"
    ]
    left = database.read(readings.waiting)
    assert (left.texts, left.since) == (1, NOW)


def test_the_same_reading_stored_twice_changes_nothing(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    for _ in range(2):
        database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert database.read(lambda c: effective(c, number)) == {("time", "model")}
    assert len(database.read(lambda c: c.execute(select(Prediction)).all())) == 1


def test_a_person_always_wins_over_every_later_model(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(
        lambda c: case_steps.decide(c, number, head, ["conduct"], "complaint", None, NOW)
    )
    later = reading(number, "facilities", "cost", polarity="praise")
    database.write(lambda c: readings.store_readings(c, [later], "v2", NOW))
    assert database.read(lambda c: effective(c, number)) == {("conduct", "person")}
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.polarity == "complaint"
    assert database.read(lambda c: readings.count_not_read_by(c, "v2")) == 0
    read = database.read(lambda c: c.execute(select(Prediction.labels)).scalars().all())
    assert sorted(map(tuple, read)) == [("facilities", "cost"), ("time",)]


def test_a_new_version_reads_everything_again(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "kursi tunggu rusak semua"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    database.write(lambda c: readings.store_readings(c, [reading(numbers[0], "time")], "v1", NOW))
    waiting = database.read(lambda c: readings.not_read_by(c, "v2", 10))
    assert {number for number, _ in waiting} == set(numbers)
    assert database.read(lambda c: readings.count_not_read_by(c, "v1")) == 1


def test_what_one_version_held_back_the_next_does_not_let_go(
    database: Database, place: Place, inspector: Actor
) -> None:
    database.write(lambda c: write(c, place, [LEVY]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    held = reading(number, "integrity", confidential=True)
    database.write(lambda c: readings.store_readings(c, [held], "v1", NOW))
    database.write(lambda c: readings.store_readings(c, [reading(number, "cost")], "v2", NOW))
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    moved = database.write(
        lambda c: case_steps.decide(c, number, inspector, ["cost"], "complaint", None, NOW)
    )
    assert moved
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.labels == ("cost",)
    assert [line.action for line in case.history] == ["complaint_returned"]


def test_names_once_in_doubt_wait_for_a_person_whatever_later_versions_say(
    database: Database, place: Place
) -> None:
    """A month's pile of sheets has the same time as what is sent today."""
    database.write(lambda c: write(c, place, [QUEUE, QUEUE], days_ago=45))
    doubted, sure = (number for number, _ in database.read(lambda c: readings.unread(c, 2)))
    database.write(lambda c: c.execute(update(Complaint).values(sealed=b"x")))

    def sealed() -> list[int]:
        return [number for number, _ in database.read(sealed_names.sealed_names)]

    first = [replace(reading(doubted, "time"), keeps_names=True), reading(sure, "time")]
    database.write(lambda c: readings.store_readings(c, first, "v1", NOW))
    assert sealed() == [doubted]
    later = NOW + timedelta(days=20)
    database.write(lambda c: readings.store_readings(c, [reading(doubted, "time")], "v2", later))
    assert sealed() == [doubted]
    for days, kept in ((0, 1), (28, 1), (30, 0)):
        after = NOW + timedelta(days=days)
        database.write(lambda c, now=after: sealed_names.forget_names(c, now))
        assert len(sealed()) == kept, f"after {days} days"


def test_names_in_doubt_are_forgotten_on_a_day_of_their_units_calendar(
    database: Database, place: Place
) -> None:
    """One in the morning in Jayapura is still the day before in Jakarta, and in Greenwich."""
    database.write(lambda c: write(c, place, [QUEUE], days_ago=45))
    [(number, _)] = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: c.execute(update(Complaint).values(sealed=b"x")))
    read_at = datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
    kept = [replace(reading(number, "time"), keeps_names=True)]
    database.write(lambda c: readings.store_readings(c, kept, "v1", read_at))
    again = datetime(2026, 12, 15, 16, 0, tzinfo=UTC)

    def forgotten(zone: str) -> int:
        database.write(lambda c: c.execute(update(Unit).values(time_zone=zone)))
        return database.write(lambda c: sealed_names.forget_names(c, again))

    assert [forgotten(zone) for zone in ("Asia/Jakarta", "Asia/Jayapura")] == [0, 1]
