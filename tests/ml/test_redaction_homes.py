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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jl. Zainal Abidin Pagar Alam No. 12 Kedaton", "[alamat] Kedaton"),
        ("JALAN ZAINAL ABIDIN PAGAR ALAM 12", "[alamat]"),
        ("rumah saya jl zainal abidin pagar alam no 12", "rumah saya [alamat]"),
        ("jl. w.r. supratman 21 ya", "[alamat] ya"),
        ("jln p antasari 123/45 lk II", "[alamat]"),
        ("jl kh ahmad dahlan 7", "[alamat]"),
        ("rumah di jl dr sutomo no 3", "rumah di [alamat]"),
        ("rumah saya jl. h. agus salim 45 rt 2", "rumah saya [alamat]"),
        ("alamat saya Way Halim Permai H5", "alamat saya [alamat]"),
        ("alamat: kampung sawah lama kelurahan tanjung karang", "alamat: [alamat]"),
    ],
)
def test_a_street_of_many_words_or_with_a_title_is_masked_whole(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "kantor di Jl. Zainal Abidin Pagar Alam No. 12",
        "samsat jl. w.r. supratman 21 antri",
        "jl dr Rivai macet, jl. w.r. supratman macet",
        "jl pagar rusak, JALAN RUSAK 12 TAHUN",
        "jalan rusak parah sejak 12 hari",
        "rumah saya tipe B2, alamat kantor lama gedung A2",
        "alamat saya salah di KTP H5, tinggal kampung lama sekali 3 hari",
    ],
)
def test_a_road_an_office_and_the_type_of_a_house_stay(text: str) -> None:
    assert redact(text).spans == ()
