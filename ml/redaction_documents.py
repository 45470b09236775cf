"""Numbers of papers that hold letters, strokes and dots: certificates, deeds, vehicles, cases.

A court's case, a deed and an application are known by their number to whoever may look it up, so
the number is a particular of who writes. Numbers of rules, letters, tickets and queues are none.
"""

import re
from collections.abc import Iterator

from ml.names import words

_PAPERS = {
    **{"ijazah": 6, "ijasah": 6, "rangka": 5, "mesin": 5, "bpkb": 6, "stnk": 6, "paspor": 6},
    **{"passport": 6, "perkara": 3, "akta": 5, "akte": 5, "registrasi": 6, "register": 6},
    **{"reg": 6, "registernya": 6, "pendaftaran": 6, "permohonan": 6, "sertifikat": 4},
    **{"sertipikat": 4, "shm": 4, "hgb": 4, "nop": 10, "sppt": 8, "kitas": 6, "pendaftar": 6},
    **{"skhun": 6, "blanko": 6, "resi": 8, "berkas": 6, "peserta": 8, "visa": 7, "polis": 6},
    **{
        "nib": 8,
        "rekam": 4,
        "rm": 5,
        "noka": 5,
        "nosin": 5,
        "kpj": 8,
        "nrp": 6,
        "skck": 6,
        "sktm": 6,
        "sktt": 6,
    },
}
"""By the word for a paper: how many figures at least its number has."""
_NEEDS_NUMBER = words(
    """
    mesin perkara akta akte ijazah ijasah registrasi register reg pendaftaran permohonan sertifikat
    sertipikat resi berkas peserta polis stnk skck sktm pendaftar blanko paspor passport
    """
)
"""Papers that are often spoken of beside sums and years, so that "nomor" must stand there."""
_NUMBER_WORD = r"(?:no|nomor|nomer|nmr|number)\b\.?"
_BETWEEN = (
    r"(?:(?:saya|sy|ku|anak|ibu|bapak|suami|istri|kami|kelahiran|lahir|nikah|cerai|kematian|tanah|"
    r"medis|motor|mobil|sma|smp|sd|smk|online|rumah|kendaraan|pbb|itu|adalah|nya|"
    r"medik)\b[ \t]{0,2}){0,3}"
)
_TAIL = (
    r"(?:[ ](?:(?-i:[A-Z]{1,5}\d[A-Z0-9]{0,8})(?!\w)"
    r"|(?:(?-i:[A-Z][A-Za-z]{0,2})[ ])?\d[\w./\-]{2,24}))"
)
_CUED = re.compile(
    rf"(?<![^\W\d_])(?P<before>{_NUMBER_WORD}[ \t]?)?(?P<paper>{'|'.join(_PAPERS)})(?:nya|ku)?\b"
    rf"[ \t]{{0,2}}{_BETWEEN}(?P<after>{_NUMBER_WORD}|[:=])?[ \t:=.]{{0,3}}{_BETWEEN}"
    r"(?P<number>(?:(?-i:[A-Z]{1,4})[ ]|[a-z]{1,6}[./\-]){0,3}[a-z]{0,6}\d[\w./\-]{0,40}"
    rf"(?:[ ]/[ ]?[\w./\-]{{1,12}}){{0,3}}{_TAIL}{{0,4}})",
    re.IGNORECASE,
)
_LAST_SIGNS = re.compile(r"[./\-]+\Z")
_CASE = re.compile(
    r"(?<![\w/])\d{1,5}[ ]?/[ ]?(?:(?:pdt|pid|jn|eks)[\w.\-]{0,16}|[gp])[ ]?/[ ]?(?:19|20)\d\d[ ]?/"
    r"[ ]?(?:pn|pa|pta|pt|ptun|ma|ms|dilmil|k)\b(?:[ .\-]?(?-i:[A-Z])[a-z]{1,12}\b)?"
    # A report to the police.
    r"|\bLP[ ]?/[ ]?(?:[A-Z]{1,3}[ ]?/[ ]?)?\d{1,5}[ ]?/[\w./ \-]{1,40}?(?:19|20)\d\d"
    r"(?:/[\w.\-]{2,20}){0,4}",
    re.IGNORECASE,
)
_ON_THE_LOOSE = re.compile(
    r"\blp[ ]?/|/[ ]?(?:pdt|pid|jn|eks|[gp][ ]?/[ ]?(?:19|20))", re.IGNORECASE
)
# Of a car, wherever it stands: seventeen signs without I, O and Q.
_CHASSIS = re.compile(
    r"(?<![\w\-])(?=[A-Z]{0,10}\d)(?=\d{0,3}[A-Z])M[A-HJ-NPR-Z0-9]{10}[A-HJ-NPR-Z0-9]\d{5}(?!\w)"
)
_DATE = re.compile(r"[0-3]?\d[./\-][01]?\d[./\-](?:19|20)?\d\d\Z")
_PAIRS = re.compile(r"\d\d([.\-])\d\d\1\d\d\Z")
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d\d)?\Z|[1-9]\d*000\Z")
_LETTER = re.compile(r"[A-Za-z]")
DOCUMENT_WORDS: frozenset[str] = frozenset(_PAPERS) | frozenset(
    paper + end for paper in _PAPERS for end in ("nya", "ku")
)
"""Without one of these words a paper's number is one of a court or of a vehicle."""
_SURELY_A_NUMBER, _OF_AN_ENGINE = 10, 7
FEWEST_DIGITS = min(_PAPERS.values())


def find_documents(text: str, *, named: bool) -> Iterator[tuple[int, int]]:
    """(start, end) of every number of a paper; named : whether one of DOCUMENT_WORDS is said."""
    if _ON_THE_LOOSE.search(text) is not None:
        yield from (found.span() for found in _CASE.finditer(text))
    yield from (found.span() for found in _CHASSIS.finditer(text))
    if not named:
        return
    for found in _CUED.finditer(text):
        number = _LAST_SIGNS.sub("", found["number"])
        if _is_number_of(found, number):
            start = found.start("number")
            yield start, start + len(number)


def _is_of_patient(paper: str, number: str) -> bool:
    """Whether it stands in the three pairs of a patient's number, which look like a day."""
    return paper in {"rm", "rekam"} and _PAIRS.match(number) is not None


def _is_number_of(found: re.Match[str], number: str) -> bool:
    paper = found["paper"].lower()
    digits = sum(map(str.isdecimal, number))
    if digits < _PAPERS[paper] or (_DATE.match(number) and not _is_of_patient(paper, number)):
        return False
    coded = _LETTER.search(number) is not None
    if paper == "mesin" and not found["before"]:
        # "mesin nomor 12345" hands out tickets.
        return coded or digits >= _OF_AN_ENGINE
    if found["before"] or found["after"]:
        return True
    if _MONEY.match(number):
        return False
    if digits >= _SURELY_A_NUMBER:
        return True
    if paper == "perkara":
        return "/" in number
    return coded or (paper not in _NEEDS_NUMBER and digits >= max(_PAPERS[paper], 5))
