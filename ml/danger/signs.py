"""How a sign of danger is written down, and how texts are searched for it.

A sign is a word and what must, or must not, stand within a few words of it, so that "jatuh tempo",
"golongan darah" and "asap rokok" are silent. Words are canonical (`ml.text`): "bgt" or "napass"
need no line. Patterns are regular expressions in which `~4 ` skips up to four words and `<person>`
stands for a list of VOCABULARY.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ml.slang import NEGATORS

AROUND = 7
"""So many words on either side of a word are looked at."""

VOCABULARY = {
    "person": (
        r"\b(?:saya|kami|anda|dia|inyong|nyong|anak\w*|bayi\w*|balita|"
        r"bocah\w*|ibu\w*|ib[ou]ne|mama\w*|mamak\w*|emak\w*|mak|bunda|bapak\w*|ayah\w*|bapa|abah|"
        r"papa|nenek\w*|kakek\w*|mbah\w*|simbah\w*|eyang|opung|istri\w*|bini\w*|suami\w*|bojo\w*|"
        r"adik\w*|adek\w*|kakak\w*|abang|mertua\w*|menantu|cucu\w*|putu|sanak|keponakan|tante|"
        r"paman|om|tetangga|lansia|pasien\w*|orang\w*|murid\w*|siswa\w*|teman\w*|temen\w*|warga|"
        r"penumpang|korban|perempuan|gadis|tua|kawan\w*|rekan\w*|kuring|my|me|i)\b"
    ),
    "part": (
        r"(?:paha|pantat|bokong|dada|payudara|pinggang|leher|bibir|tubuh|badan|pipi|rambut|"
        r"lengan\w*|tangan\w*)"
    ),
    "body": (
        r"(?:saya|aku|gw|gue|gua|kami|kita|nyak|dia|anak\w*|bayi\w*|balita|bocah\w*|ibu\w*|mama|"
        r"emak|bapak\w*|ayah\w*|nenek\w*|kakek\w*|mbah\w*|istri\w*|suami\w*|adik\w*|kakak\w*|"
        r"cucu\w*|mertua|keponakan|tetangga|tua|pasien\w*|orang|murid\w*|siswa|siswi|teman\w*|"
        r"warga|korban|perempuan|gadis|petugas\w*|pegawai\w*|satpam|guru|perawat|bidan|_nama_|"
        r"kepala|muka|wajah|perut|kaki|punggung|telinga|kuping|mata|paha|pantat|dada|leher|bibir|"
        r"badan|tubuh|pipi|rambut|lengan|tangan|dahi|jidat|pelipis)(?:nya|ku)?"
    ),
    "medicine": (
        r"(?:obat\w*|salep\w*|sirup\w*|vitamin\w*|vaksin\w*|insulin|infus\w*|suntik\w*|tablet|"
        r"kapsul|pil|tetes|imunisasi|resep\w*|apotek\w*|dosis\w*|ubat\w*|ointment|medicine)"
    ),
    "waited": (
        r"(?:tunggu|nunggu\w*|menunggu|disuruh|ditolak|tolak|belum|tidak|lama|telat|terlambat|"
        r"dibiarkan|didiamkan|diamkan|dulu|antri\w*|ngantri|bolak|balik|_jam_|kosong|tutup|"
        r"dicuekin|cuek|malah|ketawa\w*|main|tidur|ngobrol|ora|ditanya\w*|diminta\w*|minta)"
    ),
}
_ALMOST = frozenset({"hampir", "nyaris", "meh", "ampir", "takut"})
_NEVER = frozenset({"tidak", "bukan", "tanpa", "tiada"})
_BETWEEN = frozenset({"sampai", "pernah", "ada", "yang", "lagi", "perlu", "bikin", "mau", "jadi"})
"""Words that may stand between a negator and what it denies: "tidak ada yang pingsan"."""


_GLUED = re.compile(r"\w+ *\n *\w+|\S {2,}\S+")


class Sign(NamedTuple):
    """One kind of danger. word : the whole of a word; beside, never : found in what surrounds it.

    A sign without `beside` is sure: whoever names it and does not deny it is heard. One with it is
    silent where it is said never to have been ("tidak ada luka bakar"), unless the denial is a part
    of what is found ("tidak sadar"). missed : what is dangerous to be without, such as an
    ambulance, is heard under a denial, too.
    """

    word: str
    beside: str = ""
    never: str = ""
    missed: bool = False


class Known(NamedTuple):
    """A sign ready for searching."""

    word: re.Pattern[str]
    beside: re.Pattern[str] | None
    never: re.Pattern[str] | None
    missed: bool

    @classmethod
    def of(cls, sign: Sign) -> "Known":
        """ValueError (re.error) where a pattern is broken, KeyError for an unknown list."""
        return cls(
            re.compile(pattern(sign.word)),
            re.compile(pattern(sign.beside)) if sign.beside else None,
            re.compile(rf"\b(?:{pattern(sign.never)})\b") if sign.never else None,
            sign.missed,
        )

    def found(self, words: Sequence[str], place: int) -> bool:
        """Whether the word at a place, which is this sign's, means danger there."""
        first = max(0, place - AROUND)
        around = " ".join(words[first : place + AROUND + 1])
        if self.never is not None and self.never.search(around):
            return False
        if self.beside is None:
            return not denied(words, place)
        matches = self.beside.finditer(around)
        if self.missed:
            return any(True for _ in matches)
        return any(not _never_was(words, place, first, around, *match.span()) for match in matches)


def pattern(written: str) -> str:
    """What is written over several lines, with "~4 " and "<person>" put in.

    KeyError for an unknown list; ValueError where two words would run together at the end of a
    line, or blanks between them would be looked for.
    """
    glued = _GLUED.search(written)
    if glued:
        raise ValueError(
            f"{glued[0]!r} is broken where a line ends: put the words on one line, or '|' between"
        )
    joined = "".join(line.strip() for line in written.split("\n"))
    joined = re.sub(r"~(\d) ", r"(?:\\w+ ){0,\1}", joined)
    return re.sub(r"<(\w+)>", lambda match: VOCABULARY[match[1]], joined)


def _never_was(
    words: Sequence[str], place: int, first: int, around: str, start: int, end: int
) -> bool:
    """Whether what is found around a place, from start to end, is said never to have been.

    first : the place of the first word of `around`. A denial that is found itself denies nothing.
    """
    at = len(" ".join(words[first:place])) + (place > first)
    begun = first + around.count(" ", 0, start)
    looked = {place, begun} if start <= at < end else {place}
    for negation in filter(None, (_negation_of(words, each) for each in looked)):
        stands = len(" ".join(words[first : negation - 1])) + (negation - 1 > first)
        if negation <= first or not start <= stands < end:
            return True
    return False


def _negation_of(words: Sequence[str], place: int) -> int:
    """One more than the place of what denies a word there, 0 where nothing does."""
    before = place - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    if before > 1 and words[before + 1] == "yang" and words[before - 1] == "ada":
        # "Tidak ada kabel yang putus."
        before -= 2
    if before < 0 or "mau" in words[before + 1 : place]:
        # "Bukan mau mengancam ya" is a threat.
        return 0
    sure = words[before] in _NEVER or (words[before] == "belum" and words[before + 1] == "pernah")
    return before + 1 if sure else 0


def denied(words: Sequence[str], place: int) -> bool:
    """Whether it did not happen: "tidak ada yang pingsan", "hampir pingsan"."""
    before = place - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    return before >= 0 and (words[before] in NEGATORS or words[before] in _ALMOST)
