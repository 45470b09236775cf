"""Forms and addresses that no citizen sends: a readable page, nothing stored, nothing broken."""

import asyncio
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import citizen_web, intake
from portal.app import create_app
from tests.builders import build_place
from tests.databases import new_database
from tests.portal.conftest import PUBLIC_CODE, Asked, settings_for
from tests.portal.sent_forms import NASTY

HOSTILE: tuple[tuple[bytes, dict[str, str], int], ...] = (
    (b"u1=4&comment=" + b"x" * 1_000_000, {}, 413),
    (b"&".join(b"f%d=1" % number for number in range(5000)), {}, 400),
    (b"u1=4&comment=%ff%fe", {}, 400),
    ("comment=Terima kasih é".encode("latin-1"), {}, 400),
    (b"comment=%ED%A0%80", {}, 400),
    (b'{"u1": 4}', {"content-type": "application/json"}, 415),
    (b"--x\r\n", {"content-type": "multipart/form-data; boundary=x"}, 415),
    (b"u1=4", {"content-length": "9" * 40}, 413),
    (b"u1[]=4", {}, 422),
    (b"u1=%00", {}, 422),
    (b"u1=\xd9\xa3", {}, 422),
    (b"u1=1&u1=1", {}, 422),
    (b"lang=id&lang=id&u1=1", {}, 422),
    (b"=&=&&&", {}, 422),
)


def test_a_hostile_form_gets_a_readable_page_and_stores_nothing(portal: Asked) -> None:
    for body, headers, status in HOSTILE:
        answer = portal.send_body(body, **headers)
        assert answer.status_code == status, body[:60]
        assert "<h1>" in answer.text
    assert portal.rows("select count(*) from response") == [(0,)]


def test_signs_that_nobody_typed_are_left_out_and_the_rest_is_stored(portal: Asked) -> None:
    raw = "Bagus\x00\x07 sekali\r\nbaris dua 👍 ﷽ \u202e"
    answer = portal.send(comment=raw, lang="\x00xx", service="")
    assert answer.status_code == 303
    stored = portal.rows("select text from complaint")[0][0]
    assert stored.startswith("Bagus sekali\nbaris dua 👍")
    assert portal.rows("select lang from response") == [("id",)]


def test_a_sender_that_dawdles_is_let_go(portal: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citizen_web, "BODY_SECONDS", 0.05)

    async def slow() -> Any:
        yield b"u1=4&"
        await asyncio.sleep(0.3)
        yield b"u2=4"

    answer = portal.request("POST", f"/s/{PUBLIC_CODE}", content=slow())
    assert answer.status_code == 408
    assert portal.rows("select count(*) from response") == [(0,)]


texts = st.one_of(
    st.sampled_from(
        [NASTY, "", "1", "4", "5", "-1", "3.0", "1e9", "' or 1=1 --", "\x00", "%", "٣"]
    ),
    st.text(max_size=40),
    st.text(min_size=2001, max_size=2100, alphabet="ab \n"),
)
names = st.one_of(
    st.sampled_from([*intake.FIELDS, "u10", "U1", "u1[]", NASTY]), st.text(max_size=8)
)


@pytest.fixture
def fuzzed(tmp_path: Any) -> Any:
    database = new_database(tmp_path / "fuzz.db")
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE, services=2))
    yield Asked(create_app(settings_for(database), database), database, place)
    database.close()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(names, texts), max_size=8))
def test_no_form_whatsoever_breaks_the_portal_or_comes_back_as_markup(
    fuzzed: Asked, fields: list[tuple[str, str]]
) -> None:
    before = fuzzed.rows("select count(*) from response")[0][0]
    body = "&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value.encode())}"
        for name, value in fields
    )
    answer = fuzzed.send_body(body)
    stored = fuzzed.rows("select count(*) from response")[0][0] - before
    assert answer.status_code in {303, 400, 422}
    assert stored == (answer.status_code == 303)
    assert "<script>alert" not in answer.text
    assert len(answer.headers.get("location", "")) < 120


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_whatsoever_breaks_the_portal(fuzzed: Asked, path: str, query: str) -> None:
    for start in ("/s/", "/t/", f"/s/{PUBLIC_CODE}/thanks/"):
        where = quote_from_bytes(path.replace("/", "").encode())
        for end in (where, f"?{quote_from_bytes(query.encode())}", f"?lang={where}&on={where}"):
            answer = fuzzed.get(start + end)
            assert answer.status_code in {200, 400, 404, 429}
            assert "<h1>" in answer.text
