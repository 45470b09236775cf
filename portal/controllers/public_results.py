"""What everybody may read: agencies, units, and how the figures are made. Only from snapshots."""

import csv
import io
from dataclasses import dataclass
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from portal.access import PUBLIC, visitor_of
from portal.asked_periods import asked_quarter
from portal.case_desk import today_of_province
from portal.database import Database, utc_now
from portal.downloads import download, plain_name
from portal.pages import Page, language_of
from portal.settings import Settings
from surveys import older_public, published, published_closings, standings
from surveys.exchange_marks import harmless
from surveys.older_public import Earlier
from surveys.published import PublicFigures
from surveys.published_closings import Closings, PublicClosing
from surveys.published_services import PublicService, public_services
from surveys.results_trend import TrendPoint
from surveys.rules import codes
from surveys.rules.disclosure import STEP
from surveys.rules.elements import Element
from surveys.rules.index import SCALE_2017, Grade
from surveys.rules.index_comparison import MeanOfUnits
from surveys.rules.labels import LABEL_WORDS
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.standings import PublicPlace, PublicPromise, PublicUnit, Standing

FOUND_AT_MOST = 30
KEPT_SECONDS = 60


@dataclass(frozen=True)
class FrontPage(Page):
    """What this is, a search by office, and the agencies, the strongest first."""

    template: ClassVar[str] = "results/front.html"
    wanted: str
    found: list[PublicUnit]
    more: int
    period: Period
    periods: list[Period]
    everything: PublicFigures | None
    agencies: list[Standing]
    smallest: int


@dataclass(frozen=True)
class PlacePage(Page):
    """The public figures of one agency or unit."""

    template: ClassVar[str] = "results/place.html"
    place: PublicPlace
    is_unit: bool
    period: Period
    periods: list[Period]
    figures: PublicFigures | None
    trend_points: list[TrendPoint]
    units: list[Standing]
    services: list[PublicService]
    promises: list[PublicPromise]
    earlier: Earlier
    label_words: dict[str, str]
    element_words: dict[str, str]
    smallest: int
    running: bool
    closing: PublicClosing | None
    means: MeanOfUnits | None


@dataclass(frozen=True)
class HowPage(Page):
    """How the figures are made, in plain words."""

    template: ClassVar[str] = "results/how.html"
    starts: tuple[tuple[Grade, Any], ...]
    smallest: int
    step: int
    keeps_names: bool


def shown(page: Page, request: Request[Any, Any, Any]) -> Response[bytes]:
    """A public page; whoever is not signed in may keep it for a minute."""
    kept = "private, no-cache" if visitor_of(request) else f"public, max-age={KEPT_SECONDS}"
    return page.response(request, headers={"cache-control": kept, "vary": "cookie"})


@dataclass(frozen=True)
class Chosen:
    """The quarter to show, whether it still runs, and all quarters with anything published."""

    period: Period
    running: bool
    periods: list[Period]


def choose_quarter(
    connection: Connection, request: Request[Any, Any, Any], scope: PlaceScope
) -> Chosen:
    """The quarter of an address, else the one to show; raises NotOffered for another period."""
    today = today_of_province(utc_now())
    quarters = published.published_quarters(connection, scope)
    period = asked_quarter(request) or standings.quarter_to_show(quarters, today)
    return Chosen(period, today in period, quarters)


