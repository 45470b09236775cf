"""The database: reading connections, and the one writer that commits in groups.

Nothing else in the portal commits. On SQLite one process holds the file for writing (a lock
beside it says so); on PostgreSQL every process has a writer of its own.
"""

import asyncio
import fcntl
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from surveys.errors import Busy, SurveyError
from surveys.migrations import HEAD
from surveys.responses import Draft, Stored, store_drafts

T = TypeVar("T")

log = logging.getLogger("suara")

BATCH_LIMIT = 1000
MIGRATIONS = Path(__file__).parent.parent / "surveys" / "migrations"


class Locked(SurveyError):
    """Another process is writing to this SQLite file."""


@dataclass(frozen=True)
class Database:
    """One database: `reader` for looking, `writer` for everything that changes it."""

    url: str
    reader: Engine
    writer: "Writer"
    lock: TextIO | None

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use."""
        return self.url.startswith("sqlite")

    def read(self, look: Callable[[Connection], T]) -> T:
        """What `look` finds, on a connection that cannot write."""
        with self.reader.connect() as connection:
            return look(connection)

    async def read_async(self, look: Callable[[Connection], T]) -> T:
        """The same in a thread, so that the event loop goes on."""
        return await asyncio.to_thread(self.read, look)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction of the writer; returns once it is committed."""
        return self.writer.run(work).result()

    async def write_async(self, work: Callable[[Connection], T]) -> T:
        """The same, awaited."""
        return await asyncio.wrap_future(self.writer.run(work))

    def close(self) -> None:
        """Finish what is queued, then let go of the file."""
        self.writer.close()
        self.reader.dispose()
        if self.lock is not None:
            self.lock.close()


def _sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _sqlite_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=wal",
        "synchronous=full",
        "foreign_keys=on",
        "busy_timeout=10000",
        "cache_size=-65536",
        "temp_store=memory",
    ):
        connection.execute(f"pragma {pragma}")


def _sqlite_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("query_only=on", "busy_timeout=10000", "foreign_keys=on", "cache_size=-16384"):
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
        pool_pre_ping=True,
        connect_args={"prepare_threshold": None, "options": "-c synchronous_commit=on"},
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


@dataclass(slots=True)
class _Waiting:
    """A draft and where its answer goes: an asyncio future on a loop, or a plain one."""

    draft: Draft
    loop: asyncio.AbstractEventLoop | None
    future: "asyncio.Future[Stored] | Future[Stored]"


@dataclass(slots=True)
class _Work:
    run: Callable[[Connection], Any]
    future: "Future[Any]"


class Writer:
    """Takes what waits, writes it in one transaction, and answers only after COMMIT."""

    def __init__(self, engine: Engine, queue_limit: int) -> None:
        self._engine = engine
        self._limit = queue_limit
        self._queue: SimpleQueue[_Waiting | _Work | None] = SimpleQueue()
        self._closing = False
        self.batches = 0
        self.failures = 0
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many drafts and other changes have not been taken yet."""
        return self._queue.qsize()

    def _refuse_when_full(self) -> None:
        if self._closing or self._queue.qsize() >= self._limit:
            raise Busy

    def store_soon(self, draft: Draft) -> "asyncio.Future[Stored]":
        """A future that is done when the draft is on disk; raises Busy when the queue is full."""
        self._refuse_when_full()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Stored] = loop.create_future()
        self._queue.put(_Waiting(draft, loop, future))
        return future

    def store(self, draft: Draft) -> Stored:
        """Store one draft from a thread; returns after COMMIT."""
        self._refuse_when_full()
        future: Future[Stored] = Future()
        self._queue.put(_Waiting(draft, None, future))
        return future.result()

    def run(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Queue any other change; its future is done after COMMIT."""
        future: Future[T] = Future()
        if self._closing:
            future.set_exception(Busy())
        else:
            self._queue.put(_Work(work, future))
        return future

    def close(self) -> None:
        """Write what still waits, then stop."""
        self._closing = True
        self._queue.put(None)
        self._thread.join()
        self._engine.dispose()

    def _loop(self) -> None:
        while True:
            batch: list[_Waiting] = []
            item = self._queue.get()
            while isinstance(item, _Waiting):
                batch.append(item)
                if len(batch) == BATCH_LIMIT or self._queue.empty():
                    break
                item = self._queue.get()
            if batch:
                self._write(batch)
            if isinstance(item, _Work):
                self._do(item)
            elif item is None:
                return

    def _do(self, work: _Work) -> None:
        try:
            with self._engine.begin() as connection:
                result = work.run(connection)
        except BaseException as problem:  # whoever waits must hear of it, whatever it was
            work.future.set_exception(problem)
        else:
            work.future.set_result(result)

    def _store(self, drafts: list[Draft]) -> list[Stored]:
        with self._engine.begin() as connection:
            return store_drafts(connection, drafts)

    def _write(self, batch: list[_Waiting]) -> None:
        self.batches += 1
        try:
            stored = self._store([one.draft for one in batch])
        except DBAPIError as problem:
            if problem.connection_invalidated or _is_outage(problem) or len(batch) == 1:
                self._fail(batch, problem)
            else:
                # One bad row never fails its neighbours: each gets a transaction of its own.
                for one in batch:
                    self._write([one])
            return
        except (SQLAlchemyError, OSError) as problem:
            self._fail(batch, problem)
            return
        except Exception as problem:
            if len(batch) == 1:
                self._fail(batch, problem)
            else:
                for one in batch:
                    self._write([one])
            return
        _answer(batch, stored)

    def _fail(self, batch: list[_Waiting], problem: Exception) -> None:
        self.failures += 1
        log.error("could not store %d responses: %s", len(batch), type(problem).__name__)
        log.debug("the cause", exc_info=problem)
        _answer(batch, Busy() if isinstance(problem, (DBAPIError, OSError)) else problem)


def _is_outage(problem: DBAPIError) -> bool:
    """Whether the database as a whole is unwell (full, locked, away), not one row wrong."""
    from sqlalchemy.exc import InterfaceError, OperationalError

    return isinstance(problem, (OperationalError, InterfaceError))


def _answer(batch: list[_Waiting], answer: list[Stored] | Exception) -> None:
    """Hand out the answers, waking each event loop once for the whole batch."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Any, Stored | Exception]]] = {}
    for place, one in enumerate(batch):
        result = answer if isinstance(answer, Exception) else answer[place]
        if one.loop is None:
            _settle([(one.future, result)])
        else:
            loops.setdefault(one.loop, []).append((one.future, result))
    for loop, results in loops.items():
        try:
            loop.call_soon_threadsafe(_settle, results)
        except RuntimeError:
            continue  # the loop is closed: nobody is left to be answered


def _settle(results: list[tuple[Any, Stored | Exception]]) -> None:
    for future, result in results:
        if future.done():
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)


def utc_now() -> datetime:
    """The moment, in UTC; the one clock of the portal."""
    return datetime.now(UTC)
