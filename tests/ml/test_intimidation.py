"""A threat because of a report or money is a matter of integrity, whatever the model says."""

import pytest

from ml.alarms import alarms, names_somebody_in_charge
from ml.reading import read
from ml.redaction import redact


def held(text: str) -> bool:
    return alarms(read(redact(text).text)).integrity


@pytest.mark.parametrize(
    "text",
    [
        "petugas gertak saya gara gara tanya rincian biaya",
        "habis saya protes soal jatah beras, malamnya rumah dilempari batu",
        "pak lurah ngancam warga yang mau jadi saksi",
        "kalau masih mau selamat jangan lapor lapor, kata bu rt",
        "adik saya dikeroyok setelah viralin parkir liar",
        "diintimidasi staf supaya cabut pengaduan",
        "suami ditonjok karena nolak setor ke ketua pasar",
        "digebukin gara2 gak mau kasih jatah",
        "oknum neror istri saya tiap malam",
        "awas kalau berani lapor, katanya tahu rumah kami",
        "sejak mengadu ke ombudsman saya diteror terus",
        "disekap sampai mau tanda tangan kuitansi kosong",
        "ditakut takuti biar gak bersuara soal dana desa",
        "motor saya dibakar orang setelah tanya anggaran desa",
        "dipukulin preman suruhan karena protes",
        "ibu kasek ngancem ga naikin anak saya",
        "disuruh diam kalau tidak mau celaka",
        "awas kalau lapor seperti itu lagi",
    ],
)
def test_who_is_threatened_for_a_report_or_money_is_held_for_the_inspector(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    "text",
    [
        "besok saya bakar kantor ini",
        "saya ancam lapor ombudsman baru dilayani",
        "satpam mukul saya di parkiran",
        "anak saya dipukul guru, sudah lapor tidak ditindak",
        "ambulans telat dua jam, bapak sudah biru",
        "awas lantainya licin",
        "diancam denda kalau tidak bayar pajak",
        "petugas diancam warga, kasihan",
        "rumah saya jauh, lapor online saja bisa?",
        "parkir aman, pengaduan ditanggapi",
        "jangan takut lapor, petugasnya ramah",
        "saya takut lapor, aplikasinya susah",
        "diam saja waktu saya tanya soal bantuan",
        "tetangga memukul istri, lapor polisi ke mana",
        "kalau lapor kehilangan kk harus bayar?",
        "ancaman banjir tiap tahun, sudah lapor",
        "awas, jangan sampai telat lapor SPT tahunan",
        "tidak ada yang mengancam waktu saya lapor",
    ],
)
def test_a_threat_of_another_kind_and_a_plain_report_are_not(text: str) -> None:
    assert not held(text)


@pytest.mark.parametrize(
    "text",
    ["kaseknya marah", "pak rt galak", "bu kadus", "wali kelas anak saya", "kanit reskrim",
     "sekdesnya", "kasubbag umum", "kapolres", "bosnya"],
)  # fmt: skip
def test_who_is_in_charge_is_known_by_every_common_title(text: str) -> None:
    assert names_somebody_in_charge(read(text))


@pytest.mark.parametrize("text", ["rumah di rt 03", "wali nikah", "satpam galak", "petugas loket"])
def test_an_address_and_who_is_not_in_charge_are_none(text: str) -> None:
    assert not names_somebody_in_charge(read(text))
