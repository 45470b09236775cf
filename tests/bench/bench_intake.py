"""The survey's page and its answers, each beside the least that could do the same.

Run it alone as `python -m tests.bench.bench_intake`; `--long` sends ten times as much.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.driver import Drive, drive
from tests.bench.servers import Prepared, Server, floor_serving, portal_serving, prepare
from tests.bench.table import Line, at_least, at_most, in_turns, printed, told
from tests.bench.visits import get, surveys

ROUNDS = 5
GETS = 3000
POSTS = 2000
CONNECTIONS = 32
WIDE = 256
WAVES = 110
"""So many answers a connection that those who came first, all at once, are below one in 100."""
MICRO = 1e6


class Sender:
    """Sends surveys that were never sent before, and counts what was thanked."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._seed = 0
        self.thanked = 0

    def send(self, server: Server, count: int, connections: int = CONNECTIONS) -> Drive:
        """Send so many; every reply must be thanks."""
        self._seed += 1
        sent = surveys(self._prepared, count, self._seed)
        done = drive(server.port, [one.request for one in sent], connections)
        assert done.statuses == {303: count}, done.statuses
        self.thanked += count
        return done


def cpu_per_request(server: Server, requests: list[bytes], connections: int) -> float:
    """Microseconds of processor time of the server for each request."""
    before = server.cpu_seconds()
    done = drive(server.port, requests, connections)
    assert done.statuses == {200: len(requests)}, done.statuses
    return (server.cpu_seconds() - before) * MICRO / len(requests)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for databases that nobody needs afterwards."""
    with tempfile.TemporaryDirectory(prefix="suara-bench-") as name:
        yield Path(name)


def stored(prepared: Prepared) -> int:
    """How many rows there are, and whether the counts agree with them, once nobody serves."""
    from portal.database import open_database
    from surveys import rollups

    database = open_database(prepared.url)
    try:
        assert not database.read(lambda c: rollups.recount(c, lambda done, total: None))
        query = "select count(*) from response"
        return int(database.read(lambda c: c.exec_driver_sql(query).scalar()) or 0)
    finally:
        database.close()


def pages(rounds: int, count: int) -> list[Line]:
    """GET of the whole page with a fresh key, beside a hello and beside rendering it."""
    with scratch() as folder:
        prepared = prepare(f"sqlite:///{folder / 'suara.db'}")
        asked = [get(f"/s/{place.public_code}") for place in prepared.places]
        requests = [asked[n % len(asked)] for n in range(count)]
        with portal_serving(prepared.url, folder) as portal, floor_serving("hello") as floor:
            for server in (portal, floor):
                drive(server.port, requests[:400], CONNECTIONS)
            page, hello = in_turns(
                rounds,
                lambda: cpu_per_request(portal, requests, CONNECTIONS),
                lambda: cpu_per_request(floor, requests, CONNECTIONS),
            )
        rendered = render_microseconds(prepared)
    return [
        at_most("GET of the survey, processor time a request", page, hello, 2.5, "µs"),
        at_least(
            "rendering the page each time, beside the whole GET", rendered + hello, page, 6, "µs"
        ),
    ]


def render_microseconds(prepared: Prepared, times: int = 200) -> float:
    """What it costs to render the page and pack it, without serving it."""
    import gzip
    import time

    from portal.citizen_pages import Variant
    from portal.database import open_database, utc_now
    from portal.form_views import FormViews
    from surveys import places

    database = open_database(prepared.url)
    code = prepared.places[0].public_code
    counter = database.read(lambda c: places.open_counter(c, code, utc_now()))
    database.close()
    views, variant = FormViews(False), Variant("id", False)
    view_of = views.form
    began = time.process_time()
    for _ in range(times):
        gzip.compress(view_of(counter, variant, "k" * 36, "").body(), 6)
    return (time.process_time() - began) * MICRO / times


def answers(rounds: int, count: int) -> list[Line]:
    """POST, durable on SQLite, beside the bare application with the same group commit."""
    with scratch() as folder:
        prepared = prepare(f"sqlite:///{folder / 'suara.db'}")
        sender, floor_sender = Sender(prepared), Sender(prepared)
        floor_url = f"sqlite:///{folder / 'floor.db'}"
        with (
            portal_serving(prepared.url, folder) as portal,
            floor_serving("store", floor_url) as floor,
        ):
            sender.send(portal, 300)
            floor_sender.send(floor, 300)
            cpu: dict[str, float] = {"portal": portal.cpu_seconds(), "floor": floor.cpu_seconds()}
            rate, floor_rate = in_turns(
                rounds,
                lambda: sender.send(portal, count).rate,
                lambda: floor_sender.send(floor, count).rate,
            )
            each = MICRO / (rounds * count)
            cpu_portal = (portal.cpu_seconds() - cpu["portal"]) * each
            cpu_floor = (floor.cpu_seconds() - cpu["floor"]) * each
            narrow = sender.send(portal, count, 32)
            wide = sender.send(portal, WAVES * WIDE, WIDE)
        assert stored(prepared) == sender.thanked
    return [
        at_least("POST on SQLite, 32 connections", rate, floor_rate, 0.6, "a second"),
        told(
            "processor time of a POST", f"{cpu_portal:,.0f} µs beside {cpu_floor:,.0f} µs of floor"
        ),
        told("99 of 100 answered, 32 connections", f"{narrow.latency(0.99) * 1000:,.0f} ms", "50"),
        told("99 of 100 answered, 256 connections", f"{wide.latency(0.99) * 1000:,.0f} ms", "150"),
        told("all of 256 who connect and send at once", f"{slowest(wide, WIDE) * 1000:,.0f} ms"),
    ]


def slowest(done: Drive, first: int) -> float:
    """The time in seconds within which the first so many were answered."""
    return max(reply.seconds for reply in done.replies[:first] if reply is not None)


def main() -> list[Line]:
    """Measure and return the lines."""
    more = 10 if "--long" in sys.argv else 1
    return [*pages(ROUNDS, GETS * more), *answers(ROUNDS, POSTS * more)]


if __name__ == "__main__":
    print(printed(main()))
