"""The import page: files of agencies go in whole, or every fault is listed and nothing does."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from portal.access import Permission, Visitor
from portal.commands.exchange import import_sheets
from portal.database import Database, utc_now
from portal.documents.import_example import TableShown, example_xlsx, tables
from portal.forms import StaffForm
from portal.pages import Page
from portal.settings import Settings
from portal.spreadsheets import read_source
from surveys.errors import NotFound, Refused
from surveys.exchange import Rejected
from surveys.exchange_check import Remark, Report
from surveys.exchange_rows import FILES

WORKBOOK = "workbook.xlsx"
Sent = list[tuple[str, bytes]]


@dataclass(frozen=True)
class ImportPage(Page):
    """The upload, and what the last one did or why it did nothing."""

    template: ClassVar[str] = "places/import.html"
    files: tuple[str, ...]
    report: Report | None
    problem: str | None
    rehearsed: bool = False
    tables: tuple[TableShown, ...] = field(default_factory=tables)


def only_province(visitor: Visitor) -> None:
    """A folder may hold any agency's rows, so it takes an operator of the whole province."""
    if visitor.agency_id is not None or visitor.unit_id is not None:
        raise NotFound("import")


@get("/registry/import", opt={"access": Permission.EDIT_REGISTRY}, sync_to_thread=False)
def show_import(
    request: Request[Any, Any, Any], visitor: NamedDependency[Visitor]
) -> Response[bytes]:
    """The upload of CSV files or a workbook."""
    only_province(visitor)
    return ImportPage(FILES, None, None).response(request)


@get("/registry/import/contoh.xlsx", opt={"access": Permission.EDIT_REGISTRY})
async def example(visitor: NamedDependency[Visitor]) -> Response[bytes]:
    """An empty workbook with every sheet and column, each explained."""
    only_province(visitor)
    return Response(
        await asyncio.to_thread(example_xlsx),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"content-disposition": 'attachment; filename="contoh-impor-suara-loket.xlsx"'},
    )


def _laid_out(sent: Sent, folder: Path) -> Path:
    """What was sent, as files that an import reads; raises Refused for what it would not."""
    names = [Path(filename.replace("\\", "/")).name for filename, _ in sent]
    if len(names) == 1 and names[0].lower().endswith(".xlsx"):
        (folder / WORKBOOK).write_bytes(sent[0][1])
        return folder / WORKBOOK
    for name, (_, content) in zip(names, sent, strict=True):
        kind, _, ending = name.lower().rpartition(".")
        if ending == "xlsx":
            raise Refused("Kirim satu XLSX saja, atau beberapa CSV, jangan keduanya.")
        if ending != "csv" or kind not in FILES:
            known = ", ".join(f"{known}.csv" for known in FILES)
            raise Refused(f"{name} tidak dikenal. Nama yang diterima: {known}.")
        if (folder / f"{kind}.csv").exists():
            raise Refused(f"{name} ada dua kali. Kirim satu saja.")
        (folder / f"{kind}.csv").write_bytes(content)
    return folder


def _take(
    database: Database, visitor: Visitor, sent: Sent, smallest_group: int, rehearse: bool
) -> Report:
    with TemporaryDirectory(prefix="suara-import-") as name:
        source = _laid_out(sent, Path(name))
        shown = ", ".join(Path(filename).name for filename, _ in sent)
        try:
            sheets = read_source(source)
        except Refused as problem:
            # Where the file lies on this machine is of no use to whoever sent it.
            reason = problem.reason.replace(str(source), shown).replace(WORKBOOK, shown)
            raise Refused(reason) from None
        # What an export holds beside the import's own tables is restored by the command alone.
        sheets = [sheet for sheet in sheets if sheet.name in FILES]
        return import_sheets(
            database,
            sheets,
            actor=visitor.username,
            source=shown,
            now=utc_now(),
            smallest_group=smallest_group,
            rehearse=rehearse,
        )


def _place(fault: Remark) -> tuple[int, int]:
    """Where a fault stands, so that a person goes through the files from top to bottom."""
    return FILES.index(fault.file.removesuffix(".csv")), fault.row


@post("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def take_import(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Import what was uploaded, or only check it; faults are listed with file, row and column."""
    only_province(visitor)
    sent = form.files.get("files", [])
    if not sent:
        return ImportPage(FILES, None, "Pilih berkas CSV atau satu XLSX.").response(request, 422)
    rehearse = bool(form.text("rehearse"))
    try:
        report = await asyncio.to_thread(
            _take, database, visitor, sent, settings.smallest_group, rehearse
        )
    except Rejected as problem:
        problem.report.errors.sort(key=_place)
        return ImportPage(FILES, problem.report, None).response(request, 422)
    except Refused as problem:
        return ImportPage(FILES, None, problem.reason).response(request, 422)
    if not rehearse:
        request.state.portal.places_changed()
    return ImportPage(FILES, report, None, rehearse).response(request)


ROUTES = (show_import, example, take_import)
