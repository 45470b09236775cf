"""Where somebody lives, told without a street: by the number of a house, a flat or a block."""

import re
from collections.abc import Iterator

from ml.common_words import COMMON_WORDS
from ml.names import EVERYDAY_WORDS, words

_BLANKS = r"[ \t]{0,4}"
_BETWEEN = rf"{_BLANKS}(?:[/,]{_BLANKS})?"
_HOUSE = (
    r"(?:no|nomor|nomer|nmr)\.?[ \t]?\d{1,4}[a-h]?(?![\w/%])"
    r"(?![ \t]{1,4}(?:tahun|thn|th|se|dalam|paling|ter\w+)\b)"
)
# Without a street, too, a house is found by its number in the neighbourhood or the block.
_HOUSE_IN = re.compile(
    rf"(?<![\w\[])(?:r[tw]\.?{_BLANKS}\d{{1,3}}{_BETWEEN}){{1,2}}(?:rumah[ \t]{{1,4}})?{_HOUSE}"
    rf"|(?<=rumah )(?:saya |kami |ku )?{_HOUSE}{_BETWEEN}r[tw]\.?{_BLANKS}\d{{1,3}}(?![\w%])"
    rf"|(?<![\w\[])(?:rumah|rmh)(?:ku|nya)?[ \t]{{1,2}}(?:(?:saya|sy|kami|ortu|kita)[ \t]{{1,2}})?"
    rf"(?P<house>{_HOUSE})(?!(?<= 1)[ \t](?:di|se))"
    rf"|(?<![\w\[\-])blok[ \t]{{1,2}}[a-z]{{1,2}}(?:[ \t\-./]?\d{{1,3}})?{_BETWEEN}{_HOUSE}",
    re.IGNORECASE,
)
_BLOCK_AND_HOUSE = re.compile(
    r"(?<![\w\[\-])blok[ \t]{1,2}[a-z]{1,2}[ \t\-./]?\d{1,3}[a-h]?(?![\w%])", re.IGNORECASE
)
_ROOM = re.compile(
    r"(?<![\w\[])(?:kost?|kosan|kontrakan|asrama|mess)(?:nya|ku)?[ \t]{1,2}"
    r"(?:(?P<own>saya|sy|kami|aku)[ \t]{1,2})?(?:di[ \t]{1,2})?"
    r"(?P<place>(?P<named>(?:[^\W\d_]{3,}[ \t,]{1,2}){0,3}?)"
    r"(?:kamar|kmr|unit|no|nomor|nomer|lantai|lt)\.?[ \t]?[a-z]?\d{1,3}[a-h]?(?!\w))",
    re.IGNORECASE,
)
_ESTATE = re.compile(
    r"(?<![\w\[])(?:cluster|klaster|perum|perumahan|perumnas|griya|residence|regency|kavling|kav|"
    r"villa|vila|"
    r"asrama|kompleks?|townhouse|mess)[ \t]{1,2}(?P<named>(?:[^\W\d_]{3,}[ \t,]{1,2}){0,3}?)"
    r"(?:blok[ \t]{1,2}[a-z]{1,2}[ \t.\-/]?(?:no\.?[ \t])?|(?!(?:rt|rw|no|th|km|ke|x|lt|"
    r"gg)\d)[a-z]{1,2}[.\-/]?)\d{1,3}"
    r"(?:[ \t]{0,2}[/\-.,]?[ \t]{0,2}(?:(?:no|nomor)\.?[ \t]?)?\d{1,3}[a-h]?)?(?![\w%])"
    r"|(?<![\w\[])kav(?:ling)?\.?[ \t]{1,2}\d{1,3}[ \t,/\-]{1,3}(?:no|nomor)\.?[ \t]?\d{1,3}"
    r"(?![\w%])",
    re.IGNORECASE,
)
# Whole storeys are nobody's alone.
_FLOOR = re.compile(r"(?:lantai|lt)\.?[ \t]?\d{1,3}\Z", re.IGNORECASE)
_WORKPLACES = words(
    "perkantoran kantor pasar pertokoan pemda pemkot pemkab sekolah kampus dinas ruko pabrik"
    " olahraga haji"
)
# Where somebody lives, said without a street: "kost saya di Karang Anyar nomor 8B".
_HOUSE_AT_HOME = re.compile(
    r"(?<![\w\[])(?:rumah|tinggal|kost?|kosan|kontrakan|domisili|alamat)(?:nya|ku)?[ \t]{1,2}"
    r"(?:(?:saya|sy|kami)[ \t]{1,2})?di[ \t]{1,2}"
    rf"(?P<place>(?P<named>(?:[^\W\d_]{{3,}}[ \t,]{{1,2}}){{1,3}}?){_HOUSE})",
    re.IGNORECASE,
)
# "alamat saya Way Halim Permai H5": the block tells the house.
_BLOCK_AT_HOME = re.compile(
    r"(?<![\w\[])(?:rumah|tinggal|domisili|alamat)(?:nya|ku)?[ \t]?:?[ \t]{1,2}"
    r"(?:(?:saya|sy|kami|rumah)[ \t]{1,2}){0,2}(?:di[ \t]{1,2})?"
    r"(?P<place>(?P<named>(?:[^\W\d_]{3,}[ \t,]{1,2}){1,4}?)"
    r"(?!(?:rt|rw|no|th|km|ke|x|lt|gg|rp|jl|kk|tv|hp)\.?\d)[a-z]{1,2}[.\-/]?\d{1,3}[a-h]?"
    r"(?:[/\-]\d{1,3})?(?![\w%]))",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?<![\w\[])(?:rusunawa|rusunami|rusun|apartemen|apartment|flat)"
    r"(?:[ \t]{1,2}[^\W\d_]{3,}){0,4}?"
    r"(?:[ \t,]{1,3}(?:blok|tower|menara|gedung|lantai|lt)\.?[ \t]?"
    r"(?:[^\W\d_]{1,10}|[a-z]?\d{1,2})(?!\w)){0,3}"
    r"[ \t,]{1,3}(?:kamar|unit|no|nomor|nomer)\.?[ \t]?[a-z]?\d{1,4}[a-h]?(?!\w)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:antr\w*|urut\w*|undian|kupon|tiket|parkir\w*|loket|meja|kursi|bangku|tribun|ruang\w*|"
    r"kamar|"
    r"poli|gedung|lantai|lt|pasar|terminal|halte|peron|gate|rak|los|stan|stand|lapak|makam|tpu|"
    r"sakit|rsud|puskesmas|haji)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:rumah(?![ \t]{1,4}(?:sakit|makan|ibadah|dinas|tahanan))\w*|tinggal|alamat\w*|domisili|"
    r"kos|kost|kontrakan|kediaman|perum\w*|komplek\w*|permai|estate|residence|regency|kios|toko|ruko|warung)\b",
    re.IGNORECASE,
)
_NO_ESTATE = (
    COMMON_WORDS | EVERYDAY_WORDS | words("kode tipe type email surel web gardu tiang")
) - words("way indah permai asri baru lama hijau lestari jaya sari")
_NEAR, _NEARBY = 16, 40
_LETTERS = re.compile(r"[^\W\d_]+")
HOME_WORDS: frozenset[str] = words(
    """
    rumah tinggal kos kost kosan kontrakan domisili alamat alamatnya rumahku rumahnya rmh kosnya
    kostnya kosku rusunawa rusunami rusun apartemen apartment flat cluster klaster griya residence
    regency permai estate kavling kav villa vila asrama townhouse mess
    """
)
"""With one of these and a digit there may be an address without a street word."""


