"""A person checks what was read, and the classifier learns from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.database import Database
from surveys import case_steps, corrections, danger, decisions, readings, review
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
    (found,) = database.read(corrections.decided_texts)
    assert (found.text, found.labels, found.polarity) == (QUEUE, ("time", "conduct"), "complaint")
    assert found.danger is None, "nobody was asked"
    alarmed = [replace(reading(numbers[0], "time"), danger=True)]
    database.write(lambda c: readings.store_readings(c, alarmed, "v2", NOW))
    (found,) = database.read(corrections.decided_texts)
    assert found.danger is None, "an alarm that nobody has looked at teaches nothing"
    database.write(lambda c: danger.mark(c, numbers[0], head, NOW))
    (found,) = database.read(corrections.decided_texts)
    assert found.danger
    (checked,) = database.read(lambda c: review.checked_by_version(c, "v1"))
    assert (checked.predicted, checked.decided) == (("time",), ("time", "conduct"))
    assert all(database.read(lambda c: c.execute(select(Decision.drawn)).scalars().all()))


@pytest.mark.parametrize("ticked", [False, True])
def test_of_danger_the_box_that_a_person_sent_is_learnt_and_not_what_came_meanwhile(
    database: Database, place: Place, head: Actor, ticked: bool
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    ((number, _),) = database.read(lambda c: readings.unread(c, 1))
    # The page was opened before the next version heard danger, or had it ticked.
    alarmed = [replace(reading(number, "time"), danger=True)]
    database.write(lambda c: readings.store_readings(c, alarmed, "v2", NOW))
    checked = ["time"], "complaint", None
    database.write(lambda c: case_steps.decide(c, number, head, *checked, NOW, danger=ticked))
    (found,) = database.read(corrections.decided_texts)
    assert found.danger is ticked
    corrected = ["cost"], "complaint", None
    database.write(lambda c: case_steps.decide(c, number, head, *corrected, NOW))
    (found,) = database.read(corrections.decided_texts)
    assert found.danger is ticked, "a form without the box takes nothing back"


def test_a_second_reader_sees_what_the_model_hears_of_danger_and_not_what_a_person_marked(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "satpam mendorong ibu saya"]))
    marked, heard = (number for number, _ in database.read(lambda c: readings.unread(c, 2)))
    found = [reading(marked, "time"), replace(reading(heard, "conduct"), danger=True)]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def box(number: int) -> bool:
        candidate = database.read(lambda c: review.candidate(c, EVERYWHERE, number))
        assert candidate is not None
        return candidate.danger

    database.write(lambda c: danger.mark(c, marked, head, NOW))
    assert box(marked), "marked by whoever answers cases, the first to check the labels sees it"
    checked = ["time"], "complaint", None
    for number in (marked, heard):
        database.write(lambda c, n=number: case_steps.decide(c, n, head, *checked, NOW))
    assert not box(marked), "what the first reader said must not speak for the second"
    assert box(heard), "nobody has settled the alarm yet, so everybody sees it"
    database.write(lambda c: danger.clear(c, heard, head, NOW))
    assert not box(heard)
