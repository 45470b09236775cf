"""Needs and effects are computed once per state of the data."""

import asyncio
from datetime import date
from threading import Event

import numpy as np
import pytest

from portal.database import Database
from portal.kept_results import Kept
from portal.planning import edges_of, needs_before
from portal.planning_views import colour_of
from surveys import training
from surveys.training import Seats, TrainingEntry
from tests.builders import NOW


def test_a_result_is_computed_once_for_all_who_ask() -> None:
    kept, calls, may_go_on = Kept(), [], Event()

    def compute() -> int:
        calls.append(1)
        may_go_on.wait(10)
        return 7

    asked = [kept.of(("needs",), compute) for _ in range(3)]
    may_go_on.set()
    assert [future.result(10) for future in asked] == [7, 7, 7]
    assert kept.of(("needs",), compute).result(10) == 7
    assert len(calls) == 1


def test_another_state_of_the_data_is_another_result_and_old_ones_go() -> None:
    kept = Kept(most=2)
    assert [kept.of((n,), lambda n=n: n).result(10) for n in range(4)] == [0, 1, 2, 3]
    assert kept.of((3,), lambda: -1).result(10) == 3
    assert kept.of((0,), lambda: -1).result(10) == -1


def test_what_failed_is_tried_again() -> None:
    kept = Kept()

    def fail() -> int:
        raise RuntimeError("no data")

    with pytest.raises(RuntimeError):
        kept.of(("x",), fail).result(10)
    assert kept.of(("x",), lambda: 1).result(10) == 1


def test_a_late_training_changes_the_needs_that_were_kept(whole_province: Database) -> None:
    database = whole_province
    starts = date(2025, 7, 1)
    before = asyncio.run(needs_before(database, starts))
    assert asyncio.run(needs_before(database, starts)) is before
    entry = TrainingEntry(
        "ETIKA-25X",
        "ETIKA",
        "2025-1",
        date(2025, 5, 5),
        date(2025, 5, 6),
        None,
        (Seats("CAPIL-2", 9),),
    )
    database.write(lambda c: training.save_training(c, entry, new=True, actor="rina", now=NOW))
    after = asyncio.run(needs_before(database, starts))
    place = after.unit("CAPIL-2"), after.topic("ETIKA")
    assert after.need[place] < before.need[place]


@pytest.mark.parametrize(
    ("needs", "edges", "colours"),
    [
        ([], (1,), []),
        ([0.2, 0.9], (1,), [0, 0]),
        ([137.0], (130,), [4]),
        ([0.0, 9.6], (9,), [0, 4]),
        ([12.0, 12.4], (12,), [4, 4]),
        ([10.0, 500.0], (250, 370, 450, 480), [0, 4]),
        ([1.0, 2.0, 3.0, 1000.0], (2, 250, 700, 910), [0, 1, 1, 4]),
    ],
)
def test_the_map_has_as_many_colours_as_there_are_needs_to_tell_apart(
    needs: list[float], edges: tuple[int, ...], colours: list[int]
) -> None:
    found = edges_of(np.array(needs))
    assert found == edges
    assert [colour_of(need, found) for need in needs] == colours
