"""Words that citizens write without a capital at least eight times in the corpus, names left out,
and such as are told of people.

Behind "Pak" or "anak saya" an unknown word with a capital is a name, unless it stands here.
"""

from ml.names import words

COMMON_WORDS: frozenset[str] = words(
    """
    about absen abu acara adanya adat add adek adem adik adiknya administrasi aduan aduannya
    adukan afirmasi after again agama agen agustus ahli air airnya ajari akad akal akan akeh akhir
    akhirnya aktanya aktif akui akun alamatnya alangkah alas alasan alasannya alat alatnya alergi
    alhamdulillah all allah almarhum already alur alurnya alus always amal ambruk ambulan ambulans
    amdal ampai ampe amplop amplopnya ampun anakku anaknya andai aneh anget anggaran angin angka
    angkanya angkat angkatan angkot angkut anjing anti antreannya antriannya antrine antrinya
    anyar apanya apar aparat apek api apik apk aplikasine aplikasinya apotek apotekernya app
    appnya april arah arep arisan arsitek artinya asap asar ashar asik asin asing asked aslinya
    aspal asrama assalamualaikum astagfirullah asuransi atap atapnya atasannya atm atuh aturan
    aturannya aula autis auto awalnya awas awet ayahnya ayam ayamnya ayeuna azan baca bacain
    bacanya back badannya bae baek bagan bahan bahasanya bahkan bahu bajunya bak bakar bakso balai
    balas balasan balasannya bales baliho balikin balita ban bandar bang bangik bangkunya bangsal
    bangun bangunan banjir bank banner bantal bantuannya bantuin banyu banyune bapaknya bar barang
    barangkali barat barcode barengan baris barisan baru barunya basa basah basi bata batal batas
    batu batuk bau baunya bawah bawahnya bayarnya bayinya beasiswa beban bebas bebek becak becek
    bed bedah bedakan bedanya before begadang begal begitulah bekal bekas bekerja bel belajar
    belakangan belas beliau beliin belok ben benerin bengkak bengkel bengkok bengong benih bensin
    bensinnya bentak ber berakhir berangkat berani berarti berasa berase berasnya berat berbalas
    berbeda berbelit bercanda bercerita berdarah berdiri berdua berduka bergantian berhasil
    berhenti beri berikutnya berisi berisik berita berjalan berjilbab berkacamata berkah berkali
    berkasnya berkata berlaku berlubang bermain bermaterai berobat bersalin berseragam bersyukur
    bertambah bertanya berterima bertiga berturut berubah berupa berwarna berwenang besarnya
    beserta besi besoknya best besuk betah betulin biayanya bibit bibitnya bicara bidang bidangnya
    bidannya biji bila bilangnya bilik billing bimbingan bingkisan bio biro biru bis bisik biskuit
    bismillah bkn blangko blank blanko blas blg blng blok blokir blong blt bocah bocor bocornya
    bodoh bohong bola bolak bolong bongkar bonus booking bosan bosen bot botol box bpkb braille
    brankar bro brosur brp bsk buah buang bubar bubur buddha bukain bukannya bukanya buktinya
    bukunya bulanan bule bun bungkus bungsu buntu bunuh bunyi bupati buram burem buronan buru
    buruh buruk bus busuk but butir byr cabe cabut cacat cacing cadangan cair cak cakap cakep call
    calo calon calonya came campur can canggih cantik cap capnya captcha carane caranya card cari
    cash cat catat catatan catet catnya cctv cecok cekatan centang center cerai cerewet ceritakan
    ceritanya certificate cetak cetakan cetakannya cetaknya cewek charge chat check checklist
    chipnya cik cilik cilok clean cleaning clear closed cocok cod coffee coklat cold colokan come
    complaint contoh contohnya copot copy could cowok cozy crash cuci cucian cucu cukup curam
    curhat curiga cuti dada dadi daerah daftarnya dagangan dagu dahulu dak dalamnya dalan dalane
    damkar dana dapodik dapur darah darahnya daring daripada darurat dasar dasarnya data datanya
    datengnya daun day dead deadline dek deket delapan demam denah denda dendanya dengerin
    depannya dermaga desanya desember desk detik deui dewan dewasa dewe dhewe diajak diajari
    diajarin diajukan diakui diam diambil diancam dianggap diangkat diangkut diantar dianter
    diarahin diarahkan diatur dibaca dibacain dibacakan dibagi dibagikan dibalas dibales dibalik
    dibalikin dibangun dibantu dibantuin dibawa dibayar dibedain dibedakan dibekali dibeli
    dibenahi dibenerin dibentak diberi diberikan dibetulin dibetulkan dibiarkan dibikin dibikinin
    dibilang diblokir dibongkar dibuang dibuat dibuatkan dibuka dibukain dibunuh dicabut dicampur
    dicap dicari dicarikan dicat dicatat dicatet dicek diceluk dicetak dicicil dicoba dicoret
    dicuci dicuekin didahulukan didampingi didata didatangi didatengin didenda didengar didengerin
    didik didorong diem difabel different difoto difotokopi digabung digaji digambar digandeng
    diganti digembok digendong digeser digigit digit digital digotong dihapus dihargai dihitung
    dihubungi diikat diisi dijadiin dijadikan dijadwalkan dijaga dijahit dijaluki dijanjiin
    dijanjikan dijawab dijelasin dijelaskan dijemput dijemur dijual dikabari dikabarin dikasih
    dikatain dikecilin dikejar dikembalikan dikenal dikeni dikerjakan diketawain diketik dikira
    dikirim dikit diklik dikon dikubur dikumpulin dikunci dikurangi dikuras dilakukan dilaporin
    dilaporkan dilarang dilatih dilayani dilegalisir dilempar dilengkapi dilepas dilewat dilewati
    diliatin dilihat dilipat dimakan dimaki dimarahi dimarahin dimasukin dimasukkan dimatikan
    diminta dimintai dimintain diminum dinasnya dinding dinsos dinyatakan diomelin dioper dipa
    dipajang dipakai dipake dipaksa dipanggil dipanggilnya dipasang dipegang dipelototin dipencet
    diperbaiki diperbarui diperiksa diperpanjang dipersilakan dipersulit dipertahankan dipesan
    dipikirkan dipindah dipingpong dipisah dipotong diproses dipukul dipun dipungut dirawat
    direktur dirinci disabilitas disamain disamakan disambung disambut disampaikan disapa discan
    disdukcapil disebar disebut disediakan disegel diselenggarakan disemprot disentuh diserahkan
    disetujui disik disimpan disindir disini disitu diskon disnaker dispenser disuguhi disuntik
    disuruh ditagih ditahan ditakoni ditambah ditambahi ditambal ditandatangani ditangani
    ditanggapi ditanggung ditangkap ditanya ditanyain ditarik ditaro ditaruh ditawarin ditegur
    ditelepon ditelpon ditempel ditemukan ditentukan diterangkan diteriakin diterima ditertawakan
    ditertibkan diteruskan ditimbang ditindaklanjuti ditinggal dititip ditolak ditukar ditulis
    ditumpuk ditunda ditunggu ditungguin ditunjuk ditunjukin ditunjukkan dituntun diturunkan
    ditusuk ditutup diubah diukur diulang diumumin diumumkan diundang diunduh diunggah diurus
    diusir diwajibkan diwakilkan diwenehi doa doakan doang dobel document doktere dokternya
    dokumen dokumennya domisili dompet done donor door dorong dosis double down dprd drama drive
    drpd dtg duanya dudu duduknya duit duitnya dukcapil duluan dunia duo durian duwe dzuhur edaran
    ejaan ekor elektronik email emak emas ember emperan empuk enaknya enam english entek enteng
    entri eror error esuk even ever every everyone everything ewu expected expired explain
    explained extra fair faskes fast februari fee feedback file film fine first fisik fitur fix
    flow follow for form format formatnya formnya formulirnya fotokopian fotokopinya fotonya four
    free friendly from front full gacor gada gagal gagap gaji gajinya galak gali galian galo galon
    gambar gambarnya gampang ganda gang ganggu gangguan ganjal ganteng gantian gantinya gantung
    gaoh gapapa gaptek garam garis gas gatau gate gausah gave gawat gawe gaya gedung gedungnya
    gegoh geh gelang gelap gelar gelas gelem geleng gemboknya gemetar gempa genap gendong genset
    gerak gerbang gereja gerobak gesek geser gesit geus giginya giliran gmn google gor goreng
    gorengan gosok gosong got gowo goyang gpp grapyak gratisan gratisnya grup gua guard gubernur
    gudang gue gugur gula gunung gurunya guwai guy guyon had hadiah hafal haha hajatan hak
    hakimnya hal halal halaman halamannya hama hamil hang hangus hantu hanyut hapal hape hapus
    harga hargai harganya harian harinya harum harusnya has hasil hasilnya hatur have hehe hektar
    helm help helpdesk helpful hemat hendaknya her heran herbal here hewan hibah hidung hidup
    hijau hilang hindu hingga his hitam hitung hitungan hitungannya home honestly honor honorer
    hormat hotel hotline hours how hub hubungi hujan hukumnya hulu humas huruf hurufnya husband
    hutan ibadah ibunya icu idak identitas idup igd ija ijazah ijin ijo ikan ikannya iklan ikutin
    ilang ilmu ilmunya imigrasi imunisasi inap indak indonesia induk info informasi infus ingat
    inget inggris ingin input inspektorat instrukturnya insyaallah internet ipar iparnya isi isian
    isih isinya islam istilah istirahat istirahatnya istrinya isuk isya isyarat item itupun iuran
    izin izinnya jabatan jadinya jadul jadwal jadwalnya jaganya jago jagung jahat jahit jahitan
    jahitannya jakarta jalannya jalur jalurnya jamaah jaman jaminan jamnya janda jantung januari
    jarak jarang jare jarene jaring jaringan jarum jarumnya jas jasa jatah jatoh jatuh jawa
    jawaban jawabane jawabnya jawoh jebol jebul jebule jelasin jelaskan jelma jembatan jempol
    jemur jenazah jendela jenenge jenguk jenis jepit jernih jiwa jkn job jogo jok jongkok jos jual
    jualan juara judes jujur juli jumat jumlah jumlahnya juragan jurusan just justru juta jutek
    kabarin kabarnya kabeh kabel kabupaten kabur kaca kacang kadaluarsa kader kaga kagak kaget kah
    kain kakaknya kakek kaki kakinya kaku kalah kalender kaleng kalian kalianda kalimat kalinya
    kalkulator kamar kamarnya kambing kamera kamis kampung kampus kanal kanan kancane kandang
    kanggo kantin kantong kantornya kaos kapalnya kapok kaporit karat karatan karcis karcisnya
    kardus karet karpet kartu kartunya karung karungnya kas kasar kasian kasihan kasirnya kasur
    kasurnya kasus kata katalog katek katering katolik kawan kawin kaya kayu keamanan kebaca
    kebagian kebakar kebakaran kebalik kebanyakan keberatan kebetulan kebuka kebun keburu
    kecelakaan kecetak kecewa kecuali kedah kedaluwarsa kedengeran kedip keduanya keempat keeps
    kegedean kehabisan kehilangan kehujanan kejadian kejaksaan kejang kejari kejepit kek kelahiran
    kelamin kelapa kelar kelas kelebihan kelen kelewat keliatan kelihatan keliling kelima keliru
    kelompok kelompoknya keluarganya keluarnya keluhan keluhkan kelurahan kemahalan kemaren
    kematian kembali kembalian kembaliannya kembar kemo kempes kemudian kenalan kenceng kencing
    kendaraan kepake kepalanya kepanasan kepanjangan kepleset keponakan kepotong keramaian keramik
    keran kerasa keren kering keringanan keringat keringetan keripik kernet kertas kertasnya keruh
    kesabaran kesalahan kesehatan kesetrum ket ketahuan ketauan ketawa ketemu keterangan keterima
    ketiduran ketiga ketik ketika ketinggalan ketinggian ketuker ketus ketutup kia kilat kilo
    kilometer kinclong kind kini kios kip kipas kipasnya kir kirain kiranya kiri kiro klaim klien
    klik klinik knows knp kode kodenya kolam kolektif kolom kolomnya koma komen komentar komite
    kompak komplain komplek komplen kompor komputer komputernya kon kondangan konsultan konsultasi
    konsumen kontrak kontrakan kontrol koordinat kop koper koperasi kopinya koran koreksi korupsi
    kosong kotak kotaknya kotor koyo kran kredit kristen kritik kruk ktnya kualitas kuasa kuat
    kubik kuburan kucing kudu kue kuitansi kuitansinya kuliah kulit kulkas kuncinya kuning
    kunjungan kuota kuotanya kupi kurangnya kursi kursine kursinya kursus kutu kutuan kutunya
    kwitansi kwitansinya lab label labnya laci ladang lady lagu lahan lahir lahiran lahirnya laki
    laktasi laku lama laman lamanya lamaran laminating lamo lampiran lampirkan lampung lampunya
    lamun lanang lancar landai langganan langkah langkahnya lanjutkan lansia lantai lantainya
    lapak lapangan lapangannya lapor laporannya laporin laporkan lapornya laptop larang lari las
    last latar latihan lawang layak layanan layar layarnya layu lebar lebaran left lega legalisir
    legalisirnya leher lelah lelang lele lelet lemak lemari lembar lembur lembut lemes lemot
    lempar lengan lengkapi lengket lepas les letter lewat lgsg lho liar libur licin lift liftnya
    like limang limbah line lingkungan link lintas lipat lisan list listrik listriknya liter
    literally live liwat loading lobi locked logat login logout loh lokal lokasi loker loketnya
    lol lolos lomba lompat loncat lorong los love lowongan lubang lubangnya luka lulusan lumpuh
    lumpur lunas lunch lungguh luntur lurah lurahnya lurus lusa lutut macem macet magang maghrib
    magrib mahasiswa mahasiswi mainan majikan makam makanan makanannya makanya make makin maklum
    maksimal maksudnya malamnya malas malaysia malem malemnya maling mall malu mama mambu mampet
    mampir mampu man mancing mandi mandinya mandir maneh manggil manggilnya manjur mano mantan
    mantul manusia manusianya map mapnya maret marga marhaban mari masak masalahnya masam masnya
    masukan masukin masukkan masuknya mata matahari matanya materai mati mawon mayat mbah mbaknya
    mbaleni mbayar mbulet medis medsos megang meh meja mejanya mejong melahirkan melainkan melalui
    melapor melaut melayani meledak meleset melewati melihat melompong melotot melu memakai
    memanggil memasang membaca membalas membantu membawa membayar membentak memberi membuat
    membuka memegang memeriksa meminta memuaskan menampilkan menang menangis menantu menantunya
    menanyakan menaruh menawarkan mencari mencatat mencekik mencret mendadak mendapat mendengar
    mendengarkan mendorong menebak meneh menelepon menemukan menerangkan menerima mengadu mengajar
    mengajari mengaku mengambil mengantar mengeluh mengenai mengerti mengetik menghadap menghadapi
    menghargai menghitung menghubungi mengirim mengisi menguasai mengubah mengulang mengurus
    menikah meninggal menjadi menjawab menjelang menjelaskan menolak menoleh menolong mensyaratkan
    mental menteri menu menuduh menuju menulis menunggu menunjuk menunjukkan menuntun menurut
    menutup menyalahkan menyampaikan menyapa menyarankan menyatakan menyebut menyiapkan menyuruh
    menyusui menyusul merasa merek merem meriksa merk merokok mesin mesinnya meski mestinya meter
    meteran metro metu mewah mewakili mic mikir mili milih milik min minat minggir minggu minimal
    minimarket minum minutes minyak miring mirip miskin mksh mlaku mlebu mobile mobilnya moco
    modal model mogok molor mondar money more motong motornya msh muat muda mudeng mudhun muharram
    muka mukanya mukul mulih mulu mulus mulut mulutnya mumet muncul mundhak munggah muntah murid
    museum mushola musholanya musik musim mustaqim musyawarah muter nabrak nada nagih nahan nama
    namanya name namun nanging nangis nanya napas narik nasabah nasi nasinya natar nawarin nebak
    nebus need needed negeri nego nelayan nelpon nembak nemenin nempel nenek nengok nerangin
    nerangke nerima nesu netes new next ngaco ngadat ngadeg ngadu ngajak ngajar ngajarin ngaji
    ngaku ngakuk ngalir ngambek ngambil ngamuk nganggo ngangkat nganter ngantri ngantuk ngapain
    ngarang ngarep ngasih ngatur ngebut ngecas ngecek ngelapor ngeliak ngeliyak ngeluarin ngeluh
    ngelupas ngeni ngenteni ngerjain ngetem ngetik ngetiknya nggawa nggo nggowo ngguyu ngikutin
    nginep ngisi ngitung ngitungnya ngobrol ngomel ngomongnya ngopi ngotot ngukur ngulang ngunyah
    ngurus ngurusin ngurusnya ngusung nian niat nib nihil nikah nikahnya nilainya nimbang nitip
    njero njupuk nobody nol nolak nolong nomer nomernya nominal nominalnya nomornya nongkrong
    nongol nonton normal nota nothing notif november now npwp nuhun nulis number numpang numpuk
    nunggak nungguin nunggunya nunjuk nunjukin nuntun nurse nutup nutupin nyala nyalahin nyalain
    nyaman nyambung nyamperin nyamuk nyangka nyangkut nyanyi nyapa nyari nyaris nyasar nyatanya
    nyatet nyaut nyebrang nyebut nyeletuk nyelonong nyesel nyetak nyetel nyetrum nyiapin nyicil
    nyimpen nyo nyoba nyoblos nyogok nyolot nyumbang nyuntik nyuruh nyusuin obat obate obatnya
    office officer offline ojek ojo oknum oksigen oktober olahraga oleh omah ombak ombudsman one
    ongkir ongkos ongkosnya online onlinenya only open oper operasi operatornya opsen orangnya org
    oss otomatis otp out outsourcing overall pabrik pacak padam padi pagar page pager paginya
    pagun paguyuban paha paham paid pajak pajaknya pajangan pakai pake paksa palsu paman panah
    pandang panen panggil panggilan pangkalan panik panitia panitianya panjang panjar panti papan
    papannya paper parah parang parkir parkiran parkirannya parkirnya partai pasal pasalnya pasang
    pasarnya pasir passport password patah patient patok patungan patut paud pay payah payment
    payung pbb pdam pdf pdhl pecah pedagang peduli pegang pegangan pegawainya pejabatnya pekan
    pekerjaan pekon pelabuhan pelajar pelanggan pelapor pelat pelatihan pelayanannya pelicin pelit
    pemakaian pemandu pembaca pembagian pembayaran pembeli pemberitahuan pemeriksaan pemerintah
    pemohon pemulung pemutihan pencairan pencet pendaftarannya pendampingnya pendarahan pendidikan
    pendingin penerima penetapan pengaduan pengaduannya pengalaman pengambilan pengantar pengantin
    pengap pengen pengeras pengertian pengesahan pengganti pengujinya pengumuman pengumumannya
    pengunjung penjaganya penjelasan penjelasannya penjual pensil pensiun pensiunan penuh
    penumpang penunggu penyakit penyuluhnya people per perahu perasaan perawatnya perbaikan
    perbaikannya perban percaya percepatan percuma perda perdanya perempuan pergi perhatian
    perhubungan perkara perkiraan permen permintaan permisi permohonan pernyataan peron perpanjang
    perpanjangan perpisahan perpus perpustakaan persen persis persoalkan persyaratan pertahankan
    pertanian pertanyaan pertiwi perubahan perusahaan perut pesanan pesawaran peserta pesing peta
    petani petugase petugasna petugasni petunjuk piatu pick pihak pikir pikun pilih pilihan
    pimpinan pincang pindahan pindho ping pinggang pinggir pingsan pinjam pinjaman pinjem pink
    pintunya pipa pipanya pipis pira pirt pisan pisang pitu pkh plafon plastik plat pls plus podo
    pohon pojok polisinya polres polsek pompa ponakan pondok pong popok portal pos posko poster
    pot potong potongan ppdb praktek praktik preman presiden prestasi pria pribadi price pringsewu
    print printed printer printernya prioritas process profesional program progresif promo
    proposal prosedur prosedurnya proses prosesnya protes provinsi proyek puas puasa pudar pukul
    pula pulangnya pulau pulen pulpen pulsa puluh puluhan punggung pungli pungutan punten pupuk
    pupuknya pura pusat put putar putih putus putusan qris queue rabies rabu racun radio rahasia
    rajab rajin rak rakyat ramadan ramadhan ramah ramp rampung rangka rangkap ranjang rapor rasa
    rasanya rata ratong ratus rayap razia ready really rebu rebutan receh receipt refund regane
    rekening reklame rekom rekomendasi rela rem remaja remnya rendah reply repot resep resepsionis
    resi resik resmi resminya respon response retak retribusi retribusinya revisi rewel ribu right
    rincian rinciannya ringan riwayat robek roboh robot roda rodanya rokok rokoknya rolling
    rombongan rompi rong rontgen rontok room roti roya rsud rua ruangannya rude rugi rujukan ruko
    rumahnya rumahtangga rumit runtut rupanya rutin ruwet saben sabtu sabun sadar sae safar sah
    sai said sak sakik sakitnya saksinya saku salahnya salaman saldo salinan saling salon salut
    sambil sambungan same samo sampah sampaikan samsat sanak sandal sandaran sanget sanggah
    sanggahan sanggup santri santunan sapa sapi sarang sarannya sarapan sarung sasi satpamnya
    satunya satupun satus saudaranya sawah sawit sayang sayangnya says sayur sblm scan sd sebagai
    sebelahnya sebelas sebelumnya sebenarnya sebenernya sebentar seberang sebesar sebulan
    sebungkus sedangkan sederhana sediakan sedih sedot segala segede segel segini segitu seharga
    sehari seharian sehingga seikhlasnya sejam sejuk sejuta sekalian sekaligus sekampung
    sekeluarga seket sekian sekilo seklur sekolah sekolahnya seksi selang selasa selebaran seleksi
    selembar selfie selipin selisih selisihnya selokan semalam semalem sembako sembilan sembuh
    semenit semester seminggu sempet sempit semprot semrawut semut senam sendal sendok sengaja
    senin senior sent senter senti sentuh senyumnya seorang sepanjang separo separuh sepatu sepeda
    seperempat sepeser sepi sepihak september sepuluh sepupu seratus serem seribu sertifikasi
    sertifikat sertifikatnya sertipikat sertipikatnya seru server servernya sesak sesama sesi
    sesuatu sesudah sesuk set setahun setara setaun setengah setinggi setor setoran setuju seumur
    sewa sewu she shift sholat siangnya siapin siapkan sibuk sidang sigap signal siji sik simbah
    simpan simpang simpel simple simulasi since sinetron singkong sinyal sip sirup sisa sisanya
    sisi sistem sistemnya sithik situs situsnya skripsi sktm slip slop slot sma smooth smp sms
    soal soalnya sobek sodara sofa sok solar someah someone sopan sopirnya sorenya sosial spanduk
    speaker spesialis spidol sponsor stafnya stamp standar status statusnya stempel stempelnya
    step stiker still stok stop stroke struk struknya suaminya suap suara suaranya subhanallah
    submit subsidi subuh sugih sukarela sulung sumatera sumbangan sumur sungai sungguh sungkan
    suntik suntiknya sunyi super suratnya surel survei surveinya survey sus susternya suwun swasta
    swastiastu swastyastu sya syahbandar syakban syarat syarate syaratni syaratnya syawal tabel
    table tablet tadinya tagihannya tahap tahapan tahapannya tahapnya tahunan tajam tak takutnya
    tali talinya taman tambahan tambahin tambak tampak tamu tanahnya tanam tanda tangannya tangga
    tanggal tanggalnya tanggamus tangganya tanggapan tanggung tangki tanyakan tapi tarif tarifnya
    tarik tarwiyah tas taun taunya tax tebal tebel teduh tegas teh teka tekan teken teknis
    teknisinya teko telah telaten telinga teliti telpon telung telur telurnya temannya tembok
    tembus temegi temennya temon tempatnya tempe tempel template tempo tenan tenang tenda teng
    tengah tenggelam tensi tentu teori terakhir terampil terang teras terasa terbaca terbalik
    terbaru terbit terbuka tercatat tercetak terdaftar tergantung terharu teriak terimakasih
    terimanya terjadi terkunci terlambat terlewat termasuk terminal ternak terpaksa terpotong
    tersedia tersenyum tertawa tertentu tertera tertib tertukar tertulis tertutup teruskan tes
    tetapi teu that them then there they this thn thok three thx tiang ticket tidur tiganya tigo
    tikar tiketnya tiktok tikus timbang timbangan timbangannya timbul time times timur tindak
    tindakan tinggal tingkat tingkatkan tinta tintanya tip tipe tipis tirai tiri tisu titipan tks
    tlg toilet toiletnya token toko tol tolak told tombol tombolnya tong tongkat too took toples
    total totalnya tracking traktor transfer transparan transport travel trims triwulan trotoar
    trs truk trus ttd tua tuh tuhan tujuan tujuh tukangnya tukar tuku tulis tulisan tulisannya
    tumbang tumbuh tumpukan tunadaksa tunai tunanetra tunarungu tunggakan tunggal tunggunya tunjuk
    tunjukin tunjukkan tuntas turunin turut tusuk twice two typo uangnya ubah ubat ubin ujan uji
    ujian ujung ujungnya ukur ukuran ukurannya ukurnya ulah ular ulun umum umumkan umur umurnya
    undangan undian unggah unit update upload urang urat urusannya urut urutan urutannya usahanya
    usg usul usulan utang utuh vaksin vaksinnya validasi verifikasi verifikasinya versi veteran
    video visa visit visum vitamin wae wafat wah wai waiting wajah wajar wakaf walau walaupun
    walikota wangi wanita waris warisan warna warnanya warnet wartawan warung wassalam wat water
    wawancara way web webnya website websitenya what which who why wifi with wna wni woi wolu
    wrong yatim yayasan youtube zero zuhur zulhijah
    """
)
