"""Danger that a body shows, told without an illness: what is blue, cold, wet or still."""

from ml.danger.signs import Sign

_LIMB = r"(?:jari|kelingking|telunjuk|jempol|tangan|kaki|betis|telinga|lengan)(?:nya|ku|mu)?"

SYMPTOMS: tuple[Sign, ...] = (
    Sign(
        r"dada\w*|ulu",
        beside=r"""
        dada\w* ~1 (?:sakit|sakik|nyeri|ditindih|ampeg|ditekan|seperti ditusuk)|
        (?:sakit|nyeri|sakik) ~1 dada|ulu hati\w* ~1 (?:nyeri|sakit)""",
        never=r"bikin ~2 dada|sakit hati|cek dada|rontgen dada",
    ),
    Sign(
        r"bibir\w*|ubun|mata\w*|muka\w*|kuku\w*|ujung",
        beside=r"""
        (?:bibir|kuku|muka|ujung jari)\w* ~1 (?:biru|kebiruan|membiru|ungu)|biru bibir\w*|
        ubun ~2 cekung|mata\w* ~1 cekung|ketarik ke atas""",
        never=r"lipstik|cat|tinta|celup|pemilu",
    ),
    Sign(
        _LIMB,
        beside=rf"""
        {_LIMB} ~2 (?:putus|terpotong|kepotong|digips|hancur|remuk|gosong)|
        (?:tangan|kaki|badan)\w* (?:(?:sudah|langsung) (?:dingin|kaku|hitam)|membiru|dingin semua)|
        langsung kaku (?:tangan|badan)\w*""",
        never=r"""
        sarung tangan|tanda tangan|kaki (?:lima|meja|kursi)|ac|panjang tangan|cuci tangan|air|
        (?:terpotong|kepotong) ~3 (?:foto|gambar|kamera|layar|fotokopi)|foto ~4 (?:ter|ke)potong|
        (?:putus|digips|hancur|remuk) ~6 (?:difabel|disabilitas|sidik jari|(?:dari|sejak) (?:kecil|
        lahir|dulu)|bawaan)""",
    ),
    Sign(
        r"darah|getih|rah|merah",
        beside=r"""
        (?:keluar|luwah|keluarin|mengeluarkan) (?:darah|getih|rah)\b|(?:rah|darah) luwah|
        darah dari (?:bawah|hidung|mulut|telinga|kepala|kemaluan|luka)|
        (?:muntah|kencing|bab|batuk) ~1 merah|(?:basah|kain|sarung)\w* ~3 merah semua""",
        never=r"ambil|donor|cek darah|keluar darah sedikit",
    ),
    Sign(
        r"kencing\w*|bangun\w*|dibangun\w*|ngelantur|ngorok|ngeden|mengejan|basah|step|napas\w*",
        beside=r"""
        (?:tidak|belum|ora) ~1 (?:bisa )?kencing ~1 (?:_hari_|_angka_|dari|sejak)|(?:_hari_|
        hari) ~1 (?:tidak|belum) (?:bisa )?kencing|(?:susah|sulit|tidak bisa) (?:dibangunkan|
        dibangunin)|(?:bicara|omong|ngomong)\w* ~1 ngelantur|napas\w* ~1 ngorok|ngeden di|
        (?:sudah|udah) ngeden|(?:sarung|kain|kasur|bangku)\w* ~2 basah .*(?:hamil|bidan|lahir\w*)|
        hamil .*(?:sarung|kain)\w* ~2 basah|(?:anak|bayi|cucu|adik)\w* step|kehabisan na[pf]as""",
    ),
    Sign(
        r"mules\w*|kontraksi|kuning|hb|gula|tensi|trombosit|infus|nanah|bernanah|jahitan|perih",
        beside=r"""
        mules ~4 (?:bidan|belum|tidak|disuruh|ditolak)|bayi\w* ~2 kuning ~4 (?:tidak|belum|ditolak|
        disuruh|_hari_)|(?:hb|gula|tensi|trombosit)\w* ~4 _angka_ ~4 (?:disuruh pulang|ditolak|
        dibiarkan)|darah ~2 infus naik|infus\w* ~2 naik darah|
        (?:luka|jahitan|operasi)\w* ~3 (?:bernanah|nanah|lepas|terbuka)|
        mata\w* ~2 kena ~1 (?:cairan|kimia|asam|air keras)|kena (?:cairan|bahan) kimia""",
        never=r"""
        gula darah gratis|sembuh|mengering|jahitan (?:baju|seragam|celana|tas|sepatu|kemeja|rok|
        jaket|sarung|toga|kursi)""",
    ),
    Sign(
        r"\w*iris|\w*sayat|\w*silet|melukai|nyilet",
        beside=r"(?:iris|sayat|silet|melukai) ~1 (?:tangan|lengan|diri|pergelangan|nadi)\w*",
    ),
    Sign(
        r"obat\w*",
        beside=r"obat\w* ~4 (?:untuk|punya|milik) (?:orang|pasien|anak|ibu) lain",
        never=r"antri|stok|jatah",
    ),
    Sign(
        r"golongan|kantong\w*|transfusi",
        beside=r"""
        (?:salah|keliru) (?:pasang|masuk|kasih|transfusi) ~1 golongan|kantong\w* ~3 masuk|
        transfusi ~4 (?:salah|keliru|tertukar)""",
        never=r"uang|kantong (?:pribadi|plastik|saya|sendiri|petugas|belanja)",
    ),
    Sign(
        r"cuci|hemodialisa|hd|insulin|kemo",
        beside=r"""
        (?:cuci darah|hemodialisa|hd|insulin)\w* (?:(?!(?:tidak|belum)\b)\w+ ){0,4}(?:distop|stop|
        berhenti|terhenti|ditunda|batal|
        diputus|ditolak)|(?:distop|stop) ~2 (?:cuci darah|insulin)""",
        missed=True,
    ),
    Sign(
        r"muntah\w*|mencret\w*|diare|diinfus|infus|sakit",
        beside=r"""
        (?:_angka_|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belasan|puluhan|
        banyak|satu kelas|sekampung|sekelas) (?:\w+ ){0,5}(?:muntah|mencret|diare|diinfus|
        keracunan)""",
        never=r"obat (?:diare|mencret)|gratis|antri|sapi|kambing|ayam",
    ),
    Sign(
        r"minum\w*|makan|racun|pembasmi",
        beside=r"""
        minum ~3 (?:racun|pembasmi|pestisida|insektisida|obat rumput(?! laut)|solar|bensin|pemutih)|
        (?:beras|air|ikan|makanan|nasi)\w* ~2 (?:bau |ada |kena )?racun|umpan beracun|
        (?:tidak|belum|ora|dak) makan (?:dari|sejak|wis|sudah)? ?(?:kemarin|_hari_|dua hari|
        tiga hari|semalam)""",
        never=r"tikus mati|puasa|waktu perang",
    ),
    Sign(
        r"sopir\w*|supir\w*|pengemudi|nakhoda",
        beside=r"""
        (?:sopir|supir|pengemudi|nakhoda)\w* (?:(?!(?:tidak|tanpa)\b)\w+ ){0,4}
        (?:mabuk|mabok|zigzag|ugal\w*|ketiduran|
        tidur sambil)""",
    ),
    Sign(
        r"anjing\w*|ular|serum|oray|rabies",
        beside=r"""
        anjing\w* ~3 (?:nyerang|menyerang|robek|ngejar anak)|serum (?:ular|bisa|anti) ~3 (?:kosong|
        habis|tidak ada)|digigit oray|ular ~2 (?:di|dalam)? ?(?:bangsal|kamar|ruang|kelas|
        sekolah)\w*|vaksin rabies ~3 (?:habis|kosong)""",
        never=r"ular ~1 antri\w*|antri\w* ~1 ular|ular tangga",
        missed=True,
    ),
    Sign(
        r"meninggal|ditutup|ditutupi",
        beside=r"""
        meninggal (?:di (?:nomor|antri\w*|depan loket|parkir\w*|lorong|kursi)|waktu antri|
        menunggu|karena (?:ventilator|oksigen|terlambat|tidak (?:ada|ditangani)))|
        (?:bed|ranjang|nenek|kakek|bapak|ibu|anak|bayi|pasien|_angka_)\w* ~2 ditutupi? (?:kain|
        koran)""",
        never=r"""
        papan|spanduk|jendela|loket ditutup|menunggu (?:akta|surat|santunan|kartu|pencairan|bantuan|
        proses)""",
    ),
)
