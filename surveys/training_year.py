"""A year of training over its two half-years: money, seats, and the hours of each unit's staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from surveys.plans import StoredPlan, plan_for_cycle, plan_of
from surveys.tables import Agency, Participation, Topic, Training, Unit

HOURS_A_YEAR = 20
"""Lesson hours (JP, 45 minutes) every PNS has a right to in a year (PP 11/2017, art. 203)."""


@dataclass(frozen=True)
class CycleMoney:
    """A half-year in the year's view; what was never planned is None."""

    cycle: str
    plan: StoredPlan | None
    trainings: int
    seats_held: int
    cost_held_sen: int


@dataclass(frozen=True)
class UnitHours:
    """Lesson hours of a unit's staff on average, since nobody is named here.

    hours : participants x JP / staff; None where the staff is not known. unmeasured : participants
    of topics whose JP nobody stated.
    """

    unit_code: str
    unit_name: str
    agency_id: int
    agency_name: str
    staff: int | None
    hours: float | None
    unmeasured: int

    @property
    def reached(self) -> bool:
        """Whether the average reaches the right of every PNS."""
        return self.hours is not None and self.hours >= HOURS_A_YEAR


def cycles_of_year(connection: Connection, year: int, today: date) -> tuple[CycleMoney, ...]:
    """Both half-years with the plan that counts and what was held until today."""
    found = []
    for half, first, last in (
        (1, date(year, 1, 1), date(year, 6, 30)),
        (2, date(year, 7, 1), date(year, 12, 31)),
    ):
        number = plan_for_cycle(connection, f"{year}-{half}")
        came = Participation.participants
        row = connection.execute(
            select(
                func.count(Training.id.distinct()),
                func.coalesce(func.sum(came), 0),
                func.coalesce(func.sum(came * Topic.cost_per_seat_sen), 0),
            )
            .select_from(Training)
            .join(Topic, Topic.id == Training.topic_id)
            .outerjoin(Participation, Participation.training_id == Training.id)
            .where(Training.start_date.between(first, last), Training.end_date < today)
        ).one()
        found.append(
            CycleMoney(
                f"{year}-{half}",
                None if number is None else plan_of(connection, number),
                int(row[0]),
                int(row[1]),
                int(row[2]),
            )
        )
    return tuple(found)


def hours_of_units(connection: Connection, year: int) -> tuple[UnitHours, ...]:
    """Every unit with the hours of the trainings that begin in a year, fewest hours first."""
    hours, without = _hours(connection, year)
    rows = connection.execute(
        select(Unit.id, Unit.code, Unit.name, Agency.id, Agency.name, Unit.staff_count).join(
            Agency, Agency.id == Unit.agency_id
        )
    )
    found = [
        UnitHours(
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            hours.get(row[0], 0) / row[5] if row[5] else None,
            without.get(row[0], 0),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda u: (u.hours is None, u.hours or 0.0, u.unit_code)))


def _hours(connection: Connection, year: int) -> tuple[dict[int, int], dict[int, int]]:
    """Lesson hours taken by unit, and participants whose hours are not known."""
    rows = connection.execute(
        select(
            Participation.unit_id,
            func.coalesce(func.sum(Participation.participants * Topic.hours_jp), 0),
            func.coalesce(func.sum(Participation.participants).filter(Topic.hours_jp.is_(None)), 0),
        )
        .join(Training, Training.id == Participation.training_id)
        .join(Topic, Topic.id == Training.topic_id)
        .where(Training.start_date.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(Participation.unit_id)
    ).all()
    return {row[0]: int(row[1]) for row in rows}, {row[0]: int(row[2]) for row in rows}


def hours_overall(units: Iterable[UnitHours]) -> float | None:
    """The average over all staff of the units that state theirs; None where none does."""
    known = [(unit.hours, unit.staff) for unit in units if unit.hours is not None and unit.staff]
    staff = sum(people for _, people in known)
    return sum(hours * people for hours, people in known) / staff if staff else None
