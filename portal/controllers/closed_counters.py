"""The operator closes a counter that serves nobody any more, and opens it again."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.controllers.places import unit_address, unit_page
from portal.database import Database, utc_now
from portal.forms import StaffForm
from portal.registry_rows import scope_of
from surveys import accounts, closed_counters
from surveys.errors import Invalid


@post("/registry/counters/{code:str}/close", opt={"access": Permission.EDIT_REGISTRY})
async def close_counter(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[Any]:
    """Close a counter from a day on with a reason, or the page again with what is wrong."""
    scope, day, reason = scope_of(visitor), form.text("day"), form.text("reason")

    def work(connection: Connection) -> str:
        now = utc_now()
        if closed_counters.close(connection, code, day, reason, now, scope):
            accounts.record(
                connection,
                actor=visitor.username,
                action="counter_closed",
                now=now,
                subject=code,
                detail={"from": day, "reason": reason},
            )
        return closed_counters.unit_of(connection, code, now, scope)

    try:
        unit_code = await database.write_async(work)
    except Invalid as problem:
        unit_code = await database.read_async(
            lambda connection: closed_counters.unit_of(connection, code, utc_now(), scope)
        )
        given = {**problem.given, "counter_code": code}
        page = await unit_page(database, visitor, unit_code, given, problem.fields, "close")
        return page.response(request, 422)
    request.state.portal.places_changed()
    return Redirect(unit_address(unit_code, code, "closed"), status_code=303)


@post("/registry/counters/{code:str}/reopen", opt={"access": Permission.EDIT_REGISTRY})
async def reopen_counter(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    form: NamedDependency[StaffForm],  # noqa: ARG001 - reading it checks the token
) -> Response[Any]:
    """Open a counter again; pressed twice, it is open once."""
    scope = scope_of(visitor)

    def work(connection: Connection) -> str:
        now = utc_now()
        if closed_counters.reopen(connection, code, now, scope):
            accounts.record(
                connection,
                actor=visitor.username,
                action="counter_reopened",
                now=now,
                subject=code,
            )
        return closed_counters.unit_of(connection, code, now, scope)

    unit_code = await database.write_async(work)
    request.state.portal.places_changed()
    return Redirect(unit_address(unit_code, code, "reopened"), status_code=303)


ROUTES = (close_counter, reopen_counter)
