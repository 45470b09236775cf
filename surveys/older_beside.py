"""Snapshots of a time that an older result told of: they stand a step away from it as well.

The older line leaves the page when the portal begins to tell of its time itself; but whoever kept
the page has it still, and could take a snapshot from it.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, or_, select

from surveys.older_places import units_ever
from surveys.rules.disclosure import is_safe_difference
from surveys.rules.elements import ELEMENTS
from surveys.rules.index import index_points, sum_of_bins
from surveys.rules.older_lines import meet
from surveys.rules.periods import Period, parse_period
from surveys.tables import OlderShown, PublishedFigure

_Sum = tuple[int, list[int]]
"""Respondents, and their answers 1 to 4 of every element in order."""


def may_stand_beside(
    connection: Connection, unit_id: int, period: Period, n: int, answers: Sequence[int], step: int
) -> bool:
    """Whether a snapshot leaves nobody over beside the older results that were ever shown.

    Held against them alone, with the unit's other quarters of their time, and with the other units
    where the older result is the agency's.
    """
    lines = connection.execute(
        select(*OlderShown.__table__.columns).where(
            or_(OlderShown.unit_id == unit_id, OlderShown.unit_id.is_(None)),
            OlderShown.period.startswith(str(period.year)),
            OlderShown.respondents.is_not(None),
        )
    ).all()
    units = units_ever(connection) if lines else {}
    own: _Sum = n, list(answers)
    for line in lines:
        time = parse_period(line.period)
        among = {unit_id} if line.unit_id else units.get(line.agency_id, set())
        if unit_id not in among or not meet(time, period):
            continue
        for known, found in _sums(connection, unit_id, period, time, among, own):
            if not is_safe_difference(known, line.respondents, step):
                return False
            if known == line.respondents and _index(found) != line.index_hundredths:
                return False
    return True


def _sums(
    connection: Connection,
    unit_id: int,
    period: Period,
    time: Period,
    among: Collection[int],
    own: _Sum,
) -> list[_Sum]:
    """The snapshot alone, and with what else is shown of the older result's units and time."""
    place = PublishedFigure.unit_id.in_(among)
    same_time, same_unit, everything = [own], [own], [own]
    for row in connection.execute(
        select(*PublishedFigure.__table__.columns).where(place, PublishedFigure.respondents > 0)
    ):
        at = parse_period(row.period)
        if (row.unit_id == unit_id and at == period) or not meet(at, time):
            continue
        bins = row.counts["bins"]
        held = row.respondents, [n for name in ELEMENTS for n in bins.get(name, (0, 0, 0, 0))]
        everything.append(held)
        if at == period:
            same_time.append(held)
        if row.unit_id == unit_id:
            same_unit.append(held)
    return [own, *map(_added, (same_time, same_unit, everything))]


def _added(parts: Sequence[_Sum]) -> _Sum:
    return sum(n for n, _ in parts), [
        sum(each) for each in zip(*(a for _, a in parts), strict=True)
    ]


def _index(answers: Sequence[int]) -> int | None:
    """The index in hundredths."""
    bins = [answers[start : start + 4] for start in range(0, len(answers), 4)]
    found = index_points(dict(zip(ELEMENTS, map(sum_of_bins, bins), strict=True)))
    return None if found is None else int(found.scaleb(2))
