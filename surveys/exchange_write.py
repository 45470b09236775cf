"""Writing a checked registry: new codes are added, known ones updated where something changed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from surveys.exchange_check import Checked, Known, Report
from surveys.rules.codes import bytes_needed, complete_counter_code
from surveys.tables import (
    Agency,
    Base,
    CounterService,
    OtherProgramme,
    Participation,
    RetiredCode,
    Service,
    ServiceCounter,
    Topic,
    Training,
    Unit,
    VisitCount,
)

FIELDS: dict[str, dict[str, str]] = {
    "agencies": {"name": "name", "region": "region"},
    "units": {
        "name": "name",
        "agency_code": "agency_id",
        "service_field": "service_field",
        "staff_count": "staff_count",
        "citizens_per_year": "citizens_per_year",
        "time_zone": "time_zone",
        "leaving_percent": "leaving_percent",
    },
    "services": {"name": "name", "unit_code": "unit_id"},
    "counters": {
        "name": "name",
        "unit_code": "unit_id",
        "opens_hour": "opens_hour",
        "closes_hour": "closes_hour",
        "closed_from": "closed_from",
        "closed_reason": "closed_reason",
    },
    "topics": {
        "name": "name",
        "addresses": "addresses",
        "hours_jp": "hours_jp",
        "method": "method",
        "cost_per_seat": "cost_per_seat_sen",
        "max_seats": "max_seats",
        "elements": "elements",
        "retired_on": "retired_on",
    },
    "trainings": {
        "topic_code": "topic_id",
        "cycle": "cycle",
        "start_date": "start_date",
        "end_date": "end_date",
        "provider": "provider",
    },
}
"""Columns of the format and the fields that hold them."""

TABLES: dict[str, type[Base]] = {
    "agencies": Agency,
    "units": Unit,
    "services": Service,
    "counters": ServiceCounter,
    "topics": Topic,
    "trainings": Training,
}
REFERENCES = {"agency_code": "agencies", "unit_code": "units", "topic_code": "topics"}
CODE_OF = {
    "agencies": "agency_code",
    "units": "unit_code",
    "services": "service_code",
    "counters": "counter_code",
    "topics": "topic_code",
    "trainings": "training_code",
}

Numbers = dict[str, dict[str, int]]
"""The number of every code, by table."""


def write_registry(
    connection: Connection,
    tables: dict[str, Checked],
    known: Known,
    now: datetime,
    random_bytes: Callable[[int], bytes],
    report: Report,
) -> None:
    """Write every table of the registry in the order in which they refer to each other."""
    numbers: Numbers = {
        "agencies": dict(known.agencies),
        "units": dict(known.units),
        "services": {code: number for code, (number, _) in known.services.items()},
        "counters": dict(known.counters),
        "topics": dict(known.topics),
        "trainings": dict(known.trainings),
    }
    for name, table in tables.items():
        counts = [0, 0, 0]
        if name == "participants":
            _write_participants(connection, table, numbers, counts)
        elif name == "other_programmes":
            _write_programmes(connection, table, numbers, counts)
        elif name == "visits":
            _write_visits(connection, table, numbers, counts)
        else:
            _write_table(connection, name, table, numbers, now, random_bytes, counts)
        report.written[name], report.updated[name], report.skipped[name] = counts


def _write_table(
    connection: Connection,
    name: str,
    table: Checked,
    numbers: Numbers,
    now: datetime,
    random_bytes: Callable[[int], bytes],
    counts: list[int],
) -> None:
    target: Any = TABLES[name]
    stored = {row.code: row for row in connection.execute(select(target.__table__))}
    for _, values in table.rows:
        code = values[CODE_OF[name]]
        fields = _fields(name, values, numbers)
        row = stored.get(code)
        if row is None:
            if name == "counters":
                fields["public_code"] = values.get("public_code") or complete_counter_code(
                    random_bytes(bytes_needed(9))
                )
            if name == "units":
                fields.setdefault("time_zone", "Asia/Jakarta")
            if name == "topics":
                fields.setdefault("cost_per_seat_sen", 0)
            made = connection.execute(insert(target).values(code=code, **fields))
            numbers[name][code] = int((made.inserted_primary_key or (0,))[0])
            changed = None
        else:
            changed = {
                field: value for field, value in fields.items() if getattr(row, field) != value
            }
            if name == "counters" and values.get("public_code") not in {None, row.public_code}:
                _retire(connection, row.id, row.public_code, values["public_code"], now)
                changed["public_code"] = values["public_code"]
            if changed:
                connection.execute(update(target).where(target.id == row.id).values(**changed))
        services_changed = name == "counters" and _offer(
            connection, numbers["counters"][code], values, numbers["services"]
        )
        counts[0 if changed is None else 1 if changed or services_changed else 2] += 1


def _fields(name: str, values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column, field in FIELDS[name].items():
        if column not in values:
            continue
        value = values[column]
        if column in REFERENCES:
            value = numbers[REFERENCES[column]][value]
        fields[field] = list(value) if isinstance(value, tuple) else value
    return fields


def _retire(connection: Connection, counter_id: int, old: str, new: str, now: datetime) -> None:
    """The old poster still leads somewhere: its code is kept as retired, the new one is no more."""
    connection.execute(delete(RetiredCode).where(RetiredCode.public_code.in_((old, new))))
    connection.execute(
        insert(RetiredCode).values(
            public_code=old, counter_id=counter_id, reason="impor", retired_at=now, scans=0
        )
    )


def _offer(
    connection: Connection, counter_id: int, values: dict[str, Any], services: dict[str, int]
) -> bool:
    """Make the services of a counter what its row says; whether that changed anything."""
    if "services" not in values:
        return False
    wanted = {services[code] for code in values["services"]}
    held = set(
        connection.execute(
            select(CounterService.service_id).where(CounterService.counter_id == counter_id)
        ).scalars()
    )
    for service_id in sorted(wanted - held):
        connection.execute(
            insert(CounterService).values(counter_id=counter_id, service_id=service_id)
        )
    if held - wanted:
        connection.execute(
            delete(CounterService).where(
                CounterService.counter_id == counter_id,
                CounterService.service_id.in_(held - wanted),
            )
        )
    return wanted != held


def _write_participants(
    connection: Connection, table: Checked, numbers: Numbers, counts: list[int]
) -> None:
    stored = {
        (row.training_id, row.unit_id): row.participants
        for row in connection.execute(select(Participation.__table__))
    }
    for _, values in table.rows:
        key = (numbers["trainings"][values["training_code"]], numbers["units"][values["unit_code"]])
        came = values["participants"]
        if key not in stored:
            connection.execute(
                insert(Participation).values(training_id=key[0], unit_id=key[1], participants=came)
            )
            counts[0] += 1
        elif stored[key] != came:
            connection.execute(
                update(Participation)
                .where(Participation.training_id == key[0], Participation.unit_id == key[1])
                .values(participants=came)
            )
            counts[1] += 1
        else:
            counts[2] += 1


def _write_programmes(
    connection: Connection, table: Checked, numbers: Numbers, counts: list[int]
) -> None:
    stored = {
        (row.unit_id, row.name, row.start_date): row
        for row in connection.execute(select(OtherProgramme.__table__))
    }
    for _, values in table.rows:
        key = (numbers["units"][values["unit_code"]], values["name"], values["start_date"])
        fields: dict[str, Any] = {
            name: values[name] for name in ("end_date", "handling") if name in values
        }
        if "topic_code" in values:
            fields["topic_id"] = numbers["topics"][values["topic_code"]]
        row = stored.get(key)
        if row is None:
            made = dict(zip(("unit_id", "name", "start_date"), key, strict=True))
            connection.execute(insert(OtherProgramme).values(**made, **fields))
            counts[0] += 1
        elif any(getattr(row, name) != value for name, value in fields.items()):
            connection.execute(
                update(OtherProgramme).where(OtherProgramme.id == row.id).values(**fields)
            )
            counts[1] += 1
        else:
            counts[2] += 1


def _write_visits(
    connection: Connection, table: Checked, numbers: Numbers, counts: list[int]
) -> None:
    stored = {
        (row.unit_id, row.period, row.service_part, row.counter_part): (row.id, row.visitors)
        for row in connection.execute(select(VisitCount.__table__))
    }
    for _, values in table.rows:
        service_id = numbers["services"].get(values.get("service_code", ""))
        counter_id = numbers["counters"].get(values.get("counter_code", ""))
        key = (
            numbers["units"][values["unit_code"]],
            values["period"],
            service_id or 0,
            counter_id or 0,
        )
        if key not in stored:
            connection.execute(
                insert(VisitCount).values(
                    unit_id=key[0],
                    period=key[1],
                    visitors=values["visitors"],
                    service_id=service_id,
                    counter_id=counter_id,
                    service_part=key[2],
                    counter_part=key[3],
                )
            )
            counts[0] += 1
        elif stored[key][1] != values["visitors"]:
            connection.execute(
                update(VisitCount)
                .where(VisitCount.id == stored[key][0])
                .values(visitors=values["visitors"])
            )
            counts[1] += 1
        else:
            counts[2] += 1
