"""Figures over five million answers, beside a plain scan of the answers themselves.

Run it alone as `python -m tests.bench.bench_reading`; `--quick` takes a tenth of the units
and answers, `--fewer` a fifth of the answers at all units: what a look reads stays as much, and the
scan beside it is a fifth. The answers are made by the database itself; the roll-ups are then proved
equal by a recount.
"""

import sys
import time
from datetime import date
from functools import partial

from sqlalchemy import Connection, insert

from portal.database import Database, open_database
from surveys import comparison, rollups
from surveys.results_parts import parts_of
from surveys.results_trend import figures_in, stretch_to, trend
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import ELEMENTS
from surveys.rules.periods import Kind, containing
from surveys.scope import PlaceScope
from surveys.tables import ServiceCounter
from surveys.tables.responses import COLUMNS
from tests.bench.bench_intake import scratch
from tests.bench.looks import (
    SMALLEST,
    TODAY,
    answer_at,
    keep_all,
    milliseconds,
    of_running_periods,
    once,
)
from tests.bench.table import Line, printed, told
from tests.builders import Place, build_place
from tests.conftest import PostgresServer, _postgresql_binaries

ANSWERS, UNITS = 5_000_000, 200
UNITS_OF_AGENCY, COUNTERS_OF_UNIT = 20, 3
FIRST_DAY = date(2024, 12, 1)
EXPECTED_MILLISECONDS = 200.0
MOST_OF_SCAN = 0.05
# A number between 0 and 1 out of the row's number and a place in the row, the same everywhere.
NUMBERS = {
    "sqlite": "with recursive g(n) as (select 1 union all select n + 1 from g where n < {count})",
    "postgresql": "with g(n) as (select generate_series(1, {count}))",
}
DAY = {
    "sqlite": "date('2024-12-01', '+' || (n / {counters} * 7919 % 720) || ' days')",
    "postgresql": "date '2024-12-01' + (n::bigint / {counters} * 7919 % 720)::int",
}
FALSE = {"sqlite": "0", "postgresql": "false"}
MOMENT = {
    "sqlite": "'2026-01-01 03:00:00.000000'",
    "postgresql": "timestamptz '2026-01-01 03:00:00+00'",
}


def places(connection: Connection, units: int) -> list[Place]:
    """Units with three counters each, twenty units to an agency."""
    made: list[Place] = []
    for number in range(units):
        code = complete_counter_code(b"read%010d" % number)
        first = number // UNITS_OF_AGENCY * UNITS_OF_AGENCY
        agency = made[first].agency_id if number > first else None
        made.append(build_place(connection, f"L{number}", public_code=code, agency_id=agency))
        more = [
            {
                "unit_id": made[-1].unit_id,
                "code": f"L{number}-{extra}",
                "name": f"Loket {extra}",
                "public_code": complete_counter_code(b"more%08d%02d" % (number, extra)),
            }
            for extra in range(1, COUNTERS_OF_UNIT)
        ]
        connection.execute(insert(ServiceCounter), more)
    return made


def fill(connection: Connection, count: int, counters: int) -> None:
    """So many answers over two years and every day of all counters, and what they come to."""
    dialect = connection.dialect.name
    scores = ", ".join(
        f"case when n % {13 + place} = 0 then null"
        f" else 1 + (n * {2654435761 + 40503 * place} / 65536) % 4 end"
        for place in range(len(COLUMNS))
    )
    day = DAY[dialect].format(counters=counters)
    no, at = FALSE[dialect], MOMENT[dialect]
    # A remainder is written with the sign that would otherwise announce a parameter.
    connection.execution_options(no_parameters=True).exec_driver_sql(
        "insert into response (id, issued_on, form_key, digest, submitted_at, local_date,"
        f" counter_id, unit_id, questionnaire_id, channel, helped, {', '.join(COLUMNS)}, overall,"
        " marks, excluded) "
        + NUMBERS[dialect].format(count=count)
        + f" select n, {day}, 'k' || n, 'd', {at}, {day}, c.id, c.unit_id, 1,"
        f" 'qr', {no}, {scores}, 1 + n % 4, 0, {no}"
        f" from g join service_counter c on c.id = 1 + n % {counters}"
    )
    if dialect == "postgresql":
        # The numbers were given by hand; the next answer's must not be one of them.
        connection.exec_driver_sql(
            "select setval(pg_get_serial_sequence('response', 'id'), max(id)) from response"
        )
    rollups.rebuild(connection)


def page(scope: PlaceScope, connection: Connection) -> None:
    """Index, elements, trend over eight quarters, and the parts, as the page of results asks."""
    stretch = stretch_to(connection, scope, containing(TODAY, Kind.QUARTER))
    figures_in(connection, stretch, stretch.last)
    trend(stretch, SMALLEST)
    parts_of(connection, stretch, ELEMENTS[0], TODAY, SMALLEST, {})


