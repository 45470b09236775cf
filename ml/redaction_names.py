"""Where a person's name stands: after a form of address, after "atas nama", or known by itself."""

import re
from collections.abc import Collection, Iterator

from ml.names import (
    AMBIGUOUS_NAMES,
    EVERYDAY_WORDS,
    FIXED_AFTER,
    GIVEN_NAMES,
    NEVER_SMALL,
    PLACE_CUES,
    STRENGTHENED,
    TITLES,
    words,
)
from ml.redaction_name_cues import CUE_WORDS, find_cues

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
_LETTERS = re.compile(r"[^\W\d_]+")
NAME_WORDS: frozenset[str] = GIVEN_NAMES | CUE_WORDS | _BALINESE_WORDS
"""Without one of these words there is no name, and nothing here need run."""
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
_NEXT_WORD = re.compile(r"\.?[ \t]{1,3}([^\W\d_]+(?:['’`][^\W\d_]+)*)")
_WORDS_ALONE = re.compile(r"(?<![\w\[.@\-])(?<![^\[\s\d]/)[A-Za-z][a-z]{2,}(?![\w@\-/.]\w|[\w@])")
_SURE_NAMES = GIVEN_NAMES - AMBIGUOUS_NAMES - EVERYDAY_WORDS
# Shorter names written small and without a cue are too often abbreviations.
_SHORTEST_SMALL = 5
_DOES = re.compile(
    r" (?:(?:yang|yg) (?:di |jaga|bag)|di (?:loket|bagian|meja)|loket|bagian|minta)\b",
    re.IGNORECASE,
)
_AT_WORK = re.compile(
    r"[ ,]{1,2}(?:(?:yang|yg)[ ](?:di[ ])?)?(?:petugas|loket|bagian|bag|satpam|kasir|pegawai|staf|"
    r"operator|jaga)\b",
    re.IGNORECASE,
)
_AFFIXED = re.compile(
    r"(?:me[mn]|meng|meny|ber|ter|di|pe[mnr]|ke)\w{3,}|\w{3,}(?:nya|kan|in|lah|kah|pun|ku|an|2)\Z"
)
# Endings that are names and hardly anything else; they carry the names no list holds.
_NAME_ENDINGS = (
    *("wati", "ningsih", "yanto", "wanto", "manto", "tanto", "yono", "wono", "udin", "uddin"),
    *("yawan", "yati", "yanti", "wijaya", "tiwi", "iyem", "inem", "asih", "ningrum", "wibawa"),
    *("negara", "saputra", "kusumo"),
)
_SOUNDS = re.compile(rf"\w{{2,}}(?:{'|'.join(_NAME_ENDINGS)})\Z")
# "jl dr Rivai", "RSUD dr. H. Abdul Moeloek": places bear the names of the dead with their titles.
_NAMED_AFTER = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|rs|rsu|rsud|rsup|rsia|gedung|aula|stadion|masjid)\.?[ ]\Z",
    re.IGNORECASE,
)
_CONNECTORS = frozenset({"bin", "binti", "al", "el", "van", "br", "m", "h", "hj"})


