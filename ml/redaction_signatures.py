"""Names with which a message is signed: "Terima kasih. Slamet Riyadi, warga"."""

import re
from collections.abc import Iterator

from ml.common_words import COMMON_WORDS
from ml.given_names import GIVEN_NAMES
from ml.names import EVERYDAY_WORDS, NEVER_SMALL, PLACE_CUES, words

SIGNATURE_WORDS: frozenset[str] = words(
    "warga pemohon pelapor pengunjung pensiunan pasien mahasiswa mahasiswi"
)
"""What somebody who signs calls herself."""
_OFFICES = words(
    "samsat dukcapil disdukcapil disnaker dishub dinkes dinsos polres polsek polda puskesmas rsud"
    " bpjs imigrasi pdam pajak kua dinas mal kota kab pemkot pemkab pemda bpn"
)
_THANKS = words(
    "terima terimakasih kasih makasih trims tks thanks wassalam wassalamualaikum salam hormat"
)
_LAST_WORDS, _LAST_SIGNS, _LONGEST_NAME = 12, 160, 4
_NAME = r"(?P<name>(?:[A-Z][a-z'’]+\.?[ \t]{1,2}){1,3}[A-Z][a-z'’]+)"
# Behind it at most a place, so that "Dinas Sosial, warga menunggu" is none.
_AS_SOMEBODY = re.compile(
    rf"(?:\A|[.!?\n])[ \t\n]*{_NAME}[ \t]*[,(–-][ \t]*(?:{'|'.join(sorted(SIGNATURE_WORDS))})"
    r"(?:[ \t]+(?:(?:desa|kel|kelurahan|kec|kecamatan|dusun|rt|rw|dari|di)\.?[ \t]*)?"
    r"[A-Z\d][^.!?\n]{0,30})?"
    r"[\s.!)]*\Z"
)
_AFTER_THANKS = re.compile(
    r"(?i:terima ?kasih|makasih|trims|tks|thanks|wassalam\w*|salam|hormat (?:saya|kami))"
    rf"[ \t]*[.,!:\n–-]+\s*{_NAME}[\s.!]*\Z"
)


_SIGNING = GIVEN_NAMES - EVERYDAY_WORDS - NEVER_SMALL
# "-Rina-", "makasih (budi, kedaton)".
_MARKED = re.compile(
    r"(?:\A|[\s.!])[-–~][ ]?(?P<dashed>[A-Z][a-z]{2,14}(?:[ ][A-Z][a-z]{2,14})?)[ ]?[-–~]?\s*\Z"
    r"|\((?P<enclosed>[^\W\d_]{3,14}(?:[ ][^\W\d_]{3,14})?),[ ][^\W\d_]{3,15}"
    r"(?:[ ][^\W\d_]{3,15})?\)\s*\Z"
)


def find_signatures(text: str, said: list[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of the name at the end of a message.

    said : the words of the text in small letters.
    """
    last = said[-_LAST_WORDS:]
    if not GIVEN_NAMES.isdisjoint(last):
        marked = _MARKED.search(text, max(0, len(text) - _LAST_SIGNS))
        if marked is not None and marked[marked.lastgroup or 0].split()[0].lower() in _SIGNING:
            yield marked.span(marked.lastgroup or 0)
    since = max(0, len(text) - _LAST_SIGNS)
    signed = None if SIGNATURE_WORDS.isdisjoint(last) else _AS_SOMEBODY.search(text, since)
    if signed is not None and not _is_something_else(signed["name"]):
        yield signed.span("name")
    if GIVEN_NAMES.isdisjoint(last[-_LONGEST_NAME:]) or _THANKS.isdisjoint(said):
        return
    thanked = _AFTER_THANKS.search(text, since)
    if (
        thanked is not None
        and not GIVEN_NAMES.isdisjoint(thanked["name"].lower().split())
        and not _is_something_else(thanked["name"])
    ):
        yield thanked.span("name")


def _is_something_else(name: str) -> bool:
    """An office, a place or a sentence in capitals."""
    said = [word.rstrip(".") for word in name.lower().split()]
    return not _OFFICES.isdisjoint(said) or any(
        word in PLACE_CUES or word in EVERYDAY_WORDS or word in COMMON_WORDS for word in said
    )
