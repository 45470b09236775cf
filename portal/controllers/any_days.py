"""The index of any days, for administrators: what `suara index` answers, as a page.

Who may choose every day can subtract two stretches and so read single sheets. That is full detail,
which only administrators have, and each look is noted.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import today_of_province
from portal.controllers.results import CHANNELS, reach_of
from portal.database import Database, utc_now
from portal.pages import Page
from portal.settings import Settings
from surveys import accounts, results_units, whereabouts
from surveys.errors import NotFound, NotOffered
from surveys.results_figures import Figures
from surveys.results_narrowed import Narrowed, narrowed_scope
from surveys.results_units import UnitFigures
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.rules.written_days import written_day
from surveys.whereabouts import PlaceChoice, Whereabouts

SHOWN_AT_FIRST = timedelta(days=30)
_PLACES = ("region", "agency", "unit", "counter")
_HELPED = {"yes": True, "no": False}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: places by their codes, days, a service, a channel, help."""

    places: dict[str, str]
    first: date
    last: date
    service: str
    channel: str
    helped: str
    chosen: bool

    @property
    def noted(self) -> dict[str, str]:
        """What was asked for, for the audit log."""
        given = {**self.places, "service": self.service, "channel": self.channel}
        given |= {"helped": self.helped, "from": f"{self.first}", "to": f"{self.last}"}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class AnyDaysPage(Page):
    """The figures of the days asked for, of all within reach together and unit by unit."""

    template: ClassVar[str] = "results/any_days.html"
    where: Whereabouts
    place_name: str
    services: tuple[PlaceChoice, ...]
    asked: Asked
    total: Figures
    shown: bool
    units: list[UnitFigures]
    told_units: frozenset[int]
    smallest: int
    channel_words: dict[str, str]
    bounds: tuple[date, date]


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        found = written_day(text)
    except ValueError:
        raise NotOffered(
            f"{name}: '{text[:20]}' bukan tanggal; isi tahun-bulan-hari, seperti 2026-09-30"
        ) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise NotOffered(f"{name}: {found} di luar batas; isi {FIRST_DAY} sampai {LAST_DAY}")
    return found


def _one_of(text: str, offered: dict[str, Any]) -> str:
    if text and text not in offered:
        raise NotOffered(f"'{text[:20]}' tidak ada; pilih {', '.join(sorted(offered))}")
    return text


def read_asked(request: Request[Any, Any, Any], today: date) -> Asked:
    """What the address asks for, the last thirty days where it names none; raises NotOffered."""
    given = request.query_params
    last = _day(given.get("to", ""), "to") or today
    first = _day(given.get("from", ""), "from") or last - SHOWN_AT_FIRST + timedelta(days=1)
    if first > last:
        raise NotOffered(f"from {first} sesudah to {last}; balik urutannya")
    names = (*_PLACES, "service", "channel", "helped", "from", "to")
    return Asked(
        {name: given.get(name, "") for name in _PLACES},
        first,
        last,
        given.get("service", ""),
        _one_of(given.get("channel", ""), CHANNELS),
        _one_of(given.get("helped", ""), _HELPED),
        any(given.get(name) for name in names),
    )


def _enough(figures: Figures, smallest: int) -> bool:
    """Whether the index is shown: no element was answered by fewer than the smallest group."""
    return figures.index is not None and min(each.n for each in figures.elements) >= smallest


def _looked(
    connection: Connection, visitor: Visitor, asked: Asked
) -> tuple[Whereabouts, tuple[PlaceChoice, ...], Figures, list[UnitFigures]]:
    where = whereabouts.whereabouts(connection, reach_of(visitor), **asked.places)
    if where is None:
        raise NotFound
    services: tuple[PlaceChoice, ...] = ()
    if where.unit is not None:
        services = whereabouts.services_of(connection, where.unit, asked.first, asked.last)
    if asked.service and asked.service not in {each.code for each in services}:
        raise NotOffered(f"layanan '{asked.service[:20]}' tidak ada di unit ini; pilih yang lain")
    scope, service_id = narrowed_scope(connection, where.scope, None, asked.service or None)
    only = Narrowed(service_id, asked.channel or None, _HELPED.get(asked.helped))
    total, units = results_units.figures_per_unit(
        connection, scope, asked.first, asked.last, only=only, margins_of_whole=True
    )
    return where, services, total, units


@get("/dashboard/days", opt={"access": Permission.EXPORT})
async def show_any_days(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Figures of the days, place and answers in the address; each look is noted."""
    asked = read_asked(request, today_of_province(utc_now()))
    where, services, total, units = await database.read_async(
        lambda connection: _looked(connection, visitor, asked)
    )
    await database.write_async(
        lambda connection: accounts.record(
            connection,
            actor=visitor.username,
            action="days_looked_at",
            now=utc_now(),
            subject=f"{asked.first} – {asked.last}",
            detail=asked.noted,
        )
    )
    place, smallest = where.counter or where.unit or where.agency, settings.smallest_group
    return AnyDaysPage(
        where=where,
        place_name="" if place is None else place.name,
        services=services,
        asked=asked,
        total=total,
        shown=_enough(total, smallest),
        units=units,
        told_units=frozenset(each.unit_id for each in units if _enough(each.figures, smallest)),
        smallest=smallest,
        channel_words=CHANNELS,
        bounds=(FIRST_DAY, LAST_DAY),
    ).response(request)


ROUTES = (show_any_days,)
