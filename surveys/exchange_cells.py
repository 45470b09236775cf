"""How a cell of an import is read.

A cell is text as a spreadsheet shows it. A reader returns its value or raises BadCell with a
sentence that says what is wrong and what is accepted.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from surveys.rules.codes import is_counter_code, normalise
from surveys.rules.elements import Element
from surveys.rules.labels import LABELS
from surveys.rules.periods import FIRST_DAY, LAST_DAY, parse_period
from surveys.rules.written_days import day_in_cell, written_moment

LONGEST_NAME = 200
LARGEST_COUNT = 2_000_000_000
MOST_DIGITS = 20
"""More than any number that is accepted has; Python makes no number of thousands."""
LONGEST_QUOTED, MOST_DIGITS_QUOTED = 24, 4
_DAY_QUOTED = re.compile(
    r"(?:20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]20\d\d)"
    r"(?:[ T]\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?",
    re.ASCII,
)
_PARTS_QUOTED = re.compile(r"[ \-_./,:%+<>]{1,2}")
_LETTER_AND_DIGITS = re.compile(r"[a-z]?\d{0,4}", re.ASCII)
_QUOTED_WORDS = """
    ya tidak ada belum sudah baik sangat kurang cukup buruk puas sekali mudah sulit cepat lambat
    setuju sesuai ramah sopan laki perempuan pria wanita pns tni polri swasta wirausaha lainnya
    pelajar mahasiswa petani nelayan buruh guru dosen dokter ibu rumah tangga pensiunan sd smp sma
    smk sarjana diploma tahun umur kosong nihil yes no true false qr kiosk slip paper kertas api
    web online aplikasi wa email loket layanan unit ktp kk kia akta sim
"""
_ANSWER_WORDS = frozenset(_QUOTED_WORDS.split())
_CODE = re.compile(r"[A-Za-z0-9][^\s|,;\"'<>\x00-\x1f]{0,63}")
_CYCLE = re.compile(r"(\d{4})-([12])", re.ASCII)
_MONEY = re.compile(r"(?:Rp\.?\s*)?(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?", re.ASCII)
_MONEY_POINT = re.compile(r"(\d+)\.(\d{1,2})", re.ASCII)


class BadCell(ValueError):
    """A cell that cannot be accepted; the message is for the person who filled it."""


def readable(cell: str) -> str:
    """Text that is text; raises BadCell for bytes that are none, and for NUL."""
    if "\x00" in cell:
        raise BadCell("berisi tanda NUL; hapus tanda yang tidak terlihat")
    if not cell.isascii():
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            raise BadCell("bukan teks UTF-8; simpan berkas sebagai UTF-8") from None
    return cell


def code(cell: str) -> str:
    """A code: letters, digits and a few signs, no spaces."""
    readable(cell)
    if not _CODE.fullmatch(cell):
        raise BadCell(
            f"'{_short(cell)}' bukan kode; isi huruf, angka, titik, garis, tanpa spasi, "
            "paling panjang 64"
        )
    return cell


def name(cell: str) -> str:
    """A name: plain text that no spreadsheet would take for a formula."""
    readable(cell)
    if cell[:1] in "=+-@\t\r":
        raise BadCell(f"'{_short(cell)}' mulai seperti rumus; nama ditulis sebagai teks biasa")
    if len(cell) > LONGEST_NAME:
        raise BadCell(f"terlalu panjang ({len(cell)} huruf); paling panjang {LONGEST_NAME}")
    if any(sign < " " for sign in cell):
        raise BadCell("berisi tanda kendali; nama ditulis dalam satu baris")
    return cell


def count(least: int) -> Callable[[str], int]:
    """A whole number from `least` up."""

    def read(cell: str) -> int:
        plain = cell.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", cell) else cell
        known = _is_number(plain)
        if not known or not least <= int(plain) <= LARGEST_COUNT:
            raise BadCell(f"'{_short(cell)}' bukan bilangan bulat; isi angka mulai {least}")
        return int(plain)

    return read


def hour(cell: str) -> int:
    """An hour of the day, 0 to 23."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 2 and int(cell) < 24):
        raise BadCell(f"'{_short(cell)}' bukan jam; isi 0 sampai 23 atau kosongkan")
    return int(cell)


def money_sen(cell: str) -> int:
    """An amount of rupiah in hundredths; a decimal comma or point with at most two digits."""
    found = _MONEY.fullmatch(cell) or _MONEY_POINT.fullmatch(cell)
    if found is None:
        raise BadCell(f"'{_short(cell)}' bukan jumlah uang; isi seperti 1250000 atau 1250000,50")
    whole, part = found.group(1).replace(".", ""), found.group(2) or ""
    try:
        amount = Decimal(f"{whole}.{part or '0'}")
    except InvalidOperation:
        raise BadCell(f"'{_short(cell)}' bukan jumlah uang") from None
    if amount > 10**12:
        raise BadCell(f"'{_short(cell)}' terlalu besar; paling banyak satu triliun rupiah")
    return int(amount * 100)


