"""Trainings that a planner enters, the evidence they make, and plans that freeze."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.database import Database, open_database
from portal.evidence import gather
from surveys import citizen_voices, drafts, plan_approval, plans, readings, training
from surveys.drafts import NewItem
from surveys.errors import Closed, Invalid, NotFound
from surveys.evidence import data_version, evidence_before
from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import AuditEntry, Complaint, Topic
from surveys.training import Seats, TrainingEntry
from tests.builders import NOW, Place, build_draft, build_place

CODE = complete_counter_code(b"a" * 14)


@pytest.fixture
def place(database: Database) -> Place:
    """A unit of ten people with a topic to be trained in."""

    def build(connection: Connection) -> Place:
        made = build_place(connection, "A", public_code=CODE, staff_count=10)
        connection.execute(
            insert(Topic).values(
                code="ETIKA", name="Etika", addresses=["conduct"], cost_per_seat_sen=125_000_000
            )
        )
        return made

    return database.write(build)


def entry(**changed: Any) -> TrainingEntry:
    values: dict[str, Any] = {
        "code": "ETIKA-1",
        "topic_code": "ETIKA",
        "cycle": "2026-2",
        "start_date": date(2026, 8, 3),
        "end_date": date(2026, 8, 5),
        "provider": None,
        "seats": (Seats("UNIT-A", 6),),
    }
    return TrainingEntry(**{**values, **changed})


def save(database: Database, given: TrainingEntry, *, new: bool = True) -> list[str]:
    return database.write(
        lambda c: training.save_training(c, given, new=new, actor="rina", now=NOW)
    )


@pytest.mark.usefixtures("place")
def test_a_training_is_stored_with_its_participants_and_on_record(database: Database) -> None:
    assert save(database, entry()) == []
    assert database.read(lambda c: training.training_of(c, "ETIKA-1")) == entry()
    [line] = database.read(training.trainings)
    assert (line.topic_name, line.units, line.participants) == ("Etika", 1, 6)
    actions = database.read(lambda c: list(c.execute(select(AuditEntry.action)).scalars()))
    assert "training_added" in actions


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "=1+1"}, "code"),
        ({"topic_code": "TIDAK-ADA"}, "topic"),
        ({"cycle": "2026-Q3"}, "cycle"),
        ({"end_date": date(2026, 8, 1)}, "end_date"),
        ({"seats": (Seats("UNIT-X", 3),)}, "seats"),
        ({"seats": (Seats("UNIT-A", 0),)}, "seats"),
        ({"seats": (Seats("UNIT-A", 1), Seats("UNIT-A", 2))}, "seats"),
    ],
)
@pytest.mark.usefixtures("place")
def test_what_cannot_be_is_refused_by_field_and_nothing_is_stored(
    database: Database, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save(database, entry(**changed))
    assert list(refused.value.fields) == [field]
    assert database.read(training.trainings) == []


@pytest.mark.usefixtures("place")
def test_a_code_is_used_once_and_a_change_needs_a_training(database: Database) -> None:
    with pytest.raises(NotFound):
        save(database, entry(), new=False)
    save(database, entry())
    with pytest.raises(Invalid):
        save(database, entry())


@pytest.mark.usefixtures("place")
def test_more_people_than_staff_and_dates_outside_the_cycle_are_only_remarked(
    database: Database,
) -> None:
    odd = save(
        database,
        entry(seats=(Seats("UNIT-A", 14),), start_date=date(2026, 2, 2), end_date=date(2026, 2, 3)),
    )
    assert len(odd) == 2
    assert any("UNIT-A: 14 peserta, pegawainya 10" in line for line in odd)


def test_a_training_entered_late_corrects_the_past_by_its_dates_alone(
    database: Database, place: Place
) -> None:
    database.write(lambda c: store_drafts(c, [build_draft(place, f"k{n}") for n in range(6)]))
    before = date(2026, 12, 1)
    assert gather(database, before).panel.deliveries == ()
    answers = gather(database, before).panel.answers
    seen = database.read(data_version)
    save(database, entry())
    [held] = gather(database, before).panel.deliveries
    assert (held.end, held.participants) == (date(2026, 8, 5), 6)
    assert (gather(database, before).panel.answers == answers).all()
    assert database.read(data_version) != seen
    # The plan of a cycle that had begun before knows nothing of it.
    assert gather(database, date(2026, 7, 1)).panel.deliveries == ()
    # A corrected date moves it, although no count changes.
    seen = database.read(data_version)
    save(
        database,
        entry(start_date=date(2026, 6, 1), end_date=date(2026, 6, 2)),
        new=False,
    )
    assert database.read(data_version) != seen
    assert len(gather(database, date(2026, 7, 1)).panel.deliveries) == 1


@pytest.mark.usefixtures("place")
def test_a_removed_training_leaves_no_participants(database: Database) -> None:
    save(database, entry())
    database.write(lambda c: training.remove_training(c, "ETIKA-1", actor="rina", now=NOW))
    assert gather(database, date(2026, 12, 1)).panel.deliveries == ()
    with pytest.raises(NotFound):
        database.write(lambda c: training.remove_training(c, "ETIKA-1", actor="rina", now=NOW))


def write_comments(database: Database, place: Place, texts: list[str]) -> list[int]:
    """Answers with these comments; returns the numbers of the complaints."""

    def write(connection: Connection) -> list[int]:
        drafts = [
            build_draft(place, f"c{n}", comment=text, receipt=f"R{n:012d}", days_ago=n)
            for n, text in enumerate(texts)
        ]
        store_drafts(connection, drafts)
        return list(connection.execute(select(Complaint.id).order_by(Complaint.id)).scalars())

    return database.write(write)


def read_as(database: Database, number: int, *labels: str, confidential: bool = False) -> None:
    reading = Reading(
        number, labels, dict.fromkeys(labels, 0.9), "complaint", None, False, confidential, False
    )
    database.write(lambda c: readings.store_readings(c, [reading], "v1", NOW))


def test_integrity_never_enters_the_evidence_and_never_a_sample(
    database: Database, place: Place
) -> None:
    first, second = write_comments(
        database,
        place,
        ["Petugas ketus kepada warga di loket", "Diminta uang rokok dan petugas ketus"],
    )
    read_as(database, first, "conduct")
    alone = database.read(lambda c: evidence_before(c, date(2026, 12, 1)))
    read_as(database, second, "conduct", "integrity", confidential=True)
    both = database.read(lambda c: evidence_before(c, date(2026, 12, 1)))
    assert both == alone
    assert [label for _, _, label, _ in both.problems] == ["conduct"]
    samples = database.read(
        lambda c: citizen_voices.sample_comments(
            c, place.unit_id, ["conduct", "integrity"], date(2026, 12, 1)
        )
    )
    assert [sample.text for sample in samples] == ["Petugas ketus kepada warga di loket"]


def test_a_sample_is_never_a_comment_kept_from_the_counter(
    database: Database, place: Place
) -> None:
    [number] = write_comments(database, place, ["Petugas ketus kepada warga di loket"])
    read_as(database, number, "conduct")
    database.write(lambda c: c.execute(update(Complaint).values(private=True)))
    until = NOW.date() + timedelta(days=5)
    assert (
        database.read(
            lambda c: citizen_voices.sample_comments(c, place.unit_id, ["conduct"], until)
        )
        == []
    )


def draft(database: Database, place: Place, *, seats: int = 4, seed: int = 0) -> int:
    item = NewItem(place.unit_id, 1, seats, seats * 125_000_000, 9.5, 3.25, {"low": 1, "high": 5})
    return database.write(
        lambda c: drafts.add_draft(
            c,
            cycle="2027-1",
            budget_sen=10**9,
            max_seats=None,
            basis={"seed": seed, "data_until": "2026-11-16"},
            items=[item],
            actor="rina",
            now=NOW,
        )
    )


def approve(connection: Connection, number: int) -> None:
    """Approved by somebody who did not draft it, with nothing to speak against it."""
    nothing = plan_approval.Concerns(NOW.date(), None, 0, None)
    plan_approval.approve(
        connection, number, actor="budi", now=NOW, concerns=nothing, confirmed=False
    )


def test_an_approved_plan_is_frozen(database: Database, place: Place) -> None:
    number = draft(database, place)
    database.write(lambda c: approve(c, number))
    stored = database.read(lambda c: plans.plan_of(c, number))
    assert not stored.is_draft
    assert stored.frozen is not None
    assert stored.frozen["basis"]["data_until"] == "2026-11-16"
    assert stored.frozen["items"][0]["unit_code"] == "UNIT-A"
    for change in (
        lambda c: drafts.replace_items(c, number, [], change={}, actor="rina", now=NOW),
        lambda c: drafts.discard(c, number, actor="rina", now=NOW),
        lambda c: approve(c, number),
    ):
        with pytest.raises(Closed):
            database.write(change)
    assert database.read(lambda c: plans.plan_of(c, number)) == stored


def test_the_same_proposal_sent_twice_is_one_draft(database: Database, place: Place) -> None:
    first = draft(database, place)
    assert draft(database, place) == first
    database.write(
        lambda c: drafts.replace_items(
            c, first, [], change={"reason": "Pindah"}, actor="rina", now=NOW
        )
    )
    assert draft(database, place) != first


def test_lines_worked_out_from_an_older_draft_are_not_stored(
    database: Database, place: Place
) -> None:
    number = draft(database, place)

    def change(seen: int) -> bool:
        return database.write(
            lambda c: drafts.replace_items(
                c, number, [], change={"reason": "Pindah"}, actor="rina", now=NOW, seen=seen
            )
        )

    assert change(0)
    stored = database.read(lambda c: plans.plan_of(c, number))
    assert not change(0)
    assert database.read(lambda c: plans.plan_of(c, number)) == stored
    assert change(1)


def test_a_cycle_has_one_approved_plan_and_it_counts(database: Database, place: Place) -> None:
    first = draft(database, place)
    database.write(lambda c: approve(c, first))
    second = draft(database, place, seats=2)
    assert second != first
    assert database.read(lambda c: plans.plan_for_cycle(c, "2027-1")) == first
    with pytest.raises(Closed):
        database.write(lambda c: approve(c, second))
    database.write(lambda c: drafts.discard(c, second, actor="rina", now=NOW))
    [line] = database.read(plans.plans)
    assert (line.plan_id, line.seats, line.units, line.spent_sen) == (first, 4, 1, 500_000_000)


def while_approved(database: Database, number: int, work: Callable[[Connection], object]) -> None:
    """Somebody else's work, begun while an approval is not committed yet; raises what they hear."""
    other = open_database(database.url)
    try:
        with ThreadPoolExecutor(1) as pool:

            def meanwhile(connection: Connection) -> Future[object]:
                approve(connection, number)
                late = pool.submit(other.write, work)
                # As long as this work is not committed, the other one cannot go past it.
                assert wait([late], timeout=0.5).not_done
                return late

            database.write(meanwhile).result()
    finally:
        other.close()


