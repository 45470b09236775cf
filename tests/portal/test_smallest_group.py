"""Whoever opens every public door every day, with every filter, finds no one to four answers."""

import csv
import io
import random
import re
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations, pairwise

from sqlalchemy import Connection, insert, select, update

from portal.app import create_app
from portal.database import Database
from portal.publishing import publish
from surveys import publication, rollups
from surveys.published_services import public_services
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import Element
from surveys.rules.index import SCALE_2017
from surveys.rules.periods import parse_period
from surveys.tables import OlderResult, Response
from tests.builders import NOW, Place, build_draft, build_place
from tests.portal.conftest import Asked, settings_for

STEP = 5
QUARTER = "2026-Q4"
Sums = dict[str, tuple[int, float]]
"""Per element how many answered and the sum of their answers; the respondents with a sum of 0."""

FILTERS = {
    "service": "LAYANAN-A-1",
    "channel": "qr",
    "region": "Kota Metro",
    "agency": "INST-A",
    "unit": "UNIT-A",
    "from": QUARTER,
    "to": "2026-Q3",
    "period": QUARTER,
}
DOORS = (
    "/",
    "/agencies/INST-A",
    "/units/UNIT-A",
    "/units/UNIT-A/results.csv",
    "/units/UNIT-A/card/2026-Q4.svg",
    "/units/UNIT-A/services/LAYANAN-A-1",
    "/units/UNIT-A/services/LAYANAN-A-1/card/2026-Q4.svg",
    "/open-data",
    "/open-data/suara-loket.csv",
    "/api/v1/agencies",
    "/api/v1/units",
    "/api/v1/units/UNIT-A",
)
PERIOD_DOORS = ("/", "/agencies/INST-A", "/units/UNIT-A", "/units/UNIT-A/services/LAYANAN-A-1")
CLOSED_DOORS = (
    "/dashboard",
    "/dashboard/trust",
    "/comparison",
    "/complaints/themes",
    "/reports?unit=UNIT-A&period=2026-Q4",
    "/reports/file?unit=UNIT-A&period=2026-Q4",
    "/reports/closed/1/file",
    "/exports/1/file",
)


def a_world(connection: Connection) -> list[Place]:
    """Two units of one agency and one of another."""
    one = build_place(connection, "A", public_code=complete_counter_code(b"a" * 14), services=2)
    code = complete_counter_code(b"b" * 14)
    two = build_place(connection, "B", public_code=code, agency_id=one.agency_id)
    three = build_place(connection, "C", public_code=complete_counter_code(b"c" * 14))
    return [one, two, three]


def come(connection: Connection, place: Place, chance: random.Random, key: str, day: int) -> None:
    """Somebody answers most questions, on the QR code or on paper."""
    scores = tuple(None if chance.random() < 0.1 else chance.randint(1, 4) for _ in range(9))
    channel = chance.choice(("qr", "qr", "paper"))
    draft = build_draft(place, key, scores=scores, days_ago=day, channel=channel)
    service = chance.choice(place.service_ids)
    store_drafts(connection, [replace(draft, service_id=service)])


def leave_out(connection: Connection, chance: random.Random, many: int) -> None:
    """Keep some answers out of the figures, and count again."""
    counted = select(Response.id).where(Response.excluded.is_(False)).order_by(Response.id)
    ids = list(connection.execute(counted).scalars())
    gone = chance.sample(ids, min(many, len(ids)))
    connection.execute(update(Response).where(Response.id.in_(gone)).values(excluded=True))
    rollups.rebuild(connection)


def sums_of(figures: dict[str, object] | None) -> Sums | None:
    """The sums that a document of the JSON interface lets everybody compute."""
    if figures is None:
        return None
    held: dict[str, dict[str, object]] = figures["elements"]  # type: ignore[assignment]
    found: Sums = {"respondents": (int(str(figures["respondents"])), 0.0)}
    for name, each in held.items():
        n = int(str(each["n"]))
        found[name] = (n, round(n * float(str(each["mean"] or 0))))
    return found


def assert_no_few_between(one: Sums, other: Sums) -> None:
    """As many as before and the same answers, or five more or fewer."""
    for name in sorted({*one, *other}):
        (n, total), (other_n, other_total) = one.get(name, (0, 0.0)), other.get(name, (0, 0.0))
        assert (n, total) == (other_n, other_total) or abs(n - other_n) >= STEP, name


def added(parts: list[Sums]) -> Sums:
    """Several sums together."""
    found: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for part in parts:
        for name, (n, total) in part.items():
            found[name] = (found[name][0] + n, found[name][1] + total)
    return dict(found)


