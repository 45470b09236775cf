"""Open data by day: whoever looks every day and subtracts everything finds no few people."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from portal.database import Database
from surveys import open_data, publication
from surveys.open_data import OPEN_COLUMNS, OpenFilter
from surveys.responses import store_drafts
from surveys.rollups import rebuild
from surveys.rules.codes import complete_counter_code
from surveys.tables import OpenDay, PublishedFigure, Response
from tests.builders import NOW, Place, build_draft, build_place
from tests.databases import new_database

STEP = 5


def a_place(connection: Connection) -> Place:
    return build_place(connection, public_code=complete_counter_code(b"a" * 14))


def some_scores(chance: random.Random) -> tuple[int | None, ...]:
    left_out = chance.random() < 0.3
    return tuple(
        None if left_out and chance.random() < 0.5 else chance.randint(1, 4) for _ in range(9)
    )


def answer(connection: Connection, place: Place, chance: random.Random, key: str, day: int) -> None:
    """Somebody answers, now or (on a paper sheet that is entered late) some days ago."""
    store_drafts(connection, [build_draft(place, key, scores=some_scores(chance), days_ago=day)])


def rows_of(connection: Connection) -> list[Any]:
    return list(connection.execute(select(OpenDay.__table__).order_by(OpenDay.id)))


def elements_of(bins: list[int]) -> list[int]:
    return [sum(bins[place : place + 4]) for place in range(0, 36, 4)]


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_of_every_day_is_a_union_of_rows_of_five_or_more(
    seed: int, tmp_path: Any
) -> None:
    chance = random.Random(seed)
    database = new_database(tmp_path / "a.db")
    place = database.write(a_place)
    seen: list[Any] = []
    for day in range(40, 0, -1):
        now = NOW - timedelta(days=day)
        for number in range(chance.randrange(7)):
            late = chance.choice((0, 0, 0, 1, 9))
            key = f"{day:02d}-{number:017d}"
            database.write(lambda c, k=key, d=day + late: answer(c, place, chance, k, d))
        database.write(lambda c, n=now: publication.refresh_all(c, n, STEP))
        rows = database.read(rows_of)
        # What was laid down once stays as it is.
        assert rows[: len(seen)] == seen
        seen = rows
        for row in rows:
            assert row.respondents >= STEP
            assert all(n == 0 or n >= STEP for n in elements_of(row.bins))
        for period, n, counts in database.read(
            lambda c: list(
                c.execute(
                    select(
                        PublishedFigure.period, PublishedFigure.respondents, PublishedFigure.counts
                    )
                )
            )
        ):
            own = [row for row in rows if row.period == period]
            assert sum(row.respondents for row in own) == n
            whole = [sum(column) for column in zip(*(row.bins for row in own), strict=True)]
            shown = counts["bins"].values()
            assert [n for n in elements_of(whole) if n] == [sum(bins) for bins in shown]
    assert len(seen) > 5
    database.close()


def test_an_import_of_many_days_is_laid_down_day_by_day(database: Database) -> None:
    place = database.write(a_place)
    chance = random.Random(3)

    def work(connection: Connection) -> None:
        for day in range(3, 23):
            for number in range(8):
                key = f"{day:02d}-{number:017d}"
                full = (3, 4, 3, 2, 3, 3, 4, 3, chance.randint(1, 4))
                store_drafts(connection, [build_draft(place, key, scores=full, days_ago=day)])
        publication.refresh_all(connection, NOW, STEP)

    database.write(work)
    rows = database.read(rows_of)
    assert len(rows) == 20
    assert all(row.first_day == row.last_day and row.respondents == 8 for row in rows)
    [first, *_] = database.read(lambda c: list(open_data.open_rows(c, OpenFilter())))
    line = dict(zip(OPEN_COLUMNS, first, strict=True))
    assert line["unit_code"] == "UNIT-A"
    assert (line["time_n"], line["time_total"], line["time_points"]) == (8, 24, 75.0)
    # Eight sheets of one day prove little, and nothing is told beyond what the row says anyway.
    assert line["index_low"] < line["index"] - 5
    assert line["index_high"] > line["index"] + 5
    assert (line["grade"], line["may_be"]) == ("C", "B|D")


def test_a_few_answers_of_a_day_wait_for_others(database: Database) -> None:
    place = database.write(a_place)

    def come(connection: Connection, day: int, many: int) -> None:
        for number in range(many):
            key = f"{day:02d}-{number:017d}"
            store_drafts(connection, [build_draft(place, key, days_ago=day)])
        publication.refresh_all(connection, NOW, STEP)

    database.write(lambda c: come(c, 6, 4))
    assert database.read(rows_of) == []
    database.write(lambda c: come(c, 5, 3))
    [row] = database.read(rows_of)
    assert (row.last_day - row.first_day).days == 1
    assert row.respondents == 7


def keep_out(connection: Connection, many: int, *, out: bool = True) -> None:
    """The oldest sheets leave the figures, or come back."""
    first = list(
        connection.execute(select(Response.id).order_by(Response.id).limit(many)).scalars()
    )
    connection.execute(
        Response.__table__.update().where(Response.id.in_(first)).values(excluded=out)
    )
    rebuild(connection)
    publication.refresh_all(connection, NOW, STEP)


def three_days_of_ten(connection: Connection, place: Place) -> None:
    for day in (9, 8, 7):
        for number in range(10):
            key = f"{day:02d}-{number:017d}"
            store_drafts(connection, [build_draft(place, key, days_ago=day)])
    publication.refresh_all(connection, NOW, STEP)


@pytest.mark.parametrize("many", [3, 7, 12, 18])
def test_a_row_of_which_a_few_would_leave_or_stay_waits(database: Database, many: int) -> None:
    """Seven of ten: the day's row and the correction would be three people."""
    place = database.write(a_place)
    database.write(lambda c: three_days_of_ten(c, place))
    before = database.read(rows_of)
    database.write(lambda c: keep_out(c, many))
    assert database.read(rows_of) == before


