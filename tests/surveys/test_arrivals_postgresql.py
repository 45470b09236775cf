"""A batch on PostgreSQL in one statement: what was there already, slips, bad rows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

from portal.database import Database
from surveys.arrivals_postgresql import store_by_itself
from surveys.responses import MARK_REUSED_KEY, Draft, store_drafts
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, CounterDay, Exclusion, Response, Slip
from tests.builders import Place, build_draft, build_place

HOSTILE = 'antre, "lama" \\ {sekali}, NULL\n\t\u202eü 🙂'


@pytest.fixture
def place(database: Database) -> Place:
    if database.is_sqlite:
        pytest.skip("SQLite has a way of its own")
    return database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"t" * 14))
    )


def batch(place: Place) -> list[Draft]:
    """An answer with a comment, one that the portal keeps out, and a plain one."""
    said = build_draft(place, "said", comment=HOSTILE, receipt="A" * 13)
    bot = replace(build_draft(place, "bot"), excluded=True)
    return [replace(said, sealed=b"\x00\\name"), bot, build_draft(place, "plain")]


def by_itself(database: Database, drafts: list[Draft]) -> set[int]:
    """Stored outside any transaction, as the writer does."""
    with database.writer.engine.connect() as connection:
        return store_by_itself(connection, drafts)


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
    drafts = batch(place)
    assert by_itself(database, drafts) == set()
    assert stored(database) == (3, 1, 1, 3)
    case = database.read(lambda c: c.execute(select(Complaint.text, Complaint.sealed)).one())
    assert tuple(case) == (HOSTILE, b"\x00\\name")
    scores = select(Response.form_key, Response.u1, Response.submitted_at, Response.local_date)
    assert {tuple(row) for row in database.read(lambda c: c.execute(scores).all())} == {
        (draft.form_key, draft.scores[0], draft.submitted_at, draft.local_date) for draft in drafts
    }


def test_what_is_there_already_is_named_and_not_stored_twice(
    database: Database, place: Place
) -> None:
    said, bot, plain = batch(place)
    by_itself(database, [plain])
    assert by_itself(database, [said, plain, bot, plain]) == {1, 3}
    assert stored(database) == (3, 1, 1, 3)


def test_a_key_with_other_answers_is_a_second_marked_row_in_one_batch_and_across_two(
    database: Database, place: Place
) -> None:
    first = build_draft(place, "key", digest="a")
    by_itself(database, [first, replace(first, digest="b", marks=0)])
    by_itself(database, [replace(first, digest="c", marks=0)])
    marks = select(Response.digest, Response.marks).order_by(Response.digest)
    found = [tuple(row) for row in database.read(lambda c: c.execute(marks).all())]
    assert found == [("a", 0), ("b", MARK_REUSED_KEY), ("c", MARK_REUSED_KEY)]
    assert stored(database)[0] == 3


def test_a_slip_works_once_and_then_counts_as_a_scan(database: Database, place: Place) -> None:
    slip = {"code": "SLIP", "counter_id": place.counter_id, "batch": "B"}
    database.write(lambda c: c.execute(insert(Slip).values(**slip, made_at=datetime.now(UTC))))
    drafts = [replace(build_draft(place, f"k{n}"), slip="SLIP") for n in range(3)]
    by_itself(database, drafts[:2])
    by_itself(database, [drafts[2], replace(build_draft(place, "odd"), slip="NONE")])
    by_itself(database, [replace(build_draft(place, "desk"), channel="kiosk")])
    channels = select(Response.channel, func.count()).group_by(Response.channel)
    found = {row[0]: row[1] for row in database.read(lambda c: c.execute(channels).all())}
    assert found == {"slip": 1, "qr": 3, "kiosk": 1}
    assert database.read(lambda c: c.scalar(select(Slip.used_key))) in {"k0", "k1"}
    assert stored(database) == (5, 0, 0, 5)


def test_a_row_that_cannot_be_stored_is_told_and_leaves_nothing(
    database: Database, place: Place
) -> None:
    bad = replace(build_draft(place, "bad"), counter_id=999_999)
    with pytest.raises(DBAPIError) as told:
        by_itself(database, [*batch(place), bad])
    assert "antre" not in str(told.value)
    assert stored(database) == (0, 0, 0, 0)
    assert not database.writer.store(build_draft(place, "next")).again
    assert stored(database) == (1, 0, 0, 1)


def test_in_a_transaction_that_is_given_up_nothing_stays(database: Database, place: Place) -> None:
    def give_up(connection: Connection) -> None:
        assert [one.again for one in store_drafts(connection, batch(place))] == [False] * 3
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(give_up)
    assert stored(database) == (0, 0, 0, 0)


def test_a_connection_that_the_server_has_ended_is_replaced_and_nothing_is_lost(
    database: Database, place: Place
) -> None:
    database.writer.store(build_draft(place, "before"))
    ours = "application_name = '' and pid <> pg_backend_pid() and datname = current_database()"
    ended = f"select pg_terminate_backend(pid) from pg_stat_activity where {ours}"
    database.read(lambda c: c.exec_driver_sql(ended).all())
    assert not database.writer.store(build_draft(place, "after")).again
    database.read(lambda c: c.exec_driver_sql(ended).all())
    assert database.write(lambda c: c.scalar(select(func.count()).select_from(Response))) == 2
    assert stored(database)[0] == 2
