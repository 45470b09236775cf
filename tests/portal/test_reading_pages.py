"""Themes for heads, the quality of reading for administrators, and learning again by itself."""

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal import relearning
from portal.access import Role
from portal.case_words import spelled
from portal.controllers.model_quality import agreement_months, share_lines
from portal.database import Database, utc_now
from portal.explaining import Explainer
from portal.many_texts import look_over
from portal.relearning import Relearning, ask_to_learn, last_learnt, learning_since
from portal.review_desk import next_at_desk
from portal.settings import Settings
from portal.texts_child import answer
from surveys import reading_quality, readings, review
from surveys.case_steps import Actor, decide
from surveys.errors import Refused
from surveys.reading_quality import LabelShare, ReadTwice, Shares
from surveys.responses import store_drafts
from surveys.rules.codes import complete_receipt
from surveys.rules.labels import LABEL_WORDS
from surveys.scope import PlaceScope
from surveys.tables import Account, Complaint, Decision
from tests import trained
from tests.builders import NOW, build_draft
from tests.databases import new_database
from tests.portal.complaint_desk import CHAIRS, LEVY, QUEUE, Desk, make_desk, reading
from tests.portal.page_text import heading
from tests.portal.staff import Staff, add_account

OFFLINE = [
    "sistem offline lagi, nunggu dua jam",
    "katanya sistem offline jadi antre sampai siang",
    "sistem samsat offline dari pagi",
    "offline terus sistemnya, pulang lagi",
]
AWAY = [
    "petugas istirahat semua, loket kosong sejam",
    "jam sebelas petugasnya sudah istirahat",
    "ditinggal istirahat petugas, antrean menumpuk",
    "istirahatnya petugas kelamaan",
]


@pytest.fixture
def desk(tmp_path: Path, explainer: Explainer) -> Iterator[Desk]:
    database = new_database(tmp_path / "suara.db")
    yield make_desk(database, tmp_path, explainer)
    database.close()


def add(desk: Desk, texts: list[str], label: str, days_ago: int = 3) -> list[int]:
    """More texts at the counter, read as complaints of one label."""
    known = set(desk.database.read(lambda c: c.execute(select(Complaint.id)).scalars().all()))
    drafts = []
    for place, text in enumerate(texts):
        key = f"{label}{days_ago}-{place}"
        receipt = complete_receipt(f"{key}{'x' * 16}".encode()[:16])
        draft = build_draft(desk.place, key, comment=text, receipt=receipt)
        draft.local_date = utc_now().date() - timedelta(days=days_ago)
        drafts.append(draft)
    desk.database.write(lambda c: store_drafts(c, drafts))
    fresh = [
        number
        for number in desk.database.read(lambda c: c.execute(select(Complaint.id)).scalars().all())
        if number not in known
    ]
    found = [reading(number, "complaint", label) for number in fresh]
    desk.database.write(lambda c: readings.store_readings(c, found, "v1", utc_now()))
    return fresh


def test_a_head_sees_what_lies_behind_a_label_apart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.controllers.themes.FEW", 2)
    add(desk, [*OFFLINE, *AWAY], "time")
    page = desk.head().get("/complaints/themes?label=time").text
    assert heading(page).startswith("Waktu: paling sering soal ")
    assert page.count('<article class="card theme">') == 2
    first, second = page.split('<article class="card theme">')[1:]
    about = {"offline" in first, "offline" in second}
    assert about == {True, False}
    assert ("istirahat" in first) != ("istirahat" in second)
    assert page.count('class="said"') == 6
    assert LEVY not in page


def test_few_texts_are_all_shown_instead_of_groups(desk: Desk) -> None:
    add(desk, [*OFFLINE, *AWAY], "time")
    page = desk.head().get("/complaints/themes?label=time").text
    n = len(OFFLINE) + len(AWAY) + 1
    assert heading(page) == f"Waktu: {n} tulisan."
    assert page.count('class="said"') == n
    assert page.index(OFFLINE[0]) < page.index("Sudah tiga jam"), "the newest first"
    assert LEVY not in page


def test_what_is_counted_by_label_is_called_a_first_guess(desk: Desk) -> None:
    head = desk.head()
    add(desk, [*OFFLINE, *AWAY], "time")
    for address in ("/dashboard", "/complaints/themes?label=time"):
        assert "Dugaan awal pembaca otomatis" in head.get(address).text
        separator = "&" if "?" in address else "?"
        assert (
            "First guesses of the automatic reader" in head.get(f"{address}{separator}lang=en").text
        )


