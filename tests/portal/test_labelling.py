"""Labelling everything that waits, and learning again, on the command line."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ml.registry import Registry
from portal import cli
from portal.commands.learning import split_corrections
from portal.corrections import examples_of_people
from portal.database import Database
from portal.labelling import label_everything
from portal.model_seal import key_at_hand, models_key
from portal.sealing import Unsealable, seal, unseal
from portal.settings import Settings
from surveys import case_steps, readings
from surveys.case_steps import Actor
from surveys.errors import Refused
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.scope import PlaceScope
from surveys.tables import Complaint, ComplaintLabel, Prediction
from tests import trained
from tests.builders import NOW, Place, build_draft, build_place
from tests.databases import new_database

TEXTS = [
    "antrean lama sekali, tiga jam menunggu baru dipanggil",
    "petugasnya ramah dan sabar, terima kasih",
    "diminta uang dua puluh ribu tanpa kuitansi oleh petugas loket biar cepat",
    ".",
]


def fill(database: Database, texts: list[str]) -> Place:
    place = database.write(
        lambda c: build_place(c, "A", public_code=complete_counter_code(b"e" * 14))
    )
    drafts = [
        build_draft(place, f"k{n}", comment=text, receipt=complete_receipt(bytes([n]) * 16))
        for n, text in enumerate(texts)
    ]
    database.write(lambda c: store_drafts(c, drafts))
    return place


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database.url, data_dir=trained.data_dir(tmp_path), background=False
    )


def test_everything_that_waits_is_read_once(database: Database, settings: Settings) -> None:
    fill(database, TEXTS)
    told: list[tuple[int, int]] = []
    assert label_everything(database, settings, lambda *at: told.append(at)) == len(TEXTS)
    assert told[-1] == (4, 4)
    assert label_everything(database, settings, lambda *at: told.append(at)) == 0
    rows = database.read(
        lambda c: c.execute(
            select(Complaint.polarity, Complaint.confidential).order_by(Complaint.id)
        ).all()
    )
    assert all(row.polarity for row in rows)
    assert rows[1].polarity == "praise"
    assert rows[2].confidential, "a levy must be held back for the inspector"
    assert rows[3].polarity == "other"
    labels = database.read(lambda c: c.execute(select(ComplaintLabel.label)).scalars().all())
    assert "time" in labels
    doubts = database.read(lambda c: c.execute(select(Prediction.polarity_doubt)).scalars().all())
    assert len(doubts) == len(TEXTS)
    assert all(doubt is not None and 0 <= doubt <= 1 for doubt in doubts)


def test_another_version_in_use_reads_everything_again(
    database: Database, settings: Settings
) -> None:
    fill(database, TEXTS)
    label_everything(database, settings, lambda *at: None)
    version = trained.save(
        settings.models_dir,
        trained.MADE_AT + timedelta(days=1),
        key=models_key(database, settings),
    )
    assert label_everything(database, settings, lambda *at: None) == len(TEXTS)
    assert database.read(lambda c: readings.count_not_read_by(c, version)) == 0


def test_a_classifier_that_somebody_else_put_there_reads_nothing(
    database: Database, settings: Settings
) -> None:
    fill(database, TEXTS)
    assert key_at_hand(settings) is None, "nothing was sealed yet"
    key = models_key(database, settings)
    assert key_at_hand(settings) == key
    trained.save(settings.models_dir, trained.MADE_AT + timedelta(days=1))
    with pytest.raises(Refused, match="suara train"):
        label_everything(database, settings, lambda *at: None)
    assert database.read(readings.count_unread) == len(TEXTS)
    trained.save(settings.models_dir, trained.MADE_AT + timedelta(days=2), key=key)
    assert label_everything(database, settings, lambda *at: None) == len(TEXTS)


def test_without_a_model_waiting_texts_are_refused_not_passed_over(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.labelling.OWN_MODELS", tmp_path / "nowhere")
    empty = Settings(database_url=database.url, data_dir=tmp_path / "empty")
    assert label_everything(database, empty, lambda *at: None) == 0
    fill(database, TEXTS[:1])
    with pytest.raises(Refused, match="suara train"):
        label_everything(database, empty, lambda *at: None)


def test_decisions_of_people_are_learnt_from_and_some_are_kept_to_judge(
    database: Database, settings: Settings
) -> None:
    texts = [f"{TEXTS[0]}, loket {number}" for number in range(30)]
    fill(database, texts)
    label_everything(database, settings, lambda *at: None)
    actor = Actor(1, "kepala", PlaceScope())
    from portal.access import Role
    from tests.portal.staff import add_account

    add_account(database, Role.AGENCY_HEAD)
    numbers = database.read(
        lambda c: (
            c.execute(
                select(Complaint.id).where(Complaint.confidential.is_(False)).order_by(Complaint.id)
            )
            .scalars()
            .all()
        )
    )
    for number in numbers:
        database.write(
            lambda c, number=number: case_steps.decide(
                c, number, actor, ["time"], "complaint", None, NOW
            )
        )
    found = examples_of_people(settings)
    assert {example.text for example in found} <= set(texts)
    assert {example.labels for example in found} == {("time",)}
    assert {example.style for example in found} == {("danger_unasked",)}, "no form had its box"
    learnt, frozen = split_corrections(found)
    assert learnt
    assert frozen
    assert not {one.id for one in learnt} & {one.id for one in frozen}
    assert split_corrections(list(reversed(found)))[1][::-1] == frozen


def suara(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUARA_DATA_DIR", str(tmp_path / "data"))
    return cli.main(list(arguments))


def test_train_registers_a_version_says_how_good_it_is_and_skips_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = Path(__file__).parent.parent.parent / "ml" / "corpus" / "adm.jsonl"
    lines = corpus.read_text(encoding="utf-8").splitlines()[:300]
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines), encoding="utf-8")
    command = ("train", "--data", str(few), "--json", "--if-changed")
    assert suara(tmp_path, monkeypatch, *command) == 0
    printed = capsys.readouterr()
    assert "tidak disegel" in printed.err, "no portal has a database here"
    assert "SUARA_DATABASE_URL" in printed.err
    document = json.loads(printed.out)
    assert {"version", "macro_f1", "polarity_f1", "per_label", "ece", "promoted", "why"} <= set(
        document
    )
    assert document["promoted"]
    assert len(document["per_label"]) == 11
    registry = Registry(tmp_path / "data" / "models")
    assert registry.current() == document["version"]
    assert suara(tmp_path, monkeypatch, *command) == 0
    assert [card.version for card in registry.versions()] == [document["version"]]
    assert not (tmp_path / "data" / "suara.db").exists()


def test_train_names_every_line_it_cannot_learn_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": "1", "text": "antre", "labels": ["waktu"], "polarity": "complaint"},
        {"id": "2", "text": "antre", "labels": ["time"], "polarity": "complaint"},
        {"id": "3", "text": "antre", "labels": [], "polarity": "marah"},
    ]
    bad.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert suara(tmp_path, monkeypatch, "train", "--data", str(bad)) == 1
    problem = capsys.readouterr().err
    assert "bad.jsonl:1" in problem
    assert "bad.jsonl:2" not in problem
    assert "bad.jsonl:3" in problem
    assert not (tmp_path / "data").exists()


def test_training_beside_a_serving_portal_does_not_wait_for_it(tmp_path: Path) -> None:
    database = new_database(tmp_path / "held.db")
    try:
        settings = Settings(database_url=database.url, data_dir=tmp_path)
        assert examples_of_people(settings) == ()
    finally:
        database.close()


def test_names_are_sealed_and_only_the_right_key_opens_them() -> None:
    from ml.redaction import redact

    text = "Pak Suhendra di loket 2 minta uang, hubungi 081234567890"
    sealed = seal("kunci", text, redact(text).spans)
    assert sealed is not None
    assert b"Suhendra" not in sealed
    assert any("Suhendra" in name for name in unseal("kunci", sealed))
    assert not any("0812" in name for name in unseal("kunci", sealed))
    for key, content in (("lain", sealed), ("", sealed), ("kunci", sealed[:-1] + b"x")):
        with pytest.raises(Unsealable):
            unseal(key, content)
    assert seal("", text, redact(text).spans) is None
    assert seal("kunci", "tanpa nama", []) is None
    assert seal("kunci", text, redact(text).spans) != sealed
