"""What an agency promised to do because of what citizens wrote, and what it did."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, select

from surveys.rules.periods import local_day
from surveys.scope import PlaceScope
from surveys.tables import FollowUp, Unit


@dataclass(frozen=True)
class Promise:
    """A line of the follow-up plan as the head sees it on Monday."""

    element: str | None
    activity: str
    due_on: date | None
    status: str
    done_on: date | None


@dataclass(frozen=True)
class Change:
    """Something that was done because of what citizens wrote."""

    activity: str
    done_on: date


def promises(connection: Connection, scope: PlaceScope, limit: int) -> list[Promise]:
    """The follow-up plan: what is not done yet by its day, then what was done last."""
    rows = connection.execute(
        select(
            FollowUp.element, FollowUp.activity, FollowUp.due_on, FollowUp.status, FollowUp.done_on
        )
        .where(*scope.conditions(FollowUp))
        .order_by(
            case((FollowUp.status == "done", 1), else_=0),
            FollowUp.due_on.is_(None),
            FollowUp.due_on,
            FollowUp.done_on.desc(),
            FollowUp.id,
        )
        .limit(limit)
    )
    return [Promise(*row) for row in rows]


def changes_at(
    connection: Connection, counter_id: int, unit_id: int, now: datetime
) -> list[Change]:
    """The last things that were done at this counter or its unit, as citizens may read them."""
    zone = connection.execute(select(Unit.time_zone).where(Unit.id == unit_id)).scalar_one()
    rows = connection.execute(
        select(FollowUp.activity, FollowUp.done_on)
        .where(
            FollowUp.unit_id == unit_id,
            FollowUp.counter_id.is_(None) | (FollowUp.counter_id == counter_id),
            FollowUp.status == "done",
            FollowUp.done_on <= local_day(now, zone),
            FollowUp.public,
        )
        .order_by(FollowUp.done_on.desc(), FollowUp.id.desc())
        .limit(3)
    )
    return [Change(row[0], row[1]) for row in rows if row[1] is not None]
