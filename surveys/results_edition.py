"""The public edition: figures of a unit and period as everybody sees them, for what is handed on.

It is made of the public snapshots alone (of a quarter, or the quarters of a half-year or year), so
whoever holds a report and the public page, of the same day or another, finds no few people between.
A closed period keeps the snapshots that it was closed with.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from surveys.published import INDEX
from surveys.published_material import counted_sheets
from surveys.results import pooled_over
from surveys.results_clusters import sums_of
from surveys.results_figures import ElementFigure, Figures
from surveys.results_population import Need, need_of
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import POINTS_PER_STEP, index_exact
from surveys.rules.margin import Interval
from surveys.rules.periods import Kind, Period, local_day, parse_period
from surveys.rules.steady_parts import Parts, parts_from, together
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, PublishedFigure, Questionnaire, Response, Unit
from surveys.tables.responses import COLUMNS

Sheet = tuple[int | None, ...]


@dataclass(frozen=True)
class Snapshot:
    """One quarter's public snapshot as it is stored, and when it was put before everybody."""

    quarter: Period
    respondents: int
    counts: Mapping[str, Any]
    published_at: datetime

    def stored(self) -> list[Any]:
        """The same as a document."""
        moment = self.published_at.isoformat()
        return [self.quarter.code, self.respondents, dict(self.counts), moment]


def snapshots_of_units(
    connection: Connection, unit_ids: Collection[int], codes: Collection[str]
) -> list[tuple[int, Snapshot]]:
    """What everybody sees of units in quarters by their codes, each with its unit, in time."""
    rows = connection.execute(
        select(
            PublishedFigure.unit_id,
            PublishedFigure.period,
            PublishedFigure.respondents,
            PublishedFigure.counts,
            PublishedFigure.published_at,
        )
        .where(
            PublishedFigure.unit_id.in_(unit_ids),
            PublishedFigure.period.in_(codes),
            PublishedFigure.respondents > 0,
        )
        .order_by(PublishedFigure.period)
    )
    return [(unit_id, Snapshot(parse_period(code), *held)) for unit_id, code, *held in rows]


@dataclass(frozen=True)
class Edition:
    """The snapshots of a unit and period, and the figures that they come to."""

    unit_id: int
    time_zone: str
    snapshots: tuple[Snapshot, ...]
    figures: Figures

    @property
    def published_on(self) -> date:
        """The day of the newest snapshot at the unit."""
        return local_day(max(each.published_at for each in self.snapshots), self.time_zone)

    def parts(self, place: str, name: str) -> Parts | None:
        """A breakdown of all quarters together, as _together."""
        return _together([each.counts.get(place, {}).get(name) for each in self.snapshots])

    def services(self) -> Parts | None:
        """The services of all quarters together, as _together."""
        return _together([each.counts.get("services") for each in self.snapshots])


def _together(stored: Sequence[Mapping[str, Any] | None]) -> Parts | None:
    """Parts of several quarters as one; a part that one of them hides is hidden.

    None where a snapshot was made without it.
    """
    known = [parts for each in stored if (parts := parts_from(each)) is not None]
    if not known or len(known) < len(stored):
        return None
    names = dict.fromkeys(part for each in known for part in each.counts)
    counts = {
        part: together(each.counts[part] for each in known if part in each.counts) for part in names
    }
    hidden: frozenset[str] = frozenset().union(*(each.hidden for each in known))
    return Parts(counts, hidden)


def quarters_of(period: Period) -> tuple[Period, ...]:
    """The quarters that a period is made of; none of a month."""
    if period.kind is Kind.MONTH:
        return ()
    first = (period.first_day.month - 1) // 3 + 1
    count = period.kind.months // Kind.QUARTER.months
    return tuple(Period(Kind.QUARTER, period.year, first + step) for step in range(count))


def edition_of(connection: Connection, unit_id: int, period: Period) -> Edition | None:
    """What is public of a unit and period today; None where nothing is, as of a month."""
    codes = [quarter.code for quarter in quarters_of(period)]
    rows = connection.execute(
        select(
            PublishedFigure.period,
            PublishedFigure.respondents,
            PublishedFigure.counts,
            PublishedFigure.published_at,
            Unit.time_zone,
        )
        .join(Unit, Unit.id == PublishedFigure.unit_id)
        .where(
            PublishedFigure.unit_id == unit_id,
            PublishedFigure.period.in_(codes),
            PublishedFigure.respondents > 0,
        )
        .order_by(PublishedFigure.period)
    ).all()
    if not rows:
        return None
    snapshots = tuple(Snapshot(parse_period(row[0]), *row[1:4]) for row in rows)
    scope = PlaceScope(unit_id=unit_id)
    need = need_of(connection, scope, period.first_day, period.last_day)
    found = of_snapshots(snapshots, need)
    found = with_excluded(found, _excluded(connection, scope, period))
    return Edition(unit_id, rows[0].time_zone, snapshots, found)


