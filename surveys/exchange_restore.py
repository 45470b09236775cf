"""Restoring the tables of their own of an export: into an empty database, and only there."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from surveys.exchange_cells import BadCell, readable
from surveys.exchange_check import Checked, Known, Report, check_header
from surveys.exchange_fields import CODED, Kind, OwnField, OwnTable
from surveys.exchange_marks import as_written
from surveys.exchange_newest import newest_names, number_newest, response_name
from surveys.exchange_older import SAID, find_newest, is_numbered
from surveys.exchange_older_cases import date_danger, find_class_days
from surveys.exchange_own import OWN_TABLES, own_table
from surveys.exchange_rows import Sheet
from surveys.responses import Draft
from surveys.tables import Complaint, Exclusion, OlderResult, Questionnaire, Response

BATCH = 500
Values = dict[str, Any]

_TABLE_OF = {
    Kind.AGENCY: "agencies",
    Kind.UNIT: "units",
    Kind.SERVICE: "services",
    Kind.COUNTER: "counters",
    Kind.TOPIC: "topics",
}


@dataclass(frozen=True)
class OwnRows:
    """The rows of one table that could be read: spreadsheet row, values by column.

    absent : columns that the file lacks, since the version that wrote it did not know them.
    """

    own: OwnTable
    rows: list[tuple[int, Values]]
    absent: frozenset[str] = frozenset()


def is_empty(connection: Connection, known: Known) -> bool:
    """Whether nothing is stored yet that what is restored could meet."""
    answered = connection.execute(select(Response.id).limit(1)).first()
    return not known.agencies and not known.topics and answered is None


def left_aside(sheets: Iterable[Sheet], report: Report) -> None:
    """Say that tables of their own are not read into a database that holds something."""
    for sheet in sheets:
        report.remark(
            sheet, 1, "", "tabel ini hanya dipulihkan ke basis data kosong; kali ini dilewati"
        )


def check_own(
    sheets: Iterable[Sheet],
    tables: Mapping[str, Checked],
    response_ids: set[str],
    report: Report,
) -> list[OwnRows]:
    """Read every cell; what cannot be read, or refers to nothing, is a fault."""
    there = _codes_sent(tables, response_ids)
    found: list[OwnRows] = []
    by_name = {sheet.name: sheet for sheet in sheets}
    for own in OWN_TABLES:
        if own.name not in by_name:
            continue
        sheet = by_name[own.name]
        absent = frozenset(own.titles) - set(sheet.header)
        rows = OwnRows(own, _read(sheet, own, there, report), absent)
        found.append(rows)
        if any(is_numbered(values.get(own.snapshots)) for _, values in rows.rows):
            report.remark(sheet, 1, own.snapshots, SAID)
        if own.table is Questionnaire:
            there[Kind.QUESTIONNAIRE] = {values["code"] for _, values in rows.rows}
    return found


def _codes_sent(tables: Mapping[str, Checked], response_ids: set[str]) -> dict[Kind, set[str]]:
    there: dict[Kind, set[str]] = {Kind.RESPONSE: response_ids}
    for kind, name in _TABLE_OF.items():
        title = CODED[kind][1]
        rows = tables[name].rows if name in tables else []
        there[kind] = {values[title] for _, values in rows if title in values}
    return there


def _read(
    sheet: Sheet, own: OwnTable, there: Mapping[Kind, set[str]], report: Report
) -> list[tuple[int, Values]]:
    required = [field.title for field in own.fields if not field.stored.nullable]
    present = set(check_header(sheet, own.titles, required, report))
    for title in own.titles:
        if title not in present and title not in required:
            report.remark(sheet, 1, title, "kolom ini tidak ada dan dianggap kosong")
    places = {title: sheet.header.index(title) for title in present}
    rows: list[tuple[int, Values]] = []
    for number, cells in enumerate(sheet.rows, start=2):
        if not any(cells):
            continue
        values: Values = {}
        for field in own.fields:
            place = places.get(field.title)
            cell = cells[place] if place is not None and place < len(cells) else ""
            try:
                values[field.stored.name] = _value(field, cell, there)
            except BadCell as problem:
                report.fault(sheet, number, field.title, str(problem))
        rows.append((number, values))
    return rows


def _value(field: OwnField, cell: str, there: Mapping[Kind, set[str]]) -> Any:
    written = as_written(readable(cell))
    if not written:
        if field.stored.nullable:
            return None
        if field.kind is Kind.TEXT:
            return ""
        raise BadCell("sel wajib ini kosong")
    try:
        found = _READERS.get(field.kind, str)(written)
    except (ValueError, KeyError):
        raise BadCell(f"'{written[:40]}' tidak terbaca; pakai berkas ekspor apa adanya") from None
    named, kind = [written], field.kind
    if field.kind is Kind.SNAPSHOT:
        named, kind = newest_names(found), Kind.RESPONSE
    for name in named:
        if kind in there and name not in there[kind]:
            raise BadCell(f"'{name[:40]}' tidak ada dalam berkas lain yang dikirim")
    return found


def _moment(cell: str) -> datetime:
    found = datetime.fromisoformat(cell)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


_READERS: Mapping[Kind, Any] = {
    Kind.NUMBER: lambda cell: int(float(cell)) if "." in cell else int(cell),
    Kind.REAL: float,
    Kind.FLAG: lambda cell: {"0": False, "1": True}[cell],
    Kind.DAY: date.fromisoformat,
    Kind.MOMENT: _moment,
    Kind.JSON: json.loads,
    Kind.SNAPSHOT: json.loads,
}


def write_questionnaires(connection: Connection, restored: Sequence[OwnRows]) -> None:
    """The versions come first: answers name the one that they were given to."""
    stored = {
        row[0]: row[1] for row in connection.execute(select(Questionnaire.code, Questionnaire.id))
    }
    for rows in restored:
        if rows.own.table is not Questionnaire:
            continue
        units = _numbers(connection, Kind.UNIT)
        for _, values in rows.rows:
            given = {**values, "unit_id": units.get(values["unit_id"] or "")}
            if values["code"] in stored:
                key = Questionnaire.id == stored[values["code"]]
                connection.execute(update(Questionnaire).where(key).values(**given))
            else:
                connection.execute(insert(Questionnaire).values(**given))


def overlays(connection: Connection, restored: Sequence[OwnRows]) -> dict[str, Values]:
    """What is to be said of single responses before they are stored, by their name."""
    versions = _numbers(connection, Kind.QUESTIONNAIRE)
    found: dict[str, Values] = {}
    for rows in restored:
        if rows.own.table is Response:
            for _, values in rows.rows:
                version = versions[values["questionnaire_id"]]
                found[values["id"]] = {**values, "questionnaire_id": version}
    return found


def marked(draft: Draft, said: Values) -> None:
    """Make a draft what was said of it."""
    draft.issued_on = said["issued_on"]
    draft.marks = said["marks"]
    draft.excluded = said["excluded"]
    draft.questionnaire_id = said["questionnaire_id"]


def write_own(
    connection: Connection, restored: Sequence[OwnRows], report: Report, now: datetime
) -> None:
    """Write everything else, once registry and responses are there."""
    numbers = {kind: _numbers(connection, kind) for kind in CODED}
    numbers[Kind.RESPONSE] = _response_numbers(connection, restored)
    for rows in restored:
        own = rows.own
        report.written[own.name], report.updated[own.name] = len(rows.rows), 0
        report.skipped[own.name] = 0
        if own.table is Questionnaire or own.table is Response:
            continue
        if own.table is Exclusion:
            # Storing an excluded answer noted a reason of its own; the true one stands here.
            connection.execute(delete(Exclusion))
        ready = [_resolved(own, values, numbers) for _, values in rows.rows]
        for values in ready if own.snapshots else ():
            # Before names become numbers: what is a number yet is one of an older version.
            find_newest(connection, values, own.snapshots)
            number_newest(values[own.snapshots], numbers[Kind.RESPONSE])
        for start in range(0, len(ready), BATCH):
            _write_batch(connection, own, ready[start : start + BATCH])
        if own.table is Complaint and "danger_on" in rows.absent:
            date_danger(connection, now)
        if own.table is Complaint and "class_due_on" in rows.absent:
            find_class_days(connection)
        if own.numbered and connection.dialect.name == "postgresql":
            name = own.table.__tablename__
            connection.execute(
                text(
                    f"select setval(pg_get_serial_sequence('{name}', 'id'),"
                    f" coalesce(max(id), 0) + 1, false) from {name}"
                )
            )


def _write_batch(connection: Connection, own: OwnTable, batch: list[Values]) -> None:
    if not own.changes:
        connection.execute(insert(own.table), batch)
        return
    key = own.key.stored
    for values in batch:
        changed = {name: value for name, value in values.items() if name != key.name}
        connection.execute(update(own.table).where(key == values[key.name]).values(**changed))


def _resolved(own: OwnTable, values: Values, numbers: Mapping[Kind, dict[str, int]]) -> Values:
    found = dict(values)
    for field in own.fields:
        name = field.stored.name
        if field.kind in numbers and found[name] is not None:
            found[name] = numbers[field.kind][found[name]]
    if own.table is OlderResult:
        found["unit_part"] = found["unit_id"] or 0
    return found


def _numbers(connection: Connection, kind: Kind) -> dict[str, int]:
    table = CODED[kind][0]
    return {row[0]: row[1] for row in connection.execute(select(table.code, table.id))}


def _response_numbers(connection: Connection, restored: Sequence[OwnRows]) -> dict[str, int]:
    """The numbers of those responses that something is said of."""
    wanted = set()
    for rows in restored:
        for field in rows.own.fields:
            held = [values[field.stored.name] for _, values in rows.rows]
            if field.kind is Kind.RESPONSE:
                wanted.update(held)
            elif field.kind is Kind.SNAPSHOT:
                wanted.update(name for document in held for name in newest_names(document))
    found: dict[str, int] = {}
    if wanted:
        columns = Response.form_key, Response.digest, Response.id
        for form_key, digest, number in connection.execute(select(*columns)):
            name = response_name(form_key, digest)
            if name in wanted:
                found[name] = number
    return found


def own_sheets(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Those that an import of an agency does not bring."""
    return [sheet for sheet in sheets if own_table(sheet.name) is not None]
