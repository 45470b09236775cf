"""Whether a bribe or a broker is named only to say that there is none, and whether to believe it.

"Bebas pungli", "bersih dari calo", "amplop sudah hilang" deny as "tidak ada pungli" does; a sign on
the wall does not: "bebas pungli katanya, ..." is how a complaint begins. It is believed only where
nothing doubts it, and "tanpa amplop tidak diproses" is a demand. Standard library only.
"""

import re
from collections.abc import Collection, Sequence

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
    r"\b(?:diminta|dimintai|ditagih|ditarik|dipungut|dipalak|menagih) (?:\w+ ){0,2}"
    r"(?:_uang_|_angka_)"
)
"""Who only quotes a denial, who vouches for it, and who was asked for money all the same."""

_WISHED = words("tolong mohon harap semoga supaya agar biar harus kapan minta")
_KEPT = words("tetap terus selalu tetaplah pertahankan dipertahankan")
"""What is wished for is not there yet, but for what shall stay."""

_NOT_YET = re.compile(
    r"\b(?:(?:tidak|bukan|belum|tiada) (?!(?:cuma|hanya|sekadar|saja|lagi)\b)|mana ada |mustahil |"
    r"kurang |pura (?:pura )?|seolah |jauh dari )(?:\w+ ){0,2}$"
)
"""What turns the word that denies: "belum bebas dari calo", "masih jauh dari bebas pungli"."""

_LIE = re.compile(
    r"\b(?:bohong\w*|boong\w*|dusta|ngibul\w*|hoaks|hoax|(?:omong|bicara) kosong|omdo|gombal|"
    r"isapan jempol|pencitraan|kedok|sandiwara|formalitas|teori\w*|benarkah|masa sih|masak sih|"
    r"yakin|(?<!seperti )(?<!kayak )(?<!serasa )mimpi)\b"
)
_NO_LIE = re.compile(r"\b(?:tidak|bukan|tanpa) (?:\w+ )?(?:bohong\w*|dusta|gombal|pencitraan)\b")
_ELSEWHERE = re.compile(
    r"(?<!sejak )(?<!setelah )(?<!surat )(?<!urus )\b(?:ber)?pindah (?:ke|tempat|lokasi|tangan)\b|"
    r"\b(?:ganti|berganti|berubah) (?:jadi|nama|bentuk|istilah|rupa|cara)\b|"
    r"\b(?:sembunyi|diam diam|terselubung)\b|(?<!tidak )(?<!perlu )\blewat "
    r"(?!(?:online|aplikasi|web\w*|situs|internet|hp|sistem|mesin|wa|loket|antrian|daring|bank)\b)"
)
_NOW_AND_THEN = re.compile(
    r"\b(?:kalau|jika|bila|pas|waktu|saat|ketika|selama|asal) (?:lagi )?(?:ada|sidak|inspeksi|"
    r"diawasi|dikunjungi|dipantau|dilihat|kunjungan|difoto)\b"
)
_OFFICE = re.compile(r"\b(?:posko|satgas|tim|unit|gerakan) (?:anti|bebas|bersih)\b")
_ONLY = re.compile(r"^(?:\w+ ){0,2}(?:cuma|hanya|sebatas|sekadar)\b")
"""A lie anywhere; a bribe that went elsewhere, or stays away while somebody looks; who is only
called so; only on paper."""

_PAYING = r"(?:mem|di|ter)?bayar\w*|kasih|ngasih|dikasih|setor|transfer|nyetor|keluar|habis|kena"
_PAID = re.compile(
    rf"(?<!tidak )(?<!tidak perlu )(?<!tidak usah )(?<!tanpa )(?<!jangan )\b(?:(?:{_PAYING}) "
    r"(?:\w+ ){0,2}(?:_uang_|_angka_ (?:ribu|juta|rb|jt))|(?:saya|kami|aku|kita) "
    r"(?:\w+ )?(?:mem)?bayar\b)"
)
_BY_THE_LIST = re.compile(
    r"\b(?:resmi\w*|sesuai|tarif\w*|pnbp|struk|kuitansi|kwitansi|pajak\w*|tertera|bank|aturan|"
    r"gratis|qris|iuran|denda|karcis\w*|materai|fotokopi|parkir)\b"
)
_HANDED_OVER = re.compile(
    r"\b(?:bayar|kasih|ngasih|setor|nyetor|transfer)\w* (?:\w+ ){0,2}(?:_uang_|_angka_ \w+) "
    r"(?:ke|kepada|sama|buat) (?:\w+ )?(?:petugas\w*|pegawai\w*|oknum|satpam|staf\w*|orang dalam)\b"
)
"""Money that somebody paid, what makes it an ordinary fee, and money in somebody's hand."""

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


