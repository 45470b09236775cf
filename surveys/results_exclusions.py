"""What is kept out of the figures, counted by the reason that is on record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from surveys.accounts import PORTAL
from surveys.results_narrowed import ALL_ANSWERS, Narrowed
from surveys.rules.periods import FIRST_DAY, LAST_DAY
from surveys.scope import PlaceScope
from surveys.tables import CounterMonth, Exclusion, Questionnaire, Response


@dataclass(frozen=True)
class ExcludedFor:
    """How many sheets were kept out for a reason.

    reason : as it is on record; None where nothing is. technical : no person kept them out.
    """

    reason: str | None
    n: int
    technical: bool = True

    @property
    def words(self) -> str:
        """The reason in words: a person's own, or the name of the technical cause."""
        if not self.technical:
            return self.reason or ""
        return CAUSES.get(self.reason or "", OTHER_CAUSE)


OTHER_CAUSE = "Sebab teknis"
CAUSES = {"honeypot": "Sebab teknis: jebakan robot"}
"""Words for what no person excluded, by the reason on record."""


def excluded_for(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> tuple[ExcludedFor, ...]:
    """Excluded sheets by reason, the most frequent first; each sheet counts once, by the last.

    Only sheets of questionnaires that enter the index: their sum is what the figures lack.
    """
    held = select(func.count(Response.id)).where(*_kept_out(scope, first, last, ALL_ANSWERS))
    excluded = int(connection.execute(held).scalar() or 0)
    return reasons_of(connection, scope, first, last, excluded)


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
    newest = (
        select(func.max(Exclusion.id))
        .where(Exclusion.lifted_at.is_(None))
        .group_by(Exclusion.response_id)
    )
    technical = (Exclusion.actor == PORTAL).label("technical")
    rows = connection.execute(
        select(Exclusion.reason, func.count(), technical)
        .join(Response, Response.id == Exclusion.response_id)
        .where(Exclusion.id.in_(newest), *_kept_out(scope, first, last, only))
        .group_by(Exclusion.reason, technical)
    )
    found = [ExcludedFor(reason, n, bool(technical)) for reason, n, technical in rows]
    rest = excluded - sum(each.n for each in found)
    if rest < 0:
        return ()
    if rest:
        found.append(ExcludedFor(None, rest))
    return tuple(sorted(found, key=lambda each: (-each.n, each.reason or "", each.technical)))


def _kept_out(
    scope: PlaceScope, first: date, last: date, only: Narrowed
) -> list[ColumnElement[bool]]:
    wanted = {
        Response.service_id: only.service_id,
        Response.channel: only.channel,
        Response.helped: only.helped,
    }
    return [
        *scope.conditions(Response),
        *(column == value for column, value in wanted.items() if value is not None),
        Response.local_date.between(first, last),
        Response.excluded.is_(True),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


def outside_all_periods(connection: Connection) -> int:
    """Answers dated in a year that no period can be asked for, so that no figure holds them."""
    beyond = select(func.sum(CounterMonth.responses)).where(
        ~CounterMonth.month.between(FIRST_DAY, LAST_DAY)
    )
    return int(connection.execute(beyond).scalar() or 0)
