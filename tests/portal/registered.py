"""A portal over two agencies with one unit and one counter each, and how its forms answer."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database
from portal.settings import Settings
from surveys.rules.codes import complete_counter_code
from tests.builders import Place, build_place
from tests.portal.staff import Staff, sign_in

CODE_A = complete_counter_code(b"a" * 14)
CODE_B = complete_counter_code(b"b" * 14)


class Registry:
    """A portal over two agencies with one unit and one counter each."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self.database = database
        self.own: Place = database.write(lambda c: build_place(c, "A", public_code=CODE_A))
        self.other: Place = database.write(lambda c: build_place(c, "B", public_code=CODE_B))
        settings = Settings(database_url=database.url, background=False, data_dir=data_dir)
        self.app: App = create_app(settings, database)

    def operator(self, **reach: int | None) -> Staff:
        """An operator, of the province unless limited."""
        return sign_in(self.app, self.database, Role.OPERATOR, **reach)

    def limited(self) -> Staff:
        """An operator of the first agency alone."""
        return self.operator(agency_id=self.own.agency_id)

    def rows(self, table: Any, *columns: str) -> list[tuple[Any, ...]]:
        """Columns of a table, in the order of its rows."""
        wanted = select(*(getattr(table, name) for name in columns)).order_by(table.id)
        return [tuple(row) for row in self.database.read(lambda c: c.execute(wanted).all())]


def summary_of(answer: httpx.Response) -> list[tuple[str, str]]:
    """The error summary: where each line leads, and its words."""
    found = re.search(r'<div class="error-summary".*?</div>', answer.text, re.DOTALL)
    assert found is not None, answer.text
    lines = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', found.group())
    return [(target, unescape(words)) for target, words in lines]


def ids_of(answer: httpx.Response) -> list[str]:
    """What a link of a page can lead to in it."""
    return re.findall(r'\bid="([^"]+)"', answer.text)


def upload(person: Staff, *files: tuple[str, bytes]) -> httpx.Response:
    """Send files; what the page says once the background has brought them in."""
    sent = [("files", (name, content)) for name, content in files]
    answer = person.request("POST", "/registry/import", data={"_token": person.token}, files=sent)
    if answer.status_code != 303:
        return answer
    person.app.portal.imports.do_next()
    return person.get(answer.headers["location"])


def folder(path: Path) -> list[tuple[str, bytes]]:
    """The files of a folder, as a form sends them."""
    return [(file.name, file.read_bytes()) for file in sorted(path.glob("*.csv"))]
