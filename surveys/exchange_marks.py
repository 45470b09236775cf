"""Text in cells of a file: so marked that no spreadsheet runs it, and read back as it was written.

A cell is marked in two places. At its start, where a formula begins. And behind a semicolon, a tab
or a line break: a file that is separated by commas and opened where semicolons separate, as is
usual in Indonesia, is cut there, and what follows is the start of a cell as well.
"""

import re

MARK = "'"
SIGNS = "=+-@"
STARTS = f"{SIGNS}\t\r"
CUTS = ";\t\n\r"
BEHIND = f'{SIGNS}"'
"""Behind a cut: a quotation mark may open a cell whose first sign comes after it."""

_ANY_CUT, _ANY_BEHIND = f"[{CUTS}]", f"[{re.escape(BEHIND)}]"
_SHORTENED = f"{MARK}[{re.escape(BEHIND)}{MARK}]"
"""What `as_written` would take for a mark and the sign behind it."""
_TO_MARK = re.compile(f"({_ANY_CUT})(?={_SHORTENED}|{_ANY_BEHIND})")
_TO_MARK_AGAIN = re.compile(f"({_ANY_CUT})(?={_SHORTENED})")
_MARKED = re.compile(f"({_ANY_CUT})(?={_SHORTENED}){MARK}")
_LOOKED_AT = f"[{re.escape(STARTS)}{MARK}]|.*{_ANY_CUT}[{re.escape(BEHIND)}{MARK}]"
TO_LOOK_AT = re.compile(_LOOKED_AT, re.DOTALL)
"""Text that does not match from its start is harmless and unambiguous as it is."""


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula; `as_written` gives it back unchanged."""
    inside = _TO_MARK.sub(rf"\1{MARK}", text)
    return MARK + inside if text and (text[0] in STARTS or _quoted(text)) else inside


def unambiguous(text: str) -> str:
    """The same where cells are strings by type: only what `as_written` would shorten is marked."""
    inside = _TO_MARK_AGAIN.sub(rf"\1{MARK}", text)
    return MARK + inside if _quoted(text) else inside


def as_written(cell: str) -> str:
    """The text behind a cell that was made harmless."""
    return _MARKED.sub(r"\1", cell[1:] if _quoted(cell) else cell)


def _quoted(text: str) -> bool:
    return len(text) > 1 and text[0] == MARK and (text[1] in STARTS or text[1] == MARK)
