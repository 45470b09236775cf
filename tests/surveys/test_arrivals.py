"""A batch in one step of SQLite is stored exactly as the longer way stores it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.database import Database
from surveys import rollups
from surveys.arrivals import SIZES, are_plain, store_arrivals
from surveys.responses import Draft, store_drafts
from tests.builders import Place, build_draft, build_place
from tests.databases import new_database

TABLES = ("response", "complaint", "counter_day", "counter_month")


def drafts_of(place: Place) -> list[Draft]:
    """Everything that a row may hold or lack, one key twice with other content."""
    made = [
        build_draft(place, "whole"),
        build_draft(place, "part", scores=(1, None, 3, None, 4, 4, None, 2, 1)),
        build_draft(place, "silent", scores=(None,) * 9, comment="antre", receipt="R1"),
        replace(build_draft(place, "s", comment="[nama] lama", receipt="R2"), sealed=b"\x00name"),
        replace(build_draft(place, "p", comment="rahasia", receipt="R3"), private=True),
        replace(build_draft(place, "whole", digest="other"), overall=1),
    ]
    about = {"age_band": "26-35", "sex": "P", "education": "S1", "occupation": "PNS"}
    made.append(replace(build_draft(place, "about", channel="kiosk"), lang="en", **about))
    return made


def rows_of(database: Database) -> dict[str, list[dict[str, object]]]:
    """Everything but the revision of a month, which only has to rise."""

    def look(connection: Connection) -> dict[str, list[dict[str, object]]]:
        return {
            table: [
                {name: value for name, value in row.items() if name != "revision"}
                for row in connection.exec_driver_sql(
                    f"select * from {table} order by 1, 2, 3"
                ).mappings()
            ]
            for table in TABLES
        }

    return database.read(look)


@pytest.fixture
def two(tmp_path: Path) -> "list[tuple[Database, list[Draft]]]":
    """Two empty databases, each with the same place and the same drafts."""
    made = []
    for name in ("one", "other"):
        database = new_database(tmp_path / f"{name}.db")
        place = database.write(lambda c: build_place(c, public_code="ABCDEFGHJK"))
        made.append((database, drafts_of(place)))
    moment = made[0][1][0].submitted_at
    return [
        (database, [replace(draft, submitted_at=moment, issued_on=moment.date()) for draft in them])
        for database, them in made
    ]


def in_few_steps(database: Database, drafts: list[Draft]) -> None:
    with database.writer.engine.begin() as connection:
        store_arrivals(connection.connection, drafts)


def test_one_step_stores_what_the_longer_way_stores(
    two: "list[tuple[Database, list[Draft]]]",
) -> None:
    (quick, drafts), (slow, same) = two
    in_few_steps(quick, drafts)
    slow.write(lambda c: store_drafts(c, same))
    assert rows_of(quick) == rows_of(slow)
    assert quick.read(lambda c: rollups.recount(c, lambda done, total: None)) == []


def test_a_batch_that_is_there_in_part_stores_nothing_of_itself(
    two: "list[tuple[Database, list[Draft]]]",
) -> None:
    database, drafts = two[0]
    database.writer.store(drafts[3])
    before = rows_of(database)
    with pytest.raises(IntegrityError):
        in_few_steps(database, drafts)
    assert rows_of(database) == before
    # The connection has forgotten its view with the rest of that transaction, and makes it anew.
    in_few_steps(database, drafts[:3])
    assert len(rows_of(database)["response"]) == 4


def test_a_batch_of_any_size_is_stored_whole(two: "list[tuple[Database, list[Draft]]]") -> None:
    database, drafts = two[0]
    stored = 0
    for size in (*SIZES, SIZES[-1] + 1):
        batch = [replace(drafts[0], form_key=f"k{size}-{number}") for number in range(size)]
        in_few_steps(database, batch)
        stored += size
    count = "select count(*) from response"
    assert database.read(lambda c: c.exec_driver_sql(count).scalar()) == stored
    assert database.read(lambda c: rollups.recount(c, lambda done, total: None)) == []


def test_what_needs_more_than_its_row_goes_the_longer_way(
    two: "list[tuple[Database, list[Draft]]]",
) -> None:
    plain = two[0][1]
    assert are_plain(plain)
    assert not are_plain([*plain, replace(plain[0], slip="ABC")])
    assert not are_plain([*plain, replace(plain[0], excluded=True)])
