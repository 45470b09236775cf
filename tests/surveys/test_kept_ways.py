"""What came each way of answering is kept with the figures of months and quarters."""

import random

from sqlalchemy import Connection, delete, update

from portal.database import Database
from surveys import kept_figures
from surveys.kept_bytes import packed_ways, ways_of
from surveys.kept_days import revised_in
from surveys.kept_ways import ways_in
from surveys.responses import store_drafts
from surveys.rules.spread import Spread
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, CounterMonth, KeptFigure
from surveys.unit_ways import Way, Ways
from tests.builders import Place
from tests.surveys.sheets import Q4, answers, keep_all, whole

WITH_GAPS = Way((9, *range(18)), frozenset({2, 9}), Spread(2.5, 11.25, 12, 0.5))
WITHOUT_SPREAD = Way((2, *[0] * 18))


def test_ways_come_back_as_they_were_packed() -> None:
    ways = {"paper": WITH_GAPS, "helped": WITHOUT_SPREAD}
    assert ways_of(packed_ways(ways)) == ways
    assert ways_of(packed_ways({})) == {}


def ways_now(database: Database, place: Place) -> Ways:
    """What is read of the unit's quarter."""

    def look(connection: Connection) -> Ways:
        scope = PlaceScope(unit_id=place.unit_id)
        revised = revised_in(connection, [Q4], scope.conditions(CounterMonth))
        return ways_in(connection, scope, [Q4], revised)[Q4][place.unit_id]

    return database.read(look)


def filled(database: Database, place: Place) -> None:
    """Sheets of two channels, some of them helped, over the days of a quarter."""
    chance = random.Random(9)
    drafts = []
    for number in range(60):
        day = Q4.first_day.replace(month=10 + number % 2, day=1 + number % 28)
        how = {"channel": chance.choice(("qr", "paper")), "helped": chance.random() < 0.4}
        drafts += answers(place, whole(chance.randint(1, 4), 1), day, f"s{number}", **how)
    database.write(lambda c: store_drafts(c, drafts))


def test_what_is_kept_needs_no_days_and_an_answer_more_is_counted_at_once(
    database: Database, place: Place
) -> None:
    filled(database, place)
    keep_all(database)
    days = ways_now(database, place)
    assert all(way.spread is not None for way in days.values())
    database.write(lambda c: c.execute(delete(CounterDay)) and None)
    assert ways_now(database, place) == days
    drafts = answers(place, whole(4, 1), Q4.first_day, "new", channel="paper")
    database.write(lambda c: store_drafts(c, drafts))
    now = ways_now(database, place)
    assert now["paper"].answers[0] == days["paper"].answers[0] + 1
    assert now["qr"].answers == days["qr"].answers


def test_a_recheck_tells_of_ways_that_are_kept_wrongly(database: Database, place: Place) -> None:
    filled(database, place)
    keep_all(database)
    assert database.read_at_once(kept_figures.recheck) == []
    wrong = (KeptFigure.unit_id == place.unit_id) & (KeptFigure.period == Q4.code)
    ways = packed_ways({"qr": WITH_GAPS})
    database.write(lambda c: c.execute(update(KeptFigure).where(wrong).values(ways=ways)) and None)
    [found] = database.read_at_once(kept_figures.recheck)
    assert (found.counter_id, found.when) == (place.unit_id, Q4.code)
    assert found.what == "cara menjawab"
