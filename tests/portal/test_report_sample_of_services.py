"""The sample of each service in the report of a closed period stays what it was at the closing."""

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from portal.database import Database
from portal.documents.report_units import service_rows
from surveys import results_closing
from surveys.issued_check import check_issued
from surveys.results_report import SkmReport
from surveys.results_report_agency import agency_report_of
from surveys.results_report_public import public_report_of
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, VisitCount
from tests.builders import NOW, TODAY, Place
from tests.portal.reported_unit import Q3, fill, made


@pytest.fixture
def place(database: Database) -> Place:
    """The unit, with 40 users of its first service in the quarter before."""

    def counted(connection: Connection) -> Place:
        place = fill(connection)
        service = place.service_ids[0]
        connection.execute(
            insert(VisitCount).values(
                unit_id=place.unit_id,
                service_id=service,
                service_part=service,
                counter_part=0,
                period="2026-Q2",
                visitors=40,
            )
        )
        return place

    return database.write(counted)


def close(connection: Connection, place: Place) -> None:
    results_closing.close_period(
        connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
    )


def editions(connection: Connection) -> list[SkmReport]:
    """Of the unit within the agency and as it is handed on, and of its agency."""
    agency = agency_report_of(connection, "INST-A", Q3.first_day, Q3.last_day, 5)
    return [made(connection), public_report_of(connection, "UNIT-A", Q3, 5), agency]


def test_visits_that_are_corrected_later_do_not_change_the_sample_of_services(
    database: Database, place: Place
) -> None:
    database.write(lambda c: close(c, place))
    database.write(lambda c: c.execute(update(VisitCount).values(visitors=4_000)))
    for report in database.read(editions):
        [[_, users, n, required, met]] = service_rows(report)
        assert (users, n, required, met) == ("40", "24", "36", "kurang 12")
    database.write(lambda c: c.execute(delete(VisitCount)))
    assert all(len(service_rows(report)) == 1 for report in database.read(editions))


def test_visits_that_are_corrected_later_do_not_change_the_users_of_a_closed_agency(
    database: Database, place: Place
) -> None:
    database.write(lambda c: c.execute(update(VisitCount).values(service_part=0, service_id=None)))
    database.write(lambda c: close(c, place))

    def users(connection: Connection) -> list[int | None]:
        found = [report.figures.need.population for report in editions(connection)]
        return [None if each is None else each.users for each in found]

    before = database.read(users)
    assert before[2] == 40
    database.write(lambda c: c.execute(update(VisitCount).values(visitors=4_000)))
    assert database.read(users) == before


def test_a_sample_that_was_changed_by_hand_is_found(database: Database, place: Place) -> None:
    database.write(lambda c: close(c, place))
    [check] = database.read(lambda c: check_issued(c, PlaceScope()))
    assert check.wrong == ()

    def lower(connection: Connection) -> None:
        held = dict(connection.execute(select(ClosedPeriod.figures)).scalar_one())
        held["services"] = [{**each, "required": 20} for each in held["services"]]
        connection.execute(update(ClosedPeriod).values(figures=held))

    database.write(lower)
    [check] = database.read(lambda c: check_issued(c, PlaceScope()))
    assert [each for each in check.wrong if each.startswith("sampel layanan")]


def test_a_closing_of_an_earlier_version_tells_of_no_sample_of_services(
    database: Database, place: Place
) -> None:
    def close_as_then(connection: Connection) -> None:
        close(connection, place)
        held = dict(connection.execute(select(ClosedPeriod.figures)).scalar_one())
        del held["services"]
        connection.execute(update(ClosedPeriod).values(figures=held))

    assert len(database.read(made).services) == 1
    database.write(close_as_then)
    assert database.read(made).services == ()
