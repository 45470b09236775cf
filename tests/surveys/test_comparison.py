"""Places side by side, regions, services, and counters that went silent: on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, insert, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.documents.report_units import service_rows
from portal.settings import Settings
from surveys import collection, comparison, results, results_units
from surveys.comparison import Comparison
from surveys.errors import Refused
from surveys.responses import Draft, store_drafts
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.rules.sample_size import required_respondents
from surveys.scope import PlaceScope
from surveys.silent_counters import SilentCounter, silent_counters
from surveys.tables import Agency, ServiceCounter, VisitCount
from tests.builders import TODAY, Place, build_draft, build_place
from tests.portal.staff import sign_in

Q3, Q4 = parse_period("2026-Q3"), parse_period("2026-Q4")
FEW = 5
LOWER = {"A": 1, "B": 0, "C": 1, "D": 2, "E": 3}
"""How many of four sheets a day are a step lower, by unit."""


def place_in(connection: Connection, mark: str, agency_id: int | None = None) -> Place:
    code = complete_counter_code(mark.encode().ljust(14, b"y"))
    return build_place(connection, mark, public_code=code, agency_id=agency_id, services=2)


def sheets(
    place: Place, name: str, value: int, days: list[date], a_day: int = 4, lower: int = 1
) -> list[Draft]:
    """Sheets on some days; some of each day's are a step lower, so that there is some spread."""
    return [
        replace(
            build_draft(place, f"{name}-{day}-{number}", scores=(value - (number < lower),) * 9),
            local_date=day,
        )
        for day in days
        for number in range(a_day)
    ]


