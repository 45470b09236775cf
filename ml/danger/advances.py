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
        anak\w*)|(?:nempel|menempel) terus .*(?:belakang|badan|tangan)|
        tangan\w* ~2 (?:ke|di|sampai|masuk) {_INTIMATE}|tangan\w* ~1 (?:ke mana|mana mana|kemana)|
        (?:duduk|suruh|disuruh) ~3 (?:pangkuan|dipangku)|berdiri rapat ~2 belakang""",
        never=r"kertas|poster|pengumuman|stiker|brosur|bayi|kontrol|rontgen|jarum",
    ),
    Sign(
        r"""
        pegang|merekam|ngerekam|rekam|kamera|intip|ngintip|mengintip|diintip|tidur|check|cek|
        ngamar""",
        beside=r"""
        pegang pegang (?:murid|anak|siswi|siswa|perempuan|santri|pasien|adik|cewek)\w*|
        (?:merekam|ngerekam|rekam|ngintip|mengintip|kamera) ~3 (?:toilet|wc|kamar (?:mandi|ganti)|
        ruang ganti|bilik)|kamera (?:tersembunyi|pengintai)|
        (?:kalau|mau|asal|harus|diajak|disuruh|diminta) ~2 tidur (?:dengan|bareng) (?:dia|bapak|
        petugas|pegawai|kepala|oknum)\w*|(?:diajak|ajak|ngajak) (?:check in|cek in|ngamar|
        staycation)""",
        never=r"pasang kamera|rusak|mati",
    ),
    Sign(
        r"rok\w*|celana\w*|baju\w*|kerudung|jilbab|kancing\w*",
        beside=r"""
        (?:rok|celana|baju|kerudung|jilbab|kancing)\w* (?:saya |adik |anak |dia )?(?:di(?:tarik|
        buka|
        singkap|angkat|pelorot|lucuti)\w*)|foto ~1 (?:tanpa|tidak pakai) (?:baju|busana|pakaian)|
        (?:celana|rok)\w* ~2 (?:ada )?darah""",
        never=r"lengan|tensi|periksa|rontgen|dokter kandungan|mandi|timbang\w*",
    ),
    Sign(
        r"kamar|hotel|kos|losmen|penginapan",
        beside=rf"""
        masuk kamar (?:saya|jaga|pasien|anak|kami|adik|dia) ~4 (?:malam|jam|_pukul_|lampu|gelap|
        terus|perempuan)|(?:suka|sering|selalu) masuk kamar (?:saya|jaga|pasien|anak|kami|adik)|
        (?:diajak|ajak|ngajak|disuruh|dibawa) ~1 {_MEN} ~2 (?:ke |di |nang )?(?:hotel|losmen|
        penginapan)|(?:diajak|disuruh|ngajak) (?:ke |di )(?:hotel|losmen|kamar)""",
        never=r"rapat|pelatihan|acara|seminar|cek suhu|infus|cleaning|tamu hotel|pajak hotel",
    ),
    Sign(
        r"senonoh|bugil|telanjang|porno|vulgar|follow\w*|mesum|cabul",
        beside=r"""
        (?:gambar|foto|video|kirim|pesan|chat) ~3 (?:senonoh|bugil|telanjang|porno|vulgar|mesum)|
        follow(?:ed|ing)? me""",
        never=r"ig|instagram|akun|kabel",
    ),
)
