"""The writer: nothing is thanked before it is on disk, and one trouble is nobody else's."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from portal.database import Database, Locked, open_database
from portal.writer import PROBE_SECONDS
from surveys import accounts, rollups
from surveys.errors import Busy
from surveys.responses import Draft, Stored
from surveys.tables import Response
from tests.builders import Place, build_draft, build_place
from tests.databases import new_database

CODE = "ABCDEFGHJK"


def place_in(database: Database) -> Place:
    return database.write(lambda c: build_place(c, public_code=CODE))


def keys_in(database: Database) -> list[str]:
    return list(database.read(lambda c: c.scalars(select(Response.form_key)).all()))


def is_equal_to_a_recount(database: Database) -> bool:
    return database.read(lambda c: rollups.recount(c, lambda done, total: None)) == []


def send_together(database: Database, drafts: list[Draft]) -> list[Stored | BaseException]:
    """Send drafts while the writer is held up, so that it finds them all in one batch."""
    held, go = threading.Event(), threading.Event()

    def hold(_connection: Connection) -> None:
        held.set()
        go.wait(20)

    async def send() -> list[Stored | BaseException]:
        holding = database.writer.run(hold)
        await asyncio.to_thread(held.wait, 20)
        futures = [database.writer.store_soon(draft) for draft in drafts]
        go.set()
        await asyncio.wrap_future(holding)
        return await asyncio.gather(*futures, return_exceptions=True)

    return asyncio.run(send())


def test_one_bad_row_never_fails_its_neighbours(database: Database) -> None:
    place = place_in(database)
    drafts = [build_draft(place, f"k{number}") for number in range(40)]
    bad = {
        3: replace(build_draft(place, "no-counter"), counter_id=999_999),
        17: build_draft(place, "lone", comment="\ud800", receipt="R"),
        18: replace(build_draft(place, "huge"), unit_id=2**70),
        39: build_draft(place, "nine", scores=(9, 9, 9, 9, 9, 9, 9, 9, 9)),
    }
    for number, draft in bad.items():
        drafts[number] = draft
    answers = send_together(database, drafts)
    failed = [number for number, answer in enumerate(answers) if isinstance(answer, BaseException)]
    assert failed == sorted(bad)
    assert sorted(keys_in(database)) == sorted(f"k{n}" for n in range(40) if n not in bad)
    assert is_equal_to_a_recount(database)


def test_what_waits_is_written_in_one_transaction(database: Database) -> None:
    place = place_in(database)
    before = database.writer.batches
    answers = send_together(database, [build_draft(place, f"k{n}") for n in range(200)])
    assert all(isinstance(answer, Stored) and not answer.again for answer in answers)
    assert database.writer.batches == before + 1
    assert is_equal_to_a_recount(database)


def test_the_same_form_many_times_in_one_batch_and_again_is_one_row(database: Database) -> None:
    place = place_in(database)
    drafts = [build_draft(place, "k", comment="antre", receipt="R") for _ in range(50)]
    first = send_together(database, drafts)
    second = send_together(database, drafts)
    assert first.count(Stored("R", False)) == 1
    assert [*first, *second].count(Stored("R", True)) == 99
    assert keys_in(database) == ["k"]
    assert is_equal_to_a_recount(database)


def test_the_same_forms_through_two_processes_are_stored_once(
    database: Database, database_url: str
) -> None:
    if database.is_sqlite:
        with pytest.raises(Locked):
            open_database(database_url)
        return
    place = place_in(database)
    other = open_database(database_url)
    try:
        answers: list[list[Stored | BaseException]] = [[], []]

        def send(number: int) -> None:
            keys = range(300) if number else range(299, -1, -1)
            drafts = [
                build_draft(place, f"k{n}", comment="x", receipt=f"R{n}", digest="d") for n in keys
            ]
            answers[number] = send_together((database, other)[number], drafts)

        threads = [threading.Thread(target=send, args=(number,)) for number in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        receipts = [{one.receipt for one in each if isinstance(one, Stored)} for each in answers]
        assert receipts == [{f"R{n}" for n in range(300)}] * 2
        assert len(keys_in(database)) == 300
        assert is_equal_to_a_recount(database)
    finally:
        other.close()


def test_a_full_queue_says_so_at_once(tmp_path: Path) -> None:
    database = new_database(tmp_path / "a.db", queue_limit=5)
    place = place_in(database)
    answers: list[object] = []
    held, go = threading.Event(), threading.Event()

    def hold(_connection: Connection) -> None:
        held.set()
        go.wait(20)

    async def send() -> None:
        database.writer.run(hold)
        await asyncio.to_thread(held.wait, 20)
        waiting = []
        for number in range(8):
            try:
                waiting.append(database.writer.store_soon(build_draft(place, f"k{number}")))
            except Busy as refusal:
                answers.append(refusal)
        go.set()
        await asyncio.gather(*waiting)

    asyncio.run(send())
    assert len(answers) == 3
    assert sorted(keys_in(database)) == [f"k{number}" for number in range(5)]
    database.close()


def test_a_visitor_who_goes_away_takes_the_writer_with_nobody(database: Database) -> None:
    place = place_in(database)
    held, go = threading.Event(), threading.Event()
    done: list[str] = []

    def hold(_connection: Connection) -> None:
        held.set()
        go.wait(20)

    async def leave() -> None:
        holding = database.writer.run(hold)
        await asyncio.to_thread(held.wait, 20)
        gone = asyncio.ensure_future(database.write_async(lambda c: done.append("gone")))
        left = database.writer.store_soon(build_draft(place, "left"))
        await asyncio.sleep(0)
        gone.cancel()
        left.cancel()
        await asyncio.gather(gone, left, return_exceptions=True)
        await asyncio.sleep(0)
        go.set()
        await asyncio.wrap_future(holding)

    asyncio.run(leave())
    assert database.writer.store(build_draft(place, "next")) == Stored(None, False)
    assert done == []
    assert "next" in keys_in(database)


def test_closing_writes_what_waits_and_refuses_what_comes_later(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    database = open_database(url)
    place = place_in(database)
    answers = send_together(database, [build_draft(place, f"k{n}") for n in range(30)])
    assert len(answers) == 30
    pending = [
        database.writer.run(lambda c, n=n: c.exec_driver_sql("select 1") and n) for n in range(20)
    ]
    database.close()
    assert [one.result(0) for one in pending] == list(range(20))
    with pytest.raises(Busy):
        database.writer.store(build_draft(place, "late"))
    with pytest.raises(Busy):
        database.write(lambda c: None)
    again = open_database(url)
    assert len(keys_in(again)) == 30
    again.close()


def until(true: Callable[[], bool]) -> bool:
    """Wait for something that the writer does by itself, with patience for a slow machine."""
    pause = threading.Event()
    for _ in range(600):
        if true():
            return True
        pause.wait(PROBE_SECONDS / 10)
    return False


def test_a_locked_file_thanks_nobody_and_is_noticed_to_be_free_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = new_database(path)
    place = place_in(database)
    # The patience of the writer, shortened so that the test need not wait it out.
    database.write(lambda c: c.exec_driver_sql("pragma busy_timeout = 50") and None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Busy):
        database.writer.store(build_draft(place, "k1"))
    assert database.writer.trouble == "database is locked"
    assert keys_in(database) == []
    other.execute("rollback")
    other.close()
    assert until(lambda: database.writer.trouble is None)
    assert database.writer.store(build_draft(place, "k1")) == Stored(None, False)
    assert is_equal_to_a_recount(database)
    database.close()


def test_a_full_disk_thanks_nobody_and_intake_resumes_when_there_is_room(tmp_path: Path) -> None:
    database = new_database(tmp_path / "a.db")
    place = place_in(database)
    pages = database.read(lambda c: c.exec_driver_sql("pragma page_count").scalar())
    # SQLite's own limit gives the same error as a disk without room, at COMMIT or before.
    full = [True]

    def limit(connection: Connection) -> None:
        room = pages if full[0] else 1_000_000_000
        connection.exec_driver_sql(f"pragma max_page_count = {room}")

    from sqlalchemy import event

    event.listen(database.writer.engine, "begin", limit)
    database.write(lambda c: None)
    long = "panjang " * 200
    stored, refused = [], []
    for number in range(60):
        try:
            database.writer.store(
                build_draft(place, f"k{number}", comment=long, receipt=f"R{number}")
            )
            stored.append(f"k{number}")
        except Busy:
            refused.append(f"k{number}")
    assert refused
    assert sorted(keys_in(database)) == sorted(stored)
    full[0] = False
    assert until(lambda: database.writer.trouble is None)
    for number in range(60):
        database.writer.store(build_draft(place, f"k{number}", comment=long, receipt=f"R{number}"))
    assert len(keys_in(database)) == 60
    assert is_equal_to_a_recount(database)
    database.close()


def test_an_error_in_other_work_is_told_to_whoever_asked_and_nobody_else(
    database: Database,
) -> None:
    place = place_in(database)

    def wrong(connection: Connection) -> None:
        connection.execute(Response.__table__.delete())
        connection.exec_driver_sql("select nonsense from response")

    database.writer.store(build_draft(place, "k1"))
    with pytest.raises(DBAPIError):
        database.write(wrong)
    assert database.writer.trouble is None
    assert keys_in(database) == ["k1"]


def test_readers_cannot_write(database: Database) -> None:
    place_in(database)
    with pytest.raises(DBAPIError):
        database.read(lambda c: c.exec_driver_sql("delete from counter_day"))
    with pytest.raises(DBAPIError):
        database.read(lambda c: c.exec_driver_sql("create table x (y integer)"))


def test_what_two_processes_remember_at_once_is_kept_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.write(lambda c: accounts.remember(c, "since", "first"))
    real, looks = accounts.setting, iter([True])

    def before_the_other_committed(connection: Connection, key: str) -> str | None:
        return None if next(looks, False) else real(connection, key)

    monkeypatch.setattr(accounts, "setting", before_the_other_committed)
    assert database.write(lambda c: accounts.remember(c, "since", "second")) == "first"
