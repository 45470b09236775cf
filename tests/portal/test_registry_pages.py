"""The operator's pages: search and the forms of agencies, units, services and counters."""

import re
from html import unescape

import pytest

from portal.access import Role
from surveys import counters
from surveys.rules.codes import is_counter_code
from surveys.tables import Agency, AuditEntry, Service, ServiceCounter, Unit
from tests.portal.registered import CODE_A, Registry, ids_of, summary_of
from tests.portal.staff import Staff


def test_a_search_finds_names_and_codes_whatever_their_case(quick: Registry) -> None:
    person = quick.operator()
    for words in ("contoh b", "UNIT-b", "dinas b"):
        page = person.get(f"/registry?q={words}").text
        assert "/registry/units/UNIT-B" in page
        assert "/registry/units/UNIT-A" not in page
    assert "Tidak ada unit yang cocok." in person.get("/registry?q=%25").text
    only = person.get("/registry?agency=INST-A").text
    assert "/registry/units/UNIT-A" in only
    assert "/registry/units/UNIT-B" not in only
    assert "2 instansi dengan 2 loket terdaftar." in only


def test_an_agency_its_unit_a_service_and_a_counter_are_added_by_hand(house: Registry) -> None:
    person = house.operator()
    steps = (
        ("/registry/new/agencies", {"agency_code": "INST-C", "name": "Dinas Contoh C"}),
        (
            "/registry/new/units",
            {"unit_code": "UNIT-C", "agency_code": "INST-C", "name": "Unit C", "staff_count": "7"},
        ),
        ("/registry/units/UNIT-C/services", {"service_code": "LAYANAN-C", "name": "Kartu"}),
        (
            "/registry/units/UNIT-C/counters",
            {"counter_code": "LOKET-C", "name": "Loket C", "services": "LAYANAN-C"},
        ),
    )
    for path, fields in steps:
        answer = person.send(path, fields)
        assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/registry/units/UNIT-C?")
    page = person.get(answer.headers["location"]).text
    assert "Loket C tersimpan. Cetak posternya lalu pasang." in page
    assert 'href="/registry/posters?counter=LOKET-C"' in page
    code = house.rows(ServiceCounter, "public_code")[-1][0]
    assert is_counter_code(code)
    assert f'href="/s/{code}"' in page
    assert "Kartu" in page
    survey = Staff(house.app, None).get(f"/s/{code}")
    assert survey.status_code == 200
    assert "Loket C" in survey.text
    audit = house.rows(AuditEntry, "actor", "action", "subject")
    assert (Role.OPERATOR.value, "imported", "loket LOKET-C") in audit


def test_changing_a_place_by_hand_shows_at_once_on_the_survey(house: Registry) -> None:
    person, citizen = house.operator(), Staff(house.app, None)
    assert "Loket 1 Contoh A" in citizen.get(f"/s/{CODE_A}").text
    changes = (
        ("/registry/agencies/INST-A", {"name": "Dinas Baru", "region": "Pringsewu"}),
        ("/registry/units/UNIT-A/units", {"name": "Unit Baru", "time_zone": "Asia/Makassar"}),
        ("/registry/units/UNIT-A/counters", {"counter_code": "LOKET-A", "name": "Loket Baru"}),
        ("/registry/units/UNIT-A/services", {"service_code": "LAYANAN-A-1", "name": "Izin"}),
    )
    for path, fields in changes:
        assert person.send(path, fields).status_code == 303
    assert house.rows(Agency, "name", "region")[0] == ("Dinas Baru", "Pringsewu")
    assert house.rows(Unit, "name", "time_zone", "staff_count")[0] == (
        "Unit Baru",
        "Asia/Makassar",
        10,
    )
    assert house.rows(Service, "name")[0] == ("Izin",)
    assert house.rows(ServiceCounter, "public_code", "name")[0] == (CODE_A, "Loket Baru")
    assert "Loket Baru" in citizen.get(f"/s/{CODE_A}").text


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "UNIT-L1"),
        (["KIOS"], "UNIT-L2"),
        (["CAPIL-01-1-L1", "CAPIL-01-1-L10", "CAPIL-01-1-L9"], "CAPIL-01-1-L11"),
        (["L08", "L09"], "L10"),
        (["L001"], "L002"),
    ],
)
def test_a_new_counter_is_offered_a_code_like_those_of_its_siblings(
    codes: list[str], expected: str
) -> None:
    assert counters.next_counter_code("UNIT", codes) == expected


