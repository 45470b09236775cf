"""A home is masked without a street and without a number; the address of an office stays."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("rumah saya jalan mawar", "rumah saya [alamat]"),
        ("alamat saya gang kelinci", "alamat saya [alamat]"),
        ("cluster mawar c3/12 belum", "[alamat] belum"),
        ("perum griya indah blok d no 7 mati", "[alamat] mati"),
        ("rumah nomor 17 sebelah masjid", "[alamat] sebelah masjid"),
        ("kos saya di pondok melati kamar 7", "kos saya di [alamat]"),
        ("rumah saya dekat kantor pos jalan Mawar 5", "rumah saya dekat kantor pos [alamat]"),
    ],
)
def test_a_home_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "kantor di jalan Sudirman panas",
        "meninggalkan kami di lorong. Cucu bertanya",
        "kades br boleh jln. org lahiran",
        "samsat Jl. Pramuka No 5 antri",
        "cabang jl diponegoro 45 lebih cepat",
        "rumah saya jalan rusak",
        "rumah saya jalan kaki 2 km",
        "saya tinggal di kampung halaman",
        "rumah sakit nomor 1 di lampung",
        "cluster data 2 error",
        "asrama haji kamar 12 bau, kontrakan saya lantai 3",
        "tinggal di gang sempit susah masuk mobil",
    ],
)
def test_an_office_and_the_state_of_a_road_stay(text: str) -> None:
    assert redact(text).spans == ()
