"""What tests of pages share: a small place with a portal over it, asked plainly or by Chromium."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn

from portal.app import App, create_app
from portal.database import Database, open_database
from portal.explaining import Explainer
from portal.settings import Settings
from surveys.results_report import SkmReport
from surveys.rules.codes import complete_counter_code
from tests import trained
from tests.builders import Place, build_place
from tests.conftest import PostgresServer, missing
from tests.databases import new_database
from tests.portal.complaint_desk import Desk, make_desk
from tests.portal.planning_province import bring_in_whole, whole_province_in
from tests.portal.rated_agency import Agency, make_agency
from tests.portal.registered import Registry
from tests.portal.reported_unit import fill, made

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
_count = iter(range(1_000_000))
PUBLIC_CODE = complete_counter_code(b"a" * 14)


@dataclass
class Asked:
    """A portal without a network between, asked one request at a time."""

    app: App
    database: Database
    place: Place

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request; redirects are not followed."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Look at a page."""
        return self.request("GET", path, **more)

    def send(self, path: str = "", **fields: str) -> httpx.Response:
        """Send the survey of the place with these fields."""
        return self.send_body(urlencode(fields, encoding="utf-8"), path)

    def send_body(self, body: str | bytes, path: str = "", **headers: str) -> httpx.Response:
        """Send a body as a form sends it."""
        return self.request(
            "POST",
            path or f"/s/{self.place.public_code}",
            content=body,
            headers={"content-type": "application/x-www-form-urlencoded", **headers},
        )

    def rows(self, question: str) -> list[Any]:
        """What stands in the database."""
        return self.database.read(lambda c: list(c.exec_driver_sql(question)))


def settings_for(database: Database, **more: Any) -> Settings:
    """Settings for a portal over a database, with nothing running beside it."""
    return Settings(database_url=database.url, background=False, **more)


@pytest.fixture
def place(database: Database) -> Place:
    """One counter with one service, on each kind of database."""
    return database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE))


@pytest.fixture
def portal(database: Database, place: Place) -> Asked:
    """A portal over that place."""
    return Asked(create_app(settings_for(database), database), database, place)


@pytest.fixture
def report(tmp_path: Path) -> SkmReport:
    """The report of a unit with 24 sheets of a quarter."""
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    found = database.read(made)
    database.close()
    return found


@pytest.fixture
def desk(tmp_path: Path, explainer: Explainer) -> Iterator[Desk]:
    """Four texts at one counter, and the people who answer for them."""
    database = new_database(tmp_path / "suara.db")
    yield make_desk(database, tmp_path, explainer)
    database.close()


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """Two agencies that nobody has rated yet."""
    database = new_database(tmp_path / "suara.db")
    yield make_agency(database)
    database.close()


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Registry:
    """Two agencies whose places are kept by hand, on each kind of database."""
    return Registry(database, tmp_path / "data")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Registry]:
    """The same on SQLite alone, where nothing of the database matters."""
    database = new_database(tmp_path / "a.db")
    yield Registry(database, tmp_path / "data")
    database.close()


@pytest.fixture
def browsing(chromium: Any) -> Iterator[Any]:
    """Opens windows of a new browser profile each; all are closed at the end."""
    opened = []

    def open_page(width: int = 360, height: int = 740, **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(8000)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def province_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the whole sample province, on each kind of database."""
    if request.param == "sqlite":
        return whole_province_in(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgresql")
    held = server.holding("whole_province", bring_in_whole)
    return server.fresh_database(f"province_{os.getpid()}_{next(_count)}", like=held)


@pytest.fixture
def whole_province(province_url: str) -> Iterator[Database]:
    """The same, opened."""
    database = open_database(province_url)
    yield database
    database.close()


@dataclass
class Served:
    """A portal that listens on a port, for a browser."""

    address: str
    database: Database
    place: Place

    def form(self, query: str = "") -> str:
        """The address of the survey."""
        return f"{self.address}/s/{self.place.public_code}{query}"

    def rows(self, question: str) -> list[Any]:
        """What stands in the database."""
        return self.database.read(lambda c: list(c.exec_driver_sql(question)))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A portal on a free port over a fresh SQLite file with one counter and two services."""
    database = new_database(tmp_path / "suara.db")
    place = database.write(lambda c: build_place(c, "A", public_code=PUBLIC_CODE, services=2))
    app = create_app(settings_for(database), database)
    config = uvicorn.Config(app, port=0, log_level="error", access_log=False)  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", database, place)
    server.should_exit = True
    # A browser may hold a connection open; the test is over, so nobody waits for it.
    server.force_exit = True
    thread.join()
    database.close()


@pytest.fixture(scope="session")
def explainer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explainer]:
    """One process that finds the words for all tests: starting it takes longer than they do."""
    folder = trained.data_dir(tmp_path_factory.mktemp("explainer"))
    shared = Explainer(Settings(data_dir=folder))
    yield shared
    shared.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, started once a file; skipped (in CI: failed) where there is none.

    Its driver keeps an event loop in this thread, so it must not outlive the file that asks for it.
    """
    if not CHROMIUM.exists() or not os.access(CHROMIUM, os.X_OK):
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(CHROMIUM_OPTIONS)
        )
        yield browser
        browser.close()


@pytest.fixture
def opened() -> Iterator[Callable[[str], Database]]:
    """Opens databases by their addresses; all are closed in the end."""
    held: list[Database] = []

    def make(url: str) -> Database:
        held.append(open_database(url))
        return held[-1]

    yield make
    for database in held:
        database.close()
