"""Whoever opens an export in a spreadsheet, cut at commas or at semicolons, runs nothing by it."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update

from portal.documents.tables import write_tables
from surveys.exchange_export import outgoing
from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, Response, Service, Unit
from tests.builders import NOW, build_place
from tests.databases import new_database
from tests.portal.libreoffice import convert

FORMULA = "=1+1"
HOSTILE = (
    FORMULA,
    "+1+1",
    "@SUM(1;1)",
    "-1-1",
    '=HYPERLINK("http://contoh.go.id";"klik")',
    f"antre lama;{FORMULA}",
    f"antre lama\n{FORMULA}",
    f"antre lama\t{FORMULA}",
    f'antre lama;"{FORMULA}"',
    f"'{FORMULA}",
)
SEPARATORS = {"comma": 44, "semicolon": 59}


def fill(connection: Connection) -> None:
    """Names that are formulas, and answers with comments that are."""
    place = build_place(connection, public_code=complete_counter_code(b"a" * 14))
    connection.execute(update(Unit).values(name=FORMULA))
    connection.execute(update(Service).values(name=f"Layanan;{FORMULA}"))
    at = {"counter_id": place.counter_id, "unit_id": place.unit_id, "local_date": NOW.date()}
    for number, text in enumerate(HOSTILE, start=1):
        answer = {"issued_on": NOW.date(), "form_key": f"K{number}", "digest": ""}
        said = {"submitted_at": NOW, "questionnaire_id": 1, "channel": "qr", "u1": 1}
        connection.execute(insert(Response).values(id=number, **answer, **said, **at))
        case = {"text": text, "receipt": str(number), "read_by": "x"}
        connection.execute(insert(Complaint).values(id=number, **case, **at))


def opened(folder: Path, *files: Path, infilter: str = "") -> str:
    """What LibreOffice makes of files, as one flat XML each: a formula stands there by name.

    A text file is opened with the wish to run formulas, which it does not do unasked.
    """
    options = (f"--infilter={infilter}",) if infilter else ()
    convert(folder, files, "fods", folder / "made", *options)
    made = sorted((folder / "made").glob("*.fods"))
    assert len(made) == len(files)
    return "".join(file.read_text(encoding="utf-8") for file in made)


def as_text(separator: int) -> str:
    return f"CSV:{separator},34,76,1,,0,false,true,false,false,false,-1,true"


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
def test_no_cell_of_a_text_file_runs_however_it_is_cut(tmp_path: Path, separator: int) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    database.read(lambda c: write_tables(outgoing(c), tmp_path / "out", "csv", 1, lambda *_: None))
    database.close()
    names = ("units.csv", "services.csv", "responses.csv")
    cells = opened(tmp_path, *(tmp_path / "out" / n for n in names), infilter=as_text(separator))
    assert "1+1" in cells
    assert "table:formula" not in cells


def test_this_program_runs_what_is_not_marked(tmp_path: Path) -> None:
    file = tmp_path / "plain.csv"
    file.write_text(f"nama;komentar\n{FORMULA}\nA;{FORMULA}\n", encoding="utf-8")
    assert "table:formula" in opened(tmp_path, file, infilter=as_text(44))


def test_no_cell_of_a_workbook_runs(tmp_path: Path) -> None:
    database = new_database(tmp_path / "suara.db")
    database.write(fill)
    database.read(lambda c: write_tables(outgoing(c), tmp_path / "out", "xlsx", 1, lambda *_: None))
    database.close()
    cells = opened(tmp_path, *sorted((tmp_path / "out").glob("*.xlsx")))
    assert "1+1" in cells
    assert "table:formula" not in cells
