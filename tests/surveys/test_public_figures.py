"""What everybody sees of the figures: it appears at five, moves by five, and tells of nobody."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

from sqlalchemy import Connection, update

from portal.database import Database
from surveys import (
    publication,
    published,
    results,
    standings,
)
from surveys.responses import Draft, store_drafts
from surveys.rollups import rebuild
from surveys.scope import PlaceScope
from surveys.tables import Response
from tests.builders import NOW, TODAY, Place, build_draft
from tests.databases import new_database
from tests.surveys.sheets import FEW, Q4, answers, place_in, refreshed, whole


def snapshot(database: Database, place: Place) -> published.PublicFigures | None:
    held = database.read(lambda c: published.snapshots_of_unit(c, place.unit_id))
    return held[-1] if held else None


def test_the_public_figure_appears_at_five_and_moves_by_five(
    database: Database, place: Place
) -> None:
    database.write(lambda c: store_drafts(c, answers(place, whole(4, 4), TODAY)))
    assert refreshed(database) == 0
    card = database.read(lambda c: results.published_card(c, place.unit_id, NOW, FEW))
    assert (card.index, card.respondents, card.needed) == (None, 0, 1)
    database.write(lambda c: store_drafts(c, answers(place, whole(4, 1), TODAY, "b")))
    assert refreshed(database) == 1
    card = database.read(lambda c: results.published_card(c, place.unit_id, NOW, FEW))
    assert (card.index, card.respondents, card.grade, card.mutu, card.period) == (
        Decimal("100.00"),
        5,
        "A",
        "Sangat baik",
        "2026-Q4",
    )
    database.write(lambda c: store_drafts(c, answers(place, whole(1, 4), TODAY, "c")))
    assert refreshed(database) == 0
    before = snapshot(database, place)
    assert before is not None
    assert before.respondents == 5
    database.write(lambda c: store_drafts(c, answers(place, whole(1, 1), TODAY, "d")))
    assert refreshed(database) == 1
    after = snapshot(database, place)
    assert after is not None
    assert (after.respondents, after.index and after.index.points) == (10, Decimal("62.50"))


def test_nobody_who_left_an_element_out_stands_alone_between_two_snapshots(
    database: Database, place: Place
) -> None:
    """Five new sheets of which two name the cost would tell what those two said of it."""
    database.write(lambda c: store_drafts(c, answers(place, whole(4, 6), TODAY)))
    assert refreshed(database) == 1
    gap: tuple[int | None, ...] = (3, 3, 3, None, 3, 3, 3, 3, 3)
    sheets = [gap] * 4 + whole(1, 2)
    database.write(lambda c: store_drafts(c, answers(place, sheets, TODAY, "b")))
    assert refreshed(database) == 0
    database.write(lambda c: store_drafts(c, answers(place, whole(2, 3), TODAY, "c")))
    assert refreshed(database) == 1


def exclude(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Keep sheets out after all."""
    _turn(connection, drafts, excluded=True)


def _turn(connection: Connection, drafts: Sequence[Draft], *, excluded: bool) -> None:
    keys = [draft.form_key for draft in drafts]
    turned = update(Response).where(Response.form_key.in_(keys)).values(excluded=excluded)
    connection.execute(turned)
    rebuild(connection)


def test_a_busy_unit_moves_by_one_in_a_hundred_and_by_five_once_its_quarter_is_over(
    database: Database, place: Place
) -> None:
    database.write(lambda c: store_drafts(c, answers(place, whole(4, 800), TODAY)))
    assert refreshed(database) == 1
    database.write(lambda c: store_drafts(c, answers(place, whole(3, 7), TODAY, "seven")))
    assert refreshed(database) == 0
    database.write(lambda c: store_drafts(c, answers(place, whole(3, 1), TODAY, "eighth")))
    assert refreshed(database) == 1
    database.write(lambda c: store_drafts(c, answers(place, whole(3, 5), TODAY, "late")))
    assert refreshed(database) == 0
    # A document of it, or the end of the quarter, lets the last ones in.
    over = datetime.combine(Q4.last_day + timedelta(days=2), time(), UTC)
    assert database.write(lambda c: publication.refresh(c, over, FEW)) == 1
    found = snapshot(database, place)
    assert found is not None
    assert found.respondents == 813


def test_answers_taken_out_and_put_back_move_the_public_figure_by_five_too(
    database: Database, place: Place
) -> None:
    """Whoever compares one day's page with the next finds no single answer that was taken out."""
    drafts = answers(place, [(1 + n % 4,) * 9 for n in range(16)], TODAY)
    database.write(lambda c: store_drafts(c, drafts))
    refreshed(database)
    shown = []
    for step in range(12):
        database.write(lambda c, step=step: exclude(c, [drafts[step]]))
        refreshed(database)
        found = snapshot(database, place)
        shown.append(None if found is None else found.respondents)
    assert shown == [16] * 4 + [11] * 5 + [6] * 3
    for step in range(12):
        database.write(lambda c, step=step: put_back(c, [drafts[step]]))
        refreshed(database)
        found = snapshot(database, place)
        shown.append(None if found is None else found.respondents)
    numbers = [n or 0 for n in shown]
    assert all(now == before or abs(now - before) >= FEW for before, now in pairwise(numbers))
    # All that left in two steps is back together, which no row has to wait for.
    assert numbers[-1] == 16


