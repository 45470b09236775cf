"""What a stored table looks like as a file: its columns, and what a cell of each holds.

Columns follow from the table itself, so that a column that is added is exported and restored
without a word here. Numbers of rows become the codes that outlive them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ColumnElement, Date, Float, Integer

from surveys.tables import (
    Agency,
    Questionnaire,
    Response,
    Service,
    ServiceCounter,
    Topic,
    Unit,
    UtcDateTime,
)


class Kind(StrEnum):
    """What a cell holds: a value, or a reference by code."""

    TEXT = "text"
    NUMBER = "number"
    REAL = "real"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    JSON = "json"
    SNAPSHOT = "snapshot"
    AGENCY = "agency"
    UNIT = "unit"
    SERVICE = "service"
    COUNTER = "service_counter"
    TOPIC = "topic"
    QUESTIONNAIRE = "questionnaire"
    RESPONSE = "response"


CODED: Mapping[Kind, tuple[Any, str]] = {
    Kind.AGENCY: (Agency, "agency_code"),
    Kind.UNIT: (Unit, "unit_code"),
    Kind.SERVICE: (Service, "service_code"),
    Kind.COUNTER: (ServiceCounter, "counter_code"),
    Kind.TOPIC: (Topic, "topic_code"),
    Kind.QUESTIONNAIRE: (Questionnaire, "questionnaire_code"),
}
"""References by code: the table, and the column of the file."""

_REFERENCES = {kind.value: kind for kind in (*CODED, Kind.RESPONSE)} | {"complaint": Kind.RESPONSE}


@dataclass(frozen=True)
class OwnField:
    """One column: its title in the file, its column in the database, and what a cell holds."""

    title: str
    stored: "Column[Any]"
    kind: Kind


@dataclass(frozen=True)
class OwnTable:
    """A table that travels beside the import's own.

    left_out : columns that stay here. numbered : rows keep their number, since others name it.
    changes : the row is there already once the rest is written, so it is changed, not added.
    only : the rows that say more than the import would bring by itself. snapshots : the column of
    documents that name sheets (surveys.exchange_newest).
    """

    name: str
    table: Any
    left_out: frozenset[str] = frozenset()
    numbered: bool = False
    changes: bool = False
    only: ColumnElement[bool] | None = None
    snapshots: str = ""

    @cached_property
    def fields(self) -> tuple[OwnField, ...]:
        """The columns, in the order of the table."""
        columns = self.table.__table__.columns
        kept = (column for column in columns if column.name not in self.left_out)
        return tuple(
            self._field(column)
            for column in kept
            if column.name != "id" or column.foreign_keys or self.numbered or self.table is Response
        )

    def _field(self, column: "Column[Any]") -> OwnField:
        for key in column.foreign_keys:
            target = key.target_fullname.partition(".")[0]
            if target in _REFERENCES:
                kind = _REFERENCES[target]
                title = "response_id" if kind is Kind.RESPONSE else CODED[kind][1]
                return OwnField(title, column, kind)
            return OwnField(f"{target}_id", column, Kind.NUMBER)
        name = column.name
        if name == "id" and self.table is Response:
            return OwnField("response_id", column, Kind.RESPONSE)
        if name == "id":
            return OwnField(f"{self.table.__tablename__}_id", column, Kind.NUMBER)
        if self.table is Questionnaire and name == "code":
            return OwnField("questionnaire_code", column, Kind.TEXT)
        kind = Kind.SNAPSHOT if name == self.snapshots else _kind_of(column)
        return OwnField(name, column, kind)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The header of the file."""
        return tuple(field.title for field in self.fields)

    @property
    def key(self) -> OwnField:
        """The column that names the row to change."""
        return self.fields[0]


def _kind_of(column: "Column[Any]") -> Kind:
    for type_, kind in (
        (JSON, Kind.JSON),
        (Boolean, Kind.FLAG),
        (Integer, Kind.NUMBER),
        (Float, Kind.REAL),
        (UtcDateTime, Kind.MOMENT),
        (Date, Kind.DAY),
    ):
        if isinstance(column.type, type_):
            return kind
    return Kind.TEXT
