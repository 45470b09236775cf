"""What an answer of an import belongs to: the unit that served, and the day there.

Both follow from the registry, unless the file says them. An export does: counters and services move
to other units and units get other clocks, and what was answered before stays where it was. So a
restore takes what the file says, except of a unit that there is not and of a day that is far from
the moment. Any other import brings answers to the registry as it is, and what
contradicts it is a fault, except of answers that are stored already: those are passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from surveys.exchange_cells import quoted
from surveys.exchange_check import Checked, Known
from surveys.exchange_drafts import Row
from surveys.exchange_rows import TIME_ZONES
from surveys.exchange_sense import units_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Registry:
    """Units of counters and services, and clocks of units, by code, as an import leaves them.

    A counter or service has the unit '' where its own row names none that there is.
    """

    unit_of_counter: Mapping[str, str]
    unit_of_service: Mapping[str, str]
    clocks: Mapping[str, ZoneInfo]

    def unit_of(self, row: Row) -> str:
        """The code of the unit that an answer belongs to."""
        return row.unit_code or self.unit_of_counter[row.counter_code]

    def day_of(self, row: Row) -> date:
        """The day of an answer at its unit."""
        return row.local_date or self.day_at(row.submitted_at, self.unit_of(row))

    def day_at(self, when: datetime, unit: str) -> date:
        """The day of a moment at a unit; without an offset it is the unit's own clock already."""
        clock = self.clocks.get(unit)
        return (when.astimezone(clock) if when.tzinfo and clock else when).date()


def registry_of(tables: dict[str, Checked], known: Known) -> Registry:
    """The registry that is there once these tables are written."""
    zones = dict(known.zone_of_unit)
    for _, values in tables["units"].rows if "units" in tables else ():
        if "unit_code" in values:
            usual = zones.get(values["unit_code"], TIME_ZONES[0])
            zones[values["unit_code"]] = values.get("time_zone", usual)
    return Registry(
        units_of(tables, "counters", known.unit_of_counter, known),
        units_of(tables, "services", known.unit_of_service, known),
        {unit: ZoneInfo(zone) for unit, zone in zones.items()},
    )


def unknown_codes(row: Row, registry: Registry) -> list[tuple[str, str]]:
    """A fault for each code that there is not, with its column."""
    faults: list[tuple[str, str]] = []
    if row.counter_code and row.counter_code not in registry.unit_of_counter:
        told = quoted(row.counter_code)
        faults.append(("counter_code", f"{told} tidak ada; isi kode loket yang terdaftar"))
    if row.service_code and row.service_code not in registry.unit_of_service:
        told = quoted(row.service_code)
        faults.append(("service_code", f"{told} tidak ada; isi kode layanan yang terdaftar"))
    if row.unit_code and row.unit_code not in registry.clocks:
        told = quoted(row.unit_code)
        faults.append(("unit_code", f"{told} tidak ada; isi kode unit yang terdaftar"))
    return faults


def far_day(row: Row) -> list[tuple[str, str]]:
    """A fault where the day of a row lies over a day from its moment on every clock here.

    Units get other clocks, and what was answered before keeps its day, so a restore takes any of
    these; what lies further can have come from no portal. The moment itself is without a fault.
    """
    when, day = row.submitted_at, row.local_date
    if day is None or abs(day - when.date()) <= ONE_DAY:
        return []
    clocks = map(ZoneInfo, TIME_ZONES)
    there = [when.date()] if when.tzinfo is None else [when.astimezone(c).date() for c in clocks]
    if any(abs(day - each) <= ONE_DAY for each in there):
        return []
    words = (
        f"{day} lebih dari sehari dari submitted_at {when.date()}; isi hari jawaban itu di"
        " unitnya, atau kosongkan selnya"
    )
    return [("local_date", words)]


def contradictions(row: Row, registry: Registry) -> list[tuple[str, str]]:
    """What a row says otherwise than the registry, with its column; its codes are known."""
    faults: list[tuple[str, str]] = []
    own = registry.unit_of_counter[row.counter_code]
    if not own:
        return []
    if row.unit_code not in ("", own):
        faults.append(
            (
                "unit_code",
                f"loket ini milik {own}, bukan {row.unit_code}; kosongkan selnya, atau pulihkan"
                " seluruh ekspor ke basis data kosong",
            )
        )
    if row.service_code and registry.unit_of_service[row.service_code] not in ("", own):
        faults.append(("service_code", f"'{row.service_code}' milik unit lain, bukan {own}"))
    if row.local_date is None or faults:
        return faults
    there = registry.day_at(row.submitted_at, own)
    if row.local_date != there:
        faults.append(
            (
                "local_date",
                f"jawaban ini di {own} jatuh pada {there}, bukan {row.local_date}; kosongkan"
                " selnya, atau pulihkan seluruh ekspor ke basis data kosong",
            )
        )
    return faults
