"""Who stands in which row of open data, by service, attribute, channel and help.

Nothing of this is kept: it is read again where parts of a snapshot are to move, of as few sheets as
the question needs.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from surveys.open_turns import NOBODY, Row, Sheet, row_of
from surveys.published_material import NO_SERVICE, SAID
from surveys.rules.periods import Period
from surveys.rules.steady_cells import Sizes
from surveys.rules.steady_rows import Answers
from surveys.tables import Questionnaire, Response, Service
from surveys.tables.responses import COLUMNS

SERVICE, CHANNEL, HELPED, INCOMPLETE = "service", "channel", "helped", "incomplete"


@dataclass(frozen=True)
class Told:
    """A sheet: by family the cell it is counted in, itself and which elements it answered."""

    number: int
    day: date
    counted: bool
    cells: Mapping[str, str]
    sizes: Sizes


@dataclass(frozen=True)
class Placed:
    """A sheet with the row that it was first in and the rows that turned it since."""

    told: Told
    row: int
    turns: tuple[int, ...]


def placed(
    told: Sequence[Told], rows: Sequence[Row], remembered: Mapping[int, Sheet]
) -> Iterator[Placed]:
    """The sheets that are in any row; remembered : by number those that say themselves in which."""
    for each in told:
        sheet = remembered.get(each.number)
        if sheet is not None:
            row, turns = sheet.row, sheet.turns
        elif each.counted:
            row, turns = row_of(rows, Sheet(each.number, each.day, NOBODY, None)), ()
        else:
            continue
        if row is not None:
            yield Placed(each, row, turns)


def as_answers(sizes: Sizes) -> Answers:
    """Respondents and answers as counts of a row; which answer was given does not matter here."""
    return (sizes[0], *(part for n in sizes[1:] for part in (n, 0, 0, 0)))


def told_since(
    connection: Connection, unit_id: int, period: Period, newest: int, others: Collection[int]
) -> list[Told]:
    """The sheets of a unit and quarter that came after one, and some others by their numbers."""
    scores = [getattr(Response, column) for column in COLUMNS]
    said = [getattr(Response, name) for name in SAID]
    rows = connection.execute(
        select(
            Response.id,
            Response.local_date,
            Response.excluded,
            Service.code,
            Response.channel,
            Response.helped,
            *said,
            *scores,
        )
        .outerjoin(Service, and_(Service.id == Response.service_id, Service.unit_id == unit_id))
        .where(
            Response.unit_id == unit_id,
            Response.local_date.between(period.first_day, period.last_day),
            or_(*(score.is_not(None) for score in scores)),
            Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
            or_(Response.id > newest, Response.id.in_(others)) if others else Response.id > newest,
        )
    )
    return [_told(row) for row in rows]


def _told(row: Sequence[Any]) -> Told:
    number, day, excluded, service, channel, helped = row[:6]
    said, scores = row[6 : 6 + len(SAID)], row[6 + len(SAID) :]
    answered = tuple(int(score is not None) for score in scores)
    cells = {
        SERVICE: service or NO_SERVICE,
        CHANNEL: channel,
        HELPED: "helped" if helped else "alone",
        INCOMPLETE: "no" if all(answered) else "yes",
        **{name: value or "" for name, value in zip(SAID, said, strict=True)},
    }
    return Told(number, day, not excluded, cells, (1, *answered))
