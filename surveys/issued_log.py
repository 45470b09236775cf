"""Closed periods beside the audit log, which has a line of every closing and of its file.

A closing that was deleted by hand takes its figures and its file with it; the line stays. A period
is closed once, so a second line means that the closing of the first was removed in between. The
hash of a file stands in the log, too: whoever puts another file there has to change both.
"""

from collections import Counter

from sqlalchemy import Connection, select

from surveys.results_closed import closings_within
from surveys.scope import PlaceScope
from surveys.tables import AuditEntry, Unit

CLOSED = "period_closed"
KEPT = "report_kept"
"""The actions in the log."""

DIGEST = "sha256"
"""What the log says of a file."""

Named = tuple[str, str]
"""The code of a unit and of a period."""


def subject_of(unit_code: str, period: str) -> str:
    """What the log calls a closing."""
    return f"{unit_code} {period}"


def removed(connection: Connection, scope: PlaceScope) -> list[Named]:
    """Closings within reach that the log knows of and that are not there any more, in order.

    A period that was closed again is among them. Of a whole database also those of units that are
    not there any more.
    """
    noted = Counter(
        _named(subject)
        for subject in connection.execute(
            select(AuditEntry.subject).where(AuditEntry.action == CLOSED)
        ).scalars()
    )
    there = Counter((each.unit_code, each.period) for each in closings_within(connection, scope))
    gone = noted - there
    conditions = scope.unit_conditions()
    if conditions:
        within = set(connection.execute(select(Unit.code).where(*conditions)).scalars())
        return sorted(each for each in gone if each[0] in within)
    return sorted(gone)


def kept_digests(connection: Connection) -> dict[Named, str]:
    """By unit and period the hash of the file that was kept last, where the log has one."""
    rows = connection.execute(
        select(AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.action == KEPT)
        .order_by(AuditEntry.id)
    )
    return {_named(subject): (detail or {}).get(DIGEST, "") for subject, detail in rows}


def _named(subject: str) -> Named:
    unit_code, _, period = subject.rpartition(" ")
    return unit_code, period
