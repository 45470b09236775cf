"""Damaged notes and versions of the reader break neither its page nor its commands, and mend."""

import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ml.corpus import read_examples
from ml.promotions import CURRENT, HISTORY, damaged
from portal import cli, jobs
from portal.access import Role
from portal.commands.learning import fingerprint
from portal.database import Database
from portal.jobs import Background
from portal.labelling import promoted_version
from portal.model_seal import models_key
from portal.settings import Settings
from surveys import readings
from surveys.rules.codes import complete_counter_code
from tests import trained
from tests.builders import NOW, build_place
from tests.damage import WAYS, damage
from tests.portal.complaint_desk import Desk
from tests.portal.test_jobs import all_read, until, write

ROOT = Path(__file__).parent.parent.parent


def later_versions(desk: Desk) -> list[str]:
    """Two more versions, put to use after the first."""
    folder, key = desk.app.portal.settings.models_dir, desk.app.portal.models_key
    return [trained.save(folder, NOW + timedelta(days=day), key=key) for day in (1, 2)]


@pytest.mark.parametrize("way", WAYS)
def test_with_a_damaged_note_the_page_tells_it_and_each_of_its_buttons_mends_it(
    desk: Desk, way: str
) -> None:
    administrator, settings = desk.as_(Role.ADMINISTRATOR), desk.app.portal.settings
    second, third = later_versions(desk)
    note = settings.models_dir / CURRENT
    for address, form, used in (
        ("promote", {"version": third}, third),
        ("roll-back", {}, second),
    ):
        damage(note, way)
        page = administrator.get("/admin/model")
        assert page.status_code == 200
        assert "berkas current) rusak. Tekan" in page.text
        assert "is damaged. Press" in administrator.get("/admin/model?lang=en").text
        assert page.text.count("Pakai versi ini</button>") == 3, "at the one in use, too"
        assert promoted_version(settings) == third
        assert administrator.send(f"/admin/model/{address}", form).status_code == 303
        assert promoted_version(settings) == used
        assert "rusak" not in administrator.get("/admin/model").text


@pytest.mark.parametrize("way", WAYS)
def test_with_a_damaged_history_the_page_tells_it_and_each_of_its_buttons_works(
    desk: Desk, way: str
) -> None:
    administrator, settings = desk.as_(Role.ADMINISTRATOR), desk.app.portal.settings
    first = promoted_version(settings)
    second, third = later_versions(desk)
    damage(settings.models_dir / HISTORY, way)
    assert "promotions.jsonl) rusak" in administrator.get("/admin/model").text
    back = administrator.send("/admin/model/roll-back")
    still_known = {"a byte": second, "half": first}.get(way)
    assert promoted_version(settings) == (still_known or third)
    assert ("pilih satu versi dari daftar" in back.text) == (still_known is None)
    assert administrator.send("/admin/model/promote", {"version": third}).status_code == 303
    assert promoted_version(settings) == third
    assert "rusak" not in administrator.get("/admin/model").text


@pytest.mark.parametrize("name", ["model.npz", "card.json"])
@pytest.mark.parametrize("way", WAYS)
def test_the_way_back_steps_over_a_damaged_version_that_the_page_names(
    desk: Desk, way: str, name: str
) -> None:
    administrator, settings = desk.as_(Role.ADMINISTRATOR), desk.app.portal.settings
    first = promoted_version(settings)
    second, _ = later_versions(desk)
    damage(settings.models_dir / second / name, way)
    page = administrator.get("/admin/model")
    assert page.status_code == 200
    told = page.text.partition("Tidak bisa dipakai.")
    assert second in told[0][-400:]
    refused = administrator.send("/admin/model/promote", {"version": second})
    assert refused.status_code == 409
    assert administrator.send("/admin/model/roll-back").status_code == 303
    assert promoted_version(settings) == first


@pytest.mark.parametrize("way", WAYS)
def test_comments_are_read_on_while_the_note_is_damaged(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    settings = Settings(database_url=database.url, data_dir=trained.data_dir(tmp_path))
    version = promoted_version(settings)
    for name in (CURRENT, HISTORY) if way == "a byte" else (CURRENT,):
        path = settings.models_dir / name
        if name == HISTORY:
            path.write_bytes(path.read_bytes() * 2)
        damage(path, way)
    background = Background(settings, database, models_key(database, settings))
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"f" * 14))
    )
    write(database, place, 0, 3)
    background.start()
    try:
        until(lambda: all_read(database))
    finally:
        background.stop()
    assert database.read(lambda c: readings.count_not_read_by(c, str(version))) == 0


@pytest.fixture
def suara(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUARA_DATA_DIR", str(trained.data_dir(tmp_path)))

    def run(*arguments: str, given: bytes = b"") -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        return cli.main(list(arguments))

    return run


@pytest.mark.parametrize("way", WAYS)
def test_texts_are_classified_by_the_last_whole_version_and_the_damage_is_told(
    suara: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    folder = tmp_path / "data" / "models"
    version = (folder / CURRENT).read_text().strip()
    damage(folder / CURRENT, way)
    line = json.dumps({"id": "a", "text": "antrean lama sekali"}).encode()
    assert suara("classify", given=line) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["id"] == "a"
    assert f"rusak; sementara ini dipakai versi {version}" in printed.err
    (folder / HISTORY).unlink()
    assert suara("classify", given=line) == 1
    printed = capsys.readouterr()
    assert "belum ada versi utuh" in printed.err
    assert "Traceback" not in printed.err


def few_texts(tmp_path: Path) -> Path:
    lines = (ROOT / "ml" / "corpus" / "adm.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines), encoding="utf-8")
    return few


@pytest.mark.parametrize("way", WAYS)
def test_whoever_asks_whether_to_learn_again_is_told_of_a_damaged_note(
    suara: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    folder, few = tmp_path / "data" / "models", few_texts(tmp_path)
    version = (folder / CURRENT).read_text().strip()
    made_from = fingerprint(read_examples(few))
    (folder / "origins.json").write_text(json.dumps({version: made_from}))
    damage(folder / CURRENT, way)
    assert suara("train", "--data", str(few), "--if-changed") == 0
    told = capsys.readouterr().err
    assert f"rusak; sementara ini dipakai versi {version}" in told
    assert f"sudah yang terbaru: {version}" in told


def test_learning_again_mends_a_damaged_note_and_history(
    suara: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data" / "models"
    damage(folder / CURRENT, "a folder")
    damage(folder / HISTORY, "a byte")
    assert suara("train", "--data", str(few_texts(tmp_path)), "--json") == 0
    version = json.loads(capsys.readouterr().out)["version"]
    assert damaged(folder) == ()
    assert (folder / CURRENT).read_text().strip() == version
