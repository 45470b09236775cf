"""A person checks what was read, and the classifier learns from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.database import Database
from surveys import case_steps, danger, decisions, readings, review
from surveys.case_detail import case_of
from surveys.case_steps import Actor
from surveys.errors import NotFound
from surveys.tables import Decision
from tests.builders import NOW, TODAY, Place
from tests.surveys.comments import EVERYWHERE, QUEUE, effective, reading, write


def test_a_check_can_be_taken_back_by_whoever_made_it(
    database: Database, place: Place, head: Actor, inspector: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(lambda c: case_steps.decide(c, number, head, [], "praise", None, NOW))
    last = database.read(
        lambda c: review.own_last_decision(c, head.account_id, NOW, timedelta(minutes=1))
    )
    assert last is not None
    with pytest.raises(NotFound):
        database.write(lambda c: decisions.withdraw(c, last, inspector.account_id, NOW))
    database.write(lambda c: decisions.withdraw(c, last, head.account_id, NOW))
    assert database.read(lambda c: effective(c, number)) == {("time", "model")}
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert (case.polarity, case.kind) == ("complaint", "not_supervisory")
    assert database.read(lambda c: review.count_unchecked(c, EVERYWHERE)) == 1


def test_a_check_taken_back_after_a_return_leaves_what_the_version_in_use_says(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    for hours, (version, label) in enumerate((("v1", "time"), ("v2", "cost"), ("v1", "time"))):
        found, now = [reading(number, label)], NOW + timedelta(hours=hours)
        database.write(lambda c, f=found, v=version, n=now: readings.store_readings(c, f, v, n))
    database.write(lambda c: case_steps.decide(c, number, head, [], "praise", None, NOW))
    last = database.read(
        lambda c: review.own_last_decision(c, head.account_id, NOW, timedelta(minutes=1))
    )
    assert last is not None
    database.write(lambda c: decisions.withdraw(c, last, head.account_id, NOW))
    assert database.read(lambda c: effective(c, number)) == {("time", "model")}
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.prediction is not None
    assert case.prediction.model_version == "v1"


def test_what_people_decided_is_there_to_learn_from(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "kursi rusak"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    database.write(
        lambda c: readings.store_readings(c, [reading(n, "time") for n in numbers], "v1", NOW)
    )
    for labels in (["cost"], ["time", "conduct"]):
        database.write(
            lambda c, labels=labels: case_steps.decide(
                c, numbers[0], head, labels, "complaint", None, NOW, drawn=True
            )
        )
    (found,) = database.read(review.decided_texts)
    assert (found.text, found.labels, found.polarity) == (QUEUE, ("time", "conduct"), "complaint")
    assert not found.danger
    alarmed = [replace(reading(numbers[0], "time"), danger=True)]
    database.write(lambda c: readings.store_readings(c, alarmed, "v2", NOW))
    (found,) = database.read(review.decided_texts)
    assert not found.danger, "an alarm that nobody has looked at teaches nothing"
    database.write(lambda c: danger.mark(c, numbers[0], head, NOW))
    (found,) = database.read(review.decided_texts)
    assert found.danger
    (checked,) = database.read(lambda c: review.checked_by_version(c, "v1"))
    assert (checked.predicted, checked.decided) == (("time",), ("time", "conduct"))
    assert all(database.read(lambda c: c.execute(select(Decision.drawn)).scalars().all()))
