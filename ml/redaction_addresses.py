"""Where a street address stands in a text: the street word, then what belongs to it.

An office's address is nobody's: "kantor di Jl. Sudirman 5" stays, so that the text still reads.
"""

import re
from collections.abc import Iterator

from ml.common_words import COMMON_WORDS
from ml.names import EVERYDAY_WORDS, words
from ml.redaction_homes import find_houses

_STREET = re.compile(
    r"(?<![\w\[\-])(?P<cue>jln|jl|jalan|gg|gang|perumahan|perumnas|perum|komplek|kompleks|dusun|"
    r"dsn|blok|"
    r"kampung|kp|lingkungan|lk|lorong|lr)"
    # Written out it has no stop, which then ends a sentence.
    r"(?:(?<=jl|ln|gg|sn|kp|lk|lr|um)\.[ \t]{0,2}|[ \t]{1,2})(?=[^\W_])",
    re.IGNORECASE,
)
# Every run of blanks has an end and no two of them meet, so that a row of them is read but once.
_BLANKS = r"[ \t]{0,4}"
_BETWEEN = rf"{_BLANKS}(?:[/,]{_BLANKS})?"
_NEIGHBOURHOOD = re.compile(
    r"(?<![\w\[])(?:(?:dusun|dsn|lingkungan|lk)\.?[ ]\w{1,3}[ ,/]{1,2})?"
    rf"rt\.?{_BLANKS}(?:/{_BLANKS}rw\.?{_BLANKS})?\d{{1,3}}"
    rf"(?:{_BETWEEN}(?:rw\.?{_BLANKS})?\d{{1,3}})?(?![\w%])"
    rf"|(?<![\w\[])rw\.?{_BLANKS}\d{{1,3}}(?![\w%])",
    re.IGNORECASE,
)
# Alone it is no address: hundreds of people live there.
_ONE_NEIGHBOURHOOD = re.compile(rf"r[tw]\.?{_BLANKS}\d{{1,3}}\Z", re.IGNORECASE)
_PART = re.compile(
    r"[ \t]{0,2}(?:,[ \t]?)?(?:"
    r"(?P<house>(?:no|nomor|nmr)\.?[ \t]?\d{1,4}[a-h]?(?:/\d{1,3})?(?!\w))"
    r"|(?P<block>blok[ \t]?[a-z]{0,2}[ \t\-.]?\d{0,3}(?!\w))"
    r"|(?P<area>(?:kel|kelurahan|kec|kecamatan|desa|pekon|tiyuh|kab|kabupaten|ds|gg|gang)\.?"
    r"[ \t]{1,2}(?!\w*nya\b)"
    r"(?:(?:tanjung|labuhan|way|teluk|kota|sumber|gunung|pasir|bumi|sungai|pulau|bandar|batu|karang|"
    r"gedong|sawah|durian|kampung)[ ])?[^\W\d_]{3,}"
    r"|(?:km|rt|rw|gang|gg)\.?[ \t]{0,2}\d{1,3}(?!\w))"
    r"|(?P<room>(?:kamar|kmr|unit|lantai|lt)\.?[ \t]{0,2}\d{1,3}(?!\w))"
    r"|(?P<lane>(?:lk|lingkungan)\.?[ ](?:[ivx]{1,4}|\d{1,2})(?!\w))"
    r"|(?P<initial>(?-i:[A-Z])\.[ ]?(?=(?-i:[A-Z]))|[a-z]\.[ ]?(?=[a-z](?:\.|[a-z]{3}))"
    r"|[a-z][ ](?=[a-z]{4})|(?:hj|dr|kh|ir|prof|jend|jenderal|letjen|mayjen|kol|"
    r"kapt)\.?[ ](?=[a-z]))"
    r"|(?P<number>\d{1,4}(?:[a-h]|/\d{1,3})?(?!\w))"
    r"|(?P<word>[^\W\d_]+\.?))",
    re.IGNORECASE,
)
# What follows tells that the words before it are one name, however many and however common.
_TO_A_NUMBER = re.compile(
    r"(?P<words>(?:[ \t]{0,2}[^\W\d_]{2,15}){1,4}?)[ \t]{0,2},?[ \t]{1,2}(?:"
    r"(?:no|nomor|nmr)\.?[ \t]?\d|"
    r"(?:kel|kelurahan|kec|kecamatan)\.?[ ][^\W\d_]{3}|"
    r"\d{1,4}[a-h]?(?:/\d{1,3})?(?![\w%]|[.,]\d|[ ]?(?:jam|menit|km|meter|m|orang|hari|kali|tahun|"
    r"bulan|minggu|x|rb|ribu|persen|detik)\b))",
    re.IGNORECASE,
)
_VILLAGE_AND_HOUSE = re.compile(
    r"(?:[ ,]{1,2}(?:kel|kelurahan|desa|pekon|dusun|ds|kec|kecamatan)\.?[ ]"
    r"[^\W\d_]{3,15}(?:[ ][^\W\d_]{3,15})?){1,2}[ ,]{1,2}(?:no|nomor)\.?[ ]?\d{1,4}[a-h]?"
    r"(?![\w/%])",
    re.IGNORECASE,
)
_ROAD_WORDS = words(
    """
    rusak berlubang lubang kaki tol macet pintas tengah aspal utama menuju lancar becek licin
    berdebu hancur buntu tembus setapak tikus gelap sempit masuk keluar pulang umum kampung desa
    kabupaten provinsi nasional ninja belakang rezeki hidup satunya penghubung poros ditempat
    akses cor rabat lintas protokol arteri layang alternatif trans
    bulog damri perhutani peruri pegadaian warga yang rumah ini itu kami kita
    depan dekat kotor bersih sehat sekolah hidupnya terang bawah atas sini situ sana terpencil
    terluar sebelah lain baru lama digital halaman kerja sekitar hijau
    """
)
_STREETS_NAMED_SO = words(
    """
    ikan pulau gunung sungai taman padi kelapa pisang durian teh batu pasir matahari veteran
    pendidikan pelajar koperasi pelabuhan sumur sawah ladang kebun jagung emas lele haji kampus
    tani nyak
    """
)
"""Common words that streets are named after, with or without another word behind."""
_WITHIN_A_NAME = words(
    "pagar alam lama baru raya timur barat utara selatan dalam atas bawah hijau indah"
)
"""Common words that a street's name may go on with."""
_SURE = frozenset(
    {"jl", "jln", "gg", "dsn", "perumahan", "perumnas", "perum", "komplek", "kompleks"}
)
_NUMBERED = frozenset({"blok", "lk", "lr", "lingkungan"})
_CAPITAL_NEXT = re.compile(r"[ \t]{1,2}[A-Z]")
STREET_WORDS: frozenset[str] = (
    _SURE | _NUMBERED | {"jalan", "gang", "dusun", "kampung", "kp", "lorong", "rt", "rw"}
)
"""Without one of these words there is no address, and nothing here need run."""
_MOST_PARTS = 9
_HOME = (
    r"(?:rumah(?![ ](?:sakit|makan|ibadah|dinas|tahanan))|rmh|tinggal|kost?|kosan|kontrakan|"
    r"(?<!salah )alamat(?![ ](?:kantor|dinas|samsat|rs|rsud|loket|cabang|gedung|puskesmas))|"
    r"domisili|kediaman)(?:nya|ku)?"
)
_OWN = r"(?:saya|sy|kami|aku|ku|kita|ortu|orang tua|mertua|beliau|warga)"
# Behind it a street need neither a number nor a capital.
_AT_HOME = re.compile(
    rf"\b(?:{_HOME}(?:[ ]{_OWN})?|{_OWN}[ ]{{1,2}}(?:dari|di))[ ]?[:,]?[ ]{{0,2}}"
    r"(?:(?:ada|itu|yang|yg|di|daerah|masuk|alamat|ktp|sesuai|dekat|nya|sekarang|udah|sudah|"
    r"pindah|ke)"
    r"[ ]{1,2}){0,4}\Z",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(rf"\b(?:{_HOME}|{_OWN})\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:kantor\w*|dinas|samsat|kelurahan|kecamatan|puskesmas|pustu|rsud|rs|rumah sakit|mpp|"
    r"mall? pelayanan|"
    r"polres\w*|polsek|polda|loket|gerai|cabang|gedung|upt\w*|\w*dukcapil|capil|kua|balai|"
    r"pengadilan|pn|"
    r"kejaksaan|bpjs|bpn|imigrasi|pdam|pln|bank|posko|sekolah|sdn?|smpn?|sman?|smkn?|kampus|"
    r"pasar|terminal|"
    r"taman|masjid|halte|kpp|office)\b",
    re.IGNORECASE,
)
_NEARBY, _MOST_WORDS_BETWEEN = 48, 5


def find_addresses(text: str, *, shouting: bool = False) -> Iterator[tuple[int, int]]:
    """(start, end) of every address, neighbouring parts ("Jl. Mawar 5, RT 02/RW 01") as one."""
    neighbourhoods = (
        (match.start(), _end_of_village(text, match.end()))
        for match in _NEIGHBOURHOOD.finditer(text)
    )
    found = sorted([*_streets(text, shouting), *neighbourhoods, *find_houses(text)])
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


def _is_no_street(lower: str) -> bool:
    """Whether a word tells of a road, or of anything, before it names one."""
    if lower in _STREETS_NAMED_SO:
        return False
    if lower in EVERYDAY_WORDS or lower in _ROAD_WORDS or lower in COMMON_WORDS:
        return True
    return lower.endswith("nya")


def _goes_on_to_a_number(text: str, end: int, shouting: bool) -> bool:
    """Whether only words of a name stand before a house's number or a village."""
    ahead = _TO_A_NUMBER.match(text, end)
    return ahead is not None and all(
        word.lower() in _WITHIN_A_NAME
        or not _is_no_street(word.lower())
        or (word[0].isupper() and not shouting and word.lower() not in EVERYDAY_WORDS)
        for word in ahead["words"].split()
    )


def _end_of_village(text: str, end: int) -> int:
    """Behind a neighbourhood, where its village and the house in that end."""
    village = _VILLAGE_AND_HOUSE.match(text, end)
    return end if village is None else village.end()


def _streets(text: str, shouting: bool) -> Iterator[tuple[int, int]]:
    homes = _SOMEBODY.search(text) is not None
    offices = _OFFICE.search(text) is not None
    for cue in _STREET.finditer(text):
        before = text[max(0, cue.start() - _NEARBY) : cue.start()]
        at_home = homes and _AT_HOME.search(before) is not None
        end = _end_of_street(text, cue, shouting, at_home)
        if end is not None and (at_home or not (offices and _is_of_an_office(before))):
            yield cue.start(), end


def _is_of_an_office(before: str) -> bool:
    """Whether an office stands before a street, and nobody whose home it could be."""
    if _SOMEBODY.search(before) is not None:
        return False
    offices = list(_OFFICE.finditer(before))
    return bool(offices) and len(before[offices[-1].end() :].split()) <= _MOST_WORDS_BETWEEN


def _end_of_street(text: str, cue: re.Match[str], shouting: bool, at_home: bool) -> int | None:
    """Where the address ends; None where the word only names a road in passing."""
    street = cue["cue"].lower()
    end, named, numbered, capital, titled = cue.end(), 0, False, False, False
    for _ in range(_MOST_PARTS):
        part = _PART.match(text, end)
        if part is None:
            break
        if part["room"] and not numbered:
            break
        if part["initial"]:
            if named:
                break
            titled = titled or not part["initial"][0].isupper() or part["initial"][1] != "."
            end = part.end()
            continue
        if part["word"]:
            word = part["word"].rstrip(".")
            lower = word.lower()
            if "," in part.group() and not word[0].isupper():
                break
            whole = named > 0 and not numbered and _goes_on_to_a_number(text, end, shouting)
            if not whole and (_is_no_street(lower) or named >= 3 or numbered):
                break
            # Small words end with the second: "jl raden intan mana petugasnya".
            if (
                lower == "raya"
                and not whole
                and (part["word"][-1] == "." or not _CAPITAL_NEXT.match(text, part.end()))
            ):
                break
            if named and not whole and not word[0].isupper() and (capital or named >= 2):
                break
            capital = capital or (word[0].isupper() and not (word.isupper() and len(word) > 3))
            named += 1
        else:
            if part["number"] and not named and street not in _NUMBERED:
                break
            numbered = True
        end = part.end()
    first_is_word = named > 0 and (numbered or capital or end - cue.end() > 2)
    if titled and not (numbered or at_home):
        # Roads are named after doctors whom nobody asks for.
        return None
    if shouting and street == "dusun":
        return end if first_is_word else None
    if street == "blok" and not at_home and text[cue.end() : end].strip().isdecimal():
        return None
    if street in _NUMBERED:
        return end if numbered and named == 0 else None
    if street in _SURE:
        return end if first_is_word or numbered else None
    if at_home and (numbered or street in {"jalan", "gang", "lorong"}):
        return end if first_is_word else None
    if street == "lorong":
        return end if first_is_word and numbered else None
    return end if first_is_word and (capital or numbered) else None
