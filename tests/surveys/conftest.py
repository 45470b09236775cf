"""What tests of comments share: a place, its head, and an inspector."""

import pytest
from sqlalchemy import Connection, insert

from portal.database import Database
from surveys.case_steps import Actor
from surveys.scope import PlaceScope
from surveys.tables import Account
from tests.builders import NOW, Place, build_place
from tests.surveys.comments import CODE, EVERYWHERE


@pytest.fixture
def place(database: Database) -> Place:
    return database.write(lambda c: build_place(c, "A", public_code=CODE))


def add_account(connection: Connection, username: str) -> int:
    made = connection.execute(
        insert(Account).values(
            username=username,
            name=username,
            password_hash="",
            role="agency_head",
            active=True,
            created_at=NOW,
        )
    )
    return int((made.inserted_primary_key or (0,))[0])


@pytest.fixture
def head(database: Database, place: Place) -> Actor:
    number = database.write(lambda c: add_account(c, "kepala"))
    return Actor(number, "kepala", PlaceScope(place.agency_id))


@pytest.fixture
def inspector(database: Database) -> Actor:
    number = database.write(lambda c: add_account(c, "inspektur"))
    return Actor(number, "inspektur", EVERYWHERE, confidential=True)
