"""Too much, too slow, or too large hurts nobody else; a renewal refuses nobody."""

import gzip
import os
import resource
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.database import open_database
from surveys import rollups
from tests.bench.driver import drive
from tests.bench.servers import Prepared, Server, portal_serving, prepare, start_portal
from tests.bench.visits import HEADERS, Sent, get, post, surveys
from tests.databases import new_file


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(new_file(tmp_path / "suara.db"), 2)


@pytest.fixture
def server(prepared: Prepared, tmp_path: Path) -> Iterator[Server]:
    with portal_serving(prepared.url, tmp_path) as serving:
        yield serving


def stored_keys(prepared: Prepared) -> list[str]:
    database = open_database(prepared.url)
    try:
        assert database.read(lambda c: rollups.recount(c, lambda done, total: None)) == []
        query = "select form_key from response"
        return [row[0] for row in database.read(lambda c: c.exec_driver_sql(query).all())]
    finally:
        database.close()


def sent_of(sent: list[Sent]) -> list[bytes]:
    return [one.request for one in sent]


def test_slow_and_half_open_visitors_keep_nobody_waiting(
    prepared: Prepared, server: Server
) -> None:
    sent = surveys(prepared, 60)
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(150)]
    for number, stream in enumerate(idle):
        # Some say nothing, some stop in the middle of a header, some in the middle of a body.
        stream.sendall((b"", b"POST /s/x HTTP/1.1\r\nho", sent[0].request[:-40])[number % 3])
    done = drive(server.port, sent_of(sent[1:]), 8)
    assert done.statuses == {303: 59}
    for stream in idle:
        stream.close()
    assert drive(server.port, sent_of(sent[:1])).statuses == {303: 1}
    assert server.stop() == 0
    assert sorted(stored_keys(prepared)) == sorted(one.name for one in sent)


def test_giant_headers_and_bodies_are_refused_and_others_served(
    prepared: Prepared, server: Server
) -> None:
    path = f"/s/{prepared.places[0].public_code}"
    giant_body = post(path, "u1=4&comment=" + "x" * 1_000_000)
    many_fields = post(path, "&".join(f"f{n}=1" for n in range(4000)))
    text = post(path, "u1=4&comment=" + "%F0%9F%91%8D" * 8000)
    assert drive(server.port, [many_fields]).statuses == {400: 1}
    for refused in (giant_body, text):
        done = drive(server.port, [refused], 1)
        assert set(done.statuses) <= {413}
    header = f"GET {path} HTTP/1.1\r\n{HEADERS}x: {'y' * 200_000}\r\n\r\n".encode()
    assert set(drive(server.port, [header], 1).statuses) <= {200, 400, 431}
    assert drive(server.port, [get(path)] * 5).statuses == {200: 5}
    assert server.stop() == 0
    assert stored_keys(prepared) == []


def test_beyond_what_it_takes_it_says_so_and_loses_nothing(
    prepared: Prepared, tmp_path: Path
) -> None:
    sent = surveys(prepared, 600)
    with portal_serving(prepared.url, tmp_path, queue_limit="4") as server:
        done = drive(server.port, sent_of(sent), 64)
        assert set(done.statuses) == {303, 503}
        refused = [
            one
            for one, reply in zip(sent, done.replies, strict=True)
            if reply is not None and reply.status == 503
        ]
        replies = [reply for reply in done.replies if reply is not None and reply.status == 503]
        assert len(refused) == done.statuses[503]
        assert all(reply.header(b"retry-after") == b"5" for reply in replies)
        # As soon as fewer come at a time, everything is taken.
        assert drive(server.port, sent_of(refused), 2).statuses == {303: len(refused)}
    assert sorted(stored_keys(prepared)) == sorted(one.name for one in sent)


def test_ending_answers_what_is_under_way(prepared: Prepared, server: Server) -> None:
    sent = surveys(prepared, 400)

    def end(replies: int) -> None:
        if replies == 100:
            server.process.send_signal(signal.SIGTERM)

    done = drive(server.port, sent_of(sent), 16, watch=end)
    assert server.process.wait(60) == 0
    thanked = {
        one.name
        for one, reply in zip(sent, done.replies, strict=True)
        if reply is not None and reply.status == 303
    }
    assert set(done.statuses) == {303}
    # Nothing was stored behind anybody's back: what was read was also answered.
    assert sorted(stored_keys(prepared)) == sorted(thanked)


def test_a_full_disk_gives_the_answers_back_and_they_are_taken_once_there_is_room(
    prepared: Prepared, server: Server
) -> None:
    path = f"/s/{prepared.places[0].public_code}"
    first, second, third = surveys(prepared, 3)
    assert drive(server.port, sent_of([first]), 1).statuses == {303: 1}
    unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    # No file may grow from here on, as on a disk without room.
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (4096, unlimited[1]))
    full = drive(server.port, [second.request, post(path, "u1=4&comment=Masih+di+sini")], 1)
    assert full.statuses == {503: 2}
    assert full.replies[1] is not None
    assert "Masih di sini" in gzip.decompress(full.replies[1].body).decode()
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
    for _ in range(100):
        if drive(server.port, [get("/readyz")], 1).statuses == {200: 1}:
            break
        time.sleep(0.05)
    assert drive(server.port, sent_of([second, third]), 1).statuses == {303: 2}
    assert server.stop() == 0
    assert sorted(stored_keys(prepared)) == sorted(one.name for one in (first, second, third))


def was_renewed(server: Server) -> bool:
    """Whether the process has begun anew with the socket that it had before."""
    return b"SUARA_HANDED_ON=" in Path(f"/proc/{server.process.pid}/environ").read_bytes()


def test_a_renewal_under_load_refuses_nobody(prepared: Prepared, server: Server) -> None:
    sent: list[Sent] = []
    rounds_after = 0
    for seed in range(400):
        if seed == 1:
            os.kill(server.process.pid, signal.SIGHUP)
        fresh = surveys(prepared, 100, seed)
        done = drive(server.port, sent_of(fresh), 8)
        assert done.broken == 0
        assert done.statuses == {303: 100}
        sent += fresh
        rounds_after += was_renewed(server)
        if rounds_after == 2:
            break
    assert rounds_after == 2
    assert server.process.poll() is None
    assert server.stop() == 0
    assert sorted(stored_keys(prepared)) == sorted(one.name for one in sent)


@contextmanager
def held_socket() -> Iterator[socket.socket]:
    """A listening socket that outlives whoever serves on it, as systemd holds one."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listener:
        yield listener


def test_a_new_process_takes_the_socket_over_under_load_and_nobody_is_refused(
    prepared: Prepared, tmp_path: Path
) -> None:
    sent: list[Sent] = []
    with held_socket() as listener:
        serving = start_portal(prepared.url, tmp_path, held=listener)
        for seed in range(6):
            fresh = surveys(prepared, 150, seed)
            changing = seed in {1, 3}
            if changing:
                # It ends while these are on their way; those that connect meanwhile wait.
                serving.process.send_signal(signal.SIGTERM)
            with ThreadPoolExecutor(1) as pool:
                driving = pool.submit(drive, serving.port, sent_of(fresh), 8)
                if changing:
                    assert serving.process.wait(60) == 0
                    serving = start_portal(prepared.url, tmp_path, held=listener)
                done = driving.result()
            assert done.broken == 0
            assert done.statuses == {303: 150}
            sent += fresh
        assert serving.stop() == 0
    assert sorted(stored_keys(prepared)) == sorted(one.name for one in sent)
