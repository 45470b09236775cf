"""What an import gives to another unit, or a unit to another agency: allowed, and told of.

What was answered before stays with the unit that served; a unit takes its results along.
"""

from sqlalchemy import Connection, delete, insert, select

from surveys.exchange_check import Checked, Known, Report
from surveys.tables import CounterService, FormerAgency, Service, ServiceCounter


def check_moves(tables: dict[str, Checked], known: Known, report: Report) -> None:
    """Warn of every counter and service that moves to another unit, and unit to another agency."""
    for table, number, code, old, new in _moves(tables, "counters", known.unit_of_counter):
        report.remark(
            table.sheet,
            number,
            "unit_code",
            f"loket {code} pindah dari {old} ke {new}; jawaban lama tetap milik {old}, dan layanan"
            f" {old} tidak lagi ditawarkan di sini",
        )
    for table, number, code, old, new in _moves(tables, "units", known.agency_of_unit, "agency"):
        said = (
            f"unit {code} pindah dari {old} ke {new}; jawaban dan hasilnya, juga yang lama, ikut"
            f" pindah, dan hasil lama {old} tetap dianggap memuat lembarnya"
        )
        report.remark(table.sheet, number, "agency_code", said)
    for table, number, code, old, new in _moves(tables, "services", known.unit_of_service):
        report.remark(
            table.sheet,
            number,
            "unit_code",
            f"layanan {code} pindah dari {old} ke {new}; jawaban lama tetap milik {old}, dan loket"
            f" {old} tidak lagi menawarkannya",
        )


def _moves(
    tables: dict[str, Checked], name: str, stored: dict[str, str], of: str = "unit"
) -> list[tuple[Checked, int, str, str, str]]:
    """The table, row, code, former and new owner of everything of a kind that moves."""
    found = []
    for number, values in tables[name].rows if name in tables else ():
        code, new = values.get(f"{name[:-1]}_code", ""), values.get(f"{of}_code", "")
        old = stored.get(code, "")
        if old and new and old != new:
            found.append((tables[name], number, code, old, new))
    return found


def keep_former_agencies(connection: Connection, tables: dict[str, Checked], known: Known) -> None:
    """Note which agency each unit belonged to that moves: what was told of it holds the unit."""
    for _, _, code, old, _ in _moves(tables, "units", known.agency_of_unit, "agency"):
        pair = {"unit_id": known.units[code], "agency_id": known.agencies[old]}
        if not connection.execute(select(FormerAgency).filter_by(**pair)).first():
            connection.execute(insert(FormerAgency).values(**pair))


def drop_foreign_services(connection: Connection) -> None:
    """Let no counter offer a service of another unit, as one that moved would."""
    foreign = (
        select(CounterService.counter_id)
        .join(ServiceCounter, ServiceCounter.id == CounterService.counter_id)
        .join(Service, Service.id == CounterService.service_id)
        .where(Service.unit_id != ServiceCounter.unit_id)
    )
    for counter_id in connection.execute(foreign.distinct()).scalars().all():
        own = (
            select(Service.id)
            .join(ServiceCounter, ServiceCounter.unit_id == Service.unit_id)
            .where(ServiceCounter.id == counter_id)
        )
        connection.execute(
            delete(CounterService).where(
                CounterService.counter_id == counter_id, CounterService.service_id.not_in(own)
            )
        )
