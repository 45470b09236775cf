"""What citizens wrote: read, counted, answered; integrity apart from everybody else."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.database import Database
from surveys import case_steps, cases, complaints, decisions, follow_ups, readings, review
from surveys.case_detail import case_of
from surveys.case_steps import Actor
from surveys.cases import CaseFilter
from surveys.errors import Invalid, NotFound, Refused
from surveys.follow_ups import read_wanted
from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.scope import PlaceScope
from surveys.tables import (
    Account,
    AuditEntry,
    Complaint,
    ComplaintLabel,
    Decision,
    Prediction,
    Response,
)
from tests.builders import NOW, TODAY, Place, build_draft, build_place

CODE = complete_counter_code(b"c" * 14)
OTHER_CODE = complete_counter_code(b"d" * 14)
EVERYWHERE = PlaceScope()
LONG_AGO, SOON = date(2020, 1, 1), date(2030, 1, 1)
QUEUE = "antrean tiga jam tanpa kepastian di loket ini"
LEVY = "diminta uang rokok dua puluh ribu supaya cepat selesai"


def receipt(number: int) -> str:
    return complete_receipt(bytes([number]) * 16)


def write(connection: Connection, place: Place, texts: Sequence[str], *, days_ago: int = 0) -> None:
    first = len(connection.execute(select(Complaint.id)).all())
    store_drafts(
        connection,
        [
            build_draft(
                place,
                f"key-{first + number}",
                comment=text,
                receipt=receipt(first + number),
                days_ago=days_ago,
            )
            for number, text in enumerate(texts)
        ],
    )


def reading(
    number: int,
    *labels: str,
    polarity: str = "complaint",
    subtype: str | None = None,
    confidential: bool = False,
    needs_review: bool = False,
    danger: bool = False,
) -> Reading:
    return Reading(
        complaint_id=number,
        labels=labels,
        scores=dict.fromkeys(labels, 0.9),
        polarity=polarity,
        subtype=subtype,
        needs_review=needs_review,
        confidential=confidential,
        danger=danger,
    )


@pytest.fixture
def place(database: Database) -> Place:
    return database.write(lambda c: build_place(c, "A", public_code=CODE))


def add_account(connection: Connection, username: str) -> int:
    made = connection.execute(
        insert(Account).values(
            username=username,
            name=username,
            password_hash="",
            role="agency_head",
            active=True,
            created_at=NOW,
        )
    )
    return int((made.inserted_primary_key or (0,))[0])


@pytest.fixture
def head(database: Database, place: Place) -> Actor:
    number = database.write(lambda c: add_account(c, "kepala"))
    return Actor(number, "kepala", PlaceScope(place.agency_id))


@pytest.fixture
def inspector(database: Database) -> Actor:
    number = database.write(lambda c: add_account(c, "inspektur"))
    return Actor(number, "inspektur", EVERYWHERE, confidential=True)


def effective(connection: Connection, number: int) -> set[tuple[str, str]]:
    rows = connection.execute(
        select(ComplaintLabel.label, ComplaintLabel.source).where(
            ComplaintLabel.complaint_id == number
        )
    )
    return {(row[0], row[1]) for row in rows}


def test_a_text_waits_until_it_is_read_and_then_no_longer(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "petugas ramah sekali"]))
    waiting = database.read(lambda c: readings.unread(c, 10))
    assert [text for _, text in waiting] == [QUEUE, "petugas ramah sekali"]
    first = waiting[0][0]
    database.write(lambda c: readings.store_readings(c, [reading(first, "time")], "v1", NOW))
    assert [text for _, text in database.read(lambda c: readings.unread(c, 10))] == [
        "petugas ramah sekali"
    ]
    left = database.read(readings.waiting)
    assert (left.texts, left.since) == (1, NOW)


def test_the_same_reading_stored_twice_changes_nothing(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    for _ in range(2):
        database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert database.read(lambda c: effective(c, number)) == {("time", "model")}
    assert len(database.read(lambda c: c.execute(select(Prediction)).all())) == 1


def test_a_person_always_wins_over_every_later_model(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(
        lambda c: case_steps.decide(c, number, head, ["conduct"], "complaint", None, NOW)
    )
    later = reading(number, "facilities", "cost", polarity="praise")
    database.write(lambda c: readings.store_readings(c, [later], "v2", NOW))
    assert database.read(lambda c: effective(c, number)) == {("conduct", "person")}
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.polarity == "complaint"
    assert database.read(lambda c: readings.count_not_read_by(c, "v2")) == 0
    read = database.read(lambda c: c.execute(select(Prediction.labels)).scalars().all())
    assert sorted(map(tuple, read)) == [("facilities", "cost"), ("time",)]


def test_a_new_version_reads_everything_again(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "kursi tunggu rusak semua"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    database.write(lambda c: readings.store_readings(c, [reading(numbers[0], "time")], "v1", NOW))
    waiting = database.read(lambda c: readings.not_read_by(c, "v2", 10))
    assert {number for number, _ in waiting} == set(numbers)
    assert database.read(lambda c: readings.count_not_read_by(c, "v1")) == 1


def test_an_integrity_complaint_is_in_nobody_elses_list_count_or_figure(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, LEVY], days_ago=40))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    # The words say integrity and time; held back, neither may be seen of it.
    found = [reading(numbers[0], "time"), reading(numbers[1], "integrity", "time")]
    held = Reading(**{**found[1].__dict__, "confidential": True})
    database.write(lambda c: readings.store_readings(c, [found[0], held], "v1", NOW))

    def seen(connection: Connection) -> list[str]:
        everything = [
            complaints.label_counts(connection, EVERYWHERE, LONG_AGO, SOON),
            complaints.voices(connection, EVERYWHERE, LONG_AGO, SOON, 9),
            complaints.late(connection, EVERYWHERE, TODAY),
            cases.cases(connection, EVERYWHERE, CaseFilter("all"), TODAY),
            review.unchecked(connection, EVERYWHERE),
        ]
        assert complaints.count_comments(connection, EVERYWHERE, LONG_AGO, SOON) == 1
        assert cases.case_counts(connection, EVERYWHERE, TODAY).open == 1
        assert cases.count_cases(connection, EVERYWHERE, CaseFilter("all"), TODAY) == 1
        assert review.count_unchecked(connection, EVERYWHERE) == 1
        return [repr(each) for each in everything]

    shown = database.read(seen)
    assert all("uang rokok" not in text and "integrity" not in text for text in shown)
    assert "complaints=1" in shown[0]
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, numbers[1], EVERYWHERE, TODAY))
    line = database.read(
        lambda c: cases.cases(c, EVERYWHERE, CaseFilter("all"), TODAY, confidential=True)
    )
    assert [one.complaint_id for one in line] == [numbers[1]]


def test_comments_of_answers_that_are_kept_out_are_counted_in_no_theme(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "loketnya lama sekali"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    found = [reading(number, "time") for number in numbers]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def counted(connection: Connection) -> tuple[int, int]:
        [label] = complaints.label_counts(connection, EVERYWHERE, LONG_AGO, SOON)
        return label.complaints, complaints.count_comments(connection, EVERYWHERE, LONG_AGO, SOON)

    assert database.read(counted) == (2, 2)
    kept_out = update(Response).where(Response.id == numbers[0]).values(excluded=True)
    database.write(lambda c: c.execute(kept_out) and None)
    assert database.read(counted) == (1, 1)
    # Who wrote it still waits for an answer.
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).open == 2


def test_what_one_version_held_back_the_next_does_not_let_go(
    database: Database, place: Place, inspector: Actor
) -> None:
    database.write(lambda c: write(c, place, [LEVY]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    held = reading(number, "integrity", confidential=True)
    database.write(lambda c: readings.store_readings(c, [held], "v1", NOW))
    database.write(lambda c: readings.store_readings(c, [reading(number, "cost")], "v2", NOW))
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    moved = database.write(
        lambda c: case_steps.decide(c, number, inspector, ["cost"], "complaint", None, NOW)
    )
    assert moved
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.labels == ("cost",)
    assert [line.action for line in case.history] == ["complaint_returned"]


def test_a_head_who_reads_integrity_hands_the_case_over(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [LEVY]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "cost")], "v1", NOW))
    assert database.write(
        lambda c: case_steps.decide(c, number, head, ["integrity"], "complaint", None, NOW)
    )
    with pytest.raises(NotFound):
        database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    held = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY, confidential=True))
    assert held.kind == "supervisory"


def test_a_case_gets_its_day_by_its_class_and_a_person_may_set_another(
    database: Database, place: Place, head: Actor
) -> None:
    texts = [QUEUE, "tolong tambah kursi", "kantor camat di mana ya?", "petugasnya ramah"]
    database.write(lambda c: write(c, place, texts))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    found = [
        reading(numbers[0], "time"),
        reading(numbers[1], "facilities", polarity="suggestion"),
        reading(numbers[2], polarity="other", subtype="question"),
        reading(numbers[3], "conduct", polarity="praise"),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def kinds(connection: Connection) -> list[tuple[str | None, date | None]]:
        found = [case_of(connection, number, EVERYWHERE, TODAY) for number in numbers]
        return [(case.kind, case.due_on) for case in found]

    # 16 November 2026 is a Monday; the next holiday is in December.
    assert database.read(kinds) == [
        ("not_supervisory", date(2026, 12, 4)),
        ("aspiration", date(2026, 11, 23)),
        ("information", date(2026, 11, 23)),
        (None, None),
    ]
    database.write(lambda c: case_steps.set_kind(c, numbers[0], head, "information", NOW))
    again = reading(numbers[0], "time", polarity="suggestion")
    database.write(lambda c: readings.store_readings(c, [again], "v2", NOW))
    assert database.read(kinds)[0] == ("information", date(2026, 11, 23))


def test_comments_of_long_ago_are_never_late(database: Database, place: Place) -> None:
    database.write(lambda c: write(c, place, [QUEUE], days_ago=400))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert database.read(lambda c: complaints.late(c, EVERYWHERE, TODAY)) == []
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).open == 1


def test_on_time_counts_what_is_still_open_as_well(
    database: Database, place: Place, head: Actor
) -> None:
    texts = [f"{QUEUE} {number}" for number in range(4)]
    database.write(lambda c: write(c, place, texts, days_ago=30))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    database.write(
        lambda c: readings.store_readings(c, [reading(n, "time") for n in numbers], "v1", NOW)
    )
    database.write(
        lambda c: case_steps.reply(c, numbers[0], head, "Sudah kami tambah.", NOW - timedelta(20))
    )
    database.write(lambda c: case_steps.reply(c, numbers[1], head, "Maaf, terlambat.", NOW))
    found = database.read(lambda c: cases.on_time(c, EVERYWHERE, TODAY - timedelta(90), TODAY))
    assert (found.due, found.in_time, found.settled_late, found.still_open) == (4, 1, 1, 2)
    late = database.read(lambda c: complaints.late(c, EVERYWHERE, TODAY))
    assert {one.complaint_id for one in late} == set(numbers[2:])
    # Due on Thursday 5 November: Friday, a working week and Monday have passed since.
    assert {one.overdue_days for one in late} == {7}


def test_a_weekend_makes_nothing_late_and_list_and_headline_agree(
    database: Database, place: Place
) -> None:
    database.write(lambda c: write(c, place, [QUEUE], days_ago=28))
    number = database.read(lambda c: readings.unread(c, 1))[0][0]
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    friday = date(2026, 11, 6)

    def days_late(day: date) -> list[int]:
        late, counts = database.read(
            lambda c: (complaints.late(c, EVERYWHERE, day), cases.case_counts(c, EVERYWHERE, day))
        )
        assert counts.late == len(late)
        return [one.overdue_days for one in late]

    assert days_late(friday) == []
    assert days_late(friday + timedelta(1)) == []
    assert days_late(friday + timedelta(3)) == [1]


def test_a_reply_reaches_the_holder_of_the_receipt_without_the_text(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    before = database.read(lambda c: complaints.by_receipt(c, receipt(0), TODAY))
    assert before is not None
    assert (before.status, before.reply) == ("new", None)
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(lambda c: case_steps.take_up(c, number, head, NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Petugas ditambah Senin.", NOW))
    after = database.read(lambda c: complaints.by_receipt(c, receipt(0), TODAY))
    assert after is not None
    assert (after.status, after.reply, after.replied_at) == (
        "answered",
        "Petugas ditambah Senin.",
        NOW,
    )
    assert QUEUE not in repr(after)
    assert database.read(lambda c: complaints.by_receipt(c, receipt(9), TODAY)) is None


def test_the_citizen_can_reopen_and_silence_closes(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    assert not database.write(lambda c: case_steps.reopen_by_receipt(c, receipt(0), NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Selesai.", NOW))
    assert database.write(lambda c: case_steps.reopen_by_receipt(c, receipt(0), NOW))
    database.write(lambda c: case_steps.reply(c, number, head, "Sekarang sungguh.", NOW))
    # Ten working days from Monday the 16th end on Monday the 30th.
    last = NOW + timedelta(days=14)
    assert database.write(lambda c: case_steps.close_silent(c, last)) == 0
    assert database.write(lambda c: case_steps.close_silent(c, last + timedelta(1))) == 1
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert case.status == "closed"


def test_nobody_acts_on_a_case_out_of_reach(database: Database, head: Actor) -> None:
    other = database.write(lambda c: build_place(c, "B", public_code=OTHER_CODE))
    database.write(lambda c: write(c, other, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    steps = (
        lambda c: case_steps.reply(c, number, head, "Halo.", NOW),
        lambda c: case_steps.take_up(c, number, head, NOW),
        lambda c: case_steps.close(c, number, head, "salah", NOW),
        lambda c: case_steps.reopen(c, number, head, NOW),
        lambda c: case_steps.set_kind(c, number, head, "information", NOW),
        lambda c: case_steps.decide(c, number, head, [], "praise", None, NOW),
        lambda c: case_of(c, number, head.scope, TODAY),
    )
    for step in steps:
        with pytest.raises(NotFound):
            database.write(step)
    assert database.read(lambda c: cases.cases(c, head.scope, CaseFilter("all"), TODAY)) == []
    assert database.read(lambda c: c.execute(select(AuditEntry)).all()) == []


def test_steps_say_what_is_missing(database: Database, place: Place, head: Actor) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    for step in (
        lambda c: case_steps.reply(c, number, head, "  ", NOW),
        lambda c: case_steps.reply(c, number, head, "a" * 4001, NOW),
        lambda c: case_steps.close(c, number, head, "", NOW),
        lambda c: case_steps.set_kind(c, number, head, "rahasia", NOW),
        lambda c: case_steps.decide(c, number, head, ["time"], "other", None, NOW),
        lambda c: case_steps.decide(c, number, head, ["waktu"], "complaint", None, NOW),
        lambda c: case_steps.decide(c, number, head, ["time"], "marah", None, NOW),
    ):
        with pytest.raises(Invalid):
            database.write(step)
    with pytest.raises(Refused):
        database.write(lambda c: case_steps.reopen(c, number, head, NOW))
    assert database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY)).status == "new"


def test_a_check_can_be_taken_back_by_whoever_made_it(
    database: Database, place: Place, head: Actor, inspector: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE]))
    (number, _), *_ = database.read(lambda c: readings.unread(c, 1))
    database.write(lambda c: readings.store_readings(c, [reading(number, "time")], "v1", NOW))
    database.write(lambda c: case_steps.decide(c, number, head, [], "praise", None, NOW))
    last = database.read(
        lambda c: review.own_last_decision(c, head.account_id, NOW, timedelta(minutes=1))
    )
    assert last is not None
    with pytest.raises(NotFound):
        database.write(lambda c: decisions.withdraw(c, last, inspector.account_id, NOW))
    database.write(lambda c: decisions.withdraw(c, last, head.account_id, NOW))
    assert database.read(lambda c: effective(c, number)) == {("time", "model")}
    case = database.read(lambda c: case_of(c, number, EVERYWHERE, TODAY))
    assert (case.polarity, case.kind) == ("complaint", "not_supervisory")
    assert database.read(lambda c: review.count_unchecked(c, EVERYWHERE)) == 1


def test_what_people_decided_is_there_to_learn_from(
    database: Database, place: Place, head: Actor
) -> None:
    database.write(lambda c: write(c, place, [QUEUE, "kursi rusak"]))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 2))]
    database.write(
        lambda c: readings.store_readings(c, [reading(n, "time") for n in numbers], "v1", NOW)
    )
    for labels in (["cost"], ["time", "conduct"]):
        database.write(
            lambda c, labels=labels: case_steps.decide(
                c, numbers[0], head, labels, "complaint", None, NOW, drawn=True
            )
        )
    (found,) = database.read(review.decided_texts)
    assert (found.text, found.labels, found.polarity) == (QUEUE, ("time", "conduct"), "complaint")
    (checked,) = database.read(lambda c: review.checked_by_version(c, "v1"))
    assert (checked.predicted, checked.decided) == (("time",), ("time", "conduct"))
    assert all(database.read(lambda c: c.execute(select(Decision.drawn)).scalars().all()))


def test_a_promise_is_kept_with_its_proof_and_shown_to_citizens(
    database: Database, place: Place, head: Actor
) -> None:
    wanted = read_wanted(
        {
            "activity": "Kursi tambahan",
            "element": "facilities",
            "due_on": "2026-11-10",
            "public": "1",
        },
        date(2026, 11, 9),
    )
    with pytest.raises(Invalid) as fault:
        read_wanted({"activity": "Kursi tambahan", "due_on": "2026-11-10"}, TODAY)
    assert fault.value.fields == {
        "due_on": "Waktu: hari itu sudah lewat; isi hari ini atau sesudahnya."
    }
    late = {"activity": "Kursi tambahan", "due_on": "2026-11-10", "status": "running"}
    assert read_wanted(late, TODAY, wanted.due_on).due_on == wanted.due_on
    number = database.write(
        lambda c: follow_ups.add(
            c, head.scope, wanted, unit_id=place.unit_id, actor="kepala", now=NOW
        )
    )
    line = database.read(lambda c: follow_ups.line(c, number, head.scope))
    assert line.is_late(TODAY)
    with pytest.raises(Invalid) as fault:
        read_wanted({"activity": "Kursi tambahan", "status": "done"}, TODAY)
    assert set(fault.value.fields) == {"proof"}
    done = read_wanted(
        {"activity": "Kursi tambahan", "status": "done", "proof": "Nota 12", "public": "1"}, TODAY
    )
    database.write(
        lambda c: follow_ups.change(c, number, head.scope, done, actor="kepala", now=NOW)
    )
    changes = database.read(
        lambda c: complaints.changes_at(c, place.counter_id, place.unit_id, NOW)
    )
    assert [(change.activity, change.done_on) for change in changes] == [("Kursi tambahan", TODAY)]
    other = database.write(lambda c: build_place(c, "B", public_code=OTHER_CODE))
    with pytest.raises(NotFound):
        database.write(
            lambda c: follow_ups.change(
                c, number, PlaceScope(other.agency_id), done, actor="orang lain", now=NOW
            )
        )


def test_the_queue_can_be_narrowed_and_keeps_the_urgent_on_top(
    database: Database, place: Place
) -> None:
    texts = ["kursi patah, ibu saya jatuh", QUEUE, "petugas ramah", "antre lama sekali"]
    database.write(lambda c: write(c, place, texts, days_ago=2))
    numbers = [number for number, _ in database.read(lambda c: readings.unread(c, 4))]
    found = [
        reading(numbers[0], "facilities", danger=True, needs_review=True),
        reading(numbers[1], "time"),
        reading(numbers[2], "conduct", polarity="praise"),
        reading(numbers[3], "time", "conduct"),
    ]
    database.write(lambda c: readings.store_readings(c, found, "v1", NOW))

    def listed(**wanted: object) -> list[int]:
        narrowed = CaseFilter(**wanted)  # type: ignore[arg-type]
        lines = database.read(lambda c: cases.cases(c, EVERYWHERE, narrowed, TODAY))
        count = database.read(lambda c: cases.count_cases(c, EVERYWHERE, narrowed, TODAY))
        assert count == len(lines)
        return [line.complaint_id for line in lines]

    assert listed() == [numbers[0], numbers[3], numbers[1]]
    assert listed(label="time") == [numbers[3], numbers[1]]
    assert listed(view="all", polarity="praise") == [numbers[2]]
    assert listed(unchecked=True) == [numbers[0]]
    assert listed(first=TODAY) == []
    assert listed(view="late") == []
    assert database.read(lambda c: cases.case_counts(c, EVERYWHERE, TODAY)).danger == 1
