"""Danger that people are to others without a blow yet: threats, weapons, fire, who is locked in."""

from ml.danger.signs import Sign
from ml.tak import WILL

WATCHED = Sign(
    r"""
    tahu|hapal|hafal|ingat|hilang|dipepet|nunggu\w*|ditunggu|dicegat|kenapa|jalan|keselamatan\w*|
    \w*kuntit\w*|\w*buntut\w*|hidup\w*""",
    beside=r"""
    (?:saya|kami|dia|mereka|sudah|kan|orangnya) tahu (?:rumah|alamat|anak|keluarga|motor|plat|
    jam pulang) ~1 (?:anda|kalian)\b|
    tahu ~2 (?:rumah|alamat|anak|istri|suami|keluarga|motor|sekolah|kantor|kerja|pulang)mu\b|
    jalan pulang(?:mu| anda)|(?:tidak|bukan) (?:ada )?(?:jamin|menjamin|tanggung) keselamatan\w*|
    (?:hapal|hafal) ~1 (?:rumah|alamat)(?! (?:sakit|makan|ibadah))\w*|
    ingat (?:anak|istri|suami|keluarga)\w* (?:\w+mu|anda)\b|ingat (?:anak|istri|suami|keluarga)mu|
    (?:gampang|mudah) ~2 orang hilang|dipepet (?:mobil|motor|orang)|
    (?:nungguin|nunggu|dicegat|nyegat) ~3 (?:depan gang|simpang|depan rumah|jembatan|
    jalan pulang)\w*|
    tahu (?:jam berapa|di mana|kapan) (?:anda|kalian) ~1 (?:tinggal|pulang|kerja|sekolah|lewat)|
    tahu (?:anda|kalian) ~1 (?:tinggal|pulang|kerja|sekolah|lewat) ~1 (?:jam berapa|di|mana|kapan|
    ke mana|lewat mana)\b|tahu (?:anda|kalian) tinggal|
    tahu (?:anak|rumah|istri|keluarga)\w* ~2 sekolah di mana|
    tahu (?:jam pulang|rumah|alamat|anak|motor|plat|jalan pulang) (?:saya|kami) .*(?:biar|supaya|
    macam macam|diam|jangan|ancam|takut)|
    (?:nanti|sampai|bisa bisa|kalau) ~2 kenapa kenapa (?:di jalan|anak|nanti|lho|jangan salah)|
    (?:di|meng|mem|ng|m)(?:kuntit|untit|buntut)\w* ~2 (?:orang|oknum|preman|motor|mobil|sejak|habis|
    setelah|dari|terus|petugas)|hidup(?:mu| anda) ~3 tidak ~1 tenang""",
    never=r"""
    (?:tidak|belum|ingin|mau|cuma) tahu|dipepet ~4 parkir\w*|biar (?:kurir|gampang|mudah)|kurir|
    antar\w*|ojek|ojol|
    paket|undangan|jemput\w*|angkot|bus|ojek""",
)
"""Who is told that their house, their children and their way home are known."""

_THREATENED = r"(?:(?:di|meng|ng|ke)?ancam\w*|ngancem|diancem|threaten\w*)"
_BODILY = (
    r"\w*(?:bunuh|bacok|pukul|tembak|bakar|habisi|tusuk|hajar|culik|gebuk|siram|perkosa)\w*|"
    r"pisau\w*|"
    r"golok|parang|celurit|senjata|pistol|badik|mati\b|nyawa\w*|keselamatan\w*"
)
_OFFICE_HARM = (
    r"(?:\w*(?:coret|cabut|pecat|pindah|mutasi|hapus|denda|laporkan)|bantuan\w*|bansos\w*|lapak\w*|"
    r"nilai\w*|beasiswa\w*|tidak dikasih|blacklist|rujukan)"
)
"""What of the body is threatened with, and what else: to be struck off is no danger."""

