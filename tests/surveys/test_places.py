"""Counters, codes and slips as they are stored, on both kinds of database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from portal.database import Database
from surveys import counters, places, registry, slips
from surveys.errors import Invalid, NotFound
from surveys.places import Retired
from surveys.responses import store_drafts
from surveys.rules.codes import ALPHABET, complete_counter_code
from surveys.scope import PlaceScope
from surveys.tables import Questionnaire, RetiredCode, ServiceCounter
from tests.builders import NOW, TODAY, Place, build_draft, build_place

CODES = [complete_counter_code(bytes([65 + number]) * 14) for number in range(4)]


def counted_bytes() -> Callable[[int], bytes]:
    """Bytes that differ from call to call, the same in every run."""
    calls = iter(range(1, 1_000_000))
    return lambda length: next(calls).to_bytes(length, "big")


@pytest.fixture
def pair(database: Database) -> tuple[Place, Place]:
    """Two agencies with a unit and a counter each."""
    first = database.write(lambda c: build_place(c, "A", public_code=CODES[0], services=2))
    second = database.write(lambda c: build_place(c, "B", public_code=CODES[1]))
    return first, second


@pytest.mark.usefixtures("pair")
def test_a_counter_is_found_with_its_services_and_the_full_questionnaire(
    database: Database,
) -> None:
    counter = database.read(lambda c: places.open_counter(c, CODES[0], NOW))
    assert (counter.code, counter.unit_code, counter.agency_code) == ("LOKET-A", "UNIT-A", "INST-A")
    assert [service.code for service in counter.services] == ["LAYANAN-A-1", "LAYANAN-A-2"]
    assert counter.mode == "full"
    with pytest.raises(NotFound):
        database.read(lambda c: places.open_counter(c, CODES[3], NOW))


def test_a_unit_asks_by_its_own_newest_questionnaire_once_that_is_in_force(
    database: Database, pair: tuple[Place, Place]
) -> None:
    starts = NOW + timedelta(days=1)
    database.write(
        lambda c: c.execute(
            insert(Questionnaire).values(
                code="PENDEK", mode="short", valid_from=starts, unit_id=pair[0].unit_id
            )
        )
    )

    def mode(place: Place, days: int) -> str:
        moment = NOW + timedelta(days=days)
        return database.read(lambda c: places.questionnaire_of(c, place.unit_id, moment)).mode

    assert (mode(pair[0], 0), mode(pair[0], 2), mode(pair[1], 2)) == ("full", "short", "full")


@pytest.mark.usefixtures("pair")
def test_a_renewed_code_leads_from_every_former_one_to_the_newest(database: Database) -> None:
    def renew(fresh: str) -> str:
        return database.write(lambda c: counters.renew_code(c, "LOKET-A", fresh, "Rusak", NOW))

    assert [renew(CODES[2]), renew(CODES[3])] == [CODES[0], CODES[2]]
    for former in (CODES[0], CODES[2]):
        with pytest.raises(Retired) as told:
            database.read(lambda c, former=former: places.open_counter(c, former, NOW))
        assert (told.value.now_code, told.value.reason) == (CODES[3], "Rusak")
    # A code that comes back into use is no longer a retired one.
    renew(CODES[0])
    assert database.read(lambda c: places.open_counter(c, CODES[0], NOW)).code == "LOKET-A"
    retired = database.read(lambda c: set(c.execute(select(RetiredCode.public_code)).scalars()))
    assert retired == {CODES[2], CODES[3]}


def test_a_code_is_renewed_only_within_reach(database: Database, pair: tuple[Place, Place]) -> None:
    for scope in (PlaceScope(pair[1].agency_id), PlaceScope(unit_id=pair[1].unit_id)):
        with pytest.raises(NotFound):
            database.write(
                lambda c, scope=scope: counters.renew_code(c, "LOKET-A", CODES[2], "x", NOW, scope)
            )
    kept = database.read(
        lambda c: c.execute(select(ServiceCounter.public_code).order_by(ServiceCounter.id)).all()
    )
    assert [row[0] for row in kept] == CODES[:2]


@pytest.mark.usefixtures("pair")
def test_scans_add_up_and_an_unknown_code_changes_nothing(database: Database) -> None:
    database.write(lambda c: counters.renew_code(c, "LOKET-A", CODES[2], "Hilang", NOW))
    for scans in ({CODES[0]: 2}, {CODES[0]: 3, CODES[3]: 9}, {}):
        database.write(lambda c, scans=scans: counters.count_scans(c, scans))
    unit = database.read(lambda c: registry.unit(c, "UNIT-A"))
    assert [(line.public_code, line.scans) for line in unit.retired] == [(CODES[0], 5)]


def test_lists_hold_the_counts_of_what_is_within_reach(
    database: Database, pair: tuple[Place, Place]
) -> None:
    drafts = [build_draft(pair[0], f"k{number}", days_ago=40 * number) for number in range(3)]
    database.write(lambda c: store_drafts(c, drafts))
    for scope, expected in (
        (PlaceScope(), [("UNIT-A", 1, 3), ("UNIT-B", 1, 0)]),
        (PlaceScope(pair[1].agency_id), [("UNIT-B", 1, 0)]),
        (PlaceScope(unit_id=pair[0].unit_id), [("UNIT-A", 1, 3)]),
    ):
        found = database.read(lambda c, scope=scope: registry.units(c, scope=scope))
        assert [(unit.code, unit.counters, unit.answers) for unit in found] == expected
        lines = database.read(lambda c, scope=scope: registry.agencies(c, scope))
        assert [(line.units, line.counters) for line in lines] == [(1, 1)] * len(expected)


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("words", ["%", "_", "100%"])
def test_signs_of_a_pattern_are_searched_as_they_stand(database: Database, words: str) -> None:
    assert database.read(lambda c: registry.units(c, words=words)) == []


def test_counters_to_print_stay_within_reach(database: Database, pair: tuple[Place, Place]) -> None:
    def printed(scope: PlaceScope, **asked: str) -> list[str]:
        found = database.read(
            lambda c: places.counters_to_print(c, scope=scope, day=TODAY, **asked)
        )
        return [counter.code for counter in found]

    assert printed(PlaceScope(), agency_code="INST-B") == ["LOKET-B"]
    assert printed(PlaceScope()) == ["LOKET-A", "LOKET-B"]
    assert printed(PlaceScope(pair[0].agency_id)) == ["LOKET-A"]
    assert printed(PlaceScope(pair[0].agency_id), counter_code="LOKET-B") == []


def test_each_slip_of_a_batch_counts_once_as_a_slip(
    database: Database, pair: tuple[Place, Place]
) -> None:
    batch = database.write(lambda c: slips.make(c, pair[0].counter_id, 3, NOW, counted_bytes()))
    counter_code, codes = database.read(lambda c: slips.codes_of(c, batch))
    assert counter_code == "LOKET-A"
    assert len(set(codes)) == 3
    assert all(len(code) == slips.SIGNS and set(code) <= set(ALPHABET) for code in codes)
    drafts = [build_draft(pair[0], f"k{number}") for number in range(3)]
    for draft, code in zip(drafts, (codes[0], codes[0], codes[2]), strict=True):
        draft.slip = code
        database.write(lambda c, draft=draft: store_drafts(c, [draft]))
    channels = database.read(
        lambda c: c.exec_driver_sql("select channel from response order by id").scalars().all()
    )
    assert channels == ["slip", "qr", "slip"]
    [line] = database.read(lambda c: slips.batches(c, unit_code="UNIT-A"))
    assert (line.batch, line.counter_code, line.made, line.used) == (batch, "LOKET-A", 3, 2)
    assert line.made_at == NOW


def test_batches_are_listed_newest_first_and_only_within_reach(
    database: Database, pair: tuple[Place, Place]
) -> None:
    chance = counted_bytes()
    made = [
        database.write(
            lambda c, day=day: slips.make(
                c, pair[0].counter_id, 1, NOW + timedelta(days=day), chance
            )
        )
        for day in range(3)
    ]
    found = database.read(lambda c: slips.batches(c, unit_code="UNIT-A"))
    assert [line.batch for line in found] == made[::-1]
    assert database.read(lambda c: slips.batches(c, unit_code="UNIT-B")) == []
    stranger = PlaceScope(pair[1].agency_id)
    assert database.read(lambda c: slips.batches(c, unit_code="UNIT-A", scope=stranger)) == []
    for batch, scope in ((made[0], stranger), ("NOSUCH", PlaceScope())):
        with pytest.raises(NotFound):
            database.read(lambda c, b=batch, s=scope: slips.codes_of(c, b, s))


def test_a_slip_that_chance_made_before_is_not_made_again(
    database: Database, pair: tuple[Place, Place]
) -> None:
    def make(first: int) -> str:
        calls = iter(range(first, 1000))
        return database.write(
            lambda c: slips.make(
                c, pair[0].counter_id, 2, NOW, lambda length: next(calls).to_bytes(length, "big")
            )
        )

    first = database.read(lambda c, b=make(1): set(slips.codes_of(c, b)[1]))
    second = database.read(lambda c, b=make(2): set(slips.codes_of(c, b)[1]))
    assert len(first | second) == 4


@pytest.mark.parametrize("count", [0, -1, slips.MOST + 1])
def test_a_batch_has_a_sensible_size(
    database: Database, pair: tuple[Place, Place], count: int
) -> None:
    with pytest.raises(Invalid, match=str(slips.MOST)):
        database.write(lambda c: slips.make(c, pair[0].counter_id, count, NOW, counted_bytes()))
