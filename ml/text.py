"""A citizen's text as the classifier reads it: canonical words, places, negation, clauses.

Standard library only. Normalising is idempotent, never loses a negation and never touches a
protected abbreviation; every word keeps the place it came from, so a decision can be shown in the
text that was written.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ml.negation import negation_in
from ml.slang import AROUND_NOTHING, NEGATORS, NOTHING, PROTECTED, SLANG
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
    rf"(?P<kept>{_PLACEHOLDER}|_[a-z]+_)"
    rf"|(?P<money>rp\.?\s?\d[\d.,]*(?:\s?{_MONEY_UNIT}\b)?|\d[\d.,]*\s?{_MONEY_UNIT}\b|\d{{1,3}}(?:\.000)+\b)"
    r"|(?P<clock>\b(?:jam|pukul|jm|pkl)\.?\s?\d{1,2}(?:[.:]\d\d)?|\b[0-2]?\d[.:][0-5]\d\b)"
    r"|(?P<span>\b\d+(?:[.,]\d+)?\s?(?P<unit>menit|mnt|jam|hari|hr|hri|minggu|mgg|mggu|bulan|bln|tahun|thn|taun|"
    r"dino|dina|sasi|days?|weeks?|months?|years?|hours?|minutes?)(?:an)?\b)"
    r"|(?P<times>\b\d+\s?(?:x|kali)\b)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’`][^\W\d_]+)*(?:2(?!\d)[^\W\d_]{0,4})?)"
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
    folded = _fold(text)
    found = _words_of(folded)
    return _with_threats(folded, found) if _TAK.search(folded) else found


def _words_of(folded: str) -> list[Token]:
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


def _fold(text: str) -> str:
    """Lower case and plain forms, one character for one, so that places stay true."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "“”„«»":
        # Quotation marks are kept: what is meant otherwise ("sarapan") often stands in them.
        return '"'
    plain = unicodedata.normalize("NFKC", character)
    plain = plain if len(plain) == 1 else character
    lower = plain.lower()
    return lower if len(lower) == 1 else plain


def _canonical_sign(kind: str | None, written: str, unit: str | None) -> tuple[str, ...]:
    if kind == "kept":
        return (f"_{written.strip('[]_')}_",)
    if kind in ("unit", "span"):
        return (_UNITS[unit or "hari"],)
    if kind is None or kind == "symbol":
        return () if written in "[]{}'`’*#^~|<>=+\\-–—_…·•" else (written,)
    if kind == "sign":
        return (".",) if written == "\n" else (written,)
    return (_KINDS[kind],)


@lru_cache(maxsize=65536)
def _canonical_word(written: str) -> tuple[str, ...]:
    """One written word as its canonical words; a protected abbreviation stays as it is."""
    if written in PROTECTED:
        return (written,)
    word = written.replace("’", "'").replace("`", "'")
    base, doubled, ending = word.partition("2")
    if doubled:
        word = base + (ending if ending in {"nya", "an", "ku", "kan", "i"} else "")
    for form in (word, _STRETCH.sub(r"\1", word)):
        if form in SLANG:
            return SLANG[form]
        if _LAUGH.fullmatch(form):
            return ("_tawa_",)
    if form in PROTECTED:
        return (form,)
    found = negation_in(word)
    if found is None:
        return (form,)
    negators, rest = found
    return (*negators, *_canonical_word(rest)) if rest else negators


def negated(sequence: Sequence[Token]) -> Iterator[bool]:
    """For each token, whether a negator reaches it: four words, never past a stop or contrast."""
    reach = 0
    for token in sequence:
        if token.word in NEGATORS:
            yield False
            reach = _NEGATION_REACH
            continue
        if token.word in STOPS or token.word in CONTRASTS or token.word in CONCESSIONS:
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
