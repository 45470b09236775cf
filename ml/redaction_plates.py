"""Plates of vehicles, whole or without their last letters, in any writing."""

import re
from collections.abc import Collection, Iterator

from ml.names import words

_AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|CC|CD|DA|DB|DC|DD|"
    "DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|PY"
)
_GAP = r"[ .\-]{0,2}"
_PLATE = re.compile(
    rf"(?<![\w\-])(?P<area>{_AREAS}){_GAP}(?P<number>[1-9]\d{{0,3}}){_GAP}"
    r"(?P<tail>[A-Z]{1,3})(?![\w])",
    re.IGNORECASE,
)
_VEHICLE = (
    r"motor|mobil|truk|truck|pick ?up|angkot|bus|bis|kendaraan|ranmor|ojek|ojol|travel|ambulans?|"
    r"minibus|"
    r"avanza|xenia|innova|brio|vario|beat|nmax|scoopy|mio|supra|pajero|fortuner|sepeda motor"
)
_CUED = re.compile(
    r"\b(?:nopol|no\.?\s*pol(?:isi)?|nomor\s+polisi|plat|pelat|tnkb)(?:nya)?\b[^\w\[\]]{0,3}"
    rf"(?:(?:nomor|no\.?|{_VEHICLE}|saya|sy|dinas|nya)[ :]{{1,2}}){{0,3}}"
    rf"(?P<plate>(?:{_AREAS}){_GAP}[1-9](?:[ .]?\d){{0,3}}(?:{_GAP}[A-Z]{{1,3}})?)(?!\w)",
    re.IGNORECASE,
)
# "motor BE 1234": without the last letters only a vehicle before it tells it from a sum.
_OF_VEHICLE = re.compile(
    rf"\b(?:{_VEHICLE})(?:nya|ku)?(?:[ ,]{{1,2}}[^\W\d_]{{2,12}}){{0,3}}?[ ,:]{{1,2}}"
    rf"(?P<plate>(?P<area>{_AREAS}){_GAP}"
    r"(?P<number>[1-9]\d[ .]\d\d[ .]?[a-z]{2,3}|[1-9]\d{1,3}))"
    r"(?![\w%]|[.,:]\d)"
    r"(?! ?(?:rupiah|rb|ribu|cc|unit|km|orang|kg|buah|jt|juta|kali|hari|tahun|jam|menit|"
    r"kursi|seat|penumpang|keluaran|lembar|liter)\b)",
    re.IGNORECASE,
)
# Half hidden by who wrote it: "BE 12xx AB".
_HIDDEN = re.compile(
    rf"(?<![\w\-])(?:{_AREAS})[ \-]?(?=[x*]{{0,3}}\d)(?=\d{{0,3}}[x*])"
    rf"[\dx*]{{3,4}}[ \-]?[A-Z]{{1,3}}(?!\w)"
    rf"|(?<![\w\-])(?:{_AREAS})[ \-]?[1-9]\d{{2,3}}[ \-]?[x*]{{1,3}}(?!\w)"
)
_HIDDEN_SIGN = re.compile(r"\d[x*]|[x*]\d|\d[ \-][x*]{2}")
# Every plate without a cue holds this, and a search that begins at a digit is a short one.
_END = re.compile(r"[1-9]\d{0,3}[ .\-]{0,2}[A-Z]", re.IGNORECASE)
_VEHICLES = frozenset(
    vehicle + end
    for vehicle in (*re.findall("[a-z]{3,}", _VEHICLE), "ambulan", "ambulans")
    for end in ("", "nya", "ku")
)
_QUEUE_CUE = re.compile(
    r"\b(?:antr\w*|nomor|no\.?|loket|meja|kode|tiket|blok|ruang\w*|kamar|lantai|lt\.?|gedung|"
    r"kelas|kursi|"
    r"bangku|gate|pintu|tipe|form\w*|gol\w*|pasal|rute|tower|poli)\s*\Z",
    re.IGNORECASE,
)
_PLATE_WORDS = words("nopol nopolnya pol polisi polisinya plat platnya pelat pelatnya tnkb tnkbnya")
_TAIL_WORDS = words(
    """
    jam org hr hri bln thn th x kl rb jt kg km mnt lmr lbr dan ke di yg tp rp loh an kls pcs bh
    ton pas gak ga gk tdk tak dr dgn ya ok aja kok sih dah udh sdh blm br hal ini itu ada dua sks
    jp m cm gb mb tgl mgg kpl lt cc dpi fps rpm mau bgt dok bu pak bos org2 sd smp sma lg jg
    """
)
# Written small they are words as often: "mobil dr 2019", "motor b 20".
_SMALL_WORDS = words("a b d e f g h k l m n p r s t w z dr pt ba da kb bb cc cd ed pa ps")


def find_plates(text: str, said: Collection[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of every plate; `said` are the words of the text in small letters."""
    if _HIDDEN_SIGN.search(text) is not None:
        yield from (found.span() for found in _HIDDEN.finditer(text))
    if not _PLATE_WORDS.isdisjoint(said):
        yield from (found.span("plate") for found in _CUED.finditer(text))
    if _END.search(text) is not None:
        yield from (found.span() for found in _PLATE.finditer(text) if _is_plate(text, found))
    if not _VEHICLES.isdisjoint(said):
        shouting = text.isupper()
        for found in _OF_VEHICLE.finditer(text):
            if _is_of_vehicle(found["area"], found["number"], shouting):
                yield found.span("plate")


def _is_plate(text: str, found: re.Match[str]) -> bool:
    area, number, tail = found.group("area", "number", "tail")
    capital = area.isupper() and tail.isupper()
    if capital and len(number) >= 3 and len(area) == 2:
        return True
    word = tail.lower() in _TAIL_WORDS
    doubtful = len(number) < 3 and not capital
    acronym = len(number) == 1 and len(found.group()) == len(area) + 1 + len(tail)
    year = area.islower() and number[:2] in {"19", "20"} and len(number) == 4
    queue = len(area) == 1 and _QUEUE_CUE.search(text[max(0, found.start() - 12) : found.start()])
    return not (word or doubtful or acronym or year or queue)


def _is_of_vehicle(area: str, number: str, shouting: bool) -> bool:
    """Whether an area and a number behind a vehicle are its plate and no year, sum or count."""
    year = len(number) == 4 and number[:2] in {"19", "20"}
    if not area.isupper() or shouting:
        return area.lower() not in _SMALL_WORDS and len(number) >= 3 and not year
    return not (year and len(area) == 1) and not (len(area) == 1 and len(number) < 3)
