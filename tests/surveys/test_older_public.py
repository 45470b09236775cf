"""Older results on the pages: whoever keeps every page, of before and of now, finds nobody."""

import re
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text, update

from portal.access import Role
from portal.app import create_app
from portal.bringing_in import import_sheets
from portal.database import Database, utc_now
from portal.publishing import publish
from surveys import older_public, older_results
from surveys.exchange_rows import Sheet
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.older_lines import Withheld
from surveys.scope import PlaceScope
from surveys.tables import OlderShown, PublishedFigure
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in

STEP = 5
COLUMNS = ",".join(f"u{number}" for number in range(1, 10))
TWENTY = ["332334433"] * 12 + ["443343344"] * 8
ONES = "111111111"


class Town:
    """One agency with two units, whose older results come in by the page."""

    def __init__(self, database: Database) -> None:
        self.database = database
        first = database.write(
            lambda c: build_place(c, "A", public_code=complete_counter_code(b"a" * 14))
        )
        second = database.write(
            lambda c: build_place(
                c, "B", public_code=complete_counter_code(b"b" * 14), agency_id=first.agency_id
            )
        )
        self.places: tuple[Place, Place] = first, second
        self.app = create_app(settings_for(database), database)
        self.operator = sign_in(self.app, database, Role.OPERATOR)
        self.head = sign_in(self.app, database, Role.AGENCY_HEAD, agency_id=first.agency_id)

    def send(self, content: str, **fields: str) -> Any:
        files = [("files", ("lama.csv", content.encode()))]
        data = {"_token": self.operator.token, "kind": "table", "scale": "2017"}
        data |= {"u8": "facilities", **fields}
        return self.operator.request("POST", "/registry/older", data=data, files=files)

    def sheets(self, rows: list[str], period: str, place: str = "unit:UNIT-A") -> None:
        content = "\n".join([COLUMNS, *(",".join(row) for row in rows)])
        sent = self.send(content, kind="matrix", period=period, place=place)
        assert sent.status_code == 200

    def public(self, address: str = "/units/UNIT-A") -> list[tuple[str, str, int]]:
        """Period, value and respondents of every older line that everybody sees."""
        return lines_in(Staff(self.app, None).get(address).text)


def lines_in(page: str) -> list[tuple[str, str, int]]:
    table = page.partition("Sebelum portal ini")[2].partition("</section>")[0]
    cells = re.findall(
        r'data-label="Periode">([^<]*)<.*?"Nilai">([^<]*)<.*?"Responden">([^<]*)<', table
    )
    return [(period, value, int(n)) for period, value, n in cells]


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def test_a_year_less_its_half_year_opens_no_single_sheet(town: Town) -> None:
    town.sheets(TWENTY, "2016-1")
    town.sheets([*TWENTY, ONES], "2016")
    assert [(period, n) for period, _, n in town.public()] == [("semester I 2016", 20)]
    page = Staff(town.app, None).get("/units/UNIT-A").text
    assert "tahun 2016: dengan mengurangkannya dari angka lain" in page
    inside = town.head.get("/dashboard?unit=UNIT-A").text
    assert len(lines_in(inside)) == 1
    assert "dengan mengurangkannya dari angka lain" in inside
    stored = town.operator.get("/registry/older").text
    assert stored.count('data-label="Nilai">–') == 1


def test_an_agency_less_its_unit_opens_no_unit_of_two(town: Town) -> None:
    two = [ONES, ONES]
    town.sheets(TWENTY, "2016")
    town.sheets(two, "2016", "unit:UNIT-B")
    town.sheets([*TWENTY, *two], "2016", "agency:INST-A")
    assert len(town.public()) == 1
    assert town.public("/units/UNIT-B") == town.public("/agencies/INST-A") == []
    assert "respondennya terlalu sedikit" in Staff(town.app, None).get("/units/UNIT-B").text
    assert lines_in(town.head.get("/dashboard?unit=UNIT-B").text) == []
    assert lines_in(town.head.get("/dashboard").text) == []


def test_a_result_that_comes_in_again_moves_the_page_in_steps_only(town: Town) -> None:
    seen = []
    for rows in (
        [*TWENTY, ONES],
        TWENTY,
        [*TWENTY[:-1], ONES, ONES],
        TWENTY[:16],
        TWENTY[:14],
        [*TWENTY, *TWENTY[:6]],
        TWENTY,
    ):
        town.sheets(rows, "2015")
        seen += [(value, n) for _, value, n in town.public()]
    numbers = list(dict.fromkeys(seen))
    assert [n for _, n in numbers] == [21, 16, 26]
    town.operator.send("/registry/older/1/remove")
    assert town.public() == []
    town.sheets(TWENTY, "2015")
    assert town.public() == []


