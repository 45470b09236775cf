"""Concepts of what surrounds a counter: bodies, things, places, times, feelings, requests."""

LISTS = """
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
s_thanks: terima_kasih nuhun suwun nerima_nihan nekhima_nihan nerima_kasih alhamdulillah syukur
 berkah barokah barakallah jazakallah
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
"""
