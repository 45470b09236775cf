"""The lines that a database writes itself hold the rows, cell by cell, whatever the texts are."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from portal.database import Database
from surveys.exchange import identity
from surveys.exchange_answers import ANSWER_COLUMNS, FREE_TEXT, answer_lines, answers_query
from surveys.exchange_marks import harmless
from surveys.rules.codes import complete_counter_code
from surveys.tables import Complaint, Response
from tests.builders import NOW, build_place

HOSTILE = (
    "plain",
    "=1+1",
    "+62",
    "-",
    "@x",
    "'=1",
    "''",
    "'",
    "'quoted'",
    "(a)",
    " ,",
    'a "b", c',
    '"',
    "=\"x\",'y'\n2",
    "two\nlines",
    "tab\tin",
    "\tfirst",
    "é ü 🙂",
    "",
    "\\.",
    "100%s %d",
    "9:;<>",
    "~",
    "a;=1+1;b",
    "a;'=1",
    "a;''",
    "a;'b",
    'a;"=1+1;',
    "a\n-b\n'c\n@d",
    "a\t+1",
    ";=1",
    "\n=1",
    "\t=1;;-",
    "AZaz09-_AZaz09-_AZaz",
    "-bcdefghij-bcdefghij",
    "=bcdefghij,bcdefghij",
)


def fill(connection: Connection) -> None:
    """An answer of every hostile text: as its key, its comment and its language."""
    place = build_place(connection, public_code=complete_counter_code(b"a" * 14))
    at = {"counter_id": place.counter_id, "unit_id": place.unit_id, "local_date": NOW.date()}
    for number, text in enumerate(HOSTILE, start=1):
        form_key, digest = identity(f"{text}.abcdefghijk" if len(text) == 20 else text)
        connection.execute(
            insert(Response).values(
                id=number,
                issued_on=NOW.date(),
                form_key=form_key,
                digest=digest,
                submitted_at=NOW,
                questionnaire_id=1,
                channel="qr",
                u1=None if number == 3 else 1,
                lang=text[:8] if number % 3 else None,
                **at,
            )
        )
        connection.execute(
            insert(Complaint).values(
                id=number,
                text=text,
                receipt=str(number),
                read_by=None if number == 3 else "x",
                **at,
            )
        )


@pytest.mark.parametrize("confidential", [False, True])
@pytest.mark.parametrize("shaped", [False, True])
def test_the_lines_hold_the_rows_cell_by_cell(
    database: Database, shaped: bool, confidential: bool
) -> None:
    database.write(fill)

    def both(connection: Connection) -> tuple[str, str]:
        found = connection.exec_driver_sql(
            answers_query(connection.dialect.name, confidential=confidential)
        )
        expected = io.StringIO()
        writer = csv.writer(expected, lineterminator="\n")
        for row in found:
            cells = dict(zip(ANSWER_COLUMNS, row, strict=True))
            for title in FREE_TEXT if shaped else ():
                cells[title] = cells[title] and harmless(cells[title])
            writer.writerow(cells.values())
        portions = answer_lines(connection, shaped, confidential=confidential)
        return expected.getvalue(), b"".join(lines for _, lines in portions).decode()

    expected, lines = database.read(both)
    assert len(list(csv.reader(io.StringIO(lines)))) == len(HOSTILE) - (not confidential)
    assert list(csv.reader(io.StringIO(lines))) == list(csv.reader(io.StringIO(expected)))


NAMES = st.text(min_size=20, max_size=20) | st.text("aZ09-_.,;=+\t\n\"'é", min_size=18, max_size=20)


@given(NAMES, st.sampled_from([".abcdefghijk", ".-bcdefghij_", ""]))
def test_before_a_digest_stands_nothing_that_cuts_a_line(name: str, end: str) -> None:
    form_key, digest = identity(name[:20] + end)
    assert not digest or all(sign.isalnum() or sign in "-_" for sign in form_key)
    assert (f"{form_key}.{digest}" if digest else form_key) == name[:20] + end