def find_houses(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of houses and flats; a place in a market, a queue or a car park is none."""
    if not any(map(str.isdecimal, text)):
        return
    for match in _HOUSE_IN.finditer(text):
        before = text[max(0, match.start() - _NEARBY) : match.start()]
        if match["house"] or _HOME.search(before) or not _PUBLIC.search(before[-_NEAR:]):
            yield match.span()
    for match in _BLOCK_AND_HOUSE.finditer(text):
        if _HOME.search(text[max(0, match.start() - _NEARBY) : match.start()]):
            yield match.span()
    for match in _BLOCK_AT_HOME.finditer(text):
        said = _LETTERS.findall(match["named"].lower())
        if not any(word in _NO_ESTATE for word in said):
            yield match.span("place")
    for pattern in (_HOUSE_AT_HOME, _ROOM):
        for match in pattern.finditer(text):
            said = _LETTERS.findall(match["named"].lower())
            if _FLOOR.match(match["place"]):
                continue
            if EVERYDAY_WORDS.isdisjoint(said) and not _PUBLIC.search(match["named"]):
                yield match.span("place")
    for match in _ESTATE.finditer(text):
        if _WORKPLACES.isdisjoint(_LETTERS.findall((match["named"] or "").lower())):
            yield match.span()
    yield from (match.span() for match in _FLAT.finditer(text))
