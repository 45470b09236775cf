"""Which public snapshots may move, and in what way: counted from months, without a look at sheets.

In the quarter that runs one in a hundred must have come, where that is more than a step (five);
once it is over, and before a document is made of it, a step is enough.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.rules.disclosure import is_snapshot_due, pace
from surveys.rules.periods import FIRST_DAY, LAST_DAY, ZONES, Kind, Period, containing, local_day
from surveys.tables import CounterMonth, PublishedFigure, Questionnaire, Unit

WITHDRAWN = "withdrawn"
"""In the counts of a snapshot that was taken back: how many respondents it had."""

Counts = dict[str, Any]

Stored = tuple[int, Counts]
"""Respondents of a snapshot, before it was taken back where it was, and its counts."""

Quarters = dict[Period, list[int]]
"""By quarter the units whose snapshots are looked at."""


class Move(StrEnum):
    """What may become of a snapshot."""

    NONE = "none"
    GOES = "goes"
    FIGURES = "figures"
    THEMES = "themes"


def is_withdrawn(counts: Mapping[str, Any]) -> bool:
    """Whether a snapshot was taken back, and is only remembered."""
    return WITHDRAWN in counts


def recent(now: datetime) -> set[Period]:
    """The quarters whose answers still come in: this one and the one before."""
    these = {containing(local_day(now, zone), Kind.QUARTER) for zone in ZONES}
    return these | {this.previous for this in these}


def running_at(
    connection: Connection, now: datetime, unit_ids: Sequence[int] | None = None
) -> dict[int, Period]:
    """The quarter that runs at each unit, by its own clock."""
    units = select(Unit.id, Unit.time_zone)
    if unit_ids is not None:
        units = units.where(Unit.id.in_(unit_ids))
    at = {zone: containing(local_day(now, zone), Kind.QUARTER) for zone in ZONES}
    return {unit_id: at[zone] for unit_id, zone in connection.execute(units)}


def due(
    connection: Connection,
    step: int,
    quarters: Collection[Period] | None = None,
    unit_ids: Sequence[int] | None = None,
    *,
    themes: bool = True,
    now: datetime | None = None,
) -> Quarters:
    """The snapshots that may move, oldest quarter first; of some quarters or units, or of all.

    themes : also where only comments may have been read since; now : where it is given, the quarter
    that runs moves at its pace, not by every step.
    """
    running = {} if now is None else running_at(connection, now, unit_ids)
    held = _known(connection, quarters, unit_ids)
    found: Quarters = {}
    for (unit_id, period), n in sorted(
        respondents_of(connection, quarters, unit_ids).items(),
        key=lambda item: (item[0][1].code, item[0][0]),
    ):
        old = held.get((unit_id, period.code))
        at_pace = running.get(unit_id) == period
        if move_of(old, n, step, themes=themes, at_pace=at_pace) != Move.NONE:
            found.setdefault(period, []).append(unit_id)
    return found


def move_of(
    old: tuple[int, bool] | None, n: int, step: int, *, themes: bool, at_pace: bool
) -> Move:
    """What may become of a snapshot, now that n respondents are counted.

    old : respondents of the one that is there, and whether it was taken back.
    """
    stored_n, away = old or (None, False)
    # Where few are left, what is shown goes at once.
    wait = pace(stored_n, step) if at_pace and n >= step else step
    moves_on = is_snapshot_due(stored_n, n, wait)
    if n < step:
        return Move.GOES if old is not None and moves_on and not away else Move.NONE
    if moves_on or (away and n == stored_n):
        return Move.FIGURES
    return Move.NONE if away or not themes or old is None else Move.THEMES


def respondents_of(
    connection: Connection,
    quarters: Collection[Period] | None,
    unit_ids: Sequence[int] | None = None,
) -> dict[tuple[int, Period], int]:
    """Respondents per unit and quarter, from the months."""
    wanted = select(
        CounterMonth.unit_id, CounterMonth.month, func.sum(CounterMonth.respondents)
    ).where(
        CounterMonth.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        CounterMonth.month.between(FIRST_DAY, LAST_DAY),
    )
    if unit_ids is not None:
        wanted = wanted.where(CounterMonth.unit_id.in_(unit_ids))
    if quarters is not None:
        first = min(quarter.first_day for quarter in quarters)
        last = max(quarter.last_day for quarter in quarters)
        wanted = wanted.where(CounterMonth.month.between(first, last))
    found: dict[tuple[int, Period], int] = {}
    for unit_id, month, n in connection.execute(
        wanted.group_by(CounterMonth.unit_id, CounterMonth.month)
    ):
        key = unit_id, containing(month, Kind.QUARTER)
        if quarters is None or key[1] in quarters:
            found[key] = found.get(key, 0) + int(n)
    return found


def _known(
    connection: Connection,
    quarters: Collection[Period] | None,
    unit_ids: Sequence[int] | None,
) -> dict[tuple[int, str], tuple[int, bool]]:
    """By unit and quarter the respondents of a snapshot, and whether it was taken back."""
    columns = PublishedFigure.unit_id, PublishedFigure.period, PublishedFigure.respondents
    wanted, gone = select(*columns), select(*columns, PublishedFigure.counts)
    gone = gone.where(PublishedFigure.respondents == 0)
    if unit_ids is not None:
        within = PublishedFigure.unit_id.in_(unit_ids)
        wanted, gone = wanted.where(within), gone.where(within)
    if quarters is not None:
        meanwhile = PublishedFigure.period.in_([quarter.code for quarter in quarters])
        wanted, gone = wanted.where(meanwhile), gone.where(meanwhile)
    # The counts of a snapshot are long; only one that was taken back keeps its number in them.
    shown = {(row[0], row[1]): (row[2], False) for row in connection.execute(wanted)}
    back = {(row[0], row[1]): (row[3][WITHDRAWN], True) for row in connection.execute(gone)}
    return {**shown, **back}


def stored_of(
    connection: Connection, period: Period, unit_ids: Collection[int]
) -> dict[int, Stored]:
    """The snapshots of some units in a quarter, by unit."""
    wanted = select(PublishedFigure.unit_id, PublishedFigure.respondents, PublishedFigure.counts)
    rows = connection.execute(
        wanted.where(PublishedFigure.period == period.code, PublishedFigure.unit_id.in_(unit_ids))
    )
    return {row[0]: (row[2].get(WITHDRAWN, row[1]), row[2]) for row in rows}
