"""Figures by the way answers came: each channel, and those who were helped or answered alone."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.database import Database
from surveys import results
from surveys.responses import store_drafts
from surveys.results_clusters import Cluster, official_clusters
from surveys.results_counted import counted_of
from surveys.results_slices import Slice, by_way
from surveys.results_told import measures_of, told_clusters
from surveys.results_trend import stretch_to
from surveys.rules.margin import Interval
from surveys.rules.periods import Kind, Period, parse_period
from surveys.rules.told_parts import told_parts
from surveys.scope import PlaceScope
from surveys.tables import CounterDay
from tests.builders import Place
from tests.surveys.sheets import FEW, Q4, answers, keep_all, place_in, whole

WAYS = {"channel": ("paper", "qr"), "helped": (True, False)}
PROVINCE = PlaceScope()


def fill(
    connection: Connection, place: Place, way: str, *, both: bool, quarter: Period = Q4
) -> None:
    """Twelve days of sheets that came one way, and where both is asked as many of the other."""
    asked, other = WAYS[way]
    for day in range(12):
        when = quarter.first_day + timedelta(days=day)
        sheets = [*whole(3, 1 + day % 4), *whole(4, 2 + (place.unit_id + quarter.number) % 2)]
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


def ways(
    database: Database, scope: PlaceScope, way: str, period: Period = Q4, smallest: int = FEW
) -> list[Slice]:
    def look(connection: Connection) -> list[Slice]:
        stretch = stretch_to(connection, scope, period, 1, smallest=smallest)
        return by_way(connection, stretch, smallest)[way == "helped"]

    return database.read(look)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return round(interval.low, 9), round(interval.high, 9)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("way", ["channel", "helped"])
@pytest.mark.parametrize("reach", ["unit", "agency"])
@pytest.mark.parametrize("code", ["2026-Q4", "2026-10", "2026"])
def test_a_way_of_answering_is_as_sure_as_a_place_where_nothing_else_came(
    database: Database, way: str, reach: str, code: str, kept: bool
) -> None:
    period = parse_period(code)

    def scope(place: Place) -> PlaceScope:
        return PlaceScope(place.agency_id, place.unit_id if reach == "unit" else None)

    mixed = database.write(lambda c: agency(c, "AB", way, both=True))
    alone = database.write(lambda c: agency(c, "MN", way, both=False))
    if kept:
        keep_all(database)
    found = ways(database, scope(mixed), way, period)
    expected = database.read(
        lambda c: results.figures(c, scope(alone), period.first_day, period.last_day)
    )
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


def test_in_a_year_a_way_of_answering_is_made_of_its_quarters(
    database: Database, place: Place
) -> None:
    quarters = [Q4.previous, Q4]
    for quarter in quarters:
        database.write(lambda c, of=quarter: fill(c, place, "channel", both=False, quarter=of))
    scope = PlaceScope(unit_id=place.unit_id)
    parts = [
        database.read(lambda c, of=of: results.figures(c, scope, of.first_day, of.last_day))
        for of in quarters
    ]
    [found] = ways(database, scope, "channel", parse_period("2026"))
    expected = results.added_over(parts)
    assert (found.respondents, found.index) == (expected.respondents, expected.index)
    assert ends(found.interval) == ends(expected.interval)


def some_units(connection: Connection, chance: random.Random) -> list[Place]:
    """Five units with three channels, some of them hardly used, and elements left out."""
    first = place_in(connection, "A")
    places = [first, *(place_in(connection, mark, first.agency_id) for mark in "BCDE")]
    for place in places:
        drafts = []
        for number in range(150):
            sheet = tuple(chance.choice((None, 2, 3, 3, 4, 4)) for _ in range(9))
            how = {
                "channel": chance.choices(("qr", "paper", "kiosk"), (20, 4, 2))[0],
                "helped": chance.random() < 0.2,
            }
            when = Q4.first_day + timedelta(days=chance.randrange(80))
            drafts += answers(place, [sheet], when, f"u{place.unit_id}-{number}", **how)
        store_drafts(connection, drafts)
    return places


def days_of_each_way(connection: Connection, place: Place, way: str) -> dict[str, list[Cluster]]:
    """A unit's days at the counter by the way of answering, as the roll-up holds them."""
    scope, values = PlaceScope(unit_id=place.unit_id), {"qr": "qr", "paper": "paper"}
    named = {True: "helped", False: "alone"} if way == "helped" else {**values, "kiosk": "kiosk"}
    column = getattr(CounterDay, way)
    found = {
        name: official_clusters(
            connection, scope, Q4.first_day, Q4.last_day, only=[column == value]
        )
        for value, name in named.items()
    }
    return {name: clusters for name, clusters in found.items() if clusters}


