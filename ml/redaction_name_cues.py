"""The words after which a name may stand: forms of address, phrases, offices and roles."""

import re
from collections.abc import Collection, Iterator

from ml.names import words

_RANKS = (
    r"bharada|bharatu|bripda|briptu|brigpol|bripka|brigadir|aipda|aiptu|ipda|iptu|akp|akbp|kompol|kombes|"
    r"brigjen|irjen|komjen|jenderal|prada|praka|pratu|kopda|koptu|kopka|serda|sertu|serka|serma|pelda|"
    r"peltu|letda|lettu|kapten|mayor|letkol|kolonel"
)
# Of every region; those that are ordinary words too are told apart by what follows.
_ADDRESSED = (
    r"bapak|bpk|bp|bapa|pak|pk|ibuk|buk|aa|ibu|bu|sdri|sdr|saudari|saudara|tuan|nyonya|tn|ny|mas|mbak|mba|mbk|bang|"
    r"abang|kang|akang|teh|teteh|ceu|cak|cik|cici|cece|ci|ko|koh|engkoh|mbah|simbah|mbok|eyang|nenek|opa|oma|"
    r"kakek|opung|pakde|pak\s?lik|bude|bulik|om|tante|uda|uni|ajo|etek|daeng|puang|lae|ito|inang|amang|bli|"
    r"mbok|jro|gus|ustadzah|ustadz|ustad|kyai|kiyai|kiai|habib|buya|romo|pastor|pendeta|pdt|"
    r"minak|suttan|engkong|udo|atin|minan|pakcik|makcik|uwak|wak|nyai|datuk|ayuk|mamang|lek|lik|pengiran|radin|mr|mrs|haji|hajah|drg|dr|dik|dek|adik|adek|kak|kakak|almarhumah|almarhum|alm|"
    + _RANKS
)
_KIN = (
    r"suami|istri|isteri|anak|ayah|bapak|ibu|kakak|adik|nenek|kakek|mertua|menantu|cucu|paman|bibi|"
    r"tetangga|keponakan|ponakan|sepupu|ipar|teman|kawan|bos|atasan|majikan"
)
_ORDER = r"(?:pertama|kedua|ketiga|bungsu|sulung|kandung|angkat|perempuan|laki)"
_CUE = re.compile(
    rf"(?<![\w\[])(?:(?P<kin>(?:{_KIN})(?:\s+{_ORDER})?\s+(?:saya|sy|ku|kami))|"
    rf"(?P<addressed>{_ADDRESSED})(?:2(?=[ ](?-i:[A-Z])))?"
    r"|(?P<named>a\s?\.\s?n|a/n|an|atas\s+nama|bernama|namanya|namaku|nama(?:\s+(?:saya|sy|aku|ku|gw|gue|lengkap|pemohon|"
    r"pasien|anak|suami|istri|ibu|ayah|bapak|petugas\w*|beliau|gadis\s+ibu(?:\s+kandung)?|ibu\s+kandung(?:ku|\s+(?:saya|sy))?))?|nami\s+(?:kulo|kula)|"
    r"nametag|nametagnya|name\s?tag|jenengku|jeneng\s+(?:kulo|kula)|gelakhku|geghalku|my\s+name\s+is|tertanda|(?P<signed>ttd|hormat\s+(?:saya|kami)|salam(?=,)))\.?"
    r"|(?P<carer>satpam|security|kasir|perawat|bidan|dokter|suster|mantri)"
    r"|(?P<role>saya|sy|aku|gue|gw|kulo|kami|sikam|nyak|petugas|orangnya|tegur|laporkan|"
    r"operator|admin|oknum|pegawai|staf|oleh|dengan|sama|si|penghulu|lurah|camat|kades|fb|facebook|akun|"
    r"cs|teller|officer|resepsionis|frontliner|makasih|trims|thanks|layanin|dilayani|dibantu|ketemu|job|tulang|batin|yuk|"
    r"apoteker|calo|supir|sopir|ners|kaur|kadus|sekdes|kabid|kadis|kasi|kasubag|hakim|jaksa|saksi|korban|"
    r"pasien|pemohon|(?<=bidan )desa|(?<=juru )parkir))"
    r"(?P<gap>[ \t.:,;=]{1,4}[\"'“(]?)(?=[^\W\d_])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
CUE_WORDS: frozenset[str] = frozenset(_LETTERS.findall(_CUE.pattern.lower())) | {"paklik"}
"""Without one of these words no cue stands in a text."""
# What a cue begins with. Most texts hold few of these, and asking sets and looking for plain words
# first keeps the patterns off the common road.
_FIRST_WORDS = CUE_WORDS - words("addressed named role carer kin signed gap d n p s t w")


def find_cues(text: str, said: Collection[str]) -> Iterator[re.Match[str]]:
    """Every cue, as the pattern's own search would find them one after the other."""
    lower = text.lower()
    if len(lower) != len(text):
        yield from _CUE.finditer(text)
        return
    places: list[int] = []
    for word in _FIRST_WORDS.intersection(said):
        place = lower.find(word)
        while place >= 0:
            places.append(place)
            place = lower.find(word, place + 1)
    reached = 0
    for place in sorted(places):
        if place >= reached:
            cue = _CUE.match(text, place)
            if cue is not None:
                reached = cue.end()
                yield cue
