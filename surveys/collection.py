"""How the collecting of answers goes: of each service enough or not, and by when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from surveys.moved_places import former_services
from surveys.results_held import held_quarters
from surveys.results_population import Need, needs_of_services
from surveys.results_served import served_by_services
from surveys.rules.elements import Element
from surveys.rules.index import ElementSum, Grade, grade, index_points
from surveys.rules.margin import Interval, index_interval
from surveys.rules.periods import Period, containing
from surveys.rules.sample_size import projected_day
from surveys.rules.spread import is_everybody
from surveys.rules.told_parts import grain_of, quarters_over
from surveys.scope import PlaceScope
from surveys.service_days import service_days, told_services
from surveys.tables import Service


@dataclass(frozen=True)
class ServiceLine:
    """One service of a unit: its index and how many respondents it needs.

    n, index : None where few answered, or where they would follow from the other services.
    enough_on : the day that the pace leads to; None of a hidden n, which would follow from it.
    moved : it is another unit's by now.
    """

    name: str
    n: int | None
    index: Decimal | None
    interval: Interval | None
    need: Need
    enough_on: date | None
    moved: bool = False

    @property
    def grade(self) -> Grade | None:
        """The grade of the service."""
        return None if self.index is None else grade(self.index)


def services_of(
    connection: Connection, unit_id: int, period: Period, today: date, smallest: int
) -> list[ServiceLine]:
    """The services of a unit by their codes; with the users of the period before, if counted."""
    listed = select(Service.id, Service.name).where(Service.unit_id == unit_id)
    names = {row.id: row.name for row in connection.execute(listed.order_by(Service.code))}
    days = service_days(connection, unit_id, period)
    here = PlaceScope(unit_id=unit_id)
    closed = held_quarters(connection, here, quarters_over([period]), smallest)
    grain = grain_of(period.kind)
    told = {
        service: moving
        for service, each in told_services(days, period, smallest).items()
        if (
            moving := [
                day for day in each if not closed.hides_parts(unit_id, containing(day.when, grain))
            ]
        )
    }
    came = {day.service for day in days if day.when in period}
    first, last = period.first_day, period.last_day
    former = former_services(connection, unit_id, first, last) if came - {0, *names} else []
    moved = {number: name for number, _, name, _ in former}
    served = served_by_services(connection, [unit_id], period)
    needs = needs_of_services(connection, PlaceScope(unit_id=unit_id), period)
    lines = []
    for service, name in (names | moved).items():
        need, away = needs.get(service, Need(None)), service in moved
        if (held := told.get(service)) is None:
            n = None if service in came else 0
            lines.append(ServiceLine(name, n, None, None, need, None, away))
            continue
        n = sum(day.respondents for day in held)
        enough = projected_day(n, need.required, period.first_day, period.last_day, today)
        index, interval = _index_of([day.sums for day in held], served.get(service), n)
        lines.append(ServiceLine(name, n, index, interval, need, enough, away))
    return lines


def _index_of(
    sums: list[dict[Element, ElementSum]], counted: int | None, n: int
) -> tuple[Decimal | None, Interval | None]:
    """Index and interval of a service; counted : its users, where they were counted."""
    everybody = counted if counted is not None and is_everybody(counted, n) else None
    interval = index_interval(sums, None, everybody)
    return None if interval is None else index_points(_added(sums)), interval


def _added(clusters: list[dict[Element, ElementSum]]) -> dict[Element, ElementSum]:
    totals: dict[Element, ElementSum] = {}
    for sums in clusters:
        for element, answers in sums.items():
            totals[element] = totals[element] + answers if element in totals else answers
    return totals
