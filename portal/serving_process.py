"""One serving process: it answers until it is told to end, or to begin anew.

SIGTERM ends it once every request under way is answered. SIGHUP renews it: the program on the disk
is tried, and the process ends with RENEW so that whoever started it loads it.
"""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import uvicorn
import uvloop

from portal.counter_protocol import CounterProtocol
from portal.doorway import DOORS, Doorway
from portal.remote import CommandDoor
from portal.settings import Settings

log = logging.getLogger("suara")

DRAIN_SECONDS = 2.0
PATIENCE_SECONDS = 30
YOUNG_OBJECTS = 20_000
"""So many new objects before the collector looks at them; 700 are those of some ten answers."""
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RENEW = 64
"""The exit status of a serving loop that is to begin anew."""


class _Server(uvicorn.Server):
    """uvicorn with own signals, telling once when it has begun to listen."""

    def __init__(self, config: uvicorn.Config, words: str, renewable: bool) -> None:
        super().__init__(config)
        self._words = words
        self._renewable = renewable
        self.renewing = False
        self._doorway: Doorway | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if sockets:
            self._doorway = Doorway(sockets[0], self._protocol)
            self.config.http_protocol_class = partial(CounterProtocol, doorway=self._doorway)  # type: ignore[assignment]
        await super().startup(sockets)
        if self.started:
            # What was made at the start stays; looking through it again and again costs requests.
            gc.collect()
            gc.freeze()
            # Hundreds of answers under way are no garbage; looking through them costs requests.
            gc.set_threshold(YOUNG_OBJECTS, 20, 20)
            if self._words:
                print(self._words, flush=True)

    def _protocol(self) -> CounterProtocol:
        state = self.lifespan.state
        return CounterProtocol(self.config, self.server_state, state, doorway=self._doorway)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listen to signals; unlike uvicorn's own, a wanted end is not passed on as a failure."""
        before = {number: signal.signal(number, self._asked) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked(self, number: int, _frame: object) -> None:
        if number == signal.SIGHUP and not in_terminal():
            if self._renewable and not self.should_exit:
                # Asking takes a second, and requests are answered meanwhile.
                threading.Thread(target=self._renew, name="renewal", daemon=True).start()
            return
        if self.should_exit and number == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True

    def _renew(self) -> None:
        if loads_from_disk() and not self.should_exit:
            self.renewing = self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._drain()
        await super().shutdown(sockets)

    async def _drain(self) -> None:
        """Take no new connection; each open one is told with its next answer that it ends."""
        for server in self.servers:
            server.close()
        if self._doorway is not None:
            await self._doorway.close()
        self.server_state.default_headers = [
            *self.server_state.default_headers,
            (b"connection", b"close"),
        ]
        latest = time.monotonic() + DRAIN_SECONDS
        while self.server_state.connections and time.monotonic() < latest and not self.force_exit:
            await asyncio.sleep(0.02)


def in_terminal() -> bool:
    """Whether a hangup means that the terminal was closed, and with it what ran there."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def loads_from_disk() -> bool:
    """Whether the program on the disk can be loaded at all; a broken one must not replace this."""
    tried = subprocess.run(
        [sys.executable, "-c", "import portal.app, portal.commands.registered"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if tried.returncode != 0:
        said = tried.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.error("not renewed, the program on the disk does not load: %s", said)
    return tried.returncode == 0


def _config(settings: Settings, app: object, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        http=CounterProtocol,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
        h11_max_incomplete_event_size=16 * 1024,
        backlog=4096,
        lifespan="on",
    )


def serve_one(
    settings: Settings,
    host: str,
    port: int,
    listener: socket.socket,
    words: str,
    *,
    renewable: bool = True,
) -> int:
    """Serve in this process until stopped; 0, 1 for a failure, or RENEW to begin anew."""
    from portal.app import create_app

    app = create_app(settings)
    door = CommandDoor(settings, app.database)
    door.open()
    server = _Server(_config(settings, app, host, port), words, renewable)
    try:
        # uvicorn closes what it is given; the socket itself must outlive a renewal.
        uvloop.run(server.serve(sockets=[listener.dup() for _ in range(DOORS)]))
    finally:
        door.close()
        # Closed by the app already, unless it never got as far as starting.
        app.database.close()
    if not server.started:
        return 1
    return RENEW if server.renewing else 0
