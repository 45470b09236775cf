"""Words of Javanese and Lampung under the Indonesian word they stand for, as in `ml.spellings`.

Javanese in both levels (ngoko, krama) and as people type it; Lampung in both dialects, A (api) and
O (nyow), whose r is written r, gh or kh. A word that also means something else in everyday
Indonesian stands here only where that other meaning is rare at a counter; "saka" (Lampung: long,
Javanese: from), "niku" (Lampung: you, Javanese: that) and "mari" stand in neither list.
"""

JAVANESE = """
dengan: sareng
untuk: dinggo nggo
karena: amarga amargi mergo merga margi
dari: seko soko seka
kalau: yen menawa menowo
sudah: wes mpun
sangat: nemen
saya: kula
anda: kowe koe
dia: deweke piyambakipun
ini: menika meniko
itu: kuwe kae
lama: suwi sui suwene kesuwen
juga: uga ugi
lagi: meneh
sekarang: saniki sakmenika
besok: mbenjang benjing
hari: dinten
orang: tiyang wonge
dikit: setitik sekedhik sekedik sethithik
semua: sedaya sedanten kabehe
bagaimana: pie priye kepriye kepiye
mana: ngendi nangdi
terima kasih: kesuwun
menunggu: ngentosi nenggo dienteni
cepat: gelis enggal cepete
pelan: alon
ramah: semanak
bagus: apike
buruk: awon
kasar: digetak disentak nyentak
teriak: mbengok bengok dibengoki
cemberut: mrengut mecucu mbesengut
marah: muring
dimarahi: disengeni nyengeni
bersih: resike
gelap: peteng
bau: mambu ambune
licin: lunyu
mahal: larange awis
harga: rega rego regane regone regine pangaos
uang: arta duwet dhuit duite duwite dhuwite
biaya: ragad beaya
kembalian: susuk susuke jujul jujule
minta: jaluk
diminta: dijaluk
disuruh: dikongkon kongkon kon
datang: teka
sampai: tekane
ambil: mendhet mendet jupuk
tanya: takok tanglet tangklet takoni ditakoni
jawab: wangsuli diwangsuli disauri nyauri semaur jawabane jawabe njawabe sumaure
bilang: ngendikan sanjang kandha kondo
katanya: jare jarene jarenipun ujare
digubris: digagas direken digatekke digatekne digatekno
masih: iseh taksih tasih
ternyata: jebulane tibake
terus: lajeng banjur njur
sejak: wiwit ket kawit
sebentar: sedhela sedela sedhelok sedhiluk
seperti: koyoto kadya
punya: duwe nduweni gadah ndue
mau: gelem purun
masuk: mlebune
tempat: panggone panggonane nggon panggenan
lihat: ndeleng ningali mirsani
salah: kleru lepat
jelas: cetho cetha
sendiri: dhewe piyambak
bantu: ngewangi diewangi mbiyantu nulungi ditulungi
paham: mudheng
ribet: mbulet
kecewa: getun
kasih: wenehi diwenehi diwenehke paringi diparingi nyukani
setelah: sakwise sawise saksampune bakda
sebelum: sakdurunge sadurunge sakderenge
padahal: mangka mongko
ada: onten enek
di sini: kene
ke: mring dhateng
beli: mbeli
pergi: lungo
minum: ngunjuk
tua: tuwek
cari: nggoleki golekne padosi
bawa: gowo gawa nggawa mbeto digowo
nyaman: penak sekeco
sawah: sabin
ikut: nderek tumut
kerja: gawean
minta maaf: sepurane ngapura ngapuro pangapunten
malas: wegah
harus: mesthi
jatuh: jiglok tibo
penuh: kebak kebek
pintu: lawang lawange
dalam: njero jero
belakang: mburi mburine wingking
bawah: ngisor ngisore
atas: nduwur dhuwur duwur
perbaiki: didandani ndandani dandani didandakke
pusing: mumet ngelu
dibedakan: dibedakke dibedakno mbedakke
bohong: ngapusi goroh
dibohongi: diapusi
rokok: udud udut
tujuh: pitu pitung
enam: enem
delapan: wolu
sembilan: sanga songo
siapa: sopo
pakai: nganggo
kali: ping kaping
ribu: ewu
dua: rong
lima: limang
biar: ben
di sana: kono
ke sini: mrene rene
ke sana: mrono
tertawa: ngguyu
ditertawakan: digeguyu diguyu
naik: mundhak mundak munggah
turun: mudhun mudun
baca: maca moco maos
nama: jeneng jenenge jenengku
baru: nembe lagek
pengaduan: wadul
terburu: kesusu
lewat: liwat
luar: njaba njobo
jalan: dalane embong
saudara: dulure sedulure misanan
perempuan: wadon wedok wedoke
pria: lanang
ulang: mbaleni
buka: mbukak bukak bukake kebukak
jelaskan: nerangke nerangake njelaske njelasno
dijelaskan: diterangke
dulu: sik disik dhisik ndisik rumiyin riyin biyen mbiyen disek
sebelas: sewelas
empat: patang
lima puluh: seket
seratus: satus
lima belas: limolas
dua belas: rolas
seribu: sewu
pajak: pajek
ayam: pitik
kaki: sikilku
mata: mripat mripate mripatku
sobek: suwek
basah: teles
batu: watu
kambing: wedhus wedhusku
belum: rung
sehari: sedino
belajar: sinau
kosong: suwung
bangun: tangi
tetangga: tonggo
ular: ulo
hidup: urip idup idoep
hidupku: idupku
hidupnya: idupnya
dekat: cedhak
pegangan: cekelan
bermain: dolanan
panjang: dowo dowone
telur: endhoge endhogku
pisang: gedhang
rumah: griyo omahe omahku
jaga: njaga jogo njogo
terlalu banyak: kakehan
tebal: kandel
kehilangan: kelangan
kira: kinten
baju: klambiku klambine
lahir: lair
gemuk: lemu
istirahat: leren ngaso
duduk: lungguhan lungguhe
buang: mbuwang
tidak tahu: mbuh
kasihan: mesakke
lari: mlayu
silakan: monggo
keliling: mubeng
antar: ngeterke ngeterake
kencing: nguyuh
bergerak: obah
simpang: prapatan
pupuk: rabuk
beda: seje bedo
pingsan: semaput
terima: tompo
tutup: gembokan
obat: obate
batuk: watuk
lutut: dengkulku
pinggang: boyokku
saja: thok
sakit: lara
ikan: iwak
nanti: mengko engko
nomor: nomere nomerku
bayar: mbayare bayare
janji: janjine
cara: carane
loket: lokete loketipun
mbak: mbake
mas: mase
lurah: lurahe
camat: camate
bidan: bidane
penyuluh: penyuluhe
sertifikat: sertifikate sertipikate
tarif: tarife
tagihan: tagihane
air: banyune
sapi: sapine sapiku
timbangan: timbangane
beras: berase
surat: surate
tulisan: tulisane
kunci: kuncine
hati: atiku
suruh: ngongkon
kartu: kertu
minyak: lenga
bunuh: mateni
hampir: meh
tertinggal: keri
agak: rada rodok
kencang: banter
dingin: adem
"""

