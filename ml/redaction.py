"""Personal data in what a citizen writes: found, and masked so that the text still reads.

Standard library only and precompiled: this stands in the road of every answer. Numbers are found
by their shape and the word before them; names by a form of address, a phrase ("atas nama") or a
list of given names; addresses by the street word. In doubt a number is masked and a word is not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ml.names import words
from ml.redaction_addresses import STREET_WORDS, find_addresses
from ml.redaction_names import NAME_WORDS, find_names, is_shouting


class Span(NamedTuple):
    """A piece of personal data: its type and where it stands (characters, end exclusive)."""

    type: str
    start: int
    end: int


class Redacted(NamedTuple):
    """The masked text, and what was masked where in the text that came in."""

    text: str
    spans: tuple[Span, ...]


PLACEHOLDERS: dict[str, str] = {
    "nik": "[nik]",
    "kk": "[kk]",
    "phone": "[telepon]",
    "email": "[surel]",
    "plate": "[pelat]",
    "account": "[rekening]",
    "address": "[alamat]",
    "name": "[nama]",
}

_PLACEHOLDER = re.compile("|".join(re.escape(mark) for mark in PLACEHOLDERS.values()))
# A bracket stops every pattern below, so what is already masked can neither match nor lend a cue.
_FILLER = "["

_EMAIL = re.compile(
    r"[\w.+\-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w\-]{1,63}(?:\.[\w\-]{2,63}){1,4}", re.IGNORECASE
)
_SIXTEEN = re.compile(r"(?<!\d)\d{16}(?!\d)|(?<!\d)\d(?:[ .\-–]{0,2}\d){15}(?![.\-–]?\d)")
_LONG = re.compile(r"(?<!\d)\d{13,20}(?!\d)")
_CUED_LONG = re.compile(
    r"\b(?P<cue>nik|no\.?\s*ktp|nomor\s*ktp|no\.?\s*kk|nomor\s*kk|kk|kartu keluarga)\b"
    r"[^\d\[\]\n]{0,12}(?P<digits>\d(?:[ .\-]?\d){11,18})(?!\d)",
    re.IGNORECASE,
)
_FAMILY_CARD = re.compile(r"\b(?:kk|kartu\s+keluarga)\b", re.IGNORECASE)
_IDENTITY_CARD = re.compile(r"\b(?:nik|e-?ktp|ktp)\b", re.IGNORECASE)

_SEP = r"[ .\-–()/_]{0,3}"
_PHONE = re.compile(
    rf"(?<![\d,])(?<!\d\.)(?:\(?\+{_SEP}6{_SEP}2\)?|\(?62\)?|\(?[0oO]){_SEP}8{_SEP}[1-9]"
    rf"(?:{_SEP}\d){{6,11}}(?!\d)"
)
_LANDLINE = re.compile(
    r"(?<![\d.,])\(?0(?:2[1-9]|[3-7]\d{1,2}|9\d{1,2})\)?[ .\-]{1,2}"
    r"\d{3,4}[ .\-]?\d{3,4}(?![\d.,]\d|\d)"
)
_CUED_PHONE = re.compile(
    r"\b(?:wa|whatsapp|hp|no\.?\s*hp|telp?|tlp|telpon|telepon|hub|hubungi|sms|kontak)\b"
    rf"[^\d\[\]\n]{{0,12}}(?P<digits>\d(?:{_SEP}\d){{7,13}})(?!\d)",
    re.IGNORECASE,
)
_CUED_ACCOUNT = re.compile(
    r"\b(?:no\.?\s*rek|norek|rek|rekening|bca|bri|bni|bsi|btn|mandiri|bank\s+\w{3,12}|va|virtual\s+account)\b"
    r"[^\d\[\]\n]{0,24}?(?P<digits>\d(?:[ .\-]{0,2}\d){7,19})(?!\d)",
    re.IGNORECASE,
)
# With fewer digits in the whole text no number of that kind can stand in it.
_FEWEST_DIGITS = 8
_CARD_DIGITS = 12
_RUPIAH = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d?)?\Z")
_CLOCKS = re.compile(r"(?:[0-2]?\d[.:][0-5]\d\D{0,3})+\Z")

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBER_OR_ADDRESS = re.compile(r"[\d@]|[(\[]at[)\]]", re.IGNORECASE)
_CUES: frozenset[str] = STREET_WORDS | NAME_WORDS
_WORD_DIGIT = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SPOKEN = re.compile(rf"\b{_WORD_DIGIT}(?:[ ,\-]+{_WORD_DIGIT}){{7,17}}\b", re.IGNORECASE)

_PLATE_AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|CC|CD|DA|DB|DC|DD|"
    "DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|PY"
)
_PLATE = re.compile(
    rf"(?<![\w\-])(?P<area>{_PLATE_AREAS})[ .\-]{{0,2}}(?P<number>[1-9]\d{{0,3}})[ .\-]{{0,2}}"
    r"(?P<tail>[A-Z]{1,3})(?![\w])",
    re.IGNORECASE,
)
_CUED_PLATE = re.compile(
    r"\b(?:nopol|no\.?\s*pol(?:isi)?|nomor\s+polisi|plat|pelat)\b[^\w\[\]]{0,3}(?:nomor |no\.? )?"
    rf"(?P<plate>(?:{_PLATE_AREAS})[ .\-]{{0,2}}[1-9]\d{{0,3}}"
    r"(?:[ .\-]{0,2}[A-Z]{1,3})?)(?!\w)",
    re.IGNORECASE,
)
# Every plate without a cue holds this, and a search that begins at a digit is a short one.
_PLATE_END = re.compile(r"[1-9]\d{0,3}[ .\-]{0,2}[A-Z]", re.IGNORECASE)
_QUEUE_CUE = re.compile(r"(?:antr\w*|nomor|no\.?|loket|meja|kode|tiket|blok)\s*\Z", re.IGNORECASE)
_PLATE_TAIL_WORDS = words(
    """
    jam org hr hri bln thn th x kl rb jt kg km mnt lmr lbr dan ke di yg tp rp loh an kls pcs bh
    ton pas gak ga gk tdk tak dr dgn ya ok aja kok sih dah udh sdh blm br hal ini itu ada dua sks
    jp m cm gb mb tgl mgg kpl lt cc mau bgt dok bu pak bos org2 sd smp sma lg jg
    """
)


def find_personal_data(text: str) -> list[Span]:
    """Every piece of personal data in `text`, in order, never overlapping.

    Sixteen digits are always a NIK, or a KK number where the words before say so. Runs over the
    masked text until nothing more is found, so that masking twice equals masking once.
    """
    masked = text
    if _FILLER in text:
        masked = _PLACEHOLDER.sub(lambda found: _FILLER * len(found.group()), text)
    spans: list[Span] = []
    while True:
        lower = masked.lower()
        fresh = _without_overlap(_candidates(masked, lower, _LETTERS.findall(lower)))
        if not fresh:
            return sorted(spans, key=lambda span: span.start)
        spans.extend(fresh)
        for span in fresh:
            width = span.end - span.start
            masked = masked[: span.start] + _FILLER * width + masked[span.end :]


def redact(text: str) -> Redacted:
    """Mask the personal data of `text`; what stands around it stays as it was written."""
    spans = find_personal_data(text) if _may_hold_some(text) else []
    if not spans:
        return Redacted(text, ())
    parts: list[str] = []
    reached = 0
    for span in spans:
        parts += (text[reached : span.start], PLACEHOLDERS[span.type])
        reached = span.end
    parts.append(text[reached:])
    return Redacted("".join(parts), tuple(spans))


def _may_hold_some(text: str) -> bool:
    """Whether any of the patterns below can match at all; most texts hold no cue of any of them."""
    if _NUMBER_OR_ADDRESS.search(text) is not None:
        return True
    lower = text.lower()
    return "lapan" in lower or not _CUES.isdisjoint(_LETTERS.findall(lower))


def _candidates(text: str, lower: str, said: list[str]) -> Iterator[Span]:
    """Everything that may be personal data, the surer kinds first.

    lower : the text in small letters; said : its words.
    """
    if "@" in text or "(at)" in text:
        yield from (Span("email", *found.span()) for found in _EMAIL.finditer(text))
    digits = len(_DIGIT.findall(text))
    if digits >= _FEWEST_DIGITS:
        yield from _numbers(text, digits)
    if digits:
        yield from _plates(text, lower)
    if "lapan" in lower:
        for found in _SPOKEN.finditer(text):
            sixteen = len(_LETTERS.findall(found.group())) >= 16
            yield Span(_card(text, *found.span()) if sixteen else "phone", *found.span())
    if not STREET_WORDS.isdisjoint(said):
        shouting = is_shouting(text)
        yield from (Span("address", *ends) for ends in find_addresses(text, shouting=shouting))
    if not NAME_WORDS.isdisjoint(said):
        yield from (Span("name", *ends) for ends in find_names(text, said))


def _without_overlap(candidates: Iterator[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in candidates:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return kept


def _card(text: str, start: int, end: int) -> str:
    """ "kk" where the nearest card named around the number is the family card, else "nik"."""
    before = text[max(0, start - 40) : start]
    family = [found.end() for found in _FAMILY_CARD.finditer(before)]
    identity = [found.end() for found in _IDENTITY_CARD.finditer(before)]
    if family or identity:
        return "kk" if (family or [-1])[-1] > (identity or [-1])[-1] else "nik"
    return "kk" if _FAMILY_CARD.match(text[end : end + 20].lstrip(" (,")) else "nik"


def _numbers(text: str, digits: int) -> Iterator[Span]:
    if digits >= _CARD_DIGITS:
        yield from _long_numbers(text)
    yield from _short_numbers(text)
    if digits >= _CARD_DIGITS:
        yield from (Span("account", *found.span()) for found in _LONG.finditer(text))


def _long_numbers(text: str) -> Iterator[Span]:
    for found in _SIXTEEN.finditer(text):
        yield Span(_card(text, *found.span()), *found.span())
    for found in _CUED_LONG.finditer(text):
        start, end = found.span("digits")
        yield Span("kk" if _FAMILY_CARD.search(found["cue"]) else "nik", start, end)


def _short_numbers(text: str) -> Iterator[Span]:
    for found in _CUED_ACCOUNT.finditer(text):
        if not _RUPIAH.match(found["digits"]):
            yield Span("account", *found.span("digits"))
    for found in _PHONE.finditer(text):
        if not _CLOCKS.match(found.group()):
            yield Span("phone", *found.span())
    for found in _LANDLINE.finditer(text):
        yield Span("phone", *found.span())
    for found in _CUED_PHONE.finditer(text):
        if not _RUPIAH.match(found["digits"]) and not _CLOCKS.match(found["digits"]):
            yield Span("phone", *found.span("digits"))


def _plates(text: str, lower: str) -> Iterator[Span]:
    if "pol" in lower or "lat" in lower:
        for found in _CUED_PLATE.finditer(text):
            yield Span("plate", *found.span("plate"))
    if _PLATE_END.search(text) is None:
        return
    for found in _PLATE.finditer(text):
        area, number, tail = found.group("area", "number", "tail")
        capital = area.isupper() and tail.isupper()
        sure = capital and len(number) >= 3 and len(area) == 2
        word = tail.lower() in _PLATE_TAIL_WORDS
        queue = _QUEUE_CUE.search(text[max(0, found.start() - 12) : found.start()])
        doubtful = len(number) < 3 and not capital
        acronym = len(number) == 1 and len(found.group()) == len(area) + 1 + len(tail)
        year = area.islower() and number[:2] in {"19", "20"} and len(number) == 4
        if sure or not (word or doubtful or acronym or year or (queue and len(area) == 1)):
            yield Span("plate", *found.span())
