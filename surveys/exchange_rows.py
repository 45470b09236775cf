"""The import format: which tables there are, and their columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.exchange_cells import (
    choice,
    code,
    codes_joined,
    count,
    cycle,
    day,
    elements,
    hour,
    labels,
    money_sen,
    name,
    percent,
    period,
    public_code,
)

FILES = (
    "agencies",
    "units",
    "services",
    "counters",
    "topics",
    "trainings",
    "participants",
    "other_programmes",
    "visits",
    "responses",
)
"""In the order in which rows may refer to each other."""

CONTINUED = "continued"
CONTINUED_COLUMNS = ("sheet", "row", "column", "part", "text")
"""Where a workbook of ours keeps what is longer than a cell of it may be."""

METHODS = ("pelatihan", "workshop", "seminar", "coaching", "e-learning")
HANDLINGS = ("excluded", "allowed for")
TIME_ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")


@dataclass(frozen=True)
class Sheet:
    """A table as it came: `shown` is its name in messages; row 1 is the header."""

    name: str
    shown: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Column:
    """A column of a table: how its cells are read, and whether it must be there and filled."""

    read: Callable[[str], Any]
    required: bool = False


REGISTRY_COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "agencies": {
        "agency_code": Column(code, True),
        "name": Column(name, True),
        "region": Column(name),
    },
    "units": {
        "unit_code": Column(code, True),
        "agency_code": Column(code, True),
        "name": Column(name, True),
        "service_field": Column(name),
        "staff_count": Column(count(1)),
        "citizens_per_year": Column(count(0)),
        "time_zone": Column(choice(*TIME_ZONES)),
        "leaving_percent": Column(percent),
    },
    "services": {
        "service_code": Column(code, True),
        "unit_code": Column(code, True),
        "name": Column(name, True),
    },
    "counters": {
        "counter_code": Column(code, True),
        "unit_code": Column(code, True),
        "name": Column(name, True),
        "services": Column(codes_joined),
        "public_code": Column(public_code),
        "opens_hour": Column(hour),
        "closes_hour": Column(hour),
        "closed_from": Column(day),
        "closed_reason": Column(name),
    },
    "topics": {
        "topic_code": Column(code, True),
        "name": Column(name, True),
        "addresses": Column(labels, True),
        "hours_jp": Column(count(1)),
        "method": Column(choice(*METHODS)),
        "cost_per_seat": Column(money_sen),
        "max_seats": Column(count(1)),
        "elements": Column(elements),
        "retired_on": Column(day),
    },
    "trainings": {
        "training_code": Column(code, True),
        "topic_code": Column(code, True),
        "cycle": Column(cycle, True),
        "start_date": Column(day, True),
        "end_date": Column(day, True),
        "provider": Column(name),
    },
    "participants": {
        "training_code": Column(code, True),
        "unit_code": Column(code, True),
        "participants": Column(count(1), True),
    },
    "other_programmes": {
        "unit_code": Column(code, True),
        "name": Column(name, True),
        "start_date": Column(day, True),
        "end_date": Column(day),
        "topic_code": Column(code),
        "handling": Column(choice(*HANDLINGS)),
    },
    "visits": {
        "unit_code": Column(code, True),
        "period": Column(period, True),
        "visitors": Column(count(0), True),
        "service_code": Column(code),
        "counter_code": Column(code),
    },
}
"""Columns of every table but the responses, which are read by a faster road."""
