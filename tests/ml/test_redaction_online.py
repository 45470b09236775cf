"""Mail addresses and accounts of people are masked; the account of an office stays."""

import pytest

from ml.redaction import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("kirim ke budi#gmail.com ya", "kirim ke [surel] ya"),
        ("surel budi (at) gmail belum dibalas", "surel [surel] belum dibalas"),
        ("budisantoso99 domain gmail ga dibalas", "[surel] ga dibalas"),
        ("joko77 et gmail kom tolong", "[surel] tolong"),
        ("ig: @rina.sari, fb Rina Sari", "ig: [akun], fb [nama]"),
        ("id line budisan90 atau telegram @joko_tingkir", "id line [akun] atau telegram [akun]"),
        ("dm aja ke @yuli.anti22, ig saya", "dm aja ke [akun], ig saya"),
        ("https://wa.me/6281277883431 ya", "[telepon] ya"),
        ("cek instagram.com/rina.sari ya", "cek [akun] ya"),
        ("ig: budisantoso ya", "ig: [akun] ya"),
        ("telegram budi_s88", "telegram [akun]"),
        ("email budisantoso88 gmail", "email [surel]"),
        ("budi santoso et gmail titik com", "[surel]"),
        ("surel budi santoso gmail com", "surel [surel]"),
    ],
)
def test_where_somebody_is_reached_online_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked
    assert redact(masked).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "ig dinas @dukcapil_lampung tidak dibalas",
        "telegram @disdukcapil_metro lambat",
        "akun resmi @kominfo.prov bagus",
        "tiktok resmi @samsat.lampung",
        "ig: pelayanan lambat, fb: lambatbanget, ig: dukcapilmetro",
        "email sudah 2 gmail ditolak, telegram tidak_dibalas",
        "akun sipandu01 eror, user siak_01 lambat",
        "fb nya aktif, ig kantor tidak, telegram tidak dibalas",
        "tagar #gmail, domain gmail ditolak",
        "cek instagram.com/dukcapil.metro, dm ig dibaca doang",
        "line antrian panjang, akun saya diblokir",
    ],
)
def test_the_account_of_an_office_and_talk_of_networks_stay(text: str) -> None:
    assert redact(text).spans == ()