def days_of(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def fill(connection: Connection) -> list[Place]:
    """An agency of five units, E clearly the weakest; a sixth, F, with five lucky sheets."""
    first = place_in(connection, "A")
    places = [first, *(place_in(connection, mark, first.agency_id) for mark in "BCDEF")]
    for place, (mark, lower) in zip(places, LOWER.items(), strict=False):
        days = days_of(Q4.first_day, 20)
        store_drafts(connection, sheets(place, mark, 3, days, lower=lower))
    lucky = [
        replace(build_draft(places[5], f"F{number}", scores=(4,) * 9), local_date=Q4.first_day)
        for number in range(5)
    ]
    store_drafts(connection, lucky)
    return places


def compared(database: Database, scope: PlaceScope) -> Comparison:
    return database.read(lambda c: comparison.comparison(c, scope, Q4, TODAY, FEW))


def test_five_lucky_answers_never_top_the_table_and_the_raw_value_stands_beside(
    database: Database,
) -> None:
    places = database.write(fill)
    found = compared(database, PlaceScope(places[0].agency_id))
    by_code = {part.code: part for part in found.parts}
    assert [part.code for part in found.unranked] == ["UNIT-F"]
    assert found.unranked[0].figures.index == Decimal("100.00")
    assert [part.code for part in found.parts][::4] == ["UNIT-B", "UNIT-E"]
    weak = by_code["UNIT-E"]
    assert weak.ranked is not None
    assert weak.figures.index is not None
    assert 0 < weak.ranked.points - float(weak.figures.index) < 2
    assert found.funnel is not None
    assert found.funnel.differ


def test_an_agency_has_both_totals_by_name(database: Database) -> None:
    places = database.write(fill)
    found = compared(database, PlaceScope(places[0].agency_id))
    assert found.means is not None
    assert found.means.units == 6
    assert found.total.index is not None
    assert found.means.points is not None
    assert found.means.points != found.total.index
    assert found.total.respondents == 5 * 80 + 5


def test_a_unit_with_few_answers_is_named_and_in_no_figure(database: Database) -> None:
    def two(connection: Connection) -> Place:
        first = place_in(connection, "A")
        second = place_in(connection, "B", first.agency_id)
        store_drafts(connection, sheets(first, "a", 3, days_of(Q4.first_day, 3)))
        store_drafts(connection, sheets(second, "b", 3, days_of(Q4.first_day, 1), a_day=3))
        return first

    place = database.write(two)
    found = compared(database, PlaceScope(place.agency_id))
    assert [part.code for part in found.parts] == ["UNIT-A"]
    assert found.few == ("Unit Contoh B",)
    assert found.means is not None
    assert (found.total.respondents, found.means.units) == (12, 1)
    assert found.total.index == found.means.points == found.parts[0].figures.index


def test_a_region_is_the_agencies_in_it_and_nothing_else(database: Database) -> None:
    def two(connection: Connection) -> tuple[Place, Place]:
        here, there = place_in(connection, "A"), place_in(connection, "B")
        connection.execute(
            update(Agency).where(Agency.id == there.agency_id).values(region="Pringsewu")
        )
        store_drafts(connection, sheets(here, "a", 4, days_of(Q4.first_day, 5)))
        store_drafts(connection, sheets(there, "b", 2, days_of(Q4.first_day, 5)))
        return here, there

    _, there = database.write(two)
    scope = database.read(lambda c: results_units.scope_of(c, None, None, "pringsewu"))
    assert scope == PlaceScope(region="Pringsewu")
    span = (Q4.first_day, Q4.last_day)
    region = database.read(lambda c: results.figures(c, scope, *span))
    unit = database.read(lambda c: results.figures(c, PlaceScope(unit_id=there.unit_id), *span))
    assert region.counts == unit.counts
    assert region.need == unit.need
    assert [part.code for part in compared(database, scope).parts] == ["INST-B"]
    with pytest.raises(Refused, match="yang ada: Kota Metro, Pringsewu"):
        database.read(lambda c: results_units.scope_of(c, None, None, "Atlantis"))


def test_each_service_has_its_index_and_its_own_required_number(database: Database) -> None:
    def fill_services(connection: Connection) -> Place:
        place = place_in(connection, "A")
        one, two = place.service_ids
        for service, value, count in ((one, 4, 12), (two, 2, 6)):
            drafts = sheets(place, f"s{service}", value, days_of(Q4.first_day, count), a_day=1)
            store_drafts(connection, [replace(draft, service_id=service) for draft in drafts])
        connection.execute(
            insert(VisitCount).values(
                unit_id=place.unit_id,
                period=Q3.code,
                visitors=400,
                service_id=one,
                service_part=one,
            )
        )
        return place

    place = database.write(fill_services)
    first, second = database.read(
        lambda c: collection.services_of(c, place.unit_id, Q4, TODAY, FEW)
    )
    assert (first.n, first.index, first.grade) == (12, Decimal("75.00"), "C")
    assert first.need.required == required_respondents(400)
    assert first.enough_on is not None
    assert (second.n, second.index, second.need.required) == (6, Decimal("25.00"), None)


def test_nothing_that_follows_from_a_hidden_number_of_answers_is_told(database: Database) -> None:
    """Three of four needed: the day on which the fourth comes would tell the three."""

    def fill_services(connection: Connection) -> Place:
        place = place_in(connection, "A")
        for service, answers, users in zip(place.service_ids, (3, 8), (4, 8), strict=True):
            drafts = sheets(place, f"s{service}", 3, days_of(Q4.first_day, answers), a_day=1)
            store_drafts(connection, [replace(draft, service_id=service) for draft in drafts])
            visits = {"unit_id": place.unit_id, "period": Q3.code, "visitors": users}
            parts = {"service_id": service, "service_part": service}
            connection.execute(insert(VisitCount).values(**visits, **parts))
        return place

    place = database.write(fill_services)
    lines = database.read(lambda c: collection.services_of(c, place.unit_id, Q4, TODAY, FEW))
    assert [(line.n, line.need.required, line.enough_on) for line in lines] == [
        (None, 4, None),
        (None, 8, None),
    ]
    app = create_app(Settings(database_url=database.url, background=False), database)
    staff = sign_in(app, database, Role.PLANNER)
    page = staff.get("/comparison?unit=UNIT-A&period=2026-Q4").text
    rows = [row for row in page.split("<tr>") if "Layanan 1" in row or "Layanan 2" in row]
    assert [row.count("disembunyikan") for row in rows] == [2, 2]
    report = database.read(lambda c: report_of(c, "UNIT-A", Q4.first_day, Q4.last_day, FEW))
    assert [row[2:] for row in service_rows(report)] == [
        ["disembunyikan", "4", "disembunyikan"],
        ["disembunyikan", "8", "disembunyikan"],
    ]


def silent(database: Database, scope: PlaceScope) -> list[SilentCounter]:
    return database.read(lambda c: silent_counters(c, scope, TODAY))


def with_second_counter(connection: Connection, place: Place) -> int:
    code = complete_counter_code(b"second".ljust(14, b"z"))
    values = {"unit_id": place.unit_id, "code": "LOKET-A2", "name": "Loket 2", "public_code": code}
    made = connection.execute(insert(ServiceCounter).values(**values))
    return int(made.inserted_primary_key[0])


def test_a_busy_counter_without_answers_is_named_though_it_never_had_one(
    database: Database,
) -> None:
    """Days alone could not tell: only the visitors say that answers are missing."""

    def build(connection: Connection) -> Place:
        place = place_in(connection, "A")
        counter = with_second_counter(connection, place)
        days = days_of(TODAY - timedelta(days=30), 30)
        store_drafts(connection, sheets(place, "a", 3, days, a_day=2))
        for part, visitors in ((0, 9200), (counter, 4600)):
            connection.execute(
                insert(VisitCount).values(
                    unit_id=place.unit_id,
                    period=Q3.code,
                    visitors=visitors,
                    counter_id=part or None,
                    counter_part=part,
                )
            )
        return place

    place = database.write(build)
    [line] = silent(database, PlaceScope(unit_id=place.unit_id))
    assert line.counter_name == "Loket 2"
    assert line.days == 29
    assert line.visitors == 29 * 50
    assert 28 < line.expected < 31


def test_a_counter_that_few_people_use_may_rest_for_a_while(database: Database) -> None:
    def build(connection: Connection) -> Place:
        place = place_in(connection, "A")
        weekly = [TODAY - timedelta(days=7 * week) for week in range(2, 12)]
        store_drafts(connection, sheets(place, "a", 3, weekly, a_day=1))
        return place

    place = database.write(build)
    assert silent(database, PlaceScope(unit_id=place.unit_id)) == []


def test_a_counter_that_answered_daily_and_stopped_is_named(database: Database) -> None:
    def build(connection: Connection) -> Place:
        place = place_in(connection, "A")
        days = days_of(TODAY - timedelta(days=40), 30)
        store_drafts(connection, sheets(place, "a", 3, days, a_day=2))
        return place

    place = database.write(build)
    [line] = silent(database, PlaceScope(unit_id=place.unit_id))
    assert (line.days, line.visitors) == (10, None)


def test_the_page_says_who_differs_and_draws_it(database: Database) -> None:
    places = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=places[0].agency_id)
    page = head.get(f"/comparison?period={Q4.code}").text
    assert "Unit Contoh E" in page
    assert "lebih dari kebetulan" in page
    assert "Rata-rata nilai unit, tiap unit sama berat" in page
    assert "Semua lembar digabung" in page
    assert page.count('role="img"') >= 1
    assert "style=" not in page
    unit = head.get(f"/comparison?period={Q4.code}&unit=UNIT-A").text
    assert "Per layanan" in unit
    assert head.get("/comparison?region=Kota+Metro").status_code == 404
    english = head.get(f"/comparison?period={Q4.code}&lang=en").text
    assert "All sheets pooled" in english
    administrator = sign_in(app, database, Role.ADMINISTRATOR)
    assert administrator.get("/comparison?region=Kota+Metro").status_code == 200
    assert administrator.get("/comparison?region=Atlantis").status_code == 404
    assert administrator.get("/dashboard?region=Kota+Metro").status_code == 200
