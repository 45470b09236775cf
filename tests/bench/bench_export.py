"""Everything out of a database: a million answers as CSV beside a plain writer over a raw cursor.

Run it alone as `python -m tests.bench.bench_export`; `--short` takes a tenth of it.
"""

import csv
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from portal.database import open_database
from portal.documents.tables import write_tables
from surveys.exchange_export import IMPORT_TABLES, outgoing
from surveys.rules.codes import complete_counter_code
from tests.bench.bench_intake import scratch
from tests.bench.table import Line, at_most, in_turns, printed, told
from tests.builders import build_place

SECONDS = 10.0
COLUMNS = ", ".join(f"u{n}" for n in range(1, 10))
MIXED = ", ".join(f"1 + (n * {n + 6}) % 4" for n in range(1, 10))


def fill(url: str, count: int) -> None:
    """So many answers, every tenth with a comment, written by the database itself."""
    database = open_database(url)
    place = database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    database.close()
    raw = sqlite3.connect(url.removeprefix("sqlite:///"))
    raw.execute(
        f"with recursive k(n) as (select 1 union all select n + 1 from k where n < {count})"
        " insert into response (issued_on, form_key, digest, submitted_at, local_date, counter_id,"
        f" unit_id, questionnaire_id, channel, helped, {COLUMNS}, overall, age_band, sex, lang,"
        " marks, excluded) select '2026-06-01', printf('%020d', n), 'abcdefghijk',"
        f" '2026-06-01 02:03:04.000000', '2026-06-01', {place.counter_id}, {place.unit_id}, 1,"
        f" 'qr', 0, {MIXED}, 3, '26-35', 'P', 'id', 0, 0 from k"
    )
    raw.execute(
        "insert into complaint (id, unit_id, counter_id, local_date, text, receipt, private,"
        " status, confidential, danger, needs_review) select id, unit_id, counter_id, local_date,"
        " 'antre lama sekali dan petugas kurang ramah', printf('%013d', id), 0, 'new', 0, 0, 0"
        " from response where id % 10 = 0"
    )
    raw.commit()
    raw.close()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of some work: a busy neighbour does not count."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def plain(url: str, target: Path) -> None:
    """The floor: the same query through a raw cursor into the plain writer, nothing looked at."""
    query = next(table for table in IMPORT_TABLES if table.name == "responses").query["sqlite"]
    raw = sqlite3.connect(url.removeprefix("sqlite:///"))
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(raw.execute(query))
    raw.close()


def main() -> list[Line]:
    """Measure and return the lines."""
    count = 100_000 if "--short" in sys.argv else 1_000_000
    with scratch() as folder:
        url = f"sqlite:///{folder / 'suara.db'}"
        fill(url, count)
        database = open_database(url)

        def ours(form: str) -> Callable[[], object]:
            return lambda: database.read_at_once(
                lambda c: write_tables(outgoing(c), folder / form, form, count, lambda *_: None)
            )

        own, floor = in_turns(
            3,
            lambda: timed(ours("csv")),
            lambda: timed(lambda: plain(url, folder / "plain.csv")),
        )
        parquet = timed(ours("parquet"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        book = timed(ours("xlsx")) if count <= 100_000 or "--long" in sys.argv else None
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        database.close()
    lines = [
        at_most(f"{count:,} answers and all other tables as CSV", own, floor, 2.0, "ms"),
        told("a million of them", f"{own * 1000 / count:.1f} s", "under 10 s alone"),
        told("the same as Parquet", f"{parquet / 1000:.1f} s"),
    ]
    if book is not None:
        lines.append(told("the same as a workbook", f"{book / 1000:.1f} s"))
        lines.append(told("memory that the workbook added", f"{(after - before) / 1024:.0f} MB"))
    return lines


if __name__ == "__main__":
    print(printed(main()))
