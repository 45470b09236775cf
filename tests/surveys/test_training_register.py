"""The register of trainings: staff that leaves, programmes of others, elements, and history."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.database import Database
from portal.evidence import gather
from surveys import other_programmes, training, training_history
from surveys.errors import Invalid, NotFound
from surveys.evidence import data_version
from surveys.other_programmes import NewProgramme
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import Topic, Unit
from surveys.training import Seats, TrainingEntry
from tests.builders import NOW, Place, build_draft, build_place

CODE = complete_counter_code(b"a" * 14)
BEFORE = date(2026, 12, 1)


@pytest.fixture
def place(database: Database) -> Place:
    """A unit of ten people with answers, and a topic to be trained in."""

    def build(connection: Connection) -> Place:
        made = build_place(connection, "A", public_code=CODE, staff_count=10)
        connection.execute(
            insert(Topic).values(
                code="ETIKA",
                name="Etika",
                addresses=["conduct"],
                elements=["competence", "conduct"],
                cost_per_seat_sen=125_000_000,
            )
        )
        store_drafts(connection, [build_draft(made, f"k{n}") for n in range(3)])
        return made

    return database.write(build)


def programme(**changed: Any) -> NewProgramme:
    values: dict[str, Any] = {
        "unit_code": "UNIT-A",
        "name": "Gedung baru",
        "topic_code": "",
        "start_date": date(2026, 3, 1),
        "end_date": None,
        "handling": "excluded",
    }
    return NewProgramme(**{**values, **changed})


def add(database: Database, given: NewProgramme) -> None:
    database.write(lambda c: other_programmes.add_programme(c, given, actor="rina", now=NOW))


def test_staff_that_leaves_reaches_the_estimates_as_a_share(
    database: Database, place: Place
) -> None:
    assert place.unit_id
    leaving = gather(database, BEFORE).panel.leaving_per_year
    assert leaving is not None
    assert leaving[0] != leaving[0]  # nobody said
    database.write(lambda c: c.execute(update(Unit).values(leaving_percent=25)))
    leaving = gather(database, BEFORE).panel.leaving_per_year
    assert leaving is not None
    assert leaving.tolist() == [0.25]


@pytest.mark.usefixtures("place")
def test_a_topic_addresses_its_complaints_and_its_elements(database: Database) -> None:
    [topic] = gather(database, BEFORE).panel.topics
    assert topic.addresses == ("conduct", "competence")


@pytest.mark.usefixtures("place")
def test_a_marked_unit_reaches_the_comparison_and_the_log(database: Database) -> None:
    seen = database.read(data_version)
    add(database, programme())
    [marked] = gather(database, BEFORE).panel.other_programmes
    assert (marked.name, marked.unit, marked.start, marked.end, marked.handling) == (
        "Gedung baru",
        0,
        date(2026, 3, 1),
        None,
        "excluded",
    )
    assert database.read(data_version) != seen
    # The plan of a cycle that had begun before knows nothing of it.
    assert gather(database, date(2026, 2, 1)).panel.other_programmes == ()
    [line] = database.read(other_programmes.programmes)
    database.write(
        lambda c: other_programmes.remove_programme(c, line.programme_id, actor="rina", now=NOW)
    )
    assert gather(database, BEFORE).panel.other_programmes == ()
    with pytest.raises(NotFound):
        database.write(
            lambda c: other_programmes.remove_programme(c, line.programme_id, actor="r", now=NOW)
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit_code": "UNIT-X"}, "unit"),
        ({"name": ""}, "name"),
        ({"name": "=1+1"}, "name"),
        ({"topic_code": "TIDAK-ADA"}, "topic"),
        ({"end_date": date(2026, 2, 1)}, "end_date"),
        ({"handling": "ignored"}, "handling"),
    ],
)
@pytest.mark.usefixtures("place")
def test_a_mark_that_cannot_be_is_refused_by_field(
    database: Database, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(database, programme(**changed))
    assert list(refused.value.fields) == [field]
    assert database.read(other_programmes.programmes) == []


@pytest.mark.usefixtures("place")
def test_the_same_mark_is_not_made_twice(database: Database) -> None:
    add(database, programme())
    with pytest.raises(Invalid):
        add(database, programme())


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


@pytest.mark.usefixtures("place")
def test_a_correction_says_who_changed_what_and_when(database: Database) -> None:
    def save(given: TrainingEntry, new: bool, actor: str) -> None:
        database.write(lambda c: training.save_training(c, given, new=new, actor=actor, now=NOW))

    save(entry(), True, "rina")
    save(entry(start_date=date(2026, 8, 4), seats=(Seats("UNIT-A", 8),)), False, "sari")
    newest, first = database.read(lambda c: training_history.history_of(c, "ETIKA-1"))
    assert (first.action, first.by, first.changes) == ("training_added", "rina", ())
    assert (newest.action, newest.by, newest.at) == ("training_changed", "sari", NOW)
    assert [(c.field, c.before, c.after) for c in newest.changes] == [
        ("start_date", "2026-08-03", "2026-08-04"),
        ("UNIT-A", "6", "8"),
    ]
    database.write(lambda c: training.remove_training(c, "ETIKA-1", actor="rina", now=NOW))
    gone = database.read(lambda c: training_history.history_of(c, "ETIKA-1"))[0]
    assert gone.action == "training_removed"


@pytest.mark.usefixtures("place")
def test_an_import_that_corrects_a_training_is_in_its_history(database: Database) -> None:
    database.write(lambda c: training.save_training(c, entry(), new=True, actor="rina", now=NOW))

    def correct(connection: Connection) -> int:
        before = training_history.states(connection)
        connection.execute(update(Topic).values(name="Etika"))
        assert training_history.record_corrections(connection, before, actor="x", now=NOW) == 0
        number = connection.execute(select(training.Training.id)).scalar_one()
        connection.execute(
            update(training.Participation)
            .where(training.Participation.training_id == number)
            .values(participants=9)
        )
        return training_history.record_corrections(connection, before, actor="impor", now=NOW)

    assert database.write(correct) == 1
    newest = database.read(lambda c: training_history.history_of(c, "ETIKA-1"))[0]
    assert newest.by == "impor"
    assert [(c.field, c.before, c.after) for c in newest.changes] == [("UNIT-A", "6", "9")]
