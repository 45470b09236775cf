"""What was issued of the closed periods of a unit or an agency, and what it is by now beside it.

An agency has no closing of its own: what was issued of it is the sum of what its units were closed
with. Beside public figures stand public ones, as in the report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from surveys.results import UNKNOWN_NEED, added_over, figures_from
from surveys.results_closed import Closing, closings_within
from surveys.results_corrections import Since
from surveys.results_edition import of_snapshots, quarters_of, snapshots_of_units
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from as frozen_from
from surveys.results_noted import Correction, corrections_of_each
from surveys.results_readable import is_readable
from surveys.results_told_figures import is_told, told_figures
from surveys.results_trend import Corrected, Stretch
from surveys.rollups import COUNTS
from surveys.rules.periods import Period, parse_period

_RESPONDENTS = COUNTS.index("respondents")


@dataclass(frozen=True)
class Issued:
    """A period as it was closed.

    corrected : what it says by now, where that may stand beside it. waiting : sheets (below 0:
    those taken out) that are in neither. units : the closed units, each as it was issued.
    """

    figures: Figures
    corrected: Corrected | None
    waiting: int
    units: Mapping[int, Figures]


@dataclass(frozen=True)
class _Newest:
    """A closed unit: as it was issued, and the newest figures that may be told beside it."""

    issued: Figures
    newest: Figures
    on: date | None
    noted: bool
    waiting: int


def issued_in(connection: Connection, stretch: Stretch, smallest: int) -> dict[Period, Issued]:
    """The closed periods of a stretch; none of a counter, a region or the province."""
    scope = stretch.scope
    if scope.counter_id is not None or (scope.unit_id is None and scope.agency_id is None):
        return {}
    periods = {period.code: period for period in stretch.periods}
    closings = [
        each
        for each in closings_within(connection, scope, codes=periods)
        # Whoever opens the report of that period is told that what was frozen cannot be read.
        if is_readable(each.figures)
    ]
    if not closings:
        return {}
    units: dict[Period, dict[int, _Newest]] = {}
    noted = corrections_of_each(connection, closings)
    public = _public_now(connection, [each for each in closings if each.is_public])
    for closing in closings:
        period = periods[closing.period]
        found = _newest(
            stretch,
            closing,
            noted.get(closing.closing_id),
            public.get(closing.closing_id),
            smallest,
        )
        if found is not None:
            units.setdefault(period, {})[closing.unit_id] = found
    return {period: _together(stretch, period, closed) for period, closed in units.items()}


def shown_of(live: Figures, issued: Issued | None) -> Figures:
    """The figures that the trend shows of a period, among the users of today."""
    return live if issued is None else replace(issued.figures, need=live.need)


def late_sheets(stretch: Stretch, issued: Mapping[Period, Issued]) -> int:
    """How many sheets came, or went, since closings in the last period and wait."""
    held = issued.get(stretch.last)
    return stretch.late_in(stretch.last) if held is None else held.waiting


def _live(stretch: Stretch, period: Period) -> dict[int, Figures]:
    """What is told of each unit today."""
    if stretch.scope.unit_id is not None:
        return {stretch.scope.unit_id: figures_from(stretch.whole_of(period))}
    return {unit: figures_from(each) for unit, each in stretch.units_in(period).items()}


def _together(stretch: Stretch, period: Period, closed: Mapping[int, _Newest]) -> Issued:
    """The closed units as they were issued, the others as they are."""
    still_open = [found for unit, found in _live(stretch, period).items() if unit not in closed]
    issued = added_over([*(each.issued for each in closed.values()), *still_open])
    moved = [each for each in closed.values() if each.newest.answered != each.issued.answered]
    corrected = None
    if moved:
        newest = added_over([*(each.newest for each in closed.values()), *still_open])
        days = [each.on for each in moved if each.on is not None]
        noted = len(days) == len(moved) and all(each.noted for each in moved)
        corrected = Corrected(
            newest.respondents, newest.index, max(days) if noted else None, noted=noted
        )
    return Issued(
        issued,
        corrected,
        sum(abs(each.waiting) for each in closed.values()),
        {unit_id: each.issued for unit_id, each in closed.items()},
    )


def _newest(
    stretch: Stretch,
    closing: Closing,
    noted: tuple[Correction, ...] | None,
    public: Figures | None,
    smallest: int,
) -> _Newest | None:
    """None where what was frozen, or noted, is not told."""
    frozen = frozen_from(closing.figures)
    issued = told_figures(frozen, smallest)
    period = parse_period(closing.period)
    untold = (closing.unit_id, period) in stretch.held.untold
    if noted is None or untold or not issued.respondents or not is_told(issued):
        return None
    live = _live_of(stretch, period, closing.unit_id)
    now = public if closing.is_public else live
    came = Since(closing, frozen, now, _counted(stretch, period, closing.unit_id), noted)
    newest, on = issued, None
    if noted:
        newest, on = told_figures(noted[-1].figures, smallest), noted[-1].noted_on
    gone = abs(came.counted - newest.respondents)
    if now is not None and came.to_note and (closing.is_public or gone >= smallest):
        newest, on = told_figures(now, smallest), None
    return _Newest(issued, newest, on, on is not None, came.counted - newest.respondents)


def _live_of(stretch: Stretch, period: Period, unit_id: int) -> Figures | None:
    """What is told of a unit today; None where nothing is."""
    if stretch.scope.unit_id is not None:
        found = figures_from(stretch.whole_of(period))
        return found if is_told(found) else None
    counted = stretch.units_in(period).get(unit_id)
    return None if counted is None else figures_from(counted)


def _counted(stretch: Stretch, period: Period, unit_id: int) -> int:
    """How many came at a unit, those who are in no figure yet among them."""
    told = _live_of(stretch, period, unit_id)
    few = stretch.few.get(period, {}).get(unit_id)
    late = stretch.late.get(period, {}).get(unit_id, 0)
    return late + sum(
        (0 if told is None else told.respondents, 0 if few is None else few[_RESPONDENTS])
    )


def _public_now(connection: Connection, closings: Sequence[Closing]) -> dict[int, Figures]:
    """What everybody sees today of closed units, by the number of the closing, read at once."""
    quarters = {
        each.closing_id: {quarter.code for quarter in quarters_of(parse_period(each.period))}
        for each in closings
    }
    if not quarters:
        return {}
    units, codes = {each.unit_id for each in closings}, set().union(*quarters.values())
    shown = snapshots_of_units(connection, units, codes)
    found = {}
    for closing in closings:
        own = [
            snapshot
            for unit_id, snapshot in shown
            if unit_id == closing.unit_id and snapshot.quarter.code in quarters[closing.closing_id]
        ]
        if own:
            found[closing.closing_id] = of_snapshots(own, UNKNOWN_NEED)
    return found