def open_rows(portal: Asked, query: str = "") -> list[dict[str, str]]:
    """The open data as everybody takes it; what it says of itself stands above the header."""
    text = portal.get(f"/open-data/suara-loket.csv{query}").content.decode("utf-8-sig")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def sums_of_rows(rows: list[dict[str, str]]) -> Sums:
    """Rows of open data as one sum."""

    def one(row: dict[str, str]) -> Sums:
        told = {
            e.value: (int(row[f"{e.value}_n"]), float(row[f"{e.value}_total"])) for e in Element
        }
        return {"respondents": (int(row["respondents"]), 0.0), **told}

    return {name: pair for name, pair in added([one(row) for row in rows]).items() if pair[0]}


def look(portal: Asked) -> dict[str, Sums]:
    """What every door says today of each unit; all doors must say the same."""
    query = f"?period={QUARTER}"
    units = portal.get(f"/api/v1/units{query}").json()["units"]
    found = {
        unit["unit_code"]: sums for unit in units if (sums := sums_of(unit["figures"])) is not None
    }
    for agency in portal.get(f"/api/v1/agencies{query}").json()["agencies"]:
        own = [u["unit_code"] for u in units if u["agency_code"] == agency["agency_code"]]
        parts = [found[code] for code in own if code in found]
        assert sums_of(agency["figures"]) == (added(parts) if parts else None)
    rows = open_rows(portal)
    assert {row["unit_code"] for row in rows} == set(found)
    for code, sums in found.items():
        assert sums_of_rows([row for row in rows if row["unit_code"] == code]) == sums
        [history] = portal.get(f"/api/v1/units/{code}").json()["quarters"]
        assert sums_of(history) == sums
        page = plain(portal.get(f"/units/{code}{query}").text)
        assert f"{sums['respondents'][0]} " in page
        table = portal.get(f"/units/{code}/results.csv").text
        assert {row["respondents"] for row in csv.DictReader(io.StringIO(table))} <= {
            str(sums["respondents"][0])
        }
    return found


