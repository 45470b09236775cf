"""Checking what was sent: every fault of every table, before anything is written.

What follows from a fault is no fault of its own: a row that refers to a refused row is not reported
a second time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from surveys.exchange_rows import REGISTRY_COLUMNS, BadCell, Column, Sheet, readable
from surveys.rules.periods import parse_period
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
    units = connection.execute(select(Unit.code, Unit.id, Unit.staff_count, Unit.time_zone)).all()
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
    known, seen = set(columns), set()
    for title in sheet.header:
        if title and title in seen:
            report.fault(sheet, 1, title, "kolom ini ada dua kali; hapus salah satu")
        elif title and title not in known:
            report.remark(sheet, 1, title, "kolom ini tidak dikenal dan dilewati")
        seen.add(title)
    for title in required:
        if title not in seen:
            report.fault(sheet, 1, title, "kolom wajib ini tidak ada")
    return tuple(title for title in sheet.header if title in known)


def check_registry(sheet: Sheet, report: Report) -> Checked:
    """Read one table cell by cell; after a fault the other cells of its row are still checked."""
    columns = REGISTRY_COLUMNS[sheet.name]
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
            values[title] = column.read(readable(plain))
        except BadCell as problem:
            report.fault(sheet, number, title, str(problem))
            # The code of a row with a fault elsewhere still counts as known; a faulty one does not.
    return values


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


def check_sense(tables: dict[str, Checked], known: Known, report: Report) -> None:
    """What only shows between cells: services of another unit, dates the wrong way round."""
    _check_counters(tables, known, report)
    _check_trainings(tables, report)
    _check_ends(tables, "other_programmes", report)
    _check_participants(tables, known, report)


def units_of(
    tables: dict[str, Checked], name: str, stored: dict[str, str], known: Known
) -> dict[str, str]:
    """The unit of every code, stored or sent; '' where its row names none that there is."""
    units = dict(stored)
    if name not in tables:
        return units
    there = set(known.units)
    if "units" in tables:
        there |= {
            values["unit_code"] for _, values in tables["units"].rows if "unit_code" in values
        }
    for _, values in tables[name].rows:
        if KEY_OF[name][0] in values:
            unit = values.get("unit_code", "")
            units[values[KEY_OF[name][0]]] = unit if unit in there else ""
    return units


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two units are known and not the same; what is unknown was reported elsewhere."""
    return bool(one) and bool(other) and one != other


def _check_counters(tables: dict[str, Checked], known: Known, report: Report) -> None:
    if "counters" not in tables:
        return
    table = tables["counters"]
    unit_of_service = units_of(tables, "services", known.unit_of_service, known)
    unit_of_counter = units_of(tables, "counters", known.unit_of_counter, known)
    used = dict(known.public_codes)
    for number, values in table.rows:
        for service in values.get("services", ()):
            if service not in unit_of_service:
                message = f"'{service}' tidak ada; isi kode layanan unit ini"
            elif _differ(
                unit_of_service[service], unit_of_counter.get(values.get("counter_code", ""))
            ):
                message = f"'{service}' milik unit lain; isi kode layanan unit ini"
            else:
                continue
            report.fault(table.sheet, number, "services", message)
        _check_closing(table, number, values, known, report)
        code = values.get("public_code")
        if code is not None and used.setdefault(code, values.get("counter_code", "")) != values.get(
            "counter_code", ""
        ):
            report.fault(
                table.sheet, number, "public_code", f"'{code}' sudah dipakai loket {used[code]}"
            )


def _check_closing(
    table: Checked, number: int, values: dict[str, Any], known: Known, report: Report
) -> None:
    """A closed counter has both, a day and a reason: sent now, or stored before."""
    if values.get("counter_code") in known.closed_counters:
        return
    pair = ("closed_from", "closed_reason")
    sent = [name for name in pair if name in values]
    if len(sent) == 1:
        [missing] = set(pair) - set(sent)
        report.fault(
            table.sheet, number, missing, "loket yang ditutup perlu hari dan alasan; isi keduanya"
        )


def _check_trainings(tables: dict[str, Checked], report: Report) -> None:
    if "trainings" not in tables:
        return
    table = tables["trainings"]
    _check_ends(tables, "trainings", report)
    for number, values in table.rows:
        starts = values.get("start_date")
        cycle = values.get("cycle")
        if cycle is None or not isinstance(starts, date):
            continue
        half_year = parse_period(cycle)
        if not half_year.first_day <= starts <= half_year.last_day:
            report.remark(
                table.sheet,
                number,
                "start_date",
                f"{starts} di luar siklus {cycle}; yang menentukan adalah tanggalnya",
            )


def _check_ends(tables: dict[str, Checked], name: str, report: Report) -> None:
    for number, values in tables[name].rows if name in tables else ():
        starts, ends = values.get("start_date"), values.get("end_date")
        if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            report.fault(
                tables[name].sheet,
                number,
                "end_date",
                f"{ends} lebih awal dari tanggal mulai {starts}; isi tanggal selesai yang benar",
            )


def _check_participants(tables: dict[str, Checked], known: Known, report: Report) -> None:
    if "participants" not in tables:
        return
    staff = dict(known.staff_of_unit)
    if "units" in tables:
        for _, values in tables["units"].rows:
            if "unit_code" in values and "staff_count" in values:
                staff[values["unit_code"]] = values["staff_count"]
    table = tables["participants"]
    for number, values in table.rows:
        unit, came = values.get("unit_code"), values.get("participants")
        serving = staff.get(unit) if unit is not None else None
        if serving is not None and came is not None and came > serving:
            report.remark(
                table.sheet,
                number,
                "participants",
                f"{came} peserta, padahal pegawai unit {unit} tercatat {serving}; tetap diterima",
            )
