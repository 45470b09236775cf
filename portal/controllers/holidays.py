"""The days off of each year, which every deadline is counted with: read, add, remove."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.pages import Page
from surveys import holidays
from surveys.errors import Invalid
from surveys.rules.holidays import DayKind, DayOff
from surveys.rules.written_days import written_day

YEARS_BACK, YEARS_AHEAD = 1, 2


@dataclass(frozen=True)
class HolidaysPage(Page):
    """A year's days off, and forms to add and to remove."""

    template: ClassVar[str] = "accounts/holidays.html"
    year: int
    years: tuple[int, ...]
    days: list[DayOff]
    missing: tuple[int, ...]
    given: Mapping[str, str]
    problems: Mapping[str, str]
    kinds: tuple[DayKind, ...]
    said: str


def _everywhere(visitor: Visitor) -> None:
    """The list holds for the whole portal, so nobody of a single agency changes it."""
    if visitor.agency_id is not None or visitor.unit_id is not None:
        raise NotFoundException


def _years() -> tuple[int, ...]:
    this = today_of_province(utc_now()).year
    return tuple(range(this - YEARS_BACK, this + YEARS_AHEAD + 1))


def _year(text: str) -> int:
    """The year of an address or form; the running one where none is named."""
    if not text:
        return today_of_province(utc_now()).year
    if text not in map(str, _years()):
        raise NotFoundException
    return int(text)


async def _page(
    database: Database,
    year: int,
    given: Mapping[str, str],
    problems: Mapping[str, str],
    said: str = "",
) -> HolidaysPage:
    today = today_of_province(utc_now())

    def look(connection: Connection) -> tuple[list[DayOff], tuple[int, ...]]:
        missing = holidays.years_to_enter(connection, today)
        return holidays.days_off_in(connection, year), missing

    days, missing = await database.read_async(look)
    return HolidaysPage(year, _years(), days, missing, given, problems, tuple(DayKind), said)


@get("/admin/holidays", opt={"access": Permission.MANAGE_ACCOUNTS})
async def show_holidays(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The days off of one year."""
    _everywhere(visitor)
    year = _year(request.query_params.get("year", ""))
    said = request.query_params.get("said", "")
    return (await _page(database, year, {}, {}, said)).response(request)


@post("/admin/holidays", opt={"access": Permission.MANAGE_ACCOUNTS})
async def add_holidays(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Enter several days at once: all of them, or none and every faulty line named."""
    _everywhere(visitor)
    year, now = _year(form.text("year")), utc_now()
    given = {name: form.text(name) for name in ("days", "kind", "reason")}
    try:
        days = holidays.read_days(given["days"], year, given["kind"])
        await database.write_async(
            lambda connection: holidays.add_days(
                connection, days, given["reason"], actor=visitor.username, now=now
            )
        )
    except Invalid as problem:
        page = await _page(database, year, given, problem.fields)
        return page.response(request, status_code=422)
    return Redirect(f"/admin/holidays?year={year}&said=added", status_code=303)


def _days(values: list[str]) -> list[date]:
    try:
        return [written_day(value) for value in values]
    except ValueError:
        raise NotFoundException from None


@post("/admin/holidays/remove", opt={"access": Permission.MANAGE_ACCOUNTS})
async def remove_holidays(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Take the ticked days out of the list."""
    _everywhere(visitor)
    year, now = _year(form.text("year")), utc_now()
    days, reason = _days(form.all("day")), form.text("why")
    try:
        await database.write_async(
            lambda connection: holidays.remove_days(
                connection, year, days, reason, actor=visitor.username, now=now
            )
        )
    except Invalid as problem:
        fields = {
            "why" if name == "reason" else "day": words for name, words in problem.fields.items()
        }
        page = await _page(database, year, {"why": reason}, fields)
        return page.response(request, status_code=422)
    return Redirect(f"/admin/holidays?year={year}&said=removed", status_code=303)


ROUTES = (show_holidays, add_holidays, remove_holidays)