def plain(page: str) -> str:
    """A page without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_no_two_looks_at_any_door_differ_by_a_few_answers(database: Database) -> None:
    chance = random.Random(1)
    places = database.write(a_world)
    portal = Asked(create_app(settings_for(database), database), database, places[0])
    seen: dict[str, list[Sums]] = defaultdict(list)
    for day in range(22, 8, -1):
        for number in range(chance.randrange(20)):
            place, late = chance.choice(places), chance.choice((0, 0, 0, 2))
            key = f"{day:02d}-{number:017d}"
            database.write(partial(come, place=place, chance=chance, key=key, day=day + late))
        if chance.random() < 0.4:
            many = chance.choice((1, 2, 3, 25 if day % 7 == 0 else 4))
            database.write(partial(leave_out, chance=chance, many=many))
        moment = NOW - timedelta(days=day)
        database.write(partial(publication.refresh_all, now=moment, smallest_group=STEP))
        for code, sums in look(portal).items():
            assert all(n >= STEP for n, _ in sums.values())
            if not seen[code] or seen[code][-1] != sums:
                seen[code].append(sums)
    assert sum(len(held) for held in seen.values()) > 6
    for held in seen.values():
        for one, other in pairwise(held):
            assert_no_few_between(one, other)


def test_no_filter_narrows_what_a_public_door_tells(database: Database) -> None:
    places = database.write(a_world)
    chance = random.Random(5)
    portal = Asked(create_app(settings_for(database), database), database, places[0])
    for number in range(120):
        place, day = chance.choice(places), chance.randrange(20)
        key = f"{number:020d}"
        database.write(partial(come, place=place, chance=chance, key=key, day=day))
    database.write(lambda c: publication.refresh_all(c, NOW, STEP))
    whole = look(portal)
    allowed = {sums["respondents"][0] for sums in whole.values()}
    allowed |= {sum(pair) for pair in combinations(sorted(allowed), 2)} | {sum(allowed), 0}
    services = database.read(lambda c: public_services(c, places[0].unit_id, parse_period(QUARTER)))
    of_services = {each.figures.respondents for each in services if each.figures}
    assert of_services
    allowed |= of_services
    pairs = list(combinations(sorted(FILTERS), 2))
    for door in DOORS:
        for one, other in pairs:
            answer = portal.get(door, params={one: FILTERS[one], other: FILTERS[other]})
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200, (door, one, other)
            told = re.findall(r"(\d+) (?:responden|lembar|respondents)", plain(answer.text))
            told += re.findall(r'"respondents":(\d+)', answer.text)
            assert {int(n) for n in told} - {STEP} <= allowed, (door, one, other)
    for one, other in pairs:
        query = f"?{one}={FILTERS[one]}&{other}={FILTERS[other]}"
        rows = open_rows(portal, query)
        for code in sorted({row["unit_code"] for row in rows}):
            assert sums_of_rows([row for row in rows if row["unit_code"] == code]) == whole[code]
    for period in ("2026-11", "2026-2", "2026"):
        for door in (*PERIOD_DOORS, "/api/v1/agencies", "/api/v1/units"):
            assert portal.get(f"{door}?period={period}").status_code == 404, (door, period)


def test_what_only_staff_may_read_stays_shut(portal: Asked) -> None:
    for door in CLOSED_DOORS:
        assert portal.get(door).status_code in (302, 303, 401, 403, 404), door


def test_answers_that_change_places_do_not_move_the_figures(database: Database) -> None:
    [place, *_] = database.write(a_world)
    full = (3, 3, 3, 3, 3, 3, 3, 3, 3)

    def store(connection: Connection, numbers: range, scores: tuple[int | None, ...]) -> None:
        drafts = [build_draft(place, f"{n:020d}", scores=scores, days_ago=2) for n in numbers]
        store_drafts(connection, drafts)
        publication.refresh_all(connection, NOW, STEP)

    database.write(lambda c: store(c, range(10), full))
    portal = Asked(create_app(settings_for(database), database), database, place)
    before = look(portal)

    def change_one(connection: Connection) -> None:
        # One goes and one comes; six others leave the first question out.
        gone = select(Response.id).order_by(Response.id).limit(1).scalar_subquery()
        connection.execute(update(Response).where(Response.id == gone).values(excluded=True))
        rollups.rebuild(connection)
        store(connection, range(10, 11), (1, *full[1:]))
        store(connection, range(11, 17), (None, *full[1:]))

    database.write(change_one)
    assert look(portal) == before


def test_figures_that_were_taken_back_return_a_step_away(database: Database) -> None:
    [place, *_] = database.write(a_world)
    portal = Asked(create_app(settings_for(database), database), database, place)

    def store(connection: Connection, numbers: range) -> None:
        store_drafts(connection, [build_draft(place, f"{n:020d}", days_ago=2) for n in numbers])
        publication.refresh_all(connection, NOW, STEP)

    def turn(connection: Connection, many: int, excluded: bool) -> None:
        first = list(connection.execute(select(Response.id).order_by(Response.id)).scalars())
        chosen = Response.id.in_(first[:many])
        connection.execute(update(Response).where(chosen).values(excluded=excluded))
        rollups.rebuild(connection)
        publication.refresh_all(connection, NOW, STEP)

    database.write(lambda c: store(c, range(9)))
    before = look(portal)
    database.write(lambda c: turn(c, 3, True))
    assert look(portal) == before
    database.write(lambda c: turn(c, 5, True))
    assert look(portal) == {}
    database.write(lambda c: store(c, range(9, 12)))
    assert look(portal) == {}
    database.write(lambda c: turn(c, 5, False))
    assert look(portal) == {}
    database.write(lambda c: store(c, range(12, 14)))
    after = look(portal)
    assert after["UNIT-A"]["respondents"][0] == 14


def test_an_older_result_of_a_few_or_of_a_time_that_is_told_stays_off_the_page(
    portal: Asked,
) -> None:
    def bring(connection: Connection) -> None:
        drafts = [build_draft(portal.place, f"{n:020d}", days_ago=2) for n in range(6)]
        store_drafts(connection, drafts)
        publication.refresh_all(connection, NOW, STEP)
        for period, n, points in (("2024-1", 40, 8111), ("2024-2", 3, 8222), ("2026", 8, 8333)):
            connection.execute(
                insert(OlderResult).values(
                    agency_id=portal.place.agency_id,
                    unit_id=portal.place.unit_id,
                    unit_part=portal.place.unit_id,
                    period=period,
                    scale=SCALE_2017.code,
                    index_hundredths=points,
                    respondents=n,
                    elements={},
                    origin="laporan",
                    imported_by="Sari",
                    imported_at=NOW,
                )
            )

    portal.database.write(bring)
    publish(portal.database, NOW, STEP)
    page = portal.get("/units/UNIT-A").text
    assert "81,11" in page
    assert "82,22" not in page
    assert "83,33" not in page
