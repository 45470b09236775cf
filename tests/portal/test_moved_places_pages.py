"""The pages of units between which a counter and a service moved: each shows its own time."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from portal.access import Role
from portal.cli import main
from portal.database import Database
from surveys.results_groups import breakdowns
from surveys.rules.codes import complete_counter_code
from surveys.scope import PlaceScope
from surveys.tables import Service, ServiceCounter
from tests.builders import Place, build_draft
from tests.portal.rated_agency import Agency, make_agency, this_quarter
from tests.portal.test_any_days import words

NOW_AT_B = "sekarang di Unit Contoh B"


def answer(agency: Agency, place: Place, mark: str, value: int, many: int) -> None:
    """So many sheets for the first service of a place, over the first days of the quarter."""
    drafts = []
    for number in range(many):
        draft = build_draft(place, f"{mark}{number}", scores=(value,) * 9)
        day = this_quarter().first_day + timedelta(days=number % 4)
        drafts.append(replace(draft, local_date=day, service_id=place.service_ids[0]))
    agency.store(drafts)


@pytest.fixture
def agency(database: Database) -> Agency:
    """Twelve sheets at one of A's counters, which moves to B with its service; eight more there."""
    found = make_agency(database)
    second = {
        "code": "LOKET-A2",
        "name": "Loket 2",
        "public_code": complete_counter_code(b"r" * 14),
    }
    adding = insert(ServiceCounter).values(unit_id=found.place.unit_id, **second)
    database.write(lambda c: c.execute(adding) and None)
    answer(found, found.place, "old", 4, 12)
    for table, number in (
        (ServiceCounter, found.place.counter_id),
        (Service, found.place.service_ids[0]),
    ):
        moving = update(table).where(table.id == number).values(unit_id=found.other.unit_id)
        database.write(lambda c, moving=moving: c.execute(moving) and None)
    answer(found, replace(found.place, unit_id=found.other.unit_id), "new", 3, 8)
    answer(found, found.other, "own", 3, 6)
    return found


def page(agency: Agency, address: str) -> str:
    return words(agency.as_(Role.ADMINISTRATOR).get(address).text)


def days() -> str:
    quarter = this_quarter()
    return f"from={quarter.first_day}&to={quarter.last_day}"


def test_the_former_unit_still_offers_and_shows_the_counter(agency: Agency) -> None:
    period = f"period={this_quarter().code}"
    said = page(agency, f"/dashboard?unit=UNIT-A&{period}")
    assert f"Loket 1 Contoh A ({NOW_AT_B})" in said
    said = page(agency, f"/dashboard?unit=UNIT-A&counter=LOKET-A&{period}")
    assert "Loket ini sekarang di Unit Contoh B. Di sini hanya jawaban selama di unit ini." in said
    assert "100,00" in said
    compared = page(agency, f"/comparison?unit=UNIT-A&{period}")
    assert "Loket 1 Contoh A sekarang di unit lain" in compared
    assert "100,00" in compared
    assert "Layanan 1 sekarang di unit lain" in compared


def test_the_counter_s_page_at_its_new_unit_says_where_it_was(agency: Agency) -> None:
    said = page(agency, f"/dashboard?unit=UNIT-B&counter=LOKET-A&period={this_quarter().code}")
    assert "Loket ini dulu di Unit Contoh A. Jawaban selama di sana dihitung di sana." in said
    assert "75,00" in said
    compared = page(agency, f"/comparison?unit=UNIT-B&period={this_quarter().code}")
    assert "sekarang di unit lain" not in compared
    at_b = page(agency, f"/dashboard?unit=UNIT-B&counter=LOKET-B&period={this_quarter().code}")
    assert "Loket ini dulu" not in at_b


@pytest.mark.parametrize(
    ("asked", "respondents", "index"),
    [
        ("unit=UNIT-A&counter=LOKET-A", 12, "100,00"),
        ("unit=UNIT-A&service=LAYANAN-A-1", 12, "100,00"),
        ("unit=UNIT-B&counter=LOKET-A", 8, "75,00"),
        ("unit=UNIT-B&service=LAYANAN-A-1", 8, "75,00"),
        ("unit=UNIT-B", 14, "75,00"),
    ],
)
def test_any_days_of_a_unit_are_those_of_its_own_time(
    agency: Agency, asked: str, respondents: int, index: str
) -> None:
    said = page(agency, f"/dashboard/days?{days()}&{asked}")
    assert f"Nilai {index}" in said
    assert f"Responden {respondents}" in said
    if "UNIT-A" in asked:
        assert f"Layanan 1 ({NOW_AT_B})" in said


def index(agency: Agency, capsys: pytest.CaptureFixture[str], *asked: str) -> Any:
    quarter = this_quarter()
    stretch = ["--from", f"{quarter.first_day}", "--to", f"{quarter.last_day}"]
    # The command opens it by itself, and on SQLite one process at a time writes.
    agency.database.close()
    assert main(["index", *asked, *stretch, "--json", "--database", agency.database.url]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("asked", [("--counter", "LOKET-A"), ("--service", "LAYANAN-A-1")])
def test_the_command_covers_every_unit_that_had_it(
    agency: Agency, asked: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = index(agency, capsys, *asked)
    units = {each["unit_code"]: (each["n"], each["index"]) for each in found["units"]}
    assert units == {"UNIT-A": (12, 100.0), "UNIT-B": (8, 75.0)}
    assert (found["total"]["n"], found["total"]["index"]) == (20, 90.0)
    assert index(agency, capsys, *asked, "--unit", "UNIT-A")["total"]["n"] == 12
    assert index(agency, capsys, *asked, "--agency", "INST-B")["total"]["n"] == 8
    both = ("--counter", "LOKET-A", "--service", "LAYANAN-A-1")
    assert index(agency, capsys, *both)["total"]["n"] == 20


def test_a_report_names_a_service_that_is_another_unit_s_by_now(agency: Agency) -> None:
    scope, quarter = PlaceScope(unit_id=agency.place.unit_id), this_quarter()
    found = agency.database.read(
        lambda c: breakdowns(c, scope, quarter.first_day, quarter.last_day, 5)
    )
    [services] = [each for each in found if each.key == "service"]
    assert [(group.words.id, group.n) for group in services.groups] == [
        ("Layanan 1 (sekarang di unit lain)", 12)
    ]
