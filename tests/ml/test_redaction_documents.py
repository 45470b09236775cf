"""Numbers of papers are masked with their letters; those of rules, letters and tickets stay."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("no ijazah DN-12 Ma 0012345 salah", "no ijazah [nomor] salah"),
        ("no rangka MH1JF5110CK123456 beda", "no rangka [nomor] beda"),
        ("nomor mesin JF51E-1123456 buram", "nomor mesin [nomor] buram"),
        ("bpkb L-01234567 belum jadi", "bpkb [nomor] belum jadi"),
        ("perkara 123/Pdt.G/2024/PA.Tnk lama", "perkara [nomor] lama"),
        ("nomor perkara 45/Pid.B/2023/PN Tjk ditunda", "nomor perkara [nomor] ditunda"),
        ("akta no 1871-LU-12052015-0012 salah", "akta no [nomor] salah"),
        ("no reg REG-2024-001234 macet", "no reg [nomor] macet"),
        ("paspor C 4471902 belum", "paspor [nomor] belum"),
        ("rm 123456 tertukar", "rm [nomor] tertukar"),
        ("rekam medis 12-34-56 hilang", "rekam medis [nomor] hilang"),
        ("no token 5234 5678 9012 3456 7890", "no token [nomor]"),
    ],
)
def test_the_number_of_a_paper_is_masked_whole(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "sesuai UU 25/2009 dan Permenpan RB nomor 14/2017",
        "putusan MK nomor 90/PUU-XXI/2023",
        "SK Nomor 470/1123/2024 tidak ditempel",
        "kode tiket LPR-7K3M-9Q2X, tiket SL-2024-00123",
        "nomor antrian pendaftaran 123",
        "bayar bpkb 225000 dan stnk 100000",
        "mesin nomor 12 mati, mesin antrian 012",
        "mesin nomor 12345 macet, mesin antrian nomor 12345",
        "makan di rm 25000 seporsi, rekam medis 12/05/2024 hilang",
        "legalisir ijazah 10 lembar 50000",
        "registrasi online jam 08.00 sampai 15.00",
    ],
)
def test_rules_letters_tickets_and_sums_stay(text: str) -> None:
    assert redact(text).spans == ()
