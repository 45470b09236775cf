"""Results that were measured before this portal: brought in with their scale, and kept apart.

The scales of 2004 and 2017 divide the same points differently, and the two printed orders of the
nine elements swap the eighth and the ninth. Both are asked for, never guessed; no older result
enters a trend, a margin or a grade of the portal's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from surveys.answer_matrix import (
    COLUMNS_2004,
    BadMatrix,
    Matrix,
    elements_asked,
    numbered,
    read_matrix,
)
from surveys.errors import NotFound
from surveys.exchange import Rejected
from surveys.exchange_check import Report, check_header
from surveys.exchange_rows import Sheet
from surveys.older_rows import (
    PLACES,
    TABLE,
    Asked,
    KnownPlaces,
    ask_order,
    names_of,
    over_by,
    place_of,
    read_cell,
    read_row,
)
from surveys.rules.elements import COLUMNS
from surveys.rules.index import (
    SCALE_2004,
    SCALES,
    Grade,
    Scale,
    element_points,
    grade,
    index_points,
)
from surveys.rules.periods import PROVINCE_ZONE, Period, local_day, parse_period
from surveys.tables import Agency, OlderResult, Unit

PAGE = 50
"""How many are shown at a time where all of them are."""


@dataclass(frozen=True)
class OlderLine:
    """One older result of a place, to be shown beside the portal's own and never among them."""

    result_id: int
    agency_id: int
    unit_id: int | None
    agency_name: str
    unit_name: str | None
    period: Period
    scale: Scale
    index: Decimal
    respondents: int | None
    elements: Mapping[str, tuple[Decimal, int | None]]
    origin: str

    @property
    def grade(self) -> Grade:
        """The grade on the scale of its own time."""
        return grade(self.index, self.scale)


