"""Whether somebody is to be silenced without a word of threat: what happens to those who speak.

"Yang protes namanya hilang", "jangan cerita kalau mau aman", "saya tahu anakmu sekolah di mana":
nobody says what will be done, and everybody understands. That is intimidation, so a matter of
integrity whatever a model says. Standard library only.
"""

from collections.abc import Sequence
from functools import lru_cache

from ml.danger.signs import Known, Sign
from ml.danger.threats import WATCHED
from ml.intimidation import REPORT, VISITED
from ml.tak import WILL

_ABOUT_MONEY = r"tanya ~3 (?:dana|uang|anggaran|rincian\w*|bantuan\w*|kuitansi|biaya)"
_ALOUD = (
    r"(?:facebook|fb|ig|instagram|tiktok|radio|koran|medsos|sosmed|youtube|grup|wartawan|"
    r"media|google)"
)
_SPEAK = (
    rf"(?:{REPORT}|ribut|rewel|ngeyel|macam macam|melawan|membantah|menuntut|cerita|bicara|"
    rf"bocor\w*|wartawan|google|kotak saran|ulasan|mengkritik|mem?permasalahkan|mempertanyakan|"
    rf"bersaksi|nulis|(?:bilang|tulis|menulis|curhat|unggah|upload|kirim) ~2 {_ALOUD}|"
    r"(?:tulis|menulis) (?:di kotak|soal|tentang|begini|begitu|pengaduan|surat itu|tulis)|"
    rf"{_ABOUT_MONEY})"
)
"""Whatever an office does not want to hear said."""

_WHO_SPEAKS = (
    r"(?:(?:siapa|tiap|setiap|kalau|jika|habis|setelah|sesudah|sejak|karena|gara|"
    r"berani|wani|masih|sekali|sampai|terus|suka|sebelum|dulu) )"
    r"(?:(?!(?:tidak|belum|tanpa|bukan|jangan|malah)\b)\w+ ){0,3}"
    rf"{_SPEAK}|yang (?:berani |suka |pernah |kemarin )?{_SPEAK}"
)
"""The condition or the reason, told before or behind what follows from it."""

_PAPER = (
    r"(?:berkas|map|surat|bansos|bantuan|nama|ktp|kk|akta|izin|kontrak|pengajuan|permohonan|anak|"
    r"nilai|beasiswa|raport?|raskin|giliran|sertifikat|urusan|lapak|kios|gaji|honor|jatah)\w*"
)
_PUNISHED = (
    rf"(?:{WILL}|(?:di)?persulit\w*|dicoret|dihapus|dipecat|dimutasi|dipindah|dikucilkan|"
    r"dimusuhi|diincar|"
    r"dicari cari|dimacet\w*|dibuntuti|dikuntit|disindir|dijauhi|diperlambat|ditandai|disingkirkan|"
    r"diberhentikan|dikeluarkan|dicap (?:provokator|pembangkang|tukang|pengacau)|dilewati|dilirik|"
    r"minta maaf di depan|rasakan|rasain|tahu rasa|putus|dilaporkan balik|dilaporkan polisi|"
    r"dituntut balik|paling bawah|"
    r"jangan harap|tahu sendiri|tanggung sendiri|kecewa sendiri|anda sendiri yang|"
    r"anda yang (?:kena|tanggung|rugi)|tidak usah (?:urus|ngurus|datang|ke sini|minta))"
)
_WILL_NOT = (
    r"(?:tidak (?:akan|bakal|usah|mungkin) (?:\w+ )?(?:jadi|keluar|dilayani|diurus|diproses|"
    r"dikasih|cair|diperpanjang|naik|tenang|lulus|terbit|ditandatangani)|"
    rf"{_PAPER} (?:\w+ ){{0,2}}(?:tidak|batal) (?:akan |bakal |bisa )?(?:naik kelas|diperpanjang|"
    r"dilayani|dikasih|lulus|dapat)|tidak (?:dapat|dikasih|bisa|entuk) (?:surat \w+|bantuan|bansos|"
    r"jatah|raskin)|tidak (?:ada )?(?:jamin|menjamin)|surat lama)"
)
_OF_PAPERS = (
    rf"(?:{_PAPER} (?:\w+ ){{0,3}}(?:hilang|lenyap|nyelip|ketlisut|dicabut|ditahan|ditolak|turun|"
    rf"dicoret|dihapus|dibatalkan)|(?:hilang|lenyap) nama\w*)"
)
"""What befalls a person, what a person will no longer be given, and what befalls their papers."""