def told_days_of(connection: Connection, places: list[Place], way: str) -> dict[str, list[Cluster]]:
    """What is told of each way, day by day, one unit after another."""
    told: dict[str, list[Cluster]] = {}
    for place in places:
        days = days_of_each_way(connection, place, way)
        table = {name: measures_of(counted_of(each).counts) for name, each in days.items()}
        for name, untold in told_parts(table, FEW).items():
            masks = {Q4.first_day: {place.unit_id: untold}}
            told.setdefault(name, []).extend(told_clusters(days[name], masks, Kind.QUARTER))
    return told


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("way", ["channel", "helped"])
@pytest.mark.parametrize("seed", [3, 4])
def test_the_figures_of_ways_are_those_of_their_told_days(
    database: Database, way: str, seed: int, kept: bool
) -> None:
    places = database.write(lambda c: some_units(c, random.Random(seed)))
    expected = database.read(lambda c: told_days_of(c, places, way))
    if kept:
        keep_all(database)
    found = ways(database, PROVINCE, way)
    assert {each.name for each in found if each.told} == set(expected)
    for each in found:
        if each.name in expected:
            figures = results.figures_over_units(expected[each.name], {}, element_margins=False)
            assert (each.told, each.index) == (figures.respondents, figures.index)
            assert (each.interval is None) == (figures.index is None)
            if figures.index is not None:
                assert ends(each.interval) == ends(figures.interval)


def test_of_any_number_of_units_in_any_time_what_is_told_has_a_margin(database: Database) -> None:
    database.write(lambda c: some_units(c, random.Random(5)) and None)
    for code in ("2026-10", "2026-Q4", "2026-2", "2026"):
        for way in WAYS:
            found = ways(database, PROVINCE, way, parse_period(code))
            assert any(each.index for each in found)
            assert all((each.interval is None) == (each.index is None) for each in found)


def test_a_way_that_few_took_has_no_value_no_grade_and_no_margin(
    database: Database, place: Place
) -> None:
    def some(connection: Connection) -> None:
        store_drafts(connection, answers(place, whole(3, 20), Q4.first_day))
        store_drafts(connection, answers(place, whole(2, 4), Q4.first_day, "h", helped=True))

    database.write(some)
    for each in ways(database, PlaceScope(unit_id=place.unit_id), "helped"):
        assert (each.index, each.grade, each.interval) == (None, None, None)


def test_whoever_tells_of_fewer_people_sees_more_than_was_kept(
    database: Database, place: Place
) -> None:
    """What is kept was told under the usual smallest group; another one is worked out anew."""

    def some(connection: Connection) -> None:
        store_drafts(connection, answers(place, whole(3, 20), Q4.first_day))
        store_drafts(connection, answers(place, whole(2, 4), Q4.first_day, "h", helped=True))

    database.write(some)
    scope = PlaceScope(unit_id=place.unit_id)
    before = ways(database, scope, "helped", smallest=3)
    assert [str(each.index) for each in before] == ["75.00", "50.00"]
    assert all(each.interval for each in before)
    keep_all(database)
    assert ways(database, scope, "helped", smallest=3) == before


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
    alone, helped = ways(database, PlaceScope(place.agency_id), "helped")
    assert (alone.respondents, alone.told, str(alone.index)) == (29, 20, "75.00")
    assert (helped.respondents, helped.told, helped.index) == (3, 0, None)


def test_a_value_of_less_than_two_thirds_of_the_answers_is_not_told(database: Database) -> None:
    """Which units tell of a way is no chance, so a small part of its answers misleads."""

    def some(connection: Connection) -> Place:
        place = place_in(connection, "A")
        other = place_in(connection, "B", place.agency_id)
        store_drafts(connection, answers(place, whole(2, 9), Q4.first_day, "a"))
        store_drafts(connection, answers(other, whole(3, 20), Q4.first_day, "b"))
        store_drafts(connection, answers(other, whole(4, 3), Q4.first_day, "h", helped=True))
        return place

    place = database.write(some)
    alone, _ = ways(database, PlaceScope(place.agency_id), "helped")
    assert (alone.respondents, alone.told, alone.index, alone.grade) == (29, 9, None, None)
