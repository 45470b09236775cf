"""Where somebody is reached online: mail addresses, accounts by their names, links with a name.

Agencies have accounts, too, and a complaint of one must say which: an account that its name or the
word before it gives to an office stays.
"""

import re
from collections.abc import Collection, Iterator

from ml.common_words import COMMON_WORDS
from ml.given_names import GIVEN_NAMES
from ml.names import EVERYDAY_WORDS, words

_PROVIDER = (
    r"(?:gmail|gmeil|gmai|gimail|yahoo|ymail|hotmail|outlook|icloud|rocketmail|proton(?:mail)?)"
)
_KNOWN = r"(?:com|kom|net|org|info|co|id|go|ac|sch|or|my|web)"
_DOT_WORD = r"(?:\s{1,2}(?:dot|titik)\s{1,2}|\s?[(\[{]\s?(?:dot|titik|\.)\s?[)\]}]\s?)"
# A dot that is said, or a comma typed for one, counts before a known ending alone.
_SAID_ENDING = rf"(?:(?:{_DOT_WORD}|\s?[.,]){_KNOWN}\b|\s?[.,]\s(?:com|co)\b)"
_ENDING = rf"(?:\.[\w\-]{{2,63}}|{_SAID_ENDING})"
_MAIL = rf"(?:{_PROVIDER}(?:com)?\b(?:{_ENDING}{{1,3}}|\s{_KNOWN}\b)?)"
_EMAIL = re.compile(
    rf"(?<![\w.+\-])(?:\w{{2,30}}\s(?:dot|titik)\s){{0,2}}(?:[^\W\d_]{{3,20}}\s(?=\d{{1,6}}@))?[\w.+\-]{{1,64}}(?:"
    rf"@{{1,2}}(?:[\w\-]{{1,63}}{_ENDING}{{1,4}}|{_MAIL})"
    # "ke @rina.sari" names an account; with a blank on its left alone the sign needs a provider.
    rf"|\s?@{{1,2}}\s(?:[\w\-]{{1,63}}{_SAID_ENDING}{{1,4}}|{_MAIL})|\s@{{1,2}}{_MAIL}"
    rf"|\s?[(\[{{<]\s?(?:at|et|@)\s?[)\]}}>]\s?(?:[\w\-]{{1,63}}{_ENDING}{{1,4}}|{_MAIL})"
    rf"|#{_MAIL}|\s#\s?{_PROVIDER}{_ENDING}{{1,2}}"
    rf"|\s{{1,2}}(?:at|et|arroba|a)\s{{1,2}}{_PROVIDER}(?:{_ENDING}{{1,2}}|\s{_KNOWN}\b)"
    rf"|\s{{1,2}}(?:at|et)\s{{1,2}}(?:{_MAIL}"
    rf"|[\w\-]{{1,63}}{_DOT_WORD}[\w\-]{{2,63}}{_ENDING}{{0,2}})"
    rf"|(?<=[\d])\s(?:{_PROVIDER}(?:{_ENDING}{{1,2}}|\s{_KNOWN}\b)|domain\s{_MAIL}))",
    re.IGNORECASE,
)
_CUED_EMAIL = re.compile(
    r"\b(?:e-?mail|imel|surel)(?:nya|ku)?\s?:?\s?(?:saya |sy |ku |aku )?"
    rf"(?P<address>[a-z][\w.]{{2,30}}\d\s{_PROVIDER}\b(?!{_ENDING}|\s{_KNOWN}\b)|"
    rf"(?:(?P<first>[^\W\d_]{{3,15}})\s)?[\w.+\-]{{2,64}}\s(?:{_PROVIDER}(?:{_ENDING}{{1,2}}|\s{_KNOWN}\b)|"
    rf"domain\s{_MAIL}))",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<![\w\[])([^\W\d_]{3,14})[ ]\Z")
_MAIL_WORDS = words(
    "gmail gmeil gmai gimail yahoo ymail hotmail outlook icloud rocketmail protonmail dot titik"
)
_MAIL_SIGN = re.compile(r"@|[(\[{<]\s?[ae]t\s?[)\]}>]", re.IGNORECASE)

_NETWORKS = words(
    "dm ig insta instagram fb facebook tiktok tele telegram line twitter threads medsos sosmed"
)
_ACCOUNTS = words("akun username user")
_OWN = r"(?:saya|sy|aku|ku|kami|pribadi|gue|gw)"
_ACCOUNT = re.compile(
    rf"(?<![\w@\[])(?:(?P<network>{'|'.join(sorted(_NETWORKS))})|{'|'.join(sorted(_ACCOUNTS))})"
    rf"(?:ku|nya)?\b(?P<whose>(?:\s[^\W\d_]{{2,15}}){{0,2}}?)(?P<gap>\s?[:=]\s?|\s)"
    r"(?P<handle>@[\w.]{2,29}\w|(?=[a-z]*[\d_.]\w)[a-z][\w.]{3,28}\w)(?![\w@])",
    re.IGNORECASE,
)
# Names written together.
_NAMED_ACCOUNT = re.compile(
    r"(?<![\w@\[])(?:ig|insta|instagram|fb|facebook|tiktok|tele|telegram|line|twitter)(?:ku)?"
    r"(?:\s(?:saya|sy))?\s?[:=]\s?(?P<handle>[a-z]{6,29})(?![\w@])",
    re.IGNORECASE,
)
_THEN_OWNED = re.compile(
    rf"(?<![\w@.\[])(?P<handle>@[\w.]{{2,29}}\w)[ ,(]{{1,3}}(?:itu |adalah |ini )?"
    rf"(?:{'|'.join(sorted(_NETWORKS | _ACCOUNTS))})(?:ku\b|\s{_OWN}\b)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:"
    r"(?P<phone>wa\.me/\+?\d{8,15}|(?:api|web)\.whatsapp\.com/send/?\?phone=\+?\d{8,15})"
    r"|(?:instagram|facebook|fb|tiktok|twitter|x|threads|t|linktr|telegram|line)"
    r"\.(?:com|me|net|ee)/(?!(?:p|reel|reels|share|watch|groups|story|stories|hashtag)/)"
    r"(?P<handle>(?:ti/p/|profile\.php\?id=)?[@~]?[\w.\-]{3,40}\w))/?",
    re.IGNORECASE,
)
_LINK_ENDING = re.compile(r"\.(?:com|me|net|ee)/", re.IGNORECASE)
_AT = words("at et")
_OFFICIAL = words(
    """
    dinas dinkes dinsos disdik dukcapil capil disnaker dishub dpmptsp pemkot pemkab pemprov pemda
    polri polres polda polsek polisi humas rsud rsup puskesmas posyandu samsat bapenda bpjs pdam
    kemen imigrasi kominfo official resmi satpol damkar bpbd kecamatan kelurahan kantor layanan
    ombudsman kejari kejaksaan pengadilan inspektorat bkpsdm pajak ditjen lapor bawaslu baznas
    dispora disperindag bappeda diskop dlhk pertanian perpus bkkbn basarnas ppid kodim korem
    infolampung infobandar provinsi kabupaten gubernur walikota bupati
    """
)
_OFFICIAL_PARTS = words(
    "prov kab kota kec kel desa mpp pkm rs rsu pln kpu bpn kua kemenag dpr dprd bkd bri bni bca"
    " pn pa"
    " info admin tmc djp uptd upt dlh kpp sekolah sdn smp smpn sma sman smk smkn univ kampus tni"
)
_OFFICES = _OFFICIAL | _OFFICIAL_PARTS | words("instansi pemerintah puskes disdukcapil bank pos")
_OWNER = words("saya sy aku ku kami pribadi gue gw")
_NOTHING_SAID = words("di ke itu atas dengan nama punya ini id dia dgn adalah id")
# "akun sipandu01 eror": the programs of offices are called "system of ...".
_SYSTEM = re.compile(
    r"(?!siti|sinta|simon|sigit|silvi|siska)(?:si|e_)[a-z]{2,}[\d_]{0,4}(?:[a-z]{2,8})?[ ]"
    r"(?:\w{2,6}[ ])?(?:err?or\w*|lambat|lemot|down|macet|gangguan|mati|offline|"
    r"lelet|ngadat|hang)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"\d")
_ONLINE_WORDS = (
    _MAIL_WORDS | _NETWORKS | _ACCOUNTS | words("igku fbku akunku fbnya ignya akunnya instagramku")
)


def may_be_online(text: str, said: Collection[str]) -> bool:
    """Whether a sign, a link or a word for an account stands in a text at all."""
    if "@" in text or not _ONLINE_WORDS.isdisjoint(said):
        return True
    if "/" in text and _LINK_ENDING.search(text) is not None:
        return True
    return not _AT.isdisjoint(said) and _MAIL_SIGN.search(text) is not None


def find_online(text: str, said: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every mail address, account and link with a name or a number.

    said : the words of the text in small letters.
    """
    signed = _MAIL_SIGN.search(text) is not None
    if "/" in text and _LINK_ENDING.search(text) is not None:
        yield from _links(text)
    if signed or not _MAIL_WORDS.isdisjoint(said):
        yield from _addresses(text)
    if not _ONLINE_WORDS.isdisjoint(said):
        yield from _accounts(text)
        if signed:
            yield from (("handle", *hit.span("handle")) for hit in _THEN_OWNED.finditer(text))


def _addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Mail addresses; a name that is said before the last part belongs to them."""
    for found in _CUED_EMAIL.finditer(text):
        first = found["first"]
        whole = first is None or first.lower() in GIVEN_NAMES
        start = found.start("address") if whole else found.end("first") + 1
        yield "email", start, found.end("address")
    for found in _EMAIL.finditer(text):
        named = _NAME_BEFORE.search(text, max(0, found.start() - 16), found.start())
        said = named is not None and " " in found.group() and named[1].lower() in GIVEN_NAMES
        yield "email", (named.start(1) if named and said else found.start()), found.end()


def _links(text: str) -> Iterator[tuple[str, int, int]]:
    for link in _LINK.finditer(text):
        if link["phone"]:
            yield "phone", *link.span()
        elif not _is_official(link["handle"]):
            yield "handle", *link.span()


def _accounts(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _NAMED_ACCOUNT.finditer(text):
        handle = found["handle"].lower()
        glued = any(handle[:end] in GIVEN_NAMES for end in range(4, len(handle)))
        if glued and not _is_official(handle) and handle not in EVERYDAY_WORDS | COMMON_WORDS:
            yield "handle", *found.span("handle")
    for found in _ACCOUNT.finditer(text):
        whose = set(found["whose"].lower().split())
        owned = not _OWNER.isdisjoint(whose)
        if not owned and not _OFFICES.isdisjoint(whose):
            continue
        if whose - _OWNER - _NOTHING_SAID - _NETWORKS - GIVEN_NAMES or _is_official(
            found["handle"]
        ):
            continue
        if found["handle"][0] == "@" or _is_bare_handle(found, owned):
            yield "handle", *found.span("handle")


def _is_official(handle: str) -> bool:
    lower = handle.lower()
    return not _OFFICIAL_PARTS.isdisjoint(_PARTS.findall(lower)) or any(
        word in lower for word in _OFFICIAL
    )


def _is_bare_handle(found: re.Match[str], owned: bool) -> bool:
    """Whether a word without the sign is an account's name: such hold a line, a dot or figures."""
    handle = found["handle"]
    if not owned and _SYSTEM.match(found.string, found.start("handle")):
        return False
    if any(part in EVERYDAY_WORDS for part in _PARTS.findall(handle.lower()) if len(part) > 1):
        return False
    if "_" in handle or len(_DIGITS.findall(handle)) > 1:
        return True
    return (owned or ":" in found["gap"]) and bool(re.search(r"[\d.]", handle))
