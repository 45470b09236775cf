"""The database: reading connections, and the one writer that commits in groups.

Nothing else in the portal commits. On SQLite one process holds the file for writing (a lock
beside it says so); on PostgreSQL every process has a writer of its own.
"""

import asyncio
import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import QueuePool

from portal.writer import Writer
from surveys.errors import SurveyError
from surveys.migrations import HEAD

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent.parent / "surveys" / "migrations"


class Locked(SurveyError):
    """Another process is writing to this SQLite file."""


@dataclass(frozen=True)
class Database:
    """One database: `reader` for looking, `writer` for everything that changes it."""

    url: str
    reader: Engine
    writer: Writer
    lock: TextIO | None

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use."""
        return self.url.startswith("sqlite")

    def read(self, look: Callable[[Connection], T]) -> T:
        """What `look` finds, on a connection that cannot write."""
        with self.reader.connect() as connection:
            return look(connection)

    def read_at_once(self, look: Callable[[Connection], T]) -> T:
        """What `look` finds, all of it as it stood at one moment, however long it looks."""
        return read_at_once(self.reader, look)

    async def read_async(self, look: Callable[[Connection], T]) -> T:
        """The same in a thread, so that the event loop goes on."""
        return await asyncio.to_thread(self.read, look)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction of the writer; returns once it is committed."""
        return self.writer.run(work).result()

    def write_at_once(self, work: Callable[[Connection], T]) -> T:
        """The same with everything that it reads as it stood at one moment.

        On PostgreSQL it fails where another process has written to the same rows since then.
        """
        return self.write(lambda connection: work(_at_one_moment(connection)))

    async def write_async(self, work: Callable[[Connection], T]) -> T:
        """The same, awaited."""
        return await asyncio.wrap_future(self.writer.run(work))

    def close(self) -> None:
        """Finish what is queued, then let go of the file."""
        self.writer.close()
        self.reader.dispose()
        if self.lock is not None:
            self.lock.close()


# A server that vanished without a word is given up after seconds, not after the system's hours.
POSTGRESQL_PATIENCE: dict[str, int] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


def _sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _sqlite_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=wal",
        "synchronous=full",
        "foreign_keys=on",
        # Whoever sends an answer waits for this at most once before being told to try again.
        "busy_timeout=5000",
        # Filled within some ten thousand answers; a larger one would only be memory.
        "cache_size=-16384",
        "temp_store=memory",
        # Whoever sends when the log is carried over waits for two more flushes; 32 MB of it are
        # reached after some thousand answers, and are carried over in less than a second.
        "wal_autocheckpoint=8000",
    ):
        connection.execute(f"pragma {pragma}")


def _sqlite_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    # There may be dozens of these, and the system keeps the pages of the file anyway.
    for pragma in ("query_only=on", "busy_timeout=10000", "foreign_keys=on", "cache_size=-1024"):
        connection.execute(f"pragma {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("begin immediate")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("begin")


def _writing_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0)
        event.listen(engine, "connect", _sqlite_writer)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    # A prepared statement of the server does not survive a pooler that shares connections.
    return create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        connect_args={
            **POSTGRESQL_PATIENCE,
            "prepare_threshold": None,
            "options": "-c synchronous_commit=on -c lock_timeout=10000",
        },
    )


def _reading_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, poolclass=QueuePool, pool_size=12, max_overflow=40)
        event.listen(engine, "connect", _sqlite_reader)
        event.listen(engine, "begin", _begin_deferred)
        return engine
    return create_engine(
        url,
        pool_size=12,
        max_overflow=40,
        pool_pre_ping=True,
        connect_args={
            **POSTGRESQL_PATIENCE,
            "prepare_threshold": None,
            "options": "-c default_transaction_read_only=on",
        },
    )


def _take_lock(url: str) -> TextIO:
    path = _sqlite_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(path.name + ".lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise Locked(f"{path} is being written by another process of the portal") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; a database that is there already is only asked."""
    with engine.connect() as connection:
        if inspect(connection).has_table("alembic_version"):
            found = connection.execute(text("select version_num from alembic_version")).scalar()
            if found == HEAD:
                return
    # Alembic costs a quarter of a second, so a start that needs no step does not load it.
    from alembic import command
    from alembic.config import Config

    steps = Config()
    steps.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Another process may be making the tables; that is worth waiting for.
            connection.execute(text("set local lock_timeout = 0"))
            connection.execute(text("select pg_advisory_xact_lock(7051956)"))
        steps.attributes["connection"] = connection
        command.upgrade(steps, "head")


def open_database(url: str, *, queue_limit: int = 5000) -> Database:
    """Open a database, make its tables where there are none, and start its writer.

    Raises Locked where another process already writes to the SQLite file.
    """
    lock = _take_lock(url) if url.startswith("sqlite") else None
    try:
        writing = _writing_engine(url)
        migrate(writing)
    except BaseException:
        if lock is not None:
            lock.close()
        raise
    return Database(url, _reading_engine(url), Writer(writing, queue_limit), lock)


def open_for_reading(url: str) -> Engine:
    """An engine that only looks, for a look at a database that another process may be writing."""
    engine = _reading_engine(url)
    return engine.execution_options() if engine.pool else engine


def _at_one_moment(connection: Connection) -> Connection:
    """A transaction that has not begun to look yet; on SQLite nobody else writes during it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("set transaction isolation level repeatable read"))
    return connection


def read_at_once(engine: Engine, look: Callable[[Connection], T]) -> T:
    """What `look` finds, all of it as it stood at one moment, however long it looks."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        connection.execute(text("select 1"))
        return look(connection)


def utc_now() -> datetime:
    """The moment, in UTC; the one clock of the portal."""
    return datetime.now(UTC)
