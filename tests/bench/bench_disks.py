"""Answers on an ordinary disk, and on PostgreSQL.

Run it alone as `python -m tests.bench.bench_disks`; `--long` sends ten times as much.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.bench_intake import CONNECTIONS, MICRO, Sender, scratch, stored
from tests.bench.servers import Server, floor_serving, portal_serving, prepare
from tests.bench.table import Line, at_least, in_turns, printed, told
from tests.conftest import PostgresServer, _postgresql_binaries

ROUNDS = 3
SHIM = Path(__file__).with_name("slow_flush.c")


def slow_disk(count: int) -> list[Line]:
    """Five milliseconds more a flush: groups beside a commit for each row."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return [told("POST with 5 ms more a flush", "not measured: there is no gcc")]
    with scratch() as folder:
        shim = folder / "slow_flush.so"
        command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(shim), str(SHIM), "-ldl"]
        subprocess.run(command, check=True)
        prepared = prepare(f"sqlite:///{folder / 'suara.db'}")
        sender, floor_sender = Sender(prepared), Sender(prepared)
        os.environ["LD_PRELOAD"] = str(shim)
        try:
            with (
                portal_serving(prepared.url, folder) as portal,
                floor_serving("row", f"sqlite:///{folder / 'floor.db'}") as floor,
            ):
                os.environ.pop("LD_PRELOAD")
                sender.send(portal, 200)
                rate, floor_rate = in_turns(
                    ROUNDS,
                    lambda: sender.send(portal, count, 128).rate,
                    lambda: floor_sender.send(floor, count // 10, 128).rate,
                )
        finally:
            os.environ.pop("LD_PRELOAD", None)
        assert stored(prepared) == sender.thanked
    what = "POST with 5 ms more a flush, beside a commit a row"
    return [at_least(what, rate, floor_rate, 10, "a second")]


def on_postgresql(count: int) -> list[Line]:
    """The same answers on PostgreSQL, by one process and by two."""
    binaries = _postgresql_binaries()
    if binaries is None:
        return [told("POST on PostgreSQL", "not measured: there is no PostgreSQL")]
    server = PostgresServer(binaries, flushed=True)
    try:
        with scratch() as folder:
            return _on_postgresql(server, folder, count)
    finally:
        server.stop()


def _on_postgresql(server: PostgresServer, folder: Path, count: int) -> list[Line]:
    prepared = prepare(server.fresh_database("suara"))
    sender, floor_sender = Sender(prepared), Sender(prepared)
    with (
        portal_serving(prepared.url, folder) as portal,
        floor_serving("store", server.fresh_database("floor")) as floor,
    ):
        sender.send(portal, 300)
        floor_sender.send(floor, 300)
        rate, floor_rate = in_turns(
            ROUNDS,
            lambda: sender.send(portal, count).rate,
            lambda: floor_sender.send(floor, count).rate,
        )
        one = cpu_per_answer(portal, sender, count, CONNECTIONS)
    with portal_serving(prepared.url, folder, workers=2) as portal:
        sender.send(portal, 600)
        two = cpu_per_answer(portal, sender, 2 * count, 2 * CONNECTIONS)
        shared = cpu_per_answer(portal, sender, count, CONNECTIONS)
    assert stored(prepared) == sender.thanked
    ratio = two / one
    return [
        at_least("POST on PostgreSQL, 32 connections", rate, floor_rate, 0.6, "a second"),
        Line(
            "processor time of a POST, two processes beside one, 32 connections each",
            f"{two:,.0f} µs",
            f"{one:,.0f} µs",
            f"{ratio:.2f} x",
            "at most 1.2 x",
            ratio <= 1.2,
        ),
        told(
            "the same where two share 32 connections: smaller batches",
            f"{shared:,.0f} µs, {shared / one:.2f} x",
        ),
    ]


def cpu_per_answer(server: Server, sender: Sender, count: int, connections: int) -> float:
    """Microseconds of all processes of the portal for each answer."""
    before = server.cpu_seconds()
    sender.send(server, count, connections)
    return (server.cpu_seconds() - before) * MICRO / count


def main() -> list[Line]:
    """Measure and return the lines."""
    more = 10 if "--long" in sys.argv else 1
    return [*slow_disk(1500 * more), *on_postgresql(1500 * more)]


if __name__ == "__main__":
    print(printed(main()))
