"""Documents in a database that somebody broke by hand: which row of which table.

SQLite keeps any text in a column of documents; PostgreSQL refuses what is none. Looked for only
after something failed, since a sound database needs no look.
"""

from typing import NamedTuple

from sqlalchemy import JSON, Connection, Table, case, cast, func, literal_column, select
from sqlalchemy.types import Text

from surveys.tables import Base

# Lists that a query takes apart; anything else in them stops it on either database.
_LISTS = {("topic", "addresses"), ("topic", "elements")}


class BrokenDocument(NamedTuple):
    """Where a document cannot be read: table, column, and the row as "key = value"."""

    table: str
    column: str
    row: str

    def __str__(self) -> str:
        return f"tabel {self.table}, baris {self.row}: kolom {self.column} bukan JSON yang benar"


def broken_documents(connection: Connection) -> list[BrokenDocument]:
    """Every document that cannot be read, in the order of the tables."""
    found: list[BrokenDocument] = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                found += _broken_in(connection, table, column.name)
    return found


def _broken_in(connection: Connection, table: Table, name: str) -> list[BrokenDocument]:
    column = table.columns[name]
    is_list = (table.name, name) in _LISTS
    if connection.dialect.name == "sqlite":
        written = cast(literal_column(f'"{table.name}"."{name}"'), Text)
        # Asking for the type of what is no document would stop the search.
        kind = case((func.json_valid(written) == 1, func.json_type(written)), else_="")
        wrong = kind.not_in(["array", "null"]) if is_list else kind == ""
    elif is_list:
        wrong = func.json_typeof(column).not_in(["array", "null"])
    else:
        return []
    keys = list(table.primary_key.columns)
    rows = connection.execute(
        select(*keys).select_from(table).where(column.is_not(None), wrong).order_by(*keys)
    )
    return [
        BrokenDocument(
            table.name,
            name,
            ", ".join(f"{key.name} = {value}" for key, value in zip(keys, row, strict=True)),
        )
        for row in rows
    ]
