"""For whoever runs the portal: is it alive, may it be sent requests, and how is it doing.

Looking writes nothing. The figures are of this process since it started; none of them tells what
anybody answered.
"""

import asyncio
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal.access import PUBLIC
from portal.database import Database
from portal.jobs import BackgroundState
from surveys import readings
from surveys.errors import NotFound

READ_SECONDS = 3.0
NEVER_KEPT = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
EXPOSITION = "text/plain; version=0.0.4"


@get("/healthz", opt={"access": PUBLIC}, sync_to_thread=False)
def healthz() -> Response[dict[str, str]]:
    """Alive: the loop answers. A process that does not is to be started again."""
    return Response({"status": "ok"}, headers=NEVER_KEPT)


@get("/readyz", opt={"access": PUBLIC})
async def readyz(database: NamedDependency[Database]) -> Response[dict[str, str]]:
    """Ready: answers can be stored and pages looked up; otherwise 503 and what is wrong."""
    trouble = await _trouble(database)
    if trouble is None:
        return Response({"status": "ready"}, headers=NEVER_KEPT)
    return Response(
        {"status": "not ready", "why": trouble},
        status_code=503,
        headers={**NEVER_KEPT, "retry-after": "5"},
    )


async def _trouble(database: Database) -> str | None:
    """What keeps the portal from taking answers, in words without addresses or names."""
    writer = database.writer
    if not writer.alive:
        return "the writer has stopped"
    if writer.trouble is not None:
        return "the database takes no answers"
    if writer.waiting >= writer.limit:
        return "the queue of answers is full"
    try:
        await asyncio.wait_for(database.read_async(_look), READ_SECONDS)
    except TimeoutError:
        return "the database does not answer in time"
    except SQLAlchemyError:
        return "the database cannot be read"
    return None


def _look(connection: Connection) -> None:
    connection.exec_driver_sql("select version_num from alembic_version")


@get("/metrics", opt={"access": PUBLIC})
async def metrics(
    request: Request[Any, Any, Any], database: NamedDependency[Database]
) -> Response[bytes]:
    """Figures of this process for Prometheus; only for programs on the same machine."""
    if not _is_local(request):
        raise NotFound("/metrics")
    state = request.state.portal.background.state
    try:
        waiting = await database.read_async(readings.count_unread)
    except SQLAlchemyError:
        # The other figures are worth most while the database is unwell.
        waiting = None
    body = "".join(_lines(database, state, waiting)).encode("utf-8")
    return Response(body, media_type=EXPOSITION, headers=NEVER_KEPT)


def _is_local(request: Request[Any, Any, Any]) -> bool:
    """Whether the request was made on this machine, and not merely passed on by a proxy on it."""
    client = request.client
    if client is None or "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ip_address(client.host).is_loopback
    except ValueError:
        return False


def _lines(database: Database, background: BackgroundState, waiting: int | None) -> Iterator[str]:
    writer = database.writer
    figures: tuple[tuple[str, str, str, float], ...] = (
        ("responses_stored_total", "counter", "Answers thanked for, retries too.", writer.stored),
        ("responses_failed_total", "counter", "Answers not stored, told so.", writer.failures),
        ("batches_total", "counter", "Transactions of answers.", writer.batches),
        ("queue_waiting", "gauge", "Answers waiting for the writer.", writer.waiting),
        ("queue_limit", "gauge", "Answers that may wait.", writer.limit),
        ("database_taking", "gauge", "1 while answers can be stored.", writer.trouble is None),
        ("background_running", "gauge", "1 while texts are read.", background.running),
        ("texts_read_total", "counter", "Texts read by the classifier.", background.read_total),
        ("reader_deaths_total", "counter", "Ends of the reader.", background.child_deaths),
    )
    for name, kind, words, value in figures:
        yield f"# HELP suara_{name} {words}\n# TYPE suara_{name} {kind}\n"
        yield f"suara_{name} {int(value)}\n"
    if waiting is not None:
        yield "# HELP suara_texts_waiting Comments that nobody has read yet.\n"
        yield f"# TYPE suara_texts_waiting gauge\nsuara_texts_waiting {waiting}\n"
    if background.model_version is not None:
        yield "# HELP suara_model The classifier in use.\n# TYPE suara_model gauge\n"
        yield f'suara_model{{version="{background.model_version}"}} 1\n'


ROUTES: tuple[ControllerRouterHandler, ...] = (healthz, readyz, metrics)
