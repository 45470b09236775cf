"""Open data by day: published answers as rows that are added once and never change.

Whenever the public snapshot of a unit and quarter moves (surveys.publication), what it gained is
laid down as rows of consecutive days, each of a step (five) of sheets or more, and no element of
fewer answers than a step. All rows of a quarter together are its snapshot. Whatever somebody adds
and subtracts, among rows, pages and days of looking, is then a union of whole rows: never a few.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select

from surveys.results_clusters import Cluster
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import element_points, grade, index_points, sum_of_bins
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import Agency, OpenDay, OpenDaySeen, PublishedFigure, Unit
from surveys.tables.responses import BINS

EVERYWHERE = PlaceScope()
_RESPONDENTS = COUNTS.index("respondents")
_FIRST_BIN = COUNTS.index(BINS[0])
_LAST_BIN = _FIRST_BIN + len(BINS)

Counts = tuple[int, ...]
"""Respondents, then how often each element was answered 1, 2, 3, 4."""

Run = tuple[date, date, Counts]
"""First and last day, and the counts of the days between."""


def counts_by_day(clusters: Iterable[Cluster]) -> dict[date, Counts]:
    """Counts of each day, all counters together."""
    found: dict[date, Counts] = {}
    for cluster in clusters:
        own = (cluster.counts[_RESPONDENTS], *cluster.counts[_FIRST_BIN:_LAST_BIN])
        held = found.get(cluster.when)
        found[cluster.when] = own if held is None else _plus(held, own)
    return found


def grow(
    connection: Connection,
    unit_id: int,
    period: Period,
    clusters: Iterable[Cluster],
    step: int,
    now: datetime,
    *,
    moved: bool,
) -> None:
    """Lay down what the snapshot of a unit and quarter gained; `moved` says it was there before."""
    days = counts_by_day(clusters)
    seen = _seen(connection, unit_id, period)
    if seen is None and moved:
        # Published before there were rows: what the public knows already is one whole.
        runs = [(period.first_day, period.last_day, _sum(days.values()))]
    else:
        runs = runs_of(days, seen or {}, step)
    if runs:
        rows = [
            {
                "unit_id": unit_id,
                "period": period.code,
                "first_day": first,
                "last_day": last,
                "respondents": counts[0],
                "bins": list(counts[1:]),
                "published_at": now,
            }
            for first, last, counts in runs
        ]
        connection.execute(insert(OpenDay), rows)
    _note(connection, unit_id, period, days)


def runs_of(days: Mapping[date, Counts], seen: Mapping[date, Counts], step: int) -> list[Run]:
    """What came since, as runs of days that are large enough; one run where that cannot be.

    The gain as a whole is large enough in every element: the snapshot moves by no less.
    """
    width = len(next(iter((*days.values(), *seen.values())), (0,)))
    nothing = (0,) * width
    gains = {
        day: _minus(days.get(day, nothing), seen.get(day, nothing))
        for day in sorted({*days, *seen})
    }
    gains = {day: gain for day, gain in gains.items() if any(gain)}
    if not gains:
        return []
    if any(min(gain) < 0 for gain in gains.values()):
        # Something was taken back: between days that would show what.
        return [(min(gains), max(gains), _sum(gains.values()))]
    runs: list[Run] = []
    first, held = None, nothing
    for day, gain in gains.items():
        first, held = first or day, _plus(held, gain)
        if _is_large(held, step):
            runs.append((first, day, held))
            first, held = None, nothing
    if first is not None:
        before = runs.pop() if runs else None
        start = before[0] if before else first
        runs.append((start, max(gains), _plus(held, before[2]) if before else held))
        return _merged(runs, step)
    return runs


def _merged(runs: list[Run], step: int) -> list[Run]:
    """The last run is made of the rest and its neighbour; take more while that is too small."""
    while len(runs) > 1 and not _is_large(runs[-1][2], step):
        last, before = runs.pop(), runs.pop()
        runs.append((before[0], last[1], _plus(before[2], last[2])))
    return runs


def _is_large(counts: Counts, step: int) -> bool:
    answered = [sum(counts[place : place + 4]) for place in range(1, len(counts), 4)]
    return counts[0] >= step and all(n == 0 or n >= step for n in answered)


def _plus(one: Counts, other: Counts) -> Counts:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Counts, other: Counts) -> Counts:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _sum(counts: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))


def _seen(connection: Connection, unit_id: int, period: Period) -> dict[date, Counts] | None:
    held = connection.execute(
        select(OpenDaySeen.days).where(
            OpenDaySeen.unit_id == unit_id, OpenDaySeen.period == period.code
        )
    ).scalar()
    if held is None:
        return None
    return {date.fromisoformat(day): tuple(counts) for day, counts in held.items()}


def _note(
    connection: Connection, unit_id: int, period: Period, days: Mapping[date, Counts]
) -> None:
    connection.execute(
        delete(OpenDaySeen).where(OpenDaySeen.unit_id == unit_id, OpenDaySeen.period == period.code)
    )
    kept: dict[str, list[int]] = {day.isoformat(): list(counts) for day, counts in days.items()}
    connection.execute(insert(OpenDaySeen).values(unit_id=unit_id, period=period.code, days=kept))


@dataclass(frozen=True)
class OpenFilter:
    """Which part of the open data is wanted; None means no limit."""

    scope: PlaceScope = EVERYWHERE
    first: Period | None = None
    last: Period | None = None


OPEN_COLUMNS = (
    "agency_code",
    "agency_name",
    "unit_code",
    "unit_name",
    "quarter",
    "first_day",
    "last_day",
    "respondents",
    "index",
    "grade",
    *(f"{element.value}_{part}" for element in Element for part in ("n", "total", "points")),
    "published_on",
)
OPEN_NUMBERS = (
    "respondents",
    "index",
    *(f"{element.value}_{part}" for element in Element for part in ("n", "total", "points")),
)


OPEN_TEXTS = ("agency_code", "agency_name", "unit_code", "unit_name")


def _conditions(wanted: OpenFilter) -> list[ColumnElement[bool]]:
    held = wanted.scope.conditions(OpenDay)
    # Rows of a quarter that was taken back wait for it; they are laid down once all the same.
    held.append(
        exists().where(
            PublishedFigure.unit_id == OpenDay.unit_id,
            PublishedFigure.period == OpenDay.period,
            PublishedFigure.respondents > 0,
        )
    )
    if wanted.first is not None:
        held.append(OpenDay.period >= wanted.first.code)
    if wanted.last is not None:
        held.append(OpenDay.period <= wanted.last.code)
    return held


def count_rows(connection: Connection, wanted: OpenFilter) -> int:
    """How many rows there are to take."""
    rows = connection.execute(select(func.count()).select_from(OpenDay).where(*_conditions(wanted)))
    return int(rows.scalar_one())


def about_open_days(
    place: str, wanted: OpenFilter, step: int, now: datetime
) -> list[tuple[str, str]]:
    """What a document of open data says of itself: place, time, and the filters in force."""
    first = "awal" if wanted.first is None else wanted.first.code
    last = "akhir" if wanted.last is None else wanted.last.code
    return [
        ("dibuat", now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("isi", "data terbuka, hari demi hari, tanpa ciri responden dan tanpa komentar"),
        ("tempat", place or "semua unit"),
        ("waktu", f"triwulan {first} sampai {last}"),
        ("saringan", f"sedikitnya {step} responden per baris dan per unsur yang dijawab"),
        ("nilai", "25 sampai 100; bobot 1/9, dibulatkan sekali; mutu menurut PermenPANRB 14/2017"),
    ]


def open_rows(connection: Connection, wanted: OpenFilter) -> Iterator[Sequence[Any]]:
    """The rows of the open data, by place and day; an element nobody answered is empty."""
    rows = connection.execution_options(stream_results=True, max_row_buffer=2000).execute(
        select(
            Agency.code,
            Agency.name,
            Unit.code,
            Unit.name,
            OpenDay.period,
            OpenDay.first_day,
            OpenDay.last_day,
            OpenDay.respondents,
            OpenDay.bins,
            OpenDay.published_at,
        )
        .join(Unit, Unit.id == OpenDay.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(*_conditions(wanted))
        .order_by(Agency.code, Unit.code, OpenDay.first_day, OpenDay.id)
    )
    for row in rows:
        yield (
            *row[:5],
            row.first_day.isoformat(),
            row.last_day.isoformat(),
            row.respondents,
            *_figures(row.bins),
            row.published_at.date().isoformat(),
        )


def _figures(bins: Sequence[int]) -> list[Any]:
    """Index and grade, then answers and points of each element; None where there is no figure."""
    groups = [bins[place : place + 4] for place in range(0, len(bins), 4)]
    if min(bins) < 0:
        # Answers were taken back: the row corrects earlier ones and has no figure of its own.
        taken = [(sum(group), _total(group), None) for group in groups]
        return [None, None, *(part for parts in taken for part in parts)]
    sums = {e: sum_of_bins(group) for e, group in zip(Element, groups, strict=True)}
    index = index_points(sums)
    found: list[Any] = [_number(index), None if index is None else grade(index).value]
    for element in Element:
        answers = sums[element]
        found += [answers.n, answers.total, _number(element_points(answers))]
    return found


def _total(group: Sequence[int]) -> int:
    return sum(value * n for value, n in enumerate(group, start=1))


def _number(points: Any) -> float | None:
    return None if points is None else float(points)