LAMPUNG = """
tidak: mawek
tidak ada: makuwat
belum: makkung
yang: sei
dengan: jama jamo
untuk: guai guwai guway
karena: ulih
dari: anjak kunei
kalau: kik lamun kilamon
sudah: ghadu khadu ghadeu
saja: gaoh gaweh
bisa: dapok dapek dacok mansa
saya: sikindua hikam
kami: ikam kham gham
anda: nikeu puskam pusekam
mereka: tiyan tian
ini: inji sinji
itu: heno seno ino hinno hino
sampai: tigoh tigeh sappai
lama: sako
juga: munih muneh moneh
lagi: luwot luot
sekarang: tano
kemarin: berbei berubei
besok: jemeh jemmeh
hari: khani ghani
orang: jamma jolma jimo ulun hulun jelmani
banyak: nayah lamon
dikit: cutik
semua: unyen unyinna unyinni unyenno sunyin sunyinna seunyinni
tiap: unggal
apa: nyow nyo
bagaimana: kheppa khepa gheppa repa
kenapa: ngapi kenapi
mana: dipa kedow
berapa: pikha pigha pigho
terima kasih: tekhimakasih
terima: tekhima nekhima
cepat: geluk gelukni gancang
bagus: wawai betik wawaini
sopan: supan
bersih: dawak kecah
kotor: kamak
gelap: manem
menangis: miwang mewang
takut: ghabai rabai ghabbai
susah: saro
ribet: khumit
bingung: kiruk
bayar: bayakh mbayakh ngebayar
harga: khega regani hargani hargane hargo
minta: kilu
diminta: dikilu dikilui
minta maaf: mahap ngalimpura ngalimpukha ngalimpugha
kasih: ngejuk ngenjuk dijuk keni
disuruh: dikayun disuhuh
ditolak: ditulak
kembali: muloh moloh
datang: khatong ghatong rateng
ambil: ngakuk akuk diakuk
tanya: betanya nanyo ngulih ngelulih
bilang: cawo cawako dicawako cawane
katanya: cawani cawana ujarni ujarna
dipanggil: diurau diukhau disuwak
bantu: nulung ditulung
masih: pagun
terus: tekhus
sejak: sanjak
seperti: injuk gegoh gegeh
masuk: kukhuk kughuk kuruk
keluar: luwah
jauh: jawoh
lihat: ngeliyak liyak ngenah ngeliak diliyak
benar: benor bonor benogh benokh
kurang: kukhang kughang
sendiri: sayan
sebelum: semakkung
walau: najan najin
jalan: ranglaya khanglaya ghenglayo
rumah: nuwo nuwou lambanku
ada: uwat ngedok ngidok ngemik
di sini: dijo dijjo dijou
ke: mit mid haguk
beli: ngebeli
berdiri: ceccok temegi
tidur: pedem
pagi: tukuk
sore: dibi debei debbei
malam: bingi bingei debingei
siang: dawah deghani
tua: tuho
dua: ghua ruwa
dengar: nengis dengis
cari: nyepok sepok
saudara: muari muakhi puwakhi sekelik kemuakhian kemuakhianni puaghi
kursi: kukhsi kursini kukhsini
pintu: khangok ghangok rangok pintune
dalam: dilom dilem delom
kopi: kupi
rokok: roko
delapan: walu
sembilan: siwa
dulu: pai tumbai
luar: luah luakh
lain: bakhih barih bagheh
di situ: dudi
di sana: disan
muka: pudak
naik: cakak
nama: gelakh gelakhku
beras: biyas biasni
biar: nyin
tadi: jeno jinno jinna jenoni
nanti: kanah
hidup: hurik hukhik hughik ukhik
hitam: halom
hijau: hujau ujau
perut: tenai
teman: kantik kantikni
cabai: cabi
baju: kawai kaway
kering: keghing kekhing
sebelah: kebelah
jawab: nimbal jawabni jawabanni
membuat: ngeguwai nguwai
perempuan: bebai
dorong: surung sughung sukhung
hilang: lebon
bocor: bucor
pecah: pecoh
gatal: gatol
patah: patoh
tanam: nanom ditanom tanom
tanah: tanoh
dingin: ngison ngisen
sehat: sihat munyai
memang: sangun senangon
tidak tahu: induh iduh
dan: khik ghik
meja: mija
pergi: ngelapah
air: wai waini wayno
minum: diinum
kepala: kepalo
syarat: syaratne syaratno
petugas: petugasni petugasne
dokter: dokterni
kantor: kantorni kantorno
surat: suratni
aplikasi: aplikasini
loket: loketni
pelayanan: pelayananni
biaya: biayani
obat: ubatni obatne
anak: sanakku
dijelaskan: diterangko
jelaskan: nerangko
suruh: nyuhuh
jatuh: tiyak gugogh gugugh
bangun: minjak
api: apui
cucu: umpu
kakek: tamong
tangan: pungu
belakang: bughi
duduk: mejjeng
berani: bani
suami: lakei
golok: candung
"""
