"""Danger that people are to others by what they do: violence, and touching without leave.

Each verb stands as its root, and is heard whoever is named first (`ml.danger.verbs`). A verb that
has another meaning too ("biaya mencekik", "ditendang ke loket lain") is heard where a person or a
part of the body is its object. What silences a verb stands at its place, as its doer before it or
as its object behind it: "antri", "meja" and "nama" stand in half of all complaints.
"""

from ml.danger.signs import Sign
from ml.danger.verbs import bare, doing, done_to, voices

VIOLENT = """
bacok keroyok aniaya perkosa cabul sekap culik gebuk gebug tonjok tampar jambak keplak geplak
kaplok gampar tabok tempeleng jotos antem kepruk gorok piting sundut pasung cambuk setubuh hamili
leceh teror telanjangi telanjangin
"""
"""These mean nothing else: whoever names one and does not deny it is heard."""

_STUNG, _TRODDEN = "tusuk tikam", "injak injek"
_OTHERWISE = """
cekik cekek seret tendang banting hantam siksa tampol pelintir puntir tinju sabet pentung tembak
lukai
"""
WITH_OBJECT = f"{_STUNG} {_TRODDEN} {_OTHERWISE}"
"""These mean something else too, and are heard with whom, or what of them, they were done to."""

TOUCHED = "raba remas remes grepe gerepe grepek grayang gerayang"
TOUCHED_OR_GREETED = "cium peluk pegang colek"
"""These are heard with a part of the body that nobody touches in passing, or with force."""

_HOW = r"(?: (?:paksa|terus|langsung|sampai|si|ke|arah|kepala|muka)){0,2}"
_CHILD = r"(?:saya|aku|anak\w*|adik\w*|murid\w*|siswa|siswi|istri\w*|perempuan|gadis|keponakan\w*)"
_VIOLENT_VERB = voices(VIOLENT)
_ROUGH = r"(?:preman|satpam|petugas|oknum|guru|pegawai|sopir|orang)"
_DOER = (
    r"(?:preman|satpam\w*|security|petugas\w*|oknum\w*|guru\w*|pegawai\w*|staf\w*|sopir\w*|kernet|"
    r"penjaga\w*|polisi\w*|aparat\w*|suami\w*|ayah\w*|bapak\w*|pacar\w*|mantan\w*|tetangga\w*|dia|"
    r"mereka|juru parkir|_nama_|mantri\w*|dokter\w*|perawat\w*|laki|pria)"
)
_BY = r"(?:dengan|oleh|petugas|guru|oknum|pegawai|bapak|satpam|sopir|dokter|perawat|mantri)"
_VICTIM = r"(?!(?:petugas|pegawai|orang|kepala (?:dinas|kantor|desa|bagian|seksi))\b)<body>"
"""Whom a bare root is done to: "SIM tembak petugas" is a bribe."""

_NOT_THERE = r"(?<!di )(?<!depan )(?<!dekat )(?<!bawah )(?<!samping )(?<!atas )(?<!sebelah )"
_THING = (
    r"(?:motor|mobil|gerobak|lapak|dagangan|map|berkas|dokumen|kertas|meja|kursi|pintu|pagar|"
    r"sandal|"
    r"sepatu|tas|hp|helm|kartu|ktp|kk|sim|nama|hati|harga|usul\w*|aduan)(?:nya|ku)?"
)
_TO_A_THING = rf"{_NOT_THERE}\b{_THING} (?:<body> )?(?:(?:yang|bahkan|langsung|pun|sampai) )?"
"""A thing that it is done to, which is no place: "di depan meja saya ditendang"."""

_ABSTRACT = (
    r"(?:mahal\w*|biaya|harga|tarif|denda|pajak|ongkos|bunga|tagihan|iuran|retribusi|sistem|"
    r"aplikasi|syarat|"
    r"aturan|prosedur|birokrasi|kasus|ujian|tes|ombak|hujan|angin|banjir|gelombang|arus|usia|cuaca|"
    r"panas|keadaan|kondisi|kenyataan|bau|antri\w*|nyamuk|lalat|semut|kebutuhan)(?:nya)?"
)
_WITHOUT_DOER = rf"(?:(?!{_DOER}\b)\w+ ){{0,3}}"
"""What does no violence in earnest, and words up to the verb among which nobody is its doer."""

