"""Results that were measured before this portal: brought in with their scale, and kept apart.

The scales of 2004 and 2017 divide the same points differently, and the two printed orders of the
nine elements swap the eighth and the ninth. Both are asked for, never guessed; no older result
enters a trend, a margin or a grade of the portal's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from surveys.answer_matrix import BadMatrix, Matrix, read_matrix
from surveys.errors import NotFound
from surveys.exchange import Rejected
from surveys.exchange_check import Report, check_header
from surveys.exchange_rows import BadCell, Sheet, code, count, period, readable
from surveys.rules.elements import COLUMNS, Element, element_of_column
from surveys.rules.index import (
    SCALE_2004,
    SCALE_2017,
    SCALES,
    Grade,
    Scale,
    element_points,
    grade,
    index_points,
    round_half_up,
)
from surveys.rules.periods import Period, parse_period
from surveys.scope import PlaceScope
from surveys.tables import Agency, OlderResult, Unit

TABLE = "older_results"
BY_YEAR: Mapping[str, Scale] = {"2004": SCALE_2004, "2017": SCALE_2017}
U8_CHOICES = (Element.FACILITIES, Element.COMPLAINT_HANDLING)
PLACES = ("unit_code", "agency_code")
COLUMNS_2004 = tuple(f"u{number}" for number in range(1, 15))
FAR_APART = Decimal(1)


@dataclass(frozen=True)
class Asked:
    """What the file does not say by itself: its scale, what its eighth column is, and whose it is.

    u8_is : the element in the eighth column of nine; None where the person did not say.
    """

    scale: Scale
    u8_is: Element | None
    origin: str
    actor: str


@dataclass(frozen=True)
class OlderLine:
    """One older result of a place, to be shown beside the portal's own and never among them."""

    result_id: int
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


@dataclass(frozen=True)
class _Known:
    agencies: dict[str, int]
    units: dict[str, tuple[int, int]]


