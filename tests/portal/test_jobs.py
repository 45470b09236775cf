"""The background: reads what waits, survives the death of its child, stays out of the way."""

import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from portal import jobs
from portal.database import Database
from portal.giving_way import Arrivals
from portal.jobs import Background
from portal.model_seal import models_key
from portal.reading_process import ReadingChild
from portal.settings import Settings
from surveys import kept_figures, readings
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.tables import Complaint
from tests import trained
from tests.builders import NOW, TODAY, Place, build_draft, build_place

TEXT = "antrean lama sekali, tiga jam menunggu baru dipanggil, nomor {}"


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that comes by itself, at most a minute on a busy machine."""
    ends = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < ends, "it did not happen within a minute"
        time.sleep(0.05)


def write(database: Database, place: Place, first: int, count: int) -> None:
    drafts = [
        build_draft(
            place,
            f"k{number}",
            comment=TEXT.format(number),
            receipt=complete_receipt(number.to_bytes(16, "big")),
        )
        for number in range(first, first + count)
    ]
    database.write(lambda c: store_drafts(c, drafts))


@pytest.fixture
def place(database: Database) -> Place:
    return database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"f" * 14))
    )


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(database_url=database.url, data_dir=trained.data_dir(tmp_path))


@pytest.fixture
def background(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Background]:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    made = Background(settings, database, models_key(database, settings))
    yield made
    made.stop()


def all_read(database: Database) -> bool:
    return database.read(readings.count_unread) == 0


def test_what_waits_is_read_and_a_killed_child_loses_none(
    database: Database, place: Place, background: Background
) -> None:
    write(database, place, 0, 10)
    background.start()
    until(lambda: all_read(database))
    first_child = background.state.child_pid
    assert first_child is not None
    assert os.getpriority(os.PRIO_PROCESS, first_child) == 15
    os.kill(first_child, signal.SIGKILL)
    write(database, place, 10, 150)
    until(lambda: all_read(database))
    assert background.state.child_pid != first_child
    assert background.state.read_total == 160
    assert background.state.child_deaths == 1
    rows = database.read(lambda c: c.execute(select(Complaint.read_by, Complaint.polarity)).all())
    assert {tuple(row) for row in rows} == {(background.state.model_version, "complaint")}


def test_a_version_put_to_use_reads_everything_again(
    database: Database, place: Place, settings: Settings, background: Background
) -> None:
    write(database, place, 0, 5)
    background.start()
    until(lambda: all_read(database))
    version = trained.save(
        settings.models_dir,
        trained.MADE_AT + timedelta(days=1),
        key=models_key(database, settings),
    )
    until(lambda: database.read(lambda c: readings.count_not_read_by(c, version)) == 0)
    assert background.state.model_version == version


def test_the_first_version_of_a_portals_own_is_read_by_though_another_folder_was_used_before(
    database: Database, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    monkeypatch.setattr("portal.labelling.OWN_MODELS", trained.data_dir(tmp_path) / "models")
    settings = Settings(database_url=database.url, data_dir=tmp_path / "own")
    background = Background(settings, database, models_key(database, settings))
    write(database, place, 0, 3)
    background.start()
    try:
        until(lambda: all_read(database))
        version = trained.save(
            settings.models_dir,
            trained.MADE_AT + timedelta(days=1),
            key=models_key(database, settings),
        )
        until(lambda: database.read(lambda c: readings.count_not_read_by(c, version)) == 0)
        assert background.state.model_version == version
    finally:
        background.stop()


def test_without_a_model_it_waits_and_begins_when_there_is_one(
    database: Database, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    monkeypatch.setattr("portal.labelling.OWN_MODELS", tmp_path / "nowhere")
    settings = Settings(database_url=database.url, data_dir=tmp_path / "later")
    background = Background(settings, database, models_key(database, settings))
    write(database, place, 0, 3)
    background.start()
    try:
        time.sleep(0.3)
        assert not all_read(database)
        assert background.state.child_pid is None
        trained.save(settings.models_dir, trained.MADE_AT, key=models_key(database, settings))
        until(lambda: all_read(database))
    finally:
        background.stop()


def test_a_version_that_is_not_the_portals_reads_nothing_and_is_learnt_anew(
    database: Database,
    place: Place,
    settings: Settings,
    background: Background,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(jobs, "ask_to_learn", lambda *given: asked.append(given))
    trained.save(settings.models_dir, trained.MADE_AT + timedelta(days=1))
    write(database, place, 0, 3)
    background.start()
    until(lambda: bool(asked))
    time.sleep(0.3)
    assert len(asked) == 1
    assert not all_read(database)
    assert background.state.child_deaths == 0
    trained.save(
        settings.models_dir,
        trained.MADE_AT + timedelta(days=2),
        key=models_key(database, settings),
    )
    until(lambda: all_read(database))


def test_stopping_leaves_nothing_running_and_what_is_unread_in_the_queue(
    database: Database, place: Place, background: Background
) -> None:
    write(database, place, 0, 1)
    background.start()
    until(lambda: all_read(database))
    child = background.state.child_pid
    assert child is not None
    background.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    write(database, place, 1, 1)
    assert not all_read(database)
    background.start()
    until(lambda: all_read(database))


def test_a_text_at_which_the_child_always_dies_goes_to_the_narrow_circle(
    database: Database,
    place: Place,
    background: Background,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain_ask = ReadingChild.ask

    def ask(child: ReadingChild, texts: list[str]) -> object:
        if any("nomor 3" in text for text in texts):
            os.kill(child.pid, signal.SIGKILL)
        return plain_ask(child, texts)

    monkeypatch.setattr(ReadingChild, "ask", ask)
    write(database, place, 0, 8)
    background.start()
    until(lambda: all_read(database))
    background.stop()
    rows = database.read(
        lambda c: c.execute(select(Complaint.text, Complaint.read_by, Complaint.confidential)).all()
    )
    assert [row.text for row in rows if row.read_by == jobs.UNREADABLE] == [TEXT.format(3)]
    assert [row.confidential for row in rows if row.read_by == jobs.UNREADABLE] == [True]


def test_while_a_crowd_answers_few_comments_are_read_at_a_time(
    database: Database, place: Place, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = jobs.CROWD_BATCH * 3
    write(database, place, 0, waiting)
    monkeypatch.setattr(Arrivals, "many", lambda _self, _stored: True)
    background._step()
    assert database.read(readings.count_unread) == waiting - jobs.CROWD_BATCH
    monkeypatch.setattr(Arrivals, "many", lambda _self, _stored: False)
    background._crowd_until = 0.0
    background._step()
    assert database.read(readings.count_unread) == 0


def test_figures_that_are_behind_are_kept_at_once_while_nobody_sends(
    database: Database, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "KEEP_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "KEEP_FOR_SECONDS", 1.5e-3)
    monkeypatch.setattr(jobs, "utc_now", lambda: NOW)
    ticks = itertools.count(1000.0, 1e-3)
    waited = [0.0]
    clock = SimpleNamespace(monotonic=lambda: next(ticks) + waited[0])
    monkeypatch.setattr(jobs, "time", clock)
    database.write(lambda c: store_drafts(c, [build_draft(place, "k")]))
    late = database.read(lambda c: kept_figures.behind(c, TODAY))
    assert len(late) == 4
    background = Background(
        Settings(database_url=database.url, data_dir=tmp_path), database, b"key"
    )
    background._stored_before = -1

    def step() -> tuple[float, int]:
        pause = background._step()
        return pause, len(database.read(lambda c: kept_figures.behind(c, TODAY)))

    # An answer came just now: a few figures are kept, and the next ones wait a second for others
    # who send, however soon the next step follows.
    assert step() == (jobs.POLL_SECONDS, 3)
    assert step() == (jobs.POLL_SECONDS, 3)
    waited[0] = jobs.ARRIVING_SECONDS
    # Nobody sends any more: it hardly rests until all are kept.
    assert step() == (1.5e-3, 2)
    assert step() == (1.5e-3, 1)
    pause, left = step()
    assert (pause >= jobs.POLL_SECONDS, left) == (True, 0)
