"""Import of the folder or workbook format: all of it or nothing, and every fault named.

The same code updates its row; an absent column or an empty optional cell leaves what is stored; a
response that is there already is skipped.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from surveys.errors import SurveyError
from surveys.exchange_check import (
    Report,
    check_references,
    check_registry,
    known_places,
)
from surveys.exchange_responses import Places, Row, check_responses, drafts
from surveys.exchange_restore import (
    Values,
    check_own,
    is_empty,
    left_aside,
    marked,
    overlays,
    own_sheets,
    write_own,
    write_questionnaires,
)
from surveys.exchange_rows import FILES, Sheet
from surveys.exchange_sense import check_sense, units_of
from surveys.exchange_write import write_registry
from surveys.places import questionnaire_of_all
from surveys.responses import Draft, store_drafts
from surveys.tables import Service, ServiceCounter, Unit

CHUNK = 1000
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
    """What an import needs from above: masking, receipts, and chance for new public codes."""

    redact: Callable[[str], str]
    receipt_for: Callable[[str, str], str]
    random_bytes: Callable[[int], bytes]


def identity(response_id: str) -> tuple[str, str]:
    """Form key and digest of a response, from the name under which it is exchanged."""
    own = _OWN_IDENTITY.fullmatch(response_id)
    return (own.group(1), own.group(2)) if own else (response_id, "")


def response_id(form_key: str, digest: str) -> str:
    """The name under which a response is exchanged."""
    return f"{form_key}.{digest}" if digest else form_key


def import_tables(
    connection: Connection,
    sheets: Sequence[Sheet],
    *,
    now: datetime,
    makers: Makers,
    tell: Tell = lambda done, total: None,
) -> Report:
    """Check everything, then write everything; raises Rejected with every fault otherwise.

    What an export holds beside the import's own tables is restored into an empty database only.
    """
    report = Report()
    known = known_places(connection)
    by_name = {sheet.name: sheet for sheet in sheets}
    tables = {
        name: check_registry(by_name[name], report)
        for name in FILES
        if name in by_name and name != "responses"
    }
    check_references(tables, known, report)
    check_sense(tables, known, report)
    rows: list[Row] = []
    if "responses" in by_name:
        rows = check_responses(
            by_name["responses"],
            units_of(tables, "counters", known.unit_of_counter, known),
            units_of(tables, "services", known.unit_of_service, known),
            now,
            report,
            tell,
        )
    own = own_sheets(sheets)
    restored = []
    if own and is_empty(connection, known):
        restored = check_own(own, tables, {row.response_id for row in rows}, report)
    else:
        left_aside(own, report)
    if report.errors:
        raise Rejected(report)
    write_registry(connection, tables, known, now, makers.random_bytes, report)
    write_questionnaires(connection, restored)
    if "responses" in by_name:
        said = overlays(connection, restored)
        _write_responses(connection, rows, now, makers, report, tell, said)
    write_own(connection, restored, report)
    return report


def _places(connection: Connection) -> Places:
    counters = connection.execute(
        select(ServiceCounter.code, ServiceCounter.id, Unit.id, Unit.code).join(
            Unit, Unit.id == ServiceCounter.unit_id
        )
    )
    services = connection.execute(select(Service.code, Service.id, Service.unit_id))
    zones = connection.execute(select(Unit.code, Unit.time_zone))
    return Places(
        {row[0]: (row[1], row[2], row[3]) for row in counters},
        {row[0]: (row[1], row[2]) for row in services},
        {row[0]: ZoneInfo(row[1]) for row in zones},
    )


def _write_responses(
    connection: Connection,
    rows: list[Row],
    now: datetime,
    makers: Makers,
    report: Report,
    tell: Tell,
    said: dict[str, Values],
) -> None:
    version = questionnaire_of_all(connection, now).questionnaire_id
    written = skipped = 0
    batch: list[Draft] = []

    def store() -> None:
        nonlocal written, skipped
        for answer in store_drafts(connection, batch):
            if answer.again:
                skipped += 1
            else:
                written += 1
        batch.clear()
        tell(written + skipped, len(rows))

    made = drafts(rows, _places(connection), version, makers.redact, makers.receipt_for, identity)
    for draft in made:
        if said and (of_it := said.get(response_id(draft.form_key, draft.digest))) is not None:
            marked(draft, of_it)
        batch.append(draft)
        if len(batch) == CHUNK:
            store()
    if batch:
        store()
    report.written["responses"] = written
    report.updated["responses"] = 0
    report.skipped["responses"] = skipped


def summary(report: Report) -> dict[str, Any]:
    """What the audit log keeps of an import."""
    return {
        "written": report.written,
        "updated": report.updated,
        "skipped": report.skipped,
        "warnings": len(report.warnings),
    }
