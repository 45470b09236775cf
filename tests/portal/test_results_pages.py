"""The Monday page, as a head sees it, and what all pages of figures have in common."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from sqlalchemy import event

from portal.access import Role
from portal.controllers import results
from portal.database import Database, utc_now
from portal.pages import environment
from surveys import readings
from surveys.readings import Reading
from surveys.rules.codes import complete_receipt
from surveys.rules.periods import Kind, containing, parse_period
from tests.builders import build_draft
from tests.portal.page_text import heading, words
from tests.portal.rated_agency import (
    HUSH,
    WAIT,
    Agency,
    commented,
    make_agency,
    this_quarter,
    today,
    two_quarters,
)

ROOT = Path(__file__).parent.parent.parent


def test_every_page_opens_on_both_databases(database: Database) -> None:
    agency = make_agency(database)
    two_quarters(agency, "4434", "3324")
    agency.publish()
    head, anybody = agency.head(), agency.anybody()
    before = this_quarter().previous.code
    for path in ("/dashboard", f"/dashboard?period={before}&unit=UNIT-A&counter=LOKET-A"):
        assert head.get(path).status_code == 200, path
    for path in ("/", "/?q=unit+contoh", "/agencies/INST-A", "/units/UNIT-A", "/how"):
        answer = anybody.get(path)
        assert answer.status_code == 200, path
        assert "English" in answer.text
    table = anybody.get("/units/UNIT-A/results.csv")
    first, second = table.text.splitlines()[1:3]
    assert first.startswith(f"{before},40,index,40,")
    assert (",IKM," in first, ",Persyaratan," in second) == (True, True)
    assert head.get("/reports?unit=UNIT-A").status_code == 200


def test_the_answer_comes_first_and_names_a_fall_only_beyond_chance(agency: Agency) -> None:
    two_quarters(agency, "4434", "3223")
    page = agency.head().get("/dashboard").text
    assert heading(page).startswith("Kepuasan turun.")
    assert "Lebih dari kebetulan" in page
    assert re.search(r"± \d+,\d", words(page))


def test_what_chance_can_do_is_called_unchanged(agency: Agency) -> None:
    quarter = this_quarter()
    for week in range(10):
        uneven = ("4434", "3322") if week % 2 else ("3323", "4434")
        agency.fill(uneven[0], f"e{week}-", quarter.previous.first_day + timedelta(days=7 * week))
        agency.fill(uneven[1], f"l{week}-", quarter.first_day + timedelta(days=week))
    page = agency.head().get("/dashboard").text
    assert heading(page).startswith("Kepuasan tetap.")
    assert "Bedanya bisa kebetulan" in page


def test_nobody_has_answered_is_said_and_no_grade_is_shown(agency: Agency) -> None:
    page = agency.head().get("/dashboard").text
    assert heading(page).startswith("Belum ada data untuk triwulan")
    assert 'class="badge' not in page


def test_four_answers_are_too_few_even_for_the_head(agency: Agency) -> None:
    agency.fill("1234", "k", today())
    page = agency.head().get("/dashboard").text
    assert heading(page) == "Belum cukup untuk dinilai. Perlu 1 jawaban lagi."
    assert "62,50" not in page


def test_who_has_not_signed_in_is_asked_to_and_others_places_do_not_exist(agency: Agency) -> None:
    assert agency.anybody().get("/dashboard").headers["location"].startswith("/login")
    head = agency.head()
    for path in (
        "/dashboard?unit=UNIT-B",
        "/dashboard?agency=INST-B",
        "/dashboard?unit=UNIT-A&counter=LOKET-B",
        "/reports?unit=UNIT-B",
        "/reports/file?unit=UNIT-B&period=2026-Q3",
        "/dashboard?period=besok",
    ):
        assert head.get(path).status_code == 404, path
    assert head.send("/reports/close", {"unit": "UNIT-B", "period": "2025"}).status_code == 404
    planner = agency.as_(Role.PLANNER)
    assert planner.get("/dashboard?unit=UNIT-B").status_code == 200
    one_unit = agency.as_(Role.OPERATOR, unit_id=agency.place.unit_id)
    assert one_unit.get("/dashboard").status_code == 403


def test_the_head_hears_citizens_but_never_of_integrity_nor_what_was_said_in_private(
    agency: Agency,
) -> None:
    commented(agency)
    agency.publish()
    page = words(agency.head().get("/dashboard").text)
    assert WAIT in page
    assert "Balas 2 pengaduan yang lewat waktu" in page
    assert "Tema dari 2 komentar" in page
    assert HUSH not in re.sub(r"Lewat waktu.*", "", page)
    public = "".join(
        agency.anybody().get(path).text for path in ("/", "/agencies/INST-A", "/units/UNIT-A")
    )
    planner = agency.as_(Role.PLANNER).get("/dashboard").text
    for text in (page, planner, public):
        assert "pelicin" not in text
        assert "Integritas" not in text
    assert WAIT not in public
    assert WAIT not in planner


def test_the_monday_page_counts_from_roll_ups_and_not_from_answers(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a place with more answers than are read for each look."""
    monkeypatch.setattr(results, "SHEETS_READ_AT_ONCE", 0)
    two_quarters(agency, "4434", "3324")
    head = agency.head()
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(statement.lower())

    event.listen(agency.database.reader, "before_cursor_execute", note)
    head.get("/dashboard?unit=UNIT-A")
    assert any("counter_day" in statement for statement in asked)
    assert not [statement for statement in asked if "from response" in statement]