@pytest.mark.parametrize("many", [7, 12, 18])
def test_what_was_taken_out_leaves_the_public_figure_once_its_quarter_is_over(
    database: Database, many: int
) -> None:
    """Nobody comes any more among whom it could stand, and the index must hold what counts."""
    place = database.write(a_place)
    database.write(lambda c: three_days_of_ten(c, place))
    before = database.read(rows_of)
    database.write(lambda c: keep_out(c, many))
    over = NOW + timedelta(days=92)
    database.write(lambda c: publication.refresh_all(c, over, STEP))
    [*rows, correction] = database.read(rows_of)
    assert rows == before
    assert correction.respondents == -many
    assert (correction.last_day - correction.first_day).days > 80
    shown = select(PublishedFigure.respondents)
    assert database.read(lambda c: c.execute(shown).scalar_one()) == 30 - many
    database.write(lambda c: publication.refresh_all(c, over, STEP))
    assert len(database.read(rows_of)) == len(before) + 1


@pytest.mark.parametrize("many", [5, 10, 15, 20])
def test_what_left_a_row_is_told_once_five_left_and_five_stay_or_none(
    database: Database, many: int
) -> None:
    place = database.write(a_place)
    database.write(lambda c: three_days_of_ten(c, place))
    before = database.read(rows_of)
    database.write(lambda c: keep_out(c, many))
    after = database.read(rows_of)
    assert after[: len(before)] == before
    [correction] = after[len(before) :]
    assert correction.respondents == -many
    # It says of no day that something was taken out of it.
    assert (correction.first_day.isoformat(), correction.last_day.isoformat()) == (
        "2026-10-01",
        "2026-12-31",
    )
    database.write(lambda c: keep_out(c, many, out=False))
    assert database.read(rows_of)[-1].respondents == many


def test_a_few_that_left_are_told_among_newer_sheets(database: Database) -> None:
    place = database.write(a_place)
    database.write(lambda c: three_days_of_ten(c, place))

    def come(connection: Connection) -> None:
        for number in range(12):
            key = f"03-{number:017d}"
            store_drafts(connection, [build_draft(place, key, days_ago=3)])
        publication.refresh_all(connection, NOW, STEP)

    database.write(lambda c: keep_out(c, 3))
    database.write(come)
    [*_, last] = database.read(rows_of)
    assert last.respondents == 9
    assert (last.last_day - last.first_day).days > 80
