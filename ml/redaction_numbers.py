"""Numbers that identify somebody: cards, telephones, accounts, documents, whatever separates them.

Groups of digits with nothing but a few signs between them are put together first; then the digits
alone, and the word before them, say what the number is. Every separator thus falls to one rule.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from ml.redaction_runs import TIMES_BEFORE, TIMES_LISTED, Run, is_count, is_date, is_times, is_year

FEWEST_DIGITS = 6
"""With fewer digits in the whole text no number of any kind stands in it."""

_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"(?:[^\w\[\]]|_){1,6}\Z")
_LONGEST = 20
_HELD_DOWN = 2
_MOST_GROUPS = 20

_CUES = re.compile(
    r"(?<![^\W\d_])(?:(?P<nik>nik|no\.?\s*ktp|nomor\s*ktp)|(?P<kk>no\.?\s*kk|nomor\s*kk|kk|kartu\s+keluarga)"
    r"|(?P<home>(?:telp?|tlp|telpon|telepon)\s+(?:rumah|kantor))"
    r"|(?P<phone>wa|whatsapp|(?:no|nomor|nomer)\.?\s+(?:saya|sy|ku|aku)|hp|hape|telp?|tlp|telpon|telepon|hub|hubungi|sms|kontak)"
    r"|(?P<wallet>gopay|ovo|shopee\s?pay|spay|link\s?aja|(?<=ke )dana|"
    r"dana(?=\s*(?:saya|ku|/|\Z|[^\w\s])))"
    r"|(?P<account>no\.?\s*rek|norek|rek|rekening|bca|bri|bni|bsi|btn|mandiri|cimb|danamon|permata|"
    r"seabank|bank\s+\w{3,12}|va|virtual\s+account|(?:transfer|tf|trf)\s+ke)"
    r"|(?P<document>sim|npwp|paspor|passport|nip|nuptk|nisn|nis|bpjs|kis|jkn|nomor\s+induk\s+\w+|stnk|bpkb))"
    r"(?:nya|ku)?(?![^\W\d_])",
    re.IGNORECASE,
)
# By cue: how far behind it a number may begin, and how many digits that number has.
_REACH = {
    **{"nik": 13, "kk": 13, "home": 13, "phone": 13, "wallet": 13},
    **{"account": 25, "document": 17},
}
LENGTHS = {
    "nik": (12, 19),
    "kk": (12, 19),
    "home": (6, 14),
    "phone": (8, 14),
    "wallet": (8, 16),
    "account": (8, 20),
    "document": (8, 20),
}
_WINDOW = 48

_MOBILE = re.compile(r"(?:0|(?:00)?620?)?8[1-9]\d{6,11}\Z")
_MOBILE_BEGINS = re.compile(r"(?:0|(?:00)?62)8[1-9]\d")
# Behind a whole mobile number another one begins.
_MOBILE_FOLLOWS = re.compile(r"[^\w\[\]]{1,6}(?:0|62)8[1-9]\d")
# Without its zero a number is one where the words behind it say so.
_OWNED = re.compile(
    r"[ \t(,]{1,3}(?:itu |adalah )?(?:no|nomor|nomer|wa|hp|whatsapp)\b\.?[ \t]?(?:wa |hp |telp )?"
    r"(?:saya|sy|ku|aku|kami)\b",
    re.IGNORECASE,
)
_BEFORE_PLUS = frozenset({"", " ", "\n", "(", ":"})
_LANDLINE = re.compile(r"0(?:2[1-9]|[3-7]\d|9\d)\d{6,9}\Z")
_AREA = re.compile(r"0(?:2[1-9]\d?|[3-7]\d{1,2}|9\d{1,2})\Z")
_BIRTH_AND_POST = re.compile(
    r"(?:19[4-9]|20[01])\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19[6-9]|20[0-4])\d"
    r"(?:0[1-9]|1[0-2]|2[12])[12]\d{3}\Z"
)
REGION_AND_BIRTH = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}"
    r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}\Z"
)
_IS_SOMEBODYS = re.compile(rf"{_MOBILE_BEGINS.pattern}|{REGION_AND_BIRTH.pattern[:-2]}")
_TAX = (2, 3, 3, 1, 3, 3)
_BANK = (4, 2, 6, 2, 1)
# Of electricity paid beforehand, unless it begins like a telephone or a card.
_TOKEN = (4, 4, 4, 4, 4)
_FAMILY_CARD = re.compile(
    r"(?<![^\W\d_])(?:kk|kartu\s+keluarga)(?:nya|ku)?(?![^\W\d_])", re.IGNORECASE
)
_IDENTITY_CARD = re.compile(r"\b(?:nik|e-?ktp|ktp)(?:nya|ku)?\b", re.IGNORECASE)
_PASSPORT = re.compile(
    r"(?<!\w)[ABCESX]\d{7}(?!\w)|(?<=paspor )[a-z]\d{6,7}(?!\w)|(?<=passport )[a-z]\d{6,7}(?!\w)",
    re.IGNORECASE,
)


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every number, in order; `text` has its digits made plain."""
    groups = [found.span() for found in _GROUP.finditer(text)]
    begins = [start for start, _ in groups]
    place = 0
    while place < len(groups):
        times = TIMES_BEFORE.match(text, groups[place][0])
        if times is not None:
            place = bisect_left(begins, times.end(), place)
        times = TIMES_LISTED.match(text, groups[place][0])
        if times is not None:
            place = bisect_left(begins, times.end(), place)
            continue
        long = _typed_together(text, *groups[place])
        if long is not None:
            yield long
            place += 1
            continue
        runs = _runs(text, groups, place)
        found = _number(text, runs)
        if found is None:
            place += 1
            continue
        kind, run = found
        start = run.start
        while kind == "phone" and start and text[start - 1] in "(+":
            start -= 1
        yield kind, start, run.end
        place += len(run.sizes)
    yield from (("document", *found.span()) for found in _PASSPORT.finditer(text))


