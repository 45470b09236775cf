"""What is said not to be bad blames nobody, and what is bad all the same still does."""

import numpy as np
import pytest

from ml.labels import POLARITIES
from ml.reading import read
from ml.unblamed import denies_all_blame, without_denied_blame


@pytest.mark.parametrize(
    "text",
    [
        "syaratnya tidak berat",
        "laporan saya tidak diabaikan",
        "komplain saya gak didiamkan",
        "toiletnya tidak pesing",
        "AC nya tidak mati lagi",
        "antrinya gak terlalu panjang",
        "petugasnya tidak pernah judes sama sekali",
        "tidak mampet lagi toiletnya",
        "belum pernah dikecewakan",
        "saya tidak antri",
        "ambil obat tidak antri",
        "di sini tidak pernah antri lama",
        "datanya tidak salah",
    ],
)
def test_a_clause_that_only_denies_what_is_bad_blames_nobody(text: str) -> None:
    assert denies_all_blame(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "tidak pernah tidak antre",
        "toiletnya rusak tidak diperbaiki",
        "petugasnya tidak ramah",
        "petugasnya tidak mau menunggu",
        "tidak galak tapi lelet",
        "tidak salah, antreannya saja yang kelamaan",
        "kok tidak lama",
        "jangan judes",
        "kalau tidak antre tidak dilayani",
        "antri tidak bergerak",
        "tidak lama lagi tutup",
        "semoga tidak lama",
        "bukan cuma lama, judes juga",
        "belum rusak",
        # Who else does not queue may be favoured.
        "pejabat tidak antri",
        "keluarga petugas tidak antri",
        "saudara pegawai tidak pernah antri lama",
        "orang kaya tidak antri",
        "tamu kepala dinas tidak antri",
        "yang kenal petugas tidak antri",
        "calo tidak antri",
        "mobil dinas tidak antri",
        "mereka tidak pernah antri",
        "bu dewi tidak antri",
        # What is never empty, never right, or bad without a doubt.
        "loket tidak pernah sepi",
        "petugas tidak pernah salah",
        "tidak salah lagi petugas galak",
        "memang tidak salah pelayanan buruk",
        "jam layanan tidak panjang",
        "tidak rugi antri lama",
        "petugas tidak bosan",
    ],
)
def test_where_anything_else_is_said_nothing_is_taken_back(text: str) -> None:
    assert not denies_all_blame(read(text))


def test_a_complaint_of_what_is_not_so_is_moved_to_praise_and_nothing_is_lost() -> None:
    polarity = np.zeros((2, len(POLARITIES)))
    polarity[:, POLARITIES.index("complaint")] = 1.0
    readings = [read("toiletnya tidak pesing"), read("toiletnya pesing")]
    eased, moved = without_denied_blame(polarity, readings)
    assert [POLARITIES[kind] for kind in eased.argmax(axis=1)] == ["praise", "complaint"]
    assert eased.sum(axis=1).tolist() == [1.0, 1.0]
    assert (moved > 0).tolist() == [True, False]