def import_table(connection: Connection, sheet: Sheet, asked: Asked, now: datetime) -> Report:
    """Bring in a table of results, one place and period a row: all of it, or Rejected."""
    report = Report()
    known = _known(connection)
    elements = COLUMNS_2004 if asked.scale is SCALE_2004 else COLUMNS
    columns = (*PLACES, "period", "index", "grade", "respondents", *elements)
    said, sheet = sheet.header, _with_numbers(sheet, elements)
    present = check_header(sheet, columns, ("period", "index"), report)
    if not set(PLACES) & set(present):
        report.fault(
            sheet, 1, "unit_code", "kolom wajib ini tidak ada; isi unit_code atau agency_code"
        )
    titles = dict(zip(sheet.header, said, strict=True))
    ask_order(sheet, [titles[title] for title in present], asked, report)
    places = {title: sheet.header.index(title) for title in present}
    first_row: dict[tuple[Any, ...], int] = {}
    rows = []
    for number, cells in enumerate(sheet.rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        given = {t: cells[at].strip() if at < len(cells) else "" for t, at in places.items()}
        row = read_row(sheet, number, given, known, asked, local_day(now, PROVINCE_ZONE), report)
        if row is None:
            continue
        key = row["agency_id"], row["unit_part"], row["period"]
        if key in first_row:
            message = f"tempat dan periode ini sudah ada di baris {first_row[key]}; satu baris saja"
            report.fault(sheet, number, "period", message)
        first_row.setdefault(key, number)
        rows.append(row)
    if not sheet.rows:
        report.fault(sheet, 1, "", "tidak ada isinya; satu baris per tempat dan periode")
    return _written(connection, rows, asked, now, report)


def import_matrix(
    connection: Connection,
    table: Sequence[Sequence[str]],
    shown: str,
    *,
    unit_code: str,
    agency_code: str,
    period_code: str,
    asked: Asked,
    now: datetime,
) -> Report:
    """Bring in one place's sheets of one period, one respondent a row; kept as their result."""
    report = Report()
    sheet = Sheet(TABLE, shown, [], [])
    given = {"unit_code": unit_code, "agency_code": agency_code, "period": period_code}
    place = place_of(sheet, 0, given, _known(connection), report)
    today = local_day(now, PROVINCE_ZONE)
    when = read_cell(sheet, 0, "period", period_code, over_by(today), report)
    matrix: Matrix | None = None
    try:
        matrix = read_matrix(table, shown, asked.scale)
    except BadMatrix as problem:
        for row, column, message in problem.faults:
            report.fault(sheet, row, column, message)
    if matrix is not None:
        ask_order(sheet, matrix.columns, asked, report)
        _look_at_columns(sheet, matrix, asked, report)
        index = index_points(matrix.sums)
        if index is None:
            report.fault(sheet, 1, "", "ada kolom tanpa satu pun jawaban; hapus kolomnya atau isi")
    if report.errors or matrix is None or index is None or place is None or when is None:
        raise Rejected(report)
    elements = {
        name: [str(element_points(answers)), answers.n]
        for name, answers in zip(names_of(matrix.columns, asked), matrix.sums.values(), strict=True)
    }
    result = {
        **place,
        "period": when,
        "index_hundredths": int(index * 100),
        "respondents": len(matrix.rows),
        "elements": elements,
    }
    return _written(connection, [result], asked, now, report)


def _with_numbers(sheet: Sheet, elements: Sequence[str]) -> Sheet:
    """The same with u8 for a column that is headed "U8 Sarana"."""
    header = [n if (n := numbered(title)) in elements else title for title in sheet.header]
    return replace(sheet, header=header)


def _look_at_columns(sheet: Sheet, matrix: Matrix, asked: Asked, report: Report) -> None:
    """Refuse another number of elements than the rule has, and tell what was left aside."""
    found, wanted = len(matrix.columns), elements_asked(asked.scale)
    if found != wanted:
        report.fault(
            sheet,
            1,
            "",
            f"{found} kolom dibaca sebagai unsur ({', '.join(matrix.columns[:20])}), padahal"
            f" {asked.scale.source} memakai {wanted}; pakai kolom u1 sampai u{wanted}, atau bawa"
            " masuk nilainya lewat tabel nilai",
        )
    for title in matrix.left_aside:
        report.remark(sheet, 1, title, "bukan unsur, jadi tidak ikut dihitung")


def _known(connection: Connection) -> KnownPlaces:
    agencies = connection.execute(select(Agency.code, Agency.id))
    units = connection.execute(select(Unit.code, Unit.agency_id, Unit.id))
    return KnownPlaces(
        {row[0]: row[1] for row in agencies}, {row[0]: (row[1], row[2]) for row in units}
    )


def _written(
    connection: Connection,
    rows: Sequence[dict[str, Any]],
    asked: Asked,
    now: datetime,
    report: Report,
) -> Report:
    """Write what was read: a place and period that is there on this scale is changed."""
    if report.errors:
        raise Rejected(report)
    counts = [0, 0, 0]
    for row in rows:
        values = {**row, "scale": asked.scale.code, "u8_is": asked.u8_is}
        held = _held(connection, row, asked.scale)
        source = {"origin": asked.origin[:200], "imported_by": asked.actor, "imported_at": now}
        if held is None:
            connection.execute(insert(OlderResult).values(**values, **source))
            counts[0] += 1
        elif any(getattr(held, name) != value for name, value in values.items()):
            key = OlderResult.id == held.id
            connection.execute(update(OlderResult).where(key).values(**values, **source))
            counts[1] += 1
        else:
            counts[2] += 1
    report.written[TABLE], report.updated[TABLE], report.skipped[TABLE] = counts
    return report


def _held(connection: Connection, row: Mapping[str, Any], scale: Scale) -> Row[Any] | None:
    """What is there of this place, period and scale.

    A unit's is found whatever agency it had when it came. Where it came again after a move, only
    the newest is kept.
    """
    place = OlderResult.unit_id == row["unit_id"]
    if row["unit_id"] is None:
        place = (OlderResult.agency_id == row["agency_id"]) & OlderResult.unit_id.is_(None)
    same = place, OlderResult.period == row["period"], OlderResult.scale == scale.code
    newest = select(OlderResult.__table__).where(*same).order_by(OlderResult.id.desc())
    found = connection.execute(newest).all()
    for other in found[1:]:
        connection.execute(delete(OlderResult).where(OlderResult.id == other.id))
    return found[0] if found else None


def all_older(connection: Connection, *, offset: int = 0, limit: int = PAGE) -> list[OlderLine]:
    """A page of everything that was brought in: the newest year first, then by place."""
    ordered = _lines().order_by(
        func.substr(OlderResult.period, 1, 4).desc(),
        Agency.name,
        func.coalesce(Unit.name, ""),
        OlderResult.period.desc(),
        OlderResult.id,
    )
    return list(map(_line, connection.execute(ordered.offset(offset).limit(limit))))


def count_older(connection: Connection) -> int:
    """How many older results were brought in."""
    return connection.execute(select(func.count()).select_from(OlderResult)).scalar_one()


def _lines() -> Select[Any]:
    return (
        select(
            OlderResult.__table__,
            Agency.id.label("agency_today"),
            Agency.name.label("agency"),
            Unit.name.label("unit"),
        )
        .outerjoin(Unit, Unit.id == OlderResult.unit_id)
        .join(Agency, Agency.id == func.coalesce(Unit.agency_id, OlderResult.agency_id))
    )


def _line(row: Row[Any]) -> OlderLine:
    return OlderLine(
        row.id,
        row.agency_today,
        row.unit_id,
        row.agency,
        row.unit,
        parse_period(row.period),
        SCALES[row.scale],
        Decimal(row.index_hundredths).scaleb(-2),
        row.respondents,
        {name: (Decimal(value), n) for name, (value, n) in row.elements.items()},
        row.origin,
    )


def remove(connection: Connection, result_id: int) -> str:
    """Take a result back that was brought in wrongly; what it was, for the audit log."""
    row = connection.execute(
        select(OlderResult.period, OlderResult.scale, Agency.code, Unit.code)
        .join(Agency, Agency.id == OlderResult.agency_id)
        .outerjoin(Unit, Unit.id == OlderResult.unit_id)
        .where(OlderResult.id == result_id)
    ).first()
    if row is None:
        raise NotFound(str(result_id))
    connection.execute(delete(OlderResult).where(OlderResult.id == result_id))
    return f"{row[3] or row[2]} {row[0]} {row[1]}"
