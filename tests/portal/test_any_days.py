"""The index of any days: administrators choose them freely, and every look is on record."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from portal.access import Role
from portal.commands.beside import sample_in_words, sample_of_units
from portal.database import Database
from surveys import results_units
from surveys.rules.index import index_points
from surveys.scope import PlaceScope
from surveys.tables import AuditEntry
from tests.portal.rated_agency import Agency, make_agency

FIRST, MIDDLE, LAST = date(2026, 2, 27), date(2026, 3, 1), date(2026, 3, 9)
THOSE = "/dashboard/days?from=2026-02-28&to=2026-03-09"


@pytest.fixture
def agency(database: Database) -> Agency:
    found = make_agency(database)
    found.fill("1111111", "before", FIRST)
    found.fill("3334443", "middle", MIDDLE)
    found.fill("443", "last", LAST)
    found.fill("2222", "elsewhere", MIDDLE, found.other)
    return found


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    return " ".join(" ".join(parser.found).split())


def test_days_across_two_months_have_the_figures_of_the_command(agency: Agency) -> None:
    said = words(agency.as_(Role.ADMINISTRATOR).get(THOSE + "&unit=UNIT-A").text)
    total, _ = agency.database.read(
        lambda c: results_units.figures_per_unit(
            c, PlaceScope(unit_id=agency.place.unit_id), date(2026, 2, 28), LAST
        )
    )
    assert total.respondents == 10
    assert total.index == index_points(total.sums)
    value = f"{total.index}".replace(".", ",")
    assert f"Nilai {value}, mutu {total.grade}." in said
    assert total.interval is not None
    assert "Responden 10" in said


def test_each_unit_stands_by_itself_and_few_answers_are_not_told(agency: Agency) -> None:
    said = words(agency.as_(Role.ADMINISTRATOR).get(THOSE).text)
    assert "Responden 14" in said
    assert "belum cukup – kurang dari 5" in said


def test_of_more_than_a_year_no_sample_is_asked_and_both_doors_say_so(agency: Agency) -> None:
    admin = agency.as_(Role.ADMINISTRATOR)
    year = words(admin.get("/dashboard/days?from=2025-03-10&to=2026-03-09&unit=UNIT-A").text)
    assert re.search(r"Perlu \d+", year)
    longer = words(admin.get("/dashboard/days?from=2025-03-08&to=2026-03-09&unit=UNIT-A").text)
    assert "Perlu tidak dihitung, karena lebih dari setahun" in longer
    total, units = agency.database.read(
        lambda c: results_units.figures_per_unit(c, PlaceScope(), date(2025, 1, 1), LAST)
    )
    assert total.required is None
    held = sample_of_units(units)
    assert (held["units_enough"], held["units_short"]) == (0, 0)
    assert held["sample_not_asked"] == "longer than a year"
    assert "lebih dari setahun" in sample_in_words(units)


def test_a_way_of_answering_and_help_narrow_the_figures(agency: Agency) -> None:
    admin = agency.as_(Role.ADMINISTRATOR)
    by_code = words(admin.get(THOSE + "&unit=UNIT-A&channel=qr").text)
    assert "Responden 10" in by_code
    assert "Belum ada jawaban" in words(admin.get(THOSE + "&unit=UNIT-A&channel=paper").text)
    assert "Belum ada jawaban" in words(admin.get(THOSE + "&unit=UNIT-A&helped=yes").text)
    assert "Responden 10" in words(admin.get(THOSE + "&unit=UNIT-A&helped=no").text)


def test_every_look_is_on_record_with_what_was_asked(agency: Agency) -> None:
    agency.as_(Role.ADMINISTRATOR).get(THOSE + "&unit=UNIT-A&channel=qr")
    entry = select(AuditEntry.subject, AuditEntry.detail).where(
        AuditEntry.action == "days_looked_at"
    )
    subject, detail = agency.database.read(lambda c: c.execute(entry).one())
    assert subject == "2026-02-28 – 2026-03-09"
    assert detail["unit"] == "UNIT-A"
    assert detail["channel"] == "qr"


@pytest.mark.parametrize(
    "role", [Role.AGENCY_HEAD, Role.PLANNER, Role.OPERATOR, Role.INSPECTOR], ids=str
)
def test_nobody_else_may_choose_days(agency: Agency, role: Role) -> None:
    assert agency.as_(role).get(THOSE).status_code == 403


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("from=kemarin", "from: 'kemarin' bukan tanggal; isi tahun-bulan-hari"),
        ("from=2026-W41-6", "from: '2026-W41-6' bukan tanggal; isi tahun-bulan-hari"),
        ("to=20261010", "to: '20261010' bukan tanggal; isi tahun-bulan-hari"),
        ("from=0001-01-01", "from: 0001-01-01 di luar batas; isi 1990-01-01 sampai 2999-12-31"),
        ("from=2026-03-09&to=2026-03-01", "from 2026-03-09 sesudah to 2026-03-01"),
        ("channel=fax", "'fax' tidak ada; pilih api, kiosk, paper, qr, slip"),
        ("helped=maybe", "'maybe' tidak ada; pilih no, yes"),
        ("unit=UNIT-A&service=NONE", "layanan 'NONE' tidak ada di unit ini"),
    ],
)
def test_what_cannot_be_read_says_what_is_accepted(agency: Agency, asked: str, answer: str) -> None:
    page = agency.as_(Role.ADMINISTRATOR).get("/dashboard/days?" + asked)
    assert page.status_code == 404
    assert answer in page.text.replace("&#39;", "'")


def test_a_page_is_offered_where_the_days_are_missed(agency: Agency) -> None:
    link = 'href="/dashboard/days"'
    assert link in agency.as_(Role.ADMINISTRATOR).get("/dashboard").text
    assert link not in agency.head().get("/dashboard").text