_TREATED = (
    r"jarum\w*|infus\w*|\w{0,4}suntik\w*|vaksin\w*|imunisasi|donor|darah|vena|urat|bius|"
    r"akupunktur|klinik"
)
_CROWD = r"(?:desak\w*|berdesak\w*|penuh|sesak|rebutan|sengaja)"
_HEALER = r"(?:bidan|mantri|perawat|suster|dokter|nakes)\w*"
_SURE_PART = (
    r"(?:paha|pantat|bokong|dada|payudara|pinggang|kemaluan|kelamin|selangkangan|badan|tubuh)"
)
_TOUCH_OF_CARE = (
    rf"{_HEALER} ~2 {voices('pegang')} (?:dada|lengan|tangan|leher|badan|tubuh|pinggang)\w*"
    r"(?!.*(?:paksa|diam|sambil|genit|buka|nafsu|modus|padahal|senyum))|"
    r"(?:badan|tubuh|tangan|lengan|pinggang|dada)\w* .*(?:stetoskop|nadi|tensi|turun|tangga|jatuh|"
    r"kursi roda|\w*tolong|\w*bantu|panas|demam)"
)
"""A healer's hand, and one that holds who would fall."""


_SOME = r"(?:dua|tiga|empat|lima|enam|beberapa|para|banyak|_angka_)(?: orang)?"
"""How many are struck, and how often."""


def _with_object(roots: str, never: str) -> Sign:
    """Roots that are heard with whom they were done to. never : what silences these roots alone."""
    done = done_to(roots)
    return Sign(
        voices(roots),
        beside=rf"""
        {doing(roots)}{_HOW} <body>\b|\b<body> ~3 {done}\b|\b{bare(roots)}{_HOW} {_VICTIM}\b|
        {done} ~1 (?:<part>|{_ROUGH})\b|yang (?:melawan|menolak|protes\w*|lapor) ~1 {done}\b""",
        never=rf"""
        {_TO_A_THING}{done}|{_ABSTRACT} {_WITHOUT_DOER}{doing(roots)}|
        {_ABSTRACT} {_WITHOUT_DOER}{bare(roots)}|
        {done} (?:leher )?(?:oleh |dengan )?{_ABSTRACT}|
        {done} (?:ke ?sana|sana|ke (?:loket|bagian|kantor|meja|ruang) \w+)|{never}|
        (?:tidak|belum|jangan|bukan) (?:sampai |pernah )?{voices(roots)}""",
    )


