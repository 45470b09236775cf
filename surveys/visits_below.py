"""Where visitors that were counted cannot be all who came, so that the count narrows no margin.

Fewer than answered, or hardly more: whoever enters the answers as visits makes every margin nought.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from surveys.results_served import served_in
from surveys.rules.periods import Period
from surveys.rules.spread import is_everybody
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Questionnaire, Unit


@dataclass(frozen=True)
class VisitsBelow:
    """A unit, or one counter of it, with hardly more visitors of a period than respondents."""

    unit_name: str
    visitors: int
    respondents: int

    @property
    def is_below(self) -> bool:
        """Whether fewer were counted than answered; else nearly everybody is said to have."""
        return self.visitors < self.respondents


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
        if unit_id in served and not is_everybody(served[unit_id], int(came))
    ]
