"""Open data: published answers by day, without attributes, for everybody and without an account."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy import Connection

from portal.access import PUBLIC
from portal.asked_periods import offered, public_quarter, read_period
from portal.database import Database, utc_now
from portal.documents.tables import FORMATS, WORKBOOK, write_tables
from portal.downloads import download, plain_name
from portal.pages import Page
from portal.settings import Settings
from surveys import open_data, published, whereabouts
from surveys.exchange_export import Outgoing
from surveys.open_data import FILTERS, OPEN_COLUMNS, OPEN_NUMBERS, OPEN_TEXTS, OpenFilter
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.whereabouts import PlaceChoice

TABLE = "open_days"
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
KEPT_SECONDS = 300


@dataclass(frozen=True)
class OpenDataPage(Page):
    """What is free to take, how it is made, and the place and time that were chosen."""

    template: ClassVar[str] = "results/open_data.html"
    agencies: Sequence[PlaceChoice]
    units: Sequence[PlaceChoice]
    agency: str
    unit: str
    quarters: list[Period]
    first: Period | None
    last: Period | None
    rows: int
    query: str
    formats: tuple[str, ...]
    smallest: int


def _wanted(request: Request[Any, Any, Any]) -> tuple[str, str, Period | None, Period | None]:
    given = request.query_params
    ends = [read_period(given.get(name, "")) for name in ("from", "to")]
    first, last = (None if end is None else public_quarter(end) for end in ends)
    return given.get("agency", ""), given.get("unit", ""), first, last


def _filter(connection: Connection, request: Request[Any, Any, Any]) -> OpenFilter:
    agency, unit, first, last = _wanted(request)
    where = whereabouts.whereabouts(connection, PlaceScope(), agency=agency, unit=unit, counter="")
    if where is None:
        raise NotFoundException
    return OpenFilter(where.scope, first, last)


@get("/open-data", opt={"access": PUBLIC})
async def show_open_data(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Choose place and quarters, then take the table in one of three formats."""
    agency, unit, first, last = _wanted(request)
    given = {"agency": agency, "unit": unit}
    given |= {name: one.code for name, one in (("from", first), ("to", last)) if one}

    def look(connection: Connection) -> OpenDataPage:
        where = whereabouts.whereabouts(
            connection, PlaceScope(), agency=agency, unit=unit, counter=""
        )
        if where is None:
            raise NotFoundException
        return OpenDataPage(
            agencies=where.agencies,
            units=where.units,
            agency=agency,
            unit=unit,
            quarters=published.published_quarters(connection, PlaceScope()),
            first=first,
            last=last,
            rows=open_data.count_rows(connection, OpenFilter(where.scope, first, last)),
            query=urlencode({name: value for name, value in given.items() if value}),
            formats=FORMATS,
            smallest=settings.smallest_group,
        )

    page = await database.read_async(look)
    return page.response(request, headers={"cache-control": f"public, max-age={KEPT_SECONDS}"})


# One at a time: whoever asks for large files in a row must not keep others from answering.
_turn = asyncio.Lock()


@get("/open-data/{filename:str}", opt={"access": PUBLIC})
async def take_open_data(
    request: Request[Any, Any, Any],
    filename: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The table in the format that the address ends in."""
    name, _, form = filename.rpartition(".")
    if name != "suara-loket":
        raise NotFoundException
    offered(form, FORMATS)
    agency, unit, first, last = _wanted(request)
    parts = [unit or agency, first.code if first else "", last.code if last else ""]
    shown = "-".join(["suara-loket", *(plain_name(part) for part in parts if part)])

    def make() -> bytes:
        return database.read_at_once(
            lambda connection: _file(
                connection, _filter(connection, request), form, unit or agency, settings
            )
        )

    async with _turn:
        made = await asyncio.to_thread(make)
    return download(made, MEDIA[form], f"{shown}.{form}", kept_seconds=KEPT_SECONDS)


def _file(
    connection: Connection, wanted: OpenFilter, form: str, place: str, settings: Settings
) -> bytes:
    about = open_data.about_open_days(place, wanted, settings.smallest_group, utc_now())
    # A workbook has a sheet about itself and Parquet its metadata; in a CSV there are rows alone.
    said = (open_data.filters_in_words(about),) if form == "csv" else ()

    def rows() -> Iterator[Sequence[Any]]:
        return ((*row, *said) for row in open_data.open_rows(connection, wanted))

    columns = (*OPEN_COLUMNS, *((FILTERS,) if said else ()))
    texts = (*OPEN_TEXTS, *((FILTERS,) if said else ()))
    table = Outgoing(TABLE, columns, OPEN_NUMBERS, texts, rows)
    scratch = Path(mkdtemp(prefix="suara-open-"))
    try:
        write_tables([table], scratch / "out", form, 1, lambda done, total: None, about)
        name = WORKBOOK if form == "xlsx" else f"{TABLE}.{form}"
        return (scratch / "out" / name).read_bytes()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


ROUTES = (show_open_data, take_open_data)
