"""The everyday words and turns of speech that a name after "Pak" or "Bu" is told from."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text, which a person can read and extend."""
    return frozenset(text.split())


EVERYDAY_WORDS: frozenset[str] = words(
    """
    topi kacamata kumis kumisan jaket kemeja seragam peci kopiah rambut botak gondrong tato kerudung
    hijab jilbab batik tinggi gemuk kurus pendek berkacamata berjilbab brewok uban berkumis
    a abis ada adalah adl admin adminnya ae agak agar aja ajah ajak aku akte akta alamat
    alhamdulillah amat ambil anak ane anda anggota antar antara antre antri antrian antrean apa
    apaan apakah apalagi aplikasi apoteker arsip asal asli asisten astaga atas atau atasan ato
    awal ayah ayo b babinsa badan bagaimana bagi bagian bagus bahasa bahwa baik baiknya baju bakal
    balik banget bangga bangku bansos bantu bantuan banyak bapa bapak baru bareng bawa bawahan
    bayar bayi beda begini begitu belakang beli belum bendahara benar bener beneran bentar berapa
    beras beres berkas bersama bersih bertugas besar besok betul bgt biar biasa biasanya biaya
    bidan bikin bilang bingung bisa blm blom bln blud bnyk boleh bos bpjs bpk br bs bu buat buka
    bukan buku bukti bulan bupati buruh butuh buk c cabang camat capek capil cara cek cekatan
    cepat cepet cerita ceria cewek cm coba cowok cs cuek cuma cuman d daftar dah dalam dalem dan
    dapat dapet dari darimana dateng datang datangnya dc dekan dekat deh demi dengan dengar denger
    depan desa dgn di dia dimana dimohon dinas direktur diri dispenduk dlm dok dokter dong donk
    dosen dpn dpt dr driver dua duduk dulu dusun e eh ejo emang emangnya emosi empat enak enggak
    engga entah entar esok f farmasi fisioterapi formulir foto fotokopi g ga gajah gak gan ganteng
    ganti gara gede gigi gila gimana gitu giziku gizi gk golongan gratis gubernur guru gini h
    habis hadir hakim halo halus hampir hanya harap hari harus hati hebat hp hrs hukum i ia ibu
    ibuk ikut ini inspektorat istri itu iya iyah j jadi jaga jaksa jalan jam jang jangan janji
    jauh jd jelas jelek jemput jg jgn jawab jawabannya juga jujur juru jutek k kabid kabar kades
    kadang kadis kadus kak kakak kalau kali kalo kami kamu kan kantor kapan kapolres kapolsek
    kapus karena karyawan kasat kasi kasih kasie kasir kasubag kasubbag kasun katanya kaur kaya
    kayak kayaknya ke kebersihan keadaannya kecamatan kecil kedua kelamaan keluar keluarga
    keluarahan kelurahan kemana kemarin kena kenal kenapa kepada kepala keras kerja kerjanya kesal
    kesel kesini ketua ketus ketusnya khusus kira kirim kita kk kl klo kmrn kok komandan kondektur
    konter kontak koordinator korban kota kpn krn ktp kua kuli kulo kunci kurang kurir kyk l
    laborat laboratorium laen lagi lah lain laki lalu lama lambat lamban lampu langsung lansia
    laporan lanjut lebih lemot lengkap lewat lg lgs lihat liat lima loket lu luar luas lucu lulus
    lumayan lupa lurah m maaf macam mah mahal mahasiswa main maju makan makasih maksud malah malam
    males mana mandor mang manis mantap mantri manual mantu marah mas masa masalah masih masing
    masjid masuk mau maunya mba mbak melulu memang menteri mending mengapa menit merah mereka
    mertua mesti mintanya minta mngkn mobil mohon monggo moso motor mts mual muda mudah mudahan
    mulai mundur mungkin murah musti mutasi n nah naik nak nambah nanti napa nda nderek ndak nemu
    ngga nggak ngomong nih nik nilai nomor notaris nunggu nuwun nyampe nya o oh ok oke om operator
    orang ortu p pada padahal padanya pagi pahit pak paket paling pandai panas panitera pantas
    para paraf paramedis parkir paspor pas pasien pasti pasar paten pejabat pegawai pekerja pelan
    pelayan pelayanan pembantu pendaftaran pemda pemilik pemkab pemkot pendamping pendata
    pengadilan pengawas penghulu pengurus penjaga penting relawan pahlawan negawan pulisi pny
    punya penyuluh penguji penyidik perangkat perawat perekam periksa perlu pernah pernahkah
    pertama pertamina pesan petugas petugasnya piket pindah pinter pintar piye pintu pkl pln plis
    pokoknya pol poli polisi polwan posisi posyandu ppl presiden pria ptsp pulang pun puskesmas
    pusing q r rajin ramah rame ramai rapi rapih rapat rawat rekam rekan ribet ribut rt ruang
    ruangan rumah rupiah rusak rw s saat saatnya saja saking sakit saksi salah salam sales sama
    samping sampai sampe samsat sana sangat santai saran satpam satpol satu saudara saya sbg sdh
    sdr sdri se sebab sebaiknya sebelah sebelum sebut security sedang sedikit segera sehat sejak
    sekali sekarang sekdes sekdin sekjen sekretaris sekali2 selain selalu selama selamat selesai
    seluruh semakin semangat sembarangan sementara semoga sempat semua semuanya senang sendiri
    sendirian seneng senin senyum seolah seperti sering serta serius sesuai setelah setia setiap
    siap siapa siapapun sih sila silahkan silakan sim simpatik singkat sini sipir situ siswa skck
    skrg smp smpe sm smua sndiri sopan sopir sosial sotoy spt staf staff stnk suami sudah suka
    sukses sulit sumpah supaya supir surat suruh susah suster sy t tabung tadi tagihan tahan tahu
    tahun takut tambah tampan tanah tangan tani tanpa tanya taruh tau tdi tdk tega tegas teknisi
    telat telepon teller teman temen tempat tenaga tentang tentara tepat terhormat terima terlalu
    ternyata terserah tersebut terus tetangga tetap tetep tgl tiap tiba tidak tiga tiket tim titip
    tni tolong tok top tp tua tugas tukang tunggu turun tutup u uang ud udah udh ujug ulang umum
    umumnya untuk upah urus urusan usah usaha usia ustad ustadz utk v verifikator w wajib wakil
    wali walikota wanita waktu waktunya warga wartawan weh wes wis wkwk wong wow x y ya yaa yah
    yaitu yang yank yg yng yth yuk z zaman zonasi pagi siang sore malam senin selasa rabu kamis
    jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober
    november desember lampung jawa sunda padang batak bali bandar bandarlampung metro pringsewu
    jakarta indonesia tiyuh nyak sikam kham sikindua puakhi puari nihan radu mak ulih abang kyai
    kandung hamil menyusui rumahtangga negara pertiwi kota jari angkat tiri asuh kos kost guru2
    dewan penghulunya buta tuli difabel disabilitas semestinya seharusnya kira2 mohon2 the is are
    was please thank thanks very good bad staff counter service nice so much and you not
    saiki saniki sakniki wingi bengi wengi niki niku mriki pundi piro pinten sopo sinten ngopo
    nopo opo endi ngendi ono wonten loro telu papat limo dino dinten suwi suwe dangu wedi lali
    kari kerjo sedoyo sedaya mugi mugo kono kene mrono mrene rene liyo iso saged saget ngerti
    ngertos ngeten ngoten ngene ngono meniko menika menopo menapa nyuwun matur kula nggih
    sampun mboten dereng ora durung nek yen sing iki iku kuwi karo lha mung namung takon njaluk
    tulung mbok pripun sepuh tuwo tiyang nganti ngantos didandani seko soko wawai helau tano
    ganta sinji hinji inji hino kidang kidah debi dibi bingi debingi dawah jemoh jeno haga
    dapok kilu ngedok mawat makkung gawoh munih muneh luwot lapah mulang khatong cawa cawani
    instruktur ogah kepsek ojol ustaz gojek
    admisi anu ditanya ditanyai arsiparis apoteker bungsu cowo carik kakung engkong kominfo
    kasubsi koas lambar naib
    pelaksana pemborong pengolah residen sekcam spesialis trantib kapal laut udara dinda ananda
    jenderal mayor minor kopi manis susu hangat panas dingin gondrong gendut kurus tinggi hijab
    ngejuk geluk saka sako dija dijo dudi disan tiyan puskam tabik mahap pai dang jama jamo jak
    anjak mit lamon manteri nayah cutik balak lunik khadu ghadu unyin sunyin
    """
)
"""Words that follow a form of address without being a name ("pak satpam", "bu minta tolong")."""

