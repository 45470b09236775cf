"""The responses of an import: read fast, checked cell by cell, made into drafts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from surveys.exchange_cells import BadCell, moment, quoted, readable
from surveys.exchange_check import Report, check_header
from surveys.exchange_marks import as_written
from surveys.exchange_rows import Sheet
from surveys.responses import Draft
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.periods import FIRST_DAY, FIRST_YEAR, PROVINCE_ZONE, local_time
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
)


@dataclass(frozen=True)
class Places:
    """What a response may belong to, by code, once the registry of the import is written."""

    counters: dict[str, tuple[int, int, str]]
    services: dict[str, tuple[int, int]]
    zones: dict[str, ZoneInfo]


@dataclass(frozen=True)
class Row:
    """A response that was read; numbers of places are looked up when it is written."""

    response_id: str
    submitted_at: datetime
    counter_code: str
    service_code: str
    scores: tuple[int | None, ...]
    overall: int | None
    comment: str | None
    attributes: tuple[str | None, ...]
    channel: str
    helped: bool
    lang: str | None


def check_responses(
    sheet: Sheet,
    unit_of_counter: dict[str, str],
    unit_of_service: dict[str, str],
    now: datetime,
    report: Report,
    tell: Callable[[int, int], None],
    *,
    restoring: bool = False,
) -> list[Row]:
    """Read every response; faults go to the report, good rows are returned in order.

    restoring : an export comes back, whose answers are taken with whatever day they have.
    """
    present = check_header(sheet, RESPONSE_COLUMNS, REQUIRED, report)
    places = {title: sheet.header.index(title) for title in present}
    rows: list[Row] = []
    seen: dict[str, int] = {}
    latest = now.replace(tzinfo=None)
    total = len(sheet.rows)
    for number, cells in enumerate(sheet.rows, start=2):
        if number % 5000 == 0:
            tell(number, total)
        if not any(cells):
            continue
        faults: list[tuple[str, str]] = []
        row = _read_row(cells, places, faults)
        _check_row(row, cells, places, unit_of_counter, unit_of_service, now, latest, faults)
        early = _too_early(row.submitted_at, restoring=restoring)
        if early and all(column != "submitted_at" for column, _ in faults):
            words = f"{row.submitted_at.isoformat()} terlalu lama; isi waktu mulai {FIRST_DAY}"
            faults.append(("submitted_at", words))
        if row.response_id:
            if row.response_id in seen:
                faults.append(
                    (
                        "response_id",
                        f"{quoted(row.response_id)} sudah ada di baris {seen[row.response_id]};"
                        " satu baris saja per jawaban",
                    )
                )
            seen.setdefault(row.response_id, number)
        for column, message in faults:
            report.fault(sheet, number, column, message)
        if not faults:
            rows.append(row)
    return rows


def _cell(cells: list[str], places: dict[str, int], title: str) -> str:
    place = places.get(title)
    return cells[place] if place is not None and place < len(cells) else ""


def _read_row(cells: list[str], places: dict[str, int], faults: list[tuple[str, str]]) -> Row:
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
    )


def _check_row(
    row: Row,
    cells: list[str],
    places: dict[str, int],
    unit_of_counter: dict[str, str],
    unit_of_service: dict[str, str],
    now: datetime,
    latest: datetime,
    faults: list[tuple[str, str]],
) -> None:
    for title in ("response_id", "counter_code"):
        if title in places and not _cell(cells, places, title).strip():
            faults.append((title, "sel wajib ini kosong"))
    if len(row.response_id) > LONGEST_ID or not row.response_id.isprintable():
        faults.append(("response_id", f"paling panjang {LONGEST_ID} huruf, tanpa tanda kendali"))
    if row.counter_code and row.counter_code not in unit_of_counter:
        faults.append(
            ("counter_code", f"{quoted(row.counter_code)} tidak ada; isi kode loket yang terdaftar")
        )
    if row.service_code and row.service_code not in unit_of_service:
        faults.append(
            (
                "service_code",
                f"{quoted(row.service_code)} tidak ada; isi kode layanan yang terdaftar",
            )
        )
    elif row.service_code and row.counter_code in unit_of_counter:
        own, offered = unit_of_counter[row.counter_code], unit_of_service[row.service_code]
        if own and offered and own != offered:
            faults.append(("service_code", f"'{row.service_code}' milik unit lain, bukan {own}"))
    when = row.submitted_at
    # A time without offset is at most 14 hours from UTC, so only what lies further is surely ahead.
    ahead = when > now if when.tzinfo is not None else when > latest.replace(tzinfo=None) + AHEAD
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


def _score(cell: str, column: str, faults: list[tuple[str, str]]) -> int | None:
    if cell in SCORE:
        return SCORE[cell]
    faults.append((column, f"{quoted(cell)} bukan nilai; isi 1, 2, 3, 4 atau kosongkan"))
    return None


def _attribute(cell: str, title: str, faults: list[tuple[str, str]]) -> str | None:
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


def _moment(cell: str, faults: list[tuple[str, str]]) -> datetime:
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


def _comment(cell: str, faults: list[tuple[str, str]]) -> str | None:
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


def drafts(
    rows: list[Row],
    places: Places,
    questionnaire_id: int,
    masked: Callable[[str], tuple[str, bytes | None]],
    receipt_for: Callable[[str, str], str],
    identity: Callable[[str], tuple[str, str]],
) -> Iterator[Draft]:
    """Drafts of the rows, comments masked; a time without offset is taken on the unit's clock."""
    for row in rows:
        counter_id, unit_id, unit_code = places.counters[row.counter_code]
        zone = places.zones[unit_code]
        when = row.submitted_at
        moment_utc = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
        local_date = moment_utc.astimezone(zone).date()
        service = places.services.get(row.service_code)
        form_key, digest = identity(row.response_id)
        comment, sealed = (None, None) if row.comment is None else masked(row.comment)
        yield Draft(
            issued_on=local_date,
            form_key=form_key,
            digest=digest,
            submitted_at=moment_utc,
            local_date=local_date,
            counter_id=counter_id,
            unit_id=unit_id,
            questionnaire_id=questionnaire_id,
            channel=row.channel,
            scores=row.scores,
            overall=row.overall,
            service_id=service[0] if service else None,
            helped=row.helped,
            age_band=row.attributes[0],
            sex=row.attributes[1],
            education=row.attributes[2],
            occupation=row.attributes[3],
            lang=row.lang,
            comment=comment,
            receipt=None if row.comment is None else receipt_for(form_key, digest),
            sealed=sealed,
        )
