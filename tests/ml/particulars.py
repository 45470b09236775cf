"""Texts with and without particulars of a person, written before the rules that must find them.

with_particulars.txt : one text a line; `{kind|what}` marks a particular, with several kinds where
more than one is right. without_particulars.txt : texts in which nothing is to be masked. Signs that
cannot be seen are written as in Python (`\\u200b`, `\\n`). Rules were made with the first, third,
fifth line and so on in view; the other half is for reporting. What stands below the stroke was
written beside rules that came later and is reported on nowhere. One person wrote each part, so
expect somewhat less of texts by others.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ml.redaction import find_personal_data

STROKE = "---"
_HERE = Path(__file__).parent
_SIGN = re.compile(r"\\u[0-9a-f]{4}|\\n")
_MARKED = re.compile(r"\{([a-z/]+)\|(.+?)\}", re.DOTALL)


@dataclass(frozen=True)
class Particular:
    """A piece of personal data in a text: the kinds that are right, and where it stands."""

    kinds: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A text as a citizen sends it, and the particulars in it."""

    written: str
    particulars: tuple[Particular, ...]


def texts(name: str, *, reported: bool) -> list[Text]:
    """One half of a file: the one reported on, or the one the rules were made with."""
    lines = (_HERE / f"{name}_particulars.txt").read_text(encoding="utf-8").splitlines()
    stroke = lines.index(STROKE)
    later = [] if reported else lines[stroke + 1 :]
    return [_text(line) for line in (*lines[int(reported) : stroke : 2], *later)]


def _text(line: str) -> Text:
    line = _SIGN.sub(lambda sign: sign.group().encode().decode("unicode_escape"), line)
    written, found, reached = "", [], 0
    for mark in _MARKED.finditer(line):
        written += line[reached : mark.start()]
        end = len(written) + len(mark[2])
        found.append(Particular(tuple(mark[1].split("/")), len(written), end))
        written += mark[2]
        reached = mark.end()
    return Text(written + line[reached:], tuple(found))


def is_found(text: Text, particular: Particular) -> bool:
    """Whether all of a particular is masked, as a kind that is right."""
    spans = [s for s in find_personal_data(text.written) if s.type in particular.kinds]
    return any(s.start <= particular.start and s.end >= particular.end for s in spans)


def recall(half: list[Text]) -> dict[str, tuple[int, int]]:
    """By kind: how many particulars were found, of how many."""
    found: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for text in half:
        for particular in text.particulars:
            of[particular.kinds[0]] += 1
            found[particular.kinds[0]] += is_found(text, particular)
    return {kind: (found[kind], of[kind]) for kind in sorted(of)}


def missed(half: list[Text]) -> list[str]:
    """The texts in which a particular was not found."""
    return [t.written for t in half if not all(is_found(t, one) for one in t.particulars)]


def masked_for_nothing(half: list[Text]) -> list[str]:
    """The texts in which something is masked that is no particular."""
    return [
        text.written
        for text in half
        if any(
            all(span.end <= one.start or span.start >= one.end for one in text.particulars)
            for span in find_personal_data(text.written)
        )
    ]
