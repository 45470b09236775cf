"""A counter is looked up once for all who ask at the same moment, and anew after a change."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection

from portal.database import Database
from portal.form_views import FormViews
from portal.kept_counters import KeptCounters
from surveys.errors import NotFound
from surveys.rules.codes import complete_counter_code
from tests.builders import build_place

CODE = complete_counter_code(b"k" * 14)
CROWD = 40


@dataclass
class SlowDatabase:
    """The database, whose looks begin only when the test lets them."""

    database: Database
    looks: int = 0
    open: threading.Event = field(default_factory=threading.Event)

    async def read_async(self, look: Callable[[Connection], Any]) -> Any:
        self.looks += 1
        await asyncio.to_thread(self.open.wait, 10)
        return await self.database.read_async(look)


@pytest.fixture
def slow(database: Database) -> SlowDatabase:
    database.write(lambda c: build_place(c, "A", public_code=CODE))
    return SlowDatabase(database)


def kept_of(slow: SlowDatabase) -> KeptCounters:
    return KeptCounters(slow, FormViews(False))  # type: ignore[arg-type]


def test_a_crowd_at_one_poster_is_one_look(slow: SlowDatabase) -> None:
    async def crowd() -> None:
        counters = kept_of(slow)
        asked = [asyncio.ensure_future(counters.find(CODE)) for _ in range(CROWD)]
        await asyncio.sleep(0)
        asked[0].cancel()
        slow.open.set()
        found = await asyncio.gather(*asked[1:])
        assert {kept.counter.counter_id for kept in found} == {found[0].counter.counter_id}
        assert await counters.find(CODE) is found[0]

    asyncio.run(crowd())
    assert slow.looks == 1


def test_a_code_that_nobody_has_is_told_to_all_who_asked_and_asked_again_later(
    slow: SlowDatabase,
) -> None:
    async def crowd() -> None:
        counters, unknown = kept_of(slow), complete_counter_code(b"z" * 14)
        slow.open.set()
        asked = [counters.find(unknown) for _ in range(CROWD)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in told] == [NotFound] * CROWD
        with pytest.raises(NotFound):
            await counters.find(unknown)

    asyncio.run(crowd())
    assert slow.looks == 2


def test_what_was_looked_up_before_a_change_is_not_believed_after_it(slow: SlowDatabase) -> None:
    async def change() -> None:
        counters = kept_of(slow)
        early = asyncio.ensure_future(counters.find(CODE))
        await asyncio.sleep(0)
        counters.forget()
        late = asyncio.ensure_future(counters.find(CODE))
        await asyncio.sleep(0)
        slow.open.set()
        await asyncio.gather(early, late)
        assert slow.looks == 2
        assert counters.at_hand(CODE) is not None

    asyncio.run(change())
