"""The word lists behind `ml.lexicon`: "concept: stem stem", phrases with an underscore."""

from ml.text import tokens

_LISTS = """
wait: antri tunggu lama lambat molor ngaret telat terlambat mundur tunda ulur kantuk bengong endap
 mandek mangkrak gantung mengambang sangkut nyangkut pending lamban berlarut larut kelamaan
 karatan kiamat ubanan uban lumut keburu kadung semalaman subuh lemot siput keong kura_kura
 habis_waktu tak_kunjung kunjung belum_jadi belum_selesai belum_terbit belum_dipanggil
 belum_datang belum_keluar buang_waktu berabad seabad akar jenggot ketiduran tertidur pegal
 kesemutan seharian_penuh menginap inap lumutan pensiun expired_duluan keram
fast: cepat sekejap singkat gesit sigap cekatan ekspres express instan ngebut tepat_waktu
 sekali_datang tidak_lama tidak_antri tanpa_antri tidak_sampai on_time sat_set tidak_pakai_lama
 langsung_jadi sekejap_mata kedip selesai_hari hari_itu_juga ditunggu_jadi langsung_dilayani
duration: _jam_ _hari_ _minggu_ _bulan_ _tahun_ _menit_ sejam sehari seharian seminggu sebulan
 setahun berjam berhari berminggu berbulan bertahun semenit setengah_jam setengah_hari
 setengah_tahun dua_jam tiga_jam dua_hari tiga_hari dua_minggu tiga_minggu dua_bulan tiga_bulan
 empat_jam lima_jam enam_bulan sepuluh_menit lima_menit semester windu musim_panen panen lebaran
 puasa
clock: _pukul_ pukul subuh
hours: buka tutup istirahat jadwal libur jam_kerja jam_layanan jam_buka jam_pelayanan
 jam_operasional operasional makan_siang sabtu minggu_buka jumat shift apel senam jam_istirahat
 rapat_dulu pulang_cepat
promise: janji target tempo tenggat deadline estimasi jatuh_tempo katanya besok_lagi standar_waktu
 sop
done: jadi selesai rampung kelar beres terbit tuntas siap_diambil cair
queue: antri giliran urut nomor_antri serobot selonong dahulu lompat loncat salip barisan baris
 kloter kuota
late_staff: belum_datang belum_ada belum_hadir kosong_melompong tidak_di_tempat terlambat_datang
 tak_di_tempat bangku_kosong kursi_kosong loket_kosong tidak_ada_petugas tidak_ada_orang
price: biaya tarif ongkos harga bayar retribusi iuran pungut denda premi administrasi rupiah
 nominal tagih sewa cicil karcis karcisnya panjar tarip duit iur pnbp
dear: mahal lipat melambung cekik boros bengkak memberatkan bikin_berat selangit berlipat
 naik_terus tekor kemahalan rampok peras diperas
free: gratis murah terjangkau sepeserpun sepeser diskon potongan pemutihan bebas_biaya hemat
 cuma_cuma nol_rupiah tidak_bayar tanpa_biaya tidak_dipungut tanpa_bayar subsidi tidak_keluar_uang
 seribu_pun digratiskan
breakdown: rinci transparan kuitansi kwitansi struk nota tarif_resmi daftar_harga daftar_tarif
 papan_tarif edaran kembalian tertera tempel dipajang
money: _uang_ uang rupiah juta ribu receh jt rb ratus rupiahnya
documents: berkas syarat fotokopi surat dokumen materai meterai ijazah akta pengantar keterangan
 pernyataan lampiran legalisir legalisasi cap stempel formulir blangko blanko rekomendasi rekom
 bukti saksi pasfoto npwp map kk ktp buku_nikah slip sertifikat domisili kuasa notaris
 tanda_tangan ttd kelengkapan arsip asli paspor materi proposal format formnya
burden: lengkap kurang_lengkap wajib ulang berubah ganti beda tambah macam dobel rangkap lembar
 kurang_satu kurang_ini minta_lagi diminta_lagi tidak_disebut tidak_diumumkan tidak_tertulis
 mustahil aneh_aneh seabrek segudang setumpuk tumpuk sebanyak ditolak tolak balikin dikembalikan
 revisi kurang_terus ada_saja susulan menyusul mengada_ngada mengada
need_doc: harus perlu butuh kudu minta diminta bawa
flow: alur prosedur tahap langkah proses urutan mekanisme birokrasi belit bertele tele tata_cara
 satu_pintu satu_atap step satu_meja skema jalur runut urut_urutan
pingpong: lempar ping_pong pingpong oper dioper bolak bola mondar mandir naik_turun kesana kemari
 sana_sini muter mutar putar keliling pindah_pindah balik_lagi kembali_lagi dari_awal setrika
 gasing pusing_tujuh ulang_lagi ke_sana ke_sini atas_bawah lantai_dua lantai_satu lain_loket
 salah_loket disuruh_ke suruh_ke lempar_lemparan estafet kembali_ke balik_ke
clear: jelas bingung gampang mudah rapi teratur tertib runtut sederhana simpel simple praktis
 terarah ringkas satset
messy: semrawut kacau acak ruwet ribet rumit tidak_jelas amburadul berantakan simpang_siur ngawur
 sengkarut membingungkan jlimet repot susah sulit njelimet tumpang_tindih rebutan desak sembrawut
call: panggil dipanggil toa pengeras mikrofon mik speaker layar_antri
result: hasil cetak kartu barang obat beras air pupuk bibit benih vaksin plat pelat stiker salinan
 kualitas mutu stok bahan blangko_habis paket bantuan sembako makanan menu sapi kambing ikan
 seragam buku modul perban infus darah foto lembar tinta kertas timbangan isi takaran meteran
 rapor jalan_aspal kunci kaos
defect: rusak cacat patah buram pudar luntur miring terbalik sobek busuk apek kutu basi kadaluarsa
 kedaluwarsa expired tertukar tukar ejaan huruf typo blur kabur pecah lecek kusut kelupas layu
 kering palsu keruh hambar cetak_ulang salah_cetak salah_nama salah_tulis salah_ketik cepat_rusak
 lumer mengelupas jamuran berjamur ulat belatung bau_apek kurang_timbang menguning robek hancur
 lubang remuk gosong burem bantat mentah encer kecil_sekali tidak_terbaca tidak_sesuai tidak_cocok
 kosong habis
name_wrong: nama lahir tanggal_lahir tempat_lahir alamat_salah gelar salah huruf digit angka_salah
 keliru marga jenis_kelamin nomor_rangka status_kawin golongan_darah
skilled: kuasai ahli jago pintar pandai terampil cakap kompeten profesional teliti cermat telaten
 mahir berpengalaman cerdas menguasai paham_betul hafal pakar piawai detail sistematis runtut
 gamblang lihai jitu tepat ngajari ajari jeli hati_hati mengayomi tangkas
unskilled: gagap ragu plonga plongo ceroboh teledor lalai asal sembarangan gugup canggung kikuk
 bengong magang latih pelatihan training bimtek googling google youtube tanya_teman tanya_temannya
 tanya_sebelah tidak_tahu tidak_paham tidak_mengerti tidak_bisa tidak_hafal salah_input
 salah_entri beda_jawaban kurang_paham tidak_menguasai geleng angkat_bahu kebalik garuk tebak
 menebak nebak kira_kira coba_coba blepotan belum_paham sok_tahu ngarang mengarang ngasal
 asal_jawab pegawai_baru anak_magang baru_belajar salah_suntik suntik tusuk salah_ukur
 salah_hitung salah_diagnosa salah_data salah_alamat
explain: jelas terang penjelasan keterangan jawaban arahan info informasi edukasi petunjuk
 sosialisasi bimbing uraikan ngajarin memandu pandu
contradict: beda plin_plan plinplan lain_lagi berbeda bertentangan berlainan tidak_sama
 tidak_konsisten lain_petugas lain_orang satu_bilang satunya_bilang ganti_petugas versi
rude: kasar cuek acuh sinis bentak teriak marah omel jutek ketus sombong angkuh hardik maki hina
 ejek remeh rendahkan lecehkan permalukan sindir cemberut masam manyun kecut melotot pelotot
 banting usir tuding tunjuk nyinyir bodoh goblok tolol kampungan seenak arogan judes galak sewot
 songong belagu buang_muka dicuekin ngegas nada_tinggi tidak_sopan kurang_ajar tidak_ramah
 tidak_senyum tidak_menoleh tidak_noleh tidak_peduli tidak_menyapa tidak_dianggap masa_bodoh
 dianggap_bodoh diusir disindir mendengus dengus decak berdecak bete cibir mencibir monyong jijik
 risih usik bising membanting dipelototi mukanya ditekuk tekuk jutekin semprot disemprot kecam
 caci cela olok diketawain ditertawakan tertawakan tertawa cekikikan ketawa nyolot dengki
 dingin_sekali tidak_digubris diam_saja nyuekin dicuek mengabaikan diabaikan tak_acuh buang_badan
 lempar_berkas dilempar dorong didorong colek raba godain goda catcall
idle: main_hp main_game hape ponsel tiktok game ngobrol obrol gosip gibah tidur makan dandan
 selfie merokok nonton youtuban main scroll bercanda canda karaoke ngopi mabar joget arisan
 sarapan molor_tidur ketiduran lipstik ngerumpi rumpi nyanyi bedakan video_call teleponan
friendly: ramah sopan santun sabar senyum sapa salam hormat hati tulus peduli empati tuntun
 gandeng perhatian hangat humanis manusiawi lembut halus ikhlas murah_senyum baik_hati
 melayani_dengan sepenuh_hati suka_menolong menenangkan tenang humoris bersahaja luwes santai
 akrab kekeluargaan keluarga_sendiri sumringah penuh_kasih disapa dituntun digandeng ditemani
 temani dipayungi payung gendong dibantu dibantuin angkatkan bukakan pengertian
help_act: bantu tolong antar dampingi layani ladeni sambut suguh tanggap sigap
channel: lapor aduan pengaduan keluhan kritik masukan kotak_saran kotak hotline call_center
 callcenter dm instagram ig facebook fb twitter medsos sms halo kontak unek telepon email admin
 komentar ulasan lapak_aduan kanal chat whatsapp komen surat_terbuka mengadu keluh adu sp4n
reply: balas respon respons tanggap gubris tindak_lanjut tindaklanjut ditindak tindak lanjut
 centang dibaca_doang abai diabaikan kabar realisasi umpan_balik digubris direspon dibalas dibaca
 ditanggapi follow_up ditampung nomor_tiket tiket dijawab jawab dihubungi angkat diangkat
 nada_tunggu nada_sibuk sibuk slow_respon bot robot template dihapus hapus hilang_ditelan
 sampah_saja ditutup pasang_badan
place: ruang gedung toilet parkir kursi kipas ac pendingin lampu atap plafon lantai tangga lift
 eskalator ramp musala mushola musola mushalla kantin dispenser galon colokan stopkontak wifi tv
 papan plang petunjuk denah tenda kanopi pagar pintu jendela tembok dinding meja printer genset
 ruang_tunggu tempat_duduk laktasi menyusui disabilitas difabel kursi_roda pegangan halaman taman
 keset sabun gayung ember kran keran wastafel cermin kasur ranjang bed selasar lorong aula lapak
 terpal kandang pendopo gorden bantal sprei ambulans fasilitas sarana prasarana mesin_antri
 mesin_nomor air_minum ruang_anak tempat_sampah tempat_bermain colokannya cctv loker rak
 penerangan blower portal_parkir motor_parkir bangunan kebersihan tangga_darurat musholla
 jalur_landai spanduk banner running_text tempat_ibadah pojok_baca
pest: nyamuk tikus kecoa semut cicak lalat kucing laba rayap kelelawar
state_bad: kotor bau pesing panas sempit bocor rusak gelap licin becek kumuh pengap sumpek berdebu
 debu mati banjir retak jamur patah mampet macet rembes tetes netes rapuh goyang ambruk roboh
 rubuh reyot silau bising berisik desak berdesakan berdiri lesehan jongkok lumpur kehujanan
 kepanasan keringat gerah jebol karat copot tidak_nyala tidak_ada_air tidak_cukup
state_good: bersih dingin adem nyaman sejuk luas wangi empuk teduh asri terang rapi lega kinclong
 segar tenang indah modern megah
digital: aplikasi website server online login akun otp password sandi upload unggah download unduh
 qr barcode scan link tautan mobile android iphone update versi loading eror captcha
 verifikasi_wajah notif notifikasi tombol klik menu elektronik digital qris superapp fitur
 jaringan offline down hang crash force_close chatbot portal pdf logout reset html browser cache
 bug freeze lag sistem simkah dashboard sinkron input_data e bot e-ktp keyboard kuota_data koneksi
 internet lelet loading_terus verifikasi registrasi swafoto selfie_ktp foto_wajah sidik_jari wajah
 layar kolom mpaspor scan_wajah playstore pop_up session timeout invalid username gmail
 daftar_online antri_online via_hp lewat_hp pakai_hp lewat_wa via_wa
bribe: sogok nyogok makelar semir uang_semir uang_tutup_mulut
 pungli suap calo pelicin uang_rokok uang_kopi uang_bensin uang_lelah uang_capek uang_dengar
 uang_damai uang_pelicin uang_terima uang_tanda salam_tempel japrem preman bawah_meja
 belakang_meja kolong_meja orang_dalam jalur_belakang pintu_belakang lewat_belakang jalan_belakang
 belakang_layar nepotisme kkn korupsi korup kolusi gratifikasi pilih_kasih diskriminasi
 seikhlasnya main_mata kongkalikong sekongkol mafia beking backing tilep ditilep sunat disunat
 upeti jatah_preman uang_jasa uang_lebih ongkos_lelah uang_muka_petugas biaya_tak_resmi
 tidak_resmi tanpa_kuitansi tanpa_nota tanpa_struk tanpa_bukti tidak_ada_kuitansi
 tidak_diberi_kuitansi minta_uang minta_duit minta_jatah minta_rokok minta_bagian minta_imbalan
 minta_persen minta_tip minta_sumbangan minta_transfer diminta_uang diminta_tambahan
 diminta_transfer uang_tunai_tanpa rekening_pribadi kantong_pribadi masuk_kantong kasih_uang
 selipkan selipin diselipkan sisipkan bayar_lebih tembak nembak ditembak percepatan jasa_cepat
 jalur_cepat jalur_kilat jalur_khusus biar_cepat supaya_cepat agar_cepat biar_lancar supaya_lancar
 agar_lancar biar_mulus biar_didahulukan serangan_fajar politik_uang mark_up fiktif markup siluman
 begal_anggaran palak dipalak memalak peras memeras diperas todong ditodong tarikan
 dipotong_sepihak damai_di_tempat atur_damai damai_saja delapan_enam sama_tahu tahu_sama tahu_diri
 tahu_kan mengerti_maksud ngerti_sendiri tidak_gratis_di terima_kasih_dulu tambahan_biar
 uang_untuk_petugas uang_petugas uang_pulsa uang_makan_siang amplop amplopnya
favour: diskriminatif dibeda_bedakan membeda_bedakan beda_bedakan
 titip titipan kenal kenalan kerabat kerabatnya saudara saudaranya keponakan ponakan ipar
 menantu besan sepupu famili keluarga_pejabat anak_pejabat pejabat dewan partai parpol pemilu
 coblos nyoblos pencoblosan kampanye tim_sukses timses pendukung kubu relawan pilkades pilkada
 caleg kader orang_kaya kaya miskin suku agama etnis cina mualaf nasrani kristen muslim marga
 sedaerah sekampung separtai seorganisasi orang_tertentu didahulukan mendahulukan diutamakan
 diistimewakan istimewakan dibedakan membedakan beda_perlakuan pandang_bulu anak_emas bawa_nama
 lewat_samping orangnya_bupati kolega teman_petugas kenal_petugas langganan jas mobil_mewah
 penampilan sandal baju_lusuh tidak_adil adil anak_kades istri_kades adik_kades keluarga_kades
euphemism: pengertian pengertiannya ikhlas seikhlas sukarela rokok kopi bensin lelah imbalan
 bungkus kode isyarat gesek jempol_telunjuk kedip berkedip bisik dibisiki maksud maksudnya ngerti
 infaq infak sedekah sumbangan partisipasi kontribusi tambahan oleh_oleh parsel bingkisan
 tanda_terima_kasih uang_saku jasa bonus hadiah persenan tips jalan_pintas jalan_pintasnya ucapan
 penghargaan pulsa amal kas kotak_amal seribu_alasan tahulah paham_lah ngertilah masa_tidak_ada
 salaman administrasi_tambahan tanda_kasih ada_harga tergantung negosiasi nego bisa_diatur atur
 diatur
coerce: ancam intimidasi paksa tekan dipersulit persulit dihambat ditahan sandera tahan
 cabut_laporan jangan_lapor mutasi_kalau blacklist balas_dendam
manipulate: manipulasi palsukan rekayasa ganti_data data_diganti nama_dicoret dicoret nama_siluman
 data_siluman fiktif pura_pura laporan_palsu tanda_tangan_palsu dipalsukan gelapkan digelapkan
 ditukar_nama nilai_diubah kuota_titipan
person_money: minta diminta mintanya dipungut pungut tarik ditarik kutip dikutip setor setoran
 transfer potong dipotong bagi persen fee dp jatah fulus
good: bagus baik mantap puas senang lega terima_kasih bangga apresiasi jempol hebat keren
 luar_biasa alhamdulillah istimewa juara pertahankan terbantu membantu lancar salut acung barokah
 berkah sehat_selalu memuaskan terharu kagum pujian puji terbaik maju sukses cocok bintang_lima
 sempurna oke patut suka cinta love jos recommended bermanfaat manfaat syukur bersyukur mashaallah
 masyaallah hamdalah best thank excellent amazing smooth seneng
bad: kecewa buruk parah jelek kapok capek lelah rugi sia percuma payah kesal jengkel mengecewakan
 memalukan sedih nangis tangis bosan muak hancur ampun astaga sial hadeh aduh heran malas tobat
 nyerah lemah kacau gagal zonk ampas nol minus sampah busuk bobrok keterlaluan tega kejam dzolim
 zalim trauma stress stres emosi frustrasi sakit_hati menyesal sesal ngelus dada istighfar
 astaghfirullah naudzubillah anjir anjing bangsat setan jancok asu worst bad terrible horrible
 ridiculous useless joke pathetic miris prihatin ironis
suggest: sebaiknya seharusnya mohon tolong saran usul semoga harap alangkah mending coba dong
 hendaknya bisakah ditingkatkan tingkatkan ditambah perbanyak adakan sediakan perbaiki disediakan
 kalau_bisa lebih_baik mudah_mudahan diperbanyak diperbaiki dibuatkan dibikin bikin pasang
 dipasang perlu ayo diadakan usulan kiranya sekiranya alangkah_baiknya enaknya baiknya bagusnya
 please hope should better andai seandainya diperjelas dipercepat ditempel jangan jangan_lupa
 pisahkan dipisah digabung pertimbangkan dipertimbangkan
question: apakah bagaimana kapan berapa siapa kenapa mau_tanya tanya info mana apa permisi ?
 bolehkah adakah dimanakah haruskah
spam: jual promo pinjaman slot gacor judi minat order followers follow subscribe agen reseller
 togel pinjol umrah cicilan_ringan proses_cepat_cair dana_cepat jasa_pembuatan testimoni grosir
 ready_stock ready cod diskonan herbal pelangsing madu skincare lowongan gaji_jutaan kerja_rumah
 investasi deposit bonus_new maxwin kavling obat_kuat pengobatan_alternatif gadai sedot bimbel les
 properti katalog
outside: lampu_jalan jalan_rusak jalan_berlubang jalan_lubang banjir selokan got begal maling pln
 hujan jembatan trotoar pohon_tumbang pohon tiang sinyal anjing_liar tetangga dangdut knalpot
 balap aspal drainase trafo pdam gubernur presiden bupati tukang_parkir sampah_menumpuk irigasi
 jalan_umum macet_total listrik elpiji gas bbm bola timnas sekolahan
past: dulu sekarang biasanya tadinya semula awalnya zaman kemarin tahun_lalu dahulu
complain_cue: kok masa malah padahal katanya cuma masih tetap terus ternyata melulu mulu ujung
 ujungnya bukannya sampai sudah belum giliran justru percuma kapan_jadi lagi_lagi setiap
praise_cue: ternyata untung akhirnya kirain sempat takut dikira terima_kasih makin tambah tetap
staff: petugas pegawai satpam security kasir perawat bidan dokter suster operator admin polisi
 polwan penghulu penyuluh guru kepala staf teller pak bu mas mbak bapak ibu sopir driver kondektur
 juru mantri apoteker oknum pejabat lurah camat kades ketua panitera hakim pengawas penjaga ajudan
 honorer pns asn bendahara mandor kurir teknisi verifikator orangnya beliau penguji asisten
 resepsionis cs
no_judgement: tidak_ada nihil nol sudah_baik sudah_cukup cukup biasa_saja lumayan tidak_ada_saran
 tidak_ada_keluhan sudah_oke sudah_bagus aman lanjutkan
danger: keracunan racun pingsan meninggal wafat mati_karena tewas celaka kecelakaan jatuh
 terpeleset tersengat kesetrum setrum kebakaran terbakar meledak ledakan luka berdarah pendarahan
 perdarahan darah infeksi kejang sesak salah_obat salah_suntik salah_dosis alergi kritis sekarat
 darurat gawat keguguran ambruk roboh tertimpa bunuh dibunuh perkosa pelecehan dilecehkan cabul
 pukul_saya dipukul tampar ditampar ditendang aniaya patah_tulang kabel_telanjang kabel_terkelupas
 asap bocor_gas tenggelam hanyut bunuh_diri basi kadaluarsa obat_kadaluarsa belatung
s_family: ibu bapak anak istri suami kakak adik nenek kakek cucu mertua orangtua keluarga paman
 bibi tante om ponakan menantu bayi balita janda duda yatim besan bojo almarhum almarhumah putra
 putri kembar
s_vulnerable: tua lansia hamil difabel disabilitas tuli bisu buta netra tunanetra tunarungu
 kursi_roda tongkat kruk lumpuh bayi menyusui balita gagap autis stroke pikun rabun kacamata
 buta_huruf
s_body: kaki tangan kepala mata muka wajah mulut telinga punggung perut dada hati gigi jari bahu
 lutut pinggang leher rambut hidung lidah alis bibir dahi jempol telunjuk kulit
s_gaze: lihat tatap pandang lirik melirik noleh toleh tengok mata melotot pelotot ngelirik menoleh
 lirikan
s_voice: suara nada teriak bentak bisik gumam dengus tawa ketawa ngedumel dumel mengomel omel
 ngegas celetuk seru hardik siul berdeham batuk nyanyi kalem lantang
s_say: bilang kata jawab sahut ujar tanya sebut ucap bicara cerita tegur ngomong celetuk komentar
 bales
s_give: kasih beri serah ulur sodor kirim bagi antar hadiah sumbang bawakan suguh tawar
s_take: ambil minta tarik pungut potong sita tahan rebut tagih tilang angkut pinjam cabut
s_put: taruh letak simpan selip sisip tumpuk gantung tempel pajang taro laci map stopmap
s_move: datang pergi pulang jalan naik turun masuk keluar balik lari pindah berangkat mampir
 nyebrang lompat antar jemput kembali seberang keliling
s_wait_place: ruang_tunggu bangku kursi tangga teras emperan selasar parkiran halaman
s_cognition: paham ingat lupa pikir sadar duga sangka kira bingung yakin ragu hafal nalar logika
 mikir
s_teach: ajar latih bimbing dampingi ajari didik pandu magang tutor contohkan memperagakan
 praktekkan kursus belajar briefing simulasi ajarkan terangkan jelaskan nerangin jelasin
s_write: tulis ketik catat isi coret tanda ejaan eja huruf angka digit kolom salin lingkari input
 entri entry ketikan tulisan
s_count: hitung jumlah total selisih kali tambah kurang bagi persen rata lebih separuh setengah
 dobel dua_kali
s_paper: kertas map amplop formulir blangko lembar buku kartu surat nota stempel tinta pulpen
 bolpen pena materai plastik laminating klip steples fotokopi brosur selebaran
s_money_small: receh seribu dua_ribu lima_ribu sepuluh_ribu goceng ceban gocap cepek noban
 dua_puluh lima_puluh seratus gopek lima_ratus sejuta ratusan_ribu puluhan_ribu
s_buy: beli jual toko warung pasar dagang bayar tawar kios lapak belanja pedagang harga pembeli
 kasir
s_work: kerja gaji buruh kuli ojek sopir tani nelayan dagang pegawai cuti upah shift lembur magang
 proyek borongan karyawan majikan
s_officials: kepala lurah camat bupati gubernur walikota kades kadis kadus rt rw dewan polisi
 tentara pejabat ketua sekdes kapolsek jaksa hakim menteri ajudan protokol
s_medical: dokter perawat bidan obat suntik infus resep pasien poli igd rawat sakit operasi
 rujukan bpjs periksa imunisasi vaksin usg lab darah apotek puskesmas kontrol bersalin lahiran
 melahirkan klinik faskes salep sirup tablet kapsul jarum gigi cabut_gigi tensi rontgen ambulans
 fisioterapi farmasi ranap opname diagnosa gejala nyeri demam
s_vehicle: motor mobil truk bus angkot kapal perahu sepeda bemo ojek stnk bpkb pelat sim samsat
 pajak kir nopol uji tilang bensin solar oli rem mesin rangka cek_fisik balik_nama mutasi trayek
 speedboat ferry pelabuhan terminal dermaga
s_agri: sawah padi pupuk bibit benih panen tani traktor irigasi kebun cabai jagung singkong sapi
 kambing ayam ikan kolam kandang ternak hama poktan gapoktan penyuluh urea karet kopi lada kakao
 nelayan tambak jaring rdkk erdkk subsidi mantri_hewan inseminasi
s_school: sekolah guru siswa murid kelas ijazah rapor ppdb zonasi beasiswa kuliah kampus mahasiswa
 skripsi legalisir ujian kepsek dosen buku les seragam spp komite kip
s_civil: ktp kk akta kia lahir nikah cerai pindah domisili nik dukcapil capil kematian waris
 adopsi catatan kependudukan perekaman rekam foto_ktp kewarganegaraan
s_permit: izin nib oss imb pbg ukm usaha siup tdp halal amdal siujk rekomendasi investasi reklame
 apotek_izin koperasi simbg kbli ptsp perizinan
s_land: tanah sertifikat ukur bpn balik_nama waris batas patok girik ppat ptsl petak bidang warkah
 roya hak_tanggungan letter pbb sppt bphtb njop
s_court: sidang hakim pengadilan gugat cerai panitera perkara putusan posbakum tilang saksi
 mediasi skum jaksa eksekusi isbat penjara lapas sipir tahanan besuk jenguk napi
s_tax: pajak pbb denda njop wajib_pajak lapor_pajak pph ppn sptpd npwp retribusi tagihan pemutihan
s_welfare: bansos blt pkh sembako beras bantuan raskin dtks penerima miskin kip kis rutilahu
 bedah_rumah kartu_sembako dana_desa
s_water_power: air pdam listrik pln token meteran pipa kran sumur galon keruh
s_trash: sampah tps tpa angkut gerobak truk_sampah bau lalat pengangkut
s_library: perpustakaan buku pinjam rak baca novel koleksi museum taman kolam_renang stadion
 lapangan gor alun
s_building: gedung kantor ruang lantai tangga pintu jendela atap dinding tembok lorong aula loket
 meja halaman pagar teras gerbang pos basement lift
s_climate: panas dingin sejuk gerah ac kipas angin hujan matahari becek banjir pengap sumpek terik
 adem gerimis
s_clean: bersih kotor bau pesing wangi harum debu sampah sabun pel sapu lumut jamur noda lengket
 jorok kecoa tikus bangkai amis apek
s_dark: gelap terang lampu remang redup padam byar silau
s_sound: bising berisik suara mik toa speaker musik dangdut pengumuman gema brisik
s_food: makan minum kopi teh nasi kue permen gorengan bakso kantin warung snack jajan rokok es
 air_putih seblak mie soto roti durian gula
s_animal: kucing anjing ayam sapi kambing siput keong kura semut nyamuk tikus kecoa lalat monyet
 burung ikan bebek kuda gajah ular cicak
s_sleep: tidur ngantuk mimpi bantal kasur bangun ngorok merem kantuk ketiduran rebahan
s_phone: hp ponsel telepon wa sms video_call chat layar pulsa gadget tiktok instagram youtube game
 mobile facebook status medsos
s_computer: komputer laptop printer server keyboard mouse layar monitor sistem scanner fotokopi
 mesin jaringan kabel usb excel word database scan edc fingerprint
s_web_action: daftar login upload download klik isi verifikasi submit kirim scan update reset buka
 install instal unggah unduh akses aktivasi refresh registrasi input masuk_akun
s_web_fail: eror gagal lemot loading muter hang crash macet lola mental keluar_sendiri offline
 down timeout invalid blank putih_layar ngelag lag ngadat ngambek putus ilang_sinyal maintenance
 perbaikan force tidak_bisa_dibuka tidak_kebuka tidak_masuk
s_time_unit: hari minggu bulan tahun jam menit detik pekan kuartal semester tanggal hari_kerja
 sejak dari_tadi
s_time_of_day: pagi siang sore malam subuh magrib dzuhur ashar isya pukul zuhur dhuha
s_weekday: senin selasa rabu kamis jumat sabtu minggu ahad libur tanggal_merah
s_month: januari februari maret april mei juni juli agustus september oktober november desember
 ramadan lebaran natal puasa agustusan
s_long: panjang lama jauh berkali berulang kelewat terlalu sampai hingga
s_still: masih belum tetap juga kunjung sampai_sekarang hingga_kini hingga_saat sampai_hari
s_repeat: lagi ulang kembali terus kesekian tiap berkali berulang kedua ketiga keempat kelima
 tujuh_kali _kali_ melulu mulu selalu
s_quantity: banyak sedikit semua penuh habis kosong ramai sepi numpuk tumpuk ratusan puluhan
 berjubel membludak bejibun
s_quality: bagus jelek rusak baru bekas asli palsu awet rapuh kuat tipis tebal tajam buram keras
 lembek empuk
s_compare: lebih kurang paling mending daripada ketimbang kalah sama_seperti mirip macam ibarat
 seperti kayak bak bagai
s_inform: umumkan info informasi pengumuman papan brosur spanduk tulisan tempel tampil pajang
 beritahu kabari sosialisasi website_resmi edaran tahu pemberitahuan
s_expect: harus mesti wajib sebaiknya seharusnya perlu butuh mohon minta tolong harap
s_ability: bisa mampu sanggup boleh dapat sempat kuat
s_start_end: mulai selesai habis awal akhir buka tutup sampai berhenti berakhir jadi
s_truth: bohong jujur tipu dusta hoax benar palsu curang licik amanah ngibul kibul php dibohongi
 ditipu kadal
s_law: aturan hukum peraturan undang pasal sop standar perda ketentuan regulasi kebijakan sk
 edaran juknis syarat
s_equal: sama adil setara beda pilih pilih_pilih sesama rata bergilir giliran semua_orang
s_rich_poor: kaya miskin rakyat pejabat bos mobil jas sandal sepatu dasi baju kecil orang_kecil
 wong_cilik dompet kantong
s_identity: agama suku jawa lampung cina papua batak islam kristen hindu katolik buddha konghucu
 gereja masjid jilbab kerudung logat kulit perempuan waria transpuan laki janda status pendatang
 etnis kepercayaan
s_politics: partai pilkada pilkades caleg dewan kampanye coblos suara bupati tim relawan pemilu
 spanduk kaos kader baliho dukung timses nyalon calon
s_secret: diam bisik sembunyi rahasia kode isyarat pelan belakang bawah samping pintu tersembunyi
 kedip maksud paham mengerti pengertian tahu_sama
s_broker: calo biro jasa perantara titip bantu_urus urusin kenalan orang_dalam makelar paket
 fast_track ekspres_berbayar jalur
s_receipt: kuitansi nota struk karcis bukti tanda_terima resmi transfer tunai cash qris rekening
s_scare: takut ancam was cemas khawatir deg gemetar trauma panik ngeri
s_feel_bad: sedih kecewa marah kesal malu sakit nangis tangis emosi lelah capek pusing stres bosan
 jengkel gondok mangkel dongkol dada ngelus pasrah putus_asa frustasi sesak hancur pilu nelangsa
 perih getir miris iri
s_feel_good: senang lega bahagia bangga haru terharu puas nyaman tenang gembira syukur
 nangis_bahagia berkesan betah kangen adem_hati salut kagum plong bungah
s_thanks: terima_kasih nuhun suwun alhamdulillah syukur berkah barokah barakallah jazakallah
 sehat_selalu semoga_berkah jempol top bravo salut respek acung hormat
s_praise_adj: hebat keren mantap oke istimewa juara luar_biasa sempurna cantik kece cakep
 memuaskan terbaik asyik asik elok rapi josss super joss gokil recommended paten
s_intens: sangat sekali paling terlalu banget amat sungguh betul benar_benar minta_ampun
 setengah_mati luar_biasa ampun
s_sarcasm: hebat selamat indah luar_biasa canggih romantis hiburan wisata olahraga diet museum
 lomba olimpiade rekor penghargaan bonus piala sinetron drama karya_seni premium visioner inovatif
 juara wow bravo prestasi hadiah pahala latihan_sabar terima_kasih_atas ajaib misteri legenda
 estetik kreatif brilian efisien sakti
s_request: tolong mohon minta harap bisa_tidak bisakah kalau_bisa boleh dong ya_pak sudilah
 kiranya berkenan mbok usul
s_add: tambah adakan sediakan pasang bikin buat bangun siapkan lengkapi perbanyak beri buatkan
 siapin bikinin sediain tambahin gandakan hadirkan
s_fix: perbaiki benahi ganti bersihkan cat servis rawat ralat revisi koreksi betulkan benerin
 tambal renovasi evaluasi tertibkan pindah rapikan atur
s_faster: percepat segera cepat_dikit dipercepat lekas buruan
s_ask_where: mana dimana alamat lokasi letak arah sebelah kantor_mana
s_ask_how: bagaimana cara gimana_caranya caranya prosedurnya apakah
s_ask_when: kapan jam_berapa hari_apa tanggal_berapa buka_kah
s_ask_much: berapa brapa biayanya_berapa berapa_ya
s_ads: jual promo diskon ready order minat hubungi wa stok_terbatas dp cicilan gratis_ongkir cair
 pinjaman modal bonus slot judi toko_kami follow subscribe jasa paket_murah berkualitas terpercaya
s_road: jalan aspal lubang jembatan trotoar lampu_merah lampu_jalan macet rambu zebra got selokan
 drainase banjir pohon tiang galian
s_crime: maling begal curi hilang rampok copet jambret narkoba tawuran balap
s_one_self: saya kami aku sendiri diri pribadi
s_they: mereka dia ia beliau orangnya masnya mbaknya ibunya bapaknya dianya
s_cause: karena gara sebab alasan akibat soal dalih alesan alasannya alibi kilah
s_number: satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus
 ribu pertama kedua ketiga three two one first twice hiji pitu enem wolu songo
s_service_unit: kantor dinas loket kelurahan kecamatan kabupaten kota pemda pemkab pemkot polres
 polsek polda samsat kua bank balai upt disnaker disdik dishub bapenda bpn mpp kantor_pos bumd
 badan unit instansi bidang seksi rsud puskesmas pustu puskesling cabang helpdesk konter desk
 resepsionis pos_jaga kementerian satlantas
s_village: desa dusun rt rw kampung pekon tiyuh lurah kades warga pulau gunung daerah pelosok
s_public_role: pendamping verifikator syahbandar damkar panti pengasuh konselor psikolog penera
 juru_ukur penilai penguji instruktur humas hrd panitera notaris ppat pengacara advokat
 dokter_gigi apoteker ahli_gizi analis radiografer kader bidan_desa babinsa bhabin pamong jogoboyo
 modin kaur carik satgas tagana pendata petugas_sensus kolektor juru_tagih penagih tukang_parkir
 jukir kenek kondektur masinis pramugari nakhoda abk porter cleaning_service ob dinas_kebersihan
 pemulung penyapu
s_citizen: warga masyarakat rakyat penduduk pemohon pelanggan pengunjung pasien penumpang
 wajib_pajak peserta jamaah anggota klien tamu pengguna konsumen nasabah siswa korban penerima
 pemilik penggarap penyewa pedagang pelapor santri jemaat veteran pensiunan mahasiswa perantau tki
 pmi
s_do_paperwork: urus mengurus urusan bikin buat ajukan pengajuan mohon permohonan daftar
 pendaftaran perpanjang perpanjangan ganti cetak rekam lapor mutasi balik_nama legalisir validasi
 pengesahan teken paraf sahkan terbitkan penerbitan ralat pembetulan perubahan ubah klaim cairkan
 tebus ambil_rapor registrasi aktivasi ngurus diurus
s_order_person: suruh nyuruh menyuruh dipaksa paksa perintah minta larang dilarang izinkan boleh
 tuduh menuduh curiga anggap dianggap sangka
s_touch: sentuh pegang tepuk tepis dorong tarik gandeng peluk colek senggol tabrak injak tendang
 lempar banting pukul tampar cubit gebrak cekik
s_chew: kunyah ngunyah mengunyah permen makan ngemil cemil nyemil sarapan bekal ngopi ngeteh udud
 ngudud vape rokok
s_presence: hadir ada muncul nongol absen tinggal tinggalkan jaga tunggui stand standby piket
 kosong pergi cuti dinas_luar rapat perjalanan_dinas upacara seremoni acara kondangan
s_slow_process: proses tahap antre verifikasi persetujuan paraf meja disposisi pending tunggu ttd
 tanda_tangan_kepala diproses dalam_proses in_process dikoordinasikan koordinasi
 menunggu_verifikasi
s_vanish: hilang lenyap raib tercecer ketelingsut nyasar kesasar tersesat ketinggalan tertinggal
 selip terselip entah_kemana ilang musnah terhapus hangus
s_change: ubah ganti berubah beda lain tukar alih revisi perbarui baru anyar ralat
s_place_rel: depan belakang samping atas bawah dalam luar sebelah seberang pojok ujung tengah
 dekat jauh kanan kiri sini sana situ pinggir utara selatan timur barat pinggiran dpn blkg ngarep
 mburi
s_disaster: banjir longsor kebakaran gempa tsunami angin_puting kebakar kebanjiran roboh tumbang
 hanyut
s_vessel: kapal perahu jukung kelotok speedboat dermaga pelabuhan laut nelayan melaut syahbandar
 pas_kecil jaring tpi lelang_ikan
s_instrument: timbangan takaran timbang tera ukur meter meteran dacin pompa_ukur nozel kilo gram
 liter senti alat termometer tensimeter stetoskop tandu kulkas oksigen tabung gelas rak tenda
 genset pengeras
s_color: merah kuning hijau biru putih hitam ungu abu cokelat pink ijo oranye
s_religion: doa ibadah masjid gereja pura vihara ngaji haji umrah umroh jamaah jemaat pendeta
 ustad kiai kurban zakat wakaf akad ikrar wali mahar nikah adzan salat sholat amin tuhan allah
 gusti berkah pahala dosa bishop alkitab
s_death: meninggal wafat mati jenazah kubur makam almarhum tewas duka kematian peti tahlil
s_birth: lahir bayi hamil melahirkan kandungan janin susu asi nifas kb bersalin nyusuin imunisasi
 posyandu kms stunting pmt bidan popok
s_disease: diabetes insulin asma dbd demam batuk luka bengkak alergi maag tbc kanker ginjal
 cuci_darah hipertensi stroke diare muntah flu pilek gatal kudis katarak malaria
s_skill_word: terampil cekatan ahli ilmu pintar hapal menguasai profesional piawai grogi gugup
 gaptek gagap canggung sotoy ngarang ngaco asal blepotan belepotan keteteran kagok kalang_kabut
s_attitude: sikap nada raut mimik ekspresi gaya cara_bicara tutur kata_kata omongan bahasa
 bahasanya perlakuan perangai tabiat tingkah
s_gesture: geleng angguk lambai tunjuk tepuk jabat salaman cium_tangan hormat bungkuk berdiri
 sambut buka_pintu gendong papah tuntun dorong_kursi payung
s_word_bad: anjir bangsat goblok tolol bodoh kampungan bego sialan brengsek kurang_ajar bacot
 monyet setan udik ndeso norak dungu
s_laugh_at: ketawa tertawa ejek olok hina cemooh canda bercanda guyon ngguyu cekikikan sindir
 nyindir komentar_pedas ledek meledek ngeledek roasting
s_calm: sabar tenang pelan lembut halus santai telaten ulang_ulang senyum ramah akrab hangat
 kekeluargaan adem empati simpati peluk hibur semangati nyemangatin
s_initiative: jemput_bola keliling datang_ke_rumah antar_ke_rumah turun_langsung inisiatif sigap
 siaga rela ikhlas lembur hujan_hujan malam_malam luar_jam
s_tech_device: mesin_antre kiosk anjungan layar_sentuh barcode scanner fingerprint sidik_jari edc
 qris kamera cctv komputer printer chip kartu_elektronik videotron
s_connection: sinyal wifi jaringan internet bandwidth kuota pulsa server provider modem
s_online_service: sihalal oss simbg sisrute simkah m-paspor mpaspor identitas_kependudukan ikd jkn
 mobile_jkn sp4n lapor superapp e-court ecourt siska sapawarga signal e-samsat esamsat dapodik
 simpeg eppid lpse siak portal ppdb_online karirhub siapkerja emr erdkk sippt sentuh_tanahku
 coretax djp chatbot livechat
s_digitize: online digital otomatis elektronik paperless pdf qr scan integrasi terintegrasi
 sinkron via_wa notifikasi sms pengingat live_chat video
s_channel_word: lapor laporan aduan keluhan protes komplain saran kritik sanggah sanggahan
 keberatan gugat feedback kuesioner survei kotak hotline medsos dm komen ig facebook email surel
 surat_terbuka forum
s_ignored: dibaca centang ditampung dicatat nanti sabar diam menguap lenyap tenggelam jawab_doang
 template bot mental black_hole ditelan angin kuburan pajangan hiasan formalitas basa_basi debu
 sarang laba dipelototin dibiarkan dijarke dipelamon dianggurin diabaikan cuek
s_follow: tindak ditindak respon balas telepon_balik dihubungi dikabari diperbaiki diganti
 dibenerin minta_maaf klarifikasi solusi beres selesai realisasi datang_langsung turun cek_lokasi
s_unfair: curang adil pilih utamakan duluan dulu selonong serobot lolos lulus menang gugur
 digugurkan formasi kuota jatah penerima dapat kebagian giliran prioritas vip istimewa khusus
s_gift: rokok kopi durian amplop bingkisan parsel oleh gula es_teh makan_siang bensin pulsa sate
 hadiah sarung buah ayam_kampung beras tip bonus cindera sumbangan
s_quote: kata katanya jare cenah bilangnya ujarnya says said
s_resign: pasrah nyerah ikhlas terpaksa daripada akhirnya mau_gimana apa_boleh_buat yasudah
 terserah
s_effort: jauh ongkos bensin naik_kapal naik_ojek kilometer cuti izin_kerja bolos rugi_waktu
 tutup_warung libur_kerja subuh perjalanan kehujanan jalan_kaki nyebrang
s_waste: percuma sia buang rugi nol hasil_nihil gagal zonk batal ulang
s_noise_filler: kok sih dong deh lah loh kan nih tuh ya yah yaa wah woy woi aduh hadeh eh lho geh
s_greet: assalamualaikum salam selamat_pagi selamat_siang yth permisi tabik halo hai dear
 hormat_kami bersama_ini perkenankan kepada terhormat
s_close: terima_kasih hormat wassalam demikian salam amin
s_english: the is are was were my your they you we it at by on in of to and but so just really
 please very never still after before with from for about
s_javanese: kulo nggih iki iku opo ora sing wis nek karo mung kok dadi ana aku sampeyan piye
s_lampung: nyak sai mak radu jak dija gawoh nihan cawa helau sikam puari geh tano ngedok nayah
s_luggage_food_aid: beras sembako minyak_goreng mie telur gula paket karung kantong kardus dus
 kaleng
s_farm_bad: mati layu kering busuk kerdil hama gagal_panen puso tengik basi ulat kutu remuk lembap
 kedaluwarsa menggumpal
s_print: cetak print printer tinta kertas foto laminasi laminating hologram chip kartu buram blur
 miring kabur belang bergaris
s_identity_data: nama tanggal_lahir tempat_lahir alamat jenis_kelamin agama gelar nik golongan
 marga ejaan status pekerjaan foto kewarganegaraan tahun_lahir warna
s_number_wrong: selisih salah keliru kurang lebih dobel ganda tertukar kebalik beda ngaco
s_parking: parkir parkiran motor mobil karcis jukir palang basement
s_toilet: toilet jamban kloset kran gayung air sabun bau pesing tisu mampet flush wastafel bilik
s_seating: kursi bangku duduk berdiri lesehan tikar tenda teduh sofa ruang_tunggu
s_access: ramp kursi_roda lift tangga pegangan guiding_block huruf_braille braille juru_bahasa
 isyarat difabel landai tunanetra disabilitas
s_sign: plang papan petunjuk panah denah tulisan arah nomor_loket spanduk layar peta label tanda
 rambu garis
s_safety: bahaya licin curam rapuh ambruk kabel korslet darurat apar pengaman helm pagar tajam
 kepleset jatuh luka keamanan satpam
s_ask_fee: diminta bayar tambah tarik pungut iuran kas sumbangan potong patungan setor tip ongkos
 transfer
s_cost_good: gratis murah nol tidak_bayar pas sesuai_tarif tanpa_biaya terjangkau bebas
 digratiskan subsidi
s_result_good: bagus awet jelas rapi sesuai pas lengkap mujarab manjur segar subur rimbun bersih
 hangat layak berkualitas asli enak sembuh jernih
s_wish_future: semoga mudah_mudahan ke_depan kedepannya ke_depannya lain_kali next selanjutnya
 tahun_depan
s_condition: kalau bila jika apabila asal syarat kecuali seandainya andai
s_ask_help: bantu tolong mohon_bantu bantuan pencerahan petunjuk saran info solusi
s_general_service: pelayanan layanan kinerja service sistem instansi negara pemerintah negeri
 birokrasi
s_event: acara bazar pameran seminar pelatihan kursus workshop rapat sosialisasi penyuluhan lomba
 upacara konser pertandingan wisata festival
s_sell_ads2: dijual disewakan kontrakan kos ruko tanah_kavling rumah_subsidi service_ac sedot_wc
 jasa_skripsi rental travel katering salon pijat kursus_privat bimbel
no_receipt: tanpa_kuitansi tanpa_nota tanpa_struk tanpa_karcis tanpa_bukti tanpa_tanda_terima
 tidak_ada_kuitansi tidak_ada_nota tidak_ada_struk tidak_ada_karcis tidak_ada_karcisnya
 tidak_ada_kuitansinya tidak_ada_notanya tidak_ada_bukti tidak_ada_tanda_terima
 tidak_diberi_kuitansi tidak_dikasih_kuitansi tidak_dikasih_nota tidak_dikasih_struk
 tidak_dikasih_karcis tidak_diberi_karcis tidak_pakai_kuitansi tidak_pakai_karcis tidak_pakai_nota
 no_receipt without_receipt receipt_never tidak_mau_kasih_kuitansi kuitansi_kosong
pocket: saku kantong kocek laci dompet lengan_baju tas_petugas rekening_pribadi masuk_saku
 masuk_kantong masuk_laci kantong_pribadi kantong_baju map_merah bawah_meja bawah_map selipan
 sela_map dalam_map
line_jump: didahulukan didulukan duluan selonong nyelonong serobot nyerobot dilewati dilewatin
 dilangkahi loncat nyelip masuk_duluan dapat_duluan dipanggil_duluan lewat_samping pintu_samping
 pintu_belakang skip_line jalur_vip vip tanpa_nomor tidak_pakai_nomor tidak_perlu_antri
 langsung_masuk
elite: anak_bupati anak_camat anak_kades anak_lurah anak_pejabat anak_dewan anak_polisi
 anak_tentara istri_pejabat istri_camat istri_kades keluarga_pejabat keluarga_bupati
 keluarga_kades adik_bupati adik_kades adik_camat keponakan_kades ponakan_kades menantu_kades
 orang_besar orang_penting orang_gedean pejabat dewan aparat kroni kolega relasi bekingan berdasi
 berseragam seragam mobil_dinas jenderal komandan juragan bos sultan crazy_rich tajir elit elite
 bangsawan kepsek ketua_yayasan bestie arisan separtai sekubu tim_sukses
little_people: wong_cilik orang_kecil rakyat_kecil rakyat_jelata orang_miskin orang_kampung
 orang_desa tukang_becak buruh_cuci pemulung kontrakan pengontrak pendatang perantau transpuan
 waria napi bekas_napi tuli buta disabilitas difabel janda gereja alkitab kerudung cadar tato
 minoritas kepercayaan penghayat
bribe_talk: koordinasi koordinasinya dikondisikan kondisikan dibersihkan dilicinkan diamankan
 pengamanan uang_keamanan uang_koordinasi uang_pangkal_gelap dana_sosial uang_jago uang_sabun
 uang_udut uang_kas uang_transport tip tips fee komisi persenan bagi_hasil bagian jatah kickback
 bribe gift under_table fast_track agent broker cash insider mahar pesanan jual_kursi
 jual_beli_kursi beli_kursi bayar_dalam jalur_langit jalur_dalam jalan_dalam paket_lulus
 paket_kilat paket_aman paket_toleransi paket_ekspres jaminan_lulus pasti_lulus dijamin_lulus
 berat_sebelah satu_paket arisan_proyek pengkondisian penunjukan_langsung tender_diatur
 pemenang_ditentukan lelang_diatur siluman titipan perantara pengantara biro kedekatan
 dekat_dengan kenal_dekat orangnya_pak orang_kepercayaan main_belakang main_dalam
refuse_bribe: menolak_pemberian menolak_uang menolak_amplop menolak_tip tidak_mau_dikasih
 tidak_mau_menerima menolak_tegas menolak_halus menolak_imbalan dikembalikan_utuh
 mengembalikan_kelebihan zona_integritas tidak_bisa_disogok anti_suap anti_korupsi jujur amanah
 transparan terbuka
abuse_office: mobil_dinas ambulans_dipakai dipakai_pribadi dipakai_jualan dipinjam_pejabat
 aset_kantor fasilitas_kantor proyek adik_kades tender pemenang lelang rekanan kontraktor
 dana_desa bansos_fiktif penerima_fiktif data_ganda tanda_tangan_dipalsukan honor_fiktif
 absen_fiktif laporan_fiktif anggaran spj
silence: jangan_lapor jangan_bilang jangan_cerita jangan_ribut tutup_mulut diam_saja suruh_diam
 nyuruh_diam dihapus_laporan dicabut_laporan diancam ancam intimidasi diteror teror
 dipanggil_atasan dimutasi dipecat balas_dendam dipersulit
s_ruined: remuk gosong tengik apek bau_amis menguning menghitam karat karatan keropos lapuk bolong
 jebol copot lepas mengelupas luntur bocor patah bengkok penyok pesok retak pecah gompal sobek
 robek sompal
s_spelling: ejaan huruf salah_ketik salah_huruf satu_huruf kurang_huruf kelebihan_huruf typo
 salah_tulis tertulis tercetak ditulis tercantum tertera terbaca
s_goods: beras telur minyak gula susu obat salep kapsul tablet vaksin pupuk bibit benih sapi
 kambing ayam ikan kursi_bantuan seragam sepatu buku modul kartu sertifikat akta paspor pelat
 stiker meteran air jaring mesin traktor perahu kios rumah kompor tabung gas alat
s_too_much: kebanyakan kelamaan kemahalan kepanjangan kesempitan kepanasan kegelapan kejauhan
 ketinggian kerendahan kekecilan kebesaran kelewatan keterlaluan
s_schedule: jadwal jam_buka jam_layanan jam_kerja tutup buka istirahat libur mulai terlambat tepat
 molor mundur ditunda reschedule batal dibatalkan penjadwalan kalender shift
s_every: setiap tiap senin_sampai sehari_sekali seminggu_sekali sebulan_sekali setahun_sekali
 rutin berkala
"""


Phrases = dict[str, list[tuple[list[str], tuple[str, ...]]]]


def _read(lists: str) -> tuple[dict[str, tuple[str, ...]], Phrases]:
    """Single stems -> concepts, and first word of a phrase -> (its other words, concepts).

    Phrases are canonicalised as the texts are, so that spelling never parts them.
    """
    single: dict[str, tuple[str, ...]] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    name = ""
    for line in lists.strip().splitlines():
        if not line.startswith(" "):
            name, _, line = line.partition(":")
        for entry in line.split():
            kept = entry.startswith("_")
            words = (entry,) if kept else tuple(t.word for t in tokens(entry.replace("_", " ")))
            if len(words) == 1:
                single[words[0]] = tuple(dict.fromkeys((*single.get(words[0], ()), name)))
            elif words:
                phrases[words] = (*phrases.get(words, ()), name)
    by_first: Phrases = {}
    for words, names in phrases.items():
        by_first.setdefault(words[0], []).append((list(words[1:]), names))
    return single, by_first


STEMS, PHRASES = _read(_LISTS)
"""Stem -> concepts; first word of a phrase -> the other words and the concepts."""
