"""Open data by day as everybody takes it: which rows, and what each of them says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select

from surveys.rules.elements import Element
from surveys.rules.index import element_points, grade, index_exact, round_half_up, sum_of_bins
from surveys.rules.margin import interval_of
from surveys.rules.periods import Period, local_day
from surveys.rules.spread import index_of_one
from surveys.scope import PlaceScope
from surveys.tables import Agency, OpenDay, PublishedFigure, Unit

EVERYWHERE = PlaceScope()


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
    "index_low",
    "index_high",
    "grade",
    "may_be",
    *(f"{element.value}_{part}" for element in Element for part in ("n", "total", "points")),
    "no_figure",
    "published_on",
)
OPEN_NUMBERS = (
    "respondents",
    "index",
    "index_low",
    "index_high",
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


FILTERS = "filters"
"""The column of a CSV that says on every row what the table holds: a CSV has no other place."""


def filters_in_words(about: Sequence[tuple[str, str]]) -> str:
    """Place, time and the smallest row, as every document of open data says them."""
    named = dict(about)
    return "; ".join(named[name] for name in ("tempat", "waktu", "saringan"))


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
            Unit.time_zone,
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
            _why_none(row.bins),
            local_day(row.published_at, row.time_zone).isoformat(),
        )


def _why_none(bins: Sequence[int]) -> str | None:
    """Why a row has no index: it corrects earlier ones, or an element was not answered."""
    if min(bins) < 0:
        return "correction"
    groups = (bins[place : place + 4] for place in range(0, len(bins), 4))
    return None if all(map(sum, groups)) else "unanswered"


def _figures(bins: Sequence[int]) -> list[Any]:
    """Index, interval and grades, then each element; None where there is no figure.

    The interval follows from what the row says and nothing else: its sheets are one cluster, so it
    rests on the prior alone (rules.margin).
    """
    groups = [bins[place : place + 4] for place in range(0, len(bins), 4)]
    if min(bins) < 0:
        # Answers were taken back: the row corrects earlier ones and has no figure of its own.
        taken = [(sum(group), _total(group), None) for group in groups]
        return [*[None] * 5, *(part for parts in taken for part in parts)]
    sums = {e: sum_of_bins(group) for e, group in zip(Element, groups, strict=True)}
    exact = index_exact(sums)
    found: list[Any] = [None] * 5
    if exact is not None:
        interval = interval_of(index_of_one(exact, sum(bins) / len(Element)))
        ends = (float(end) for end in interval.ci95)
        own = grade(exact).value
        found = [float(round_half_up(exact, 2)), *ends, own, "|".join(interval.others)]
    for element in Element:
        answers = sums[element]
        found += [answers.n, answers.total, _number(element_points(answers))]
    return found


def _total(group: Sequence[int]) -> int:
    return sum(value * n for value, n in enumerate(group, start=1))


def _number(points: Any) -> float | None:
    return None if points is None else float(points)
