"""Large imports: answers are stored in between, and what was broken off goes on without doubles."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from portal.access import Role
from portal.app import App, create_app
from portal.bringing_in import PUBLISHING, STORING, import_sheets
from portal.database import Database
from portal.imports import folder_of
from portal.settings import Settings
from surveys import import_jobs, waiting_jobs
from surveys.exchange import SLICE
from surveys.exchange_rows import Sheet
from surveys.rollups import recount
from surveys.rules.codes import complete_counter_code
from surveys.tables import Agency, AuditEntry, Job, Response
from tests.builders import NOW, Place, build_draft, build_place
from tests.portal.staff import Staff, add_account, sign_in

ROWS = 2 * SLICE + 50
HEADER = ["response_id", "submitted_at", "counter_code", "u1", "comment"]


@pytest.fixture
def place(database: Database) -> Place:
    code = complete_counter_code(b"a" * 14)
    return database.write(lambda c: build_place(c, "A", public_code=code))


def answers(count: int = ROWS) -> Sheet:
    rows = [
        [f"r-{n}", f"2026-0{1 + n % 9}-11T09:00:00+07:00", "LOKET-A", "3", "antre" if n % 9 else ""]
        for n in range(count)
    ]
    return Sheet("responses", "responses.csv", HEADER, rows)


def bring(database: Database, *sheets: Sheet, tell: Callable[[str, int, int], None]) -> Any:
    return import_sheets(database, sheets, actor="petugas", source="uji", now=NOW, tell=tell)


def stored(database: Database) -> int:
    return int(database.read(lambda c: c.execute(select(func.count(Response.id))).scalar_one()))


def audit(database: Database) -> list[str]:
    wanted = select(AuditEntry.action).order_by(AuditEntry.id)
    return list(database.read(lambda c: c.execute(wanted).scalars().all()))


def test_who_answers_during_an_import_is_thanked_before_it_is_over(
    database: Database, place: Place
) -> None:
    seen: list[tuple[str, int]] = []

    def tell(step: str, done: int, _total: int) -> None:
        draft = build_draft(place, f"warga-{len(seen):014d}")
        with ThreadPoolExecutor(1) as citizen:
            citizen.submit(database.writer.store, draft).result(timeout=60)
        seen.append((step, stored(database) - len(seen) - 1 if step == STORING else done))

    bring(database, answers(), tell=tell)
    # After every slice somebody could answer, and no more of the import was there than that slice.
    steps = [done for step, done in seen if step == STORING]
    assert steps == [SLICE, 2 * SLICE, ROWS]
    assert [done for step, done in seen if step == PUBLISHING]
    assert stored(database) == ROWS + len(seen)


@pytest.mark.usefixtures("place")
def test_an_import_that_was_broken_off_goes_on_when_it_is_sent_again(
    database: Database,
) -> None:
    def break_off(step: str, done: int, _total: int) -> None:
        if step == STORING and done == 2 * SLICE:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(database, answers(), tell=break_off)
    assert stored(database) == 2 * SLICE
    # The log says that it began, and not that it was done.
    assert audit(database) == ["import_begun"]
    report = bring(database, answers(), tell=lambda *_: None)
    assert (report.written["responses"], report.skipped["responses"]) == (50, 2 * SLICE)
    assert stored(database) == ROWS
    assert audit(database) == ["import_begun", "import_begun", "imported"]
    assert database.read(lambda c: recount(c, lambda *_: None)) == []


@pytest.mark.usefixtures("place")
def test_a_place_that_somebody_adds_during_the_check_is_updated_and_no_clash(
    database: Database,
) -> None:
    agencies = Sheet("agencies", "agencies.csv", ["agency_code", "name"], [["BARU", "Dinas Baru"]])
    added: list[int] = []

    def add_the_same(step: str, _done: int, _total: int) -> None:
        if step == "checking" and not added:
            added.append(1)
            row = {"code": "BARU", "name": "Nama Lama"}
            database.write(lambda c: c.execute(insert(Agency).values(**row)))

    report = bring(database, agencies, answers(5001), tell=add_the_same)
    assert (report.written["agencies"], report.updated["agencies"]) == (0, 1)
    names = database.read(
        lambda c: c.execute(select(Agency.name).where(Agency.code == "BARU")).scalars().all()
    )
    assert names == ["Dinas Baru"]


class House:
    """A portal whose background a test turns by hand."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.settings = Settings(
            database_url=database.url, background=False, data_dir=folder / "data"
        )
        self.app: App = create_app(self.settings, database)
        self.person: Staff = sign_in(self.app, database, Role.OPERATOR)

    def send(self, text: str, **more: str) -> Any:
        files = [("files", ("responses.csv", text.encode()))]
        data = {"_token": self.person.token, **more}
        return self.person.request("POST", "/registry/import", data=data, files=files)

    def waiting_files(self) -> list[Path]:
        return list(folder_of(self.settings, "x").parent.glob("*/*"))


