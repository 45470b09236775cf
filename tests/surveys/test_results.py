"""Figures, what the public sees of them, and closing: on both databases."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from sqlalchemy import Connection, insert, update

from portal.database import Database
from surveys import (
    publication,
    published,
    results,
    results_closing,
    results_corrections,
    results_parts,
    results_trend,
    standings,
)
from surveys.errors import Refused
from surveys.responses import Draft, store_drafts
from surveys.results_edition import edition_of
from surveys.results_figures import Figures
from surveys.results_monday import Direction, monday
from surveys.results_slices import by_channel
from surveys.rollups import rebuild
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.periods import Kind, Period, containing, parse_period
from surveys.rules.sample_size import required_respondents
from surveys.scope import PlaceScope
from surveys.tables import Questionnaire, Response, VisitCount
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.databases import new_database

Q4 = parse_period("2026-Q4")
FEW = 5


def place_in(connection: Connection, mark: str, agency_id: int | None = None) -> Place:
    code = complete_counter_code(mark.encode().ljust(14, b"x"))
    return build_place(connection, mark, public_code=code, agency_id=agency_id)


def answers(
    place: Place,
    scores: Sequence[tuple[int | None, ...]],
    day: date,
    name: str = "r",
    **more: object,
) -> list[Draft]:
    """Drafts of one day with these scores."""
    drafts = []
    for number, sheet in enumerate(scores):
        draft = build_draft(place, f"{name}-{day}-{number}", scores=sheet)
        drafts.append(replace(draft, local_date=day, overall=None, **more))  # type: ignore[arg-type]
    return drafts


def whole(value: int, count: int) -> list[tuple[int | None, ...]]:
    return [(value,) * 9] * count


@pytest.fixture
def place(database: Database) -> Place:
    return database.write(lambda c: place_in(c, "A"))


def quarter_figures(database: Database, place: Place, period: Period = Q4) -> Figures:
    scope = PlaceScope(unit_id=place.unit_id)
    return database.read(lambda c: results.figures(c, scope, period.first_day, period.last_day))


def test_each_element_is_the_mean_of_its_own_answers(database: Database, place: Place) -> None:
    sheets: list[tuple[int | None, ...]] = [
        (4, 3, 3, None, 3, 3, 3, 3, 3),
        (3, 3, 3, 4, 3, 3, 2, 3, 1),
        (3, None, 3, 4, 3, 3, 2, 3, 2),
    ]
    database.write(lambda c: store_drafts(c, answers(place, sheets, TODAY)))
    found = quarter_figures(database, place)
    columns = [[value for value in column if value] for column in zip(*sheets, strict=True)]
    exact = 25 * sum((Fraction(sum(each), len(each)) for each in columns), Fraction(0)) / 9
    assert found.index_exact == exact
    assert (found.respondents, found.incomplete) == (3, 2)
    assert found.element(Element.COST).n == 2
    assert found.element(Element.CONDUCT).bins == (0, 2, 1, 0)
    assert found.weakest_first()[0].element is Element.COMPLAINT_HANDLING
    assert found.interval is not None
    assert found.interval.low < found.index_exact < found.interval.high


def test_short_questionnaires_and_excluded_sheets_stay_out_of_the_index(
    database: Database, place: Place
) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(
            insert(Questionnaire).values(
                id=77, code="singkat", mode="short", official=False, valid_from=NOW
            )
        )
        store_drafts(connection, answers(place, whole(3, 6), TODAY))
        store_drafts(connection, answers(place, whole(1, 4), TODAY, "x", excluded=True))
        short: list[tuple[int | None, ...]] = [(1, 1, 1, *[None] * 6)] * 7
        store_drafts(connection, answers(place, short, TODAY, "s", questionnaire_id=77))

    database.write(fill)
    found = quarter_figures(database, place)
    assert (found.respondents, found.index, found.excluded) == (6, Decimal("75.00"), 4)
    page = database.read(
        lambda c: monday(c, PlaceScope(unit_id=place.unit_id), Q4, TODAY, FEW, with_cases=True)
    )
    assert page.short_respondents == 7


def test_an_element_that_nobody_answered_is_named_and_leaves_no_index(
    database: Database, place: Place
) -> None:
    sheet: tuple[int | None, ...] = (3, 3, 3, None, 3, 3, 3, 3, 3)
    database.write(lambda c: store_drafts(c, answers(place, [sheet] * 8, TODAY)))
    found = quarter_figures(database, place)
    assert (found.index, found.grade, found.unanswered) == (None, None, ("cost",))


def test_the_sample_is_that_of_the_users_counted_in_the_previous_period(
    database: Database, place: Place
) -> None:
    estimated = quarter_figures(database, place).need
    assert estimated.population is not None
    assert (estimated.population.users, estimated.population.estimated) == (1250, True)

    def count(connection: Connection) -> None:
        for month, visitors in (("2026-07", 400), ("2026-08", 300), ("2026-09", 300)):
            connection.execute(
                insert(VisitCount).values(unit_id=place.unit_id, period=month, visitors=visitors)
            )

    database.write(count)
    counted = quarter_figures(database, place).need
    assert counted.population is not None
    assert (counted.population.users, counted.population.estimated) == (1000, False)
    assert counted.required == required_respondents(1000) == 278


def test_a_fall_is_named_only_beyond_the_margin(database: Database, place: Place) -> None:
    """Everything is answered as before, but for the time."""

    def fill(connection: Connection) -> None:
        earlier = Q4.previous.first_day
        for day in range(12):
            when = earlier + timedelta(days=day)
            store_drafts(connection, answers(place, whole(4, 4) + whole(3, 2), when))
            later = Q4.first_day + timedelta(days=day)
            slow: list[tuple[int | None, ...]] = [(4, 4, 1, 4, 4, 4, 4, 4, 4)] * 4
            store_drafts(connection, answers(place, slow + whole(3, 2), later))

    database.write(fill)
    page = database.read(
        lambda c: monday(c, PlaceScope(unit_id=place.unit_id), Q4, TODAY, FEW, with_cases=True)
    )
    assert page.direction is Direction.DOWN
    assert page.focus is Element.TIME
    assert [part.fell for part in page.parts_that_fell] == [True]
    cost = page.changes[Element.COST]
    assert cost is not None
    assert not cost.beyond_chance
    assert [point.period for point in page.trend] == [Q4.previous, Q4]
    assert len(page.suggestions) <= 3


def test_a_counter_with_few_answers_hides_and_takes_another_with_it(
    database: Database, place: Place
) -> None:
    from surveys.tables import ServiceCounter

    def fill(connection: Connection) -> None:
        for number, count in ((2, 3), (3, 9)):
            counter_id = connection.execute(
                insert(ServiceCounter)
                .values(
                    unit_id=place.unit_id,
                    code=f"L{number}",
                    name=f"Loket {number} Contoh",
                    public_code=complete_counter_code(bytes([number]) * 14),
                )
                .returning(ServiceCounter.id)
            ).scalar_one()
            drafts = answers(place, whole(3, count), TODAY, f"l{number}", counter_id=counter_id)
            store_drafts(connection, drafts)
        store_drafts(connection, answers(place, whole(4, 20), TODAY))

    database.write(fill)
    scope = PlaceScope(unit_id=place.unit_id)

    def look(connection: Connection) -> list[results_parts.Part]:
        stretch = results_trend.stretch_to(connection, scope, Q4)
        return results_parts.parts_of(connection, stretch, Element.TIME, TODAY, FEW)

    parts = {part.name: part.n for part in database.read(look)}
    assert parts == {"Loket 1 Contoh A": 20, "Loket 2 Contoh": None, "Loket 3 Contoh": None}


def test_channels_add_up_to_the_whole(database: Database, place: Place) -> None:
    def fill(connection: Connection) -> None:
        store_drafts(connection, answers(place, whole(4, 6), TODAY, "a"))
        store_drafts(connection, answers(place, whole(2, 3), TODAY, "b", channel="paper"))

    database.write(fill)
    slices = database.read(
        lambda c: by_channel(c, PlaceScope(unit_id=place.unit_id), Q4.first_day, Q4.last_day)
    )
    assert [(each.name, each.respondents, each.index) for each in slices] == [
        ("qr", 6, Decimal("100.00")),
        ("paper", 3, Decimal("50.00")),
    ]


def snapshot(database: Database, place: Place) -> published.PublicFigures | None:
    held = database.read(lambda c: published.snapshots_of_unit(c, place.unit_id))
    return held[-1] if held else None


def refreshed(database: Database) -> int:
    return database.write(lambda c: publication.refresh(c, NOW, FEW))


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


def test_an_agency_has_one_margin_wherever_it_is_shown(database: Database) -> None:
    """Its units differ for good; that is no chance, so it must not widen the margin."""

    def fill(connection: Connection) -> Place:
        good = place_in(connection, "A")
        poor = place_in(connection, "B", good.agency_id)
        for place, value in ((good, 4), (poor, 2)):
            for day in range(12):
                sheets = [*whole(value, 4), *whole(3, 1 + day % 3)]
                when = Q4.first_day + timedelta(days=day)
                store_drafts(connection, answers(place, sheets, when, f"u{place.unit_id}"))
        return good

    place = database.write(fill)
    refreshed(database)
    scope = PlaceScope(agency_id=place.agency_id)

    def look(connection: Connection) -> tuple[float, float, float]:
        stretch = results_trend.stretch_to(connection, scope, Q4)
        page = results_trend.figures_in(connection, stretch, Q4).interval
        [point] = results_trend.trend(stretch, FEW)
        [line] = standings.agency_standings(standings.public_units(connection, Q4))
        assert page is not None
        assert line.figures is not None
        assert line.figures.index is not None
        assert point.low is not None
        assert point.high is not None
        return page.margin, (point.high - point.low) / 2, line.figures.index.margin

    page, point, public = database.read(look)
    assert page == pytest.approx(point) == pytest.approx(public)
    sample = database.read(lambda c: results.official_clusters(c, scope, Q4.first_day, Q4.last_day))
    as_if_drawn = results.figures_of(sample).interval
    assert as_if_drawn is not None
    assert page < as_if_drawn.margin / 2
