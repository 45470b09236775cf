"""Exports of older versions, whose snapshots name their newest sheet by its number over there.

A restored sheet has another number. It is found again by what the snapshot counted, since an export
keeps the order of the sheets. Where none is found the snapshot names none, so that no foreign
number is believed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from surveys.exchange_newest import NEWEST, snapshots_in
from surveys.issued_sheets import newest_counted
from surveys.published_due import WITHDRAWN
from surveys.rules.elements import ELEMENTS
from surveys.rules.periods import parse_period
from surveys.tables import ClosedPeriod

SAID = "dari versi lama; lembar terbaru yang terhitung dicari lagi dari isinya"
"""What is told of a table with such snapshots."""

_Counts = dict[str, Any]


def is_numbered(document: Any) -> bool:
    """Whether any snapshot of a document names its newest sheet by a number; 0 names none."""
    return any(_numbered(each) for each in snapshots_in(document))


def _numbered(counts: _Counts) -> bool:
    return isinstance(counts.get(NEWEST), int) and counts[NEWEST] > 0


def find_newest(connection: Connection, values: Mapping[str, Any], column: str) -> None:
    """Put the number that the newest sheet has here into the snapshots of a restored row.

    Sheets and exclusions must be written. values : the row as it will be stored; column : where
    its document stands.
    """
    if not is_numbered(values[column]):
        return
    unit_id = values.get("unit_id") or _unit_of(connection, values["closed_period_id"])
    for code, n, counts in _snapshots(values, column):
        if _numbered(counts):
            bins = [counts["bins"].get(name, (0, 0, 0, 0)) for name in ELEMENTS]
            counts[NEWEST] = newest_counted(connection, unit_id, parse_period(code), n, bins)


def _snapshots(values: Mapping[str, Any], column: str) -> Iterator[tuple[str, int, _Counts]]:
    """The quarter, the number of respondents and the counts of each snapshot."""
    document = values[column]
    if "snapshots" not in document:
        # One that was withdrawn shows nobody, and remembers how many it was of.
        yield values["period"], values["respondents"] or document.get(WITHDRAWN, 0), document
        return
    for code, n, counts, _ in document["snapshots"]:
        yield code, n, counts


def _unit_of(connection: Connection, closing_id: int) -> int:
    """The unit of a closed period that a correction stands beside."""
    closing = select(ClosedPeriod.unit_id).where(ClosedPeriod.id == closing_id)
    return connection.execute(closing).scalar_one()
