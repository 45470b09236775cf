"""Concepts a person would know of without training: word stems grouped by what they speak of.

Written for this project. A concept is a feature the model weighs, never a verdict by itself; only
the rules for integrity and danger (`ml.alarms`) decide, and they can only add a hit.
"""

from collections.abc import Sequence
from functools import lru_cache

from ml.concepts import PHRASES, STEMS

_PREFIXES = (
    "memper", "diper", "menge", "meng", "meny", "mem", "men", "me", "ber", "ter", "penge", "peng",
    "peny", "pem", "pen", "per", "pe", "di", "ke", "se", "nge", "ng", "ny", "n", "m", "ku", "tak",
)  # fmt: skip
_SUFFIXES = (
    "nya", "kan", "an", "in", "i", "ku", "mu", "lah", "kah", "pun", "ne", "e", "ni", "na", "no",
    "ko", "ke",
)  # fmt: skip
# What a nasal prefix swallowed: menunggu <- tunggu, memungut <- pungut, menyapa <- sapa.
_SWALLOWED = {"men": "t", "mem": "p", "meny": "s", "meng": "k", "pen": "t", "pem": "p", "peny": "s",
              "peng": "k", "n": "t", "m": "p", "ny": "s", "ng": "k", "nge": ""}  # fmt: skip
_SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts of one canonical word, found by itself or by its stem."""
    for form in stems(word):
        found = STEMS.get(form)
        if found:
            return found
    return ()


def stems(word: str) -> list[str]:
    """Possible stems of an Indonesian word, the longest first; the word itself leads."""
    forms = [word]
    bare = [word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            bare.append(word[: -len(suffix)])
            for second in ("nya", "kan", "an", "i", "ku"):
                inner = bare[-1]
                if inner.endswith(second) and len(inner) - len(second) >= _SHORTEST_STEM:
                    bare.append(inner[: -len(second)])
    forms += bare[1:]
    for candidate in bare:
        for prefix in _PREFIXES:
            if candidate.startswith(prefix) and len(candidate) - len(prefix) >= _SHORTEST_STEM:
                rest = candidate[len(prefix) :]
                forms.append(rest)
                if prefix in _SWALLOWED and rest[0] in "aeiou":
                    forms.append(_SWALLOWED[prefix] + rest)
    return forms


def concepts(words: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """(place, its concepts) of the words that have any; a phrase counts at its first word."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for place, word in enumerate(words):
        names = concepts_of(word)
        if word in PHRASES and place + 1 < len(words):
            for rest, meant in PHRASES[word].get(words[place + 1], ()):
                if words[place + 2 : place + 2 + len(rest)] == rest:
                    names = (*meant, *names)
        if names:
            found.append((place, names))
    return found
