"""The example workbook holds every table and column that an import reads, and imports as it is."""

from pathlib import Path

import pytest

from portal.documents.import_example import GUIDE, MEANINGS, example_xlsx, tables
from portal.spreadsheets import read_source
from surveys.exchange_responses import RESPONSE_COLUMNS
from surveys.exchange_rows import FILES, REGISTRY_COLUMNS


def test_every_sheet_and_column_of_the_import_stands_in_the_example(tmp_path: Path) -> None:
    path = tmp_path / "contoh.xlsx"
    path.write_bytes(example_xlsx())
    sheets = {sheet.name: sheet for sheet in read_source(path)}
    assert list(sheets) == list(FILES)
    assert GUIDE not in sheets
    for name in FILES:
        expected = RESPONSE_COLUMNS if name == "responses" else REGISTRY_COLUMNS[name]
        assert sheets[name].header == list(expected)
        assert sheets[name].rows == []


@pytest.mark.parametrize("table", FILES)
def test_every_column_says_what_goes_into_it(table: str) -> None:
    [shown] = [one for one in tables() if one.name == table]
    assert shown.meaning
    assert all(MEANINGS[column.name] for column in shown.columns)
    assert any(column.required for column in shown.columns)
