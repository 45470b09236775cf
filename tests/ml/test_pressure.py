"""Who is silenced without a word of threat is held for the inspector; a plain request is not."""

import pytest

from ml.alarms import alarms
from ml.reading import read
from ml.redaction import redact


@pytest.mark.parametrize(
    "text",
    [
        "kalau berani protes, KTP mu tidak akan jadi",
        "jangan viralkan kalau mau aman",
        "yang tulis di google bansosnya hilang",
        "kami tahu jam pulang anda",
        "jangan cerita siapa siapa kalau mau aman",
        "nanti berkasmu hilang sendiri lho",
        "pikir pikir dulu sebelum lapor ombudsman",
        "yang lapor kemarin dipersulit",
        "pak kadus bilang siapa yang ngadu bansosnya dicoret",
        "katanya kalau saya viralin, anak saya bisa2 gak naik kelas",
        "mending diem aja deh bu, daripada berkasnya nyelip",
        "sing wani lapor ora bakal dilayani maneh",
        "nek arep slamet meneng wae, ojo lapor",
        "gara gara saya nulis di kotak saran, pengajuan saya ditolak terus",
        "sejak lapor inspektorat, berkas keluarga saya selalu paling bawah",
        "disuruh hapus postingan kalau masih mau dilayani",
        "cabut laporanmu atau izin warungmu kami cabut",
        "saya diperingatkan jangan bawa bawa nama beliau kalau tidak mau repot",
        "silakan lapor, tapi urusanmu di sini selesai",
        "lapor saja sana, paling kamu sendiri yang kena",
        "disuruh teken surat pernyataan tidak akan mengadu lagi",
        "nomor saya disebar petugas setelah saya mengadu",
        "kata petugasnya, bapak kan masih butuh tanda tangan saya, jadi jangan ribut",
        "nama bapak sudah kami catat, jangan harap dilayani",
        "takut melapor karena yang kemarin lapor dipecat",
        "keluarga saya dikucilkan kepala dusun sejak tanya bantuan",
        "sudah lapor malah saya yang dilaporkan balik",
        "disuruh isi bintang lima di depan petugasnya, kalau tidak map tidak dikasih",
        "identitas pelapor dibocorkan ke kades, sekarang kami dimusuhi",
        "saya dicap provokator sejak nanya uang komite",
        "kok bisa petugas tau saya yang nulis keluhan, sekarang dilirik terus",
        "kami semua takut bicara, nanti tidak dapat raskin",
        "mau lapor? silakan, tapi jangan nyesal ya pak",
        "omahmu tak parani yen isih ribut",
        "gw bisa bikin hidup lu susah, kata oknumnya",
    ],
)
def test_who_is_kept_from_speaking_or_paid_back_for_it_is_held_for_the_inspector(
    text: str,
) -> None:
    assert alarms(read(redact(text).text)).integrity


@pytest.mark.parametrize(
    "text",
    [
        "tahu rumahmu saya",
        "gue tau lu tinggal dimana",
        "jangan macam macam, saya tau anakmu sekolah di mana",
        "dia tahu motor saya, tahu jam pulang saya, katanya biar saya tidak macam macam",
        "dikuntit orang sejak nanya dana desa",
        "jangan sampai nanti kenapa kenapa di jalan ya pak",
        "hidupmu gak akan tenang kalau terus nanya",
        "saya tahu tempat kerja suamimu, kata mandor itu",
        "kalau terus menulis begini kami tidak jamin keselamatan anda",
    ],
)
def test_who_is_told_that_their_home_and_way_are_known_is_in_danger_too(text: str) -> None:
    assert alarms(read(redact(text).text)) == (True, True)


def test_a_citizen_who_threatens_staff_is_danger_and_no_matter_of_integrity() -> None:
    heard = alarms(read("hati hati pulangnya mas petugas, saya tau rumahmu"))
    assert heard.danger
    assert not heard.integrity


