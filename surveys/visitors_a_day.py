"""How many people come to a place on a day, as far as anybody counted them."""

from datetime import date

from sqlalchemy import Connection, select

from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import VisitCount


def visitors_a_day(
    connection: Connection, scope: PlaceScope, today: date
) -> dict[tuple[int, int], float]:
    """Visitors a day by unit and counter (0: the whole unit), from the newest count there is."""
    rows = connection.execute(
        select(
            VisitCount.unit_id, VisitCount.counter_part, VisitCount.period, VisitCount.visitors
        ).where(
            *PlaceScope(scope.agency_id, scope.unit_id, region=scope.region).conditions(VisitCount),
            VisitCount.service_part == 0,
        )
    )
    newest: dict[tuple[int, int], tuple[date, date, float]] = {}
    for unit_id, counter_id, code, visitors in rows:
        period = parse_period(code)
        if period.first_day > today:
            continue
        days = (period.last_day - period.first_day).days + 1
        held = (period.last_day, period.first_day, visitors / days)
        key = unit_id, counter_id
        newest[key] = max(newest.get(key, held), held)
    return {key: held[2] for key, held in newest.items()}
