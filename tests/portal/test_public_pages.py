"""The public pages, as anybody sees them: figures that wait for five, from what is published."""

import html
import re
from dataclasses import replace
from datetime import date

from sqlalchemy import event

from surveys.rules.elements import Element
from tests.builders import build_draft
from tests.portal.page_text import words
from tests.portal.rated_agency import (
    Agency,
    this_quarter,
    today,
    two_quarters,
)


def test_the_public_page_waits_for_five_and_then_moves_by_five(agency: Agency) -> None:
    def page() -> str:
        agency.publish()
        return words(agency.anybody().get(f"/units/UNIT-A?period={this_quarter().code}").text)

    agency.fill("1111", "a", today())
    assert "Belum cukup untuk dinilai" in page()
    agency.fill("1", "b", today())
    assert "25,00" in page()
    agency.fill("4444", "c", today())
    assert "25,00" in page()
    agency.fill("4", "d", today())
    assert "62,50" in page()
    shown = page()
    assert "Responden 10" in shown
    assert "Perempuan" not in shown.replace("Perempuan disembunyikan", "")


def test_a_lopsided_interval_is_told_by_its_ends_and_a_grade_says_what_else_it_may_be(
    agency: Agency,
) -> None:
    agency.fill("4444443344", "a", today())
    agency.publish()
    anybody, head = agency.anybody(), agency.head()
    here = f"period={this_quarter().code}"
    ends = re.compile(r"95,00 \d\d,\d\d sampai \d\d,\d\d")
    for asked, path in (
        (anybody, f"/units/UNIT-A?{here}"),
        (anybody, f"/?{here}"),
        (anybody, f"/agencies/INST-A?{here}"),
        (head, f"/dashboard?{here}"),
        (head, f"/comparison?{here}"),
        (head, f"/reports?{here}&unit=UNIT-A"),
    ):
        told = words(asked.get(path).text)
        assert ends.search(told), path
        assert "bisa B" in told, path
        assert "±" not in told, path
    told = words(anybody.get(f"/units/UNIT-A?{here}").text)
    assert told.count("bisa B") == 1 + len(Element)
    table = anybody.get("/units/UNIT-A/results.csv").text.splitlines()
    assert table[0].endswith(",may_be,no_figure,filters")
    assert table[1].endswith(
        "IKM,,,,B,,UNIT-A; semua triwulan; sedikitnya 5 responden per triwulan"
    )


def test_an_agency_shows_what_its_units_show_and_no_more(agency: Agency) -> None:
    agency.fill("44444", "a", today())
    agency.publish()
    agency.fill("1111", "b", today())
    agency.publish()
    code = this_quarter().code
    page = words(agency.anybody().get(f"/agencies/INST-A?period={code}").text)
    assert "100,00" in page
    assert "Responden 5" in page
    front = words(agency.anybody().get(f"/?period={code}").text)
    assert "Belum cukup untuk dinilai: Dinas Contoh B" in front


def test_looking_at_public_pages_reads_snapshots_alone_and_writes_nothing(agency: Agency) -> None:
    two_quarters(agency, "4434", "3324")
    agency.publish()
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(statement.lower())

    event.listen(agency.database.reader, "before_cursor_execute", note)
    for path in ("/", "/agencies/INST-A", "/units/UNIT-A", "/units/UNIT-A/results.csv"):
        assert agency.anybody().get(path).status_code == 200
    assert asked
    for statement in asked:
        for table in ("from response", "counter_day", "counter_month", "from complaint"):
            assert table not in statement, statement


def test_a_search_finds_an_office_by_any_of_its_words(agency: Agency) -> None:
    found = words(agency.anybody().get("/?q=metro+CONTOH+a").text)
    assert "Unit Contoh A" in found
    nothing = words(agency.anybody().get("/?q=<b>tidak+ada").text)
    assert "Tidak ada yang cocok" in nothing
    assert "<b>tidak" not in agency.anybody().get("/?q=<b>tidak+ada").text


def test_unknown_places_and_periods_are_not_found(agency: Agency) -> None:
    for path in ("/units/NIHIL", "/agencies/NIHIL", "/units/UNIT-A?period=2026", "/?period=x"):
        assert agency.anybody().get(path).status_code == 404, path


def test_the_public_page_calls_weak_elements_what_their_grades_are(agency: Agency) -> None:
    def rate(name: str, time: int, conduct: int, day: date) -> None:
        scores = (3, 3, time, 3, 3, 3, conduct, 3, 3)
        drafts = [build_draft(agency.place, f"{name}{one}", scores=scores) for one in range(20)]
        agency.store([replace(draft, local_date=day) for draft in drafts])

    now, before = this_quarter(), this_quarter().previous
    rate("a", 2, 2, now.first_day)
    rate("b", 1, 1, before.first_day)
    agency.publish()
    page = agency.anybody().get(f"/units/UNIT-A?period={before.code}").text
    assert re.search(r"dinilai tidak baik\.", words(page))
    assert "masih kurang baik" not in page
    assert "masih berjalan" not in page
    page = agency.anybody().get(f"/units/UNIT-A?period={now.code}").text
    assert f"{now.span.id}, masih berjalan" in words(page)


def test_two_weak_elements_of_different_grades_are_told_apart(agency: Agency) -> None:
    day = this_quarter().previous.first_day
    drafts = [
        build_draft(agency.place, f"w{one}", scores=(4, 4, 1, 4, 4, 4, 3 - one % 10 // 9, 4, 4))
        for one in range(20)
    ]
    agency.store([replace(draft, local_date=day) for draft in drafts])
    agency.publish()
    page = words(agency.anybody().get("/units/UNIT-A").text)
    assert re.search(r"Waktu penyelesaian dinilai tidak baik, \S+ \S+ kurang baik\.", page), page


def test_the_thank_you_page_leads_to_the_quarter_whose_figure_it_shows(agency: Agency) -> None:
    two_quarters(agency, "4434", "3324")
    agency.publish()
    now = this_quarter()
    page = html.unescape(agency.anybody().get(f"/s/{agency.place.public_code}/thanks").text)
    assert now.span.id in page
    assert f'href="/units/UNIT-A?period={now.code}"' in page
