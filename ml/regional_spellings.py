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
orang: tiyang
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
jawab: wangsuli diwangsuli disauri nyauri semaur
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
minta maaf: sepurane ngapura ngapuro
malas: wegah
harus: mesthi
jatuh: jiglok
penuh: kebak kebek
pintu: lawang
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
baru: nembe
pengaduan: wadul
terburu: kesusu
lewat: liwat
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
bisa: dapok dapek dacok
saya: sikindua
kami: ikam kham gham
anda: nikeu puskam pusekam
mereka: tiyan tian
ini: inji sinji
itu: heno seno ino
sampai: tigoh tigeh sappai
lama: sako
juga: munih muneh moneh
lagi: luwot luot
sekarang: tano
kemarin: berbei berubei
besok: jemeh jemmeh
hari: khani ghani
orang: jamma jolma jimo ulun hulun
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
bagus: wawai
sopan: supan
bersih: dawak kecah
kotor: kamak
gelap: manem
menangis: miwang mewang
takut: ghabai
susah: saro
ribet: khumit
bingung: kiruk
bayar: bayakh mbayakh ngebayar
harga: khega regani
minta: kilu
diminta: dikilu dikilui
minta maaf: mahap
kasih: ngejuk ngenjuk dijuk
disuruh: dikayun
ditolak: ditulak
kembali: muloh moloh
datang: khatong ghatong
ambil: ngakuk akuk
tanya: betanya nanyo ngulih ngelulih
bilang: cawo
katanya: cawani cawana ujarni ujarna
dipanggil: diurau diukhau disuwak
bantu: nulung ditulung
masih: pagun
terus: tekhus
sejak: sanjak
seperti: injuk gegoh gegeh
masuk: kukhuk kughuk
keluar: luwah
jauh: jawoh
lihat: ngeliyak liyak ngenah
benar: benor
kurang: kukhang kughang
sendiri: sayan
sebelum: semakkung
walau: najan najin
jalan: ranglaya khanglaya ghenglayo
rumah: nuwo nuwou
ada: uwat ngedok ngidok ngemik
di sini: dijo dijjo dijou
ke: mit mid
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
saudara: muari muakhi puwakhi sekelik kemuakhian
kursi: kukhsi
pintu: khangok ghangok rangok
dalam: dilom dilem delom
kopi: kupi
rokok: roko
delapan: walu
sembilan: siwa
dulu: pai
luar: luah luakh
lain: bakhih barih bagheh
di situ: dudi
di sana: disan
muka: pudak
naik: cakak
nama: gelakh gelakhku
beras: biyas
biar: nyin
"""
