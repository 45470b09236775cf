"""What the snapshots of some units in a quarter are made of: a few looks for all of them together.

The sheets of a snapshot are those that count at this moment; whoever works out several snapshots in
one transaction reads them as they stood together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from surveys.results_clusters import Cluster, official_clusters
from surveys.results_served import served_by_services, served_by_units
from surveys.rules.attributes import AGE_BAND, EDUCATION, OCCUPATION, SEX
from surveys.rules.elements import Element
from surveys.rules.linearised import Column
from surveys.rules.periods import Period
from surveys.rules.steady_parts import Rows
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, Questionnaire, Response, Service
from surveys.tables.responses import COLUMNS

NO_SERVICE = ""
"""The sheets that name none; nobody can ask for them alone, so they stand in no list."""

SAID = {
    SEX.key: ("P", "L"),
    **{each.key: tuple(each.values) for each in (AGE_BAND, EDUCATION, OCCUPATION)},
}
"""The attributes that respondents may say, and their values in the order of the parts."""

_NOBODY: Rows = ((0,), *((0, 0, 0, 0) for _ in Element))

_UNITS: Any = bindparam("of_units", expanding=True)
_FIRST: Any = bindparam("first_day")
_LAST: Any = bindparam("last_day")


@dataclass
class OfService:
    """What a service counts.

    rows : its respondents and answers in all; days : number and sum of the answers to each element,
    for every counter and day; served : everybody who came for it, where that was counted.
    """

    rows: Rows = _NOBODY
    days: list[Sequence[int]] = field(default_factory=list)
    served: int | None = None

    @property
    def columns(self) -> list[Column]:
        """The days as margins want them, one column an element."""
        held = list(zip(*self.days, strict=True))
        return list(zip(held[::2], held[1::2], strict=True))


def _nobody_said() -> dict[str, dict[str, int]]:
    return {name: dict.fromkeys((*values, ""), 0) for name, values in SAID.items()}


@dataclass
class Material:
    """What a snapshot of a unit is made of.

    clusters : its days at counters; said : respondents by each attribute, those who did not say
    under ""; newest : the last sheet that is counted; channels, helped : respondents by each.
    """

    clusters: list[Cluster] = field(default_factory=list)
    served: int | None = None
    services: dict[str, OfService] = field(default_factory=dict)
    said: dict[str, dict[str, int]] = field(default_factory=_nobody_said)
    newest: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    helped: dict[str, int] = field(default_factory=dict)


def counted_sheets(unit_id: int, period: Period) -> list[Any]:
    """What holds for the sheets that a snapshot of this moment is made of."""
    return [Response.unit_id == unit_id, *_sheets(period.first_day, period.last_day)]


def official_sheets(unit_id: int, period: Period) -> list[Any]:
    """The same whether or not they are kept out today."""
    return [Response.unit_id == unit_id, *_official(period.first_day, period.last_day)]


def _sheets(first: Any, last: Any) -> list[Any]:
    return [Response.excluded.is_(False), *_official(first, last)]


def _official(first: Any, last: Any) -> list[Any]:
    return [
        Response.local_date.between(first, last),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


def material_of(
    connection: Connection, period: Period, unit_ids: Sequence[int]
) -> Mapping[int, Material]:
    """By unit what its snapshot of this moment is made of."""
    if not unit_ids:
        return {}
    found = {unit_id: Material() for unit_id in unit_ids}
    first, last = period.first_day, period.last_day
    for cluster in official_clusters(connection, PlaceScope(), first, last, units=unit_ids):
        found[cluster.unit_id].clusters.append(cluster)
    for unit_id, served in served_by_units(connection, unit_ids, period).items():
        found[unit_id].served = served
    wanted = {"of_units": list(unit_ids), "first_day": first, "last_day": last}
    _read_services(connection, period, wanted, found)
    _read_said(connection, wanted, found)
    _read_ways(connection, wanted, found)
    return found


def _read_services(
    connection: Connection,
    period: Period,
    wanted: Mapping[str, Any],
    found: Mapping[int, Material],
) -> None:
    codes: dict[tuple[int, int], str] = {}
    served = served_by_services(connection, found, period)
    places = select(Service.unit_id, Service.id, Service.code).where(Service.unit_id.in_(found))
    for unit_id, number, code in connection.execute(places.order_by(Service.id)):
        codes[unit_id, number] = code
        found[unit_id].services[code] = OfService(served=served.get(number))
    for each in found.values():
        each.services[NO_SERVICE] = OfService()

    def service(unit_id: int, number: int | None) -> OfService:
        return found[unit_id].services[codes.get((unit_id, number or 0), NO_SERVICE)]

    for unit_id, number, *counts in connection.execute(_answers(), wanted):
        held = service(unit_id, number)
        own = zip([held.rows[0][0], *sum(held.rows[1:], ())], counts, strict=True)
        n, *bins = map(sum, own)
        held.rows = ((n,), *(tuple(bins[start : start + 4]) for start in range(0, len(bins), 4)))
    for unit_id, number, *day in connection.execute(_days(), wanted):
        service(unit_id, number).days.append(day)


@cache
def _answers() -> Select[Any, *tuple[Any, ...]]:
    """How often every service's elements were answered 1, 2, 3, 4."""
    bins = [
        func.count().filter(getattr(Response, column) == value)
        for column in COLUMNS
        for value in range(1, 5)
    ]
    return (
        select(Response.unit_id, Response.service_id, func.count(), *bins)
        .where(Response.unit_id.in_(_UNITS), *_sheets(_FIRST, _LAST))
        .group_by(Response.unit_id, Response.service_id)
    )


