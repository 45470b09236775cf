"""The cards of a unit when one of its services becomes another unit's."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from portal.database import Database
from surveys import publication
from surveys.published_services import public_services
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.tables import PublishedFigure, Service, Unit
from tests.builders import NOW, Place, build_draft, build_place

QUARTER = parse_period("2026-Q4")


def come(connection: Connection, place: Place, days_ago: int, many: Sequence[int]) -> None:
    """So many answers to the first service, the second, and so on; the last name no service."""
    drafts = []
    for service_id, count in zip((*place.service_ids, None), many, strict=True):
        for number in range(count):
            key = f"{days_ago:03d}{service_id or 0:03d}{number:014d}"
            draft = build_draft(place, key, days_ago=days_ago)
            drafts.append(replace(draft, service_id=service_id))
    store_drafts(connection, drafts)
    publication.refresh_all(connection, NOW, 5)


def without_service(connection: Connection) -> int:
    """Who named none: the unit's figure less all services tells how many and what they said."""
    counts = connection.execute(select(PublishedFigure.counts)).scalar_one()
    return int(counts["services"]["parts"][""][0][0])


def move_first_service(connection: Connection, place: Place) -> None:
    unit = connection.execute(select(Unit.__table__)).mappings().one()
    other = {**unit, "id": unit["id"] + 1, "code": "UNIT-B"}
    connection.execute(insert(Unit).values(other))
    chosen = Service.id == place.service_ids[0]
    connection.execute(update(Service).where(chosen).values(unit_id=other["id"]))


def cards(connection: Connection, place: Place) -> dict[str, int | None]:
    found = public_services(connection, place.unit_id, QUARTER)
    return {each.code: each.figures and each.figures.respondents for each in found}


def test_two_sheets_of_a_hidden_service_are_not_told_by_its_move(database: Database) -> None:
    """Ten come after it for no service: those without one would be twelve more, two besides."""
    code = complete_counter_code(b"o" * 14)
    place = database.write(lambda c: build_place(c, public_code=code, services=3))
    database.write(lambda c: come(c, place, 9, (2, 6, 20, 20)))
    before = database.read(lambda c: cards(c, place))
    assert before == {"LAYANAN-A-1": None, "LAYANAN-A-2": None, "LAYANAN-A-3": 20}
    assert database.read(without_service) == 20
    database.write(lambda c: move_first_service(c, place))
    database.write(lambda c: come(c, place, 8, (0, 7, 0, 0)))
    database.write(lambda c: come(c, place, 7, (0, 0, 0, 10)))
    assert database.read(without_service) == 20
    assert database.read(lambda c: cards(c, place)) == {"LAYANAN-A-2": None, "LAYANAN-A-3": 20}


def test_cards_move_on_where_no_service_left(database: Database) -> None:
    code = complete_counter_code(b"o" * 14)
    place = database.write(lambda c: build_place(c, public_code=code, services=3))
    database.write(lambda c: come(c, place, 9, (2, 6, 20, 20)))
    database.write(lambda c: come(c, place, 8, (0, 7, 0, 0)))
    database.write(lambda c: come(c, place, 7, (0, 0, 0, 10)))
    assert database.read(without_service) == 30