NEVER_SMALL: frozenset[str] = words("sabar setia teguh murni kasih apik asri anggun tegar damai")
"""Names that, written small, are taken for the ordinary words they are, whoever is addressed."""

FIXED_AFTER: dict[str, frozenset[str]] = {
    "budi": words("pekerti luhur daya bahasa baik"),
    "wahyu": words("ilahi allah tuhan"),
    "puji": words("tuhan syukur allah"),
    "kasih": words("sayang tuhan tau tahu uang"),
    "untung": words("ada ga gak nggak tidak aja saja masih cepat sudah udah saya"),
    "bintang": words("lima empat satu dua tiga"),
    "surya": words("panel"),
    "fajar": words("menyingsing"),
    "titik": words("rumah kumpul koordinat lokasi temu henti"),
    "guntur": words("dan petir"),
}
"""Words after which a name is a turn of speech ("Budi pekerti")."""

FIXED_BEFORE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("mbah", "simbah", "eyang"), words("putri kakung lanang wedok buyut")),
    **dict.fromkeys(("saudara", "kakak", "adik"), words("kembar kandung sepupu ipar tiri")),
    "teh": words("pucuk botol gelas kotak sisri sosro manis hangat tawar celup hijau poci"),
    "bang": words("toyib jago napi"),
    "kak": words("ros"),
    "om": words("telolet"),
    **dict.fromkeys(("jaksa", "hakim"), words("agung")),
}
"""By the form of address, words that make it an ordinary word ("mbah putri")."""

