"""How public snapshots move on: their figures, their rows of open data and their parts, or none.

Everything of this moment is counted; what would differ by a few from anything that was ever shown
keeps the snapshot as it is (surveys.publication says when it is looked at).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from surveys import open_days, published_history, published_parts, published_services
from surveys.older_beside import may_stand_beside
from surveys.open_days import Growth
from surveys.open_turns import Turned
from surveys.published_beside import Beside, Sheets, classes_told_apart
from surveys.published_due import WITHDRAWN, Counts, Stored, is_withdrawn
from surveys.published_history import Past
from surveys.published_material import Material
from surveys.published_parts import errors_of
from surveys.published_tellings import tellings_of
from surveys.results_clusters import added
from surveys.results_counted import columns_of
from surveys.rollups import COUNTS
from surveys.rules.disclosure import is_safe_move
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.rules.steady_rows import Answers
from surveys.tables import PublishedFigure
from surveys.tables.responses import BINS
from surveys.theme_counts import Themes

_FIRST_BIN = COUNTS.index(BINS[0])
_LAST_BIN = _FIRST_BIN + len(BINS)
FELL = "fell"
"""In the counts of a snapshot: whether answers were ever taken out of one that was shown."""


@dataclass(frozen=True)
class Now:
    """What a snapshot of this moment is made of, and what of its rows was seen and was turned.

    over : its quarter is, by the clock of the unit.
    """

    of: Material
    seen: Mapping[date, Answers] | None
    turned: Turned
    over: bool


@dataclass(frozen=True)
class Subject:
    """A unit whose snapshot may move: the one that is there, its parts before, its themes now.

    now : None where only its themes may move.
    """

    unit_id: int
    period: Period
    old: Stored | None
    past: Past
    themes: Themes
    now: Now | None


@dataclass(frozen=True)
class Snapshot:
    """A snapshot that takes the place of the old one, and the rows that it gained."""

    respondents: int
    counts: Counts
    grown: Growth | None


def moved_on(connection: Connection, subject: Subject, step: int, now: datetime) -> Snapshot | None:
    """The snapshot that takes the place of the old one; None where nothing may move."""
    held: Counts = {} if subject.old is None else subject.old[1]
    n, counts = subject.old[0] if subject.old else 0, dict(held)
    grown = None
    if subject.now is not None:
        fresh = _figures(connection, subject, subject.now.of, step)
        sheets = Sheets(connection, subject.unit_id, subject.period, subject.now.turned)
        if fresh is not None:
            grown = _growth(subject, subject.now, sheets, step)
        if fresh is not None and grown is not None:
            n, counts = fresh
            counts |= _parts(subject, subject.now.of, held, Beside(sheets, grown, step), now)
    if grown is None and (not held or is_withdrawn(held)):
        return None
    former = held.get("themes", {})
    counts["themes"] = published_parts.moved_themes(subject.themes, former, subject.past, step)
    return None if counts == held else Snapshot(n, counts, grown)


def _growth(subject: Subject, of: Now, sheets: Sheets, step: int) -> Growth | None:
    held = subject.old[1] if subject.old else {}
    return open_days.growth(
        of.of.clusters,
        of.seen,
        of.turned,
        subject.period,
        step,
        lambda: classes_told_apart(sheets, list(tellings_of(held, subject.past))),
        moved=subject.old is not None,
        over=of.over,
    )


def _parts(subject: Subject, of: Material, held: Counts, beside: Beside, now: datetime) -> Counts:
    services = published_services.moved_services(
        held.get("services"), subject.past, of.services, beside, now
    )
    parts = published_parts.moved_parts(held, subject.past, of, beside)
    return {**parts, "services": services}


def _figures(
    connection: Connection, subject: Subject, of: Material, step: int
) -> tuple[int, Counts] | None:
    """Bins and intervals of this moment; None while some element would move by a few people."""
    counts = added(of.clusters)
    bins = {
        element.value: counts[_FIRST_BIN + 4 * place : _FIRST_BIN + 4 * place + 4]
        for place, element in enumerate(Element)
    }
    former_n, held = subject.old or (0, {})
    former: Mapping[str, Sequence[int]] = held.get("bins", {})
    for name, row in bins.items():
        if 0 < sum(row) < step or not is_safe_move(former.get(name, (0, 0, 0, 0)), row, step):
            return None
    n, answers = counts[COUNTS.index("respondents")], counts[_FIRST_BIN:_LAST_BIN]
    fell = held.get(FELL, True) or n < former_n
    fell = fell or any(sum(row) < sum(former.get(name, ())) for name, row in bins.items())
    # While it only ever grew, a step from the last one is a step from all of them.
    if fell and not published_history.may_be_shown(
        connection, subject.unit_id, subject.period, n, answers, step
    ):
        return None
    if not may_stand_beside(connection, subject.unit_id, subject.period, n, answers, step):
        return None
    errors = errors_of(columns_of(of.clusters), of.served)
    shown = {name: list(row) for name, row in bins.items() if any(row)}
    return n, {"bins": shown, "errors": errors, FELL: bool(held) and fell}


def withdraw(connection: Connection, period: Period, gone: Mapping[int, Stored]) -> None:
    """Take snapshots back of which, after exclusions, only a few sheets are left.

    What was shown is kept unseen: somebody may remember it, so that whatever is shown next must
    stand a step away from it.
    """
    for unit_id, (n, counts) in gone.items():
        connection.execute(
            update(PublishedFigure)
            .where(PublishedFigure.unit_id == unit_id, PublishedFigure.period == period.code)
            .values(respondents=0, counts={**counts, WITHDRAWN: n})
        )


def keep(
    connection: Connection,
    period: Period,
    fresh: Mapping[int, Snapshot],
    stored: Mapping[int, Stored],
    now: datetime,
) -> None:
    """Put snapshots in the place of those that were there, and note what they take the place of."""
    held = {unit_id: stored[unit_id][1] for unit_id in fresh if unit_id in stored}
    published_history.note(
        connection, period, {each: (held.get(each, {}), fresh[each].counts) for each in fresh}
    )
    grown = {each: found.grown for each, found in fresh.items() if found.grown is not None}
    open_days.lay_down(connection, period, grown, now)
    rows = [
        {"of_unit": unit_id, "n": found.respondents, "by_now": found.counts, "moment": now}
        for unit_id, found in fresh.items()
    ]
    values: dict[str, Any] = {
        "respondents": bindparam("n"),
        "counts": bindparam("by_now"),
        "published_at": bindparam("moment"),
    }
    of_unit: Any = bindparam("of_unit")
    there = [row for row in rows if row["of_unit"] in held]
    if there:
        which = PublishedFigure.unit_id == of_unit, PublishedFigure.period == period.code
        connection.execute(update(PublishedFigure).where(*which).values(values), there)
    new = [row for row in rows if row["of_unit"] not in held]
    if new:
        first = insert(PublishedFigure).values(unit_id=of_unit, period=period.code, **values)
        connection.execute(first, new)
