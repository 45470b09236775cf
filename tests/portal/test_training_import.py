"""A training planner brings in the spreadsheets of a half-year, and nothing that is not theirs."""

import io
from html import unescape
from pathlib import Path

import httpx
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database
from surveys.rules.codes import complete_counter_code
from surveys.tables import Participation, Response, Topic, Training, Unit
from tests.builders import Place, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in

TOPICS = b"topic_code,name,addresses,hours_jp,cost_per_seat\nETIKA,Etika,conduct,16,1250000\n"
TRAININGS = (
    b"training_code;topic_code;cycle;start_date;end_date\n"
    b"ETIKA-1;ETIKA;2026-2;2026-08-03;2026-08-05\n"
)
PARTICIPANTS = b"training_code,unit_code,participants\nETIKA-1,UNIT-A,6\n"
STAFF = b"unit_code,staff_count,leaving_percent\nUNIT-A,12,15\n"
HALF_YEAR = (
    ("topics.csv", TOPICS),
    ("trainings.csv", TRAININGS),
    ("participants.csv", PARTICIPANTS),
    ("units.csv", STAFF),
)


@pytest.fixture
def place(database: Database) -> Place:
    code = complete_counter_code(b"i" * 14)
    return database.write(lambda c: build_place(c, "A", public_code=code))


@pytest.fixture
def app(database: Database, place: Place, tmp_path: Path) -> App:  # noqa: ARG001 - must be there
    return create_app(settings_for(database, data_dir=tmp_path / "data"), database)


@pytest.fixture
def rina(app: App, database: Database) -> Staff:
    return sign_in(app, database, Role.PLANNER)


def send(person: Staff, *files: tuple[str, bytes], **more: str) -> httpx.Response:
    """Send files; what the page says once the background has brought them in."""
    sent = [("files", (name, content)) for name, content in files]
    fields = {"_token": person.token, **more}
    answer = person.request("POST", "/planning/import", data=fields, files=sent)
    if answer.status_code != 303:
        return answer
    assert answer.headers["location"].startswith("/planning/import/")
    person.app.portal.imports.do_next()
    return person.get(answer.headers["location"])


def workbook(**sheets: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_a_half_year_comes_in_from_its_files(rina: Staff, database: Database) -> None:
    assert "/planning/import" in rina.get("/planning/trainings").text
    assert "Semua berkas lolos pemeriksaan." in send(rina, *HALF_YEAR, rehearse="1").text
    assert "Semua berkas diterima." in send(rina, *HALF_YEAR).text
    held = database.read(
        lambda c: c.execute(
            select(Topic.code, Training.cycle, Participation.participants)
            .join(Training, Training.topic_id == Topic.id)
            .join(Participation, Participation.training_id == Training.id)
        ).all()
    )
    assert [tuple(row) for row in held] == [("ETIKA", "2026-2", 6)]
    unit = database.read(lambda c: c.execute(select(Unit.__table__)).one())
    assert (unit.staff_count, unit.leaving_percent) == (12, 15)


def test_of_a_unit_only_the_staff_is_changed_and_none_is_added(
    rina: Staff, database: Database
) -> None:
    before = database.read(lambda c: c.execute(select(Unit.name, Unit.agency_id)).one())
    named = b"unit_code,name,agency_code,staff_count\nUNIT-A,Diganti,INST-X,11\n"
    assert "Semua berkas diterima." in send(rina, ("units.csv", named)).text
    unit = database.read(lambda c: c.execute(select(Unit.__table__)).one())
    assert (unit.name, unit.agency_id, unit.staff_count) == (*before, 11)
    new = b"unit_code,staff_count\nUNIT-A,9\nUNIT-X,5\n"
    page = unescape(send(rina, ("units.csv", new), ("trainings.csv", TRAININGS)).text)
    assert "'UNIT-X' tidak ada; isi kode unit yang terdaftar" in page
    assert "'ETIKA' tidak ada; isi kode materi pelatihan yang terdaftar" in page
    assert database.read(lambda c: c.execute(select(Unit.staff_count)).scalars().all()) == [11]


def test_a_table_of_the_operator_is_refused_as_file_and_as_sheet(
    rina: Staff, database: Database
) -> None:
    answers = b"response_id,submitted_at,counter_code,u1\nr1,2026-08-01T09:00:00,LOKET-A,1\n"
    refused = send(rina, ("responses.csv", answers))
    assert refused.status_code == 422
    accepted = "units.csv, topics.csv, trainings.csv, participants.csv, other_programmes.csv."
    assert f"responses.csv tidak dikenal. Nama yang diterima: {accepted}" in refused.text
    sheets = {
        "topics": [["topic_code", "name", "addresses"], ["ETIKA", "Etika", "conduct"]],
        "responses": [row.split(",") for row in answers.decode().splitlines()],
        "counters": [["counter_code", "unit_code", "name"]],
    }
    page = send(rina, ("semester.xlsx", workbook(**sheets))).text
    assert "1 hal perlu diperbaiki." in page
    assert "tabel ini diimpor operator; hapus dari kiriman ini" in page
    for table in (Response, Topic):
        assert not database.read(lambda c, t=table: c.execute(select(func.count(t.id))).scalar())
    # An empty sheet of the operator, as in a workbook that both use, is no fault.
    del sheets["responses"]
    assert "Semua berkas diterima." in send(rina, ("semester.xlsx", workbook(**sheets))).text


def test_the_example_has_the_sheets_of_a_planner_and_comes_back_without_a_fault(
    rina: Staff,
) -> None:
    body = rina.get("/planning/import/contoh.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    names = ["units", "topics", "trainings", "participants", "other_programmes"]
    assert book.sheet_names[1:] == names
    assert book.get_sheet_by_name("units").to_python()[0] == [
        "unit_code",
        "staff_count",
        "leaving_percent",
    ]
    assert "Tidak ada yang berubah." in send(rina, ("contoh.xlsx", body)).text


def test_the_operator_s_door_stays_shut_for_a_planner_and_the_planner_s_for_an_agency(
    rina: Staff, app: App, database: Database, place: Place
) -> None:
    assert rina.get("/registry/import").status_code == 403
    assert sign_in(app, database, Role.OPERATOR).get("/planning/import").status_code == 403
    database.write(
        lambda c: c.exec_driver_sql(
            f"update account set agency_id = {place.agency_id} where username = 'planner'"
        )
    )
    assert Staff(app, "planner").get("/planning/import").status_code == 404
