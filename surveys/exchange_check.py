"""Checking what was sent: every fault of every table, before anything is written.

What follows from a fault is no fault of its own: a row that refers to a refused row is not reported
a second time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from surveys.exchange_cells import BadCell, quoted, readable
from surveys.exchange_marks import as_written
from surveys.exchange_rows import REGISTRY_COLUMNS, Column, Sheet
from surveys.tables import Agency, Service, ServiceCounter, Topic, Training, Unit

KEY_OF = {
    "agencies": ("agency_code",),
    "units": ("unit_code",),
    "services": ("service_code",),
    "counters": ("counter_code",),
    "topics": ("topic_code",),
    "trainings": ("training_code",),
    "participants": ("training_code", "unit_code"),
    "other_programmes": ("unit_code", "name", "start_date"),
    "visits": ("unit_code", "period", "service_code", "counter_code"),
}
"""What tells one row of a table from another."""

REFERS_TO = {
    ("units", "agency_code"): "agencies",
    ("services", "unit_code"): "units",
    ("counters", "unit_code"): "units",
    ("trainings", "topic_code"): "topics",
    ("participants", "training_code"): "trainings",
    ("participants", "unit_code"): "units",
    ("other_programmes", "unit_code"): "units",
    ("other_programmes", "topic_code"): "topics",
    ("visits", "unit_code"): "units",
    ("visits", "service_code"): "services",
    ("visits", "counter_code"): "counters",
}
WORD_FOR = {
    "agencies": "instansi",
    "units": "unit",
    "services": "layanan",
    "counters": "loket",
    "topics": "materi pelatihan",
    "trainings": "pelatihan",
}

STAFF_COLUMNS = ("unit_code", "staff_count", "leaving_percent")
TRAINING_COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "units": {title: REGISTRY_COLUMNS["units"][title] for title in STAFF_COLUMNS},
    **{
        table: REGISTRY_COLUMNS[table]
        for table in ("topics", "trainings", "participants", "other_programmes")
    },
}
"""What a training planner brings in: trainings with all around them, and of units only the staff.

