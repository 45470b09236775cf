"""The floors of the house: imports go down only, read from every file as it stands."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from surveys.migrations import HEAD

ROOT = Path(__file__).parent.parent
PARTS = ("portal", "surveys", "ml")
FIELD_LIBRARIES = {"sqlalchemy"}
NUMBER_LIBRARIES = {"numpy", "scipy", "sklearn", "stdnum", "threadpoolctl"}


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.lineno, node.module or ""


def files_of(part: str) -> list[Path]:
    return sorted((ROOT / part).rglob("*.py"))


def allowed(path: Path, module: str) -> bool:
    """Whether the file may import the module, by the floor on which it stands."""
    top = module.split(".")[0]
    if top in sys.stdlib_module_names:
        return True
    inside = path.relative_to(ROOT).parts
    if inside[0] == "ml":
        return top in NUMBER_LIBRARIES | {"ml"}
    if inside[0] == "surveys":
        if inside[1] == "rules":
            return module.startswith("surveys.rules")
        if inside[1] == "tables":
            return top in FIELD_LIBRARIES or module.startswith("surveys.tables")
        if inside[1] == "migrations":
            return top in FIELD_LIBRARIES | {"alembic"} or module.startswith("surveys")
        return top in FIELD_LIBRARIES or (
            top == "surveys" and not module.startswith("surveys.migrations")
        )
    return top != "tests"


@pytest.mark.parametrize("part", PARTS)
def test_imports_go_down_only(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {module}"
        for path in files_of(part)
        for line, module in imports_of(path)
        if not allowed(path, module)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_rules_know_no_clock_and_no_chance() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {module}"
        for path in files_of("surveys/rules")
        for line, module in imports_of(path)
        if module.split(".")[0] in {"random", "secrets", "time", "os", "uuid"}
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_edge_of_the_portal_commits() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for part in ("surveys", "ml")
        for path in files_of(part)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]
    assert not wrong, "\n".join(wrong)


def test_controllers_hold_no_query() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {module}"
        for path in files_of("portal/controllers")
        for line, module in imports_of(path)
        if module.startswith("surveys.tables")
    ]
    assert not wrong, "\n".join(wrong)


def test_templates_hold_no_inline_style_and_no_address_elsewhere() -> None:
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for forbidden in (' style="', "https://", "http://", '<script src="//', " onclick="):
            if forbidden in text:
                wrong.append(f"{path.relative_to(ROOT)}: {forbidden}")
    assert not wrong, "\n".join(wrong)


def test_the_newest_step_of_the_tables_is_the_one_that_starts_look_for() -> None:
    steps = sorted((ROOT / "surveys" / "migrations" / "versions").glob("[0-9]*.py"))
    assert steps[-1].name.partition("_")[0] == HEAD
