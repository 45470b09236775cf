"""Learning rests while many answers arrive, and goes on when they do not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal import jobs
from portal.database import Database
from portal.giving_way import (
    HELD_SECONDS,
    LONGEST_REST_SECONDS,
    MANY_A_SECOND,
    Arrivals,
    GivingWay,
    ask_to_give_way,
)
from portal.jobs import Background
from portal.relearning import ask_to_learn
from portal.settings import Settings
from tests import trained
from tests.portal.test_jobs import until


class Watch:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept = 0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += 1


def asked_at(folder: Path, moment: float) -> None:
    ask_to_give_way(folder)
    [named] = list(folder.iterdir())
    os.utime(named, (moment, moment))


def test_who_learns_rests_until_few_answers_arrive(tmp_path: Path) -> None:
    watch = Watch()
    rest = GivingWay(tmp_path, watch, watch.sleep)
    rest()
    assert watch.slept == 0, "nobody asked"
    asked_at(tmp_path, watch.now)
    rest()
    assert watch.now == pytest.approx(1000.0 + HELD_SECONDS, abs=0.5)
    before = watch.slept
    rest()
    assert watch.slept == before, "what was asked long ago does not hold it again"


def test_a_clock_set_back_does_not_hold_it(tmp_path: Path) -> None:
    watch = Watch()
    asked_at(tmp_path, watch.now + 3600)
    GivingWay(tmp_path, watch, watch.sleep)()
    assert watch.slept == 0


def test_answers_without_end_do_not_keep_it_from_learning(tmp_path: Path) -> None:
    watch = Watch()

    def sleep(seconds: float) -> None:
        watch.sleep(seconds)
        asked_at(tmp_path, watch.now)

    asked_at(tmp_path, watch.now)
    rest = GivingWay(tmp_path, watch, sleep)
    rest()
    assert watch.now - 1000.0 == pytest.approx(LONGEST_REST_SECONDS, abs=1)
    before = watch.slept
    rest()
    assert watch.slept == before


def test_many_answers_are_told_from_a_few() -> None:
    watch = Watch()
    arrivals = Arrivals(watch)
    assert not arrivals.many(100_000), "what was stored before it looked is no rush"
    watch.now += 1
    assert arrivals.many(100_000 + int(MANY_A_SECOND))
    watch.now += 0.01
    assert not arrivals.many(100_000 + int(MANY_A_SECOND) + 5), "an instant shows nothing"
    watch.now += 1
    assert not arrivals.many(100_000 + int(MANY_A_SECOND) + 6)


def test_the_portal_asks_while_it_learns_and_many_answers_arrive(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=database.url, data_dir=trained.data_dir(tmp_path))
    real = subprocess.Popen
    monkeypatch.setattr(
        "portal.relearning.subprocess.Popen",
        lambda command, **_: real([sys.executable, "-c", "import time; time.sleep(120)"]),
    )
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    asked = settings.models_dir / "training.giving_way"
    background = Background(settings, database, b"key")
    ask_to_learn(settings, trained.MADE_AT)
    background.start()
    try:
        until((settings.models_dir / "training.running").exists)
        assert not asked.exists()

        def many_arrive() -> bool:
            database.writer.stored += 1000
            return asked.exists()

        until(many_arrive)
    finally:
        background.stop()
