"""Closed periods in a trend: each with the figure that was issued, what it is by now beside it.

A trend that showed today's figure in the place of the issued one would contradict the report that
was handed on, without a word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from surveys.published import PublicFigures
from surveys.published_closings import PublicClosing, public_closings
from surveys.results import UNKNOWN_NEED, added_over
from surveys.results_edition import Snapshot, of_snapshot
from surveys.results_figures import Figures
from surveys.results_issued import Issued
from surveys.results_trend import Corrected, Stretch, TrendPoint
from surveys.rules.periods import Period, local_day
from surveys.scope import PlaceScope
from surveys.tables import Unit


def as_issued(point: TrendPoint, issued: Figures) -> TrendPoint:
    """The point with the figures of a closing; as it is where those have no interval."""
    if issued.interval is None:
        return point
    return replace(
        point,
        respondents=issued.respondents,
        index=issued.index,
        low=issued.interval.low,
        high=issued.interval.high,
    )


def with_public_closings(
    connection: Connection,
    unit_id: int,
    points: Iterable[TrendPoint],
    held: Mapping[Period, PublicFigures],
) -> list[TrendPoint]:
    """The public trend of a unit; what its snapshots say today beside what was issued.

    held : the snapshots of today by quarter. A quarter that shows nothing any more stays a gap.
    """
    closings = public_closings(connection, PlaceScope(unit_id=unit_id))
    if not closings:
        return list(points)
    time_zone = connection.execute(select(Unit.time_zone).where(Unit.id == unit_id)).scalar_one()
    found = []
    for point in points:
        closing, now = closings.get((unit_id, point.period.code)), held.get(point.period)
        if closing is not None and now is not None and point.index is not None:
            corrected = _of_public(point, closing, now, time_zone)
            point = replace(as_issued(point, closing.figures), corrected=corrected)
        found.append(point)
    return found


def _of_public(
    point: TrendPoint, closing: PublicClosing, now: PublicFigures, time_zone: str
) -> Corrected | None:
    """What everybody sees today, with the day since when; None where it is what was issued."""
    if not closing.moved(now):
        return None
    value = point.respondents, point.index
    for noted in closing.corrections[-1:]:
        if (noted.respondents, noted.index) == value:
            return Corrected(*value, noted.noted_on, noted=True)
    return Corrected(*value, local_day(now.published_at, time_zone), noted=False)


def with_closings(
    points: Iterable[TrendPoint], issued: Mapping[Period, Issued]
) -> list[TrendPoint]:
    """The trend of a unit or an agency for its staff; issued : as from results_issued."""
    found = []
    for point in points:
        held = issued.get(point.period)
        if held is not None:
            point = replace(as_issued(point, held.figures), corrected=held.corrected)
        found.append(point)
    return found


def with_closed_units(points: Iterable[TrendPoint], stretch: Stretch) -> list[TrendPoint]:
    """The trend of a region or the province for the staff, each period with how much is closed.

    Nothing is issued of them, so their values are those of now.
    """
    return [replace(point, closed=stretch.closed_in(point.period)) for point in points]


def with_units_closings(
    connection: Connection,
    agency_id: int,
    points: Iterable[TrendPoint],
    held: Mapping[Period, Mapping[int, PublicFigures]],
) -> list[TrendPoint]:
    """The public trend of an agency: of a closed quarter the sum that its units were closed with.

    held : today's snapshots by quarter and unit. A unit that is not shown any more stays in what
    was issued, as in the report; a quarter of which nothing is shown any more stays a gap.
    """
    points = list(points)
    codes = [point.period.code for point in points]
    closings = public_closings(connection, PlaceScope(agency_id=agency_id), codes=codes)
    if not closings:
        return points
    zones = select(Unit.id, Unit.time_zone).where(Unit.agency_id == agency_id)
    clocks = {row.id: row.time_zone for row in connection.execute(zones)}
    found = []
    for point in points:
        here = {unit: each for (unit, code), each in closings.items() if code == point.period.code}
        if here and point.index is not None:
            point = _of_agency(point, here, held.get(point.period, {}), clocks)
        found.append(point)
    return found


def _of_agency(
    point: TrendPoint,
    closings: Mapping[int, PublicClosing],
    now: Mapping[int, PublicFigures],
    clocks: Mapping[int, str],
) -> TrendPoint:
    open_units = [_as_figures(each) for unit_id, each in now.items() if unit_id not in closings]
    issued = added_over([*(each.figures for each in closings.values()), *open_units])
    steps = [
        step
        for unit_id, closing in closings.items()
        if (step := _step(closing, now.get(unit_id), clocks[unit_id])) is not None
    ]
    corrected = None
    if steps:
        days = [step.on for step in steps if step.on is not None]
        whole = len(days) == len(steps)
        corrected = Corrected(
            point.respondents,
            point.index,
            max(days) if whole else None,
            noted=whole and all(step.noted for step in steps),
        )
    return replace(as_issued(point, issued), corrected=corrected)


def _step(closing: PublicClosing, now: PublicFigures | None, time_zone: str) -> Corrected | None:
    """How far a unit has gone since its closing; without a day where it is not shown any more."""
    if now is None:
        return Corrected(0, None, None, noted=False)
    value = None if now.index is None else now.index.points
    shown = TrendPoint(now.period, now.respondents, value, None, None)
    return _of_public(shown, closing, now, time_zone)


def _as_figures(shown: PublicFigures) -> Figures:
    counts = {"bins": shown.bins, "errors": shown.errors}
    snapshot = Snapshot(shown.period, shown.respondents, counts, shown.published_at)
    return of_snapshot(snapshot, UNKNOWN_NEED)
