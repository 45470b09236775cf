"""Units whose days are added up by the database count what they count day by day."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.database import Database
from surveys.responses import store_drafts
from surveys.results_clusters import official_clusters
from surveys.results_counted import counted_from, counted_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.unit_days import counts_of_units, days_of_units
from tests.builders import build_place
from tests.surveys.sheets import answers

QUARTER = parse_period("2026-Q3")


def two_units_and_one_that_nobody_answered(connection: Connection) -> list[int]:
    chance = random.Random(5)
    places = [
        build_place(connection, mark, public_code=complete_counter_code(mark.encode() * 14))
        for mark in "abc"
    ]
    for place in places[:2]:
        for step in range(0, 60, 3):
            sheets = [
                tuple(chance.choice((None, 1, 3, 3, 4)) for _ in range(9))
                for _ in range(chance.randint(1, 6))
            ]
            day = QUARTER.first_day + timedelta(days=step)
            store_drafts(connection, answers(place, sheets, day, f"u{place.unit_id}"))
    return [place.unit_id for place in places]


@pytest.mark.parametrize("elements", [True, False])
def test_counts_and_margins_are_those_of_the_days_one_by_one(
    database: Database, elements: bool
) -> None:
    units = database.write(two_units_and_one_that_nobody_answered)
    with database.reader.connect() as connection:
        counts = counts_of_units(connection, QUARTER, units)
        days = days_of_units(connection, QUARTER, units)
        assert list(days) == list(counts) == units[:2]
        for unit_id in units[:2]:
            scope = PlaceScope(unit_id=unit_id)
            each = official_clusters(connection, scope, QUARTER.first_day, QUARTER.last_day)
            found = counted_from(counts[unit_id], days[unit_id], elements=elements)
            assert len(each) == 20
            assert found == counted_of(each, elements=elements)
            assert len(found.spreads) == (10 if elements else 1)


def test_what_came_in_several_ways_on_a_day_at_a_counter_is_one_day(database: Database) -> None:
    def fill(connection: Connection) -> int:
        place = build_place(connection, "d", public_code=complete_counter_code(b"d" * 14))
        for channel in ("qr", "paper"):
            for helped in (False, True):
                name = f"{channel}{helped}"
                sheets = answers(
                    place, [(3,) * 9], QUARTER.first_day, name, channel=channel, helped=helped
                )
                store_drafts(connection, sheets)
        return place.unit_id

    unit_id = database.write(fill)
    [days] = database.read(lambda c: days_of_units(c, QUARTER, [unit_id])).values()
    assert days == [((4,), (12,))] * 9
