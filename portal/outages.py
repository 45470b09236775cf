"""Whether a database as a whole is unwell, and how to ask whether it takes anything again."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

SQLITE_OUTAGES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
POSTGRESQL_OUTAGES = frozenset({"08", "53", "55", "57", "58", "XX"})
"""Classes: connection, resources, lock not available, operator, system, internal."""
READ_ONLY_SERVER = "25006"

# A transaction that must reach the disk and leaves no row: the header of the file on SQLite, a
# transaction number and its commit record on PostgreSQL.
PROBES = {
    "sqlite": "pragma user_version = 0",
    "postgresql": "select pg_current_xact_id()",
}


def is_outage(problem: BaseException) -> bool:
    """Whether the database as a whole is unwell (full, locked, away), not one row wrong."""
    if isinstance(problem, NoConnection):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    if problem.connection_invalidated:
        return True
    code = getattr(problem.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_OUTAGES
    state = getattr(problem.orig, "sqlstate", None)
    if state is None:
        return isinstance(problem, (OperationalError, InterfaceError))
    return state == READ_ONLY_SERVER or state[:2] in POSTGRESQL_OUTAGES


def kind_of(problem: BaseException) -> str:
    """What is wrong, without the row it concerned."""
    if isinstance(problem, DBAPIError) and isinstance(problem, OperationalError):
        return str(problem.orig).strip().partition("\n")[0][:120]
    return type(problem).__name__
