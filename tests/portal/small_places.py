"""Units with a few sheets here and there, and what a page of the staff tells of their answers."""

import re
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, insert

from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.tables import ServiceCounter
from tests.builders import Place, build_draft, build_place

Bins = tuple[tuple[int, ...], ...]
"""Of each element how often 1, 2, 3, 4 was answered; zeros where the page does not tell."""


def place_of(
    connection: Connection, mark: str, agency_id: int | None = None, services: int = 1
) -> Place:
    code = complete_counter_code(mark.lower().encode() * 14)
    return build_place(connection, mark, public_code=code, agency_id=agency_id, services=services)


def with_second_counter(connection: Connection, place: Place) -> None:
    connection.execute(
        insert(ServiceCounter).values(
            id=place.counter_id + 100,
            unit_id=place.unit_id,
            code="LOKET-A2",
            name="Loket 2 Contoh A",
            public_code=complete_counter_code(b"z" * 14),
        )
    )


def fill(
    connection: Connection,
    place: Place,
    count: int,
    month: int,
    *,
    value: int = 3,
    gaps: int = 0,
    channel: str = "qr",
    year: int = 2026,
    mark: str = "",
    **given: int,
) -> None:
    """Sheets of a month, so many of which leave the fourth question out."""
    drafts = []
    for number in range(count):
        scores: list[int | None] = [max(1, value - (number + k) % 3 // 2) for k in range(9)]
        if number < gaps:
            scores[3] = None
        key = f"{place.unit_id}-{year}-{month}-{value}-{channel}-{mark}{number}"
        draft = build_draft(place, key, scores=tuple(scores), channel=channel)
        drafts.append(replace(draft, local_date=date(year, month, 3 + number % 9), **given))
    store_drafts(connection, drafts)


def bins_on(page: str) -> Bins:
    """How many chose each answer, as the table of the page tells."""
    found = []
    for element in Element:
        name = rf'<th scope="row">{element.label.id}</th>'
        row = re.search(name + r'((?:(?!</tr>).)*data-label="4".*?)</tr>', page, re.S)
        cells = [] if row is None else re.findall(r'data-label="[1-4]">([\d.]+)<', row[1])
        found.append(tuple(int(cell.replace(".", "")) for cell in cells) or (0, 0, 0, 0))
    return tuple(found)
