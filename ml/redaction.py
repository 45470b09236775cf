"""Personal data in what a citizen writes: found, and masked so that the text still reads.

Standard library only and precompiled: this stands in the road of every answer. Numbers are found
by their shape and the word before them; names by a form of address, a phrase ("atas nama") or a
list of given names; addresses by the street word. In doubt a number is masked and a word is not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ml.folding import fold, places, with_digits
from ml.names import words
from ml.redaction_addresses import HOME_WORDS, STREET_WORDS, find_addresses
from ml.redaction_names import NAME_WORDS, find_names, is_shouting
from ml.redaction_numbers import FEWEST_DIGITS, find_numbers
from ml.redaction_signatures import SIGNATURE_WORDS, find_signatures
from ml.redaction_spoken import SAID_SIGNS, find_said_numbers, may_hold_said_numbers


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
    "document": "[nomor]",
    "address": "[alamat]",
    "name": "[nama]",
}

_PLACEHOLDER = re.compile("|".join(re.escape(mark) for mark in PLACEHOLDERS.values()))
# A bracket stops every pattern below, so what is already masked can neither match nor lend a cue.
_FILLER = "["

_PROVIDER = r"(?:gmail|gmeil|yahoo|ymail|hotmail|outlook|icloud|rocketmail|proton(?:mail)?)"
_DOT_WORD = r"(?:\s{1,2}(?:dot|titik)\s{1,2}|\s?[(\[{]\s?(?:dot|titik|\.)\s?[)\]}]\s?)"
# A dot that is said, or a comma typed for one, counts before a known ending alone.
_ENDING = (
    rf"(?:\.[\w\-]{{2,63}}|(?:{_DOT_WORD}|\s?[.,])(?:com|net|org|info|co|id|go|ac|sch|or|my|web)\b)"
)
_EMAIL = re.compile(
    rf"(?:\w{{2,30}}\s(?:dot|titik)\s){{0,2}}[\w.+\-]{{1,64}}(?:(?:\s?@{{1,2}}\s?|\s?[(\[{{<]\s?(?:at|et)\s?[)\]}}>]\s?)"
    rf"(?:[\w\-]{{1,63}}{_ENDING}{{1,4}}|{_PROVIDER}\b)"
    rf"|\s{{1,2}}(?:at|et)\s{{1,2}}(?:{_PROVIDER}\b{_ENDING}{{0,2}}"
    rf"|[\w\-]{{1,63}}{_DOT_WORD}[\w\-]{{2,63}}{_ENDING}{{0,2}})"
    rf"|(?<=[\d])\s{_PROVIDER}{_ENDING}{{1,2}})",
    re.IGNORECASE,
)
_CUED_EMAIL = re.compile(
    r"\b(?:e-?mail|imel|surel)\s(?:saya |sy |ku |aku )?"
    rf"(?P<address>[\w.+\-]{{2,64}}\s{_PROVIDER}{_ENDING}{{1,2}})",
    re.IGNORECASE,
)
# Of a messenger always, elsewhere where it is said to be one's own; agencies have accounts, too.
_HANDLE = re.compile(
    r"\b(?:(?:telegram|tele|line)(?:\s(?:saya|sy|aku|ku))?"
    r"|(?:ig|instagram|twitter|tiktok|fb|facebook|threads|akun|medsos)\s(?:saya|sy|aku|ku))"
    r"\s?[:=]?\s?(?P<handle>@[\w.]{2,29}\w)",
    re.IGNORECASE,
)
_MAIL_WORDS = words(
    "gmail gmeil yahoo ymail hotmail outlook icloud rocketmail protonmail dot titik"
)
_MAIL_SIGN = re.compile(r"@|[(\[{<]\s?[ae]t\s?[)\]}>]", re.IGNORECASE)

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBER_OR_ADDRESS = re.compile(r"[\d@]|[(\[{<]\s?[ae]t\s?[)\]}>]", re.IGNORECASE)
_NAME_WORDS = NAME_WORDS | SIGNATURE_WORDS
_CUES: frozenset[str] = STREET_WORDS | NAME_WORDS | _MAIL_WORDS | SAID_SIGNS | SIGNATURE_WORDS

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
_QUEUE_CUE = re.compile(
    r"\b(?:antr\w*|nomor|no\.?|loket|meja|kode|tiket|blok|ruang\w*|kamar|lantai|lt\.?|gedung|kelas|kursi|"
    r"bangku|gate|pintu|tipe|form\w*|gol\w*|pasal|rute|tower|poli)\s*\Z",
    re.IGNORECASE,
)
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
    return _found(text, fold(text))


def redact(text: str) -> Redacted:
    """Mask the personal data of `text`; what stands around it stays as it was written."""
    folded = fold(text)
    spans = _found(text, folded) if _may_hold_some(folded) else []
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
    return not _CUES.isdisjoint(_LETTERS.findall(lower))


def _found(text: str, folded: str) -> list[Span]:
    masked = folded
    if _FILLER in masked:
        masked = _PLACEHOLDER.sub(lambda found: _FILLER * len(found.group()), masked)
    spans: list[Span] = []
    while True:
        lower = masked.lower()
        fresh = _without_overlap(_candidates(masked, lower, _LETTERS.findall(lower)))
        if not fresh:
            break
        spans.extend(fresh)
        for span in fresh:
            width = span.end - span.start
            masked = masked[: span.start] + _FILLER * width + masked[span.end :]
    spans.sort(key=lambda span: span.start)
    return spans if folded is text else _in_the_text(spans, text)


def _in_the_text(spans: list[Span], text: str) -> list[Span]:
    """The stretches of the copy as stretches of the text; one sign is never in two of them."""
    there: list[Span] = []
    reached = 0
    came_from = places(text) if spans else []
    for span in spans:
        start, end = max(came_from[span.start], reached), came_from[span.end - 1] + 1
        if start < end:
            there.append(Span(span.type, start, end))
            reached = end
    return there


def _candidates(text: str, lower: str, said: list[str]) -> Iterator[Span]:
    """Everything that may be personal data, the surer kinds first.

    lower : the text in small letters; said : its words.
    """
    if _MAIL_SIGN.search(text) or not _MAIL_WORDS.isdisjoint(said):
        yield from (Span("email", *found.span()) for found in _EMAIL.finditer(text))
        yield from (Span("email", *found.span("address")) for found in _CUED_EMAIL.finditer(text))
        yield from (Span("email", *found.span("handle")) for found in _HANDLE.finditer(text))
    digits = len(_DIGIT.findall(text))
    if may_hold_said_numbers(said, digits):
        yield from (Span(*found) for found in find_said_numbers(with_digits(text)))
    if digits >= FEWEST_DIGITS - 2:
        plain = with_digits(text)
        if len(_DIGIT.findall(plain)) >= FEWEST_DIGITS:
            yield from (Span(*found) for found in find_numbers(plain))
    if digits:
        yield from _plates(text, lower)
    if not STREET_WORDS.isdisjoint(said) or (digits and not HOME_WORDS.isdisjoint(said)):
        shouting = is_shouting(text)
        yield from (Span("address", *ends) for ends in find_addresses(text, shouting=shouting))
    if not _NAME_WORDS.isdisjoint(said):
        yield from (Span("name", *ends) for ends in find_signatures(text, said))
        yield from (Span("name", *ends) for ends in find_names(text, said))


def _without_overlap(candidates: Iterator[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in candidates:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return kept


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
