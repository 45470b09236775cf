"""A training plan as workbook and PDF, with the columns of the yearly proposal to BPSDM."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
import xlsxwriter

from portal import wording
from surveys.exchange_export import unambiguous
from surveys.plans import ItemLine, StoredPlan
from surveys.rules.labels import LABEL_WORDS

TEMPLATE = Path(__file__).with_name("plan.typ")
COLUMNS = (
    ("No.", 5),
    ("Perangkat daerah", 30),
    ("Unit", 34),
    ("Pelatihan", 34),
    ("Bentuk", 12),
    ("JP", 6),
    ("Peserta", 9),
    ("Biaya (Rp)", 16),
    ("Dasar", 44),
    ("Kebutuhan (kunjungan bermasalah setahun)", 18),
    ("Perkiraan terhindar", 14),
    ("Paling sedikit (95%)", 14),
    ("Paling banyak (95%)", 14),
    ("Terakhir dilatih", 14),
    ("Tahun", 8),
)


def reason_of(item: ItemLine) -> str:
    """What the line rests on, in one sentence."""
    seen = item.evidence
    label = seen.get("label")
    about = LABEL_WORDS[label].id.lower() if label in LABEL_WORDS else "layanan"
    text = (
        f"SKM: {seen.get('complaints', 0)} keluhan tentang {about}"
        f" dari {seen.get('commented', 0)} komentar, {seen.get('respondents', 0)} responden"
    )
    return text + (f"; diubah oleh {item.changed_by}" if item.changed_by else "")


def _row(number: int, item: ItemLine, plan: StoredPlan) -> list[Any]:
    return [
        number,
        item.agency_name,
        item.unit_name,
        item.topic_name,
        item.method or "",
        item.hours_jp or "",
        item.seats,
        item.cost_sen / 100,
        reason_of(item),
        round(item.need, 1),
        round(item.expected_gain, 1),
        round(float(item.evidence.get("low", 0.0)), 1),
        round(float(item.evidence.get("high", 0.0)), 1),
        item.evidence.get("last_trained") or "belum pernah",
        plan.cycle[:4],
    ]


def _state(plan: StoredPlan) -> str:
    if plan.is_draft or plan.approved_at is None:
        return "Rancangan, belum disetujui"
    return f"Disetujui {plan.approved_by}, {wording.moment(plan.approved_at)}"


def _data_until(plan: StoredPlan) -> str:
    until = plan.basis.get("data_until")
    return wording.day(date.fromisoformat(until)) if until else "–"


def plan_workbook(plan: StoredPlan, *, sample: bool = False) -> bytes:
    """The plan as XLSX: one sheet of lines, one of what it rests on."""
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0", "valign": "top"})
    strong = book.add_format({"bold": True, "num_format": "#,##0"})
    sheet = book.add_worksheet(f"Rencana {plan.cycle}")
    for place, (title, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    for number, item in enumerate(plan.items, start=1):
        for place, cell in enumerate(_row(number, item, plan)):
            if isinstance(cell, str):
                sheet.write_string(number, place, unambiguous(cell), plain)
            else:
                sheet.write_number(number, place, cell, money if place == 7 else plain)
    total = len(plan.items) + 1
    sheet.write_string(total, 3, "Jumlah", strong)
    sheet.write_number(total, 6, sum(item.seats for item in plan.items), strong)
    sheet.write_number(total, 7, plan.spent_sen / 100, strong)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _basis_sheet(book, plan, sample)
    book.close()
    return made.getvalue()


def _basis_sheet(book: Any, plan: StoredPlan, sample: bool) -> None:
    sheet = book.add_worksheet("Dasar")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    lines = [
        ("Siklus", plan.cycle),
        ("Keadaan", _state(plan)),
        ("Anggaran", wording.rupiah_from_sen(plan.budget_sen)),
        ("Terpakai", wording.rupiah_from_sen(plan.spent_sen)),
        ("Data sampai", _data_until(plan)),
        ("Pembaca komentar", str(plan.basis.get("model_version") or "tidak ada")),
        ("Benih undian", str(plan.basis.get("seed", ""))),
        *(("Catatan", str(note)) for note in plan.basis.get("notes", [])),
        *((("Contoh", "Semua nama dan angka rekaan."),) if sample else ()),
        *(
            (f"Tidak masuk: {left.get('unit_name', '')}", str(left.get("text", "")))
            for left in plan.basis.get("left_out", [])
        ),
    ]
    for number, (name, value) in enumerate(lines):
        sheet.write_string(number, 0, unambiguous(name))
        sheet.write_string(number, 1, unambiguous(value))


def plan_pdf(plan: StoredPlan, *, sample: bool = False) -> bytes:
    """The plan as a tagged PDF on landscape A4."""
    rows = [
        [
            str(number),
            item.unit_name,
            item.agency_name,
            item.topic_name,
            f"{item.method or '–'}, {item.hours_jp or '–'} JP",
            str(item.seats),
            wording.rupiah_from_sen(item.cost_sen),
            reason_of(item),
            f"{wording.number(item.expected_gain)} ("
            f"{wording.number(float(item.evidence.get('low', 0.0)))} sampai "
            f"{wording.number(float(item.evidence.get('high', 0.0)))})",
        ]
        for number, item in enumerate(plan.items, start=1)
    ]
    given = {
        "title": f"Rencana pelatihan siklus {plan.cycle}",
        "state": _state(plan),
        "sample": "Contoh: semua nama dan angka rekaan." if sample else "",
        "figures": f"{wording.rupiah_from_sen(plan.spent_sen)} dari "
        f"{wording.rupiah_from_sen(plan.budget_sen)}, "
        f"{sum(item.seats for item in plan.items)} kursi",
        "until": f"Data sampai {_data_until(plan)}. "
        f"Pembaca komentar: {plan.basis.get('model_version') or 'tidak ada'}. "
        f"Benih undian: {plan.basis.get('seed', '–')}.",
        "rows": rows,
        "notes": [str(note) for note in plan.basis.get("notes", [])],
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("the document has no pages")
    return made