@pytest.fixture
def house(database: Database, place: Place, tmp_path: Path) -> House:
    assert place.unit_id
    return House(database, tmp_path)


def text_of(sheet: Sheet) -> str:
    return "\n".join(",".join(row) for row in (sheet.header, *sheet.rows))


def test_the_page_shows_how_far_an_import_is_and_then_what_came_of_it(house: House) -> None:
    answer = house.send(text_of(answers()))
    where = answer.headers["location"]
    page = house.person.get(where)
    assert page.headers["refresh"] == "2"
    assert "Berkas sedang diimpor." in page.text
    # A second press finds the first, and so does whoever comes back to the page.
    assert house.send("x").headers["location"].endswith("said=again")
    assert "Memeriksa semua baris" in house.person.get("/registry/import").text
    number = int(where.rpartition("/")[2])
    house.database.write(lambda c: import_jobs.go_on(c, number, STORING, 500, 1050, NOW))
    assert 'value="500"' in house.person.get(where).text
    assert house.app.portal.imports.do_next() is True
    done = house.person.get(where)
    assert "refresh" not in done.headers
    assert "Semua berkas diterima." in done.text
    assert "1.050" in done.text
    assert house.waiting_files() == []


def test_nobody_else_sees_an_import(house: House) -> None:
    where = house.send(text_of(answers(5))).headers["location"]
    name = add_account(house.database, Role.OPERATOR, username="lain")
    assert Staff(house.app, name).get(where).status_code == 404


def test_an_import_that_a_restart_broke_off_is_taken_up_again(house: House) -> None:
    where = house.send(text_of(answers(5))).headers["location"]
    long_ago = NOW - timedelta(days=3000)
    house.database.write(lambda c: waiting_jobs.take(c, import_jobs.KIND, long_ago))
    assert "Berkas sedang diimpor." in house.person.get(where).text
    assert house.app.portal.imports.do_next() is True
    assert "Semua berkas diterima." in house.person.get(where).text
    assert stored(house.database) == 5


def test_only_checking_stores_nothing_and_says_what_would_come(house: House) -> None:
    where = house.send(text_of(answers(7)), rehearse="1").headers["location"]
    house.app.portal.imports.do_next()
    page = house.person.get(where).text
    assert "Semua berkas lolos pemeriksaan. Belum ada yang disimpan." in page
    assert stored(house.database) == 0
    assert audit(house.database) == []
    states = house.database.read(lambda c: c.execute(select(Job.state)).scalars().all())
    assert states == ["done"]


def test_a_file_with_headers_alone_is_not_called_an_import(house: House) -> None:
    where = house.send(text_of(answers(0))).headers["location"]
    house.app.portal.imports.do_next()
    page = house.person.get(where).text
    assert "Berkas ini tidak berisi baris. Tidak ada yang berubah." in page
    assert "Hasil impor" not in page
    assert "Nama berkas atau lembar: agencies, units" in page
