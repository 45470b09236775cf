"""A plan meets what came of it, and a year is looked at as a whole."""

import asyncio
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import wording
from portal.access import Role
from portal.app import create_app
from portal.database import Database, open_database
from portal.evidence import gather
from portal.pages import environment
from portal.planning import today_ahead
from portal.planning_review import cost_of_a_point, learned_so_far
from portal.planning_year import calendar_of, proposals_until
from portal.topic_learning import topics_learnt
from portal.wording import percent
from surveys import cycle_reviews, plans, training_year
from surveys.tables import Agency, AuditEntry, Participation, Topic, Training, Unit
from tests.portal.conftest import settings_for
from tests.portal.planning_province import ALONE, province_file
from tests.portal.staff import Staff, add_account, sign_in
from tests.portal.test_planning_pages import heading


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('review'))}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def rina(province: Database) -> Staff:
    return sign_in(create_app(settings_for(province), province), province, Role.PLANNER)


def held_cycle(province: Database) -> str:
    """The first cycle in which the province held trainings."""
    return province.read(
        lambda c: c.execute(select(Training.cycle).order_by(Training.cycle).limit(1)).scalar_one()
    )


def reviewed(person: Staff, cycle: str) -> str:
    while "sedang dihitung" in (page := person.get(f"/planning/cycle/{cycle}/review").text):
        continue
    return page


def test_the_review_sets_what_was_held_against_what_was_planned(
    rina: Staff, province: Database
) -> None:
    cycle = held_cycle(province)
    answer = rina.send("/planning/plans", {"cycle": cycle, "budget": "90000000", "explore": "1"})
    address = answer.headers["location"]
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    page = reviewed(rina, cycle)
    assert "pelatihan sudah diadakan" in heading(page)
    plan = province.read(lambda c: plans.plan_of(c, int(address.rsplit("/", 1)[1])))
    came = province.read(
        lambda c: (
            c.execute(
                select(Participation.participants)
                .join(Training, Training.id == Participation.training_id)
                .where(Training.cycle == cycle)
            )
            .scalars()
            .all()
        )
    )
    assert f"<strong>{sum(came)}</strong>" in page
    assert f"rencana {sum(item.seats for item in plan.items)}" in page
    for words in ("Diharapkan", "Terukur", "Biaya satu poin, satu unit", "di luar rencana"):
        assert words in page, words


def test_closing_the_review_opens_the_next_cycle_and_hands_its_note_on(
    rina: Staff, province: Database
) -> None:
    cycle = held_cycle(province)
    reviewed(rina, cycle)
    too_long = rina.send(f"/planning/cycle/{cycle}/review", {"note": "x" * 1001})
    assert too_long.status_code == 422
    assert province.read(lambda c: cycle_reviews.review_of_cycle(c, cycle)) is None
    answer = rina.send(f"/planning/cycle/{cycle}/review", {"note": "Ulangi <b>etika</b> di Metro."})
    following = answer.headers["location"]
    assert following.startswith("/planning?cycle=")
    assert "Ulangi &lt;b&gt;etika&lt;/b&gt; di Metro." in rina.get(following).text
    page = rina.get(f"/planning/cycle/{cycle}").text
    assert "Ditinjau planner" in page
    last = page[page.index('class="loop"') :].split("<li ")[7]
    assert last.startswith('class="card done"')
    entry = province.read(
        lambda c: c.execute(select(AuditEntry).where(AuditEntry.action == "cycle_reviewed")).one()
    )
    assert entry.subject == cycle
    assert entry.detail["seats_held"] > 0
    assert entry.detail["verdicts"]


def test_a_cycle_without_plan_or_training_says_so(rina: Staff) -> None:
    assert "belum punya rencana" in heading(reviewed(rina, "2031-1"))