def test_of_two_who_approve_at_once_only_one_is_heard(database: Database, place: Place) -> None:
    if database.url.startswith("sqlite"):
        pytest.skip("one process alone writes there")
    first, second = draft(database, place), draft(database, place, seed=1)
    assert first != second
    with pytest.raises(Closed, match="sudah punya rencana"):
        while_approved(database, first, lambda c: approve(c, second))
    assert database.read(lambda c: plans.plan_for_cycle(c, "2027-1")) == first


@pytest.mark.parametrize("late", ["approve", "change", "discard"])
def test_what_waits_for_an_approval_leaves_the_approved_plan_as_it_is(
    database: Database, place: Place, late: str
) -> None:
    if database.url.startswith("sqlite"):
        pytest.skip("one process alone writes there")

    def work(connection: Connection) -> object:
        if late == "approve":
            return approve(connection, number)
        if late == "discard":
            return drafts.discard(connection, number, actor="rina", now=NOW)
        change = {"reason": "Pindah"}
        return drafts.replace_items(connection, number, [], change=change, actor="rina", now=NOW)

    number = draft(database, place)
    drafted = database.read(lambda c: plans.plan_of(c, number))
    with pytest.raises(Closed, match="Rencana ini sudah disetujui"):
        while_approved(database, number, work)
    stored = database.read(lambda c: plans.plan_of(c, number))
    assert (stored.status, stored.items) == ("approved", drafted.items)
    assert stored.changes == drafted.changes


def test_a_sample_is_as_old_as_the_count_beside_it(database: Database, place: Place) -> None:
    [number] = write_comments(database, place, ["Petugas ketus kepada warga di loket"])
    read_as(database, number, "conduct")
    until = NOW.date() + timedelta(days=5)
    for since, many in ((until - timedelta(days=365), 1), (until - timedelta(days=1), 0)):
        samples = database.read(
            lambda c, since=since: citizen_voices.sample_comments(  # type: ignore[misc]
                c, place.unit_id, ["conduct"], until, since=since
            )
        )
        assert len(samples) == many
