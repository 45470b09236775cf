"""What all tests share: both databases, and the options of a long run."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import pytest

from portal.database import Database, open_database
from tests.databases import new_file
from tests.made_once import FOLDER

IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` runs the proofs in full length."""
    parser.addoption("--long", action="store_true", help="run the proofs in full length")


def pytest_configure(config: pytest.Config) -> None:
    """The processes of a run share what is made once; the one that started them owns it."""
    # Tests start the portal a hundred times, and compiling it takes longer than starting it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="suara-made-once-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True))


def missing(what: str) -> None:
    """Skip where something of the machine is missing; in CI that is a failure."""
    if IN_CI:
        pytest.fail(f"{what} is missing on this machine")
    pytest.skip(f"{what} is missing on this machine")


def _postgresql_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    plain = shutil.which("initdb")
    return Path(plain).parent if plain else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresServer:
    """A server of Debian's binaries in a temporary folder on a private port."""

    def __init__(self, binaries: Path, *, flushed: bool = False) -> None:
        """flushed : whether a commit waits for the disk, as on a server that people rely on."""
        self.binaries = binaries
        self.flushed = flushed
        # A server refuses to run as root, so it gets its own user and a folder of that user.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="suara-pg-", dir="/tmp"))
        self.port = _free_port()
        self._held: set[str] = set()
        if self.user:
            shutil.chown(self.folder, self.user)
        self._as_server(
            "initdb",
            "-D",
            str(self.folder / "d"),
            "-U",
            "suara",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        self.process = self.start()

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self.binaries / program), *arguments]

    def _as_server(self, program: str, *arguments: str) -> None:
        subprocess.run(
            self._command(program, *arguments),
            user=self.user,
            check=True,
            capture_output=True,
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers."""
        process = subprocess.Popen(
            self._command(
                "postgres",
                "-D",
                str(self.folder / "d"),
                "-p",
                str(self.port),
                "-h",
                "127.0.0.1",
                "-k",
                str(self.folder),
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=256MB",
                # A killed process loses nothing that the system holds; only a power cut would.
                "-c",
                f"fsync={'on' if self.flushed else 'off'}",
            ),
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )
        self.process = process
        for _ in range(200):
            ready = subprocess.run(
                self._command("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)),
                check=False,
            )
            if ready.returncode == 0:
                return process
            if process.poll() is not None:
                break
            subprocess.run(["sleep", "0.05"], check=True)
        raise RuntimeError("PostgreSQL did not start")

    def url(self, name: str) -> str:
        """The address of a database on this server."""
        return f"postgresql+psycopg://suara@127.0.0.1:{self.port}/{name}"

    def fresh_database(self, name: str, *, like: str = "template1") -> str:
        """A new database, empty or a copy of another that nobody uses; returns its address."""
        import psycopg

        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=suara dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')
            connection.execute(f'create database "{name}" template "{like}"')
        return self.url(name)

    @cached_property
    def with_tables(self) -> str:
        """The name of a database with all tables and no rows, to be copied."""
        open_database(self.fresh_database("with_tables")).close()
        return "with_tables"

    def holding(self, name: str, fill: Callable[[Database], None]) -> str:
        """The name of a database that is filled once, to be copied."""
        if name not in self._held:
            database = open_database(self.fresh_database(name, like=self.with_tables))
            fill(database)
            database.close()
            self._held.add(name)
        return name

    def stop(self) -> None:
        """Stop the server by its process and remove its folder."""
        # A fast shutdown: it does not wait for clients that a test left behind.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A running PostgreSQL; skipped (in CI: failed) where there are no binaries."""
    binaries = _postgresql_binaries()
    if binaries is None:
        missing("PostgreSQL")
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            missing("the system user postgres")
    assert binaries is not None
    server = PostgresServer(binaries)
    yield server
    server.stop()


_count = iter(range(1_000_000))


def fresh_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a new database of one kind, with all tables and no rows."""
    if kind == "sqlite":
        return new_file(tmp_path / f"suara-{next(_count)}.db")
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.fresh_database(f"t{os.getpid()}_{next(_count)}", like=server.with_tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database: each test that asks for it runs on both kinds."""
    return fresh_url(request.param, tmp_path, request)


@pytest.fixture(params=["sqlite", "postgresql"])
def url_without_tables(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that no portal has opened yet, of both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.fresh_database(f"t{os.getpid()}_{next(_count)}")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database, opened, on SQLite and on PostgreSQL."""
    opened = open_database(database_url)
    yield opened
    opened.close()
