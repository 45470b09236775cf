"""Who stands in which row of open data, by service, attribute, channel and help.

Nothing of this is kept: it is read again where parts of a snapshot are to move, of as few sheets as
the question needs.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from surveys.open_turns import Row, Sheet, row_of, rows_of
from surveys.published_material import NO_SERVICE, SAID
from surveys.rules.periods import Period
from surveys.rules.steady_cells import Sizes
from surveys.rules.steady_rows import Answers
from surveys.tables import OpenSheet, Questionnaire, Response, Service
from surveys.tables.responses import COLUMNS

SERVICE, CHANNEL, HELPED, INCOMPLETE = "service", "channel", "helped", "incomplete"
FAMILIES = (SERVICE, CHANNEL, HELPED, INCOMPLETE, *SAID)


class Told(NamedTuple):
    """A sheet: its cell in each of the families, itself (1) and which elements it answered."""

    number: int
    day: date
    counted: bool
    cells: tuple[str, ...]
    sizes: Sizes


class Placed(NamedTuple):
    """A sheet with the row that it was first in and the rows that turned it since."""

    told: Told
    row: int
    turns: tuple[int, ...]

    @property
    def newest_row(self) -> int:
        """The last row that tells of it."""
        return max((self.row, *self.turns))


def placed(
    told: Sequence[Told], rows: Sequence[Row], remembered: Mapping[int, Sheet]
) -> Iterator[Placed]:
    """The sheets that are in any row; remembered : by number those that say themselves in which."""
    of_day = {day: rows_of(rows, day) for day in {each.day for each in told}}
    for each in told:
        sheet = remembered.get(each.number)
        if sheet is not None:
            row, turns = sheet.row, sheet.turns
        elif each.counted:
            row, turns = row_of(of_day[each.day], each.number), ()
        else:
            continue
        if row is not None:
            yield Placed(each, row, turns)


def as_answers(sizes: Sizes) -> Answers:
    """Respondents and answers as counts of a row; which answer was given does not matter here."""
    return (sizes[0], *(part for n in sizes[1:] for part in (n, 0, 0, 0)))


def told_since(connection: Connection, unit_id: int, period: Period, newest: int) -> list[Told]:
    """The sheets of a unit and quarter that came after one, and all that are kept out or were."""
    days = {"first": period.first_day, "last": period.last_day}
    wanted = {"of_unit": unit_id, "newest": newest, "quarter": period.code, **days}
    return [_told(*row) for row in connection.execute(_sheets(), wanted)]


@cache
def _sheets() -> Select[Any]:
    of_unit: Any = bindparam("of_unit")
    remembered = select(OpenSheet.response_id).where(
        OpenSheet.unit_id == of_unit, OpenSheet.period == bindparam("quarter")
    )
    scores = [getattr(Response, column) for column in COLUMNS]
    return (
        select(
            Response.id,
            Response.local_date,
            Response.excluded,
            Service.code,
            Response.channel,
            Response.helped,
            *(getattr(Response, name) for name in SAID),
            *(score.is_not(None) for score in scores),
        )
        .outerjoin(Service, and_(Service.id == Response.service_id, Service.unit_id == of_unit))
        .where(
            Response.unit_id == of_unit,
            Response.local_date.between(bindparam("first"), bindparam("last")),
            or_(*(score.is_not(None) for score in scores)),
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
            or_(Response.id > bindparam("newest"), Response.excluded, Response.id.in_(remembered)),
        )
    )


def _told(
    number: int,
    day: date,
    excluded: bool,
    service: str | None,
    channel: str,
    helped: bool,
    *rest: Any,
) -> Told:
    said, answered = rest[: len(SAID)], rest[len(SAID) :]
    cells = (
        service or NO_SERVICE,
        channel,
        "helped" if helped else "alone",
        "no" if all(answered) else "yes",
        *(value or "" for value in said),
    )
    return Told(number, day, not excluded, cells, (1, *answered))
