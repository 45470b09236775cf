"""Personal data is found in every form citizens write it, and ordinary words are left alone."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ml.redaction import PLACEHOLDERS, find_personal_data, redact


def found(text: str, kind: str) -> list[str]:
    return [text[s.start : s.end] for s in find_personal_data(text) if s.type == kind]


def test_the_masked_text_still_reads() -> None:
    masked = redact("saya Rina dari Jl. Kenanga No. 4, dilayani Pak Budi di loket 3")
    assert masked.text == "saya [nama] dari [alamat], dilayani Pak [nama] di loket 3"


@pytest.mark.parametrize(
    "written",
    ["1871054101900003", "1871 0541 0190 0003", "18.71.05.410190.0003", "18-71-05-410190-0003"],
)
def test_sixteen_digits_are_a_nik_however_they_are_separated(written: str) -> None:
    assert found(f"nik saya {written} ganda", "nik") == [written]
    assert found(f"{written}", "nik") == [written]


def test_sixteen_digits_are_masked_even_when_no_such_birthday_exists() -> None:
    assert found("data saya 9999999999999999 tidak ada", "nik") == ["9999999999999999"]


@pytest.mark.parametrize(
    "text",
    [
        "KK nomor 1801062305120008 hilang",
        "no kk: 18.01.06.230512.0008",
        "kartu keluarga 1801062305120008",
        "1801062305120008 (KK) tidak terbaca",
    ],
)
def test_the_family_card_is_told_from_the_nik_by_the_words_beside_it(text: str) -> None:
    assert len(found(text, "kk")) == 1
    assert found(text, "nik") == []


def test_a_nik_and_a_family_card_in_one_text_are_told_apart() -> None:
    text = "NIK 1871054101900003 sudah ada di KK 1801062305120008"
    assert found(text, "nik") == ["1871054101900003"]
    assert found(text, "kk") == ["1801062305120008"]


@pytest.mark.parametrize(
    "written",
    [
        "081277883431",
        "0812-7788-3431",
        "0812 7788 3431",
        "0812.7788.3431",
        "+62 812-7788-3431",
        "+6281277883431",
        "6281277883431",
        "(0812) 7788 3431",
        "0812 77 88 34 31",
        "62-812-7788-3431",
        "o812 7788 3431",
        "nol delapan satu dua tujuh tujuh delapan delapan tiga empat",
    ],
)
def test_a_phone_is_found_in_every_indonesian_form(written: str) -> None:
    masked = redact(f"tolong hubungi saya, {written} ya").text
    assert masked == "tolong hubungi saya, [telepon] ya"


def test_a_number_after_wa_is_a_phone_without_its_zero_too() -> None:
    assert redact("wa 81277883431 aja").text == "wa [telepon] aja"
    assert redact("telp kantor 0721-481234 mati").text == "telp kantor [telepon] mati"


@pytest.mark.parametrize("written", ["budi.s@contoh.id", "rini_88+x@mail.contoh.co.id", "A@b.id"])
def test_an_email_is_masked(written: str) -> None:
    assert redact(f"kirim ke {written} saja").text == "kirim ke [surel] saja"


@pytest.mark.parametrize(
    "written",
    ["BE 1234 AB", "be 1234 ab", "BE1234AB", "Be 1234 ab", "BE-1234-AB", "B 1 RI", "b 1234 kcd"],
)
def test_a_vehicle_plate_is_found_in_any_case(written: str) -> None:
    assert found(f"motor {written} ditilang", "plate") == [written]


def test_a_plate_without_letters_behind_is_found_after_its_cue() -> None:
    assert redact("nopol be 1234 kena denda").text == "nopol [pelat] kena denda"


def test_an_account_number_is_known_by_the_word_before_it() -> None:
    assert redact("dari rek BRI 0098-01-034455-50-1 tgl 3").text == "dari rek BRI [rekening] tgl 3"
    assert redact("norek 7712345678").text == "norek [rekening]"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pak Gunawan minta ongkos lelah", "Gunawan"),
        ("pak gunawan minta ongkos lelah", "gunawan"),
        ("bu yuliana prastiwi loket 3", "yuliana prastiwi"),
        ("Bapak H. Sulaiman ramah", "Sulaiman"),
        ("Bu Bidan Ani telaten", "Ani"),
        ("bu bidan suryani telaten", "suryani"),
        ("a.n. Bapak Suhardiman Latief", "Suhardiman Latief"),
        ("an Maryati sudah titip nomor", "Maryati"),
        ("atas nama joko widodo sutarjo", "joko widodo sutarjo"),
        ("nama saya Poniran", "Poniran"),
        ("petugas bernama rudi hartono kasar", "rudi hartono"),
        ("saya Rina dari Metro", "Rina"),
        ("saya ratih warga sini", "ratih"),
        ("dilayani mbak Sari", "Sari"),
        ("mas dimas yg jaga", "dimas"),
        ("dr. Hendrawan teliti", "Hendrawan"),
        ("PAK SUTRISNO MARAH MARAH", "SUTRISNO"),
        ("Sdri. Wulandari tidak di tempat", "Wulandari"),
        ("petugas Yuliati cuek", "Yuliati"),
        ("Kemarin Hendrawan Kusuma yang bantu", "Hendrawan Kusuma"),
        ("pak sumbogo yg bagian arsip", "sumbogo"),
        ("Ibu Rosmala di loket akta", "Rosmala"),
        ("jenengku Wagiyem, dudu liyane", "Wagiyem"),
        ("jeneng kula Sarmidi klentu", "Sarmidi"),
        ("nami kula Karyo, badhe tanglet", "Karyo"),
        ("gelakhku Zubir salah ditulis", "Zubir"),
        ("kyai Maksum nunggu dua jam", "Maksum"),
    ],
)
def test_a_name_is_found_after_its_cue(text: str, name: str) -> None:
    assert found(text, "name") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "saya tinggal di Jl. Raden Intan No. 12 RT 03/RW 01",
        "jl mawar 5 lampunya mati",
        "rumah di jalan Merdeka no 7",
        "gg kenanga 2 belakang pasar",
        "Perum Griya Asri Blok C No 4",
        "warga Dusun Sukamaju",
        "jl Mawar 5 pekon Sukabanjar",
        "rt 05 rw 02 belum dapat",
        "rumah saya RT 05 no 12 belum didata",
        "saya di rt 3 rw 2 no 17",
        "rt 05 rumah nomor 12b",
        "rumah no 12 rt 05 belum didata",
        "blok C no 5 tidak ketemu petugas",
        "Blok C5 No 12, mohon dicek",
        "saya tinggal di blok d-7",
        "kios saya di pasar blok B no 12 disegel",
        "kost saya di Karang Anyar nomor 8B",
        "rumah saya di gedong meneng no 17 belum didata",
        "rusunawa blok B lantai 4 kamar 12",
        "apartemen Melati tower C unit 1204",
    ],
)
def test_an_address_is_masked(text: str) -> None:
    masked = redact(text).text
    assert "[alamat]" in masked
    assert not any(char.isdigit() for char in masked)


@pytest.mark.parametrize(
    "text",
    [
        "pak satpam baik, bu bidan judes",
        "ibu saya sakit, bapak juga",
        "Terima kasih Bapak/Ibu petugas",
        "mas nya cuek, mbak kasir galak",
        "pak kapan ktp nya jadi, bu tolong dibantu",
        "Pak RT dan Pak Lurah tidak ada di tempat",
        "Bapak Kepala Dinas yang terhormat",
        "urus KTP, SIM, STNK dan BPJS tahun 2024/2025",
        "bayar Rp 1.500.000.000 lalu 350.000 lagi",
        "nomor antrian B-117, A 012 di panggil, loket 3",
        "ketua RT minta uang, RT saya jauh",
        "jalan rusak di depan kantor, jalan kaki 2 km",
        "jam 08.00-10.00 lalu 08.15-09.30-10.45",
        "ad 3 org yg dr 2 jam nunggu, 12 di antaranya lansia",
        "Kartu Indonesia Sehat dan Akta Kelahiran, Surat Pindah",
        "saya perempuan pak. Pihak agensi menertawakan",
        "Saya WNI, Saya Muslim, saya mau protes",
        "P3K dan BP2MI, tiga2nya ada",
        "RSUD Abdul Moeloek antre",
        "an hour menunggu, staff was rude",
        "MOHON PAK TOLONG DIPERBAIKI SEGERA",
        "mbak e sumeh, pak e galak",
        "pak saiki cepet, bu wingi suwi",
        "mbak niki pripun, pak pundi lokete",
        "Pak Nyuwun tulung, Bu Matur nuwun",
        "pak wawai nihan, bu tano helau",
        "bu sinji salah, lapah jam pak debingi",
        "perum bulog tutup, jalan raya macet",
        "bu sabar banget, Bu Sabar banget, Budi pekerti petugas, Wahyu ilahi",
        "puskesmas Kartini bersih, ruang B 203 A pengap, warga RT 05",
        "tahun 2022, 2023, 2024, 2025 sama saja, jam 08.15, 09.30, 10.45, 13.00",
        "pak instruktur minta maaf, bu dokternya di loket 2, pak ogah minta uang",
        "saya ditanya pelan-pelan, dana bantuan 850000000, I made it in ten minutes",
        "muter blok 3x cari parkir",
        "parkir blok C no 5 penuh, antrean blok D no 15 lama, lt 2 blok F no 11",
        "parkir rumah sakit blok C no 5 gelap",
        "perwali RT 05 no 12 tahun 2024, surat pengantar RT 05 nomor 12/2024",
        "RT 05 nomor 1 terbaik, antrean bansos RT 05 no 12 belum dipanggil",
        "rusunawa lantai 4 kamar mandi rusak, tinggal di antrean nomor 40",
        "rumah sakit di Metro nomor 1 antrinya, saya tinggal di daftar nomor 40 terus",
        "sim saya mati 31-12-2025, stnk habis 1/2/2026",
        "ig @disdukcapil tidak dibalas, dari 8000000000 nomor antrean saya",
        "11111111111111111111111111 wkwk 000000000000000000000000",
        "",
    ],
)
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert redact(text) == (text, ())


def test_spans_point_into_the_text_that_came_in() -> None:
    text = "Pak Budi 🙏 hp 0812-7788-3431, rek bca 7712345678"
    kinds = [(s.type, text[s.start : s.end]) for s in find_personal_data(text)]
    assert kinds == [
        ("name", "Budi"),
        ("phone", "0812-7788-3431"),
        ("account", "7712345678"),
    ]


_PIECES = st.sampled_from(
    [
        *PLACEHOLDERS.values(),
        *("pak", "Bu", "Budi", "rudi", "nama saya", "an", "a.n.", "rek", "wa", "kk", "nik", "jl"),
        *("Jl. Mawar", "no 4", "RT 03", "1871054101900003", "081277883431", "BE 1234 AB", "12"),
        *(
            "０８１２３４５６７８９０",
            "3578\u200b1212",
            "08l2",
            "NIP",
            "A1234567",
            "Ni Luh",
            "½",
            "㏂",
            "İ",
            "\u0301",
        ),
        *(
            "@",
            "x@y.id",
            "at gmail titik com",
            "nol delapan",
            "dobel tiga",
            "lima 7890",
            "kost di Karang",
            "Terima kasih",
            "warga",
            "Kusuma",
            ".",
            ",",
            "-",
            "/",
            "(",
            "+62",
            "nopol",
            "be 12",
            "motor BE 12",
            "ig saya",
            "rina_99",
            "#gmail.com",
            "domain gmail",
            "wa.me/62812345678",
            "t.me/",
            "12xx",
            "0812-xxxx-78",
            "***",
            "tgl lahir",
            "3 mei 1988",
            "no rangka",
            "perkara",
            "12/Pdt.G/2024/PA",
            "-5.42, 105.26",
            "H7QF+2X",
            "rumah saya",
            "kantor",
            "cluster",
            "blok c3/12",
            "kos saya di",
            "kamar 7",
        ),
    ]
)
_ASSEMBLED = st.lists(
    st.tuples(_PIECES, st.sampled_from([" ", "", "  ", "\n", ", ", ".", "\u00a0", "—"])),
    max_size=14,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@given(st.one_of(st.text(), _ASSEMBLED))
@example("pak [nama] Budi 0812 7788 3431 [telepon] 1871 0541 0190 0003 rek [nik] 123456789012")
def test_masking_twice_is_masking_once_and_spans_never_overlap(text: str) -> None:
    masked, spans = redact(text)
    assert redact(masked) == (masked, ())
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.lists(st.integers(0, 9), min_size=16, max_size=16), st.sampled_from(["", " ", ".", "-"]))
def test_no_sixteen_digits_ever_pass(digits: list[int], gap: str) -> None:
    written = gap.join(map(str, digits))
    assert not any(char.isdigit() for char in redact(f"nomor saya {written} ya").text)


@given(st.text("0123456789", min_size=21, max_size=90).filter(lambda typed: len(set(typed)) > 2))
def test_several_numbers_typed_in_a_row_never_pass(typed: str) -> None:
    assert not any(char.isdigit() for char in redact(f"nomor saya {typed} ya").text)


@given(
    st.lists(st.integers(0, 9), min_size=16, max_size=16),
    st.sampled_from(
        [
            *(
                "\u00a0",
                "\u202f",
                "\u200b",
                "\u2060",
                "\u00ad",
                "\n",
                "\u2028",
                "   ",
                ",",
                ", ",
                "/",
            ),
            *("_", "—", "·", "~", "*", ":", ";", "|", ") (", "\u0336", "\ufe0f\u20e3", " 👍 "),
        ]
    ),
    st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]),
)
def test_no_separator_and_no_script_hides_sixteen_digits(
    digits: list[int], gap: str, signs: str
) -> None:
    written = gap.join(signs[digit] for digit in digits)
    assert redact(f"nomor saya {written} ya").spans
    assert not any(char.isdecimal() for char in redact(f"nomor saya {written} ya").text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("dulu 08l2 3456 78 9O, kini 0274 517623", "dulu [telepon], kini [telepon]"),
        ("jam 08.30 0812 3456 7890 tidak diangkat", "jam 08.30 [telepon] tidak diangkat"),
        ("tgl 12-08-2025 0812 3456 7890", "tgl 12-08-2025 [telepon]"),
        ("wa 0812 3456 7890, 3 orang antri", "wa [telepon], 3 orang antri"),
        ("NIP 19870312 201001 2 003 minta uang", "NIP [nomor] minta uang"),
        ("npwp 12.345.678.9-012.000", "npwp [nomor]"),
        ("rek 0071 2239 814 atau gopay/ovo 1234567890", "rek [rekening] atau gopay/ovo [rekening]"),
        ("tulis ke sinta_w at gmail dot com ya", "tulis ke [surel] ya"),
        ("va 8877 0012 3456 7789 gagal", "va [rekening] gagal"),
        ("0062 812 3456 7890 atau 0062 8123 4567 8901", "[telepon] atau [telepon]"),
        ("nik 3275 ... 0145 ... 0892 ... 0003 ganda", "nik [nik] ganda"),
        ("dulunya 8123456789 nomor saya", "dulunya [telepon] nomor saya"),
        ("STNK nomor 12345678 hilang", "STNK nomor [nomor] hilang"),
        ("budi@@gmail.com salah", "[surel] salah"),
        ("email: budi dot santoso at gmail dot com", "email: [surel]"),
        ("telegram @budisantoso, ig saya @budi.s", "telegram [akun], ig saya [akun]"),
        ("opa Wem Rumbiak ditolak", "opa [nama] ditolak"),
        ("wa 0852 1234 5678 0813 9876 5432 ya", "wa [telepon] [telepon] ya"),
        ("wa 085212345678081398765432 ya", "wa [telepon] ya"),
        ("nik 18710120058500041871012005850005 ditolak", "nik [nik] ditolak"),
        ("kk 18710120058500041871012005850005 ditolak", "kk [kk] ditolak"),
        ("nomor 12345678901234567890123 salah", "nomor [nomor] salah"),
        (
            "hp nol lapan lima dua satu dua tiga empat lima enam tujuh lapan nol lapan satu tiga"
            " sembilan lapan tujuh enam lima empat tiga dua ya",
            "hp [telepon] ya",
        ),
        ("rumah saya RT 05 no 12 belum didata", "rumah saya [alamat] belum didata"),
        ("saya di rt 3 rw 2 no 17, mohon dicek", "saya di [alamat], mohon dicek"),
    ],
)
def test_what_stands_around_a_number_stays(text: str, masked: str) -> None:
    assert redact(text).text == masked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I Made Sudana ramah", "I Made Sudana"),
        ("dilayani Ni Luh Putu dengan baik", "Ni Luh Putu"),
        ("Kompol Sitorus minta damai", "Sitorus"),
        ("pak slamet minta uang", "slamet"),
        ("Salam, Ketut", "Ketut"),
        ("pak tarsimun yg di loket 3 galak", "tarsimun"),
        ("bu zulmeri minta uang rokok", "zulmeri"),
        ("rudi petugas loket 2 galak", "rudi"),
        ("petugas bernama “Dodi” galak", "Dodi"),
        ("Pak Sabar tidak di tempat", "Sabar"),
        ("pak bu\u200bdi\u200bman kasar", "bu\u200bdi\u200bman"),
    ],
)
def test_a_name_of_any_region_and_rank_is_found(text: str, name: str) -> None:
    assert found(text, "name") == [name]


def test_a_web_process_pays_nothing_but_the_standard_library() -> None:
    program = "import sys, ml.redaction; print('numpy' in sys.modules, 'sklearn' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False"]
