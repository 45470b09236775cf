"""The seven steps of a cycle say what is true on the day on which they are looked at."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from portal.database import Database
from portal.planning_cycle import next_of, steps_of
from portal.planning_pages import Step
from surveys import plan_approval, training
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.rules.periods import parse_period
from surveys.tables import Topic
from surveys.training import Seats, TrainingEntry
from tests.builders import NOW, Place, build_draft, build_place
from tests.surveys.test_training import draft

CYCLE = parse_period("2027-1")
BEFORE, WITHIN, AFTER = date(2026, 11, 20), date(2027, 4, 1), date(2027, 12, 1)


@pytest.fixture
def place(database: Database) -> Place:
    """A unit whose citizens answered in the half-year before the cycle, and left one comment."""

    def build(connection: Connection) -> Place:
        made = build_place(connection, "A", public_code=complete_counter_code(b"p" * 14))
        connection.execute(
            insert(Topic).values(
                code="ETIKA", name="Etika", addresses=["conduct"], cost_per_seat_sen=125_000_000
            )
        )
        receipt = complete_receipt(b"r" * 16)
        answers = [
            build_draft(made, "said", comment="Petugas ketus", receipt=receipt),
            build_draft(made, "silent"),
        ]
        store_drafts(connection, answers)
        return made

    return database.write(build)


def held(database: Database, code: str, start: date, end: date) -> None:
    entry = TrainingEntry(code, "ETIKA", CYCLE.code, start, end, None, (Seats("UNIT-A", 5),))
    database.write(lambda c: training.save_training(c, entry, new=True, actor="rina", now=NOW))


def steps(database: Database, day: date, effects: Any = None, **more: Any) -> dict[str, Step]:
    found = database.read(lambda c: steps_of(c, CYCLE, day, effects, **{"reviewed": False, **more}))
    assert [step.number for step in found] == list(range(1, 8))
    return {step.name: step for step in found}


def states(found: dict[str, Step]) -> list[str]:
    return [step.state for step in found.values()]


def test_a_cycle_that_nobody_answered_for_waits_in_every_step(database: Database) -> None:
    assert states(steps(database, BEFORE)) == ["waiting"] * 7


@pytest.mark.usefixtures("place")
def test_before_a_cycle_begins_nothing_of_the_half_year_before_it_is_done(
    database: Database,
) -> None:
    assert states(steps(database, BEFORE)) == ["running"] * 3 + ["waiting"] * 4


@pytest.mark.usefixtures("place")
def test_a_training_held_before_its_cycle_does_not_begin_the_survey_after_it(
    database: Database,
) -> None:
    held(database, "AWAL", date(2026, 11, 2), date(2026, 11, 4))
    found = steps(database, BEFORE)
    assert (found["training"].state, found["again"].state) == ("running", "waiting")
    assert found["effect"].state == "waiting"
    assert next_of(tuple(found.values())) == found["survey"]


@pytest.mark.usefixtures("place")
def test_a_training_recorded_for_later_waits_until_the_cycle_begins(database: Database) -> None:
    held(database, "NANTI", date(2027, 5, 3), date(2027, 5, 4))
    assert steps(database, BEFORE)["training"].state == "waiting"
    assert steps(database, WITHIN)["training"].state == "running"
    assert steps(database, WITHIN)["again"].state == "waiting"


@pytest.mark.usefixtures("place")
def test_what_is_still_to_be_held_keeps_the_last_three_steps_open(database: Database) -> None:
    held(database, "AWAL", date(2026, 9, 2), date(2026, 9, 4))
    held(database, "NANTI", date(2027, 5, 3), date(2027, 5, 4))
    judged = [_Judged("membantu")]
    within = steps(database, WITHIN, judged)
    assert [within[name].state for name in ("training", "again", "effect")] == ["running"] * 3
    after = steps(database, AFTER, judged)
    assert [after[name].state for name in ("training", "again", "effect")] == ["done"] * 3


class _Judged:
    """An effect, as far as the steps ask."""

    def __init__(self, verdict: str) -> None:
        self.verdict = verdict


@pytest.mark.usefixtures("place")
def test_an_effect_that_cannot_be_told_yet_is_open_until_somebody_has_reviewed_the_cycle(
    database: Database,
) -> None:
    held(database, "LAMA", date(2027, 2, 1), date(2027, 2, 3))
    unsure = [_Judged("belum dapat disimpulkan")]
    assert steps(database, AFTER, unsure)["effect"].state == "waiting"
    assert steps(database, AFTER, unsure, reviewed=True)["effect"].state == "done"
    assert steps(database, AFTER)["effect"].figures["computing"]


def test_a_comment_that_came_later_does_not_open_the_reading_again(
    database: Database, place: Place
) -> None:
    assert steps(database, WITHIN)["read"].state == "running"
    database.write(lambda c: c.exec_driver_sql("update complaint set read_by = 'v1'"))
    assert steps(database, WITHIN)["read"].state == "done"
    assert steps(database, BEFORE)["read"].state == "running"
    late = build_draft(place, "late", comment="Petugas ketus", receipt=complete_receipt(b"s" * 16))
    late = replace(late, local_date=date(2027, 3, 1))
    database.write(lambda c: store_drafts(c, [late]))
    assert steps(database, WITHIN)["read"].state == "done"


def test_a_plan_is_running_as_a_draft_and_done_once_approved(
    database: Database, place: Place
) -> None:
    number = draft(database, place)
    found = steps(database, WITHIN)
    assert (found["plan"].state, found["plan"].address) == ("running", f"/planning/plans/{number}")
    nothing = plan_approval.Concerns(NOW.date(), None, 0, None)
    database.write(
        lambda c: plan_approval.approve(
            c, number, actor="budi", now=NOW, concerns=nothing, confirmed=False
        )
    )
    found = steps(database, WITHIN)
    assert found["plan"].state == "done"
    assert found["training"].figures["missing"] == 1
    assert next_of(tuple(found.values())) == found["training"]