def checked_services(page: str) -> list[str]:
    return re.findall(r'name="services" value="([^"]+)" checked', page)


def test_a_new_counter_starts_with_every_service_and_a_changed_one_with_its_own(
    quick: Registry,
) -> None:
    person, path = quick.operator(), "/registry/units/UNIT-A"
    every = checked_services(person.get(path).text)
    assert [(code,) for code in every] == [
        row for row in quick.rows(Service, "code") if row[0].startswith("LAYANAN-A")
    ]
    fields = {"counter_code": "KIOS-7", "name": "Kios", "services": every[0], "opens_hour": "8"}
    assert person.send(f"{path}/counters", fields).status_code == 303
    fresh = person.get(path).text
    assert 'name="counter_code" value="KIOS-8"' in fresh
    assert checked_services(fresh) == every
    edited = person.get(f"{path}?edit=KIOS-7").text
    assert 'name="counter_code" value="KIOS-7"' in edited
    assert 'name="opens_hour" value="8"' in edited
    assert checked_services(edited) == every[:1]


def test_a_notice_speaks_only_of_counters_of_the_unit(quick: Registry) -> None:
    page = quick.operator().get("/registry/units/UNIT-A?done=saved&counter=LOKET-B").text
    assert "tersimpan. Cetak posternya" not in page


def test_every_wrong_field_is_listed_with_a_link_and_everything_is_kept(quick: Registry) -> None:
    person = quick.operator()
    answer = person.send(
        "/registry/new/units",
        {
            "unit_code": "dua kata",
            "agency_code": "INST-A",
            "name": "=RUMUS()",
            "service_field": "perizinan",
            "staff_count": "nol",
            "citizens_per_year": "-1",
        },
    )
    assert answer.status_code == 422
    lines = summary_of(answer)
    assert {target for target, _ in lines} == {
        "f-unit_code",
        "f-name",
        "f-staff_count",
        "f-citizens_per_year",
    }
    assert {target for target, _ in lines} <= set(ids_of(answer))
    for given in ("dua kata", "=RUMUS()", "perizinan", "nol", "-1"):
        assert f'value="{given}"' in unescape(answer.text)
    assert len(quick.rows(Unit, "id")) == 2


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("units", {"name": "", "staff_count": "x"}, {"f-name", "f-staff_count"}),
        ("services", {"service_code": "a b", "name": ""}, {"s-service_code", "s-name"}),
        ("counters", {"counter_code": "", "name": "+1"}, {"c-counter_code", "c-name"}),
        (
            "counters",
            {"counter_code": "BARU", "name": "x", "services": "LAYANAN-B-1"},
            {"c-services"},
        ),
    ],
)
def test_the_forms_of_a_unit_lead_to_their_own_fields(
    quick: Registry, kind: str, fields: dict[str, str], wrong: set[str]
) -> None:
    answer = quick.operator().send(f"/registry/units/UNIT-A/{kind}", fields)
    assert answer.status_code == 422
    assert {target for target, _ in summary_of(answer)} == wrong
    ids = ids_of(answer)
    assert wrong <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["agencies", "units"])
def test_adding_never_overwrites_what_is_there(quick: Registry, path: str) -> None:
    person = quick.operator()
    before = quick.rows(Agency, "code", "name"), quick.rows(Unit, "code", "name")
    code = {"agencies": "INST-A", "units": "UNIT-B"}[path]
    answer = person.send(
        f"/registry/new/{path}",
        {"agency_code": "INST-A", "unit_code": "UNIT-B", "name": "Lain"},
    )
    assert answer.status_code == 422
    assert summary_of(answer)[0][1] == f"'{code}' sudah dipakai; pilih kode lain."
    assert (quick.rows(Agency, "code", "name"), quick.rows(Unit, "code", "name")) == before
