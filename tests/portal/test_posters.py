"""Posters that scan: decoded by an independent reader from what a printer would put on paper."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader

from portal.app import create_app
from portal.cli import main
from portal.database import open_database
from portal.documents.poster import PosterPlace, posters_pdf
from portal.documents.qr import matrix_of, qr_png, qr_svg, survey_address
from portal.documents.sheet import sheets_pdf
from portal.documents.slips import slip_address, slips_pdf
from portal.settings import Settings
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.codes import ALPHABET, complete
from surveys.rules.elements import OVERALL, QUESTIONS
from tests.builders import build_place
from tests.conftest import missing
from tests.portal.conftest import Asked
from tests.portal.planning_province import whole_province_in

ADDRESS = "https://skm.contoh.go.id"
CODE = complete("7K4MPTQX2")
PLACE = PosterPlace("Dinas Contoh Kota Metro", "Loket Dokumen Contoh", "Loket 2 Contoh", CODE)


def rendered(pdf: bytes, tmp_path: Path, page: int = 1, dots: int = 110) -> Image.Image:
    if shutil.which("pdftoppm") is None:
        missing("pdftoppm")
    (tmp_path / "p.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dots), "-f", str(page), "-l", str(page), "-png", "p.pdf", "p"],
        cwd=tmp_path,
        check=True,
    )
    return Image.open(sorted(tmp_path.glob("p-*.png"))[0]).convert("RGB")


def read_codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_a_poster_scans_although_turned_blurred_and_dirty(tmp_path: Path) -> None:
    picture = rendered(posters_pdf([PLACE], public_address=ADDRESS), tmp_path)
    assert read_codes(picture) == [f"HTTPS://SKM.CONTOH.GO.ID/S/{CODE}"]
    turned = picture.rotate(9, expand=True, fillcolor="white")
    blurred = turned.filter(ImageFilter.GaussianBlur(1.4))
    draw = ImageDraw.Draw(blurred)
    width, height = blurred.size
    draw.line((0, height * 0.66, width, height * 0.61), fill=(90, 70, 60), width=3)
    draw.ellipse((width * 0.2, height * 0.7, width * 0.22, height * 0.714), fill=(120, 90, 60))
    assert read_codes(blurred) == [f"HTTPS://SKM.CONTOH.GO.ID/S/{CODE}"]


@pytest.mark.parametrize(("size", "codes"), [("a5", 1), ("a7", 3)])
def test_table_tents_and_stickers_scan_too(size: str, codes: int, tmp_path: Path) -> None:
    places = [
        PosterPlace("Dinas Contoh", "Unit Contoh", f"Loket {n}", complete(f"7K4MPTQX{n}"))
        for n in range(2, 5)
    ]
    pdf = posters_pdf(places, public_address=ADDRESS, size=size)
    found = read_codes(rendered(pdf, tmp_path, dots=150))
    assert len(found) == codes
    assert all(text.startswith("HTTPS://SKM.CONTOH.GO.ID/S/") for text in found)


def test_the_short_address_on_the_poster_can_be_typed() -> None:
    text = PdfReader(io.BytesIO(posters_pdf([PLACE], public_address=ADDRESS))).pages[0]
    words = text.extract_text()
    assert "SKM.CONTOH.GO.ID/S/" in words
    assert CODE in words
    assert "Loket 2 Contoh" in words
    assert "Arahkan kamera HP" in words


def test_a_poster_is_a_tagged_document() -> None:
    document = PdfReader(io.BytesIO(posters_pdf([PLACE], public_address=ADDRESS)))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "id"


@settings(max_examples=25, deadline=None)
@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_every_code_is_read_back_from_its_picture(signs: str) -> None:
    address = survey_address(ADDRESS, complete(signs))
    picture = Image.open(io.BytesIO(qr_png(address, square=4)))
    assert read_codes(picture.convert("L")) == [address]


def test_the_code_keeps_its_quiet_zone_and_stays_coarse() -> None:
    svg = qr_svg(survey_address(ADDRESS, CODE))
    side = int(svg.split('viewBox="0 0 ')[1].split()[0])
    assert side - 8 <= 33
    assert "M4 4h7" in svg


def test_an_address_with_a_path_keeps_its_letters() -> None:
    assert survey_address("https://a.go.id/Portal", CODE) == f"https://a.go.id/Portal/s/{CODE}"


def test_the_command_prints_one_page_for_each_counter_of_a_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = whole_province_in(tmp_path)
    out = tmp_path / "posters.pdf"
    assert main(["poster", "--unit", "CAPIL-1", "--out", str(out), "--database", url]) == 0
    assert len(PdfReader(out).pages) == 3
    asked = ["poster", "--unit", "CAPIL-1", "--size", "lembar", "--out", str(out)]
    capsys.readouterr()
    assert main([*asked, "--database", url]) == 0
    assert "3 lembar survei" in capsys.readouterr().out
    assert len(PdfReader(out).pages) == 6
    assert main(["poster", "--unit", "NOWHERE", "--out", str(out), "--database", url]) == 1
    assert "NOWHERE" in capsys.readouterr().err


def test_the_paper_sheet_asks_all_that_the_screen_asks_and_goes_into_the_box() -> None:
    two = [PLACE, PosterPlace("Dinas Contoh", "Unit Lain", "Loket 3", CODE)]
    document = PdfReader(io.BytesIO(sheets_pdf(two)))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    pages = [" ".join(page.extract_text().split()) for page in document.pages]
    assert len(pages) == 4
    assert "Unit Lain, Loket 3" in pages[2]
    for question in QUESTIONS.values():
        for words in (question.question, question.helper, *question.options):
            assert words.id in pages[0]
    for words in (OVERALL.question, *OVERALL.options):
        assert words.id in pages[1]
    for attribute in ATTRIBUTES.values():
        for words in attribute.values.values():
            assert words.id in pages[1]
    assert "Jangan tampilkan kepada petugas loket ini" in pages[1]
    assert "masukkan ke kotak saran" in pages[1]
    assert "Yang kami simpan hanya jawaban Anda" in pages[1]
    with pytest.raises(ValueError, match="no counter to print"):
        sheets_pdf([])


def test_the_poster_sends_nobody_to_the_officer_for_paper() -> None:
    page = PdfReader(io.BytesIO(posters_pdf([PLACE], public_address=ADDRESS))).pages[0]
    assert "Lembar kertas ada di dekat kotak saran." in page.extract_text()


def test_every_slip_of_a_sheet_scans_as_its_own_address(tmp_path: Path) -> None:
    codes = [ALPHABET[number] * 10 for number in range(25)]
    pdf = slips_pdf(PLACE, codes, public_address=ADDRESS)
    document = PdfReader(io.BytesIO(pdf))
    assert len(document.pages) == 2
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Berlaku sekali" in " ".join(document.pages[1].extract_text().split())
    first = read_codes(rendered(pdf, tmp_path, dots=200))
    assert sorted(first) == [f"HTTPS://SKM.CONTOH.GO.ID/S/{CODE}/{c}" for c in codes[:24]]
    (tmp_path / "second").mkdir()
    assert read_codes(rendered(pdf, tmp_path / "second", page=2, dots=200)) == [
        slip_address(ADDRESS, CODE, codes[24])
    ]


def test_the_code_of_a_slip_is_as_coarse_as_capitals_allow() -> None:
    address = slip_address(ADDRESS, CODE, "Z" * 10)
    assert address == address.upper()
    # In capitals alone a square of 33 holds 67 signs at level Q, with small letters only 46.
    assert len(matrix_of(address)) == 33
    assert len(matrix_of(address.lower())) > 33


def test_the_command_prints_slips_that_count_once_as_slips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    database = open_database(url)
    place = database.write(lambda c: build_place(c, "A", public_code=CODE))
    database.close()
    out = tmp_path / "slips.pdf"
    asked = ["slips", "--counter", "LOKET-A", "--out", str(out), "--database", url]
    assert main([*asked, "--count", "2", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["slips"]
    scanned = read_codes(rendered(out.read_bytes(), tmp_path, dots=200))
    assert [text.rpartition("/")[2] for text in sorted(scanned)] == sorted(made)

    database = open_database(url)
    portal = Asked(
        create_app(Settings(database_url=url, background=False), database), database, place
    )
    page = portal.get("/" + scanned[0].split("/", 3)[3])
    assert f'name="slip" value="{scanned[0].rpartition("/")[2]}"' in page.text
    for _ in range(2):
        portal.send(u1="4", slip=scanned[0].rpartition("/")[2])
    assert portal.rows("select channel from response order by id") == [("slip",), ("qr",)]
    database.close()

    assert main([*asked, "--count", "0"]) == 1
    assert "isi 1 sampai" in capsys.readouterr().err
    assert main(["slips", "--counter", "NOWHERE", *asked[3:]]) == 1
    assert "NOWHERE" in capsys.readouterr().err