def test_an_index_point_has_a_cost_only_where_the_training_is_shown_to_help() -> None:
    class Effect:
        verdict, estimate, ci95, n_units_trained = "membantu", 2.0, (1.0, 4.0), 5

    class Unseen(Effect):
        verdict = "tidak terlihat"

    assert cost_of_a_point(10_000_000_00, Effect()) == (1_000_000, 500_000, 2_000_000)  # type: ignore[arg-type]
    assert cost_of_a_point(10_000_000_00, Unseen()) is None  # type: ignore[arg-type]
    assert cost_of_a_point(10_000_000_00, None) is None


def test_the_year_adds_both_cycles_and_counts_hours_against_twenty(
    rina: Staff, province: Database
) -> None:
    cycle = held_cycle(province)
    year = int(cycle[:4])
    rows = province.read(
        lambda c: c.execute(
            select(Unit.code, Unit.staff_count, Participation.participants, Topic.hours_jp)
            .join(Participation, Participation.unit_id == Unit.id)
            .join(Training, Training.id == Participation.training_id)
            .join(Topic, Topic.id == Training.topic_id)
            .where(Training.cycle.in_((f"{year}-1", f"{year}-2")))
        ).all()
    )
    code, staff = rows[0][0], rows[0][1]
    expected = sum(row[2] * row[3] for row in rows if row[0] == code) / staff
    hours = {u.unit_code: u for u in province.read(lambda c: training_year.hours_of_units(c, year))}
    assert hours[code].hours == pytest.approx(expected)
    assert hours[code].reached == (expected >= 20)
    page = rina.get(f"/planning/year/{year}").text
    assert f"{year}-1" in page
    assert f"{year}-2" in page
    assert rina.get("/planning/year/1200").status_code == 404


def test_a_year_says_until_when_proposals_reach_its_budget() -> None:
    assert proposals_until(2027) == date(2026, 8, 31)
    steps = {step.name: step for step in calendar_of(2027, date(2026, 7, 1))}
    assert [step.state for step in steps.values()] == [
        "done",
        "done",
        "running",
        "waiting",
        "waiting",
    ]
    assert steps["budget"].last == date(2026, 12, 31)


def test_a_planner_of_one_agency_sees_the_hours_of_its_units_alone(
    rina: Staff, province: Database
) -> None:
    agency = province.read(
        lambda c: c.execute(select(Agency.id).where(Agency.code == "SAMSAT")).scalar_one()
    )
    sari = Staff(rina.app, add_account(province, Role.PLANNER, agency_id=agency, username="sari"))
    page = sari.get("/planning/year/2025?all=1").text
    assert "Samsat Induk Contoh" in page
    assert "Perizinan Usaha Contoh" not in page
    assert "Uang dan kursi" not in page
    assert sari.get("/planning/cycle/2025-1/review").status_code == 409


def test_a_unit_is_marked_as_part_of_another_programme_by_a_form(
    rina: Staff, province: Database
) -> None:
    fields = {
        "unit": "CAPIL-1",
        "name": "Gedung <baru>",
        "topic": "",
        "start_date": "2025-03-01",
        "end_date": "",
        "handling": "excluded",
    }
    wrong = rina.send("/planning/programmes", {**fields, "start_date": "besok"})
    assert wrong.status_code == 422
    assert "Tanggal mulai: isi tanggal" in wrong.text
    assert 'value="Gedung &lt;baru&gt;"' in wrong.text
    # An export with such a day could not be restored.
    early = rina.send("/planning/programmes", {**fields, "start_date": "1985-03-01"})
    assert early.status_code == 422
    assert "Tanggal mulai: isi tanggal mulai 1990-01-01 sampai 2999-12-31" in early.text
    assert rina.send("/planning/programmes", fields).status_code == 303
    page = rina.get("/planning/programmes").text
    assert "1 unit ditandai" in heading(page)
    assert "Gedung &lt;baru&gt;" in page
    assert len(gather(province, date(2025, 7, 1)).panel.other_programmes) == 1
    number = re.search(r"/planning/programmes/(\d+)/remove", page)
    assert number is not None
    rina.send(f"/planning/programmes/{number[1]}/remove")
    assert gather(province, date(2025, 7, 1)).panel.other_programmes == ()