def side_by_side(scope: PlaceScope, connection: Connection) -> None:
    """Ranking, funnel and control chart, as the page of comparison asks."""
    quarter = containing(TODAY, Kind.QUARTER)
    comparison.comparison(connection, scope, quarter, TODAY, SMALLEST)


def scan(condition: str, connection: Connection) -> None:
    """The sums of the same stretch from the answers themselves, quarter by quarter."""
    sums = ", ".join(f"sum({column}), count({column})" for column in COLUMNS)
    connection.exec_driver_sql(
        f"select substr(cast(local_date as text), 1, 7), {sums} from response"
        f" where {condition} group by 1"
    ).all()


def measured(database: Database, name: str, count: int) -> list[Line]:
    """The lines of one database."""
    units = UNITS if "--fewer" in sys.argv else UNITS * count // ANSWERS
    made = database.write(lambda connection: places(connection, units))
    began = time.perf_counter()
    database.write(lambda c: fill(c, count, units * COUNTERS_OF_UNIT))
    lines = [told(f"{name}: {count:,} answers made", f"{time.perf_counter() - began:,.0f} s")]
    if not database.is_sqlite:
        with database.writer.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("analyze")
    agency, unit = made[0].agency_id, made[0].unit_id
    within = f"unit_id in (select id from unit where agency_id = {agency})"
    reaches = (
        ("a unit", PlaceScope(unit_id=unit), f"unit_id = {unit}"),
        ("an agency", PlaceScope(agency_id=agency), within),
        ("the whole", PlaceScope(), "1 = 1"),
    )
    began = time.perf_counter()
    database.read(partial(scan, "1 = 1"))
    whole = (time.perf_counter() - began) * 1000
    before = {
        words: once(lambda scope=scope: database.read(partial(page, scope)))
        for words, scope, _ in reaches
    }
    began = time.perf_counter()
    quarters = keep_all(database)
    took = time.perf_counter() - began
    lines.append(told(f"{name}: {quarters:,} periods of units kept", f"{took:,.0f} s"))
    for words, scope, condition in reaches:
        look = milliseconds(lambda scope=scope: database.read(partial(page, scope)))
        began = time.perf_counter()
        database.read(partial(scan, condition))
        plain = whole if condition == "1 = 1" else (time.perf_counter() - began) * 1000
        lines.append(
            Line(
                f"{name}: results of {words}, beside a plain scan of all",
                f"{look:,.0f} ms ({plain:,.0f} ms scanned)",
                f"{whole:,.0f} ms",
                f"{look / whole:.3f} x",
                f"at most {MOST_OF_SCAN:g} x, {EXPECTED_MILLISECONDS:g} ms expected",
                look <= MOST_OF_SCAN * whole,
            )
        )
        lines.append(told(f"{name}: the same before anything is kept", f"{before[words]:,.0f} ms"))
        beside = milliseconds(lambda scope=scope: database.read(partial(side_by_side, scope)))
        lines.append(
            Line(
                f"{name}: {words}, its parts side by side and month by month",
                f"{beside:,.0f} ms",
                "",
                "",
                f"{EXPECTED_MILLISECONDS:g} ms expected",
                beside <= EXPECTED_MILLISECONDS,
            )
        )
    lines += after_answers(database, name, made, reaches)
    lines += of_running_periods(database, name, made)
    differences = database.read(lambda c: rollups.recount(c, lambda done, total: None))
    lines.append(
        Line(
            f"{name}: roll-ups and a recount",
            f"{len(differences)} differ",
            "",
            "",
            "equal",
            not differences,
        )
    )
    return lines


def after_answers(
    database: Database,
    name: str,
    made: list[Place],
    reaches: tuple[tuple[str, PlaceScope, str], ...],
) -> list[Line]:
    """The same looks while answers come: one since what is kept, then one at every unit."""
    lines = []
    for words, scope, _ in reaches:
        inside = made[: 1 if scope.unit_id else UNITS_OF_AGENCY if scope.agency_id else None]
        for how, places in (("another answer", made[:1]), ("one at each unit", inside)):
            look = milliseconds(
                lambda scope=scope: database.read(partial(page, scope)),
                lambda places=places: answer_at(database, places),
            )
            lines.append(told(f"{name}: results of {words} after {how}", f"{look:,.0f} ms"))
            keep_all(database)
    return lines


def main() -> list[Line]:
    """Measure both databases and return the lines."""
    count = ANSWERS // (10 if "--quick" in sys.argv else 5 if "--fewer" in sys.argv else 1)
    with scratch() as folder:
        database = open_database(f"sqlite:///{folder / 'suara.db'}")
        lines = measured(database, "SQLite", count)
        database.close()
    binaries = _postgresql_binaries()
    if binaries is None:
        return [*lines, told("PostgreSQL", "not measured: there is no PostgreSQL")]
    server = PostgresServer(binaries)
    try:
        database = open_database(server.fresh_database("reading"))
        lines += measured(database, "PostgreSQL", count)
        database.close()
    finally:
        server.stop()
    return lines


if __name__ == "__main__":
    print(printed(main()))
