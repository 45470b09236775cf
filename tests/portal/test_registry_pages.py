"""The operator's pages: search, forms, reach, import, posters and codes."""

import asyncio
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database
from surveys import counters, slips
from surveys.rules.codes import complete_counter_code, is_counter_code
from surveys.tables import Agency, AuditEntry, RetiredCode, Service, ServiceCounter, Unit
from tests.builders import NOW, Place, build_place
from tests.databases import new_database
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, add_account, sign_in
from tests.portal.test_import_command import BROKEN, FAULTS, PROVINCE

CODE_A = complete_counter_code(b"a" * 14)
CODE_B = complete_counter_code(b"b" * 14)


class Registry:
    """A portal over two agencies with one unit and one counter each."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self.database = database
        self.own: Place = database.write(lambda c: build_place(c, "A", public_code=CODE_A))
        self.other: Place = database.write(lambda c: build_place(c, "B", public_code=CODE_B))
        self.app: App = create_app(settings_for(database, data_dir=data_dir), database)

    def operator(self, **reach: int | None) -> Staff:
        """An operator, of the province unless limited."""
        return sign_in(self.app, self.database, Role.OPERATOR, **reach)

    def limited(self) -> Staff:
        """An operator of the first agency alone."""
        return self.operator(agency_id=self.own.agency_id)

    def rows(self, table: Any, *columns: str) -> list[tuple[Any, ...]]:
        """Columns of a table, in the order of its rows."""
        wanted = select(*(getattr(table, name) for name in columns)).order_by(table.id)
        return [tuple(row) for row in self.database.read(lambda c: c.execute(wanted).all())]


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Registry:
    return Registry(database, tmp_path / "data")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Registry]:
    """The same on SQLite alone, where nothing of the database matters."""
    database = new_database(tmp_path / "a.db")
    yield Registry(database, tmp_path / "data")
    database.close()


def summary_of(answer: httpx.Response) -> list[tuple[str, str]]:
    """The error summary: where each line leads, and its words."""
    found = re.search(r'<div class="error-summary".*?</div>', answer.text, re.DOTALL)
    assert found is not None, answer.text
    lines = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', found.group())
    return [(target, unescape(words)) for target, words in lines]


def ids_of(answer: httpx.Response) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', answer.text)


def upload(person: Staff, *files: tuple[str, bytes]) -> httpx.Response:
    """Send files; what the page says once the background has brought them in."""
    sent = [("files", (name, content)) for name, content in files]
    answer = person.request("POST", "/registry/import", data={"_token": person.token}, files=sent)
    if answer.status_code != 303:
        return answer
    person.app.portal.imports.do_next()
    return person.get(answer.headers["location"])


def folder(path: Path) -> list[tuple[str, bytes]]:
    return [(file.name, file.read_bytes()) for file in sorted(path.glob("*.csv"))]


def test_a_search_finds_names_and_codes_whatever_their_case(quick: Registry) -> None:
    person = quick.operator()
    for words in ("contoh b", "UNIT-b", "dinas b"):
        page = person.get(f"/registry?q={words}").text
        assert "/registry/units/UNIT-B" in page
        assert "/registry/units/UNIT-A" not in page
    assert "Tidak ada unit yang cocok." in person.get("/registry?q=%25").text
    only = person.get("/registry?agency=INST-A").text
    assert "/registry/units/UNIT-A" in only
    assert "/registry/units/UNIT-B" not in only
    assert "2 instansi dengan 2 loket terdaftar." in only


def test_an_agency_its_unit_a_service_and_a_counter_are_added_by_hand(house: Registry) -> None:
    person = house.operator()
    steps = (
        ("/registry/new/agencies", {"agency_code": "INST-C", "name": "Dinas Contoh C"}),
        (
            "/registry/new/units",
            {"unit_code": "UNIT-C", "agency_code": "INST-C", "name": "Unit C", "staff_count": "7"},
        ),
        ("/registry/units/UNIT-C/services", {"service_code": "LAYANAN-C", "name": "Kartu"}),
        (
            "/registry/units/UNIT-C/counters",
            {"counter_code": "LOKET-C", "name": "Loket C", "services": "LAYANAN-C"},
        ),
    )
    for path, fields in steps:
        answer = person.send(path, fields)
        assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/registry/units/UNIT-C?")
    page = person.get(answer.headers["location"]).text
    assert "Loket C tersimpan. Cetak posternya lalu pasang." in page
    assert 'href="/registry/posters?counter=LOKET-C"' in page
    code = house.rows(ServiceCounter, "public_code")[-1][0]
    assert is_counter_code(code)
    assert f'href="/s/{code}"' in page
    assert "Kartu" in page
    survey = Staff(house.app, None).get(f"/s/{code}")
    assert survey.status_code == 200
    assert "Loket C" in survey.text
    audit = house.rows(AuditEntry, "actor", "action", "subject")
    assert (Role.OPERATOR.value, "imported", "loket LOKET-C") in audit


def test_changing_a_place_by_hand_shows_at_once_on_the_survey(house: Registry) -> None:
    person, citizen = house.operator(), Staff(house.app, None)
    assert "Loket 1 Contoh A" in citizen.get(f"/s/{CODE_A}").text
    changes = (
        ("/registry/agencies/INST-A", {"name": "Dinas Baru", "region": "Pringsewu"}),
        ("/registry/units/UNIT-A/units", {"name": "Unit Baru", "time_zone": "Asia/Makassar"}),
        ("/registry/units/UNIT-A/counters", {"counter_code": "LOKET-A", "name": "Loket Baru"}),
        ("/registry/units/UNIT-A/services", {"service_code": "LAYANAN-A-1", "name": "Izin"}),
    )
    for path, fields in changes:
        assert person.send(path, fields).status_code == 303
    assert house.rows(Agency, "name", "region")[0] == ("Dinas Baru", "Pringsewu")
    assert house.rows(Unit, "name", "time_zone", "staff_count")[0] == (
        "Unit Baru",
        "Asia/Makassar",
        10,
    )
    assert house.rows(Service, "name")[0] == ("Izin",)
    assert house.rows(ServiceCounter, "public_code", "name")[0] == (CODE_A, "Loket Baru")
    assert "Loket Baru" in citizen.get(f"/s/{CODE_A}").text


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "UNIT-L1"),
        (["KIOS"], "UNIT-L2"),
        (["CAPIL-01-1-L1", "CAPIL-01-1-L10", "CAPIL-01-1-L9"], "CAPIL-01-1-L11"),
        (["L08", "L09"], "L10"),
        (["L001"], "L002"),
    ],
)
def test_a_new_counter_is_offered_a_code_like_those_of_its_siblings(
    codes: list[str], expected: str
) -> None:
    assert counters.next_counter_code("UNIT", codes) == expected


def checked_services(page: str) -> list[str]:
    return re.findall(r'name="services" value="([^"]+)" checked', page)


def test_a_new_counter_starts_with_every_service_and_a_changed_one_with_its_own(
    quick: Registry,
) -> None:
    person, path = quick.operator(), "/registry/units/UNIT-A"
    every = checked_services(person.get(path).text)
    assert [(code,) for code in every] == [
        row for row in quick.rows(Service, "code") if row[0].startswith("LAYANAN-A")
    ]
    fields = {"counter_code": "KIOS-7", "name": "Kios", "services": every[0], "opens_hour": "8"}
    assert person.send(f"{path}/counters", fields).status_code == 303
    fresh = person.get(path).text
    assert 'name="counter_code" value="KIOS-8"' in fresh
    assert checked_services(fresh) == every
    edited = person.get(f"{path}?edit=KIOS-7").text
    assert 'name="counter_code" value="KIOS-7"' in edited
    assert 'name="opens_hour" value="8"' in edited
    assert checked_services(edited) == every[:1]


def test_a_notice_speaks_only_of_counters_of_the_unit(quick: Registry) -> None:
    page = quick.operator().get("/registry/units/UNIT-A?done=saved&counter=LOKET-B").text
    assert "tersimpan. Cetak posternya" not in page


def test_every_wrong_field_is_listed_with_a_link_and_everything_is_kept(quick: Registry) -> None:
    person = quick.operator()
    answer = person.send(
        "/registry/new/units",
        {
            "unit_code": "dua kata",
            "agency_code": "INST-A",
            "name": "=RUMUS()",
            "service_field": "perizinan",
            "staff_count": "nol",
            "citizens_per_year": "-1",
        },
    )
    assert answer.status_code == 422
    lines = summary_of(answer)
    assert {target for target, _ in lines} == {
        "f-unit_code",
        "f-name",
        "f-staff_count",
        "f-citizens_per_year",
    }
    assert {target for target, _ in lines} <= set(ids_of(answer))
    for given in ("dua kata", "=RUMUS()", "perizinan", "nol", "-1"):
        assert f'value="{given}"' in unescape(answer.text)
    assert len(quick.rows(Unit, "id")) == 2


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("units", {"name": "", "staff_count": "x"}, {"f-name", "f-staff_count"}),
        ("services", {"service_code": "a b", "name": ""}, {"s-service_code", "s-name"}),
        ("counters", {"counter_code": "", "name": "+1"}, {"c-counter_code", "c-name"}),
        (
            "counters",
            {"counter_code": "BARU", "name": "x", "services": "LAYANAN-B-1"},
            {"c-services"},
        ),
    ],
)
def test_the_forms_of_a_unit_lead_to_their_own_fields(
    quick: Registry, kind: str, fields: dict[str, str], wrong: set[str]
) -> None:
    answer = quick.operator().send(f"/registry/units/UNIT-A/{kind}", fields)
    assert answer.status_code == 422
    assert {target for target, _ in summary_of(answer)} == wrong
    ids = ids_of(answer)
    assert wrong <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["agencies", "units"])
def test_adding_never_overwrites_what_is_there(quick: Registry, path: str) -> None:
    person = quick.operator()
    before = quick.rows(Agency, "code", "name"), quick.rows(Unit, "code", "name")
    code = {"agencies": "INST-A", "units": "UNIT-B"}[path]
    answer = person.send(
        f"/registry/new/{path}",
        {"agency_code": "INST-A", "unit_code": "UNIT-B", "name": "Lain"},
    )
    assert answer.status_code == 422
    assert summary_of(answer)[0][1] == f"'{code}' sudah dipakai; pilih kode lain."
    assert (quick.rows(Agency, "code", "name"), quick.rows(Unit, "code", "name")) == before


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


def test_a_broken_upload_shows_every_fault_and_writes_nothing(quick: Registry) -> None:
    person = quick.operator()
    before = quick.rows(Unit, "code", "name")
    answer = upload(person, *folder(BROKEN))
    rows = re.findall(
        r'data-label="Berkas">([^<]+)</td><td[^>]*>(\d+)</td><td[^>]*><code>([^<]+)</code>',
        answer.text.split("Yang janggal")[0],
    )
    assert [(name, int(row), column) for name, row, column in rows] == FAULTS
    assert "12 hal perlu diperbaiki. Tidak ada yang disimpan." in answer.text
    assert quick.rows(Unit, "code", "name") == before
    assert quick.rows(AuditEntry, "action") == []


def test_an_upload_of_files_and_then_of_the_same_workbook(quick: Registry) -> None:
    person = quick.operator()
    answer = upload(person, *folder(PROVINCE))
    assert answer.status_code == 200, answer.text
    assert "Semua berkas diterima." in answer.text
    assert "6.000" in answer.text
    assert len(quick.rows(Unit, "id")) == 14
    book = ("Data Provinsi.XLSX", (PROVINCE / "sample.xlsx").read_bytes())
    again = upload(person, book)
    assert again.status_code == 200, again.text
    assert len(quick.rows(Unit, "id")) == 14
    assert quick.rows(AuditEntry, "action", "subject")[-1] == ("imported", "Data Provinsi.XLSX")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Pilih berkas CSV atau satu XLSX."),
        ([("data.csv", b"x")], "data.csv tidak dikenal. Nama yang diterima: agencies.csv"),
        ([("..", b"x")], "tidak dikenal"),
        ([("a.xlsx", b"x"), ("units.csv", b"x")], "Kirim satu XLSX saja"),
        ([("units.csv", b"a"), ("sub/UNITS.csv", b"b")], "ada dua kali"),
        ([("Rekap.xlsx", b"not a workbook")], "Rekap.xlsx tidak terbaca"),
    ],
)
def test_an_upload_that_cannot_be_read_says_what_is_accepted(
    quick: Registry, files: list[tuple[str, bytes]], said: str
) -> None:
    answer = upload(quick.operator(), *files)
    assert said in unescape(answer.text)
    assert "/tmp" not in answer.text


def test_a_code_is_renewed_only_with_a_reason(house: Registry) -> None:
    person, citizen = house.operator(), Staff(house.app, None)
    assert citizen.get(f"/s/{CODE_A}").status_code == 200
    refused = person.send("/registry/counters/LOKET-A/renew", {"reason": "  "})
    assert refused.status_code == 422
    assert summary_of(refused) == [("r-LOKET-A", "Tulis alasan mengapa kode ini diganti.")]
    assert "r-LOKET-A" in ids_of(refused)
    assert house.rows(ServiceCounter, "public_code")[0] == (CODE_A,)

    fields = {"reason": "Poster dicoret", "former": CODE_A}
    for _ in range(2):  # a second press of the same form changes nothing more
        answer = person.send("/registry/counters/LOKET-A/renew", fields)
        page = person.get(answer.headers["location"]).text
        assert "sudah diganti. Ganti juga posternya." in page
    fresh = house.rows(ServiceCounter, "public_code")[0][0]
    assert fresh != CODE_A
    assert is_counter_code(fresh)
    old = citizen.get(f"/s/{CODE_A}")
    assert old.status_code == 410
    assert f'href="/s/{fresh}"' in old.text
    assert "Buka halaman loket ini" in old.text
    assert citizen.get(f"/s/{fresh}").status_code == 200
    entries = house.rows(AuditEntry, "actor", "action", "subject", "detail")
    assert entries == [
        (
            Role.OPERATOR.value,
            "code_retired",
            "LOKET-A",
            {"former": CODE_A, "reason": "Poster dicoret"},
        )
    ]
    page = person.get("/registry/units/UNIT-A").text
    assert "Poster dicoret" in page
    assert CODE_A in page


def test_scans_of_a_retired_code_are_stored_while_nobody_notices(house: Registry) -> None:
    house.database.write(
        lambda c: counters.renew_code(c, "LOKET-A", complete_counter_code(b"z" * 14), "Hilang", NOW)
    )
    citizen = Staff(house.app, None)
    messages: list[dict[str, Any]] = []

    async def live() -> None:
        coming: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        coming.put_nowait({"type": "lifespan.startup"})

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)
            if message["type"] == "lifespan.startup.complete":
                for _ in range(3):
                    await asyncio.to_thread(citizen.get, f"/s/{CODE_A}")
                coming.put_nowait({"type": "lifespan.shutdown"})

        await house.app({"type": "lifespan"}, coming.get, send)  # type: ignore[arg-type]

    asyncio.run(live())
    assert messages[-1]["type"] == "lifespan.shutdown.complete"
    counted = house.database.read(lambda c: c.execute(select(RetiredCode.scans)).scalar_one())
    assert counted == 3
    assert house.app.citizens.survey.retired_scans == {}


@pytest.mark.parametrize(
    ("query", "pages"),
    [("counter=LOKET-A", 1), ("unit=UNIT-A&size=a5", 1), ("agency=INST-A&size=a7", 1)],
)
def test_posters_are_printed_from_the_page(quick: Registry, query: str, pages: int) -> None:
    answer = quick.limited().get(f"/registry/posters?{query}")
    assert answer.headers["content-type"] == "application/pdf"
    document = PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == pages
    assert CODE_A in document.pages[0].extract_text()


def test_paper_sheets_are_printed_beside_the_posters(quick: Registry) -> None:
    person = quick.limited()
    link = "/registry/posters?unit=UNIT-A&amp;size=lembar"
    assert link in person.get("/registry/units/UNIT-A").text
    answer = person.get(unescape(link))
    assert answer.headers["content-disposition"] == 'inline; filename="lembar-UNIT-A.pdf"'
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 2
    assert "Unit Contoh A, Loket 1 Contoh A" in pages[0].extract_text()


@pytest.mark.parametrize("query", ["", "unit=UNIT-A&size=a3", "counter=NOWHERE"])
def test_posters_of_nothing_are_not_there(quick: Registry, query: str) -> None:
    assert quick.operator().get(f"/registry/posters?{query}").status_code == 404


def test_slips_are_made_on_the_unit_page_and_printed_as_often_as_wanted(house: Registry) -> None:
    person = house.limited()
    answer = person.send("/registry/units/UNIT-A/slips", {"counter": "LOKET-A", "count": "48"})
    assert answer.status_code == 303
    for _ in range(2):
        sheet = person.get(answer.headers["location"])
        assert sheet.headers["content-type"] == "application/pdf"
        assert len(PdfReader(io.BytesIO(sheet.content)).pages) == 2
    [batch] = house.database.read(lambda c: slips.batches(c, unit_code="UNIT-A"))
    assert (batch.made, batch.used) == (48, 0)
    assert answer.headers["location"] in person.get("/registry/units/UNIT-A").text
    assert house.rows(AuditEntry, "action", "subject", "detail") == [
        ("slips_made", "LOKET-A", {"batch": batch.batch, "count": 48})
    ]
    add_account(house.database, Role.OPERATOR, agency_id=house.other.agency_id, username="lain")
    stranger = Staff(house.app, "lain")
    assert stranger.get(answer.headers["location"]).status_code == 404


@pytest.mark.parametrize("count", ["0", "-5", "100000", "banyak", ""])
def test_a_wrong_number_of_slips_is_refused_in_place(quick: Registry, count: str) -> None:
    person = quick.operator()
    answer = person.send("/registry/units/UNIT-A/slips", {"counter": "LOKET-A", "count": count})
    assert answer.status_code == 422
    assert summary_of(answer) == [("p-count", f"Jumlah kartu: isi 1 sampai {slips.MOST}.")]
    assert "p-count" in ids_of(answer)
    assert quick.database.read(lambda c: slips.batches(c, unit_code="UNIT-A")) == []
