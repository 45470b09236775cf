"""Everything that is stored, as tables: the import's own files, and those an import does not bring.

Texts are masked already; what is sealed for the inspector is never exported. The import's own
tables stand here; the others (surveys.exchange_own) follow from what is stored.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from surveys.exchange_answers import (
    ANSWER_COLUMNS,
    ANSWERS,
    FREE_TEXT,
    Portion,
    answer_lines,
    answers_query,
)
from surveys.exchange_own import OWN_TABLES, number_titles
from surveys.exchange_own_rows import own_rows
from surveys.tables.responses import COLUMNS

Rows = Iterator[Sequence[Any]]


@dataclass(frozen=True)
class Table:
    """A table to export: its name, its columns, and the rows when asked for."""

    name: str
    columns: tuple[str, ...]
    query: dict[str, str]
    numbers: tuple[str, ...] = ()


def _both(query: str) -> dict[str, str]:
    return {"sqlite": query, "postgresql": query}


def _dialects(query: str) -> dict[str, str]:
    """A query with joined codes in the words of each database."""
    words = {
        "sqlite": {
            "services": "(select group_concat(code, '|') from (select service.code from"
            " counter_service join service on service.id = counter_service.service_id where"
            " counter_service.counter_id = service_counter.id and service.unit_id ="
            " service_counter.unit_id order by service.code))",
            "addresses": "(select group_concat(value, '|') from json_each(topic.addresses))",
            "elements": "(select group_concat(value, '|') from json_each(topic.elements))",
        },
        "postgresql": {
            "services": "(select string_agg(service.code, '|' order by service.code) from"
            " counter_service join service on service.id = counter_service.service_id where"
            " counter_service.counter_id = service_counter.id and service.unit_id ="
            " service_counter.unit_id)",
            "addresses": "(select string_agg(a.value, '|' order by a.place) from"
            " json_array_elements_text(topic.addresses) with ordinality as a(value, place))",
            "elements": "(select string_agg(e.value, '|' order by e.place) from"
            " json_array_elements_text(topic.elements) with ordinality as e(value, place))",
        },
    }
    return {name: query.format(**word) for name, word in words.items()}


_CENTS = "(cost_per_seat_sen - cost_per_seat_sen / 100 * 100)"

IMPORT_TABLES: tuple[Table, ...] = (
    Table(
        "agencies",
        ("agency_code", "name", "region"),
        _both("select code, name, region from agency order by code"),
    ),
    Table(
        "units",
        (
            "unit_code",
            "agency_code",
            "name",
            "service_field",
            "staff_count",
            "citizens_per_year",
            "time_zone",
            "leaving_percent",
        ),
        _both(
            "select unit.code, agency.code, unit.name, service_field, staff_count,"
            " citizens_per_year, time_zone, leaving_percent from unit"
            " join agency on agency.id = unit.agency_id order by unit.code"
        ),
        ("staff_count", "citizens_per_year", "leaving_percent"),
    ),
    Table(
        "services",
        ("service_code", "unit_code", "name"),
        _both(
            "select service.code, unit.code, service.name from service"
            " join unit on unit.id = service.unit_id order by service.code"
        ),
    ),
    Table(
        "counters",
        (
            "counter_code",
            "unit_code",
            "name",
            "services",
            "public_code",
            "opens_hour",
            "closes_hour",
            "closed_from",
            "closed_reason",
        ),
        _dialects(
            "select service_counter.code, unit.code, service_counter.name, {services},"
            " public_code, opens_hour, closes_hour, cast(closed_from as varchar(10)), closed_reason"
            " from service_counter"
            " join unit on unit.id = service_counter.unit_id order by service_counter.code"
        ),
        ("opens_hour", "closes_hour"),
    ),
    Table(
        "topics",
        (
            "topic_code",
            "name",
            "addresses",
            "hours_jp",
            "method",
            "cost_per_seat",
            "max_seats",
            "elements",
            "retired_on",
        ),
        _dialects(
            "select code, name, {addresses}, hours_jp, method,"
            " cast(cost_per_seat_sen / 100 as text) ||"
            f" case when {_CENTS} = 0 then '' when {_CENTS} < 10 then ',0' else ',' end ||"
            f" case when {_CENTS} = 0 then '' else cast({_CENTS} as text) end,"
            " max_seats, {elements}, cast(retired_on as varchar(10)) from topic order by code"
        ),
        ("hours_jp", "max_seats"),
    ),
    Table(
        "trainings",
        ("training_code", "topic_code", "cycle", "start_date", "end_date", "provider"),
        _both(
            "select training.code, topic.code, cycle, cast(start_date as varchar(10)),"
            " cast(end_date as varchar(10)), provider from training"
            " join topic on topic.id = training.topic_id order by training.code"
        ),
    ),
    Table(
        "participants",
        ("training_code", "unit_code", "participants"),
        _both(
            "select training.code, unit.code, participants from participation"
            " join training on training.id = participation.training_id"
            " join unit on unit.id = participation.unit_id order by 1, 2"
        ),
        ("participants",),
    ),
    Table(
        "other_programmes",
        ("unit_code", "name", "start_date", "end_date", "topic_code", "handling"),
        _both(
            "select unit.code, other_programme.name, cast(start_date as varchar(10)),"
            " cast(end_date as varchar(10)), topic.code, handling from other_programme"
            " join unit on unit.id = other_programme.unit_id"
            " left join topic on topic.id = other_programme.topic_id order by 1, 3, 2"
        ),
    ),
    Table(
        "visits",
        ("unit_code", "period", "visitors", "service_code", "counter_code"),
        _both(
            "select unit.code, period, visitors, service.code, service_counter.code"
            " from visit_count join unit on unit.id = visit_count.unit_id"
            " left join service on service.id = visit_count.service_id"
            " left join service_counter on service_counter.id = visit_count.counter_id"
            " order by 1, 2, 4, 5"
        ),
        ("visitors",),
    ),
    Table(
        ANSWERS,
        ANSWER_COLUMNS,
        {name: answers_query(name) for name in ("sqlite", "postgresql")},
        (*COLUMNS, "overall", "helped"),
    ),
)
"""What `suara import` reads again."""


@dataclass(frozen=True)
class Outgoing:
    """A table on its way out: its header, which columns are numbers, which may hold any text.

    lines : the rows as finished lines of CSV where the database can write them; told whether
    text that a spreadsheet would run must be marked.
    """

    name: str
    columns: tuple[str, ...]
    numbers: tuple[str, ...]
    free_text: tuple[str, ...]
    rows: Callable[[], Iterator[Sequence[Any]]]
    lines: Callable[[bool], Iterator[Portion]] | None = None


def outgoing(connection: Connection, *, confidential: bool = True) -> list[Outgoing]:
    """Every table to export; without `confidential`, no text that only the inspector may read."""
    made = [
        Outgoing(
            table.name,
            table.columns,
            table.numbers,
            FREE_TEXT if table.name == ANSWERS else _not_numbers(table.columns, table.numbers),
            partial(rows_of, connection, table, confidential=confidential),
            partial(answer_lines, connection, confidential=confidential)
            if table.name == ANSWERS
            else None,
        )
        for table in IMPORT_TABLES
    ]
    for own in OWN_TABLES:
        numbers = number_titles(own)
        rows = partial(own_rows, connection, own, confidential=confidential)
        texts = _not_numbers(own.titles, numbers)
        made.append(Outgoing(own.name, own.titles, numbers, texts, rows))
    return made


def _not_numbers(columns: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(title for title in columns if title not in numbers)


def rows_of(connection: Connection, table: Table, *, confidential: bool = True) -> Rows:
    """The rows of a table, read in portions so that a million of them fit in little memory."""
    query = table.query[connection.dialect.name]
    if table.name == ANSWERS:
        query = answers_query(connection.dialect.name, confidential=confidential)
    if connection.dialect.name == "sqlite":
        # The driver's own rows: wrapping a million of them would cost as much as writing them.
        yield from connection.connection.cursor().execute(query)
        return
    streaming = connection.execution_options(stream_results=True, max_row_buffer=5000)
    for part in streaming.exec_driver_sql(query).partitions(5000):
        yield from part


def count_responses(connection: Connection) -> int:
    """How many responses there are, for telling progress."""
    return int(connection.exec_driver_sql("select count(*) from response").scalar_one())


RECEIPTS_OPEN = (
    "kode tanda terima warga ikut (cases, kolom receipt): siapa memegangnya dapat membaca balasan"
    " dan membuka lagi pengaduan itu; simpan seperti kata sandi, jangan diteruskan"
)
"""What whoever keeps an export must know: without the codes citizens could not return after it."""


def about_everything(now: datetime, *, confidential: bool = True) -> list[tuple[str, str]]:
    """What an export of everything says of itself: when it was made and which filters held."""
    kept = (
        "teks pengaduan integritas ikut"
        if confidential
        else "teks pengaduan integritas dan yang belum dibaca tidak ikut"
    )
    return [
        ("dibuat", now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("isi", "semua data, satu baris per jawaban"),
        ("saringan", "tanpa saringan tempat, waktu, atau jumlah terkecil"),
        ("data pribadi", f"disamarkan; {kept}; akun dan catatan audit tidak ikut"),
        ("tanda terima", RECEIPTS_OPEN),
    ]
