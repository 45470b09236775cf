"""Where a person's name stands: after a form of address, after "atas nama", or known by itself."""

import re
from collections.abc import Collection, Iterator

from ml.given_names import AMBIGUOUS_NAMES, GIVEN_NAMES
from ml.names import EVERYDAY_WORDS, PLACE_CUES, TITLES, words
from ml.redaction_name_after import name_after
from ml.redaction_name_cues import CUE_WORDS, find_cues
from ml.redaction_name_words import beginning_of_name, end_of_name, is_shouting, is_turn_of_speech

_BORN = (
    "Wayan|Putu|Gede|Luh|Ketut|Nyoman|Komang|Kadek|Nengah|Ngurah|Bagus|Ayu|Gusti|Dewa|Desak|"
    "Anak Agung"
)
# "I made a complaint" is English, so that Made needs a name behind it.
_BALINESE = re.compile(
    rf"(?<![\w\[])(?:(?:I|Ni|Ida|NI|IDA)[ \t]{{1,2}}(?:(?:{_BORN}|{_BORN.upper()})(?!\w)"
    r"|(?:Made|MADE)(?=[ \t]{1,2}[A-Z]))"
    r"|ni (?:luh|made|putu|wayan|ketut|nyoman|komang|kadek)(?!\w))"
)
_BALINESE_WORDS = words(
    "made wayan putu gede luh ketut nyoman komang kadek nengah ngurah gusti dewa ida"
)
NAME_WORDS: frozenset[str] = GIVEN_NAMES | CUE_WORDS | _BALINESE_WORDS
"""Without one of these words there is no name, and nothing here need run."""
_WORDS_ALONE = re.compile(r"(?<![\w\[.@\-])(?<![^\[\s\d]/)[A-Za-z][a-z]{2,}(?![\w@\-/.]\w|[\w@])")
_AND = re.compile(r"[ ]{0,2}(?:,|dan|&|sama|serta)[ ]{1,2}([A-Z][a-z]{2,})(?![\w@])")
# "p. Budi" is as "pak Budi".
_STOPPED = re.compile(r"(?<![\w.])[pbPB]\.[ ]?([A-Z][a-z]{2,})(?![\w@])")
_SURE_NAMES = GIVEN_NAMES - AMBIGUOUS_NAMES - EVERYDAY_WORDS
# Shorter names written small and without a cue are too often abbreviations.
_SHORTEST_SMALL = 5
_AT_WORK = re.compile(
    r"[ ,]{1,2}(?:(?:yang|yg)[ ](?:di[ ])?)?(?:petugas|loket|bagian|bag|satpam|kasir|pegawai|staf|"
    r"operator|jaga)\b",
    re.IGNORECASE,
)


def find_names(text: str, said: Collection[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of every name; the form of address before it stays, so the text still reads.

    said : the words of the text in small letters.
    """
    shouting: bool | None = None
    if not CUE_WORDS.isdisjoint(said):
        for cue in find_cues(text, said):
            if shouting is None:
                shouting = is_shouting(text)
            found = name_after(text, cue, shouting)
            if found:
                yield found
                yield from _joined(text, found[1])
    if "p" in said or "b" in said:
        for match in _STOPPED.finditer(text):
            if match[1].lower() in GIVEN_NAMES and not _in_a_place(text, match):
                yield match.start(1), end_of_name(text, match.end(), shouting=False)
    if not _BALINESE_WORDS.isdisjoint(said):
        for match in _BALINESE.finditer(text):
            yield match.start(), end_of_name(text, match.end(), is_shouting(text))
    if GIVEN_NAMES.isdisjoint(said):
        return
    yield from _alone(text, is_shouting(text) if shouting is None else shouting)


def _joined(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The second of two: "Zahra dan Alif"."""
    second = _AND.match(text, end)
    if second is not None and second[1].lower() in GIVEN_NAMES:
        yield second.start(1), end_of_name(text, second.end(), shouting=False)


def _alone(text: str, shouting: bool) -> Iterator[tuple[int, int]]:
    """Names without a cue: such as are hardly ever anything else, and stand in no place's name."""
    reached = 0
    for match in _WORDS_ALONE.finditer(text):
        word = match.group()
        lower = word.lower()
        if lower not in _SURE_NAMES or match.start() < reached:
            continue
        small = word.islower()
        if small and len(word) < _SHORTEST_SMALL and not _AT_WORK.match(text, match.end()):
            continue
        if not small and (shouting or word.isupper()):
            continue
        if _in_a_place(text, match) or is_turn_of_speech(text, lower, match.end()):
            continue
        reached = end_of_name(text, match.end(), shouting)
        yield (match.start() if small else beginning_of_name(text, match.start())), reached


def _in_a_place(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()].lower().split()
    said = [word.strip(".,(") for word in before]
    while said and (said[-1] in TITLES or said[-1] in GIVEN_NAMES or said[-1].isdecimal()):
        said.pop()
    # "hari Kartini", but "hari itu Ferdi".
    return any(word in PLACE_CUES for word in said[-2:-1] if word != "hari") or (
        not PLACE_CUES.isdisjoint(said[-1:])
    )
