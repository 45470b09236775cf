"""A form of the registry as one row of an import: checked and written by the same rules."""

import asyncio

from portal.access import Visitor
from portal.bringing_in import import_sheets
from portal.database import Database, utc_now
from portal.forms import StaffForm
from surveys import registry
from surveys.exchange import Rejected
from surveys.exchange_rows import REGISTRY_COLUMNS, Sheet
from surveys.scope import PlaceScope

KINDS = {"agencies": "instansi", "units": "unit", "services": "layanan", "counters": "loket"}
CODE_OF = {
    "agencies": "agency_code",
    "units": "unit_code",
    "services": "service_code",
    "counters": "counter_code",
}


def scope_of(visitor: Visitor) -> PlaceScope:
    """How far a person of the staff reaches."""
    return PlaceScope(visitor.agency_id, visitor.unit_id)


def one_row(kind: str, form: StaffForm) -> tuple[Sheet, dict[str, str]]:
    """A form as a table of one row: it is checked and written by the same rules as an import."""
    columns = [column for column in REGISTRY_COLUMNS[kind] if column != "public_code"]
    given = {column: form.text(column) for column in columns}
    if kind == "counters":
        given["services"] = "|".join(form.all("services"))
    sent = [column for column in columns if column in form.fields or given[column]]
    return Sheet(kind, kind, sent, [[given[column] for column in sent]]), given


async def write_row(
    database: Database, visitor: Visitor, kind: str, sheet: Sheet, given: dict[str, str]
) -> dict[str, str]:
    """Write one row; what is wrong by field, and then nothing is written."""
    try:
        await asyncio.to_thread(
            import_sheets,
            database,
            [sheet],
            actor=visitor.username,
            source=f"{KINDS[kind]} {given[CODE_OF[kind]]}",
            now=utc_now(),
        )
    except Rejected as problem:
        return {fault.column: _sentence(fault.message) for fault in problem.report.errors}
    return {}


def _sentence(message: str) -> str:
    """A remark of the import as a sentence of a form."""
    if message in {"sel wajib ini kosong", "kolom wajib ini tidak ada"}:
        return "Isi dulu, tidak boleh kosong."
    return message[:1].upper() + message[1:] + "."


async def taken(database: Database, kind: str, code: str, unit_code: str = "") -> dict[str, str]:
    """A fault where a code is in use elsewhere; nobody takes over a code by typing it."""
    used = await database.read_async(
        lambda connection: registry.is_taken(connection, kind, code, unit_code)
    )
    where = "" if kind in {"agencies", "units"} else " di unit lain"
    return {CODE_OF[kind]: f"'{code}' sudah dipakai{where}; pilih kode lain."} if used else {}