def test_topics_stand_with_what_was_expected_and_what_was_learnt(
    rina: Staff, province: Database
) -> None:
    learned = asyncio.run(learned_so_far(province, today_ahead(), wait_seconds=60))
    assert learned is not None
    told = {topic.code: topic for topic in topics_learnt(learned, "id")}
    with_results = [topic for topic in told.values() if topic.trainings]
    assert with_results
    moved = 0
    for topic in with_results:
        for line in topic.problems:
            assert 0 <= line.now[1] <= line.now[0] <= line.now[2] <= 1
            assert 0 < line.before < 1
            moved += line.before != pytest.approx(line.now[0], abs=0.005)
    assert moved
    page = rina.get("/planning/programmes").text
    table = page[page.index('id="hilang"') : page.index('id="materi"')]
    first = with_results[0]
    assert f"dari {first.trainings} pelatihan" in table
    for topic in told.values():
        assert topic.name in table
        for line in topic.problems:
            assert line.problem in table
            assert f"<strong>{percent(line.now[0])}</strong>" in table
    english = rina.get("/planning/programmes?lang=en").text
    assert "What share of a problem goes away" in english
    rina.get("/planning/programmes?lang=id")


def test_a_corrected_training_shows_its_history(rina: Staff) -> None:
    fields: dict[str, str | list[str]] = {
        "code": "ADUAN-X",
        "topic": "ADUAN",
        "cycle": "2025-1",
        "start_date": "2025-03-04",
        "end_date": "2025-03-05",
        "provider": "",
        "unit": ["CAPIL-3", ""],
        "participants": ["5", ""],
    }
    rina.send("/planning/trainings", fields)
    rina.send("/planning/trainings/ADUAN-X", {**fields, "participants": ["6", ""]})
    page = rina.get("/planning/trainings/ADUAN-X").text
    assert "Dibetulkan" in page
    assert "CAPIL-3: 5 menjadi 6" in page


def effects_of(person: Staff, topic: str, more: str = "") -> str:
    while "sedang dihitung" in (page := person.get(f"/planning/effects?topic={topic}{more}").text):
        continue
    return page


def test_another_measure_than_the_index_is_exploratory_unless_registered_in_time(
    rina: Staff,
) -> None:
    page = effects_of(rina, "ETIKA")
    assert "penjajakan" in page
    assert '<option value="element:conduct">' in page
    given = {"topic": "ETIKA", "outcome": "element:conduct"}
    answer = rina.send("/planning/effects/protocols", given)
    assert answer.headers["location"] == "/planning/effects?topic=ETIKA&done=registered"
    page = effects_of(rina, "ETIKA", "&done=registered")
    assert "Ukuran terdaftar." in page
    assert '<option value="element:conduct">' not in page
    # The trainings in the records are long over: registering now makes no proof of them.
    assert "penjajakan" in page
    wrong = rina.send("/planning/effects/protocols", {**given, "outcome": "complaints:integrity"})
    assert wrong.status_code == 422


def test_the_effect_of_a_topic_says_who_answered_before_and_after(rina: Staff) -> None:
    page = effects_of(rina, "ETIKA")
    if "Siapa yang menjawab" not in page:
        page = effects_of(rina, "ETIKA")
    for words in ("Siapa yang menjawab", "Jawaban per unit dan bulan", "Perempuan"):
        assert words in page, words


def verdicts_told(page: str) -> dict[str, str]:
    """What the page of effects says of every topic, by the topic's name."""
    rows = re.findall(
        r'#materi">([^<]+)</a></th>.*?data-label="Membantu\?"><span><strong>([^<]+)</strong>',
        page,
        re.DOTALL,
    )
    return dict(rows)


