"""Where on the map somebody lives: degrees, a plus code, a link to a map's pin."""

import re
from collections.abc import Iterator

_DEGREES = re.compile(
    r"(?<![\w.,])(?:-[ ]?(?:\d|1[01])\.\d{2,9}(?![\d.])[ ]?[°]?[ ]?[,;/ ][ ]{0,2}(?:9[5-9]|"
    r"1[0-4]\d)\.\d{2,9}"
    r"|(?:-[ ]?)?(?:\d|1[01])\.\d{4,9}[ ]?[°]?[ ]?(?:LS|LU|S|N)?[ ]?[,;/ ][ ]{0,2}"
    r"(?:9[5-9]|1[0-4]\d)\.\d{4,9})[ ]?[°]?(?:[ ]?(?:BT|E)\b)?(?![\d.]*\d)"
)
_MINUTES = re.compile(
    r"\d{1,2}°[ ]?\d{1,2}['’′][ ]?[\d.,]{1,8}[\"”″]?[ ]?[NSLU]{0,2}[ ,]{0,3}"
    r"\d{2,3}°[ ]?\d{1,2}['’′]"
    r"[ ]?[\d.,]{1,8}[\"”″]?(?:[ ]?(?:BT|E|T)\b)?",
    re.IGNORECASE,
)
_PLUS_CODE = re.compile(
    r"(?<![\w+])(?=[A-Z]{0,7}\d)(?=\d{0,7}[A-Z])"
    r"[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])",
)
_MAP_LINK = re.compile(
    r"(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|(?:www\.)?google\.[a-z.]{2,6}/maps|"
    r"maps\.google\.[a-z.]{2,6})/?[\w@/?=&,.+\-]{2,120}",
    re.IGNORECASE,
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:kantor|dinas|samsat|puskesmas|loket|kelurahan|kecamatan|gedung|rsud|polres|upt)\b"
    r"(?![^\n]{0,40}\b(?:rumah|saya|sy|kami|tinggal)\b)",
    re.IGNORECASE,
)
_NEARBY = 40
SIGNS = re.compile(r"\d\.\d\d|\d°\s?\d|\w\+\w|maps")
"""Without this no place on a map is told."""


def find_coordinates(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every place on the map; the one of an office stays."""
    for pattern in (_MAP_LINK, _MINUTES, _DEGREES, _PLUS_CODE):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - _NEARBY) : found.start()]
            if _OFFICE_BEFORE.search(before) is None:
                yield found.span()
