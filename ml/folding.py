"""A plain copy of a text to look for particulars in, and the way back to the text itself.

A number is the same number written with full-width digits, with signs between them that nobody
sees, or with an "l" for a one; so it is looked for in a copy in which all of these are alike.
"""

import re
import unicodedata
from functools import lru_cache

# Signs that Unicode counts as letters or symbols and that show as nothing.
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_ENDS = frozenset("\x85\u2028\u2029")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# Runs of digits and of the letters that are typed for them, with no other letter at either end.
_DIGIT_LIKE = re.compile(r"(?<![^\W\d_])[\doOlIЗОо]{2,}(?![^\W\d_])")
_ZEROS = frozenset("0123456789oOОо")
_AS_DIGITS = str.maketrans("oOlIЗОо", "0011300")


def fold(text: str) -> str:
    """Compatibility forms made plain, accents and invisible signs left out."""
    return text if text.isascii() else _FOREIGN.sub(_plain_run, text)


def places(text: str) -> list[int]:
    """For each sign of `fold(text)` the place in the text that it came from."""
    return [place for place, sign in enumerate(text) for _ in _plain(sign)]


def with_digits(text: str) -> str:
    """The text with letters that stand for digits made digits, where digits prevail.

    An "o" beside a single digit is a zero, too: "OOO4".
    """
    return _DIGIT_LIKE.sub(_digits, text)


def _digits(run: re.Match[str]) -> str:
    written = run.group()
    digits = sum(map(str.isdecimal, written))
    zeros = digits and set(written) <= _ZEROS
    return written.translate(_AS_DIGITS) if zeros or 2 * digits >= len(written) else written


def _plain_run(run: re.Match[str]) -> str:
    return "".join(map(_plain, run.group()))


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _BLANK:
        return " "
    if sign in _LINE_ENDS:
        return "\n"
    if sign.isspace():
        return " "
    return "".join(
        "0123456789"[int(unicodedata.decimal(part))] if part.isdecimal() else part
        for part in unicodedata.normalize("NFKD", sign)
        if unicodedata.category(part) not in _UNSEEN
    )
