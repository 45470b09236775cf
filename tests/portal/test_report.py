"""The SKM report: a tagged PDF with every chapter, in the words of its agency."""

import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection, insert, select, update

from portal import wording
from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database, open_database
from portal.documents.making import Making
from portal.documents.report import report_document, report_pdf
from portal.documents.report_plan import NO_PLAN
from portal.documents.workbook import report_xlsx
from portal.settings import Settings
from surveys import publication
from surveys.responses import store_drafts
from surveys.results_plan import before_and_after
from surveys.results_report import SkmReport
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.scope import PlaceScope
from surveys.tables import Exclusion, FollowUp, Questionnaire, Response, Unit
from tests.builders import NOW, build_draft, build_place
from tests.databases import new_database
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, fill, made
from tests.portal.staff import sign_in

CHAPTERS = ("Pendahuluan", "Pelaksanaan survei", "Hasil survei", "Analisis", "Penutup")
ANNEXES = ("Lampiran 1: Kuesioner", "Lampiran 2: Pengolahan data", "Lampiran 3: Bukti publikasi")


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


def test_a_word_wider_than_its_column_is_cut_and_not_lost(report: SkmReport) -> None:
    proof = "https://contoh.go.id/" + "berkas-foto-lokasi" * 4
    line = replace(report.plan[0], status="done", done_on=Q3.first_day, proof=proof)
    reader = PdfReader(io.BytesIO(report_pdf(replace(report, plan=(line,)), MAKING)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert proof not in text.replace("\u200b", ""), "in one piece it would run over its neighbours"
    assert proof in re.sub(r"[\s\u200b]", "", text)


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
                local_date=Q3.last_day - timedelta(days=number),
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


def test_what_came_after_the_last_day_of_a_report_does_not_count_as_after(
    database: Database,
) -> None:
    place = database.write(fill)
    done_on, last = Q3.first_day + timedelta(days=40), Q3.last_day - timedelta(days=15)

    def later(connection: Connection) -> None:
        drafts = [
            replace(build_draft(place, f"n{number}"), local_date=Q3.last_day)
            for number in range(20)
        ]
        store_drafts(connection, drafts)

    database.write(later)
    scope, element = PlaceScope(unit_id=place.unit_id), Element.COMPLAINT_HANDLING
    shown = [
        database.read(lambda c, d=until: before_and_after(c, scope, element, done_on, d, 5))
        for until in (last, Q3.last_day)
    ]
    assert [each is None for each in shown] == [True, False]


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
    assert "Lembar yang dikeluarkan dari hitungan 3 uji coba petugas 2" in text
    assert "Sebab teknis: jebakan robot 1" in text


@pytest.mark.parametrize("edition", ["working", "public"])
def test_the_reasons_of_exclusions_add_up_where_short_sheets_were_excluded_too(
    edition: str, database: Database
) -> None:
    place = database.write(fill)

    def exclude(connection: Connection) -> None:
        short = connection.execute(
            insert(Questionnaire).values(
                code="singkat", mode="short", official=False, valid_from=NOW
            )
        ).inserted_primary_key[0]
        out = replace(build_draft(place, "out", excluded=True), local_date=Q3.last_day)
        three = replace(out, scores=(1, None, None, 1, None, None, 1, None, None))
        briefly = [replace(three, form_key=f"s{n}", questionnaire_id=short) for n in range(2)]
        store_drafts(connection, [out, *briefly])
        publication.refresh_all(connection, NOW, 5)

    database.write(exclude)
    report = database.read(
        made if edition == "working" else lambda c: public_report_of(c, "UNIT-A", Q3, 5)
    )
    assert report.figures.excluded == 1
    assert [(each.reason, each.n) for each in report.excluded] == [("honeypot", 1)]
    text = text_of(report_pdf(report, MAKING))
    assert "Lembar yang dikeluarkan dari hitungan 1 Sebab teknis: jebakan robot 1" in text
    assert "alasan tertulis" not in text


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


def test_the_command_tells_all_of_a_unit_of_three_sheets_as_the_index_does_and_the_page_does_not(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(database_url)
    code = complete_counter_code(b"t" * 14)
    place = database.write(lambda c: build_place(c, "C", public_code=code))
    few = [replace(build_draft(place, f"c{n}"), local_date=Q3.first_day) for n in range(3)]
    database.write(lambda c: store_drafts(c, few))
    page = database.read(lambda c: report_of(c, "UNIT-C", Q3.first_day, Q3.last_day, 5))
    database.close()
    reach = ("--from", "2026-07-01", "--to", "2026-09-30", "--database", database_url, "--json")

    def told(*arguments: str) -> dict[str, Any]:
        assert main([*arguments, *reach]) == 0
        return dict(json.loads(capsys.readouterr().out))

    [unit] = told("index")["units"]
    for place_of in (("--unit", "UNIT-C"), ("--agency", "INST-C")):
        file = tmp_path / f"{place_of[1]}.xlsx"
        report = told("report", *place_of, "--out", str(file))
        assert report["n"] == 3
        assert report["index"] is not None
        same = ("n", "elements", "index", "index_raw", "grade", "ci95", "required_n")
        assert [report[name] for name in same] == [unit[name] for name in same]
    book = CalamineWorkbook.from_path(tmp_path / "UNIT-C.xlsx")
    assert len(book.get_sheet_by_name("Lembar").to_python()) == 4
    assert (page.figures.index, page.sheets) == (None, ())


def test_a_report_of_days_that_are_not_over_says_so_and_ends_on_its_own_day(
    database: Database,
) -> None:
    database.write(fill)
    report = database.read(made)
    made_on = report.last - timedelta(days=20)
    document = report_document(report, replace(MAKING, made_on=made_on))
    assert document["span"].endswith(", masih berjalan")
    collected, worked_out, written = (row[2] for row in document["timetable"])
    assert collected.endswith(wording.day(made_on))
    assert worked_out == written == wording.day(made_on)
    over = report_document(report, replace(MAKING, made_on=report.last + timedelta(days=1)))
    assert "berjalan" not in over["span"]
    assert over["timetable"][0][2].endswith(wording.day(report.last))