def effects_told(person: Staff) -> dict[str, str]:
    while "Dampak sedang dihitung" in (page := person.get("/planning/effects").text):
        continue
    return verdicts_told(page)


def test_plan_review_and_effects_give_one_answer(rina: Staff, province: Database) -> None:
    cycle, told = held_cycle(province), effects_told(rina)
    assert told
    page = reviewed(rina, cycle)
    overall = re.findall(
        r'#materi">([^<]+)</a><small>.*?data-label="Semua siklus"><a[^>]*>([^<]+)</a>',
        page,
        re.DOTALL,
    )
    assert overall
    for name, word in overall:
        assert told.get(name, "belum dapat diukur") == word, name
    assert "siklus ini saja" in heading(page)
    assert "hentikan" not in page
    answer = rina.send("/planning/plans", {"cycle": "2026-1", "budget": "90000000", "explore": "1"})
    plan = rina.get(answer.headers["location"]).text
    cards = re.findall(r"<h2>\d+\. ([^<]+)</h2>(.*?)</section>", plan, re.DOTALL)
    assert cards
    for name, card in cards:
        if name in told:
            assert f'#materi">{told[name]}</a>' in card
        else:
            assert "belum pernah diadakan" in card
        if told.get(name) in {"Ya, membantu.", "Tidak terlihat hasilnya."}:
            assert "dicoba untuk belajar" not in card
    assert "menjanjikan" not in plan


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("membantu", "membantu; dipilih juga untuk menambah bukti"),
        ("tidak terlihat", "diulang untuk memastikan; hasilnya belum terlihat"),
        ("belum dapat disimpulkan", "dicoba untuk belajar"),
    ],
)
def test_a_line_bought_to_learn_is_worded_by_what_its_topic_has_shown(
    shown: str, said: str
) -> None:
    macro = environment("id").from_string(
        "{% from 'training/reasons.html' import chosen_words with context %}"
        "{{ chosen_words('exploration', 'x') }}"
    )
    assert macro.render(verdicts={"x": (shown, "")}).strip() == said


@pytest.mark.parametrize(
    ("value", "text"),
    [(9142, "9.100"), (735.2, "740"), (45.4, "45"), (0.2, "0"), (-1234, "−1.200")],
)
def test_an_estimate_has_two_leading_digits(value: float, text: str) -> None:
    assert wording.about(value) == text


def test_a_cycle_whose_trainings_were_held_asks_for_no_plan(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{province_file(tmp_path)}")
    try:
        person = sign_in(create_app(settings_for(database), database), database, Role.PLANNER)
        page = person.get(f"/planning/cycle/{held_cycle(database)}").text
        assert "diadakan tanpa rencana di sini" in page
        assert "Berikutnya: rencana disetujui" not in page
    finally:
        database.close()


def test_a_cycle_without_training_is_never_being_computed(rina: Staff) -> None:
    for address in ("/planning/cycle/2031-1", "/planning/cycle/2031-1/review"):
        page = rina.get(address).text
        assert "edang dihitung" not in page
        assert "refresh" not in page
    assert "Belum ada pelatihan untuk diukur." in rina.get("/planning/cycle/2031-1").text


def test_a_year_that_has_not_begun_lists_no_shortfalls(rina: Staff) -> None:
    page = rina.get("/planning/year/2090").text
    assert "Tahun 2090 belum mulai." in page
    assert "kurang 20,0" not in page


@pytest.mark.parametrize(
    ("gap", "said"),
    [(0.0, "tidak ada rencana yang lebih baik."), (0.012, "paling banyak 1,2% lebih baik.")],
)
def test_how_much_better_a_plan_could_be_is_a_sentence(gap: float, said: str) -> None:
    page = environment("id").from_string(
        "{% from 'training/reasons.html' import limits with context %}{{ limits(plan, none) }}"
    )
    plan = {"basis": {"gap": gap, "seed": 0}, "data_until": None}
    assert said in page.render(plan=plan, language="id")
