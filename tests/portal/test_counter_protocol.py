"""The short way over a real connection: nobody can tell it from the whole one."""

import gzip
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.database import open_for_reading
from tests.bench.driver import drive
from tests.bench.servers import Prepared, Server, portal_serving, prepare
from tests.bench.visits import get, post, surveys
from tests.databases import new_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("short-way")


@pytest.fixture(scope="module")
def prepared(folder: Path) -> Prepared:
    return prepare(new_file(folder / "suara.db"), 2)


@pytest.fixture(scope="module")
def server(prepared: Prepared, folder: Path) -> Iterator[Server]:
    with portal_serving(prepared.url, folder) as serving:
        # Seen once, so that counter, form and thanks are at hand from then on.
        for place in prepared.places:
            thanks = f"/s/{place.public_code}/thanks"
            drive(serving.port, [get(f"/s/{place.public_code}"), get(thanks)], 1)
        yield serving


def closing(request: bytes) -> bytes:
    """The same request, behind which the connection is to end."""
    return request.replace(b"\r\nuser-agent", b"\r\nconnection: close\r\nuser-agent", 1)


def told(server: Server, *pieces: bytes) -> bytes:
    """All that comes back on one connection for pieces sent one after the other."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as stream:
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            stream.sendall(piece)
            time.sleep(0.05 if len(pieces) > 1 else 0)
        got = b""
        while part := stream.recv(65_536):
            got += part
        return got


def statuses(got: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"HTTP/1\.1 (\d\d\d) ", got)]


def rows(prepared: Prepared) -> int:
    with open_for_reading(prepared.url).connect() as connection:
        return int(connection.exec_driver_sql("select count(*) from response").scalar() or 0)


def test_requests_sent_at_once_are_answered_in_their_order(
    prepared: Prepared, server: Server
) -> None:
    page = get(f"/s/{prepared.places[0].public_code}")
    first, second = (one.request for one in surveys(prepared, 2, 11))
    got = told(server, page + first + page + second + closing(page))
    assert statuses(got) == [200, 303, 200, 303, 200]


def test_a_form_in_pieces_is_stored_once_like_one_in_one_piece(
    prepared: Prepared, server: Server
) -> None:
    before = rows(prepared)
    sent = surveys(prepared, 1, 12)[0].request
    page = closing(get("/s/x"))
    for cut in (10, len(sent) - 30):
        assert statuses(told(server, sent[:cut], sent[cut:], page)) == [303, 404]
    assert statuses(told(server, sent + page)) == [303, 404]
    assert rows(prepared) == before + 1


def test_a_form_with_a_fault_comes_back_filled_in(prepared: Prepared, server: Server) -> None:
    path = f"/s/{prepared.places[0].public_code}"
    done = drive(server.port, [post(path, "u1=7&comment=Masih+di+sini")], 1)
    assert done.statuses == {422: 1}
    assert done.replies[0] is not None
    assert "Masih di sini" in gzip.decompress(done.replies[0].body).decode()


def test_whoever_wrote_a_number_is_sent_to_the_same_place_on_both_ways(
    prepared: Prepared, server: Server
) -> None:
    code = prepared.places[0].public_code
    sent = next(one.request for one in surveys(prepared, 40, 13) if b"0812" in one.request)
    sent = re.sub(rb"/[sS]/\w+", f"/s/{code}".encode(), sent, count=1)
    whole_way = sent.replace(b"/s/", b"/S/", 1)
    places = [
        reply.header(b"location")
        for reply in drive(server.port, [sent, whole_way], 1).replies
        if reply is not None
    ]
    assert places[0] == places[1]
    assert b"masked=1" in places[0]
    assert b"&own=" in places[0]


def test_masked_words_are_shown_the_same_from_memory_and_from_the_database(
    prepared: Prepared, server: Server
) -> None:
    sent = [one.request for one in surveys(prepared, 60, 15) if b"0812" in one.request][:2]
    codes = prepared.places[0].public_code.encode()
    for one in sent:
        posted = re.sub(rb"/[sS]/\w+", b"/s/" + codes, one, count=1)
        place = drive(server.port, [posted], 1).replies[0]
        assert place is not None
        where = get(place.header(b"location").decode())
        pages = [
            reply for reply in drive(server.port, [where, where], 1).replies if reply is not None
        ]
        bodies = [gzip.decompress(page.body).decode() for page in pages]
        assert bodies[0] == bodies[1]
        assert bodies[0].count("[telepon]") == 2
        assert b"no-store" in pages[0].head
    stranger = re.sub(rb"own=.", b"own=~", where, count=1)
    refused = drive(server.port, [stranger], 1).replies[0]
    assert refused is not None
    assert "[telepon]" not in gzip.decompress(refused.body).decode()


def test_each_look_has_a_key_of_its_own_and_the_headers_of_the_whole_way(
    prepared: Prepared, server: Server
) -> None:
    path = f"/s/{prepared.places[0].public_code}"
    short = drive(server.port, [get(path), get(path)], 1).replies
    whole = drive(server.port, [get(path.replace("/s/", "/S/"))], 1).replies[0]
    pages = [gzip.decompress(reply.body).decode() for reply in short if reply is not None]
    keys = [re.findall(r'name="key" value="([^"]+)"', page)[0] for page in pages]
    assert len(set(keys)) == 2
    assert pages[0].replace(keys[0], "") == pages[1].replace(keys[1], "")
    assert whole is not None
    page = gzip.decompress(whole.body).decode()
    assert pages[0].replace(keys[0], "") == re.sub(r'(name="key" value=")[^"]+', r"\1", page)
    assert short[0] is not None
    assert sorted(short[0].head.lower().split(b"\r\n")) == sorted(whole.head.lower().split(b"\r\n"))


def test_thanks_show_the_receipt_that_was_given(prepared: Prepared, server: Server) -> None:
    posted = drive(server.port, [surveys(prepared, 1, 13)[0].request], 1).replies[0]
    assert posted is not None
    where = posted.header(b"location").decode()
    receipt = re.findall(r"/thanks/([0-9A-Z]{13})", where)[0]
    for _ in range(2):
        reply = drive(server.port, [get(where)], 1).replies[0]
        assert reply is not None
        assert reply.status == 200
        assert f"/t/{receipt}" in gzip.decompress(reply.body).decode()


@pytest.mark.parametrize("asked", ["HTTP/1.0", "HTTP/1.1\r\nconnection: close"])
def test_whoever_wants_the_connection_to_end_gets_that(
    prepared: Prepared, server: Server, asked: str
) -> None:
    page = get(f"/s/{prepared.places[0].public_code}")
    for request in (page, surveys(prepared, 1, 14)[0].request):
        got = told(server, request.replace(b"HTTP/1.1", asked.encode(), 1))
        assert b"connection: close" in got
        assert statuses(got)[0] in {200, 303}


def test_a_head_request_gets_no_body(prepared: Prepared, server: Server) -> None:
    page = get(f"/s/{prepared.places[0].public_code}")
    got = told(server, closing(page.replace(b"GET", b"HEAD", 1)))
    assert statuses(got) == [200]
    assert got.endswith(b"\r\n\r\n")


def test_behind_a_trusted_proxy_the_limit_is_that_of_the_visitor(tmp_path: Path) -> None:
    prepared = prepare(new_file(tmp_path / "suara.db"), 1)
    with portal_serving(
        prepared.url, tmp_path, trusted_proxies="127.0.0.1", address_rate_per_second="1"
    ) as server:

        def sent_from(address: str, seed: int) -> set[int]:
            by = f"\r\nx-forwarded-for: {address}\r\ncontent-type".encode()
            sent = [one.request for one in surveys(prepared, 6, seed)]
            requests = [one.replace(b"\r\ncontent-type", by, 1) for one in sent]
            return set(drive(server.port, requests, 1).statuses)

        assert sent_from("203.0.113.1", 1) == {303, 429}
        assert 303 in sent_from("203.0.113.2", 2)
