"""The answers on their way out: as rows, or as finished lines of CSV that the database writes.

A million answers are mostly short cells. Joined by the database they cross into Python as one
text each, and only what may hold any text is looked at for signs that mean something in a file.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from surveys.exchange_marks import CUTS, STARTS, harmless
from surveys.tables.responses import COLUMNS

Portion = tuple[int, bytes]
"""So many lines of CSV, and the lines themselves as UTF-8."""
PORTION = 2000
ANSWERS = "responses"
"""The name of their table in the exchange."""

FREE_TEXT = ("response_id", "comment", "lang")
"""Codes begin with a letter or digit and values are of a list, so a million rows need no look."""

_SENT = {
    "sqlite": "replace(response.submitted_at, ' ', 'T') || 'Z'",
    "postgresql": "to_char(response.submitted_at at time zone 'UTC',"
    ' \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')',
}
_ID = "response.form_key || case when digest = '' then '' else '.' || digest end"
_HELD_BACK = "complaint.confidential or complaint.read_by is null"
_OPEN_TEXT = f"case when {_HELD_BACK} then null else complaint.text end"
_DAY = {
    "sqlite": "response.local_date",
    "postgresql": "to_char(response.local_date, 'YYYY-MM-DD')",
}
_NOTHING = " and ".join(f"response.{name} is null" for name in (*COLUMNS, "overall"))

_FROM = (
    " from response join service_counter on service_counter.id = response.counter_id"
    " join unit on unit.id = response.unit_id"
    " left join service on service.id = response.service_id"
    " left join complaint on complaint.id = response.id"
)
_ORDER = " order by response.id"


def _cells(dialect: str, confidential: bool) -> dict[str, str]:
    """What the database works out for every column of the file, by its title."""
    return {
        "response_id": _ID,
        "submitted_at": _SENT[dialect],
        "counter_code": "service_counter.code",
        "service_code": "service.code",
        **{name: f"response.{name}" for name in (*COLUMNS, "overall")},
        "comment": "complaint.text" if confidential else _OPEN_TEXT,
        "age_band": "age_band",
        "sex": "sex",
        "education": "education",
        "occupation": "occupation",
        "channel": "channel",
        "helped": "case when helped then 1 else 0 end",
        "lang": "lang",
        "unit_code": "unit.code",
        "local_date": _DAY[dialect],
    }


ANSWER_COLUMNS = tuple(_cells("sqlite", True))


def answers_query(dialect: str, *, confidential: bool = True) -> str:
    """The rows; without `confidential`, no text that only the inspector may read."""
    cells = ", ".join(_cells(dialect, confidential).values())
    return f"select {cells}{_FROM}{_where(confidential)}{_ORDER}"


def _where(confidential: bool) -> str:
    # An answer of which nothing is left to show does not come at all.
    return "" if confidential else f" where not ({_NOTHING} and {_OPEN_TEXT} is null)"


def answer_lines(
    connection: Connection, shaped: bool, *, confidential: bool = True
) -> Iterator[Portion]:
    """The same rows as lines of CSV; `shaped` marks text that a spreadsheet would run."""
    dialect = connection.dialect.name
    cells = _cells(dialect, confidential)
    shape = partial(_harmless, dialect) if shaped else str
    if dialect == "sqlite":
        written = {title: _quoted(cells[title], cells[title], shape) for title in FREE_TEXT}
        # Only the name of a form stands before a digest (surveys.exchange.identity): letters,
        # digits, "-" and "_". Of any other name the key is all there is.
        named = f"digest <> '' and {_begins_plainly('response.form_key')}"
        written["response_id"] = (
            f"case when {named} then response.form_key || '.' || digest"
            f" else {_quoted('response.form_key', _ID, shape)} end"
        )
        # A language is one of the portal's own nearly always.
        written["lang"] = f"case when lang in ('id', 'en') then lang else {written['lang']} end"
        line = ", ".join((cells | written).values())
        pattern = ",".join(["%s"] * len(cells))
        select = f"printf('{pattern}', {line})"
    else:
        # An empty text is written like a missing one, as everywhere else in the file.
        written = {title: f"nullif({shape(cells[title])}, '')" for title in FREE_TEXT}
        select = ", ".join((cells | written).values())
    query = f"select {select}{_FROM}{_where(confidential)}{_ORDER}"
    return _LINES[dialect](connection, query)


def _quoted(looked_at: str, cell: str, shape: Callable[[str], str]) -> str:
    """A cell as CSV: as it is where its signs are plain, in quotation marks otherwise."""
    special = ("','", "';'", "'\"'", "char(9)", "char(10)", "char(13)")
    plain = " and ".join(f"instr({looked_at}, {one}) = 0" for one in special)
    begins = _begins_plainly(looked_at)
    return (
        f"case when {looked_at} is null then null when {begins} and {plain} then {cell}"
        f" when {plain} then {shape(cell)}"
        f" else '\"' || replace({shape(cell)}, '\"', '\"\"') || '\"' end"
    )


def _begins_plainly(cell: str) -> str:
    """Signs that begin a formula stand before the digits or between them and the letters."""
    return f"({cell} >= 'A' or ({cell} >= '0' and {cell} < ':'))"


def _harmless(dialect: str, cell: str) -> str:
    """The cell as surveys.exchange_marks.harmless makes it: by it, or in the database's words."""
    if dialect == "sqlite":
        return f"harmless({cell})"
    formula = ", ".join(f"chr({ord(sign)})" for sign in STARTS)
    first, second = f"substr({cell}, 1, 1)", f"substr({cell}, 2, 1)"
    cuts = "||".join(f"chr({ord(sign)})" for sign in CUTS)
    behind = '-=+@"'
    due = f"'(['||{cuts}||'])(?=''[{behind}'']|[{behind}])'"
    inside = (
        f"case when {cell} ~ ('['||{cuts}||'][{behind}'']')"
        f" then regexp_replace({cell}, {due}, '\\1''', 'g') else {cell} end"
    )
    return (
        f"case when {first} in ({formula}) or ({first} = '''' and {second} in ({formula}, ''''))"
        f" then '''' || {inside} else {inside} end"
    )


def _sqlite_lines(connection: Connection, query: str) -> Iterator[Portion]:
    driver: Any = connection.connection.driver_connection
    driver.create_function("harmless", 1, harmless, deterministic=True)
    cursor: Any = connection.connection.cursor()
    found = cursor.execute(query)
    while part := found.fetchmany(PORTION):
        yield len(part), "\n".join([line for (line,) in part]).encode() + b"\n"


def _postgresql_lines(connection: Connection, query: str) -> Iterator[Portion]:
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"copy ({query}) to stdout (format csv, encoding 'UTF8')") as lines:
        coming = iter(lines)
        while part := list(islice(coming, PORTION)):
            yield len(part), b"".join(part)


_LINES = {"sqlite": _sqlite_lines, "postgresql": _postgresql_lines}
