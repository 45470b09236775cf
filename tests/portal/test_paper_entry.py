"""Paper sheets: typed by an officer, stored once, by the rules of the citizen's own form."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest

from portal.access import Role
from portal.app import App, create_app
from portal.database import Database, utc_now
from surveys.errors import Busy
from surveys.rules.codes import complete_counter_code
from tests.builders import Place, build_place
from tests.databases import new_database
from tests.portal.conftest import settings_for
from tests.portal.registered import ids_of, summary_of
from tests.portal.staff import Staff, sign_in

CODE_A = complete_counter_code(b"a" * 14)
CODE_B = complete_counter_code(b"b" * 14)
CODE_C = complete_counter_code(b"c" * 14)
NINE = {f"u{number}": "3" for number in range(1, 10)}


class Desk:
    """A portal over two agencies, and an officer of the first."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.own: Place = database.write(lambda c: build_place(c, "A", public_code=CODE_A))
        self.other: Place = database.write(lambda c: build_place(c, "B", public_code=CODE_B))
        self.app: App = create_app(settings_for(database), database)
        self.officer: Staff = sign_in(
            self.app, database, Role.OPERATOR, agency_id=self.own.agency_id
        )

    def sheet(self) -> dict[str, str]:
        """The fields of a fresh sheet of yesterday."""
        found = re.search(r'name="sheet" value="([^"]+)"', self.officer.get("/paper").text)
        assert found is not None
        return {
            **NINE,
            "sheet": found.group(1),
            "counter": "LOKET-A",
            "day": str(yesterday()),
            "channel": "paper",
        }

    def send(self, fields: dict[str, str]) -> httpx.Response:
        """Send a sheet."""
        return self.officer.send("/paper", dict(fields))

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """What stands in the database."""
        return self.database.read(lambda c: [tuple(row) for row in c.exec_driver_sql(question)])


def yesterday() -> date:
    return (utc_now() + timedelta(hours=7)).date() - timedelta(days=1)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_sheet_is_stored_once_however_often_it_is_sent(desk: Desk) -> None:
    fields = {**desk.sheet(), "u4": "", "sex": "P", "comment": "Kursinya kurang"}
    first, second = desk.send(fields), desk.send(fields)
    assert first.status_code == second.status_code == 303
    stored = desk.rows(
        "select channel, helped, u1, u4, sex, marks, cast(local_date as varchar) from response"
    )
    assert [(row[0], bool(row[1]), *row[2:]) for row in stored] == [
        ("paper", False, 3, None, "P", 0, str(yesterday()))
    ]
    assert desk.rows("select text from complaint") == [("Kursinya kurang",)]
    assert desk.rows("select responses from counter_day") == [(1,)]


def test_the_service_on_a_sheet_is_stored_and_one_of_another_counter_is_refused(desk: Desk) -> None:
    place = desk.database.write(
        lambda c: build_place(c, "C", public_code=CODE_C, services=2, agency_id=desk.own.agency_id)
    )
    page = desk.officer.get("/paper").text
    assert '<optgroup label="Unit Contoh C"><option value="LAYANAN-C-1">' in page
    assert "LAYANAN-B-1" not in page
    fields = {**desk.sheet(), "counter": "LOKET-C"}
    for other in ("LAYANAN-A-1", "LAYANAN-B-1", "tidak ada"):
        wrong = desk.send({**fields, "service": other})
        assert wrong.status_code == 422
        assert summary_of(wrong) == [
            ("f-service", "Layanan: pilih yang dilayani loket ini, atau kosongkan.")
        ]
    assert desk.rows("select count(*) from response") == [(0,)]
    assert desk.send({**fields, "service": "LAYANAN-C-2"}).status_code == 303
    next_sheet = {**desk.sheet(), "counter": "LOKET-C", "service": ""}
    assert desk.send(next_sheet).status_code == 303
    assert desk.rows("select service_id from response order by id") == [
        (place.service_ids[1],),
        (None,),
    ]


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Desk]:
    """The same on SQLite alone, where nothing of the database matters."""
    database = new_database(tmp_path / "a.db")
    yield Desk(database)
    database.close()


def test_the_next_sheet_starts_at_the_same_counter_and_day(quick: Desk) -> None:
    fields = quick.sheet()
    page = quick.officer.get(quick.send(fields).headers["location"]).text
    assert "Lembar tersimpan." in page
    assert f'value="{fields["day"]}"' in page
    assert '<option value="LOKET-A" selected>' in page
    assert fields["sheet"] not in page
    assert quick.send(quick.sheet()).status_code == 303
    assert quick.rows("select count(*) from response") == [(2,)]


