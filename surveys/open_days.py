"""Open data by day: published answers as rows that are added once and never change.

Whenever the public snapshot of a unit and quarter moves (surveys.publication), what it gained is
laid down as rows of consecutive days, each of a step (five) of sheets or more, and no element of
fewer answers than a step. All rows of a quarter together are its snapshot. Sheets that left the
figures, or came back, stand in a row of their own or among newer ones, and only where no sum of
rows then leaves a few (rules.steady_rows); until then the snapshot waits, at most until its quarter
is over: newer sheets to stand among may then never come.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from surveys.open_sheets import remember
from surveys.open_turns import NOBODY, Row, Sheet, Turned, minus, plus, total
from surveys.results_clusters import Cluster
from surveys.rollups import COUNTS
from surveys.rules.periods import Period
from surveys.rules.steady_rows import Answers as Counts
from surveys.rules.steady_rows import Class, is_large, is_safe_row
from surveys.tables import OpenDay, OpenDaySeen
from surveys.tables.responses import BINS

_RESPONDENTS = COUNTS.index("respondents")
_FIRST_BIN = COUNTS.index(BINS[0])
_LAST_BIN = _FIRST_BIN + len(BINS)

Run = tuple[date, date, Counts]
"""First and last day, and the counts of the days between."""

ToldApart = Callable[[], Iterable[Sequence[Class]]]
"""Finds, for every family of parts, the classes of sheets that were told apart so far."""


def counts_by_day(clusters: Iterable[Cluster]) -> dict[date, Counts]:
    """Counts of each day, all counters together."""
    found: dict[date, Counts] = {}
    for cluster in clusters:
        own = (cluster.counts[_RESPONDENTS], *cluster.counts[_FIRST_BIN:_LAST_BIN])
        held = found.get(cluster.when)
        found[cluster.when] = own if held is None else plus(held, own)
    return found


@dataclass(frozen=True)
class Growth:
    """What a snapshot gained, as rows to lay down.

    turning : which of them, counted from 0, tells of sheets that left or came back; None where no
    row does. is_known : whether it is known which sheets each row holds; is_exact : whether all
    rows together are the snapshot's sheets, and no others that say the same.
    """

    runs: list[Run]
    days: Mapping[date, Counts]
    turned: Turned
    turning: int | None = None
    is_known: bool = True
    is_exact: bool = True

    @property
    def rows(self) -> list[Row]:
        """All rows there are once these are laid down."""
        return [*self.turned.rows, *(Row(*run, self.turned.newest) for run in self.runs)]

    @property
    def remembered(self) -> dict[int, Sheet]:
        """By number the sheets that are remembered once these are laid down."""
        return {sheet.number: sheet for sheet in (*self.turned.remembered, *_noted(self))}


def growth(
    clusters: Iterable[Cluster],
    seen: Mapping[date, Counts] | None,
    turned: Turned,
    period: Period,
    step: int,
    told_apart: ToldApart,
    *,
    moved: bool,
    over: bool,
) -> Growth | None:
    """What the snapshot of a unit and quarter gained; None while that would leave a few people.

    seen : the counts of each day when it last moved, None where it never left rows; told_apart :
    finds the classes of sheets that parts of former snapshots made; moved : it was there before;
    over : the quarter is, so that nothing waits for newer sheets.
    """
    days = counts_by_day(clusters)
    if seen is None and moved:
        # Published before there were rows: what the public knows already is one whole.
        whole = (period.first_day, period.last_day, total(days.values()))
        return Growth([whole], days, turned, is_exact=False)
    gains = _gains(days, seen or {})
    if turned.is_known and turned.accounts_for(gains):
        return _by_days(seen or {}, days, turned, period, step, told_apart, over=over)
    # Whose they were is not known, so all of it is one row that holds enough newer sheets.
    net, newer = total(gains.values()), total(turned.arrived.values())
    if not (is_large(net, step) and (over or is_safe_row(net, newer, (), step))):
        return None
    whole = (period.first_day, period.last_day, net)
    return Growth([whole], days, turned, is_known=False, is_exact=False)


def _by_days(
    seen: Mapping[date, Counts],
    days: Mapping[date, Counts],
    turned: Turned,
    period: Period,
    step: int,
    told_apart: ToldApart,
    *,
    over: bool,
) -> Growth | None:
    """Newer sheets as rows of days; what left or came back in a row of the whole quarter.

    That row says no day, and takes in as many of the newest rows as it needs.
    """
    runs = runs_of(turned.fresh, step)
    if not any(turned.net):
        # Sheets that left for others that say the same: nothing was told, so they are still owed.
        told = {
            day: plus(seen.get(day, NOBODY), turned.fresh.get(day, NOBODY))
            for day in {*seen, *turned.fresh}
        }
        return Growth(runs, told, turned, is_exact=not (turned.out or turned.back))
    judged = [turned.classes(), *told_apart()]
    for alone in range(len(runs), -1, -1):
        fresh = total(run[2] for run in runs[alone:])
        says = plus(turned.net, fresh)
        large = all(is_large(each, step) for each in (says, *(run[2] for run in runs[:alone])))
        if large and all(_is_safe(says, fresh, classes, step) for classes in judged):
            row = (period.first_day, period.last_day, says)
            return Growth([*runs[:alone], row], days, turned, alone)
    says = plus(turned.net, total(turned.fresh.values()))
    if over and is_large(says, step):
        # What was taken out for a reason must not stay in the index of a quarter for good.
        return Growth([(period.first_day, period.last_day, says)], days, turned, 0)
    return None


def _is_safe(says: Counts, fresh: Counts, classes: Sequence[Class], step: int) -> bool:
    """The same of respondents alone where nothing else of the classes was ever told."""
    told = min((len(each.rest) for each in classes), default=len(says))
    return is_safe_row(says[:told], fresh[:told], classes, step)


def lay_down(
    connection: Connection, period: Period, grown: Mapping[int, Growth], now: datetime
) -> None:
    """Store the rows of some units, and what their next ones need to know."""
    rows = [
        {
            "unit_id": unit_id,
            "period": period.code,
            "first_day": first,
            "last_day": last,
            "respondents": counts[0],
            "bins": list(counts[1:]),
            "published_at": now,
            "newest_id": growth.turned.newest if growth.is_known else None,
        }
        for unit_id, growth in grown.items()
        for first, last, counts in growth.runs
    ]
    if rows:
        connection.execute(insert(OpenDay), rows)
    remember(
        connection,
        period,
        {unit_id: _noted(growth) for unit_id, growth in grown.items() if growth.is_known},
    )
    if grown:
        _note(connection, period, grown)


def _noted(growth: Growth) -> list[Sheet]:
    """The sheets that are remembered from now on: those turned, kept out, or let in."""
    before = len(growth.turned.rows)
    held = _with_rows(growth, before)
    if growth.turning is None:
        return held.noted(None)
    return held.noted(before + growth.turning + 1)


def _with_rows(growth: Growth, before: int) -> Turned:
    """The sheets that were let in, each with the row that it is first in."""

    def row_of(day: date) -> int:
        within = (
            place for place, (first, last, _) in enumerate(growth.runs) if first <= day <= last
        )
        return before + 1 + next(within)

    first = tuple(replace(sheet, row=row_of(sheet.day)) for sheet in growth.turned.first)
    return replace(growth.turned, first=first)


def _gains(days: Mapping[date, Counts], seen: Mapping[date, Counts]) -> dict[date, Counts]:
    """What each day has more than was seen, where it has."""
    gains = {
        day: minus(days.get(day, NOBODY), seen.get(day, NOBODY)) for day in sorted({*days, *seen})
    }
    return {day: gain for day, gain in gains.items() if any(gain)}


def runs_of(gains: Mapping[date, Counts], step: int) -> list[Run]:
    """What came, as runs of days that are large enough; one run where that cannot be."""
    runs: list[Run] = []
    first, held = None, NOBODY
    for day, gain in sorted(gains.items()):
        first, held = first or day, plus(held, gain)
        if is_large(held, step):
            runs.append((first, day, held))
            first, held = None, NOBODY
    if first is not None:
        before = runs.pop() if runs else None
        start = before[0] if before else first
        runs.append((start, max(gains), plus(held, before[2]) if before else held))
        return _merged(runs, step)
    return runs


def _merged(runs: list[Run], step: int) -> list[Run]:
    """The last run is made of the rest and its neighbour; take more while that is too small."""
    while len(runs) > 1 and not is_large(runs[-1][2], step):
        last, before = runs.pop(), runs.pop()
        runs.append((before[0], last[1], plus(before[2], last[2])))
    return runs


def seen_of(
    connection: Connection, period: Period, unit_ids: Collection[int]
) -> dict[int, dict[date, Counts]]:
    """By unit the counts of each day when its snapshot last moved, where it left rows."""
    rows = connection.execute(
        select(OpenDaySeen.unit_id, OpenDaySeen.days).where(
            OpenDaySeen.unit_id.in_(unit_ids), OpenDaySeen.period == period.code
        )
    )
    return {
        unit_id: {date.fromisoformat(day): tuple(counts) for day, counts in days.items()}
        for unit_id, days in rows
    }


def _note(connection: Connection, period: Period, grown: Mapping[int, Growth]) -> None:
    connection.execute(
        delete(OpenDaySeen).where(OpenDaySeen.unit_id.in_(grown), OpenDaySeen.period == period.code)
    )
    rows = [
        {
            "unit_id": unit_id,
            "period": period.code,
            "days": {day.isoformat(): list(counts) for day, counts in growth.days.items()},
        }
        for unit_id, growth in grown.items()
    ]
    connection.execute(insert(OpenDaySeen), rows)
