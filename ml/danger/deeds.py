"""Danger that people are to others or to themselves: violence, threats, coercion, despair."""

from ml.danger.signs import Sign

DEEDS: tuple[Sign, ...] = (
    Sign(
        r"""
        (?:di|ke|mem|m)?bacok\w*|(?:di|menge|ng)?keroyok\w*|(?:di|meng)?aniaya\w*|dianiaya|
        (?:di|mem|m)?perkosa\w*|pemerkosa\w*|(?:di|pen)?cabul\w*|(?:di|meny|ny)?sekap\w*|
        (?:di|men)?culik\w*|(?:di|menge)?gebuk\w*|digebug\w*|(?:di|men|n)?tonjok\w*|ditinju|
        (?:di|ter)cekik(?:i|in)?|cekik|dicekek|(?:di|men|n)?tampar\w*|ditampol|(?:di|men|
        n)?jambak\w*|(?:di)?keplak\w*|diantem\w*|(?:di)?kaplok\w*|dikaploki|diseret\w*|
        diinjak\w*|diidak\w*|dipasung|dikurung|disundut|ditelanjang\w*|disetrap|kdrt|stabbed|
        raped|beaten|strangl\w+""",
    ),
    Sign(
        r"(?:di|ne)?teror|diteror\w*|meneror|pelecehan|dilecehkan|melecehkan|pedofil\w*",
    ),
    Sign(
        r"kekerasan",
    ),
    Sign(
        r"""
        tersedak|keselek|choking|overdos\w*|baygon|(?:di)?tikam\w*|disiksa|menyiksa|
        penyiksaan|dilukai|tertembak|dipiting|dihamili|disetubuhi|setubuh\w*|assault\w*|
        abused?|harass\w*""",
    ),
    Sign(
        r"visum",
        never=r"tarif|biaya|berapa|laut|map|capek",
    ),
    Sign(
        r"(?:di|me|ke)?pukul(?:i|in|an)|dipukul\w*|memukul\w*|mukul\w*|pukuli|punch\w*",
        never=r"""
        (?:pintu\w*|meja\w*|mesin\w*|printer|palu|paku|gendang|beduk) ~5 \w*pukul\w*|
        pukul\w* (?:meja|pintu|mesin|palu)|takut dipukul""",
    ),
    Sign(
        r"""
        (?:di|men|n)?tendang\w*|(?:di|men|n)?dorong\w*|dilempar\w*|(?:di)?lempari\w*|grabbed|
        pushed|kicked""",
        beside=r"""
        (?:tendang|dorong|lempar)\w* ~4 (?:jatuh|labuh|berdarah|luka|kursi roda sampai|
        batu\w*|kaca)|(?:ibu|ayah|anak|saya|nenek|kakek|bapak|istri|perut) ~2 (?:ditendang|
        ditendangi)|menendang (?:saya|anak|perut|kaki)|grabbed|pushed|kicked""",
        never=r"kursi ditendang|gerobak|meja|map|tadi|pintu",
    ),
    Sign(
        r"(?:di|meng|ng|ter|ke)?hajar\w*",
        beside=r"""
        (?:saya|gw|gue|gua|aku|kau|kamu|lu|lo|petugas\w*|kalian|dihajar|sampai|orang|habis\w*)""",
        never=r"hujan|ongkos|biaya|nasi|makan",
    ),
    Sign(
        r"""
        (?:di|mem|m|ku)?bunuh\w*|membunuh|pateni|dipateni|mateni|(?:di|meng)?gorok|habisi|
        dihabisi|murder""",
        never=r"""
        bunuh waktu|pembunuh\w*|novel|film|membunuh (?:waktu|bosan|kuman|bakteri|usaha)|kuman|
        nyamuk|hama|tikus|harapan|semangat""",
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
        (?:bawa|bawain|todong|ditodong|nodong|acung\w*|ngacung\w*|ancam\w*|diancam|asah|
        ngasah|nenteng|pegang|siram|disiram|nyiram|pakai) ~2 (?:pisau\w*|golok|parang|celurit|
        clurit|linggis|pistol|senjata|sajam|senpi|samurai|badik|kunci roda|air keras|petasan|
        molotov|knife|gun)|(?:bawa|siram|disiram|nyiram) bensin (?:ke|nanti|besok|buat|terus|
        lalu|ke sini|kesitu)|siram bensin|molotov""",
        never=r"dilarang|larangan|solar|ongkos|keripik|bermain",
    ),
    Sign(
        r"(?:di|mem|m|ke|ter|ku|tak)?bakar\w*|ngobong|obong|dibakar",
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
        r"""
        (?:di|me|ng)?(?:raba|remas|remes|grepe|cium|colek|peluk|pegang|grayang|gerayang|
        intip)\w*|ngintip""",
        beside=r"""
        (?:raba|remas|remes|grepe|grayang|gerayang)\w* ~3 <part>|<part>\w* ~3 (?:diraba\w*|
        diremas|diremes|dipegang2?|digrepe\w*|dicium|dicolek)|(?:dicium|dipeluk|diraba\w*|
        digrepe\w*|digerayang\w*) ~2 (?:paksa|sama|petugas|guru|oknum|pegawai|bapak|satpam)|
        pegang[- ]?pegang (?:paha|pantat|dada|badan)""",
        never=r"tangan ibu|pundak|tangan saya waktu|urat|leopold|meraba",
    ),
    Sign(
        r"(?:di|ter)?kunci\w*|(?:di)?gembok|locked",
        beside=r"""
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
        r"(?:di)?paksa\w*|memaksa",
        beside=r"""
        dipaksa (?:kawin|nikah|menikah|buka baju|telanjang|melayani|berhubungan|tidur|hamil)|
        (?:kawin|nikah) paksa""",
    ),
    Sign(
        r"mati",
        beside=r"""
        (?:mau|ingin|pengen|pingin|mending|mendingan|biar|pilih|baik|pengin|kepengin|
        arep) ~1 mati(?: saja| wae| sekalian| rasanya|$)|mati saja|mati wae""",
        never=r"""
        (?:sampai|sampe|nganti) ~1 mau mati|lampu|ac|matiin|hp|server|mesin|listrik|calo""",
    ),
    Sign(
        r"hidup\w*|urip|hurip|hurik|nyawa\w*|life|live",
        beside=r"""
        (?:capek|cape|lelah|bosan|bosen|kesel|kesal|malas|males|muak|tidak mau|tidak kuat|
        tidak sanggup|ora kuat|wegah|tidak ingin|tidak pengen) ~1 (?:hidup|urip|hurip|hurik)|
        tidak kuat urip|(?:tidak ada|buat apa|apa|percuma) (?:guna\w* )?(?:saya )?hidup|
        (?:akhiri|mengakhiri|habisi) hidup|hidup (?:lagi )?(?:tidak|percuma|sia)|melayang|
        taruhan nyawa|tidak (?:mau|ingin) bangun lagi|hidup (?:saya )?(?:sudah )?(?:hancur|
        tidak berarti|tidak berguna)|menyerah (?:sama|dengan) hidup|nyawa\w* (?:taruhan\w*|
        melayang|hilang)|end my life""",
    ),
    Sign(
        r"bunuh|gantung|nadi|silet\w*|lompat|loncat|suicide|racun",
        beside=r"""
        bunuh diri|gantung diri|nadi|silet|(?:mau|ingin|mending|pengen) (?:lompat|loncat|
        terjun)|lompat (?:saja|dari lantai)|suicide|minum racun|nenggak racun""",
        never=r"bikin (?:mau |pengen |ingin )?bunuh diri|lumpat",
    ),
    Sign(
        r"ada|adanya",
        beside=r"""
        mending (?:saya|aku|gue|gw) (?:tidak|gak) (?:usah |perlu )?ada(?: lagi| sekalian|
         saja| \W|$)|(?:kalau|bila|jika|sepeninggal) (?:saya|aku|gue|
        gw) (?:sudah )?tidak ada(?: lagi| \W|$)""",
    ),
    Sign(
        r"pikiran\w*",
        beside=r"takut (?:sama|dengan|pada) pikiran",
    ),
    Sign(
        r"ilang|hilang|pamit|menghilang|nyusul|menyusul|mentas|gone",
        beside=r"""
        (?:mau|ingin|pengen|pingin|pengin) (?:ilang|hilang|menghilang) (?:saja|aja|dari|
        rasanya)?|(?:ingin|mau) menyusul (?:ibu|bapak|suami|istri|almarhum\w*)""",
        never=r"nomor|menyusul berkas",
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
