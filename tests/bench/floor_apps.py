"""Bare applications on the portal's server software: the least that could do the work.

`hello` answers every request with five letters. `store` reads and parses the survey's body with
the standard library and commits what waits in groups with raw sqlite3 or psycopg: one table, no
masking, no counts. `row` does the same with a commit for each row. None imports the portal.
"""

import asyncio
import sqlite3
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any
from urllib.parse import parse_qsl

import uvicorn

COLUMNS = (
    "form_key text primary key, path text, u1 int, u2 int, u3 int, u4 int, u5 int, u6 int, u7 int,"
    " u8 int, u9 int, overall int, age_band text, sex text, education text, occupation text,"
    " lang text, comment text"
)
NUMBERS = (*(f"u{number}" for number in range(1, 10)), "overall")
WORDS = ("age_band", "sex", "education", "occupation", "lang", "comment")
INSERT = "insert into answer values ({}) on conflict do nothing".format(", ".join(["{0}"] * 18))

Row = tuple[object, ...]
Store = Callable[[list[Row]], None]


def sqlite_store(path: str) -> Store:
    """Commits rows to a file as the portal does: WAL and a full flush."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=wal", "synchronous=full"):
        connection.execute(f"pragma {pragma}")
    connection.execute(f"create table if not exists answer ({COLUMNS})")
    words = INSERT.format("?")

    def store(rows: list[Row]) -> None:
        connection.execute("begin immediate")
        connection.executemany(words, rows)
        connection.execute("commit")

    return store


def postgresql_store(url: str) -> Store:
    """Commits rows to PostgreSQL, flushed at every commit."""
    import psycopg

    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    connection = psycopg.connect(plain, autocommit=True, prepare_threshold=None)
    connection.execute(f"create table if not exists answer ({COLUMNS})")
    words = INSERT.format("%s")

    def store(rows: list[Row]) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(words, rows)

    return store


class GroupWriter:
    """A thread that commits what waits and then wakes whoever waited."""

    def __init__(self, store: Store, most: int) -> None:
        self._store = store
        self._most = most
        self._queue: SimpleQueue[tuple[Row, asyncio.Future[None]]] = SimpleQueue()
        threading.Thread(target=self._loop, daemon=True).start()

    def soon(self, row: Row) -> "asyncio.Future[None]":
        """Done when the row is on disk."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put((row, future))
        return future

    def _loop(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < self._most and not self._queue.empty():
                batch.append(self._queue.get())
            self._store([row for row, _ in batch])
            loop = batch[0][1].get_loop()
            loop.call_soon_threadsafe(_wake, [future for _, future in batch])


def _wake(futures: "list[asyncio.Future[None]]") -> None:
    for future in futures:
        future.set_result(None)


def _row(path: str, body: bytes) -> Row:
    fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=64))
    numbers = (int(fields[name]) for name in NUMBERS)
    return (fields["key"], path, *numbers, *(fields[name] for name in WORDS))


def storing(writer: GroupWriter) -> Any:
    """The application that stores."""
    headers = [(b"location", b"/thanks"), (b"content-length", b"0")]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        await writer.soon(_row(scope["path"], body))
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return app


async def hello(_scope: Any, _receive: Any, send: Any) -> None:
    """The application that says hello."""
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


def application(kind: str, url: str) -> Any:
    """The application of that name."""
    if kind == "hello":
        return hello
    sqlite = url.startswith("sqlite:///")
    store = sqlite_store(url.removeprefix("sqlite:///")) if sqlite else postgresql_store(url)
    return storing(GroupWriter(store, 1 if kind == "row" else 1000))


if __name__ == "__main__":
    uvicorn.run(
        application(sys.argv[1], sys.argv[3]),
        port=int(sys.argv[2]),
        log_level="error",
        access_log=False,
        lifespan="off",
        loop="uvloop",
        http="httptools",
        server_header=False,
        backlog=4096,
    )