def test_one_number_says_how_many_texts_wait_for_a_person(desk: Desk) -> None:
    head = desk.head()
    add(desk, OFFLINE, "time")
    waiting = 3 + len(OFFLINE)
    shown = re.search(
        r'href="/review">Periksa label <span class="count">(\d+)<', head.get("/complaints").text
    )
    assert shown is not None
    assert int(shown[1]) == waiting
    assert heading(head.get("/review").text).startswith(spelled(waiting, "id"))


def test_themes_open_for_planners_without_links_and_for_no_label_at_all(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    page = desk.as_(Role.PLANNER).get("/complaints/themes?label=time").text
    assert heading(page) == "Waktu: 1 tulisan."
    assert "/complaints/themes?label=integrity" not in page
    asked = desk.head().get("/complaints/themes?label=integrity").text
    assert LEVY not in asked
    assert desk.as_(Role.OPERATOR).get("/complaints/themes").status_code == 403
    database.write(lambda c: c.execute(update(Complaint).values(polarity="other")))
    assert heading(desk.head().get("/complaints/themes").text).startswith("Belum ada keluhan")


def test_the_child_groups_texts_and_finds_rising_words() -> None:
    assert {one["size"] for one in answer({"texts": [*OFFLINE, *AWAY]})} == {4}
    before = ["antre lama di loket dua"] * 50
    rising = answer({"now": [*before[:20], *["blangko habis lagi"] * 8], "before": before})
    assert {one["word"] for one in rising} >= {"blangko", "habis"}
    assert all(one["before"] == 0 for one in rising)


def test_a_child_that_fails_is_told_as_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused, match="Muat ulang"):
        asyncio.run(look_over("never asked before", {"texts": ["a"]}))


def test_the_quality_page_counts_and_shows_no_text(
    database: Database, tmp_path: Path, explainer: Explainer
) -> None:
    desk = make_desk(database, tmp_path, explainer)
    administrator = desk.as_(Role.ADMINISTRATOR)
    page = administrator.get("/admin/model/quality").text
    assert heading(page) == "Belum ada pemeriksaan acak untuk membandingkan."
    assert "Waktu" in page
    assert "menunggu" not in page
    assert desk.head().get("/admin/model/quality").status_code == 403
    shares = database.read(
        lambda c: reading_quality.label_shares(c, date(2020, 1, 1), ["time", "conduct"])
    )
    assert shares.texts == 3, "the held-back one is not counted"
    assert shares.labels[0] == LabelShare("time", 0, 0, 0, 0), "nothing was checked by chance"
    months = database.read(lambda c: reading_quality.months_read(c, date(2020, 1, 1)))
    assert sum(month.texts for month in months) == 4
    assert sum(month.doubtful for month in months) == 4


def test_a_share_parts_only_where_chance_does_not_explain_it() -> None:
    words = {"time": "Waktu", "cost": "Biaya", "conduct": "Perilaku"}
    found = [
        LabelShare("time", 21, 20, 4, 3),
        LabelShare("cost", 18, 5, 13, 0),
        LabelShare("conduct", 0, 0, 0, 0),
    ]
    time_line, cost_line, conduct_line = share_lines(Shares(1000, 22, found), words)
    assert not time_line.parts
    assert cost_line.parts
    assert cost_line.low is not None
    assert cost_line.low < 5 / 22 < (cost_line.high or 0)
    assert (conduct_line.parts, conduct_line.low) == (False, 0.0), "none of 22 is as none of all"


def test_reader_and_people_are_compared_on_the_same_texts(desk: Desk) -> None:
    number = desk.numbers[QUEUE]
    add(desk, OFFLINE, "cost")
    name = add_account(desk.database, Role.PLANNER)
    someone = desk.database.read(lambda c: c.execute(select(Account.id)).scalar_one())
    actor = Actor(someone, name, PlaceScope())
    desk.database.write(
        lambda c: decide(c, number, actor, ["time"], "complaint", None, utc_now(), drawn=True)
    )
    # What a version says later was learnt from this very check.
    desk.database.write(
        lambda c: readings.store_readings(
            c, [reading(number, "complaint", "conduct")], "v2", utc_now()
        )
    )
    shares = desk.database.read(
        lambda c: reading_quality.label_shares(c, date(2020, 1, 1), ["time", "cost", "conduct"])
    )
    assert shares.drawn == 1
    assert shares.texts > 4
    assert shares.labels == [
        LabelShare("time", 1, 1, 0, 0),
        LabelShare("cost", 0, 0, 0, 0),
        LabelShare("conduct", 0, 0, 0, 0),
    ]
    assert not any(line.parts for line in share_lines(shares, dict.fromkeys(LABEL_WORDS, "")))


