"""The days at counters that a period's margins rest on, those of most months read from a few bytes.

Every day's weight in a margin depends on its share of its period's answers (Bell and McCaffrey),
and its residual on the period's means. So no sums can be kept that longer periods are added up
from; the days can, and are a hundredth of what the roll-up holds of them.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import chain

from sqlalchemy import ColumnElement, Connection, func, select

from surveys.kept_bytes import days_of
from surveys.results_clusters import NOTHING
from surveys.results_counted import Counted, counted_from
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.tables import CounterMonth, KeptFigure, Questionnaire
from surveys.unit_days import Days, counts_of_units, days_of_units

Revised = Mapping[date, Mapping[int, int]]
"""By month and unit the revision of what was answered."""


def counted_from_days(
    connection: Connection, period: Period, days: Mapping[int, Days], *, elements: bool
) -> dict[int, Counted]:
    """What units come to, from their days."""
    counts = counts_of_units(connection, period, days)
    return {
        unit_id: counted_from(counts.get(unit_id, NOTHING), columns, elements=elements)
        for unit_id, columns in days.items()
    }


def days_in(
    connection: Connection,
    period: Period,
    units: Collection[int],
    revised: Revised,
    *,
    anew: bool = False,
) -> dict[int, Days]:
    """The days at counters of units, those of months that are kept as they are from there.

    anew : all of them from the roll-up.
    """
    found: dict[int, list[Days]] = {unit_id: [] for unit_id in units}
    kept = {} if anew else kept_days(connection, period, units)
    for month in period.months():
        revisions = revised.get(month.first_day, {})
        came = [unit_id for unit_id in units if unit_id in revisions]
        held = {
            unit_id: days_of(kept[unit_id, month.code][1])
            for unit_id in came
            if kept.get((unit_id, month.code), (None,))[0] == revisions[unit_id]
        }
        late = [unit_id for unit_id in came if unit_id not in held]
        if late:
            held |= days_of_units(connection, month, late)
        for unit_id, days in held.items():
            found[unit_id].append(days)
    return {unit_id: _one_after_another(months) for unit_id, months in found.items()}


def _one_after_another(months: Sequence[Days]) -> Days:
    """The days of several months as one row of days."""
    return [
        (
            list(chain.from_iterable(days[place][0] for days in months)),
            list(chain.from_iterable(days[place][1] for days in months)),
        )
        for place in range(len(Element))
    ]


def kept_days(
    connection: Connection, period: Period, units: Collection[int]
) -> dict[tuple[int, str], tuple[int, bytes]]:
    """By unit and month the revision and the days that are kept."""
    rows = connection.execute(
        select(KeptFigure.unit_id, KeptFigure.period, KeptFigure.revision, KeptFigure.days).where(
            KeptFigure.unit_id.in_(units),
            KeptFigure.period.in_([month.code for month in period.months()]),
            KeptFigure.days.is_not(None),
        )
    ).all()
    return {(unit_id, code): (revision, days or b"") for unit_id, code, revision, days in rows}


def revised_in(
    connection: Connection, periods: Sequence[Period], within: Collection[ColumnElement[bool]]
) -> dict[date, dict[int, int]]:
    """The revisions of all months from the first period to the last, where anything came."""
    official = select(Questionnaire.id).where(Questionnaire.official)
    # In the order of an index; the months of longer periods are added up later.
    rows = connection.execute(
        select(CounterMonth.unit_id, CounterMonth.month, func.sum(CounterMonth.revision))
        .where(
            *within,
            CounterMonth.month.between(periods[0].first_day, periods[-1].last_day),
            CounterMonth.questionnaire_id.in_(official),
        )
        .group_by(CounterMonth.unit_id, CounterMonth.month)
        .order_by(CounterMonth.unit_id, CounterMonth.month)
    ).all()
    found: dict[date, dict[int, int]] = {}
    for unit_id, month, revision in rows:
        found.setdefault(month, {})[unit_id] = int(revision)
    return found


def revisions_of(revised: Revised, period: Period) -> dict[int, int]:
    """Of each unit the sum of its months' revisions in a period."""
    found: dict[int, int] = {}
    for month in period.months():
        for unit_id, revision in revised.get(month.first_day, {}).items():
            found[unit_id] = found.get(unit_id, 0) + revision
    return found
