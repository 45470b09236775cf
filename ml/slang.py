"""How citizens shorten, misspell and mix languages: one canonical word for many spellings.

Written for this project as "canonical: spelling spelling"; several words may stand on the left
("gada" is "tidak ada"). Javanese and Lampung function words stand here too, so that the model
meets one word. What is protected is never touched: kk is the family card, not "kakak".
"""

from ml.names import words

PROTECTED: frozenset[str] = words(
    """
    kk kel kec gg smp sma smk sd tk th ktp sim stnk bpkb pkb tnkb skck kua kia bpjs rs rsud igd ugd
    wa rt rw jl nik npwp nib paspor pbb bphtb ptsp upt uptd asn pns honor sms otp qr ac tv hp pt cv
    pkh blt kis kip umkm oss imb pbg slf amdal sop ppdb un nisn kjp rph tpa pdam pln tps pkl
    """
)
"""Abbreviations of public services: whatever a slang list says of them is wrong here."""

NEGATORS: frozenset[str] = words("tidak bukan belum jangan tanpa tiada")
"""The canonical negators; every spelling of them below ends in one of these."""

_SPELLINGS = """
tidak: gak ga gk g gag ngak nggak ngga enggak engga kagak kaga ndak nda ndk tak tdk tdak tidk tida
 ora ra mboten boten gaa gakk ngk egk ogah mak mawat dak dk ndag gda no not dont doesnt didnt isnt
 cant never gaaa tdaak gx gax kgk kagaa nggk ngg enggk tidaak tdkk orak
tidak ada: gada gaada gakada gkada tdkada ndakada raono ranana gd
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
belum: blm blum blom belom belon blon durung dereng belm bloom blun lum mangkung
bukan: bkn bukn dudu sanes bukannya
jangan: jgn jng jgan ojo ampun dang
tanpa: tnp tanpo without
yang: yg yng sing sai ingkang seng
dan: n dn lan and
dengan: dgn dg dgan sama with karo kaliyan sm ama
untuk: utk tuk buat bwt bt kanggo kangge for unt
karena: krn karna krna gara soale jalaran because
dari: dr dri saking jak from drpd
tapi: tp tpi tetapi namun nanging ning but cuman sayangnya sayang kidang
kalau: kalo klo kl kalu klu nek menawi klau ki
sudah: sdh udh udah dah uda sdah wis uwis sampun radu sudh udha
saja: aja aj ae wae mawon doang gawoh ajah sja
sangat: bgt banget bget bngt sgt amat bnget pisan nihan tenan sanget very
sekali: skali skl
bisa: bs bsa iso saged dapat dpt dapet bsaa can
saya: sy sya aku gue gua gw kulo nyak ane ak
kami: kita qta kt sikam kito
anda: kamu lu lo elu sampeyan panjenengan
dia: doi beliau dheweke
mereka: mrk mreka
ini: ni nih iki niki hinji this
itu: tu tuh iku niku kuwi sina that
sampai: smp2 sampe nyampe ampe smpai sampek nganti ngantos until nyampek
sampai: spe
lama: lm lamaa suwe dangu lamo lawas
juga: jg jga ugo
lagi: lg lgi maneh malih muneh
belum lagi: blmlg
saat: pas pass waktu
sekarang: skrg skrang skr saiki sakniki ganta now
kemarin: kmrn kmarin kmren wingi kemaren
besok: bsk bsok sesuk jemoh
hari: hr hri dina dino day days
minggu: mgg mggu week weeks
bulan: bln buln sasi month months
tahun: thn taun year years
jam: hour hours
menit: mnt mnit minutes minute
orang: org orng wong jelma jama people
banyak: bnyk byk bnyak akeh kathah many
dikit: sedikit sithik dikitt
semua: smua sema semuanya kabeh sedoyo unyin all
tiap: setiap stiap tip saben every
apa: ap opo nopo what
bagaimana: gimana gmn gmana piye pripun how
kapan: kpn when kapankah
kenapa: knp knapa ngapa napa mengapa ngopo why
siapa: sp sapa sinten who
mana: endi pundi where
berapa: brp brapa piro pinten pira
terima kasih: makasih makasi mksh trims tks thx thanks trimakasih terimakasih terimakasi tengkyu
 suwun nuwun matursuwun tq thankyou tenkyu trmksh trimkasih mksih maturnuwun thank
mohon: mhn mohn please plis pls
tolong: tlg tlong tulung tolg tulong
petugas: ptgs ptugas ptgas petgas officer petugase
pegawai: pgw pegawe pegawe pgawai staff staf karyawan
antri: antre ngantri ngantre antrian antrean mengantri mengantre queue antriin ngantree ngatri
 antr
menunggu: nunggu tunggu tunggui nungguin ngenteni nengga ditunggu waiting nungu nggu nunguin
 tunggunya nunggunya menanti nanti2
cepat: cpt cepet cepetan fast quick kilat kenceng sat set satset gercep gerak_cepat kejep cepat2
lambat: lelet lemot lamban lemod lola slow leletnya alon lambatnya lmbt lemott
ramah: rmh sumeh friendly grapyak ramahnya humble
baik: bae apik apikan bgus good sae baek baikk
bagus: bgs bgus great nice helau keren mantap mantab mantul sip ciamik jos top joss oke ok cakep
buruk: jelek jlek elek bad parahh
senyum: mesem senyumm smile
kasar: ketus judes jutek galak rude sengak bentak nggetak srengen
marah: ngamuk dimarahi dimarahin nesu ngomel ngomelin angry diomelin dimarah marah2
bersih: resik ressik bersihh clean kinclong
kotor: jorok reged dirty kumuh dekil
rusak: rsk rusakk broken jebol bejat
mahal: larang mhl expensive mhal
murah: mrh cheap mirah
gratis: grts free cuma2 gratisan gretong
bayar: byr mbayar mbyar pay mayar bayarin
uang: duit uwang dhuwit arto money doku duwit
biaya: biya biayanya fee ongkos
minta: mnta njaluk nyuwun mintak dipinta ngilu
diminta: dimintai dimintain dijaluki disuwun dimintak
disuruh: dsuruh suruh dikon disuruhh
kembali: wangsul mulang mbalik
datang: dtg dateng teko rawuh dtang ratong
ambil: ambl njupuk mundhut ambilin
tanya: takon nanya bertanya tnya tny tangled menanyakan
jawab: jwb mangsuli njawab
bilang: blg ngomong ngendika ngomongnya blang cawa
berkas: brks berkase
syarat: syrt persyaratan sarat requirement requirements syaratni syarate
fotokopi: fotocopy fotocopi potokopi fotokopian fc foto_copy potocopy photocopy
aplikasi: apk app apps aplikasinya apl applikasi aplkasi apli aplikasine
website: web situs laman webnya websitenya webset
server: serper servernya
online: onlen daring on_line online2
jaringan: sinyal internet network wifi
eror: error ngeror err eror2 erorr erorrr
pengaduan: aduan komplain complain complaint keluhan ngadu
parkir: parkiran prkir parker parking markir
toilet: wc kamar_mandi wese kamarmandi jamban
kursi: kursine bangku seats tempat_duduk seat
panas: sumuk gerah sumpek hot pengap
masih: msh mash isih tesih
harus: hrs kudu mesti wajib kedah hrus must musti
lebih: lbh lbih luwih more
ternyata: trnyata tyt jebul jebule
langsung: lgsg lsg lgsung langsng
terus: trs trus terusan nuli teros
habis: abis abs entek telas
pernah: prnh tau nate prnah
sebentar: bentar sbntr sedelok sekedap bentaran sbentar
seperti: kayak kyk kaya kek koyo koyok kados spt sprt kyak
begini: gini ngene ngeten gni
begitu: gitu gt gtu ngono ngoten
tetap: tetep ttp ttep
punya: pny nduwe gadhah punyaa
mau: mo arep badhe kepengen pengen pingin pgn ingin haga
buka: bka buko open bukaa
tutup: ttp_up tutupp closed nutup
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
pungli: pungutan_liar pungutan pungutli
suap: sogok sogokan nyogok menyuap nyuap suapan amplop
lihat: liat lht liyat ndelok ngliat
tahu: tau thu ngerti ngertos tauu
salah: slh salahh kliru klentu wrong
benar: bener bnr bnar leres betul betol
kurang: krg kurg krang
pelayanan: playanan pelayanane layanan service servis pelayananya pelayananny pelayanannya
 pelyanan
surat: srt suratnya
kantor: ktr kantornya office
loket: loketnya counter
jadi: jd jdi dadi
cuma: cm cma hanya hny only mung namung
sendiri: sndri dewe dewek
bantu: bntu mbantu ngrewangi dibantuin help
paham: pahamm mudeng faham
bingung: bingungg confused bingungin
ribet: repot rempong njelimet ruwet rumit
kecewa: gela kuciwa nyesel
senang: seneng bungah happy
jengkel: kesel sebel dongkol bete kzl mangkel
kasih: kasi ngasih menehi maringi ngekeki njuk
memang: emang mmg emg memangg
kalian: klian
setelah: stlh stelah sesudah
sebelum: sblm sblum
sedang: sdg lagi2
bahkan: bhkn malah malahan
hanya: hnya
padahal: pdhl pdhal padaal
walau: walaupun meski meskipun wlaupun biarpun senajan sanajan biar_pun although meskipn
kecuali: kcuali except
lumayan: lmyan lumyan
kak: kaka
masyarakat: msyrkt rakyat
dokter: dokternya dr_
jalan: jln dalan
tanggal: tgl
nomor: no_ nmr nomer
telepon: telpon tlp telp tilpun call
hilang: ilang hlang
rumah: rmh_ omah griya
"""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    canonical: tuple[str, ...] = ()
    for line in _SPELLINGS.strip().splitlines():
        if not line.startswith(" "):
            left, _, line = line.partition(":")
            canonical = tuple(left.split())
        for spelling in line.split():
            table.setdefault(spelling, canonical)
    for word in PROTECTED | {part for parts in table.values() for part in parts}:
        table.pop(word, None)
    return table


SLANG: dict[str, tuple[str, ...]] = _table()
"""Spelling -> canonical words. No canonical word is a key: mapping twice is mapping once."""
