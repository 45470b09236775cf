"""A name is found whole in every position, and a common noun in capitals is none."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("dari: Lina Marlina", "dari: [nama]"),
        ("by Fajar Nugroho", "by [nama]"),
        ("atas nama: PAIRIN belum", "atas nama: [nama] belum"),
        ("nama saya tarsini", "nama saya [nama]"),
        ("nama ibu kandung saya sumiati", "nama ibu kandung saya [nama]"),
        ("anak saya, Alesha, belum terima kia", "anak saya, [nama], belum terima kia"),
        ("fb saya rina sari", "fb saya [nama]"),
        ("minan Rohaya dan engkong Tjoa nunggu", "minan [nama] dan engkong [nama] nunggu"),
        ("bu br Manik antri", "bu br [nama] antri"),
        ("tetangga saya Tukiman dapat terus", "tetangga saya [nama] dapat terus"),
        ("my name is Made Sudana", "my name is [nama]"),
        ("bidan desa Yesi lama", "bidan desa [nama] lama"),
        ("saya siti maesaroh", "saya [nama]"),
        ("an. ibu siti maesaroh belum", "an. ibu [nama] belum"),
        ("dilayani oleh putri di loket 5", "dilayani oleh [nama] di loket 5"),
        ("dr andini sabar sekali", "dr [nama] sabar sekali"),
        ("buk Ning galak, pk budi juga", "buk [nama] galak, pk [nama] juga"),
        ("p. Budi galak, b. Endah tidak", "p. [nama] galak, b. [nama] tidak"),
        ("ci Mei dan Aa Gugun lama", "ci [nama] dan Aa [nama] lama"),
        ("bpk2 Slamet dan Joko antri", "bpk2 [nama] dan [nama] antri"),
        ("namaku rina", "namaku [nama]"),
        ("pegawai dgn nametag RATIH judes", "pegawai dgn nametag [nama] judes"),
        ("yang jaga hari itu Ferdi", "yang jaga hari itu [nama]"),
        ("anak saya namanya Zahra dan Alif", "anak saya namanya [nama] dan [nama]"),
        ("muhammad al fatih belum", "[nama] belum"),
        ("lama sekali. -Rina-", "lama sekali. -[nama]-"),
        ("makasih (budi, kedaton)", "makasih ([nama], kedaton)"),
    ],
)
def test_a_name_is_found_in_every_position(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "ada ibu Pakai gelang emas, bapak Mati di perahu",
        "menyebut nama saya. Malu sekali. Tidak sebut nama. Panitia minta titipan",
        "anak saya Sekolah, saudara Kembar, mbah putri didahulukan",
        "add an English page, the scan must be 300 dpi, Om Swastiastu",
        "petugas ngasih tau saya, izin saya melewati 30 hari",
        "jl dr Rivai, RSUD dr. H. Abdul Moeloek",
        "atas nama Rakyat, a.n. Yayasan, nama ayah kosong",
        "kartini masa kini, sudirman macet, titik rumah salah",
        "nama saya kepotong, nama saya salah, namanya lupa",
        "jaksa Agung datang, Om Telolet, SMAN 2 Budi Utomo",
        "ceritanya bapak nyeri dada, mbak ngopi di loket",
        "staf Khusus, petugas Lapangan, oknum Wartawan, cs Ramah",
        "namaku salah di ktp, namaku dicoret, nametag petugas tidak dipakai",
        "saya budi pekerti luhur, bpk2 Ramah, mas2 satpam",
        "dilayani dengan sabar di loket 3, dilayani oleh petugas di loket 5",
        "dr kemarin ramah, dr dulu sabar, dr poli gigi ramah",
        "ci mei lalu, golongan darah aa, buk antri lama",
        "hari Kartini libur, P. Jawa jauh, b. Inggris",
        "pelayanan (lambat, jutek)",
        "ramah, cepat - Mantap",
    ],
)
def test_a_common_noun_is_no_name(text: str) -> None:
    assert redact(text).spans == ()
