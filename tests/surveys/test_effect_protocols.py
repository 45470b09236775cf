"""What counts as a result is fixed before anybody has seen it, and who answers is counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from portal.database import Database
from portal.evidence import gather_with_mix
from portal.respondents import who_answered
from surveys import effect_protocols, training
from surveys.effect_protocols import Registered, outcomes_of, registered
from surveys.errors import Invalid
from surveys.respondents_mix import KINDS
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import Topic
from surveys.training import Seats, TrainingEntry
from tests.builders import NOW, Place, build_draft, build_place

CODE = complete_counter_code(b"a" * 14)


@pytest.fixture
def place(database: Database) -> Place:
    def build(connection: Connection) -> Place:
        made = build_place(connection, "A", public_code=CODE, staff_count=10)
        connection.execute(
            insert(Topic).values(
                code="ETIKA",
                name="Etika",
                addresses=["conduct", "integrity"],
                cost_per_seat_sen=1,
            )
        )
        return made

    return database.write(build)


def hold(database: Database, end: date) -> None:
    entry = TrainingEntry(f"E-{end}", "ETIKA", "2026-2", end, end, None, (Seats("UNIT-A", 6),))
    database.write(lambda c: training.save_training(c, entry, new=True, actor="rina", now=NOW))


def put_on_record(database: Database, outcome: str) -> None:
    database.write(lambda c: effect_protocols.register(c, "ETIKA", outcome, actor="rina", now=NOW))


@pytest.mark.usefixtures("place")
def test_the_index_always_counts_and_another_measure_only_when_registered(
    database: Database,
) -> None:
    hold(database, NOW.date() + timedelta(days=10))
    fixed = database.read(registered)
    assert fixed.counts("ETIKA", "index")
    assert not fixed.counts("ETIKA", "element:conduct")
    put_on_record(database, "element:conduct")
    assert database.read(registered).counts("ETIKA", "element:conduct")


@pytest.mark.usefixtures("place")
def test_a_measure_registered_after_its_result_was_open_stays_exploratory(
    database: Database,
) -> None:
    hold(database, NOW.date() - timedelta(days=31))
    put_on_record(database, "element:conduct")
    assert not database.read(registered).counts("ETIKA", "element:conduct")
    # A cycle whose trainings are not open yet is another matter.
    hold(database, NOW.date() + timedelta(days=40))
    ahead = (NOW.date(), NOW.date() + timedelta(days=90))
    assert database.read(lambda c: registered(c, ahead)).counts("ETIKA", "element:conduct")


def test_a_measure_counts_by_the_day_of_the_province_and_not_that_of_greenwich() -> None:
    opens = date(2026, 11, 2)
    # Two in the morning of the second in Lampung is still the first in Greenwich.
    for hour, counts in ((16, True), (19, False)):
        at = datetime(2026, 11, 1, hour, 0, tzinfo=UTC)
        fixed = Registered({("ETIKA", "element:conduct"): at}, {"ETIKA": opens})
        assert fixed.counts("ETIKA", "element:conduct") is counts


@pytest.mark.usefixtures("place")
def test_registering_twice_keeps_the_first_and_integrity_is_no_measure(
    database: Database,
) -> None:
    put_on_record(database, "complaints:conduct")
    put_on_record(database, "complaints:conduct")
    [kept] = database.read(effect_protocols.protocols)
    assert (kept.topic_code, kept.outcome, kept.by, kept.at) == (
        "ETIKA",
        "complaints:conduct",
        "rina",
        NOW,
    )
    for outcome in ("complaints:integrity", "element:time", "index", ""):
        with pytest.raises(Invalid):
            put_on_record(database, outcome)
    assert outcomes_of(("conduct", "digital", "integrity")) == (
        "element:conduct",
        "complaints:conduct",
        "complaints:digital",
    )


def test_who_answered_is_told_for_trained_units_beside_the_others(
    database: Database, place: Place
) -> None:
    other = database.write(
        lambda c: build_place(c, "B", public_code=complete_counter_code(b"b" * 14))
    )
    drafts = []
    for where, days_ago in ((place, 90), (place, 0), (other, 90), (other, 0)):
        moved = where == place and days_ago == 0
        for number in range(24):
            draft = build_draft(
                where,
                f"{where.unit_id}-{days_ago}-{number}",
                days_ago=days_ago,
                channel="kiosk" if moved else "qr",
            )
            drafts.append(replace(draft, sex="P" if moved else "L"))
    database.write(lambda c: store_drafts(c, drafts))
    end = (NOW - timedelta(days=60)).date()
    hold(database, end)
    gathered, mix = gather_with_mix(database, date(2027, 1, 1))
    assert mix.sum() == 96
    assert mix.shape[2] == len(KINDS)
    lines = {line.key: line for line in who_answered(gathered.panel, mix, 0, None)}
    assert lines["channel", "kiosk"].trained == (0.0, 1.0)
    assert lines["channel", "kiosk"].others == (0.0, 0.0)
    assert lines["sex", "P"].trained == (0.0, 1.0)
    assert lines["sex", "L"].others == (1.0, 1.0)
    assert lines["channel", "kiosk"].moved_size == 1.0
    assert lines["rate", ""].moved_size == 0.0
