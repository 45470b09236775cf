"""The desk of labels, what is said there of danger, and the versions of the model."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.access import Role
from portal.database import Database
from portal.explaining import Explainer
from portal.labelling import promoted_version
from surveys.tables import Complaint, Decision
from tests import trained
from tests.builders import NOW
from tests.portal.complaint_desk import CHAIRS, PRAISE, QUEUE, Desk, make_desk
from tests.portal.page_text import heading


def test_labels_are_checked_one_text_at_a_time_and_the_last_can_be_undone(desk: Desk) -> None:
    head = desk.head()
    page = head.get("/review").text
    assert heading(page) == "Tiga tulisan belum diperiksa."
    number = desk.numbers[CHAIRS]
    assert f'action="/review/{number}"' in page, "danger comes first"
    assert re.search(r'value="facilities" checked', page)
    sent = head.send(f"/review/{number}", {"labels": ["facilities"], "polarity": "complaint"})
    assert sent.status_code == 303
    page = head.get("/review").text
    assert heading(page) == "Dua tulisan belum diperiksa."
    (decision,) = re.findall(r'name="decision" value="(\d+)"', page)
    assert head.send("/review/undo", {"decision": decision}).status_code == 303
    assert heading(head.get("/review").text) == "Tiga tulisan belum diperiksa."
    assert desk.actions(number) == ["complaint_read", "complaint_withdrawn"]
    wrong = head.send(f"/review/{number}", {"labels": ["time"], "polarity": "other"})
    assert wrong.status_code == 422
    assert f'action="/review/{number}"' in wrong.text
    skipped = head.get(f"/review?skip={number}").text
    assert f'action="/review/{number}"' not in skipped
    assert desk.database.read(lambda c: c.execute(select(Decision.id)).all()) == []


@pytest.mark.parametrize("page", ["/complaints/{}/labels", "/review/{}"])
def test_chance_chooses_by_number_and_a_check_that_is_sent_twice_is_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    chosen = desk.numbers[QUEUE]
    monkeypatch.setattr("ml.review.in_random_part", lambda key: key == str(chosen))
    head, shown = desk.head(), [desk.numbers[text] for text in (QUEUE, CHAIRS, PRAISE)]
    for number in shown:
        for _ in range(2):
            form = {"labels": ["facilities"], "polarity": "complaint", "drawn": "1"}
            assert head.send(page.format(number), form).status_code == 303
    kept = desk.database.read(
        lambda c: c.execute(select(Decision.complaint_id, Decision.drawn).order_by("id")).all()
    )
    assert [tuple(row) for row in kept] == [(number, number == chosen) for number in shown]
    assert desk.actions(chosen) == ["complaint_read"]


def test_the_administrator_sees_versions_and_can_go_back(desk: Desk) -> None:
    administrator = desk.as_(Role.ADMINISTRATOR)
    settings = desk.app.portal.settings
    first = promoted_version(settings)
    second = trained.save(
        settings.models_dir,
        NOW + timedelta(days=1),
        promote=False,
        key=desk.app.portal.models_key,
    )
    page = administrator.get("/admin/model").text
    assert str(first) in page
    assert second in page
    assert "belum ada data" in page
    assert administrator.send("/admin/model/promote", {"version": second}).status_code == 303
    assert promoted_version(settings) == second
    assert administrator.send("/admin/model/roll-back").status_code == 303
    assert promoted_version(settings) == first
    assert administrator.send("/admin/model/promote", {"version": "../evil"}).status_code == 409
    assert promoted_version(settings) == first
    assert desk.head().get("/admin/model").status_code == 403


def test_a_foreign_version_and_a_broken_card_are_told_and_never_put_to_use(desk: Desk) -> None:
    administrator = desk.as_(Role.ADMINISTRATOR)
    settings = desk.app.portal.settings
    first = promoted_version(settings)
    foreign = trained.save(settings.models_dir, NOW + timedelta(days=1), promote=False)
    broken = trained.save(settings.models_dir, NOW + timedelta(days=2), promote=False)
    (settings.models_dir / broken / "card.json").write_text("{")
    page = administrator.get("/admin/model")
    assert page.status_code == 200
    for version, why in ((foreign, "tidak disegel oleh portal ini"), (broken, "tidak terbaca")):
        assert re.search(f"{version}.*?Tidak bisa dipakai.*?{why}", page.text, re.DOTALL)
        sent = administrator.send("/admin/model/promote", {"version": version})
        assert sent.status_code == 409
        assert why in sent.text
    assert promoted_version(settings) == first
    (settings.models_dir / "current").write_text(foreign)
    assert "Versi yang dipilih ditolak" in administrator.get("/admin/model").text
    assert "was refused" in administrator.get("/admin/model?lang=en").text
    (settings.models_dir / foreign / "card.json").unlink()
    assert promoted_version(settings) == first, "without a card it is none"
    assert "berkas current) rusak" in administrator.get("/admin/model").text


def test_a_false_alarm_is_cleared_and_can_be_raised_again_under_ones_name(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    head, number = desk.head(), desk.numbers[CHAIRS]
    page = head.get(f"/complaints/{number}").text
    assert heading(page).startswith("Tangani paling lambat ")
    assert "telepon 110 (polisi) atau 119 (ambulans)" in page
    assert head.send(f"/complaints/{number}/no-danger").status_code == 303
    page = head.get(f"/complaints/{number}?done=no-danger").text
    assert "Tercatat: tidak berbahaya." in page
    assert "Dinyatakan tidak berbahaya" in page, "in the history"
    assert "telepon 110" not in page
    assert "menyebut bahaya." not in head.get("/dashboard").text
    assert head.send(f"/complaints/{number}/danger").status_code == 303
    assert "Ditandai bahaya oleh" in head.get(f"/complaints/{number}").text
    assert desk.actions(number) == ["complaint_danger_cleared", "complaint_danger_marked"]
    praise = desk.numbers[PRAISE]
    assert head.send(f"/complaints/{praise}/danger").status_code == 303
    assert PRAISE in head.get("/complaints").text
    assert "2 suara menyebut bahaya." in head.get("/dashboard").text


def test_a_check_that_is_undone_takes_back_what_it_said_of_danger(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    head = desk.head()

    def stands(number: int) -> Sequence[object]:
        columns = Complaint.danger, Complaint.danger_by, Complaint.danger_on, Complaint.due_on
        asked = select(*columns, Complaint.status).where(Complaint.id == number)
        return tuple(desk.database.read(lambda c: c.execute(asked).one()))

    praise = desk.numbers[PRAISE]
    closed = update(Complaint).where(Complaint.id == praise).values(status="answered")
    desk.database.write(lambda c: c.execute(closed))
    for number, ticked in ((desk.numbers[CHAIRS], {}), (praise, {"danger": "1"})):
        before = stands(number)
        form = {"polarity": "praise", "danger_shown": "0" if ticked else "1", **ticked}
        assert head.send(f"/review/{number}", form).status_code == 303
        assert stands(number)[0] is bool(ticked)
        (decision,) = re.findall(r'name="decision" value="(\d+)"', head.get("/review").text)
        head.send("/review/undo", {"decision": decision})
        assert stands(number) == before
        assert desk.actions(number)[-2:] == ["complaint_danger_restored", "complaint_withdrawn"]


def test_who_saw_no_alarm_takes_none_away(desk: Desk) -> None:
    planner, head, number = desk.as_(Role.PLANNER), desk.head(), desk.numbers[PRAISE]
    shown = {"polarity": "praise", "danger_shown": "0"}
    assert head.send(f"/complaints/{number}/danger").status_code == 303
    assert planner.send(f"/review/{number}", shown).headers["location"] == "/review"
    assert "Ditandai bahaya oleh" in head.get(f"/complaints/{number}").text
    assert "complaint_danger_cleared" not in desk.actions(number)
    # A head who reads on is led to what somebody else marked meanwhile.
    other = desk.numbers[QUEUE]
    assert head.send(f"/complaints/{other}/danger").status_code == 303
    there = {"polarity": "complaint", "labels": ["time"], "danger_shown": "0"}
    sent = head.send(f"/review/{other}", there)
    assert sent.headers["location"] == f"/complaints/{other}?done=labels"


def test_the_desk_leads_on_to_danger_instead_of_filing_it(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[CHAIRS]
    page = head.get("/review").text
    assert re.search(r'name="danger" value="1"[^>]* checked', page)
    assert "Simpan, lalu tangani" in page
    assert 'name="danger_shown" value="1"' in page
    kept = {"polarity": "praise", "danger_shown": "1", "danger": "1"}
    sent = head.send(f"/review/{number}", kept)
    assert sent.headers["location"] == f"/complaints/{number}?done=labels"
    assert CHAIRS in head.get("/complaints").text, "praise or not, it still waits"
    page = head.get("/review").text
    assert "Simpan, berikutnya" in page
    missed = desk.numbers[PRAISE]
    ticked = {"polarity": "praise", "danger_shown": "0", "danger": "1"}
    assert head.send(f"/review/{missed}", ticked).status_code == 303
    assert "2 suara menyebut bahaya." in head.get("/dashboard").text
    unticked = {"polarity": "praise", "danger_shown": "1"}
    assert head.send(f"/review/{missed}", unticked).headers["location"] == "/review"
    assert desk.actions(missed) == [
        "complaint_danger_marked",
        "complaint_read",
        "complaint_danger_cleared",
    ]
    planner = desk.as_(Role.PLANNER)
    planned = planner.send(f"/review/{desk.numbers[QUEUE]}", ticked)
    assert planned.headers["location"] == "/review", "a planner answers no cases"


def test_what_the_box_said_is_kept_and_a_page_without_one_says_nothing(desk: Desk) -> None:
    head, number = desk.head(), desk.numbers[PRAISE]
    labels = {"labels": ["conduct"], "polarity": "praise"}
    head.send(f"/complaints/{number}/danger")
    head.send(f"/review/{number}", {**labels, "danger_shown": "0"})
    head.send(f"/complaints/{number}/labels", {**labels, "labels": ["time"]})
    head.send(f"/review/{number}", {**labels, "danger_shown": "1", "danger": "1"})
    kept = select(Decision.danger).where(Decision.complaint_id == number).order_by(Decision.id)
    assert desk.database.read(lambda c: c.execute(kept).scalars().all()) == [False, None, True]
