"""A batch of answers on SQLite in one step, which is a transaction by itself.

SQLite's module gives the interpreter up at every step and waits to get it back from whoever serves
requests; a batch of a dozen steps waits a dozen times. Here a batch is one statement into a view
that the writing connection has for itself; the trigger of the view does for each row what
surveys.responses.store_drafts does for a batch: the response, its mark where the key was used
before, the case of its comment, the counts of day and month. Without a BEGIN the statement is
committed, and flushed, at its end.

Answers that are there already break the statement, and nothing of it is stored; slips and what the
portal keeps out of the figures need more than this. Those batches go through store_drafts.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from surveys.response_rows import (
    COMPLAINT_COLUMNS,
    NULLABLE,
    RESPONSE_COLUMNS,
    Row,
    response_row,
)
from surveys.rollups import COUNTS, raising
from surveys.tables.responses import COLUMNS

if TYPE_CHECKING:
    from surveys.responses import Draft

LARGEST = 128
SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, LARGEST)
"""Rows of the statements; a batch is filled up with rows that the trigger passes over."""

_VIEW_COLUMNS = (*RESPONSE_COLUMNS[1:], "comment", "receipt", "private", "sealed")
_FILLER: Row = (0,) * len(_VIEW_COLUMNS)


def _given(name: str) -> str:
    if name == "marks":
        # 1 is MARK_REUSED_KEY, and a truth value of SQLite.
        return "new.marks | exists (select 1 from response where form_key = new.form_key)"
    return f"nullif(new.{name}, 0)" if name in NULLABLE else f"new.{name}"


def _counted(name: str) -> str:
    """What one answer adds to a count; what is missing is 0 here, and equals no score."""
    answered_any = " or ".join(f"new.{column}" for column in COLUMNS)
    answered_all = " and ".join(f"new.{column}" for column in COLUMNS)
    whole = {
        "responses": "1",
        "respondents": f"({answered_any})",
        "incomplete": f"(({answered_any}) and not ({answered_all}))",
        "comments": "new.comment <> 0",
        "excluded": "0",
    }
    column, _, value = name.rpartition("_")
    return whole.get(name) or f"new.{column} = {value}"


def _trigger() -> str:
    counts = ", ".join(map(_counted, COUNTS))
    keys = "new.counter_id, {}, new.channel, new.helped, new.questionnaire_id, new.unit_id"
    month = "substr(new.local_date, 1, 8) || '01'"
    case = (
        "last_insert_rowid(), new.unit_id, new.counter_id, new.local_date, new.comment,"
        " new.receipt, new.private, nullif(new.sealed, 0), 'new', 0, 0, 1"
    )
    steps = (
        f"insert into response ({', '.join(RESPONSE_COLUMNS[1:])})"
        f" values ({', '.join(map(_given, RESPONSE_COLUMNS[1:]))})",
        f"insert into complaint ({', '.join(COMPLAINT_COLUMNS)})"
        f" select {case} where new.comment <> 0",
        raising("counter_day", f"values ({keys.format('new.local_date')}, {counts})"),
        raising("counter_month", f"values ({keys.format(month)}, {counts})"),
    )
    return (
        "create temp trigger if not exists arrive instead of insert on arriving"
        f" when new.counter_id <> 0 begin {'; '.join(steps)}; end"
    )


_NOTHING = ", ".join(f"0 as {name}" for name in _VIEW_COLUMNS)
_PREPARATIONS = (f"create temp view if not exists arriving as select {_NOTHING}", _trigger())
_ONE_ROW = f"({', '.join('?' * len(_VIEW_COLUMNS))})"
_STATEMENTS = {
    size: f"insert into arriving values {', '.join([_ONE_ROW] * size)}" for size in SIZES
}
_SIZE_FOR = [next(size for size in SIZES if size >= count) for count in range(LARGEST + 1)]


def are_plain(drafts: "Sequence[Draft]") -> bool:
    """Whether a batch can go in one step, unless something of it is there already."""
    return all(draft.slip is None and not draft.excluded for draft in drafts)


def store_arrivals(connection: PoolProxiedConnection, drafts: "Sequence[Draft]") -> None:
    """Store plain answers of which none is there yet, LARGEST at a step.

    A single step outside a transaction is durable when this returns; of more the caller makes one
    transaction. Raises IntegrityError where one is there already, and what SQLite raises otherwise.
    """
    driver: Any = connection.driver_connection
    try:
        if not connection.info.get("arriving"):
            for statement in _PREPARATIONS:
                driver.execute(statement)
            # What a transaction makes goes away with it when it is rolled back.
            connection.info["arriving"] = not driver.in_transaction
        for start in range(0, len(drafts), LARGEST):
            piece = drafts[start : start + LARGEST]
            size = _SIZE_FOR[len(piece)]
            rows = [*map(_row, piece), *[_FILLER] * (size - len(piece))]
            driver.execute(_STATEMENTS[size], tuple(chain.from_iterable(rows)))
    except sqlite3.Error as problem:
        # Without the values: they are what a citizen wrote.
        raise DBAPIError.instance("arriving", None, problem, sqlite3.Error) from problem


def _row(draft: "Draft") -> Row:
    """A draft in the order of the view; its number is given by the table."""
    commented = draft.comment is not None
    return (
        *response_row(0, draft)[1:],
        draft.comment if commented else 0,
        draft.receipt if commented else 0,
        int(draft.private),
        draft.sealed or 0,
    )
