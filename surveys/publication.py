"""Moving the public snapshots: only in steps, so that yesterday against today finds nobody.

A snapshot of a unit and quarter is replaced when at least a step (five) more or fewer sheets have
come in, and no element's answers have changed by less than a step: otherwise somebody who left an
element out would stand alone between two snapshots. Breakdowns and themes move by the same rule,
each for itself. In the quarter that runs one in a hundred must have come, where that is more than a
step; once it is over, and before a document is made of it, a step is enough.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from surveys.publication_step import WITHDRAWN, Counts, is_withdrawn, keep, moved_on, withdraw
from surveys.rules.disclosure import is_snapshot_due, pace
from surveys.rules.periods import Kind, Period, containing
from surveys.tables import CounterMonth, PublishedFigure, Questionnaire
from surveys.theme_counts import Themes, themes_of_units

Quarters = dict[Period, list[int]]
"""By quarter the units whose snapshots are looked at."""


def refresh(connection: Connection, now: datetime, smallest_group: int) -> int:
    """Move the snapshots of this quarter and the one before where they are due; how many moved."""
    wanted = due(connection, smallest_group, recent(now), themes=False, now=now)
    return _refresh(connection, now, smallest_group, wanted)


def refresh_all(connection: Connection, now: datetime, smallest_group: int) -> int:
    """The same for every quarter with answers; also lets late readings of comments in."""
    return _refresh(connection, now, smallest_group, due(connection, smallest_group, now=now))


def refresh_unit(
    connection: Connection, unit_id: int, quarters: Collection[Period], now: datetime, step: int
) -> None:
    """The same for some quarters of one unit, before a document is made of its snapshots."""
    if quarters:
        wanted = due(connection, step, quarters, [unit_id], themes=False)
        _refresh(connection, now, step, wanted, at_pace=False)


def recent(now: datetime) -> set[Period]:
    """The quarters whose answers still come in: this one and the one before."""
    this = containing(now.date(), Kind.QUARTER)
    return {this, this.previous}


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
    running = None if now is None else containing(now.date(), Kind.QUARTER)
    stored = _stored(connection, quarters, unit_ids)
    found: Quarters = {}
    for (unit_id, period), n in sorted(
        _respondents(connection, quarters, unit_ids).items(),
        key=lambda item: (item[0][1].code, item[0][0]),
    ):
        old = stored.get((unit_id, period.code))
        if _may_move(old, n, step, themes=themes, at_pace=period == running) != _STAYS:
            found.setdefault(period, []).append(unit_id)
    return found


def refresh_some(
    connection: Connection,
    now: datetime,
    step: int,
    period: Period,
    unit_ids: Sequence[int],
    written: Mapping[int, Themes],
    *,
    at_pace: bool = True,
) -> int:
    """Move the snapshots of some units and a quarter; how many moved.

    written : the themes of the quarter, as `theme_counts.themes_of_units` finds them; at_pace :
    whether the quarter that runs waits for one in a hundred.
    """
    at_pace = at_pace and period == containing(now.date(), Kind.QUARTER)
    respondents = _respondents(connection, {period}, unit_ids)
    stored = _stored(connection, {period}, unit_ids)
    moved = 0
    for unit_id in unit_ids:
        n = respondents.get((unit_id, period), 0)
        old = stored.get((unit_id, period.code))
        move = _may_move(old, n, step, themes=True, at_pace=at_pace)
        if move == _GOES and old is not None:
            withdraw(connection, unit_id, period, old)
            moved += 1
        elif move in {_FIGURES, _THEMES}:
            themes, whole = written.get(unit_id, Themes()), move == _FIGURES
            fresh = moved_on(connection, unit_id, period, old, themes, step, now, due=whole)
            if fresh is not None:
                keep(connection, unit_id, period, fresh, old is not None, now)
                moved += 1
    return moved


def _refresh(
    connection: Connection, now: datetime, step: int, wanted: Quarters, *, at_pace: bool = True
) -> int:
    moved = 0
    for period, unit_ids in wanted.items():
        # The comments of all units of a quarter are counted together.
        written = themes_of_units(connection, unit_ids, period)
        moved += refresh_some(connection, now, step, period, unit_ids, written, at_pace=at_pace)
    return moved


_STAYS, _GOES, _FIGURES, _THEMES = "stays", "goes", "figures", "themes"


def _may_move(
    old: tuple[int, Counts] | None, n: int, step: int, *, themes: bool, at_pace: bool
) -> str:
    """What may become of a snapshot, now that n respondents are counted."""
    stored_n = None if old is None else old[0]
    # Where few are left, what is shown goes at once.
    wait = pace(stored_n, step) if at_pace and n >= step else step
    moves_on = is_snapshot_due(stored_n, n, wait)
    away = old is not None and is_withdrawn(old[1])
    if n < step:
        return _GOES if old is not None and moves_on and not away else _STAYS
    if moves_on or (away and old is not None and n == old[0]):
        return _FIGURES
    return _STAYS if away or not themes or old is None else _THEMES


def _respondents(
    connection: Connection,
    quarters: Collection[Period] | None,
    unit_ids: Sequence[int] | None = None,
) -> dict[tuple[int, Period], int]:
    """Respondents per unit and quarter, from the months."""
    wanted = select(
        CounterMonth.unit_id, CounterMonth.month, func.sum(CounterMonth.respondents)
    ).where(
        CounterMonth.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official))
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


def _stored(
    connection: Connection,
    quarters: Collection[Period] | None,
    unit_ids: Sequence[int] | None = None,
) -> dict[tuple[int, str], tuple[int, Counts]]:
    columns = PublishedFigure.unit_id, PublishedFigure.period, PublishedFigure.respondents
    wanted = select(*columns, PublishedFigure.counts)
    if unit_ids is not None:
        wanted = wanted.where(PublishedFigure.unit_id.in_(unit_ids))
    if quarters is not None:
        wanted = wanted.where(PublishedFigure.period.in_([quarter.code for quarter in quarters]))
    return {
        (row[0], row[1]): (row[3].get(WITHDRAWN, row[2]), row[3])
        for row in connection.execute(wanted)
    }
