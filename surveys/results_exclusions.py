"""What is kept out of the figures, counted by the reason that is on record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from surveys.results_narrowed import ALL_ANSWERS, Narrowed
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Exclusion, Questionnaire, Response


@dataclass(frozen=True)
class ExcludedFor:
    """How many sheets were kept out for a reason; None is a technical cause, without a person."""

    reason: str | None
    n: int


REASONS = {"": "Sebab teknis", "honeypot": "Sebab teknis: jebakan robot"}
"""Words for what no person excluded."""


def excluded_for(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
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


def reasons_of(
    connection: Connection,
    scope: PlaceScope,
    first: date,
    last: date,
    excluded: int,
    only: Narrowed = ALL_ANSWERS,
) -> tuple[ExcludedFor, ...]:
    """The same for a number of excluded sheets that is known: what no person named is the rest.

    Looks at what is on record alone, which is little beside all sheets. Empty where more is on
    record than the figures lack.
    """
    if not excluded:
        return ()
    wanted = {
        Response.service_id: only.service_id,
        Response.channel: only.channel,
        Response.helped: only.helped,
    }
    newest = (
        select(func.max(Exclusion.id))
        .where(Exclusion.lifted_at.is_(None))
        .group_by(Exclusion.response_id)
    )
    rows = connection.execute(
        select(Exclusion.reason, func.count())
        .join(Response, Response.id == Exclusion.response_id)
        .where(
            Exclusion.id.in_(newest),
            *scope.conditions(Response),
            *(column == value for column, value in wanted.items() if value is not None),
            Response.local_date.between(first, last),
            Response.excluded,
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(Exclusion.reason)
    )
    found = [ExcludedFor(reason, n) for reason, n in rows]
    rest = excluded - sum(each.n for each in found)
    if rest < 0:
        return ()
    if rest:
        found.append(ExcludedFor(None, rest))
    return tuple(sorted(found, key=lambda each: (-each.n, each.reason or "")))


def outside_all_periods(connection: Connection) -> int:
    """Answers dated in a year that no period can be asked for, so that no figure holds them."""
    beyond = select(func.sum(CounterMonth.responses)).where(
        ~CounterMonth.month.between(FIRST_DAY, LAST_DAY)
    )
    return int(connection.execute(beyond).scalar() or 0)
