"""Figures by the way answers came: each channel, and those who were helped or answered alone."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.database import Database
from surveys import results, results_slices
from surveys.responses import store_drafts
from surveys.results_slices import Slice, by_channel, by_help
from surveys.rules.margin import Interval
from surveys.scope import PlaceScope
from tests.builders import Place
from tests.surveys.sheets import FEW, Q4, answers, place_in, whole

DAYS = Q4.first_day, Q4.last_day
WAYS = {"channel": ("paper", "qr"), "helped": (True, False)}


def fill(connection: Connection, place: Place, way: str, *, both: bool) -> None:
    """Twelve days of sheets that came one way, and where both is asked as many of the other."""
    asked, other = WAYS[way]
    for day in range(12):
        when = Q4.first_day + timedelta(days=day)
        sheets = [*whole(3, 1 + day % 4), *whole(4, 2 + place.unit_id % 2)]
        more = {way: asked}
        store_drafts(connection, answers(place, sheets, when, f"a{place.unit_id}", **more))
        if both:
            less = {way: other}
            drafts = answers(place, whole(2, 3 + day % 3), when, f"b{place.unit_id}", **less)
            store_drafts(connection, drafts)


def agency(connection: Connection, marks: str, way: str, *, both: bool) -> Place:
    first = place_in(connection, marks[0])
    for place in (first, place_in(connection, marks[1], first.agency_id)):
        fill(connection, place, way, both=both)
    return first


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return round(interval.low, 9), round(interval.high, 9)


@pytest.mark.parametrize(("way", "look"), [("channel", by_channel), ("helped", by_help)])
@pytest.mark.parametrize("reach", ["unit", "agency"])
@pytest.mark.parametrize("length", [92, 40])
def test_a_way_of_answering_is_as_sure_as_a_place_where_nothing_else_came(
    database: Database, way: str, look: object, reach: str, length: int
) -> None:
    last = Q4.first_day + timedelta(days=length - 1)

    def scope(place: Place) -> PlaceScope:
        return PlaceScope(place.agency_id, place.unit_id if reach == "unit" else None)

    mixed = database.write(lambda c: agency(c, "AB", way, both=True))
    alone = database.write(lambda c: agency(c, "MN", way, both=False))
    found: list[Slice] = database.read(
        lambda c: look(c, scope(mixed), Q4.first_day, last)  # type: ignore[operator]
    )
    expected = database.read(lambda c: results.figures(c, scope(alone), Q4.first_day, last))
    assert len(found) == 2
    [one] = [each for each in found if each.name in ("paper", "helped")]
    assert (one.respondents, one.index, one.grade) == (
        expected.respondents,
        expected.index,
        expected.grade,
    )
    assert ends(one.interval) == ends(expected.interval)
    [other] = [each for each in found if each is not one]
    assert other.interval is not None
    assert other.interval.low < 50 < other.interval.high
    assert str(other.grade) == "D"


def test_a_way_that_few_took_has_no_value_no_grade_and_no_margin(
    database: Database, place: Place
) -> None:
    def some(connection: Connection) -> None:
        store_drafts(connection, answers(place, whole(3, 20), Q4.first_day))
        store_drafts(connection, answers(place, whole(2, 4), Q4.first_day, "h", helped=True))

    database.write(some)
    scope = PlaceScope(unit_id=place.unit_id)
    for each in database.read(lambda c: by_help(c, scope, *DAYS, FEW)):
        assert (each.index, each.grade, each.interval) == (None, None, None)


def test_an_agencys_value_says_how_many_of_its_answers_it_rests_on(database: Database) -> None:
    """In one of its units three were helped, so that nothing is told of either side there."""

    def some(connection: Connection) -> Place:
        place = place_in(connection, "A")
        other = place_in(connection, "B", place.agency_id)
        store_drafts(connection, answers(place, whole(3, 20), Q4.first_day, "a"))
        store_drafts(connection, answers(other, whole(2, 9), Q4.first_day, "b"))
        store_drafts(connection, answers(other, whole(4, 3), Q4.first_day, "h", helped=True))
        return place

    place = database.write(some)
    alone, helped = database.read(lambda c: by_help(c, PlaceScope(place.agency_id), *DAYS, FEW))
    assert (alone.respondents, alone.told, str(alone.index)) == (29, 20, "75.00")
    assert (helped.respondents, helped.told, helped.index) == (3, 0, None)


def test_of_many_units_in_a_long_time_ways_have_a_value_and_no_margin(
    database: Database, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.write(lambda c: fill(c, place, "channel", both=True))
    monkeypatch.setattr(results_slices, "UNIT_DAYS", 91)
    scope = PlaceScope(unit_id=place.unit_id)
    for each in database.read(lambda c: by_channel(c, scope, *DAYS)):
        assert each.index is not None
        assert (each.interval, each.grade) == (None, None)
