"""Danger that people are to others without a blow yet: threats, weapons, fire, who is locked in."""

from ml.danger.signs import Sign
from ml.danger.verbs import voices
from ml.tak import WILL

WATCHED = Sign(
    r"tahu|kenapa|jalan|keselamatan\w*|\w*kuntit\w*|\w*buntut\w*|hidup\w*",
    beside=r"""
    (?:saya|kami|dia|mereka|sudah|kan|orangnya) tahu (?:rumah|alamat|anak|keluarga|motor|plat|jam
     pulang) ~1 (?:anda|kalian)\b|
    tahu ~2 (?:rumah|alamat|anak|istri|suami|keluarga|motor|sekolah|kantor|kerja|pulang)mu\b|
    jalan pulang(?:mu| anda)|(?:tidak|bukan) (?:ada )?(?:jamin|menjamin|tanggung) keselamatan\w*|
    tahu (?:anda|kalian) ~1 (?:tinggal|pulang|kerja|sekolah|lewat)|
    tahu (?:anak|rumah|istri|keluarga)\w* ~2 sekolah di mana|
    tahu (?:jam pulang|rumah|alamat|anak|motor|plat|jalan pulang) (?:saya|kami) .*(?:biar|supaya|
    macam macam|diam|jangan|ancam|takut)|
    (?:nanti|sampai|bisa bisa|kalau) ~2 kenapa kenapa (?:di jalan|anak|nanti|lho|jangan salah)|
    (?:di|meng|mem|ng|m)(?:kuntit|untit|buntut)\w* ~2 (?:orang|oknum|preman|motor|mobil|sejak|habis|
    setelah|dari|terus|petugas)|hidup(?:mu| anda) ~3 tidak ~1 tenang""",
    never=r"""
    (?:tidak|belum|ingin|mau|cuma) tahu|biar (?:kurir|gampang|mudah)|kurir|antar\w*|ojek|ojol|
    paket|undangan""",
)
"""Who is told that their house, their children and their way home are known."""

THREATS: tuple[Sign, ...] = (
    WATCHED,
    Sign(
        WILL,
        never=r"tak\w+ (?:ikan|sate|jagung|pisang|roti|sampah|sekam|nyamuk|lalat|tikus|kecoa\w*)",
    ),
    Sign(
        r"(?:di|meng|ng|ke)?ancam\w*|ngancem|diancem|ancaman|threaten\w*",
        beside=r".",
        never=r"""
        coret|dicoret|cabut|dicabut|bantuan\w*|bansos\w*|pecat|dipecat|pindah|dipindah|lapak|
        hapus|dihapus|denda|nilai|beasiswa|kader|sponsor|kartu|tidak dikasih|blacklist|
        dilaporkan|ngempesin|rujukan|kampanye|coblos|presiden|lewat telepon|minta kode""",
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
        never=r"dilarang|larangan|solar|ongkos|keripik|bermain",
    ),
    Sign(
        r"(?:di|mem|m|ke|ter|ku)?bakar\w*|ngobong|obong|dibakar",
        beside=r"""
        (?:saya|gue|gw|gua|aku|kita|kami|tak|mau|bakal|akan|siap|besok|
        nanti) ~2 bakar ~2 (?:kantor\w*|gedung\w*|rumah\w*|loket\w*|sekalian|saja|tempat|desa|
        balai\w*|kecamatan|mobil\w*|kalian|kau|kamu)|bakar (?:kantor|rumah|gedung|diri|hidup)|
        dibakar (?:massa|hidup|dia|suami)|terbakar (?:sekarang|parah)|luka bakar|
        sedang terbakar""",
        never=r"ikan|sate|jagung|pisang|roti|sampah|sekam|ijazah|ktp|kayu bakar",
    ),
    Sign(
        r"bom|bomb",
        beside=r"""
        ada bom|bom (?:ini|kantor|di|saja|nih|waktu|dulu|gedung|molotov)|(?:saya|gue|gw|aku|
        mau|tak|bakal) bom|pasang bom|a bomb""",
        never=r"bom air|bom waktu|bom ikan",
    ),
    Sign(
        rf"{voices('kunci')}|terkunci|(?:di)?gembok|locked",
        beside=r"""
        ng?unci(?:in|kan|i)? (?:saya|kami|anak\w*|adik\w*|murid|siswa|ibu|orang)\b|
        (?:saya|kami|anak\w*|adik\w*|murid|aku|siswa|ibu|orang|dia|korban) ~3 dikunci (?:di|
        dari|dalam|sama|oleh)|locked (?:me|us|in)|dikunci dari luar|life jackets locked|
        ganjel pintu|pintu darurat ~1 (?:dikunci|dirantai|digembok)""",
        never=r"toilet|wc|kamar mandi|ruang pengaduan|motor|kotak|data|sistem",
    ),
    Sign(
        r"""
        sekamar|manis|baik|nemenin|temani|menemani|kunjungi|dikunjungi|malam\w*|perawan|janda|
        kamar""",
        beside=r"""
        dinas luar sekamar|(?:manis|baik) (?:sama|dengan) (?:dia|beliau|bapak\w*)|(?:nemenin|
        menemani|temani) (?:dia|beliau|bapak\w*) ~4 (?:malam|hotel|luar)|(?:makan|datang|
        dikunjungi|ketemu) ~5 malam\w* ~3 (?:dulu|kalau|supaya|biar)|(?:ayah|
        bapak) tiri ~4 kamar""",
        never=r"dilayani|ramah",
    ),
    Sign(
        r"awas|tunggu|lihat|liat|enteni|ingat",
        beside=r"""
        mampus kau|balas dendam|awas (?:ya|kau|kamu|lu|lo|loe|kalian|nanti|kowe|saja)|
        (?:lihat|liat|tunggu) (?:saja|aja) (?:nanti|ntar|kau|kamu|lu|pembalasan|akibat\w*|
        besok)|tahu (?:rumah|kamu pulang|pulang)|(?:saya|aku|gue|gw|tak) (?:tunggu|
        enteni) (?:di|neng|kau|kamu|kowe|lu) ?(?:luar|njaba|parkiran|depan|gerbang)?|
        tunggu pembalasan""",
        never=r"tunggu saja nanti dipanggil|licin|copet",
    ),
)
