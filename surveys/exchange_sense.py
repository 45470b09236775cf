"""What only shows between cells: services of another unit, days the wrong way round, closings."""

from datetime import date
from typing import Any

from surveys.exchange_check import KEY_OF, Checked, Known, Report
from surveys.rules.periods import parse_period


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
