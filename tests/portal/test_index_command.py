"""`suara index`: the index of units, and of a plain file of answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cli import main
from portal.commands.results import SCALES, matrix_document
from surveys.answer_matrix import read_matrix
from surveys.errors import Refused

TESTS = Path(__file__).parent.parent
PROVINCE = TESTS / "samples" / "province"
VECTORS = json.loads((TESTS / "golden" / "index_vectors.json").read_text("utf-8"))["entries"]


def sheets_of(entry: dict[str, Any]) -> Iterator[list[str]]:
    if "matrix" in entry:
        yield from (list(sheet) for sheet in entry["matrix"])
        return
    n = entry["n"]
    for sheet in range(n):
        yield [str(total // n + (sheet < total % n)) for total in entry["totals"]]


def run_index(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["index", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("entry", VECTORS, ids=[entry["id"] for entry in VECTORS])
def test_a_file_of_sheets_gives_the_index_that_the_document_should_print(
    entry: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.csv"
    lines = [",".join(entry["elements"]), *(",".join(sheet) for sheet in sheets_of(entry))]
    file.write_text("\n".join(lines), encoding="utf-8")
    scale = "2004" if entry["scale"] == "kep-25-2004" else "2017"
    status, out, _ = run_index(capsys, "--matrix", str(file), "--scale", scale, "--json")
    total = json.loads(out)["total"]
    assert status == 0
    assert total["n"] == entry["n"]
    assert {name: total[name] for name in ("index", "index_raw", "grade")} == {
        name: entry["expected"][name] for name in ("index", "index_raw", "grade")
    }
    low, high = total["ci95"]
    assert low <= total["index"] <= high


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("u1,u2\n3,4\n3,5\n", "answers.csv:3: u2: '5'"),
        ("u1;u2\n3;0\n", "answers.csv:2: u2: '0'"),
        ("3,4\n3,3.5\n", "answers.csv:2: u2: '3.5'"),
        ("mutu,biaya\n3,\n,-1\n", "answers.csv:3: biaya: '-1'"),
        ("u1,u1\n3,4\n", "kolom 'u1' ada dua kali"),
        ("u1,u2\n3,4,1\n", "answers.csv:2: ada 3 kolom"),
        ("u1,u2\n", "hanya ada judul kolom"),
        ("", "kosong"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(
    text: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(text, encoding="utf-8")
    status, out, err = run_index(capsys, "--matrix", str(file), "--json")
    assert (status, out) == (1, "")
    assert fault in err


def test_every_wrong_cell_is_named_at_once() -> None:
    with pytest.raises(Refused) as problem:
        read_matrix([["u1", "u2"], ["7", "2"], ["1", "zzz"]], "a.csv")
    assert "a.csv:2: u1" in problem.value.reason
    assert "a.csv:3: u2" in problem.value.reason


def test_an_element_that_nobody_answered_leaves_no_index() -> None:
    total = matrix_document(read_matrix([["a", "b"], ["4", ""], ["3", ""]], "a.csv"))
    assert total["n"] == 2
    assert (total["index"], total["grade"], total["ci95"]) == (None, None, None)
    nobody = total["elements"]["b"]
    assert nobody["bins"] == [0, 0, 0, 0]
    assert [nobody[name] for name in ("mean", "points", "grade", "ci95")] == [None] * 4
    assert nobody["may_be"] == []


def test_an_empty_sheet_is_no_respondent() -> None:
    matrix = read_matrix([["u1", "u2"], ["3", "3"], ["", ""], ["4", ""]], "a.csv")
    assert matrix_document(matrix)["n"] == 2


def test_each_element_tells_its_answers_its_value_its_grade_and_its_margin() -> None:
    rows = [["u1", "u2"], *[["3", "4"]] * 15, *[["4", "1"]] * 5, ["", "4"], ["2", ""]]
    held = matrix_document(read_matrix(rows, "a.csv"))["elements"]
    assert held["u1"]["bins"] == [0, 1, 15, 5]
    assert (held["u1"]["points"], held["u1"]["grade"]) == (79.76, "B")
    assert held["u2"]["bins"] == [5, 0, 0, 16]
    assert (held["u2"]["points"], held["u2"]["grade"]) == (82.14, "B")
    for each in held.values():
        low, high = each["ci95"]
        assert 25 <= low < each["points"] < high <= 100
    assert held["u1"]["may_be"] == ["C"]
    assert held["u2"]["may_be"] == ["A", "C", "D"]


@given(st.lists(st.lists(st.sampled_from("1234"), min_size=3, max_size=3), min_size=1, max_size=30))
def test_the_order_of_sheets_and_a_second_copy_change_no_index(sheets: list[list[str]]) -> None:
    once = matrix_document(read_matrix(sheets, "a.csv"))
    other = matrix_document(read_matrix([*reversed(sheets), *sheets], "a.csv"))
    assert once["index"] == other["index"]
    assert once["grade"] == other["grade"]


def test_the_old_scale_gives_the_old_grades() -> None:
    matrix = read_matrix([["4", "3", "4", "3"]], "a.csv")
    assert matrix_document(matrix, SCALES["2017"])["grade"] == "B"
    assert matrix_document(matrix, SCALES["2004"])["grade"] == "A"


def exact_index_of_file(unit: str, first: str, last: str) -> tuple[int, float]:
    """The same from the file itself, with fractions, by another road."""
    import csv
    from fractions import Fraction

    columns: list[list[int]] = [[] for _ in range(9)]
    n = 0
    with (PROVINCE / "responses.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = row["submitted_at"][:10]
            if not row["counter_code"].startswith(unit.replace("-", "")):
                continue
            given = [row[f"u{number}"] for number in range(1, 10)]
            if not first <= day <= last or not any(given):
                continue
            n += 1
            for place, value in enumerate(given):
                if value:
                    columns[place].append(int(value))
    exact = 25 * sum(Fraction(sum(column), len(column)) for column in columns) / 9
    return n, int(exact * 100 + Fraction(1, 2)) / 100


def test_a_unit_and_an_agency_are_what_their_sheets_come_to(
    province_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reach = ("--unit", "RSUD-1", "--from", "2025-01-01", "--to", "2025-03-31")
    status, out, _ = run_index(capsys, *reach, "--database", province_url, "--json")
    document = json.loads(out)
    assert status == 0
    total = document["total"]
    assert (total["n"], total["index"]) == exact_index_of_file("RSUD-1", "2025-01-01", "2025-03-31")
    assert [unit["unit_code"] for unit in document["units"]] == ["RSUD-1"]
    assert document["units"][0]["index"] == total["index"]
    assert 0 < total["required_n"] < 384
    assert [each["column"] for each in total["elements"].values()] == [
        f"u{number}" for number in range(1, 10)
    ]
    assert list(total["elements"])[7:] == ["facilities", "complaint_handling"]
    assert total["mean_of_units"]["points"] == total["index"]
    assert [each["weight"] for each in total["comparisons"]] == [0.11, 0.111]
    assert [each["label"] for each in total["comparisons"]] == [
        "dengan bobot 0,11",
        "dengan bobot 0,111",
    ]
    assert all(each["points"] < total["index"] for each in total["comparisons"])
    agency_is_all_its_sheets_pooled(province_url, capsys)


def agency_is_all_its_sheets_pooled(province_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run_index(capsys, "--agency", "CAPIL", "--database", province_url, "--json")
    document = json.loads(out)
    units = document["units"]
    assert [unit["unit_code"] for unit in units] == ["CAPIL-1", "CAPIL-2", "CAPIL-3"]
    for key, held in document["total"]["elements"].items():
        n = sum(unit["elements"][key]["n"] for unit in units)
        sums = sum(unit["elements"][key]["n"] * unit["elements"][key]["mean"] for unit in units)
        assert held["n"] == n
        assert held["mean"] == pytest.approx(sums / n)
        bins = [unit["elements"][key]["bins"] for unit in units]
        assert held["bins"] == [sum(each) for each in zip(*bins, strict=True)]
        for each in (held, *(unit["elements"][key] for unit in units)):
            assert each["ci95"][0] < each["points"] < each["ci95"][1]
            assert each["grade"] in {"A", "B", "C", "D"}
    the_sample_is_asked_of_every_unit(province_url, capsys)


def the_sample_is_asked_of_every_unit(
    province_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reach = ("--agency", "CAPIL", "--from", "2025-01-01", "--to", "2025-03-31")
    _, out, _ = run_index(capsys, *reach, "--database", province_url, "--json")
    document = json.loads(out)
    needed = [unit["required_n"] for unit in document["units"]]
    total = document["total"]
    assert total["required_n"] == sum(needed)
    assert total["required_n"] > 384
    enough = sum(unit["n"] >= unit["required_n"] for unit in document["units"])
    assert (total["units_enough"], total["units_short"]) == (enough, len(needed) - enough)
    _, out, _ = run_index(capsys, *reach, "--database", province_url)
    assert f"{sum(needed):,}".replace(",", ".") in out.splitlines()[4]
    assert f"dihitung tiap unit, bukan dari jumlahnya; {enough} unit cukup" in out


def test_unknown_codes_and_turned_days_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    for arguments, words in (
        (("--unit", "NIHIL"), "unit 'NIHIL' tidak ada"),
        (("--agency", "NIHIL"), "instansi 'NIHIL' tidak ada"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "balik urutannya"),
        (("--scale", "2004"), "hanya untuk --matrix"),
    ):
        status, _, err = run_index(capsys, *arguments, "--database", url)
        assert status == 1
        assert words in err


def test_nobody_answered_is_no_data_and_no_grade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run_index(capsys, "--database", f"sqlite:///{tmp_path / 'a.db'}", "--json")
    total = json.loads(out)["total"]
    assert (total["n"], total["index"], total["grade"], total["ci95"]) == (0, None, None, None)
