"""Full intake with and without reading and learning beside it, and how far reading falls behind.

Run it alone as `python -m tests.bench.bench_background`; `--long` sends ten times as much.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from portal.database import open_for_reading, utc_now
from portal.relearning import ask_to_learn
from portal.settings import Settings
from tests import trained
from tests.bench.bench_intake import CONNECTIONS, Sender, scratch, stored
from tests.bench.driver import Drive
from tests.bench.servers import Prepared, Server, portal_serving, prepare
from tests.bench.table import Line, at_least, at_most, in_turns, printed, told

ROUNDS = 5
POSTS = 1500
TAIL = 0.99


def unread_in(prepared: Prepared) -> Callable[[], int]:
    """How many comments nobody has read yet, asked of the database itself."""
    engine = open_for_reading(prepared.url)

    def unread() -> int:
        with engine.connect() as connection:
            query = "select count(*) from complaint where read_by is null"
            return int(connection.exec_driver_sql(query).scalar() or 0)

    return unread


def reading_rate(unread: Callable[[], int], most_seconds: float) -> float:
    """Comments read a second once nobody sends any more, over what is waiting then."""
    before, began = unread(), time.perf_counter()
    left = before
    while left and time.perf_counter() - began < most_seconds:
        time.sleep(0.05)
        left = unread()
    return (before - left) / (time.perf_counter() - began)


def begin_to_learn(settings: Settings) -> Callable[[], bool]:
    """Let a serving portal learn again, wait until it does; returns whether it still does."""
    ask_to_learn(settings, utc_now())
    running = settings.models_dir / "training.running"
    ends = time.monotonic() + 60
    while not running.exists():
        if time.monotonic() > ends:
            raise RuntimeError("the portal did not begin to learn within a minute")
        time.sleep(0.1)
    # The first seconds go by with starting and loading; the load is to meet the work itself.
    time.sleep(5)
    return running.exists


def beside(folder: Path, rounds: int, count: int) -> list[Line]:
    """The same load on two portals in turns; one of them reads what it is sent."""
    (folder / "alone").mkdir()
    alone = prepare(f"sqlite:///{folder / 'alone' / 'suara.db'}")
    reading = prepare(f"sqlite:///{folder / 'suara.db'}")
    senders = Sender(alone), Sender(reading)
    drives: tuple[list[Drive], list[Drive]] = ([], [])
    data_dir = trained.data_dir(folder)

    def send(place: int, server: Server) -> float:
        drives[place].append(senders[place].send(server, count, CONNECTIONS))
        return drives[place][-1].rate

    with (
        portal_serving(alone.url, folder / "alone") as quiet,
        portal_serving(reading.url, data_dir, background="1") as busy,
    ):
        unread = unread_in(reading)
        for place, server in enumerate((quiet, busy)):
            senders[place].send(server, 300)
        rate, with_reading = in_turns(rounds, lambda: send(0, quiet), lambda: send(1, busy))
        behind = unread()
        pace = reading_rate(unread, 20.0)
        child = sum(one.memory_info().rss for one in busy.children()) / 2**20
        drives_before = [len(each) for each in drives]
        learning = begin_to_learn(Settings(database_url=reading.url, data_dir=data_dir))
        plain, with_learning = in_turns(rounds, lambda: send(0, quiet), lambda: send(1, busy))
        still = learning()
    assert stored(reading) == senders[1].thanked
    assert still, "it had learnt before the load ended; nothing was measured beside it"
    reads, learns = (
        [
            sorted(one.latency(TAIL) for one in each[part])[rounds // 2] * 1000
            for each, part in zip(drives, parts, strict=True)
        ]
        for parts in (
            [slice(until) for until in drives_before],
            [slice(since, None) for since in drives_before],
        )
    )
    return [
        at_least("POST while comments are read", with_reading, rate, 0.9, "a second"),
        at_most("99 of 100 answered while comments are read", reads[1], reads[0], 1.5, "ms"),
        at_least("POST while it reads and learns again", with_learning, plain, 0.9, "a second"),
        at_most("99 of 100 answered while it learns again", learns[1], learns[0], 1.5, "ms"),
        told("comments read a second, once nobody sends", f"{pace:,.0f}", "1,000, or told"),
        told("comments waiting at the end of the load", f"{behind:,}", "told by /metrics"),
        told("memory of the reading process", f"{child:.0f} MB"),
    ]


def main() -> list[Line]:
    """Measure and return the lines."""
    more = 10 if "--long" in sys.argv else 1
    with scratch() as folder:
        return beside(folder, ROUNDS, POSTS * more)


if __name__ == "__main__":
    print(printed(main()))
