"""A copy while the portal serves, and back again: whole, or not at all."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from portal.cli import main
from portal.database import Database, open_database
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import Agency, AuditEntry, Response
from tests.builders import build_draft, build_place


def answers_in(url: str) -> int:
    database = open_database(url)
    try:
        return len(database.read(lambda c: c.execute(select(Response.id)).all()))
    finally:
        database.close()


def filled(url: str, count: int) -> Database:
    database = open_database(url)
    place = database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    database.write(
        lambda c: store_drafts(c, [build_draft(place, f"k-{n:018d}") for n in range(count)])
    )
    return database


def test_a_copy_made_while_answers_come_in_is_whole_and_comes_back(
    database_url: str, tmp_path: Path
) -> None:
    database = filled(database_url, 40)
    stop = threading.Event()

    def go_on_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            code = f"N-{number}"
            database.write(
                lambda c, code=code: c.execute(insert(Agency).values(code=code, name="x"))
            )

    writing = threading.Thread(target=go_on_writing)
    writing.start()
    try:
        status = main(["backup", str(tmp_path / "copy"), "--database", database_url])
    finally:
        stop.set()
        writing.join()
        database.close()
    assert status == 0
    more = filled_again(database_url)
    assert more == 41
    assert main(["restore", str(tmp_path / "copy"), "--database", database_url]) == 0
    assert answers_in(database_url) == 40
    back = open_database(database_url)
    actions = back.read(lambda c: list(c.execute(select(AuditEntry.action)).scalars()))
    back.close()
    assert actions[-1] == "restored"


def filled_again(url: str) -> int:
    """One more answer, which the copy does not hold."""
    database = open_database(url)
    place = database.write(
        lambda c: build_place(c, "Z", public_code=complete_counter_code(b"z" * 14))
    )
    database.write(lambda c: store_drafts(c, [build_draft(place, "later-00000000000000")]))
    database.close()
    return answers_in(url)


def test_nothing_is_put_back_while_somebody_is_connected(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = filled(database_url, 3)
    assert main(["backup", str(tmp_path / "copy"), "--database", database_url]) == 0
    database.read(lambda c: c.execute(select(Response.id)).all())
    assert main(["restore", str(tmp_path / "copy"), "--database", database_url]) == 1
    assert capsys.readouterr().err
    database.close()
    assert answers_in(database_url) == 3


def test_a_file_that_is_no_copy_leaves_everything_as_it_was(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(database_url, 3).close()
    (tmp_path / "broken").write_bytes(b"no copy at all" * 100)
    assert main(["restore", str(tmp_path / "broken"), "--database", database_url]) == 1
    assert capsys.readouterr().err
    assert answers_in(database_url) == 3
