"""Many rows in one statement, in the way that each database does it best.

PostgreSQL takes a batch of any size as one array a column, so that a statement is parsed once and
not once a row. SQLite's module gives the interpreter up at every step and waits to get it back from
whoever serves requests, so many rows go into one step; the lengths are powers of two, so that few
steps make up any batch and the statements stay prepared.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

PIECES = (128, 64, 32, 16, 8, 4, 2, 1)


Pieces = tuple[tuple[int, str], ...]
"""Statements of SQLite, each with how many rows it takes."""


@dataclass(frozen=True)
class Insertion:
    """An insert of many rows: the columns, and what follows them.

    nullable : columns in which a row for SQLite holds 0 where nothing is meant.
    """

    table: str
    columns: tuple[str, ...]
    tail: str = ""
    nullable: frozenset[str] = frozenset()

    def _head(self) -> str:
        return f"insert into {self.table} ({', '.join(self.columns)})"

    def from_arrays(self, types: Mapping[str, str]) -> str:
        """The statement of PostgreSQL; a column whose type is not given is an int."""
        arrays = ", ".join(f"%s::{types.get(name, 'int')}[]" for name in self.columns)
        return f"{self._head()} select * from unnest({arrays}) {self.tail}"

    def in_pieces(self) -> Pieces:
        """The statements of SQLite."""
        marks = ("nullif(?, 0)" if name in self.nullable else "?" for name in self.columns)
        one = f"({', '.join(marks)})"
        return tuple(
            (count, f"{self._head()} values {', '.join([one] * count)} {self.tail}")
            for count in PIECES
        )


def arrays_of(rows: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    """Rows as one array literal a column, as PostgreSQL reads them; the statement says the types.

    The driver would look at every value by itself, in Python, at several times the cost.
    """
    return tuple([_array(column) for column in zip(*rows, strict=True)])


def _array(values: Sequence[object]) -> str:
    if set(map(type, values)) == {int}:
        return "{" + ",".join(map(str, values)) + "}"
    return "{" + ",".join([_element(value) for value in values]) + "}"


def _element(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return '"\\\\x' + value.hex() + '"'
    text = value if isinstance(value, str) else str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def at_once(
    connection: Connection, statement: str, values: Sequence[object] = ()
) -> list[tuple[Any, ...]]:
    """The rows of a statement of SQLite, without the layers between; errors are the usual ones.

    The layers cost a third of what storing an answer costs.
    """
    if not connection.in_transaction():
        connection.begin()
    try:
        return connection.connection.driver_connection.execute(statement, values).fetchall()  # type: ignore[union-attr, no-any-return]
    except sqlite3.Error as problem:
        # Without the values: they are what a citizen wrote.
        raise DBAPIError.instance(statement, None, problem, sqlite3.Error) from problem


def insert_rows(connection: Connection, pieces: Pieces, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert all rows into SQLite, or none where there are none. Never commits."""
    done = 0
    for piece, statement in pieces:
        while len(rows) - done >= piece:
            values = tuple(chain.from_iterable(rows[done : done + piece]))
            at_once(connection, statement, values)
            done += piece
