"""How far a look reaches: the whole province, an agency, a unit, or one counter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from surveys.tables import Unit


@dataclass(frozen=True)
class PlaceScope:
    """The part of the province that is looked at; None means no limit on that floor."""

    agency_id: int | None = None
    unit_id: int | None = None
    counter_id: int | None = None

    def conditions(self, table: Any) -> list[ColumnElement[bool]]:
        """What holds for the rows of a table with `unit_id` and `counter_id` within this reach."""
        held: list[ColumnElement[bool]] = []
        if self.agency_id is not None:
            units = select(Unit.id).where(Unit.agency_id == self.agency_id)
            held.append(table.unit_id.in_(units))
        if self.unit_id is not None:
            held.append(table.unit_id == self.unit_id)
        if self.counter_id is not None:
            held.append(table.counter_id == self.counter_id)
        return held
