"""The SKM report: a tagged PDF with every chapter, and a workbook whose formulas count again."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, insert, select, update
from sqlalchemy import text as sql_text

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database, open_database
from portal.documents.making import Making
from portal.documents.report import report_document, report_pdf
from portal.documents.report_plan import NO_PLAN
from portal.documents.workbook import report_xlsx
from portal.settings import Settings
from surveys import holidays, issued, publication, results_closing
from surveys.errors import NotFound, Refused
from surveys.responses import store_drafts
from surveys.results_plan import BeforeAfter
from surveys.results_report import SkmReport
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.holidays import DayKind, DayOff
from surveys.rules.index_comparison import FIXED_WEIGHTS, with_fixed_weight
from surveys.rules.margin import Change
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import Exclusion, FollowUp, IssuedPiece, Questionnaire, Response, Unit
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.conftest import missing
from tests.databases import new_database
from tests.portal.staff import sign_in

Q3 = parse_period("2026-Q3")
MAKING = Making(TODAY, "https://suara.example", sample=True)
CHAPTERS = ("Pendahuluan", "Pelaksanaan survei", "Hasil survei", "Analisis", "Penutup")
ANNEXES = ("Lampiran 1: Kuesioner", "Lampiran 2: Pengolahan data", "Lampiran 3: Bukti publikasi")
SHEETS = [
    (4, 3, 3, None, 3, 3, 2, 3, 3),
    (3, 3, 1, 4, 3, 4, 3, 3, 2),
    (3, 4, 2, 4, 3, 3, 3, 2, 1),
]


# Without this LibreOffice shows the stored results of a file that another program wrote.
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def fill(connection: Connection) -> Place:
    place = build_place(connection, "A", public_code=complete_counter_code(b"r" * 14))
    drafts = []
    for number in range(24):
        draft = build_draft(place, f"k{number}", scores=SHEETS[number % 3])
        drafts.append(
            replace(
                draft,
                local_date=Q3.first_day + timedelta(days=number),
                sex="P" if number < 22 else "L",
                education="S1" if number % 2 else "SMA",
                service_id=place.service_ids[0],
                channel="paper" if number < 2 else "qr",
            )
        )
    store_drafts(connection, drafts)
    connection.execute(
        insert(FollowUp).values(
            unit_id=place.unit_id,
            element="complaint_handling",
            activity="=Balas tiap Jumat",
            due_on=date(2026, 12, 15),
            responsible="Kepala seksi",
            status="planned",
            created_by="kepala",
            created_at=NOW,
        )
    )
    return place


def made(connection: Connection) -> SkmReport:
    return report_of(connection, "UNIT-A", Q3.first_day, Q3.last_day, 5)


@pytest.fixture
def report(tmp_path: Path) -> SkmReport:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    found = database.read(made)
    database.close()
    return found


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_the_pdf_has_every_chapter_and_the_figures(report: SkmReport) -> None:
    pdf = report_pdf(report, MAKING)
    text = text_of(pdf)
    for chapter in (*CHAPTERS, *ANNEXES, "Daftar isi"):
        assert text.count(chapter) >= 1, chapter
    assert report.figures.index is not None
    assert str(report.figures.index).replace(".", ",") in text
    for each in report.figures.elements:
        assert each.element.question.official_name.id in text
    assert "Sampel minimum menurut Krejcie dan Morgan" in text
    assert "1.250 (perkiraan)" in text
    assert f"{report.figures.required}" in text
    assert "bobot 0,11" in text
    assert "https://suara.example/units/UNIT-A" in text
    assert "=Balas tiap Jumat" in text
    assert "Contoh: semua nama dan angka rekaan." in text
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("id")
    assert b"pdfuaid" in pdf or "/StructTreeRoot" in root


def test_small_groups_are_hidden_and_cannot_be_subtracted(report: SkmReport) -> None:
    by_key = {each.key: each for each in report.breakdowns}
    sexes = {group.words.id: group.n for group in by_key["sex"].groups}
    assert sexes == {"Laki-laki": None, "Perempuan": None}
    assert by_key["sex"].hidden == 24
    assert report.channels is not None
    assert [group.n for group in report.channels.groups] == [None, None]
    schools = {group.words.id: group.n for group in by_key["education"].groups}
    assert (schools["SMA/SMK"], schools["S1/D4"]) == (12, 12)


def test_the_sheets_stand_in_an_order_that_tells_no_time(report: SkmReport) -> None:
    assert len(report.sheets) == 24
    assert list(report.sheets) == sorted(
        report.sheets, key=lambda sheet: tuple(value or 0 for value in sheet), reverse=True
    )


def test_the_workbook_shows_the_figures_and_hides_no_formula_in_a_text(report: SkmReport) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    rows = book.get_sheet_by_name("IKM").to_python()
    values = {row[1]: row for row in rows if len(row) > 6}
    assert report.figures.index is not None
    assert values["IKM = 25 × jumlah NRR ÷ 9"][6] == float(report.figures.index)
    assert values["Waktu Penyelesaian"][2:4] == [24.0, 48.0]
    assert len(book.get_sheet_by_name("Lembar").to_python()) == 25
    plan = book.get_sheet_by_name("Rencana").to_python()
    assert {row[1]: row[3] for row in plan}["Penanganan pengaduan"] == "=Balas tiap Jumat"


def test_the_workbook_says_before_and_after_and_prints_one_page_wide(report: SkmReport) -> None:
    line = report.plan[0]
    change = Change(3.0, -1.0, 7.0)
    around = BeforeAfter(Decimal("70.00"), Decimal("73.00"), change)
    done = replace(line, status="done", done_on=Q3.first_day, effect=around)
    held = report_xlsx(replace(report, plan=(done,), without_plan=()), MAKING)
    book = CalamineWorkbook.from_filelike(io.BytesIO(held))
    (heads, row) = book.get_sheet_by_name("Rencana").to_python()
    cells = dict(zip(heads, row, strict=True))
    assert [cells[name] for name in ("Sebelum", "Sesudah", "Perubahan")] == [70, 73, "tetap"]
    with zipfile.ZipFile(io.BytesIO(held)) as packed:
        pages = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        for page in pages:
            text = packed.read(page).decode()
            assert 'fitToHeight="0"' in text
            assert "Edisi kerja, jangan diteruskan" in text
        # Months by their Indonesian names in a spreadsheet of any language.
        assert "[$-421]d mmmm yyyy" in packed.read("xl/styles.xml").decode()


def test_a_word_wider_than_its_column_is_cut_and_not_lost(report: SkmReport) -> None:
    proof = "https://contoh.go.id/" + "berkas-foto-lokasi" * 4
    line = replace(report.plan[0], status="done", done_on=Q3.first_day, proof=proof)
    reader = PdfReader(io.BytesIO(report_pdf(replace(report, plan=(line,)), MAKING)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert proof not in text.replace("\u200b", ""), "in one piece it would run over its neighbours"
    assert proof in re.sub(r"[\s\u200b]", "", text)


def computed_by_libreoffice(folder: Path, *names: str) -> None:
    """Open workbooks in another program, compute every formula, and write the results as ODS."""
    soffice = shutil.which("soffice")
    if soffice is None:
        missing("LibreOffice")
    profile = folder / "office" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE, encoding="utf-8")
    command = [str(soffice), f"-env:UserInstallation=file://{folder}/office", "--headless"]
    command += ["--convert-to", "ods", "--outdir", str(folder)]
    files = [str(folder / name) for name in names]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)


def with_cell(file: Path, changed: Path, old: str, new: str) -> None:
    """The same workbook with another value in one cell of its first sheet."""
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(changed, "w") as other:
        for name in packed.namelist():
            held = packed.read(name).decode() if name.endswith("sheet1.xml") else None
            if held is None:
                other.writestr(name, packed.read(name))
                continue
            assert held.count(old) == 1
            other.writestr(name, held.replace(old, new))


def computed_index(file: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_name("IKM").to_python()


def test_another_program_computes_the_same_figures_from_the_sheets(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    report = database.read(made)
    database.close()
    (tmp_path / "same.xlsx").write_bytes(report_xlsx(report, MAKING))
    changed = replace(report, sheets=((4,) * 9,) * 23 + ((1,) * 9,))
    (tmp_path / "changed.xlsx").write_bytes(report_xlsx(changed, MAKING))
    with_cell(tmp_path / "same.xlsx", tmp_path / "more.xlsx", "<v>1250</v>", "<v>1000</v>")
    computed_by_libreoffice(tmp_path, "same.xlsx", "changed.xlsx", "more.xlsx")
    rows = {row[1]: row for row in computed_index(tmp_path / "same.ods")}
    figures = report.figures
    for each in figures.elements:
        row = rows[each.element.question.official_name.id]
        assert each.mean is not None
        assert each.weighted is not None
        assert each.points is not None
        assert each.grade is not None
        assert row[2:4] == [each.n, each.answers.total]
        assert row[4:6] == pytest.approx([float(each.mean), float(each.weighted)], abs=1e-12)
        assert row[6:8] == [float(each.points), each.grade.value]
    assert figures.index is not None
    assert figures.grade is not None
    assert rows["IKM = 25 × jumlah NRR ÷ 9"][6:8] == [float(figures.index), figures.grade.value]
    for weight in FIXED_WEIGHTS:
        compared = with_fixed_weight(figures.sums, weight)
        assert compared is not None
        words = f"Pembanding, bukan IKM: bobot {str(weight).replace('.', ',')}"
        assert rows[words][6:8] == [float(compared.points), compared.grade.value]
    # 23 sheets of fours and one of ones: 93/24 is 3.875, times 25 is 96.875, halves up.
    again = {row[1]: row for row in computed_index(tmp_path / "changed.ods")}
    assert again["IKM = 25 × jumlah NRR ÷ 9"][6:8] == [96.88, "A"]
    assert again["Pembanding, bukan IKM: bobot 0,11"][6:8] == [95.91, "A"]
    sample = "Sampel minimum (Krejcie dan Morgan)"
    assert rows[sample][2] == figures.required
    more = {row[1]: row for row in computed_index(tmp_path / "more.ods")}
    assert more[sample][2] == 278


def test_a_closed_period_is_reported_as_it_was_closed(database: Database) -> None:
    place = database.write(fill)
    before = database.read(made)

    def close_then_more(connection: Connection) -> None:
        results_closing.close_period(
            connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
        late = [
            replace(build_draft(place, f"z{number}", scores=(1,) * 9), local_date=Q3.last_day)
            for number in range(3)
        ]
        store_drafts(connection, late)

    database.write(close_then_more)
    after = database.read(made)
    assert after.figures.index == before.figures.index
    assert after.since is not None
    assert after.since.late == 3
    assert after.sheets == ()
    text = text_of(report_pdf(after, MAKING))
    assert "ditutup 16 November 2026 oleh kepala; angka di laporan ini" in text
    assert "Sesudah ditutup masuk 3 lembar susulan." in text
    # The groups of today do not add up to it. A unit's own report refers to no other for them.
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(after, MAKING)))
    [title, note] = book.get_sheet_by_name("Responden").to_python()
    assert title[0] == "Responden menurut kelompok"
    assert note[0].startswith("Kelompok responden belum ditampilkan")


def test_a_closed_period_is_made_again_exactly_whatever_changes_afterwards(
    database: Database,
) -> None:
    place = database.write(fill)
    database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    before = database.read(made)
    printed = text_of(report_pdf(before, MAKING))

    def years_go_by(connection: Connection) -> None:
        connection.execute(update(Unit).values(citizens_per_year=90_000))
        connection.execute(update(Questionnaire).values(official=False))
        days = [DayOff(Q3.first_day, DayKind.NATIONAL, "Libur susulan")]
        holidays.add_days(connection, days, "SKB contoh", actor="pengelola", now=NOW)

    database.write(years_go_by)
    after = database.read(made)
    assert after.figures == before.figures
    again = text_of(report_pdf(after, MAKING))
    for figure in (before.figures.index, before.figures.required, before.figures.respondents):
        assert str(figure).replace(".", ",") in again
    assert "Versi kuesioner: skm-2017-1." in printed
    assert "Versi kuesioner: skm-2017-1." in again


def test_a_unit_that_nobody_rated_still_gets_an_honest_report(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(lambda c: build_place(c, "A", public_code=complete_counter_code(b"s" * 14)))
    database.write(lambda c: c.execute(update(Unit).values(citizens_per_year=None)))
    report = database.read(made)
    database.close()
    document = report_document(report, MAKING)
    assert (document["index"], document["required"]) == ("–", "tidak dapat dihitung")
    assert Element.COST.label.id in document["unanswered"]
    assert "Belum ada nilai" in text_of(report_pdf(report, MAKING))
    assert report_xlsx(report, MAKING)[:2] == b"PK"


def test_the_command_writes_both_kinds_and_refuses_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'suara.db'}"
    database = open_database(url)
    database.write(fill)
    database.close()

    def run(*arguments: str) -> tuple[int, str, str]:
        reach = ("--from", "2026-07-01", "--to", "2026-09-30", "--database", url)
        status = main(["report", *arguments, *reach])
        said = capsys.readouterr()
        return status, said.out, said.err

    for name in ("a.pdf", "a.xlsx"):
        status, out, _ = run("--unit", "UNIT-A", "--out", str(tmp_path / name), "--json")
        assert status == 0
        assert json.loads(out)["n"] == 24
        assert (tmp_path / name).stat().st_size > 5000
    status, _, err = run("--unit", "UNIT-A", "--out", str(tmp_path / "a.docx"))
    assert (status, ".pdf atau .xlsx" in err) == (1, True)
    status, _, err = run("--unit", "NIHIL", "--out", str(tmp_path / "b.pdf"))
    assert (status, "unit 'NIHIL' tidak ada" in err) == (1, True)
    assert not (tmp_path / "b.pdf").exists()


def test_the_head_takes_the_report_and_closes_the_period(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    assert "Laporan triwulan III 2026 siap dibuat." in page
    assert "Belum ada. Laporan ini dibuat dari angka untuk umum" in page
    refused = head.get("/reports/file?unit=UNIT-A&period=2026-Q3&format=pdf")
    assert refused.status_code == 409
    assert "Pakai edisi kerja" in refused.text
    database.write(lambda c: publication.refresh_all(c, NOW, 5))
    assert (
        "Angkanya sama dengan yang tampil untuk umum."
        in head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    )
    for edition, named in (("public", "2026-Q3"), ("working", "2026-Q3-kerja")):
        for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
            query = f"unit=UNIT-A&period=2026-Q3&edition={edition}&format={kind}"
            answer = head.get(f"/reports/file?{query}")
            assert answer.content.startswith(begins)
            assert f"laporan-skm-UNIT-A-{named}.{kind}" in answer.headers["content-disposition"]
    other = head.get("/reports/file?unit=UNIT-A&period=2026-Q3&edition=every")
    assert other.status_code == 404
    closed = head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    assert closed.status_code == 303
    page = head.get(closed.headers["location"]).text
    assert "Laporan triwulan III 2026 sudah terbit." in page
    assert "Periode ini sudah ditutup" in page
    listed = page[page.index("Periode yang sudah ditutup") :]
    assert "Triwulan III 2026</a>" in listed, "by its name, as everywhere else"
    again = head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    assert again.status_code == 409
    planner = sign_in(app, database, Role.PLANNER)
    assert "Tutup periode" not in planner.get("/reports?unit=UNIT-A&period=2026-Q2").text
    database.close()


@pytest.mark.parametrize("written", ["[]", '{"counts": 3}', "{"])
def test_a_closed_period_that_cannot_be_read_any_more_is_told_of_in_plain_words(
    tmp_path: Path, written: str
) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    file = head.get("/reports/closed/1/file").content
    damage = sql_text("update closed_period set figures = :written").bindparams(written=written)
    database.write(lambda c: c.execute(damage) and None)
    listed = head.get("/reports")
    assert listed.status_code == 200
    assert "Angkanya rusak dan tidak terbaca lagi." in listed.text
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3")
    assert page.status_code == 200
    assert "Laporan triwulan III 2026 belum bisa dibuat." in page.text
    assert "rusak dan tidak terbaca lagi. Hubungi pengelola." in page.text
    assert (
        "are damaged and can no longer be read."
        in head.get("/reports?unit=UNIT-A&period=2026-Q3&lang=en").text
    )
    for edition in ("public", "working"):
        query = f"period=2026-Q3&edition={edition}"
        refused = head.get(f"/reports/file?unit=UNIT-A&{query}")
        assert refused.status_code == 409
        assert "rusak dan tidak terbaca lagi." in refused.text
    assert head.send("/reports/closed/1/correction", {}).status_code == 409
    # The file that was issued is kept apart from the figures, so it is there all the same.
    assert head.get("/reports/closed/1/file").content == file
    database.close()


def test_the_report_as_issued_is_kept_byte_for_byte(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
    first = head.get("/reports/closed/1/file")
    assert first.content.startswith(b"%PDF")
    assert hashlib.sha256(first.content).hexdigest() == first.headers["x-content-sha256"]
    assert first.headers["x-content-sha256"][:8] in head.get("/reports").text
    late = [
        replace(build_draft(place, f"late{n}", scores=(1,) * 9), local_date=Q3.last_day)
        for n in range(5)
    ]
    database.write(lambda c: store_drafts(c, late[:1]))
    assert head.get("/reports/closed/1/file").content == first.content
    refused = head.send("/reports/closed/1/correction", {})
    assert refused.status_code == 409
    assert "Yang berubah kurang dari 5 lembar." in refused.text
    database.write(lambda c: store_drafts(c, late[1:]))
    assert head.send("/reports/closed/1/correction", {}).status_code == 303
    page = head.get("/reports").text
    assert "29 responden" in page
    assert "Catat koreksi" not in page
    assert "Koreksi sesudah periode ditutup" in text_of(report_pdf(database.read(made), MAKING))
    other = database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"o" * 14))
    )
    stranger = sign_in(app, database, Role.ADMINISTRATOR, agency_id=other.agency_id)
    assert stranger.get("/reports/closed/1/file").status_code == 404
    database.write(lambda c: c.execute(update(IssuedPiece).values(content="AAAA")))
    assert head.get("/reports/closed/1/file").status_code == 409
    database.close()


def test_an_issued_file_is_never_replaced(database: Database) -> None:
    place = database.write(fill)
    number = database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
        )
    )
    document = bytes(range(256)) * 300
    database.write(lambda c: issued.keep_issued(c, number, document))
    assert database.read(lambda c: issued.issued(c, number, PlaceScope())) == document
    with pytest.raises(Refused, match="sudah tersimpan"):
        database.write(lambda c: issued.keep_issued(c, number, b"another"))
    with pytest.raises(NotFound):
        database.write(lambda c: issued.keep_issued(c, 99, b"nothing"))


def test_an_agency_puts_the_report_in_its_own_words(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    assert "Laporan memakai kalimat bawaan." in head.get("/reports/texts").text
    own = {
        "background": "Loket {unit} berdiri sejak 1998 & melayani <b>pesisir</b>.",
        "legal_basis": "Peraturan Bupati Contoh Nomor 7",
        "team": "Ketua: Sari Contoh, kepala bidang\nAnggota: Budi Contoh: staf",
        "signatory_name": "Sari Contoh, NIP 0000",
        "place": "Kalianda",
    }
    assert head.send("/reports/texts", own).status_code == 303
    text = text_of(report_pdf(database.read(made), MAKING))
    for words in (
        "Loket Unit Contoh A berdiri sejak 1998 & melayani <b>pesisir</b>.",
        "Peraturan Bupati Contoh Nomor 7",
        "Sari Contoh, kepala bidang",
        "Budi Contoh: staf",
        "Sari Contoh, NIP 0000",
        "Kalianda, ",
    ):
        assert words in text, (words, text)
    assert "Undang-Undang Nomor 25 Tahun 2009" not in text
    page = head.get("/reports/texts?said=kept").text
    assert "5 bagian laporan memakai kalimat sendiri." in page
    assert "&lt;b&gt;pesisir&lt;/b&gt;" in page
    wrong = head.send("/reports/texts", {**own, "place": "x" * 200, "aim": "tetap di sini"})
    assert wrong.status_code == 422
    assert "Tempat tanda tangan: paling panjang 120 huruf. Tulisan ini 200 huruf." in wrong.text
    assert "tetap di sini" in wrong.text
    assert head.send("/reports/texts", {}).status_code == 303
    assert "Undang-Undang Nomor 25" in text_of(report_pdf(database.read(made), MAKING))
    other = database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"o" * 14))
    )
    stranger = sign_in(app, database, Role.ADMINISTRATOR, agency_id=other.agency_id)
    assert stranger.get("/reports/texts?unit=UNIT-A").status_code == 404
    assert stranger.send("/reports/texts", {"unit": "UNIT-A", **own}).status_code == 404
    database.close()


def test_what_was_done_shows_its_element_before_and_after(database: Database) -> None:
    place = database.write(fill)

    def done(connection: Connection) -> None:
        connection.execute(
            update(FollowUp).values(status="done", done_on=Q3.first_day + timedelta(days=40))
        )
        better = [
            replace(
                build_draft(place, f"n{number}", scores=(3, 3, 3, 3, 3, 3, 3, 3, 4)),
                local_date=Q3.first_day + timedelta(days=41 + number),
            )
            for number in range(20)
        ]
        store_drafts(connection, better)

    database.write(done)
    report = database.read(made)
    [line] = report.plan
    assert line.effect is not None
    assert (line.effect.before, line.effect.after) == (Decimal("50.00"), Decimal("100.00"))
    assert "50,00 → 100,00, naik" in text_of(report_pdf(report, MAKING))


def test_what_was_excluded_is_told_with_its_reasons(database: Database) -> None:
    place = database.write(fill)

    def exclude(connection: Connection) -> None:
        drafts = [
            replace(build_draft(place, f"out{number}", excluded=True), local_date=Q3.last_day)
            for number in range(3)
        ]
        store_drafts(connection, drafts)
        numbers = connection.execute(
            select(Response.id).where(Response.excluded).order_by(Response.id).limit(2)
        ).scalars()
        for number in numbers.all():
            values = {"response_id": number, "reason": "uji coba petugas", "actor": "kepala"}
            connection.execute(insert(Exclusion).values(**values, at=NOW))

    database.write(exclude)
    report = database.read(made)
    assert [(each.reason, each.n) for each in report.excluded] == [
        ("uji coba petugas", 2),
        ("honeypot", 1),
    ]
    assert report.figures.excluded == 3
    text = text_of(report_pdf(report, MAKING))
    assert "uji coba petugas 2" in text
    assert "Sebab teknis: jebakan robot 1" in text


def test_a_forum_is_claimed_only_where_its_day_is_written_down(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    place = database.write(fill)
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    making = Making(date(2026, 11, 28), "https://suara.example")

    def forum() -> str:
        return str(report_document(database.read(made), making)["forum"])

    assert forum() == "Rencana ini belum dibahas dalam Forum Konsultasi Publik."
    wrong = head.send("/reports/texts", {"forum": "20-11-2026: Aula\nbulan depan"})
    assert wrong.status_code == 422
    assert "awali tiap baris dengan tanggal seperti 20-11-2026. Tertulis: bulan depan" in wrong.text
    for told in ("01-08-2026: Aula", "20-12-2026: Aula"):
        assert head.send("/reports/texts", {"forum": told}).status_code == 303
        assert "belum dibahas" in forum(), told
    held = "01-08-2026: Aula\n27-11-2026\n20-11-2026: Aula Contoh"
    assert head.send("/reports/texts", {"forum": held}).status_code == 303
    words = "dibahas dalam Forum Konsultasi Publik pada 20 November 2026, Aula Contoh."
    assert words in text_of(report_pdf(database.read(made), making))
    database.close()


def test_a_weak_element_without_a_plan_is_named(database: Database) -> None:
    place = database.write(fill)
    document = report_document(database.read(made), MAKING)
    planned = {row["element"]: row["activity"] for row in document["plan"]}
    assert planned[Element.COMPLAINT_HANDLING.label.id] == "=Balas tiap Jumat"
    assert planned[Element.TIME.label.id] == "Belum ada rencana"
    assert Element.COMPLAINT_HANDLING.label.id.lower() not in document["without_plan"]
    done = {"status": "done", "done_on": Q3.first_day}
    database.write(lambda c: c.execute(update(FollowUp).values(**done)))
    report = database.read(made)
    text = text_of(report_pdf(report, MAKING))
    assert "Belum ada rencana tindak lanjut untuk" in text
    assert Element.COMPLAINT_HANDLING in report.without_plan
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    lines = [(row[1], row[3]) for row in book.get_sheet_by_name("Rencana").to_python()[1:]]
    pair = ("Penanganan pengaduan", "=Balas tiap Jumat"), ("Penanganan pengaduan", NO_PLAN)
    assert lines[lines.index(pair[0]) :][:2] == list(pair)
    values = [row["value"] for row in report_document(report, MAKING)["plan"]]
    assert values == sorted(values), "the lowest element comes first, with a plan or without"
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    assert f"{len(report.without_plan)} unsur lemah belum punya rencana." in page
    assert "Tim pelaksana belum ditulis." in page
    head.send("/reports/texts", {"team": "Ketua: Sari Contoh"})
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    assert "Tim pelaksana belum ditulis." not in page


def test_too_few_respondents_are_told_in_the_conclusion_and_above_the_button(
    database: Database,
) -> None:
    place = database.write(fill)
    report = database.read(made)
    required = report.figures.required
    assert required is not None
    text = text_of(report_pdf(report, MAKING))
    assert f"Responden 24 dari {required} yang disyaratkan; hasil ini belum mewakili" in text
    assert report_document(report, MAKING)["timetable"][1][3] == "otomatis"
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    page = head.get("/reports?unit=UNIT-A&period=2026-Q3").text
    assert page.index(f"Responden kurang {required - 24}.") < page.index("Edisi kerja (PDF)")


def test_the_signature_stands_with_the_conclusion(report: SkmReport) -> None:
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(report, MAKING))).pages
    ]
    [signed] = [page for page in pages if "Nama, NIP, dan tanda tangan" in page]
    assert "Penutup" in signed
    assert "memperoleh nilai IKM" in signed
    [compared] = [page for page in pages if "bobot 0,11 atau 0,111" in page]
    assert "Lampiran 2" in compared
