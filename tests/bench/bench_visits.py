"""A whole visit by somebody new: what connecting, looking, sending and the thanks cost together.

Run it alone as `python -m tests.bench.bench_visits`; `--long` makes ten times as many.
"""

import sys

from tests.bench.bench_intake import CONNECTIONS, MICRO, scratch
from tests.bench.driver import drive
from tests.bench.servers import Prepared, Server, portal_serving, prepare
from tests.bench.table import Line, printed, told
from tests.bench.visits import get, surveys

VISIT_MICROSECONDS = 1000.0


def whole_visits(count: int) -> list[Line]:
    """Connect and look; connect again, send, and read the thanks.

    Answering takes longer than an idle connection is kept, so that sending opens a second one; a
    browser reads the thanks on the same.
    """
    with scratch() as folder:
        prepared = prepare(f"sqlite:///{folder / 'suara.db'}")
        with portal_serving(prepared.url, folder) as portal:
            # Every counter has shown each of its pages to somebody before.
            visit(portal, prepared, 500, 1)
            before = portal.cpu_seconds()
            visit(portal, prepared, count, 2)
            each = (portal.cpu_seconds() - before) * MICRO / count
            resident = portal.resident_bytes() / 2**20
    return [
        Line(
            "a whole visit of somebody new, processor time",
            f"{each:,.0f} µs",
            "",
            "",
            f"at most {VISIT_MICROSECONDS:,.0f} µs",
            each <= VISIT_MICROSECONDS,
        ),
        told("memory of the web process afterwards", f"{resident:.0f} MB", "under 150"),
    ]


def visit(portal: Server, prepared: Prepared, count: int, seed: int) -> None:
    """So many visits, every page looked at."""
    sent = surveys(prepared, count, seed)
    codes = [place.public_code for place in prepared.places]
    looks = [get(f"/s/{codes[n % len(codes)]}") for n in range(count)]
    assert drive(portal.port, looks, CONNECTIONS, keep_alive=False).statuses == {200: count}
    posts = [one.request for one in sent]
    done = drive(
        portal.port,
        posts,
        CONNECTIONS,
        keep_alive=False,
        then=lambda reply: get(reply.header(b"location").decode("ascii")),
    )
    assert done.statuses == {303: count}
    assert done.followed == {200: count}


def main() -> list[Line]:
    """Measure and return the lines."""
    return whole_visits(3000 * (10 if "--long" in sys.argv else 1))


if __name__ == "__main__":
    print(printed(main()))
