"""What the SKM report prints, figure by figure and name by name, on paper and in the workbook."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from portal.database import Database
from portal.documents.report import report_document, report_pdf
from portal.documents.report_ends import ends_words, first_to_mend
from portal.documents.report_plan import change_words
from portal.documents.workbook import report_xlsx
from surveys import publication
from surveys.results_figures import ElementFigure
from surveys.results_report import SkmReport
from surveys.results_report_working import report_of
from tests.builders import NOW
from tests.portal.paper import text_of
from tests.portal.reported_unit import MAKING, Q3, fill


def test_every_element_has_its_interval_in_letters(report: SkmReport) -> None:
    text = text_of(report_pdf(report, MAKING))
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    rows = {row[1]: row for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 9}
    for each in report.figures.elements:
        assert each.interval is not None
        low, high = each.interval.ci95
        written = f"{low} sampai {high}".replace(".", ",")
        assert text.count(written) >= 1, each.element
        cells = rows[each.element.question.official_name.id][8:10]
        assert cells == pytest.approx([float(low), float(high)], abs=0.0051)
    assert report.figures.interval is not None
    ends = [float(end) for end in report.figures.interval.ci95]
    assert rows["IKM = 25 × jumlah NRR ÷ 9"][8:10] == pytest.approx(ends, abs=0.0051)


def test_u8_and_u9_are_named_wherever_they_stand(report: SkmReport) -> None:
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(report, MAKING))).pages
    ]
    annex = " ".join(pages[-2:])
    assert len(re.findall(r"U8\s+Sarana", annex)) >= 3
    assert len(re.findall(r"U9\s+Pengaduan", annex)) >= 2
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, MAKING)))
    heads = book.get_sheet_by_name("Lembar").to_python()[0]
    assert heads[8:10] == ["U8 Sarana", "U9 Pengaduan"]


def test_of_very_many_sheets_the_first_are_printed_and_the_file_of_all_is_named(
    report: SkmReport,
) -> None:
    many = replace(report, sheets=((4,) * 9,) * 400 + ((1,) * 9,) * 50)
    document = report_document(many, MAKING)
    assert [len(document["sheets"]), document["sheets"][-1][0]] == [400, "400"]
    text = text_of(report_pdf(many, MAKING))
    assert "Tercetak 400 dari 450 lembar." in text
    assert "Semuanya ada di berkas laporan-skm-UNIT-A-2026-Q3-kerja.xlsx." in text
    assert report_document(report, MAKING)["sheets_words"] == ""


def test_elements_of_one_value_are_named_together(report: SkmReport) -> None:
    document = report_document(report, MAKING)
    assert document["ends"].startswith(
        "Unsur terlemah: waktu penyelesaian serta penanganan pengaduan (50,00);"
    )
    bins = dict.fromkeys(range(1, 9), (0, 0, 24, 0))
    held = [
        replace(each, bins=bins.get(n, (0, 24, 0, 0))) for n, each in enumerate(elements(report))
    ]
    alike = ends_words(replace(report.figures, elements=tuple(held)))
    assert alike == (
        "Unsur terlemah: persyaratan (50,00). Unsur terkuat: prosedur, waktu penyelesaian,"
        " biaya/tarif, produk layanan, kompetensi petugas, perilaku petugas, sarana dan prasarana"
        " serta penanganan pengaduan (75,00)."
    )
    same = tuple(replace(each, bins=(0, 0, 24, 0)) for each in elements(report))
    figures = replace(report.figures, elements=same)
    assert ends_words(figures) == "Semua unsur bernilai sama: 75,00."
    assert first_to_mend(figures) == ""


def elements(report: SkmReport) -> tuple[ElementFigure, ...]:
    return report.figures.elements


def test_what_was_done_after_the_period_is_not_said_to_lack_answers(report: SkmReport) -> None:
    line = report.plan[0]
    for done_on, words in (
        (Q3.last_day + timedelta(days=20), "terlihat sesudah masa ini"),
        (Q3.first_day + timedelta(days=20), "belum cukup jawaban"),
    ):
        done = replace(line, status="done", done_on=done_on, effect=None)
        assert change_words(done, report) == words


def test_a_report_of_other_days_says_its_days_once_and_what_is_published(
    database: Database,
) -> None:
    database.write(fill)
    database.write(lambda c: publication.refresh_all(c, NOW, 5))
    days = date(2026, 7, 1), date(2026, 9, 12)
    report = database.read(lambda c: report_of(c, "UNIT-A", *days, 5))
    reader = PdfReader(io.BytesIO(report_pdf(report, MAKING)))
    cover = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    assert cover.count("1 Juli 2026 sampai 12 September 2026") == 1
    text = text_of(report_pdf(report, MAKING))
    assert "hasil survei Unit Contoh A untuk 1 Juli 2026 sampai 12 September 2026." in text
    assert "Nilai tampil per triwulan. Diperbarui 16 November 2026." in text
    assert "Belum tampil" not in text
    none = replace(report, published_on=None)
    assert "Belum tampil" in text_of(report_pdf(none, MAKING))


def test_the_media_that_an_agency_wrote_down_are_its_proof_of_publication(
    report: SkmReport,
) -> None:
    media = "Papan pengumuman: 20 November 2026, ruang tunggu\n\nRadio Contoh"
    told = replace(report, texts={**report.texts, "media": media})
    text = text_of(report_pdf(told, MAKING))
    assert "2 Papan pengumuman 20 November 2026, ruang tunggu" in text
    assert "3 Radio Contoh –" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(told, MAKING)))
    rows = {row[1]: row[2] for row in book.get_sheet_by_name("IKM").to_python() if len(row) > 2}
    assert rows["Media: Papan pengumuman"] == "20 November 2026, ruang tunggu"
