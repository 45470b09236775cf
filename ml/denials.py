"""Whether a bribe or a broker is named only to say that there is none, and whether to believe it.

"Bebas pungli", "bersih dari calo", "amplop sudah hilang" deny as "tidak ada pungli" does; a sign on
the wall does not: "bebas pungli katanya, ..." is how a complaint begins. It is believed only where
nothing doubts it, and "tanpa amplop tidak diproses" is a demand. Standard library only.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from ml.doubts import doubts
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

_WISHED = words("tolong mohon harap semoga supaya agar biar harus kapan minta")
_KEPT = words("tetap terus selalu tetaplah pertahankan dipertahankan")
"""What is wished for is not there yet, but for what shall stay."""

_NOT_YET = re.compile(
    r"\b(?:(?:tidak|bukan|belum|tiada) (?!(?:cuma|hanya|sekadar|saja|lagi)\b)|mana ada |mustahil |"
    r"kurang |pura (?:pura )?|seolah |jauh dari )(?:\w+ ){0,2}$"
)
"""What turns the word that denies: "belum bebas dari calo", "masih jauh dari bebas pungli"."""

_LACKING = words("tanpa kalau jika bila")
_FORWARD = words(
    """
    jalan berjalan selesai kelar beres jadi keluar terbit bisa akan bakal mungkin lancar maju turun
    lulus dapat mau gerak bergerak cair tembus naik harap mimpi masuk digubris acc sampai ditanggapi
    """
)
_SPARED = words(
    """
    dipersulit dipungut dimintai diminta ditarik dipalak dibebani dikenakan dikenai ditagih dilempar
    dipingpong dioper dibentak diperas ditolak dibeda dibedakan dipaksa disuruh dimarahi
    """
)
_STUCK = words("dipersulit mustahil mandek macet mentok dicuekin diabaikan ditolak susah sulit")
_TO_DEMAND = 5
"""What does not come without a bribe is demanded with it; what one is spared is not. It stands so
many words behind; without "tanpa" or "kalau", before the next comma."""


def gone(spoken: Sequence[str], bribes: Collection[int]) -> set[int]:
    """Which of the words at some places are said not to be there, and nothing doubts it.

    bribes : the places of whatever names a bribe or a broker.
    """
    against = doubts(spoken)
    freeing, refusing = _freeing(spoken, bribes), _before(word in _AT for word in spoken)
    return {
        place
        for place in bribes
        if (
            _frees(spoken, freeing[place])
            or _is_gone(spoken, place)
            or _is_refused(spoken, refusing[place])
        )
        and not against.disbelieve(spoken, place)
    }


def needed(spoken: Sequence[str], bribes: Collection[int]) -> set[int]:
    """Of which of them a negation before says that they are there after all: "tidak bebas pungli",
    "tanpa suap tidak jalan"."""
    freeing = _freeing(spoken, bribes)
    return {
        place
        for place in bribes
        if (freeing[place] >= 0 and _turned(spoken, freeing[place])) or _is_demanded(spoken, place)
    }


def doubted(spoken: Sequence[str], places: Collection[int]) -> set[int]:
    """Which denials are only quoted, or belied by money that is asked for all the same. places :
    where what is denied stands."""
    if not places:
        return set()
    against = doubts(spoken)
    return {place for place in places if against.quote(spoken, place)}


def _before(passed: Iterable[bool]) -> list[int]:
    """For each place the nearest one before it that is not passed over; -1 where there is none."""
    nearest, found = -1, []
    for place, over in enumerate(passed):
        found.append(nearest)
        if not over:
            nearest = place
    return found


def _freeing(spoken: Sequence[str], bribes: Collection[int]) -> list[int]:
    """For each place where the word stands that denies what follows it; -1 where there is none."""
    before = _before(word in _BESIDE or at in bribes for at, word in enumerate(spoken))
    return [_freeing_at(spoken, place) for place in before]


def _freeing_at(spoken: Sequence[str], place: int) -> int:
    if place > 0 and spoken[place] in ("dari", "saka"):
        return place - 1 if spoken[place - 1] in _FREE_FROM else -1
    return place if place >= 0 and spoken[place] in _FREE else -1


def _frees(spoken: Sequence[str], freeing: int) -> bool:
    return freeing >= 0 and not _turned(spoken, freeing) and not _wished(spoken, freeing)


def _turned(spoken: Sequence[str], place: int) -> bool:
    """Whether the denying word at a place is denied itself."""
    return bool(_NOT_YET.search(" ".join([*spoken[max(0, place - _WALK) : place], ""])))


def _wished(spoken: Sequence[str], place: int) -> bool:
    before = spoken[max(0, place - _WALK) : place]
    return not _WISHED.isdisjoint(before) and _KEPT.isdisjoint(before)


def _is_demanded(spoken: Sequence[str], place: int) -> bool:
    """Without it nothing goes on: "tanpa amplop berkas saya tidak diproses"."""
    before = spoken[max(0, place - _WALK) : place]
    if NEGATORS.isdisjoint(before) or "," in before or "." in before:
        return False
    behind = spoken[place + 1 : place + 1 + _TO_DEMAND + 2]
    for at, word in enumerate(behind[:_TO_DEMAND]):
        if word in ".!?;" or (word in (",", "dan", "tapi") and _LACKING.isdisjoint(before)):
            return False
        if word in _STUCK and "tanpa" in before:
            return True
        if word in NEGATORS:
            return at + 1 < len(behind) and _goes_on(behind[at + 1])
    return False


def _goes_on(word: str) -> bool:
    return word in _FORWARD or (word.startswith("di") and len(word) > 4 and word not in _SPARED)


def _is_gone(spoken: Sequence[str], place: int) -> bool:
    """It follows that it is no longer there, which is told and not wished for."""
    if _wished(spoken, place):
        return False
    for behind in range(place + 1, min(place + 1 + _TO_GONE, len(spoken))):
        if spoken[behind] in _GONE:
            return True
        if spoken[behind] in NEGATORS:
            return not _SEEN.isdisjoint(spoken[behind + 1 : behind + 3])
        if spoken[behind] not in _BEFORE_GONE:
            return False
    return False


def _is_refused(spoken: Sequence[str], before: int) -> bool:
    """Staff refused it; who refuses to pay complains: "saya menolak kasih uang, dipersulit"."""
    if before < 0 or spoken[before] not in _REFUSED:
        return False
    return not _STAFF.isdisjoint(spoken[max(0, before - _WALK) : before])