def edition_from(
    unit_id: int, time_zone: str, stored: Sequence[Sequence[Any]], figures: Figures
) -> Edition:
    """The edition that a closed period keeps."""
    snapshots = tuple(
        Snapshot(parse_period(code), n, counts, datetime.fromisoformat(moment))
        for code, n, counts, moment in stored
    )
    return Edition(unit_id, time_zone, snapshots, figures)


def with_excluded(figures: Figures, excluded: int) -> Figures:
    """Figures beside so many sheets that were kept out of them."""
    held = dict(zip(COUNTS, figures.counts, strict=True))
    held |= {"excluded": excluded, "responses": figures.respondents + excluded}
    return replace(figures, counts=tuple(held.values()))


def _excluded(connection: Connection, scope: PlaceScope, period: Period) -> int:
    found = connection.execute(
        select(func.sum(CounterMonth.excluded)).where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(period.first_day, period.last_day),
            CounterMonth.questionnaire_id.in_(
                select(Questionnaire.id).where(Questionnaire.official)
            ),
        )
    ).scalar()
    return int(found or 0)


def of_snapshots(snapshots: Sequence[Snapshot], need: Need) -> Figures:
    """Snapshots of several quarters are strata, as units are."""
    parts = [of_snapshot(each, need) for each in snapshots]
    if len(parts) == 1:
        return parts[0]
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    return pooled_over(_plain(counts, {}, need), parts)


def of_snapshot(snapshot: Snapshot, need: Need) -> Figures:
    """The figures of one quarter's snapshot."""
    bins: Mapping[str, Sequence[int]] = snapshot.counts["bins"]
    held = dict.fromkeys(COUNTS, 0)
    held["responses"] = held["respondents"] = snapshot.respondents
    for element in Element:
        for value, n in enumerate(bins.get(element.value, (0, 0, 0, 0)), start=1):
            held[f"{element.column}_{value}"] = n
    return _plain(tuple(held.values()), snapshot.counts["errors"], need)


def _plain(counts: tuple[int, ...], errors: Mapping[str, Sequence[float]], need: Need) -> Figures:
    sums = sums_of(counts)
    first = COUNTS.index(f"{Element.REQUIREMENTS.column}_1")
    elements = []
    for place, element in enumerate(Element):
        answers, start = sums.get(element), first + 4 * place
        mean = None if answers is None else answers.mean
        points = None if mean is None else POINTS_PER_STEP * mean
        interval = _interval(points, errors.get(element.value))
        elements.append(ElementFigure(element, counts[start : start + 4], interval))
    whole, held = index_exact(sums), errors.get(INDEX)
    part = index_exact(sums, tuple(sums)) if sums and whole is None else None
    return Figures(counts, tuple(elements), _interval(whole, held), need, _interval(part, held))


def _interval(points: Any, held: Sequence[float] | None) -> Interval | None:
    """An interval of a snapshot; older ones do not say on how many days it rests."""
    if points is None or held is None:
        return None
    low, high, error, df, *more = held
    clusters, prior_share = more or (0, 0.0)
    return Interval(points, low, high, error, df, int(clusters), prior_share)


def sheets_of(connection: Connection, edition: Edition) -> tuple[Sheet, ...]:
    """The sheets that the snapshots were made of, in no order; none where they no longer add up.

    Sheets that came since are newer than the last that was counted; one that was excluded since
    makes them add up to something else.
    """
    found: list[Sheet] = []
    columns = [getattr(Response, column) for column in COLUMNS]
    for snapshot in edition.snapshots:
        rows = connection.execute(
            select(*columns).where(
                *counted_sheets(edition.unit_id, snapshot.quarter),
                Response.id <= snapshot.counts.get("last", 0),
            )
        )
        sheets: list[Sheet] = [tuple(row) for row in rows]
        if not _adds_up(sheets, snapshot):
            return ()
        found += sheets
    return tuple(found)


def _adds_up(sheets: Sequence[Sheet], snapshot: Snapshot) -> bool:
    bins: Mapping[str, Sequence[int]] = snapshot.counts["bins"]
    for place, element in enumerate(Element):
        given = [sheet[place] for sheet in sheets]
        counted = [given.count(value) for value in range(1, 5)]
        if counted != list(bins.get(element.value, (0, 0, 0, 0))):
            return False
    return len(sheets) == snapshot.respondents


def not_yet_public(connection: Connection, edition: Edition) -> int:
    """How many more (or, below 0, fewer) sheets are counted by now than the snapshots hold."""
    counted = 0
    for snapshot in edition.snapshots:
        wanted = select(func.count()).where(*counted_sheets(edition.unit_id, snapshot.quarter))
        counted += connection.execute(wanted).scalar_one()
    return counted - edition.figures.respondents
