"""Lists of the public pages: units and agencies side by side, ranked without rewarding luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from sqlalchemy import Connection, select

from surveys.errors import NotFound
from surveys.published import (
    PublicFigures,
    read_snapshot,
    snapshots_of_unit,
    together,
)
from surveys.results_trend import PERIODS, TrendPoint
from surveys.results_trend_closed import with_public_closings, with_units_closings
from surveys.rules.index import index_exact
from surveys.rules.index_comparison import MeanOfUnits, mean_of_units
from surveys.rules.periods import PROVINCE_ZONE, Kind, Period, containing, parse_period
from surveys.rules.shrinkage import FEWEST_TO_RANK, UnitFigure, rank
from surveys.strata import with_margin
from surveys.tables import Agency, FollowUp, PublishedFigure, Service, Unit

_PLACE = (
    Unit.id,
    Unit.code,
    Unit.name,
    Agency.code.label("agency_code"),
    Agency.name.label("agency_name"),
    Agency.region,
    Unit.time_zone,
)


@dataclass(frozen=True)
class PublicUnit:
    """A unit and what is published of it for a quarter."""

    unit_id: int
    code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    time_zone: str
    figures: PublicFigures | None


def public_units(
    connection: Connection, period: Period, agency_id: int | None = None
) -> list[PublicUnit]:
    """Every unit (of an agency) with its snapshot of a quarter, in the order of names."""
    conditions = [] if agency_id is None else [Unit.agency_id == agency_id]
    held = {
        row.unit_id: read_snapshot(row)
        for row in connection.execute(
            select(*PublishedFigure.__table__.columns)
            .join(Unit, Unit.id == PublishedFigure.unit_id)
            .where(
                PublishedFigure.period == period.code, PublishedFigure.respondents > 0, *conditions
            )
        )
    }
    rows = connection.execute(
        select(*_PLACE)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*conditions)
        .order_by(Unit.name, Unit.code)
    )
    return [PublicUnit(*row, held.get(row.id)) for row in rows]


@dataclass(frozen=True)
class Standing:
    """One line of a list that is ranked without rewarding luck.

    means : of an agency, the mean of its units' published indexes.
    """

    code: str
    name: str
    region: str | None
    figures: PublicFigures | None
    rank_points: float | None
    units: int
    means: MeanOfUnits | None = None


def ranked(lines: Sequence[Standing]) -> list[Standing]:
    """Lines by their shrunken values, strongest first; those without a figure at the end.

    Fewer than four cannot be shrunk and stand by their own values. A line with too few respondents
    to be ranked has no rank_points and stands below those that are.
    """
    shown = [
        UnitFigure(line.code, float(line.figures.index.points), line.figures.index.standard_error)
        for line in lines
        if line.figures is not None
        and line.figures.index is not None
        and line.figures.respondents >= FEWEST_TO_RANK
    ]
    ranking = rank(shown)
    if ranking is None:
        order = {unit.code: -unit.points for unit in shown}
        points = {unit.code: unit.points for unit in shown}
    else:
        order = {unit.code: float(place) for place, unit in enumerate(ranking.units)}
        points = {unit.code: unit.points for unit in ranking.units}
    placed = [replace(line, rank_points=points.get(line.code)) for line in lines]
    return sorted(
        placed,
        key=lambda line: (order.get(line.code, inf), line.figures is None, line.name),
    )


def agency_standings(
    units: Sequence[PublicUnit], *, element_margins: bool = False
) -> list[Standing]:
    """Agencies, each with all its units' snapshots together, the strongest first.

    element_margins : whether elements have values too, which are not without their margins.
    """
    held: dict[str, list[PublicUnit]] = {}
    for unit in units:
        held.setdefault(unit.agency_code, []).append(unit)
    lines = []
    for code, members in held.items():
        shown = [unit.figures for unit in members if unit.figures is not None]
        whole = together(shown, element_margins=element_margins)
        means = mean_of_published(shown)
        first = members[0]
        lines.append(
            Standing(code, first.agency_name, first.region, whole, None, len(members), means)
        )
    return ranked(lines)


def mean_of_published(units: Sequence[PublicFigures]) -> MeanOfUnits:
    """The mean of published indexes, each unit alike: the second total of an agency."""
    found = mean_of_units(each.sums for each in units)
    return with_margin(
        found, [each.index_spread for each in units if index_exact(each.sums) is not None]
    )


def unit_standings(units: Sequence[PublicUnit]) -> list[Standing]:
    """Units of an agency, the strongest first."""
    return ranked(
        [Standing(unit.code, unit.name, unit.region, unit.figures, None, 1) for unit in units]
    )


@dataclass(frozen=True)
class PublicPlace:
    """A unit or agency by name, where it stands, and on which clock its days go by."""

    place_id: int
    code: str
    name: str
    agency_code: str
    agency_name: str
    region: str | None
    time_zone: str


def public_unit(connection: Connection, code: str) -> PublicPlace:
    """The unit with this code; raises NotFound."""
    row = connection.execute(
        select(*_PLACE).join(Agency, Agency.id == Unit.agency_id).where(Unit.code == code)
    ).first()
    if row is None:
        raise NotFound(code)
    return PublicPlace(*row)


def public_agency(connection: Connection, code: str) -> PublicPlace:
    """The agency with this code; raises NotFound."""
    row = connection.execute(
        select(Agency.id, Agency.code, Agency.name, Agency.region).where(Agency.code == code)
    ).first()
    if row is None:
        raise NotFound(code)
    zone = connection.execute(
        select(Unit.time_zone).where(Unit.agency_id == row.id).order_by(Unit.code).limit(1)
    ).scalar()
    return PublicPlace(*row[:3], *row[1:4], zone or PROVINCE_ZONE)


def quarter_to_show(quarters: Sequence[Period], today: date) -> Period:
    """The newest quarter that is over and has figures, else the newest one with any."""
    over = [quarter for quarter in quarters if quarter.last_day < today]
    if over:
        return over[0]
    return quarters[0] if quarters else containing(today, Kind.QUARTER).previous


def _points(held: dict[Period, PublicFigures], last: Period) -> list[TrendPoint]:
    """Eight quarters up to the last, from the first one with a figure on; gaps stay gaps."""
    points: list[TrendPoint] = []
    for step in range(1 - PERIODS, 1):
        period = last.shifted(step)
        figures = held.get(period)
        value = None if figures is None else figures.index
        if figures is None or value is None:
            if points:
                points.append(TrendPoint(period, 0, None, None, None))
            continue
        points.append(TrendPoint(period, figures.respondents, value.points, value.low, value.high))
    return points


def unit_trend(connection: Connection, unit_id: int, last: Period) -> list[TrendPoint]:
    """The published index of a unit, quarter by quarter; of a closed one, as it was issued."""
    held = {each.period: each for each in snapshots_of_unit(connection, unit_id, last)}
    return with_public_closings(connection, unit_id, _points(held, last), held)


def agency_trend(connection: Connection, agency_id: int, last: Period) -> list[TrendPoint]:
    """The same of an agency: per quarter all its units together."""
    codes = [last.shifted(step).code for step in range(1 - PERIODS, 1)]
    rows = connection.execute(
        select(*PublishedFigure.__table__.columns)
        .join(Unit, Unit.id == PublishedFigure.unit_id)
        .where(
            Unit.agency_id == agency_id,
            PublishedFigure.period.in_(codes),
            PublishedFigure.respondents > 0,
        )
    ).all()
    units: dict[Period, dict[int, PublicFigures]] = {}
    for row in rows:
        units.setdefault(parse_period(row.period), {})[row.unit_id] = read_snapshot(row)
    held = {}
    for period, members in units.items():
        figures = together(list(members.values()), element_margins=False)
        if figures is not None:
            held[period] = figures
    return with_units_closings(connection, agency_id, _points(held, last), units)


@dataclass(frozen=True)
class PublicPromise:
    """A line of the follow-up plan that the head shows to citizens."""

    element: str | None
    activity: str
    due_on: date | None
    status: str
    done_on: date | None


def public_promises(connection: Connection, unit_id: int, limit: int = 6) -> list[PublicPromise]:
    """What was done and what is promised at a unit; what is done first, the newest at the top."""
    rows = connection.execute(
        select(
            FollowUp.element, FollowUp.activity, FollowUp.due_on, FollowUp.status, FollowUp.done_on
        )
        .where(FollowUp.unit_id == unit_id, FollowUp.public)
        .order_by(FollowUp.done_on.is_(None), FollowUp.done_on.desc(), FollowUp.id.desc())
        .limit(limit)
    )
    return [PublicPromise(*row) for row in rows]


def services_by_unit(connection: Connection) -> dict[int, str]:
    """The names of what each unit offers, in one line."""
    found: dict[int, str] = {}
    for unit_id, name in connection.execute(select(Service.unit_id, Service.name)):
        found[unit_id] = f"{found.get(unit_id, '')} {name}"
    return found


def matching(
    units: Sequence[PublicUnit], services: Mapping[int, str], wanted: str
) -> list[PublicUnit]:
    """Units whose name, agency, region or services hold every word of a search."""
    words = wanted.casefold().split()

    def told(unit: PublicUnit) -> str:
        where = f"{unit.name} {unit.agency_name} {unit.region or ''} {unit.code}"
        return f"{where} {services.get(unit.unit_id, '')}".casefold()

    return [unit for unit in units if all(word in told(unit) for word in words)]
