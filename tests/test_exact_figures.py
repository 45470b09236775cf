"""Figures of the index are fractions rounded once, half up: one and the same on every way out."""

import ast
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from portal.app import create_app
from portal.database import Database
from portal.documents.making import Making
from portal.documents.report import report_pdf
from portal.documents.workbook import report_xlsx
from surveys import publication
from surveys.responses import store_drafts
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.periods import parse_period
from tests.builders import NOW, build_draft, build_place
from tests.portal.conftest import PUBLIC_CODE, settings_for
from tests.portal.paper import text_of
from tests.portal.staff import Staff

ROOT = Path(__file__).parent.parent
FIGURES = frozenset({"mean", "weighted", "index", "index_raw", "points", "exact"})
"""What the field calls its exact figures."""

DAY = date(2026, 8, 3)
Q3 = parse_period("2026-Q3")


def exact_within(node: ast.AST) -> bool:
    """Whether an expression reads an exact figure."""
    return any(isinstance(part, ast.Attribute) and part.attr in FIGURES for part in ast.walk(node))


def rounded_by_float(tree: ast.AST) -> Iterator[int]:
    """Lines on which a figure is rounded as a binary number would be, or half to even."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            rounds = any(
                isinstance(part, ast.Constant) and str(part.value)[-1:] in "efg%"
                for part in ast.walk(node.format_spec)
            )
            if rounds and exact_within(node.value):
                yield node.lineno
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"round", "format"}
            and exact_within(node.args[0])
        ):
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        'f"{float(answers.mean):.4f}"',
        "round(float(each.mean), 4)",
        "round(figures.index, 1)",
        'format(each.points, ".2f")',
    ],
)
def test_a_rounding_by_binary_numbers_is_recognised(line: str) -> None:
    assert list(rounded_by_float(ast.parse(line))) == [1]


def test_no_exact_figure_is_rounded_by_binary_numbers() -> None:
    files = [path for part in ("surveys", "portal") for path in sorted((ROOT / part).rglob("*.py"))]
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in rounded_by_float(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_a_mean_that_lies_on_the_half_is_rounded_up_on_every_way_out(database: Database) -> None:
    """31 times 3 and once 4 is 97/32, 3.03125: binary numbers and halves to even make it 3.0312."""

    def fill(connection: Connection) -> None:
        place = build_place(connection, public_code=PUBLIC_CODE)
        drafts = [
            replace(
                build_draft(place, f"a-{n}", scores=((4 if n == 0 else 3),) * 9),
                local_date=DAY,
                issued_on=DAY,
                submitted_at=datetime(2026, 8, 3, 3, tzinfo=UTC),
            )
            for n in range(32)
        ]
        store_drafts(connection, drafts)
        publication.refresh_all(connection, NOW, 5)

    database.write(fill)
    public = Staff(create_app(settings_for(database), database), None)
    rows = public.get("/units/UNIT-A/results.csv?period=2026-Q3").text.splitlines()
    assert [row.split(",")[4] for row in rows[2:11]] == ["3.0313"] * 9
    told = json.loads(public.get("/api/v1/units/UNIT-A").text)
    [quarter] = told["quarters"]
    assert {each["mean"] for each in quarter["elements"].values()} == {3.0313}
    making = Making(DAY, "https://skm.example.go.id")
    handed_on = database.read(lambda c: public_report_of(c, "UNIT-A", Q3, 5))
    within = database.read(lambda c: report_of(c, "UNIT-A", Q3.first_day, Q3.last_day, 5))
    for report in (handed_on, within):
        text = text_of(report_pdf(report, making))
        assert text.count("3,0313") >= 9
        assert "3,0312" not in text
        book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report, making)))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        assert [cell for sheet in sheets for row in sheet for cell in row].count(3.03125) >= 9
