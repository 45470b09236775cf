"""How far a look reaches: the whole province, a region, an agency, a unit, or one counter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from surveys.tables import Agency, ServiceCounter, Unit


@dataclass(frozen=True)
class PlaceScope:
    """The part of the province that is looked at; None means no limit on that floor.

    leaving_out : numbers of units that are not looked at, though they lie within; units : where
    given, only these of them.
    """

    agency_id: int | None = None
    unit_id: int | None = None
    counter_id: int | None = None
    region: str | None = None
    leaving_out: tuple[int, ...] = ()
    units: tuple[int, ...] = ()

    def conditions(self, table: Any) -> list[ColumnElement[bool]]:
        """What holds for the rows of a table with `unit_id` and `counter_id` within this reach."""
        held: list[ColumnElement[bool]] = []
        if self.agency_id is not None:
            units = select(Unit.id).where(Unit.agency_id == self.agency_id)
            held.append(table.unit_id.in_(units))
        if self.region is not None:
            held.append(table.unit_id.in_(select(Unit.id).where(self._in_region())))
        if self.unit_id is not None:
            held.append(table.unit_id == self.unit_id)
        if self.counter_id is not None:
            held.append(table.counter_id == self.counter_id)
        if self.leaving_out:
            held.append(table.unit_id.not_in(self.leaving_out))
        if self.units:
            held.append(table.unit_id.in_(self.units))
        return held

    def _in_region(self) -> ColumnElement[bool]:
        return Unit.agency_id.in_(select(Agency.id).where(Agency.region == self.region))

    def unit_conditions(self) -> list[ColumnElement[bool]]:
        """What holds for the units within this reach."""
        held: list[ColumnElement[bool]] = []
        if self.agency_id is not None:
            held.append(Unit.agency_id == self.agency_id)
        if self.unit_id is not None:
            held.append(Unit.id == self.unit_id)
        if self.region is not None:
            held.append(self._in_region())
        if self.leaving_out:
            held.append(Unit.id.not_in(self.leaving_out))
        if self.units:
            held.append(Unit.id.in_(self.units))
        return held

    def counter_conditions(self) -> list[ColumnElement[bool]]:
        """What holds for the counters within this reach, beside that of their units."""
        return [] if self.counter_id is None else [ServiceCounter.id == self.counter_id]
