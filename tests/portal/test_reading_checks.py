"""The planner reads what people checked of the comments behind the needs, and what is a guess."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from surveys import decisions, readings
from surveys.reading_checks import reading_checks
from surveys.readings import Reading
from surveys.responses import store_drafts
from surveys.rules.codes import complete_counter_code
from surveys.tables import Account, Complaint, Topic
from tests.builders import NOW, TODAY, build_draft, build_place
from tests.portal.conftest import settings_for
from tests.portal.staff import Staff, sign_in

CHECKED = 55
TEXTS = 60
CYCLE = "2027-1"


class House:
    """A unit of which sixty complain, all of conduct, some of time; one text is an inspector's."""

    def __init__(self, database: Database) -> None:
        self.database = database
        place = database.write(
            lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14))
        )
        drafts = [
            build_draft(place, f"k{n}", comment="Petugas ketus", receipt=f"{n:013d}", days_ago=40)
            for n in range(TEXTS + 1)
        ]
        database.write(lambda c: store_drafts(c, drafts))
        database.write(
            lambda c: c.execute(
                insert(Topic).values(
                    code="LAYAN",
                    name="Melayani",
                    addresses=["conduct", "time", "facilities"],
                    cost_per_seat_sen=1_000_000,
                    max_seats=20,
                    hours_jp=8,
                )
            )
        )
        self.numbers = database.read(
            lambda c: list(c.execute(select(Complaint.id).order_by(Complaint.id)).scalars())
        )
        found = [self._read(place, number) for place, number in enumerate(self.numbers)]
        database.write(lambda c: readings.store_readings(c, found, "v1", NOW))
        self.planner: Staff = sign_in(
            create_app(settings_for(database), database), database, Role.PLANNER
        )

    def _read(self, place: int, number: int) -> Reading:
        labels = ("conduct", "time") if place % 6 == 0 else ("conduct",)
        secret = place == TEXTS
        scores = dict.fromkeys(labels, 0.9)
        return Reading(number, labels, scores, "complaint", None, False, secret, False)

    def check(self, many: int, *labels: str) -> None:
        """A person looks at the first texts and finds these labels in each."""
        account = self.database.read(lambda c: c.execute(select(Account.id)).scalars().first())
        for number in self.numbers[:many]:
            self.database.write(
                lambda c, number=number: decisions.decide(
                    c,
                    number,
                    labels=labels,
                    polarity="complaint",
                    subtype=None,
                    account_id=account or 0,
                    actor="penelaah",
                    now=NOW + timedelta(hours=1),
                )
            )


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def test_what_was_checked_and_found_right_is_counted_by_label(house: House) -> None:
    before = TODAY + timedelta(days=1)
    nothing = house.database.read(lambda c: reading_checks(c, before))
    assert (nothing.comments, nothing.checked, dict(nothing.found)) == (TEXTS, 0, {})
    house.check(CHECKED, "conduct")
    checks = house.database.read(lambda c: reading_checks(c, before))
    assert (checks.comments, checks.checked) == (TEXTS, CHECKED)
    # Waiting was read in every sixth of them, and a person found it in none.
    assert checks.found == {"conduct": (CHECKED, CHECKED), "time": (10, 0)}
    early = house.database.read(lambda c: reading_checks(c, TODAY - timedelta(days=50)))
    assert (early.comments, early.checked) == (0, 0)


def test_the_need_map_and_its_evidence_say_what_is_a_guess(house: House) -> None:
    page = house.planner.get(f"/planning?cycle={CYCLE}").text
    assert "Orang sudah memeriksa 0 dari 60 keluhan dan usul di balik angka ini (0,0%)." in page
    assert "</strong> Waktu, Sikap petugas." in page
    assert page.count("<small>dugaan pembaca otomatis, belum cukup diperiksa</small>") == 2
    house.check(CHECKED, "conduct")
    page = house.planner.get(f"/planning?cycle={CYCLE}").text
    assert "Orang sudah memeriksa 55 dari 60 keluhan dan usul" in page
    assert "belum cukup diperiksa:</strong> Waktu." in page
    english = house.planner.get(f"/planning?cycle={CYCLE}&lang=en").text
    assert "People have checked 55 of the 60 complaints and suggestions" in english
    assert "Guesses of the automatic reader, not checked enough yet:" in english


def test_a_plan_keeps_what_was_checked_when_it_was_drawn_up(house: House) -> None:
    house.check(CHECKED, "conduct")
    given = {"cycle": CYCLE, "budget": "10.000.000", "max_seats": ""}
    address = house.planner.send("/planning/plans", given).headers["location"]
    house.check(CHECKED, "time")
    page = house.planner.get(address).text
    assert "<small>55 dari 60</small>" in page
    assert "<dd>Waktu</dd>" in page
    book = CalamineWorkbook.from_filelike(
        BytesIO(house.planner.get(f"{address}/rencana.xlsx").content)
    )
    told = [row[1] for row in book.get_sheet_by_name("Dasar").to_python()]
    share = "55 dari 60 keluhan dan usul di balik rencana ini (91,7%)"
    assert f"Orang sudah memeriksa {share}." in told
    assert "Dugaan pembaca otomatis, belum cukup diperiksa: Waktu." in told
    assert house.planner.get(f"{address}/rencana.pdf").status_code == 200
