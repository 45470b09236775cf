"""Spellings that people use, gathered under the word they stand for: "canonical: spelling ...".

Written for this project; several words may stand on the left ("gada" is "tidak ada"). Javanese and
Lampung function words stand here too, so that the model meets one word.
"""

SPELLINGS = """
tidak: gak ga gk g gag ngak nggak ngga enggak engga kagak kaga ndak nda ndk tak tdk tdak tidk tida
 ora ra mboten boten gaa gakk ngk egk ogah mak mawat dak dk ndag gda no not dont doesnt didnt isnt
 cant never gaaa tdaak gx gax kgk kagaa nggk ngg enggk tidaak tdkk orak teu henteu idak indak
 engak egak kgak kga mbten mbotn bten mbtn tiak tadak kada nyanda tra gaq ndaq ndeq
 nenten tusing moal nehi wasnt arent werent couldnt wont wouldnt hasnt havent hadnt shouldnt aint
 dide tidag tidaq
tidak ada: gada gaada gakada gkada tdkada ndakada raono ranana gd makwat ranono trada kadada takde
 takdo dakdo katek
tidak bisa: gabisa gakbisa gkbisa tdkbisa gbs gabs gbsa cannot gaiso raiso
tidak tahu: gatau gaktau gktau gtau gatw gtw gataw ndatau entah gatahu
tidak jelas: gaje gajelas gakjelas gjls gjelas
tidak mau: gamau gakmau gkmau gmau emoh
tidak apa: gapapa gpp gakpapa gppa gapopo rapopo
tidak pernah: gapernah gakpernah gkpernah
tidak perlu: gaperlu gakperlu gaush gausah gakusah gkusah gausa gosah
tidak boleh: gaboleh gakboleh
tidak jadi: gajadi gakjadi
tidak usah: takusah
belum: blm blum blom belom belon blon bulum durung durong drung dereng belm bloom blun lum
 mangkung acan
bukan: bkn bukn bkan dudu sanes bukannya
jangan: jgn jng jgan jngan ojo ojok dang sampunang
tanpa: tnp tanpo without
yang: yg yng sing sai ingkang seng
dan: n dn lan and
dengan: dgn dg dgan sama with karo kaliyan sm ama
untuk: utk tuk buat bwt bt kanggo kangge for unt
karena: krn karna krna gara soale jalaran because
dari: dr dri saking jak from drpd
tapi: tp tpi tetapi namun nanging ning but cuman sayangnya sayang kidang
kalau: kalo klo kl kalu klu nek menawi klau ki
sudah: sdh udh udah dah uda sdah wis uwis sampun radu sudh udha geus tos atos
saja: aja aj ae wae mawon doang gawoh ajah sja
sangat: bgt banget bget bngt sgt amat bnget pisan nihan tenan sanget very
sekali: skali skl
bisa: saget bs bsa iso saged dapat dpt dapet bsaa can
saya: sy sya aku gue gua gw kulo nyak ane ak
kami: kita qta kt sikam kito
anda: kamu lu lo elu sampeyan panjenengan
dia: doi beliau dheweke
mereka: mrk mreka
ini: ni nih iki niki hinji this
itu: tu tuh iku niku kuwi sina that
sampai: smp2 sampe nyampe ampe smpai sampek nganti ngantos until nyampek spe
lama: lm lamaa suwe dangu lamo lawas
juga: jg jga ugo too
lagi: lg lgi maneh malih
belum lagi: blmlg
saat: pas pass waktu
sekarang: skrg skrang skr saiki sakniki ganta now
kemarin: kmrn kmarin kmren wingi kemaren
besok: bsk bsok sesuk jemoh
hari: hr hri dina dino day days
minggu: mgg mggu week weeks
bulan: bln buln sasi month months
tahun: thn taun year years
jam: hour hours o'clock pm
menit: mnt mnit minutes minute
orang: org orng wong jelma people jelema
banyak: bnyk byk bnyak akeh kathah many
dikit: sedikit sithik dikitt
semua: smua sema semuanya kabeh sedoyo unyin all
tiap: setiap stiap saben every
apa: ap opo nopo what
bagaimana: gimana gmn gmana piye pripun how
kapan: kpn when kapankah
kenapa: knp knapa ngapa napa mengapa ngopo why naha
siapa: sp sinten who
mana: endi pundi where
berapa: brp brapa piro pinten pira
terima kasih: makasih makasi mksh trims tks thx thanks trimakasih terimakasih terimakasi tengkyu
 suwun nuwun matursuwun tq thankyou tenkyu trmksh trimkasih mksih maturnuwun thank
mohon: mhn mohn please plis pls
tolong: tlg tlong tulung tolg tulong
petugas: ptgs ptugas ptgas petgas officer petugase
pegawai: pgw pegawe pgawai staff staf karyawan
antri: antre ngantri ngantre antrian antrean mengantri mengantre queue antriin ngantree ngatri
 antr
menunggu: nunggu tunggu tunggui nungguin ngenteni nengga ditunggu waiting nungu nggu nunguin
 tunggunya nunggunya menanti nanti2
cepat: cpt cepet cepetan fast quick kilat kenceng sat set satset gercep kejep cepat2
lambat: lelet lemot lamban lemod lola slow leletnya lambatnya lmbt lemott lambreta lambreto
ramah: rmh sumeh friendly grapyak ramahnya humble
baik: bae apik apikan good sae baek baikk
bagus: bgs bgus great nice helau keren mantap mantab mantul sip ciamik jos top joss oke ok cakep
buruk: jelek jlek elek bad parahh
senyum: mesem senyumm smile
kasar: ketus judes jutek galak rude sengak bentak nggetak srengen
marah: ngamuk dimarahi dimarahin nesu ngomel ngomelin angry diomelin dimarah marah2
bersih: resik ressik bersihh clean kinclong
kotor: jorok reged dirty kumuh dekil kamah
rusak: rsk rusakk broken jebol bejat rusake risak bubrah
mahal: larang mhl expensive mhal
murah: mrh cheap mirah
gratis: grts free cuma2 gratisan gretong
bayar: byr mbayar mbyar pay mayar bayarin
uang: duit uwang dhuwit arto money doku duwit
biaya: biya biayanya fee ongkos
minta: mnta njaluk nyuwun mintak dipinta
diminta: dimintai dimintain dijaluki disuwun dimintak
disuruh: dsuruh suruh dikon disuruhh
kembali: wangsul mbalik
datang: dtg dateng teko rawuh dtang ratong
ambil: ambl njupuk mundhut ambilin
tanya: takon nanya bertanya tnya tny tangled menanyakan
jawab: jwb mangsuli njawab
bilang: blg ngomong ngendika ngomongnya blang cawa
berkas: brks berkase
syarat: syrt persyaratan sarat requirement requirements syaratni syarate
fotokopi: fotocopy fotocopi potokopi fotokopian fc potocopy photocopy
aplikasi: apk app apps aplikasinya apl applikasi aplkasi apli aplikasine
website: web situs laman webnya websitenya webset
server: serper servernya
online: onlen daring online2
jaringan: sinyal internet network wifi
eror: error ngeror err eror2 erorr erorrr
pengaduan: aduan komplain complain complaint keluhan ngadu
parkir: parkiran prkir parker parking markir
toilet: wc wese kamarmandi jamban
kursi: kursine bangku seats seat
panas: sumuk gerah sumpek hot pengap panase
masih: msh mash isih tesih
harus: hrs kudu mesti wajib kedah hrus must musti
lebih: lbh lbih luwih more
ternyata: trnyata tyt jebul jebule
langsung: lgsg lsg lgsung langsng directly straight instantly
terus: trs trus terusan nuli teros
habis: abis abs entek telas
pernah: prnh nate prnah
sebentar: bentar sbntr sedelok sekedap bentaran sbentar
seperti: kayak kyk kaya kek koyo koyok kados spt sprt kyak
begini: gini ngene ngeten gni
begitu: gitu gt gtu ngono ngoten
tetap: tetep ttp ttep
punya: pny nduwe gadhah punyaa
mau: mo arep badhe kepengen pengen pingin pgn ingin haga
buka: bka buko open bukaa
tutup: tutupp closed nutup
masuk: msk mlebu mlebet
keluar: klr metu medal kluar
ruang: ruangan rg
tempat: tmpt tmpat panggonan
jauh: jaoh adoh tebih
anak: ank bocah lare kids sanak
ibu: mamak mak2 emak ibuk
bapak: bpk pakk bapake bpak
orangtua: ortu
orang dalam: ordal
calo: makelar calok perantara broker percaloan
pungli: pungutan pungutli
suap: sogok sogokan nyogok menyuap nyuap suapan amplop
lihat: liat lht liyat ndelok ngliat see saw
tahu: tau thu ngerti ngertos tauu reti weruh apal nyaho
salah: slh salahh kliru klentu wrong
benar: bener bnr bnar leres betul betol temon
kurang: krg kurg krang kirang
pelayanan: playanan pelayanane layanan service servis pelayananya pelayananny pelayanannya
 pelyanan
surat: srt suratnya
kantor: ktr kantornya office
loket: loketnya counter
jadi: jd jdi dadi dados
cuma: cm cma hanya hny only mung namung
sendiri: sndri dewe dewek
bantu: bntu mbantu ngrewangi dibantuin help
paham: pahamm mudeng faham
bingung: bingungg confused bingungin
ribet: repot rempong njelimet ruwet rumit
kecewa: gela kuciwa nyesel
senang: seneng bungah happy
jengkel: kesel sebel dongkol bete kzl mangkel
kasih: kasi ngasih menehi maringi ngekeki
memang: emang mmg emg memangg
kalian: klian
setelah: stlh stelah sesudah
sebelum: sblm sblum
sedang: sdg lagi2
bahkan: bhkn malah malahan
hanya: hnya
padahal: pdhl pdhal padaal
walau: walaupun meski meskipun wlaupun biarpun senajan sanajan although meskipn
kecuali: kcuali except
lumayan: lmyan lumyan
kak: kaka
masyarakat: msyrkt rakyat
dokter: dokternya
jalan: jln dalan
tanggal: tgl
nomor: nmr nomer
telepon: telpon tlp telp tilpun call
hilang: ilang hlang
rumah: omah griya
ada: wat ono enten aya wonten exist
di sini: dija mriki nangkene didie
di: neng nang ing
ke: menyang maring ka nyang
katanya: ktanya cenah
jual: adol dodol sade jualan
beli: tuku tumbas meuli belanja
pulang: muleh mulih mantuk balek mulang
pergi: lunga kesah lapah berangkat budal mangkat indit
duduk: lungguh lenggah mejong linggih calik
berdiri: ngadeg jumeneng cecok
tidur: turu sare pedom bobo
makan: mangan dhahar nedha mengan
minum: ngombe nginum
pagi: esuk enjing isuk
sore: debi sonten sonte
malam: bengi dalu debingi
siang: awan tengahari
tua: tuwo sepuh tuha tuwa lansia sepuhnya jompo
besar: gede ageng balak gedhe
kecil: cilik alit lunik leutik kecik
bicara: omong ngobrolin omongan
takut: wedi ajrih khabai sieun
malu: isin lingsem liom
susah: angel angil rekoso
baru: anyar ampai
satu: siji setunggal hiji
dua: loro kalih rua khua
tiga: telu tigo telung tilu
empat: papat sekawan
lima: limo gangsal
rupiah: perak ghupiah seghupiah repes
dipanggil: diundang ditimbali diceluk dicalukan
suruh: kengken ken
dimarahi: diseneni disrengeni dicarekan
diam: meneng mendel cicing
dengar: rungu krungu mireng dengi
ajar: wuruk
mati: pejah
meninggal: seda sedo wafat tilar
lupa: lali kesupen poho
ingat: eling
cari: golek ngupadi nyari
bawa: nggowo beto ngusung mawa bawain
tulis: nulis
enak: eco bangik raos
nyaman: kepenak sekeca comfy comfortable cozy
pintar: pinter trampil smart jago
bodoh: bodo goblog stupid
kaya: sugih rich
miskin: mlarat poor
saudara: sedulur puari dulur puakhi baraya
teman: kanca kancane batur friend temen konco
istri: bojo garwa wife
suami: husband laki
cucu: putu
nenek: mbah simbah eyang nini oma
kakek: mbahkung engkong opa
lapar: luwe ngelih
sakit: sick hurts sakik
obat: jamu ubat medicine
air: banyu toya water
hujan: udan
banjir: banjire
bocor: trocoh leaking leak
mulut: cangkem
kaki: sikil
tangan: asta
kepala: sirah
mobil: car
motor: montor
kampung: ndeso desa pekon tiyuh
selesai: rampung rampungan kelar bar finished finish done
mulai: mulain miwiti start
cukup: cekap
ikut: melu milu
kerja: kerjo work
tinggal: kari
minta maaf: sorry maaf ngapunten punten
semoga: mugi mugo muga moga hopefully
malas: males
mungkin: halok maybe
maka: mulo
jatuh: ceblok fall fell
dorong: jorog
pegang: cekel
kunci: gembok
sopan: polite respectful santun
membantu: helpful helped
berantakan: messy chaos chaotic
parah: parahnya worst
tepat waktu: ontime punctual
proses: process prosesnya
dokumen: document documents
dijelaskan: explained explain
gagal: failed fail
ditolak: rejected reject
terlambat: late delay delayed telat
penuh: full
kosong: empty
hitam: ireng
jujur: honest
"""