@cache
def _days() -> Select[Any, *tuple[Any, ...]]:
    """Number and sum of the answers to each element, for every service, counter and day."""
    answers = [
        part
        for column in COLUMNS
        for part in (
            func.count(getattr(Response, column)),
            func.coalesce(func.sum(getattr(Response, column)), 0),
        )
    ]
    return (
        select(Response.unit_id, Response.service_id, *answers)
        .where(Response.unit_id.in_(_UNITS), *_sheets(_FIRST, _LAST))
        .group_by(Response.unit_id, Response.service_id, Response.counter_id, Response.local_date)
    )


def _read_said(
    connection: Connection, wanted: Mapping[str, Any], found: Mapping[int, Material]
) -> None:
    for unit_id, *values, n, newest in connection.execute(_alike(), wanted):
        held = found[unit_id]
        held.newest = max(held.newest, newest)
        for counts, value in zip(held.said.values(), values, strict=True):
            counts[value or ""] = counts.get(value or "", 0) + n


@cache
def _alike() -> Select[Any]:
    """Sheets that say the same of their respondents: one look for all attributes."""
    columns = [Response.unit_id, *(getattr(Response, name) for name in SAID)]
    return (
        select(*columns, func.count(), func.max(Response.id))
        .where(Response.unit_id.in_(_UNITS), *_sheets(_FIRST, _LAST))
        .group_by(*columns)
    )


def _read_ways(
    connection: Connection, wanted: Mapping[str, Any], found: Mapping[int, Material]
) -> None:
    for unit_id, channel, helped, n in connection.execute(_by_way(), wanted):
        held, way = found[unit_id], "helped" if helped else "alone"
        held.channels[channel] = held.channels.get(channel, 0) + int(n)
        held.helped[way] = held.helped.get(way, 0) + int(n)


@cache
def _by_way() -> Select[int, str, bool, int]:
    """Respondents by channel and help."""
    columns = CounterDay.unit_id, CounterDay.channel, CounterDay.helped
    return (
        select(*columns, func.sum(CounterDay.respondents))
        .where(
            CounterDay.unit_id.in_(_UNITS),
            CounterDay.local_date.between(_FIRST, _LAST),
            CounterDay.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(*columns)
    )
