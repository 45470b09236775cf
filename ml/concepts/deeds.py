"""Concepts of what people do there, and finer shades: manners, tools, favours, goods."""

LISTS = """
s_do_paperwork: urus mengurus urusan bikin buat ajukan pengajuan mohon permohonan daftar
 pendaftaran perpanjang perpanjangan ganti cetak rekam lapor mutasi balik_nama legalisir validasi
 pengesahan teken paraf sahkan terbitkan penerbitan ralat pembetulan perubahan ubah klaim cairkan
 tebus ambil_rapor registrasi aktivasi ngurus diurus
s_order_person: suruh nyuruh menyuruh dipaksa paksa perintah minta dilarang melarang larangan
 izinkan boleh
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
 monyet setan udik norak dungu
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
 langsung_masuk didhisikke didisikke didhisikno didisikno disikno didhisikake dhisikan disikan disik
 dhisik baline_disik ndhisiki ndisiki nyrobot diduluke didulukke didulukeke dilebokke
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