STRENGTHENED: frozenset[str] = words("banget bgt sekali skali amat pisan bener nian nihan tenan")
"""What follows a quality and never a name ("Bu Sabar banget")."""

TITLES: frozenset[str] = words(
    """
    h hj haji hajah hajjah dr drg drs dra ir prof kh ust ustad ustadz ustadzah raden rt rw lurah
    camat kades kadus kabid kadis kasi kasie kasubag kepala ketua sekdes bidan dokter suster
    perawat guru polisi polwan satpam petugas pegawai kasir hakim jaksa penghulu penyuluh mantri
    notaris briptu bripka brigadir bripda brigpol bharada bharatu aipda aiptu ipda iptu akp akbp
    kompol kombes brigjen irjen komjen jenderal serda sertu serka serma pelda peltu kopda koptu
    br boru kopka pratu praka prada letda lettu kapten mayor letkol kolonel romo pdt pendeta habib
    buya gus
    """
)
"""Words that may stand between the form of address and the name ("Bu Bidan Ani")."""

PLACE_CUES: frozenset[str] = words(
    """
    rs rsu rsud rsia rsud. rsup sd sdn smp smpn sma sman smk smkn mts min man uin iain univ
    universitas bandara stadion masjid jalan jl jln gedung taman pasar kampus klinik yayasan
    pesantren ponpes kab kabupaten kota kec kecamatan kel kelurahan desa dusun provinsi pt cv toko
    warung bank pulau gunung sungai hotel terminal stasiun pelabuhan tugu lapangan bendungan
    puskesmas pustu posyandu polindes rsj rsab rumah balai aula museum makam halte simpang jembatan
    waduk apotek lab kelas ruang sanggar paud tk sdit smpit sdi madrasah sekolah panti monumen
    perpustakaan taman bundaran hari jembatan perumahan perum komplek pt cv ud koperasi
    """
)
"""A capitalised name after one of these names a place, not a person (RSUD Abdul Moeloek)."""
