"""Counts raised by several at once, while answers are kept out, come back, and come in late."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Connection, Integer, String, cast, update

from portal.database import Database, open_database
from surveys import accounts, kept_figures
from surveys.exclusions import Wanted, counted_answers, exclude, kept_out, take_back
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.scope import PlaceScope
from surveys.tables import Setting
from tests.builders import NOW, TODAY, Place, build_draft, build_place

SENDERS, EACH = 4, 40
LONG_AGO = date(2026, 8, 3)


@pytest.fixture
def writers(database: Database) -> Iterator[list[Database]]:
    """Two processes that write on PostgreSQL; the one that there can be on SQLite."""
    if database.is_sqlite:
        yield [database]
        return
    other = open_database(database.url)
    yield [database, other]
    other.close()


def send(database: Database, place: Place, sender: int) -> None:
    """Answers of three days, some from paper months ago, some with a comment, some twice."""
    for number in range(EACH):
        draft = build_draft(place, f"s{sender}-{number}", scores=(1 + number % 4,) * 9)
        draft = replace(draft, local_date=TODAY - timedelta(days=number % 3))
        if number % 5 == 0:
            late = LONG_AGO + timedelta(days=number % 2)
            draft = replace(draft, local_date=late, channel="paper")
        if number % 4 == 0:
            receipt = complete_receipt((sender * EACH + number).to_bytes(16, "big"))
            draft = replace(draft, comment="antre lama", receipt=receipt)
        database.writer.store(draft)
        if number % 7 == 0:
            assert database.writer.store(draft).again


def turn_over(database: Database, place: Place) -> int:
    """Keep answers out and put some of them back, day after day; how many were turned."""
    turned = 0
    scope = PlaceScope(unit_id=place.unit_id, counter_id=place.counter_id)
    for round_ in range(6):
        for day in (TODAY, TODAY - timedelta(days=1), LONG_AGO):
            wanted = Wanted(scope, day, day)
            some = [
                each.handle for each in database.read(lambda c, w=wanted: counted_answers(c, w))
            ][: 2 + round_]
            if some:
                turned += database.write(
                    lambda c, w=wanted, some=some: exclude(
                        c, w, some, reason="uji coba", actor="Sri", now=NOW
                    )
                )
            out = [each.answer.handle for each in database.read(lambda c, w=wanted: kept_out(c, w))]
            if out[1:]:
                turned += database.write(
                    lambda c, w=wanted, out=out: take_back(c, w, out[1:], actor="Sri", now=NOW)
                )
        keep(database)
    return turned


def keep(database: Database) -> None:
    """What the background does meanwhile."""
    for key in database.read(lambda c: kept_figures.behind(c, TODAY)):
        kept = database.read_at_once(lambda c, key=key: kept_figures.worked_out(c, [key]))
        database.write(lambda c, kept=kept: kept_figures.keep(c, kept))


def test_counts_equal_a_recount_after_everybody_wrote_at_once(
    database: Database, writers: list[Database]
) -> None:
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"l" * 14))
    )
    with ThreadPoolExecutor(SENDERS + 1) as pool:
        sent = [
            pool.submit(send, writers[sender % len(writers)], place, sender)
            for sender in range(SENDERS)
        ]
        turned = pool.submit(turn_over, writers[-1], place)
        for each in sent:
            each.result()
        turned.result()
    assert turn_over(database, place) > 0
    count = database.read(lambda c: c.exec_driver_sql("select count(*) from response").scalar())
    assert count == SENDERS * EACH
    assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
    assert database.read_at_once(kept_figures.recheck) == []


def test_work_that_meets_other_work_crosswise_is_carried_out_all_the_same(
    database: Database, writers: list[Database]
) -> None:
    for key in ("a", "b"):
        database.write(lambda c, key=key: accounts.remember(c, key, "0"))
    met = Barrier(len(writers))

    def raised(connection: Connection, keys: tuple[str, str], begun: list[str]) -> None:
        for key in keys:
            connection.execute(
                update(Setting)
                .where(Setting.key == key)
                .values(value=cast(cast(Setting.value, Integer) + 1, String))
            )
            if not begun:
                # The first time only, each holds what the other wants next.
                begun.append(key)
                met.wait(20)

    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(writer.write, partial(raised, keys=keys, begun=[]))
            for writer, keys in ((writers[0], ("a", "b")), (writers[-1], ("b", "a")))
        ]
        for each in both:
            each.result(30)
    for key in ("a", "b"):
        assert database.read(lambda c, key=key: accounts.setting(c, key)) == "2"
