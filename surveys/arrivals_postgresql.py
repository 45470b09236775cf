"""A batch of answers on PostgreSQL in one statement, which can be a transaction by itself.

The database's own function `store_answers` spends slips, stores the responses, opens the cases,
notes what the portal keeps out and raises the counts of day and month; it leaves out what is there
already and tells which that is. One trip stores a batch of any size, and nothing of it is stored
where one row cannot be.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from surveys.bulk import arrays_of
from surveys.response_rows import MARK_REUSED_KEY, RESPONSE_COLUMNS, Row, unnumbered_row

if TYPE_CHECKING:
    from surveys.responses import Draft

_COUNT = len(RESPONSE_COLUMNS) - 1 + len(("slip", "comment", "receipt", "private", "sealed"))
_NUMBERED = ", ".join(f"${number}" for number in range(1, _COUNT + 1))
STATEMENT = f"select unnest(store_answers({_NUMBERED}))"
_IN_ANY_TRANSACTION = f"select unnest(store_answers({', '.join(['%s'] * _COUNT)}))"


def store_together(connection: Connection, drafts: "Sequence[Draft]") -> set[int]:
    """Store answers in the transaction that runs; the places of those that were there already."""
    order, arrays = _sent(drafts)
    found = connection.exec_driver_sql(_IN_ANY_TRANSACTION, arrays)
    return {order[place - 1] for (place,) in found}


def store_by_itself(connection: Connection, drafts: "Sequence[Draft]") -> set[int]:
    """The same outside a transaction: durable once this returns, in one trip.

    Raises what SQLAlchemy would raise; the values, being what citizens wrote, are left out. A lost
    connection is taken out of the pool.
    """
    order, arrays = _sent(drafts)
    driver: Any = connection.connection.driver_connection
    module: Any = connection.dialect.dbapi
    # The driver's own layers would send BEGIN and COMMIT as trips of their own.
    result = driver.pgconn.exec_params(STATEMENT.encode(), [array.encode() for array in arrays])
    if result.status == module.pq.ExecStatus.TUPLES_OK:
        return {order[int(result.get_value(row, 0)) - 1] for row in range(result.ntuples)}
    problem = module.errors.error_from_result(result, "utf-8")
    lost = driver.pgconn.status != module.pq.ConnStatus.OK
    if lost:
        connection.invalidate()
    raise DBAPIError.instance(
        STATEMENT, None, problem, module.Error, connection_invalidated=lost
    ) from problem


def _sent(drafts: "Sequence[Draft]") -> tuple[list[int], tuple[str, ...]]:
    """The places of the drafts in the order in which they are sent, and an array a column.

    The order is the same for all processes, so that two with the same keys never wait in a ring.
    """
    order = sorted(range(len(drafts)), key=lambda place: drafts[place].form_key)
    seen: set[str] = set()
    rows: list[Row] = []
    for place in order:
        draft = drafts[place]
        # What is stored already the database sees; what comes in the same batch it does not.
        if draft.form_key in seen:
            draft.marks |= MARK_REUSED_KEY
        seen.add(draft.form_key)
        rows.append(_row(draft))
    return order, arrays_of(rows)


def _row(draft: "Draft") -> Row:
    commented = draft.comment is not None
    return (
        *unnumbered_row(draft),
        draft.slip,
        draft.comment,
        draft.receipt if commented else None,
        draft.private,
        draft.sealed,
    )
