"""Every field of the survey with everything that does not belong in it."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from portal import intake
from portal.app import create_app
from tests.databases import new_file

MARKUP = "<script>alert(1)</script>"
SQL = "'; drop table response; --"
HOSTILE: dict[str, bytes] = {
    "markup": f'"><img src=x onerror=alert(1)>{MARKUP}'.encode(),
    "sql": SQL.encode(),
    "too long": b"9" * 3000,
    "sixty thousand letters": b"x" * 60_000,
    "a list": b"['1', '2']",
    "a negative number": b"-1",
    "control characters": b"\x00\x01\x07\x1b[2J\r\n\x7f",
    "turned around": "\u202e\u200f\ufeff\u2028".encode(),
    "digits of another script": "٣३3".encode(),
    "a template": b"{{ 7*7 }}${7*7}%(x)s{x}",
    "a header": b"a\r\nset-cookie: a=b",
    "surrogates": b"\xed\xa0\x80",
    "latin-1": "é".encode("latin-1"),
    "broken utf-8": b"\xff\xfe\xc3",
}
REFUSED = {400, 413, 422}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What only one database would refuse is tried on both in test_citizen_intake."""
    return new_file(tmp_path / "suara.db")


@pytest.fixture
def tireless(portal: Any) -> Any:
    """The portal without its limits: hundreds of forms come at once here."""
    settings = replace(
        portal.app.portal.settings, counter_rate_per_second=9999, address_rate_per_second=9999
    )
    portal.app = create_app(settings, portal.database)
    return portal


def count(portal: Any) -> tuple[int, ...]:
    question = "select (select count(*) from response), (select count(*) from complaint)"
    return tuple(portal.rows(question)[0])


def check(portal: Any, body: bytes, told: str) -> None:
    """One hostile form: stored whole and thanked for, or refused readably with nothing stored."""
    before = count(portal)
    answer = portal.send_body(body)
    after = count(portal)
    if answer.status_code == 303:
        assert after[0] == before[0] + 1, told
        location = answer.headers["location"]
        assert len(location) < 120, told
        assert location.isascii(), told
        return
    assert answer.status_code in REFUSED, told
    assert after == before, told
    assert "<h1>" in answer.text, told
    for part in ("<script>alert", "<img src=x", "onerror=alert(1)>", "Traceback", "sqlalchemy"):
        assert part not in answer.text, told
    assert "set-cookie" not in answer.headers, told


def test_every_field_takes_or_refuses_whatever_comes(tireless: Any) -> None:
    for name in intake.FIELDS:
        for kind, value in HOSTILE.items():
            beside = b"u2=3&" if name != "u2" else b"u3=3&"
            body = beside + f"{name}=".encode() + quote_from_bytes(value).encode()
            check(tireless, body, f"{name}: {kind}")
    # The portal is as well as before.
    assert tireless.send(u1="4", comment="Baik").status_code == 303


def test_every_field_twice_in_brackets_or_by_the_hundred_is_refused_or_passed_by(
    tireless: Any,
) -> None:
    for name in intake.FIELDS:
        shapes = {
            "twice": f"u9=1&{name}=1&{name}=2" if name != "u9" else "u9=1&u9=2",
            "in brackets": f"u9=1&{name}[]=1&{name}[0]=2&{name}.x=3",
            "a hundred times": "&".join([f"{name}=1"] * 100),
            "without a value": name,
            "without a name": f"=1&{name}",
            "in capitals": f"{name.upper()}=1",
            "with spaces": f"+{name}+=1",
        }
        for kind, body in shapes.items():
            check(tireless, body.encode(), f"{name}: {kind}")
    for body in (b"&".join(b"u%d=1" % n for n in range(5000)), b"x=" + b"y" * 1_000_000):
        check(tireless, body, "too much")


def test_what_is_refused_comes_back_only_where_it_was_typed_and_only_as_text(
    tireless: Any,
) -> None:
    for name in intake.FIELDS:
        value = f"zzq{MARKUP}" if name != "comment" else f"zzq{MARKUP}" + "x" * 2000
        body = f"{name}={quote_from_bytes(value.encode())}&u2=9".encode()
        answer = tireless.send_body(body)
        assert answer.status_code == 422, name
        assert answer.text.count("zzq") == (name == "comment"), name
    assert (
        "zzq&lt;script&gt;"
        in tireless.send_body(f"comment=zzq{quote_from_bytes(MARKUP.encode())}&u2=9".encode()).text
    )
