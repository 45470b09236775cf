"""What is kept out of the figures, counted by the reason that is on record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Exclusion, Questionnaire, Response


@dataclass(frozen=True)
class ExcludedFor:
    """How many sheets were kept out for a reason; None is a technical cause, without a person."""

    reason: str | None
    n: int


def excluded_for(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> tuple[ExcludedFor, ...]:
    """Excluded sheets by reason, the most frequent first; each sheet counts once, by the last.

    Only sheets of questionnaires that enter the index: their sum is what the figures lack.
    """
    newest = (
        select(func.max(Exclusion.id).label("id"))
        .where(Exclusion.lifted_at.is_(None))
        .group_by(Exclusion.response_id)
        .subquery()
    )
    rows = connection.execute(
        select(Exclusion.reason, func.count(Response.id))
        .select_from(Response)
        .outerjoin(
            Exclusion,
            (Exclusion.response_id == Response.id) & Exclusion.id.in_(select(newest.c.id)),
        )
        .where(
            *scope.conditions(Response),
            Response.local_date.between(first, last),
            Response.excluded,
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(Exclusion.reason)
    )
    found = [ExcludedFor(reason, n) for reason, n in rows]
    return tuple(sorted(found, key=lambda each: (-each.n, each.reason or "")))


def outside_all_periods(connection: Connection) -> int:
    """Answers dated in a year that no period can be asked for, so that no figure holds them."""
    beyond = select(func.sum(CounterMonth.responses)).where(
        ~CounterMonth.month.between(FIRST_DAY, LAST_DAY)
    )
    return int(connection.execute(beyond).scalar() or 0)
