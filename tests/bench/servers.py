"""Servers for benches and proofs: each a process of its own, measured with all its children."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from portal.database import open_database
from portal.secret import load_secret
from surveys.rules.codes import complete_counter_code
from tests.builders import Place, build_place

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 120.0
NO_LIMIT = "1000000000"


def free_port() -> int:
    """A port on which nothing listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A process that serves on a port."""

    process: "subprocess.Popen[bytes]"
    port: int

    def cpu_seconds(self) -> float:
        """Processor time of the process and everything it started."""
        own = psutil.Process(self.process.pid)
        total = 0.0
        for one in (own, *own.children(recursive=True)):
            try:
                spent = one.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += spent.user + spent.system
        return total

    def resident_bytes(self) -> int:
        """Memory of the web process itself."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def children(self) -> list[psutil.Process]:
        """What it has started."""
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End it as an operator does; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


def listens(port: int) -> bool:
    """Whether somebody takes connections on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return False
    return True


# As systemd hands a socket on: it is number 3, and the number of the process is told.
HANDING_ON = 'export LISTEN_PID=$$ LISTEN_FDS=1; number=$1; shift; exec "$@" 3<&"$number"'


def _started(
    command: list[str],
    port: int,
    environment: dict[str, str],
    held: socket.socket | None = None,
) -> Server:
    if held is not None:
        command = ["bash", "-c", HANDING_ON, "bash", str(held.fileno()), *command]
    process = subprocess.Popen(
        command,
        pass_fds=() if held is None else (held.fileno(),),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
    )
    latest = time.monotonic() + PATIENCE_SECONDS
    while not listens(port):
        if process.poll() is not None:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
        if time.monotonic() > latest:
            process.kill()
            raise RuntimeError(f"{' '.join(command)} does not listen on {port}")
        time.sleep(0.02)
    return Server(process, port)


def start_portal(
    url: str,
    folder: Path,
    *,
    workers: int = 1,
    port: int = 0,
    held: socket.socket | None = None,
    **settings: str,
) -> Server:
    """`suara serve` over a database, without limits on how fast one counter may be answered.

    held : a listening socket that it takes over instead of making its own.
    """
    port = held.getsockname()[1] if held is not None else port or free_port()
    environment = {
        "SUARA_DATABASE_URL": url,
        "SUARA_DATA_DIR": str(folder),
        "SUARA_COUNTER_RATE_PER_SECOND": NO_LIMIT,
        "SUARA_ADDRESS_RATE_PER_SECOND": NO_LIMIT,
        "SUARA_BACKGROUND": "0",
        **{f"SUARA_{name.upper()}": value for name, value in settings.items()},
    }
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port)]
    return _started([*command, "--workers", str(workers)], port, environment, held)


@contextmanager
def portal_serving(url: str, folder: Path, **more: object) -> Iterator[Server]:
    """A portal for the length of a block."""
    server = start_portal(url, folder, **more)  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def floor_serving(kind: str, url: str = "", **environment: str) -> Iterator[Server]:
    """A bare application of tests.bench.floor_apps on the same server software."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.floor_apps", kind, str(port), url]
    server = _started(command, port, environment)
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True)
class Prepared:
    """A database with counters to answer at, and the key that signs their forms."""

    url: str
    secret: bytes
    places: tuple[Place, ...]


def prepare(url: str, counters: int = 20) -> Prepared:
    """Make the tables and so many counters, each of an own unit."""
    database = open_database(url)
    try:
        secret = database.write(load_secret)
        places = []
        for number in range(counters):
            code = complete_counter_code(b"bench%09d" % number)
            places.append(
                database.write(
                    lambda c, n=number, code=code: build_place(c, f"B{n}", public_code=code)
                )
            )
    finally:
        database.close()
    return Prepared(url, secret, tuple(places))
