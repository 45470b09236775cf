"""The name that follows a cue, told from the ordinary words that follow it as often."""

import re

from ml.given_names import AMBIGUOUS_NAMES, GIVEN_NAMES
from ml.names import EVERYDAY_WORDS, FIXED_BEFORE, NEVER_SMALL, TITLES
from ml.redaction_name_words import (
    AFFIXED,
    NEXT_WORD,
    WORD,
    end_of_name,
    is_everyday,
    is_turn_of_speech,
    sounds,
)

_DOES = re.compile(
    r" (?:(?:yang|yg) (?:di |jaga|bag)|di (?:loket|bagian|meja)|loket|bagian|minta)\b",
    re.IGNORECASE,
)
# "jl dr Rivai", "RSUD dr. H. Abdul Moeloek": places bear the names of the dead with their titles.
_NAMED_AFTER = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|rs|rsu|rsud|rsup|rsia|gedung|aula|stadion|masjid)\.?[ ]\Z",
    re.IGNORECASE,
)
# "bapak nyeri dada", "mbak ngopi di loket".
_OF_VERBS = ("ny", "ng")
_VOWELS = re.compile(r"[AEIOU]")
_SPEAKER = re.compile(r"(?:saya|sy|aku)\Z", re.IGNORECASE)
_OF_A_NAME = re.compile(r"\b(?:a\.?n\.?|a/n|atas nama|nama)[ .:]{0,3}\Z", re.IGNORECASE)
_SERVED = re.compile(r"(?:oleh|dilayani|dibantu|layanin|ketemu)\Z", re.IGNORECASE)
_AT_A_DESK = re.compile(
    r" (?:(?:yang|yg) (?:di |jaga|bag)|di (?:loket|bagian|meja)|loket)\b", re.IGNORECASE
)
_SAID_OF_A_PERSON = re.compile(
    r" (?:sangat |sgt |paling |memang |emang |orangnya )?(?:sabar|ramah|baik|galak|judes|jutek|"
    r"ketus|sopan|cuek|telaten|lembut|teliti)\b",
    re.IGNORECASE,
)
_ONES_NAME = re.compile(
    r"(?:nama\s+(?:saya|sy|aku|ku|gw|gue)|namaku|namanya|bernama)\b", re.IGNORECASE
)
_THEN = re.compile(
    r"[ ]{0,2}(?:\Z|[,(\n]|[.!](?:\s|\Z)"
    r"|(?:dari|warga|alamat|umur|nik|hp|wa|loket|petugas|yang|yg|bagian)\b)",
    re.IGNORECASE,
)
_NAME_OR_AN = re.compile(r"an\b|nama\b", re.IGNORECASE)
_OF_THE_CHINESE = frozenset({"ci", "cik", "cici", "cece", "ce", "ko", "koh", "engkoh"})
_FOLLOWING_NAMES = GIVEN_NAMES - EVERYDAY_WORDS
_ABBREVIATED = frozenset(
    {"bpk", "bp", "sdr", "sdri", "tn", "ny", "dr", "drg", "alm", "pdt", "mr", "mrs"}
)


def name_after(text: str, cue: re.Match[str], shouting: bool) -> tuple[int, int] | None:
    """(start, end) of the name that follows a cue, or None where an ordinary word follows."""
    start = cue.end()
    if cue["addressed"] and _NAMED_AFTER.search(text, max(0, cue.start() - 10), cue.start()):
        return None
    if cue["addressed"] or cue["named"] or cue["carer"]:
        start = _past_titles(text, start)
    first = WORD.match(text, start)
    if first is None:
        return None
    known = _is_known(_lower(first))
    # Most cues are roles ("saya"), and most roles have an ordinary word behind them.
    if (cue["role"] and not known) or _is_fixed(text, cue, first):
        return None
    if not (_is_said(text, cue, first, shouting) or _is_told(text, cue, first, shouting)):
        return None
    if not known and _ends_a_sentence(cue) and not _is_between_commas(text, cue, first):
        return None
    return start, _with_surname(text, cue, start, end_of_name(text, first.end(), shouting))


def _with_surname(text: str, cue: re.Match[str], start: int, end: int) -> int:
    """Behind who says "saya" or "atas nama" one unknown word belongs to the name."""
    if not (cue["named"] or _SPEAKER.match(cue["role"] or "") or cue["addressed"]):
        return end
    following = NEXT_WORD.match(text, end)
    if following is None or text[end] == ".":
        return end
    if text[start].isupper() != following.group(1)[0].isupper():
        return end
    word = following.group(1).lower()
    told = cue["addressed"] is None or _OF_A_NAME.search(
        text, max(0, cue.start() - 14), cue.start()
    )
    unknown = word.isascii() and 5 <= len(word) <= 12 and not is_everyday(word)
    if told and unknown and word not in TITLES and not AFFIXED.match(word):
        return following.end()
    return end


def _lower(first: re.Match[str]) -> str:
    return first.group().lower().replace("’", "'")


