"""Answers that another process stores while snapshots move: rows know their sheets all the same."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.database import Database, open_database
from portal.publishing import publish
from surveys import publication
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import OpenDay
from tests.builders import NOW, Place, build_draft, build_place
from tests.conftest import PostgresServer


@pytest.fixture
def two_processes(postgresql: PostgresServer) -> Iterator[tuple[Database, Database]]:
    url = postgresql.fresh_database("amid_answers", like=postgresql.with_tables)
    one, other = open_database(url), open_database(url)
    yield one, other
    one.close()
    other.close()


def come(database: Database, place: Place, first: int, many: int) -> None:
    drafts = [build_draft(place, f"{n:020d}", days_ago=3) for n in range(first, first + many)]
    database.write(lambda c: store_drafts(c, drafts))


def test_an_answer_that_comes_meanwhile_is_in_the_next_row(
    two_processes: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two_processes
    code = complete_counter_code(b"o" * 14)
    place = one.write(lambda c: build_place(c, public_code=code))
    find = publication.turned_since

    def found_while_one_comes(*wanted: Any) -> Any:
        come(other, place, 50, 1)
        return find(*wanted)

    come(one, place, 0, 10)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(publication, "turned_since", found_while_one_comes)
        assert publish(one, NOW, 5) == 1
    come(one, place, 10, 9)
    assert publish(one, NOW + timedelta(minutes=1), 5) == 1
    rows = one.read(lambda c: c.execute(select(OpenDay.respondents, OpenDay.newest_id)).all())
    assert [row.respondents for row in rows] == [10, 10]
    assert all(row.newest_id is not None for row in rows)
