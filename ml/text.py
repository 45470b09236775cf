"""A citizen's text as the classifier reads it: canonical words, places, negation, clauses.

Standard library only. Normalising is idempotent, never loses a negation and never touches a
protected abbreviation; every word keeps the place it came from, so a decision can be shown in the
text that was written.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ml.amounts import SPOKEN, in_figures
from ml.idioms import TURNING, as_meant
from ml.letters import KIND, UNSEEN, fold
from ml.negation import negation_in, parted_at_apostrophes
from ml.slang import AROUND_NOTHING, DOUBTING, NEGATORS, NOTHING, PROTECTED, SLANG
from ml.tak import WRITTEN, joined


class Token(NamedTuple):
    """One canonical word (or sign, or `_kind_` for a number) and where it stands in the text."""

    word: str
    start: int
    end: int


class Clause(NamedTuple):
    """Words that stand together, and the part they play beside a contrast.

    role : "main", "before" (what "tapi" turns against), "after" (what follows it) or
    "concession" (what "walau" grants).
    """

    role: str
    tokens: tuple[Token, ...]


STOPS: frozenset[str] = frozenset(".,;:!?()/")
CONTRASTS: frozenset[str] = frozenset({"tapi", "kecuali", "sedangkan", "cuma", "padahal", "eh"})
CONCESSIONS: frozenset[str] = frozenset({"walau"})
TURNS: frozenset[str] = CONTRASTS | CONCESSIONS
CUTS: frozenset[str] = STOPS | TURNS
SILENT: frozenset[str] = STOPS - {"?", "!"}
"""Signs that are no feature by themselves."""
_ENDS = (STOPS - {",", "/"}) | TURNS
_WEAK_CONTRASTS: frozenset[str] = frozenset({"cuma", "eh"})
_NEGATION_REACH = 4

_PLACEHOLDER = r"\[(?:nik|kk|telepon|surel|pelat|rekening|nomor|alamat|nama|akun|tanggal)\]"
_MONEY_UNIT = r"(?:rb|rbu|ribu|rebu|ribuan|k|jt|juta|jutaan|ratus|ewu|yuta)"
_TOKEN = re.compile(
    rf"(?P<kept>{_PLACEHOLDER}|{KIND})"
    rf"|(?P<money>rp\.?\s?\d[\d.,]*(?:\s?{_MONEY_UNIT}\b)?|\d[\d.,]*\s?{_MONEY_UNIT}\b|\d{{1,3}}(?:\.000)+\b)"
    r"|(?P<clock>\b(?:jam|pukul|jm|pkl)\.?\s?\d{1,2}(?:[.:]\d\d)?|\b[0-2]?\d[.:][0-5]\d\b)"
    r"|(?P<span>\b\d+(?:[.,]\d+)?\s?(?P<unit>menit|mnt|jam|hari|hr|hri|minggu|mgg|mggu|bulan|bln|tahun|thn|taun|"
    r"dino|dina|sasi|days?|weeks?|months?|years?|hours?|minutes?)(?:an)?\b)"
    r"|(?P<times>\b\d+\s?(?:x|kali)\b)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    rf"|(?P<word>[^\W\d_]+(?:['{UNSEEN}]+[^\W\d_]+)*(?:2(?!\d)[^\W\d_]{{0,4}})?)"
    r"|(?P<sign>[?!.,;:()/\n])"
    r"|(?P<symbol>[^\w\s])"
)
_UNITS: dict[str, str] = {
    **dict.fromkeys(("menit", "mnt", "minute", "minutes"), "_menit_"),
    **dict.fromkeys(("jam", "hour", "hours"), "_jam_"),
    **dict.fromkeys(("hari", "hr", "hri", "dino", "dina", "day", "days"), "_hari_"),
    **dict.fromkeys(("minggu", "mgg", "mggu", "week", "weeks"), "_minggu_"),
    **dict.fromkeys(("bulan", "bln", "sasi", "month", "months"), "_bulan_"),
    **dict.fromkeys(("tahun", "thn", "taun", "year", "years"), "_tahun_"),
}
_KINDS = {"money": "_uang_", "clock": "_pukul_", "times": "_kali_", "number": "_angka_"}
_DIGIT = re.compile(r"\d")
_TAK = re.compile(rf"\b(?:{'|'.join(sorted(WRITTEN))})\s")
_STRETCH = re.compile(r"([^\W\d_])\1{2,}")
_LAUGH = re.compile(r"(?:wk){2,}w?|(?:ha|he|hi|wq){2,}h?|(?:xi){2,}")


def tokens(text: str) -> list[Token]:
    """The canonical words of `text` with their places (characters of `text`, end exclusive)."""
    folded = fold(text)
    found = _words_of(folded)
    if _TAK.search(folded):
        found = _with_threats(folded, found)
    spoken = [token.word for token in found]
    if not TURNING.isdisjoint(spoken):
        doubled = {place for place, (_, start, end) in enumerate(found) if "2" in folded[start:end]}
        found = _joined(found, as_meant(spoken, doubled))
        spoken = [token.word for token in found]
    return found if SPOKEN.isdisjoint(spoken) else _joined(found, in_figures(spoken))


def _with_threats(folded: str, found: Sequence[Token]) -> list[Token]:
    """The same with "tak bacok", which threatens in Javanese, as one word."""
    read: list[Token] = []
    for place, token in enumerate(found):
        threat = _threat(folded, found, place - 1) if place else None
        if threat:
            read[-1] = Token(threat, read[-1].start, token.end)
        else:
            read.append(token)
    return read


def _threat(folded: str, found: Sequence[Token], place: int) -> str | None:
    """The one word that a "tak" at a place and the verb behind it are."""
    written = folded[found[place].start : found[place].end]
    if written not in WRITTEN:
        return None
    before = found[place - 1].word if place else ""
    behind = found[place + 2].word if place + 2 < len(found) else ""
    return joined(written, before, found[place + 1].word, behind)


def _joined(found: Sequence[Token], parts: Sequence[tuple[str, int, int]]) -> list[Token]:
    """Words that stand for some of those found, from the first to before the last place of each."""
    return [Token(word, found[first].start, found[behind - 1].end) for word, first, behind in parts]


def _words_of(folded: str) -> list[Token]:
    """The canonical words of a folded text, one by one."""
    if _DIGIT.search(folded):
        return [Token(*found) for found in _cut_up(folded)]
    # Behind a space a token goes on only after a number, "3 hari"; what else is written between two
    # spaces has been met before, most of it.
    found: list[Token] = []
    start = 0
    for part in folded.split(" "):
        for word, first, last in _cut_up_once(part):
            found.append(Token(word, start + first, start + last))
        start += len(part) + 1
    return found


def _cut_up(folded: str) -> Iterator[tuple[str, int, int]]:
    """The canonical words of a folded text, and where they stand."""
    for match in _TOKEN.finditer(folded):
        kind, (start, end) = match.lastgroup, match.span()
        if kind == "word":
            canonical = _canonical_word(match.group())
        else:
            canonical = _canonical_sign(kind, match.group(), match["unit"])
        for word in canonical:
            yield word, start, end


@lru_cache(maxsize=32768)
def _cut_up_once(part: str) -> tuple[tuple[str, int, int], ...]:
    """The same of a stretch without a space; kept."""
    return tuple(_cut_up(part))


def normalise(text: str) -> str:
    """The canonical words of `text`, joined by single spaces; normalising again changes nothing."""
    return " ".join(token.word for token in tokens(text))


def _canonical_sign(kind: str | None, written: str, unit: str | None) -> tuple[str, ...]:
    if kind == "kept":
        return (f"_{written.strip('[]_')}_",)
    if kind in ("unit", "span"):
        return (_UNITS[unit or "hari"],)
    if kind is None or kind == "symbol":
        return () if written in "[]{}'*#^~|<>=+\\-–—…·•" + UNSEEN else (written,)
    if kind == "sign":
        return (".",) if written == "\n" else (written,)
    return (_KINDS[kind],)


@lru_cache(maxsize=65536)
def _canonical_word(written: str) -> tuple[str, ...]:
    """One written word as its canonical words; a protected abbreviation stays as it is."""
    if written in PROTECTED:
        return (written,)
    word = written.replace(UNSEEN, "")
    base, doubled, ending = word.partition("2")
    if doubled:
        word = base + (ending if ending in {"nya", "an", "ku", "kan", "i"} else "")
    plain = _STRETCH.sub(r"\1", word)
    for form in (word, plain):
        if form in SLANG:
            return SLANG[form]
        if _LAUGH.fullmatch(form):
            return ("_tawa_",)
    if plain in PROTECTED:
        return (plain,)
    if "'" in word:
        pieces = parted_at_apostrophes(word)
        if pieces:
            return tuple(each for piece in pieces for each in _canonical_word(piece))
    elif found := negation_in(word):
        negators, rest = found
        return (*negators, *_canonical_word(rest)) if rest else negators
    return (plain,) if plain == written else _canonical_word(plain)


def negated(sequence: Sequence[Token]) -> Iterator[bool]:
    """For each token, whether a negator reaches it: four words, never past a stop or contrast.

    "Siapa bilang ..." denies as well, and "tidak pernah tidak" denies nothing.
    """
    reach = 0
    two_before = before = ""
    for token in sequence:
        word = token.word
        if word in NEGATORS or (before, word) in DOUBTING:
            yield False
            reach = 0 if before == "pernah" and two_before in NEGATORS else _NEGATION_REACH
            two_before, before = before, word
            continue
        two_before, before = before, word
        if word in STOPS or word in CONTRASTS or word in CONCESSIONS:
            reach = 0
        yield reach > 0
        reach -= 1


def clauses(sequence: Sequence[Token]) -> list[Clause]:
    """Cut at contrast words: "ramah tapi lama" grants the first and complains of the second.

    A concession ("walau antri, ...") runs to the next stop, or to the end where it comes last.
    """
    parts: list[tuple[str, list[Token]]] = [("main", [])]
    turned = 0
    for token in sequence:
        role, words = parts[-1]
        if token.word in CONCESSIONS:
            parts.append(("concession", [token]))
        elif token.word in CONTRASTS and (words or len(parts) > 1):
            if token.word not in _WEAK_CONTRASTS:
                parts[turned:] = [("before" if r == "main" else r, w) for r, w in parts[turned:]]
                turned = len(parts)
            parts.append(("after", [token]))
        elif role == "concession" and token.word in STOPS and len(words) > 1:
            parts.append(("main", [token]))
        else:
            words.append(token)
    return [Clause(role, tuple(words)) for role, words in parts if words]


def segments(sequence: Sequence[Token]) -> list[list[Token]]:
    """Cut at every stop and contrast word, but never off fewer than two words."""
    return _cut(sequence, CUTS)


def statements(sequence: Sequence[Token]) -> list[list[Token]]:
    """Cut where a sentence ends or turns, but not at a comma, and never off fewer than two words.

    Of "antri lama, panas. untung petugasnya sabar" each says one thing of its own.
    """
    return _cut(sequence, _ENDS)


def _cut(sequence: Sequence[Token], signs: frozenset[str]) -> list[list[Token]]:
    """Parts that begin at the signs, where at least two words stand before."""
    starts = [0]
    words = 0
    for place, token in enumerate(sequence):
        if words >= 2 and token.word in signs:
            starts.append(place)
            words = 0
        if token.word not in STOPS:
            words += 1
    return [list(sequence[start:end]) for start, end in pairwise([*starts, len(sequence)])]


def content_free(sequence: Sequence[Token]) -> bool:
    """Whether there is nothing to judge: no word, number or symbol, or only "nihil", "tidak ada".

    Every word must belong to such a sentence: "tidak ada saran" says nothing, "tidak ada kursi"
    does. A single letter is no word.
    """
    spoken = [token.word for token in sequence if token.word not in STOPS]
    if not spoken:
        return True
    if not all(word in AROUND_NOTHING or _says_nothing(word) for word in spoken):
        return False
    return any(map(_says_nothing, spoken)) or not NEGATORS.isdisjoint(spoken)


def _says_nothing(word: str) -> bool:
    return word in NOTHING or (len(word) == 1 and word.isalpha())
