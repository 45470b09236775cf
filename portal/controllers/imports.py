"""The import page: files of agencies go in whole, or every fault is listed and nothing does.

The operator brings in every table; a training planner, by a door of their own, what is theirs.
"""

import asyncio
import shutil
from dataclasses import dataclass
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
from surveys.exchange_check import TRAINING_COLUMNS
from surveys.exchange_rows import FILES
from surveys.import_jobs import ImportLine

REFRESH_SECONDS = "2"
Sent = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Door:
    """Where files come in: its address, and whether only what a training planner brings in."""

    address: str
    training_only: bool

    @property
    def files(self) -> tuple[str, ...]:
        """The tables that may come in here, in the order in which they refer to each other."""
        return tuple(name for name in FILES if not self.training_only or name in TRAINING_COLUMNS)


REGISTRY_DOOR = Door("/registry/import", training_only=False)
TRAINING_DOOR = Door("/planning/import", training_only=True)


@dataclass(frozen=True)
class ImportPage(Page):
    """The upload, and how far one is: what it did, or why it did nothing."""

    template: ClassVar[str] = "places/import.html"
    door: Door
    files: tuple[str, ...]
    tables: tuple[TableShown, ...]
    line: ImportLine | None = None
    problem: str | None = None
    again: bool = False


def page_of(door: Door, **more: Any) -> ImportPage:
    """The page of a door."""
    return ImportPage(door, door.files, tables(training_only=door.training_only), **more)


def only_province(visitor: Visitor) -> None:
    """A folder may hold any agency's rows, so it takes a person of the whole province."""
    if visitor.agency_id is not None or visitor.unit_id is not None:
        raise NotFound("import")


async def newest(
    request: Request[Any, Any, Any], database: Database, visitor: Visitor, door: Door
) -> Response[bytes]:
    """The upload; an import of this person that is under way is shown with its progress."""
    only_province(visitor)
    line = await database.read_async(partial(import_jobs.newest_import, made_by=visitor.username))
    return _shown(request, door, line if line is not None and line.under_way else None)


async def one(
    request: Request[Any, Any, Any], database: Database, visitor: Visitor, door: Door, job_id: int
) -> Response[bytes]:
    """How far an import of this person is, and what came of it."""
    only_province(visitor)
    line = await database.read_async(
        partial(import_jobs.import_of, job_id=job_id, made_by=visitor.username)
    )
    return _shown(request, door, line)


def _shown(request: Request[Any, Any, Any], door: Door, line: ImportLine | None) -> Response[bytes]:
    page = page_of(door, line=line, again=request.query_params.get("said") == "again")
    waits = line is not None and line.under_way
    return page.response(request, headers={"refresh": REFRESH_SECONDS} if waits else None)


async def example_of(visitor: Visitor, door: Door) -> Response[bytes]:
    """An empty workbook with every sheet and column of a door, each explained."""
    only_province(visitor)
    return Response(
        await asyncio.to_thread(partial(example_xlsx, training_only=door.training_only)),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"content-disposition": 'attachment; filename="contoh-impor-suara-loket.xlsx"'},
    )


def _lay_out(sent: Sent, folder: Path, door: Door) -> None:
    """Put what was sent where an import reads it; raises Refused for what it would not."""
    names = [Path(filename.replace("\\", "/")).name for filename, _ in sent]
    if len(names) == 1 and names[0].lower().endswith(".xlsx"):
        (folder / WORKBOOK).write_bytes(sent[0][1])
        return
    for name, (_, content) in zip(names, sent, strict=True):
        kind, _, ending = name.lower().rpartition(".")
        if ending == "xlsx":
            raise Refused("Kirim satu XLSX saja, atau beberapa CSV, jangan keduanya.")
        if ending != "csv" or kind not in door.files:
            known = ", ".join(f"{known}.csv" for known in door.files)
            raise Refused(f"{name} tidak dikenal. Nama yang diterima: {known}.")
        if (folder / f"{kind}.csv").exists():
            raise Refused(f"{name} ada dua kali. Kirim satu saja.")
        (folder / f"{kind}.csv").write_bytes(content)


def _keep(settings: Settings, sent: Sent, door: Door) -> str:
    """Keep what was sent until it is brought in; the name under which it lies."""
    name = token_urlsafe(16)
    folder = folder_of(settings, name)
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    try:
        _lay_out(sent, folder, door)
    except Refused:
        shutil.rmtree(folder)
        raise
    return name


async def take(
    request: Request[Any, Any, Any],
    form: StaffForm,
    database: Database,
    visitor: Visitor,
    settings: Settings,
    door: Door,
) -> Response[bytes] | Redirect:
    """Queue what was uploaded, to be imported or only checked; a second press finds the first."""
    only_province(visitor)
    sent = form.files.get("files", [])
    if not sent:
        return page_of(door, problem="Pilih berkas CSV atau satu XLSX.").response(request, 422)
    try:
        kept = await asyncio.to_thread(_keep, settings, sent, door)
    except Refused as problem:
        return page_of(door, problem=problem.reason).response(request, 422)
    ask = partial(
        import_jobs.ask,
        source=", ".join(Path(filename).name for filename, _ in sent),
        folder=kept,
        made_by=visitor.username,
        now=utc_now(),
        rehearse=bool(form.text("rehearse")),
        training_only=door.training_only,
    )
    number = await database.write_async(ask)
    if number is None:
        await asyncio.to_thread(shutil.rmtree, folder_of(settings, kept))
        return Redirect(f"{door.address}?said=again", status_code=303)
    request.state.portal.imports.look_now()
    return Redirect(f"{door.address}/{number}", status_code=303)


@get("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def show_import(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The upload of CSV files or a workbook; one that is under way is shown with its progress."""
    return await newest(request, database, visitor, REGISTRY_DOOR)


@get("/registry/import/{job_id:int}", opt={"access": Permission.EDIT_REGISTRY})
async def show_one_import(
    request: Request[Any, Any, Any],
    job_id: FromPath[int],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """How far an import is, and what came of it; looks again by itself until it has ended."""
    return await one(request, database, visitor, REGISTRY_DOOR, job_id)


@get("/registry/import/contoh.xlsx", opt={"access": Permission.EDIT_REGISTRY})
async def example(visitor: NamedDependency[Visitor]) -> Response[bytes]:
    """An empty workbook with every sheet and column, each explained."""
    return await example_of(visitor, REGISTRY_DOOR)


@post("/registry/import", opt={"access": Permission.EDIT_REGISTRY})
async def take_import(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes] | Redirect:
    """Queue what was uploaded, or the page again with what is wrong."""
    return await take(request, form, database, visitor, settings, REGISTRY_DOOR)


ROUTES = (show_import, show_one_import, example, take_import)
