"""What silences a sign of danger stands at its own place, and a sign means what people mean."""

import pytest

from ml.alarms import alarms
from ml.danger.signs import pattern
from ml.reading import read

BESIDE_AN_EVERYDAY_WORD = (
    "besok saya bakar kantor ini, ktp tidak jadi jadi",
    "saya diancam mau dibacok waktu ambil bantuan",
    "serangan jantung, igd bilang tidak bisa terima",
    "ambulan belum datang, tolong cepat",
    "ditolak igd, langsung disuruh pulang, bapak lemas",
    "salah obat, tidak ada yang minta maaf",
    "korban kecelakaan disuruh isi formulir dulu",
    "anak tenggelam di kolam, laporan warga dicuekin",
    "plafon ambruk kena kursi tunggu",
    "saya dikunci di gudang, motor saya ditahan",
    "anak saya dikunci di kamar mandi sekolah",
    "bapak tidak sadar, berkas dulu katanya",
    "awas kamu ya",
    "istri melahirkan di parkiran",
    "sopir bawa parang minta ongkos lebih",
    "kepala robek tangan lecet dibiarkan",
    "bibir bengkak habis minum obat, ditanya malah diam",
    "anak hilang sejak tadi, kartu pelajar masih ada",
    "kantor saya bom, sate pun tidak dikasih",
    "nenek jatuh di lantai licin",
    "awas lu, lantai licin bisa bikin jatuh",
    "saya dianiaya, petugas tanya bantuan dulu",
    "kebakaran di rumah tetangga, damkar belum datang",
    "api sudah di atap, di rumah ada anak kecil",
    "ada kebakaran di rumah bu RT, telepon tidak diangkat",
    "kakek kena stroke, dokter poli tidak ada, disuruh nunggu",
    "asma anak kambuh, cek dulu kartunya katanya",
    "napas tinggal satu satu, dibiarkan tanpa oksigen",
    "gas bocor di dapur kantin, harga murah sih",
    "infus bocor darah berceceran, tidak ada perawat",
)
"""Each names what silences its own alarm elsewhere: a paper, a price, a question, a house."""


@pytest.mark.parametrize("text", BESIDE_AN_EVERYDAY_WORD)
def test_what_is_harmless_elsewhere_hides_no_danger(text: str) -> None:
    assert alarms(read(text)).danger


EVERYDAY = (
    "buka pukul 8 tutup pukul 3",
    "tembak langsung KTP jadi, gampang",
    "darah tinggi, periksa rutin tiap bulan",
    "poster pencegahan bunuh diri dipasang di puskesmas, bagus",
    "printer jatuh, rusak",
    "HP saya jatuh di toilet",
    "papan nama jatuh dari meja",
    "anak saya dipukul rata nilainya",
    "kebakaran jenggot dia waktu ditanya",
    "jantungan lihat tagihan PDAM",
    "mau pingsan lihat antriannya",
    "anak SD belajar cara menolong orang pingsan",
    "kabel printer putus",
    "tersengat panas matahari waktu antri di luar",
    "ancaman hukuman tertulis jelas di spanduk",
    "ancaman longsor sudah dipasang rambu",
    "teror iklan pinjol lewat sms",
    "nenek didorong pakai kursi roda sama satpam, baik",
    "saya sesak dengan syarat sebanyak ini",
    "hanyut suasana musik di ruang tunggu",
    "tenggelam dalam tumpukan berkas",
    "saya menunggu di luar karena penuh",
    "lihat saja nanti hasilnya",
    "awas nanti ketinggalan nomor antrian",
    "awas ya jangan lupa bawa fotokopi",
    "baik sama bapak saya, petugasnya",
    "makan malam dulu sebelum antri",
    "bosan hidup di antrian terus",
    "hamil muda diterima baik, didahulukan",
    "kelaparan antri dari pagi, tidak ada kantin",
    "gigit jari karena kuota habis",
    "parang petani gratis dari dinas",
)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_talk_in_words_of_danger_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


@pytest.mark.parametrize("written", ["jam\n    pulang", "bocor|        tulis"])
def test_a_pattern_whose_words_are_broken_where_a_line_ends_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="broken where a line ends"):
        pattern(written)