def test_a_unit_takes_its_results_along_to_another_agency(town: Town) -> None:
    town.sheets(TWENTY, "2015")
    town.sheets([*TWENTY, *TWENTY], "2016", "agency:INST-A")
    moving = [
        Sheet("agencies", "agencies.csv", ["agency_code", "name"], [["INST-C", "Instansi C"]]),
        Sheet(
            "units",
            "units.csv",
            ["unit_code", "agency_code", "name"],
            [["UNIT-A", "INST-C", "Unit A"]],
        ),
    ]
    told = import_sheets(town.database, moving, actor="Sari", source="uji", now=utc_now())
    assert [(line.row, line.column, line.message.split(";")[0]) for line in told.warnings] == [
        (2, "agency_code", "unit UNIT-A pindah dari INST-A ke INST-C")
    ]
    # One sheet more, by the new agency: held against what was shown under the former one.
    town.sheets([*TWENTY, ONES], "2015")
    assert [n for _, _, n in town.public()] == [20]
    staff = sign_in(town.app, town.database, Role.ADMINISTRATOR)
    assert [n for _, _, n in lines_in(staff.get("/dashboard?unit=UNIT-A").text)] == [20]
    results = town.database.read(older_results.all_older)
    assert [(r.agency_name, r.period.code, r.respondents) for r in results if r.unit_id] == [
        ("Instansi C", "2015", 21)
    ]
    # The former agency's line still holds the unit's sheets.
    town.sheets(TWENTY, "2016")
    assert [n for _, _, n in town.public()] == [20]
    assert [n for _, _, n in town.public("/agencies/INST-A")] == [40]


def test_a_year_that_is_gone_is_not_found_again_by_its_halves(town: Town) -> None:
    town.sheets([*TWENTY, *TWENTY], "2016")
    town.operator.send("/registry/older/1/remove")
    town.sheets([*TWENTY, ONES], "2016-1")
    town.sheets(TWENTY, "2016-2")
    assert town.public() == []


def test_a_line_without_a_number_of_respondents_is_not_public_and_says_so(town: Town) -> None:
    town.send("unit_code,period,index\nUNIT-A,2014,61.11\n")
    page = Staff(town.app, None).get("/units/UNIT-A").text
    assert "61,11" not in page
    assert "tahun 2014: jumlah respondennya tidak diketahui" in page
    assert "61,11" in town.head.get("/dashboard?unit=UNIT-A").text
    town.send("agency_code,period,index,respondents\nINST-A,2014,75,40\n")
    assert "61,11" not in town.head.get("/dashboard?unit=UNIT-A").text


def shown_of(connection: Connection, place: Place) -> older_public.Earlier:
    return older_public.public_earlier(connection, PlaceScope(unit_id=place.unit_id), TODAY, STEP)


def test_what_the_portal_tells_itself_stands_a_step_from_what_an_older_line_told(
    town: Town,
) -> None:
    place, database = town.places[0], town.database
    rows = {"agency_id": place.agency_id, "unit_id": place.unit_id, "period": "2026-Q4"}
    rows |= {"scale": "permenpanrb-14-2017", "index_hundredths": 7000, "respondents": 12}
    told = insert(OlderShown).values(**rows, standing=True, shown_at=NOW)
    database.write(lambda c: c.execute(told))

    def come(connection: Connection, numbers: range) -> None:
        store_drafts(connection, [build_draft(place, f"{n:020d}", days_ago=2) for n in numbers])

    def published() -> list[int]:
        wanted = text("select respondents from published_figure")
        return database.read(lambda c: [row[0] for row in c.execute(wanted)])

    for numbers, expected in ((range(9), []), (range(9, 16), []), (range(16, 18), [18])):
        database.write(partial(come, numbers=numbers))
        publish(database, NOW, STEP)
        assert published() == expected
    found = database.read(partial(shown_of, place=place))
    assert (found.lines, list(found.withheld)) == ((), [])


def test_a_line_of_a_time_that_was_told_and_taken_back_stays_off_the_page(town: Town) -> None:
    place = town.places[0]
    taken = insert(PublishedFigure).values(
        unit_id=place.unit_id,
        period="2016-Q1",
        respondents=0,
        counts={"withdrawn": 19, "bins": {}},
        published_at=NOW,
    )
    town.database.write(lambda c: c.execute(taken))
    town.sheets(TWENTY, "2016-1")
    found = town.database.read(partial(shown_of, place=place))
    assert list(found.withheld) == [Withheld.OWN]


def test_what_an_earlier_version_showed_is_the_reference_too(town: Town) -> None:
    town.sheets([*TWENTY, ONES], "2016")
    town.database.write(lambda c: c.execute(update(OlderShown).values(standing=False)))
    town.sheets(TWENTY, "2016-1")
    assert [n for _, _, n in town.public()] == [21]
    publish(town.database, utc_now(), STEP)
    assert [n for _, _, n in town.public()] == [21]
