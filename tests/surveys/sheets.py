"""Sheets for tests: places, what citizens answered there, and the figures that follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from portal.database import Database
from surveys import (
    kept_figures,
    publication,
    results,
)
from surveys.responses import Draft
from surveys.results_figures import Figures
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from tests.builders import NOW, TODAY, Place, build_draft, build_place

Q4 = parse_period("2026-Q4")
FEW = 5


def place_in(connection: Connection, mark: str, agency_id: int | None = None) -> Place:
    """A unit with one counter, told from others by its mark."""
    code = complete_counter_code(mark.encode().ljust(14, b"x"))
    return build_place(connection, mark, public_code=code, agency_id=agency_id)


def answers(
    place: Place,
    scores: Sequence[tuple[int | None, ...]],
    day: date,
    name: str = "r",
    **more: object,
) -> list[Draft]:
    """Drafts of one day with these scores."""
    drafts = []
    for number, sheet in enumerate(scores):
        draft = build_draft(place, f"{name}-{day}-{number}", scores=sheet)
        drafts.append(replace(draft, local_date=day, overall=None, **more))  # type: ignore[arg-type]
    return drafts


def whole(value: int, count: int) -> list[tuple[int | None, ...]]:
    """Sheets that answer every element with one value."""
    return [(value,) * 9] * count


def quarter_figures(database: Database, place: Place, period: Period = Q4) -> Figures:
    """The figures of a unit in a quarter."""
    scope = PlaceScope(unit_id=place.unit_id)
    return database.read(lambda c: results.figures(c, scope, period.first_day, period.last_day))


def refreshed(database: Database) -> int:
    """How many public figures moved, now that what may be public is made so."""
    return database.write(lambda c: publication.refresh(c, NOW, FEW))


def keep_all(database: Database) -> list[kept_figures.Key]:
    """Keep what the background would, and say what was behind."""
    late = database.read(lambda c: kept_figures.behind(c, TODAY))
    kept = database.read_at_once(lambda c: kept_figures.worked_out(c, late))
    database.write(lambda c: kept_figures.keep(c, kept))
    return late
