"""A name signed at the end is masked; an office or a place that stands there is not."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mohon dibalas. Slamet Riyadi, warga", "Mohon dibalas. [nama], warga"),
        ("Cek.\nWem Rumbiak (warga Desa Sukamaju)", "Cek.\n[nama] (warga Desa Sukamaju)"),
        ("Lama sekali. Togu Parulian, pemohon KTP", "Lama sekali. [nama], pemohon KTP"),
        ("Terima kasih, Slamet Riyadi", "Terima kasih, [nama]"),
        ("Trims. Agus Salim", "Trims. [nama]"),
    ],
)
def test_who_signs_a_message_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih. Dinas Sosial, warga senang",
        "Terima kasih, Bandar Lampung",
        "Terima kasih. Semoga Maju, warga Metro",
        "Sudah bagus. Samsat Rajabasa, warga Metro",
        "Bagus. Rumah Sakit Umum, pasien banyak",
        "Antri lama. Pelayanan Satu Pintu, warga",
    ],
)
def test_an_office_or_a_place_signs_nothing(text: str) -> None:
    assert redact(text).spans == ()