def import_table(connection: Connection, sheet: Sheet, asked: Asked, now: datetime) -> Report:
    """Bring in a table of results, one place and period a row: all of it, or Rejected."""
    report = Report()
    known = _known(connection)
    elements = COLUMNS_2004 if asked.scale is SCALE_2004 else COLUMNS
    columns = (*PLACES, "period", "index", "respondents", *elements)
    present = check_header(sheet, columns, ("period", "index"), report)
    if not set(PLACES) & set(present):
        report.fault(
            sheet, 1, "unit_code", "kolom wajib ini tidak ada; isi unit_code atau agency_code"
        )
    _ask_order(sheet, present, asked, report)
    places = {title: sheet.header.index(title) for title in present}
    first_row: dict[tuple[Any, ...], int] = {}
    rows = []
    for number, cells in enumerate(sheet.rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        given = {t: cells[at].strip() if at < len(cells) else "" for t, at in places.items()}
        row = _read_row(sheet, number, given, known, asked, report)
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
    place = _place(sheet, 0, given, _known(connection), report)
    when = _cell(sheet, 0, "period", period_code, period, report)
    matrix: Matrix | None = None
    try:
        matrix = read_matrix(table, shown)
    except BadMatrix as problem:
        for row, column, message in problem.faults:
            report.fault(sheet, row, column, message)
    if matrix is not None:
        _ask_order(sheet, tuple(name.lower() for name in matrix.columns), asked, report)
        index = index_points(matrix.sums)
        if index is None:
            report.fault(sheet, 1, "", "ada kolom tanpa satu pun jawaban; hapus kolomnya atau isi")
    if report.errors or matrix is None or index is None or place is None or when is None:
        raise Rejected(report)
    elements = {
        name: [str(element_points(answers)), answers.n]
        for name, answers in zip(_names(matrix.columns, asked), matrix.sums.values(), strict=True)
    }
    result = {
        **place,
        "period": when,
        "index_hundredths": int(index * 100),
        "respondents": len(matrix.rows),
        "elements": elements,
    }
    return _written(connection, [result], asked, now, report)


def _names(columns: Sequence[str], asked: Asked) -> list[str]:
    """How the columns are known: by their element where they are the nine of 2017."""
    lower = [column.lower() for column in columns]
    if asked.scale is SCALE_2004 or sorted(lower) != sorted(COLUMNS):
        return list(columns)
    swapped = asked.u8_is is Element.COMPLAINT_HANDLING
    other = {"u8": "u9", "u9": "u8"} if swapped else {}
    return [element_of_column(other.get(column, column)).value for column in lower]


def _ask_order(sheet: Sheet, present: Sequence[str], asked: Asked, report: Report) -> None:
    if asked.scale is SCALE_2017 and asked.u8_is is None and {"u8", "u9"} & set(present):
        report.fault(
            sheet,
            1,
            "u8",
            "dua urutan beredar; sebutkan isi kolom u8: sarana (facilities)"
            " atau pengaduan (complaint_handling)",
        )


def _cell(sheet: Sheet, number: int, title: str, cell: str, read: Any, report: Report) -> Any:
    try:
        if not cell:
            raise BadCell("sel wajib ini kosong")
        return read(readable(cell))
    except BadCell as problem:
        report.fault(sheet, number, title, str(problem))
        return None


def _place(
    sheet: Sheet, number: int, given: Mapping[str, str], known: _Known, report: Report
) -> dict[str, Any] | None:
    unit, agency = given.get("unit_code", ""), given.get("agency_code", "")
    if not unit and not agency:
        report.fault(sheet, number, "unit_code", "isi kode unit, atau kode instansi")
        return None
    title, cell = ("unit_code", unit) if unit else ("agency_code", agency)
    found = _cell(sheet, number, title, cell, code, report)
    if found is None:
        return None
    if unit and found in known.units:
        agency_id, unit_id = known.units[found]
        return {"agency_id": agency_id, "unit_id": unit_id, "unit_part": unit_id}
    if not unit and found in known.agencies:
        return {"agency_id": known.agencies[found], "unit_id": None, "unit_part": 0}
    word = "unit" if unit else "instansi"
    report.fault(sheet, number, title, f"'{found}' tidak ada; isi kode {word} yang terdaftar")
    return None


def points(cell: str) -> Decimal:
    """A value of 25 to 100 points, or a mean of 1 to 4; comma or point before the decimals."""
    try:
        value = Fraction(cell.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if 1 <= value <= 4:
        value *= 25
    if not 25 <= value <= 100 or "/" in cell or "e" in cell.lower():
        raise BadCell(f"'{cell[:40]}' bukan nilai; isi 25 sampai 100, atau rata-rata 1 sampai 4")
    return round_half_up(value, 2)


def _read_row(
    sheet: Sheet,
    number: int,
    given: Mapping[str, str],
    known: _Known,
    asked: Asked,
    report: Report,
) -> dict[str, Any] | None:
    place = _place(sheet, number, given, known, report)
    when = _cell(sheet, number, "period", given.get("period", ""), period, report)
    index = _cell(sheet, number, "index", given.get("index", ""), points, report)
    respondents = None
    if given.get("respondents"):
        respondents = _cell(sheet, number, "respondents", given["respondents"], count(1), report)
    columns = [title for title in COLUMNS_2004 if given.get(title)]
    values = {t: _cell(sheet, number, t, given[t], points, report) for t in columns}
    if place is None or when is None or index is None or None in values.values():
        return None
    if len(values) >= len(COLUMNS):
        mean = round_half_up(sum(map(Fraction, values.values()), Fraction(0)) / len(values), 2)
        if abs(mean - index) > FAR_APART:
            report.remark(
                sheet,
                number,
                "index",
                f"{index} jauh dari rata-rata unsurnya, {mean}; tetap diterima",
            )
    names = _names(columns, asked)
    elements = {n: [str(values[t]), None] for n, t in zip(names, columns, strict=True)}
    return {
        **place,
        "period": when,
        "index_hundredths": int(index * 100),
        "respondents": respondents,
        "elements": elements,
    }


def _known(connection: Connection) -> _Known:
    agencies = connection.execute(select(Agency.code, Agency.id))
    units = connection.execute(select(Unit.code, Unit.agency_id, Unit.id))
    return _Known({row[0]: row[1] for row in agencies}, {row[0]: (row[1], row[2]) for row in units})


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
        held = connection.execute(
            select(OlderResult.__table__).where(
                OlderResult.agency_id == row["agency_id"],
                OlderResult.unit_part == row["unit_part"],
                OlderResult.period == row["period"],
                OlderResult.scale == asked.scale.code,
            )
        ).first()
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


def older_of(
    connection: Connection, scope: PlaceScope, *, everything: bool = False
) -> list[OlderLine]:
    """The older results of exactly this unit or agency, the newest first; or all within reach."""
    conditions: list[Any] = []
    if scope.unit_id is not None:
        conditions.append(OlderResult.unit_id == scope.unit_id)
    elif scope.agency_id is not None:
        conditions.append(OlderResult.agency_id == scope.agency_id)
        if not everything:
            conditions.append(OlderResult.unit_id.is_(None))
    elif not everything:
        return []
    rows = connection.execute(
        select(OlderResult.__table__, Agency.name.label("agency"), Unit.name.label("unit"))
        .join(Agency, Agency.id == OlderResult.agency_id)
        .outerjoin(Unit, Unit.id == OlderResult.unit_id)
        .where(*conditions)
        .limit(500)
    ).all()
    lines = [
        OlderLine(
            row.id,
            row.agency,
            row.unit,
            parse_period(row.period),
            SCALES[row.scale],
            Decimal(row.index_hundredths).scaleb(-2),
            row.respondents,
            {name: (Decimal(value), n) for name, (value, n) in row.elements.items()},
            row.origin,
        )
        for row in rows
    ]
    return sorted(
        lines,
        key=lambda line: (line.period.last_day, line.period.first_day, line.result_id),
        reverse=True,
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
