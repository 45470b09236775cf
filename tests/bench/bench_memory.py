"""Whether the memory of the web process stays where it is, however much it has taken.

Run it alone as `python -m tests.bench.bench_memory`; `--million` sends a million answers.
"""

import sys

from tests import trained
from tests.bench.bench_intake import Sender, scratch, stored
from tests.bench.servers import portal_serving, prepare
from tests.bench.table import Line, printed

MEGABYTE = 2**20
CHUNK = 2_000
SENT = 20_000
MOST_MEGABYTES = 150.0
MOST_GROWTH = 1.1
"""Beside the first tenth, by whose end every page and every table of the process is filled."""


def main() -> list[Line]:
    """Send, look at the memory after each tenth, and return the lines."""
    total = 1_000_000 if "--million" in sys.argv else SENT
    held: list[float] = []
    with scratch() as folder:
        prepared = prepare(f"sqlite:///{folder / 'suara.db'}")
        sender = Sender(prepared)
        with portal_serving(prepared.url, trained.data_dir(folder), background="1") as server:
            while sender.thanked < total:
                sender.send(server, CHUNK)
                if sender.thanked % (total // 10) == 0:
                    held.append(server.resident_bytes() / MEGABYTE)
                    # A million take a while; whoever waits, or stops it, sees how it goes.
                    told = f"{sender.thanked:,} answers: {held[-1]:.1f} MB"
                    print(told, file=sys.stderr, flush=True)
        assert stored(prepared) == sender.thanked
    first, last = held[0], held[-1]
    return [
        Line(
            f"memory after {total:,} answers, beside the first tenth",
            f"{last:.0f} MB",
            f"{first:.0f} MB",
            f"{last / first:.2f} x",
            f"at most {MOST_GROWTH:g} x",
            last <= first * MOST_GROWTH,
        ),
        Line(
            "memory of the web process, classifier in use",
            f"{max(held):.0f} MB",
            "",
            "",
            f"under {MOST_MEGABYTES:.0f} MB",
            max(held) < MOST_MEGABYTES,
        ),
    ]


if __name__ == "__main__":
    print(printed(main()))
