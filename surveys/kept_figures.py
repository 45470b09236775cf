"""Figures of units in named periods, worked out once: a look then reads them, not days.

What is kept holds as long as nothing in its months has changed since, which the revisions of the
monthly counts tell; otherwise the unit's days are counted. The quarter and the month that run are
kept as well, so that a look counts only the units that were answered meanwhile; half-years and
years once they are over, since counting the days of a running year again and again would cost more
than those who look at it. A figure is the same whether it was kept or not, and `suara verify`
proves it. Months make the control chart alone, so that the elements have no margins in them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, case, delete, func, insert, literal, select

from surveys.kept_bytes import PackedSpreads, counts_of, packed_counts, packed_spreads
from surveys.results_counted import Counted
from surveys.results_population import served_in
from surveys.rollups import COUNTS, Difference
from surveys.rules.periods import Kind, Period, containing, parse_period
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, KeptFigure, Questionnaire, Unit
from surveys.unit_days import counted_of_units

UNITS_AT_ONCE = 50
"""Units whose days are in memory together."""

Key = tuple[int, Period]


@dataclass(frozen=True)
class Kept:
    """Figures of a unit in a period, and the revision that they belong to."""

    unit_id: int
    period: Period
    revision: int
    counted: Counted


def counted_in(
    connection: Connection,
    scope: PlaceScope,
    periods: Sequence[Period],
    in_full: Collection[Period],
) -> dict[Period, dict[int, Counted]]:
    """Per period what each unit within reach counts, where anything came.

    in_full : the periods whose elements have margins; of the others the index alone may have one.
    """
    # The revisions are read first: what is counted after them can only be newer.
    revisions = _revisions(connection, scope, periods)
    codes = {period.code for period in periods}
    kept = _kept(connection, scope, codes, {period.code for period in in_full})
    found: dict[Period, dict[int, Counted]] = {}
    for period, units in revisions.items():
        held = kept.get(period.code, {})
        counted, late = {}, []
        for unit_id, revision in units.items():
            known = held.get(unit_id)
            if known is not None and known[0] == revision:
                counted[unit_id] = known[1]
            else:
                late.append(unit_id)
        for start in range(0, len(late), UNITS_AT_ONCE):
            some = late[start : start + UNITS_AT_ONCE]
            counted |= _counted(connection, period, some, elements=period in in_full)
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


def _counted(
    connection: Connection, period: Period, units: Collection[int], *, elements: bool
) -> dict[int, Counted]:
    """Counted from days, whatever is kept."""
    first, last = period.first_day, period.last_day
    return counted_of_units(connection, first, last, units, elements=elements)


def _revisions(
    connection: Connection, scope: PlaceScope, periods: Sequence[Period]
) -> dict[Period, dict[int, int]]:
    """Per period the sum of the months' revisions of each unit with answers."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    # In the order of an index; a quarter's months are added here.
    rows = connection.execute(
        select(CounterMonth.unit_id, CounterMonth.month, func.sum(CounterMonth.revision))
        .where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(periods[0].first_day, periods[-1].last_day),
            CounterMonth.questionnaire_id.in_(official),
        )
        .group_by(CounterMonth.unit_id, CounterMonth.month)
        .order_by(CounterMonth.unit_id, CounterMonth.month)
    ).all()
    of_month = {
        month: period
        for month in sorted({row[1] for row in rows})
        for period in periods
        if month in period
    }
    found: dict[Period, dict[int, int]] = {period: {} for period in periods}
    for unit_id, month, revision in rows:
        units = found[of_month[month]]
        units[unit_id] = units.get(unit_id, 0) + int(revision)
    return found


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
    """Periods up to now that are not kept as they are: quarters first, of each kind the newest."""
    first = connection.execute(select(func.min(CounterMonth.month))).scalar()
    if first is None or first > containing(today, Kind.QUARTER).last_day:
        return []
    columns = KeptFigure.unit_id, KeptFigure.period, KeptFigure.revision
    held = {
        (row.unit_id, parse_period(row.period)): row.revision
        for row in connection.execute(select(*columns))
    }
    found: list[Key] = []
    for latest in (
        containing(today, Kind.QUARTER),
        containing(today, Kind.MONTH),
        containing(today, Kind.SEMESTER).previous,
        containing(today, Kind.YEAR).previous,
    ):
        periods = [latest]
        while periods[0].first_day > first:
            periods.insert(0, periods[0].previous)
        late = [
            (unit_id, period)
            for period, units in _revisions(connection, PlaceScope(), periods).items()
            for unit_id, revision in units.items()
            if held.get((unit_id, period)) != revision
        ]
        found += sorted(late, key=lambda key: (key[1].first_day, -key[0]), reverse=True)
    return found


def worked_out(connection: Connection, key: Key) -> Kept | None:
    """The figures of one unit and period from its days; None where nothing came.

    The connection must see one moment, or the revision may be of another than the figures.
    """
    unit_id, period = key
    revision = _revisions(connection, PlaceScope(unit_id=unit_id), [period])[period].get(unit_id)
    if revision is None:
        return None
    elements = period.kind is not Kind.MONTH
    counted = _counted(connection, period, [unit_id], elements=elements)[unit_id]
    return Kept(unit_id, period, revision, counted)


def keep(connection: Connection, figures: Sequence[Kept]) -> None:
    """Put figures in the place of what was kept before."""
    for kept in figures:
        index, elements = packed_spreads(kept.counted.spreads)
        connection.execute(
            delete(KeptFigure).where(
                KeptFigure.unit_id == kept.unit_id, KeptFigure.period == kept.period.code
            )
        )
        connection.execute(
            insert(KeptFigure).values(
                unit_id=kept.unit_id,
                period=kept.period.code,
                revision=kept.revision,
                counts=packed_counts(kept.counted.counts),
                index_spread=index,
                element_spreads=elements,
            )
        )


def recheck(connection: Connection) -> list[Difference]:
    """What is kept, would be shown, and is not what its days come to."""
    found = []
    codes = set(connection.execute(select(KeptFigure.period).distinct()).scalars())
    for code, units in sorted(_kept(connection, PlaceScope(), codes, codes).items()):
        for unit_id, (revision, kept) in sorted(units.items()):
            fresh = worked_out(connection, (unit_id, parse_period(code)))
            if fresh is None or fresh.revision != revision or fresh.counted == kept:
                continue
            wrong = [
                f"{name} {have} (dihitung ulang {want})"
                for name, have, want in zip(COUNTS, kept.counts, fresh.counted.counts, strict=True)
                if have != want
            ]
            what = ", ".join(wrong[:4]) or "margin"
            found.append(Difference("kept_figure", unit_id, code, what))
    return found
