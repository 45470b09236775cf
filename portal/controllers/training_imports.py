"""Spreadsheets that a training planner brings in: trainings, who came, topics, and staff."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from portal.access import Permission, Visitor
from portal.controllers.imports import TRAINING_DOOR, example_of, newest, one, take
from portal.database import Database
from portal.forms import StaffForm
from portal.settings import Settings

PLANNER = {"access": Permission.PLAN_TRAINING}


@get("/planning/import", opt=PLANNER)
async def show_training_import(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The upload of a half-year's spreadsheets; one that is under way with its progress."""
    return await newest(request, database, visitor, TRAINING_DOOR)


@get("/planning/import/{job_id:int}", opt=PLANNER)
async def show_one_training_import(
    request: Request[Any, Any, Any],
    job_id: FromPath[int],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """How far an import is, and what came of it; looks again by itself until it has ended."""
    return await one(request, database, visitor, TRAINING_DOOR, job_id)


@get("/planning/import/contoh.xlsx", opt=PLANNER)
async def training_example(visitor: NamedDependency[Visitor]) -> Response[bytes]:
    """An empty workbook with the sheets of a planner, each column explained."""
    return await example_of(visitor, TRAINING_DOOR)


@post("/planning/import", opt=PLANNER)
async def take_training_import(
    request: Request[Any, Any, Any],
    form: NamedDependency[StaffForm],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes] | Redirect:
    """Queue what was uploaded, or the page again with what is wrong."""
    return await take(request, form, database, visitor, settings, TRAINING_DOOR)


ROUTES = (show_training_import, show_one_training_import, training_example, take_training_import)
