"""A folder of models that belongs to somebody else stops nothing that can go on without it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal import closed_models, labelling
from portal.access import Role
from portal.app import create_app
from portal.closed_models import UNREADABLE, UNWRITABLE, trouble_with, what_to_do
from portal.database import Database
from portal.labelling import promoted_version
from portal.relearning import Relearning, ask_to_learn
from tests import trained
from tests.portal.conftest import settings_for
from tests.portal.staff import sign_in

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks owns nothing below the folder of the test, as whoever runs tests may not be."""

    def may(path: str | Path, wanted: int) -> bool:
        on_the_way = [one for one in Path(path).parents if tmp_path in one.parents]
        if not Path(path).exists() or not all(one.stat().st_mode & 1 for one in on_the_way):
            return False
        return Path(path).stat().st_mode & wanted == wanted

    monkeypatch.setattr(os, "access", may)


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize(
    ("mode", "trouble"), [(0o755, UNWRITABLE), (0o700, UNREADABLE), (0o777, None)]
)
def test_what_is_wrong_with_a_folder_is_said_with_the_way_out(
    tmp_path: Path, mode: int, trouble: str | None
) -> None:
    folder = tmp_path / "data" / "models"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o755)
    folder.chmod(mode)
    assert trouble_with(folder) == trouble
    assert f"hak {mode:o}" in what_to_do(folder)
    assert f"chown -R {closed_models._name_of(os.geteuid())} {folder}" in what_to_do(folder)
    inside = folder / "not" / "there"
    assert trouble_with(inside) == trouble, "what is not there is to be made in what is"


@pytest.mark.usefixtures("stranger")
def test_a_closed_folder_is_told_and_comments_are_read_by_the_installations_own_version(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path))
    own = promoted_version(settings)
    assert own is not None
    installed = trained.models_folder()
    settings.models_dir.chmod(0o700)
    monkeypatch.setattr(labelling, "OWN_MODELS", tmp_path / "none")
    assert promoted_version(settings) == own, "a file that opens is read whatever was asked"
    monkeypatch.setattr(labelling, "OWN_MODELS", installed)
    assert labelling.models_folder(settings) == installed
    app = create_app(settings, database)
    assert "the folder of the classifier is closed" in caplog.text
    assert str(settings.models_dir) in caplog.text
    page = sign_in(app, database, Role.ADMINISTRATOR).get("/admin/model")
    assert page.status_code == 200
    assert UNREADABLE in page.text
    assert "chown -R" in page.text


def test_a_folder_that_cannot_be_written_stops_learning_and_nothing_else(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = settings_for(database, data_dir=trained.data_dir(tmp_path))
    ask_to_learn(settings, NOW)
    administrator = sign_in(create_app(settings, database), database, Role.ADMINISTRATOR)

    def refused(path: Path, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_text", refused)
    learning = Relearning(settings, database)
    for _ in range(3):
        learning.step(NOW)
    assert caplog.text.count("cannot learn again") == 1
    monkeypatch.setattr("portal.controllers.model.learning_since", lambda *_: None)
    for path, form in (
        ("/admin/model/train", {}),
        ("/admin/model/promote", {"version": str(promoted_version(settings))}),
    ):
        sent = administrator.send(path, form)
        assert sent.status_code == 409
        assert UNWRITABLE in sent.text
