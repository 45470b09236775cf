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
_COUNTED = words("orang kali kk jiwa warga peserta kursi lembar persen satu alasan")
_ASIDE = words("tahun nomor")
"""What is counted in thousands besides money, and what a number behind it is none of."""

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
        return ("_pukul_", hour) if hour > place + 1 else None
    if word in _NUMBERS or word in _ONE_THOUSAND:
        return _counted(spoken, place)
    return None


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
