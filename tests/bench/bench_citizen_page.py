"""How heavy the survey is, and how soon it can be used on a poor phone: beside a bare form.

Chromium emulates slow 3G (400 ms round trip, 400 kbit/s) and a CPU slowed four times. Usable is
when the first answer can be tapped: the page is parsed and laid out. Run it as
`python -m tests.bench.bench_citizen_page`.
"""

import gzip
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from portal.app import create_app
from portal.database import open_database
from portal.settings import Settings
from surveys.rules.codes import complete_counter_code
from tests.builders import build_place
from tests.portal.conftest import CHROMIUM, CHROMIUM_OPTIONS

ROUND_TRIP_MS = 400
BYTES_PER_SECOND = 400_000 / 8
CPU_SLOWDOWN = 4
VISITS = 5
HEAVIEST_BYTES = 14 * 1024
LATEST_SECONDS = 1.2
# When the first answer can be seen, and how much came over the network until then.
LOOK = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const page = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  done([Math.max(paint ? paint.startTime : 0, page.domInteractive), page.transferSize,
        performance.getEntriesByType('resource').length + 1]);
})))"""


@dataclass(frozen=True)
class Visit:
    """One page opened by a newcomer several times: the median, and from when to when."""

    name: str
    packed_bytes: int
    requests: int
    usable_seconds: float
    soonest: float
    latest: float


def bare_form() -> bytes:
    """Nine questions with four answers each in plain markup: the least that could ask them."""
    questions = "".join(
        f"<fieldset><legend>Pertanyaan {number}</legend>"
        + "".join(
            f"<label><input type=radio name=u{number} value={value}>{value}</label>"
            for value in range(1, 5)
        )
        + "</fieldset>"
        for number in range(1, 10)
    )
    head = "<!DOCTYPE html><html lang=id><meta charset=utf-8><meta name=viewport"
    head += " content='width=device-width'><title>Survei</title><link rel=icon href='data:,'>"
    return f"{head}<form method=post>{questions}<button>Kirim</button></form>".encode()


async def _bare_app(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    body = gzip.compress(bare_form(), 9)
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-encoding", b"gzip"),
        (b"content-length", b"%d" % len(body)),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def served(app: Any) -> tuple[str, Callable[[], None]]:
    """Serve an app on a free port; returns its address and how to stop it."""
    config = uvicorn.Config(app, port=0, log_level="error", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]

    def stop() -> None:
        server.should_exit = server.force_exit = True
        thread.join()

    return f"http://127.0.0.1:{port}", stop


def visit(browser: Browser, name: str, address: str) -> Visit:
    """Open an address as a newcomer would, several times."""
    times: list[float] = []
    size = requests = 0
    for _ in range(VISITS):
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        slow = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
        session.send(
            "Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP_MS, **slow}
        )
        page.goto(address)
        usable, size, requests = page.evaluate(LOOK)
        times.append(usable / 1000)
        context.close()
    return Visit(name, size, requests, statistics.median(times), min(times), max(times))


def measure() -> list[Visit]:
    """The survey in its forms, and the bare form last."""
    code = complete_counter_code(b"a" * 14)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'suara.db'}")
        database.write(lambda c: build_place(c, "A", public_code=code, services=3))
        settings = Settings(database_url=database.url, background=False)
        portal, stop_portal = served(create_app(settings, database))
        bare, stop_bare = served(_bare_app)
        pages = {
            "survey": f"{portal}/s/{code}",
            "survey, English": f"{portal}/s/{code}?lang=en",
            "survey, kiosk": f"{portal}/s/{code}?mode=kiosk",
            "thank-you page": f"{portal}/s/{code}/thanks",
            "bare form": bare,
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=list(CHROMIUM_OPTIONS)
            )
            found = [visit(browser, name, address) for name, address in pages.items()]
            browser.close()
        stop_portal()
        stop_bare()
        database.close()
    return found


def main() -> int:
    """Print the table; 1 where the survey is heavier or later than promised."""
    visits = measure()
    print(f"Slow 3G ({ROUND_TRIP_MS} ms, 400 kbit/s), CPU slowed {CPU_SLOWDOWN} times,")
    print(f"median of {VISITS} first visits; promised: {HEAVIEST_BYTES} bytes, {LATEST_SECONDS} s")
    print(f"{'page':<18}{'bytes sent':>12}{'requests':>10}{'usable after':>14}  from, to")
    for one in visits:
        print(
            f"{one.name:<18}{one.packed_bytes:>12}{one.requests:>10}{one.usable_seconds:>12.2f} s"
            f"  {one.soonest:.2f}, {one.latest:.2f}"
        )
    survey = visits[0]
    kept = survey.packed_bytes <= HEAVIEST_BYTES and survey.usable_seconds <= LATEST_SECONDS
    return 0 if kept and survey.requests == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
