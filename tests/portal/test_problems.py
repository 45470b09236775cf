"""What a visitor reads where something went wrong."""

from portal.assets import asset_address
from surveys.rules.codes import complete_receipt
from tests.portal.conftest import Asked


def test_a_page_that_is_not_there_offers_to_look_for_the_office(portal: Asked) -> None:
    answer = portal.get("/no-such-page?lang=en")
    assert answer.status_code == 404
    assert 'role="search"' in answer.text
    assert 'name="lang" value="en"' in answer.text


def test_markup_in_an_address_stays_an_address(portal: Asked) -> None:
    answer = portal.get("/<script>alert(1)</script>\"'")
    assert answer.status_code == 404
    assert "<script" not in answer.text
    assert "\"'" not in answer.text


def test_an_answer_names_its_encoding_once(portal: Asked) -> None:
    for path in (
        "/",
        "/no-such-page",
        "/units/UNIT-A/results.csv",
        "/metrics",
        asset_address("portal.css"),
    ):
        kind = portal.get(path).headers["content-type"]
        assert kind.count("charset=utf-8") == 1, (path, kind)


def test_the_front_page_finds_services_and_leads_a_code_to_its_reply(portal: Asked) -> None:
    assert "Unit Contoh A" in portal.get("/?q=layanan 1").text
    assert "Unit Contoh A" not in portal.get("/?q=layanan 7").text
    code = complete_receipt(b"r" * 16)
    found = portal.get("/", params={"q": f" {code[:4]}-{code[4:]} ".lower()})
    assert (found.status_code, found.headers["location"]) == (303, f"/t/{code}")
    assert 'href="/t/"' in portal.get("/").text
