"""Whether somebody is threatened or hurt because of a report, money, or a question about money.

That is intimidation, so a matter of integrity whatever a model says: who dared to report must not
be shown to the one who was reported. Standard library only.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ml.danger.assaults import VIOLENT, WITH_OBJECT
from ml.danger.signs import denied, pattern
from ml.danger.verbs import doing, done_to, voices
from ml.tak import WILL

REACH = 7
"""So many words on either side of a threat are looked at for what it is about."""

_THREATS = "ancam ancem gertak intimidasi teror neror bungkam takuti takutin nakuti nakutin"
_THREAT = re.compile(rf"(?:{voices(_THREATS)}|threat\w*)")
_DEED = re.compile(
    rf"(?:{voices(VIOLENT)}|{done_to(WITH_OBJECT)}|{doing(WITH_OBJECT)}|{doing('pukul')}|"
    rf"{done_to('pukul bakar lempari rusak kempesin datangi hajar habisi kejar')}|dibakar|{WILL})"
)
_WARNING = re.compile(r"awas|selamat|aman|rumah\w*|akibat\w*|diam|mulut|celaka\w*")

# No form begins with any letters at all: it would be looked for from each letter of a long word.
_REPORTING = r"(?:me|nge|ng|di|ter|pe|ku)?lapor\w*"
REPORT = (
    rf"(?:{_REPORTING}|pengaduan|mengadu\w*|(?:mem)?protes\w*|(?:me)?ngritik|kritik\w*|"
    r"(?:di|mem|me|m|nge|ku)?viral\w*|posting|merekam|bersaksi|saksi|bersuara|buka suara|"
    r"ombudsman|inspektorat|kpk)"
    r"(?! (?:hilang|kehilangan|pindah|diri|pajak|spt|kematian|kelahiran|"
    r"seperti(?! (?:itu|ini|begitu|kemarin|tadi|dia|kamu|saya|yang|orang))))\b"
)
"""SPT, the tax return that is filed, is read as "seperti"."""

_MONEY = (
    r"(?:(?:tanya|soal|masalah|minta) ~2 (?:dana|uang|anggaran|kuitansi|rincian|bantuan|_uang_)|"
    r"(?:tidak|belum|menolak|nolak|tolak|ditolak) ~3 (?:(?:di|mem|m|nge|ku)?bayar\w*|kasih|"
    r"(?:(?:di|ku)?s|(?:me)?ny)etor\w*|(?:di|mem|nge|ku)?beri|transfer|damai)|"
    r"setoran|jatah|pungli|tanda tangan|teken|cabut (?:laporan|pengaduan))\b"
)
"""What somebody is made to give, to sign or to withdraw, and what they asked about."""

_LINK = (
    r"\b(?:karena|gara|sebab|setelah|habis|sejak|kalau|jika|bila|supaya|biar|agar|soal|waktu|saat|"
    r"sampai mau|sebelum mau|jangan|berani)"
)
_OFFICIAL = (
    r"(?:petugas\w*|oknum|pegawai|aparat|polisi|pejabat|kepala|kades|lurah|camat|kadus|"
    r"sekdes|kepsek|kasek|guru|(?:pak|bu|bapak|ibu) (?:rt|rw|_nama_|lurah|kades|camat|guru))"
)

_REPORTED = re.compile(rf"\b{REPORT}")
_MONEY_ASKED = re.compile(pattern(rf"\b{_MONEY}"))
_BECAUSE_OF_REPORT = re.compile(pattern(rf"{_LINK} ~3 {REPORT}"))
_BECAUSE = re.compile(pattern(rf"{_LINK} ~3 (?:{REPORT}|{_MONEY})"))
_WARNED = re.compile(
    pattern(
        r"(?:\bawas|(?:kalau|masih) mau (?:selamat|aman)|tahu rumah\w*|tahu akibat\w*|suruh diam|"
        rf"tutup mulut) .*{_LINK} ~3 {REPORT}|{_LINK} ~3 {REPORT} .*(?:\bawas|tahu rumah\w*|"
        r"tahu akibat\w*)|suruh diam ~3 (?:celaka\w*|selamat)"
    )
)
_BY_AN_OFFICIAL = re.compile(
    pattern(
        rf"\b{_OFFICIAL} ~2 (?:{doing(_THREATS)}|gertak|ancam)\b|"
        rf"\b{done_to(_THREATS)} (?:dengan |oleh |dari )?{_OFFICIAL}\b"
    )
)
_OWN_THREAT = re.compile(r"\b(?:saya|aku|kami|kita) (?:akan |mau )?(?:meng|ng)?ancam")
_SEEKING = re.compile(
    rf"\b(?:mau|ingin|bisa|bagaimana|cara|harus|tempat) {_REPORTING}|"
    rf"\b{_REPORTING} (?:polisi )?(?:ke )?mana\b"
)
"""Who asks where to report a threat was not threatened because of it."""

VISITED = (
    r"cepat|sopan|ramah|puskesmas|sensus|survei\w*|kader|diperbaiki|perbaikan|langsung di\w+|"
    r"ditindak\w*|pln|pdam|damkar|kebersihan"
)
"""What tells that who came to a house came to help."""

_HELPED = re.compile(rf"didat[ae]ngi\w* .*\b(?:{VISITED})\b")
_NATURE = re.compile(r"\bancaman (?:banjir|longsor|gempa|kebakaran|bahaya|penyakit|hama)\b")
_BY_LAW = re.compile(r"\b(?:denda|sanksi|segel|disegel|sita|disita|pajak)\b")


def intimidates(words: Sequence[str]) -> bool:
    """Whether canonical words tell of a threat or a deed that is to silence or to make pay."""
    return any(
        _meant(kind, " ".join(words[max(0, place - REACH) : place + REACH + 1]))
        for place, word in enumerate(words)
        for kind in _kinds(word)
        if not denied(words, place)
    )


@lru_cache(maxsize=65536)
def _kinds(word: str) -> tuple[str, ...]:
    """What a word may be; nothing, for most."""
    kinds = {"threat": _THREAT, "deed": _DEED, "warning": _WARNING}
    return tuple(kind for kind, form in kinds.items() if form.fullmatch(word))


def _meant(kind: str, around: str) -> bool:
    """A threat needs something it is about, or an official who makes it; a deed needs a reason."""
    if kind == "warning":
        return bool(_WARNED.search(around))
    if kind == "deed":
        return bool(_BECAUSE.search(around)) and not _HELPED.search(around)
    if _OWN_THREAT.search(around):
        return False
    told = _SEEKING.sub("", around)
    if _BECAUSE_OF_REPORT.search(around) or _REPORTED.search(told):
        return not _NATURE.search(around)
    asked = _MONEY_ASKED.search(told) or _BY_AN_OFFICIAL.search(around)
    return bool(asked) and not _BY_LAW.search(around)
