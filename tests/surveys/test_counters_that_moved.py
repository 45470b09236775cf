"""A counter that becomes another unit's: what was answered before stays with the former one."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select, update

from portal.database import Database
from surveys import results
from surveys.exclusions import Wanted, counted_answers, exclude
from surveys.responses import store_drafts
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.scope import PlaceScope
from surveys.tables import Response, ServiceCounter
from tests.builders import NOW, Place, build_draft, build_place

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def two_units(connection: Connection) -> tuple[Place, Place]:
    code = complete_counter_code
    return (
        build_place(connection, "A", public_code=code(b"a" * 14)),
        build_place(connection, "B", public_code=code(b"b" * 14)),
    )


def move(connection: Connection, before: Place, after: Place) -> Place:
    """The counter of one unit becomes the other's."""
    chosen = ServiceCounter.id == before.counter_id
    connection.execute(update(ServiceCounter).where(chosen).values(unit_id=after.unit_id))
    return replace(before, unit_id=after.unit_id)


def come(connection: Connection, place: Place, mark: str, many: int, value: int) -> None:
    drafts = [build_draft(place, f"{mark}{n}", scores=(value,) * 9) for n in range(many)]
    store_drafts(connection, drafts)


def indexes(connection: Connection, *places: Place) -> list[tuple[int, str]]:
    found = []
    for place in places:
        scope = PlaceScope(unit_id=place.unit_id)
        figures = results.figures(connection, scope, FIRST, LAST)
        found.append((figures.respondents, str(figures.index)))
    return found


def test_on_the_day_of_the_move_each_unit_has_what_was_answered_there(database: Database) -> None:
    one, other = database.write(two_units)
    database.write(lambda c: come(c, other, "c", 4, 3))
    database.write(lambda c: come(c, one, "a", 6, 4))
    moved = database.write(lambda c: move(c, one, other))
    database.write(lambda c: come(c, moved, "b", 5, 1))
    assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
    assert database.read(lambda c: indexes(c, one, other)) == [(6, "100.00"), (9, "47.22")]


def test_answers_of_both_units_can_be_kept_out_together(database: Database) -> None:
    one, other = database.write(two_units)
    database.write(lambda c: come(c, one, "a", 6, 4))
    moved = database.write(lambda c: move(c, one, other))
    database.write(lambda c: come(c, moved, "b", 5, 1))
    wanted = Wanted(PlaceScope(counter_id=one.counter_id), FIRST, LAST)
    listed = [each.handle for each in database.read(lambda c: counted_answers(c, wanted))]
    assert len(listed) == 11
    database.write(lambda c: exclude(c, wanted, listed, reason="uji coba", actor="Sri", now=NOW))
    assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
    assert database.read(lambda c: c.execute(select(Response.excluded).distinct()).all()) == [
        (True,)
    ]
    assert database.read(lambda c: indexes(c, one, other)) == [(0, "None"), (0, "None")]
