"""The Monday page and the public pages, as visitors see them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from sqlalchemy import Connection, event, update

from portal.access import Role
from portal.app import App, create_app
from portal.controllers import results
from portal.database import Database, utc_now
from portal.pages import environment
from portal.settings import Settings
from surveys import publication, readings
from surveys.readings import Reading
from surveys.responses import Draft, store_drafts
from surveys.rules.codes import complete_counter_code, complete_receipt
from surveys.rules.elements import Element
from surveys.rules.periods import Kind, Period, containing, local_day, parse_period
from surveys.tables import Complaint
from tests.builders import Place, build_draft, build_place
from tests.databases import new_database
from tests.portal.staff import Staff, sign_in

ROOT = Path(__file__).parent.parent.parent
WAIT = "antre dari jam tujuh pagi, dipanggil jam sebelas siang"
LEVY = "dimintai uang pelicin lima puluh ribu di loket ini"
HUSH = "saya tidak mau petugas loket tahu, antreannya diserobot"


def today() -> date:
    return local_day(utc_now(), "Asia/Jakarta")


def this_quarter() -> Period:
    return containing(today(), Kind.QUARTER)


@dataclass
class Agency:
    """A portal over two agencies, A with one counter and B with one."""

    app: App
    database: Database
    place: Place
    other: Place

    def as_(self, role: Role, **reach: int | None) -> Staff:
        return sign_in(self.app, self.database, role, **reach)

    def head(self) -> Staff:
        return self.as_(Role.AGENCY_HEAD, agency_id=self.place.agency_id)

    def anybody(self) -> Staff:
        return Staff(self.app, None)

    def store(self, drafts: list[Draft]) -> None:
        self.database.write(lambda c: store_drafts(c, drafts))

    def publish(self) -> int:
        return self.database.write(lambda c: publication.refresh_all(c, utc_now(), 5))

    def fill(self, values: str, name: str, day: date, place: Place | None = None) -> None:
        """Sheets on a day, each with one value for all nine elements."""
        self.store(
            [
                replace(
                    build_draft(place or self.place, f"{name}{number}", scores=(int(value),) * 9),
                    local_date=day,
                )
                for number, value in enumerate(values)
            ]
        )


def make_agency(database: Database) -> Agency:
    def build(connection: Connection) -> tuple[Place, Place]:
        return (
            build_place(connection, "A", public_code=complete_counter_code(b"p" * 14)),
            build_place(connection, "B", public_code=complete_counter_code(b"q" * 14)),
        )

    place, other = database.write(build)
    settings = Settings(database_url=database.url, background=False)
    return Agency(create_app(settings, database), database, place, other)


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    database = new_database(tmp_path / "suara.db")
    yield make_agency(database)
    database.close()


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.S)
    assert found is not None
    return html.unescape(re.sub(r"\s+", " ", found.group(1))).strip()


def words(page: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(plain))


def two_quarters(agency: Agency, before: str, now: str) -> None:
    quarter = this_quarter()
    for week in range(10):
        earlier = quarter.previous.first_day + timedelta(days=7 * week)
        agency.fill(before, f"e{week}-", earlier)
        agency.fill(now, f"l{week}-", quarter.first_day + timedelta(days=week))


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


def commented(agency: Agency) -> None:
    texts = (WAIT, LEVY, HUSH)
    drafts = []
    for number, text in enumerate(texts):
        draft = build_draft(
            agency.place, f"t{number}", comment=text, receipt=complete_receipt(bytes([number]) * 16)
        )
        drafts.append(replace(draft, local_date=today(), private=text == HUSH))
    agency.store(drafts)
    agency.fill("3333333", "f", today())
    numbers = {
        text: number for number, text in agency.database.read(lambda c: readings.unread(c, 9))
    }
    found = [
        Reading(
            numbers[text],
            (label,),
            {label: 0.9},
            "complaint",
            None,
            False,
            label == "integrity",
            False,
        )
        for text, label in ((WAIT, "time"), (LEVY, "integrity"), (HUSH, "time"))
    ]

    def read(connection: Connection) -> None:
        readings.store_readings(connection, found, "v1", utc_now())
        connection.execute(update(Complaint).values(due_on=today() - timedelta(days=30)))

    agency.database.write(read)


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
    assert table[0].endswith(",may_be,filters")
    assert table[1].endswith("IKM,,,,B,UNIT-A; semua triwulan; sedikitnya 5 responden per triwulan")


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


def test_a_search_finds_an_office_by_any_of_its_words(agency: Agency) -> None:
    found = words(agency.anybody().get("/?q=metro+CONTOH+a").text)
    assert "Unit Contoh A" in found
    nothing = words(agency.anybody().get("/?q=<b>tidak+ada").text)
    assert "Tidak ada yang cocok" in nothing
    assert "<b>tidak" not in agency.anybody().get("/?q=<b>tidak+ada").text


def test_unknown_places_and_periods_are_not_found(agency: Agency) -> None:
    for path in ("/units/NIHIL", "/agencies/NIHIL", "/units/UNIT-A?period=2026", "/?period=x"):
        assert agency.anybody().get(path).status_code == 404, path


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
    for drawn, words in zip(
        template.render(language="id", parts=parts, found=funnel, months=months).split("|"),
        ("rata-rata 83,0", "biasanya 83,0"),
        strict=True,
    ):
        (line,) = re.findall(rf'y="(\d+)">{words}<', drawn)
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


def test_the_thank_you_page_leads_to_the_quarter_whose_figure_it_shows(agency: Agency) -> None:
    two_quarters(agency, "4434", "3324")
    agency.publish()
    now = this_quarter()
    page = html.unescape(agency.anybody().get(f"/s/{agency.place.public_code}/thanks").text)
    assert now.span.id in page
    assert f'href="/units/UNIT-A?period={now.code}"' in page


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
