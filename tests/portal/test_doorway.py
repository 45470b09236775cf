"""Whoever stands before the door comes in with the others, and nobody does once it is closed."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from portal.doorway import DOORS, Doorway

VISITORS = 50


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen(VISITORS)
        yield made


def come_through_every_door(doorway: Doorway) -> None:
    for _ in range(DOORS):
        doorway.look_again()


def visitors(listener: socket.socket) -> list[socket.socket]:
    return [socket.create_connection(listener.getsockname(), 10) for _ in range(VISITORS)]


def test_all_who_wait_come_in_with_one_look(listener: socket.socket) -> None:
    came: list[asyncio.BaseTransport] = []

    class Visitor(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            came.append(transport)

    async def look_once() -> None:
        doorway = Doorway(listener, Visitor)
        come_through_every_door(doorway)
        await asyncio.sleep(0)
        # Closing waits for those who have been taken.
        await doorway.close()
        for transport in came:
            transport.close()

    waiting = visitors(listener)
    asyncio.run(look_once())
    assert len(came) == VISITORS
    for visitor in waiting:
        visitor.close()


def test_a_few_are_left_to_the_doors_themselves(listener: socket.socket) -> None:
    came: list[asyncio.BaseProtocol] = []

    def entered() -> asyncio.Protocol:
        came.append(asyncio.Protocol())
        return asyncio.Protocol()

    async def look_after_a_few() -> None:
        doorway = Doorway(listener, entered)
        for _ in range(DOORS - 1):
            doorway.look_again()
        await asyncio.sleep(0)
        await doorway.close()

    waiting = visitors(listener)
    asyncio.run(look_after_a_few())
    assert not came
    for visitor in waiting:
        visitor.close()


def test_nobody_comes_in_once_it_is_closed_and_whoever_waits_is_left_to_the_next(
    listener: socket.socket,
) -> None:
    async def look_too_late() -> None:
        doorway = Doorway(listener, asyncio.Protocol)
        come_through_every_door(doorway)
        await doorway.close()
        await asyncio.sleep(0)

    waiting = visitors(listener)
    asyncio.run(look_too_late())
    left = [listener.accept()[1] for _ in waiting]
    assert sorted(left) == sorted(visitor.getsockname() for visitor in waiting)
    for visitor in waiting:
        visitor.close()
