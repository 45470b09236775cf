"""What was promised is kept with its proof."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.database import Database
from surveys import follow_ups, promises
from surveys.case_steps import Actor
from surveys.errors import Invalid, NotFound
from surveys.follow_ups import read_wanted
from surveys.scope import PlaceScope
from tests.builders import NOW, TODAY, Place, build_place
from tests.surveys.comments import OTHER_CODE


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
    changes = database.read(lambda c: promises.changes_at(c, place.counter_id, place.unit_id, NOW))
    assert [(change.activity, change.done_on) for change in changes] == [("Kursi tambahan", TODAY)]
    other = database.write(lambda c: build_place(c, "B", public_code=OTHER_CODE))
    with pytest.raises(NotFound):
        database.write(
            lambda c: follow_ups.change(
                c, number, PlaceScope(other.agency_id), done, actor="orang lain", now=NOW
            )
        )


def test_a_deed_of_today_stands_on_the_form_from_the_units_own_midnight(
    database: Database, place: Place, head: Actor
) -> None:
    done = read_wanted(
        {
            "activity": "Kursi tambahan",
            "status": "done",
            "done_on": "2026-11-17",
            "proof": "Nota 12",
            "public": "1",
        },
        date(2026, 11, 17),
    )
    database.write(
        lambda c: follow_ups.add(
            c, head.scope, done, unit_id=place.unit_id, actor="kepala", now=NOW
        )
    )
    # One in the morning of the 17th in Jakarta.
    night = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)

    def told(now: datetime) -> int:
        return len(
            database.read(lambda c: promises.changes_at(c, place.counter_id, place.unit_id, now))
        )

    assert (told(night - timedelta(hours=2)), told(night)) == (0, 1)
