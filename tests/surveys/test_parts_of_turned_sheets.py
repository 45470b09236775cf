"""A service whose every answer was taken out and put back is told apart no sooner than others."""

import sqlite3
from dataclasses import replace

from sqlalchemy import Connection, update

from surveys import publication, rollups
from surveys.responses import store_drafts
from surveys.tables import Response
from tests.builders import NOW, build_draft
from tests.surveys.test_rows_beside_parts import Attacker, attacker

__all__ = ["attacker"]


def come(attacker: Attacker, days_ago: int, *many: int) -> None:
    """So many answers to the first service, to the second, to the third."""
    drafts = []
    for service_id, count in zip(attacker.place.service_ids, many, strict=True):
        for _ in range(count):
            attacker.answered += 1
            draft = build_draft(attacker.place, f"{attacker.answered:020d}", days_ago=days_ago)
            drafts.append(replace(draft, service_id=service_id))
    attacker.database.write(lambda c: store_drafts(c, drafts))


def turn_first(attacker: Attacker, *, excluded: bool) -> None:
    """Every answer to the first service goes, or is back."""

    def turn(connection: Connection) -> None:
        chosen = Response.service_id == attacker.place.service_ids[0]
        connection.execute(update(Response).where(chosen).values(excluded=excluded))
        rollups.rebuild(connection)

    attacker.database.write(turn)


def test_a_service_that_left_and_came_back_is_not_told_apart_by_its_return(
    attacker: Attacker,
) -> None:
    """Five answers of the first service alone on a day, and two on a day of the second."""
    come(attacker, 10, 5, 0, 0)
    come(attacker, 9, 2, 8, 0)
    come(attacker, 8, 0, 0, 10)
    attacker.look()
    together = ["LAYANAN-A-1", "LAYANAN-A-2"]
    assert attacker.shown["services"][0]["hidden"] == together
    turn_first(attacker, excluded=True)
    come(attacker, 7, 0, 7, 13)
    attacker.look()
    turn_first(attacker, excluded=False)
    come(attacker, 6, 0, 7, 13)
    attacker.look()
    assert attacker.shown["services"][0]["parts"]["LAYANAN-A-3"][0] == [36]
    come(attacker, 5, 0, 0, 13)
    attacker.look()
    assert attacker.shown["services"][0]["parts"]["LAYANAN-A-3"][0] == [49]
    assert attacker.shown["services"][0]["hidden"] == together
    assert attacker.few("services", 0) == []


def test_the_database_is_never_told_each_of_the_sheets_that_left(attacker: Attacker) -> None:
    """Both kinds take a limited number of values in a question: far fewer than sheets may leave."""

    def look(connection: Connection) -> int:
        held = connection.connection.driver_connection
        if isinstance(held, sqlite3.Connection):
            held.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 600)
        return publication.refresh_all(connection, NOW, 5)

    come(attacker, 10, 700, 40, 20)
    assert attacker.database.write(look) == 1
    turn_first(attacker, excluded=True)
    come(attacker, 9, 0, 40, 20)
    assert attacker.database.write(look) == 1
    turn_first(attacker, excluded=False)
    come(attacker, 8, 0, 40, 20)
    assert attacker.database.write(look) == 1
