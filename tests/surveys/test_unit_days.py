"""Units whose days are added up by the database count what they count day by day."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.database import Database
from surveys.responses import store_drafts
from surveys.results_clusters import official_clusters
from surveys.results_counted import NOBODY, counted_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.unit_days import counted_of_units
from tests.builders import build_place
from tests.surveys.test_results import answers

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
    first, last = QUARTER.first_day, QUARTER.last_day
    with database.reader.connect() as connection:
        found = counted_of_units(connection, first, last, units, elements=elements)
        for unit_id in units[:2]:
            days = official_clusters(connection, PlaceScope(unit_id=unit_id), first, last)
            assert len(days) == 20
            assert found[unit_id] == counted_of(days, elements=elements)
            assert len(found[unit_id].spreads) == (10 if elements else 1)
    assert found[units[2]] == NOBODY
