"""The responses of an import: read fast and checked cell by cell."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from surveys.exchange_belonging import Registry, contradictions, far_day, unknown_codes
from surveys.exchange_cells import BadCell, moment, quoted, readable
from surveys.exchange_check import Report, check_header
from surveys.exchange_drafts import Row
from surveys.exchange_marks import as_written
from surveys.exchange_rows import Sheet
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.periods import FIRST_DAY, FIRST_YEAR, PROVINCE_ZONE, local_time
from surveys.rules.written_days import day_in_cell
from surveys.tables.responses import COLUMNS

CHANNELS = ("qr", "kiosk", "slip", "paper", "api")
LONGEST_COMMENT = 2000
LONGEST_ID = 80
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
SCORE = {"": None, "1": 1, "2": 2, "3": 3, "4": 4, "1.0": 1, "2.0": 2, "3.0": 3, "4.0": 4}
CHILD = "<17"
AHEAD = timedelta(hours=14)
REQUIRED = ("response_id", "submitted_at", "counter_code")
ATTRIBUTE_NAMES = tuple(ATTRIBUTES)
RESPONSE_COLUMNS = (
    *REQUIRED,
    "service_code",
    *COLUMNS,
    "overall",
    "comment",
    *ATTRIBUTE_NAMES,
    "channel",
    "helped",
    "lang",
    "unit_code",
    "local_date",
)
Fault = tuple[str, str]
"""A column, and what is wrong there."""
StoredAmong = Callable[[Sequence[str]], Collection[str]]
"""Those of these responses, by their names, that are stored already."""


def check_responses(
    sheet: Sheet,
    registry: Registry,
    now: datetime,
    report: Report,
    tell: Callable[[int, int], None],
    stored_among: StoredAmong,
    *,
    restoring: bool = False,
) -> list[Row]:
    """Read every response; faults go to the report, good rows are returned in order.

    restoring : an export comes back, whose answers are taken with the unit and day they had.
    """
    present = check_header(sheet, RESPONSE_COLUMNS, REQUIRED, report)
    places = {title: sheet.header.index(title) for title in present}
    rows: list[Row] = []
    wrong: list[tuple[int, Fault]] = []
    disputed: dict[str, list[tuple[int, Fault]]] = {}
    seen: dict[str, int] = {}
    total = len(sheet.rows)
    for number, cells in enumerate(sheet.rows, start=2):
        if number % 5000 == 0:
            tell(number, total)
        if not any(cells):
            continue
        row, faults = _checked(cells, places, registry, now, restoring=restoring)
        _note_repeated(row.response_id, number, seen, faults)
        wrong += [(number, fault) for fault in faults]
        if faults:
            continue
        rows.append(row)
        if not restoring and (odd := contradictions(row, registry)):
            disputed[row.response_id] = [(number, fault) for fault in odd]
    there = stored_among(list(disputed)) if disputed else ()
    for name, odd_ones in disputed.items():
        wrong += [] if name in there else odd_ones
    for number, (column, message) in sorted(wrong, key=lambda one: one[0]):
        report.fault(sheet, number, column, message)
    return rows


def _checked(
    cells: list[str], places: dict[str, int], registry: Registry, now: datetime, *, restoring: bool
) -> tuple[Row, list[Fault]]:
    """A row as it was read, and what is wrong with it by itself."""
    faults: list[Fault] = []
    row = _read_row(cells, places, faults)
    _check_row(row, cells, places, registry, now, faults)
    early = _too_early(row.submitted_at, restoring=restoring)
    if early and all(column != "submitted_at" for column, _ in faults):
        words = f"{row.submitted_at.isoformat()} terlalu lama; isi waktu mulai {FIRST_DAY}"
        faults.append(("submitted_at", words))
    if restoring and all(column != "submitted_at" for column, _ in faults):
        faults += far_day(row)
    return row, faults


def _note_repeated(name: str, number: int, seen: dict[str, int], faults: list[Fault]) -> None:
    first = seen.setdefault(name, number) if name else number
    if first != number:
        told = quoted(name)
        words = f"{told} sudah ada di baris {first}; satu baris saja per jawaban"
        faults.append(("response_id", words))


def _cell(cells: list[str], places: dict[str, int], title: str) -> str:
    place = places.get(title)
    return cells[place] if place is not None and place < len(cells) else ""


def _read_row(cells: list[str], places: dict[str, int], faults: list[Fault]) -> Row:
    def text(title: str) -> str:
        return _cell(cells, places, title).strip()

    scores = tuple(_score(text(column), column, faults) for column in COLUMNS)
    attributes = tuple(_attribute(text(title), title, faults) for title in ATTRIBUTE_NAMES)
    if attributes[0] == CHILD:
        attributes = (CHILD, *([None] * (len(attributes) - 1)))
    channel = text("channel") or "api"
    if channel not in CHANNELS:
        faults.append(("channel", f"{quoted(channel)} bukan nilai; isi {', '.join(CHANNELS)}"))
    helped = text("helped")
    if helped not in {"", "0", "1"}:
        faults.append(("helped", f"{quoted(helped)} bukan nilai; isi 0, 1 atau kosongkan"))
    return Row(
        as_written(text("response_id")),
        _moment(text("submitted_at"), faults),
        text("counter_code"),
        text("service_code"),
        scores,
        _score(text("overall"), "overall", faults),
        _comment(_cell(cells, places, "comment"), faults),
        attributes,
        channel,
        helped == "1",
        _language(as_written(text("lang"))),
        text("unit_code"),
        _day(text("local_date"), faults),
    )


def _check_row(
    row: Row,
    cells: list[str],
    places: dict[str, int],
    registry: Registry,
    now: datetime,
    faults: list[Fault],
) -> None:
    for title in ("response_id", "counter_code"):
        if title in places and not _cell(cells, places, title).strip():
            faults.append((title, "sel wajib ini kosong"))
    if len(row.response_id) > LONGEST_ID or not row.response_id.isprintable():
        faults.append(("response_id", f"paling panjang {LONGEST_ID} huruf, tanpa tanda kendali"))
    faults += unknown_codes(row, registry)
    when = row.submitted_at
    # A time without offset is at most 14 hours from UTC, so only what lies further is surely ahead.
    ahead = when > (now if when.tzinfo is not None else now.replace(tzinfo=None) + AHEAD)
    if "submitted_at" in places and when.year > 1 and ahead:
        faults.append(
            ("submitted_at", f"{when.isoformat()} ada di masa depan; isi waktu yang lalu")
        )
    nothing = row.comment is None and row.overall is None and not any(row.scores)
    if nothing and not faults:
        faults.append(("u1", "tidak ada jawaban; isi satu unsur, overall, atau komentar"))


def _too_early(when: datetime, *, restoring: bool) -> bool:
    """Whether the day at some unit may lie before the first that a period holds.

    Older versions stored such days. They stand in no period, and an export, which tells every
    moment in UTC, carries them over.
    """
    if restoring and when.utcoffset() == timedelta():
        return False
    if when.year < FIRST_YEAR:
        return True
    return when.tzinfo is not None and local_time(when, PROVINCE_ZONE).year < FIRST_YEAR


def _score(cell: str, column: str, faults: list[Fault]) -> int | None:
    if cell in SCORE:
        return SCORE[cell]
    faults.append((column, f"{quoted(cell)} bukan nilai; isi 1, 2, 3, 4 atau kosongkan"))
    return None


def _attribute(cell: str, title: str, faults: list[Fault]) -> str | None:
    if not cell:
        return None
    accepted = ATTRIBUTES[title].values
    if cell not in accepted:
        faults.append(
            (title, f"{quoted(cell)} bukan nilai; isi {', '.join(accepted)} atau kosongkan")
        )
        return None
    return cell


def _language(cell: str) -> str | None:
    """A tag such as id or en-GB; nothing where it is none, since a name may stand there."""
    return cell if _LANGUAGE.fullmatch(cell) else None


def _moment(cell: str, faults: list[Fault]) -> datetime:
    if not cell:
        faults.append(("submitted_at", "sel wajib ini kosong"))
        return datetime.min  # noqa: DTZ901 - stands for a fault, never stored
    try:
        return moment(cell)
    except BadCell:
        faults.append(
            ("submitted_at", f"{quoted(cell)} bukan waktu; isi seperti 2026-11-24T09:30:00+07:00")
        )
        return datetime.min  # noqa: DTZ901


def _day(cell: str, faults: list[Fault]) -> date | None:
    # Only whether it is a day: those before the first of a period come back with an export.
    if not cell:
        return None
    try:
        return day_in_cell(cell)
    except ValueError:
        faults.append(("local_date", f"{quoted(cell)} bukan tanggal; isi seperti 2026-11-24"))
        return None


def _comment(cell: str, faults: list[Fault]) -> str | None:
    if not cell or not cell.strip():
        return None
    try:
        text = as_written(readable(cell).replace("\r\n", "\n").strip())
    except BadCell as problem:
        faults.append(("comment", str(problem)))
        return None
    if len(text) > LONGEST_COMMENT:
        faults.append(
            ("comment", f"terlalu panjang ({len(text)} huruf); paling panjang {LONGEST_COMMENT}")
        )
        return None
    return text
