"""Health, readiness and figures tell the truth."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from portal.app import create_app
from surveys.errors import Busy
from tests.builders import build_draft, build_place
from tests.databases import new_database
from tests.portal.conftest import PUBLIC_CODE, Asked, settings_for


def figures(answer: httpx.Response) -> dict[str, int]:
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {line.split()[0]: int(line.split()[1]) for line in lines}


def test_a_portal_that_takes_answers_is_alive_and_ready(portal: Asked) -> None:
    assert portal.get("/healthz").json() == {"status": "ok"}
    assert portal.get("/readyz").status_code == 200


def test_the_figures_count_what_was_stored_and_are_for_this_machine_alone(portal: Asked) -> None:
    portal.send(u1="4")
    portal.send(u1="3")
    found = figures(portal.get("/metrics"))
    assert found["suara_responses_stored_total"] == 2
    assert found["suara_queue_waiting"] == 0
    assert found["suara_database_taking"] == 1
    passed_on = portal.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"})
    assert passed_on.status_code == 404


def test_the_figures_say_how_many_comments_wait_to_be_read(portal: Asked) -> None:
    assert figures(portal.get("/metrics"))["suara_texts_waiting"] == 0
    portal.send(u1="4", comment="Antrean lama")
    portal.send(u1="4")
    assert figures(portal.get("/metrics"))["suara_texts_waiting"] == 1


def test_a_portal_whose_file_is_locked_says_that_it_is_not_ready_and_thanks_nobody(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.db"
    database = new_database(path)
    place = database.write(lambda c: build_place(c, public_code=PUBLIC_CODE))
    portal = Asked(create_app(settings_for(database), database), database, place)
    database.write(lambda c: c.exec_driver_sql("pragma busy_timeout = 20") and None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Busy):
        database.writer.store(build_draft(place, "k"))
    answer = portal.send(u1="4", comment="Masih di sini")
    assert answer.status_code == 503
    assert "Masih di sini" in answer.text
    ready = portal.get("/readyz")
    assert (ready.status_code, ready.headers["retry-after"]) == (503, "5")
    assert ready.json()["why"] == "the database takes no answers"
    assert figures(portal.get("/metrics"))["suara_database_taking"] == 0
    assert portal.get("/healthz").status_code == 200
    other.execute("rollback")
    other.close()
    assert portal.get(f"/s/{PUBLIC_CODE}").status_code == 200
    database.close()
    assert portal.get("/readyz").json()["why"] == "the writer has stopped"