def _is_known(lower: str) -> bool:
    return lower in GIVEN_NAMES or lower.removesuffix("nya") in GIVEN_NAMES or sounds(lower)


def _is_fixed(text: str, cue: re.Match[str], first: re.Match[str]) -> bool:
    """Whether cue and word, or the word and what follows, are a turn of speech."""
    lower = _lower(first)
    return (
        (not first.group()[0].isupper() and lower in NEVER_SMALL)
        or lower in FIXED_BEFORE.get((cue["addressed"] or cue["role"] or "").lower(), ())
        or is_turn_of_speech(text, lower, first.end())
    )


def _is_said(text: str, cue: re.Match[str], first: re.Match[str], shouting: bool) -> bool:
    """Whether the word is a name by itself, as it is written and by its cue."""
    word, lower = first.group(), _lower(first)
    capital = word[0].isupper() and not shouting and not (word.isupper() and len(word) > 1)
    known = _is_known(lower)
    chinese = lower == "mei" and (cue["addressed"] or "").lower() in _OF_THE_CHINESE
    everyday = (is_everyday(lower) and not chinese) or lower in TITLES or len(lower) < 2
    sure = known and lower not in AMBIGUOUS_NAMES and lower not in EVERYDAY_WORDS
    if cue["role"] or (cue["carer"] and not capital):
        served = _SERVED.match(cue["role"] or "") and _AT_A_DESK.match(text, first.end())
        return sure or (known and (capital or served is not None))
    if capital:
        return known or not everyday
    if everyday:
        return False
    if cue["named"] and _NAME_OR_AN.match(cue["named"]):
        return sure
    titled = first.start() > cue.end()
    return (
        known
        or (not titled and _sounds_like_a_name(cue, lower, word))
        or _is_at_work(text, cue, lower, first.end())
        or _is_of_a_doctor(text, cue, lower, first.end())
    )


def _is_told(text: str, cue: re.Match[str], first: re.Match[str], shouting: bool) -> bool:
    """Whether a word is called a name: in capitals as on a card, small at an end, with another."""
    if cue["named"] is None:
        return False
    word, lower = first.group(), _lower(first)
    if _is_known(lower) and _is_followed_by_a_name(text, first.end()):
        return True
    if is_everyday(lower) or lower in TITLES:
        return False
    if word.isupper():
        return not shouting and len(word) > 3 and len(_VOWELS.findall(word)) > 1
    return (
        _ONES_NAME.match(cue["named"]) is not None
        and 4 <= len(word) <= 11
        and not AFFIXED.match(lower)
        and _THEN.match(text, first.end()) is not None
    )


def _is_followed_by_a_name(text: str, end: int) -> bool:
    following = NEXT_WORD.match(text, end)
    return following is not None and following.group(1).lower() in _FOLLOWING_NAMES


def _is_between_commas(text: str, cue: re.Match[str], first: re.Match[str]) -> bool:
    """ "anak saya, Alesha, belum terima"."""
    return (
        cue["kin"] is not None
        and "," in cue["gap"]
        and first.group()[0].isupper()
        and text.startswith(",", first.end())
    )


def _ends_a_sentence(cue: re.Match[str]) -> bool:
    """ "... perempuan pak. Pihak agensi": the stop closes a sentence, it abbreviates nothing."""
    gap = cue["gap"].strip(" \t")
    abbreviated = (cue["addressed"] or "").lower() in _ABBREVIATED
    if cue["signed"]:
        return False
    return gap in {",", ";"} or (gap == "." and not abbreviated and not cue["named"])


def _past_titles(text: str, start: int) -> int:
    """Where the name itself may begin: after "H.", "dr." or an office ("Bu Bidan Ani")."""
    for _ in range(2):
        word = WORD.match(text, start)
        if word is None or word.group().lower() not in TITLES:
            break
        following = NEXT_WORD.match(text, word.end())
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
        and not AFFIXED.match(lower)
        and not lower.startswith(_OF_VERBS)
    )


def _is_of_a_doctor(text: str, cue: re.Match[str], lower: str, end: int) -> bool:
    """ "dr andini sabar": as an unknown word it stands for no "dari", for a person is praised."""
    return (
        (cue["addressed"] or "").lower() in {"dr", "drg"}
        and 4 <= len(lower) <= 10
        and lower.isascii()
        and lower[-1] in "aio"
        and not AFFIXED.match(lower)
        and _SAID_OF_A_PERSON.match(text, end) is not None
    )


def _is_at_work(text: str, cue: re.Match[str], lower: str, end: int) -> bool:
    """An unknown small word after "pak" or "bu" that is said to sit or ask somewhere."""
    addressed = (cue["addressed"] or "").lower()
    return (
        addressed in {"pak", "bu", "bapak", "ibu", "bpk", "mbak", "mas"}
        and 4 <= len(lower) <= 10
        and not lower.startswith(_OF_VERBS)
        and lower.isascii()
        and not AFFIXED.match(lower)
        and _DOES.match(text, end) is not None
    )
