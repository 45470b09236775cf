"""Small provinces for tests: the least that a test needs, by name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert

from surveys.responses import Draft
from surveys.tables import Agency, CounterService, Service, ServiceCounter, Unit

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)


@dataclass(frozen=True)
class Place:
    """One agency with one unit, one counter and its services, by their numbers."""

    agency_id: int
    unit_id: int
    counter_id: int
    public_code: str
    service_ids: tuple[int, ...]


def build_place(
    connection: Connection,
    mark: str = "A",
    *,
    public_code: str,
    services: int = 1,
    staff_count: int = 10,
    agency_id: int | None = None,
) -> Place:
    """An agency (unless given), a unit, a counter and so many services; codes end in the mark."""

    def add(table: type, **values: object) -> int:
        return int(connection.execute(insert(table).values(**values)).inserted_primary_key[0])

    if agency_id is None:
        agency_id = add(
            Agency, code=f"INST-{mark}", name=f"Dinas Contoh {mark}", region="Kota Metro"
        )
    unit_id = add(
        Unit,
        agency_id=agency_id,
        code=f"UNIT-{mark}",
        name=f"Unit Contoh {mark}",
        staff_count=staff_count,
        citizens_per_year=5000,
        time_zone="Asia/Jakarta",
    )
    counter_id = add(
        ServiceCounter,
        unit_id=unit_id,
        code=f"LOKET-{mark}",
        name=f"Loket 1 Contoh {mark}",
        public_code=public_code,
    )
    service_ids = []
    for number in range(1, services + 1):
        service_id = add(
            Service, unit_id=unit_id, code=f"LAYANAN-{mark}-{number}", name=f"Layanan {number}"
        )
        connection.execute(
            insert(CounterService).values(counter_id=counter_id, service_id=service_id)
        )
        service_ids.append(service_id)
    return Place(agency_id, unit_id, counter_id, public_code, tuple(service_ids))


def build_draft(
    place: Place,
    key: str,
    *,
    scores: tuple[int | None, ...] = (3, 3, 3, 4, 3, 3, 3, 3, 3),
    comment: str | None = None,
    receipt: str | None = None,
    days_ago: int = 0,
    channel: str = "qr",
    digest: str = "",
    excluded: bool = False,
) -> Draft:
    """A draft for the counter of a place, as the citizen's form would make it."""
    moment = NOW - timedelta(days=days_ago)
    return Draft(
        issued_on=moment.date(),
        form_key=key,
        digest=digest,
        submitted_at=moment,
        local_date=(moment + timedelta(hours=7)).date(),
        counter_id=place.counter_id,
        unit_id=place.unit_id,
        questionnaire_id=1,
        channel=channel,
        scores=scores,
        overall=3,
        comment=comment,
        receipt=receipt,
        excluded=excluded,
    )
