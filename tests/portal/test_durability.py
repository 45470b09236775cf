"""Whatever dies, and whenever: every thanked answer is there exactly once.

Three deaths each; `--long` makes it twenty.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import select

from portal.database import open_database
from surveys import rollups
from surveys.tables import Complaint, Response
from tests import trained
from tests.bench.driver import Drive, drive
from tests.bench.servers import ROOT, Prepared, Server, prepare, start_portal
from tests.bench.visits import Sent, get, surveys
from tests.conftest import PostgresServer, _postgresql_binaries, missing
from tests.databases import new_file

pytestmark = pytest.mark.proof

SURVEYS = 600


@pytest.fixture
def deaths(request: pytest.FixtureRequest) -> int:
    return 20 if request.config.getoption("--long") else 3


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    """Starts portals as `start_portal` does; none is left behind, whatever a test finds."""
    started: list[Server] = []

    def start(*given: Any, **more: Any) -> Server:
        started.append(start_portal(*given, **more))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()


def at_random_moment(chance: random.Random, kill: Callable[[], None]) -> Callable[[int], None]:
    """Kill once a random number of answers has been thanked, while others are on their way."""
    moment = chance.randint(1, SURVEYS // 2)
    return lambda replies: kill() if replies == moment else None


def thanked(sent: list[Sent], done: Drive) -> dict[str, str]:
    """The receipt of each key that was answered with thanks."""
    found = {}
    for one, reply in zip(sent, done.replies, strict=True):
        if reply is not None and reply.status == 303:
            place = reply.header(b"location").decode("ascii").partition("?")[0]
            found[one.name] = place.rpartition("/")[2]
    return found


def send_until_thanked(server: Server, sent: list[Sent]) -> dict[str, str]:
    """Send again what was not thanked, as the script of the form does, until all of it is."""
    receipts: dict[str, str] = {}
    waiting = sent
    for _ in range(200):
        done = drive(server.port, [one.request for one in waiting], 16)
        assert set(done.statuses) <= {303, 503}
        receipts |= thanked(waiting, done)
        waiting = [one for one in sent if one.name not in receipts]
        if not waiting:
            return receipts
        time.sleep(0.1)
    raise AssertionError(f"{len(waiting)} answers were never taken")


def check(prepared: Prepared, receipts: dict[str, str]) -> None:
    """Every key exactly once, with the receipt that was given; counts as a recount has them."""
    database = open_database(prepared.url)
    try:
        rows = database.read(
            lambda c: c.execute(
                select(Response.form_key, Complaint.receipt).outerjoin(
                    Complaint, Complaint.id == Response.id
                )
            ).all()
        )
        assert len(rows) == len({row[0] for row in rows})
        stored = {row[0]: row[1] for row in rows}
        assert stored == receipts
        assert database.read(lambda c: rollups.recount(c, lambda done, total: None)) == []
    finally:
        database.close()


def test_killing_the_web_process_loses_and_doubles_nothing(
    tmp_path: Path, deaths: int, serving: Callable[..., Server]
) -> None:
    prepared = prepare(new_file(tmp_path / "suara.db"), 3)
    chance = random.Random(deaths)
    receipts: dict[str, str] = {}
    died = 0
    for death in range(deaths):
        sent = surveys(prepared, SURVEYS, death)
        server = serving(prepared.url, tmp_path)
        done = drive(
            server.port,
            [one.request for one in sent],
            watch=at_random_moment(chance, server.process.kill),
        )
        server.kill()
        acknowledged = thanked(sent, done)
        died += len(acknowledged) < SURVEYS
        again = serving(prepared.url, tmp_path)
        later = send_until_thanked(again, sent)
        # What had been thanked was sent again too: the same receipt, and still one row.
        assert acknowledged.items() <= later.items()
        receipts |= later
        again.kill()
    assert died == deaths
    check(prepared, receipts)


@pytest.fixture
def own_postgresql() -> Iterator[PostgresServer]:
    """A server that a test may kill."""
    binaries = _postgresql_binaries()
    if binaries is None:
        missing("PostgreSQL")
    assert binaries is not None
    server = PostgresServer(binaries)
    yield server
    server.stop()


def crash(server: PostgresServer) -> None:
    """Kill every process of the server at once, as a power cut does."""
    family = [server.process, *psutil.Process(server.process.pid).children(recursive=True)]
    for one in family:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue


def test_killing_postgresql_loses_and_doubles_nothing_and_the_portal_finds_it_again(
    own_postgresql: PostgresServer, tmp_path: Path, deaths: int, serving: Callable[..., Server]
) -> None:
    prepared = prepare(own_postgresql.fresh_database("suara"), 3)
    chance = random.Random(deaths)
    receipts: dict[str, str] = {}
    portal = serving(prepared.url, tmp_path)
    refused = 0
    for death in range(deaths):
        sent = surveys(prepared, SURVEYS, 100 + death)
        done = drive(
            portal.port,
            [one.request for one in sent],
            watch=at_random_moment(chance, lambda: crash(own_postgresql)),
        )
        own_postgresql.process.wait()
        assert set(done.statuses) <= {303, 503}
        refused += done.statuses.get(503, 0)
        acknowledged = thanked(sent, done)
        own_postgresql.start()
        later = send_until_thanked(portal, sent)
        assert acknowledged.items() <= later.items()
        receipts |= later
    assert refused
    assert portal.stop() == 0
    check(prepared, receipts)


def test_the_database_away_for_a_minute_is_told_and_intake_goes_on_by_itself(
    own_postgresql: PostgresServer,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    serving: Callable[..., Server],
) -> None:
    away_seconds = 60 if request.config.getoption("--long") else 3
    prepared = prepare(own_postgresql.fresh_database("suara"), 3)
    portal = serving(prepared.url, tmp_path)
    before, meanwhile, after = (surveys(prepared, 40, seed) for seed in range(3))
    assert drive(portal.port, [one.request for one in before], 8).statuses == {303: 40}
    crash(own_postgresql)
    own_postgresql.process.wait()
    back_at = time.monotonic() + away_seconds
    while time.monotonic() < back_at:
        # Nobody is thanked for what is not stored, and the survey itself can still be opened.
        refused = drive(portal.port, [one.request for one in meanwhile], 8)
        assert refused.statuses == {503: 40}
        assert drive(portal.port, [get("/readyz")], 1).statuses == {503: 1}
        assert drive(portal.port, [get("/healthz")], 1).statuses == {200: 1}
        look = get(f"/s/{prepared.places[0].public_code}")
        assert drive(portal.port, [look], 1).statuses == {200: 1}
        time.sleep(1)
    own_postgresql.start()
    for _ in range(300):
        # Nobody sends anything: the portal notices by itself.
        if drive(portal.port, [get("/readyz")], 1).statuses == {200: 1}:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the portal never noticed that the database is back")
    receipts = send_until_thanked(portal, [*before, *meanwhile, *after])
    assert portal.stop() == 0
    check(prepared, receipts)


def test_fifty_tries_at_two_processes_are_one_row_with_one_receipt(
    own_postgresql: PostgresServer, tmp_path: Path, serving: Callable[..., Server]
) -> None:
    prepared = prepare(own_postgresql.fresh_database("suara"), 3)
    sent = surveys(prepared, 3, 300)
    portal = serving(prepared.url, tmp_path, workers=2)
    receipts: dict[str, str] = {}
    for one in sent:
        done = drive(portal.port, [one.request] * 50, 50)
        assert done.statuses == {303: 50}
        places = {r.header(b"location") for r in done.replies if r is not None}
        assert len(places) == 1
        receipts |= thanked([one], Drive(done.replies[:1]))
    assert portal.stop() == 0
    check(prepared, receipts)


def test_killing_the_reading_child_loses_no_text_and_disturbs_no_answer(
    tmp_path: Path, deaths: int, serving: Callable[..., Server]
) -> None:
    data_dir = trained.data_dir(tmp_path)
    prepared = prepare(new_file(tmp_path / "suara.db"), 3)
    server = serving(prepared.url, data_dir, background="1")
    receipts: dict[str, str] = {}
    killed = 0
    for death in range(deaths):
        sent = surveys(prepared, 200, 200 + death)
        done = drive(server.port, [one.request for one in sent], 8)
        assert done.statuses == {303: 200}
        receipts |= thanked(sent, done)
        for _ in range(600):
            children = server.children()
            if children:
                children[0].kill()
                killed += 1
                break
            time.sleep(0.05)
    assert killed == deaths
    database = open_for_looking(prepared.url)
    for _ in range(1200):
        if database() == 0:
            break
        time.sleep(0.05)
    assert database() == 0
    assert server.stop() == 0
    check(prepared, receipts)


def open_for_looking(url: str) -> Callable[[], int]:
    """How many texts have not been read yet."""
    from portal.database import open_for_reading

    engine = open_for_reading(url)

    def unread() -> int:
        with engine.connect() as connection:
            query = "select count(*) from complaint where read_by is null"
            return int(connection.exec_driver_sql(query).scalar() or 0)

    return unread


def test_verify_says_that_the_counts_are_those_of_the_answers(
    tmp_path: Path, serving: Callable[..., Server]
) -> None:
    prepared = prepare(new_file(tmp_path / "suara.db"), 2)
    server = serving(prepared.url, tmp_path)
    sent = surveys(prepared, 100)
    assert drive(server.port, [one.request for one in sent]).statuses == {303: 100}
    # While the portal serves it holds the file, so it does the recount itself.
    command = [sys.executable, "-m", "portal.cli", "verify", "--json", "--database", prepared.url]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
    document = json.loads(said.stdout)
    assert document["equal"]
    assert document["differences"] == []
    assert server.stop() == 0
    database = open_database(prepared.url)
    database.write(lambda c: c.exec_driver_sql("update counter_day set u1_1 = u1_1 + 1") and None)
    database.close()
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert said.returncode == 1
    assert not json.loads(said.stdout)["equal"]
