"""Import of the folder or workbook format: all of it or nothing, and every fault named.

The same code updates its row; an absent column or an empty optional cell leaves what is stored; a
response that is there already is skipped.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from surveys.errors import SurveyError
from surveys.exchange_belonging import registry_of
from surveys.exchange_check import (
    Checked,
    Known,
    Report,
    check_reach,
    check_references,
    check_registry,
    known_places,
)
from surveys.exchange_drafts import Places, Row, drafts
from surveys.exchange_moves import check_moves, drop_foreign_services, keep_former_agencies
from surveys.exchange_newest import response_name
from surveys.exchange_responses import check_responses
from surveys.exchange_restore import (
    check_own,
    is_empty,
    left_aside,
    marked,
    overlays,
    own_sheets,
    write_questionnaires,
)
from surveys.exchange_rows import FILES, Column, Sheet
from surveys.exchange_sense import check_sense
from surveys.exchange_visits import check_visits
from surveys.exchange_write import write_registry
from surveys.places import questionnaire_of_all
from surveys.responses import Draft, known_pairs, store_drafts
from surveys.tables import Service, ServiceCounter, Unit

SLICE = 500
"""Answers that are stored in one go: what arrives meanwhile waits for no more than these."""
# A response of a citizen is exported as the name of its form and the digest of its content.
_OWN_IDENTITY = re.compile(r"([\w-]{20})\.([\w-]{11})")

Tell = Callable[[int, int], None]


class Rejected(SurveyError):
    """Something in the import is wrong: nothing was written, the report says what."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.errors)} faults")
        self.report = report


@dataclass(frozen=True)
class Makers:
    """What an import needs from above: masking, receipts, and chance for new public codes.

    masked : a comment as it is stored, and the names in it, sealed, where these are kept at all.
    """

    masked: Callable[[str], tuple[str, bytes | None]]
    receipt_for: Callable[[str, str], str]
    random_bytes: Callable[[int], bytes]


def identity(response_id: str) -> tuple[str, str]:
    """Form key and digest of a response, from the name under which it is exchanged."""
    own = _OWN_IDENTITY.fullmatch(response_id)
    return (own.group(1), own.group(2)) if own else (response_id, "")


@dataclass
class Incoming:
    """What was sent, read and without a fault; `known` is what it was checked against.

    restored : tables of an export, which only an empty database takes.
    """

    report: Report
    known: Known
    tables: dict[str, Checked]
    rows: list[Row]
    restored: list[Any]
    has_responses: bool


def check_tables(
    connection: Connection,
    sheets: Sequence[Sheet],
    *,
    now: datetime,
    tell: Tell = lambda done, total: None,
    columns: Mapping[str, Mapping[str, Column]] | None = None,
) -> Incoming:
    """Check everything; raises Rejected with every fault. Writes nothing.

    What an export holds beside the import's own tables is restored into an empty database only.
    columns : the only tables and columns that may be brought in; all of them unless given.
    """
    report = Report()
    known = known_places(connection)
    by_name = {sheet.name: sheet for sheet in sheets}
    tables = {
        name: check_registry(by_name[name], report, None if columns is None else columns[name])
        for name in FILES
        if name in by_name and (name != "responses" if columns is None else name in columns)
    }
    if columns is not None:
        check_reach(sheets, tables, columns, known, report)
    check_references(tables, known, report)
    check_sense(tables, known, report)
    check_moves(tables, known, report)
    registry = registry_of(tables, known)
    stored_among = partial(_stored, connection)
    own = own_sheets(sheets)
    restoring = bool(own) and is_empty(connection, known)
    rows: list[Row] = []
    has_responses = "responses" in by_name and columns is None
    if has_responses:
        sheet = by_name["responses"]
        rows = check_responses(
            sheet, registry, now, report, tell, stored_among, restoring=restoring
        )
    if not report.errors:
        check_visits(connection, tables, rows, registry, stored_among, report)
    restored = []
    if restoring:
        restored = check_own(own, tables, {row.response_id for row in rows}, report)
    else:
        left_aside(own, report)
    if report.errors:
        raise Rejected(report)
    return Incoming(report, known, tables, rows, restored, has_responses)


class Overtaken(SurveyError):
    """The registry is no longer what an import was checked against: it must be checked again."""


def write_places(
    connection: Connection, incoming: Incoming, *, now: datetime, makers: Makers
) -> None:
    """Write the registry of an import; raises Overtaken where it was changed since the check."""
    if known_places(connection) != incoming.known:
        raise Overtaken
    keep_former_agencies(connection, incoming.tables, incoming.known)
    write_registry(
        connection, incoming.tables, incoming.known, now, makers.random_bytes, incoming.report
    )
    drop_foreign_services(connection)
    write_questionnaires(connection, incoming.restored)
    if incoming.has_responses:
        for counts in (incoming.report.written, incoming.report.updated, incoming.report.skipped):
            counts["responses"] = 0


def drafts_of(
    connection: Connection, incoming: Incoming, *, now: datetime, makers: Makers
) -> Iterator[list[Draft]]:
    """The answers of an import, a slice at a time, masked and ready to be stored.

    The registry of the import must be written. Comes lazily, so that the work lies between slices.
    """
    version = questionnaire_of_all(connection, now).questionnaire_id
    said = overlays(connection, incoming.restored)
    places = _places(connection)

    def made() -> Iterator[list[Draft]]:
        rows = incoming.rows
        for start in range(0, len(rows), SLICE):
            found = list(
                drafts(
                    rows[start : start + SLICE],
                    places,
                    version,
                    makers.masked,
                    makers.receipt_for,
                    identity,
                )
            )
            for draft in found if said else ():
                if (of_it := said.get(response_name(draft.form_key, draft.digest))) is not None:
                    marked(draft, of_it)
            yield found

    return made()


def write_answers(connection: Connection, batch: Sequence[Draft], report: Report) -> None:
    """Store a slice; what is there already is skipped, so a slice may come a second time."""
    for answer in store_drafts(connection, batch):
        counts = report.skipped if answer.again else report.written
        counts["responses"] += 1


def count_answers(connection: Connection, incoming: Incoming) -> None:
    """Note in the report what storing the answers would do, without storing any."""
    if not incoming.has_responses:
        return
    there = len(_stored(connection, [row.response_id for row in incoming.rows]))
    incoming.report.skipped["responses"] += there
    incoming.report.written["responses"] += len(incoming.rows) - there


def _stored(connection: Connection, names: Sequence[str]) -> set[str]:
    """Those of these responses that are stored already."""
    found: set[str] = set()
    for start in range(0, len(names), SLICE):
        pairs = {identity(name): name for name in names[start : start + SLICE]}
        there = known_pairs(connection, [form_key for form_key, _ in pairs])
        found.update(name for pair, name in pairs.items() if pair in there)
    return found


def _places(connection: Connection) -> Places:
    counters = connection.execute(
        select(ServiceCounter.code, ServiceCounter.id, Unit.code).join(
            Unit, Unit.id == ServiceCounter.unit_id
        )
    )
    services = connection.execute(select(Service.code, Service.id))
    units = connection.execute(select(Unit.code, Unit.id, Unit.time_zone))
    return Places(
        {row[0]: (row[1], row[2]) for row in counters},
        {row[0]: row[1] for row in services},
        {row[0]: (row[1], ZoneInfo(row[2])) for row in units},
    )


def summary(report: Report) -> dict[str, Any]:
    """What the audit log keeps of an import."""
    return {
        "written": report.written,
        "updated": report.updated,
        "skipped": report.skipped,
        "warnings": len(report.warnings),
    }