_NO_PRESSURE = (
    r"kehilangan|ketemu|diganti|diperbaiki|dibetulkan|yang salah|lapor diri|"
    r"laporan (?:saya |kami )?(?:hilang|ditolak)|petugas\w* ~2 minta maaf|"
    r"identitas ~1 dirahasiakan|hilang sudah|protes warga|"
    r"lapor (?:ke )?(?:rt|rw|loket|satpam|resepsionis|kelurahan) dulu|"
    r"lapor\w* (?:ke )?(?:polisi )?(?:stnk|ktp|kk|akta|surat|dompet|motor)\w* ~1 hilang"
)
_MOVED = r"(?:dipindah|dimutasi|dikeluarkan|dipecat|diberhentikan)\w*"
_OF_STAFF = (
    rf"(?:petugas|pegawai|satpam|staf|admin|kasir)\w* (?:loket )?yang ~2 (?:ribut|rewel|ngeyel|"
    rf"cerita|bicara|melawan)\b|^(?!.*{REPORT}).*(?:harap|mohon|tolong|sebaiknya|mestinya|"
    rf"seharusnya|harusnya) ~2 {_MOVED}|^(?!.*{REPORT}).*{_MOVED} saja"
)
"""Who asks that staff be moved threatens no citizen; staff who are moved for a report are."""

_TO_THEM = r"(?:anda|kalian|bapak|ibu|mas|mbak)"
_SELF = r"(?:selamat|slamet|aman|tenang|kerja|jual\w*)"
_SERVED = r"(?:dilayani|diurus|urusan\w*|lancar|cepat|jadi|dapat|dibantu|ditandatangani|surat\w*)"
_HUSH = (
    r"(?:diam|diem|meneng|jangan (?:\w+ ){0,2}(?:cerita|bicara|bawa bawa nama|bilang|bahas|posting|"
    r"tulis|sebut|lapor\w*|"
    r"protes|pengaduan|ribut|macam macam|kritik|bocor\w*|viral\w*|tanya)|tutup mulut)"
)
_WORDS_OF_THEIRS = (
    r"(?:laporan|pengaduan|aduan|posting\w*|video|ulasan|keluhan|komentar|tulisan|unggahan|status|"
    r"berita)\w*"
)
_LEAKED = r"(?:bocor\w*|dibocor\w*|disebar\w*|dibuka|dibacakan|dibacain|diumumkan|disebut(?:kan)?)"
_HOME = r"(?:rumah|bengkel|warung|toko|kami|saya)"
_WITHDRAW = r"(?:(?:men|di)?cabut|(?:di|men|me|n)?tarik|narik|(?:di|meng|ng)?hapus)"

_TO_STAFF = (
    r"(?<!kata )(?<!oleh )(?<!dari )(?:petugas|loket|pegawai|satpam|admin)\b"
    r"(?! (?:bilang|bicara|kata|ancam|mengancam|bisik))"
)
"""Who threatens staff is danger, and no matter of integrity."""

_RATED = r"(?:survei|bintang|ikm|kuesioner|kasih|isi|ngisi|mengisi|pencet|klik)"
_MUST = rf"(?<!nilai petugas )(?:wajib|harus)(?=.*\b{_RATED}\b)|\b{_RATED} ~3 (?:wajib|harus)"
"""Marks are demanded, and not that a toilet be good."""

