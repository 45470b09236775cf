"""A place on the map is masked; figures that only look like one, and an office, stay."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("titik rumah -5.42, 105.26", "titik rumah [alamat]"),
        ("lokasi -5.429381, 105.261742", "lokasi [alamat]"),
        ("-5.4254, 105.2580 titik rumah", "[alamat] titik rumah"),
        ("rumah saya H7QF+2X Metro", "rumah saya [alamat] Metro"),
        ("rumah https://maps.app.goo.gl/Ab3xYz9 ya", "rumah [alamat] ya"),
    ],
)
def test_a_place_on_the_map_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "nilai 4.5, 105 orang",
        "tarif 5.42, 105.26 ribu",
        "skor 5.4321 98.7654, ph air 7.1234, 98.1234 mg, harga 5.5000 / 100.0000",
        "jam 8.30, 10.45 tutup",
        "kantor samsat -5.429381, 105.261742",
        "A+ dan B+, golongan AB+",
    ],
)
def test_other_figures_and_an_office_on_the_map_stay(text: str) -> None:
    assert redact(text).spans == ()
