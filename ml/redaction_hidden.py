"""Numbers that their writer hid in part: "0812-xxxx-7890", "nik 187105******0003".

What is left narrows a number down to a few people, and the rest may stand elsewhere.
"""

import re
from collections.abc import Iterator

from ml.redaction_numbers import LENGTHS, card_at, cue_before

_HIDING = r"xX*•●×_"
HIDDEN = re.compile(rf"\d[ .\-]{{0,2}}(?:[{_HIDING}][ .\-]?[{_HIDING}]|\.\.\.)")
"""Without this no number is hidden in part."""
_NUMBER = re.compile(
    rf"(?<![\w{_HIDING}])[+(]?\d(?:\)?[ .\-]{{0,2}}[\d{_HIDING}]|\.{{3,6}}(?=\d)){{6,22}}"
    rf"(?![^\W_{_HIDING}])"
)
_GROUP = re.compile(rf"[{_HIDING}][ .\-]?[{_HIDING}]|\.\.\.")
_SIGN = re.compile(rf"[\d{_HIDING}]|\.(?=\.)|(?<=\.\.)\.")
_MOBILE = re.compile(r"(?:620?|0)?8[1-9]")
_FEWEST_SEEN = {"phone": 6, "nik": 6, "kk": 6}
_FEWEST = 5


def find_hidden_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every number hidden in part of which enough can be seen."""
    for found in _NUMBER.finditer(text):
        written = found.group()
        hidden = _GROUP.search(written)
        if hidden is None:
            continue
        signs = "".join(_SIGN.findall(written))
        kind = _kind(text, found.start(), signs)
        if kind in {"nik", "kk"}:
            kind = card_at(text, *found.span())
        if kind is not None:
            yield kind, *found.span()


def _kind(text: str, start: int, signs: str) -> str | None:
    seen = sum(map(str.isdecimal, signs))
    cue = cue_before(text, start)
    kind = "phone" if cue == "home" else cue
    if cue is not None and kind is not None:
        fewest, most = LENGTHS[cue]
        if fewest <= len(signs) <= most and seen >= _FEWEST_SEEN.get(kind, _FEWEST):
            return kind
    if _MOBILE.match(signs) and 9 <= len(signs) <= 15 and seen >= _FEWEST_SEEN["phone"]:
        return "phone"
    return "nik" if len(signs) == 16 and seen >= 8 else None
