"""Whom and what a training planner can plan with: units, topics, trainings, other programmes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from surveys.tables import Agency, OtherProgramme, Participation, Topic, Training, Unit


@dataclass(frozen=True)
class UnitLine:
    """A unit as the planner sees it."""

    unit_id: int
    code: str
    name: str
    agency_id: int
    agency_code: str
    agency_name: str
    region: str | None
    staff_count: int | None
    citizens_per_year: int | None
    leaving_percent: int | None


@dataclass(frozen=True)
class TopicLine:
    """A topic that can be planned; the cost is in hundredths of a rupiah."""

    topic_id: int
    code: str
    name: str
    addresses: tuple[str, ...]
    hours_jp: int | None
    method: str | None
    cost_per_seat_sen: int
    max_seats: int | None
    elements: tuple[str, ...]
    retired_on: date | None

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that it addresses: complaints of citizens and elements of the survey."""
        return tuple(dict.fromkeys((*self.addresses, *self.elements)))


@dataclass(frozen=True)
class ProgrammeLine:
    """Something else that came to a unit; the end is None where it goes on."""

    unit_id: int
    name: str
    start_date: date
    end_date: date | None
    handling: str


@dataclass(frozen=True)
class DeliveryLine:
    """Seats of a training that a unit's staff took."""

    topic_id: int
    unit_id: int
    start_date: date
    end_date: date
    participants: int


def units(connection: Connection) -> tuple[UnitLine, ...]:
    """Every unit by code."""
    rows = connection.execute(
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Agency.id,
            Agency.code,
            Agency.name,
            Agency.region,
            Unit.staff_count,
            Unit.citizens_per_year,
            Unit.leaving_percent,
        )
        .join(Agency, Agency.id == Unit.agency_id)
        .order_by(Unit.code)
    )
    return tuple(UnitLine(*tuple(row)) for row in rows)


def topics(connection: Connection) -> tuple[TopicLine, ...]:
    """Every topic by code."""
    rows = connection.execute(
        select(
            Topic.id,
            Topic.code,
            Topic.name,
            Topic.addresses,
            Topic.hours_jp,
            Topic.method,
            Topic.cost_per_seat_sen,
            Topic.max_seats,
            Topic.elements,
            Topic.retired_on,
        ).order_by(Topic.code)
    )
    return tuple(
        TopicLine(
            row[0],
            row[1],
            row[2],
            tuple(row[3]),
            row[4],
            row[5],
            row[6],
            row[7],
            tuple(row[8] or ()),
            row[9],
        )
        for row in rows
    )


def untried_topics(connection: Connection) -> list[str]:
    """Names of topics in use that were never held."""
    wanted = select(Topic.name).where(
        Topic.id.not_in(select(Training.topic_id)), Topic.retired_on.is_(None)
    )
    return list(connection.execute(wanted.order_by(Topic.name)).scalars().all())


def deliveries_before(connection: Connection, before: date) -> tuple[DeliveryLine, ...]:
    """Every seat taken in trainings that began before a day, in their order."""
    rows = connection.execute(
        select(
            Training.topic_id,
            Participation.unit_id,
            Training.start_date,
            Training.end_date,
            Participation.participants,
        )
        .join(Participation, Participation.training_id == Training.id)
        .where(Training.start_date < before)
        .order_by(Training.start_date, Training.code, Participation.unit_id)
    )
    return tuple(DeliveryLine(*row) for row in rows)


def programmes_before(connection: Connection, before: date) -> tuple[ProgrammeLine, ...]:
    """Every other programme that began before a day, in their order."""
    rows = connection.execute(
        select(
            OtherProgramme.unit_id,
            OtherProgramme.name,
            OtherProgramme.start_date,
            OtherProgramme.end_date,
            OtherProgramme.handling,
        )
        .where(OtherProgramme.start_date < before)
        .order_by(OtherProgramme.start_date, OtherProgramme.name, OtherProgramme.unit_id)
    )
    return tuple(ProgrammeLine(*row) for row in rows)
