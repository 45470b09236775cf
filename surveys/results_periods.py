"""Which period a page of results shows where none was asked for, and which can be chosen."""

from datetime import date

from sqlalchemy import Connection

from surveys.results import span_of_answers
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope

MONTHS = 12
"""Single months that can be chosen; older ones stand in their quarters."""


def period_to_show(connection: Connection, scope: PlaceScope, today: date) -> Period:
    """The quarter of today, or the last one with answers where today's has none yet."""
    now = containing(today, Kind.QUARTER)
    span = span_of_answers(connection, scope)
    if span is None or span[1] >= now.first_day:
        return now
    return containing(span[1], Kind.QUARTER)


def periods_to_choose(
    connection: Connection, scope: PlaceScope, today: date, chosen: Period
) -> list[Period]:
    """Quarters, half-years, years and months with answers, the newest first; and the chosen one."""
    span = span_of_answers(connection, scope) or (today, today)
    last = containing(max(span[1], today), Kind.QUARTER)
    first = containing(span[0], Kind.QUARTER).first_day
    quarters: list[Period] = []
    while last.last_day >= first and len(quarters) < 12:
        quarters.append(last)
        last = last.previous
    years = [Period(Kind.YEAR, year, 1) for year in range(quarters[0].year, span[0].year - 1, -1)]
    halves = list(dict.fromkeys(containing(each.first_day, Kind.SEMESTER) for each in quarters))
    newest = containing(max(span[1], today), Kind.MONTH)
    months = [newest.shifted(-step) for step in range(MONTHS)]
    found = [*quarters, *halves, *years, *(each for each in months if each.last_day >= span[0])]
    return found if chosen in found else [chosen, *found]
