"""A batch of answers on PostgreSQL in one statement, which is a transaction by itself.

The database's own function `store_answers` stores the responses, opens the cases and raises the
counts of day and month; it leaves out what is there already and tells which that is. One trip
stores a batch of any size, and nothing of it is stored where one row cannot be. Slips and what the
portal keeps out of the figures need more than this, and go through store_drafts.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Dialect, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from surveys.bulk import arrays_of
from surveys.response_rows import RESPONSE_COLUMNS, Row, response_row

if TYPE_CHECKING:
    from surveys.responses import Draft

MARK_REUSED_KEY = 1
_GIVEN = (*RESPONSE_COLUMNS[1:-1], "comment", "receipt", "private", "sealed")
_PLACES = ", ".join(f"${number}" for number in range(1, len(_GIVEN) + 1))
STATEMENT = f"select unnest(store_answers({_PLACES}))".encode()


def store_together(
    connection: PoolProxiedConnection, dialect: Dialect, drafts: "Sequence[Draft]"
) -> set[int]:
    """Store plain answers, durably once this returns; the places of those that were there already.

    Raises what SQLAlchemy would raise; the values, being what citizens wrote, are left out. A lost
    connection is taken out of the pool.
    """
    # In one order for all processes, so that two with the same keys never wait in a ring.
    order = sorted(range(len(drafts)), key=lambda place: drafts[place].form_key)
    rows = _rows([drafts[place] for place in order])
    driver: Any = connection.driver_connection
    module: Any = dialect.dbapi
    # The driver's own layers would send BEGIN and COMMIT as trips of their own.
    result = driver.pgconn.exec_params(STATEMENT, [array.encode() for array in arrays_of(rows)])
    if result.status == module.pq.ExecStatus.TUPLES_OK:
        return {order[int(result.get_value(row, 0)) - 1] for row in range(result.ntuples)}
    problem = module.errors.error_from_result(result, "utf-8")
    lost = driver.pgconn.status != module.pq.ConnStatus.OK
    if lost:
        connection.invalidate()
    raise DBAPIError.instance(
        STATEMENT.decode(), None, problem, module.Error, connection_invalidated=lost
    ) from problem


def _rows(drafts: "Sequence[Draft]") -> list[Row]:
    seen: set[str] = set()
    rows = []
    for draft in drafts:
        # What is stored already the database sees; what comes in the same batch it does not.
        if draft.form_key in seen:
            draft.marks |= MARK_REUSED_KEY
        seen.add(draft.form_key)
        commented = draft.comment is not None
        rows.append(
            (
                *response_row(0, draft, False)[1:-1],
                draft.comment,
                draft.receipt if commented else None,
                draft.private,
                draft.sealed,
            )
        )
    return rows
