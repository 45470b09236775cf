"""Closing a period: its figures stay, and what comes later stands beside them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from portal.database import Database
from surveys import (
    results_closing,
    results_corrections,
)
from surveys.errors import Refused
from surveys.responses import store_drafts
from surveys.results_edition import edition_of
from surveys.rules.periods import Kind, containing
from surveys.scope import PlaceScope
from tests.builders import NOW, TODAY, Place
from tests.surveys.sheets import Q4, answers, quarter_figures, refreshed, whole


def test_a_closed_period_keeps_its_figures_and_tells_what_came_late(
    database: Database, place: Place
) -> None:
    past = containing(TODAY, Kind.QUARTER).previous
    scope = PlaceScope(unit_id=place.unit_id)

    def close(connection: Connection) -> int:
        return results_closing.close_period(
            connection, place.unit_id, past, actor="kepala", now=NOW, today=TODAY
        )

    with pytest.raises(Refused, match="Belum ada jawaban"):
        database.write(close)
    sheets = [(4, 3, 3, 4, 3, 3, 2, 3, 3), (3, 3, 1, 4, 3, 3, 4, 3, 2)] * 5
    database.write(lambda c: store_drafts(c, answers(place, sheets, past.first_day)))
    before = quarter_figures(database, place, past)
    number = database.write(close)
    with pytest.raises(Refused, match="sudah ditutup"):
        database.write(close)
    with pytest.raises(Refused, match="masih berjalan"):
        database.write(
            lambda c: results_closing.close_period(
                c, place.unit_id, Q4, actor="kepala", now=NOW, today=TODAY
            )
        )
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        database.write(lambda c: results_corrections.note_correction(c, number, scope, NOW))
    late = answers(place, whole(1, 5), past.last_day, "late")
    database.write(lambda c: store_drafts(c, late[:3]))
    with pytest.raises(Refused, match="kurang dari 5 lembar"):
        database.write(lambda c: results_corrections.note_correction(c, number, scope, NOW))
    database.write(lambda c: store_drafts(c, late[3:]))
    refreshed(database)
    [line] = database.read(lambda c: results_corrections.closed_lines(c, scope))
    assert line.since is not None
    assert (line.since.moved, line.since.to_note, line.since.waiting) == (True, True, 0)
    assert line.since.frozen.index == before.index
    assert line.since.frozen.interval == before.interval
    assert line.since.frozen.elements == before.elements
    assert line.since.frozen.required == before.required
    assert line.since.now.respondents == 15
    assert line.closing.figures["weight"] == "1/9"
    database.write(lambda c: results_corrections.note_correction(c, number, scope, NOW))
    [line] = database.read(lambda c: results_corrections.closed_lines(c, scope))
    assert line.since is not None
    noted = [(each.noted_on, each.respondents) for each in line.since.corrections]
    assert noted == [(TODAY, 15)]
    assert (line.since.moved, line.since.to_note) == (True, False)


def test_a_correction_is_noted_once_however_often_it_is_asked_for(
    database: Database, place: Place
) -> None:
    past = containing(TODAY, Kind.QUARTER).previous
    scope = PlaceScope(unit_id=place.unit_id)
    sheets = [(4, 3, 3, 4, 3, 3, 2, 3, 3)] * 10
    database.write(lambda c: store_drafts(c, answers(place, sheets, past.first_day)))
    number = database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, past, actor="kepala", now=NOW, today=TODAY
        )
    )

    def note() -> str | None:
        return database.write(lambda c: results_corrections.note_correction(c, number, scope, NOW))

    def rows() -> list[int]:
        [line] = database.read(lambda c: results_corrections.closed_lines(c, scope))
        assert line.since is not None
        return [each.respondents for each in line.since.corrections]

    database.write(lambda c: store_drafts(c, answers(place, whole(1, 5), past.last_day, "a")))
    assert [note() is None for _ in range(3)] == [False, True, True]
    assert rows() == [15]
    # What comes after a correction is a second one, beside it, and waits for enough as the first.
    database.write(lambda c: store_drafts(c, answers(place, whole(2, 2), past.last_day, "b")))
    assert note() is None
    database.write(lambda c: store_drafts(c, answers(place, whole(2, 3), past.last_day, "c")))
    assert [note() is None for _ in range(2)] == [False, True]
    assert rows() == [15, 20]


def test_the_day_of_a_closing_and_of_a_correction_is_that_of_the_unit(
    database: Database, place: Place
) -> None:
    past = containing(TODAY, Kind.QUARTER).previous
    scope = PlaceScope(unit_id=place.unit_id)
    sheets = [(4, 3, 3, 4, 3, 3, 2, 3, 3)] * 10
    database.write(lambda c: store_drafts(c, answers(place, sheets, past.first_day)))
    at_night = datetime(2026, 11, 15, 20, 30, tzinfo=UTC)
    number = database.write(
        lambda c: results_closing.close_period(
            c, place.unit_id, past, actor="kepala", now=at_night, today=TODAY
        )
    )
    database.write(lambda c: store_drafts(c, answers(place, whole(1, 5), past.last_day, "a")))
    later = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    database.write(lambda c: results_corrections.note_correction(c, number, scope, later))
    [line] = database.read(lambda c: results_corrections.closed_lines(c, scope))
    assert line.since is not None
    assert line.closing.closed_on == date(2026, 11, 16)
    assert [each.noted_on for each in line.since.corrections] == [date(2026, 11, 21)]
    edition = database.read(lambda c: edition_of(c, place.unit_id, past))
    assert edition is not None
    assert edition.published_on == date(2026, 11, 21)
