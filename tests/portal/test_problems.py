"""What a visitor reads where something went wrong."""

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
