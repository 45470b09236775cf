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
