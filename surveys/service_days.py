"""Days of a unit's services, from the answers themselves, as far as staff are told of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveys.rules.elements import Element
from surveys.rules.index import ElementSum
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.told_parts import Measures, added_up, grain_of, masks_of, quarters_over
from surveys.tables import Questionnaire, Response
from surveys.tables.responses import COLUMNS


@dataclass(frozen=True)
class ServiceDay:
    """One service at one counter on one day; 0 is of those who named none."""

    service: int
    when: date
    respondents: int
    sums: dict[Element, ElementSum]


def service_days(connection: Connection, unit_id: int, period: Period) -> list[ServiceDay]:
    """The days of all services in the quarters of a period."""
    columns = [getattr(Response, column) for column in COLUMNS]
    quarters = quarters_over([period])
    rows: Any = connection.execute(
        select(
            Response.service_id,
            Response.local_date,
            func.count(),
            *(func.count(column) for column in columns),
            *(func.sum(column) for column in columns),
        )
        .where(
            Response.unit_id == unit_id,
            Response.local_date.between(quarters[0].first_day, quarters[-1].last_day),
            Response.excluded.is_(False),
            or_(*(column.is_not(None) for column in columns)),
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
        )
        .group_by(Response.service_id, Response.counter_id, Response.local_date)
    )
    found = []
    for row in rows:
        answers = zip(Element, row[3:12], row[12:21], strict=True)
        sums = {element: ElementSum(n, int(total or 0)) for element, n, total in answers if n}
        found.append(ServiceDay(int(row[0] or 0), row[1], row[2], sums))
    return found


def told_services(
    days: Sequence[ServiceDay], period: Period, smallest: int
) -> dict[int, list[ServiceDay]]:
    """By service its days in the period, without what is not told; none of an untold service."""
    grain = grain_of(period.kind)
    measures: dict[int, dict[date, list[Measures]]] = {}
    for day in days:
        month = containing(day.when, Kind.MONTH).first_day
        measures.setdefault(day.service, {}).setdefault(month, []).append(_measures(day))
    table = {
        service: {month: added_up(each) for month, each in held.items()}
        for service, held in measures.items()
    }
    masks = masks_of(table, grain, smallest)
    found: dict[int, list[ServiceDay]] = {}
    for day in days:
        untold = masks.get(containing(day.when, grain).first_day, {}).get(day.service)
        if day.when in period and untold is not None:
            away = {element for place, element in enumerate(Element, 1) if place in untold}
            sums = {element: each for element, each in day.sums.items() if element not in away}
            found.setdefault(day.service, []).append(replace(day, sums=sums))
    return found


def _measures(day: ServiceDay) -> Measures:
    answers = (day.sums[element].n if element in day.sums else 0 for element in Element)
    return (day.respondents, *answers)
