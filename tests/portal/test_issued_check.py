"""`suara verify --issued`: an auditor makes every closed period again."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from portal.access import Role
from portal.app import create_app
from portal.cli import main
from portal.database import open_database
from portal.settings import Settings
from surveys import issued, results_closing
from surveys.issued_check import (
    CLOSED_AGAIN,
    OTHER_FILE,
    REMOVED,
    UNEXPLAINED,
    UNREADABLE,
    Bins,
    grade_of,
    plain_element,
    plain_index,
)
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.rules.index import grade, round_half_up
from surveys.rules.periods import parse_period
from surveys.tables import ClosedPeriod, Exclusion, IssuedPiece, Response, VisitCount
from surveys.tables.responses import COLUMNS
from tests.builders import NOW, TODAY, Place, build_draft, build_place
from tests.portal.staff import sign_in

Q3 = parse_period("2026-Q3")
Written = TypeVar("Written")


def close(connection: Connection) -> Place:
    """A unit with 23 sheets, closed, its file kept."""
    place = build_place(connection, "A", public_code=complete_counter_code(b"v" * 14))
    chance = random.Random(2)
    drafts = []
    for number in range(23):
        scores = tuple(None if chance.random() < 0.02 else chance.randint(2, 4) for _ in range(9))
        draft = build_draft(place, f"{number:020d}", scores=scores)
        day = Q3.first_day + timedelta(days=number)
        moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        drafts.append(replace(draft, submitted_at=moment, local_date=day))
    store_drafts(connection, drafts)
    number = results_closing.close_period(
        connection, place.unit_id, Q3, actor="kepala", now=NOW, today=TODAY
    )
    issued.keep_issued(connection, number, b"%PDF the report")
    return place


def stored(url: str, work: Callable[[Connection], Written]) -> Written:
    """Write and let go of the database, which a command then opens."""
    database = open_database(url)
    try:
        return database.write(work)
    finally:
        database.close()


def audit(url: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    status = main(["verify", "--issued", "--json", "--database", url])
    [found] = json.loads(capsys.readouterr().out)["issued"]
    return status, found


def test_a_closed_period_is_made_again_figure_by_figure(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = stored(database_url, close)
    status, found = audit(database_url, capsys)
    assert (status, found["equal"], found["sheets"], found["file"]) == (0, True, True, True)
    with_days = ["--from", "2026-07-01", "--to", "2026-09-30"]
    assert (
        main(["index", "--unit", "UNIT-A", *with_days, "--database", database_url, "--json"]) == 0
    )
    total = json.loads(capsys.readouterr().out)["total"]
    assert found["respondents"] == total["n"] == 23
    assert found["hundredths"] == round(total["index"] * 100)
    assert found["grade"] == total["grade"]
    late = replace(build_draft(place, "late", scores=(1,) * 9), local_date=date(2026, 8, 3))
    stored(database_url, lambda c: store_drafts(c, [late]))
    status, found = audit(database_url, capsys)
    # A late sheet changes nothing: the sheets up to the last one counted still add up.
    assert (status, found["sheets"]) == (0, True)
    assert main(["verify", "--issued", "--database", database_url]) == 0
    said = capsys.readouterr().out
    assert "UNIT-A 2026-Q3: 23 responden, IKM" in said
    assert "berkas terbit: utuh" in said
    assert "1 dari 1 periode sama dengan hitungan ulang." in said


def tamper(connection: Connection, key: str, value: object) -> None:
    held = connection.execute(select(ClosedPeriod.figures)).scalar_one()
    if key in held["counts"]:
        held = {**held, "counts": {**held["counts"], key: value}}
    else:
        held = {**held, key: value}
    connection.execute(update(ClosedPeriod).values(figures=held))


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("index", "99.99", "IKM saat ditutup"),
        ("u3_4", 90, "u3"),
        ("respondents", 24, "responden"),
        ("interval", [70.0, 80.0, 2.0, 20.0, 23, 0.0], "selang 95 % index"),
    ],
)
def test_what_was_changed_by_hand_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, value: object, named: str
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    stored(url, close)
    stored(url, lambda c: tamper(c, key, value))
    status, found = audit(url, capsys)
    assert status == 1
    assert named in " ".join(map(str, found["wrong"]))  # type: ignore[call-overload]


def change_answer(connection: Connection) -> None:
    """Somebody makes one answer better, and the counts that rose with it, too."""
    number = connection.execute(select(Response.id).where(Response.u1 == 2).limit(1)).scalar_one()
    connection.execute(update(Response).where(Response.id == number).values(u1=4))


def change_everything_frozen(connection: Connection) -> None:
    """Counts, index and snapshot are changed so that they agree with each other."""
    held = connection.execute(select(ClosedPeriod.figures)).scalar_one()
    counts, (snapshot,) = dict(held["counts"]), held["snapshots"]
    moved = counts["u1_2"]
    counts |= {"u1_2": 0, "u1_4": counts["u1_4"] + moved}
    bins = [counts[f"u1_{value}"] for value in range(1, 5)]
    snapshot[2]["bins"]["requirements"] = bins
    elements = [
        plain_element(column, tuple(counts[f"{column}_{value}"] for value in range(1, 5)))  # type: ignore[arg-type]
        for column in COLUMNS
    ]
    index = plain_index(elements) or 0
    written = f"{index // 100}.{index % 100:02d}"
    frozen = {**held, "counts": counts, "index": written, "grade": grade_of(index)}
    connection.execute(update(ClosedPeriod).values(figures=frozen))


def take_a_sheet_away(connection: Connection) -> None:
    connection.execute(delete(Response).where(Response.id == 5))


def keep_out_without_a_word(connection: Connection) -> None:
    connection.execute(update(Response).where(Response.id == 5).values(excluded=True))


@pytest.mark.parametrize(
    "deed",
    [change_answer, change_everything_frozen, take_a_sheet_away, keep_out_without_a_word],
    ids=lambda deed: deed.__name__,
)
def test_what_nobody_noted_is_told_of_though_everything_frozen_agrees(
    database_url: str, capsys: pytest.CaptureFixture[str], deed: Callable[[Connection], None]
) -> None:
    stored(database_url, close)
    stored(database_url, deed)
    status, found = audit(database_url, capsys)
    assert (status, found["sheets"], found["wrong"]) == (1, False, [UNEXPLAINED])


def test_sheets_that_were_taken_out_or_put_back_since_are_no_fault(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stored(database_url, close)
    later = NOW + timedelta(days=3)

    def take_out(connection: Connection) -> None:
        for number in (3, 7, 11):
            noted = {"response_id": number, "reason": "uji", "actor": "Sri", "at": later}
            connection.execute(insert(Exclusion).values(**noted))
            out = update(Response).where(Response.id == number)
            connection.execute(out.values(excluded=True))

    def put_back(connection: Connection) -> None:
        lifted = {"lifted_by": "Sri", "lifted_at": later + timedelta(days=1)}
        connection.execute(update(Exclusion).where(Exclusion.response_id == 7).values(**lifted))
        connection.execute(update(Response).where(Response.id == 7).values(excluded=False))

    for deed in (take_out, put_back):
        stored(database_url, deed)
        status, found = audit(database_url, capsys)
        assert (status, found["wrong"]) == (0, [])
        # The days of then are known again, so the interval is made from them.
        assert (found["sheets"], found["margins"]) == (False, True)
    assert main(["verify", "--issued", "--database", database_url]) == 0
    assert "sejak itu ada yang dikeluarkan atau dikembalikan" in capsys.readouterr().out


@pytest.mark.parametrize("figures", [{}, [], {"counts": 3}, {"counts": {"respondents": 1}}])
def test_a_document_that_cannot_be_read_any_more_is_told_of_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], figures: object
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    stored(url, close)
    stored(url, lambda c: c.execute(update(ClosedPeriod).values(figures=figures)) and None)
    status, found = audit(url, capsys)
    assert (status, found["wrong"], found["file"]) == (1, [UNREADABLE], True)
    assert main(["verify", "--issued", "--database", url]) == 1
    assert UNREADABLE in capsys.readouterr().out


def remove_the_closing(connection: Connection) -> None:
    connection.execute(delete(IssuedPiece))
    connection.execute(delete(ClosedPeriod))


def put_another_file(connection: Connection) -> None:
    """Another file with its own hash, as if it had been issued."""
    leave_no_file(connection)
    number = connection.execute(select(ClosedPeriod.id)).scalar_one()
    issued.keep_issued(connection, number, b"%PDF another report")


def leave_no_file(connection: Connection) -> None:
    connection.execute(delete(IssuedPiece))
    connection.execute(update(ClosedPeriod).values(document_sha256=None))


def test_a_closing_or_file_that_was_deleted_is_told_of_as_long_as_the_log_has_it(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(connection: Connection) -> None:
        build_place(connection, "B", public_code=complete_counter_code(b"w" * 14))
        close(connection)
        remove_the_closing(connection)

    def close_on_the_page(url: str) -> None:
        database = open_database(url)
        app = create_app(Settings(database_url=url, background=False), database)
        head = sign_in(app, database, Role.ADMINISTRATOR)
        sent = head.send("/reports/close", {"unit": "UNIT-A", "period": "2026-Q3"})
        assert sent.status_code == 303
        database.close()

    stored(database_url, fill)
    close_on_the_page(database_url)
    assert audit(database_url, capsys)[0] == 0
    for deed in (put_another_file, leave_no_file):
        stored(database_url, deed)
        status, found = audit(database_url, capsys)
        assert (status, found["wrong"]) == (1, [OTHER_FILE]), deed.__name__
    stored(database_url, remove_the_closing)
    status, found = audit(database_url, capsys)
    named = found["unit_code"], found["period"], found["equal"], found["wrong"]
    assert (status, *named) == (1, "UNIT-A", "2026-Q3", False, [REMOVED])
    of_unit = ["verify", "--issued", "--database", database_url, "--unit"]
    assert main([*of_unit, "UNIT-A"]) == 1
    said = capsys.readouterr().out
    assert f"UNIT-A 2026-Q3:\n  BERBEDA: {REMOVED}\n" in said
    assert "responden" not in said
    assert main([*of_unit, "UNIT-B"]) == 0
    # Closed again with other figures it would look as if it had been so from the beginning.
    close_on_the_page(database_url)
    status, found = audit(database_url, capsys)
    assert (status, found["sheets"], found["wrong"]) == (1, True, [CLOSED_AGAIN])


def half_year(connection: Connection) -> None:
    """A unit with forty sheets in two quarters, of whose visitors half answered; closed."""
    place = build_place(connection, "A", public_code=complete_counter_code(b"v" * 14))
    chance = random.Random(4)
    for quarter in (parse_period("2026-Q1"), parse_period("2026-Q2")):
        drafts = []
        for number in range(20):
            scores = tuple(chance.randint(1, 4) for _ in range(9))
            draft = build_draft(place, f"{quarter.code}{number:013d}", scores=scores)
            day = quarter.first_day + timedelta(days=number // 3)
            drafts.append(replace(draft, local_date=day))
        store_drafts(connection, drafts)
        connection.execute(
            insert(VisitCount).values(unit_id=place.unit_id, period=quarter.code, visitors=40)
        )
    half = parse_period("2026-1")
    results_closing.close_period(
        connection, place.unit_id, half, actor="kepala", now=NOW, today=TODAY
    )


def test_the_interval_is_made_again_from_the_days_and_from_those_who_were_served(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stored(database_url, half_year)
    status, found = audit(database_url, capsys)
    assert (status, found["wrong"], found["margins"]) == (0, [], True)
    low, high = found["interval"]  # type: ignore[misc]
    assert 25 < low < found["hundredths"] / 100 < high < 100  # type: ignore[operator]
    # Counted anew, later: what was issued stays what it was.
    stored(database_url, lambda c: c.execute(update(VisitCount).values(visitors=50)) and None)
    assert audit(database_url, capsys)[1]["margins"] is True
    # An answer that moves to another day leaves every count as it was, but not the interval.
    elsewhere = update(Response).where(Response.id == 1).values(local_date=date(2026, 2, 20))
    stored(database_url, lambda c: c.execute(elsewhere) and None)
    status, found = audit(database_url, capsys)
    assert (status, found["sheets"], found["margins"]) == (1, True, False)
    assert main(["verify", "--issued", "--database", database_url]) == 1
    assert "BERBEDA dari hitungan dari hari-harinya" in capsys.readouterr().out


def test_a_changed_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    stored(url, close)
    for content in ("AAAA", "A", "é"):
        changed = update(IssuedPiece).values(content=content)
        stored(url, lambda c, changed=changed: c.execute(changed) and None)  # type: ignore[misc]
        status, found = audit(url, capsys)
        assert (status, found["file"]) == (1, False)


def test_an_export_can_be_audited_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, other = (f"sqlite:///{tmp_path / name}.db" for name in ("a", "audit"))
    stored(url, close)
    folder = str(tmp_path / "out")
    assert main(["export", "--out", folder, "--format", "csv", "--database", url]) == 0
    assert main(["import", folder, "--database", other]) == 0
    status, found = audit(other, capsys)
    assert (status, found["sheets"], found["file"]) == (0, True, True)


def test_the_plain_arithmetic_rounds_as_the_rule_does() -> None:
    chance = random.Random(8)
    for _ in range(300):
        rows: list[Bins] = [
            (chance.randrange(9), chance.randrange(9), chance.randrange(9), 1 + chance.randrange(9))
            for _ in range(9)
        ]
        elements = [plain_element("u", bins) for bins in rows]
        means = [Fraction(each.total, each.n) for each in elements]
        exact = 25 * sum(means, Fraction(0)) / 9
        shown = round_half_up(exact, 2)
        index = plain_index(elements)
        assert index == int(shown * 100)
        assert grade_of(index) == grade(shown).value
    assert plain_element("u1", (0, 0, 1, 7)).hundredths == 9688
    assert plain_index([plain_element("u1", (0, 0, 0, 0))]) is None
