""" "Tak" before the bare root of a verb threatens in Javanese; elsewhere it denies."""

import pytest

from ml.alarms import alarms
from ml.reading import read
from ml.text import normalise


@pytest.mark.parametrize(
    "text",
    [
        "sesuk tak bacok kowe",
        "tak antemi sisan",
        "nek ora beres tak pateni",
        "petugase tak kepruk mengko",
        "awas yo, tak bunuh kowe",
        "kowe tak tendang",
        "kantore tak obong",
        "lapor maneh tak hajar",
        "tak gebuki bareng bareng",
        "dak antemi kon",
        "omahmu tak parani",
        "tak enteni neng njaba",
    ],
)
def test_a_threat_in_javanese_is_heard(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize(
    "text",
    [
        "tak pernah dipukul, petugasnya sabar",
        "guru di sini tak pukul murid",
        "saya tak tembak SIM, ikut ujian",
        "tak dibacok siapa siapa",
        "jaringan tak seret lagi",
        "tak tunggu lama langsung dipanggil",
        "berkas tak enteni seminggu",
        "tak bakar sampah sembarangan",
        "tak kejar setoran",
        "dak tembak SIM",
        "dokter tak suntik anak saya",
    ],
)
def test_a_plain_denial_is_none(text: str) -> None:
    assert not alarms(read(text)).danger


def test_a_denial_stays_one_and_a_threat_is_read_alike_twice() -> None:
    assert normalise("tak pernah dipukul") == "tidak pernah dipukul"
    for text in ("tak antemi kowe", "gapapa tak  pateni lho", "wis tak bom kantore"):
        assert normalise(normalise(text)) == normalise(text)


def test_a_threat_because_of_a_report_is_held_for_the_inspector() -> None:
    assert alarms(read("nek wani lapor maneh tak bacok")).integrity