ASSAULTS: tuple[Sign, ...] = (
    Sign(
        rf"""
        {_VIOLENT_VERB}|kebacok|diidak\w*|dikurung|disetrap|ditampol|ditinju|kdrt|stabbed|raped|
        beaten|strangl\w+|pedofil\w*|pelecehan""",
        never=rf"""
        {_VIOLENT_VERB} (?:oleh |dengan )?(?:banyak )?(?:nyamuk|lalat|semut)|(?:nyamuk|lalat|
        semut) ~1 {_VIOLENT_VERB}|
        tamparan keras|leceh\w* (?:profesi|kerja)|(?:seperti|ibarat|serasa|
        berasa) {_VIOLENT_VERB}|{_VIOLENT_VERB} (?:pajak|biaya|harga|tagihan|kenyataan|cuaca|hujan|
        panas|antri\w*|aplikasi|sistem|perhatian|hati)|
        (?:iklan|tagihan|sms|telemarketing|pinjol) ~3 (?:di|me|ne)?teror|
        teror (?:iklan|tagihan|telepon|sms|pinjol|bau|nyamuk)""",
    ),
    Sign(
        r"kekerasan",
    ),
    Sign(
        r"""
        tersedak|keselek|choking|overdos\w*|baygon|(?:di|ter)cekik(?:i|in)?|cekik|dicekek|
        (?:di)?tikam\w*|penyiksaan|tertembak|assault\w*|abused?|harass\w*""",
        never=rf"""
        {_ABSTRACT} ~3 \w*cekik|\w*cekik (?:leher )?(?:oleh |dengan )?{_ABSTRACT}""",
    ),
    Sign(
        r"visum",
        never=r"tarif|biaya|berapa|laut|map|capek",
    ),
    Sign(
        rf"""
        (?:di|me|ke)?pukul(?:i|in|an)|{doing("pukul")}|{done_to("pukul")}|punch\w*""",
        never=rf"""
        {_NOT_THERE}\b(?:pintu|meja|mesin|printer|palu|paku|gendang|beduk)(?:nya)? ~2 dipukul\w*|
        \w*mukul (?:meja|pintu|mesin|palu|rata|stempel|beduk|gendang|paku)|
        \w*pukul\w* (?:meja|pintu|mesin|palu|rata)|
        (?:hujan|angin|ombak) ~2 \w*mukul|takut dipukul""",
    ),
    Sign(
        "pukul",
        beside=rf"""
        {_DOER} (?:main |mau |langsung )?pukul{_HOW} (?:{_SOME} )?{_VICTIM}\b|
        {_DOER} (?:\w+ )?pukul {_SOME} kali\b""",
    ),
    _with_object(
        _STUNG,
        rf"(?:{_TREATED})\b.*[tn]usuk\w*|\w*[tn]usuk\w* .*\b(?:{_TREATED})|"
        rf"{_HEALER} ~2 \w*[tn]usuk\w*",
    ),
    _with_object(
        _TRODDEN,
        rf"{_CROWD} .*injak\w*|antri\w* ~4 \w*injak\w*|\w*injak\w* .*\b{_CROWD}",
    ),
    _with_object(_OTHERWISE, r"(?:menunggu|nunggu|tunggu\w*|kursi\w*|tangga\w*) ~4 \w*siksa\w*"),
    Sign(
        rf"{voices('tendang dorong lempar lempari timpuk')}|grabbed|pushed|kicked",
        beside=r"""
        (?:endang|orong|empar|empari|impuk)\w* ~4 (?:jatuh|labuh|berdarah|luka|kursi roda sampai|
        batu\w*|kaca|asbak|botol|gelas|helm|kayu|besi)|grabbed|pushed|kicked""",
        never=rf"""
        \w*(?:endang|orong|empar|empari|impuk)\w* (?:gerobak|meja|map|pintu|sampah|kursi|berkas|
        kertas)\w*|\w*endang\w* (?:bola|batu|kerikil|kaleng|botol|angin)|
        {_TO_A_THING}di(?:tendang|dorong|lempar|timpuk)\w*""",
    ),
    Sign(
        voices("jewer cubit"),
        beside=r"sampai ~2 (?:luka|biru|berdarah|memar|bengkak|lecet|sobek)",
    ),
    Sign(
        voices("kejar"),
        beside=r"kejar\w* ~4 (?:preman|suruhan|parang|golok|pisau|celurit)",
    ),
    Sign(
        rf"{voices('hajar')}|(?:ter|ke)hajar",
        beside=r"""
        (?:saya|kau|anda|lo|petugas\w*|kalian|dihajar|sampai|orang|habis\w*)""",
        never=rf"""
        \w*hajar\w* (?:habis |oleh |dengan )?(?:{_ABSTRACT}|nasi|makan\w*)|
        (?:hujan|ongkos|biaya|nasi|makan\w*) ~1 \w*hajar\w*|
        (?:seperti|serasa|ibarat) ~1 \w*hajar\w*""",
    ),
    Sign(
        rf"{voices('bunuh')}|pateni|dipateni|mateni|gorok|habisi|dihabisi|murder",
        never=r"""
        bunuh waktu|bunuh diri|pembunuh\w*|novel|film|membunuh (?:waktu|bosan|kuman|bakteri|usaha)|
        \w*bunuh\w* ~1 (?:kuman|nyamuk|hama|tikus|harapan|semangat|rasa|karakter)""",
    ),
    Sign(
        rf"{voices(TOUCHED)}|{voices(TOUCHED_OR_GREETED)}|ngintip|(?:di|me|ng)?intip\w*",
        beside=rf"""
        {voices(TOUCHED)} ~3 <part>|<part>\w* ~3 (?:{done_to(TOUCHED)}|
        dipegang2?|dicium|dicolek)|{done_to(TOUCHED + " cium peluk")} ~2 (?:paksa|{_BY})|
        {doing(TOUCHED)} (?:{_CHILD}|pasien\w*|orang|ibu|mbak)\b|{doing("cium")} {_CHILD}\b|
        \b{bare(TOUCHED)} {_CHILD}\b|{_DOER} (?:\w+ )?{bare("cium")} {_CHILD}\b|
        \b(?:{doing("pegang colek")}|{bare("pegang colek")}) {_SURE_PART}|
        (?:cium|yium|peluk|meluk|colek|yolek)\w* ~4 (?:paksa|dari belakang)|
        pegang[- ]?pegang (?:paha|pantat|dada|badan)""",
        never=rf"""
        tangan ibu|{voices("pegang raba cium")} (?:pundak|bau|aroma|gelagat)|tangan saya waktu|urat|
        leopold|(?:cium|yium|peluk|meluk)\w* .*(?:terharu|gemas|sayang|lucu|ramah|sopan)|
        {_TOUCH_OF_CARE}""",
    ),
    Sign(
        voices("paksa"),
        beside=r"""
        (?:kawin|nikah) paksa|\w*(?:paksa|maksa) ~3 (?:kawin|nikah|menikah|buka baju|
        telanjang|melayani|berhubungan|tidur dengan|hamil)""",
        never=r"melayani (?:diri|sendiri)",
    ),
)

_HARMFUL = f"""
{VIOLENT} {WITH_OBJECT} {TOUCHED} {TOUCHED_OR_GREETED}
dorong lempar lempari timpuk jewer cubit hajar bunuh habisi kejar paksa rampok begal
"""
HARM = (
    rf"(?:(?!\w*bunuh diri){voices(_HARMFUL)}|{doing('pukul')}|{done_to('pukul')}|"
    r"pukul(?:i|in|an)|kdrt|kekerasan|pelecehan|bogem)"
)
"""Any root of what people do to others, whoever it was done to: wider than what raises an alarm."""
