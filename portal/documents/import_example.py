"""An empty workbook to import: every table as a sheet, every column with what goes into it."""

import io
from collections.abc import Mapping
from typing import NamedTuple

import xlsxwriter

from surveys.exchange_check import TRAINING_COLUMNS
from surveys.exchange_responses import REQUIRED, RESPONSE_COLUMNS
from surveys.exchange_rows import (
    FILES,
    HANDLINGS,
    METHODS,
    REGISTRY_COLUMNS,
    TIME_ZONES,
    Column,
)
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import Element
from surveys.rules.labels import LABELS

GUIDE = "Petunjuk"
TABLES = {
    "agencies": "Instansi",
    "units": "Unit layanan",
    "services": "Layanan sebuah unit",
    "counters": "Loket sebuah unit",
    "topics": "Materi pelatihan",
    "trainings": "Pelatihan yang diadakan",
    "participants": "Peserta pelatihan dari tiap unit",
    "other_programmes": "Perbaikan lain di unit, di luar pelatihan",
    "visits": "Jumlah warga yang datang",
    "responses": "Jawaban survei yang sudah ada",
}
"""What each table holds, in the reader's words."""

MEANINGS = {
    "agency_code": "Kode instansi: huruf, angka, garis, tanpa spasi. Contoh: CAPIL",
    "unit_code": "Kode unit. Contoh: CAPIL-01",
    "service_code": "Kode layanan. Contoh: KTP-EL",
    "counter_code": "Kode loket. Contoh: CAPIL-01-L1",
    "topic_code": "Kode materi. Contoh: PRIMA",
    "training_code": "Kode pelatihan. Contoh: PRIMA-2026-1",
    "response_id": "Nomor jawaban, tidak boleh sama. Contoh: 2026-000123",
    "name": "Nama seperti dibaca warga",
    "region": "Kabupaten atau kota",
    "service_field": "Bidang layanan. Contoh: kependudukan",
    "staff_count": "Jumlah pegawai yang melayani, angka mulai 1",
    "citizens_per_year": "Jumlah warga yang dilayani setahun, angka",
    "time_zone": f"Zona waktu: {', '.join(TIME_ZONES)}. Kosong: Asia/Jakarta",
    "leaving_percent": "Persen pegawai yang pindah setahun, 0 sampai 100",
    "services": "Kode layanan di loket ini, dipisah tanda |",
    "public_code": "Kode di QR. Kosongkan: dibuatkan portal",
    "opens_hour": "Jam buka, 0 sampai 23",
    "closes_hour": "Jam tutup, 0 sampai 23",
    "closed_from": "Hari loket mulai tutup untuk seterusnya. Kosong: masih buka",
    "closed_reason": "Alasan ditutup, dibaca warga yang memindai posternya",
    "addresses": f"Keluhan yang dijawab materi ini, dipisah tanda |: {', '.join(LABELS)}",
    "hours_jp": "Lama materi dalam jam pelajaran (JP)",
    "method": f"Cara: {', '.join(METHODS)}",
    "cost_per_seat": "Biaya satu peserta dalam rupiah. Contoh: 1250000",
    "max_seats": "Peserta paling banyak dalam satu kelas",
    "retired_on": "Tanggal materi tidak dipakai lagi; kosong bila masih dipakai",
    "elements": f"Unsur yang diperbaiki, dipisah tanda |: {', '.join(e.value for e in Element)}",
    "cycle": "Setengah tahun: 2026-1 (Januari–Juni) atau 2026-2 (Juli–Desember)",
    "start_date": "Tanggal mulai. Contoh: 2026-03-02",
    "end_date": "Tanggal selesai. Contoh: 2026-03-04",
    "provider": "Penyelenggara",
    "participants": "Jumlah peserta dari unit ini",
    "handling": f"Cara menghitungnya: {', '.join(HANDLINGS)}",
    "period": "Masa: 2026-2, 2026-Q3, atau 2026-07",
    "visitors": "Jumlah warga yang datang pada masa itu",
    "submitted_at": "Kapan diisi. Contoh: 2026-11-24T09:30:00",
    "overall": "Kepuasan keseluruhan, 1 sampai 4",
    "comment": "Komentar; nomor dan nama disamarkan saat disimpan",
    "channel": "Cara mengisi: qr, kiosk, slip, paper, api",
    "helped": "1 bila dibantu petugas, 0 bila tidak",
    "lang": "Bahasa pengisian: id atau en",
    "local_date": "Hari pengisian di unit. Kosong: dihitung dari waktunya",
    **{element.column: f"{element.question.label.id}, 1 sampai 4" for element in Element},
    **{
        name: f"{attribute.label.id}: {', '.join(attribute.values)}"
        for name, attribute in ATTRIBUTES.items()
    },
}
"""What goes into a column; the same name means the same in every table."""


