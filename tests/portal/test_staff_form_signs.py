"""What staff type is kept by both databases, whatever signs come with it."""

from portal.access import Role
from portal.app import create_app
from portal.database import Database
from portal.settings import Settings
from surveys.rules.codes import complete_counter_code
from tests.builders import build_place
from tests.portal.staff import sign_in


def test_signs_that_nobody_types_are_dropped_and_line_ends_stay(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    app = create_app(Settings(database_url=database.url, background=False), database)
    head = sign_in(app, database, Role.AGENCY_HEAD, agency_id=place.agency_id)
    sent = {"team": "Ketua: Sa\x00ri\x1b Contoh\r\nAnggota: Budi\tContoh\u202e", "place": "\x00"}
    answer = head.send("/reports/texts", sent)
    assert answer.status_code == 303
    page = head.get("/reports/texts").text
    assert "Ketua: Sari Contoh" in page
    assert "Anggota: Budi\tContoh" in page
    assert "\x00" not in page
