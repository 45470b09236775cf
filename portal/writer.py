"""The one writer of a process: takes what waits, commits it in one transaction, then answers.

Nobody is thanked before COMMIT has returned. A batch that fails because of one row is halved until
that row stands alone; a database that is away is asked again by the writer itself until it is
back, and meanwhile whoever sends is told at once to try later.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from portal.batches import store_batch
from portal.outages import PROBES, is_outage, kind_of
from portal.waiting import Answered, Waiting, answer_all, settle
from surveys.errors import Busy
from surveys.responses import Draft, Stored

T = TypeVar("T")

log = logging.getLogger("suara")

BATCH_LIMIT = 1000
PROBE_SECONDS = 1.0
TRIES = 3
RETRIED_STATES = ("40001", "40P01")
"""PostgreSQL's serialization failure and deadlock: the same succeeds a moment later."""


def _passing(problem: DBAPIError) -> bool:
    return getattr(problem.orig, "sqlstate", None) in RETRIED_STATES


@dataclass(slots=True)
class _Work:
    run: Callable[[Connection], Any]
    future: "Future[Any]"


class Writer:
    """Owns the only writing connection of a process and the thread that uses it."""

    def __init__(self, engine: Engine, queue_limit: int) -> None:
        self.engine = engine
        self._limit = queue_limit
        self._sqlite = engine.dialect.name == "sqlite"
        self._queue: SimpleQueue[list[Waiting] | _Work | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._count = 0
        self._gathered: dict[asyncio.AbstractEventLoop, list[Waiting]] = {}
        self._closing = False
        self.batches = 0
        self.stored = 0
        self.failures = 0
        self.trouble: str | None = None
        """The kind of the outage that lasts, or None while the database takes what is written."""
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many drafts have not been taken yet."""
        return self._count

    @property
    def alive(self) -> bool:
        """Whether anything that is queued now will be answered."""
        return self._thread.is_alive() and not self._closing

    @property
    def limit(self) -> int:
        """How many may wait."""
        return self._limit

    def _admit(self) -> None:
        # While the database is away nobody waits for it in a queue: one at a time is enough to
        # notice that it is back, and the others are told at once.
        limit = self._limit if self.trouble is None else min(self._limit, 1)
        with self._gate:
            if self._closing or self._count >= limit:
                raise Busy
            self._count += 1

    def _put(self, waiting: list[Waiting]) -> None:
        with self._gate:
            if not self._closing:
                self._queue.put(waiting)
                return
            self._count -= len(waiting)
        answer_all(waiting, Busy())

    def hand_over(self, draft: Draft, answered: Answered) -> None:
        """Have a draft stored, and `answered` told once it is on disk or could not be stored.

        Raises Busy when the queue is full. What one turn of the loop has read goes to the writer
        together: it then finds many at once, and does not take the interpreter from the loop for
        each of them.
        """
        self._admit()
        loop = asyncio.get_running_loop()
        gathered = self._gathered.get(loop)
        if gathered is None:
            gathered = self._gathered[loop] = []
            loop.call_soon(self._hand_over, loop)
        gathered.append(Waiting(draft, loop, answered))

    def store_soon(self, draft: Draft) -> "asyncio.Future[Stored]":
        """A future that is done when the draft is on disk; raises Busy when the queue is full."""
        future: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self.hand_over(draft, partial(settle, future))
        return future

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        self._put(self._gathered.pop(loop))

    def store(self, draft: Draft) -> Stored:
        """Store one draft from a thread; returns after COMMIT."""
        self._admit()
        future: Future[Stored] = Future()
        self._put([Waiting(draft, None, partial(settle, future))])
        return future.result()

    def run(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Queue any other change; its future is done after COMMIT."""
        future: Future[T] = Future()
        with self._gate:
            if self._closing:
                future.set_exception(Busy())
            else:
                self._queue.put(_Work(work, future))
        return future

    def close(self) -> None:
        """Write what still waits, then stop; what comes later is refused. Closing twice is fine."""
        with self._gate:
            if not self._closing:
                self._closing = True
                self._queue.put(None)
        self._thread.join()
        self.engine.dispose()

    def _loop(self) -> None:
        while True:
            try:
                if self._take():
                    return
            except Exception:
                # Whatever it was, the next answer must find a writer.
                log.exception("the writer goes on after a failure")

    def _take(self) -> bool:
        """Take what waits and write it; True once the writer is closed."""
        batch: list[Waiting] = []
        try:
            item = self._queue.get(timeout=None if self.trouble is None else PROBE_SECONDS)
        except Empty:
            self._probe()
            return False
        while isinstance(item, list):
            batch += item
            if len(batch) >= BATCH_LIMIT or self._queue.empty():
                break
            item = self._queue.get()
        with self._gate:
            self._count -= len(batch)
        if batch:
            self._write(batch)
        if isinstance(item, _Work):
            self._do(item)
        return item is None

    def _do(self, work: _Work) -> None:
        # Whoever asked may have gone before it began; once it has begun, it is carried through.
        if not work.future.set_running_or_notify_cancel():
            return
        try:
            self._find_again()
            result = self._carried_out(work)
        except BaseException as problem:  # whoever waits must hear of it, whatever it was
            if is_outage(problem):
                self._note(problem)
            work.future.set_exception(problem)
        else:
            self.trouble = None
            work.future.set_result(result)

    def _carried_out(self, work: _Work) -> Any:
        """The result of other work, begun again where another writer was in its way.

        The database has then taken back all of it, and what a work notes elsewhere it notes last.
        """
        for left in range(TRIES - 1, -1, -1):
            try:
                with self.engine.begin() as connection:
                    return work.run(connection)
            except DBAPIError as problem:
                if not _passing(problem) or not left:
                    raise
        raise AssertionError("unreachable")

    def _find_again(self) -> None:
        """Have a fresh connection where the server has let go of ours.

        A batch finds one by itself; to ask before each would be half of its trips.
        """
        if self._sqlite:
            return
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("select 1")
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise

    def _write(self, batch: list[Waiting]) -> None:
        try:
            stored = self._stored([one.draft for one in batch])
        except Exception as problem:
            if is_outage(problem) or len(batch) == 1:
                self._fail(batch, problem)
                return
            # One bad row never fails its neighbours: halves, until it stands alone.
            middle = len(batch) // 2
            self._write(batch[:middle])
            self._write(batch[middle:])
            return
        self.trouble = None
        self.stored += len(batch)
        answer_all(batch, stored)

    def _stored(self, drafts: list[Draft]) -> list[Stored]:
        """Store a batch, again where the trouble is over by itself: keys make that harmless."""
        for left in range(TRIES - 1, -1, -1):
            self.batches += 1
            try:
                return store_batch(self.engine, drafts)
            except DBAPIError as problem:
                if not (problem.connection_invalidated or _passing(problem)) or not left:
                    raise
        raise AssertionError("unreachable")

    def _fail(self, batch: list[Waiting], problem: Exception) -> None:
        self.failures += len(batch)
        if is_outage(problem):
            self._note(problem)
        else:
            log.error("could not store %d responses: %s", len(batch), kind_of(problem))
        log.debug("the cause", exc_info=problem)
        answer_all(batch, Busy() if isinstance(problem, (DBAPIError, OSError)) else problem)

    def _note(self, problem: BaseException) -> None:
        if self.trouble is None:
            log.error("the database takes no answers: %s", kind_of(problem))
        self.trouble = kind_of(problem)
        if self.engine.dialect.name == "sqlite":
            # After a failed write a fresh connection reads the file as it stands.
            self.engine.dispose()

    def _probe(self) -> None:
        """Ask whether the database takes writes again."""
        try:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(PROBES[self.engine.dialect.name])
        except Exception as problem:
            self._note(problem)
            return
        log.warning("the database takes answers again, after: %s", self.trouble)
        self.trouble = None
