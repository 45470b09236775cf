"""A training plan as a workbook in the forms of a training agency (BPSDM).

Sheets: the yearly plan, the needs and development plan (AKPK), the proposal with a row a seat for
the names that the agencies fill in, and what the plan rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any

import xlsxwriter

from portal.documents.plan_words import (
    approval_words,
    changes_of,
    data_until,
    last_trained,
    reading_words,
    reason_of,
    span_of,
    state_of,
)
from portal.wording import rupiah_from_sen
from surveys.exchange_marks import unambiguous
from surveys.plans import ItemLine, StoredPlan
from surveys.rules.competencies import competencies, group_of, road_of
from surveys.rules.labels import LABEL_WORDS

YEAR_PLAN = (
    ("No.", 5),
    ("Perangkat daerah", 30),
    ("Unit", 34),
    ("Pelatihan", 34),
    ("Jalur", 12),
    ("Bentuk", 12),
    ("JP", 6),
    ("Peserta", 9),
    ("Biaya per kursi (Rp)", 14),
    ("Biaya (Rp)", 16),
    ("Waktu", 20),
    ("Dasar", 44),
    ("Kebutuhan (kunjungan bermasalah setahun)", 18),
    ("Perkiraan terhindar", 14),
    ("Paling sedikit (95%)", 14),
    ("Paling banyak (95%)", 14),
    ("Biaya per kunjungan terhindar (Rp)", 16),
    ("Terakhir dilatih", 16),
    ("Tahun", 8),
)
NEEDS = (
    ("No.", 5),
    ("Perangkat daerah", 30),
    ("Unit", 34),
    ("Kompetensi", 28),
    ("Kelompok", 12),
    ("Unsur SKM", 22),
    ("Nilai unit (1-4)", 10),
    ("Rata-rata unit (1-4)", 10),
    ("Kesenjangan kinerja", 12),
    ("Keluhan", 9),
    ("Keluhan per 100 komentar", 12),
    ("Rata-rata per 100 komentar", 12),
    ("Kesenjangan kompetensi (diisi dari AKD)", 16),
    ("Bentuk", 12),
    ("Materi prioritas", 34),
    ("Metode", 12),
    ("Peserta", 9),
    ("Hambatan", 16),
    ("Waktu", 20),
)
PROPOSAL = (
    ("No.", 5),
    ("Nama", 28),
    ("NIP", 22),
    ("Jabatan", 22),
    ("Pelatihan", 34),
    ("Dasar usulan", 12),
    ("Nomor surat", 18),
    ("Perangkat daerah", 30),
    ("Unit", 34),
    ("Tahun", 8),
)
MONEY = frozenset({"Biaya (Rp)", "Biaya per kursi (Rp)", "Biaya per kunjungan terhindar (Rp)"})

Row = Sequence[str | int | float | None]


@dataclass(frozen=True)
class _Book:
    """A workbook that is being written, with its formats."""

    book: Any
    head: Any
    plain: Any
    money: Any
    strong: Any

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> Any:
        """A sheet of rows under a frozen head; None is an empty cell to be filled in."""
        sheet = self.book.add_worksheet(name)
        for place, (title, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, self.head)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell is None:
                    sheet.write_blank(number, place, None, self.plain)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, unambiguous(cell), self.plain)
                else:
                    money = columns[place][0] in MONEY
                    sheet.write_number(number, place, cell, self.money if money else self.plain)
        sheet.freeze_panes(1, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet


def plan_workbook(plan: StoredPlan, *, sample: bool = False) -> bytes:
    """The plan as XLSX; the same plan gives the same bytes."""
    made = BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(made, {"in_memory": True, **options})
    written = plan.approved_at or plan.made_at
    book.set_properties(
        {"title": f"Rencana {plan.cycle}", "created": written.astimezone(UTC).replace(tzinfo=None)}
    )
    wrapped = {"text_wrap": True, "valign": "top"}
    kit = _Book(
        book,
        book.add_format({**wrapped, "bold": True, "bottom": 1}),
        book.add_format(wrapped),
        book.add_format({"num_format": "#,##0", "valign": "top"}),
        book.add_format({"bold": True, "num_format": "#,##0"}),
    )
    sheet = kit.sheet(f"Rencana {plan.cycle}", YEAR_PLAN, _year_rows(plan))
    total = len(plan.items) + 1
    sheet.write_string(total, 3, "Jumlah", kit.strong)
    sheet.write_number(total, 7, sum(item.seats for item in plan.items), kit.strong)
    sheet.write_number(total, 9, plan.spent_sen / 100, kit.strong)
    # Room for three signatures under the plan, as it is handed in.
    signed = (("Disusun", 2), ("Diperiksa", 3), ("Disetujui", 11))
    for role, place in signed:
        sheet.write_string(total + 2, place, role, kit.strong)
        sheet.write_string(total + 6, place, "Nama:", kit.plain)
        sheet.write_string(total + 7, place, "NIP:", kit.plain)
    kit.sheet("AKPK", NEEDS, _needs_rows(plan))
    kit.sheet("Usulan peserta", PROPOSAL, _proposal_rows(plan))
    _basis_sheet(book, plan, sample)
    book.close()
    return made.getvalue()


def _year_rows(plan: StoredPlan) -> list[Row]:
    return [
        (
            number,
            item.agency_name,
            item.unit_name,
            item.topic_name,
            road_of(item.method),
            item.method or "",
            item.hours_jp,
            item.seats,
            item.cost_sen / item.seats / 100,
            item.cost_sen / 100,
            span_of(plan.cycle),
            reason_of(plan, item),
            round(item.need, 1),
            round(item.expected_gain, 1),
            round(float(item.evidence.get("low", 0.0)), 1),
            round(float(item.evidence.get("high", 0.0)), 1),
            item.evidence.get("per_visit_rupiah"),
            last_trained(item),
            plan.cycle[:4],
        )
        for number, item in enumerate(plan.items, start=1)
    ]


def _needs_rows(plan: StoredPlan) -> list[Row]:
    rows: list[Row] = []
    for item in plan.items:
        for label in item.evidence.get("labels", ()):
            for competency in competencies([label["label"]]):
                rows.append((len(rows) + 1, *_need_cells(item, label, competency, plan.cycle)))
    return rows


def _need_cells(item: ItemLine, label: dict[str, Any], competency: str, cycle: str) -> Row:
    own, usual = label["mean"], label["usual_mean"]
    return (
        item.agency_name,
        item.unit_name,
        competency,
        group_of(competency),
        LABEL_WORDS[label["label"]].id,
        own if own is None else round(own, 2),
        usual if usual is None else round(usual, 2),
        None if own is None or usual is None else round(usual - own, 2),
        label["complaints"],
        None if label["share"] is None else round(100 * label["share"], 1),
        None if label["usual_share"] is None else round(100 * label["usual_share"], 1),
        None,
        road_of(item.method),
        item.topic_name,
        item.method or "",
        item.seats,
        None,
        span_of(cycle),
    )


def _proposal_rows(plan: StoredPlan) -> list[Row]:
    seats = [item for item in plan.items for _ in range(item.seats)]
    return [
        (
            number,
            None,
            None,
            None,
            item.topic_name,
            "AKPK",
            None,
            item.agency_name,
            item.unit_name,
            plan.cycle[:4],
        )
        for number, item in enumerate(seats, start=1)
    ]


def _basis_sheet(book: Any, plan: StoredPlan, sample: bool) -> None:
    sheet = book.add_worksheet("Dasar")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    basis = plan.basis
    lines = [
        ("Siklus", plan.cycle),
        ("Keadaan", state_of(plan)),
        ("Anggaran", rupiah_from_sen(plan.budget_sen)),
        ("Terpakai", rupiah_from_sen(plan.spent_sen)),
        ("Data sampai", data_until(plan)),
        ("Versi data", ".".join(str(part) for part in basis.get("data_version", ())) or "–"),
        ("Versi pembaca otomatis", str(basis.get("model_version") or "tidak ada")),
        *(("Pemeriksaan komentar", words) for words in reading_words(plan)),
        ("Angka acak awal", str(basis.get("seed", ""))),
        *(("Catatan", str(note)) for note in basis.get("notes", [])),
        *(
            ("Undian", f"{lot['unit_code']} menang, {lot['against']} menjadi pembanding")
            for lot in basis.get("lots", [])
        ),
        *(
            (f"Diubah {by}", f"{what}: {seats}. Alasan: {why}")
            for what, seats, why, by in changes_of(plan)
        ),
        *(("Persetujuan", words) for words in approval_words(plan)),
        *((("Contoh", "Semua nama dan angka rekaan."),) if sample else ()),
        *(
            (f"Tidak masuk: {left.get('unit_name', '')}", str(left.get("text", "")))
            for left in basis.get("left_out", [])
        ),
    ]
    for number, (name, value) in enumerate(lines):
        sheet.write_string(number, 0, unambiguous(name))
        sheet.write_string(number, 1, unambiguous(value))
