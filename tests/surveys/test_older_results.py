"""Results from before the portal: kept with their scale and order, shown apart, never joined."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import Database, open_database, utc_now
from portal.publishing import publish
from surveys import older_results, older_rows
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import PROVINCE_ZONE, Kind, containing, local_day
from surveys.tables import Agency, OlderResult
from tests.builders import NOW, Place, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in

GOOD = (
    "unit_code,agency_code,period,index,respondents,u1,u2,u3,u4,u5,u6,u7,u8,u9\n"
    'UNIT-A,,2018-1,"78,25",150,"3,12",3,3,3,3,3,3,4,2\n'
    ",INST-A,2018,80.10,400,,,,,,,,,\n"
)


def run(
    path: Path, url: str, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, dict[str, Any]]:
    status = main(["import-older", str(path), "--database", url, "--json", *more])
    return status, json.loads(capsys.readouterr().out)


@pytest.fixture
def url(database_url: str) -> str:
    database = open_database(database_url)
    database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    database.close()
    return database_url


def written(folder: Path, text: str, name: str = "lama.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def lines_of(url: str, unit_id: int | None = None) -> list[older_results.OlderLine]:
    database = open_database(url)
    try:
        found = database.read(older_results.all_older)
        return [line for line in found if unit_id in (None, line.unit_id)]
    finally:
        database.close()


def test_a_table_of_indexes_goes_in_once_and_a_second_time_changes_nothing(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    asked = ("--scale", "2017", "--u8", "facilities")
    status, first = run(path, url, capsys, *asked)
    assert (status, first["written"], first["errors"]) == (0, {"older_results": 2}, [])
    status, again = run(path, url, capsys, *asked)
    assert (status, again["written"], again["skipped"]) == (
        0,
        {"older_results": 0},
        {"older_results": 2},
    )
    [line] = lines_of(url, 1)
    assert (str(line.index), line.grade.value, line.respondents) == ("78.25", "B", 150)
    assert str(line.elements["requirements"][0]) == "78.00"
    assert str(line.elements["facilities"][0]) == "100.00"


def test_the_order_of_the_eighth_and_ninth_element_is_asked_and_obeyed(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    status, refused = run(path, url, capsys, "--scale", "2017")
    assert status == 1
    [fault] = refused["errors"]
    assert (fault["file"], fault["row"], fault["column"]) == ("lama.csv", 1, "u8")
    assert "facilities" in fault["message"]
    assert lines_of(url) == []
    assert run(path, url, capsys, "--scale", "2017", "--u8", "complaint_handling")[0] == 0
    [line] = lines_of(url, 1)
    assert str(line.elements["complaint_handling"][0]) == "100.00"
    assert str(line.elements["facilities"][0]) == "50.00"


def test_the_same_points_keep_the_grade_of_their_own_scale(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "unit_code;period;index\nUNIT-A;2015-2;81,26\n")
    assert run(path, url, capsys, "--scale", "2004")[0] == 0
    assert run(path, url, capsys, "--scale", "2017")[0] == 0
    lines = lines_of(url, 1)
    assert sorted((line.scale.code, line.grade.value) for line in lines) == [
        ("kep-25-2004", "A"),
        ("permenpanrb-14-2017", "B"),
    ]


def test_every_fault_is_listed_and_nothing_is_written(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path,
        "unit_code,period,index,respondents,u1\n"
        "UNIT-A,2018-1,78,10,3\n"
        "ADA,2018-1,78,,\n"
        "UNIT-A,2018-9,12,x,7\n"
        "UNIT-A,2018-1,79,,\n"
        ",2018-2,80,,\n",
    )
    status, report = run(path, url, capsys, "--scale", "2017")
    assert status == 1
    assert [(fault["row"], fault["column"]) for fault in report["errors"]] == [
        (3, "unit_code"),
        (4, "period"),
        (4, "index"),
        (4, "respondents"),
        (4, "u1"),
        (5, "period"),
        (6, "unit_code"),
    ]
    assert lines_of(url) == []


def test_a_period_that_is_not_over_cannot_have_been_measured(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = containing(local_day(utc_now(), PROVINCE_ZONE), Kind.QUARTER)
    rows = f"UNIT-A;{running.code};80\nUNIT-A;2931-Q2;80\nUNIT-A;{running.previous.code};80\n"
    path = written(tmp_path, f"unit_code;period;index\n{rows}")
    status, report = run(path, url, capsys, "--scale", "2017")
    assert status == 1
    faults = [(fault["row"], fault["column"], fault["message"]) for fault in report["errors"]]
    assert [fault[:2] for fault in faults] == [(2, "period"), (3, "period")]
    assert all("belum selesai; isi periode yang berakhir sebelum" in fault[2] for fault in faults)
    assert lines_of(url) == []
    sheets = written(
        tmp_path,
        ",".join(f"u{n}" for n in range(1, 10)) + "\n" + "3,3,3,3,3,3,3,3,3\n" * 9,
        "lembar.csv",
    )
    where = ("--unit", "UNIT-A", "--scale", "2017", "--u8", "facilities", "--period")
    status, report = run(sheets, url, capsys, *where, running.code)
    assert (status, report["errors"][0]["column"]) == (1, "period")
    assert run(sheets, url, capsys, *where, running.previous.code)[0] == 0


def test_a_result_of_a_period_that_is_not_over_is_not_public_though_it_is_there(
    database: Database,
) -> None:
    house = House(database)

    def bring_in(connection: Connection, period: str, index: int) -> None:
        row = {"agency_id": house.place.agency_id, "unit_id": house.place.unit_id}
        row |= {"unit_part": house.place.unit_id, "period": period, "index_hundredths": index}
        row |= {"scale": "permenpanrb-14-2017", "respondents": 120, "elements": {}}
        row |= {"origin": "lama.csv", "imported_by": "operator", "imported_at": NOW}
        connection.execute(insert(OlderResult).values(**row))

    database.write(lambda c: (bring_in(c, "2931-Q2", 8831), bring_in(c, "2019-Q2", 7654)))
    publish(database, NOW, 5)
    page = Staff(house.app, None).get("/units/UNIT-A").text
    assert "76,54" in page
    assert "88,31" not in page


def test_a_cell_of_thousands_of_digits_is_a_fault_like_any_other(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "7" * 5000
    rows = [
        f"UNIT-A,2018-1,78.{long},10,3",
        f"UNIT-A,2018-2,{long},10,3",
        f"UNIT-A,2019-1,{long}/{long},10,3",
        f"UNIT-A,2019-2,78,{long},3",
        f"UNIT-A,2020-1,78,10,3.{long}",
    ]
    path = written(tmp_path, "\n".join(["unit_code,period,index,respondents,u1", *rows]))
    status, report = run(path, url, capsys, "--scale", "2017")
    assert status == 1
    assert [(fault["row"], fault["column"]) for fault in report["errors"]] == [
        (2, "index"),
        (3, "index"),
        (4, "index"),
        (5, "respondents"),
        (6, "u1"),
    ]
    assert all(len(fault["message"]) < 300 for fault in report["errors"])
    assert lines_of(url) == []


def test_sheets_of_respondents_become_one_result_of_their_place_and_period(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ",".join(f"u{n}" for n in range(1, 10))
    path = written(tmp_path, f"{columns}\n" + "3,3,3,3,3,3,3,4,2\n" * 4)
    where = ("--unit", "UNIT-A", "--period", "2016-2", "--scale", "2017")
    assert run(path, url, capsys, *where)[0] == 1
    assert run(path, url, capsys, *where, "--u8", "complaint_handling")[0] == 0
    [line] = lines_of(url, 1)
    assert (str(line.index), line.respondents) == ("75.00", 4)
    assert line.elements["facilities"] == (older_rows.points("50"), 4)


def test_faults_of_sheets_are_told_by_row_and_column(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "a,b\n3,5\nx,2\n")
    status, report = run(
        path, url, capsys, "--agency", "INST-B", "--period", "16", "--scale", "2004"
    )
    assert status == 1
    assert [(fault["row"], fault["column"]) for fault in report["errors"]] == [
        (0, "agency_code"),
        (0, "period"),
        (2, "b"),
        (3, "a"),
    ]


class House:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.place: Place = database.write(
            lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14))
        )
        self.app = create_app(settings_for(database), database)

    def upload(self, person: Staff, text: str, lang: str = "id", **fields: str) -> Any:
        sent = [("files", ("lama.csv", text.encode()))]
        data = {"_token": person.token, "kind": "table", "scale": "", "u8": "", **fields}
        return person.request("POST", f"/registry/older?lang={lang}", data=data, files=sent)


def test_the_page_asks_takes_shows_apart_and_takes_back(database: Database) -> None:
    house = House(database)
    operator = sign_in(house.app, database, Role.OPERATOR)
    unsaid = house.upload(operator, GOOD)
    assert unsaid.status_code == 422
    assert "2004 atau 2017" in unsaid.text
    faulty = house.upload(operator, GOOD, scale="2017")
    assert faulty.status_code == 422
    assert "dua urutan beredar" in faulty.text
    done = house.upload(operator, GOOD, scale="2017", u8="facilities")
    assert done.status_code == 200
    public = Staff(house.app, None).get("/units/UNIT-A").text
    assert "78,25" in public
    assert "tidak disambung ke tren" in public
    head = sign_in(house.app, database, Role.AGENCY_HEAD, agency_id=house.place.agency_id)
    assert "tidak disambung ke tren" in head.get("/dashboard?unit=UNIT-A").text
    # The agency's year holds the unit's half-year, which everybody has seen.
    assert "80,10" not in head.get("/dashboard").text
    [number] = database.read(
        lambda c: list(
            c.execute(select(OlderResult.id).where(OlderResult.unit_id.is_not(None))).scalars()
        )
    )
    assert operator.send(f"/registry/older/{number}/remove").status_code == 303
    assert "78,25" not in Staff(house.app, None).get("/units/UNIT-A").text


def test_what_is_odd_or_wrong_is_said_in_the_language_of_the_page(database: Database) -> None:
    house = House(database)
    operator = sign_in(house.app, database, Role.OPERATOR)
    columns = ",".join(f"u{number}" for number in range(1, 10))
    odd = f"unit_code,period,index,grade,{columns}\nUNIT-A,2018-1,70.5,A,{','.join(['90'] * 9)}\n"
    said = {
        "id": ("70,50 jauh dari rata-rata unsurnya, 90,00", "tercetak A, tetapi nilai 70,50"),
        "en": ("70.50 is far from the mean of its elements, 90.00", "printed as A, but 70.50 has"),
    }
    for lang, sentences in said.items():
        page = house.upload(operator, odd, lang, scale="2017", u8="facilities").text
        for sentence in sentences:
            assert sentence in page
    wrong = house.upload(operator, "unit_code,period,index\nUNIT-A,2018-1,12\n", "en", scale="2017")
    assert "is no value; give 25 to 100" in wrong.text
    assert "bukan nilai" not in wrong.text


def test_the_sheets_of_a_whole_agency_come_in_by_the_page(database: Database) -> None:
    house = House(database)
    operator = sign_in(house.app, database, Role.OPERATOR)
    agency = database.read(
        lambda c: c.execute(
            select(Agency.code).where(Agency.id == house.place.agency_id)
        ).scalar_one()
    )
    columns = [f"u{number}" for number in range(1, 10)]
    sheets = "\n".join([",".join(columns), *[",".join("343434343")] * 30])
    given = {"kind": "matrix", "scale": "2017", "u8": "facilities", "period": "2016-2"}
    unsaid = house.upload(operator, sheets, **given)
    assert unsaid.status_code == 422
    assert "Pilih unit atau instansi" in unsaid.text
    assert f'value="agency:{agency}"' in unsaid.text
    done = house.upload(operator, sheets, place=f"agency:{agency}", **given)
    assert done.status_code == 200
    [line] = database.read(older_results.all_older)
    assert (line.unit_name, line.respondents, str(line.index)) == (None, 30, "86.11")


def test_an_operator_of_one_agency_does_not_bring_in_results_of_others(database: Database) -> None:
    house = House(database)
    operator = sign_in(house.app, database, Role.OPERATOR, agency_id=house.place.agency_id)
    assert operator.get("/registry/older").status_code == 404
    assert house.upload(operator, GOOD, scale="2017", u8="facilities").status_code == 404


def graded(url: str, folder: Path, capsys: pytest.CaptureFixture[str], *cells: str) -> Any:
    """What is kept of one row, and what is said of it."""
    path = written(folder, f"unit_code;period;index;grade\nUNIT-A;2018-2;{';'.join(cells)}\n")
    status, report = run(path, url, capsys, "--scale", "2017")
    lines = lines_of(url, 1)
    kept = [(str(line.index), line.grade.value) for line in lines]
    return status, kept, report["warnings"], report["errors"]


@pytest.mark.parametrize(
    ("cell", "beside", "kept"),
    [
        ("3,5322", "B", ("88.30", "B")),
        ("3,5322", "a", ("88.31", "A")),
        ("604/171", "", ("88.30", "B")),
        ("88,30", "", ("88.30", "B")),
        ("3,53216374269", "", ("88.30", "B")),
        ("4", "A", ("100.00", "A")),
    ],
)
def test_a_printed_grade_or_the_answers_themselves_settle_a_grade(
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cell: str,
    beside: str,
    kept: tuple[str, str],
) -> None:
    assert graded(url, tmp_path, capsys, cell, beside) == (0, [kept], [], [])


@pytest.mark.parametrize(
    ("cell", "beside", "kept", "column", "said"),
    [
        ("3,5322", "", ("88.30", "B"), "index", "88,30 sampai 88,31, mutu B/A; disimpan 88,30"),
        ("88,305", "", ("88.30", "B"), "index", "604/171"),
        ("65", "", ("65.00", "C"), "index", "mutu D/C; disimpan 65,00, mutu C"),
        ("3,40", "A", ("85.00", "B"), "grade", "tercetak A, tetapi nilai 85,00 bermutu B"),
    ],
)
def test_where_a_print_leaves_the_grade_open_the_import_says_so_and_takes_no_better_one(
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cell: str,
    beside: str,
    kept: tuple[str, str],
    column: str,
    said: str,
) -> None:
    status, lines, [warning], errors = graded(url, tmp_path, capsys, cell, beside)
    assert (status, lines, errors) == (0, [kept], [])
    assert (warning["row"], warning["column"]) == (2, column)
    assert said in warning["message"]


@pytest.mark.parametrize(
    ("cell", "beside", "column", "said"),
    [
        ("3,5", "", "index", "mutu B/A; beri jumlah/banyaknya"),
        ("604/19", "", "index", "604/171 untuk 19 lembar"),
        ("80", "E", "grade", "isi A, B, C, D"),
    ],
)
def test_a_value_that_cannot_tell_its_grade_is_refused_with_what_would(
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cell: str,
    beside: str,
    column: str,
    said: str,
) -> None:
    status, lines, _, [fault] = graded(url, tmp_path, capsys, cell, beside)
    assert (status, lines, fault["row"], fault["column"]) == (1, [], 2, column)
    assert said in fault["message"]


def test_every_older_result_can_be_found_and_taken_back_however_many_there_are(
    database: Database,
) -> None:
    house = House(database)
    operator = sign_in(house.app, database, Role.OPERATOR)
    periods = [f"{year}-{month:02}" for year in range(2010, 2021) for month in range(1, 13)]
    rows = [f"UNIT-A,{each},80,40" for each in periods]
    table = "\n".join(["unit_code,period,index,respondents", *rows])
    assert house.upload(operator, table, scale="2017").status_code == 200
    pages = [operator.get(f"/registry/older?page={page}").text for page in (1, 2, 3)]
    assert all("132 hasil" in page for page in pages)
    assert "Halaman 1 dari 3" in pages[0]
    assert 'href="/registry/older?page=2#stored"' in pages[0]
    shown = [re.findall(r"older/(\d+)/remove", page) for page in pages]
    assert [len(each) for each in shown] == [50, 50, 32]
    assert len({number for each in shown for number in each}) == len(periods)
    last = shown[2][-1]
    gone = operator.send(f"/registry/older/{last}/remove", {"page": "3"})
    assert gone.headers["location"] == "/registry/older?page=3#stored"
    assert f"older/{last}/remove" not in operator.get("/registry/older?page=3").text
    assert "Halaman 3 dari 3" in operator.get("/registry/older?page=99").text
    public = Staff(house.app, None).get("/units/UNIT-A").text
    assert "Tampilkan 123 lagi" in public
    assert public.count("80,00") == len(periods) - 1