def day(cell: str) -> date:
    """A day as 2026-11-24, of a year that a period can have."""
    try:
        found = day_in_cell(cell)
    except ValueError:
        raise BadCell(f"'{_short(cell)}' bukan tanggal; isi seperti 2026-11-24") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise BadCell(f"{found} di luar batas; isi {FIRST_DAY} sampai {LAST_DAY}")
    return found


def moment(cell: str) -> datetime:
    """A moment in ISO 8601, with or without an offset."""
    try:
        return written_moment(cell)
    except ValueError:
        raise BadCell(
            f"'{_short(cell)}' bukan waktu; isi seperti 2026-11-24T09:30:00+07:00"
        ) from None


def cycle(cell: str) -> str:
    """A half-year as 2026-1 or 2026-2."""
    if not _CYCLE.fullmatch(cell):
        raise BadCell(f"'{_short(cell)}' bukan siklus; isi seperti 2026-1 atau 2026-2")
    return cell


def period(cell: str) -> str:
    """A half-year, quarter or month."""
    try:
        parse_period(cell)
    except ValueError:
        raise BadCell(
            f"'{_short(cell)}' bukan periode; isi seperti 2026-2, 2026-Q3 atau 2026-07"
        ) from None
    return cell


def choice(*accepted: str) -> Callable[[str], str]:
    """One word of a list."""

    def read(cell: str) -> str:
        if cell not in accepted:
            raise BadCell(f"'{_short(cell)}' bukan nilai; isi {', '.join(accepted)} atau kosongkan")
        return cell

    return read


def labels(cell: str) -> tuple[str, ...]:
    """Complaint labels joined by |."""
    found = tuple(part.strip() for part in cell.split("|"))
    wrong = [part for part in found if part not in LABELS]
    if wrong:
        raise BadCell(f"'{_short(wrong[0])}' bukan label; isi dari {', '.join(LABELS)}")
    return tuple(dict.fromkeys(found))


def elements(cell: str) -> tuple[str, ...]:
    """Elements of the survey joined by |, by key and never by number."""
    found = tuple(part.strip() for part in cell.split("|"))
    keys = [element.value for element in Element]
    wrong = [part for part in found if part not in keys]
    if wrong:
        raise BadCell(f"'{_short(wrong[0])}' bukan unsur; isi dari {', '.join(keys)}")
    return tuple(dict.fromkeys(found))


def percent(cell: str) -> int:
    """A whole number of hundredths, with or without the sign."""
    plain = cell.removesuffix("%").strip()
    if not _is_number(plain) or int(plain) > 100:
        raise BadCell(f"'{_short(cell)}' bukan persen; isi angka bulat 0 sampai 100")
    return int(plain)


def codes_joined(cell: str) -> tuple[str, ...]:
    """Codes joined by |."""
    return tuple(dict.fromkeys(code(part.strip()) for part in cell.split("|")))


def public_code(cell: str) -> str:
    """The code printed in the QR."""
    found = normalise(cell)
    if not is_counter_code(found):
        raise BadCell(f"'{_short(cell)}' bukan kode QR; isi 10 tanda yang utuh atau kosongkan")
    return found


def flag(cell: str) -> bool:
    """0 or 1."""
    if cell not in {"0", "1"}:
        raise BadCell(f"'{_short(cell)}' bukan nilai; isi 0, 1 atau kosongkan")
    return cell == "1"


def _is_number(plain: str) -> bool:
    return plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS


def quoted(cell: str) -> str:
    """A cell of an answer as a message quotes it.

    In a row that is shifted a comment or a name stands where a value belongs, and of those nothing
    is kept unmasked, messages included. So only a day, a few digits and words that an answer has
    are quoted ("9", "sangat baik", "LOKET-A7"); all else is told by its length.
    """
    if _DAY_QUOTED.fullmatch(cell) or _holds_no_person(cell):
        return f"'{_short(cell)}'"
    return f"tulisan {len(cell)} huruf"


def _holds_no_person(cell: str) -> bool:
    """Whether a cell is a few digits and known words; two letters beside digits are a plate."""
    if len(cell) > LONGEST_QUOTED or sum(map(str.isdigit, cell)) > MOST_DIGITS_QUOTED:
        return False
    parts = _PARTS_QUOTED.split(cell.lower())
    unknown = [part for part in parts if part.isalpha() and part not in _ANSWER_WORDS]
    return len(unknown) < 2 and all(
        part in _ANSWER_WORDS or _LETTER_AND_DIGITS.fullmatch(part) for part in parts
    )


def _short(cell: str) -> str:
    """A cell as it is quoted in a message: readable, on one line, not too long."""
    plain = cell.encode("utf-8", "replace").decode("utf-8")
    plain = "".join(sign if sign.isprintable() else "�" for sign in plain)
    return plain if len(plain) <= 40 else plain[:39] + "…"
