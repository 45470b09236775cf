"""What a visitor reads where something went wrong."""

from portal.assets import asset_address
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
