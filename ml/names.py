"""Given names of Indonesia, and the everyday words that a name after "Pak" or "Bu" is told from.

A name is masked after a cue word when it stands here or is no everyday word; without a cue only
a capitalised name from GIVEN_NAMES is. Names that are also everyday words (Indah, Jaya, Mawar)
stand in neither list's certain part: they need a cue and a capital letter.
"""


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text, which a person can read and extend."""
    return frozenset(text.split())


GIVEN_NAMES: frozenset[str] = words(
    """
    aan abdul abdullah abdurrahman abidin achmad ade adi adinda aditya adnan afif agung agus
    agustina agustinus agnes ahmad aida ainun aisyah aji akbar akhmad alamsyah aldi alex alfian
    alfred ali alif alimin alya amalia amanda amelia amin amir aminah amirudin amiruddin ana anam
    ananda andi andika andre andreas andri andrian anggi anggraeni anggraini anggun ani anies anik
    anisa anita anna annisa anton antonius anwar apriani apriyanto ardi ardian ardiansyah ari
    arief arif arifin arini aris arman armansyah arya asep asih asmara asrul astri astuti atika
    atikah aulia aurel ayu azhar azis aziz azizah azzahra badrun baharuddin baharudin bahtiar
    bambang basri basuki beni benny berlian bintang bobby boby budi budiarto budiman budiono
    budiyono budianto burhan burhanudin candra chairul chandra choirul christina citra dadan
    dadang dahlan damar dani daniel danu darma darmawan darmawati darmanto darso darsono darto
    daryanto daryono dayat dede dedi dedy deni denny desi dessy desti destri devi dewanti dewi
    dhani dian diana dicky didik diki dimas dina dini dinda diyah djoko dodi doni donny dwi edi
    edy effendi efendi eka eko elis elisa elisabeth ella elly elsa ely emi endang endah endra eni
    erika erlangga erlina erna ernawati erni erwan erwin esti eti eva evi evita faisal fajar fajri
    farhan farid farida fatimah fatma fatmawati fauzan fauzi fauziah febri febriana febriansyah
    febrianti fendi ferdi ferdian ferdinand ferry fikri fitri fitria fitriani fitriana fransiska
    fredi gatot gilang ginanjar gito gunadi gunarto gunawan guntur hadi hafiz hafizh halimah
    hamdan hamid hamidah hamzah handayani handoko hani hanif hanifah hardi harianto harini haris
    harjo hariyanto hartati hartini hartono haryanto haryono hasan hasanah hasanudin hasanuddin
    hasim hasyim helmi hendra hendrawan hendri hendro heni henny hera herawati heri herlina herman
    hermanto hermawan herry heru hesti hidayat hidayati husein husin husna ibnu ibrahim ida idris
    ijah ikhsan ikhwan ilham ilyas imam iman imas imron ina indra indrawan indrawati indri
    indriani intan irawan irawati irfan irma irsan irwan irwansyah isah ismail isnaini istiqomah
    ita iwan iyan izzah jaenal jafar jamal jamaludin jamilah jarwo jefri jeni jihan jimmy joko
    jono johan johannes jonathan joni juariah juhari juliana julianto jumadi juminah jumiati
    junaedi junaidi juni kadir kamal kamil karim karina karno karsih karso karsono kartika kartini
    karto kasiem kasih kasim kasman kasmin kasno khadijah khairul khairunnisa khoirul khotimah
    koko komar komariah komarudin krisna krisnawati kurnia kurniasih kurniawan kurniawati kusno
    kusuma kusumo laila lailatul laras lasmi lastri latif latifah leni lestari lia lidia lidya
    liliana lilik lilis lina linda lisa listiani lukman lulu luluk lusi lusiana lutfi lutfiah
    lydia made mahmud mahmudah malik mansur mansyur maria mariam mariana marini mario marlina
    marni marsih marsudi marsono martha marto martono marwan marwoto maryadi maryam maryani
    maryati maryono masitoh maslikah maulana maya mayasari mega meilani melati meli melinda meri
    mira mirna misbah misnawati mita mochamad mohamad mohammad mochammad muchlis muhamad muhammad
    muhidin muhlis muji mujiati mujiono mukhlis muklis mulyadi mulyana mulyani mulyati mulyono
    munawar munir murni murniati murtini musa musdalifah muslih muslimin mustafa mustofa mutia
    mutiara nabila nadia nadya nanang nanda nani nanik narti naryo nasir nasrudin nasrul nia niki
    nila nina ningsih nisa nita nofi nofita norma novi novia novianti novita nugraha nugroho nunik
    nunung nur nurdin nuraini nurbaiti nurdiana nurfadilah nurhadi nurhasanah nurhayati nurjanah
    nurkholis nurlaila nurlela nurul nuryanto okta oktavia oktaviani pandu panji parjo parman
    parmin parno parti parto paryono paulus pipit ponimin poniman ponirah poniyem prabowo pradana
    pramono prasetya prasetyo pratama pratiwi prayitno prayogo priyanto priyono puji pujiati
    pujiono purnama purnomo purwanto purwati puspita puspitasari putra putri putu rachmat raden
    rafi raharjo rahayu rahma rahman rahmat rahmawati rahmi rais raka rama ramadhan ramadhani
    ramli rangga rani ranti rasyid ratih ratna ratnasari raudah rendi reni renny reno resti retno
    reza rezki ria rian ricky ridho ridwan rifai rifki rifqi rika riki rina rini rinto rio riska
    riski risma rismawati rita riyan riyanto riza rizal rizka rizki rizky rizqi robby robert
    rohani rohayati rohim rohman rohmat rohmah rokayah rokhim rolando roni ronny rosa rosdiana
    rosida rosidah rosita rosmala rosmiati rosnawati rosyid ruben rudi rudianto rudy rukmana
    rukmini rukiyah rusdi rusli rusman rusmiati rusmini rustam ruslan sabar sabrina sadiyah
    saepudin safitri saiful saifudin saifuddin sakinah salamah saleh salim salma salsabila samiran
    samirah samsiah samsudin samsul sandi sandra sanjaya sanusi santi santosa santoso sapto
    saputra saputri sari sarinah sariyem sarmi sarno sartika sartini saryono satria satrio sekar
    septi septian septiana seno setiadi setiawan setiawati setiono setyawan setyo setyowati shinta
    siska sigit sinta siswanto siswoyo siti sofyan solihin soleh solikin sondang sony sri stefani
    stevanus subagio subagyo subandi subekti subhan subiyanto subroto sudarman sudarmaji sudarso
    sudarsono sudaryanto sudarto sudibyo sudiono sudirman sudiro sudrajat sugeng sugianto sugiarti
    sugiarto sugiono sugiyanto sugiyono suhadi suhaimi suhandi suhardi suhardiman suharno
    suharsono suhartati suharti suhartini suhartono suharyanto suhendar suhendra suherman sujana
    sujarwo sujatmiko sujiati sujono sukamto sukarman sukardi sukarno sukarti sukartini sukasih
    sukesih sukimin sukinah sukini sukirman sukirno sukiyem sukma sukmawati sulaiman sulami
    sulastri sulistiono sulistyawati sulistyo sulistyowati sumantri sumardi sumarni sumarno
    sumarsono sumarti sumartini sumartono sumarwan sumaryono sumiati sumarmi suminah sumini
    suminto sumirah sumitro sumiyati sunardi sunarno sunarsih sunarti sunarto sunaryo sundari
    suparjo suparman suparmi suparmin suparno supartini suparti suparto supatmi supono supoyo
    supri supriadi suprapti suprapto supratman suprihatin supriono supriyadi supriyanto supriyono
    surahman surasa surati surip surono surti surya suryadi suryana suryani suryanto suryati
    suryono susanti susanto susi susiana susilawati susilo susilowati susiyanti sutarjo sutarman
    sutarmi sutarno sutarti sutikno sutinah sutini sutirah sutisna sutiyem sutiyono sutomo sutopo
    sutoyo sutrisno suwandi suwardi suwarni suwarno suwarti suwarto suwito suwondo suyadi suyanti
    suyanto suyatmi suyati suyatno suyitno suyono syahrial syahrul syaiful syamsudin syamsul
    syamsuri syarif syarifah syarifudin syarifuddin taufan taufik taufiq teddy teguh theresia
    thomas tia tika tini tino tiara titi titik titin tjahjono toni tono totok toto triana trianto
    tri triyono tukijan tukimin tukinem tukiran tukirin turino tuti tutik udin ujang ulfa umar umi
    untung usman utami utomo vera veronika veri vina vita wagiman wagimin wagiyem wagiyo wahid
    wahidin wahyu wahyudi wahyuni wahyuningsih waluyo warsini warsito warsono warti wasis wati
    wawan wayan welas wibowo wicaksono widada widayat widi widia widiastuti widodo widya widyawati
    wijaya wijayanti wijayanto winarno winarni winarsih winarti windi windy wiranto wiratno wiwik
    wiwin wulan wulandari yadi yani yanti yanto yanuar yasin yati yayan yayuk yeni yenny yessi
    yogi yohana yohanes yoga yolanda yono yosef yoyok yudha yudhi yudi yuli yulia yuliana yuliani
    yulianti yulianto yuliawati yuliati yulita yuni yuniar yuniarti yunita yunus yusak yusman
    yuswanto yusnita yusri yusril yusron yusuf zaenab zaenal zaenuri zahra zainab zainal zainudin
    zainuddin zaki zakiah zakaria zubaidah zulaikha zulfa zulfikar zulham zulkarnain zulkifli
    """
)

AMBIGUOUS_NAMES: frozenset[str] = words(
    """
    ade agung akbar alif ana anda aji bintang budiman citra damar endah fajar gilang guntur hadi
    iman imam intan kasih laras lestari maya mega melati murni mutiara panji purnama putra putri
    puji raden rahmat rama rani sabar sari satria sekar setia surya tri dwi eka titik tika untung
    utami wahid welas berlian wulan toto koko dede kusuma malik ratu ria reni kamal amin ali ari
    ani ita ina nia tia umi eti oki juni mario robert lulu titi surip made putu nur dayat munir
    rais kamil harini apik aan ida muji anam santi wati niki
    """
)
"""Names that are also words, places or so short that only a cue word makes them a name."""

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
    ngejuk geluk saka sako dija dijo dudi disan tiyan puskam tabik mahap pai dang jama jamo jak
    anjak mit lamon manteri nayah cutik balak lunik khadu ghadu unyin sunyin
    """
)
"""Words that follow a form of address without being a name ("pak satpam", "bu minta tolong")."""

TITLES: frozenset[str] = words(
    """
    h hj haji hajah hajjah dr drg drs dra ir prof kh ust ustad ustadz ustadzah raden rt rw lurah
    camat kades kadus kabid kadis kasi kasie kasubag kepala ketua sekdes bidan dokter suster
    perawat guru polisi polwan satpam petugas pegawai kasir hakim jaksa penghulu penyuluh mantri
    notaris briptu bripka brigadir bripda aipda aiptu ipda iptu akp kompol serda sertu serka serma
    kopda kapten
    """
)
"""Words that may stand between the form of address and the name ("Bu Bidan Ani")."""

PLACE_CUES: frozenset[str] = words(
    """
    rs rsu rsud rsia rsud. rsup sd sdn smp smpn sma sman smk smkn mts min man uin iain univ
    universitas bandara stadion masjid jalan jl jln gedung taman pasar kampus klinik yayasan
    pesantren ponpes kab kabupaten kota kec kecamatan kel kelurahan desa dusun provinsi pt cv toko
    warung bank pulau gunung sungai hotel terminal stasiun pelabuhan tugu lapangan bendungan
    """
)
"""A capitalised name after one of these names a place, not a person (RSUD Abdul Moeloek)."""
