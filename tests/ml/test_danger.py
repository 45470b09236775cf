"""Danger to life, body and freedom is heard; what only sounds like it is not."""

import pytest

from ml.alarms import alarms
from ml.reading import read

HEARD = (
    # Who does not want to live any more.
    "mending saya mati aja",
    "pengen mati aja rasanya",
    "mau bunuh diri rasanya",
    "aku wis ora kuat urip maneh",
    "udah capek hidup, gak ada yg bantu",
    # Threats and violence.
    "besok saya bakar kantor ini",
    "kalo ga beres saya bacok",
    "bom ini kantor sekalian",
    "awas ya kalian, saya tau rumahnya",
    "satpam mukul saya di parkiran",
    "satpam mendorong ibu saya sampai berdarah",
    "anak saya diperkosa guru",
    "saya korban KDRT, dari kemarin gak diterima",
    "petugasnya raba-raba paha saya",
    "saya dikunci dari luar sampai sore",
    # Illness and injury.
    "bapak sesak napas ga ditangani",
    "bapak kena serangan jantung di antrean",
    "anak kejang tidak ada yang pegang",
    "simbah semaput, ora ono sing nulungi",
    "ambulannya gak dateng dateng, udah dua jam",
    "obatnya udah kadaluarsa, telanjur diminum anak",
    "istri pendarahan disuruh bayar dulu",
    "nenek saya jatuh di tangga",
    # Fire, current, falling things.
    "kabel di ruang tunggu terkelupas, kesetrum saya",
    "tabung gas di kantin bocor",
    "tiang listrik depan kantor miring mau roboh",
)
SILENT = (
    "pajak saya jatuh tempo besok",
    "golongan darah di ktp saya salah",
    "akta kematian bapak belum jadi",
    "kartu uji asap belum keluar",
    "ruang tunggu bebas asap rokok, mantap",
    "mau donor darah hari apa",
    "lampu mati, server mati, semua mati",
    "ngantri sampe mau mati",
    "wifi buat bunuh waktu kenceng",
    "kipas angin mati, panas",
    "plat mati dua tahun",
    "buka pukul berapa",
    "anak2 main bom air, seneng",
    "lapak ikan bakar sewanya mahal",
    "biayanya bikin pingsan",
    "syukur tidak ada yang pingsan",
    "ruangannya sesak, kursi kurang",
    "simulasi kebakaran tertib",
    "toilet dikunci, kuncinya dibawa pulang",
    "surat kematian minta tanda tangan yang meninggal",
)


@pytest.mark.parametrize("text", HEARD)
def test_danger_is_heard(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize("text", SILENT)
def test_what_only_sounds_like_danger_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger
