"""Lets everybody in who waits at the door, not a few at each turn of the loop.

The loop's own listening takes one connection a turn from each of its DOORS. While hundreds of
requests are answered in a turn, whoever comes new would stand outside for seconds, and those inside
would be served again and again. So when somebody has come through every door, all who stand behind
are let in with them.
"""

import asyncio
import socket
from collections.abc import Callable

DOORS = 8
"""So often the loop listens on the one socket: it takes a visitor in for less than this room can,
and rarely do more come in one turn."""
MOST_AT_ONCE = 256


class Doorway:
    """Takes the connections that wait on a listening socket behind one that was just taken."""

    def __init__(
        self, listener: socket.socket, protocol: Callable[[], asyncio.BaseProtocol]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._listener = listener.dup()
        self._listener.setblocking(False)
        self._protocol = protocol
        self._came = 0
        self._entering: set[asyncio.Task[object]] = set()
        self._open = True

    def look_again(self) -> None:
        """Somebody has come in: look behind them once this turn, if there were many."""
        self._came += 1
        if self._came == DOORS:
            self._loop.call_soon(self._let_in)

    def _let_in(self) -> None:
        self._came = 0
        try:
            for _ in range(MOST_AT_ONCE):
                if not self._open:
                    return
                stream, _ = self._listener.accept()
                stream.setblocking(False)
                entering = self._loop.create_task(
                    self._loop.connect_accepted_socket(self._protocol, stream)
                )
                self._entering.add(entering)
                entering.add_done_callback(self._entering.discard)
        except OSError:
            return  # Nobody is left outside, or there are no more file descriptors for now.

    async def close(self) -> None:
        """Take nobody else; whoever has been taken has come in when this returns."""
        self._open = False
        await asyncio.gather(*self._entering, return_exceptions=True)
        self._listener.close()
