"""The words that decided a label: found when somebody looks, and honest about whose they are."""

import html
import os
import re
import shutil
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database
from portal.labelling import label_everything
from portal.settings import Settings
from surveys import readings
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from tests import trained
from tests.builders import build_draft, build_place
from tests.portal.staff import Staff, sign_in
from tests.portal.test_jobs import until

TEXT = "antrean lama sekali, tiga jam menunggu baru dipanggil"
BY_READER = "Garis bawah: kata yang paling menentukan label."
BY_CURRENT = "Garis bawah: kata penentu menurut pembaca yang sekarang."
BY_NOBODY = "Kata penentunya belum bisa ditunjukkan."


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no reason for a test to fail."""
    monkeypatch.setattr("portal.explaining.LONGEST_WAIT_SECONDS", 60.0)


class Desk:
    """A head before one comment that the classifier has read."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.settings = Settings(
            database_url=database.url, data_dir=trained.data_dir(folder), background=False
        )
        place = database.write(
            lambda c: build_place(c, "A", public_code=complete_counter_code(b"x" * 14))
        )
        draft = build_draft(place, "k", comment=TEXT, receipt=complete_receipt(b"x" * 16))
        database.write(lambda c: store_drafts(c, [draft]))
        [(self.number, _)] = database.read(lambda c: readings.unread(c, 1))
        label_everything(database, self.settings, lambda *at: None)
        self.app: App = create_app(self.settings, database)
        self.head: Staff = sign_in(self.app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)

    def look(self, path: str | None = None) -> str:
        return html.unescape(self.head.get(path or f"/complaints/{self.number}").text)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database, tmp_path)
    yield made
    made.app.portal.explainer.stop()


def marks(page: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page)


def test_whoever_looks_sees_the_words_that_decided_by_the_version_that_read(desk: Desk) -> None:
    trained.save(
        desk.settings.models_dir,
        trained.MADE_AT + timedelta(days=1),
        key=desk.app.portal.models_key,
    )
    for path in (f"/complaints/{desk.number}", "/review"):
        page = desk.look(path)
        assert BY_READER in page, path
        assert marks(page), path
        assert all(mark in TEXT for mark in marks(page)), path


def test_where_that_version_is_gone_the_one_in_use_speaks_and_the_page_says_so(desk: Desk) -> None:
    shutil.rmtree(desk.settings.models_dir)
    trained.save(
        desk.settings.models_dir,
        trained.MADE_AT + timedelta(days=1),
        key=desk.app.portal.models_key,
    )
    page = desk.look()
    assert BY_CURRENT in page
    assert BY_READER not in page
    assert marks(page)
    english = desk.look(f"/complaints/{desk.number}?lang=en")
    assert "The version that read it is gone." in english


def test_a_changed_model_file_is_not_believed(desk: Desk) -> None:
    [model] = desk.settings.models_dir.glob("*/model.npz")
    model.write_bytes(model.read_bytes()[:-1] + b"x")
    page = desk.look()
    assert BY_NOBODY in page
    assert TEXT in page


def test_without_the_child_the_text_is_shown_all_the_same_and_the_next_look_has_marks(
    desk: Desk,
) -> None:
    assert marks(desk.look())
    child = desk.app.portal.explainer.child_pid
    assert child is not None
    os.kill(child, signal.SIGKILL)
    page = desk.look()
    assert BY_NOBODY in page
    assert TEXT in page
    assert marks(desk.look())
    assert desk.app.portal.explainer.child_pid != child


def test_a_page_is_not_held_up_while_the_child_starts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr("portal.explaining.LONGEST_WAIT_SECONDS", 0.0)
        page = desk.look()
    assert BY_NOBODY in page
    assert TEXT in page
    assert marks(desk.look())


def test_the_child_ends_after_a_while_without_a_look(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.explaining.IDLE_SECONDS", 0.0)
    assert marks(desk.look())
    until(lambda: desk.app.portal.explainer.child_pid is None)
    assert marks(desk.look())
