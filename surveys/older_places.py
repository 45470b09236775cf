"""Whose sheets an agency's older results may hold: units move, and what was shown stays."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Connection, select, union

from surveys.tables import FormerAgency, OlderResult, OlderShown, Unit

UnitsEver = Mapping[int, frozenset[int]]
"""By agency the units that are its own, or were when they moved or an older result came."""


def units_ever(connection: Connection) -> UnitsEver:
    """The units of every agency, of today and of before."""
    pairs: CompoundSelect[Any] = union(
        select(Unit.agency_id, Unit.id.label("unit_id")),
        select(FormerAgency.agency_id, FormerAgency.unit_id),
        select(OlderResult.agency_id, OlderResult.unit_id).where(OlderResult.unit_id.is_not(None)),
        select(OlderShown.agency_id, OlderShown.unit_id).where(OlderShown.unit_id.is_not(None)),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for agency_id, unit_id in connection.execute(pairs):
        found[agency_id].add(unit_id)
    return {agency_id: frozenset(units) for agency_id, units in found.items()}


def linked(units: UnitsEver, agency_ids: set[int]) -> set[int]:
    """Agencies and all that share a unit with them, whether at once or one after another."""
    found = set(agency_ids)
    while True:
        among = frozenset[int]().union(*(units.get(each, frozenset()) for each in found))
        more = {each for each, own in units.items() if not own.isdisjoint(among)}
        if more <= found:
            return found
        found |= more
