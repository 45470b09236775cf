"""What speaks against a denial: a lie, a question, money all the same, a way around.

A bribe may be named in every line of a long text, so the whole is looked at once for all of them.
Standard library only.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_CLAIMED = re.compile(
    r"\b(?:katanya|ngaku\w*|mengaku|tulisan\w*|spanduk\w*|slogan\w*|poster\w*|baliho|stiker|"
    r"banner|konon|klaim\w*|apanya|jargon)\b"
)
_SAID = re.compile(r"\bbilang\b")
_PUT_UP = re.compile(
    r"\b(?:tulisan\w*|spanduk\w*|slogan\w*|poster\w*|baliho|stiker|banner) (?:\w+ ){0,3}"
    r"(?:dipasang|terpasang|bagus|mantap|jelas|perlu)\b"
)
_PROVEN = re.compile(r"\b(?:beneran|sungguh\w*|terbukti|buktikan|bukan (?:cuma|hanya|sekadar))\b")
_ASKED = re.compile(
    r"(?=\b(?:diminta|dimintai|ditagih|ditarik|dipungut|dipalak|menagih) (?:\w+ ){0,2}"
    r"(?:_uang_|_angka_))"
)
"""Who only quotes a denial, before or behind it; who puts up a poster that is praised; who vouches
for it, and who was asked for money all the same."""

_LIE = re.compile(
    r"\b(?:bohong\w*|boong\w*|dusta|ngibul\w*|hoaks|hoax|(?:omong|bicara) kosong|omdo|gombal|"
    r"isapan jempol|pencitraan|kedok|sandiwara|formalitas|(?:cuma|hanya|sekadar|atas) teori|"
    r"teorinya|teori (?:saja|belaka)|benarkah|masa sih|masak sih|"
    r"yakin(?= (?:\w+ ){0,4}\?)|(?<!seperti )(?<!kayak )(?<!serasa )mimpi)\b"
)
_NO_LIE = re.compile(
    r"\b(?:tidak|bukan|tanpa) (?:\w+ )?(?:bohong\w*|dusta|gombal|pencitraan|formalitas)\b"
)
_ELSEWHERE = re.compile(
    r"(?=(?<!sejak )(?<!setelah )(?<!surat )(?<!urus )\b(?:ber)?pindah "
    r"(?:ke|tempat|lokasi|tangan)\b|"
    r"\b(?:ganti|berganti|berubah) (?:jadi|nama|bentuk|istilah|rupa|cara)\b|"
    r"\b(?:sembunyi|diam diam|terselubung)\b|(?<!tidak )(?<!perlu )\blewat "
    r"(?!(?:online|aplikasi|web\w*|situs|internet|hp|sistem|mesin|wa|loket|antrian|daring|bank)\b))"
)
_NOW_AND_THEN = re.compile(
    r"(?=\b(?:kalau|jika|bila|pas|waktu|saat|ketika|selama|asal) (?:lagi )?(?:ada|sidak|inspeksi|"
    r"diawasi|dikunjungi|dipantau|dilihat|kunjungan|difoto)\b)"
)
_OFFICE = re.compile(r"\b(?:posko|satgas|tim|unit|gerakan) (?:anti|bebas|bersih)\b")
_TO_ONLY = 3
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

_AROUND = 4
"""So many words on either side of a denial are looked at for who quotes it."""

_NEVER = -1


class Doubts(NamedTuple):
    """What a text holds against every denial in it.

    lie, paid, handed_over, proven, office : whether it speaks of them. asked, elsewhere : the last
    word from which on money is asked for, and from which on the bribe has gone another way; -1
    where there is none. ends : the places of its ends of sentences; questions : of the "?".
    """

    lie: bool
    paid: bool
    handed_over: bool
    proven: bool
    office: bool
    asked: int
    elsewhere: int
    ends: Sequence[int]
    questions: frozenset[int]

    def quote(self, spoken: Sequence[str], place: int) -> bool:
        """Whether a denial at a place is only quoted, or money is asked for all the same."""
        around = " ".join(spoken[max(0, place - _AROUND) : place + _AROUND + 1])
        said = _SAID.search(" ".join(spoken[max(0, place - _AROUND) : place]))
        claimed = _CLAIMED.search(around) and not _PUT_UP.search(around)
        if (claimed or said) and not self.proven:
            return True
        return self.asked > place or self.lie or self.handed_over

    def disbelieve(self, spoken: Sequence[str], place: int) -> bool:
        """Whether anything doubts that what stands at a place is gone: a question, a lie, money,
        another way."""
        return (
            (self._questioned(place) and not self.office)
            or self.lie
            or self.paid
            or self.elsewhere > place
            or bool(_ONLY.search(" ".join(spoken[place + 1 : place + 1 + _TO_ONLY])))
        )

    def _questioned(self, place: int) -> bool:
        """The sentence that a place is in, or the one before it, ends with a question mark."""
        behind = bisect_left(self.ends, place)
        return not self.questions.isdisjoint(self.ends[max(0, behind - 1) : behind + 1])


def doubts(spoken: Sequence[str]) -> Doubts:
    """Look once at what canonical words hold against a denial."""
    text = " ".join(spoken)
    starts = [0, *accumulate(len(word) + 1 for word in spoken)]
    ends = [at for at, word in enumerate(spoken) if word in (".", "!", "?")]
    return Doubts(
        lie=bool(_LIE.search(text)) and not _NO_LIE.search(text),
        paid=bool(_PAID.search(text)) and not _BY_THE_LIST.search(text),
        handed_over=bool(_HANDED_OVER.search(text)),
        proven=bool(_PROVEN.search(text)),
        office=bool(_OFFICE.search(text)),
        asked=_last(text, starts, _ASKED),
        elsewhere=max(_last(text, starts, sign) for sign in (_ELSEWHERE, _NOW_AND_THEN)),
        ends=ends,
        questions=frozenset(at for at in ends if spoken[at] == "?"),
    )


def _last(text: str, starts: Sequence[int], sign: re.Pattern[str]) -> int:
    """The word from which on a sign is found last; it looks ahead, so that none hides another."""
    found = _NEVER
    for match in sign.finditer(text):
        found = match.start()
    return bisect_left(starts, found) if found != _NEVER else _NEVER
