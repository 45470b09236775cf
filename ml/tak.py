"""What "tak" says: in Indonesian "not", in Javanese "I will" before the bare root of a verb.

"Tak bacok" is a threat, "tak pernah dibacok" is none; read as a negation the first would be lost.
Standard library only.
"""

import re

from ml.names import words

WRITTEN = words("tak dak tek")
"""Ways to write it; a spoken "dak" and "tek" are taken for it before the sure roots alone."""

_SURE = """
bacok antem pateni patheni gorok gebuk gebug kepruk jotos kaplok keplak geplak tempeleng tampar
tabok gampar tonjok jambak piting keroyok aniaya culik sekap cambuk pasung sundut obong kampleng
sampluk tapuk sambleh bandem balang santlap santet
"""
"""Roots that nobody denies without a prefix, Javanese ones most of them."""

_UNSURE = """
pukul tendang tusuk tikam tembak cekik bakar hajar bunuh injak banting hantam siksa habisi sikat
matikan bom
"""
"""Roots that are denied in plain Indonesian too: "guru tak pukul murid"."""

_COMING = words("enteni parani cegat menunggu goleki")
"""Who waits for somebody or comes to their house threatens, and waits in no queue."""

_DOERS = words(
    """
    saya kami kita dia mereka guru petugas satpam pegawai polisi perawat bidan dokter bapak ibu
    anak suami istri orang kalau yang dengan karena walau
    """
)
"""Before "tak" and an unsure root they are whom it denies."""

_THEM = words(
    """
    anda kau kalian awakmu kantor rumah rumahmu omahmu omahe kepalamu ndasmu endasmu raimu mulutmu
    cangkemmu petugasnya pegawainya satpamnya semua sekalian saja
    """
)
"""To whom it is done, before "tak" or behind the root."""

_THEN = words("lho ya sampai kalau di . ! ,")
"""What ends a threat, or goes on behind it."""


def _any_of(roots: str) -> str:
    return f"(?:{'|'.join(roots.split())})(?:i|in|ke|no|ne|kan|an)?"


_SURE_VERB = re.compile(_any_of(_SURE))
_UNSURE_VERB = re.compile(_any_of(_UNSURE))

WILL = rf"tak(?:{_any_of(_SURE)}|{_any_of(_UNSURE)}|{'|'.join(sorted(_COMING))})"
"""A pattern of "tak" and a root as one canonical word."""


def joined(written: str, before: str, verb: str, behind: str) -> str | None:
    """The canonical word of "tak" and the verb behind it where it threatens; None where it denies.

    written : "tak" as written; before, verb, behind : the canonical words around it, "" at the
    ends of the text.
    """
    if _SURE_VERB.fullmatch(verb):
        return f"tak{verb}"
    if written != "tak":
        return None
    meant = before in _THEM or behind in _THEM
    if verb in _COMING:
        return f"tak{verb}" if meant or (behind == "di" and verb != "menunggu") else None
    if before in _DOERS or not _UNSURE_VERB.fullmatch(verb):
        return None
    return f"tak{verb}" if meant or not behind or behind in _THEN else None
