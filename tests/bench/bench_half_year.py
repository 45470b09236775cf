"""A half-year's work of a planner: 25,000 new answers come in, are read, and a plan is made.

Run it alone as `python -m tests.bench half_year`; beside the same rows brought into a bare table.
"""

import csv
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ml.planner import make_plan
from portal.bringing_in import STORING, import_sheets
from portal.database import Database, open_database, utc_now
from portal.demo import BANK
from portal.demo_comments import read_bank
from portal.demo_folder import write_folder
from portal.demo_world import build_world
from portal.evidence import gather
from portal.labelling import label_everything
from portal.planning_limits import Limits, best_plan
from portal.settings import Settings
from portal.spreadsheets import read_source
from tests.bench.bench_intake import scratch
from tests.bench.table import Line, at_most, printed, told

NEW = 25_000
TODAY, STARTS = date(2026, 11, 28), date(2027, 1, 1)
BUDGET_RUPIAH = 300_000_000
MOST_TIMES_BARE = 40.0


def province(folder: Path) -> tuple[Path, Path]:
    """The demo's province in two folders: all that was before, and the newest answers alone."""
    before, new = folder / "before", folder / "new"
    before.mkdir()
    new.mkdir()
    world = build_world(TODAY)
    write_folder(world, read_bank(BANK), before, lambda _done, _total: None)
    head, *rows = list(csv.reader((before / "responses.csv").open(encoding="utf-8")))
    sent = head.index("submitted_at")
    rows.sort(key=lambda row: row[sent])
    for target, part in ((before, rows[:-NEW]), (new, rows[-NEW:])):
        with (target / "responses.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *part])
    return before, new


def bring_in(database: Database, folder: Path) -> float:
    """What `suara import` does with a folder; seconds of processor time until all is stored."""
    begun, stored = time.process_time(), [0.0]

    def tell(step: str, _done: int, _total: int) -> None:
        if step == STORING:
            stored[0] = time.process_time()

    sheets = read_source(folder)
    import_sheets(database, sheets, actor="bench", source="bench", now=utc_now(), tell=tell)
    return stored[0] - begun


def bare(path: Path, rows: Path) -> None:
    """The floor: the same rows into one indexed table through a raw cursor, nothing checked."""
    raw = sqlite3.connect(path)
    with rows.open(encoding="utf-8", newline="") as file:
        head, *found = list(csv.reader(file))
    raw.execute(f"create table answer ({', '.join(head)}, primary key (response_id))")
    raw.execute("create index ix_answer on answer (counter_code, submitted_at)")
    raw.executemany(f"insert into answer values ({', '.join('?' * len(head))})", found)
    raw.commit()
    raw.close()


def seconds_of(work: Callable[[], object]) -> float:
    """Processor time of some work: a busy neighbour does not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> list[Line]:
    """Measure and return the lines."""
    with scratch() as folder:
        before, new = province(folder)
        database = open_database(f"sqlite:///{folder / 'suara.db'}")
        settings = Settings(database_url=database.url)
        bring_in(database, before)
        label_everything(database, settings, lambda _done, _total: None)
        stored: list[float] = []
        brought = seconds_of(lambda: stored.append(bring_in(database, new)))
        read = seconds_of(lambda: label_everything(database, settings, lambda _done, _total: None))
        planned = seconds_of(
            lambda: best_plan(
                gather(database, STARTS), Limits(BUDGET_RUPIAH), make_plan, starts=STARTS, seed=0
            )
        )
        database.close()
        floor = seconds_of(lambda: bare(folder / "bare.db", new / "responses.csv"))
    whole = f"{brought:.1f} + {read:.1f} + {planned:.1f} s of processor time"
    return [
        told(
            f"{NEW:,} answers read, checked, masked and stored; their public figures",
            f"{stored[0]:.1f}; {brought - stored[0]:.1f} s of processor time",
            "seconds",
        ),
        told(f"{NEW:,} answers brought in, their comments read, a plan made", whole, "seconds"),
        at_most(
            f"import of {NEW:,} answers with all public figures over a bare table",
            brought * 1000,
            floor * 1000,
            MOST_TIMES_BARE,
            "ms",
        ),
    ]


if __name__ == "__main__":
    print(printed(main()))