@pytest.mark.parametrize(
    "text",
    [
        "petugas pukul dua anak di depan saya",
        "satpam pukul tiga kali kepala saya",
        "dia pukul lima temannya",
        "satpamnya pukul dua orang anak",
    ],
)
def test_who_strikes_several_or_several_times_is_no_hour(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize(
    "text", ["petugas buka pukul delapan", "pukul dua anak saya masih nunggu", "pukul tiga pulang"]
)
def test_an_hour_strikes_nobody(text: str) -> None:
    assert not alarms(read(text)).danger


HEARD_BESIDE = (
    "saya ingin mengakhiri semuanya",
    "aku pengen idupku berakhir",
    "gw udah gak pengen idup",
    "udah ga mau idup lagi",
    "hidup saya sudah tidak ada artinya",
    "pengen akhiri hidup",
    "pak lurah suka ngintip waktu kami mandi di mck",
    "petugas ngintip saya ganti baju",
    "ada yang rekam saya waktu pipis di toilet",
    "pak rt minta foto tanpa busana baru surat dikasih",
    "kami tahu jam pulang anda",
    "bocah kecemplung sumur proyek",
    "anak kejebur got",
    "air banjir sudah sedada, tolong evakuasi",
    "sopirnya ugal-ugalan",
    "ban busnya gundul",
    "saya tahu kalian pulang jam berapa",
    "saya tahu anda tinggal di mana",
    "dipepet motor sepulang lapor",
    "tangannya di dada saya",
    "rok saya ditarik petugas",
    "ular masuk ruang kelas",
    "jari saya terpotong mesin",
    "jahitan operasi lepas",
    "paspor saya diambil majikan",
    "lebih baik saya mati",
    "mau terjun dari jembatan",
    "awas kalau masih lama, saya tahu rumah kalian",
    "diajak pak kabid ke hotel",
    "tidak ada ambulan datang, dua jam menunggu",
    "bapak tidak sadar, tidak ada yang menolong",
    "tidak ada dokter, anak demam tinggi",
    "saya diancam mau dibunuh, tidak ada yang peduli",
    "tidak ada petugas, anak tenggelam di kolam",
    "anak saya tidak bernapas",
    "kebakaran di pasar, tidak ada damkar",
    "dokter salah obat, tidak pernah minta maaf",
)
SILENT_BESIDE = (
    "saya tidak pernah diancam, petugasnya ramah",
    "tidak ada yang mengancam, pelayanan nyaman",
    "untung tidak ada kebakaran",
    "dokter tidak pernah salah obat",
    "tidak pernah ada jarum bekas, semua steril",
    "alhamdulillah tidak ada luka bakar",
    "anak saya tidak demam tinggi",
    "tidak ada kabel yang putus",
    "tidak ada plafon ambruk lagi",
    "saya tahu kalian kerja keras, terima kasih",
    "tahu anda pulang jam 3, kami baru tiba jam 2",
    "dipepet mobil dinas di parkiran sempit",
    "petugas nempel terus di belakang meja, gak mau bantu",
    "tangan ke mana mana nunjuk",
    "petugas duduk, tangannya di dada, cuek",
    "disuruh ke kamar 3 sama petugas",
    "disuruh ke kamar mayat ambil surat",
    "rok saya ditarik pintu lift",
    "ular antrean masuk ruang kelas",
    "ular antrean panjang di kamar tunggu",
    "jari saya terpotong di foto ktp",
    "tangan saya putus dari kecil, mohon jalur difabel",
    "tangan saya digips jadi tidak bisa sidik jari",
    "jahitan baju seragam lepas",
    "paspor diambil bos saya karena saya kerja",
    "sudah meninggal menunggu akta kematian",
    "lebih baik mati lampu daripada ac bocor",
    "ingin terjun ke usaha",
    "pejabat mau terjun ke lapangan",
    "awas kalau masih lama, saya kasih bintang satu",
    "diajak ke hotel buat sosialisasi pajak",
    "minum obat rumput laut",
    "kipasnya tidak mau idup",
    "saya mau mengakhiri semua pungutan itu",
    "masa hidup baterai berakhir",
    "mohon akhiri semua pungli",
    "rekam medis hilang waktu anak mandi",
    "foto tanpa baju putih ditolak",
    "mandi di mck umum bersih",
    "jalur evakuasi banjir jelas",
    "ban motor saya bocor",
    "petugas ngerekam saya waktu bicara",
    "dia tidak pernah membawa pisau",
    "kontrak saya mau diakhiri",
    "hp kecemplung sumur",
    "ban gundul ditolak uji kir",
    "sopirnya tidak ugal-ugalan",
)
"""Each has a twin above in much the same words."""


@pytest.mark.parametrize("text", HEARD_BESIDE)
def test_danger_is_heard_in_the_words_of_its_harmless_twin(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize("text", SILENT_BESIDE)
def test_what_never_was_or_means_another_thing_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


@pytest.mark.parametrize("text", ["bukan mau ngancem ya", "tidak mau mengancam, tapi awas kalian"])
def test_who_says_that_they_would_not_threaten_does(text: str) -> None:
    assert alarms(read(text)).danger
