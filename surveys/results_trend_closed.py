"""Closed periods in a trend: each with the figure that was issued, what it is by now beside it.

A trend that showed today's figure in the place of the issued one would contradict the report that
was handed on, without a word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from surveys.errors import Refused
from surveys.published import PublicFigures
from surveys.published_closings import PublicClosing, public_closings
from surveys.results_closing import Closing, closings_within, legible
from surveys.results_corrections import Since, since
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.results_trend import Corrected, TrendPoint
from surveys.rules.disclosure import SMALLEST_GROUP
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
    connection: Connection,
    scope: PlaceScope,
    points: Iterable[TrendPoint],
    smallest: int = SMALLEST_GROUP,
) -> list[TrendPoint]:
    """The trend of a unit for its staff; other places, which are not closed, stay as they are.

    Beside public figures stand public ones, as in the report: today's few sheets more are told
    nowhere next to them.
    """
    if scope.unit_id is None or scope.counter_id is not None:
        return list(points)
    closings = {each.period: each for each in closings_within(connection, scope)}
    found = []
    for point in points:
        closing = closings.get(point.period.code)
        found.append(
            point if closing is None else _closed_point(connection, point, closing, smallest)
        )
    return found


def _closed_point(
    connection: Connection, point: TrendPoint, closing: Closing, smallest: int
) -> TrendPoint:
    try:
        issued = figures_from(legible(closing).figures)
        if issued.respondents < smallest:
            return point
        unmoved = (point.respondents, point.index) == (issued.respondents, issued.index)
        came = None if unmoved else since(connection, closing)
    except Refused:
        # Whoever opens the report of that period is told that what was frozen cannot be read.
        return point
    corrected = None if came is None else _of_staff(came, smallest)
    return replace(as_issued(point, issued), corrected=corrected)


def _of_staff(came: Since, smallest: int) -> Corrected | None:
    """The newest figure that may stand beside the issued one; without a day until it is noted."""
    told = came.to_note and (came.closing.is_public or abs(came.outside) >= smallest)
    if told and came.now is not None:
        return Corrected(came.now.respondents, came.now.index, None, noted=False)
    if came.corrections:
        last = came.corrections[-1]
        return Corrected(last.respondents, last.index, last.noted_on, noted=True)
    return None
