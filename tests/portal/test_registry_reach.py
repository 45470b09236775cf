"""How far an operator reaches: the province, one agency, or one unit."""

import io

from pypdf import PdfReader

from surveys.rules.codes import complete_counter_code
from surveys.tables import Agency, Service, ServiceCounter, Unit
from tests.builders import build_place
from tests.portal.registered import CODE_B, Registry, folder, upload
from tests.portal.test_import_command import PROVINCE


def test_an_operator_of_an_agency_sees_only_its_own(quick: Registry) -> None:
    person = quick.limited()
    page = person.get("/registry").text
    assert "UNIT-A" in page
    assert "UNIT-B" not in page
    assert "Contoh B" not in page
    assert "1 instansi dengan 1 loket terdaftar." in page
    assert "UNIT-B" not in person.get("/registry?agency=INST-B&q=unit").text
    assert "/registry/import" not in page
    for path in (
        "/registry/units/UNIT-B",
        "/registry/agencies/INST-B",
        "/registry/new/agencies",
        "/registry/import",
        "/registry/posters?agency=INST-B",
        "/registry/posters?unit=UNIT-B&size=a5",
        "/registry/posters?counter=LOKET-B",
        "/registry/codes/LOKET-B.svg",
        "/registry/codes/LOKET-B.png",
    ):
        assert person.get(path).status_code == 404, path
    for path in ("/registry/units/UNIT-A", "/registry/codes/LOKET-A.svg"):
        assert person.get(path).status_code == 200, path


def test_an_operator_of_an_agency_changes_only_its_own(house: Registry) -> None:
    person = house.limited()
    tables = (
        (Agency, "code", "name"),
        (Unit, "code", "name", "agency_id"),
        (Service, "code", "name", "unit_id"),
        (ServiceCounter, "code", "name", "public_code", "unit_id"),
    )
    before = [house.rows(*table) for table in tables]
    tries: list[tuple[str, dict[str, str], int]] = [
        ("/registry/new/agencies", {"agency_code": "INST-C", "name": "Baru"}, 404),
        ("/registry/agencies/INST-B", {"name": "Baru"}, 404),
        ("/registry/new/units", {"unit_code": "U", "agency_code": "INST-B", "name": "x"}, 404),
        ("/registry/new/units", {"unit_code": "UNIT-B", "agency_code": "INST-A", "name": "x"}, 422),
        ("/registry/units/UNIT-B/units", {"name": "x"}, 404),
        ("/registry/units/UNIT-B/services", {"service_code": "S", "name": "x"}, 404),
        ("/registry/units/UNIT-A/services", {"service_code": "LAYANAN-B-1", "name": "x"}, 422),
        ("/registry/units/UNIT-A/counters", {"counter_code": "LOKET-B", "name": "x"}, 422),
        (
            "/registry/units/UNIT-A/counters",
            {
                "counter_code": "LOKET-A",
                "name": "x",
                "unit_code": "UNIT-B",
                "services": "LAYANAN-B-1",
            },
            422,
        ),
        ("/registry/counters/LOKET-B/renew", {"reason": "Rusak"}, 404),
        ("/registry/units/UNIT-B/slips", {"counter": "LOKET-B", "count": "24"}, 404),
        ("/registry/units/UNIT-A/slips", {"counter": "LOKET-B", "count": "24"}, 404),
    ]
    for path, fields, status in tries:
        assert person.send(path, fields).status_code == status, path
    assert upload(person, *folder(PROVINCE)).status_code == 404
    assert [house.rows(*table) for table in tables] == before
    # A form that names another agency changes the unit, not to whom it belongs.
    fields = {"name": "Unit Tetap", "agency_code": "INST-B", "public_code": CODE_B}
    assert person.send("/registry/units/UNIT-A/units", fields).status_code == 303
    assert house.rows(Unit, "name", "agency_id")[0] == ("Unit Tetap", house.own.agency_id)


def test_an_operator_of_a_unit_sees_that_unit_alone(quick: Registry) -> None:
    mark, agency_id = complete_counter_code(b"c" * 14), quick.own.agency_id
    quick.database.write(lambda c: build_place(c, "C", public_code=mark, agency_id=agency_id))
    person = quick.operator(agency_id=agency_id, unit_id=quick.own.unit_id)
    page = person.get("/registry").text
    assert "UNIT-A" in page
    assert "UNIT-C" not in page
    assert "1 instansi dengan 1 loket terdaftar." in page
    assert "/registry/new/units" not in page
    for path in (
        "/registry/units/UNIT-C",
        "/registry/agencies/INST-A",
        "/registry/new/units",
        "/registry/posters?unit=UNIT-C",
    ):
        assert person.get(path).status_code == 404, path
    posters = person.get("/registry/posters?agency=INST-A")
    assert len(PdfReader(io.BytesIO(posters.content)).pages) == 1
    assert person.send("/registry/counters/LOKET-C/renew", {"reason": "x"}).status_code == 404
