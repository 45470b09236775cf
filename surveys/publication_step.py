"""How one public snapshot moves on: its figures, its rows of open data and its parts, or none.

Everything of this moment is counted; what would differ by a few from anything that was ever shown
keeps the snapshot as it is (surveys.publication says when it is looked at).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from surveys import open_days, published_history, published_parts, published_services
from surveys.published_parts import errors_of
from surveys.results_clusters import Cluster, added, official_clusters
from surveys.results_population import served_in
from surveys.rollups import COUNTS
from surveys.rules.disclosure import is_safe_move
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import PublishedFigure
from surveys.tables.responses import BINS
from surveys.theme_counts import Themes

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


def withdraw(connection: Connection, unit_id: int, period: Period, old: tuple[int, Counts]) -> None:
    """Take a snapshot back of which, after exclusions, only a few sheets are left.

    What was shown is kept unseen: somebody may remember it, so that whatever is shown next must
    stand a step away from it.
    """
    connection.execute(
        update(PublishedFigure)
        .where(PublishedFigure.unit_id == unit_id, PublishedFigure.period == period.code)
        .values(respondents=0, counts={**old[1], WITHDRAWN: old[0]})
    )


def moved_on(
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
    if fresh is not None and not _laid_down(connection, unit_id, period, clusters, old, step, now):
        fresh = None
    if fresh is None and (not held or is_withdrawn(held)):
        return None
    n, counts = fresh if fresh is not None else (old[0] if old else 0, dict(held))
    past = published_history.parts_before(connection, unit_id, period)
    if fresh is not None:
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


def _laid_down(
    connection: Connection,
    unit_id: int,
    period: Period,
    clusters: list[Cluster],
    old: tuple[int, Counts] | None,
    step: int,
    now: datetime,
) -> bool:
    """Lay down as open data what the snapshot gained; False while that would leave a few people."""
    last = 0 if old is None else old[1].get("last", 0)
    grown = open_days.growth(
        connection,
        unit_id,
        period,
        clusters,
        step,
        moved=old is not None,
        over=now.date() > period.last_day,
        last_counted=last,
    )
    if grown is not None:
        open_days.lay_down(connection, unit_id, period, grown, now)
    return grown is not None


def keep(
    connection: Connection,
    unit_id: int,
    period: Period,
    fresh: tuple[int, Counts],
    there: bool,
    now: datetime,
) -> None:
    """Store a snapshot in the place of the former one, where there was one."""
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
