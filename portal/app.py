"""create_app(settings): the one place where the parts of the portal are joined."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from litestar import Litestar, Request, Response, Router, get
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath
from litestar.types import Receive, Send
from sqlalchemy.exc import SQLAlchemyError

from portal.access import PUBLIC, Visitor, check_access, declared_access, visitor_of
from portal.assets import assets
from portal.controllers import ROUTES
from portal.controllers.responses import CitizenPages
from portal.database import Database, open_database
from portal.explaining import Explainer
from portal.exports import ExportDesk
from portal.forms import StaffForm, read_staff_form
from portal.imports import ImportDesk
from portal.jobs import Background
from portal.limits import RECEIPT_TRIES_PER_SECOND, RateLimits
from portal.model_seal import models_key
from portal.pages import keep_language
from portal.problems import show_problem
from portal.secret import load_secret
from portal.settings import Settings
from portal.sign_ins import SignIns
from surveys import counters
from surveys.errors import Busy

log = logging.getLogger("suara")

DESCRIPTION = (
    "Published figures of public services, and the survey of a counter for other systems. "
    "Figures move in steps of at least five answers; a response is stored before it is thanked for."
)
SCANS_SECONDS = 60.0
"""How often scans of retired codes and closed counters, counted in memory, are stored."""


@dataclass
class Portal:
    """The joined parts, as every request carries them in its state."""

    settings: Settings
    database: Database
    secret: bytes
    models_key: bytes
    sign_ins: SignIns
    background: Background
    exports: ExportDesk
    imports: ImportDesk
    explainer: Explainer
    limits: RateLimits
    receipt_tries: RateLimits
    places_changed: Callable[[], None]


@get("/static/{name:str}", opt={"access": PUBLIC}, sync_to_thread=False)
def asset(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    """A file named by its content, kept for ever by whoever has it."""
    found = assets().get(name)
    if found is None:
        raise NotFoundException
    headers = {
        "cache-control": "public, max-age=31536000, immutable",
        "etag": found.etag,
        "vary": "accept-encoding",
        "x-content-type-options": "nosniff",
    }
    if request.headers.get("if-none-match") == found.etag:
        return Response(b"", status_code=304, headers=headers)
    body = found.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = found.packed, "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


def _settings(request: Request[Any, Any, Any]) -> Settings:
    found: Settings = request.state.portal.settings
    return found


def _database(request: Request[Any, Any, Any]) -> Database:
    found: Database = request.state.portal.database
    return found


def _explainer(request: Request[Any, Any, Any]) -> Explainer:
    found: Explainer = request.state.portal.explainer
    return found


def _portal(request: Request[Any, Any, Any]) -> Portal:
    found: Portal = request.state.portal
    return found


def _visitor(request: Request[Any, Any, Any]) -> Visitor | None:
    return visitor_of(request)


async def _form(request: Request[Any, Any, Any]) -> StaffForm:
    return await read_staff_form(request)


def join(settings: Settings, database: Database, places_changed: Callable[[], None]) -> Portal:
    """The parts of a portal over an open database."""
    secret = database.write(load_secret)
    key = models_key(database, settings)
    sign_ins = SignIns(database, secret, secure=settings.secure_cookies)
    return Portal(
        settings,
        database,
        secret,
        key,
        sign_ins,
        Background(settings, database, key),
        ExportDesk(settings, database),
        ImportDesk(settings, database, places_changed),
        Explainer(settings, key),
        RateLimits(settings.counter_rate_per_second, settings.address_rate_per_second),
        RateLimits(0, RECEIPT_TRIES_PER_SECOND),
        places_changed,
    )


@cache
def framework() -> Litestar:
    """Every route of staff and public, made once a process; one without access is refused.

    It belongs to no portal: each request carries its own, as `state.portal`.
    """
    made = Litestar(
        route_handlers=[asset, *ROUTES],
        dependencies={
            "settings": Provide(_settings, sync_to_thread=False),
            "database": Provide(_database, sync_to_thread=False),
            "explainer": Provide(_explainer, sync_to_thread=False),
            "portal": Provide(_portal, sync_to_thread=False),
            "visitor": Provide(_visitor, sync_to_thread=False),
            "form": Provide(_form),
        },
        guards=[check_access],
        exception_handlers={Exception: show_problem},
        openapi_config=OpenAPIConfig(
            title="Suara Loket",
            version="1",
            description=DESCRIPTION,
            use_handler_docstrings=True,
            # Only the document: the pages that the framework could make of it load from elsewhere.
            render_plugins=[JsonRenderPlugin(path=["/", "/openapi.json"])],
            openapi_router=Router("/schema", route_handlers=[], opt={"access": PUBLIC}),
        ),
        include_in_schema=False,
        request_max_body_size=64 * 1024 * 1024,
        logging_config=None,
    )
    for route in made.routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            if handler is not None and not handler.fn.__module__.startswith("litestar"):
                declared_access(handler)
    return made


class App:
    """The portal as an ASGI application: the citizen's pages bare, everything else by Litestar."""

    def __init__(self, settings: Settings, database: Database | None = None) -> None:
        self._owned = database is None
        self.database = database or open_database(
            settings.database_url, queue_limit=settings.queue_limit
        )
        self.portal = join(settings, self.database, self._forget_places)
        self.citizens = CitizenPages(
            settings,
            self.database,
            self.portal.secret,
            self.portal.limits,
            self.portal.receipt_tries,
        )
        self.litestar = framework()

    def _forget_places(self) -> None:
        self.citizens.forget_counters()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Hand a request to whoever answers it."""
        if scope["type"] == "http" and self.citizens.answers(scope["path"]):
            await self.citizens(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            scope.setdefault("state", {})["portal"] = self.portal
            await self.litestar(scope, receive, keep_language(scope, send))

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        async with self._running():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        if self.portal.settings.background:
            self.portal.background.start()
            self.portal.exports.start()
            self.portal.imports.start()
        stopping = asyncio.Event()
        counting = asyncio.create_task(self._count_scans(stopping))
        try:
            yield
        finally:
            stopping.set()
            await counting
            self.portal.explainer.stop()
            self.portal.exports.stop()
            self.portal.imports.stop()
            self.portal.background.stop()
            if self._owned:
                self.database.close()

    async def _count_scans(self, stopping: asyncio.Event) -> None:
        """Store counted scans every minute, and once more at the end."""
        while not stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), SCANS_SECONDS)
            survey = self.citizens.survey
            scans, survey.retired_scans = survey.retired_scans, {}
            if not scans:
                continue
            try:
                await self.database.write_async(partial(counters.count_scans, scans=scans))
            except (Busy, SQLAlchemyError):
                log.warning("scans of retired codes could not be stored yet")
                for code, seen in scans.items():
                    survey.retired_scans[code] = survey.retired_scans.get(code, 0) + seen


def create_app(settings: Settings, database: Database | None = None) -> App:
    """The portal, ready to be served; opens (and later closes) the database unless given one."""
    log.setLevel(logging.INFO)
    return App(settings, database)
