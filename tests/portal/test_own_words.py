"""Whoever wrote personal data sees what was stored of it, and may put it in other words."""

from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from portal.database import utc_now
from surveys import own_words
from surveys.errors import Closed
from tests.portal.conftest import Asked

WRITTEN = "Tolong telepon saya 081234567890, antre tiga jam"


def sent(portal: Asked) -> str:
    """The address that a citizen is sent on to after writing a number."""
    return str(portal.send(u1="2", comment=WRITTEN).headers["location"])


def change(portal: Asked, address: str, text: str) -> httpx.Response:
    """Send another text from the page of thanks."""
    return portal.send_body(urlencode({"comment": text}), address)


def texts(portal: Asked) -> list[str]:
    """What is stored of comments."""
    return [row[0] for row in portal.rows("select text from complaint")]


def test_the_masked_text_is_stored_at_once_and_shown_with_a_choice(portal: Asked) -> None:
    address = sent(portal)
    assert "0812" not in address
    [stored] = texts(portal)
    assert "081234567890" not in stored
    page = portal.get(address)
    assert stored in page.text
    assert "081234567890" not in page.text
    assert page.headers["cache-control"] == "no-store"
    for offered in ("Biarkan seperti ini", "Ubah tulisan", "Kode balasan Anda"):
        assert offered in page.text
    # Without the sign in the address, as somebody else would type it, no text is shown.
    bare = portal.get(address.partition("?")[0] + "?masked=1")
    assert "antre tiga jam" not in bare.text
    assert "antre tiga jam" not in portal.get(f"{address.partition('?')[0]}?own=wrong").text


def test_another_text_takes_the_place_of_the_first_under_the_same_code(portal: Asked) -> None:
    address = sent(portal)
    answer = change(portal, address, "Antre tiga jam, kursi kurang")
    assert answer.status_code == 303
    assert answer.headers["location"].partition("?")[0] == address.partition("?")[0]
    assert texts(portal) == ["Antre tiga jam, kursi kurang"]
    assert portal.rows("select count(*), sum(u1) from response") == [(1, 2)]
    assert portal.rows("select read_by from complaint") == [(None,)]
    assert "kursi kurang" not in portal.get(answer.headers["location"]).text


def test_a_number_in_the_other_text_is_masked_and_offered_again(portal: Asked) -> None:
    answer = change(portal, sent(portal), "Hubungi 081298765432 saja")
    assert "081298765432" not in texts(portal)[0]
    assert "Biarkan seperti ini" in portal.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("text", "said"), [("  ", "Tulis satu kalimat"), ("x" * 2001, "paling panjang 2.000 huruf")]
)
def test_a_text_that_cannot_be_taken_leaves_the_first_as_it_is(
    portal: Asked, text: str, said: str
) -> None:
    before = (address := sent(portal)) and texts(portal)
    answer = change(portal, address, text)
    assert answer.status_code == 422
    assert said in answer.text
    assert texts(portal) == before


def test_nobody_else_can_change_a_text(portal: Asked) -> None:
    path = sent(portal).partition("?")[0]
    before = texts(portal)
    assert change(portal, f"{path}?own=AAAAAAAAAAAAAAAA", "Bohong semua").status_code == 404
    assert change(portal, path, "Bohong semua").status_code == 405
    assert texts(portal) == before


def test_what_is_being_dealt_with_or_is_old_stays_as_it_is(portal: Asked) -> None:
    receipt = sent(portal).partition("?")[0].rpartition("/")[2]
    now, later = utc_now(), utc_now() + own_words.TIME_TO_CHANGE + timedelta(minutes=1)
    assert portal.database.read(lambda c: own_words.still_own(c, receipt, now))
    assert portal.database.read(lambda c: own_words.still_own(c, receipt, later)) is None
    portal.database.write(
        lambda c: c.exec_driver_sql("update complaint set status = 'in_progress'") and None
    )
    with pytest.raises(Closed):
        portal.database.write(lambda c: own_words.put_differently(c, receipt, "Lain", None, now))


def test_a_shared_tablet_shows_no_text_to_the_next_person(portal: Asked) -> None:
    path = f"/s/{portal.place.public_code}?mode=kiosk"
    answer = portal.send_body(urlencode({"comment": WRITTEN, "channel": "kiosk"}), path)
    page = portal.get(answer.headers["location"]).text
    assert "antre tiga jam" not in page
    assert "Sudah kami samarkan" in page
