"""The parts of the SKM report that an agency may put in its own words.

A part without words of its own keeps the usual ones. {unit}, {periode} and {instansi} stand for the
names of the report that is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from surveys.accounts import record
from surveys.errors import Invalid
from surveys.report_forum import read_forums
from surveys.rules.words import Words
from surveys.scope import PlaceScope
from surveys.tables import ReportText, Unit

LONGEST = 4000
_ONE_LINE = 120


@dataclass(frozen=True)
class ReportPart:
    """One part: its key, its name, a word of help, and what stands there without an own text.

    one_line : a single line, such as a name.
    """

    key: str
    label: Words
    hint: Words
    usual: str
    one_line: bool = False


PARTS: tuple[ReportPart, ...] = (
    ReportPart(
        "background",
        Words("Latar belakang", "Background"),
        Words("Bab I. Kosongkan untuk kalimat bawaan.", "Chapter I. Leave empty for the usual."),
        "Pelayanan publik diberikan untuk warga, jadi wargalah yang menilai mutunya. Unit pelayanan"
        " wajib melakukan survei kepuasan masyarakat secara berkala, sekurangnya sekali setahun,"
        " lalu menindaklanjuti dan mengumumkan hasilnya. Laporan ini memuat hasil survei {unit}"
        " untuk {periode}.",
    ),
    ReportPart(
        "legal_basis",
        Words("Dasar hukum", "Legal basis"),
        Words("Satu peraturan per baris.", "One regulation a line."),
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.\n"
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan"
        " Masyarakat Unit Penyelenggara Pelayanan Publik.\n"
        "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi.",
    ),
    ReportPart(
        "aim",
        Words("Maksud dan tujuan", "Aim"),
        Words("Bab I.", "Chapter I."),
        "Survei ini mengukur kepuasan warga atas sembilan unsur pelayanan, menemukan unsur yang"
        " kuat dan yang lemah, dan menjadi dasar rencana tindak lanjut.",
    ),
    ReportPart(
        "team",
        Words("Tim pelaksana", "Team"),
        Words(
            "Satu orang per baris: kedudukan, titik dua, nama dan jabatan.",
            "One person a line: role, colon, name and position.",
        ),
        "Penanggung jawab:\nKetua:\nAnggota:\nAnggota:",
    ),
    ReportPart(
        "method",
        Words("Cara mengumpulkan", "How answers are collected"),
        Words("Bab II.", "Chapter II."),
        "Kuesioner berisi sembilan pertanyaan baku dengan empat jawaban (nilai 1 sampai 4). Warga"
        " menjawab di loket lewat kode QR, kios, kartu kunjungan, atau lembar kertas, tanpa nama"
        " dan tanpa nomor.",
    ),
    ReportPart(
        "analysis",
        Words("Catatan analisis", "Analysis notes"),
        Words(
            "Bab IV, di bawah unsur terlemah dan terkuat. Boleh kosong.",
            "Chapter IV, under the weakest and strongest elements. May be empty.",
        ),
        "",
    ),
    ReportPart(
        "forum",
        Words("Forum Konsultasi Publik", "Public consultation forum"),
        Words(
            "Satu forum per baris: tanggal, titik dua, tempat. Misalnya 20-11-2026: Aula Contoh.",
            "One forum a line: day, colon, place. For example 20-11-2026: Aula Contoh.",
        ),
        "",
    ),
    ReportPart(
        "media",
        Words("Media publikasi", "Media of publication"),
        Words(
            "Selain halaman publik. Satu media per baris: media, titik dua, tanggal atau alamat.",
            "Beside the public page. One medium a line: medium, colon, day or address.",
        ),
        "",
    ),
    ReportPart(
        "closing",
        Words("Penutup", "Closing"),
        Words("Bab V, sesudah nilai.", "Chapter V, after the result."),
        "Terima kasih kepada warga yang telah menilai.",
    ),
    ReportPart(
        "place",
        Words("Tempat tanda tangan", "Place of signing"),
        Words("Misalnya nama kota. Kosongkan untuk wilayah instansi.", "As the name of the town."),
        "",
        one_line=True,
    ),
    ReportPart(
        "signatory",
        Words("Penanda tangan", "Signed by"),
        Words("Jabatan. Kosongkan untuk kepala unit.", "Position. Empty: head of the unit."),
        "Kepala {unit}",
        one_line=True,
    ),
    ReportPart(
        "signatory_name",
        Words("Nama dan NIP", "Name and staff number"),
        Words("Boleh kosong, lalu ditulis tangan.", "May be empty, to be written by hand."),
        "",
        one_line=True,
    ),
)
"""In the order of the report."""

_BY_KEY: Mapping[str, ReportPart] = {part.key: part for part in PARTS}


def own_texts(connection: Connection, agency_id: int) -> dict[str, str]:
    """The parts that an agency put in its own words."""
    rows = connection.execute(
        select(ReportText.part, ReportText.text).where(ReportText.agency_id == agency_id)
    )
    return {row.part: row.text for row in rows if row.part in _BY_KEY}


def has_team(connection: Connection, scope: PlaceScope) -> bool:
    """Whether the agency of a place wrote down who carries out the survey."""
    return (
        connection.execute(
            select(ReportText.part)
            .join(Unit, Unit.agency_id == ReportText.agency_id)
            .where(*scope.unit_conditions(), ReportText.part == "team")
        ).first()
        is not None
    )


def texts_for(
    connection: Connection, agency_id: int, *, unit: str, period: str, agency: str
) -> dict[str, str]:
    """Every part as it is printed: own words or the usual, with the names filled in."""
    own = own_texts(connection, agency_id)
    found = {}
    for part in PARTS:
        text = own.get(part.key, part.usual)
        for sign, name in (("{unit}", unit), ("{periode}", period), ("{instansi}", agency)):
            text = text.replace(sign, name)
        found[part.key] = text
    return found


def keep_texts(
    connection: Connection, agency_id: int, given: Mapping[str, str], *, actor: str, now: datetime
) -> None:
    """Keep the parts of a form; an empty one, or one like the usual, goes back to the usual.

    Raises Invalid naming every part that is too long, and keeps none of them then.
    """
    wanted = {part.key: _plain(given.get(part.key, "")) for part in PARTS}
    faults = _faults(wanted)
    if faults:
        raise Invalid(faults, given)
    own = own_texts(connection, agency_id)
    kept = {part.key: "" if wanted[part.key] == part.usual else wanted[part.key] for part in PARTS}
    changed = [key for key, text in kept.items() if text != own.get(key, "")]
    for key in changed:
        _put(connection, agency_id, key, kept[key], actor, now)
    if changed:
        record(
            connection,
            actor=actor,
            action="report_texts_changed",
            now=now,
            subject=f"agency {agency_id}",
            detail={"parts": changed},
        )


def _put(
    connection: Connection, agency_id: int, key: str, text: str, actor: str, now: datetime
) -> None:
    """In the place of what was kept of this part; nothing where the usual text is wanted."""
    own = (ReportText.agency_id == agency_id, ReportText.part == key)
    connection.execute(delete(ReportText).where(*own))
    if text:
        connection.execute(
            insert(ReportText).values(
                agency_id=agency_id, part=key, text=text, changed_by=actor, changed_at=now
            )
        )


def _faults(wanted: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each part that is too long, or cannot be read as a list of forums."""
    faults = {}
    for part in PARTS:
        limit = _ONE_LINE if part.one_line else LONGEST
        if len(wanted[part.key]) > limit:
            length = len(wanted[part.key])
            faults[part.key] = (
                f"{part.label.id}: paling panjang {limit} huruf. Tulisan ini {length} huruf."
            )
    try:
        read_forums(wanted["forum"])
    except ValueError as fault:
        faults.setdefault(
            "forum",
            f"Forum Konsultasi Publik: awali tiap baris dengan tanggal seperti 20-11-2026."
            f" Tertulis: {str(fault)[:_ONE_LINE]}",
        )
    return faults


def _plain(text: str) -> str:
    """Lines without trailing blanks; what is only blank is empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