PRESSURE: tuple[Sign, ...] = (
    WATCHED._replace(never=rf"{WATCHED.never}|{_TO_STAFF}"),
    Sign(
        rf"""
        {REPORT}|{_ALOUD}|ribut|rewel|ngeyel|macam|melawan|cerita|bicara|tanya|google|saran|
        bocor\w*|tulis|menulis|mengkritik|mem?permasalahkan|mempertanyakan|bersaksi""",
        beside=rf"""
        (?:{_WHO_SPEAKS}) .*(?:{_PUNISHED}|{_WILL_NOT}|{_OF_PAPERS})|
        {_PUNISHED} ~7 (?:{_WHO_SPEAKS})|
        (?:tanya|ditanya) .*(?:rumah|kerja|alamat) ~2 di mana .*(?:habis|setelah|sejak) ~3 (?:
        {_SPEAK}|
        survei)|
        (?:mobil|motor|orang) ~3 (?:depan|dekat|sekitar) rumah .*(?:sejak|habis|
        setelah) ~2 {_SPEAK}|
        ditanya kenapa ~2 {_SPEAK}|
        takut ~1 (?:{_SPEAK}|bersuara) .*(?:nanti|soalnya|karena) ~2 (?:tidak (?:bisa|dapat)|
        dicoret|
        dipersulit|dipecat|hilang)|(?:laporan|pengaduan)mu ~4 (?:meja|tangan) (?:saya|kami)|
        (?:mau|silakan) {REPORT} .*jangan (?:nyesal|menyesal|kecewa)|
        (?:dilaporkan|dituntut|digugat) balik""",
        never=rf"{_NO_PRESSURE}|{_OF_STAFF}",
    ),
    Sign(
        r"""
        diam|diem|meneng|cerita|bicara|bilang|lapor\w*|protes|pengaduan|ribut|macam|kritik|mulut|
        tanya|viral\w*|nama|bahas|posting|sebut|tulis""",
        beside=rf"""
        {_HUSH} .*(?:kalau|jika|supaya|biar|agar) ~2 (?:mau|ingin|tetap) ~1 {_SELF}|
        {_HUSH} .*(?:ingat|lupa) siapa yang|{_HUSH} .*(?:rasakan|rasain|tahu rasa)|
        diam ~2 takut ~1 (?:dicoret|dipersulit|dipecat|dihapus|dimutasi)|
        {_HUSH} .*(?:kalau|jika) ~1 masih (?:mau|ingin|butuh) ~1 {_SERVED}|
        {_HUSH} .*(?:kalau|jika) tidak (?:mau|ingin) ~1 (?:ribet|susah|celaka|panjang|hilang|
        di\w+|kontrak\w*)|
        {_HUSH} .*(?:nanti|daripada|bisa bisa) ~3 (?:hilang|nyelip|dicoret|dipecat|dipersulit|
        ribet sendiri|susah sendiri|celaka)|
        (?:kalau|jika) ~1 (?:mau|ingin) ~1 {_SELF} .*{_HUSH}|
        (?:disuruh|suruh) (?:milih|memilih|pilih) (?:, )?(?:\w+ )?diam""",
        never=r"""
        otp|pin|sandi|password|penipu\w*|ribut di (?:ruang|lobi|kelas|tempat)|bayi|
        anak tidur""",
    ),
    Sign(
        rf"{_WITHDRAW}|pernyataan|surat|tangan",
        beside=rf"""
        (?:suruh|disuruh|menyuruh|dipaksa|maksa|memaksa|diminta|minta|ditekan|didesak|
        dibujuk) ~4 {_WITHDRAW} {_WORDS_OF_THEIRS}|{_WITHDRAW} (?:laporan|pengaduan|
        posting\w*)mu|(?:suruh|disuruh|diminta|dipaksa) ~4 {_WITHDRAW} (?:, )?(?:\w+ )?(?:kasihan|
        kalau)|(?:pernyataan|surat|tanda tangan) ~1 tidak akan (?:{REPORT}|menuntut|
        menggugat|mem?permasalahkan|mempersoalkan|membuka|menceritakan)""",
        never=r"""
        saya (?:mau|ingin|minta)|bagaimana|cara|dobel|ganda|operasi|ganti rugi|
        salah (?:ketik|kirim|input)""",
    ),
    Sign(
        r"puas|bintang|nilai|survei|baik|bagus",
        beside=rf"""
        (?:disuruh|dipaksa|diminta|diarahkan|{_MUST}) ~4 (?:puas|bintang (?:lima|empat|
        _angka_)|sangat (?:baik|puas)|(?:baik|bagus|puas) semua|nilai (?:bagus|tinggi|baik|
        sempurna)) .*(?:kalau (?!puas|berkenan|mau memberi)|supaya|biar|di depan|baru (?:\w+ )?di|
        sebelum|ditunggu\w*|dilihat\w*|diawasi)|
        (?:di samping|di depan|ditunggu\w*) ~6 survei ~5 (?:pencet|dipencet|puas|nunjuk|menunjuk|
        diisi)|survei ~4 (?:diisikan|diisi petugas|dipencet\w* petugas)""",
        never=r"""
        tidak dipaksa|kalau puas|sukarela|tidak bisa (?:baca|lihat|tulis|menulis)|buta|kacamata""",
    ),
    Sign(
        r"silakan|lapor|pengaduan|protes|ribut|pikir|mikir",
        beside=rf"""
        (?:silakan (?:{REPORT})|(?:lapor|pengaduan|protes) (?:saja )?sana|
        (?:lapor|pengaduan) ya silakan|ya lapor saja) .*(?:urusan\w* ~3 selesai|anda sendiri|
        yang rugi|panjang|jangan ~2 (?:cari|nggolek|minta|datang|harap)|berkas\w* ~3 (?:tidak|
        batal))|panjang urusan\w* .*lapor|
        (?:pikir|mikir)(?: pikir)?(?: dulu| lagi)?(?: sebelum| kalau) ~1 (?:mau )?{_SPEAK}""",
        never=rf"{_NO_PRESSURE}|dengan warga|(?:mohon|harap|mbak|mas) (?:petugas|pegawai|satpam)",
    ),
    Sign(
        r"""
        tahu|tolong|kenal|ingat|hidup\w*|susah|harap|giliran|dinding|akibat\w*|butuh|sekolah|berani|
        masalah""",
        beside=rf"""
        (?:jangan|tidak usah) (?:minta|cari) tolong (?:ke )?(?:sini|kami|saya)|
        tahu (?:kalau )?saya yang (?:tulis|lapor|pengaduan|mengadu)|
        tahu siapa yang (?:tulis|lapor\w*|pengaduan|bicara|mengadu) .*(?:tunggu|menunggu|awas|
        hati|anda)|menunggu giliran(?:mu| anda)|kenal (?:bos|atasan|pimpinan)\w* anda|
        (?:catat|dicatat|ingat) .*jangan harap|tahu (?:sendiri )?akibat(?:nya\b|mu\b| [.!]|$)|
        bikin (?:hidup\w* )?(?:anda |kalian )susah|bikin susah anda|
        hidup(?:mu| anda) ~3 (?:tidak ~1 tenang|susah)|dinding ~1 (?:punya )?telinga|
        {_TO_THEM} ~2 butuh (?:tanda tangan|bantuan|surat) (?:saya|kami|dia) .*(?:jangan|diam)|
        anak {_TO_THEM} ~1 masih sekolah di sini|
        (?:jangan|tidak usah) sok (?:berani|jago|pintar|tahu) .*(?:nanti|kecewa|awas|anda)|
        orang baru .*jangan cari masalah|
        jangan cari masalah ~3 (?:di sini|nanti|anda|kalau)""",
        never=r"tidak tahu|biar kurir|daftar|tahun ajaran|ppdb",
    ),
    Sign(
        r"""
        komentar|posting\w*|ulasan|identitas|pelapor\w*|pengadu|nama|nomor|data|alamat|laporan\w*|
        pengaduan\w*""",
        beside=rf"""
        (?:identitas|nama|nomor|data|alamat|rumah) ~2 {_LEAKED} .*(?:{REPORT}|pelapor|pengadu)\b|
        ^(?=.*{_LEAKED}).*(?:{REPORT}|pelapor|pengadu) .*(?:identitas|nama saya|nomor saya|
        alamat\w*) ~2 {_LEAKED}|
        (?:identitas|data|nama) (?:pelapor|pengadu)\w* ~2 (?:{_LEAKED}|sampai ke)|
        (?:komentar|posting\w*|ulasan)\w* ~4 dihapus .*(?:disuruh|dipanggil)|anak pelapor|
        (?:laporan|pengaduan)\w* ~3 (?:sampai|bocor\w*|diteruskan|dikasih\w*|
        dibocor\w*) ~1 (?:ke|kepada) (?:orang )?(?:yang (?:saya |kami |
        di\w+)|terlapor|calo|oknum)""",
        never=rf"tidak (?:\w+ )?{_LEAKED}|aman|rahasia|otp|nomor (?:tiket|antri\w*)",
    ),
    Sign(
        r"berkas\w*|map\w*|surat\w*|bansos\w*|bantuan\w*|nama\w*|ktp|izin\w*|kontrak\w*",
        beside=rf"""
        (?:nanti|bisa bisa|awas|daripada) (?:(?!saya|kami|takut)\w+ ){{0,2}}{_PAPER} ~2 (?:hilang|
        nyelip|lenyap|ketlisut|dicoret|dicabut) sendiri|
        (?:nanti|bisa bisa|awas|atau) ~2 (?:berkas|map|surat|bansos|bantuan|nama|ktp|izin|
        kontrak)(?:\w*mu| anda) ~3 (?:hilang|nyelip|lenyap|ketlisut|dicoret|dicabut|kami cabut)|
        jangan banyak bicara .*{_PAPER} ~2 hilang""",
        never=r"aplikasi|sistem|fotokopi\w*|dikabari",
    ),
    Sign(
        r"didat[ae]ngi\w*",
        beside=rf"""
        (?:habis|setelah|sejak|karena|gara|hari) .*(?:{REPORT}|{_ABOUT_MONEY}) .*{_HOME} ~2 didat|
        (?:{REPORT}|{_ABOUT_MONEY}) .*besoknya ~2 {_HOME} ~2 didat|
        {_HOME} ~2 didat[ae]ng\w* ~5 (?:habis|setelah|sejak|karena|gara) ~2 (?:{REPORT}|
        {_ABOUT_MONEY})""",
        never=rf"{VISITED}",
    ),
)
# Who is told "tidak usah lapor" is silenced by a denial.
_KNOWN = tuple(Known.of(sign._replace(missed=True)) for sign in PRESSURE)


def presses(words: Sequence[str]) -> bool:
    """Whether canonical words tell how somebody is kept from speaking, or paid back for it."""
    return any(
        sign.found(words, place) for place, word in enumerate(words) for sign in _signs_of(word)
    )


@lru_cache(maxsize=65536)
def _signs_of(word: str) -> tuple[Known, ...]:
    return tuple(sign for sign in _KNOWN if sign.word.fullmatch(word))
