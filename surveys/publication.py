"""Moving the public snapshots: only in steps, so that yesterday against today finds nobody.

A snapshot of a unit and quarter is replaced when at least a step (five) more or fewer sheets have
come in, and no element's answers have changed by less than a step: otherwise somebody who left an
element out would stand alone between two snapshots. Breakdowns and themes move by the same rule,
each for itself.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from surveys import open_days
from surveys.published import INDEX
from surveys.results_clusters import Cluster, added, element_clusters, official_clusters
from surveys.results_population import served_in
from surveys.rollups import COUNTS
from surveys.rules.disclosure import hidden_parts, is_safe_difference, is_safe_move, is_snapshot_due
from surveys.rules.elements import Element
from surveys.rules.margin import Interval, element_interval, index_interval
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, PublishedFigure, Questionnaire, Response
from surveys.tables.responses import BINS, COLUMNS
from surveys.theme_counts import Themes, themes_by_unit

_FIRST_BIN = COUNTS.index(BINS[0])
EVERYWHERE = PlaceScope()
SCHOOL = ("SD", "SMP", "SMA")
"""Education up to secondary school; everything above stands together as well."""

WITHDRAWN = "withdrawn"
"""In the counts of a snapshot that was taken back: how many respondents it had."""

Counts = dict[str, Any]


def is_withdrawn(counts: Counts) -> bool:
    """Whether a snapshot was taken back, and is only remembered."""
    return WITHDRAWN in counts


def refresh(connection: Connection, now: datetime, smallest_group: int) -> int:
    """Move the snapshots of this quarter and the one before where they are due; how many moved."""
    this = containing(now.date(), Kind.QUARTER)
    return _refresh(connection, now, smallest_group, {this, this.previous}, themes=False)


def refresh_all(connection: Connection, now: datetime, smallest_group: int) -> int:
    """The same for every quarter with answers; also lets late readings of comments in."""
    return _refresh(connection, now, smallest_group, None, themes=True)


def _refresh(
    connection: Connection,
    now: datetime,
    step: int,
    quarters: set[Period] | None,
    *,
    themes: bool,
) -> int:
    stored = _stored(connection, quarters)
    moved = 0
    looked: dict[Period, Mapping[int, Themes]] = {}
    # By quarter: the comments of all units of one are counted together.
    for (unit_id, period), n in sorted(
        _respondents(connection, quarters).items(), key=lambda item: (item[0][1].code, item[0][0])
    ):
        old = stored.get((unit_id, period.code))
        due = is_snapshot_due(None if old is None else old[0], n, step)
        if n < step:
            if old is not None and due and not is_withdrawn(old[1]):
                _withdraw(connection, unit_id, period, old)
                moved += 1
            continue
        away = old is not None and is_withdrawn(old[1])
        due = due or (away and old is not None and n == old[0])
        if not due and (away or not themes or old is None):
            continue
        if period not in looked:
            looked[period] = themes_by_unit(connection, EVERYWHERE, period)
        written = looked[period].get(unit_id, Themes())
        fresh = _moved(connection, unit_id, period, old, written, step, now, due=due)
        if fresh is not None:
            _keep(connection, unit_id, period, fresh, old is not None, now)
            moved += 1
    return moved


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
    connection: Connection, quarters: set[Period] | None
) -> dict[tuple[int, Period], int]:
    """Respondents per unit and quarter, from the months."""
    wanted = select(
        CounterMonth.unit_id, CounterMonth.month, func.sum(CounterMonth.respondents)
    ).where(
        CounterMonth.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official))
    )
    if quarters is not None:
        first = min(quarter.first_day for quarter in quarters)
        wanted = wanted.where(CounterMonth.month >= first)
    found: dict[tuple[int, Period], int] = {}
    for unit_id, month, n in connection.execute(
        wanted.group_by(CounterMonth.unit_id, CounterMonth.month)
    ):
        key = unit_id, containing(month, Kind.QUARTER)
        found[key] = found.get(key, 0) + int(n)
    return found


def _stored(
    connection: Connection, quarters: set[Period] | None
) -> dict[tuple[int, str], tuple[int, Counts]]:
    columns = PublishedFigure.unit_id, PublishedFigure.period, PublishedFigure.respondents
    wanted = select(*columns, PublishedFigure.counts)
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
    scope = PlaceScope(unit_id=unit_id)
    clusters: list[Cluster] = []
    if due:
        clusters = official_clusters(connection, scope, period.first_day, period.last_day)
    fresh = _figures(connection, scope, period, clusters, held, step) if due else None
    if fresh is None and (not held or is_withdrawn(held)):
        return None
    n, counts = fresh if fresh is not None else (old[0] if old else 0, dict(held))
    if fresh is not None:
        open_days.grow(connection, unit_id, period, clusters, step, now, moved=old is not None)
        counts["groups"] = _groups(connection, unit_id, period, held.get("groups", {}), step)
    counts["themes"] = _themes(written, held.get("themes", {}), step)
    return None if counts == held else (n, counts)


def _figures(
    connection: Connection,
    scope: PlaceScope,
    period: Period,
    clusters: list[Cluster],
    held: Counts,
    step: int,
) -> tuple[int, Counts] | None:
    """Bins and intervals of this moment; None while some element would move by a few people."""
    counts = added(clusters)
    bins = {
        element.value: counts[_FIRST_BIN + 4 * place : _FIRST_BIN + 4 * place + 4]
        for place, element in enumerate(Element)
    }
    former: Mapping[str, Sequence[int]] = held.get("bins", {})
    for name, row in bins.items():
        if 0 < sum(row) < step or not is_safe_move(former.get(name, (0, 0, 0, 0)), row, step):
            return None
    bins = {name: row for name, row in bins.items() if any(row)}
    served = served_in(connection, scope, [period])[period]
    errors = _errors(clusters, next(iter(served.values()), None))
    shown = {name: list(row) for name, row in bins.items()}
    return counts[COUNTS.index("respondents")], {"bins": shown, "errors": errors}


def _errors(clusters: list[Cluster], served_here: int | None) -> dict[str, list[float]]:
    sums = [cluster.sums for cluster in clusters]
    found = {INDEX: index_interval(sums, None, served_here)}
    intervals: dict[str, Interval | None] = {
        **found,
        **{
            each.value: element_interval(element_clusters(sums, each), each, served_here)
            for each in Element
        },
    }
    return {
        name: [interval.low, interval.high, interval.standard_error, interval.df]
        for name, interval in intervals.items()
        if interval is not None
    }


def _groups(
    connection: Connection, unit_id: int, period: Period, held: Counts, step: int
) -> Counts:
    """Respondents by sex and by education; what would move by a few people stays as it was."""
    rows = connection.execute(
        select(Response.sex, Response.education, func.count())
        .where(
            Response.unit_id == unit_id,
            Response.local_date.between(period.first_day, period.last_day),
            Response.excluded.is_(False),
            or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(Response.sex, Response.education)
    ).all()
    sexes = {"P": 0, "L": 0, "": 0}
    schools = {"school": 0, "above": 0, "": 0}
    for sex, education, n in rows:
        sexes[sex or ""] = sexes.get(sex or "", 0) + n
        level = "school" if education in SCHOOL else "above" if education else ""
        schools[level] += n
    return {
        name: _steady(held.get(name), parts, step)
        for name, parts in (("sex", sexes), ("education", schools))
    }


def _steady(old: Counts | None, parts: dict[str, int], step: int) -> Counts:
    before: Mapping[str, int] = {} if old is None else old["parts"]
    if old is not None and not all(
        is_safe_difference(n, before.get(part, 0), step) for part, n in parts.items()
    ):
        return old
    hidden = set(hidden_parts(parts, step))
    if old is not None and hidden:
        # What was hidden beside a small part stays so: hiding another one in its place would
        # tell, with the former figure, how small the small part is.
        hidden |= set(old["hidden"])
    return {"parts": parts, "hidden": sorted(hidden)}


def _themes(written: Themes, held: Counts, step: int) -> Counts:
    """How often each label was complained of and praised, each moving in steps of its own."""
    return {
        "complaint": _stepped(held.get("complaint", {}), written.complaints, step),
        "praise": _stepped(held.get("praise", {}), written.praises, step),
        "comments": _stepped({"": held.get("comments", 0)}, {"": written.comments}, step).get(
            "", 0
        ),
    }


def _stepped(old: Mapping[str, int], new: Mapping[str, int], step: int) -> dict[str, int]:
    found = {}
    for name in {**old, **new}:
        before, now = old.get(name, 0), new.get(name, 0)
        kept = (
            now if is_safe_difference(now, before, step) and (now >= step or now == 0) else before
        )
        if kept:
            found[name] = kept
    return found


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
