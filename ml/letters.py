"""Letters as the words are looked for in: small, plain, one for one, so that places stay true.

Accents and compatibility forms give way to the letter they stand for, all apostrophes are one, and
what nobody sees (a joiner, a soft hyphen, the colour of an emoji) becomes `UNSEEN`. The signs by
which messengers set a word in italics become spaces. Standard library only.
"""

import re
import unicodedata
from functools import lru_cache

UNSEEN = "\u00ad"
"""Stands for every sign that shows as nothing; inside a word it parts nothing."""

KIND = (
    r"(?<![\w\u00ad])_(?:uang|pukul|kali|angka|menit|jam|hari|minggu|bulan|tahun|tawa|"
    r"nik|kk|telepon|surel|pelat|rekening|nomor|akun|tanggal|alamat|nama)_(?![\w\u00ad])"
)
"""What numbers, laughs and placeholders are called among the canonical words."""

_UNDERLINED = re.compile(rf"({KIND})|_")
_QUOTATION = frozenset("“”„«»")
_APOSTROPHES = frozenset("'’‘‛`´ʼʻʹ′＇｀ˈˊˋ")
_NOT_SHOWN = frozenset({"Mn", "Me", "Cf"})
_MOST_STEPS = 4


def fold(text: str) -> str:
    """Small and plain letters, as many as there were."""
    folded = text.lower().replace("`", "'") if text.isascii() else "".join(map(_plain, text))
    if "_" not in folded:
        return folded
    return _UNDERLINED.sub(lambda found: found[1] or " ", folded)


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """What stays as it is when it is folded again."""
    for _ in range(_MOST_STEPS):
        plain = _plainer(sign)
        if plain == sign:
            break
        sign = plain
    return sign


def _plainer(sign: str) -> str:
    if sign in _QUOTATION:
        # Quotation marks are kept: what is meant otherwise ("sarapan") often stands in them.
        return '"'
    if sign in _APOSTROPHES:
        return "'"
    if unicodedata.category(sign) in _NOT_SHOWN:
        return UNSEEN
    plain = unicodedata.normalize("NFKC", sign)
    plain = plain if len(plain) == 1 else sign
    letter = unicodedata.normalize("NFD", plain)[0]
    lower = (letter if letter.isascii() else plain).lower()
    return lower if len(lower) == 1 else plain
