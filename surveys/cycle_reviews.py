"""The review of a half-year: what was held of its plan, and that somebody looked at the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from surveys import accounts
from surveys.errors import Invalid
from surveys.tables import CycleReview, Participation, Topic, Training, Unit

REVIEWED = "cycle_reviewed"
LONGEST_NOTE = 1000


@dataclass(frozen=True)
class HeldSeats:
    """Participants of a unit in a topic, of trainings that are over."""

    unit_code: str
    unit_name: str
    topic_code: str
    topic_name: str
    participants: int
    cost_sen: int


@dataclass(frozen=True)
class Reviewed:
    """Who closed the review of a cycle, when, and what they left for the next one."""

    by: str
    at: datetime
    note: str


def seats_held(connection: Connection, first: date, last: date, today: date) -> list[HeldSeats]:
    """What was held of trainings that began within two days and were over before today."""
    came = func.sum(Participation.participants)
    rows = connection.execute(
        select(
            Unit.code,
            Unit.name,
            Topic.code,
            Topic.name,
            came,
            func.sum(Participation.participants * Topic.cost_per_seat_sen),
        )
        .select_from(Participation)
        .join(Training, Training.id == Participation.training_id)
        .join(Topic, Topic.id == Training.topic_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(Training.start_date.between(first, last), Training.end_date < today)
        .group_by(Unit.id, Topic.id)
        .order_by(Topic.code, Unit.code)
    )
    return [HeldSeats(*row[:4], int(row[4]), int(row[5])) for row in rows]


def review_of_cycle(connection: Connection, cycle: str) -> Reviewed | None:
    """The last review of a cycle; None where nobody has closed one."""
    row = connection.execute(
        select(CycleReview.reviewed_by, CycleReview.reviewed_at, CycleReview.note)
        .where(CycleReview.cycle == cycle)
        .order_by(CycleReview.reviewed_at.desc(), CycleReview.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Reviewed(*row)


def close_review(
    connection: Connection,
    cycle: str,
    *,
    note: str,
    figures: Mapping[str, Any],
    actor: str,
    now: datetime,
) -> None:
    """Put on record that a cycle was reviewed, with the figures that were seen. Raises Invalid."""
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": f"Catatan: paling panjang {LONGEST_NOTE} huruf."})
    connection.execute(
        insert(CycleReview).values(
            cycle=cycle, note=note, figures=dict(figures), reviewed_by=actor, reviewed_at=now
        )
    )
    accounts.record(
        connection,
        actor=actor,
        action=REVIEWED,
        now=now,
        subject=cycle,
        detail={"note": note, **figures},
    )
