"""Figures of quarters that are over, worked out once: a look then reads rows of quarters, not days.

What is kept holds as long as nothing in its months has changed since, which the revisions of the
monthly counts tell; otherwise, and for the quarter that runs, the days are counted as ever. So a
figure is the same whether it was kept or not, and `suara verify` proves it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, literal, select

from surveys.results_clusters import By, Cluster, official_clusters
from surveys.results_counted import Counted, counted_of
from surveys.results_population import served_in
from surveys.rollups import COUNTS, Difference
from surveys.rules.periods import Kind, Period, containing, parse_period
from surveys.rules.spread import Spread
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, KeptFigure, Questionnaire, Unit

EVERYBODY = 0
"""Stands for all units together, whose clusters are months."""

Key = tuple[int, Period]


@dataclass(frozen=True)
class Kept:
    """Figures of a unit (or of everybody) in a quarter, and the revision that they belong to."""

    unit_part: int
    period: Period
    revision: int
    counted: Counted


def counted_in(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period]
) -> dict[Period, dict[int, Counted]]:
    """Per period what each unit within reach counts (everybody: one), where anything came."""
    everybody = scope == PlaceScope()
    revisions = _revisions(connection, scope, periods, everybody=everybody)
    parts = [EVERYBODY] if everybody else select(Unit.id).where(*scope.unit_conditions())
    kept = {
        (held.unit_part, held.period): held
        for held in _read(
            connection,
            select(KeptFigure).where(
                KeptFigure.unit_part.in_(parts),
                KeptFigure.period.in_([period.code for period in periods]),
            ),
        )
    }
    found: dict[Period, dict[int, Counted]] = {period: {} for period in periods}
    missing: dict[Period, list[int]] = {}
    for (part, period), revision in sorted(revisions.items(), key=lambda each: each[0][0]):
        held = kept.get((part, period))
        if held is not None and held.revision == revision:
            found[period][part] = held.counted
        else:
            missing.setdefault(period, []).append(part)
    for period, late in missing.items():
        found[period].update(_counted(connection, scope, period, late))
    return found if everybody else _with_served(connection, scope, found)


def _with_served(
    connection: Connection, scope: PlaceScope, found: Mapping[Period, Mapping[int, Counted]]
) -> dict[Period, dict[int, Counted]]:
    """The same with how many each unit served: it may be counted later, so it is never kept."""
    served = served_in(connection, scope, list(found))
    return {
        period: {
            unit_id: replace(counted, served=served[period].get(unit_id))
            for unit_id, counted in units.items()
        }
        for period, units in found.items()
    }


def _counted(
    connection: Connection, scope: PlaceScope, period: Period, parts: Collection[int]
) -> dict[int, Counted]:
    """Counted from days (everybody: from months), whatever is kept."""
    first, last = period.first_day, period.last_day
    if EVERYBODY in parts:
        clusters = official_clusters(connection, PlaceScope(), first, last, By.MONTH)
        return {EVERYBODY: counted_of(clusters)}
    if len(parts) == 1:
        scope = PlaceScope(unit_id=next(iter(parts)))
    held: dict[int, list[Cluster]] = {part: [] for part in parts}
    for cluster in official_clusters(connection, scope, first, last):
        if cluster.unit_id in held:
            held[cluster.unit_id].append(cluster)
    return {part: counted_of(clusters) for part, clusters in held.items()}


def _revisions(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period], *, everybody: bool
) -> dict[Key, int]:
    """The sum of the months' revisions per unit (or of everybody) and period with answers."""
    part: Any = literal(EVERYBODY) if everybody else CounterMonth.unit_id
    official = select(Questionnaire.id).where(Questionnaire.official)
    wanted = (
        select(part, CounterMonth.month, func.sum(CounterMonth.revision))
        .where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(periods[0].first_day, periods[-1].last_day),
            CounterMonth.questionnaire_id.in_(official),
        )
        .group_by(*(() if everybody else (part,)), CounterMonth.month)
    )
    found: dict[Key, int] = {}
    for unit_part, month, revision in connection.execute(wanted):
        key = unit_part, containing(month, periods[0].kind)
        found[key] = found.get(key, 0) + int(revision)
    return found


def _read(connection: Connection, wanted: Select[Any]) -> Iterable[Kept]:
    for row in connection.execute(wanted.with_only_columns(*KeptFigure.__table__.columns)):
        spreads = {name: Spread(**spread) for name, spread in row.spreads.items()}
        counted = Counted(tuple(row.counts), spreads)
        yield Kept(row.unit_part, parse_period(row.period), row.revision, counted)


def behind(connection: Connection, today: date) -> list[Key]:
    """Quarters that are over and not kept as they are now, the newest first."""
    quarter = containing(today, Kind.QUARTER).previous
    first = connection.execute(select(func.min(CounterMonth.month))).scalar()
    if first is None or first > quarter.last_day:
        return []
    periods = [quarter]
    while periods[0].first_day > first:
        periods.insert(0, periods[0].previous)
    current = _revisions(connection, PlaceScope(), periods, everybody=True)
    current |= _revisions(connection, PlaceScope(), periods, everybody=False)
    columns = KeptFigure.unit_part, KeptFigure.period, KeptFigure.revision
    held = {
        (row.unit_part, parse_period(row.period)): row.revision
        for row in connection.execute(select(*columns))
    }
    late = [key for key, revision in current.items() if held.get(key) != revision]
    return sorted(late, key=lambda key: (key[1].first_day, -key[0]), reverse=True)


def worked_out(connection: Connection, key: Key) -> Kept | None:
    """The figures of one unit and quarter from its days; None where nothing came.

    The connection must see one moment, or the revision may be of another than the figures.
    """
    part, period = key
    scope = PlaceScope() if part == EVERYBODY else PlaceScope(unit_id=part)
    revisions = _revisions(connection, scope, [period], everybody=part == EVERYBODY)
    if key not in revisions:
        return None
    counted = _counted(connection, scope, period, [part])[part]
    return Kept(part, period, revisions[key], counted)


def keep(connection: Connection, figures: Sequence[Kept]) -> None:
    """Put figures in the place of what was kept before."""
    for kept in figures:
        connection.execute(
            delete(KeptFigure).where(
                KeptFigure.unit_part == kept.unit_part, KeptFigure.period == kept.period.code
            )
        )
        connection.execute(
            insert(KeptFigure).values(
                unit_part=kept.unit_part,
                period=kept.period.code,
                revision=kept.revision,
                counts=list(kept.counted.counts),
                spreads={name: asdict(each) for name, each in kept.counted.spreads.items()},
            )
        )


def recheck(connection: Connection) -> list[Difference]:
    """What is kept, would be shown, and is not what its days come to."""
    found = []
    for kept in list(_read(connection, select(KeptFigure))):
        fresh = worked_out(connection, (kept.unit_part, kept.period))
        if fresh is None or fresh.revision != kept.revision or fresh == kept:
            continue
        wrong = [
            f"{name} {have} (dihitung ulang {want})"
            for name, have, want in zip(
                COUNTS, kept.counted.counts, fresh.counted.counts, strict=True
            )
            if have != want
        ]
        what = ", ".join(wrong[:4]) or "margin"
        found.append(Difference("kept_figure", kept.unit_part, kept.period.code, what))
    return found