@pytest.mark.parametrize(
    "text",
    [
        "kalau protes tolong lewat loket",
        "awas lantai licin",
        "jangan lupa lapor rt",
        "kalau mau aman parkir di basement saja",
        "saya tahu rumah pak rt, jadi cepat",
        "yang lapor kemarin sudah ditanggapi",
        "tau lu tinggal di mana biar kurir gampang",
        "berkas saya hilang sendiri di aplikasi",
        "jangan cerita ke siapa siapa kode otp",
        "karena saya komplain, petugasnya minta maaf",
        "kalau tidak lapor kehilangan ktp tidak akan jadi",
        "saya akan lapor ombudsman kalau tidak selesai",
        "laporan saya ditolak karena fotonya buram",
        "sudah lapor, malah disuruh isi formulir lagi",
        "jangan ribut di ruang baca ya, bagus tulisannya",
        "kami tahu siapa yang bertugas karena ada papan nama",
        "nama bapak sudah kami catat, nanti dipanggil",
        "lapor saja lewat aplikasi, cepat ditanggapi",
        "rumah didatangi petugas puskesmas habis lapor demam berdarah, cepat",
        "disuruh teken surat pernyataan belum menikah",
        "disuruh isi bintang lima kalau puas, tidak dipaksa",
        "nama saya dihapus dari daftar bansos tanpa sebab",
        "pelapor dirahasiakan, mantap",
        "hati hati di jalan pak, kata petugas ramah",
        "pesan saya jangan lapor dua kali nanti dobel",
        "setelah lapor nama saya yang salah langsung dihapus dan diganti",
        "lapor diri dipersulit, harus bolak balik",
        "habis lapor, berkas yang hilang ketemu",
        "warga lapor jalan rusak tidak akan selesai selesai",
        "izin dicabut setelah warga lapor limbah, bagus",
        "data laporan saya sampai ke kepala dinas dan dibalas",
        "kalau tidak protes tidak diproses",
    ],
)
def test_a_plain_report_and_a_plain_request_are_not(text: str) -> None:
    assert alarms(read(redact(text).text)) == (False, False)


HELD = (
    "pegawai yang lapor pungli dimutasi",
    "yang suka protes dipindah saja kata pak kadis",
    "siapa yang ribut dimutasi kata bos",
    "pikir dulu sebelum lapor ombudsman",
    "jangan ribut kalau mau aman",
    "sejak protes nama saya hilang dari bansos",
    "survei wajib bintang lima, ditunggu petugas di depan",
    "disuruh pilih sangat puas baru berkas dikasih di loket",
    "survei diisikan petugas sendiri",
    "disuruh teken surat pernyataan tidak akan menuntut",
    "laporan saya sampai ke yang dilaporkan",
    "kamu tahu akibatnya kalau lapor",
    "tidak ada calo itu cuma teori",
    "tidak ada pungli? yakin pak?",
    "katanya bebas pungli, diminta 50 ribu",
    "petugas bilang tidak ada pungli, tapi bayar 50 ribu",
    "spanduk bebas pungli cuma pajangan, tetap bayar",
    "spanduk anti pungli gede, di loket tetap diminta amplop",
    "tidak ada pungli hanya formalitas",
)
NOT_HELD = (
    "petugas yang ribut ngobrol sendiri harap dipindah atau dimutasi",
    "pegawai yang rewel dimutasi saja",
    "yang suka cerita di loket mestinya dipindah",
    "pikir dulu sebelum bicara sama warga, mbak petugas",
    "mohon petugas mikir dulu sebelum bicara",
    "tolong jangan ribut di ruang tunggu supaya tetap tenang",
    "kalau lapor rt dulu surat tidak dikasih nomor",
    "habis protes kemarin, berkas saya yang hilang sudah ketemu, terima kasih",
    "mobil parkir di depan rumah sejak protes warga soal pasar",
    "toilet harus baik semua supaya nyaman",
    "pelayanan harus sangat baik supaya warga puas",
    "nilai petugas harus bagus semua, supaya naik gaji",
    "survei diisikan petugas karena saya tidak bisa baca",
    "surat pernyataan tidak akan menuntut ganti rugi sebelum operasi",
    "laporan saya sampai ke yang di atas, cepat",
    "anak saya sekolah di mana saja tahu akibat bolos",
    "tidak pakai calo, ujian teori sim saya lulus",
    "tidak ada calo di samsat, tes teori gampang",
    "tidak ada calo, saya yakin puas",
    "tidak ada pungli, dokter yakin anak saya sembuh",
    "bukan formalitas, tidak ada pungli",
    "bebas pungli, petugas bilang semua gratis",
    "spanduk anti pungli dipasang, bagus",
)
"""Each has a twin above in much the same words."""


@pytest.mark.parametrize("text", HELD)
def test_pressure_and_a_belied_denial_are_held_in_the_words_of_a_plain_remark(text: str) -> None:
    assert alarms(read(text)).integrity


@pytest.mark.parametrize("text", NOT_HELD)
def test_a_plain_remark_in_the_words_of_pressure_is_not_held(text: str) -> None:
    assert not alarms(read(text)).integrity
