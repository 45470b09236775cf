"""Where fewer visitors were counted than people answered, so that the count narrows no margin."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from surveys.results_population import served_in
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Questionnaire, Unit


@dataclass(frozen=True)
class VisitsBelow:
    """A unit, or one counter of it, whose visitors of a period are fewer than its respondents."""

    unit_name: str
    visitors: int
    respondents: int


def visits_below(connection: Connection, scope: PlaceScope, period: Period) -> list[VisitsBelow]:
    """The units within reach whose count of visitors is not used, by name."""
    served = served_in(connection, scope, [period])[period]
    if not served:
        return []
    official = select(Questionnaire.id).where(Questionnaire.official)
    rows = connection.execute(
        select(Unit.id, Unit.name, func.sum(CounterMonth.respondents))
        .join(CounterMonth, CounterMonth.unit_id == Unit.id)
        .where(
            *scope.conditions(CounterMonth),
            CounterMonth.month.between(period.first_day, period.last_day),
            CounterMonth.questionnaire_id.in_(official),
        )
        .group_by(Unit.id, Unit.name)
        .order_by(Unit.name, Unit.id)
    )
    return [
        VisitsBelow(name, served[unit_id], int(came))
        for unit_id, name, came in rows
        if unit_id in served and served[unit_id] < int(came)
    ]
