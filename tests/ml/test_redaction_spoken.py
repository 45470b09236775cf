"""A number half said and half typed is masked whole, and counting in words is left alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ml.redaction import redact

SAID = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("wa saya 0812 tiga empat lima enam 7890", "wa saya [telepon]"),
        ("no hp 08 dua satu 3456 789", "no hp [telepon]"),
        ("hp 0 delapan 1 2 3 4 5 6 7 8 9", "hp [telepon]"),
        ("hub nol8123456789 ya", "hub [telepon] ya"),
        ("hubungi 0812 3456 tujuh delapan sembilan nol", "hubungi [telepon]"),
        ("nol lapan satu dua 3456 7890", "[telepon]"),
        ("+62 delapan satu dua 3456 7890", "[telepon]"),
        ("kosong lapan 1234567890", "[telepon]"),
        ("nol delapan satu dua dobel tiga empat lima enam tujuh", "[telepon]"),
        ("nol wolu siji loro telu papat limo enem pitu wolu", "[telepon]"),
        ("zero eight one two three four five six seven eight", "[telepon]"),
        ("nik tiga 275014508920003 ditolak", "nik [nik] ditolak"),
        ("nik 327501450892000 tiga ditolak", "nik [nik] ditolak"),
        ("kk tiga dua tujuh lima 0145 0892 nol nol nol tiga", "kk [kk]"),
        ("rek bri nol dua 34 01 tujuh 8899 salah", "rek bri [rekening] salah"),
    ],
)
def test_a_number_half_said_is_masked_whole(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("wa 0812 3456 7890 dua kali tidak diangkat", "wa [telepon] dua kali tidak diangkat"),
        ("wa 0812 tiga empat lima enam 7890 dua orang", "wa [telepon] dua orang"),
        ("loket dua 081234567890 tolong", "loket dua [telepon] tolong"),
        ("bpjs 0001447820931 dua bulan mati", "bpjs [nomor] dua bulan mati"),
    ],
)
def test_a_word_beside_a_whole_number_stays(text: str, masked: str) -> None:
    assert redact(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "antri nomor 12 dua jam, loket 3 satu orang, 5 enam lima",
        "buka jam 08 dua tiga loket kosong 12345",
        "satu dua tiga empat lima enam tujuh kali saya datang",
        "loket 1 dua 3 empat 5 enam 7 lapan kosong semua",
        "nilai 4 empat 4 empat 4 empat 4 empat semua",
        "tahun 2024 dua kali, 2025 tiga kali",
    ],
)
def test_counting_in_words_is_no_number_of_anybody(text: str) -> None:
    assert redact(text).spans == ()


@example([(int(digit), False) for digit in "08100000"] + [(0, True)], " ")
@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=9, max_size=9),
    st.sampled_from([" ", ", ", "-", " ... "]),
)
def test_whatever_part_of_a_mobile_number_is_said_it_goes(
    rest: list[tuple[int, bool]], gap: str
) -> None:
    """0812 and nine more, each typed or said."""
    pieces = [SAID[digit] if said else str(digit) for digit, said in rest]
    masked = redact(f"hubungi saya di 0812{gap}{gap.join(pieces)} pak").text
    assert masked.startswith("hubungi saya di [telepon]")
    if any(said for _, said in rest[:7]):
        assert masked == "hubungi saya di [telepon] pak"
