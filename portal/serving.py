"""The server process: one on SQLite, as many as wanted on PostgreSQL.

SIGTERM ends it once every request under way is answered. SIGHUP renews it: the same process loads
the program anew from the disk and goes on with the same listening socket, so that whoever connects
meanwhile waits a moment and nobody is refused. A new process takes the socket over where whoever
starts it holds it (portal/listening.py).
"""

import asyncio
import contextlib
import dataclasses
import gc
import logging
import os
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
from portal.database import Locked
from portal.doorway import DOORS, Doorway
from portal.listening import begin_anew, listening_socket
from portal.remote import CommandDoor
from portal.settings import BadSetting, Settings

log = logging.getLogger("suara")

DRAIN_SECONDS = 2.0
PATIENCE_SECONDS = 30
RESTART_SECONDS = 1.0
LOOK_SECONDS = 0.1
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
        if number == signal.SIGHUP and not _in_terminal():
            if self._renewable and not self.should_exit:
                # Asking takes a second, and requests are answered meanwhile.
                threading.Thread(target=self._renew, name="renewal", daemon=True).start()
            return
        if self.should_exit and number == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True

    def _renew(self) -> None:
        if _loads() and not self.should_exit:
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


def _in_terminal() -> bool:
    """Whether a hangup means that the terminal was closed, and with it what ran there."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _loads() -> bool:
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


def serve_portal(
    settings: Settings, *, host: str, port: int, workers: int = 1, words: str = ""
) -> int:
    """Serve until stopped; several processes only where the database takes several writers."""
    if workers < 1:
        raise BadSetting(f"--workers is {workers}; expected a whole number from 1 up")
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise BadSetting(
            f"--workers is {workers}; SQLite takes one writing process, expected 1"
            " (PostgreSQL takes more)"
        )
    if threading.current_thread() is not threading.main_thread():
        # Asked for by a command that the serving portal was handed, because it holds the file.
        raise Locked(f"{settings.database_url} is being served by another process of the portal")
    if not _in_terminal():
        # A renewal that is asked for before the start is over would end the process.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    words = words or f"Suara Loket melayani di http://{host}:{port}"
    listener, former = listening_socket(host, port)
    if workers == 1:
        status = _serve_one(settings, host, port, listener, words)
        if status == RENEW:
            begin_anew(listener, [])
        return status
    return _Workers(settings, host, port, listener, words).serve(workers, former)


def _serve_one(
    settings: Settings,
    host: str,
    port: int,
    listener: socket.socket,
    words: str,
    *,
    renewable: bool = True,
) -> int:
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


class _Workers:
    """Several serving processes on one socket, each with a writer of its own."""

    def __init__(
        self, settings: Settings, host: str, port: int, listener: socket.socket, words: str
    ) -> None:
        self._settings = settings
        self._at = (host, port)
        self._listener = listener
        self._words = words
        self._numbers: dict[int, int] = {}
        self._former: set[int] = set()
        self._ending = False
        self._renew = False
        self._forked_at = 0.0

    def serve(self, workers: int, former: list[int]) -> int:
        """Keep so many processes serving until told to end; one that dies is replaced."""
        from portal.database import open_database

        # Tables first, once, so that the workers do not race for it.
        open_database(self._settings.database_url).close()
        self._former = set(former)
        for number in range(workers):
            self._fork(number)
        for signal_number in SIGNALS:
            signal.signal(signal_number, self._asked)
        for child in self._former:
            _tell(child, signal.SIGTERM)
        failed = False
        while self._numbers:
            failed = self._look() or failed
            if self._renew and not self._ending:
                self._renew = False
                if _loads():
                    begin_anew(self._listener, [*self._numbers])
        return 1 if failed else 0

    def _fork(self, number: int) -> None:
        """Fork before anything is opened; the first worker alone does the background work."""
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        child = os.fork()
        if child == 0:
            for signal_number in SIGNALS:
                signal.signal(signal_number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            os._exit(self._serve_as(number))
        self._numbers[child] = number
        self._forked_at = time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)

    def _serve_as(self, number: int) -> int:
        settings = self._settings
        own = dataclasses.replace(settings, background=settings.background and number == 0)
        words = self._words if number == 0 else ""
        try:
            return _serve_one(own, *self._at, self._listener, words, renewable=False)
        except Exception:
            log.exception("a worker could not serve")
            return 1

    def _look(self) -> bool:
        """Look after the children for a moment; one that died is replaced. True for a failure."""
        child, status = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            time.sleep(LOOK_SECONDS)
            return False
        self._former.discard(child)
        number = self._numbers.pop(child, None)
        if number is None:
            return False
        if status != 0 and not self._ending:
            if time.monotonic() - self._forked_at > RESTART_SECONDS:
                log.error("a worker ended with %d; another one starts", status)
                self._fork(number)
                return False
            log.error("a worker ended with %d as soon as it started", status)
        return status != 0

    def _asked(self, number: int, _frame: object) -> None:
        if number == signal.SIGHUP and not _in_terminal():
            self._renew = True
            return
        self._ending = True
        for child in (*self._numbers, *self._former):
            _tell(child, number)


def _tell(child: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)