def put_back(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Put sheets back into the figures."""
    _turn(connection, drafts, excluded=False)


def test_a_figure_of_which_few_are_left_is_taken_back(database: Database, place: Place) -> None:
    drafts = answers(place, whole(4, 10), TODAY)
    database.write(lambda c: store_drafts(c, drafts))
    assert refreshed(database) == 1
    database.write(lambda c: exclude(c, drafts[:4]))
    # Fewer than five have gone: that the figure went with them would tell of them.
    assert refreshed(database) == 0
    database.write(lambda c: exclude(c, drafts[4:8]))
    assert refreshed(database) == 1
    assert snapshot(database, place) is None


def public_numbers(connection: Connection, agency: int) -> dict[tuple[str, ...], int]:
    """How many people stand behind every figure that the public can see at this moment."""
    seen: dict[tuple[str, ...], int] = {}
    for quarter in published.published_quarters(connection, PlaceScope()):
        units = standings.public_units(connection, quarter, agency)
        shown = {unit.code: unit.figures for unit in units if unit.figures is not None}
        # Every set of units is a filter: an agency is all of them, a unit one, a difference some.
        for size in range(1, len(shown) + 1):
            for some in combinations(sorted(shown), size):
                figures = published.together([shown[code] for code in some])
                assert figures is not None
                name = (quarter.code, *some)
                seen[(*name, "all")] = figures.respondents
                for element, sums in figures.sums.items():
                    seen[(*name, element.value)] = sums.n
        for code, figures in shown.items():
            for key, parts in figures.groups.items():
                away = [part.name for part in parts if part.n is None]
                assert len(away) != 1
                hidden = figures.groups_n[key] - sum(part.n or 0 for part in parts)
                seen[(quarter.code, code, key, "hidden", *away)] = hidden
                for part in parts:
                    if part.n is not None:
                        seen[(quarter.code, code, key, part.name)] = part.n
    return seen


def test_no_two_looks_at_the_public_pages_differ_by_a_few_people(tmp_path: object) -> None:
    """Sheets trickle in, some with gaps, some excluded later; every filter, look against look."""
    database = new_database(tmp_path / "suara.db")
    chance = random.Random(11)
    first = database.write(lambda c: place_in(c, "A"))
    second = database.write(lambda c: place_in(c, "B", first.agency_id))
    third = database.write(lambda c: place_in(c, "C", first.agency_id))
    looks: list[dict[tuple[str, ...], int]] = [{}]
    stored: list[Draft] = []
    for step in range(90):
        drafts = []
        for place in (first, second, third):
            for number in range(chance.choice((0, 0, 1, 1, 2, 3, 7))):
                gaps = chance.random() < 0.3
                sheet = tuple(
                    None if gaps and chance.random() < 0.4 else chance.randint(1, 4)
                    for _ in range(9)
                )
                draft = build_draft(place, f"{place.unit_id}-{step}-{number}", scores=sheet)
                sex, school = chance.choice("PPPL "), chance.choice(("SMA", "S1", "S1", None))
                day = Q4.first_day + timedelta(days=step // 2)
                drafts.append(
                    replace(draft, sex=sex.strip() or None, education=school, local_date=day)
                )
        database.write(lambda c, drafts=drafts: store_drafts(c, drafts))
        stored += drafts
        if step % 9 == 8:
            taken = [stored.pop(chance.randrange(len(stored))) for _ in range(6)]
            database.write(lambda c, taken=taken: exclude(c, taken))
        refreshed(database)
        looks.append(database.read(lambda c: public_numbers(c, first.agency_id)))
    database.close()
    assert max(looks[-1].values()) > 100
    assert len({look.get(("2026-Q4", "UNIT-A", "all")) for look in looks}) > 10
    for earlier, later in pairwise(looks):
        for name in earlier.keys() | later.keys():
            now, before = later.get(name, 0), earlier.get(name, 0)
            assert now == 0 or now >= FEW, name
            assert now == before or abs(now - before) >= FEW, (name, before, now)


def test_strong_agencies_stand_above_and_luck_counts_little(database: Database) -> None:
    def fill(connection: Connection) -> None:
        sizes = (("A", 3, 200), ("B", 3, 12), ("C", 2, 150), ("D", 3, 150), ("E", 3, 6))
        for mark, good, count in sizes:
            place = place_in(connection, mark)
            sheets = whole(good, count - count // 3) + whole(good + 1, count // 3)
            if mark in "BE":
                sheets = whole(4, count)
            for day in range(3):
                part = sheets[day::3]
                when = Q4.first_day + timedelta(days=day)
                store_drafts(connection, answers(place, part, when, mark))

    database.write(fill)
    refreshed(database)
    lines = database.read(lambda c: standings.agency_standings(standings.public_units(c, Q4)))
    assert [line.code for line in lines[-2:]] == ["INST-C", "INST-E"]
    assert lines[-1].rank_points is None
    lucky = next(line for line in lines if line.code == "INST-B")
    assert lucky.figures is not None
    assert lucky.figures.index is not None
    assert lucky.figures.index.points == 100
    assert lucky.rank_points is not None
    assert lucky.rank_points < 100
