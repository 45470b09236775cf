"""A number that its writer hid in part is masked whole; an example number is none."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("wa 0812-xxxx-7890 ya", "wa [telepon] ya"),
        ("hp 0812****7890", "hp [telepon]"),
        ("nomor 081277xxx431 punya saya", "nomor [telepon] punya saya"),
        ("hub 0812...7890 ya", "hub [telepon] ya"),
        ("nik 187105xxxxxx0003 ganda", "nik [nik] ganda"),
        ("kk 187105xxxxxx0003", "kk [kk]"),
        ("rekening bri 0342xxxxxx53", "rekening bri [rekening]"),
    ],
)
def test_a_number_hidden_in_part_is_masked_whole(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "08xx-xxxx-xxxx nomor contoh",
        "harga 5xx ribu, tarif 1xxx",
        "tahun 20xx, 3x lipat, 2xx",
        "biaya 50.xxx sampai 100.xxx",
        "jam 08.00 ... 15.00, 12 xx 13",
    ],
)
def test_signs_in_place_of_figures_alone_hide_nobody(text: str) -> None:
    assert redact(text).spans == ()
