"""The rows of the tables that travel beside the import's own, as plain cells."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, or_, select

from surveys.exchange_fields import CODED, Kind, OwnTable
from surveys.exchange_newest import name_newest
from surveys.tables import Complaint, Response, Slip

PORTION = 500
"""Rows that are in memory together: some hold pieces of documents."""
SPENT = "spent"
"""Stands for the answer that a slip was spent on."""


def own_rows(
    connection: Connection, own: OwnTable, *, confidential: bool = True
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as plain cells; without `confidential`, no case that is held back.

    Column by column: most of them are cells already, and a hundred thousand rows need no look.
    """
    streaming = connection.execution_options(stream_results=True, max_row_buffer=PORTION)
    written = {
        place: _WRITTEN[field.kind]
        for place, field in enumerate(own.fields)
        if field.kind in _WRITTEN
    }
    if own.table is Slip:
        written[own.titles.index("used_key")] = lambda _key: SPENT
    for portion in streaming.execute(_query(own, confidential)).partitions(PORTION):
        columns: list[Any] = list(zip(*portion, strict=True))
        for place, field in enumerate(own.fields):
            if field.kind is Kind.SNAPSHOT:
                name_newest(connection, columns[place])
        for place, cell in written.items():
            columns[place] = [None if each is None else cell(each) for each in columns[place]]
        yield from zip(*columns, strict=True)


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


def _document(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_WRITTEN: dict[Kind, Callable[[Any], Any]] = {
    Kind.JSON: _document,
    Kind.SNAPSHOT: _document,
    Kind.FLAG: int,
    Kind.DAY: date.isoformat,
    Kind.MOMENT: datetime.isoformat,
}
"""How values are written that are no cells yet."""
