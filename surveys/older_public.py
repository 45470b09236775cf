"""Older results as the public and the staff may see them, and why others are not shown.

Which may stand together says surveys.rules.older_lines. What the public saw is kept (older_shown):
lines move only in steps away from all that was ever shown, and snapshots of the portal's own time
stand a step away from it as well (surveys.older_beside).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, update

from surveys.older_places import UnitsEver, linked, units_ever
from surveys.older_results import OlderLine
from surveys.rules.index import SCALES, Grade, Scale, grade
from surveys.rules.older_lines import Line, Withheld, meet, standing
from surveys.rules.periods import PROVINCE_ZONE, Kind, Period, containing, local_day, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, OlderResult, OlderShown, PublishedFigure, Unit

Told = Mapping[int, Iterable[Period]]
"""By unit the times that the portal itself tells of."""


@dataclass(frozen=True)
class EarlierLine:
    """An older result to be shown beside the portal's own and never among them."""

    period: Period
    scale: Scale
    index: Decimal
    respondents: int | None

    @property
    def grade(self) -> Grade:
        """The grade on the scale of its own time."""
        return grade(self.index, self.scale)


@dataclass(frozen=True)
class Earlier:
    """The older results of a place that may be shown, the newest first, and why others are not."""

    lines: tuple[EarlierLine, ...]
    withheld: Mapping[Withheld, tuple[Period, ...]]

    def __bool__(self) -> bool:
        return bool(self.lines or self.withheld)


def settle(connection: Connection, now: datetime, smallest: int) -> None:
    """Let stand what may be shown now, and note it; what no longer may goes from the pages."""
    gone, new = changes(connection, now, smallest)
    if gone:
        away = update(OlderShown).where(OlderShown.id.in_(gone)).values(standing=False)
        connection.execute(away)
    if new:
        connection.execute(insert(OlderShown), new)


def changes(
    connection: Connection, now: datetime, smallest: int
) -> tuple[list[int], list[dict[str, Any]]]:
    """The numbers of lines that may stand no longer, and the rows of those that now may."""
    units = units_ever(connection)
    ever, stood = _shown(connection, units)
    stored = connection.execute(select(*OlderResult.__table__.columns).order_by(OlderResult.id))
    today = local_day(now, PROVINCE_ZONE)
    results = _free([_line(row, units) for row in stored], _published(connection), today)
    chosen = standing(results, stood, ever, smallest)
    gone = [number for line, held in stood.items() for number in held[line in chosen :]]
    new = [line for line in chosen if line not in stood]
    return gone, _rows(connection, new, now) if new else []


def _shown(
    connection: Connection, units: UnitsEver, agencies: Collection[int] | None = None
) -> tuple[list[Line], dict[Line, list[int]]]:
    """All lines that were ever shown, or those of agencies, and the numbers of those that stand.

    Before units took their results along, the same line could come to stand twice.
    """
    ever: list[Line] = []
    stood: dict[Line, list[int]] = defaultdict(list)
    wanted = select(*OlderShown.__table__.columns).order_by(OlderShown.id)
    if agencies is not None:
        wanted = wanted.where(OlderShown.agency_id.in_(agencies))
    for row in connection.execute(wanted):
        line = _line(row, units)
        ever.append(line)
        if row.standing:
            stood[line].append(row.id)
    return ever, stood


def _free(lines: Iterable[Line], told: Told, today: date) -> list[Line]:
    """Those of periods that are over and of which the portal tells nothing itself."""
    return [line for line in lines if line.period.last_day < today and not _is_told(line, told)]


def _is_told(line: Line, told: Told) -> bool:
    return any(meet(line.period, each) for unit in line.parts for each in told.get(unit, ()))


def _published(connection: Connection, units: Collection[int] | None = None) -> Told:
    """By unit the quarters of which anything was ever published, also what was taken back."""
    wanted = select(PublishedFigure.unit_id, PublishedFigure.period)
    if units is not None:
        wanted = wanted.where(PublishedFigure.unit_id.in_(units))
    found: dict[int, list[Period]] = defaultdict(list)
    for unit_id, code in connection.execute(wanted):
        found[unit_id].append(parse_period(code))
    return found


def _answered(connection: Connection, units: Collection[int]) -> Told:
    """By unit the months with answers."""
    found: dict[int, list[Period]] = defaultdict(list)
    months = (
        select(CounterMonth.unit_id, CounterMonth.month)
        .where(CounterMonth.respondents > 0, CounterMonth.unit_id.in_(units))
        .distinct()
    )
    for unit_id, month in connection.execute(months):
        found[unit_id].append(containing(month, Kind.MONTH))
    return found


def _line(row: Any, units: UnitsEver) -> Line:
    period, among = parse_period(row.period), frozenset[int]()
    if row.unit_id is None:
        among = units.get(row.agency_id, among)
    whose = row.unit_id or -row.agency_id
    return Line(whose, period, row.scale, row.index_hundredths, row.respondents, among)


