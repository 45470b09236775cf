"""Where on the map somebody lives: degrees, a plus code, a link to a map's pin."""

import re
from collections.abc import Iterator

_DEGREES = re.compile(
    r"(?<![\w.,])(?:-[ ]?(?:\d|1[01])\.\d{2,9}(?![\d.])[ ]?[°]?[ ]?[,;/ ][ ]{0,2}(?:9[5-9]|"
    r"1[0-4]\d)\.\d{2,9}"
    r"|(?:-[ ]?)?(?:\d|1[01])\.\d{4,9}[ ]?[°]?[ ]?(?:LS|LU|S|N)?[ ]?[,;/ ][ ]{0,2}"
    r"(?:9[5-9]|1[0-4]\d)\.\d{4,9})(?:[ ]?°)?(?:[ ]?(?:BT|E)\b)?(?![\d.]*\d)"
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
_OF_THE_EARTH = re.compile(r"\A-|[LSUNBTE°]")
_PLACE = re.compile(
    r"\b(?:titik\w*|lokasi\w*|rumah\w*|rmh|koordinat\w*|kordinat\w*|gps|"
    r"share ?loc\w*|map\w*|tinggal|alamat\w*|posisi\w*|lat|long|lintang|bujur)\b",
    re.IGNORECASE,
)
_NEARBY, _BEHIND = 40, 20
SIGNS = re.compile(r"\d\.\d\d|\d°\s?\d|\w\+\w|maps")
"""Without this no place on a map is told."""


def find_coordinates(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every place on the map; the one of an office stays."""
    for pattern in (_MAP_LINK, _MINUTES, _DEGREES, _PLUS_CODE):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - _NEARBY) : found.start()]
            behind = text[found.end() : found.end() + _BEHIND]
            if pattern is _DEGREES and not _is_of_the_earth(found.group(), before, behind):
                continue
            if _OFFICE_BEFORE.search(before) is None:
                yield found.span()


def _is_of_the_earth(written: str, before: str, behind: str) -> bool:
    """Whether two numbers are degrees: by their signs, or by the word for a place beside them."""
    return (
        _OF_THE_EARTH.search(written) is not None
        or _PLACE.search(before) is not None
        or _PLACE.search(behind) is not None
    )