Without a unit's name a row can only change a unit that is there.
"""


@dataclass(frozen=True)
class Remark:
    """A fault or a warning, where a person finds it in the spreadsheet."""

    file: str
    row: int
    column: str
    message: str


@dataclass
class Checked:
    """The rows of a table that can be read: spreadsheet row, values by column."""

    sheet: Sheet
    rows: list[tuple[int, dict[str, Any]]]
    columns: tuple[str, ...]


@dataclass
class Known:
    """What is in the database already, by code, as far as checking needs it."""

    agencies: dict[str, int]
    units: dict[str, int]
    services: dict[str, tuple[int, str]]
    counters: dict[str, int]
    topics: dict[str, int]
    trainings: dict[str, int]
    unit_of_counter: dict[str, str]
    agency_of_unit: dict[str, str]
    staff_of_unit: dict[str, int | None]
    zone_of_unit: dict[str, str]
    public_codes: dict[str, str]
    closed_counters: set[str]

    @property
    def unit_of_service(self) -> dict[str, str]:
        """The unit of every service, by code."""
        return {code: unit for code, (_, unit) in self.services.items()}

    def codes(self, table: str) -> Iterable[str]:
        """The codes of a table."""
        found: dict[str, Any] = getattr(self, table)
        return found.keys()


@dataclass
class Report:
    """What an import did, or why it did nothing."""

    written: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def fault(self, sheet: Sheet, row: int, column: str, message: str) -> None:
        """Note a fault."""
        self.errors.append(Remark(sheet.shown, row, column, message))

    def remark(self, sheet: Sheet, row: int, column: str, message: str) -> None:
        """Note something odd that is accepted."""
        self.warnings.append(Remark(sheet.shown, row, column, message))

    def document(self) -> dict[str, Any]:
        """The report as the command answers it."""
        return {
            "written": self.written,
            "updated": self.updated,
            "skipped": self.skipped,
            "errors": [vars(line) for line in self.errors],
            "warnings": [vars(line) for line in self.warnings],
        }


def known_places(connection: Connection) -> Known:
    """Everything that rows may refer to."""
    units = connection.execute(
        select(
            Unit.code, Unit.id, Unit.staff_count, Unit.time_zone, Agency.code.label("agency_code")
        ).join(Agency, Agency.id == Unit.agency_id)
    ).all()
    counters = connection.execute(
        select(
            ServiceCounter.code,
            ServiceCounter.id,
            ServiceCounter.public_code,
            ServiceCounter.closed_from,
            Unit.code.label("unit_code"),
        ).join(Unit, Unit.id == ServiceCounter.unit_id)
    ).all()
    services = connection.execute(
        select(Service.code, Service.id, Unit.code.label("unit_code")).join(
            Unit, Unit.id == Service.unit_id
        )
    ).all()
    return Known(
        agencies=_numbers(connection, Agency),
        units={row.code: row.id for row in units},
        services={row.code: (row.id, row.unit_code) for row in services},
        counters={row.code: row.id for row in counters},
        topics=_numbers(connection, Topic),
        trainings=_numbers(connection, Training),
        unit_of_counter={row.code: row.unit_code for row in counters},
        agency_of_unit={row.code: row.agency_code for row in units},
        staff_of_unit={row.code: row.staff_count for row in units},
        zone_of_unit={row.code: row.time_zone for row in units},
        public_codes={row.public_code: row.code for row in counters},
        closed_counters={row.code for row in counters if row.closed_from is not None},
    )


def _numbers(
    connection: Connection, table: type[Agency] | type[Topic] | type[Training]
) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(table.code, table.id))}


def check_header(
    sheet: Sheet, columns: Iterable[str], required: Iterable[str], report: Report
) -> tuple[str, ...]:
    """The known columns that are there; missing ones are faults, unknown ones warnings."""
    known, seen, required = set(columns), set(), tuple(required)
    # Without a row of titles an answer stands there, and perhaps a comment.
    titled = sheet.name != "responses" or set(required) <= set(sheet.header)
    for title in sheet.header:
        shown = title if titled or title in known else quoted(title).strip("'")
        if title and title in seen:
            report.fault(sheet, 1, shown, "kolom ini ada dua kali; hapus salah satu")
        elif title and title not in known:
            report.remark(sheet, 1, shown, "kolom ini tidak dikenal dan dilewati")
        seen.add(title)
    for title in required:
        if title not in seen:
            report.fault(sheet, 1, title, "kolom wajib ini tidak ada")
    return tuple(title for title in sheet.header if title in known)


def check_registry(
    sheet: Sheet, report: Report, columns: Mapping[str, Column] | None = None
) -> Checked:
    """Read one table cell by cell; after a fault the other cells of its row are still checked.

    columns : those that may be brought in, all of the table unless given.
    """
    columns = REGISTRY_COLUMNS[sheet.name] if columns is None else columns
    required = [title for title, column in columns.items() if column.required]
    present = check_header(sheet, columns, required, report)
    places = {title: sheet.header.index(title) for title in present}
    rows: list[tuple[int, dict[str, Any]]] = []
    first_row: dict[tuple[Any, ...], int] = {}
    for number, cells in enumerate(sheet.rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        values = _read_row(sheet, number, cells, places, columns, report)
        key = tuple(values.get(title) for title in KEY_OF[sheet.name])
        if key[0] is not None and key in first_row:
            shown = " dan ".join(str(part) for part in key if part is not None)
            report.fault(
                sheet,
                number,
                KEY_OF[sheet.name][0],
                f"'{shown}' sudah ada di baris {first_row[key]}; satu baris saja per kode",
            )
            continue
        first_row.setdefault(key, number)
        rows.append((number, values))
    return Checked(sheet, rows, present)


def _read_row(
    sheet: Sheet,
    number: int,
    cells: list[str],
    places: dict[str, int],
    columns: Any,
    report: Report,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for title, place in places.items():
        column: Column = columns[title]
        cell = cells[place] if place < len(cells) else ""
        plain = cell.strip(" ")
        if not plain:
            if column.required:
                report.fault(sheet, number, title, "sel wajib ini kosong")
            continue
        try:
            values[title] = column.read(readable(as_written(plain)))
        except BadCell as problem:
            report.fault(sheet, number, title, str(problem))
            # The code of a row with a fault elsewhere still counts as known; a faulty one does not.
    return values


def check_reach(
    sheets: Iterable[Sheet],
    tables: Mapping[str, Checked],
    columns: Mapping[str, Mapping[str, Column]],
    known: Known,
    report: Report,
) -> None:
    """What somebody may not bring in: other tables with rows in them, and units that are new."""
    for sheet in sheets:
        if sheet.name not in columns and sheet.rows:
            report.fault(sheet, 1, "", "tabel ini diimpor operator; hapus dari kiriman ini")
    for number, values in tables["units"].rows if "units" in tables else ():
        code = values.get("unit_code")
        if code is not None and code not in known.units:
            message = f"'{code}' tidak ada; isi kode unit yang terdaftar"
            report.fault(tables["units"].sheet, number, "unit_code", message)


def check_references(tables: dict[str, Checked], known: Known, report: Report) -> None:
    """Every code that a row refers to must be in what was sent or in the database."""
    sent = {
        name: {values[KEY_OF[name][0]] for _, values in table.rows if KEY_OF[name][0] in values}
        for name, table in tables.items()
    }
    for (name, column), target in REFERS_TO.items():
        if name not in tables:
            continue
        codes = sent.get(target, set()).union(known.codes(target))
        table = tables[name]
        for number, values in table.rows:
            if column in values and values[column] not in codes:
                report.fault(
                    table.sheet,
                    number,
                    column,
                    f"'{values[column]}' tidak ada; isi kode {WORD_FOR[target]} yang terdaftar",
                )
