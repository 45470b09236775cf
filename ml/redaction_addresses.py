"""Where a street address stands in a text: the street word, then what belongs to it."""

import re
from collections.abc import Iterator

from ml.names import EVERYDAY_WORDS, words

_STREET = re.compile(
    r"(?<![\w\[\-])(?P<cue>jln|jl|jalan|gg|gang|perumahan|perumnas|perum|komplek|kompleks|dusun|dsn|blok|"
    r"kampung|kp|lingkungan|lk|lorong|lr)(?:\.[ \t]{0,2}|[ \t]{1,2})(?=[^\W_])",
    re.IGNORECASE,
)
# Every run of blanks has an end and no two of them meet, so that a row of them is read but once.
_BLANKS = r"[ \t]{0,4}"
_BETWEEN = rf"{_BLANKS}(?:[/,]{_BLANKS})?"
_NEIGHBOURHOOD = re.compile(
    rf"(?<![\w\[])rt\.?{_BLANKS}(?:/{_BLANKS}rw\.?{_BLANKS})?\d{{1,3}}"
    rf"(?:{_BETWEEN}(?:rw\.?{_BLANKS})?\d{{1,3}})?(?![\w%])"
    rf"|(?<![\w\[])rw\.?{_BLANKS}\d{{1,3}}(?![\w%])",
    re.IGNORECASE,
)
_HOUSE = (
    r"(?:no|nomor|nomer|nmr)\.?[ \t]?\d{1,4}[a-h]?(?![\w/%])"
    r"(?![ \t]{1,4}(?:tahun|thn|th|se|dalam|paling|ter\w+)\b)"
)
# Without a street, too, a house is found by its number in the neighbourhood or the block.
_HOUSE_IN = re.compile(
    rf"(?<![\w\[])(?:r[tw]\.?{_BLANKS}\d{{1,3}}{_BETWEEN}){{1,2}}(?:rumah[ \t]{{1,4}})?{_HOUSE}"
    rf"|(?<=rumah )(?:saya |kami |ku )?{_HOUSE}{_BETWEEN}r[tw]\.?{_BLANKS}\d{{1,3}}(?![\w%])"
    rf"|(?<![\w\[\-])blok[ \t]{{1,2}}[a-z]{{1,2}}(?:[ \t\-./]?\d{{1,3}})?{_BETWEEN}{_HOUSE}",
    re.IGNORECASE,
)
_BLOCK_AND_HOUSE = re.compile(
    r"(?<![\w\[\-])blok[ \t]{1,2}[a-z]{1,2}[ \t\-./]?\d{1,3}[a-h]?(?![\w%])", re.IGNORECASE
)
# Where somebody lives, said without a street: "kost saya di Karang Anyar nomor 8B".
_HOUSE_AT_HOME = re.compile(
    r"(?<![\w\[])(?:rumah|tinggal|kost?|kosan|kontrakan|domisili|alamat)(?:nya|ku)?[ \t]{1,2}"
    r"(?:(?:saya|sy|kami)[ \t]{1,2})?di[ \t]{1,2}"
    rf"(?P<place>(?P<named>(?:[^\W\d_]{{3,}}[ \t,]{{1,2}}){{1,3}}?){_HOUSE})",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?<![\w\[])(?:rusunawa|rusunami|rusun|apartemen|apartment|flat)"
    r"(?:[ \t]{1,2}[^\W\d_]{3,}){0,2}?"
    r"(?:[ \t,]{1,3}(?:blok|tower|menara|gedung|lantai|lt)\.?[ \t]?"
    r"(?:[a-z]|[a-z]?\d{1,2})(?!\w)){0,3}"
    r"[ \t,]{1,3}(?:kamar|unit|no|nomor|nomer)\.?[ \t]?[a-z]?\d{1,4}[a-h]?(?!\w)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:antr\w*|urut\w*|undian|kupon|tiket|parkir\w*|loket|meja|kursi|bangku|tribun|ruang\w*|kamar|"
    r"poli|gedung|lantai|lt|pasar|terminal|halte|peron|gate|rak|los|stan|stand|lapak|makam|tpu|sakit|rsud|puskesmas)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:rumah(?![ \t]{1,4}(?:sakit|makan|ibadah|dinas|tahanan))\w*|tinggal|alamat\w*|domisili|"
    r"kos|kost|kontrakan|kediaman|perum\w*|komplek\w*|kios|toko|ruko|warung)\b",
    re.IGNORECASE,
)
_NEAR, _NEARBY = 16, 40
_LETTERS = re.compile(r"[^\W\d_]+")
# Alone it is no address: hundreds of people live there.
_ONE_NEIGHBOURHOOD = re.compile(rf"r[tw]\.?{_BLANKS}\d{{1,3}}\Z", re.IGNORECASE)
_PART = re.compile(
    r"[ \t]{0,2}(?:,[ \t]?)?(?:"
    r"(?P<house>(?:no|nomor|nmr)\.?[ \t]?\d{1,4}[a-h]?(?:/\d{1,3})?(?!\w))"
    r"|(?P<block>blok[ \t]?[a-z]{0,2}[ \t\-.]?\d{0,3}(?!\w))"
    r"|(?P<area>(?:kel|kelurahan|kec|kecamatan|desa|pekon|tiyuh|kab|kabupaten|ds|gg|gang)\.?"
    r"[ \t]{1,2}(?!\w*nya\b)[^\W\d_]{3,}"
    r"|(?:km|rt|rw)\.?[ \t]{0,2}\d{1,3})"
    r"|(?P<number>\d{1,4}(?:[a-h]|/\d{1,3})?(?!\w))"
    r"|(?P<word>[^\W\d_]+\.?))",
    re.IGNORECASE,
)
_ROAD_WORDS = words(
    """
    rusak berlubang lubang kaki tol macet pintas tengah aspal utama menuju lancar becek licin
    berdebu hancur buntu tembus setapak tikus gelap sempit masuk keluar pulang umum kampung desa
    kabupaten provinsi nasional ninja belakang rezeki hidup satunya penghubung poros ditempat
    akses cor rabat bulog damri perhutani peruri pegadaian warga yang rumah ini itu kami kita
    depan dekat kotor bersih sehat sekolah hidupnya terang bawah atas sini situ sana terpencil
    terluar sebelah lain baru lama digital halaman kerja sekitar hijau
    """
)
_SURE = frozenset(
    {"jl", "jln", "gg", "dsn", "perumahan", "perumnas", "perum", "komplek", "kompleks"}
)
_NUMBERED = frozenset({"blok", "lk", "lr", "lingkungan"})
_CAPITAL_NEXT = re.compile(r"[ \t]{1,2}[A-Z]")
STREET_WORDS: frozenset[str] = (
    _SURE | _NUMBERED | {"jalan", "gang", "dusun", "kampung", "kp", "lorong", "rt", "rw"}
)
"""Without one of these words there is no address, and nothing here need run."""
HOME_WORDS: frozenset[str] = words(
    "rumah tinggal kos kost kosan kontrakan domisili alamat alamatnya rumahku"
    " rusunawa rusunami rusun apartemen apartment flat"
)
"""With one of these and a digit there may be an address without a street word."""
_MOST_PARTS = 9


