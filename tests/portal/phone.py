"""A citizen's phone in Chromium: what a thumb does, and what came of it."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.portal.conftest import Served

PICTURES = os.environ.get("SUARA_PICTURES", "")


def tap(page: Any, **answers: str) -> None:
    """Choose answers by the names of their fields."""
    for name, value in answers.items():
        page.locator(f'[name="{name}"][value="{value}"]').check()


def send(page: Any) -> None:
    """Press the button at the foot."""
    page.locator(".send > div > button").click()


def stored(served: Served) -> list[tuple[Any, ...]]:
    """The first three answers of every stored response."""
    rows = served.rows("select u1, u2, u3 from response order by id")
    return [tuple(row) for row in rows]


def until(page: Any, expression: str) -> None:
    """Wait until an expression holds; the policy of the pages forbids the browser's own way."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        time.sleep(0.02)
    pytest.fail(f"never became true: {expression}")


def picture(page: Any, name: str) -> None:
    """Keep a picture of the page, where somebody asked for pictures."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
