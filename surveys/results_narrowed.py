"""Figures of a counter, a service, a channel, or those who were helped or answered alone.

Counters, channels and help come from the roll-ups. Services are not in them: their days are
recounted from the answers, in the way that `suara verify` recounts all.
"""

from dataclasses import dataclass, replace
from datetime import date
from operator import add

from sqlalchemy import Connection, Date, bindparam, select, text

from surveys.errors import Refused
from surveys.moved_places import homes_of
from surveys.results_clusters import Cluster, official_clusters
from surveys.results_population import Need, need_of, needs_of_services
from surveys.results_served import served_between, served_by_services
from surveys.rollups import recounted
from surveys.rules.periods import period_of
from surveys.scope import PlaceScope
from surveys.tables import CounterDay, Questionnaire, Service, ServiceCounter, Unit


@dataclass(frozen=True)
class Narrowed:
    """Which of a place's answers are looked at; None means all of them."""

    service_id: int | None = None
    channel: str | None = None
    helped: bool | None = None

    @property
    def by_way(self) -> bool:
        """Whether only one way of answering is looked at: nobody counts visitors by that."""
        return self.channel is not None or self.helped is not None


ALL_ANSWERS = Narrowed()


def narrowed_clusters(
    connection: Connection, scope: PlaceScope, first: date, last: date, only: Narrowed
) -> list[Cluster]:
    """Counts per counter and day of these answers, in order of time."""
    if only.service_id is not None:
        return _of_service(connection, scope, first, last, only)
    conditions = []
    if only.channel is not None:
        conditions.append(CounterDay.channel == only.channel)
    if only.helped is not None:
        conditions.append(CounterDay.helped.is_(only.helped))
    return official_clusters(connection, scope, first, last, only=conditions)


def _of_service(
    connection: Connection, scope: PlaceScope, first: date, last: date, only: Narrowed
) -> list[Cluster]:
    official = set(
        connection.execute(select(Questionnaire.id).where(Questionnaire.official)).scalars()
    )
    # The unit and the days are what the answers are indexed by.
    which = (
        "where response.unit_id in :units and response.local_date between :first and :last"
        " and response.service_id = :service"
    )
    units = connection.execute(select(Unit.id).where(*scope.unit_conditions())).scalars().all()
    rows = connection.execute(
        text(recounted("response.local_date", which)).bindparams(
            bindparam("first", first, Date()),
            bindparam("last", last, Date()),
            bindparam("units", units, expanding=True),
            service=only.service_id,
        )
    )
    days: dict[tuple[date, int, int], tuple[int, ...]] = {}
    for counter_id, when, channel, helped, questionnaire_id, unit_id, *counts in rows:
        if (
            questionnaire_id in official
            and scope.counter_id in (None, counter_id)
            and only.channel in (None, channel)
            and only.helped in (None, bool(helped))
        ):
            key = date.fromisoformat(str(when)[:10]), counter_id, unit_id
            own = tuple(map(int, counts))
            days[key] = tuple(map(add, days[key], own)) if key in days else own
    return [
        Cluster(unit_id, counter_id, when, days[when, counter_id, unit_id])
        for when, counter_id, unit_id in sorted(days)
    ]


def narrowed_need(
    connection: Connection, scope: PlaceScope, first: date, last: date, only: Narrowed
) -> Need:
    """How many of these users must be asked; unknown of a way of answering."""
    if only.by_way:
        return Need(None)
    if only.service_id is None:
        return need_of(connection, scope, first, last)
    period = period_of(first, last)
    if period is None or scope.counter_id is not None:
        return Need(None)
    return needs_of_services(connection, scope, period).get(only.service_id, Need(None))


def narrowed_served(
    connection: Connection, scope: PlaceScope, first: date, last: date, only: Narrowed
) -> dict[int, int]:
    """By unit everybody who was served meanwhile, where that was counted of these answers' kind."""
    if only.by_way:
        return {}
    if only.service_id is None:
        return served_between(connection, scope, first, last)
    period = period_of(first, last)
    if period is None or scope.counter_id is not None or scope.unit_id is None:
        return {}
    served = served_by_services(connection, [scope.unit_id], period).get(only.service_id)
    return {} if served is None else {scope.unit_id: served}


def narrowed_scope(
    connection: Connection, scope: PlaceScope, counter: str | None, service: str | None
) -> tuple[PlaceScope, int | None]:
    """The reach down to a counter or to the units of a service, and the service's number.

    What moved was several units', so all of them within reach are looked at. Raises Refused for a
    code that there is not, or that does not lie within the reach and never did.
    """
    counter_id = service_id = None
    for kind, table, code in (("loket", ServiceCounter, counter), ("layanan", Service, service)):
        if code is None:
            continue
        row = connection.execute(
            select(table.id, table.unit_id, Unit.code.label("unit"))
            .join(Unit, Unit.id == table.unit_id)
            .where(table.code == code)
        ).one_or_none()
        if row is None:
            file = "counters.csv" if kind == "loket" else "services.csv"
            raise Refused(f"{kind} '{code}' tidak ada; lihat kodenya di {file}")
        if kind == "loket":
            counter_id = row.id
            homes = homes_of(connection, scope, row.unit_id, counter_id=row.id)
        else:
            service_id = row.id
            homes = homes_of(connection, scope, row.unit_id, service_id=row.id)
        if not homes:
            raise Refused(
                f"{kind} '{code}' ada di unit '{row.unit}', di luar pilihan lainnya;"
                " hapus pilihan yang tidak cocok"
            )
        alone = homes[0] if len(homes) == 1 else None
        scope = replace(scope, unit_id=alone, units=() if alone else homes)
    return replace(
        scope, counter_id=scope.counter_id if counter is None else counter_id
    ), service_id
