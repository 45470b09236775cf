"""Moving the public snapshots: only in steps, so that yesterday against today finds nobody.

A snapshot of a unit and quarter is replaced when at least a step (five) more or fewer sheets have
come in, and no element's answers have changed by less than a step: otherwise somebody who left an
element out would stand alone between two snapshots. Breakdowns and themes move by the same rule,
each for itself. In the quarter that runs one in a hundred must have come, where that is more than a
step; once it is over, and before a document is made of it, a step is enough.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from surveys import open_days, published_history, published_parts, published_services
from surveys.published_parts import errors_of
from surveys.results_clusters import Cluster, added, official_clusters
from surveys.results_population import served_in
from surveys.rollups import COUNTS
from surveys.rules.disclosure import is_safe_move, is_snapshot_due, pace
from surveys.rules.elements import Element
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, PublishedFigure, Questionnaire
from surveys.tables.responses import BINS
from surveys.theme_counts import Themes, themes_of_units

_FIRST_BIN = COUNTS.index(BINS[0])
_LAST_BIN = _FIRST_BIN + len(BINS)
FELL = "fell"
"""In the counts of a snapshot: whether answers were ever taken out of one that was shown."""
WITHDRAWN = "withdrawn"
"""In the counts of a snapshot that was taken back: how many respondents it had."""

Counts = dict[str, Any]


def is_withdrawn(counts: Counts) -> bool:
    """Whether a snapshot was taken back, and is only remembered."""
    return WITHDRAWN in counts


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
            _withdraw(connection, unit_id, period, old)
            moved += 1
        elif move in {_FIGURES, _THEMES}:
            themes, whole = written.get(unit_id, Themes()), move == _FIGURES
            fresh = _moved(connection, unit_id, period, old, themes, step, now, due=whole)
            if fresh is not None:
                _keep(connection, unit_id, period, fresh, old is not None, now)
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


def _withdraw(
    connection: Connection, unit_id: int, period: Period, old: tuple[int, Counts]
) -> None:
    """Take a snapshot back of which, after exclusions, only a few sheets are left.

    What was shown is kept unseen: somebody may remember it, so that whatever is shown next must
    stand a step away from it.
    """
    connection.execute(
        update(PublishedFigure)
        .where(PublishedFigure.unit_id == unit_id, PublishedFigure.period == period.code)
        .values(respondents=0, counts={**old[1], WITHDRAWN: old[0]})
    )


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


def _moved(
    connection: Connection,
    unit_id: int,
    period: Period,
    old: tuple[int, Counts] | None,
    written: Themes,
    step: int,
    now: datetime,
    *,
    due: bool,
) -> tuple[int, Counts] | None:
    """The snapshot that takes the place of the old one; None where nothing may move."""
    held: Counts = {} if old is None else old[1]
    clusters: list[Cluster] = []
    if due:
        scope = PlaceScope(unit_id=unit_id)
        clusters = official_clusters(connection, scope, period.first_day, period.last_day)
    fresh = _figures(connection, unit_id, period, clusters, old, step) if due else None
    if fresh is None and (not held or is_withdrawn(held)):
        return None
    n, counts = fresh if fresh is not None else (old[0] if old else 0, dict(held))
    past = published_history.parts_before(connection, unit_id, period)
    if fresh is not None:
        open_days.grow(connection, unit_id, period, clusters, step, now, moved=old is not None)
        everything = added(clusters)
        counts |= published_parts.moved_parts(
            connection, unit_id, period, held, past, everything, step
        )
        counts["services"] = published_services.moved_services(
            connection, unit_id, period, held.get("services"), past, now, step
        )
    counts["themes"] = published_parts.moved_themes(written, held.get("themes", {}), past, step)
    if counts == held:
        return None
    published_history.note(connection, unit_id, period, held, counts)
    return n, counts


def _figures(
    connection: Connection,
    unit_id: int,
    period: Period,
    clusters: list[Cluster],
    old: tuple[int, Counts] | None,
    step: int,
) -> tuple[int, Counts] | None:
    """Bins and intervals of this moment; None while some element would move by a few people."""
    counts = added(clusters)
    bins = {
        element.value: counts[_FIRST_BIN + 4 * place : _FIRST_BIN + 4 * place + 4]
        for place, element in enumerate(Element)
    }
    former_n, held = old or (0, {})
    former: Mapping[str, Sequence[int]] = held.get("bins", {})
    for name, row in bins.items():
        if 0 < sum(row) < step or not is_safe_move(former.get(name, (0, 0, 0, 0)), row, step):
            return None
    n, answers = counts[COUNTS.index("respondents")], counts[_FIRST_BIN:_LAST_BIN]
    fell = held.get(FELL, True) or n < former_n
    fell = fell or any(sum(row) < sum(former.get(name, ())) for name, row in bins.items())
    # While it only ever grew, a step from the last one is a step from all of them.
    if fell and not published_history.may_be_shown(connection, unit_id, period, n, answers, step):
        return None
    bins = {name: row for name, row in bins.items() if any(row)}
    served = served_in(connection, PlaceScope(unit_id=unit_id), [period])[period]
    errors = errors_of([each.sums for each in clusters], next(iter(served.values()), None))
    shown = {name: list(row) for name, row in bins.items()}
    return n, {"bins": shown, "errors": errors, FELL: bool(held) and fell}


def _keep(
    connection: Connection,
    unit_id: int,
    period: Period,
    fresh: tuple[int, Counts],
    there: bool,
    now: datetime,
) -> None:
    values = {"respondents": fresh[0], "counts": fresh[1], "published_at": now}
    if there:
        connection.execute(
            update(PublishedFigure)
            .where(PublishedFigure.unit_id == unit_id, PublishedFigure.period == period.code)
            .values(**values)
        )
    else:
        connection.execute(
            insert(PublishedFigure).values(unit_id=unit_id, period=period.code, **values)
        )
