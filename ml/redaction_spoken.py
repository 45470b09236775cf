"""Numbers that are said in words, wholly or half: "nol delapan satu dua", "0812 tiga empat 7890".

A telephone keyboard that listens writes some digits as words and others as digits. Both become
digits here, one sign of the text for one place of the number, and one rule reads them.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ml.redaction_numbers import LENGTHS, REGION_AND_BIRTH, card_at, cue_before

_SAID = {
    **{"nol": "0", "kosong": "0", "enol": "0", "zero": "0"},
    **{"satu": "1", "siji": "1", "hiji": "1", "one": "1"},
    **{"dua": "2", "loro": "2", "two": "2"},
    **{"tiga": "3", "telu": "3", "tilu": "3", "three": "3"},
    **{"empat": "4", "papat": "4", "opat": "4", "four": "4"},
    **{"lima": "5", "limo": "5", "five": "5"},
    **{"enam": "6", "enem": "6", "genep": "6", "six": "6"},
    **{"tujuh": "7", "pitu": "7", "seven": "7"},
    **{"delapan": "8", "lapan": "8", "wolu": "8", "dalapan": "8", "eight": "8"},
    **{"sembilan": "9", "sanga": "9", "songo": "9", "salapan": "9", "nine": "9"},
}
_WORDS = frozenset(_SAID)
_REPEATED = {"dobel": 2, "double": 2, "dabel": 2, "tripel": 3, "triple": 3}
SAID_SIGNS: frozenset[str] = frozenset(word for word in _SAID if _SAID[word] in "08")
"""A number said in words alone and without one of these is no telephone and no card."""
_FEWEST = 8
_MOST_PIECES, _MOST_DIGITS = 24, 20
_WORD = "|".join(sorted(_SAID, key=len, reverse=True))
_PIECE = re.compile(
    rf"(?<![^\W\d_])(?:(?:(?P<repeated>{'|'.join(_REPEATED)})[ \t]{{1,2}}"
    rf"(?P<again>\d(?!\d)|{_WORD}))"
    rf"|(?P<word>{_WORD}))(?![^\W\d_])|(?P<typed>\d+)",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?:[^\w\[\]]|_){0,6}\Z")
_MOBILE = re.compile(r"(?:0|(?:00)?620?)8[1-9]\d{6,10}\Z")
_WHOLE_MOBILE = 11


class _Piece(NamedTuple):
    """Digits said or typed without a break, and where they stand."""

    digits: str
    is_said: bool
    start: int
    end: int


def may_hold_said_numbers(said: Collection[str], digits: int) -> bool:
    """Whether words and typed digits are together enough for a number, and words among them.

    said : the words of the text in small letters; digits : how many digits are typed in it.
    """
    if _WORDS.isdisjoint(said):
        return False
    return digits + len([word for word in said if word in _WORDS]) >= _FEWEST - 2


def find_said_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every number of which a part at least is said in words."""
    for pieces in _stretches(text):
        place = 0
        while place < len(pieces):
            found = _mixed(text, pieces, place) or _all_said(text, pieces, place)
            if found is None:
                place = max(place + 1, _end_of_typed_mobile(pieces, place))
                continue
            kind, reached = found
            start = pieces[place].start
            while kind == "phone" and start and text[start - 1] in "(+":
                start -= 1
            yield kind, start, pieces[reached - 1].end
            place = reached


def _end_of_typed_mobile(pieces: list[_Piece], place: int) -> int:
    """Behind a mobile number that is typed whole; no other number may begin within it."""
    digits, reached = "", place
    while reached < len(pieces) and not pieces[reached].is_said and len(digits) <= _MOST_DIGITS:
        digits += pieces[reached].digits
        reached += 1
    return reached if len(digits) >= _WHOLE_MOBILE and _MOBILE.match(digits) else place


def _stretches(text: str) -> Iterator[list[_Piece]]:
    """Neighbouring pieces with nothing but a few signs between them."""
    stretch: list[_Piece] = []
    for match in _PIECE.finditer(text):
        typed = match["typed"]
        digit = typed or _digits(match["again"] or match["word"])
        times = _REPEATED[match["repeated"].lower()] if match["repeated"] else 1
        piece = _Piece(digit * times, typed is None, *match.span())
        if stretch and not _GAP.match(text[stretch[-1].end : piece.start]):
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def _digits(written: str) -> str:
    return _SAID.get(written.lower(), written)


def _mixed(text: str, pieces: list[_Piece], place: int) -> tuple[str, int] | None:
    """The longest number from this piece on that is half said and half typed, and its end."""
    longest: list[tuple[int, str]] = []
    digits = ""
    for reached, piece in enumerate(pieces[place : place + _MOST_PIECES], place + 1):
        digits += piece.digits
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) >= _FEWEST:
            longest.append((reached, digits))
    cue = cue_before(text, pieces[place].start) if longest else None
    for reached, digits in reversed(longest):
        likely = _likely(digits, cue)
        if likely is None:
            continue
        kind, fewest = likely
        part = pieces[place:reached]
        said = sum(piece.is_said for piece in part)
        if fewest <= said < len(part) and not _goes_on_too_long(part):
            if len(digits) == 16 and kind in {"nik", "kk"}:
                kind = card_at(text, part[0].start, part[-1].end)
            return kind, reached
    return None


def _likely(digits: str, cue: str | None) -> tuple[str, int] | None:
    """What the digits are by themselves or by the word before them, and how many must be said.

    Where the cue alone speaks for a number, one word beside typed digits is a count as often.
    """
    if _MOBILE.match(digits):
        return "phone", 1
    if len(digits) == 16 and (cue in {"nik", "kk"} or REGION_AND_BIRTH.match(digits)):
        return "nik", 1
    if cue is None or not LENGTHS[cue][0] <= len(digits) <= LENGTHS[cue][1]:
        return None
    return ("phone" if cue == "home" else cue), 2


def _goes_on_too_long(part: list[_Piece]) -> bool:
    """Whether the number was whole before its last pieces: "0812 3456 7890, dua kali"."""
    last = len(part) - 1
    while last and part[last - 1].is_said == part[-1].is_said:
        last -= 1
    before = "".join(piece.digits for piece in part[:last])
    if _MOBILE.match(before) and len(before) >= _WHOLE_MOBILE:
        of_one_kind = len({piece.is_said for piece in part[:last]}) == 1
        counted = last == len(part) - 1 and len(part[last - 1].digits) > 2
        return of_one_kind or (counted and part[-1].is_said)
    behind = sum(len(piece.digits) for piece in part[last:])
    whole = _FEWEST <= len(before) != 15 and not _MOBILE.match(before + "0")
    return whole and behind == 1


def _all_said(text: str, pieces: list[_Piece], place: int) -> tuple[str, int] | None:
    """A number in words alone, or several without a pause, and its end."""
    reached = place
    while reached < len(pieces) and pieces[reached].is_said:
        reached += 1
    digits = "".join(piece.digits for piece in pieces[place:reached])
    if len(digits) < _FEWEST or not ("0" in digits or "8" in digits):
        return None
    if 16 <= len(digits) <= 19:
        return card_at(text, pieces[place].start, pieces[reached - 1].end), reached
    return "phone", reached
