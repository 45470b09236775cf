"""Moving the public snapshots: only in steps, so that yesterday against today finds nobody.

A snapshot of a unit and quarter is replaced when at least a step (five) more or fewer sheets have
come in, and no element's answers have changed by less than a step: otherwise somebody who left an
element out would stand alone between two snapshots. Breakdowns and themes move by the same rule,
each for itself. Several units of a quarter move together: what theirs are made of is read at once.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from surveys import open_days, published_history
from surveys.open_sheets import turned_since
from surveys.publication_step import Now, Subject, keep, moved_on, withdraw
from surveys.published_due import (
    Move,
    Quarters,
    Stored,
    due,
    is_withdrawn,
    move_of,
    recent,
    respondents_of,
    running_at,
    stored_of,
)
from surveys.published_material import material_of
from surveys.rules.periods import Period
from surveys.theme_counts import Themes, themes_of_units

UNITS_AT_ONCE = 8
"""Units whose snapshots are worked out and written in one go: a tenth of a second together."""


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


def _refresh(
    connection: Connection, now: datetime, step: int, wanted: Quarters, *, at_pace: bool = True
) -> int:
    moved = 0
    for period, unit_ids in wanted.items():
        # The comments of all units of a quarter are counted together.
        written = themes_of_units(connection, unit_ids, period)
        for start in range(0, len(unit_ids), UNITS_AT_ONCE):
            some = unit_ids[start : start + UNITS_AT_ONCE]
            moved += refresh_some(connection, now, step, period, some, written, at_pace=at_pace)
    return moved


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
    stored = stored_of(connection, period, unit_ids)
    running = running_at(connection, now, unit_ids)
    moves = _moves(connection, step, period, unit_ids, stored, running if at_pace else {})
    gone = {unit_id: stored[unit_id] for unit_id, move in moves.items() if move is Move.GOES}
    fresh = {}
    for subject in _subjects(connection, period, moves, stored, written, running):
        snapshot = moved_on(connection, subject, step, now)
        if snapshot is not None:
            fresh[subject.unit_id] = snapshot
    withdraw(connection, period, gone)
    keep(connection, period, fresh, stored, now)
    return len(gone) + len(fresh)


def _moves(
    connection: Connection,
    step: int,
    period: Period,
    unit_ids: Sequence[int],
    stored: Mapping[int, Stored],
    running: Mapping[int, Period],
) -> dict[int, Move]:
    """What may become of each; running : the quarter that runs where it moves at its pace."""
    respondents = respondents_of(connection, {period}, unit_ids)
    held = {unit_id: (n, is_withdrawn(counts)) for unit_id, (n, counts) in stored.items()}
    return {
        unit_id: move_of(
            held.get(unit_id),
            respondents.get((unit_id, period), 0),
            step,
            themes=True,
            at_pace=running.get(unit_id) == period,
        )
        for unit_id in unit_ids
    }


def _subjects(
    connection: Connection,
    period: Period,
    moves: Mapping[int, Move],
    stored: Mapping[int, Stored],
    written: Mapping[int, Themes],
    running: Mapping[int, Period],
) -> list[Subject]:
    """The units whose snapshots may move, with everything that is known of them."""
    whole = [unit_id for unit_id, move in moves.items() if move is Move.FIGURES]
    moving = [unit_id for unit_id, move in moves.items() if move in {Move.FIGURES, Move.THEMES}]
    past = published_history.parts_before(connection, period, moving)
    made_of = material_of(connection, period, whole)
    seen = open_days.seen_of(connection, period, whole)
    last = {each: stored[each][1].get("last", 0) if each in stored else 0 for each in whole}
    turned = turned_since(connection, period, last)
    return [
        Subject(
            unit_id,
            period,
            stored.get(unit_id),
            past[unit_id],
            written.get(unit_id, Themes()),
            Now(
                made_of[unit_id],
                seen.get(unit_id),
                turned[unit_id],
                over=period.last_day < running[unit_id].first_day,
            )
            if unit_id in turned
            else None,
        )
        for unit_id in moving
    ]