def find_addresses(text: str, *, shouting: bool = False) -> Iterator[tuple[int, int]]:
    """(start, end) of every address, neighbouring parts ("Jl. Mawar 5, RT 02/RW 01") as one."""
    neighbourhoods = (match.span() for match in _NEIGHBOURHOOD.finditer(text))
    found = sorted([*_streets(text, shouting), *neighbourhoods, *_houses(text)])
    held: tuple[int, int] | None = None
    for start, end in found:
        if held and (start <= held[1] or not text[held[1] : start].strip(" ,./-\t")):
            held = (held[0], max(held[1], end))
            continue
        if held and not _ONE_NEIGHBOURHOOD.match(text, *held):
            yield held
        held = (start, end)
    if held and not _ONE_NEIGHBOURHOOD.match(text, *held):
        yield held


def _houses(text: str) -> Iterator[tuple[int, int]]:
    """A house by its number alone; a place in a market, a queue or a car park is none."""
    if not any(map(str.isdecimal, text)):
        return
    for match in _HOUSE_IN.finditer(text):
        before = text[max(0, match.start() - _NEARBY) : match.start()]
        if _HOME.search(before) or not _PUBLIC.search(before[-_NEAR:]):
            yield match.span()
    for match in _BLOCK_AND_HOUSE.finditer(text):
        if _HOME.search(text[max(0, match.start() - _NEARBY) : match.start()]):
            yield match.span()
    for match in _HOUSE_AT_HOME.finditer(text):
        said = _LETTERS.findall(match["named"].lower())
        if EVERYDAY_WORDS.isdisjoint(said) and not _PUBLIC.search(match["place"]):
            yield match.span("place")
    for match in _FLAT.finditer(text):
        yield match.span()


def _streets(text: str, shouting: bool) -> Iterator[tuple[int, int]]:
    for cue in _STREET.finditer(text):
        end = _end_of_street(text, cue, shouting)
        if end is not None:
            yield cue.start(), end


def _end_of_street(text: str, cue: re.Match[str], shouting: bool) -> int | None:
    """Where the address ends; None where the word only names a road in passing."""
    street = cue["cue"].lower()
    end, named, numbered, capital = cue.end(), 0, False, False
    for _ in range(_MOST_PARTS):
        part = _PART.match(text, end)
        if part is None:
            break
        if part["word"]:
            word = part["word"].rstrip(".")
            lower = word.lower()
            if "," in part.group() and not word[0].isupper():
                break
            if lower in EVERYDAY_WORDS or lower in _ROAD_WORDS or named >= 3 or numbered:
                break
            # Small words end with the second: "jl raden intan mana petugasnya".
            if lower == "raya" and (
                part["word"][-1] == "." or not _CAPITAL_NEXT.match(text, part.end())
            ):
                break
            if named and not word[0].isupper() and (capital or named >= 2):
                break
            capital = capital or (word[0].isupper() and not (word.isupper() and len(word) > 3))
            named += 1
        else:
            if part["number"] and not named and street not in _NUMBERED:
                break
            numbered = True
        end = part.end()
    first_is_word = named > 0
    if shouting and street == "dusun":
        return end if first_is_word else None
    if street in _NUMBERED:
        return end if numbered and named == 0 else None
    if street in _SURE:
        return end if first_is_word or numbered else None
    return end if first_is_word and (capital or numbered) else None
