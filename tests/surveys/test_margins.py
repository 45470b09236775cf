"""A figure has one margin wherever it is shown, narrowed by the number served."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from portal.database import Database
from surveys import (
    comparison,
    kept_figures,
    publication,
    published,
    reportable,
    results,
    results_closing,
    results_trend,
    results_units,
    standings,
)
from surveys.collection import services_of
from surveys.issued_check import check_issued
from surveys.responses import store_drafts
from surveys.results_monday import monday
from surveys.results_parts import parts_of
from surveys.results_report_agency import agency_report_of, public_agency_report_of
from surveys.results_report_public import public_report_of
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.margin import Interval
from surveys.rules.periods import parse_period
from surveys.scope import PlaceScope
from surveys.tables import PublishedFigure, VisitCount
from tests.builders import NOW, TODAY, Place, build_draft, build_place

Q3 = parse_period("2026-Q3")
DAYS = (Q3.first_day, Q3.last_day)
FEW = 5
SERVED = 120
"""Who came to the first unit, in three months; the second unit never counted."""

COST = list(Element).index(Element.COST)

Margins = dict[str, tuple[float, float]]


def fill(connection: Connection, *, gap: bool = False) -> list[Place]:
    """Two units of an agency, sixty sheets each over twenty days.

    gap : the second unit takes no fee, so that nobody there is asked what it costs.
    """
    one = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
    code = complete_counter_code(b"b" * 14)
    two = build_place(connection, "B", public_code=code, agency_id=one.agency_id)
    chance = random.Random(4)
    for place in (one, two):
        drafts = []
        for number in range(60):
            scores: list[int | None] = [chance.choice((2, 3, 3, 4)) for _ in range(9)]
            if gap and place is two:
                scores[COST] = None
            draft = build_draft(place, f"u{place.unit_id}-{number}", scores=tuple(scores))
            day = Q3.first_day + timedelta(days=number // 3)
            drafts.append(replace(draft, local_date=day, service_id=place.service_ids[0]))
        store_drafts(connection, drafts)
    return [one, two]


def half_year(connection: Connection) -> Place:
    """A unit that takes a fee since April: before, nobody was asked what it costs."""
    place = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14))
    chance = random.Random(5)
    for code in ("2026-Q1", "2026-Q2"):
        drafts = []
        for number in range(60):
            scores: list[int | None] = [chance.choice((2, 3, 3, 4)) for _ in range(9)]
            if code == "2026-Q1":
                scores[COST] = None
            draft = build_draft(place, f"{code}-{number}", scores=tuple(scores))
            day = parse_period(code).first_day + timedelta(days=number // 3)
            drafts.append(replace(draft, local_date=day))
        store_drafts(connection, drafts)
    return place


def count_visits(connection: Connection, place: Place, **part: int) -> None:
    for month in ("2026-07", "2026-08", "2026-09"):
        connection.execute(
            insert(VisitCount).values(
                unit_id=place.unit_id, period=month, visitors=SERVED // 3, **part
            )
        )


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return round(interval.low, 9), round(interval.high, 9)


def public_ends(figures: published.PublicFigures | None) -> tuple[float, float]:
    assert figures is not None
    assert figures.index is not None
    return round(figures.index.low, 9), round(figures.index.high, 9)


def on_pages(connection: Connection, scope: PlaceScope) -> Margins:
    """What the Monday page, the trend, the comparison and the command say of a place."""
    stretch = results_trend.stretch_to(connection, scope, Q3)
    [point] = results_trend.trend(stretch, FEW)
    assert point.low is not None
    assert point.high is not None
    compared = comparison.comparison(connection, scope, Q3, TODAY, FEW)
    total, _ = results_units.figures_per_unit(connection, scope, *DAYS)
    page = monday(connection, scope, Q3, TODAY, FEW, with_cases=False)
    return {
        "figures": ends(results.figures(connection, scope, *DAYS).interval),
        "monday": ends(page.figures.interval),
        "trend": (round(point.low, 9), round(point.high, 9)),
        "comparison": ends(compared.total.interval),
        "command": ends(total.interval),
        "before the report": ends(reportable.reportable(connection, scope, Q3).figures.interval),
    }


def of_unit(connection: Connection, place: Place) -> Margins:
    """What every view says of one unit."""
    scope, agency = PlaceScope(unit_id=place.unit_id), PlaceScope(place.agency_id)
    report = report_of(connection, "UNIT-A", *DAYS, FEW)
    within = agency_report_of(connection, "INST-A", *DAYS, FEW).whole
    assert within is not None
    assert within.units[0].figures is not None
    compared = comparison.comparison(connection, agency, Q3, TODAY, FEW)
    part = next(one for one in compared.parts if one.code == "UNIT-A")
    _, units = results_units.figures_per_unit(connection, agency, *DAYS)
    [line] = [each for each in standings.public_units(connection, Q3) if each.code == "UNIT-A"]
    return {
        **on_pages(connection, scope),
        "report": ends(report.figures.interval),
        "agency's report": ends(within.units[0].figures.interval),
        "beside others": ends(part.figures.interval),
        "line of the command": ends(units[0].figures.interval),
        "public": public_ends(line.figures),
    }


def of_agency(connection: Connection, place: Place) -> Margins:
    """What every view says of the agency."""
    report = agency_report_of(connection, "INST-A", *DAYS, FEW)
    compared = comparison.comparison(connection, PlaceScope(region="Kota Metro"), Q3, TODAY, FEW)
    [part] = compared.parts
    units = standings.public_units(connection, Q3)
    [line] = standings.agency_standings(units)
    snapshots = [unit.figures for unit in units if unit.figures is not None]
    handed_on = public_agency_report_of(connection, "INST-A", Q3, FEW)
    return {
        **on_pages(connection, PlaceScope(place.agency_id)),
        **{f"{name}, region": it for name, it in on_pages(connection, REGION).items()},
        **{f"{name}, everywhere": it for name, it in on_pages(connection, PlaceScope()).items()},
        "report": ends(report.figures.interval),
        "report that is handed on": ends(handed_on.figures.interval),
        "beside others": ends(part.figures.interval),
        "public": public_ends(line.figures),
        "public page": public_ends(published.together(snapshots)),
    }


REGION = PlaceScope(region="Kota Metro")


def keep_all(connection: Connection) -> None:
    """Work out every period, as the background does."""
    keys = kept_figures.behind(connection, TODAY)
    kept_figures.keep(connection, kept_figures.worked_out(connection, keys))


@pytest.mark.parametrize(("view", "gap"), [(of_unit, False), (of_agency, False), (of_agency, True)])
def test_every_view_gives_the_same_margin_and_visits_narrow_it(
    database: Database, view: Callable[[Connection, Place], Margins], *, gap: bool
) -> None:
    [place, _] = database.write(lambda c: fill(c, gap=gap))

    def look() -> tuple[float, float]:
        database.write(lambda c: publication.refresh_all(c, NOW, FEW))
        found = database.read(lambda c: view(c, place))
        assert len(set(found.values())) == 1, found
        return next(iter(found.values()))

    wide = look()
    database.write(lambda c: count_visits(c, place))
    # A snapshot keeps the margin it was published with until it moves.
    database.write(lambda c: c.execute(published.PublishedFigure.__table__.delete()))
    narrow = look()
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    database.write(keep_all)
    assert look() == narrow


def test_a_gap_in_one_unit_leaves_a_margin_that_rests_on_both(database: Database) -> None:
    """Neither that of one unit alone nor none, and no narrower than if the unit had no gap."""
    places = database.write(lambda c: fill(c, gap=True))
    agency = PlaceScope(places[0].agency_id)

    def look(connection: Connection) -> list[Interval]:
        alone = [PlaceScope(unit_id=place.unit_id) for place in places]
        found = [results.figures(connection, each, *DAYS) for each in (agency, *alone)]
        assert found[2].interval is None
        whole, one, two = found[0].interval, found[1].interval, found[2].part_interval
        assert whole is not None
        assert one is not None
        assert two is not None
        return [whole, one, two]

    whole, one, two = database.read(look)
    # The first unit is all there is of what it costs, the second half of the other eight.
    shares = (8 / 2 + 1) / 9, (8 / 2) / 9
    variance = (shares[0] * one.standard_error) ** 2 + (shares[1] * two.standard_error) ** 2
    assert whole.standard_error == pytest.approx(variance**0.5)
    assert one.clusters + two.clusters == whole.clusters


def test_a_half_year_whose_first_quarter_has_a_gap_has_a_margin_where_it_is_handed_on(
    database: Database,
) -> None:
    place = database.write(lambda c: half_year(c))

    def look(connection: Connection) -> list[Interval | None]:
        half = parse_period("2026-1")
        public = public_report_of(connection, "UNIT-A", half, FEW).figures
        working = report_of(connection, "UNIT-A", half.first_day, half.last_day, FEW).figures
        assert public.index == working.index
        return [public.interval, working.interval]

    database.write(lambda c: publication.refresh_all(c, NOW, FEW))
    handed_on, within = database.read(look)
    assert handed_on is not None
    assert within is not None
    assert handed_on.margin == pytest.approx(within.margin, rel=0.35)

    def close(connection: Connection) -> None:
        half = parse_period("2026-1")
        results_closing.close_period(
            connection, place.unit_id, half, actor="kepala", now=NOW, today=TODAY
        )

    database.write(close)
    assert database.read(look)[0] == handed_on
    [checked] = database.read(lambda c: check_issued(c, PlaceScope()))
    assert checked.wrong == ()


def test_snapshots_of_before_pool_as_if_their_elements_moved_as_one(database: Database) -> None:
    """They keep no margin of the mean of what was answered: never a narrower one, never none."""
    [place, two] = database.write(lambda c: fill(c, gap=True))
    database.write(lambda c: publication.refresh_all(c, NOW, FEW))

    def look(connection: Connection) -> list[tuple[float, float]]:
        units = standings.public_units(connection, Q3, place.agency_id)
        held = published.together([unit.figures for unit in units if unit.figures is not None])
        report = public_agency_report_of(connection, "INST-A", Q3, FEW)
        return [public_ends(held), ends(report.figures.interval)]

    def as_then(connection: Connection) -> None:
        own = PublishedFigure.unit_id == two.unit_id
        counts = dict(connection.execute(select(PublishedFigure.counts).where(own)).scalar_one())
        counts["errors"] = {name: it for name, it in counts["errors"].items() if name != "index"}
        connection.execute(update(PublishedFigure).where(own).values(counts=counts))

    [now, also] = database.read(look)
    assert now == also
    database.write(as_then)
    [then, also] = database.read(look)
    assert then == also
    assert then[1] - then[0] > now[1] - now[0]


def test_half_of_those_served_leave_half_of_the_variance(database: Database) -> None:
    [place, _] = database.write(fill)
    scope = PlaceScope(unit_id=place.unit_id)

    def error() -> float:
        interval = database.read(lambda c: results.figures(c, scope, *DAYS)).interval
        assert interval is not None
        return interval.standard_error

    before = error()
    database.write(lambda c: count_visits(c, place))
    assert error() ** 2 == pytest.approx(before**2 * (1 - 60 / SERVED))


def test_a_counter_and_a_service_are_narrowed_by_what_was_counted_there(
    database: Database,
) -> None:
    [place, _] = database.write(fill)
    here = PlaceScope(unit_id=place.unit_id)
    counter = PlaceScope(unit_id=place.unit_id, counter_id=place.counter_id)
    service = place.service_ids[0]

    def look(connection: Connection) -> tuple[Margins, float]:
        [line] = services_of(connection, place.unit_id, Q3, TODAY, FEW)
        compared = comparison.comparison(connection, here, Q3, TODAY, FEW)
        assert line.interval is not None
        margins = on_pages(connection, counter)
        margins.pop("before the report")
        return {
            **margins,
            "beside others": ends(compared.parts[0].figures.interval),
        }, line.interval.margin

    wide, wide_service = database.read(look)

    def visits(connection: Connection) -> None:
        count_visits(connection, place, counter_id=place.counter_id, counter_part=place.counter_id)
        count_visits(connection, place, service_id=service, service_part=service)

    database.write(visits)
    narrow, narrow_service = database.read(look)
    assert len(set(narrow.values())) == 1, narrow
    assert narrow["monday"][1] < wide["monday"][1]
    assert narrow_service < wide_service
    unit = database.read(lambda c: results.figures(c, here, *DAYS)).interval
    assert ends(unit) == wide["monday"]


def test_a_region_compares_agencies_as_their_own_pages_do(database: Database) -> None:
    """How much an element moved at an agency is the same from the region and from the agency."""
    [place, _] = database.write(fill)

    def more(connection: Connection) -> None:
        later = Q3.shifted(1).first_day
        drafts = [
            replace(build_draft(place, f"later-{number}", scores=(4,) * 9), local_date=later)
            for number in range(20)
        ]
        store_drafts(connection, drafts)
        count_visits(connection, place)

    database.write(more)

    def look(connection: Connection) -> tuple[object, object]:
        stretch = results_trend.stretch_to(connection, REGION, Q3.shifted(1))
        [part] = parts_of(connection, stretch, Element.COST, TODAY, FEW, {})
        agency = PlaceScope(place.agency_id)
        page = monday(connection, agency, Q3.shifted(1), TODAY, FEW, with_cases=False)
        return part.change, page.changes[Element.COST]

    from_region, own = database.read(look)
    assert from_region == own
    assert own is not None
