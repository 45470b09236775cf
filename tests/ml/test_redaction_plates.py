"""A plate is masked behind its vehicle without its last letters, too; sums and years are none."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("motor BE 1234 ditilang", "motor [pelat] ditilang"),
        ("motor saya be 4512 kena 5rb", "motor saya [pelat] kena 5rb"),
        ("mobil avanza BE 1788 parkir", "mobil avanza [pelat] parkir"),
        ("plat BE 12 34 XY belum balik nama", "plat [pelat] belum balik nama"),
        ("plat motor BE 12xx AB", "plat motor [pelat]"),
    ],
)
def test_a_plate_is_found_by_its_vehicle(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "motor 125 cc kena pajak 250000",
        "motor dr 2019 belum balik nama",
        "mobil b 20 orang",
        "mobil BE 2020 keluaran lama, travel BE 1000 kursi",
        "motor a 1000 rupiah",
        "mobil dinas 2019 masih dipakai",
        "truk 12 ton, bus 40 kursi",
    ],
)
def test_what_is_said_of_a_vehicle_is_no_plate(text: str) -> None:
    assert redact(text).spans == ()
