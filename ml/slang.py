"""How citizens shorten, misspell and mix languages: one canonical word for many spellings.

The spellings stand in `ml.spellings`, more of Javanese and Lampung in `ml.regional_spellings`.
What is protected is never touched: kk is the family card, not "kakak".
"""

from ml.names import words
from ml.regional_spellings import JAVANESE, LAMPUNG
from ml.spellings import SPELLINGS

PROTECTED: frozenset[str] = words(
    """
    kk kel kec gg smp sma smk sd tk th ktp sim stnk bpkb pkb tnkb skck kua kia bpjs rs rsud igd ugd
    wa rt rw jl nik npwp nib paspor pbb bphtb ptsp upt uptd asn pns honor sms otp qr ac tv hp pt cv
    pkh blt kis kip umkm oss imb pbg slf amdal sop ppdb un nisn kjp rph tpa pdam pln tps pkl
    """
)
"""Abbreviations of public services: whatever a slang list says of them is wrong here."""

NEGATORS: frozenset[str] = words("tidak bukan belum jangan tanpa tiada")
"""The canonical negators; every spelling of them ends in one of these."""

DOUBTING: frozenset[tuple[str, str]] = frozenset({("siapa", "bilang"), ("kata", "siapa")})
"""Who asks who said so denies it."""

NOTHING: frozenset[str] = words("nihil kosong cukup nil null none nothing skip tes test hm hmm")
"""What people write who have nothing to say; each stands for a whole comment."""

AROUND_NOTHING: frozenset[str] = words(
    """
    saran kritik masukan komentar komen comment comments pesan usul usulan kesan pertanyaan catatan
    tambahan opini unek ide feedback suggestion ada dan untuk saat sekarang ini itu dulu sementara
    saja lagi sudah sih ya dari saya kami yang apa pun apapun dengan atau di sini maaf pak bu deh
    kok kan dong tahu terpikir tidak belum tanpa
    """
)
"""The box itself and the small words beside it: "belum ada masukan untuk saat ini"."""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    canonical: tuple[str, ...] = ()
    for line in (SPELLINGS + JAVANESE + LAMPUNG).strip().splitlines():
        if not line.startswith(" "):
            left, _, line = line.partition(":")
            canonical = tuple(left.split())
        for spelling in line.split():
            table.setdefault(spelling, canonical)
    for word in PROTECTED | {part for parts in table.values() for part in parts}:
        table.pop(word, None)
    return table


SLANG: dict[str, tuple[str, ...]] = _table()
"""Spelling -> canonical words. No canonical word is a key: mapping twice is mapping once."""
