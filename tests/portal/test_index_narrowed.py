"""`suara index` for a counter, a service, a channel, and those who were helped or were not."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from portal.cli import main
from portal.database import Database, open_database
from surveys.collection import services_of
from surveys.responses import Draft, store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.tables import ServiceCounter
from tests.builders import TODAY, Place, build_draft, build_place

Q3 = parse_period("2026-Q3")
STRETCH = ("--from", "2026-07-01", "--to", "2026-09-30")
Only = Callable[[Draft], bool]


@dataclass(frozen=True)
class World:
    """A unit with two counters and two services, another unit, and what came at both."""

    url: str
    place: Place
    drafts: list[Draft]


@pytest.fixture
def world(database: Database) -> World:
    def fill(connection: Connection) -> tuple[Place, list[Draft]]:
        code = complete_counter_code(b"n" * 14)
        place = build_place(connection, "A", public_code=code, services=2)
        other = build_place(connection, "B", public_code=complete_counter_code(b"o" * 14))
        second = place.counter_id + 100
        connection.execute(
            insert(ServiceCounter).values(
                id=second,
                unit_id=place.unit_id,
                code="LOKET-A2",
                name="Loket 2",
                public_code=complete_counter_code(b"p" * 14),
            )
        )
        chance, drafts = Random(5), []
        for number in range(160):
            here = other if number % 7 == 0 else place
            scores = tuple(chance.choice((1, 2, 3, 3, 4, 4)) for _ in range(9))
            draft = build_draft(here, f"k{number}", scores=scores)
            drafts.append(
                replace(
                    draft,
                    local_date=Q3.first_day + timedelta(days=number % 40),
                    counter_id=second if here is place and number % 3 == 0 else here.counter_id,
                    service_id=chance.choice(here.service_ids),
                    channel=chance.choice(("qr", "qr", "paper", "kiosk")),
                    helped=chance.random() < 0.3,
                    excluded=number % 17 == 16,
                )
            )
        # Outside the days that are asked for.
        drafts.append(replace(build_draft(place, "late"), local_date=date(2026, 10, 1)))
        store_drafts(connection, drafts)
        return place, drafts

    place, drafts = database.write(fill)
    # The command opens it by itself, and on SQLite one process at a time writes.
    database.close()
    return World(database.url, place, drafts)


def run(capsys: pytest.CaptureFixture[str], world: World, *asked: str) -> tuple[int, str, str]:
    status = main(["index", *asked, "--database", world.url])
    said = capsys.readouterr()
    return status, said.out, said.err


def told(capsys: pytest.CaptureFixture[str], world: World, *asked: str) -> dict[str, Any]:
    status, out, err = run(capsys, world, *asked, *STRETCH, "--json")
    assert status == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_each_option_and_all_of_them_together_count_just_those_answers(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    place = world.place
    second, [_, service] = place.counter_id + 100, place.service_ids
    asked: list[tuple[tuple[str, ...], Only]] = [
        (("--counter", "LOKET-A2"), lambda it: it.counter_id == second),
        (("--service", "LAYANAN-A-2"), lambda it: it.service_id == service),
        (("--channel", "paper"), lambda it: it.channel == "paper"),
        (("--unit", "UNIT-A", "--helped", "no"), lambda it: ours(it) and not it.helped),
        (("--agency", "INST-A", "--helped", "yes"), lambda it: ours(it) and it.helped),
        (
            ("--service", "LAYANAN-A-2", "--counter", "LOKET-A2", "--channel", "qr"),
            lambda it: (it.service_id, it.counter_id, it.channel) == (service, second, "qr"),
        ),
        (
            ("--service", "LAYANAN-A-2", "--unit", "UNIT-A", "--helped", "yes"),
            lambda it: it.service_id == service and it.helped,
        ),
    ]

    def ours(draft: Draft) -> bool:
        return draft.unit_id == place.unit_id

    for options, only in asked:
        total = told(capsys, world, *options)["total"]
        held = [each for each in world.drafts if only(each) and each.local_date in Q3]
        kept = [each for each in held if not each.excluded]
        assert len(kept) > 5
        assert (total["n"], total["excluded"]) == (len(kept), len(held) - len(kept)), options
        columns = list(zip(*(each.scores for each in kept), strict=True))
        for column, element in zip(columns, total["elements"].values(), strict=True):
            assert element["bins"] == [column.count(value) for value in (1, 2, 3, 4)], options
            assert element["ci95"][0] < element["points"] < element["ci95"][1]
        exact = 25 * sum(Fraction(sum(map(int, c)), len(c)) for c in columns) / 9  # type: ignore[arg-type]
        assert total["index"] == int(exact * 100 + Fraction(1, 2)) / 100, options
        assert total["ci95"][0] < total["index"] < total["ci95"][1]


def test_a_service_has_the_margin_that_its_unit_s_page_shows(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    total = told(capsys, world, "--service", "LAYANAN-A-1")["total"]
    database = open_database(world.url)
    lines = database.read(lambda c: services_of(c, world.place.unit_id, Q3, TODAY, 5))
    database.close()
    assert lines[0].interval is not None
    assert total["ci95"] == [float(end) for end in lines[0].interval.ci95]


def test_what_was_asked_for_stands_in_the_answer(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--unit", "UNIT-A", "--channel", "paper", "--helped", "no")
    found = told(capsys, world, *asked)
    assert found["only"] == {"channel": "paper", "helped": "no"}
    assert found["total"]["required_n"] is None
    assert [unit["unit_code"] for unit in found["units"]] == ["UNIT-A"]
    _, out, _ = run(capsys, world, *asked, *STRETCH)
    assert out.startswith("Hanya jawaban: lembar kertas, mengisi sendiri.")
    assert "only" not in told(capsys, world, "--unit", "UNIT-A")


def test_no_sample_is_asked_of_a_way_of_answering(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in (("--channel", "qr"), ("--helped", "no")):
        _, out, _ = run(capsys, world, *asked, *STRETCH)
        assert "Perlu: dihitung tiap unit" not in out
        assert "tidak dapat dihitung" not in out
        total = told(capsys, world, *asked)["total"]
        assert total["required_n"] is None
        assert "units_unknown" not in total
    assert "Perlu: dihitung tiap unit" in run(capsys, world, *STRETCH)[1]


def test_why_answers_are_kept_out_is_told_of_the_answers_asked_for(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in ((), ("--service", "LAYANAN-A-2"), ("--channel", "qr"), ("--unit", "UNIT-A")):
        total = told(capsys, world, *asked)["total"]
        assert total["excluded"] > 0
        trapped = {"reason": "honeypot", "n": total["excluded"], "technical": True}
        assert total["excluded_for"] == [trapped]
    _, out, _ = run(capsys, world, *STRETCH)
    assert "Dikeluarkan dari hitungan: 9 (Sebab teknis: jebakan robot 9)." in out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--counter", "NIHIL"), "loket 'NIHIL' tidak ada; lihat kodenya di counters.csv"),
        (("--service", "NIHIL"), "layanan 'NIHIL' tidak ada; lihat kodenya di services.csv"),
        (("--unit", "UNIT-B", "--counter", "LOKET-A2"), "loket 'LOKET-A2' ada di unit 'UNIT-A'"),
        (("--agency", "INST-B", "--service", "LAYANAN-A-1"), "ada di unit 'UNIT-A', di luar"),
        (("--counter", "LOKET-B", "--service", "LAYANAN-A-1"), "ada di unit 'UNIT-A', di luar"),
    ],
)
def test_what_cannot_be_together_is_refused_by_name(
    world: World, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], words: str
) -> None:
    status, out, err = run(capsys, world, *asked, *STRETCH)
    assert (status, out) == (1, "")
    assert words in err


def test_a_plain_file_has_no_counters_to_choose_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--matrix", "a.csv", "--helped", "yes"]) == 1
    assert "--matrix berdiri sendiri" in capsys.readouterr().err
