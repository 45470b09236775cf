"""Tables of their own in an export: what an import of an agency does not bring.

Each names only its table; columns follow from the table itself, so that a column that is added is
exported and restored without a word here. Numbers of rows become the codes that outlive them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Float,
    Integer,
    Select,
    case,
    or_,
    select,
)

from surveys.tables import (
    Agency,
    ClosedPeriod,
    Complaint,
    ComplaintLabel,
    CycleReview,
    Decision,
    EffectProtocol,
    Exclusion,
    FollowUp,
    Holiday,
    IssuedPiece,
    LateCorrection,
    OlderResult,
    OpenDay,
    OpenDaySeen,
    Plan,
    PlanItem,
    Prediction,
    PublishedFigure,
    Questionnaire,
    ReportText,
    Response,
    RetiredCode,
    Service,
    ServiceCounter,
    Slip,
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
    only : the rows that say more than the import would bring by itself.
    """

    name: str
    table: Any
    left_out: frozenset[str] = frozenset()
    numbered: bool = False
    changes: bool = False
    only: ColumnElement[bool] | None = None

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
        return OwnField(name, column, _kind_of(column))

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


_ODD = or_(
    Response.marks != 0,
    Response.excluded,
    Response.issued_on != Response.local_date,
    Response.questionnaire_id
    != select(Questionnaire.id)
    .where(Questionnaire.unit_id.is_(None), Questionnaire.mode == "full")
    .order_by(Questionnaire.valid_from.desc(), Questionnaire.id.desc())
    .limit(1)
    .scalar_subquery(),
)

_IN_RESPONSES = frozenset(Response.__table__.columns.keys()) - {
    "id",
    "issued_on",
    "questionnaire_id",
    "marks",
    "excluded",
}
_IN_COUNTERS = frozenset({"unit_id", "name", "public_code", "closed_from", "closed_reason"})
_NAMED_ELSEWHERE = frozenset({"unit_id", "counter_id", "local_date", "text"})

OWN_TABLES: tuple[OwnTable, ...] = (
    OwnTable("questionnaires", Questionnaire),
    OwnTable("retired_codes", RetiredCode),
    OwnTable(
        "counter_hours",
        ServiceCounter,
        _IN_COUNTERS | {"closed_scans", "reopened_on"},
        changes=True,
        only=ServiceCounter.opens_hour.is_not(None) | ServiceCounter.closes_hour.is_not(None),
    ),
    OwnTable(
        "counter_closings",
        ServiceCounter,
        _IN_COUNTERS | {"opens_hour", "closes_hour"},
        changes=True,
        only=(ServiceCounter.closed_scans > 0) | ServiceCounter.reopened_on.is_not(None),
    ),
    # Which slip an answer came with stays here: whoever handed the slip over knows the person.
    OwnTable("slips", Slip),
    OwnTable("marks", Response, _IN_RESPONSES, changes=True, only=_ODD),
    OwnTable("exclusions", Exclusion),
    # What is sealed for the inspector names people, so it never leaves.
    OwnTable("cases", Complaint, _NAMED_ELSEWHERE | {"sealed"}, changes=True),
    OwnTable("labels", ComplaintLabel),
    OwnTable("predictions", Prediction),
    OwnTable("decisions", Decision, frozenset({"account_id"})),
    OwnTable("follow_ups", FollowUp),
    OwnTable("plans", Plan, numbered=True),
    OwnTable("plan_items", PlanItem),
    OwnTable("effect_protocols", EffectProtocol),
    OwnTable("cycle_reviews", CycleReview),
    OwnTable("closed_periods", ClosedPeriod, numbered=True),
    OwnTable("late_corrections", LateCorrection),
    OwnTable("issued_pieces", IssuedPiece),
    OwnTable("report_texts", ReportText),
    OwnTable("holidays", Holiday),
    OwnTable("older_results", OlderResult, frozenset({"unit_part"})),
    OwnTable("published", PublishedFigure),
    OwnTable("open_days", OpenDay),
    OwnTable("open_days_seen", OpenDaySeen),
)
"""In the order in which rows may refer to each other."""

STAYS = frozenset(
    {
        "account",
        "sign_in",
        "audit_entry",
        "setting",
        "job",
        "counter_day",
        "counter_month",
        "kept_figure",
    }
)
"""Never exported: who works here and what they did; and what is counted anew."""

SPENT = "spent"
"""Stands for the answer that a slip was spent on."""


def own_rows(
    connection: Connection, own: OwnTable, *, confidential: bool = True
) -> Iterator[list[Any]]:
    """The rows of a table as plain cells; without `confidential`, no case that is held back."""
    streaming = connection.execution_options(stream_results=True, max_row_buffer=2000)
    kinds = [field.kind for field in own.fields]
    for row in streaming.execute(_query(own, confidential)):
        cells = [_cell(kind, value) for kind, value in zip(kinds, row, strict=True)]
        if own.table is Slip and cells[own.titles.index("used_key")] is not None:
            cells[own.titles.index("used_key")] = SPENT
        yield cells


def held_back() -> ColumnElement[bool]:
    """Which complaints only the narrow circle reads: confidential, or not read by anybody yet."""
    return or_(Complaint.confidential, Complaint.read_by.is_(None))


def _query(own: OwnTable, confidential: bool) -> Select[Any]:
    source: Any = own.table.__table__
    wanted: list[Any] = []
    conditions: list[ColumnElement[bool]] = [] if own.only is None else [own.only]
    for field in own.fields:
        if field.kind is Kind.RESPONSE:
            other = Response.__table__.alias()
            name = other.c.form_key + case((other.c.digest == "", ""), else_="." + other.c.digest)
        elif field.kind in CODED:
            other = CODED[field.kind][0].__table__.alias()
            name = other.c.code
        else:
            wanted.append(field.stored)
            continue
        source = source.outerjoin(other, other.c.id == field.stored)
        wanted.append(name)
    if not confidential:
        conditions += [
            column.is_(None) | column.not_in(select(Complaint.id).where(held_back()))
            for column in own.table.__table__.columns
            if (own.table is Complaint and column.name == "id")
            or any(key.target_fullname == "complaint.id" for key in column.foreign_keys)
        ]
    order = own.table.__table__.primary_key.columns
    return select(*wanted).select_from(source).where(*conditions).order_by(*order)


def _cell(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.JSON:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if kind is Kind.FLAG:
        return int(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def number_titles(own: OwnTable) -> tuple[str, ...]:
    """Columns of numbers."""
    numbers = {Kind.NUMBER, Kind.REAL, Kind.FLAG}
    return tuple(field.title for field in own.fields if field.kind in numbers)


def own_table(name: str) -> OwnTable | None:
    """The table of a name."""
    return next((own for own in OWN_TABLES if own.name == name), None)


def own_names() -> Sequence[str]:
    """The names of all of them."""
    return tuple(own.name for own in OWN_TABLES)
