"""Money and spans of time in words, which mean what they mean in figures: "lima puluh ribu".

Works on canonical words and is stable: what it makes, it leaves alone. Standard library only.
"""

from collections.abc import Sequence

from ml.names import words

_ONES = words("satu dua tiga empat lima enam tujuh delapan sembilan")
_NUMBERS = _ONES | words("sepuluh sebelas belas puluh seratus ratus setengah")
_THOUSANDS = words("ribu rebu rb rbu ribuan juta jt jutaan")
_ONE_THOUSAND = words("seribu serebu sejuta")
_SLANG_MONEY = words("gocap ceban cepek goceng noban gopek seceng cenggo gocapan pekgo")
_UNITS: dict[str, str] = {
    unit: f"_{unit}_" for unit in ("menit", "jam", "hari", "minggu", "bulan", "tahun")
}
_ONE_OF: dict[str, str] = {f"se{unit}": kind for unit, kind in _UNITS.items()}
_SPANS = frozenset(_UNITS.values())
_CLOCK = words("jam pukul")
_NO_HOUR = _THOUSANDS | _ONE_THOUSAND | words("ratus seratus")
_COUNTED = words("orang kali kk jiwa warga peserta kursi lembar persen satu alasan")
_ASIDE = words("tahun nomor")
"""What is counted in thousands besides money, and what a number behind it is none of."""

_BLOWS = "kali"
_STRUCK = words(
    """
    orang anak ibu bapak adik kakak teman warga pasien murid siswa siswi istri suami nenek kakek
    cucu saudara tetangga pengunjung pemuda pelajar remaja penumpang pedagang kepala muka wajah pipi
    badan tangan kaki perut punggung dada bahu telinga kuping mata mulut hidung
    """
)
_STRIKING = _STRUCK | words(
    """
    petugas pegawai satpam polisi guru dokter perawat oknum preman penjaga aparat sopir mandor dia
    mereka saya kami di tega berani sampai malah main langsung mau suka terus pernah
    """
)
"""Who is struck, and who stands before "pukul" where it is the verb and no hour: "satpam pukul dua
anak"."""

_OWNED = ("nya", "ku", "mu")

SPOKEN: frozenset[str] = _NUMBERS | _SLANG_MONEY | _ONE_THOUSAND
"""Without one of these words there is nothing to put together."""

_FIRST = SPOKEN | _ONE_OF.keys() | _SPANS | _CLOCK


def in_figures(spoken: Sequence[str]) -> list[tuple[str, int, int]]:
    """(word, its first place, the place behind its last), amounts as `_uang_`, `_jam_`, `_pukul_`.

    "nunggu tiga jam setengah" -> ("nunggu", 0, 1), ("_jam_", 1, 4).
    """
    found: list[tuple[str, int, int]] = []
    place = 0
    while place < len(spoken):
        word, end = spoken[place], place + 1
        if word in _FIRST:
            word, end = _amount(spoken, place) or (word, end)
        found.append((word, place, end))
        place = end
    return found


def _amount(spoken: Sequence[str], place: int) -> tuple[str, int] | None:
    """What an amount that begins here is called, and where it ends."""
    word = spoken[place]
    if word in _SLANG_MONEY:
        return "_uang_", place + 1
    if word in _SPANS:
        end = _and_a_half(spoken, place + 1)
        return (word, end) if end > place + 1 else None
    if word in _ONE_OF:
        # "Sehari jadi" is praise and "tiga hari" mostly none: one of a span stays its own word.
        end = _and_a_half(spoken, place + 1)
        return (_ONE_OF[word], end) if end > place + 1 else None
    if word in _CLOCK:
        hour = _end_of_number(spoken, place + 1)
        return ("_pukul_", hour) if _is_hour(spoken, place, hour) else None
    if word in _NUMBERS or word in _ONE_THOUSAND:
        return _counted(spoken, place)
    return None


def _is_hour(spoken: Sequence[str], place: int, end: int) -> bool:
    """Whether "jam" or "pukul" and what is up to an end tell the time: no sum, nobody struck."""
    number, behind = spoken[place + 1 : end], _at(spoken, end)
    if not number or behind == _BLOWS or behind in _THOUSANDS or not _NO_HOUR.isdisjoint(number):
        return False
    struck = behind in _STRUCK or _without_owner(behind) in _STRUCK
    before = spoken[place - 1] if place else ""
    return not (spoken[place] == "pukul" and struck and _without_owner(before) in _STRIKING)


def _without_owner(word: str) -> str:
    """The word without "-nya", "-ku", "-mu"; "petugasnya" is "petugas"."""
    owner = next((ending for ending in _OWNED if word.endswith(ending)), "")
    return word.removesuffix(owner)


def _counted(spoken: Sequence[str], place: int) -> tuple[str, int] | None:
    """Money or a span that begins with a number."""
    end = _end_of_number(spoken, place)
    unit = _at(spoken, end)
    if unit in _UNITS:
        return _UNITS[unit], _and_a_half(spoken, end + 1)
    thousands = not (_THOUSANDS | _ONE_THOUSAND).isdisjoint(spoken[place:end])
    aside = unit in _COUNTED or (place > 0 and spoken[place - 1] in _ASIDE)
    return ("_uang_", end) if thousands and not aside else None


def _end_of_number(spoken: Sequence[str], place: int) -> int:
    """Behind the words of a number: "dua", "lima puluh ribu", "seribu lima ratus"."""
    first = place
    while place < len(spoken) and (
        spoken[place] in _NUMBERS
        or spoken[place] in _ONE_THOUSAND
        or (place > first and spoken[place] in _THOUSANDS)
    ):
        place += 1
    return place


def _and_a_half(spoken: Sequence[str], place: int) -> int:
    """Behind every "setengah" that follows a span, which then counts no span of its own."""
    while _at(spoken, place) == "setengah" and _at(spoken, place + 1) not in _UNITS:
        place += 1
    return place


def _at(spoken: Sequence[str], place: int) -> str:
    return spoken[place] if place < len(spoken) else ""
