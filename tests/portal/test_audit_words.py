"""The audit log is read by people: every deed has words, in both languages."""

import re
from pathlib import Path

import pytest

from portal.access import Role
from portal.app import create_app
from portal.audit_words import DONE
from portal.database import Database
from portal.language import translations
from portal.settings import Settings
from surveys import accounts
from surveys.rules.codes import complete_counter_code
from tests.builders import NOW, build_place
from tests.portal.staff import sign_in

ROOT = Path(__file__).parents[2]
RECORDED = re.compile(r'action="([a-z_]+)"')
OPTIONS_OF_THE_COMMAND_LINE = {"append", "store_true"}


def named_in_the_code() -> list[str]:
    found: set[str] = set()
    for folder in ("portal", "surveys"):
        for path in (ROOT / folder).rglob("*.py"):
            found.update(RECORDED.findall(path.read_text(encoding="utf-8")))
    return sorted(found - OPTIONS_OF_THE_COMMAND_LINE)


@pytest.mark.parametrize("action", named_in_the_code())
def test_every_deed_that_is_recorded_has_words(action: str) -> None:
    assert action in DONE


def test_every_deed_has_its_english_words() -> None:
    english = translations("en")
    assert [words for words in DONE.values() if english.gettext(words) == words] == []


def test_the_audit_log_tells_in_words_what_was_done(database: Database) -> None:
    database.write(lambda c: build_place(c, public_code=complete_counter_code(b"a" * 14)))
    app = create_app(Settings(database_url=database.url, background=False), database)
    administrator = sign_in(app, database, Role.ADMINISTRATOR)
    database.write(lambda c: accounts.record(c, actor="rini", action="slips_made", now=NOW))
    page = administrator.get("/admin/audit").text
    assert "Kartu sekali pakai dibuat" in page
    assert "slips_made" not in page
    assert "One-time slips made" in administrator.get("/admin/audit?lang=en").text
