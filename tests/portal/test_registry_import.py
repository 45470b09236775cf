"""Import on the page: every fault is shown, and what is sent comes in whole."""

import re
from html import unescape

import pytest

from surveys.tables import AuditEntry, Unit
from tests.portal.registered import Registry, folder, upload
from tests.portal.test_import_command import BROKEN, FAULTS, PROVINCE


def test_a_broken_upload_shows_every_fault_and_writes_nothing(quick: Registry) -> None:
    person = quick.operator()
    before = quick.rows(Unit, "code", "name")
    answer = upload(person, *folder(BROKEN))
    rows = re.findall(
        r'data-label="Berkas">([^<]+)</td><td[^>]*>(\d+)</td><td[^>]*><code>([^<]+)</code>',
        answer.text.split("Yang janggal")[0],
    )
    assert [(name, int(row), column) for name, row, column in rows] == FAULTS
    assert "12 hal perlu diperbaiki. Tidak ada yang disimpan." in answer.text
    assert quick.rows(Unit, "code", "name") == before
    assert quick.rows(AuditEntry, "action") == []


def test_an_upload_of_files_and_then_of_the_same_workbook(quick: Registry) -> None:
    person = quick.operator()
    answer = upload(person, *folder(PROVINCE))
    assert answer.status_code == 200, answer.text
    assert "Semua berkas diterima." in answer.text
    assert "6.000" in answer.text
    assert len(quick.rows(Unit, "id")) == 14
    book = ("Data Provinsi.XLSX", (PROVINCE / "sample.xlsx").read_bytes())
    again = upload(person, book)
    assert again.status_code == 200, again.text
    assert len(quick.rows(Unit, "id")) == 14
    assert quick.rows(AuditEntry, "action", "subject")[-1] == ("imported", "Data Provinsi.XLSX")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Pilih berkas CSV atau satu XLSX."),
        ([("data.csv", b"x")], "data.csv tidak dikenal. Nama yang diterima: agencies.csv"),
        ([("..", b"x")], "tidak dikenal"),
        ([("a.xlsx", b"x"), ("units.csv", b"x")], "Kirim satu XLSX saja"),
        ([("units.csv", b"a"), ("sub/UNITS.csv", b"b")], "ada dua kali"),
        ([("Rekap.xlsx", b"not a workbook")], "Rekap.xlsx tidak terbaca"),
    ],
)
def test_an_upload_that_cannot_be_read_says_what_is_accepted(
    quick: Registry, files: list[tuple[str, bytes]], said: str
) -> None:
    answer = upload(quick.operator(), *files)
    assert said in unescape(answer.text)
    assert "/tmp" not in answer.text
