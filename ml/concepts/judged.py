"""Concepts of what is judged at a counter: the elements, levies and favours, blame and thanks."""

LISTS = """
wait: antri tunggu lama lambat molor ngaret telat terlambat mundur tunda ulur kantuk bengong endap
 mandek mangkrak gantung mengambang sangkut nyangkut pending lamban berlarut larut kelamaan
 karatan kiamat ubanan uban lumut keburu kadung semalaman subuh lemot siput keong kura_kura
 habis_waktu tak_kunjung kunjung belum_jadi belum_selesai belum_terbit belum_dipanggil
 belum_datang belum_keluar buang_waktu berabad seabad akar jenggot ketiduran tertidur pegal
 kesemutan seharian_penuh menginap inap lumutan pensiun expired_duluan keram saka_nihan saka_temon
 kak_saka radu_saka nunggu_saka
fast: cepat sekejap singkat gesit sigap cekatan ekspres express instan ngebut tepat_waktu
 sekali_datang tidak_lama tidak_antri tanpa_antri tidak_sampai on_time sat_set tidak_pakai_lama
 langsung_jadi sekejap_mata kedip selesai_hari hari_itu_juga ditunggu_jadi langsung_dilayani
 mak_saka
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
 gamblang lihai jitu tepat ngajari ajari jeli hati_hati mengayomi tangkas wasis titis
unskilled: gagap ragu plonga plongo ceroboh teledor lalai asal sembarangan gugup canggung kikuk
 bengong magang latih pelatihan training bimtek googling google youtube tanya_teman tanya_temannya
 tanya_sebelah tidak_tahu tidak_paham tidak_mengerti tidak_pandai tidak_bisa tidak_hafal salah_input
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
 risih usik bising membanting dipelototi mlengos melengos ngelengos penthelengi pentelengi mukanya
 ditekuk tekuk jutekin semprot disemprot kecam
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
 temani dipayungi payung gendong dibantu dibantuin angkatkan bukakan pengertian gemati aruh ajeni
 andhap_asor
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
 tidak_diberi_kuitansi minta_uang minta_duit ngilu_duit minta_jatah minta_rokok minta_bagian
 minta_imbalan
 minta_persen minta_tip minta_sumbangan minta_transfer diminta_uang diminta_tambahan
 diminta_transfer uang_tunai_tanpa rekening_pribadi kantong_pribadi masuk_kantong kasih_uang
 selipkan selipin diselipkan sisipkan bayar_lebih tembak nembak ditembak percepatan jasa_cepat
 jalur_cepat jalur_kilat jalur_khusus biar_cepat supaya_cepat agar_cepat biar_lancar supaya_lancar
 agar_lancar biar_mulus biar_didahulukan serangan_fajar politik_uang mark_up fiktif markup siluman
 begal_anggaran palak dipalak memalak peras memeras diperas todong ditodong tarikan
 dipotong_sepihak damai_di_tempat atur_damai damai_saja delapan_enam sama_tahu tahu_sama tahu_diri
 tahu_kan mengerti_maksud ngerti_sendiri tidak_gratis_di terima_kasih_dulu tambahan_biar
 uang_untuk_petugas uang_petugas uang_pulsa uang_makan_siang amplop amplopnya duwit_rokok duwit_udut
 duwit_kopi duwit_bensin duwit_pelicin njaluk_duwit njaluk_sangu njaluk_rokok njaluk_udut
 dijaluki_duwit dijaluki_rokok mintak_duit mintak_duet duet_rokok duet_pelicin wong_njero wong_jero
 wong_dalem wong_dalam
favour: diskriminatif dibeda_bedakan membeda_bedakan beda_bedakan
 titip titipan kenal kenalan kerabat kerabatnya saudara saudaranya keponakan ponakan ipar
 menantu besan sepupu famili keluarga_pejabat anak_pejabat pejabat dewan partai parpol pemilu
 coblos nyoblos pencoblosan kampanye tim_sukses timses pendukung kubu relawan pilkades pilkada
 caleg kader orang_kaya kaya miskin suku agama etnis cina mualaf nasrani kristen muslim marga
 sedaerah sekampung separtai seorganisasi orang_tertentu didahulukan mendahulukan diutamakan
 diistimewakan istimewakan dibedakan membedakan beda_perlakuan pandang_bulu anak_emas bawa_nama
 lewat_samping orangnya_bupati kolega teman_petugas kenal_petugas langganan jas mobil_mewah
 kenalane dulur dulure sedulur sedulure kancane konco kanca bolone balane anake_lurah anake_pak
 tonggone muari puari duwe_kenalan nduwe_kenalan nduwe_dulur anake_kades wong_sugih sugih
 penampilan sandal baju_lusuh tidak_adil adil anak_kades istri_kades adik_kades keluarga_kades
euphemism: pengertian pengertiannya ikhlas seikhlas sukarela rokok kopi bensin lelah imbalan
 bungkus kode isyarat gesek jempol_telunjuk kedip berkedip bisik dibisiki maksud maksudnya ngerti
 infaq infak sedekah sumbangan partisipasi kontribusi tambahan oleh_oleh parsel bingkisan
 tanda_terima_kasih uang_saku jasa bonus hadiah persenan tips jalan_pintas jalan_pintasnya ucapan
 penghargaan pulsa amal kas sangu disangoni kotak_amal seribu_alasan tahulah paham_lah ngertilah
 masa_tidak_ada
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
 masyaallah hamdalah best thank excellent amazing smooth seneng nerima_nihan nekhima_nihan
 nerima_kasih
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
"""
