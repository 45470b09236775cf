"""Figures of many units at once, for whoever oversees them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from surveys.errors import Refused
from surveys.results import figures_of, figures_over_units
from surveys.results_clusters import Cluster
from surveys.results_figures import Figures
from surveys.results_narrowed import (
    ALL_ANSWERS,
    Narrowed,
    narrowed_clusters,
    narrowed_need,
    narrowed_served,
)
from surveys.scope import PlaceScope
from surveys.tables import Agency, Unit


@dataclass(frozen=True)
class UnitFigures:
    """Figures of one unit in a list of units."""

    unit_id: int
    code: str
    name: str
    agency_code: str
    figures: Figures


def figures_per_unit(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    tell: Callable[[int, int], None] = lambda done, total: None,
    *,
    only: Narrowed = ALL_ANSWERS,
    element_margins: bool = False,
    margins_of_whole: bool = False,
) -> tuple[Figures, list[UnitFigures]]:
    """Figures of all units within reach together, and of each, in the order of their codes.

    element_margins : whether elements have margins too, of each unit and of all together;
    margins_of_whole : of all together alone.
    """
    clusters = narrowed_clusters(connection, scope, first, last, only)
    held: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        held.setdefault(cluster.unit_id, []).append(cluster)
    rows = connection.execute(
        select(Unit.id, Unit.code, Unit.name, Agency.code)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.code)
    ).all()
    served = narrowed_served(connection, scope, first, last, only)
    units = []
    for done, row in enumerate(rows):
        tell(done, len(rows) + 1)
        here = PlaceScope(unit_id=row[0], counter_id=scope.counter_id)
        found = figures_of(
            held.get(row[0], []),
            narrowed_need(connection, here, first, last, only),
            served.get(row[0]),
            element_margins=element_margins,
        )
        units.append(UnitFigures(row[0], row[1], row[2], row[3], found))
    need = narrowed_need(connection, scope, first, last, only)
    in_full = element_margins or margins_of_whole
    return figures_over_units(clusters, served, need, element_margins=in_full), units


def scope_of(
    connection: Connection, unit: str | None, agency: str | None, region: str | None = None
) -> PlaceScope:
    """The reach of the codes given; raises Refused for a code or region that there is not."""
    agency_id = unit_id = None
    if agency is not None:
        agency_id = connection.execute(select(Agency.id).where(Agency.code == agency)).scalar()
        if agency_id is None:
            raise Refused(f"instansi '{agency}' tidak ada; lihat kodenya di agencies.csv")
    if unit is not None:
        unit_id = connection.execute(select(Unit.id).where(Unit.code == unit)).scalar()
        if unit_id is None:
            raise Refused(f"unit '{unit}' tidak ada; lihat kodenya di units.csv")
    if region is not None:
        known = connection.execute(
            select(Agency.region)
            .where(Agency.region.is_not(None))
            .distinct()
            .order_by(Agency.region)
        ).scalars()
        names = {name.casefold(): name for name in known if name}
        if region.casefold() not in names:
            raise Refused(f"wilayah '{region}' tidak ada; yang ada: {', '.join(names.values())}")
        region = names[region.casefold()]
    return PlaceScope(agency_id, unit_id, region=region)