def find_names(text: str, said: Collection[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of every name; the form of address before it stays, so the text still reads.

    said : the words of the text in small letters.
    """
    shouting: bool | None = None
    if not CUE_WORDS.isdisjoint(said):
        for cue in find_cues(text, said):
            if shouting is None:
                shouting = is_shouting(text)
            found = _name_after(text, cue, shouting)
            if found:
                yield found
    if not _BALINESE_WORDS.isdisjoint(said):
        for match in _BALINESE.finditer(text):
            yield match.start(), _end_of_name(text, match.end(), is_shouting(text))
    if GIVEN_NAMES.isdisjoint(said):
        return
    yield from _alone(text, is_shouting(text) if shouting is None else shouting)


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
        if _in_a_place(text, match) or _is_turn_of_speech(text, lower, match.end()):
            continue
        reached = _end_of_name(text, match.end(), shouting)
        yield match.start(), reached


def _is_turn_of_speech(text: str, lower: str, end: int) -> bool:
    """ "Budi pekerti", "Sabar banget": what follows tells that nobody is named."""
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return False
    word = following.group(1).lower()
    return word in FIXED_AFTER.get(lower, ()) or (lower in AMBIGUOUS_NAMES and word in STRENGTHENED)


def is_shouting(text: str) -> bool:
    """Mostly capitals: there a capital letter says nothing about names."""
    if text.isascii() and text.islower():
        return False
    upper = sum(map(str.isupper, text))
    return upper > 6 and upper * 10 > 7 * sum(map(str.isalpha, text))


def _in_a_place(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()].lower().split()
    said = [word.strip(".,(") for word in before]
    while said and said[-1] in TITLES:
        said.pop()
    return any(word in PLACE_CUES for word in said[-2:])


def _name_after(text: str, cue: re.Match[str], shouting: bool) -> tuple[int, int] | None:
    """The name that follows a cue, or None where an ordinary word follows."""
    start = cue.end()
    if cue["addressed"] and _NAMED_AFTER.search(text, max(0, cue.start() - 10), cue.start()):
        return None
    if cue["addressed"] or cue["named"] or cue["carer"]:
        start = _past_titles(text, start)
    first = _WORD.match(text, start)
    if first is None:
        return None
    word = first.group()
    lower = word.lower().replace("’", "'")
    capital = word[0].isupper() and not shouting and not (word.isupper() and len(word) > 1)
    known = lower in GIVEN_NAMES or lower.removesuffix("nya") in GIVEN_NAMES or _sounds(lower)
    if cue["role"] and not known:
        return None
    if not word[0].isupper() and lower in NEVER_SMALL:
        return None
    if _is_turn_of_speech(text, lower, first.end()):
        return None
    sure = known and lower not in AMBIGUOUS_NAMES and lower not in EVERYDAY_WORDS
    everyday = lower in EVERYDAY_WORDS or lower in TITLES or len(lower) < 2
    titled = start > cue.end()
    if cue["role"] or (cue["carer"] and not capital):
        said = sure or (known and capital)
    elif capital:
        said = known or not everyday
    elif cue["named"] and re.match(r"an\b|nama\b", cue["named"], re.IGNORECASE):
        said = sure and not everyday
    else:
        said = known and not everyday
        said = said or (not titled and not everyday and _sounds_like_a_name(cue, lower, word))
        said = said or (not everyday and _is_at_work(text, cue, lower, first.end()))
    if not said or (not known and _ends_a_sentence(cue)):
        return None
    return start, _end_of_name(text, first.end(), shouting)


def _ends_a_sentence(cue: re.Match[str]) -> bool:
    """ "... perempuan pak. Pihak agensi": the stop closes a sentence, it abbreviates nothing."""
    gap = cue["gap"].strip(" \t")
    abbreviated = (cue["addressed"] or "").lower() in {
        "bpk",
        "sdr",
        "sdri",
        "tn",
        "ny",
        "dr",
        "drg",
        "alm",
        "pdt",
    }
    if cue["signed"]:
        return False
    return gap in {",", ";"} or (gap == "." and not abbreviated and not cue["named"])


def _past_titles(text: str, start: int) -> int:
    """Where the name itself may begin: after "H.", "dr." or an office ("Bu Bidan Ani")."""
    for _ in range(2):
        word = _WORD.match(text, start)
        if word is None or word.group().lower() not in TITLES:
            break
        following = _NEXT_WORD.match(text, word.end())
        if following is None:
            break
        start = following.start(1)
    return start


def _sounds_like_a_name(cue: re.Match[str], lower: str, word: str) -> bool:
    """An unknown small word straight after "pak" or "bu", without affix."""
    addressed = (cue["addressed"] or cue["named"] or "").lower()
    if word.isupper() or addressed not in {"pak", "bu", "bapak", "ibu", "bpk", "mbak", "mas"}:
        return False
    return (
        4 <= len(lower) <= 11
        and lower.isascii()
        and lower[-1] in "oi"
        and not _AFFIXED.match(lower)
    )


def _is_at_work(text: str, cue: re.Match[str], lower: str, end: int) -> bool:
    """An unknown small word after "pak" or "bu" that is said to sit or ask somewhere."""
    addressed = (cue["addressed"] or "").lower()
    return (
        addressed in {"pak", "bu", "bapak", "ibu", "bpk", "mbak", "mas"}
        and 4 <= len(lower) <= 10
        and lower.isascii()
        and not _AFFIXED.match(lower)
        and _DOES.match(text, end) is not None
    )


def _sounds(lower: str) -> bool:
    return (
        lower.endswith(_NAME_ENDINGS)
        and _SOUNDS.match(lower) is not None
        and lower not in EVERYDAY_WORDS
        and not _AFFIXED.match(lower)
    )


def _end_of_name(text: str, end: int, shouting: bool) -> int:
    """Where the name ends: up to four more words that are names themselves."""
    for _ in range(4):
        following = _NEXT_WORD.match(text, end)
        if following is None:
            break
        word = following.group(1)
        lower = word.lower()
        capital = word[0].isupper() and not shouting and not (word.isupper() and len(word) > 2)
        known = (lower in GIVEN_NAMES and lower not in AMBIGUOUS_NAMES) or _sounds(lower)
        if lower in _CONNECTORS and capital:
            end = following.end()
        elif (capital and (known or lower in GIVEN_NAMES or lower not in EVERYDAY_WORDS)) or (
            known and lower not in EVERYDAY_WORDS
        ):
            if text[end] == "." and len(text[:end].rsplit(None, 1)[-1]) > 3:
                break
            end = following.end()
        else:
            break
    return end
