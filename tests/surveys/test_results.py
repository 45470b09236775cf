"""The figures of a place and period, and what Monday morning makes of them."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import Connection, insert

from portal.database import Database
from surveys import (
    results,
    results_parts,
    results_trend,
    standings,
)
from surveys.responses import store_drafts
from surveys.results_monday import Direction, monday
from surveys.results_slices import by_way
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.sample_size import required_respondents
from surveys.scope import PlaceScope
from surveys.tables import Questionnaire, VisitCount
from tests.builders import NOW, TODAY, Place
from tests.surveys.sheets import FEW, Q4, answers, place_in, quarter_figures, refreshed, whole


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
        return results_parts.parts_of(connection, stretch, Element.TIME, TODAY, FEW, {})

    parts = {part.name: part.n for part in database.read(look)}
    assert parts == {"Loket 1 Contoh A": 20, "Loket 2 Contoh": None, "Loket 3 Contoh": None}


@pytest.mark.parametrize("few", [3, 5])
def test_channels_are_counted_and_their_index_told_unless_one_is_small(
    database: Database, place: Place, few: int
) -> None:
    def fill(connection: Connection) -> None:
        store_drafts(connection, answers(place, whole(4, 6), TODAY, "a"))
        store_drafts(connection, answers(place, whole(2, few), TODAY, "b", channel="paper"))

    database.write(fill)
    scope = PlaceScope(unit_id=place.unit_id)
    slices, _ = database.read(lambda c: by_way(c, results_trend.stretch_to(c, scope, Q4, 1), FEW))
    assert [(each.name, each.respondents, each.index) for each in slices] == [
        ("qr", 6, Decimal("100.00") if few == FEW else None),
        ("paper", few, Decimal("50.00") if few == FEW else None),
    ]


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
