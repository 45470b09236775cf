"""An address that asks for what is not given says which periods and formats there are."""

from typing import Any

import pytest

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from tests.builders import build_draft, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in

PERIODS = "isi seperti 2026, 2026-2, 2026-Q3, atau 2026-07"


@pytest.fixture
def people(database: Database) -> dict[str, Staff]:
    """Somebody without an account, and one who may do everything, at a unit with few answers."""
    place = database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    database.write(lambda c: store_drafts(c, [build_draft(place, "one")]))
    app = create_app(settings_for(database), database)
    return {
        "public": Staff(app, None),
        "staff": sign_in(app, database, Role.ADMINISTRATOR),
        "planner": sign_in(app, database, Role.PLANNER),
    }


@pytest.mark.parametrize(
    ("who", "address", "words"),
    [
        ("public", "/?period=kemarin", PERIODS),
        ("public", "/units/UNIT-A?period=2026-Q9", f"'2026-Q9' bukan periode; {PERIODS}"),
        ("public", "/units/UNIT-A?period=2026", "buka 2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4."),
        ("public", "/units/UNIT-A?period=2026-2", "tampil per triwulan; buka 2026-Q3, 2026-Q4."),
        ("public", "/agencies/INST-A?period=2026-07", "tampil per triwulan; buka 2026-Q3."),
        ("public", "/units/UNIT-A/card/2026-2.pdf", "buka 2026-Q3, 2026-Q4."),
        ("public", "/units/UNIT-A/card/2026-Q3.gif", "'gif' tidak ada; pilih pdf, png, svg."),
        ("public", "/open-data?from=2026", "tampil per triwulan; buka 2026-Q1"),
        ("public", "/open-data/suara-loket.ods", "'ods' tidak ada; pilih csv, parquet, xlsx."),
        ("public", "/api/v1/units?period=2026", "tampil per triwulan; buka 2026-Q1"),
        ("public", "/api/v1/units?period=x", PERIODS),
        ("staff", "/dashboard?from=2026-01-01&to=2026-02-01", "memakai period, bukan from dan to"),
        ("staff", "/dashboard?period=2026-13", PERIODS),
        ("staff", "/comparison?period=x", PERIODS),
        ("staff", "/dashboard/trust?period=x", PERIODS),
        ("staff", "/reports?period=x", PERIODS),
        ("staff", "/reports/file?unit=UNIT-A", f"Sebut periodenya; {PERIODS}"),
        ("staff", "/reports/file?unit=UNIT-A&period=2026-Q3&format=doc", "pilih pdf, xlsx."),
        ("staff", "/reports/file?unit=UNIT-A&period=2026-Q3&edition=x", "pilih public, working."),
        ("planner", "/planning/effects?cycle=2026-Q1", "bukan siklus; isi seperti 2026-1 atau"),
    ],
)
def test_what_is_not_given_is_named_with_what_is(
    people: dict[str, Staff], who: str, address: str, words: str
) -> None:
    answer = people[who].get(address)
    assert answer.status_code == 404
    told: Any = answer.json()["what"] if address.startswith("/api") else answer.text
    assert words in told.replace("&#39;", "'")


def test_the_same_is_said_in_english(people: dict[str, Staff]) -> None:
    page = people["public"].get("/units/UNIT-A?period=2026-2&lang=en")
    assert "The public sees figures by quarter; open 2026-Q3, 2026-Q4." in page.text
    assert "choose another" in page.text


def test_a_report_that_is_refused_does_not_ask_to_load_it_again(people: dict[str, Staff]) -> None:
    answer = people["staff"].get("/reports/file?unit=UNIT-A&period=2026-07")
    assert answer.status_code == 409
    assert "Muat ulang" not in answer.text
    assert "Kembali ke halaman sebelumnya, lalu pilih yang lain." in answer.text
