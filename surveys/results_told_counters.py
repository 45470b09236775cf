"""What staff are told of the counters of a unit: parts of its quarters (results_told)."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from surveys.results_clusters import Cluster, official_clusters
from surveys.results_held import Held
from surveys.results_told import told_clusters
from surveys.rules.periods import Period, containing
from surveys.rules.told_parts import Masks, Measures, grain_of, masks_of, quarters_over
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Questionnaire, ServiceCounter
from surveys.tables.responses import COLUMNS


def counter_masks(
    connection: Connection, unit_id: int, periods: Sequence[Period], smallest: int, held: Held
) -> Masks[int]:
    """What is told of each counter of a unit in periods of one kind, from its monthly counts.

    held : the quarters of the unit that may not move yet.
    """
    quarters = quarters_over(periods)
    rows = connection.execute(
        _measures().where(
            CounterMonth.unit_id == unit_id,
            CounterMonth.month.between(quarters[0].first_day, quarters[-1].last_day),
        )
    )
    table: dict[int, dict[date, Measures]] = {}
    for counter_id, month, *measures in rows:
        table.setdefault(counter_id, {})[month] = tuple(map(int, measures))
    grain = grain_of(periods[0].kind)
    masks = masks_of(table, grain, smallest)
    return {
        first: counters
        for first, counters in masks.items()
        if not held.hides_parts(unit_id, containing(first, grain))
    }


@cache
def _measures() -> Select[Any]:
    """Respondents and answers of each element, by counter and month."""
    answers = (
        sum(getattr(CounterMonth, f"{column}_{value}") for value in range(1, 5))
        for column in COLUMNS
    )
    return (
        select(
            CounterMonth.counter_id,
            CounterMonth.month,
            func.sum(CounterMonth.respondents),
            *(func.sum(each) for each in answers),
        )
        .where(
            CounterMonth.questionnaire_id.in_(
                select(Questionnaire.id).where(Questionnaire.official)
            )
        )
        .group_by(CounterMonth.counter_id, CounterMonth.month)
    )


def told_days(
    connection: Connection,
    scope: PlaceScope,
    periods: Sequence[Period],
    smallest: int,
    held: Held,
) -> tuple[dict[Period, list[Cluster]], dict[Period, list[Cluster]]]:
    """By period the days at counters of a scope within one unit: all of them, and as told."""
    unit_id = (
        scope.unit_id
        or connection.execute(
            select(ServiceCounter.unit_id).where(ServiceCounter.id == scope.counter_id)
        ).scalar_one()
    )
    masks = counter_masks(connection, unit_id, periods, smallest, held)
    grain = grain_of(periods[0].kind)
    whole = {
        period: official_clusters(connection, scope, period.first_day, period.last_day)
        for period in periods
    }
    told = {
        period: told_clusters(clusters, masks, grain, lambda cluster: cluster.counter_id)
        for period, clusters in whole.items()
    }
    return whole, told
