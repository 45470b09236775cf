"""Exports in the portal: full detail for administrators alone, open data for everybody."""

import csv
import io
import time
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database
from portal.exports import file_of, folder_of
from portal.settings import Settings
from surveys import publication
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import AuditEntry, Complaint, Job, Topic
from tests.builders import NOW, Place, build_draft, build_place
from tests.portal.staff import Staff, add_account, sign_in

SECRET = "petugas minta uang lima puluh ribu"
OPEN = "antre lama sekali"
UNREAD = "belum dibaca siapa pun"


class House:
    """A portal with answers of several days and three comments, one of them held back."""

    def __init__(self, database: Database, folder: Any) -> None:
        self.database = database
        self.settings = Settings(
            database_url=database.url, background=False, data_dir=folder / "data"
        )
        self.place: Place = database.write(self._fill)
        self.app: App = create_app(self.settings, database)

    def _fill(self, connection: Connection) -> Place:
        place = build_place(connection, public_code=complete_counter_code(b"a" * 14))
        for day in range(1, 5):
            for number in range(6):
                draft = build_draft(place, f"{day:02d}-{number:017d}", days_ago=day)
                store_drafts(connection, [draft])
        for number, text in enumerate((SECRET, OPEN, UNREAD)):
            key = f"-c{number:018d}"
            draft = build_draft(place, key, comment=text, receipt=f"{number:013d}", days_ago=2)
            store_drafts(connection, [draft])
        read = update(Complaint).where(Complaint.text != UNREAD).values(read_by="v1")
        connection.execute(read)
        connection.execute(
            update(Complaint).where(Complaint.text == SECRET).values(confidential=True)
        )
        publication.refresh_all(connection, NOW, 5)
        return place

    def make(self) -> None:
        """What the background does."""
        while self.app.portal.exports.make_next():
            continue

    def audit(self) -> list[tuple[str, str]]:
        rows = select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id)
        return [tuple(row) for row in self.database.read(lambda c: c.execute(rows).all())]


@pytest.fixture
def house(database: Database, tmp_path: Any) -> House:
    return House(database, tmp_path)


def test_an_administrator_asks_waits_and_takes_everything_but_what_is_held_back(
    house: House,
) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)
    assert person.send("/exports", {"format": "csv"}).headers["location"] == "/exports"
    # A second press finds the first.
    assert "again" in person.send("/exports", {"format": "csv"}).headers["location"]
    waiting = person.get("/exports")
    assert "Menunggu giliran" in waiting.text
    assert waiting.headers["refresh"] == "3"
    house.make()
    done = person.get("/exports")
    assert "refresh" not in done.headers
    [number] = house.database.read(lambda c: list(c.execute(select(Job.id)).scalars()))
    taken = person.get(f"/exports/{number}/file")
    assert taken.status_code == 200
    packed = zipfile.ZipFile(io.BytesIO(taken.content))
    texts = {name: packed.read(name).decode() for name in packed.namelist()}
    everything = "\n".join(texts.values())
    assert OPEN in everything
    assert SECRET not in everything
    assert UNREAD not in everything
    assert "saringan" in texts["about.csv"]
    assert "simpan seperti kata sandi" in texts["about.csv"]
    assert "Simpan berkasnya seperti kata sandi." in person.get("/exports").text
    rows = list(csv.DictReader(io.StringIO(texts["responses.csv"])))
    assert len(rows) == 27
    cases = list(csv.DictReader(io.StringIO(texts["cases.csv"])))
    assert len(cases) == 1
    actions = [action for actor, action in house.audit() if actor == Role.ADMINISTRATOR.value]
    assert actions[-2:] == ["export_asked", "export_taken"]


def test_nobody_else_takes_the_file_not_even_another_administrator(house: House) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)
    person.send("/exports", {"format": "csv"})
    house.make()
    [number] = house.database.read(lambda c: list(c.execute(select(Job.id)).scalars()))
    other = Staff(house.app, add_account(house.database, Role.ADMINISTRATOR, username="lain"))
    assert other.get(f"/exports/{number}/file").status_code == 404
    assert person.get(f"/exports/{number + 1}/file").status_code == 404
    for role in (Role.AGENCY_HEAD, Role.PLANNER, Role.OPERATOR, Role.INSPECTOR):
        somebody = sign_in(house.app, house.database, role)
        assert somebody.get(f"/exports/{number}/file").status_code == 403
    assert Staff(house.app, None).get(f"/exports/{number}/file").status_code == 303


def test_a_file_is_deleted_after_its_day(house: House) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)
    person.send("/exports", {"format": "parquet"})
    house.make()
    [job] = house.database.read(lambda c: c.execute(select(Job.id, Job.result)).all())
    path = file_of(house.settings, job.id, "parquet")
    assert path.is_file()
    house.app.portal.exports.clean()
    assert path.is_file()
    made_at = (NOW - timedelta(days=400)).isoformat()
    house.database.write(
        lambda c: c.execute(update(Job).values(result={**job.result, "made_at": made_at}))
    )
    house.app.portal.exports.clean()
    assert not path.exists()
    assert list(folder_of(house.settings).iterdir()) == []