def said_to_be_gone(spoken: Sequence[str], place: int, bribes: Collection[int]) -> bool:
    """Whether the word at a place is said not to be there and nothing doubts it. bribes : the
    places of such words."""
    gone = _free_of(spoken, place, bribes) or _is_gone(spoken, place) or _is_refused(spoken, place)
    return gone and not _disbelieved(spoken, place)


def said_to_be_needed(spoken: Sequence[str], place: int, bribes: Collection[int]) -> bool:
    """Whether a negation before the word at a place says that it is there after all: "tidak bebas
    pungli", "tanpa suap tidak jalan"."""
    word = _freeing(spoken, place, bribes)
    return (word is not None and _turned(spoken, word)) or _is_demanded(spoken, place)


def doubted(spoken: Sequence[str], place: int) -> bool:
    """Whether a denial at a place is only quoted, or money is asked for all the same."""
    around = " ".join(spoken[max(0, place - _WALK) : place + _WALK + 1])
    if _CLAIMED.search(around) and not _PROVEN.search(" ".join(spoken)):
        return True
    if _ASKED.search(" ".join(spoken[place + 1 :])):
        return True
    text = " ".join(spoken)
    return _called_a_lie(text) or bool(_HANDED_OVER.search(text))


def _disbelieved(spoken: Sequence[str], place: int) -> bool:
    """Whether anything doubts that a bribe is gone: a question, a lie, money, another way."""
    text, behind = " ".join(spoken), " ".join(spoken[place + 1 :])
    return (
        (_questioned(spoken, place) and not _OFFICE.search(text))
        or _called_a_lie(text)
        or _paid(text)
        or any(sign.search(behind) for sign in (_ELSEWHERE, _NOW_AND_THEN, _ONLY))
    )


def _questioned(spoken: Sequence[str], place: int) -> bool:
    """The sentence that a place is in, or the one before it, ends with a question mark."""
    ends = [at for at, word in enumerate(spoken) if word in (".", "!", "?")]
    before = [at for at in ends if at < place][-1:]
    behind = [at for at in ends if at > place][:1]
    return any(spoken[at] == "?" for at in (*before, *behind))


def _called_a_lie(text: str) -> bool:
    return bool(_LIE.search(text)) and not _NO_LIE.search(text)


def _paid(text: str) -> bool:
    return bool(_PAID.search(text)) and not _BY_THE_LIST.search(text)


def _free_of(spoken: Sequence[str], place: int, bribes: Collection[int]) -> bool:
    word = _freeing(spoken, place, bribes)
    return word is not None and not _turned(spoken, word) and not _wished(spoken, word)


def _freeing(spoken: Sequence[str], place: int, bribes: Collection[int]) -> int | None:
    """Where the word stands that denies what follows it; None where there is none."""
    before = place - 1
    while before >= 0 and (spoken[before] in _BESIDE or before in bribes):
        before -= 1
    if before > 0 and spoken[before] in ("dari", "saka"):
        return before - 1 if spoken[before - 1] in _FREE_FROM else None
    return before if before >= 0 and spoken[before] in _FREE else None


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


def _is_refused(spoken: Sequence[str], place: int) -> bool:
    """Staff refused it; who refuses to pay complains: "saya menolak kasih uang, dipersulit"."""
    before = place - 1
    while before >= 0 and spoken[before] in _AT:
        before -= 1
    if before < 0 or spoken[before] not in _REFUSED:
        return False
    return not _STAFF.isdisjoint(spoken[max(0, before - _WALK) : before])
