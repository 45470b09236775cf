"""The units of an agency that are read at once have the figures that each has by itself."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, insert

from portal.database import Database
from surveys.responses import store_drafts
from surveys.results import figures, figures_by_unit
from surveys.results_closing import close_period
from surveys.results_told_figures import told_in, told_of_units
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import VisitCount
from tests.builders import NOW, TODAY, Place
from tests.surveys.sheets import FEW, Q4, answers, keep_all, place_in


def some_units(connection: Connection) -> list[Place]:
    """Units with many sheets and with few, in both quarters or in one, and a silent one."""
    chance = random.Random(2)
    first = place_in(connection, "A")
    places = [first, *(place_in(connection, mark, first.agency_id) for mark in "BCDE")]
    for place, before, now in zip(places, (40, 3, 2, 9, 0), (30, 30, 1, 4, 0), strict=True):
        days = [Q4.previous.first_day + timedelta(days=chance.randrange(90)) for _ in range(before)]
        days += [Q4.first_day + timedelta(days=chance.randrange(50)) for _ in range(now)]
        drafts = []
        for number, day in enumerate(days):
            sheet = tuple(chance.choice((None, 2, 3, 4)) for _ in range(9))
            drafts += answers(place, [sheet], day, f"u{place.unit_id}-{number}")
        if drafts:
            store_drafts(connection, drafts)
    counted = {"unit_id": first.unit_id, "counter_part": 0, "service_part": 0, "source": "x"}
    rows = [{**counted, "period": code, "visitors": 400} for code in ("2026-Q3", "2026-Q4")]
    connection.execute(insert(VisitCount), rows)
    return places


def late_beside_a_closing(connection: Connection, place: Place) -> None:
    """Close a unit's quarter, to which two sheets come then: it may not move yet."""
    quarter = Q4.previous
    close_period(connection, place.unit_id, quarter, actor="rina", now=NOW, today=TODAY)
    store_drafts(connection, answers(place, [(1,) * 9] * 2, quarter.first_day, "late"))


def test_figures_of_units_are_those_of_each(database: Database) -> None:
    places = database.write(some_units)
    scope = PlaceScope(agency_id=places[0].agency_id)
    for first, last in ((Q4.first_day, Q4.last_day), (date(2026, 8, 11), date(2026, 11, 3))):
        found = database.read(lambda c, a=first, b=last: figures_by_unit(c, scope, a, b))
        assert list(found) == [place.unit_id for place in places]
        for unit_id, each in found.items():
            here = PlaceScope(unit_id=unit_id)
            assert each == database.read(lambda c, h=here, a=first, b=last: figures(c, h, a, b))


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("code", ["2026-10", "2026-Q3", "2026-Q4", "2026-2", "2026"])
def test_what_is_told_of_units_is_what_is_told_of_each(
    database: Database, code: str, kept: bool
) -> None:
    places, period = database.write(some_units), parse_period(code)
    database.write(lambda c: late_beside_a_closing(c, places[0]))
    if kept:
        keep_all(database)
    scope = PlaceScope(agency_id=places[0].agency_id)

    def all_at_once(connection: Connection) -> list[object]:
        found = figures_by_unit(connection, scope, period.first_day, period.last_day)
        return list(told_of_units(connection, scope, period, found, FEW).values())

    def one_by_one(connection: Connection) -> list[object]:
        told: list[object] = []
        for place in places:
            here = PlaceScope(unit_id=place.unit_id)
            found = figures(connection, here, period.first_day, period.last_day)
            told.append(told_in(connection, here, period, found, FEW))
        return told

    assert database.read(all_at_once) == database.read(one_by_one)