def _typed_together(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """More digits than any number has: several were typed in a row. A key held down is none."""
    digits = text[start:end]
    if len(digits) <= _LONGEST or len(set(digits)) <= _HELD_DOWN:
        return None
    if REGION_AND_BIRTH.match(digits[:16]):
        return card_at(text, start, end), start, end
    return ("phone" if _MOBILE_BEGINS.match(digits) else "document"), start, end


def card_at(text: str, start: int, end: int) -> str:
    """ "kk" where the nearest card named around the number is the family card, else "nik"."""
    before = text[max(0, start - 40) : start]
    family = [found.end() for found in _FAMILY_CARD.finditer(before)]
    identity = [found.end() for found in _IDENTITY_CARD.finditer(before)]
    if family or identity:
        return "kk" if (family or [-1])[-1] > (identity or [-1])[-1] else "nik"
    return "kk" if _FAMILY_CARD.match(text[end : end + 20].lstrip(" (,")) else "nik"


def _runs(text: str, groups: list[tuple[int, int]], place: int) -> list[Run]:
    """What begins at one group: it alone, with the next, with the next two, and so on."""
    start, end = groups[place]
    run = Run(text[start:end], (end - start,), (), start, end)
    runs = [run]
    for following, reached in groups[place + 1 : place + _MOST_GROUPS]:
        gap = text[end:following]
        if len(run.digits) >= _LONGEST or not _GAP.match(gap):
            break
        end = reached
        run = Run(
            run.digits + text[following:end],
            (*run.sizes, end - following),
            (*run.gaps, gap),
            start,
            end,
        )
        runs.append(run)
    return [run for run in runs if len(run.digits) <= _LONGEST]


def _number(text: str, runs: list[Run]) -> tuple[str, Run] | None:
    """The number that begins where these runs begin, and its kind."""
    if not runs or len(runs[-1].digits) < FEWEST_DIGITS:
        return None
    cue = cue_before(text, runs[0].start)
    whole = [run for run in runs if not (run.is_money or is_times(run, text) or is_count(run))]
    for run in whole:
        if len(run.digits) == 18 and run.is_together and _BIRTH_AND_POST.match(run.digits):
            return "document", run
    for run in whole:
        if run.sizes == _TOKEN and run.is_together and not _IS_SOMEBODYS.match(run.digits):
            return "document", run
    for run in whole:
        if len(run.digits) == 16 and _is_card(run, cue) and not _is_two_mobiles(text, whole):
            return card_at(text, run.start, run.end), run
    if cue is not None:
        cued = _cued(cue, whole)
        if cued is not None:
            return cued
    return _telephone(text, whole) or _bare(whole)


def _is_two_mobiles(text: str, runs: list[Run]) -> bool:
    """Whether a mobile number and the beginning of the next have sixteen digits between them."""
    return runs[0].digits[0] == "0" and any(
        _MOBILE.match(run.digits) and _MOBILE_FOLLOWS.match(text, run.end)
        for run in runs
        if len(run.digits) < 16
    )


def _is_card(run: Run, cue: str | None) -> bool:
    likely = REGION_AND_BIRTH.match(run.digits) is not None
    if cue in {"wallet", "account", "document"} and not likely:
        return False
    abroad = run.digits.startswith("00") and _MOBILE.match(run.digits)
    return likely or (run.is_together and not abroad)


def cue_before(text: str, start: int) -> str | None:
    """The kind of the last cue before a number with no other number between them."""
    kind = None
    since = max(0, start - _WINDOW)
    before = text[since:start]
    for found in _CUES.finditer(before):
        between = before[found.end() :]
        named = str(found.lastgroup)
        if len(between) < _REACH[named] and not re.search(r"[\d\[\]]", between):
            kind = named
    return kind


def _cued(cue: str, runs: list[Run]) -> tuple[str, Run] | None:
    fewest, most = LENGTHS[cue]
    fitting = [
        run
        for run in runs
        if run.is_together and fewest <= len(run.digits) <= most and not is_date(run)
    ]
    if not fitting:
        return None
    run = fitting[-1]
    if cue == "phone" and set(run.sizes) == {3} and set(run.digits[::3]) == {"1"}:
        # 110, 112, 119: of all.
        return None
    if cue == "wallet" and run.digits.endswith("0000") and len(run.sizes) == 1:
        return None
    if cue == "wallet":
        return ("phone" if _MOBILE.match(run.digits) else "account"), run
    return ("phone" if cue == "home" else cue), run


def _telephone(text: str, runs: list[Run]) -> tuple[str, Run] | None:
    best = None
    for run in runs:
        if run.digits[0] == "8" and not (len(run.digits) >= 9 and _OWNED.match(text, run.end)):
            continue
        # A number that is not complete yet goes on whatever stands between its groups.
        unfinished = best is None and run.sizes[-1] >= 3
        mobile = _MOBILE.match(run.digits) and (run.is_together or unfinished)
        mobile = mobile or _is_abroad(text, run)
        if mobile or _is_landline(text, run):
            best = run
    return None if best is None else ("phone", best)


def _is_abroad(text: str, run: Run) -> bool:
    """ "+60 12-345 6789": of another country, by the sign before it."""
    return (
        run.is_together
        and 9 <= len(run.digits) <= 15
        and run.digits[0] != "0"
        and text[run.start - 1 : run.start] == "+"
        and text[run.start - 2 : run.start - 1] in _BEFORE_PLUS
    )


def _is_landline(text: str, run: Run) -> bool:
    if not _LANDLINE.match(run.digits) or text[run.start - 1 : run.start] in {".", ","}:
        return False
    if len(run.sizes) == 1:
        return True
    if "/" in run.gaps and is_year(run.digits[-4:]):
        return False
    return (
        run.is_together
        and len(run.sizes) <= 4
        and min(run.sizes) >= 2
        and _AREA.match(run.digits[: run.sizes[0]]) is not None
    )


def _bare(runs: list[Run]) -> tuple[str, Run] | None:
    for run in runs:
        if run.sizes == _TAX and run.is_together:
            return "document", run
        if run.sizes == _BANK and run.is_together:
            return "account", run
    if runs and len(runs[0].sizes) == 1 and len(runs[0].digits) >= 13:
        return "account", runs[0]
    return None