def test_an_export_that_was_cut_off_is_made_again(house: House) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)
    person.send("/exports", {"format": "csv"})
    silent = update(Job).values(state="running", attempts=1, lease_until=NOW - timedelta(days=400))
    house.database.write(lambda c: c.execute(silent))
    house.make()
    assert "Selesai" in person.get("/exports").text


def test_the_serving_portal_makes_it_by_itself(house: House) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)
    person.send("/exports", {"format": "xlsx"})
    house.app.portal.exports.start()
    try:
        for _ in range(300):
            if "Selesai" in person.get("/exports").text:
                break
            time.sleep(0.1)
        assert "Selesai" in person.get("/exports").text
    finally:
        house.app.portal.exports.stop()


def test_everybody_takes_open_data_by_day_without_an_account(house: House) -> None:
    stranger = Staff(house.app, None)
    page = stranger.get("/open-data?unit=UNIT-A")
    assert page.status_code == 200
    assert "4 baris siap diambil" in page.text
    table = stranger.get("/open-data/suara-loket.csv?unit=UNIT-A").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["respondents"] for row in rows] == ["6", "6", "9", "6"]
    assert all(int(row["respondents"]) >= 5 for row in rows)
    assert not {"age_band", "sex", "comment", "counter_code", "response_id"} & set(rows[0])
    for text in (SECRET, OPEN, UNREAD):
        assert text not in table


def test_open_data_says_in_every_format_which_filters_held(house: House, tmp_path: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    calamine = pytest.importorskip("python_calamine")
    stranger = Staff(house.app, None)
    query = "unit=UNIT-A&from=2026-Q1&to=2026-Q4"
    plain = stranger.get(f"/open-data/suara-loket.csv?{query}")
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    said = "UNIT-A; triwulan 2026-Q1 sampai 2026-Q4; sedikitnya 5 responden per baris dan per unsur"
    assert {row["filters"] for row in csv.DictReader(io.StringIO(plain.text))} == {
        f"{said} yang dijawab"
    }
    book = tmp_path / "a.xlsx"
    book.write_bytes(stranger.get(f"/open-data/suara-loket.xlsx?{query}").content)
    about = calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name("about").to_python()
    words = dict(about)
    assert words["tempat"] == "UNIT-A"
    assert words["waktu"] == "triwulan 2026-Q1 sampai 2026-Q4"
    assert "5 responden" in words["saringan"]
    footers = zipfile.ZipFile(book).read("xl/worksheets/sheet2.xml").decode()
    assert "oddFooter" in footers
    table = tmp_path / "a.parquet"
    table.write_bytes(stranger.get(f"/open-data/suara-loket.parquet?{query}").content)
    noted = duckdb.sql(f"select key, value from parquet_kv_metadata('{table}')").fetchall()
    assert (b"tempat", b"UNIT-A") in noted


def test_a_place_or_time_that_is_not_there_is_not_found(house: House) -> None:
    stranger = Staff(house.app, None)
    for path in (
        "/open-data?unit=X",
        "/open-data?from=abc",
        "/open-data/suara-loket.csv?agency=X",
        "/open-data/suara-loket.exe",
        "/open-data/andere.csv",
    ):
        assert stranger.get(path).status_code == 404, path


def test_a_document_that_was_broken_by_hand_is_named_and_what_to_do_with_it(house: House) -> None:
    person = sign_in(house.app, house.database, Role.ADMINISTRATOR)

    def fill(connection: Connection) -> None:
        for code, addresses in (("T1", ["time"]), ("T2", ["conduct"])):
            values = {"code": code, "name": code, "addresses": addresses, "elements": []}
            connection.execute(insert(Topic).values(**values))
        # SQLite keeps any text; PostgreSQL stops at a list that is none.
        broken = "[1," if connection.dialect.name == "sqlite" else '"oops"'
        connection.exec_driver_sql(f"update topic set addresses = '{broken}' where code = 'T2'")

    house.database.write(fill)
    person.send("/exports", {"format": "csv"})
    house.make()
    [job] = house.database.read(lambda c: c.execute(select(Job.id, Job.state)).all())
    assert job.state == "failed"
    page = person.get("/exports").text
    assert "tabel topic, baris id = 2: kolom addresses bukan JSON yang benar." in page
    assert "memulihkan cadangan, lalu minta ekspor lagi." in page
    assert "id = 1:" not in page
    english = person.get("/exports?lang=en").text
    assert "table topic, row id = 2: column addresses is no valid JSON." in english
    assert "restore a backup" in english
    house.database.write(
        lambda c: c.exec_driver_sql("update topic set addresses = '[]' where code = 'T2'") and None
    )
    person.send("/exports", {"format": "csv"})
    house.make()
    assert "Selesai, " in person.get("/exports").text
