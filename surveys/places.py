"""Where citizens are served: a counter as the survey page needs it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from surveys.closed_counters import Closing, closing_of, is_open_on
from surveys.errors import NotFound
from surveys.rules.periods import local_day
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    CounterService,
    Questionnaire,
    RetiredCode,
    Service,
    ServiceCounter,
    Unit,
)

EVERYWHERE = PlaceScope()


@dataclass(frozen=True)
class OfferedService:
    """A service that a counter offers."""

    service_id: int
    code: str
    name: str


@dataclass(frozen=True)
class OpenCounter:
    """A counter (loket) with everything that its survey page shows and stores.

    closing : how it is closed; None while it is open, as nearly every counter is.
    """

    counter_id: int
    code: str
    public_code: str
    name: str
    unit_id: int
    unit_code: str
    unit_name: str
    agency_id: int
    agency_code: str
    agency_name: str
    time_zone: str
    services: tuple[OfferedService, ...]
    questionnaire_id: int
    questionnaire_code: str
    mode: str
    closing: Closing | None = None


class Retired(NotFound):
    """A code that is no longer in use; its counter has a new one."""

    def __init__(self, public_code: str, now_code: str, reason: str) -> None:
        super().__init__(public_code)
        self.public_code = public_code
        self.now_code = now_code
        self.reason = reason


def open_counter(connection: Connection, public_code: str, now: datetime) -> OpenCounter:
    """The counter with this code, closed or not; Retired for a former code, NotFound for none."""
    row = connection.execute(
        select(
            ServiceCounter.id,
            ServiceCounter.code,
            ServiceCounter.public_code,
            ServiceCounter.name,
            ServiceCounter.closed_from,
            ServiceCounter.closed_reason,
            Unit.id.label("unit_id"),
            Unit.code.label("unit_code"),
            Unit.name.label("unit_name"),
            Unit.time_zone,
            Agency.id.label("agency_id"),
            Agency.code.label("agency_code"),
            Agency.name.label("agency_name"),
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(ServiceCounter.public_code == public_code)
    ).first()
    if row is None:
        raise _retired_or_unknown(connection, public_code)
    version = questionnaire_of(connection, row.unit_id, now)
    today = local_day(now, row.time_zone)
    return OpenCounter(
        counter_id=row.id,
        code=row.code,
        public_code=row.public_code,
        name=row.name,
        unit_id=row.unit_id,
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        agency_id=row.agency_id,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        time_zone=row.time_zone,
        services=_services(connection, row.id),
        questionnaire_id=version.questionnaire_id,
        questionnaire_code=version.code,
        mode=version.mode,
        closing=closing_of(connection, row.unit_id, row.closed_from, row.closed_reason, today),
    )


def _retired_or_unknown(connection: Connection, public_code: str) -> NotFound:
    row = connection.execute(
        select(RetiredCode.reason, ServiceCounter.public_code)
        .join(ServiceCounter, ServiceCounter.id == RetiredCode.counter_id)
        .where(RetiredCode.public_code == public_code)
    ).first()
    return NotFound(public_code) if row is None else Retired(public_code, row[1], row[0])


def _services(connection: Connection, counter_id: int) -> tuple[OfferedService, ...]:
    rows = connection.execute(
        select(Service.id, Service.code, Service.name)
        .join(CounterService, CounterService.service_id == Service.id)
        .join(ServiceCounter, ServiceCounter.id == CounterService.counter_id)
        # One that became another unit's is not offered here any more.
        .where(ServiceCounter.id == counter_id, Service.unit_id == ServiceCounter.unit_id)
        .order_by(Service.code)
    )
    return tuple(OfferedService(*row) for row in rows)


def services_to_choose(
    connection: Connection, scope: PlaceScope = EVERYWHERE
) -> dict[str, list[OfferedService]]:
    """Services that some counter within reach offers, by the name of their unit."""
    held = ((Unit.agency_id, scope.agency_id), (Unit.id, scope.unit_id))
    rows = connection.execute(
        select(Unit.name, Service.id, Service.code, Service.name)
        .join(Unit, Unit.id == Service.unit_id)
        .where(Service.id.in_(select(CounterService.service_id)))
        .where(*[column == value for column, value in held if value is not None])
        .order_by(Unit.name, Service.name, Service.code)
    )
    found: dict[str, list[OfferedService]] = {}
    for unit_name, service_id, code, name in rows:
        found.setdefault(unit_name, []).append(OfferedService(service_id, code, name))
    return found


@dataclass(frozen=True)
class QuestionnaireVersion:
    """How a unit asks: all nine elements (full) or three in rotation (short)."""

    questionnaire_id: int
    code: str
    mode: str


def questionnaire_of(connection: Connection, unit_id: int, now: datetime) -> QuestionnaireVersion:
    """The version in force for a unit: its own newest one, else the newest full one for all."""
    rows = connection.execute(
        select(Questionnaire.id, Questionnaire.code, Questionnaire.mode, Questionnaire.unit_id)
        .where(
            Questionnaire.valid_from <= now,
            (Questionnaire.unit_id == unit_id)
            | (Questionnaire.unit_id.is_(None) & (Questionnaire.mode == "full")),
        )
        .order_by(
            # False sorts before true on both databases: a version of the unit's own comes first.
            Questionnaire.unit_id.is_(None),
            Questionnaire.valid_from.desc(),
            Questionnaire.id.desc(),
        )
    ).first()
    if rows is None:
        raise NotFound("questionnaire")
    return QuestionnaireVersion(rows[0], rows[1], rows[2])


def questionnaire_of_all(connection: Connection, now: datetime) -> QuestionnaireVersion:
    """The newest full version for everybody: what imported answers were given to."""
    return questionnaire_of(connection, 0, now)


@dataclass(frozen=True)
class CounterToPrint:
    """A counter as its poster names it."""

    counter_id: int
    code: str
    name: str
    public_code: str
    unit_code: str
    unit_name: str
    agency_name: str


def counters_to_print(
    connection: Connection,
    *,
    counter_code: str | None = None,
    unit_code: str | None = None,
    agency_code: str | None = None,
    scope: PlaceScope = EVERYWHERE,
    day: date,
) -> list[CounterToPrint]:
    """The counters within reach of a counter's, unit's or agency's code that are open on a day."""
    wanted = (
        select(
            ServiceCounter.id,
            ServiceCounter.code,
            ServiceCounter.name,
            ServiceCounter.public_code,
            Unit.code,
            Unit.name,
            Agency.name,
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(is_open_on(day))
        .order_by(Agency.code, Unit.code, ServiceCounter.code)
    )
    for column, held in (
        (Unit.agency_id, scope.agency_id),
        (Unit.id, scope.unit_id),
        (ServiceCounter.code, counter_code),
        (Unit.code, unit_code),
        (Agency.code, agency_code),
    ):
        if held is not None:
            wanted = wanted.where(column == held)
    return [CounterToPrint(*row) for row in connection.execute(wanted)]