def test_agreement_is_counted_by_month_and_named_from_twenty_texts_on() -> None:
    words = {"time": "Waktu", "cost": "Biaya"}
    first_day = date(2026, 10, 1)
    same = ReadTwice(first_day, ("time",), ("time",), ("complaint", "complaint"))
    other = ReadTwice(first_day, (), (), ("praise", "praise"))
    parted = ReadTwice(first_day, ("time",), (), ("complaint", "praise"))
    (month,) = agreement_months([*[same] * 10, *[other] * 10, *[parted] * 2], words)
    assert (month.texts, month.first_day) == (22, first_day)
    assert [line.agree for line in month.lines] == [20, 22, 20]
    assert month.lines[0].kappa == pytest.approx(0.82, abs=0.02)
    assert month.lines[1].kappa is None, "nobody ever gave this label"
    (few,) = agreement_months([same, other], words)
    assert all(line.kappa is None for line in few.lines)


def test_a_tenth_is_read_by_a_second_person_who_does_not_see_the_first_s_labels(
    database: Database, tmp_path: Path, explainer: Explainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.review.READ_TWICE_OF", 1)
    desk = make_desk(database, tmp_path, explainer)
    head, number = desk.head(), desk.numbers[QUEUE]
    given = {"labels": ["procedure"], "polarity": "complaint"}
    assert head.send(f"/review/{number}", given).status_code == 303
    mine = database.read(lambda c: c.execute(select(Decision.account_id)).scalar_one())
    everywhere = PlaceScope()
    assert database.read(lambda c: review.second_readings(c, everywhere, mine)) == []
    name = add_account(database, Role.PLANNER, username="kedua")
    (again,) = database.read(lambda c: review.second_readings(c, everywhere, mine + 1))
    assert again.complaint_id == number
    assert again.prediction.labels == ("time",), "the model's labels, not the first reader's"
    # A version that has learnt the first reader's answer does not whisper it to the second.
    database.write(
        lambda c: readings.store_readings(
            c, [reading(number, "complaint", "procedure")], "v2", utc_now()
        )
    )
    shown = database.read(lambda c: review.candidate(c, everywhere, number))
    assert shown is not None
    assert (shown.prediction.model_version, shown.prediction.labels) == ("v1", ("time",))
    second = Staff(desk.app, name)
    assert (
        second.send(f"/review/{number}", {"labels": ["time"], "polarity": "complaint"}).status_code
        == 303
    )
    (twice,) = database.read(reading_quality.read_twice)
    assert (twice.first, twice.second) == (("procedure",), ("time",))
    assert database.read(lambda c: review.second_readings(c, everywhere, mine + 2)) == []
    # One that only a second check chose stands for no others.
    shares = database.read(lambda c: reading_quality.label_shares(c, date(2020, 1, 1), ["time"]))
    assert shares.drawn == 0


def test_a_correction_on_the_page_of_a_case_is_no_second_reading(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.review.READ_TWICE_OF", 1)
    number = desk.numbers[QUEUE]
    first, second = desk.as_(Role.PLANNER), desk.head()
    first.send(f"/review/{number}", {"labels": ["procedure"], "polarity": "complaint"})
    form = {"labels": ["time"], "polarity": "complaint"}
    assert second.send(f"/complaints/{number}/labels", form).status_code == 303
    assert desk.database.read(reading_quality.read_twice) == []


def test_a_text_that_may_be_praise_or_complaint_comes_before_those_with_clear_labels(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ml.review.in_random_part", lambda key: key == "0")
    head = desk.head()
    head.send(
        f"/review/{desk.numbers[CHAIRS]}", {"labels": ["facilities"], "polarity": "complaint"}
    )
    numbers = add(desk, OFFLINE, "time")
    for version, doubtful in (("v2", numbers[1]), ("v3", numbers[2])):
        found = [
            replace(reading(number, "complaint", "time"), polarity_doubt=0.1 + 0.8 * said)
            for number, said in ((number, number == doubtful) for number in numbers)
        ]
        desk.database.write(lambda c, f=found, v=version: readings.store_readings(c, f, v, NOW))
        assert f'action="/review/{doubtful}"' in head.get("/review").text


def test_one_turn_in_ten_is_a_second_reading_and_danger_still_comes_first(desk: Desk) -> None:
    found = desk.database.read(lambda c: review.unchecked(c, PlaceScope()))
    calm, danger = [one for one in found if not one.danger], [one for one in found if one.danger]
    reasons = []
    for turn in range(10):
        following = next_at_desk(calm, [7], [], turn)
        assert following is not None
        reasons.append(following[1])
    assert reasons.count("second") == 1
    first = next_at_desk([*calm, *danger], [7], [], 9)
    assert first is not None
    assert first[1] == "danger"
    assert next_at_desk([], [7], [], 0) == (7, "second")
    assert next_at_desk([], [], [], 0) is None


# Learning again.


class Started:
    """What was started instead of a training of half a minute."""

    def __init__(self, settings: Settings, database: Database, code: str) -> None:
        self.work = Relearning(settings, database)
        self.code = code

    def step(self) -> None:
        self.work.step(utc_now())

    def wait(self) -> None:
        process = self.work._process
        assert process is not None
        process.wait(30)
        self.step()


@pytest.fixture
def started(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Started:
    real = relearning.subprocess.Popen

    def instead(command: list[str], **_: object) -> object:
        assert command[1:] == ["-m", "portal.cli", "train", "--json"]
        return real([sys.executable, "-c", "pass"])

    monkeypatch.setattr(relearning.subprocess, "Popen", instead)
    return Started(desk.app.portal.settings, desk.database, "pass")


def test_the_button_asks_and_the_background_learns_once(desk: Desk, started: Started) -> None:
    administrator, settings = desk.as_(Role.ADMINISTRATOR), desk.app.portal.settings
    assert "Belajar sekarang" in administrator.get("/admin/model").text
    assert administrator.send("/admin/model/train").status_code == 303
    page = administrator.get("/admin/model").text
    assert "Sedang belajar sejak" in page
    assert "Belajar sekarang" not in page
    started.step()
    assert learning_since(settings, utc_now()) is not None
    started.wait()
    assert learning_since(settings, utc_now()) is None
    assert "Belajar sekarang" in administrator.get("/admin/model").text
    assert desk.head().send("/admin/model/train").status_code == 403


def test_enough_corrections_start_it_by_themselves(
    desk: Desk, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = desk.app.portal.settings
    started.step()
    assert learning_since(settings, utc_now()) is None
    monkeypatch.setattr(relearning, "CORRECTIONS", 2)
    monkeypatch.setattr(relearning, "LOOK_SECONDS", 0.0)
    add_account(desk.database, Role.AGENCY_HEAD)
    actor = Actor(1, "kepala", PlaceScope())
    for text in (QUEUE, "kursi tunggu patah, ibu saya jatuh kemarin"):
        number = desk.numbers[text]
        desk.database.write(
            lambda c, number=number: decide(c, number, actor, [], "complaint", None, utc_now())
        )
    started.step()
    assert learning_since(settings, utc_now()) is not None
    started.wait()
    assert learning_since(settings, utc_now()) is None, "what failed is not begun again and again"
    trained.save(settings.models_dir, utc_now() + timedelta(seconds=5), promote=False)
    Started(settings, desk.database, "pass").step()
    assert learning_since(settings, utc_now()) is None, "what was learnt from is not counted again"


def test_a_wish_of_days_ago_that_nobody_fulfilled_no_longer_shows(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    ask_to_learn(settings, NOW)
    assert learning_since(settings, NOW + timedelta(hours=1)) == NOW
    assert learning_since(settings, NOW + timedelta(hours=9)) is None


def test_when_it_last_learnt_stands_in_the_name_of_the_newest_version(desk: Desk) -> None:
    folder = desk.app.portal.settings.models_dir
    assert last_learnt(folder) == trained.MADE_AT
    (folder / "notes").mkdir()
    (folder / "notes" / "card.json").write_text("{}")
    assert last_learnt(folder) == trained.MADE_AT
    assert last_learnt(folder / "nothing") is None


def test_ending_the_portal_ends_what_learns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = relearning.subprocess.Popen
    monkeypatch.setattr(
        relearning.subprocess,
        "Popen",
        lambda command, **_: real([sys.executable, "-c", "import time; time.sleep(60)"]),
    )
    settings = desk.app.portal.settings
    work = Relearning(settings, desk.database)
    ask_to_learn(settings, utc_now())
    work.step(utc_now())
    before = time.monotonic()
    work.end()
    assert time.monotonic() - before < 30
    assert learning_since(settings, utc_now()) is None
