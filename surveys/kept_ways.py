"""What came each way of answering to units in months and quarters, read from where it is kept.

A way is told of, or not, unit by unit and quarter by quarter, so these are what longer periods and
larger places are added up from: no year has anything of its own here, and a look at one reads a row
a unit and quarter. What was told of a way when it was kept stands beside its spread: whoever tells
less or more of it works the spread out anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from surveys.kept_bytes import ways_of
from surveys.kept_days import Revised, revisions_of
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.periods import Kind, Period
from surveys.rules.told_parts import Untold, told_parts
from surveys.scope import PlaceScope
from surveys.tables import KeptFigure, Unit
from surveys.unit_ways import SIDES, Way, Ways, spreads_of_ways, ways_of_units

KINDS = (Kind.MONTH, Kind.QUARTER)
UNITS_AT_ONCE = 50
"""Units that are counted together."""


def told_ways(ways: Ways, smallest: int) -> dict[str, Untold] | None:
    """The ways that are told of a unit's quarter, each with the elements that are not.

    None where so few came in all that nothing is told of the quarter.
    """
    channels = {name: way.measures for name, way in ways.items() if name not in SIDES}
    if 0 < sum(measures[0] for measures in channels.values()) < smallest:
        return None
    sides = {name: ways[name].measures for name in SIDES if name in ways}
    return told_parts(channels, smallest) | told_parts(sides, smallest)


def ways_worked_out(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[int, dict[str, Way]]:
    """By unit what came each way in a period, with spreads where a period by itself is told of."""
    found = ways_of_units(connection, period, units)
    asked = {
        (unit_id, name): untold
        for unit_id, ways in found.items()
        for name, untold in (told_ways(ways, SMALLEST_GROUP) or {}).items()
    }
    for (unit_id, name), spread in spreads_of_ways(connection, period, asked).items():
        untold = asked[unit_id, name]
        found[unit_id][name] = replace(found[unit_id][name], untold=untold, spread=spread)
    return found


def ways_in(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period], revised: Revised
) -> dict[Period, dict[int, Ways]]:
    """By month or quarter, in order, what came each way to every unit within reach.

    What is not kept as it is now is counted, without its spreads. revised : of these periods, as in
    kept_days.revised_in.
    """
    kept = _kept(connection, scope, periods)
    found: dict[Period, dict[int, Ways]] = {}
    for period in periods:
        held: dict[int, Ways] = {}
        late = []
        for unit_id, revision in revisions_of(revised, period).items():
            known = kept.get((unit_id, period.code))
            if known is not None and known[0] == revision:
                held[unit_id] = ways_of(known[1])
            else:
                late.append(unit_id)
        for start in range(0, len(late), UNITS_AT_ONCE):
            held |= ways_of_units(connection, period, late[start : start + UNITS_AT_ONCE])
        found[period] = held
    return found


def _kept(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period]
) -> dict[tuple[int, str], tuple[int, bytes]]:
    """By unit and period the revision and the ways that are kept."""
    reach = scope.unit_conditions()
    within = [KeptFigure.unit_id.in_(select(Unit.id).where(*reach))] if reach else []
    rows = connection.execute(
        select(KeptFigure.unit_id, KeptFigure.period, KeptFigure.revision, KeptFigure.ways).where(
            KeptFigure.period.in_([period.code for period in periods]),
            KeptFigure.ways.is_not(None),
            *within,
        )
    ).all()
    return {(unit_id, code): (revision, ways or b"") for unit_id, code, revision, ways in rows}