def test_each_way_of_answering_has_its_margin_and_its_grade(agency: Agency) -> None:
    two_quarters(agency, "4434", "3324")
    page = words(agency.head().get("/dashboard").text)
    value = r"nilai [\d,]+ \((± [\d,]+|[\d,]+ sampai [\d,]+)\), mutu [A-D]"
    assert re.search(rf"Kode QR · {value}", page)
    assert re.search(rf"Mengisi sendiri · {value}", page)
    assert "Dibantu orang lain mengisi" not in page


def test_pages_carry_no_inline_style_and_their_charts_have_words(agency: Agency) -> None:
    two_quarters(agency, "4434", "3324")
    agency.publish()
    for text in (
        agency.head().get("/dashboard").text,
        agency.anybody().get("/units/UNIT-A").text,
        agency.anybody().get("/").text,
    ):
        assert "style=" not in text
        assert "<script" not in text
        for drawing in re.findall(r"<svg[^>]*>", text):
            assert "aria-hidden" in drawing or "aria-label" in drawing or "viewBox" in drawing


def test_what_the_middle_line_is_stands_above_every_dot() -> None:
    limits = SimpleNamespace(low95=80, high95=86, low998=78, high998=88)
    curve = [(n, limits) for n in (20, 60, 100)]
    funnel = SimpleNamespace(curve=curve, mean=83.0)
    parts = [
        SimpleNamespace(name="Unit", side=0, figures=SimpleNamespace(index=83.0, respondents=n))
        for n in (20, 50, 100)
    ]
    months = [
        SimpleNamespace(
            period=parse_period(f"2026-{number:02d}"),
            control=SimpleNamespace(
                low=80.0, high=86.0, points=83.0, centre=83.0, outside=False, run=False
            ),
        )
        for number in range(1, 13)
    ]
    template = environment("id").from_string(
        "{% from 'macros/charts.html' import control, funnel with context %}"
        "{{ funnel(parts, found, 'x') }}|{{ control(months, 'x') }}"
    )
    for drawn, middle in zip(
        template.render(language="id", parts=parts, found=funnel, months=months).split("|"),
        ("rata-rata 83,0", "biasanya 83,0"),
        strict=True,
    ):
        (line,) = re.findall(rf'y="(\d+)">{middle}<', drawn)
        dots = [float(y) - float(r) for y, r in re.findall(r'cy="([\d.]+)" r="(\d)"', drawn)]
        assert int(line) < min(dots), "a dot over the words would hide both"


