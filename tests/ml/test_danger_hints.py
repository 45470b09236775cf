"""Danger that is only hinted at, by what a body shows, who holds whom, and who comes too near."""

import pytest

from ml.alarms import alarms
from ml.danger import nobody_does_harm
from ml.reading import read

HINTED = (
    "kakek saya bibirnya ungu, disuruh ambil nomor dulu",
    "jempol saya kepotong mesin di blk, p3k nya kosong",
    "adik saya diikat di tiang sama hansip",
    "majikan nahan paspor istri saya, gaji tak dibayar",
    "gak boleh keluar asrama sampai hutang lunas",
    "sopir travel dinas ketiduran dua kali di tol",
    "pak mantri tangannya ke paha saya waktu tensi",
    "bos gudang sering masuk kamar anak saya malam malam",
    "kirim foto bugil ke nomor saya, nomornya nomor kantor",
    "ibu habis transfusi salah golongan, badannya menggigil",
    "bapak tiga hari tidak bisa kencing, puskesmas tutup",
    "muntah merah dari subuh belum ada dokter",
    "belasan murid muntah habis minum susu bantuan",
    "stop kontak di mushola kantor keluar asap, bau gosong",
    "anjing penjaga menyerang kurir, betisnya robek",
    "keponakan terkurung di lift dari jam dua",
    "anak step di ruang tunggu tidak ada yang bantu",
    "dadaku sakit sekali dari tadi nunggu obat",
    "saya dicegat di simpang tiap pulang lapor",
    "ini pesan terakhir saya, titip anak anak ya maaf",
    "mau nyebur ke kali saja rasanya",
    "obat tidurnya saya telan semua nanti malam",
    "rumah kami mau dibakar katanya",
    "mas parkir itu hafal rumah saya, bilang hati hati",
    "mati lampu di ruang operasi waktu istri saya dibedah, darahnya tidak berhenti",
    "ular masuk bangsal anak, perawat lari semua",
    "suami mau pukul saya lagi kalau pulang, boleh saya di sini dulu",
    "bayi tidak mau nyusu sama sekali dua hari, badannya dingin",
    "pompa air nyetrum anak saya",
)
EVERYDAY = (
    "paspor ditahan imigrasi karena rusak, diganti baru, cepat",
    "gerbang dikunci jam lima, wajar",
    "map diikat karet biar rapi",
    "tidak boleh pulang dulu sebelum tanda tangan, kata petugas ramah",
    "baju petugas rapi semua",
    "kerudung seragam pegawai bagus",
    "kamar hotel tempat pelatihan bersih",
    "masuk kamar pasien harus cuci tangan, bagus",
    "tangannya petugas cekatan mengetik",
    "tangan di atas meja, senyum terus petugasnya",
    "nempel poster di dinding sembarangan",
    "tempel materai di surat lalu tanda tangan",
    "jari tinta pemilu susah hilang",
    "sidik jari anak saya susah terbaca",
    "kaki lima ditata rapi",
    "kaki kursi patah",
    "dada petugas ada tanda nama, jadi jelas",
    "sakit hati, bukan sakit dada",
    "ambil darah cepat tidak sakit",
    "bekas tes darah ditutup plester lucu",
    "golongan darah salah cetak di KTP",
    "kantong plastik dilarang, bagus",
    "cuci darah terjadwal, perawat sabar",
    "minum air mineral gratis di ruang tunggu",
    "makan siang petugas kelamaan",
    "racun tikus dibagikan dinas pertanian, berguna",
    "sopir bus ramah",
    "anjing liar ditangkap dinas, terima kasih",
    "vaksin rabies tersedia gratis",
    "meninggal dunia bapak saya, akta kematian cepat",
    "papan ditutup kain waktu peresmian",
    "hangus poin antrian saya karena terlambat",
    "tiket hangus karena salah jam",
    "kuota hangus",
    "surat terakhir saya tanggal 5 belum dibalas",
    "malam ini terakhir pendaftaran online",
    "titip anak di penitipan kantor, aman",
    "tali pramuka dijual di koperasi",
    "bangun pagi demi antrian",
    "lompat kelas anak saya, sekolah mendukung",
    "kuat sekali antrinya ibu ibu",
    "rok seragam kependekan, tolong aturannya",
    "kirim foto KTP lewat wa",
    "video tutorial bagus",
    "follow ig dinas biar tahu info",
    "nahan lapar antri dari subuh",
    "saya ditahan sebentar satpam untuk cek suhu",
    "hafal semua syarat petugasnya, hebat",
    "hapal rumah sakit mana yang kerja sama",
    "ditunggu depan gang sama kurir akta, sampai rumah",
    "lapak ikan dibakar enak sekali",
    "gigi anak copot sendiri di kursi tunggu",
    "mata saya silau lampu",
    "muka petugas masam",
)


@pytest.mark.parametrize("text", HINTED)
def test_danger_that_is_only_hinted_at_is_heard(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_talk_of_bodies_rooms_and_papers_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


@pytest.mark.parametrize(
    ("text", "by_nobody"),
    [
        ("kakek saya bibirnya ungu, disuruh ambil nomor dulu", True),
        ("bos gudang sering masuk kamar anak saya malam malam", False),
        ("majikan nahan paspor istri saya", False),
    ],
)
def test_who_holds_or_touches_others_does_harm(text: str, *, by_nobody: bool) -> None:
    assert nobody_does_harm([token.word for token in read(text).tokens]) is by_nobody
