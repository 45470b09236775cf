"""A day of birth is masked where it is said to be one; other days stay."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("saya lahir 3 mei 1988 tapi ktp lain", "saya lahir [tanggal] tapi ktp lain"),
        ("tgl lahir 03-05-88 salah", "tgl lahir [tanggal] salah"),
        ("lahir 12-05-1990 salah jadi 12-05-1999", "lahir [tanggal] salah jadi [tanggal]"),
        ("tgl lahir anak tiga mei dua ribu dua puluh", "tgl lahir anak [tanggal]"),
        ("lahir 3 mei sembilan belas delapan puluh", "lahir [tanggal]"),
        ("ttl: Metro, 3 Mei 1988", "ttl: Metro, [tanggal]"),
        ("tgl lahir di ktp tertulis 12-05-1990", "tgl lahir di ktp tertulis [tanggal]"),
        ("tgl lahir saya 3/5/1988 padahal 5/3/1988", "tgl lahir saya [tanggal] padahal [tanggal]"),
    ],
)
def test_a_day_of_birth_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "akta lahir 3 hari jadi",
        "urus akta lahir tanggal 3 mei 2024 belum jadi",
        "saya kelahiran 1988",
        "hari lahir pancasila 1 juni 2024, hari kelahiran kota metro 9 juni 1937",
        "lahiran anak kedua, tiga mei saya datang",
        "tanggal 3 mei 2024 saya datang",
        "lahir 2 anak kembar",
        "tgl lahir jadi 31 februari, kok bisa",
    ],
)
def test_other_days_and_counts_stay(text: str) -> None:
    assert redact(text).spans == ()
