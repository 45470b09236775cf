"""What tells a name from an ordinary word, and where a name begins and ends."""

import re

from ml.common_words import COMMON_WORDS
from ml.given_names import AMBIGUOUS_NAMES, GIVEN_NAMES, SECOND_NAMES
from ml.names import EVERYDAY_WORDS, FIXED_AFTER, STRENGTHENED

WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
NEXT_WORD = re.compile(r"\.?[ \t]{1,3}([^\W\d_]+(?:['’`][^\W\d_]+)*)")
_WORD_BEFORE = re.compile(r"(?<![\w\[.@\-/])([A-Z][a-z]{1,13})[ ]\Z")
AFFIXED = re.compile(
    r"(?:me[mn]|meng|meny|ber|ter|di|pe[mnr]|ke)\w{3,}|\w{3,}(?:nya|kan|in|lah|kah|pun|ku|an|2)\Z"
)
_ENDING = re.compile(r"\w{3}(?:nya|kan|kah|pun)\Z|\A(?:me(?:ng|ny|m)|ber(?![nlt]))\w{4}")
# Endings that are names and hardly anything else; they carry the names no list holds.
_NAME_ENDINGS = (
    *("wati", "ningsih", "yanto", "wanto", "manto", "tanto", "yono", "wono", "udin", "uddin"),
    *("yawan", "yati", "yanti", "wijaya", "tiwi", "iyem", "inem", "asih", "ningrum", "wibawa"),
    *("negara", "saputra", "kusumo"),
)
_SOUNDS = re.compile(rf"\w{{2,}}(?:{'|'.join(_NAME_ENDINGS)})\Z")
_WITHIN_A_NAME = frozenset({"bin", "binti", "al", "el"})
_CONNECTORS = frozenset({"bin", "binti", "al", "el", "van", "br", "m", "h", "hj"})


def is_shouting(text: str) -> bool:
    """Mostly capitals: there a capital letter says nothing about names."""
    if text.isascii() and text.islower():
        return False
    upper = sum(map(str.isupper, text))
    return upper > 6 and upper * 10 > 7 * sum(map(str.isalpha, text))


def is_everyday(lower: str) -> bool:
    return lower in EVERYDAY_WORDS or lower in COMMON_WORDS or _ENDING.search(lower) is not None


def sounds(lower: str) -> bool:
    return (
        lower.endswith(_NAME_ENDINGS)
        and _SOUNDS.match(lower) is not None
        and lower not in EVERYDAY_WORDS
        and lower not in COMMON_WORDS
        and not AFFIXED.match(lower)
    )


def is_turn_of_speech(text: str, lower: str, end: int) -> bool:
    """ "Budi pekerti", "Sabar banget": what follows tells that nobody is named."""
    following = NEXT_WORD.match(text, end)
    if following is None:
        return False
    word = following.group(1).lower()
    return word in FIXED_AFTER.get(lower, ()) or (lower in AMBIGUOUS_NAMES and word in STRENGTHENED)


def beginning_of_name(text: str, start: int) -> int:
    """Where the name begins that goes on with a sure one: "Fajar Nugroho", "Made Sudana"."""
    before = _WORD_BEFORE.search(text, max(0, start - 16), start)
    if before is None:
        return start
    lower = before[1].lower()
    return before.start() if lower in GIVEN_NAMES and lower not in EVERYDAY_WORDS else start


def _last_of(text: str, end: int) -> int | None:
    """Where the word behind "bin" or "al" ends, if it is no ordinary one."""
    following = NEXT_WORD.match(text, end)
    if following is None or len(following.group(1)) < 4 or is_everyday(following.group(1).lower()):
        return None
    return following.end()


def end_of_name(text: str, end: int, shouting: bool) -> int:
    """Where the name ends: up to four more words that are names themselves."""
    for _ in range(4):
        following = NEXT_WORD.match(text, end)
        if following is None:
            break
        word = following.group(1)
        lower = word.lower()
        capital = word[0].isupper() and not shouting and not (word.isupper() and len(word) > 2)
        known = (lower in GIVEN_NAMES and lower not in AMBIGUOUS_NAMES) or sounds(lower)
        if lower in _CONNECTORS and capital:
            end = following.end()
        elif lower in _WITHIN_A_NAME and (last := _last_of(text, following.end())) is not None:
            end = last
        elif (
            (capital and (lower in GIVEN_NAMES or not is_everyday(lower)))
            or (known and lower not in EVERYDAY_WORDS)
            or lower in SECOND_NAMES
        ):
            if text[end] == "." and len(text[:end].rsplit(None, 1)[-1]) > 3:
                break
            end = following.end()
        else:
            break
    return end