@get("/", opt={"access": PUBLIC})
async def show_front(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[Any]:
    """The front page."""
    wanted = request.query_params.get("q", "").strip()[:100]
    if codes.is_receipt(codes.normalise(wanted)):
        # Whoever has a code on paper types it where there is a field to type in.
        return Redirect(f"/t/{codes.normalise(wanted)}", status_code=303)

    def look(connection: Connection) -> tuple[Chosen, list[PublicUnit], dict[int, str]]:
        chosen = choose_quarter(connection, request, PlaceScope())
        offered = standings.services_by_unit(connection) if wanted else {}
        return chosen, standings.public_units(connection, chosen.period), offered

    chosen, units, offered = await database.read_async(look)
    found = standings.matching(units, offered, wanted) if wanted else []
    page = FrontPage(
        wanted=wanted,
        found=found[:FOUND_AT_MOST],
        more=max(0, len(found) - FOUND_AT_MOST),
        period=chosen.period,
        periods=chosen.periods,
        everything=published.together(
            [unit.figures for unit in units if unit.figures is not None], element_margins=False
        ),
        agencies=standings.agency_standings(units),
        smallest=settings.smallest_group,
    )
    return shown(page, request)


@get("/agencies/{agency_code:str}", opt={"access": PUBLIC})
async def show_agency(
    request: Request[Any, Any, Any],
    agency_code: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """An agency: all its units' published sheets together, and each unit."""

    def look(connection: Connection) -> PlacePage:
        place = standings.public_agency(connection, agency_code)
        scope = PlaceScope(place.place_id)
        chosen = choose_quarter(connection, request, scope)
        units = standings.public_units(connection, chosen.period, place.place_id)
        shown = [unit.figures for unit in units if unit.figures is not None]
        return PlacePage(
            place=place,
            is_unit=False,
            figures=published.together(shown),
            means=standings.mean_of_published(shown),
            trend_points=standings.agency_trend(connection, place.place_id, chosen.period),
            closing=None,
            units=standings.unit_standings(units),
            services=[],
            promises=[],
            **_of_every_place(connection, request, settings, scope, chosen),
        )

    return shown(await database.read_async(look), request)


@get("/units/{unit_code:str}", opt={"access": PUBLIC})
async def show_unit(
    request: Request[Any, Any, Any],
    unit_code: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """A unit: the card that the regulation wants published, and what stands behind it."""

    def look(connection: Connection) -> PlacePage:
        place = standings.public_unit(connection, unit_code)
        scope = PlaceScope(unit_id=place.place_id)
        chosen = choose_quarter(connection, request, scope)
        return PlacePage(
            place=place,
            is_unit=True,
            figures=published.figures_of_unit(connection, place.place_id, chosen.period),
            closing=published_closings.public_closing(connection, place.place_id, chosen.period),
            trend_points=standings.unit_trend(connection, place.place_id, chosen.period),
            units=[],
            means=None,
            services=public_services(connection, place.place_id, chosen.period),
            promises=standings.public_promises(connection, place.place_id),
            **_of_every_place(connection, request, settings, scope, chosen),
        )

    return shown(await database.read_async(look), request)


def _of_every_place(
    connection: Connection,
    request: Request[Any, Any, Any],
    settings: Settings,
    scope: PlaceScope,
    chosen: Chosen,
) -> dict[str, Any]:
    """What the pages of agencies and units have alike."""
    language = language_of(request)
    return {
        "period": chosen.period,
        "periods": chosen.periods,
        "running": chosen.running,
        "earlier": older_public.public_earlier(
            connection, scope, today_of_province(utc_now()), settings.smallest_group
        ),
        "label_words": {key: words.in_language(language) for key, words in LABEL_WORDS.items()},
        "element_words": {each.value: each.label.in_language(language) for each in Element},
        "smallest": settings.smallest_group,
    }


OPEN_COLUMNS = (
    *("period", "respondents", "element", "n", "mean", "points", "low", "high", "grade"),
    *("unsur", "closed_on", "closed_points", "closed_respondents", "may_be", "no_figure"),
    "filters",
)


@get("/units/{unit_code:str}/results.csv", opt={"access": PUBLIC})
async def show_unit_table(
    unit_code: FromPath[str],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """The published figures of a unit as a table, quarter by quarter, each row saying of what."""

    def look(connection: Connection) -> tuple[int, list[PublicFigures], Closings]:
        unit_id = standings.public_unit(connection, unit_code).place_id
        held = published.snapshots_of_unit(connection, unit_id, limit=40)
        return (
            unit_id,
            held,
            published_closings.public_closings(connection, PlaceScope(None, unit_id)),
        )

    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(OPEN_COLUMNS)
    smallest = settings.smallest_group
    said = harmless(f"{unit_code}; semua triwulan; sedikitnya {smallest} responden per triwulan")
    unit_id, held, closings = await database.read_async(look)
    for figures in held:
        for *row, may_be, why in published.open_rows(figures):
            closing = closings.get((unit_id, figures.period.code))
            issued = closing.as_row() if closing and row[2] == published.INDEX else ("", "", "")
            table.writerow((*row, *issued, may_be, why, said))
    name = f"{plain_name(unit_code)}.csv"
    return download(out.getvalue().encode(), "text/csv", name, kept_seconds=KEPT_SECONDS)


@get("/how", opt={"access": PUBLIC}, sync_to_thread=False)
def show_how(
    request: Request[Any, Any, Any], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """How the figures are made."""
    starts = (*SCALE_2017.starts, (Grade.D, 25))
    smallest = settings.smallest_group
    page = HowPage(starts, smallest, max(STEP, smallest), bool(settings.sealing_key))
    return shown(page, request)


ROUTES = (show_front, show_agency, show_unit, show_unit_table, show_how)
