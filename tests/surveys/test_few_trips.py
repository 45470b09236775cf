"""A batch on PostgreSQL in two trips: what another process stored a moment ago, and bad rows."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from portal.database import Database
from surveys import few_trips, responses
from surveys.responses import Draft, store_drafts
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, CounterDay, Exclusion, Response
from tests.builders import Place, build_draft, build_place


@pytest.fixture
def place(database: Database) -> Place:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer and takes no trips")
    return database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"t" * 14))
    )


def batch(place: Place) -> list[Draft]:
    """An answer with a comment, one that the portal keeps out, and a plain one."""
    said = build_draft(place, "said", comment='antre, "lama" \\ sekali', receipt="A" * 13)
    return [said, replace(build_draft(place, "bot"), excluded=True), build_draft(place, "plain")]


def stored(database: Database) -> tuple[int, int, int, int]:
    """Responses, cases and exclusions, and responses in the counts, which a recount confirms."""
    assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []

    def look(connection: Connection) -> tuple[int, int, int, int]:
        found = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (Response, Complaint, Exclusion)
        ]
        counted = connection.scalar(select(func.coalesce(func.sum(CounterDay.responses), 0)))
        return (*map(int, found), int(counted or 0))  # type: ignore[return-value]

    return database.read(look)


def test_a_batch_is_stored_with_everything_that_hangs_on_it(
    database: Database, place: Place
) -> None:
    database.write(lambda c: store_drafts(c, batch(place)))
    assert stored(database) == (3, 1, 1, 3)


def test_what_another_process_stored_between_the_trips_is_not_stored_twice(
    database: Database, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.write(lambda c: store_drafts(c, batch(place)[:1]))
    monkeypatch.setattr(
        responses,
        "known_and_numbers",
        lambda c, keys, count: (set(), few_trips.known_and_numbers(c, keys, count)[1]),
    )
    database.write(lambda c: store_drafts(c, batch(place)))
    assert stored(database) == (3, 1, 1, 3)


def test_a_row_that_cannot_be_stored_is_told_and_leaves_nothing(
    database: Database, place: Place
) -> None:
    bad = replace(build_draft(place, "bad"), service_id=999_999)
    with pytest.raises(DBAPIError) as told:
        database.write(lambda c: store_drafts(c, [*batch(place), bad]))
    assert "antre" not in str(told.value.statement)
    assert stored(database) == (0, 0, 0, 0)
    found = database.writer.store(build_draft(place, "next"))
    assert not found.again
    assert stored(database) == (1, 0, 0, 1)