class ColumnShown(NamedTuple):
    """A column as the import page and the workbook explain it."""

    name: str
    required: bool
    meaning: str


class TableShown(NamedTuple):
    """A table with its columns."""

    name: str
    meaning: str
    columns: tuple[ColumnShown, ...]


def tables(*, training_only: bool = False) -> tuple[TableShown, ...]:
    """Every table of an import with every column that it reads, from the import's own list.

    training_only : those that a training planner brings in.
    """
    if training_only:
        words = {**TABLES, "units": "Jumlah pegawai tiap unit"}
        names = [name for name in FILES if name in TRAINING_COLUMNS]
        return tuple(
            TableShown(name, words[name], _columns(name, TRAINING_COLUMNS)) for name in names
        )
    return tuple(TableShown(name, TABLES[name], _columns(name, REGISTRY_COLUMNS)) for name in FILES)


def _columns(table: str, known: Mapping[str, Mapping[str, Column]]) -> tuple[ColumnShown, ...]:
    if table == "responses":
        return tuple(ColumnShown(c, c in REQUIRED, MEANINGS[c]) for c in RESPONSE_COLUMNS)
    columns = known[table].items()
    return tuple(ColumnShown(c, column.required, MEANINGS[c]) for c, column in columns)


def example_xlsx(*, training_only: bool = False) -> bytes:
    """The workbook: a guide, then one sheet a table with its header and nothing below."""
    shown = tables(training_only=training_only)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    must = book.add_format({"bold": True, "bottom": 1, "font_color": "#7D1B2B"})
    title = book.add_format({"bold": True, "font_size": 14, "font_color": "#7D1B2B"})
    # Text, so that a code such as 0012 keeps its zeros and no date turns into a number.
    plain = book.add_format({"num_format": "@"})
    _guide(book.add_worksheet(GUIDE), title, bold, shown)
    for table in shown:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write(0, place, column.name, must if column.required else bold)
            wanted = "Wajib. " if column.required else "Boleh kosong. "
            sheet.write_comment(0, place, wanted + column.meaning, {"x_scale": 2})
            sheet.set_column(place, place, max(14, len(column.name) + 3), plain)
    book.close()
    return out.getvalue()


def _guide(
    sheet: "xlsxwriter.worksheet.Worksheet",
    title: object,
    bold: object,
    shown: tuple[TableShown, ...],
) -> None:
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 10)
    sheet.set_column(3, 3, 90)
    sheet.write(0, 0, "Isi lembar yang Anda perlukan, biarkan yang lain kosong.", title)
    sheet.write(1, 0, "Kolom merah wajib diisi. Lembar ini tidak ikut diimpor.")
    for place, words in enumerate(("Lembar", "Kolom", "Wajib", "Isi dengan")):
        sheet.write(3, place, words, bold)
    row = 4
    for table in shown:
        sheet.write(row, 0, table.name, bold)
        sheet.write(row, 3, table.meaning, bold)
        for column in table.columns:
            row += 1
            sheet.write(row, 1, column.name)
            sheet.write(row, 2, "wajib" if column.required else "")
            sheet.write(row, 3, column.meaning)
        row += 2
