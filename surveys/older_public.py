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

from sqlalchemy import Connection, Select, insert, select, update

from surveys.older_results import OlderLine
from surveys.rules.index import SCALES, Grade, Scale, grade
from surveys.rules.older_lines import Line, Withheld, meet, standing
from surveys.rules.periods import PROVINCE_ZONE, Kind, Period, containing, local_day, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, OlderResult, OlderShown, PublishedFigure, Unit

Told = Mapping[int, Iterable[Period]]
"""By unit the times that the portal itself tells of."""

_Lines = dict[tuple[int, int], list[Line]]
"""By agency and year."""


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
    ever, stood = _shown(connection)
    gone: list[int] = []
    new: list[dict[str, Any]] = []
    results = _results(connection, _published(connection), local_day(now, PROVINCE_ZONE))
    for key in sorted(results.keys() | stood.keys()):
        before = stood.get(key, {})
        chosen = standing(results.get(key, []), before.keys(), ever.get(key, []), smallest)
        gone += [number for line, number in before.items() if line not in chosen]
        new += [_row(key[0], line, now) for line in chosen if line not in before]
    return gone, new


def _shown(connection: Connection) -> tuple[_Lines, dict[tuple[int, int], dict[Line, int]]]:
    """All lines that were ever shown, in order of time, and the numbers of those that stand."""
    ever: _Lines = defaultdict(list)
    stood: dict[tuple[int, int], dict[Line, int]] = defaultdict(dict)
    rows = connection.execute(select(*OlderShown.__table__.columns).order_by(OlderShown.id))
    for row in rows:
        line = _line(row)
        ever[row.agency_id, line.period.year].append(line)
        if row.standing:
            stood[row.agency_id, line.period.year][line] = row.id
    return ever, stood


def _results(
    connection: Connection, told: Told, today: date, agencies: Collection[int] | None = None
) -> _Lines:
    """What is stored of periods that are over and of which the portal tells nothing itself."""
    found: _Lines = defaultdict(list)
    wanted = select(*OlderResult.__table__.columns).order_by(OlderResult.id)
    if agencies is not None:
        wanted = wanted.where(OlderResult.agency_id.in_(agencies))
    units: dict[int, list[int]] = defaultdict(list)
    for unit_id, agency_id in connection.execute(select(Unit.id, Unit.agency_id)):
        units[agency_id].append(unit_id)
    for row in connection.execute(wanted):
        line = _line(row)
        within = [line.unit] if line.unit else units[row.agency_id]
        own = any(meet(line.period, each) for unit in within for each in told.get(unit, ()))
        if line.period.last_day < today and not own:
            found[row.agency_id, line.period.year].append(line)
    return found


def _published(connection: Connection, units: Select[Any] | None = None) -> Told:
    """By unit the quarters of which anything was ever published, also what was taken back."""
    wanted = select(PublishedFigure.unit_id, PublishedFigure.period)
    if units is not None:
        wanted = wanted.where(PublishedFigure.unit_id.in_(units))
    found: dict[int, list[Period]] = defaultdict(list)
    for unit_id, code in connection.execute(wanted):
        found[unit_id].append(parse_period(code))
    return found


def _answered(connection: Connection, units: Select[Any]) -> Told:
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


def _line(row: Any) -> Line:
    period = parse_period(row.period)
    return Line(row.unit_id or 0, period, row.scale, row.index_hundredths, row.respondents)


def _row(agency_id: int, line: Line, now: datetime) -> dict[str, Any]:
    return {
        "agency_id": agency_id,
        "unit_id": line.unit or None,
        "period": line.period.code,
        "scale": line.scale,
        "index_hundredths": line.index,
        "respondents": line.n,
        "standing": True,
        "shown_at": now,
    }


def public_earlier(
    connection: Connection, scope: PlaceScope, today: date, smallest: int
) -> Earlier:
    """Older results of a unit or agency that stand on its public page."""
    told = _all(_published(connection, _within(scope)))
    wanted = select(*OlderShown.__table__.columns).where(*_here(OlderShown, scope))
    shown = map(_line, connection.execute(wanted.where(OlderShown.standing)))
    # A snapshot that came since the last settling: the line is gone with it.
    lines = [line for line in shown if not any(meet(line.period, each) for each in told)]
    rows = select(*OlderResult.__table__.columns).where(*_here(OlderResult, scope))
    stored = [line for line in map(_line, connection.execute(rows)) if line.period.last_day < today]
    return _earlier(lines, stored, told, smallest)


def staff_earlier(connection: Connection, scope: PlaceScope, today: date, smallest: int) -> Earlier:
    """Older results of a unit or agency that staff may see: by the same rule, without a memory."""
    if scope.unit_id is None and scope.agency_id is None:
        return Earlier((), {})
    rows = connection.execute(
        select(*OlderResult.__table__.columns).where(*_here(OlderResult, scope))
    ).all()
    if not rows:
        return Earlier((), {})
    seen = seen_by_staff(connection, {row.agency_id for row in rows}, today, smallest)
    lines = [line for row in rows if (row.agency_id, (line := _line(row))) in seen]
    answered = _all(_answered(connection, _within(scope)))
    return _earlier(lines, list(map(_line, rows)), answered, smallest)


def seen_by_staff(
    connection: Connection, agencies: Collection[int], today: date, smallest: int
) -> set[tuple[int, Line]]:
    """The results of agencies that staff may see beside each other, by agency.

    What they see moves with every import, as it does with every sheet; a result of nobody knows
    how many is theirs to see where nothing overlaps it.
    """
    units = select(Unit.id).where(Unit.agency_id.in_(agencies))
    results = _results(connection, _answered(connection, units), today, agencies)
    return {
        (agency_id, line)
        for (agency_id, _), lines in results.items()
        for line in standing(lines, (), (), smallest, unknown=True)
    }


def told_of(result: OlderLine) -> tuple[int, Line]:
    """What `seen_by_staff` holds of a result where they may see it."""
    index = int(result.index.scaleb(2))
    line = Line(result.unit_id or 0, result.period, result.scale.code, index, result.respondents)
    return result.agency_id, line


def _within(scope: PlaceScope) -> Select[Any]:
    """The units that tell of a place: itself, or those of the agency."""
    whole = Unit.id == scope.unit_id if scope.unit_id else Unit.agency_id == scope.agency_id
    return select(Unit.id).where(whole)


def _here(table: Any, scope: PlaceScope) -> list[Any]:
    """What holds for the results of exactly this unit or agency."""
    if scope.unit_id is not None:
        return [table.unit_id == scope.unit_id]
    return [table.agency_id == scope.agency_id, table.unit_id.is_(None)]


def _all(told: Told) -> set[Period]:
    return {period for periods in told.values() for period in periods}


def _earlier(
    lines: Sequence[Line], stored: Sequence[Line], told: Iterable[Period], smallest: int
) -> Earlier:
    told = list(told)
    shown = {(line.period, line.scale) for line in lines}
    withheld: dict[Withheld, list[Period]] = defaultdict(list)
    for line in sorted(stored, key=_newest_first):
        if (line.period, line.scale) in shown:
            continue
        reason = Withheld.NEAR
        if any(meet(line.period, each) for each in told):
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
