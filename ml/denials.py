"""Whether a bribe or a broker is named only to say that there is none, and whether to believe it.

"Bebas pungli", "bersih dari calo", "amplop sudah hilang" deny as "tidak ada pungli" does; a sign on
the wall does not: "bebas pungli katanya, ..." is how a complaint begins. Standard library only.
"""

import re
from collections.abc import Sequence

from ml.names import words
from ml.slang import NEGATORS

_FREE = words("bebas nol zero anti terbebas terhindar steril")
_FREE_FROM = words("bersih jauh bebas terbebas terhindar aman lepas murni")
"""Words that deny what follows them, the second kind with "dari" in between."""

_BESIDE = words(
    """
    segala semua praktik praktek budaya unsur adanya yang namanya bentuk aksi kata uang jasa biaya
    dan atau maupun , /
    """
)
"""What may stand between such a word and the bribe: "bebas segala bentuk pungli dan calo"."""

_GONE = words("hilang lenyap musnah punah dihapus dihapuskan diberantas tumpas nihil")
_SEEN = words("ada kelihatan terlihat tampak nampak berkeliaran terdengar kedengaran muncul laku")
_BEFORE_GONE = words("sudah telah pun semua pada ini itu juga sekarang di sini yang kini")
"""What tells that a bribe named before is not there, and what may stand in between."""

_REFUSED = words("menolak nolak tolak ditolak")
_AT = words("waktu saat ketika pas mau saya kami diberi dikasih dikasihkan ingin akan halus tegas")
_STAFF = words(
    "petugas petugasnya pegawai pegawainya mas mbak bapak ibu pak bu bidan dokter kepala"
)
_WALK = 4
_TO_GONE = 6
"""So many words on either side of a bribe are looked at, and so many behind it for its end."""

_CLAIMED = re.compile(
    r"\b(?:katanya|ngaku\w*|mengaku|tulisan\w*|spanduk\w*|slogan\w*|poster\w*|baliho|stiker|"
    r"banner|konon|klaim\w*|apanya|jargon|bilang)\b"
)
_PROVEN = re.compile(r"\b(?:beneran|sungguh\w*|terbukti|buktikan|bukan (?:cuma|hanya|sekadar))\b")
_ASKED = re.compile(
    r"\b(?:diminta|ditagih|ditarik|dipungut|dipalak|menagih) (?:\w+ ){0,2}(?:_uang_|_angka_)"
)
"""Who only quotes a denial, who vouches for it, and who was asked for money all the same."""

_WISHED = words("tolong mohon harap semoga supaya agar biar harus kapan minta")


def said_to_be_gone(spoken: Sequence[str], place: int, bribes: Sequence[int]) -> bool:
    """Whether the word at a place is said not to be there. bribes : the places of such words."""
    return _free_of(spoken, place, bribes) or _is_gone(spoken, place) or _is_refused(spoken, place)


def doubted(spoken: Sequence[str], place: int) -> bool:
    """Whether a denial at a place is only quoted, or money is asked for all the same."""
    around = " ".join(spoken[max(0, place - _WALK) : place + _WALK + 1])
    if _CLAIMED.search(around) and not _PROVEN.search(" ".join(spoken)):
        return True
    return bool(_ASKED.search(" ".join(spoken[place + 1 :])))


def _free_of(spoken: Sequence[str], place: int, bribes: Sequence[int]) -> bool:
    before = place - 1
    while before >= 0 and (spoken[before] in _BESIDE or before in bribes):
        before -= 1
    if before > 0 and spoken[before] in ("dari", "saka"):
        return spoken[before - 1] in _FREE_FROM
    return before >= 0 and spoken[before] in _FREE


def _is_gone(spoken: Sequence[str], place: int) -> bool:
    """It follows that it is no longer there, which is told and not wished for."""
    if not _WISHED.isdisjoint(spoken[max(0, place - _WALK) : place]):
        return False
    for behind in range(place + 1, min(place + 1 + _TO_GONE, len(spoken))):
        if spoken[behind] in _GONE:
            return True
        if spoken[behind] in NEGATORS:
            return not _SEEN.isdisjoint(spoken[behind + 1 : behind + 3])
        if spoken[behind] not in _BEFORE_GONE:
            return False
    return False


def _is_refused(spoken: Sequence[str], place: int) -> bool:
    """Staff refused it; who refuses to pay complains: "saya menolak kasih uang, dipersulit"."""
    before = place - 1
    while before >= 0 and spoken[before] in _AT:
        before -= 1
    if before < 0 or spoken[before] not in _REFUSED:
        return False
    return not _STAFF.isdisjoint(spoken[max(0, before - _WALK) : before])
