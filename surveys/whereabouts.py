"""Where a look is: the agency, unit and counter of an address, within a person's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from surveys.moved_places import former_counters, former_services, other_units
from surveys.scope import PlaceScope
from surveys.tables import Agency, Service, ServiceCounter, Unit


@dataclass(frozen=True)
class PlaceChoice:
    """A place that a filter offers; elsewhere : the unit that it belongs to today, if another."""

    place_id: int
    code: str
    name: str
    elsewhere: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """Where a look is: the names of the place, and what a filter may offer within reach.

    other_units : names of the other units at which the counter was answered.
    """

    agency: PlaceChoice | None
    unit: PlaceChoice | None
    counter: PlaceChoice | None
    agencies: tuple[PlaceChoice, ...]
    units: tuple[PlaceChoice, ...]
    counters: tuple[PlaceChoice, ...]
    region: str = ""
    regions: tuple[str, ...] = ()
    other_units: tuple[str, ...] = ()

    @property
    def scope(self) -> PlaceScope:
        """The same as numbers."""
        return PlaceScope(
            None if self.agency is None else self.agency.place_id,
            None if self.unit is None else self.unit.place_id,
            None if self.counter is None else self.counter.place_id,
            self.region or None,
        )


def whereabouts(
    connection: Connection,
    reach: PlaceScope,
    agency: str = "",
    unit: str = "",
    counter: str = "",
    region: str = "",
) -> Whereabouts | None:
    """The place of these codes within a person's reach; None where a code is not within it."""
    agencies: tuple[PlaceChoice, ...] = ()
    regions: tuple[str, ...] = ()
    if reach.unit_id is None and reach.agency_id is None:
        regions = _regions(connection)
    if region and region not in regions:
        return None
    if reach.unit_id is None:
        mine = [] if reach.agency_id is None else [Agency.id == reach.agency_id]
        if region:
            mine.append(Agency.region == region)
        agencies = _choices(connection, Agency, mine)
    here = _chosen(agencies, agency, only=reach.agency_id is not None)
    conditions = []
    if reach.unit_id is not None:
        conditions.append(Unit.id == reach.unit_id)
    elif here is not None:
        conditions.append(Unit.agency_id == here.place_id)
    units = _choices(connection, Unit, conditions) if conditions or unit else ()
    found = _chosen(units, unit, only=reach.unit_id is not None)
    counters: tuple[PlaceChoice, ...] = ()
    if found is not None:
        counters = (
            *_choices(connection, ServiceCounter, [ServiceCounter.unit_id == found.place_id]),
            *(PlaceChoice(*each) for each in former_counters(connection, found.place_id)),
        )
    at = _chosen(counters, counter, only=False)
    for wanted, place in ((agency, here), (unit, found), (counter, at)):
        if wanted and place is None:
            return None
    others: tuple[str, ...] = ()
    if found is not None and at is not None:
        others = other_units(connection, at.place_id, found.place_id)
    return Whereabouts(here, found, at, agencies, units, counters, region, regions, others)


def _regions(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute(
        select(Agency.region).where(Agency.region.is_not(None)).distinct().order_by(Agency.region)
    )
    return tuple(name for name in rows.scalars() if name)


def agencies(connection: Connection) -> tuple[PlaceChoice, ...]:
    """Every agency, in the order of names."""
    return _choices(connection, Agency, [])


def services_of(
    connection: Connection, unit: PlaceChoice, first: date, last: date
) -> tuple[PlaceChoice, ...]:
    """Every service of a unit, in the order of names; then those that were its in these days."""
    former = former_services(connection, unit.place_id, first, last)
    own = _choices(connection, Service, [Service.unit_id == unit.place_id])
    return (*own, *(PlaceChoice(*each) for each in former))


def units_within(connection: Connection, reach: PlaceScope) -> tuple[PlaceChoice, ...]:
    """Every unit within a person's reach, in the order of names."""
    conditions = []
    if reach.agency_id is not None:
        conditions.append(Unit.agency_id == reach.agency_id)
    if reach.unit_id is not None:
        conditions.append(Unit.id == reach.unit_id)
    return _choices(connection, Unit, conditions)


def _choices(
    connection: Connection,
    table: type[Agency | Unit | ServiceCounter | Service],
    conditions: Sequence[ColumnElement[bool]],
) -> tuple[PlaceChoice, ...]:
    rows = connection.execute(
        select(table.id, table.code, table.name).where(*conditions).order_by(table.name, table.code)
    )
    return tuple(PlaceChoice(*row) for row in rows)


def _chosen(choices: Sequence[PlaceChoice], code: str, *, only: bool) -> PlaceChoice | None:
    """The choice with this code; without a code the one there is, where reach leaves one."""
    if not code:
        return choices[0] if only and len(choices) == 1 else None
    return next((choice for choice in choices if choice.code == code), None)
