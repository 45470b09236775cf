"""Silence is named where it matters most: where nothing ever came, and however long it lasts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, insert, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.settings import Settings
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.scope import PlaceScope
from surveys.silent_counters import SilentCounter, silent_counters
from surveys.tables import ServiceCounter, VisitCount
from tests.builders import TODAY, Place, build_place
from tests.portal.staff import sign_in
from tests.surveys.test_comparison import days_of, sheets

VISITORS = 9200


def two_units(connection: Connection) -> list[Place]:
    """Unit A was answered for thirty days and stopped; nobody ever answered at the busy unit B."""
    one = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
    code = complete_counter_code(b"b" * 14)
    two = build_place(connection, "B", public_code=code, agency_id=one.agency_id)
    days = days_of(TODAY - timedelta(days=60), 30)
    store_drafts(connection, sheets(one, "a", 3, days, a_day=40))
    visits = {"unit_id": two.unit_id, "period": "2026-Q3", "visitors": VISITORS}
    connection.execute(insert(VisitCount).values(**visits))
    return [one, two]


def silent(database: Database, place: PlaceScope, day: date = TODAY) -> list[SilentCounter]:
    return database.read(lambda c: silent_counters(c, place, day))


def test_a_unit_with_visitors_and_no_answer_at_all_is_named_first(database: Database) -> None:
    one, two = database.write(two_units)
    first, second = silent(database, PlaceScope(one.agency_id))
    assert (first.counter_code, first.never) == ("LOKET-B", True)
    assert first.visitors == round(VISITORS / 92 * first.days)
    assert first.days == (TODAY - date(2026, 7, 1)).days
    assert (second.counter_code, second.never) == ("LOKET-A", False)
    assert second.expected > first.expected
    alone = silent(database, PlaceScope(unit_id=two.unit_id))
    assert alone == [first]
    later = silent(database, PlaceScope(unit_id=two.unit_id), TODAY + timedelta(days=700))
    assert [line.counter_code for line in later] == ["LOKET-B"]


def test_a_counter_does_not_drop_off_the_list_when_its_silence_is_older_than_a_year(
    database: Database,
) -> None:
    one, _ = database.write(two_units)
    here = PlaceScope(unit_id=one.unit_id)
    found = [silent(database, here, TODAY + timedelta(days=more)) for more in (300, 340, 400, 900)]
    assert [[line.counter_code for line in lines] for lines in found] == [["LOKET-A"]] * 4
    days = [line.days for [line] in found]
    assert days == [days[0], days[0] + 40, days[0] + 100, days[0] + 600]
    assert [round(line.expected / line.days) for [line] in found] == [40] * 4


def test_of_several_that_are_silent_for_years_each_goes_by_its_own_year(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.silent_counters.AT_ONCE", 2)

    def build(connection: Connection) -> list[Place]:
        found = []
        for number in range(4):
            code = complete_counter_code(bytes([65 + number]) * 14)
            place = build_place(connection, "ABCD"[number], public_code=code)
            days = days_of(TODAY - timedelta(days=900 + 100 * number), 20)
            store_drafts(connection, sheets(place, f"{number}-", 3, days, a_day=10 + number))
            found.append(place)
        closed = ServiceCounter.id == found[0].counter_id
        connection.execute(update(ServiceCounter).where(closed).values(closed_from=TODAY))
        return found

    database.write(build)
    found = {line.counter_code: line for line in silent(database, PlaceScope())}
    assert sorted(found) == ["LOKET-B", "LOKET-C", "LOKET-D"]
    assert [round(found[code].expected / found[code].days) for code in sorted(found)] == [
        11,
        12,
        13,
    ]
    assert not any(line.never for line in found.values())


@pytest.mark.parametrize("day", [date(1, 3, 1), date(1899, 12, 30)])
def test_an_answer_before_the_first_period_makes_no_silence_and_no_fault(
    database: Database, day: date
) -> None:
    def build(connection: Connection) -> Place:
        place = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
        store_drafts(connection, sheets(place, "old", 3, [day], a_day=1))
        return place

    place = database.write(build)
    assert silent(database, PlaceScope(unit_id=place.unit_id)) == []


def test_a_unit_without_visits_or_answers_is_not_accused(database: Database) -> None:
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"a" * 14))
    )
    assert silent(database, PlaceScope(unit_id=place.unit_id)) == []


def test_both_pages_say_that_a_counter_never_had_an_answer(database: Database) -> None:
    database.write(two_units)
    app = create_app(Settings(database_url=database.url, background=False), database)
    staff = sign_in(app, database, Role.ADMINISTRATOR)
    page = staff.get("/comparison").text
    assert "belum pernah</span>" in page
    assert "belum pernah dijawab, padahal sekitar" in staff.get("/dashboard").text


def test_a_counter_that_never_had_an_answer_beside_busy_ones_is_named(database: Database) -> None:
    def build(connection: Connection) -> Place:
        one = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
        days = days_of(TODAY - timedelta(days=60), 60)
        store_drafts(connection, sheets(one, "a", 3, days, a_day=4))
        for mark, text in (("B", b"b"), ("C", b"c")):
            new = {"code": f"LOKET-{mark}", "name": f"Loket {mark}", "unit_id": one.unit_id}
            new["public_code"] = complete_counter_code(text * 14)
            connection.execute(insert(ServiceCounter).values(**new))
        closed = update(ServiceCounter).where(ServiceCounter.code == "LOKET-C")
        connection.execute(closed.values(closed_from=TODAY - timedelta(days=90)))
        return one

    place = database.write(build)
    [found] = silent(database, PlaceScope(place.agency_id))
    assert (found.counter_code, found.never, found.unanswered) == ("LOKET-B", False, True)
    # As busy as the quietest counter there that is answered, for as long as its unit is.
    assert found.expected == pytest.approx(4 * found.days, rel=0.05)
    assert silent(database, PlaceScope(place.agency_id), TODAY - timedelta(days=60)) == []
    app = create_app(Settings(database_url=database.url, background=False), database)
    page = sign_in(app, database, Role.ADMINISTRATOR).get("/comparison?agency=INST-A").text
    assert "belum pernah" in page
