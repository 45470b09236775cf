"""What everybody is told of an agency: element by element, and by two totals, both named."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.access import Role
from portal.app import create_app
from portal.database import Database, utc_now
from portal.settings import Settings
from surveys.exclusions import Wanted, counted_answers, exclude
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.scope import PlaceScope
from tests.builders import Place, build_draft, build_place
from tests.portal.rated_agency import Agency, this_quarter
from tests.portal.test_any_days import words

PERIOD = this_quarter().previous


@pytest.fixture
def agency(database: Database) -> Agency:
    """An agency of two units, one with twenty sheets of fours and one with ten of threes."""

    def build(connection: Connection) -> tuple[Place, Place]:
        code = complete_counter_code
        place = build_place(connection, "A", public_code=code(b"p" * 14))
        other = build_place(connection, "B", public_code=code(b"q" * 14), agency_id=place.agency_id)
        return place, other

    place, other = database.write(build)
    settings = Settings(database_url=database.url, background=False)
    found = Agency(create_app(settings, database), database, place, other)
    for week in range(5):
        day = PERIOD.first_day + timedelta(days=7 * week)
        found.fill("4443", f"a{week}-", day)
        found.fill("32", f"b{week}-", day, other)
    found.publish()
    return found


def test_the_interface_has_the_values_that_the_page_of_the_agency_has(agency: Agency) -> None:
    anybody = agency.anybody()
    [told] = anybody.get(f"/api/v1/agencies?period={PERIOD.code}").json()["agencies"]
    page = words(anybody.get(f"/agencies/INST-A?period={PERIOD.code}").text)
    elements = told["figures"]["elements"]
    assert set(elements) == {element.value for element in Element}
    for held in elements.values():
        value = held["value"]
        assert value["points"] == pytest.approx(25 * held["mean"], abs=0.01)
        assert value["ci95"][0] < value["points"] < value["ci95"][1]
        assert value["grade"] in "ABCD"
        assert f"{value['points']:.2f}".replace(".", ",") in page


def test_the_mean_of_units_stands_beside_all_sheets_together(agency: Agency) -> None:
    anybody = agency.anybody()
    [told] = anybody.get(f"/api/v1/agencies?period={PERIOD.code}").json()["agencies"]
    assert told["figures"]["index"]["points"] == 83.33
    means = told["mean_of_units"]
    assert (means["points"], means["units"], means["units_without_index"]) == (78.13, 2, 0)
    assert means["label"] == "rata-rata nilai unit"
    assert means["ci95"][0] < 78.13 < means["ci95"][1]
    page = words(anybody.get(f"/agencies/INST-A?period={PERIOD.code}").text)
    assert "Rata-rata nilai unit, tiap unit sama berat: 78,13" in page


def test_the_dashboard_says_why_sheets_are_kept_out(agency: Agency) -> None:
    scope = PlaceScope(unit_id=agency.place.unit_id, counter_id=agency.place.counter_id)
    wanted = Wanted(scope, PERIOD.first_day, PERIOD.last_day)
    listed = [each.handle for each in agency.database.read(lambda c: counted_answers(c, wanted))]
    for reason, handles in (("Uji coba", listed[:3]), ("Diisi petugas", listed[3:4])):
        agency.database.write(
            lambda c, reason=reason, some=handles: exclude(
                c, wanted, some, reason=reason, actor="Sri", now=utc_now()
            )
        )
    said = words(
        agency.as_(Role.ADMINISTRATOR).get(f"/dashboard?unit=UNIT-A&period={PERIOD.code}").text
    )
    assert "Dikeluarkan dari hitungan 4 Uji coba: 3 Diisi petugas: 1" in said


def test_where_there_is_no_figure_the_reason_stands_in_its_place(agency: Agency) -> None:
    unanswered = [
        replace(build_draft(agency.place, f"gap{n}", scores=(3,) * 8 + (None,)), local_date=day)
        for n in range(10)
        for day in (PERIOD.previous.first_day,)
    ]
    agency.store(unanswered)
    agency.publish()
    anybody = agency.anybody()
    earlier, now = anybody.get("/api/v1/units/UNIT-A").json()["quarters"]
    assert (earlier["index"], earlier["no_figure"]) == (None, "unanswered")
    assert earlier["elements"]["time"]["no_figure"] is None
    assert (now["index"]["points"], now["no_figure"]) == (93.75, None)
    rows = list(csv.DictReader(anybody.get("/units/UNIT-A/results.csv").text.splitlines()))
    told = {(row["period"], row["element"]): (row["points"], row["no_figure"]) for row in rows}
    assert told[PERIOD.previous.code, "index"] == ("", "unanswered")
    assert told[PERIOD.code, "index"] == ("93.75", "")
    days = list(csv.DictReader(anybody.get("/open-data/suara-loket.csv").text.splitlines()))
    assert {(row["quarter"], row["index"] == "", row["no_figure"]) for row in days} == {
        (PERIOD.previous.code, True, "unanswered"),
        (PERIOD.code, False, ""),
    }
