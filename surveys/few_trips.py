"""A batch of answers on PostgreSQL in two trips to the server instead of eight.

Each trip costs more than the server's work for a small batch. What is there already and the next
numbers are asked together with BEGIN; responses, cases, exclusions and counts are then sent in one
pipeline behind a savepoint. Where another process has stored one of the keys a moment ago, or a row
cannot be stored, nothing of the second trip stays, and the batch goes the long way, which tells
what is wrong.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy.exc import DBAPIError

from surveys.bulk import arrays_of
from surveys.response_rows import (
    INSERT_COMPLAINTS,
    INSERT_EXCLUSIONS,
    INSERT_RESPONSES,
    complaint_row,
    exclusion_row,
    response_row,
)
from surveys.rollups import raising_of

if TYPE_CHECKING:
    from surveys.responses import Draft

Sent = tuple[str, Sequence[object] | None]

KNOWN = "select form_key, digest from response where form_key = any(%s)"
NUMBERS = "select nextval('response_id_seq') from generate_series(1, %s)"
SAVEPOINT: Sent = ("savepoint batch", None)


def in_one_trip(connection: sqlalchemy.Connection, sent: Sequence[Sent]) -> list[Any]:
    """The cursors of statements that are sent together, each with what it found.

    Raises what the layers above would raise; the values, being what citizens wrote, are left out.
    """
    if not connection.in_transaction():
        connection.begin()
    raw: Any = connection.connection.driver_connection
    module: Any = connection.dialect.dbapi
    cursors = []
    try:
        with raw.pipeline():
            for statement, values in sent:
                cursor = raw.cursor()
                cursor.execute(statement, values)
                cursors.append(cursor)
    except module.Error as problem:
        lost = connection.dialect.is_disconnect(problem, raw, None)
        if lost:
            connection.invalidate()
        raise DBAPIError.instance(
            sent[0][0], None, problem, module.Error, connection_invalidated=lost
        ) from problem
    return cursors


def known_and_numbers(
    connection: sqlalchemy.Connection, keys: Sequence[str], count: int
) -> tuple[set[tuple[str, str]], list[int]]:
    """Which form keys are stored, each with its digests, and so many fresh numbers."""
    known, numbers = in_one_trip(connection, [(KNOWN, (list(keys),)), (NUMBERS, (count,))])
    return set(known.fetchall()), [row[0] for row in numbers.fetchall()]


def stored_in_one_trip(
    connection: sqlalchemy.Connection, numbered: Sequence[tuple[int, "Draft"]]
) -> bool:
    """Whether all of them are stored now; else nothing of them is."""
    responses = arrays_of([response_row(number, draft, False) for number, draft in numbered])
    sent: list[Sent] = [SAVEPOINT, (INSERT_RESPONSES.arrays, responses)]
    cases = [complaint_row(n, draft, False) for n, draft in numbered if draft.comment is not None]
    if cases:
        sent.append((INSERT_COMPLAINTS.arrays, arrays_of(cases)))
    kept_out = [exclusion_row(n, draft, False) for n, draft in numbered if draft.excluded]
    if kept_out:
        sent.append((INSERT_EXCLUSIONS.arrays, arrays_of(kept_out)))
    for statement, rows in raising_of([draft for _, draft in numbered]):
        sent.append((statement.arrays, arrays_of(rows)))
    try:
        done = in_one_trip(connection, sent)
    except DBAPIError as problem:
        # A deadlock or an outage is told as it is; a row that cannot be stored is looked for.
        state = getattr(problem.orig, "sqlstate", None) or ""
        if problem.connection_invalidated or not state.startswith(("22", "23")):
            raise
    else:
        if done[1].rowcount == len(numbered):
            return True
    connection.exec_driver_sql("rollback to savepoint batch")
    return False