def test_the_overall_answer_and_the_wish_to_hide_are_typed_in_too(quick: Desk) -> None:
    page = quick.officer.get("/paper").text
    assert 'name="overall"' in page
    assert "Jangan tampilkan kepada petugas loket ini" in page
    fields = {**quick.sheet(), "comment": "Petugasnya marah", "overall": "2", "private": "1"}
    wrong = quick.send({**fields, "overall": "7"})
    assert wrong.status_code == 422
    [(target, words)] = summary_of(wrong)
    assert (target, words.split(":")[0]) == ("f-overall", "Kepuasan keseluruhan")
    assert 'name="private" value="1" checked' in wrong.text
    assert quick.send(fields).status_code == 303
    assert quick.rows("select overall from response") == [(2,)]
    assert [bool(row[0]) for row in quick.rows("select private from complaint")] == [True]


def test_help_on_a_screen_is_stored_as_help(quick: Desk) -> None:
    assert quick.send({**quick.sheet(), "channel": "qr"}).status_code == 303
    [(channel, helped)] = quick.rows("select channel, helped from response")
    assert (channel, bool(helped)) == ("qr", True)


def test_wrong_values_come_back_with_everything_that_was_typed(quick: Desk) -> None:
    fields = {
        **quick.sheet(),
        "u2": "5",
        "u7": "x",
        "sex": "Q",
        "channel": "fax",
        "age_band": "26-35",
        "comment": 'Antre "lama" & panas',
    }
    answer = quick.send(fields)
    assert answer.status_code == 422
    targets = [target for target, _ in summary_of(answer)]
    assert targets == ["f-u2", "f-u7", "f-sex", "f-channel"]
    assert set(targets) <= set(ids_of(answer))
    page = unescape(answer.text)
    assert re.search(r'name="u2"[^>]*value="5"', page)
    assert re.search(r'name="u7"[^>]*value="x"', page)
    assert re.search(r'name="u1"[^>]*value="3"', page)
    assert '<option value="26-35" selected>' in page
    assert 'Antre "lama" & panas</textarea>' in page
    assert f'name="sheet" value="{fields["sheet"]}"' in page
    assert quick.rows("select count(*) from response") == [(0,)]
    # Corrected, the same sheet goes through.
    corrected = {**fields, "u2": "4", "u7": "", "sex": "", "channel": "paper"}
    assert quick.send(corrected).status_code == 303


@pytest.mark.parametrize("day", ["2999-01-01", "besok", "", "1999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(quick: Desk, day: str) -> None:
    answer = quick.send({**quick.sheet(), "day": day})
    assert answer.status_code == 422
    assert summary_of(answer) == [("f-day", "Tanggal: isi hari pengisian, paling lambat hari ini.")]
    assert quick.rows("select count(*) from response") == [(0,)]


def test_an_empty_sheet_is_refused(quick: Desk) -> None:
    empty = {**quick.sheet(), **dict.fromkeys(NINE, "")}
    answer = quick.send(empty)
    assert answer.status_code == 422
    assert summary_of(answer) == [("f-u1", "Jawab satu pertanyaan, atau tulis satu kalimat.")]


def test_personal_data_is_masked_before_it_is_stored(desk: Desk) -> None:
    desk.send({**desk.sheet(), "comment": "Hubungi saya di 081234567890, NIK 1871012305900001"})
    [(text,)] = desk.rows("select text from complaint")
    assert "081234567890" not in str(text)
    assert "1871012305900001" not in str(text)
    assert "Hubungi saya" in str(text)


def test_a_counter_out_of_reach_is_neither_offered_nor_taken(desk: Desk) -> None:
    page = desk.officer.get("/paper?counter=LOKET-B").text
    assert '<option value="LOKET-A"' in page
    assert '<option value="LOKET-B"' not in page
    assert "Contoh B" not in page
    for counter in ("LOKET-B", "", "NOWHERE"):
        assert desk.send({**desk.sheet(), "counter": counter}).status_code == 404
    assert desk.rows("select count(*) from response") == [(0,)]


def test_a_name_that_no_page_gave_out_never_becomes_a_form_key(quick: Desk) -> None:
    for sheet in ("", "x", "p<script>", "p" + "é" * 19):
        assert quick.send({**quick.sheet(), "sheet": sheet}).status_code == 303
    keys = quick.rows("select form_key from response")
    assert len(set(keys)) == 4
    assert all(re.fullmatch(r"[\w-]{20}", str(key), re.ASCII) for (key,) in keys)


def test_a_busy_database_gives_the_sheet_back_to_send_again(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = {**quick.sheet(), "comment": "Cepat sekali"}

    def busy(_draft: object) -> None:
        raise Busy

    with monkeypatch.context() as patched:
        patched.setattr(quick.database.writer, "store_soon", busy)
        answer = quick.send(fields)
    assert answer.status_code == 503
    assert summary_of(answer)[0][0] == "f-send"
    assert "Cepat sekali</textarea>" in answer.text
    assert quick.send(fields).status_code == 303