THREATS: tuple[Sign, ...] = (
    WATCHED,
    Sign(
        WILL,
        never=r"tak\w+ (?:ikan|sate|jagung|pisang|roti|sampah|sekam|nyamuk|lalat|tikus|kecoa\w*)",
    ),
    Sign(
        _THREATENED,
        beside=rf"""
        ancam\w* ~4 (?:{_BODILY})|(?:{_BODILY}) ~3 (?:{_THREATENED})""",
    ),
    Sign(
        _THREATENED,
        beside=_THREATENED,
        never=rf"""
        (?:{_THREATENED}) ~5 {_OFFICE_HARM}|{_OFFICE_HARM} ~3 (?:{_THREATENED})|
        (?:{_THREATENED}) ~2 (?:hukuman|sanksi|denda|pidana|penjara|banjir|longsor|gempa|kebakaran|
        bahaya|penyakit|hama|putus sekolah|pasal|kekeringan|abrasi|gagal|punah|tutup|mundur)|
        kampanye|coblos|presiden|lewat telepon|minta kode|ngempesin|
        (?:kader|sponsor|kartu) ~3 (?:{_THREATENED})|(?:{_THREATENED}) ~3 (?:kader|sponsor|
        kartu)""",
    ),
    Sign(
        r"""
        pisau\w*|golok\w*|parang\w*|celurit|clurit|linggis|pistol|senjata|sajam|senpi|samurai|
        badik|bensin|obeng|kunci|air|knife|gun|keris|petasan|molotov""",
        beside=r"""
        (?:bawa|bawain|todong|ditodong|m?e?nodong\w*|\w*acung\w*|ancam\w*|diancam|asah|ngasah|
        nenteng|pegang|\w*siram|\w*nyiram|pakai|keluarin|ngeluarin|keluarkan|mengeluarkan|cabut|
        nyabut|mencabut|hunus|menghunus) ~2 (?:pisau\w*|golok|parang|celurit|
        clurit|linggis|pistol|senjata|sajam|senpi|samurai|badik|kunci roda|air keras|petasan|
        molotov|knife|gun)|(?:bawa|siram|disiram|nyiram) bensin (?:ke|nanti|besok|buat|terus|
        lalu|ke sini|kesitu)|siram bensin|molotov""",
        never=r"""
        (?:dilarang|larangan|tidak boleh|jangan) ~2 \w*(?:bawa|pegang)|solar|keripik|bermain""",
    ),
    Sign(
        r"(?:di|mem|m|ke|ter|ku)?bakar\w*|ngobong|obong|dibakar",
        beside=r"""
        (?:saya|gue|gw|gua|aku|kita|kami|tak|mau|bakal|akan|siap|besok|
        nanti) ~2 bakar ~2 (?:kantor\w*|gedung\w*|rumah\w*|loket\w*|sekalian|saja|tempat|desa|
        balai\w*|kecamatan|kampung|mobil\w*|kalian|kau|kamu|anda)|bakar (?:kantor|rumah|gedung|
        diri|hidup)|
        (?:kantor|gedung|rumah|loket|lapak|kebun|kios|mobil|motor)\w* ~3 (?:saya|akan|mau|gampang|
        bakal) (?:di)?bakar|(?:rumah|lapak|kios|kebun)\w* (?:saya |kami )?(?:akan |mau |
        nanti )?dibakar|
        dibakar (?:massa|hidup|dia|suami)|terbakar (?:sekarang|parah)|luka bakar|
        sedang terbakar""",
        never=r"""
        bakar ~1 (?:ikan|sate|jagung|pisang|roti|sampah|sekam|ijazah|ktp|ayam|ubi|uang)|kayu bakar|
        (?:ikan|ayam|sate|jagung|roti|pisang|semangat) (?:di|ter)?bakar""",
    ),
    Sign(
        r"bom|bomb",
        beside=r"""
        ada bom|bom (?:ini|kantor|di|saja|nih|waktu|dulu|gedung|molotov)|(?:saya|gue|gw|aku|
        mau|tak|bakal) bom|pasang bom|a bomb""",
        never=r"bom air|bom waktu|bom ikan",
    ),
    Sign(
        r"""
        sekamar|manis|baik|nemenin|temani|menemani|kunjungi|dikunjungi|malam\w*|perawan|janda|
        kamar""",
        beside=r"""
        dinas luar sekamar|(?:harus|asal|mesti|disuruh|diminta|kalau|pintar pintar) ~2 (?:manis|
        baik) (?:sama|dengan) (?:dia|bapak\w*)|(?:manis|baik) (?:sama|dengan) (?:dia|
        bapak\w*) (?:dulu|kalau|biar|supaya|baru)|(?:nemenin|menemani|temani) (?:dia|
        bapak\w*) ~4 (?:malam|hotel|luar)|(?:ajak|diajak|disuruh|diminta|minta|harus|mau|
        syaratnya) (?:" )?~3 (?:makan|datang|dikunjungi|ketemu) ~5 malam\w* ~3 (?:dulu|kalau|
        supaya|biar)|
        (?:ayah|bapak) tiri ~4 kamar""",
        never=r"dilayani|ramah",
    ),
    Sign(
        r"awas|menunggu|lihat|ingat|mampus|dendam",
        beside=r"""
        mampus (?:kau|anda)|balas dendam|
        awas (?:ya |yo |nanti )?(?:, )?(?:kau|anda|kalian|saja|petugas\w*|pegawai\w*|satpam\w*|
        kalau (?:lapor|berani|masih|sampai)|tidak saya|saya (?:akan |sudah )?(?:tahu|cari|
        datang\w*|habis\w*|lapor\w*|ingat|tandai))|awas (?:ya|yo|nanti)(?:$| ["!.])|awas (?:ya|
        yo) (?:, )?yang |
        (?:lihat|menunggu) saja (?:nanti |besok )?(?:kau|anda|kalian|pembalasan|akibat\w*)|
        (?:lihat|menunggu) saja (?:nanti|besok) ?(?:$|[!.]|, (?:saya|kalau|anda|kalian)|malam|
        petugas|pegawai)|(?:lihat|menunggu) saja .*(?:kantor|rumah)\w* (?:anda|kalian)|
        awas ~4 tahu (?:rumah|pulang)|tahu (?:rumah|anda pulang|pulang)\w* ~3 awas|
        saya menunggu (?:anda|kalian) ~1 (?:di|luar|parkir\w*|depan|gerbang)|
        saya menunggu ~1 pulang|
        (?:kalau berani|ingat muka\w*|ingat wajah\w*) ~3 menunggu|menunggu pembalasan""",
        never=r"""
        menunggu saja nanti dipanggil|bintang|ulasan|
        awas ~3 (?:licin|copet|basah|tertinggal|lupa|macet|panas)""",
    ),
)
