"""A bribe that is said to be gone is none; a denial that is only quoted is not believed."""

import pytest

from ml.alarms import alarms
from ml.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "urus paspor di sini bebas dari pungutan liar",
        "bersih dari segala praktik suap",
        "kantornya bersih dari makelar, aman",
        "nol suap, nol ribet",
        "zero calo, mantap",
        "zona anti gratifikasi, petugas sopan",
        "jauh dari kata pungli",
        "bebas pungli, calo dan uang pelicin",
        "calo sudah lenyap dari halaman",
        "pungli di sini sekarang sudah tidak terdengar",
        "makelar pun tidak kelihatan",
        "mbak petugasnya menolak amplop",
        "pegawai tolak waktu mau dikasih uang",
        "terbukti bebas pungli, bukan cuma spanduk",
        "bebas pungli tapi antri dua jam",
        "bukan cuma bebas suap, pegawainya juga sabar",
        "bebas calo, daftarnya lewat aplikasi",
        "bebas pungli, bayar 50 ribu sesuai tarif",
        "semoga tetap bersih dari calo",
        "pungli hilang sejak pindah gedung",
        "bebas suap. rasanya seperti mimpi",
        "tanpa calo tidak ribet",
        "tanpa pungli dan tidak dipersulit",
        "tidak ada calo, tidak ada yang mahal",
        "tidak bohong, sudah bebas pungli",
    ],
)
def test_a_bribe_that_is_said_to_be_gone_is_no_suspicion(text: str) -> None:
    assert not alarms(read(text)).integrity


@pytest.mark.parametrize(
    "text",
    [
        "ngakunya bersih dari suap",
        "slogan bebas pungli doang",
        "nol pungli konon",
        "katanya sudah tidak ada calo",
        "tidak ada pungli, cuma diminta 50 ribu buat map",
        "bebas pungli, calonya jalan terus, minta uang rokok",
        "tolong pungli dihapus",
        "semoga calo segera hilang",
        "saya menolak kasih uang, berkas dipersulit",
        "pungli makin menjadi, bersih bersih dong",
        "bebas parkir tapi ada pungli di dalam",
        "nol suap? saya kasih 200 ribu baru distempel",
        "bersih dari makelar, dusta semua",
        "bebas gratifikasi cuma di brosur",
        "calo sudah lenyap pas ada kunjungan bupati",
        "suap sudah hilang, berganti nama jadi uang terima kasih",
        "makelar sudah tidak kelihatan, mainnya diam diam",
        "apa benar sudah bebas pungli?",
        "kantor ini masih jauh dari bebas suap",
        "di sini tidak bersih dari makelar",
        "kapan ya bersih dari suap",
        "saya serahkan berkas, bayar 75 ribu, katanya zona anti suap",
        "tanpa uang pelicin map saya tidak digubris",
        "kalau tidak ada orang dalam dan amplop, tidak bakal cair",
        "tanpa makelar pasti dipersulit",
        "nggak nyogok nggak jadi jadi",
    ],
)
def test_a_denial_that_is_quoted_wished_or_about_something_else_is_not_believed(text: str) -> None:
    assert alarms(read(text)).integrity


def test_the_classifier_sees_what_is_gone_as_it_sees_what_is_denied() -> None:
    gone, denied = read("bebas pungli"), read("tidak ada pungli")
    assert [name for _, names in gone.marked_concepts for name in names if "bribe" in name] == [
        name for _, names in denied.marked_concepts for name in names if "bribe" in name
    ]
