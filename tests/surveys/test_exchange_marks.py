"""Cells that no spreadsheet runs, wherever it cuts the line, and that are read back as written."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from surveys.exchange_marks import TO_LOOK_AT, as_written, harmless, unambiguous

WORDS = st.lists(st.sampled_from(["=", "+", "-", "@", "'", '"', ";", "\t", "\n", "\r", "a", " "]))


@given(WORDS.map("".join))
@example("bagus;=cmd|' /C calc'!A0;lain")
@example(';"=1+1;')
@example("1.\n- antre lama\n'- antre\n''")
def test_marked_text_starts_no_formula_and_can_be_read_back(text: str) -> None:
    marked = harmless(text)
    assert as_written(marked) == text
    assert as_written(unambiguous(text)) == text
    first, *others = re.split("[;\t\n\r]", marked)
    assert first[:1] not in set("=+-@")
    assert not {piece[:1] for piece in others} & set('=+-@"')
    if not TO_LOOK_AT.match(text):
        assert marked == text


def test_what_people_usually_write_stays_as_it_is() -> None:
    for text in ("Cepat; ramah.", "a\nb", "Jum'at", "jam 8-10; 'loket 2' tutup", "a;\n\n'b'"):
        assert harmless(text) == text == as_written(text)
