"""The server process: one on SQLite, as many as wanted on PostgreSQL.

SIGTERM ends it once every request under way is answered. SIGHUP renews it: the same process loads
the program anew from the disk and goes on with the same listening socket, so that whoever connects
meanwhile waits a moment and nobody is refused. A new process takes the socket over where whoever
starts it holds it (portal/listening.py).
"""

import contextlib
import dataclasses
import logging
import os
import signal
import socket
import threading
import time

from portal.database import Locked
from portal.listening import begin_anew, listening_socket
from portal.serving_process import RENEW, SIGNALS, in_terminal, loads_from_disk, serve_one
from portal.settings import BadSetting, Settings

log = logging.getLogger("suara")

RESTART_SECONDS = 1.0
LOOK_SECONDS = 0.1


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
    if not in_terminal():
        # A renewal that is asked for before the start is over would end the process.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    words = words or f"Suara Loket melayani di http://{host}:{port}"
    listener, former = listening_socket(host, port)
    if workers == 1:
        status = serve_one(settings, host, port, listener, words)
        if status == RENEW:
            begin_anew(listener, [])
        return status
    return _Workers(settings, host, port, listener, words).serve(workers, former)


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
        from portal.model_seal import models_key

        # Tables and seals first, once, so that the workers do not race for it.
        with contextlib.closing(open_database(self._settings.database_url)) as database:
            models_key(database, self._settings)
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
                if loads_from_disk():
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
            return serve_one(own, *self._at, self._listener, words, renewable=False)
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
        if number == signal.SIGHUP and not in_terminal():
            self._renew = True
            return
        self._ending = True
        for child in (*self._numbers, *self._former):
            _tell(child, number)


def _tell(child: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)
