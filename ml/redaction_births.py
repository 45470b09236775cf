"""On which day somebody was born, where it is said to be that: "lahir 3 mei 1988", "ttl ..."."""

import re
from collections.abc import Iterator

from ml.names import words

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|"
    r"ags|aug(?:ust)?|"
    r"sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|no[vp](?:ember)?|des(?:ember)?|dec(?:ember)?|"
    r"january|february|march|pebruari)"
)
_ONES = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_DAY = rf"(?:(?:dua|tiga)[ ]puluh(?:[ ](?:{_ONES}))?|se(?:puluh|belas)|(?:{_ONES})(?:[ ]belas)?)"
_TEN = rf"(?:se(?:puluh|belas)|(?:{_ONES})(?:[ ](?:belas|puluh(?:[ ](?:{_ONES}))?))?)"
_YEAR = (
    rf"(?:dua[ ]ribu(?:[ ]{_TEN})?|(?:seribu[ ])?sembilan[ ](?:ratus|belas)[ ]{_TEN})(?![^\W\d_])"
)
_DATE = (
    rf"(?:(?:[0-3]?\d|{_DAY})[ \-./]{{0,2}}{_MONTH}\b\.?[ \-./,']{{1,2}}"
    rf"(?:(?:19|20)?\d\d(?!\d)|{_YEAR})"
    rf"|{_MONTH}[ ]{{1,2}}[0-3]?\d,?[ ]{{1,2}}(?:19|20)\d\d(?!\d)"
    r"|[0-3]?\d[ ]?[\-./ ][ ]?[01]?\d[ ]?[\-./ ][ ]?(?:19|20)?\d\d(?![\d:]|[./\-]\d)"
    r"|(?:19|20)\d\d[\-./][01]\d[\-./][0-3]\d(?!\d)"
    r"|[0-3]\d[01]\d(?:19|20)\d\d(?!\d))"
)
_PLACE = r"(?:(?:[^\W\d_]{3,15}[ ]){0,2}[^\W\d_]{3,15}[ ]?[,/\-]?[ ]?)"
_WORDS = r"(?:[^\W\d_]{1,12}[ ]{1,2}){0,5}?"
# A deed of birth has a day of its own, on which it was asked for.
_BIRTH = re.compile(
    r"(?<![\w\[])(?:"
    rf"(?:tempat[ ,/&]{{1,2}}(?:dan )?)?(?:tgl|tanggal|hari)[ .]{{0,2}}(?:ke)?(?:lahir(?:an)?|lhr)"
    rf"(?:nya|ku)?"
    rf"[ \t]?[:=(]?[ ]?(?:{_WORDS}|{_PLACE})"
    rf"|ttl(?:nya|ku)?[ ]?[:=]?[ ]?(?:saya[ ]|sy[ ]|anak[ ]|ibu[ ])?{_PLACE}?"
    rf"|(?<!akta )(?<!akte )(?<!surat )(?<!akta ke)(?<!akte ke)"
    rf"(?:ke)?lahir(?:an)?(?:nya)?[ ]?[:,]?[ ]?"
    rf"(?:(?:pada|tgl|tanggal|hari|di|jumat|senin|selasa|rabu|kamis|sabtu|"
    rf"minggu)[ .]{{1,2}}){{0,3}}"
    rf"(?:(?:(?<=di )|(?-i:[A-Z]))[^\W\d_]{{2,15}}[ ]?,?[ ]?"
    rf"(?:(?-i:[A-Z])[^\W\d_]{{2,15}}[ ]?,?[ ]?)?"
    r"(?:tgl |tanggal )?)?"
    r"|(?:was |am |is )?born(?: on| in [^\W\d_]{3,15},?)?[ ]"
    r"|date of birth[ ]?:?[ ]?|dob[ ]?:?[ ]?"
    rf")(?P<date>{_DATE})",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"[ ,]{{1,2}}(?:(?:padahal|harusnya|seharusnya|bukan|jadi|menjadi|yang|yg|benar|bener|aslinya|"
    rf"malah|tapi|di|pada|dan|ada|kk|ktp|akta|akte|ijazah|tertulis|ditulis|tercetak|salah|keliru|beda|"
    rf"berubah|diganti|tgl|tanggal|nya|saya)[ ,:]{{1,2}}){{1,4}}(?P<date>{_DATE})",
    re.IGNORECASE,
)
BIRTH_WORDS: frozenset[str] = words(
    "lahir lahirnya lahirku lhr kelahiran ttl ttlnya ttlku born birth dob"
)
"""Without one of these words no day of birth is told."""
_OF_THE_ERRAND = words(
    """
    lapor melapor dilaporkan datang urus ngurus mengurus diurus daftar mendaftar sejak dari ajukan
    diajukan mengajukan perbaiki diperbaiki perbaikan janji dijanjikan mulai sampai selesai terbit
    """
)
"""With one of these words before it a day is of an errand, not of a birth."""
_OF_ALL = re.compile(
    r"(?:hari|tgl|tanggal)[ .]{1,2}(?:ke)?lahir(?:an)?[ ](?:\w{1,12}[ ]){0,2}?"
    r"(?:pancasila|kota|kab|kabupaten|prov|provinsi|lampung|negara|bangsa|desa|dinas|instansi|nabi|"
    r"polri|tni|pahlawan|nu|muhammadiyah|kartini|bung)\b"
)
"""Of a place, an office or somebody in the school book: such days are kept by all."""
_MOST_DATES = 3


def find_births(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every day of birth, and of the right one beside a wrong one."""
    for found in _BIRTH.finditer(text):
        between = text[found.start() : found.start("date")].lower()
        if not _OF_THE_ERRAND.isdisjoint(between.split()) or _OF_ALL.match(between):
            continue
        yield found.span("date")
        end = found.end()
        for _ in range(_MOST_DATES):
            another = _ANOTHER.match(text, end)
            if another is None:
                break
            yield another.span("date")
            end = another.end()
