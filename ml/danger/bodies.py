"""Danger that a body is in: illness, injury, birth, medicine, help that does not come."""

from ml.danger.signs import Sign

_MACHINE = (
    r"(?:server|aplikasi|sistem|web|website|situs|printer|komputer|laptop|mesin|wifi|sinyal|"
    r"internet|"
    r"jaringan|hp|baterai|ac|kipas|motor|usaha|dagangan|warung|toko|data)(?:nya|ku)?"
)
"""What dies without anybody being hurt: "server tewas", "usaha saya sekarat"."""

_THING = (
    r"(?:hp|helm|papan|printer|laptop|kabel|charger|tas|botol|kacamata|gelas|sandal|sepatu|topi|"
    r"buku|ijazah|stempel|kunci|meja|kursi|lampu|genteng|buah|mangga|daun|payung|pulpen|foto|paket)"
)
"""What falls without anybody being hurt."""

BODIES: tuple[Sign, ...] = (
    Sign(
        r"""
        (?:ke|di)?semaput|pings?an|kelenger|klenger|kolaps|fainted|unconscious|collapsed""",
        never=r"""
        (?:angka\w*|tagihan\w*|biaya\w*|harga\w*|syarat\w*|aplikasi\w*|server\w*|sistem\w*|
        web|bikin) ~3 (?:pings?an)|(?:hampir|nyaris|mau) pingsan (?:lihat|dengar|baca|antri)|
        hampir pingsan|nyaris pingsan|(?:latihan|pelatihan|simulasi|belajar|cara|
        cerita) ~3 pingsan""",
    ),
    Sign(
        r"(?:ke)?kejang\w*|kejet\w*|seizure|seize|convuls\w+",
    ),
    Sign(
        r"ke?racun\w*nan|keracunan|poisoned",
        never=rf"{_MACHINE} ~1 keracunan|keracunan virus",
    ),
    Sign(
        r"pen?darah?\w*an|perdarahan|pendarahan\w*|berdarah\w*|bleeding|flek",
        never=r"""
        demam berdarah\b(?!.*\b(?:berdarah|ditolak|kritis|parah|disuruh|belum|dibiarkan|
        lemas|trombosit|salah)\b)""",
    ),
    Sign(
        r"sekarat|sakaratul|tewas|keguguran|megap\w*",
        never=rf"""
        {_MACHINE} (?:(?!(?!saya|kami|aku)<person>\b)\w+ ){{0,2}}(?:sekarat|tewas|megap\w*)""",
    ),
    Sign(
        r"kelaparan|kelaperan|busung",
        never=r"kelap[ae]ran ~2 (?:antri|menunggu)|(?:antri|menunggu) ~4 kelap[ae]ran|kantin",
    ),
    Sign(
        r"(?:ter|ke|ber)?jatuh\w*|jatoh|jato|labuh",
        beside=r"""
        <person>|(?:sudah|ada|satu|dua) ~1 yang (?:ter|ke)?jat[uo]h|
        jat[uo]h dari (?:motor|pohon|tangga|plafon|atap|lantai|jembatan|ranjang|kasur|kursi|
        tempat)""",
        never=rf"""
        jatuh (?:tempo\w*|cinta|ke tangan|hati|kepada|harga\w*|sama)|jatuhnya|jatuhin|
        tambat labuh|(?:harga|uang|berkas|sy berkas|dompet\w*|duit|kartu|map|surat|bantuan|
        kios|proyek|tender|lelang|sinyal|beasiswa|motor|pulpennya|tempo\w*) ~3 (?:jatuh|
        jatoh)|(?:sebelum|takut|jangan sampai) (?:ada )?(?:yang )?jat[uo]h|fotonya|seperti jatuh|
        {_THING}(?:nya|ku)? (?:(?:saya|kami|dia|petugas|ini|itu|_nama_|sampai|
        ikut) ){{0,2}}(?:ter|ke)?jatuh\w*(?!.*\b(?:kena|menimpa|mengenai|kepala|luka)\b)|
        (?:hampir|nyaris|meh|
        ampir) ~2 (?:jatuh|jatoh|labuh)""",
    ),
    Sign(
        r"kepleset\w*|terpeleset\w*|kepeleset",
        never=r"(?:hampir|nyaris|meh|ampir|takut|ajrih|wedi|tidak) ~1 \w*pleset\w*",
    ),
    Sign(
        r"darah\w*|getih\w*|rah|blood",
        beside=r"""
        darah\w* ~1 (?:ngocor|ngucur|mengucur|keluar|belum|muncrat|netes|bercecer\w*|tercecer|
        naik ke|masih|
        di mana|tidak (?:berhenti|mampet))|(?:muntah|batuk|bab|kencing|ngocor|ngucur|
        muntahin) (?:darah|getih)|
        ngocor darah\w*|masih ngucur""",
    ),
    Sign(
        r"se[sz][ae]?k|sesek|sesak",
        beside=r"""
        <person>|na[pf]as|dada|sesek$|se[sz]ak (?:sejak|dari|terus)|se[sz][ae]k ~3 (?:disuruh|
        ditolak|ditunda)""",
        never=r"""
        (?:desak\w*|ruang\w*|tagihan\w*|biaya\w*|harga\w*|bikin|syarat) ~3 (?:sesak|sesek)|
        se[sz][ae]?k ~1 (?:syarat|biaya|antri|tagihan|parkir\w*|ruang\w*|penumpang)|
        didahulukan""",
    ),
    Sign(
        r"(?:ber)?na[pf]as\w*|breathe|breathing",
        beside=r"""
        (?:tidak|belum|berhenti|putus|susah|sesak|sesek|senin|henti|berat|pendek|bunyi|megap|
        tinggal|sulit|cannot|can't|not) ~2 (?:(?:ber)?na[pf]as\w*|breath\w*)|
        na[pf]as\w* ~2 (?:tidak|
        berhenti|putus|tinggal|pendek|makin|bunyi|berat|setengah|hilang|susah|sesak|senin)""",
        never=r"bernapas lega|bikin ~2 na[pf]as|menghela|ambil napas|tanpa ~2 na[pf]as",
    ),
    Sign(
        r"sadar\w*|(?:di)?bangun\w*|tangi|gerak\w*|bergerak|menyahut|nyaut|nyahut|respon",
        beside=r"""
        (?:tidak|belum|ora|mak|tak) ~1 (?:sadar|sadarkan|bangun|tangi|nyaut|nyahut|menyahut|
        dibangunkan|dibangunin)(?: lagi| diri| sampai| \W|$)|tidak bisa dibangun\w*|(?:anak|
        bayi|ibu|ayah|bapak|mama|nenek|kakek|cucu|istri|suami|kakak|adik|pasien|teman|kawan|
        mertua)\w* ~4 (?:tidak|belum|
        ora) ~1 (?:sadar|bangun|tangi|gerak|bergerak|nyaut|nyahut|menyahut|respon|menangis)""",
        never=r"""
        (?:petugas\w*|perawat\w*|pegawai\w*|satpam) ~2 (?:tidak sadar)|nyambung|saya lewat|
        berkas ~3 (?:tidak|belum) sadar|adik tidak sadar""",
    ),
    Sign(
        r"jantung\w*|stroke|asma|ayan|epilepsi|koma|ngedrop|drop",
        beside=r"""
        serangan jantung|henti jantung|jantung\w* (?:berhenti|kambuh)|(?:stroke|asma|ayan|
        epilepsi|koma)\w* ~4 <waited>|kena stroke|kambuh|heart attack""",
        never=r"""
        (?:cek|kontrol|poli|foto|wajah|bikin|riwayat|obat) ~2 (?:jantung\w*|stroke|asma|ayan|
        epilepsi|koma)|sejak (?:kena )?(?:stroke|sakit)|foto|
        tidak bisa (?:kerja|datang|kedip|ke)|mata\w* ~2 kedip|bulan (?:lalu|kemarin)|
        (?:jantung\w*|stroke|asma) sejak (?:kecil|dulu|tahun)""",
    ),
    Sign(
        r"kritis|gawat|darurat|emergency",
        beside=r"^(?=.*\b<person>\b).*\b<waited>\b",
        never=r"""
        tangga darurat|pinjaman|nomor darurat|saran kritis|berpikir kritis|pemikiran|
        instalasi gawat|pintu darurat|tombol darurat|dana darurat|duluan|didahulukan|jangan darurat|
        gelang|lahiran darurat|surat rujuk\w*""",
    ),
    Sign(
        r"demam|panas\w*|step|menggigil",
        beside=r"""
        (?:demam|panas) (?:tinggi|_angka_|nihan)|demam (?:_hari_|(?:lima|empat|tiga) hari|
        hari)|step (?:anak|bayi)|(?:anak|bayi|cucu|adik)\w* ~3 (?:demam|panas) ~4 (?:tidak|
        belum|disuruh|nunggu|tunggu|ditolak|lemas|_angka_)""",
        never=r"tipe panas",
    ),
    Sign(
        r"muntah\w*|mencret\w*|diare|gumoh",
        beside=r"""
        ^(?=.*\b<person>\b).*\b<waited>\b|satu tenda|_angka_ orang|habis makan|setelah makan|
        sesudah minum""",
        never=r"""
        lap sendiri|bekas lantai|mobil|ganti popok|pengap|bekas muntah|sapi|kambing|kerbau|
        obat cacing""",
    ),
    Sign(
        r"""
        luka\w*|terluka|lebam|lebamnya|memar|memarnya|benjol\w*|robek|sobek|nanah\w*|bernanah|
        lumpuh|hurt|injured|swollen|wound\w*""",
        beside=r"""
        luka (?:bakar|parah|robek|dalam|tusuk|masih|terbuka|di|nya)|luka\w* ~3 (?:belum|tidak|
        masih|berulat|nanah\w*|infeksi)|terluka|(?<!tanpa )lebam|memar|(?:kepala|pelipis|kaki|
        tangan|dahi|bibir|kulit|jidat|lengan|paha)\w* ~2 (?:luka|robek|sobek|benjol|lumpuh|
        bernanah|nanah\w*)|hurt|injured|swollen|wound|besoknya nanah""",
        never=r"luka lama|luka hati|(?:cuma|luka|sedikit|hanya) lecet|tidak luka",
    ),
    Sign(
        r"bengkak\w*|bentol\w*|biru\w*|kebas|infeksi\w*|alergi\w*",
        beside=r"""
        (?:suntik\w*|obat\w*|bibir\w*|muka\w*|wajah\w*|infus\w*|vaksin\w*|jahit\w*|badan|
        mata\w*) ~6 (?:bengkak|bentol|kebas|biru|infeksi)|bengkak\w* ~4 (?:suntik\w*|obat\w*)|
        (?:anak|bayi|istri|ibu|ayah|bapak)\w* ~1 biru|lambene biru|keburu bengkak|
        tetap bengkak|alergi\w* ~6 (?:tetap|disuntik|diresep\w*|diberi|dikasih|bengkak|sesak|
        bentol|penisilin|amoksi\w*|pasien lain)|(?:dikasih|resep|gelang) ~8 alergi|infeksi""",
        never=r"""
        tagihan\w* ~3 bengkak|(?:tanya\w*|ditanya\w*) ~3 (?:alergi|infeksi)|alergi ~1 ditanya""",
    ),
    Sign(
        r"patah\w*",
        beside=r"""
        patah (?:tulang|tangan|kaki|kakinya|tangannya|lengan|leher)|(?:tulang|tangan|kaki|
        lengan|iga)\w* ~1 patah""",
        never=r"""
        kaki (?:kursi|meja)|kursi\w* patah|sekarang sudah|sekarang sdh|lepas pen|sudah lepas""",
    ),
    Sign(
        r"(?:di|ke|ter)?gigit\w*|nggigit|disengat\w*|(?:di|ter)?patuk\w*|bitten",
        beside=r"ular|anjing|rabies|gila|monyet|kalajengking|tawon|snake|dog|kobra",
        never=r"tikus|biji\w*|vaksinnya ada",
    ),
    Sign(
        r"""
        melahirkan|lahiran\w*|lahir|ketuban\w*|kontraksi\w*|pembukaan|brojol|mules\w*|bersalin""",
        beside=r"""
        (?:melahirkan|lahiran|lahir|brojol|bersalin) di (?:lorong|teras|jalan|mobil|parkir\w*|
        lift|jok|lantai|becak|motor|angkot|kursi)|ketuban|kontraksi|pembukaan (?:lengkap|
        _angka_)|bayi\w* (?:nongol|tidak menangis)|tidak ada bidan""",
    ),
    Sign(
        r"ambulan\w*|ambulance|ambulan[cs]e?",
        beside=r"""
        ambulan\w* ~4 (?:belum|tidak (?:datang|ada|nongol|muncul|kunjung|jalan)|lama|telat|
        terlambat|_jam_|_pukul_|_menit_ (?:kemudian|baru)|dua jam|tiga jam|servis|bengkel|
        kosong|rusak|dipakai|sejam|setengah jam)|(?:mana|nunggu|tunggu|menunggu|minta|panggil|
        ditelpon|telepon) ~3 ambulan\w* ~4 (?:tidak|belum|_jam_|lama)|mana ambulan\w*|
        _jam_ ~3 ambulan\w*|
        tidak ada ambulan\w* ~1 (?:datang|jalan|yang)|
        ambulan\w* ~3 (?:dateng|datang|datengnya|tiba)\w* ~2 (?:isya|
        subuh|_jam_|sejam|besok\w*)""",
        never=r"""
        jenazah|_menit_ (?:sampai|datang)|ambulan\w* ~3 (?<!tolong )cepat|cepat ~1 ambulan\w*|
        ambulan\w* gratis|tanpa tanya|antar kontrol|bisa antar|ditangani dengan benar|
        perawat di mobil|tarif""",
        missed=True,
    ),
    Sign(
        r"igd|ugd",
        beside=r"""
        (?:igd|ugd|icu) ~4 (?:ditolak|tutup|tunggu|nunggu|menunggu|dibiarkan|bayar dulu|
        daftar dulu|didiamkan|_jam_)|(?:ditolak|bayar dulu|daftar dulu) ~4 (?:igd|ugd)""",
        never=r"""
        ruang menunggu|langsung (?:di(?!suruh|tolak|tinggal|usir)\w+|masuk|dapat)|jam berapa|kamar|
        bangsal""",
    ),
    Sign(
        r"<medicine>",
        beside=r"""
        (?:kadaluarsa|kedaluwarsa|kadaluwarsa|expired|basi|lewat tanggal|liwat tanggal|
        salah (?:obat|suntik|dosis|resep|ambil|pasien)|(?:obat|dosis|suntik|resep|
        infus)\w* ~1 (?:salah|ketuker|ketukar|tertukar|kegedean|berlebihan|dewasa)|(?:ketuker|
        tertukar|overdosis|kelebihan dosis)|obat\w* ~2 (?:pasien|orang) lain|ternyata obat|
        nyampe\w* ~1 obat|takaran dewasa|dosis\w* ~4 (?:harusnya|bukan yang|lipat|keliru)|
        disuntik ~6 (?:dua kali|lupa|punya orang)|dua kali lipat|naik darah|
        tanggal\w* (?:sudah )?lewat)""",
        never=r"""
        bulan depan|sapi|ayam|kambing|kerbau|kucing|sawah|padi|pestisida|tidak ada (?:obat |
        yang )?(?:kadaluarsa|basi|salah|expired)|resep hilang|akun|otp|surat|ditukar|
        langsung dicatat|label tanggal""",
    ),
    Sign(
        r"oksigen|saturasi|tabung",
        beside=r"oksigen ~4 (?:habis|kosong|mati|nol|tidak)|saturasi",
        never=r"gas",
    ),
    Sign(
        r"dilarikan|larikan|masuk",
        beside=r"(?:di)?larikan ke|_angka_ orang masuk (?:igd|ugd)",
    ),
    Sign(
        r"lemas|lemes|lunglai|kuning|biru",
        beside=r"(?:anak|bayi|cucu|ibu|bapak|mbah)\w* ~3 (?:lemas|lemes|lunglai|biru biru)",
    ),
    Sign(
        r"netek|menyusu|nyusu",
        beside=r"(?:tidak|belum) mau (?:netek|menyusu|nyusu)",
    ),
    Sign(
        r"hamil|bumil",
        beside=r"""
        hamil ~6 (?:ditolak|muter|keliling|jatuh|flek|pingsan|(?:tidak|belum) ~1 diterima)""",
    ),
    Sign(
        r"jarum|suntikan",
        beside=r"jarum bekas|(?:mainan|main) suntikan|jarum\w* patah",
    ),
    Sign(
        r"korban|meninggal|tidak",
        beside=r"""
        (?:makan|sebelum ada) korban|keburu (?:meninggal|tidak ada|mati)|(?:ada|satu|
        dua) ~1 (?:yang )?meninggal (?:karena|gara)|sebelum ditangani""",
        never=r"uang|bantuan|triwulan",
    ),
    Sign(
        r"merosot|melorot",
        beside=r"<person>",
        never=r"celana|sarung",
    ),
    Sign(
        r"tolong|toloong|tulung|help",
        beside=r"(?:suara|teriak\w*|jerit\w*) ~3 minta tolong|help me",
    ),
    Sign(
        r"jerit\w*|menjerit",
        beside=r"(?:suara|terdengar) ~2 jerit\w*",
    ),
    Sign(
        r"makan",
        beside=r"(?:_hari_|hari) ~1 (?:tidak|belum) makan|(?:tidak|belum) makan ~1 _hari_",
    ),
)
