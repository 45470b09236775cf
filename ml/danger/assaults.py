"""Danger that people are to others by what they do: violence, and touching without leave.

Each verb stands as its root, and is heard whoever is named first (`ml.danger.verbs`). A verb that
has another meaning too ("biaya mencekik", "ditendang ke loket lain") is heard where a person or a
part of the body is its object.
"""

from ml.danger.signs import Sign
from ml.danger.verbs import doing, done_to, voices

VIOLENT = """
bacok keroyok aniaya perkosa cabul sekap culik gebuk gebug tonjok tampar jambak keplak geplak
kaplok gampar tabok tempeleng jotos antem kepruk gorok piting sundut pasung cambuk setubuh hamili
leceh teror telanjangi telanjangin
"""
"""These mean nothing else: whoever names one and does not deny it is heard."""

WITH_OBJECT = """
cekik cekek seret injak injek tendang banting hantam tusuk tikam siksa tampol pelintir puntir tinju
sabet pentung tembak lukai
"""
"""These mean something else too, and are heard with whom, or what of them, they were done to."""

TOUCHED = "raba remas remes grepe gerepe grepek grayang gerayang"
TOUCHED_OR_GREETED = "cium peluk pegang colek"
"""These are heard with a part of the body that nobody touches in passing, or with force."""

_HOW = r"(?: (?:paksa|terus|langsung|sampai|si|ke|arah|kepala|muka)){0,2}"
_CHILD = r"(?:saya|aku|anak\w*|adik\w*|murid\w*|siswa|siswi|istri\w*|perempuan|gadis|keponakan\w*)"
_VIOLENT_VERB = voices(VIOLENT)
_OBJECT_VERB = voices(WITH_OBJECT)
_ROUGH = r"(?:preman|satpam|petugas|oknum|guru|pegawai|sopir|orang)"
_BY = r"(?:dengan|oleh|petugas|guru|oknum|pegawai|bapak|satpam|sopir|dokter|perawat|mantri)"

ASSAULTS: tuple[Sign, ...] = (
    Sign(
        rf"""
        {_VIOLENT_VERB}|kebacok|diidak\w*|dikurung|disetrap|ditampol|ditinju|kdrt|stabbed|raped|
        beaten|strangl\w+|pedofil\w*|pelecehan""",
        never=rf"""
        nyamuk|lalat|semut|tamparan keras|leceh\w* (?:profesi|kerja)|(?:seperti|ibarat|serasa|
        berasa) {_VIOLENT_VERB}|{_VIOLENT_VERB} (?:pajak|biaya|harga|tagihan|kenyataan|cuaca|hujan|
        panas|antri\w*|aplikasi|sistem|perhatian|hati)|
        (?:iklan|tagihan|sms|telemarketing) ~3 (?:di|me|ne)?teror""",
    ),
    Sign(
        r"kekerasan",
    ),
    Sign(
        r"""
        tersedak|keselek|choking|overdos\w*|baygon|(?:di|ter)cekik(?:i|in)?|cekik|dicekek|
        (?:di)?tikam\w*|penyiksaan|tertembak|assault\w*|abused?|harass\w*""",
        never=r"(?:biaya|harga|tarif|denda|pajak|ongkos|bunga|iuran)\w* ~3 \w*cekik",
    ),
    Sign(
        r"visum",
        never=r"tarif|biaya|berapa|laut|map|capek",
    ),
    Sign(
        rf"""
        (?:di|me|ke)?pukul(?:i|in|an)|{doing("pukul")}|{done_to("pukul")}|punch\w*""",
        never=r"""
        (?:pintu\w*|meja\w*|mesin\w*|printer|palu|paku|gendang|beduk) ~5 \w*pukul\w*|
        \w*mukul (?:meja|pintu|mesin|palu|rata)|pukul\w* (?:meja|pintu|mesin|palu|rata)|
        (?:hujan|angin|ombak) ~2 \w*mukul|takut dipukul""",
    ),
    Sign(
        _OBJECT_VERB,
        beside=rf"""
        {doing(WITH_OBJECT)}{_HOW} <body>\b|\b<body> ~3 {done_to(WITH_OBJECT)}\b|
        {done_to(WITH_OBJECT)} ~1 (?:<part>|{_ROUGH})\b|
        yang (?:melawan|menolak|protes\w*|lapor) ~1 {done_to(WITH_OBJECT)}\b""",
        never=rf"""
        mahal\w*|(?:biaya|harga|tarif|denda|pajak|ongkos|bunga|tagihan|iuran|retribusi)\w*|jarum|
        infus|\w*suntik\w*|vaksin\w*|donor|vena|urat|klinik|bidan|mantri|bius|hati|bau|hidung|kursi|meja|pintu|map|berkas|nama|kasus|asi|sandal|
        motor|gerobak|sim|ktp|ujian|ombak|hujan|angin|banjir|gelombang|arus|sana sini|ke sana|
        ke (?:loket|bagian|kantor|ruang)|\w*injak harga|sistem|aplikasi|antri\w*|menunggu|syarat|
        aturan|tangga|rumput|rem|gas|usia|
        (?:tidak|belum|jangan|bukan) (?:sampai |pernah )?{_OBJECT_VERB}""",
    ),
    Sign(
        rf"{voices('tendang dorong lempar lempari timpuk')}|grabbed|pushed|kicked",
        beside=r"""
        (?:endang|orong|empar|empari|impuk)\w* ~4 (?:jatuh|labuh|berdarah|luka|kursi roda sampai|
        batu\w*|kaca|asbak|botol|gelas|helm|kayu|besi)|grabbed|pushed|kicked""",
        never=r"kursi ditendang|gerobak|meja|map|tadi|pintu|sampah",
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
        (?:saya|gw|gue|gua|aku|kau|kamu|lu|lo|petugas\w*|kalian|dihajar|sampai|orang|habis\w*)""",
        never=r"hujan|ongkos|biaya|nasi|makan",
    ),
    Sign(
        rf"{voices('bunuh')}|pateni|dipateni|mateni|gorok|habisi|dihabisi|murder",
        never=r"""
        bunuh waktu|bunuh diri|pembunuh\w*|novel|film|membunuh (?:waktu|bosan|kuman|bakteri|usaha)|
        kuman|nyamuk|hama|tikus|harapan|semangat""",
    ),
    Sign(
        rf"{voices(TOUCHED)}|{voices(TOUCHED_OR_GREETED)}|ngintip|(?:di|me|ng)?intip\w*",
        beside=rf"""
        {voices(TOUCHED)} ~3 <part>|<part>\w* ~3 (?:{done_to(TOUCHED)}|
        dipegang2?|dicium|dicolek)|{done_to(TOUCHED + " cium peluk")} ~2 (?:paksa|{_BY})|
        {doing(TOUCHED)} (?:{_CHILD}|pasien\w*|orang|ibu|mbak)\b|{doing("cium")} {_CHILD}\b|
        {doing("pegang colek")} (?:paha|pantat|bokong|dada|payudara|pinggang|kemaluan)|
        (?:cium|yium|peluk|meluk|colek|yolek)\w* ~4 paksa|
        pegang[- ]?pegang (?:paha|pantat|dada|badan)""",
        never=r"""
        tangan ibu|pundak|tangan saya waktu|urat|leopold|bau|aroma|gelagat""",
    ),
    Sign(
        voices("paksa"),
        beside=r"""
        (?:kawin|nikah) paksa|\w*(?:paksa|maksa) ~3 (?:kawin|nikah|menikah|buka baju|
        telanjang|melayani|berhubungan|tidur dengan|hamil)""",
    ),
)
