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
    aan abdul abdullah abdurrahman abidin achmad acong ade adi adinda aditya adnan afif afrida
    afriyanti afrizal afung agnes agung agus agustina agustinus ahmad ahong aida ainun aisyah aji
    akbar akhmad akiong akmal alamsyah aldi alex alfian alfin alfina alfino alfred ali alif alimin
    aliong alvaro alya amalia amanda ambarita amei amelia amin aminah amir amira amiruddin
    amirudin ana anam ananda andi andika andre andreas andri andrian anggi anggiat anggraeni
    anggraini anggun ani anies anik anindya anisa anita anna annisa anton antonius anwar apriani
    apriyanto aqila ardi ardian ardiansyah ari ariani arief arif arifin arimbawa arini aris
    aritonang arkan arman armansyah arsya artawan arya aseng asep asih asmara asril asrul astawa
    astri astuti athar atika atikah aulia aulya aurel ayu ayunda azhar azis aziz azizah azka azmi
    azwar azzahra azzam badrun bagas baharuddin baharudin bahtiar bambang baso basri basuki bayu
    benediktus beni benny berlian berliana bernadeta bernadus binsar bintang blasius bobby boby
    bonar bryan budi budianto budiarto budiman budiono budiyono burhan burhanudin butarbutar
    candra carkim carmin carsini casman cecep chairul chandra chika choirul christina citra dadah
    dadan dadang dafa daffa dahlan dalijo daliman damar dameria dani daniel danu darkum darma
    darman darmanto darmawan darmawati darmilah darmin darmini darmono darmuji darsih darsinah
    darsini darso darsono dartini darto darwis daryanto daryati daryono dasiman dasiyem daulay
    davin dayat dede dedeh deden dedi dedy delfi deni denny desi desmawati desrizal dessy desti
    destri devi devina dewanti dewi dhani dian diana dicky didik didin diki dimas dina dinar dinda
    dini dita diyah djoko dodi dominggus donatus doni donny dortea dudung dumaria dwi edi edy
    efendi effendi eka eko elis elisa elisabet elisabeth ella elly elsa elvina elvira ely eman
    emanuel emi encep endah endang endra engkos eni entin enung epul erika erlangga erlina
    ermawati erna ernawati erni ernita erus erwan erwin ester esti eti euis eva evi evita fabian
    fadhil fadil fadli fahmi fahri fahrudin fahrul faisal fajar fajri fakhri farah farhan farid
    farida faris fathan fathia fatimah fatma fatmawati fauzan fauzi fauziah febby febri febriana
    febriansyah febrianti fendi feni fenny ferdi ferdian ferdinan ferdinand ferdinandus ferry
    fikri filipus fira firman firmansyah fitri fitria fitriana fitriani florentina fransina
    fransiska fransiskus fredi gabriel gatot gilang gina ginanjar ginda ginting giska gito gomgom
    gregorius gultom gunadi gunardi gunarto gunawan guntur gusti hadi haeruddin haerudin hafidz
    hafiz hafizh haikal halimah halomoan hamdan hamid hamidah hamzah hana handayani handoko hani
    hanif hanifah hanna harahap hardi hariadi harianto harini haris hariyanto harjo harmoko
    harsono harsoyo hartadi hartati hartini hartono hartoyo harun haryadi haryanto haryati haryono
    hasan hasanah hasanuddin hasanudin hasbi hasim hasnah hasnawati hasni hasniah hasriani hasyim
    helmi hendarsin hendarto hendi hendra hendratno hendrawan hendri hendrik hendrikus hendro
    hendry heni henny hera herawati heri heriyanto herlina herlince herman hermanto hermawan herry
    heru herwanto heryanto hesti hidayat hidayati hidayatullah hilda hilman hilmi hironimus hisar
    hotma hotmaida hotman husein husin husna hutabarat hutagalung hutapea hutasoit ibnu ibrahim
    ida idris ignasius iis ijah ika ikbal ikhsan ikhwan ilham ilyas imah imam iman imanuel imas
    imron ina indra indrawan indrawati indri indriani inggrid inka intan iqbal irawan irawati
    irfan irma irsan irwan irwansyah isah ismail isnaini istiqomah ita itoh iwan iyan izzah
    jaelani jaenal jafar jajang jajat jamal jamaluddin jamaludin jamilah jarwo jasman jasmin
    jaswadi jauhari jazuli jefri jeni jessica jhonny jihan jimmy johan johannes joko jonathan
    jonggi joni jonny jono juariah juhari juliana julianto jumadi jumanto jumari jumarni jumi
    jumiati juminah juminten jumirah jumiran jumiyem jumono junaedi junaedy junaidi juni juwari
    juwariyah juwita juwono kadek kadir kamal kamaruddin kamil kania karim karin karina karman
    karmila karmin karmini karno karsih karsiman karso karsono kartijo kartika kartiman kartini
    karto karyadi karyo karyono kasiem kasih kasim kasiyanto kasiyati kasmadi kasman kasmi kasmin
    kasmini kasmirah kasmuri kasno katmi katno kayla keisha ketut kevin kezia khadijah khairul
    khairunnisa khalid khanza khoirul khoirunnisa khotimah kinanti kirana kirman kirno klara koko
    kokom komang komar komariah komarudin kornelis kosasih krisna krisnawati kristin kristina
    kurnia kurniasih kurniawan kurniawati kusdianto kusmanto kusmiati kusnadi kusnanto kusno
    kusrini kusuma kusumo kuswandi kuswanto kuswati lahmuddin laila lailatul lala lamhot lamtiur
    lanny laras larasati lasmi lasmini lastri latif latifah laurensius legiman leginah legiyem
    leni leonardus lestari lestiyo lia lidia lidya liem liliana lilik lilis lilyana lina linda
    lisa listiani livia lodia lubis lucas ludovikus luh lukas lukman lulu luluk lumbangaol
    lumbantoruan luna lusi lusiana lutfi lutfiah luthfi lydia made magdalena maharani mahayasa
    mahfud mahfudz mahmud mahmudah maimunah maksum malik maman manaek manahan manalu mangasi
    mangatur mansur mansyur manullang manurung mappa marcel mardi mardiansyah mardiono mardiyah
    mardiyanto marfuah margareta margaretha marhaban maria mariam mariana marini mario markus
    marlena marlina marni marojahan marpaung marpuah marsih marsinah marsinem marsiti marsono
    marsudi martha martina martinah martini martinus marto martono marudut maruli marwan marwati
    marwiyah marwoto maryadi maryam maryani maryati maryatun maryono mashuri masitoh maslikah
    masrukin masrur masruri masruroh masykur matius mattola maulana maulida mawaddah maya mayasari
    mega meilan meilani meilin meimei meisya melati meli meliana melinda melisa melkianus meri
    mertayasa mesiyem mijan mikael mila milla mimin mira mirna mirza misbah misnah misnawati
    misran misrun mistar mita mochamad mochammad mohamad mohammad mona monica monika muchlis
    mudrikah muflih muhaimin muhamad muhammad muhidin muhlis muhtadi muhtadin muhtar muhtarom
    mujahid mujahidin muji mujiati mujiem mujiman mujinem mujiono mujito mukhlis mukhtar mukidi
    mukiyo muklis mukmin mulyadi mulyadin mulyana mulyani mulyanto mulyati mulyawan mulyono mumun
    munah munandar munasir munawar munawaroh munif munir muntaha muntasir munthe murjani murni
    murniati mursid mursidi mursinah murtado murtini muryani muryati musa musdalifah musinah
    muslih muslimah muslimat muslimin musriah musrifah mustafa mustakim mustaqim musthofa mustofa
    mutia mutiara muttaqin muzakki nababan nabil nabila nadhira nadia nadira nadya nafisah
    nainggolan najwa nanang nanda nandang nani nanik napitupulu narti naryo nashir nasikhah
    nasikin nasir nasrudin nasrul nasrullah nasution natalia naufal nawawi nayla neneng nengah
    neni nesya netty ngadiman ngadimin ngadinah ngadinem ngadino ngadiono ngadiyem ngatijo
    ngatiman ngatinem ngatini ngatiyem ngatmi ngatmin ngatno ngurah nia niki nikodemus nila nina
    ningsih nining nisa nita nofi nofita nofrizal norma nova novi novia novianti novita nugraha
    nugroho nunik nunung nur nuraeni nuraini nurbaini nurbaiti nurdiana nurdiansyah nurdianto
    nurdin nurfadilah nurfitri nurhadi nurhalimah nurhasan nurhasanah nurhayat nurhayati
    nurhidayah nurholis nuril nurjanah nurkhamid nurkhasanah nurkholis nurlaila nurlela nurlis
    nurmala nurmalasari nurrohman nursalim nursanti nursiah nurul nurwahid nurwanto nurwati
    nuryani nuryanto nuryati nyoman odang okta oktavia oktaviana oktaviani oktovianus onah orpa
    otong ovi paijan paijo paikem paiman paimin painah painem pakpahan pandu pangaribuan
    panggabean panjaitan panji pardede pariyem parjan parjiyem parjo parlin parman parmin parno
    parsih parsini parsiyah parti parto parulian paryanti paryono pasaribu pasha patimah patonah
    paulina paulus perangin petrus pipit ponidi ponijo poniman ponimin ponirah poniran poniyah
    poniyem prabowo pradana pramono pranoto prasetya prasetyo pratama pratiwi prayitno prayogo
    priska prita priyanto priyono puji pujiati pujiono purba purnama purnomo purwanto purwati
    puspawati puspita puspitasari putra putri putu qomariah qonita quin rabiah rachman rachmat
    rachmawati raden rafael raffi rafi raharjo rahayu rahma rahmadani rahmadi rahman rahmat
    rahmawati rahmi raihan rais rajagukguk raka rama ramadani ramadhan ramadhani ramdan ramdani
    ramlah ramli randi randy rangga rangkuti rani ranti rasidi rasiman rasmin rasmini rastini
    rasya rasyid ratih ratna ratnasari raudah regina regita rendi reni renny reno rere resa resti
    retno reva revan rewa reyhan reza rezki rhoma ria rian ricky rico ridho ridwan rifai rifan
    rifki rifqi rika rikardus riki riko rina rini rinto rio riska riski risma rismaini rismawati
    rita rivaldi riyan riyanti riyanto riza rizal rizka rizki rizky rizqi robby robert robi rofiah
    rofiq rohadi rohana rohani rohayah rohayati rohim rohimah rohmah rohman rohmat rokayah rokhim
    rolando romlah romli roni ronny rosa rosalia rosana rosda rosdiah rosdiana rosida rosidah
    rosidi rosita rosmaida rosmala rosmanidar rosmawati rosmiati rosmini rosnani rosnawati rosni
    rosyadi rosyid rosyidah royan ruben rubinah rubiyah rubiyem rudi rudianto rudy rukiman rukiyah
    rukmana rukmini rully rumaisa ruminah rumini ruminten rumiyati rumsiah rusdi rusdiana ruslan
    rusli ruslina rusman rusmanto rusmiati rusmini rusno rustam rustini ruswandi rusyanto ryan
    sabar sabila sabrina sadali sadikin sadiman sadiyah saefuddin saefudin saepudin safira safitri
    sahara saharuddin sahroni sahrudin sahrul saifuddin saifudin saiful saifullah saiman sainah
    sainem sakinah salahuddin salahudin salamah salamun saleh salim salimah salma salmah salman
    salsa salsabila salwa samad samidah samidi samidjo samijan saminah samini samirah samiran
    samiyati samiyem samosir samsiah samsiar samsudin samsul samsuri samuel sandi sandra sanem
    sangadah sanjaya santi santosa santoso sanusi sapardi saparudin sapto saputra saputri saragih
    sardi sardjono sari sariati sarijo sariman sarimin sarinah sarinem sarip saripah saripudin
    sariyah sariyem sarjito sarjiyem sarjono sarkiyah sarman sarmi sarmidi sarmin sarno sartika
    sartini sarwo sarwono saryanto saryati saryono sasa satiman satimin satinah satini satria
    satrio sawiyah sayem sayuti sebayang sefti sekar selamet selfina selly selvi sembiring seno
    septi septia septian septiana septinus setiadi setiawan setiawati setiono setyawan setyo
    setyowati shafa sheila shella sherly shinta sholeh sholihah sholihin siagian sigit sihombing
    sija silalahi silvester silvi silvia simanjuntak simatupang simbolon simson sinaga sinta
    siprianus sirait siregar sisca siska siswadi siswandi siswanto siswoyo sitanggang siti
    sitompul sitorus sitti situmorang slamet sobari sobirin sobri sodik sodikin sofyan soleh
    solekan solihat solihin solikin sondang sony sopian sopiyah sri stefani stefanus stephanus
    stevanus suardana suarta subagio subagyo subandi subardi subarjo subarkah subekti subhan
    subiyanto subroto sudana sudarmaji sudarman sudarmi sudarmin sudarmo sudarno sudarso sudarsono
    sudarto sudaryanto sudiarta sudibyo sudiman sudiono sudirman sudiro sudiyono sudjono sudrajad
    sudrajat sugeng sugianto sugiarti sugiarto sugiman suginem sugini sugiono sugito sugiyanto
    sugiyono suhadi suhaemi suhaeni suhaeri suhaili suhaimi suhana suhandi suhardi suhardiman
    suharjo suharjono suharno suharsono suhartati suharti suhartini suhartono suharyanto suhendar
    suhendra suhendri suheri suherman suhermin suherni sujadi sujana sujarwo sujatmiko sujiati
    sujinah sujiyem sujoko sujono sukamto sukardi sukarman sukarmin sukarno sukarsih sukarti
    sukartini sukasih sukendar sukendro sukerta sukesih sukidi sukijan sukiman sukimin sukinah
    sukini sukiran sukirman sukirno sukiswo sukiyem sukiyo sukma sukmana sukmawati sulaiman sulami
    sulastri sulistiono sulistyawati sulistyo sulistyowati sumadi sumaji sumanto sumantri sumardi
    sumardjo sumarji sumarlin sumarmi sumarmin sumarmo sumarna sumarni sumarno sumarsono sumarti
    sumartini sumartono sumarwan sumarwoto sumaryono sumiati sumijan suminah sumini suminto
    sumirah sumiran sumitro sumiyati sumiyem sunandar sunardi sunarno sunarsih sunarti sunarto
    sunaryo sundari sungkono supadi supandi supangat suparjan suparjo suparman suparmi suparmin
    suparmo suparno suparta suparti supartini suparto supatmi supiyah supiyati supono supoyo
    suprapti suprapto supratman suprayitno suprayogi supri supriadi suprihati suprihatin supriono
    supriyadi supriyanto supriyati supriyatin supriyono suradi surahman surani suranto surasa
    surati suratinah suratiyem suratman suratmin suratno surip suripto surono suroto surti surya
    suryadi suryana suryani suryanto suryati suryawan suryo suryono susana susanti susanto susi
    susiana susiati susilawati susilo susilowati susiyanti susmiati sutaji sutanto sutarjo
    sutarman sutarmi sutarno sutarti sutaryo sutaryono suteja sutejo sutiah sutikno sutiman
    sutinah sutini sutirah sutisna sutiyah sutiyem sutiyono sutomo sutopo sutoyo sutrisno suwaji
    suwandi suwanto suwardi suwarjo suwarjono suwarna suwarni suwarno suwarsih suwarso suwarti
    suwarto suwito suwondo suyadi suyamto suyanti suyanto suyati suyatmi suyatmin suyatno suyitno
    suyono syafii syafril syafrizal syafruddin syafrudin syahbudin syahid syahrial syahruddin
    syahrul syaifuddin syaifudin syaiful syakir syakira syamsuddin syamsudin syamsul syamsuri
    syarif syarifah syarifuddin syarifudin syifa syukri syukron tabrani tahir tajuddin tambunan
    tampubolon tarigan tarjo tarman tarmin tarminah tarmini tarmizi tarsih tarsiman tarsono
    tarwiyah taryati taryono tasman tasmi tasmiyati tasriah tasrif tasripin tasya tatang tatik
    taufan taufik taufiq taufiqurrahman teddy tedja tegar teguh tejo tenri thalia theodorus
    theresia thoha thomas tia tiara tiffany tigor tika timotius tini tino titi titik titin titus
    tiur tjahjono tjandra togar tohari tohir tohirin tolib tomi tommy toni tono topik toto totok
    toyib tri triana trianto trimo trini trisnawati trisno triyanto triyatno triyono tugiman
    tugimin tugino tugiran tugiyem tukijan tukimah tukimin tukinem tukino tukiran tukirin tukiyem
    tukul tumijan tumijo tumin tuminah tuminem tumini tumirah tumiran tumpal turiman turino
    turmudi turyati turyono tuti tutik uce ucok udi udin udjang ujang ukat ulfa ulfah ulil umar
    umaroh umi untung usamah usman uswatun utami utomo uum uus uyung vanesa vanessa vania vera
    veri vero veronika vicky vidya viktor vina vino vinsensius viona vira vita vivi wagiman
    wagimin wagini wagino wagirah wagiran wagiyem wagiyo wahab wahid wahidin wahyono wahyu wahyudi
    wahyudianto wahyudin wahyuni wahyuningrum wahyuningsih wakhid wakidi wakijo wakinah wakinem
    waluyati waluyo wanda wardiman wardoyo warsa warsidi warsiman warsinah warsinem warsini
    warsiti warsito warsiyem warsono warti wartini wasiman wasiran wasis wasito wati wawan wawang
    wawat wayan welas wibowo wicaksono widada widana widayat widi widia widianto widiastuti
    widiyanto widodo widuri widya widyastuti widyawati wiguna wijaya wijayakusuma wijayanti
    wijayanto wiji wildan wilhelmina wina winarni winarno winarsih winarti winda windi windy
    wiranata wiranto wiratno wirawan wiryo wiwik wiwin wiyanto wiyarti wiyatno wiyono wongso wulan
    wulandari yadi yadin yahya yakobus yakub yana yani yanti yanto yanuar yanuarti yasa yasin
    yasir yasmadi yasmi yasmin yatemi yati yatiman yatinem yatmi yatno yatun yaya yayan yayat
    yayuk yazid yeldi yemima yeni yenny yeremia yermias yesi yessi yessy yoga yogi yohana yohanes
    yohanis yola yolanda yonas yonatan yono yosafat yosef yosep yoseph yosi yosia yoyok yublina
    yudana yudha yudhi yudi yuhana yulfi yuli yulia yuliana yuliance yuliani yulianti yulianto
    yuliati yuliawati yulistia yulistiani yulita yulius yunanto yuni yuniar yuniarti yuniarto
    yuniati yunika yunita yunus yusak yusi yusman yusmaniar yusnani yusnidar yusnita yusri
    yusriadi yusril yusron yusuf yuswanto yuyun zaenab zaenal zaenuddin zaenuri zahra zahwa zaidan
    zainab zainal zaini zainuddin zainudin zainul zainuri zakaria zaki zakiah zakir zamroni
    zamzami zarkasi zaskia zidan zubaidah zuhdi zuhri zulaiha zulaikah zulaikha zulfa zulfahmi
    zulfan zulfikar zulham zulkarnaen zulkarnain zulkifli zulkifly zulkipli zumaroh
    """
)

AMBIGUOUS_NAMES: frozenset[str] = words(
    """
    ade agung akbar alif ana anda aji bintang budiman citra damar endah fajar gilang guntur hadi
    iman imam intan kasih laras lestari maya mega melati murni mutiara panji purnama putra putri
    puji raden rahmat rama rani sabar sari satria sekar setia surya tri dwi eka titik tika untung
    utami wahid welas berlian wulan toto koko dede kusuma malik ratu ria reni kamal amin ali ari
    ani ita ina nia tia umi eti oki juni mario robert lulu titi surip made putu nur dayat munir
    rais kamil harini apik aan ida muji anam santi wati niki budi dina sandi gusti surati ferry
    sija imah dadah sugeng ramadhan ramadan yasin beni soleh sholeh sakinah parno slamet wasis
    seno rohani pipit ananda reno ridho ilham fitri dini udi baso ayu selamet asri candra damai
    kirana bayu rasya tegar mila kasman arsya topik uus aira wahyu teguh pandu darma prima gede
    acong salsa samosir tarigan bagas
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
    "guntur": words("dan petir"),
}
"""Words after which a name is a turn of speech ("Budi pekerti")."""

STRENGTHENED: frozenset[str] = words("banget bgt sekali skali amat pisan bener nian nihan tenan")
"""What follows a quality and never a name ("Bu Sabar banget")."""

TITLES: frozenset[str] = words(
    """
    h hj haji hajah hajjah dr drg drs dra ir prof kh ust ustad ustadz ustadzah raden rt rw lurah
    camat kades kadus kabid kadis kasi kasie kasubag kepala ketua sekdes bidan dokter suster
    perawat guru polisi polwan satpam petugas pegawai kasir hakim jaksa penghulu penyuluh mantri
    notaris briptu bripka brigadir bripda brigpol bharada bharatu aipda aiptu ipda iptu akp akbp
    kompol kombes brigjen irjen komjen jenderal serda sertu serka serma pelda peltu kopda koptu
    kopka pratu praka prada letda lettu kapten mayor letkol kolonel romo pdt pendeta habib buya gus
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
