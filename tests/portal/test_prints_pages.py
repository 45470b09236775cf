"""Codes and what is printed with them: renewed, on posters, on sheets of paper and on slips."""

import asyncio
import io
from html import unescape
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from portal.access import Role
from surveys import counters, slips
from surveys.rules.codes import complete_counter_code, is_counter_code
from surveys.tables import AuditEntry, RetiredCode, ServiceCounter
from tests.builders import NOW
from tests.portal.registered import CODE_A, Registry, ids_of, summary_of
from tests.portal.staff import Staff, add_account


def test_a_code_is_renewed_only_with_a_reason(house: Registry) -> None:
    person, citizen = house.operator(), Staff(house.app, None)
    assert citizen.get(f"/s/{CODE_A}").status_code == 200
    refused = person.send("/registry/counters/LOKET-A/renew", {"reason": "  "})
    assert refused.status_code == 422
    assert summary_of(refused) == [("r-LOKET-A", "Tulis alasan mengapa kode ini diganti.")]
    assert "r-LOKET-A" in ids_of(refused)
    assert house.rows(ServiceCounter, "public_code")[0] == (CODE_A,)

    fields = {"reason": "Poster dicoret", "former": CODE_A}
    for _ in range(2):  # a second press of the same form changes nothing more
        answer = person.send("/registry/counters/LOKET-A/renew", fields)
        page = person.get(answer.headers["location"]).text
        assert "sudah diganti. Ganti juga posternya." in page
    fresh = house.rows(ServiceCounter, "public_code")[0][0]
    assert fresh != CODE_A
    assert is_counter_code(fresh)
    old = citizen.get(f"/s/{CODE_A}")
    assert old.status_code == 410
    assert f'href="/s/{fresh}"' in old.text
    assert "Buka halaman loket ini" in old.text
    assert citizen.get(f"/s/{fresh}").status_code == 200
    entries = house.rows(AuditEntry, "actor", "action", "subject", "detail")
    assert entries == [
        (
            Role.OPERATOR.value,
            "code_retired",
            "LOKET-A",
            {"former": CODE_A, "reason": "Poster dicoret"},
        )
    ]
    page = person.get("/registry/units/UNIT-A").text
    assert "Poster dicoret" in page
    assert CODE_A in page


def test_scans_of_a_retired_code_are_stored_while_nobody_notices(house: Registry) -> None:
    house.database.write(
        lambda c: counters.renew_code(c, "LOKET-A", complete_counter_code(b"z" * 14), "Hilang", NOW)
    )
    citizen = Staff(house.app, None)
    messages: list[dict[str, Any]] = []

    async def live() -> None:
        coming: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        coming.put_nowait({"type": "lifespan.startup"})

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)
            if message["type"] == "lifespan.startup.complete":
                for _ in range(3):
                    await asyncio.to_thread(citizen.get, f"/s/{CODE_A}")
                coming.put_nowait({"type": "lifespan.shutdown"})

        await house.app({"type": "lifespan"}, coming.get, send)  # type: ignore[arg-type]

    asyncio.run(live())
    assert messages[-1]["type"] == "lifespan.shutdown.complete"
    counted = house.database.read(lambda c: c.execute(select(RetiredCode.scans)).scalar_one())
    assert counted == 3
    assert house.app.citizens.survey.retired_scans == {}


@pytest.mark.parametrize(
    ("query", "pages"),
    [("counter=LOKET-A", 1), ("unit=UNIT-A&size=a5", 1), ("agency=INST-A&size=a7", 1)],
)
def test_posters_are_printed_from_the_page(quick: Registry, query: str, pages: int) -> None:
    answer = quick.limited().get(f"/registry/posters?{query}")
    assert answer.headers["content-type"] == "application/pdf"
    document = PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == pages
    assert CODE_A in document.pages[0].extract_text()


def test_paper_sheets_are_printed_beside_the_posters(quick: Registry) -> None:
    person = quick.limited()
    link = "/registry/posters?unit=UNIT-A&amp;size=lembar"
    assert link in person.get("/registry/units/UNIT-A").text
    answer = person.get(unescape(link))
    assert answer.headers["content-disposition"] == 'inline; filename="lembar-UNIT-A.pdf"'
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 2
    assert "Unit Contoh A, Loket 1 Contoh A" in pages[0].extract_text()


@pytest.mark.parametrize("query", ["", "unit=UNIT-A&size=a3", "counter=NOWHERE"])
def test_posters_of_nothing_are_not_there(quick: Registry, query: str) -> None:
    assert quick.operator().get(f"/registry/posters?{query}").status_code == 404


def test_slips_are_made_on_the_unit_page_and_printed_as_often_as_wanted(house: Registry) -> None:
    person = house.limited()
    answer = person.send("/registry/units/UNIT-A/slips", {"counter": "LOKET-A", "count": "48"})
    assert answer.status_code == 303
    for _ in range(2):
        sheet = person.get(answer.headers["location"])
        assert sheet.headers["content-type"] == "application/pdf"
        assert len(PdfReader(io.BytesIO(sheet.content)).pages) == 2
    [batch] = house.database.read(lambda c: slips.batches(c, unit_code="UNIT-A"))
    assert (batch.made, batch.used) == (48, 0)
    assert answer.headers["location"] in person.get("/registry/units/UNIT-A").text
    assert house.rows(AuditEntry, "action", "subject", "detail") == [
        ("slips_made", "LOKET-A", {"batch": batch.batch, "count": 48})
    ]
    add_account(house.database, Role.OPERATOR, agency_id=house.other.agency_id, username="lain")
    stranger = Staff(house.app, "lain")
    assert stranger.get(answer.headers["location"]).status_code == 404


@pytest.mark.parametrize("count", ["0", "-5", "100000", "banyak", ""])
def test_a_wrong_number_of_slips_is_refused_in_place(quick: Registry, count: str) -> None:
    person = quick.operator()
    answer = person.send("/registry/units/UNIT-A/slips", {"counter": "LOKET-A", "count": count})
    assert answer.status_code == 422
    assert summary_of(answer) == [("p-count", f"Jumlah kartu: isi 1 sampai {slips.MOST}.")]
    assert "p-count" in ids_of(answer)
    assert quick.database.read(lambda c: slips.batches(c, unit_code="UNIT-A")) == []
