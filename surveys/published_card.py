"""The newest public figure of a unit in a few words, for the page that thanks whoever answered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, func, select

from surveys.published import snapshots_of_unit
from surveys.rules.disclosure import still_needed
from surveys.rules.periods import Kind, containing, local_day
from surveys.tables import CounterDay, Questionnaire, Unit


@dataclass(frozen=True)
class PublishedCard:
    """The last figure of a unit in a few words; None where there is none, and what is missing."""

    period: str
    respondents: int
    index: Decimal | None
    grade: str | None
    mutu: str | None
    needed: int


def card_of(
    connection: Connection, unit_id: int, now: datetime, smallest_group: int
) -> PublishedCard:
    """The newest snapshot of a unit as a card; without one, how many more must answer."""
    newest = snapshots_of_unit(connection, unit_id, limit=1)
    if newest and newest[0].index is not None:
        figure, value = newest[0], newest[0].index
        return PublishedCard(
            figure.period.code,
            figure.respondents,
            value.points,
            value.grade.value,
            value.mutu.id,
            0,
        )
    zone = connection.execute(select(Unit.time_zone).where(Unit.id == unit_id)).scalar_one()
    period = containing(local_day(now, zone), Kind.QUARTER)
    came = connection.execute(
        select(func.sum(CounterDay.respondents)).where(
            CounterDay.unit_id == unit_id,
            CounterDay.local_date.between(period.first_day, period.last_day),
            CounterDay.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
    ).scalar_one()
    needed = still_needed(int(came or 0), smallest_group)
    return PublishedCard(period.code, 0, None, None, None, needed)
