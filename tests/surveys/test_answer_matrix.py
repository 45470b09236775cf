"""Sheets as a plain table: which columns are answers, and how many elements a rule has."""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.cli import main
from portal.database import open_database
from surveys import older_results
from surveys.answer_matrix import elements_asked, read_matrix
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.index import SCALE_2004, SCALE_2017
from tests.builders import build_place

NINE = [f"u{number}" for number in range(1, 10)]
FOURTEEN = [f"u{number}" for number in range(1, 15)]


@pytest.fixture
def url(database_url: str) -> str:
    database = open_database(database_url)
    database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    database.close()
    return database_url


def brought_in(
    text: str, url: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[dict[str, Any], list[older_results.OlderLine]]:
    """What an import says, and what is stored after it."""
    path = folder / "lembar.csv"
    path.write_text(text, encoding="utf-8")
    main(["import-older", str(path), "--database", url, "--json", *more])
    report = json.loads(capsys.readouterr().out)
    database = open_database(url)
    try:
        return report, database.read(older_results.all_older)
    finally:
        database.close()


WHERE = ("--unit", "UNIT-A", "--period", "2016")


def test_columns_beside_all_nine_elements_are_no_answers_and_are_named(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(
        f"{number},{sex},{','.join('444444444')}\n" for number, sex in enumerate("12L21")
    )
    report, [line] = brought_in(
        f"No,sex,{','.join(NINE)}\n{rows}",
        *(url, tmp_path, capsys, *WHERE, "--scale", "2017", "--u8", "facilities"),
    )
    assert (str(line.index), len(line.elements), line.respondents) == ("100.00", 9, 5)
    assert [(said["row"], said["column"]) for said in report["warnings"]] == [(1, "No"), (1, "sex")]
    path = tmp_path / "lembar.csv"
    assert main(["index", "--matrix", str(path)]) == 0
    said = capsys.readouterr()
    assert "IKM 100,00" in said.out
    assert "Bukan unsur, tidak ikut dihitung: No, sex." in said.err


def test_the_names_of_the_nine_elements_are_known_as_well() -> None:
    titles = ["age", *(element.value.upper() for element in Element)]
    matrix = read_matrix([titles, ["", *"333333333"], ["4", *[""] * 9]], "a.csv")
    assert (matrix.keys, matrix.left_aside) == (tuple(Element), ("age",))
    assert len(matrix.rows) == 1


@pytest.mark.parametrize(
    ("columns", "scale", "wanted"),
    [
        (["u1", "u2", "u3"], "2017", 9),
        (["sex", *NINE[:8], "u10", "umur"], "2017", 9),
        (NINE, "2004", 14),
    ],
)
def test_another_number_of_elements_than_the_rule_has_is_refused_with_the_columns_named(
    columns: list[str],
    scale: str,
    wanted: int,
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = ",".join("3" * len(columns))
    report, lines = brought_in(
        f"{','.join(columns)}\n{sheet}\n",
        *(url, tmp_path, capsys, *WHERE, "--scale", scale, "--u8", "facilities"),
    )
    assert lines == []
    [fault] = report["errors"]
    assert f"{len(columns)} kolom dibaca sebagai unsur ({', '.join(columns)})" in fault["message"]
    assert f"u1 sampai u{wanted}" in fault["message"]
    assert main(["index", "--matrix", str(tmp_path / "lembar.csv"), "--scale", scale]) == 0
    assert "Periksa:" in capsys.readouterr().err


def test_the_fourteen_of_2004_stand_alone_beside_other_columns_too() -> None:
    matrix = read_matrix([["No", *FOURTEEN], ["7", *"3" * 14]], "a.csv", SCALE_2004)
    assert (matrix.columns, matrix.left_aside) == (tuple(FOURTEEN), ("No",))
    assert [elements_asked(scale) for scale in (SCALE_2004, SCALE_2017)] == [14, 9]
    nine = read_matrix([["No", *FOURTEEN], ["7", *"3" * 14]], "a.csv", SCALE_2017)
    assert len(nine.left_aside) == 6


TITLED = [*NINE[:7], "U8 Sarana", "U9. Pengaduan"]


@pytest.mark.parametrize(
    ("given", "facilities", "complaints"),
    [("facilities", "100.00", "50.00"), ("complaint_handling", "50.00", "100.00")],
)
def test_the_order_is_asked_and_obeyed_for_titles_with_words_and_for_a_part_of_the_nine(
    given: str,
    facilities: str,
    complaints: str,
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    matrix = f"{','.join(TITLED)}\n{','.join('333333342')}\n"
    table = "unit_code,period,index,U8 Sarana,u9\nUNIT-A,2017,75,4,2\n"
    for text, where in ((matrix, WHERE), (table, ())):
        asked = (*where, "--scale", "2017")
        report, lines = brought_in(text, url, tmp_path, capsys, *asked)
        assert "dua urutan beredar" in report["errors"][0]["message"]
        before = len(lines)
        report, lines = brought_in(text, url, tmp_path, capsys, *asked, "--u8", given)
        assert len(lines) == before + 1
        line = next(each for each in lines if each.period.year == (2016 if where else 2017))
        assert str(line.elements["facilities"][0]) == facilities
        assert str(line.elements["complaint_handling"][0]) == complaints
        assert {"u8", "u9", "U8 Sarana"}.isdisjoint(line.elements)
        odd = [said for said in report["warnings"] if "judulnya menyebut sarana" in said["message"]]
        assert bool(odd) == (given == "complaint_handling")