def _rows(connection: Connection, lines: Iterable[Line], now: datetime) -> list[dict[str, Any]]:
    homes = {row.id: row.agency_id for row in connection.execute(select(Unit.id, Unit.agency_id))}
    return [
        {
            "agency_id": homes[line.whose] if line.whose > 0 else -line.whose,
            "unit_id": line.whose if line.whose > 0 else None,
            "period": line.period.code,
            "scale": line.scale,
            "index_hundredths": line.index,
            "respondents": line.n,
            "standing": True,
            "shown_at": now,
        }
        for line in lines
    ]


def public_earlier(
    connection: Connection, scope: PlaceScope, today: date, smallest: int
) -> Earlier:
    """Older results of a unit or agency that stand on its public page."""
    wanted = select(*OlderShown.__table__.columns).where(*_here(OlderShown, scope))
    shown = connection.execute(wanted.where(OlderShown.standing)).all()
    rows = select(*OlderResult.__table__.columns).where(*_here(OlderResult, scope))
    stored = connection.execute(rows).all()
    if not shown and not stored:
        return Earlier((), {})
    units = {} if scope.unit_id else units_ever(connection)
    told = _published(connection, units.get(scope.agency_id or 0, {scope.unit_id or 0}))
    # A snapshot that came since the last settling: the line is gone with it.
    lines = {line: None for row in shown if not _is_told(line := _line(row, units), told)}
    over = [line for row in stored if (line := _line(row, units)).period.last_day < today]
    return _earlier(list(lines), over, told, smallest)


def staff_earlier(connection: Connection, scope: PlaceScope, today: date, smallest: int) -> Earlier:
    """Older results of a unit or agency that staff may see: by the same rule as the public."""
    if scope.unit_id is None and scope.agency_id is None:
        return Earlier((), {})
    rows = connection.execute(
        select(*OlderResult.__table__.columns).where(*_here(OlderResult, scope))
    ).all()
    if not rows:
        return Earlier((), {})
    units = units_ever(connection)
    lines = [_line(row, units) for row in rows]
    agencies = {a for a, own in units.items() if scope.unit_id in own} | {scope.agency_id or 0}
    seen = seen_by_staff(connection, agencies, today, smallest)
    told = _answered(connection, {unit for line in lines for unit in line.parts})
    return _earlier([line for line in seen if line.whose == lines[0].whose], lines, told, smallest)


def seen_by_staff(
    connection: Connection, agencies: Collection[int], today: date, smallest: int
) -> set[Line]:
    """The results of agencies and their units that staff may see beside each other.

    They see the public pages too, so what these ever showed is the reference here as well. A result
    of nobody knows how many is theirs to see where nothing overlaps it.
    """
    units = units_ever(connection)
    near = linked(units, set(agencies))
    among = {unit for agency_id in near for unit in units.get(agency_id, ())}
    here = select(*OlderResult.__table__.columns).where(OlderResult.agency_id.in_(near))
    stored = [_line(row, units) for row in connection.execute(here)]
    free = _free(stored, _answered(connection, among), today)
    ever, stood = _shown(connection, units, near)
    return set(standing(free, stood, ever, smallest, unknown=True))


def told_of(result: OlderLine) -> Line:
    """What `seen_by_staff` holds of a result where they may see it."""
    index, whose = int(result.index.scaleb(2)), result.unit_id or -result.agency_id
    return Line(whose, result.period, result.scale.code, index, result.respondents)


def _here(table: Any, scope: PlaceScope) -> list[Any]:
    """What holds for the results of exactly this unit or agency."""
    if scope.unit_id is not None:
        return [table.unit_id == scope.unit_id]
    return [table.agency_id == scope.agency_id, table.unit_id.is_(None)]


def _earlier(lines: Sequence[Line], stored: Sequence[Line], told: Told, smallest: int) -> Earlier:
    shown = {(line.period, line.scale) for line in lines}
    withheld: dict[Withheld, list[Period]] = defaultdict(list)
    for line in sorted(stored, key=_newest_first):
        if (line.period, line.scale) in shown:
            continue
        reason = Withheld.NEAR
        if _is_told(line, told):
            reason = Withheld.OWN
        elif line.n is None:
            reason = Withheld.UNKNOWN
        elif line.n < smallest:
            reason = Withheld.FEW
        withheld[reason].append(line.period)
    return Earlier(
        tuple(
            EarlierLine(line.period, SCALES[line.scale], Decimal(line.index).scaleb(-2), line.n)
            for line in sorted(lines, key=_newest_first)
        ),
        {
            reason: tuple(dict.fromkeys(withheld[reason]))
            for reason in Withheld
            if reason in withheld
        },
    )


def _newest_first(line: Line) -> tuple[int, int]:
    return -line.period.last_day.toordinal(), -line.period.first_day.toordinal()
