"""Danger that a place is: fire, current, gas, falls, what comes down, accidents."""

from ml.danger.signs import Sign

PLACES: tuple[Sign, ...] = (
    Sign(
        r"""
        (?:ke|ter|di|ny)?setrum\w*|nyetrum\w*|(?:ke|ny)strum|kestrum|strum|tersengat|korslet\w*|
        konslet\w*|electrocuted""",
        never=r"tersengat (?:panas|matahari|terik|cuaca|sinar)",
    ),
    Sign(
        r"""
        (?:ke|ter)?cebur|kecebur|tercebur|nyemplung|kejeblos|kejeblosan|terperosok|terjungkal|
        tersungkur|nyungsep|glundung|terguling|tergelincir|terpental""",
    ),
    Sign(
        r"""
        tertimpa|ketimpa\w*|ketiban|kejatuhan|tertusuk|ketusuk\w*|tersayat|kesiram|tersiram|
        terlindas|kelindas|ketabrak|tertabrak|kejepit|terjepit|kegencet|melepuh""",
        never=r"""
        (?:motor|mobil|printer|paha|paku|berkas|kertas\w*) ~2 (?:kejepit|terjepit)|
        data \w*timpa|ketimpa terus""",
    ),
    Sign(
        r"""
        kebakaran|api|apinya|ledak\w*|meledak\w*|njeb?lug|njebluk|njeblug|meletup|fire|
        percik\w*""",
        beside=r"""
        api ~3 (?:besar|atap|sampai|sudah|menjalar|nyala|merambat)|percik\w* api|(?:gardu|
        trafo|tabung|kompor|gas|genset|hp|ac|kabel|panel|colokan|stop kontak) ~4 (?:meledak|
        njebluk|njeblug|njeblug|api|meletup|ledak)|(?:ada|sedang|lagi) kebakaran|(?:rumah|pasar|
        warung|kios|kantor|sekolah)\w* (?:saya |kami |tetangga )?kebakaran|kebakaran .*(?:damkar|
        pemadam) .*(?:belum|tidak)|
        kebakaran (?:tolong|cepat|sekarang|di|woi)|on fire|njebluk|njeblug""",
        never=r"""
        simulasi|latihan|korban kebakaran|sebelum kebakaran|surat keterangan|bulan lalu|
        tahun lalu|hazard|trafo meledak jam""",
    ),
    Sign(
        r"(?:ber|ke)?asap\w*|berasap|ngebul|smoke",
        beside=r"""
        (?:kabel|komputer|panel|ac|colokan|stop kontak|genset|gardu|kompor|mesin|server|
        laptop|trafo|motor|atap|lift|kipas) ~4 (?:asap|berasap|ngebul)|(?:asap|
        berasap) ~4 (?:ngepul|kabel|panel|komputer|colokan|genset|tebal)|bau (?:hangus|gosong|
        kabel)""",
        never=r"rokok|uji|fogging|cerobong|dapur|knalpot|sate|merokok",
    ),
    Sign(
        r"gosong|hangus",
        beside=r"""
        bau (?:kabel )?(?:gosong|hangus)|(?:kabel|colokan|stopkontak|stop kontak|panel|mesin|
        trafo)\w* ~3 (?:gosong|hangus)""",
        never=r"nasi|masak\w*|kue|kopi|gorengan|makanan|roti|ikan|sudah diganti",
    ),
    Sign(
        r"gas\w*|elpiji|lpg",
        beside=r"""
        (?:gas|elpiji|lpg)\w* ~6 (?:bocor|nyengat|mendesis|njebluk|meledak)|bocor ~1 gas|
        bau gas""",
        never=r"""
        (?:harga|langkah?) ~2 (?:gas|elpiji|lpg)\w*|(?:gas|elpiji|lpg)\w* ~2 (?:langkah?|mahal|
        harga)""",
    ),
    Sign(
        r"kabel\w*|tiang|gardu|trafo|saklar|stopkontak|steker|pager",
        beside=r"""
        kabel\w* ~5 (?:ngelupas|mengelupas|ngelewer|nglewer|kelupas|terkelupas|telanjang|
        menjuntai|putus|nyentuh|
        nyangkut|melintang|kendor|kendur|jatuh|terbuka|basah|nempel|nyecak|rendah|semrawut)|
        (?:kabel|tiang) ~4 (?:bahaya|nyetrum)|tiang (?:listrik|lampu|wifi|telpon|
        telepon)(?: \w+){0,6} (?:miring|roboh|rubuh|doyong|condong|ambruk|nyentuh|keropos)|
        gardu ~5 (?:asap|berasap|dengung|berdengung|percik\w*)|kabel\w* telanjang|
        condong ke kabel""",
        never=r"""
        layangan|kebagian yang|kabel (?:printer|charger|data|komputer|mouse|usb|hp|lan|cas|
        mik\w*|laptop|keyboard)""",
    ),
    Sign(
        r"(?:ke|per|ter)?celaka\w*|kecelakaan|tabrak\w*|nabrak|accident",
        beside=r"""
        (?:kecelakaan|tabrak\w*|nabrak|celaka) ~6 (?:ditanya\w*|diminta\w*|belum|tidak|
        darah\w*|ditolak|sekarang|tadi|disuruh)|korban ~1 (?:kecelakaan|
        tabrak\w*) ~4 (?:diminta|disuruh|tidak|belum)""",
        never=r"""
        klaim|santunan|tahun lalu|jasa raharja|kronologi|asuransi|tahun kemarin|bulan maret|
        (?:formulir|form|surat|berkas) ~2 (?:kecelakaan|tabrak\w*)|dulu (?:pernah )?(?:kecelakaan|
        tabrak\w*|nabrak)|(?:kecelakaan|tabrak\w*) dulu""",
    ),
    Sign(
        r"tenggelam|hanyut|keseret|terseret|drown\w*",
        beside=r"<person>",
        never=r"""
        (?:berkas|laporan|komentar|sandal|jembatan|dagangan|kulkas|surat|perahu|rumah|dokumen|
        ijazah|
        ktp|kk|kartu|akta|pengaduan|suara|usul|lapak|sawah|motor|mobil|jalan)\w* ~4 (?:tenggelam|
        hanyut|keseret|
        terseret)|santunan|korban tenggelam gelombang|pelatihan|tumpukan|grup|
        (?:tenggelam|hanyut|terseret) (?:suasana|dalam|di (?:berkas|antri\w*|tumpukan)|
        oleh suasana|kasus|arus kas)""",
    ),
    Sign(
        r"hilang",
        beside=r"""
        (?:anak|bocah|adik|cucu|gadis|nenek|kakek|keponakan|nelayan|pendaki|istri|
        suami)\w* ~2 hilang (?:dari|sejak|sudah|
        tadi|kemarin|di)""",
        never=r"""
        (?:kk|ktp|kartu|akta|berkas|kia|ijazah|sandal|sepatu|nama|data|hp)\w* ~2 (?:anak|bocah|adik|
        cucu|gadis|nenek|kakek|keponakan)\w* ~2 hilang|hilang (?:dari|di) (?:daftar|kk|data|sistem|
        aplikasi|laut)|sebentar""",
    ),
    Sign(
        r"roboh\w*|rubuh\w*|ambruk\w*|ambrol\w*|runtuh\w*|reyot|retak\w*|goyang\w*|jebol",
        beside=r"""
        (?:plafon|atap|tembok|dinding|tiang listrik|pohon|jembatan|bangunan|gedung|genteng|
        kelas|tangga|pagar)\w* ~4 (?:roboh|rubuh|ambruk|ambrol|runtuh)|(?:tembok|dinding|
        jembatan) ~3 (?:retak|goyang)\w* ~3 (?:goyang|gede|roboh|runtuh)|mau (?:roboh|rubuh|
        ambruk|ambrol)""",
        never=r"""
        (?:kursi\w*|sistem|server|papan yang|harapan|kepercayaan) ~2 (?:roboh|rubuh|ambruk|ambrol|
        runtuh|reyot|retak|goyang)\w*|reklame|karung|sempat dibangun""",
    ),
    Sign(
        r"roboh|rubuh|ambruk|ambrol|runtuh|tumbang|jatuh|longsor|\w*timbun|banjir|putus",
        beside=r"""
        (?:roboh|rubuh|ambruk|ambrol|runtuh|tumbang|jatuh) ~2 (?:menimpa|nimpa|
        mengenai) ~1 <person>|
        (?:lantai|tiang|panggung|tribun|menara|balkon) ~1 (?:\w+ )?(?:roboh|rubuh|ambruk|ambrol|
        runtuh)|longsor ~2 (?:menimbun|nimbun|menimpa)|tertimbun ~2 (?:longsor|tanah)|
        (?:banjir|air) ~2 (?:(?:sampai|setinggi) (?:leher|dada|atap)|se(?:leher|dada|atap))|
        banjir .*\bevakuasi|terjebak (?:banjir|longsor|api)|
        jembatan\w* ~1 putus .*(?:jatuh|hanyut|terjun)""",
        never=r"""
        harga|kepercayaan|bulan lalu|tahun lalu|sistem|server|berkas|simulasi|latihan|jalur evakuasi
        |rencana""",
    ),
    Sign(
        r"buaya|harimau|beruang|macan",
        beside=r"""
        (?:buaya|harimau|beruang|macan) ~2 (?:muncul|masuk|berkeliaran|nyerang|menyerang|
        menerkam|ngamuk)""",
        never=r"kebun binatang|patung|karcis|film|cerita|kertas",
    ),
    Sign(
        r"(?:ke)?(?:cemplung|jebur|jegur)",
        beside=r"<person>|got|sumur|kolam|sungai|selokan|laut|parit|septik|waduk|empang",
        never=r"(?:hp|kunci|dompet|uang|kartu|tas|sandal|gelas)\w* ~2 ke\w+|ikut kejebur",
    ),
    Sign(
        r"rem|remnya|ban|bannya",
        beside=r"rem\w* blong|ban(?:nya)? ~1 gundul",
        never=r"lulus|lolos|gagal|uji|kir|ditolak|ditilang",
    ),
)
