"""Danger of who comes too near: hands, rooms, rides and pictures that nobody asked for."""

from ml.danger.signs import Sign

_MEN = (
    r"(?:petugas\w*|pegawai\w*|satpam|bapak|pak|om|guru|kernet|sopir|mandor|dokter|mantri|oknum|"
    r"abang|kakek|paman|ayah|dia|laki)"
)
_INTIMATE = r"(?:pinggang|paha|dada|pantat|bokong|perut|rok|celana|payudara)"

ADVANCES: tuple[Sign, ...] = (
    Sign(
        r"nempel\w*|menempel|tangan\w*|pangku\w*|dipangku|memangku|rapat",
        beside=rf"""
        badan\w* ~2 (?:nempel|menempel)|(?:nempel|menempel) ~2 (?:dari|di) belakang (?:saya|dia|
        kami|
        anak\w*)|(?:nempel|menempel) terus .*(?:belakang (?:saya|dia|kami|anak)|badan|tangan)|
        tangan\w* ~2 (?:ke|di|sampai|masuk) {_INTIMATE}|tangan\w* ~1 (?:ke mana|mana mana|kemana)|
        (?:duduk|suruh|disuruh) ~3 (?:pangkuan|dipangku)|berdiri rapat ~2 belakang""",
        never=rf"""
        kertas|poster|pengumuman|stiker|brosur|bayi|kontrol|rontgen|jarum|m?e?nunjuk\w*|
        tangan\w* di {_INTIMATE}(?! (?:\w+ )?(?:saya|kami|dia|anak|adik|ibu|istri|murid|siswi|
        perempuan|pasien|cewek))""",
    ),
    Sign(
        r"""
        pegang|(?:di|me|nge)?rekam\w*|(?:di)?kamera|(?:di|me|ng)?intip\w*|tidur|check|cek|
        ngamar""",
        beside=r"""
        pegang pegang (?:murid|anak|siswi|siswa|perempuan|santri|pasien|adik|cewek)\w*|
        (?:(?:me|nge)?rekam|(?:me)?ngintip\w*|kamera) ~4 (?:toilet|wc|mck|kamar (?:mandi|ganti)|
        ruang ganti|bilik|mandi|pipis|ganti (?:baju|pakaian|celana))|
        (?:toilet|wc|mck|mandi|pipis|ganti (?:baju|pakaian|celana)) ~3 (?:direkam|diintip\w*|
        (?:me)?ngintip\w*|ngerekam)|kamera (?:tersembunyi|pengintai)|
        (?:kalau|mau|asal|harus|diajak|disuruh|diminta) ~2 tidur (?:dengan|bareng) (?:dia|bapak|
        petugas|pegawai|kepala|oknum)\w*|(?:diajak|ajak|ngajak) (?:check in|cek in|ngamar|
        staycation)""",
        never=r"pasang kamera|rusak|mati|rekam(?:an)? (?:medis|ktp|data|biometrik)",
    ),
    Sign(
        r"rok\w*|celana\w*|baju\w*|kerudung|jilbab|kancing\w*|busana|pakaian\w*|foto",
        beside=r"""
        (?:rok|celana|baju|kerudung|jilbab|kancing)\w* (?:saya |adik |anak |dia )?(?:di(?:tarik|
        buka|
        singkap|angkat|pelorot|lucuti)\w*)|foto ~1 (?:tanpa|tidak pakai) (?:baju|busana|pakaian)|
        (?:celana|rok)\w* ~2 (?:ada )?darah""",
        never=r"""
        lengan|tensi|periksa|rontgen|dokter kandungan|mandi|timbang\w*|foto ktp|baju (?:putih|
        dinas|seragam|batik|kerja|biru|merah)|di(?:tarik|buka|angkat)\w* (?:pintu|lift|eskalator|
        mesin|kursi|paku|angin)""",
    ),
    Sign(
        r"kamar|hotel|kos|losmen|penginapan",
        beside=rf"""
        masuk kamar (?:saya|jaga|pasien|anak|kami|adik|dia) ~4 (?:malam|jam|_pukul_|lampu|gelap|
        terus|perempuan)|(?:suka|sering|selalu) masuk kamar (?:saya|jaga|pasien|anak|kami|adik)|
        (?:diajak|ajak|ngajak|disuruh|dibawa) ~1 {_MEN} ~2 (?:ke |di |nang )?(?:hotel|losmen|
        penginapan)|(?:diajak|disuruh|ngajak) (?:ke |di )(?:hotel|losmen|kamar)""",
        never=r"""
        rapat|pelatihan|acara|seminar|cek suhu|infus|cleaning|tamu hotel|pajak hotel|sosialisasi|
        workshop|bimtek|diklat|kamar (?:_angka_|mayat|jenazah|obat|periksa|bersalin|operasi|rawat|
        nomor|satu|dua|tiga|empat|lima)(?! hotel)""",
    ),
    Sign(
        r"senonoh|bugil|telanjang|porno|vulgar|follow\w*|mesum|cabul",
        beside=r"""
        (?:gambar|foto|video|kirim|pesan|chat) ~3 (?:senonoh|bugil|telanjang|porno|vulgar|mesum)|
        follow(?:ed|ing)? me""",
        never=r"ig|instagram|akun|kabel",
    ),
)
