"""The planner's pages: needs with their evidence, plans that are changed and frozen, effects."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from portal.access import Role
from portal.app import create_app
from portal.database import Database, open_database, utc_now
from portal.evidence import gather
from portal.planning import needs_of
from surveys import planning_register, readings
from surveys.readings import Reading
from surveys.tables import Agency, AuditEntry, Complaint, Plan, PlanItem
from tests.portal.conftest import settings_for
from tests.portal.planning_province import ALONE, province_file
from tests.portal.staff import Staff, add_account, sign_in

CYCLE = "2025-2"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The province without comments, imported once."""
    database = open_database(f"sqlite:///{province_file(tmp_path_factory.mktemp('pages'))}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def rina(province: Database) -> Staff:
    """A planner of the province."""
    return sign_in(create_app(settings_for(province), province), province, Role.PLANNER)


def heading(text: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found is not None
    return found[1].strip()


def new_draft(person: Staff, budget: str = "60.000.000", cycle: str = CYCLE) -> str:
    answer = person.send("/planning/plans", {"cycle": cycle, "budget": budget, "max_seats": ""})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def lines_of(province: Database, address: str) -> dict[tuple[int, int], int]:
    number = int(address.rsplit("/", 1)[1])
    rows = province.read(
        lambda c: list(
            c.execute(
                select(PlanItem.unit_id, PlanItem.topic_id, PlanItem.seats).where(
                    PlanItem.plan_id == number
                )
            )
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def test_the_need_map_answers_first_and_shows_the_evidence_of_a_cell(rina: Staff) -> None:
    page = rina.get(f"/planning?cycle={CYCLE}&unit=CAPIL-2&topic=ETIKA")
    assert page.status_code == 200
    assert heading(page.text).endswith(".")
    assert 'class="heat needs' in page.text
    for words in (
        "Nilai sikap petugas",
        "Keluhan tentang sikap petugas",
        "5.100",
        "±",
        "belum pernah",
    ):
        assert words in page.text
    assert 'aria-current="true"' in page.text
    assert "bukan pelatihan" in page.text


def test_a_cell_leads_to_its_evidence(rina: Staff) -> None:
    page = rina.get(f"/planning?cycle={CYCLE}").text
    links = re.findall(r'class="h\d" href="([^"]+)"', page)
    assert len(links) == 12 * 8
    unit, topic = re.search(r"unit=([\w-]+)&amp;topic=(\w+)", links[5]).groups()  # type: ignore[union-attr]
    there = rina.get(links[5].replace("&amp;", "&").split("#")[0]).text
    assert f"topic={topic}" in there
    assert f"unit={unit}" in there


def test_what_training_cannot_mend_is_no_need(rina: Staff) -> None:
    page = rina.get(f"/planning?cycle={CYCLE}").text
    columns = re.findall(r'<th scope="col"( class="apart")?><span>([^<]+)', page)
    assert [name for apart, name in columns if apart] == ["Sarana", "Biaya"]


def test_a_plan_is_drafted_within_its_budget_and_explains_itself(
    rina: Staff, province: Database
) -> None:
    address = new_draft(rina)
    page = rina.get(address).text
    assert re.search(r"pelatihan untuk .* unit, Rp", heading(page))
    assert "Rancangan" not in heading(page)
    assert lines_of(province, address)
    stored = province.read(
        lambda c: c.execute(select(Plan).order_by(Plan.id.desc()).limit(1)).first()
    )
    assert stored is not None
    assert stored.budget_sen == 6_000_000_000
    assert stored.basis["data_until"] == "2025-06-30"
    assert stored.basis["seed"] == 0


def test_seats_can_be_changed_and_the_page_says_what_it_costs(
    rina: Staff, province: Database
) -> None:
    address = new_draft(rina)
    (unit, topic), seats = max(lines_of(province, address).items(), key=lambda line: line[1])
    assert seats > 1
    answer = rina.send(
        f"{address}/lines",
        {
            "reason": "Diminta instansi",
            "unit": str(unit),
            "topic": str(topic),
            "seats": str(seats - 1),
        },
    )
    assert answer.status_code == 303
    assert lines_of(province, address)[unit, topic] == seats - 1
    page = rina.get(address).text
    assert re.search(r"Perubahan Anda: dari .* kunjungan terhindar \(−", page)
    rina.send(
        f"{address}/lines",
        {"reason": "Diminta instansi", "unit": str(unit), "topic": str(topic), "seats": "0"},
    )
    assert (unit, topic) not in lines_of(province, address)


def test_a_line_can_be_added_but_not_beyond_staff_or_budget(
    rina: Staff, province: Database
) -> None:
    address = new_draft(rina, budget="2.000.000")
    for unit, topic in lines_of(province, address):
        rina.send(
            f"{address}/lines",
            {"reason": "Diminta instansi", "unit": str(unit), "topic": str(topic), "seats": "0"},
        )
    assert lines_of(province, address) == {}
    too_many = rina.send(
        f"{address}/lines",
        {"reason": "Diminta instansi", "unit": "1", "topic": "1", "seats": "500"},
    )
    assert too_many.status_code == 422
    assert "sebanyak pegawai unit itu" in too_many.text
    too_dear = rina.send(
        f"{address}/lines", {"reason": "Diminta instansi", "unit": "1", "topic": "1", "seats": "6"}
    )
    assert too_dear.status_code == 422
    assert "Anggaran terlampaui" in too_dear.text
    assert lines_of(province, address) == {}
    assert (
        rina.send(
            f"{address}/lines",
            {"reason": "Diminta instansi", "unit": "1", "topic": "1", "seats": "1"},
        ).status_code
        == 303
    )
    assert lines_of(province, address) == {(1, 1): 1}


@pytest.mark.parametrize("budget", ["banyak", "", "-5", "0", "1" * 20])
def test_a_budget_that_is_no_amount_is_said_at_its_field(rina: Staff, budget: str) -> None:
    answer = rina.send("/planning/plans", {"cycle": CYCLE, "budget": budget})
    assert answer.status_code == 422
    assert "Anggaran: isi angka rupiah" in answer.text


def test_an_approved_plan_is_read_only_and_on_record(rina: Staff, province: Database) -> None:
    address = new_draft(rina, cycle="2025-1")
    lines = lines_of(province, address)
    assert rina.send(f"{address}/approve", ALONE).status_code == 303
    page = rina.get(address).text
    assert "tidak dapat diubah" in page
    assert "/lines" not in page
    unit, topic = next(iter(lines))
    again = rina.send(
        f"{address}/lines",
        {"reason": "Diminta instansi", "unit": str(unit), "topic": str(topic), "seats": "1"},
    )
    assert again.status_code == 409
    assert lines_of(province, address) == lines
    actions = province.read(lambda c: list(c.execute(select(AuditEntry.action)).scalars()))
    assert "plan_approved" in actions
    assert "1 rencana sudah disetujui." in rina.get("/planning/plans").text


def test_a_plan_leaves_as_workbook_and_pdf(rina: Staff, province: Database) -> None:
    address = new_draft(rina)
    book = rina.get(f"{address}/rencana.xlsx")
    assert "attachment" in book.headers["content-disposition"]
    sheets = CalamineWorkbook.from_filelike(BytesIO(book.content))
    assert sheets.sheet_names == [f"Rencana {CYCLE}", "AKPK", "Usulan peserta", "Dasar"]
    year, needs, proposal, _ = (sheets.get_sheet_by_name(n).to_python() for n in sheets.sheet_names)
    lines = lines_of(province, address)
    assert year[0][:4] == ["No.", "Perangkat daerah", "Unit", "Pelatihan"]
    total = len(lines) + 1
    assert year[total][3] == "Jumlah"
    assert year[total][7] == sum(lines.values())
    assert [cell for cell in year[total + 2] if cell] == ["Disusun", "Diperiksa", "Disetujui"]
    assert year[1][10] == "Juli sampai Desember 2025"
    # One row a seat, with room for the names that the agency fills in; nobody is named here.
    assert len(proposal) == sum(lines.values()) + 1
    assert {row[1] for row in proposal[1:]} == {""}
    assert len(needs) > len(lines)
    gap, own, usual = needs[1][8], needs[1][6], needs[1][7]
    assert gap == pytest.approx(usual - own, abs=0.011)
    assert rina.get(f"{address}/rencana.pdf").content.startswith(b"%PDF-")
    assert rina.get(f"{address}/rencana.docx").status_code == 404


def test_effects_are_told_in_words_with_what_would_settle_them(rina: Staff) -> None:
    while "sedang dihitung" in (page := rina.get("/planning/effects?topic=ETIKA").text):
        continue
    assert "terbukti membantu." in heading(page)
    assert "Pernah jadi pembanding" in page
    assert "Satu unit bisa menjadi pembanding sebelum dilatih" in page
    assert "Di balik IKM" in page
    assert "Perilaku petugas" in page
    assert "Belum dapat disimpulkan." in page or "Tidak terlihat hasilnya." in page


def test_the_headline_counts_what_the_lists_below_it_name(rina: Staff) -> None:
    while "sedang dihitung" in (page := rina.get("/planning/effects").text):
        continue
    lists = re.findall(r'<section class="card answer (\w+)">.*?</section>', page, re.DOTALL)
    cards = re.findall(r'<section class="card answer \w+">(.*?)</section>', page, re.DOTALL)
    named = [len(re.findall("<li>", card)) for card in cards]
    assert lists
    assert sum(named) == len(re.findall(r'data-label="Membantu\?"', page))
    for name, words in (
        ("harmed", "justru memburuk."),
        ("unseen", "tidak terlihat hasilnya."),
        ("unknown", "belum dapat disimpulkan."),
    ):
        assert (words in heading(page)) == (name in lists)
    english = rina.get("/planning/effects?lang=en").text
    assert re.search("helped beyond chance|No training is shown to help", heading(english))


def test_a_topic_that_was_never_held_is_told_as_not_known(rina: Staff, province: Database) -> None:
    while "sedang dihitung" in (page := rina.get("/planning/effects").text):
        continue
    untried = province.read(planning_register.untried_topics)
    assert untried
    sentence = re.search("Belum pernah diadakan, jadi belum diketahui: ([^<]+)", page)
    assert sentence is not None
    for name in untried:
        assert name in sentence[1]


def test_the_cycle_shows_seven_steps_with_their_state(rina: Staff) -> None:
    page = rina.get("/planning/cycle/2025-1").text
    assert (
        page.count('class="card done"')
        + page.count('class="card running"')
        + page.count('class="card waiting"')
        == 7
    )
    assert "langkah selesai" in heading(page)
    assert rina.get("/planning/cycle/2025").status_code == 404
    assert rina.get("/planning?cycle=2025-Q1").status_code == 404


def test_a_training_is_entered_and_corrected_by_its_form(rina: Staff, province: Database) -> None:
    fields: dict[str, str | list[str]] = {
        "code": "ADUAN-25B",
        "topic": "ADUAN",
        "cycle": "2025-1",
        "start_date": "2025-03-04",
        "end_date": "2025-03-05",
        "provider": "BPSDM Contoh",
        "unit": ["CAPIL-3", ""],
        "participants": ["5", ""],
    }
    wrong = rina.send("/planning/trainings", {**fields, "end_date": "besok"})
    assert wrong.status_code == 422
    assert "Tanggal selesai: isi tanggal" in wrong.text
    assert 'value="CAPIL-3"' in wrong.text
    before = gather(province, date(2025, 7, 1)).panel.deliveries
    assert rina.send("/planning/trainings", fields).status_code == 303
    assert len(gather(province, date(2025, 7, 1)).panel.deliveries) == len(before) + 1
    shown = rina.get("/planning/trainings/ADUAN-25B").text
    assert 'value="5"' in shown
    odd = rina.send("/planning/trainings/ADUAN-25B", {**fields, "participants": ["50", ""]})
    assert "pegawainya 6" in odd.text
    assert rina.send("/planning/trainings/ADUAN-25B/remove").status_code == 303
    assert gather(province, date(2025, 7, 1)).panel.deliveries == before


def test_a_planner_of_one_agency_sees_its_units_alone_and_makes_no_plan(
    province: Database, rina: Staff
) -> None:
    agency = province.read(
        lambda c: c.execute(select(Agency.id).where(Agency.code == "SAMSAT")).scalar_one()
    )
    name = add_account(province, Role.PLANNER, agency_id=agency, username="sari")
    sari = Staff(rina.app, name)
    page = sari.get(f"/planning?cycle={CYCLE}").text
    assert "Samsat Induk Contoh" in page
    assert "Perizinan Usaha Contoh" not in page
    for path in ("/planning/plans", "/planning/plans/1", "/planning/trainings/new"):
        assert sari.get(path).status_code == 409, path
    refused = sari.send("/planning/plans", {"cycle": CYCLE, "budget": "1000000"})
    assert refused.status_code == 409


def test_the_pages_speak_english(rina: Staff) -> None:
    page = rina.get(f"/planning?cycle={CYCLE}&lang=en").text
    for words in ("Need map", "Plan and budget", "not training", " visits"):
        assert words in page
    assert "Peta kebutuhan" not in page


def read_everything(database: Database, *, integrity_too: bool) -> None:
    """Read all comments: a third complain of conduct, and some of them of integrity as well."""
    numbers = database.read(lambda c: list(c.execute(select(Complaint.id)).scalars()))
    found = []
    for place, number in enumerate(sorted(numbers)):
        labels: tuple[str, ...] = ("conduct",) if place % 3 == 0 else ()
        secret = place % 7 == 1
        if secret and integrity_too:
            labels = ("conduct", "integrity")
        found.append(
            Reading(
                number,
                labels,
                dict.fromkeys(labels, 0.9),
                "complaint" if labels else "other",
                None,
                False,
                secret,
                False,
            )
        )
    database.write(lambda c: readings.store_readings(c, found, "v1", utc_now()))


def test_an_integrity_complaint_never_changes_the_plan(whole_province: Database) -> None:
    database = whole_province
    read_everything(database, integrity_too=False)
    starts = date(2025, 7, 1)
    without = gather(database, starts)
    database.write(lambda c: c.execute(update(Complaint).values(read_by=None)))
    read_everything(database, integrity_too=True)
    with_them = gather(database, starts)
    assert (with_them.panel.problems == without.panel.problems).all()
    assert (with_them.panel.commented == without.panel.commented).all()
    assert without.panel.problems.sum() > 0
    assert (needs_of(with_them, starts).need == needs_of(without, starts).need).all()
    planner = sign_in(create_app(settings_for(database), database), database, Role.PLANNER)
    address = new_draft(planner, cycle=CYCLE)
    page = planner.get(address).text + planner.get(f"/planning?cycle={CYCLE}").text
    assert "integritas tidak pernah masuk" in page
    assert page.lower().count("integri") == page.count("Pengaduan integritas tidak pernah masuk")


def test_the_legend_of_the_map_tells_each_colour_once(rina: Staff) -> None:
    page = rina.get(f"/planning?cycle={CYCLE}").text
    legend = re.search(r'<ul class="legend".*?</ul>', page, re.DOTALL)
    assert legend is not None
    colours = re.findall(r'<li><i class="h(\d)"></i>([^<]+)</li>', legend[0])
    assert [colour for colour, _ in colours] == sorted({colour for colour, _ in colours})
    assert (colours[0][0], colours[-1][0]) == ("0", "4")
    assert colours[0][1].startswith("di bawah")
    assert colours[-1][1].startswith("mulai")
    for _, words in colours[1:-1]:
        first, _, last = words.replace(".", "").partition("–")
        assert not last or int(first) < int(last)