def test_every_sentence_of_these_pages_is_in_the_english_catalogue() -> None:
    known = set()
    for path in (ROOT / "portal" / "locale" / "en").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and all(
                    [message.string] if isinstance(message.string, str) else message.string
                ):
                    known.add(message.id if isinstance(message.id, str) else message.id[0])
    reader = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    files = [*(ROOT / "templates" / "results").glob("*.html")]
    files.append(ROOT / "templates" / "macros" / "figures.html")
    missing = []
    for path in files:
        for line, _, found in reader.extract_translations(path.read_text("utf-8")):
            first = found if isinstance(found, str) else next(filter(None, found or ()), None)
            if first and first not in known:
                missing.append(f"{path.name}:{line}: {first}")
    assert not missing, "\n".join(missing)


def test_the_english_page_speaks_english(agency: Agency) -> None:
    two_quarters(agency, "4434", "3223")
    page = agency.head().get("/dashboard?lang=en").text
    assert heading(page).startswith("Satisfaction fell.")


def test_comments_too_few_for_themes_are_said_to_be_so(agency: Agency) -> None:
    day = this_quarter().previous.first_day
    drafts = [
        build_draft(
            agency.place, f"c{one}", comment=WAIT, receipt=complete_receipt(bytes([one]) * 16)
        )
        for one in range(6)
    ]
    agency.store([replace(draft, local_date=day) for draft in drafts])
    labels = ("time", "procedure", "cost", "conduct", "facilities", "product")
    unread = agency.database.read(lambda c: readings.unread(c, 9))
    found = [
        Reading(number, (label,), {label: 0.9}, "complaint", None, False, False, False)
        for (number, _), label in zip(unread, labels, strict=True)
    ]
    agency.database.write(lambda c: readings.store_readings(c, found, "v1", utc_now()))
    agency.publish()
    page = words(agency.anybody().get("/units/UNIT-A").text)
    assert "Komentarnya masih terlalu sedikit." in page
    assert "Dipuji" not in page


@pytest.mark.parametrize("page", ["/dashboard", "/comparison", "/reports?unit=UNIT-A"])
def test_quarter_half_year_year_and_month_can_be_chosen_and_the_days_are_said(
    agency: Agency, page: str
) -> None:
    agency.fill("3" * 20, "p", today())
    head = agency.head()
    year = containing(today(), Kind.YEAR)
    kinds = ("Triwulan", "Semester", "Tahun", "Bulan")
    asked = page + ("&" if "?" in page else "?")
    for kind in Kind:
        period = containing(today(), kind)
        found = head.get(f"{asked}period={period.code}").text
        assert [f'<optgroup label="{words}">' in found for words in kinds] == [True] * 4
        label = period.label.id
        assert f"selected>{label[:1].upper()}{label[1:]}, berjalan</option>" in found
        assert "sampai hari ini" in found
    over = head.get(f"{asked}period={year.previous.code}").text
    assert "sampai hari ini" not in over


@pytest.mark.parametrize(("language", "written"), [("id", "1.140"), ("en", "1,140")])
def test_a_counted_sentence_writes_its_number_as_the_page_does(language: str, written: str) -> None:
    template = environment(language).from_string(
        "{{ ngettext('%(label)s: %(num)s tulisan.', '%(label)s: %(num)s tulisan.', n,"
        " label='<i>') }}{{ ngettext('%(count)s, %(num)s', '%(count)s, %(num)s', n, count=7) }}"
    )
    shown = template.render(n=1140, language=language)
    assert shown.startswith(f"&lt;i&gt;: {written} ")
    assert shown.endswith(f"7, {written}")
