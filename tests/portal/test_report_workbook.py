"""The workbook of the SKM report: its figures, its pages, and formulas that count again."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from portal.documents.workbook import report_xlsx
from surveys.results_plan import BeforeAfter
from surveys.results_report import SkmReport
from surveys.rules.index_comparison import FIXED_WEIGHTS, with_fixed_weight
from surveys.rules.margin import Change
from tests.databases import new_database
from tests.portal.libreoffice import computed_by_libreoffice
from tests.portal.reported_unit import MAKING, Q3, fill, made


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
