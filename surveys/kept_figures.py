"""Figures of units in named periods, worked out once: a look then reads them, not days.

What is kept holds as long as nothing in its months has changed since, which the revisions of the
monthly counts tell. The periods that run are kept as well, so that a look counts only the units
that were answered meanwhile. A margin rests on every day at every counter and its period's own
means, so it is no sum of parts; but of each month the days are kept too, in a few bytes, and a
longer period that must be counted reads them, and from the roll-up only what came since. A figure
is the same whether it was kept or not, and `suara verify` proves it. Months make the control chart
alone, so that the elements have no margins in them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, case, func, literal, select, text

from surveys.kept_bytes import (
    PackedSpreads,
    counts_of,
    packed_counts,
    packed_days,
    packed_spreads,
    packed_ways,
)
from surveys.kept_days import (
    Revised,
    counted_from_days,
    days_in,
    revised_in,
    revisions_of,
)
from surveys.kept_ways import KINDS, ways_worked_out
from surveys.results_counted import Counted
from surveys.results_served import served_in
from surveys.rollups import COUNTS, Difference
from surveys.rules.periods import FIRST_DAY, LAST_DAY, Kind, Period, containing, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, KeptFigure, Unit

UNITS_AT_ONCE = 50
"""Units whose days are in memory together."""

# One statement, so that two portals of one database that keep the same figure do not collide.
_PUT = text(
    "insert into kept_figure"
    " (unit_id, period, revision, counts, index_spread, element_spreads, days, ways) values"
    " (:unit_id, :period, :revision, :counts, :index_spread, :element_spreads, :days, :ways)"
    " on conflict (unit_id, period) do update set revision = excluded.revision,"
    " counts = excluded.counts, index_spread = excluded.index_spread,"
    " element_spreads = excluded.element_spreads, days = excluded.days, ways = excluded.ways"
)

Key = tuple[int, Period]


@dataclass(frozen=True)
class Kept:
    """Figures of a unit in a period, and the revision that they belong to; of a month its days.

    ways : of a month or quarter what came each way of answering.
    """

    unit_id: int
    period: Period
    revision: int
    counted: Counted
    days: bytes | None
    ways: bytes | None


def counted_in(
    connection: Connection,
    scope: PlaceScope,
    periods: Sequence[Period],
    in_full: Collection[Period],
    revised: Revised,
) -> dict[Period, dict[int, Counted]]:
    """Per period what each unit within reach counts, where anything came.

    in_full : the periods whose elements have margins; of the others the index alone may have one.
    revised : of these periods, as in kept_days.revised_in: what is counted after it was read can
    only be newer.
    """
    codes = {period.code for period in periods}
    kept = _kept(connection, scope, codes, {period.code for period in in_full})
    found: dict[Period, dict[int, Counted]] = {}
    for period in periods:
        held = kept[period.code]
        if period in in_full and period.kind is Kind.MONTH:
            held = {}
        counted, late = {}, []
        for unit_id, revision in revisions_of(revised, period).items():
            known = held.get(unit_id)
            if known is not None and known[0] == revision:
                counted[unit_id] = known[1]
            else:
                late.append(unit_id)
        for start in range(0, len(late), UNITS_AT_ONCE):
            some = late[start : start + UNITS_AT_ONCE]
            days = days_in(connection, period, some, revised)
            counted |= counted_from_days(connection, period, days, elements=period in in_full)
        found[period] = dict(sorted(counted.items())) if late else counted
    return _with_served(connection, scope, found)


def _with_served(
    connection: Connection, scope: PlaceScope, found: Mapping[Period, Mapping[int, Counted]]
) -> dict[Period, dict[int, Counted]]:
    """The same with how many each unit served: it may be counted later, so it is never kept."""
    served = served_in(connection, scope, list(found))
    return {
        period: {
            unit_id: counted
            if unit_id not in served[period]
            else replace(counted, served=served[period][unit_id])
            for unit_id, counted in units.items()
        }
        for period, units in found.items()
    }


def _kept(
    connection: Connection, scope: PlaceScope, codes: Collection[str], in_full: Collection[str]
) -> dict[str, dict[int, tuple[int, Counted]]]:
    """By period and unit what is kept, with its revision; spreads of elements only in_full."""
    wanted = [KeptFigure.period.in_(codes)]
    reach = scope.unit_conditions()
    if reach:
        wanted.append(KeptFigure.unit_id.in_(select(Unit.id).where(*reach)))
    # Most of a row are the spreads of its elements, and a trend needs none of them.
    elements = case(
        (KeptFigure.period.in_(in_full), KeptFigure.element_spreads), else_=literal(b"")
    )
    rows = connection.execute(
        select(
            KeptFigure.unit_id,
            KeptFigure.period,
            KeptFigure.revision,
            KeptFigure.counts,
            KeptFigure.index_spread,
            elements,
        ).where(*wanted)
    ).all()
    found: dict[str, dict[int, tuple[int, Counted]]] = {code: {} for code in codes}
    for unit_id, period, revision, counts, index, spreads in rows:
        kept = Counted(counts_of(counts), PackedSpreads(index, spreads))
        found[period][unit_id] = revision, kept
    return found


def behind(connection: Connection, today: date) -> list[Key]:
    """Periods up to now that are not kept as they are: the newest first, parts before the whole."""
    first = connection.execute(
        select(func.min(CounterMonth.month)).where(CounterMonth.month.between(FIRST_DAY, LAST_DAY))
    ).scalar()
    now = containing(today, Kind.QUARTER)
    if first is None or first > now.last_day:
        return []
    columns = KeptFigure.unit_id, KeptFigure.period, KeptFigure.revision
    held = {row[:2]: row[2] for row in connection.execute(select(*columns)).all()}
    start = containing(first, Kind.YEAR)
    revised = revised_in(connection, [start, containing(today, Kind.YEAR)], ())
    late: list[Key] = []
    for kind in Kind:
        period = containing(today, kind)
        while period.last_day >= first:
            late += [
                (unit_id, period)
                for unit_id, revision in revisions_of(revised, period).items()
                if held.get((unit_id, period.code)) != revision
            ]
            period = period.previous

    def turn(key: Key) -> tuple[int, int, int, int]:
        unit_id, period = key
        quarter = containing(period.first_day, Kind.QUARTER)
        newest = -period.first_day.toordinal()
        return -quarter.first_day.toordinal(), period.kind.months, newest, unit_id

    return sorted(late, key=turn)


def worked_out(connection: Connection, keys: Iterable[Key], *, anew: bool = False) -> list[Kept]:
    """The figures of units and periods from their days; none of those where nothing came.

    The connection must see one moment, or the revision may be of another than the figures.
    anew : nothing that is kept is believed.
    """
    found = []
    for period, some in groupby(keys, lambda key: key[1]):
        units = [unit_id for unit_id, _ in some]
        revised = revised_in(connection, [period], [CounterMonth.unit_id.in_(units)])
        revisions = revisions_of(revised, period)
        days = days_in(connection, period, sorted(revisions), revised, anew=anew)
        is_month = period.kind is Kind.MONTH
        ways = ways_worked_out(connection, period, revisions) if period.kind in KINDS else {}
        counted = counted_from_days(connection, period, days, elements=not is_month)
        found += [
            Kept(
                unit_id,
                period,
                revision,
                counted[unit_id],
                packed_days(days[unit_id]) if is_month else None,
                packed_ways(ways[unit_id]) if unit_id in ways else None,
            )
            for unit_id, revision in revisions.items()
        ]
    return found


def keep(connection: Connection, figures: Sequence[Kept]) -> None:
    """Put figures in the place of what was kept before."""
    for kept in figures:
        index, elements = packed_spreads(kept.counted.spreads)
        row = {
            "unit_id": kept.unit_id,
            "period": kept.period.code,
            "revision": kept.revision,
            "counts": packed_counts(kept.counted.counts),
            "index_spread": index,
            "element_spreads": elements,
            "days": kept.days,
            "ways": kept.ways,
        }
        connection.execute(_PUT, row)


def recheck(connection: Connection) -> list[Difference]:
    """What is kept, would be shown, and is not what its days come to."""
    found: list[Difference] = []
    codes = set(connection.execute(select(KeptFigure.period).distinct()).scalars())
    kept_in = {
        parse_period(code): held
        for code, held in _kept(connection, PlaceScope(), codes, codes).items()
    }
    for period in sorted(kept_in, key=lambda each: (each.kind.months, each.code)):
        code, units, numbers = period.code, kept_in[period], sorted(kept_in[period])
        # Once all months are proved from the roll-up, what is longer is worked out from them.
        anew = period.kind is Kind.MONTH or bool(found)
        for start in range(0, len(numbers), UNITS_AT_ONCE):
            some = numbers[start : start + UNITS_AT_ONCE]
            beside = _beside(connection, period, some)
            for fresh in worked_out(connection, [(each, period) for each in some], anew=anew):
                revision, kept = units[fresh.unit_id]
                held = (kept, *beside[fresh.unit_id])
                if fresh.revision == revision and (fresh.counted, fresh.days, fresh.ways) != held:
                    what = _differing(*held[:2], fresh)
                    found.append(Difference("kept_figure", fresh.unit_id, code, what))
    return found


def _beside(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[int, tuple[bytes | None, bytes | None]]:
    """By unit the days and the ways of answering that are kept with its figures."""
    rows = connection.execute(
        select(KeptFigure.unit_id, KeptFigure.days, KeptFigure.ways).where(
            KeptFigure.period == period.code, KeptFigure.unit_id.in_(units)
        )
    )
    return {unit_id: (days, ways) for unit_id, days, ways in rows}


def _differing(kept: Counted, days: bytes | None, fresh: Kept) -> str:
    """Which counts differ; the margin, the days it rests on or the ways, where none does."""
    wrong = [
        f"{name} {have} (dihitung ulang {want})"
        for name, have, want in zip(COUNTS, kept.counts, fresh.counted.counts, strict=True)
        if have != want
    ]
    if not wrong and fresh.counted == kept:
        return "cara menjawab" if fresh.days == days else "hari-hari di loket"
    return ", ".join(wrong[:4]) or "margin"
