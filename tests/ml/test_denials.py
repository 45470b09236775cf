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
    ],
)
def test_a_denial_that_is_quoted_wished_or_about_something_else_is_not_believed(text: str) -> None:
    assert alarms(read(text)).integrity


def test_the_classifier_sees_what_is_gone_as_it_sees_what_is_denied() -> None:
    gone, denied = read("bebas pungli"), read("tidak ada pungli")
    assert [name for _, names in gone.marked_concepts for name in names if "bribe" in name] == [
        name for _, names in denied.marked_concepts for name in names if "bribe" in name
    ]
