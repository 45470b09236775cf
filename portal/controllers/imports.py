"""The import page: files of agencies go in whole, or every fault is listed and nothing does."""

import asyncio
import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from portal.access import Permission, Visitor
from portal.database import Database, utc_now
from portal.documents.import_example import TableShown, example_xlsx, tables
from portal.forms import StaffForm
from portal.imports import WORKBOOK, folder_of
from portal.pages import Page
from portal.settings import Settings
from surveys import import_jobs
from surveys.errors import NotFound, Refused
from surveys.exchange_rows import FILES
from surveys.import_jobs import ImportLine

REFRESH_SECONDS = "2"
Sent = list[tuple[str, bytes]]


@dataclass(frozen=True)
class ImportPage(Page):
    """The upload, and how far one is: what it did, or why it did nothing."""

    template: ClassVar[str] = "places/import.html"
    files: tuple[str, ...] = FILES
    line: ImportLine | None = None
    problem: str | None = None
    again: bool = False
    tables: tuple[TableShown, ...] = field(default_factory=tables)


def only_province(visitor: Visitor) -> None:
    """A folder may hold any agency's rows, so it takes an operator of the whole province."""
    if visitor.agency_id is not None or visitor.unit_id is not None:
        raise NotFound("import")


@get("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def show_import(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The upload of CSV files or a workbook; one that is under way is shown with its progress."""
    only_province(visitor)
    line = await database.read_async(partial(import_jobs.newest_import, made_by=visitor.username))
    return _shown(request, line if line is not None and line.under_way else None)


@get("/registry/import/{job_id:int}", opt={"access": Permission.EDIT_REGISTRY})
async def show_one_import(
    request: Request[Any, Any, Any],
    job_id: FromPath[int],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """How far an import is, and what came of it; looks again by itself until it has ended."""
    only_province(visitor)
    return _shown(
        request,
        await database.read_async(
            partial(import_jobs.import_of, job_id=job_id, made_by=visitor.username)
        ),
    )


def _shown(request: Request[Any, Any, Any], line: ImportLine | None) -> Response[bytes]:
    page = ImportPage(line=line, again=request.query_params.get("said") == "again")
    waits = line is not None and line.under_way
    return page.response(request, headers={"refresh": REFRESH_SECONDS} if waits else None)


@get("/registry/import/contoh.xlsx", opt={"access": Permission.EDIT_REGISTRY})
async def example(visitor: NamedDependency[Visitor]) -> Response[bytes]:
    """An empty workbook with every sheet and column, each explained."""
    only_province(visitor)
    return Response(
        await asyncio.to_thread(example_xlsx),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"content-disposition": 'attachment; filename="contoh-impor-suara-loket.xlsx"'},
    )


def _lay_out(sent: Sent, folder: Path) -> None:
    """Put what was sent where an import reads it; raises Refused for what it would not."""
    names = [Path(filename.replace("\\", "/")).name for filename, _ in sent]
    if len(names) == 1 and names[0].lower().endswith(".xlsx"):
        (folder / WORKBOOK).write_bytes(sent[0][1])
        return
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


def _keep(settings: Settings, sent: Sent) -> str:
    """Keep what was sent until it is brought in; the name under which it lies."""
    name = token_urlsafe(16)
    folder = folder_of(settings, name)
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    try:
        _lay_out(sent, folder)
    except Refused:
        shutil.rmtree(folder)
        raise
    return name


@post("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def take_import(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes] | Redirect:
    """Queue what was uploaded, to be imported or only checked; a second press finds the first."""
    only_province(visitor)
    sent = form.files.get("files", [])
    if not sent:
        return ImportPage(problem="Pilih berkas CSV atau satu XLSX.").response(request, 422)
    try:
        kept = await asyncio.to_thread(_keep, settings, sent)
    except Refused as problem:
        return ImportPage(problem=problem.reason).response(request, 422)
    shown = ", ".join(Path(filename).name for filename, _ in sent)
    ask = partial(
        import_jobs.ask,
        source=shown,
        folder=kept,
        made_by=visitor.username,
        now=utc_now(),
        rehearse=bool(form.text("rehearse")),
    )
    number = await database.write_async(ask)
    if number is None:
        await asyncio.to_thread(shutil.rmtree, folder_of(settings, kept))
        return Redirect("/registry/import?said=again", status_code=303)
    request.state.portal.imports.look_now()
    return Redirect(f"/registry/import/{number}", status_code=303)


ROUTES = (show_import, show_one_import, example, take_import)
