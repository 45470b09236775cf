"""`suara index`: the index of units, or of a plain file of answers."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from portal import wording
from portal.commands import Session, Subparsers, add_command, file_path
from portal.commands.beside import (
    comparisons,
    sample_in_words,
    sample_of_units,
    second_total,
    units_alike,
)
from portal.commands.narrowing import narrowed_by, offer_narrowing, only_in_words, only_these
from portal.commands.older import read_rows
from portal.commands.typed import day
from portal.database import utc_now
from surveys import results, results_units
from surveys.answer_matrix import Matrix, elements_asked, read_matrix
from surveys.errors import Refused
from surveys.results_exclusions import ExcludedFor, reasons_of
from surveys.results_figures import Figures
from surveys.results_units import UnitFigures
from surveys.rules.elements import Element
from surveys.rules.index import (
    SCALE_2004,
    SCALE_2017,
    Scale,
    element_points,
    element_weighted,
    grade,
    index_points,
    index_raw_shown,
    mutu,
    sum_of_bins,
    unanswered,
)
from surveys.rules.margin import Interval, element_interval, index_interval, other_grades
from surveys.scope import PlaceScope

SCALES = {"2017": SCALE_2017, "2004": SCALE_2004}


def run_index(arguments: argparse.Namespace, session: Session) -> int:
    """The index of everything within reach and of each unit, or of one file."""
    if arguments.matrix is not None:
        return _run_matrix(arguments, session)
    if arguments.scale != "2017":
        raise Refused("--scale 2004 hanya untuk --matrix; nilai unit memakai PermenPANRB 14/2017")
    with session.progress("Menghitung") as tell:
        total, units, reasons = session.open().read(
            lambda connection: _counted(connection, arguments, tell)
        )
    only = only_these(arguments)
    # Nobody counts visitors by the way they answered, so no sample is asked of it.
    sampled = arguments.channel is None and arguments.helped is None
    if arguments.json:
        session.answer(
            {
                "total": {
                    **document(total),
                    **(sample_of_units(units) if sampled else {}),
                    "excluded_for": [asdict(each) for each in reasons],
                    "comparisons": comparisons(total.sums),
                    "mean_of_units": units_alike(units),
                },
                "units": [{"unit_code": unit.code, **document(unit.figures)} for unit in units],
                **({"only": only} if only else {}),
            }
        )
    else:
        if only:
            session.say(only_in_words(only))
        _print(total, units, reasons, session, sampled=sampled)
    return 0


def _counted(
    connection: Connection, arguments: argparse.Namespace, tell: Callable[[int, int], None]
) -> tuple[Figures, list[UnitFigures], tuple[ExcludedFor, ...]]:
    scope, only = narrowed_by(
        connection,
        results_units.scope_of(connection, arguments.unit, arguments.agency, arguments.region),
        arguments,
    )
    first, last = _stretch(connection, scope, arguments.first, arguments.last)
    # Only the JSON answer tells of elements; nine margins a unit take their time.
    total, units = results_units.figures_per_unit(
        connection, scope, first, last, tell, only=only, element_margins=arguments.json
    )
    reasons = reasons_of(connection, scope, first, last, total.excluded, only)
    return total, units, reasons


def _stretch(
    connection: Connection, scope: PlaceScope, given_first: str | None, given_last: str | None
) -> tuple[date, date]:
    """The days asked for; an end that is not named is that of the answers."""
    first = None if given_first is None else date.fromisoformat(given_first)
    last = None if given_last is None else date.fromisoformat(given_last)
    if first is None or last is None:
        this_year = utc_now().year
        span = results.span_of_answers(connection, scope) or (
            date(this_year, 1, 1),
            date(this_year, 12, 31),
        )
        first = first or (span[0] if last is None else min(span[0], last))
        last = last or max(span[1], first)
    if first > last:
        raise Refused(f"--from {first} sesudah --to {last}; balik urutannya")
    return first, last


def document(figures: Figures) -> dict[str, Any]:
    """Figures as the JSON answer has them."""
    elements = {
        each.element.value: {
            "column": each.element.column,
            **_element(each.bins, len(Element), each.interval, SCALE_2017),
        }
        for each in figures.elements
    }
    return {
        "n": figures.respondents,
        "excluded": figures.excluded,
        "elements": elements,
        **_index(figures.index, figures.index_raw, figures.interval, SCALE_2017),
        "required_n": figures.required,
        # Users that were counted lower than those who answered; no sample is made of them.
        **({} if figures.need.below is None else {"users_not_used": figures.need.below}),
    }


def _element(
    bins: Sequence[int], k: int, interval: Interval | None, scale: Scale
) -> dict[str, Any]:
    """One of k elements: how often 1, 2, 3 and 4 were answered, and what follows from it."""
    answers = sum_of_bins(bins)
    points = element_points(answers)
    return {
        "n": answers.n,
        "bins": list(bins),
        "mean": _plain(answers.mean),
        "weighted": _plain(element_weighted(answers, k)),
        "points": _plain(points),
        "grade": None if points is None else grade(points, scale).value,
        "ci95": None if interval is None else [float(end) for end in interval.ci95],
        "may_be": []
        if interval is None
        else [each.value for each in other_grades(interval, scale)],
    }


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)


def _index(
    points: Decimal | None, raw: Decimal | None, interval: Interval | None, scale: Scale
) -> dict[str, Any]:
    letter = None if points is None else grade(points, scale)
    return {
        "index_raw": _plain(raw),
        "index": _plain(points),
        "ci95": None if interval is None else [float(end) for end in interval.ci95],
        "grade": None if letter is None else letter.value,
        "mutu": None if letter is None else mutu(letter).id,
        "may_be": []
        if interval is None
        else [each.value for each in other_grades(interval, scale)],
    }


def _run_matrix(arguments: argparse.Namespace, session: Session) -> int:
    reach = (arguments.unit, arguments.agency, arguments.region, arguments.first, arguments.last)
    if any(reach) or only_these(arguments):
        raise Refused(
            "--matrix berdiri sendiri; tanpa --unit, --agency, --region, --counter, --service,"
            " --channel, --helped, --from dan --to"
        )
    rows = read_rows(arguments.matrix)
    scale = SCALES[arguments.scale]
    matrix = read_matrix(rows, arguments.matrix.name, scale)
    total = matrix_document(matrix, scale)
    if len(matrix.columns) != elements_asked(scale):
        session.warn(
            f"Periksa: {len(matrix.columns)} kolom dibaca sebagai unsur"
            f" ({', '.join(matrix.columns[:20])}), padahal {scale.source} memakai"
            f" {elements_asked(scale)}. Yang diterima: u1 sampai u{elements_asked(scale)}."
        )
    if matrix.left_aside:
        session.warn(f"Bukan unsur, tidak ikut dihitung: {', '.join(matrix.left_aside)}.")
    if arguments.json:
        session.answer({"total": total})
        return 0
    session.say(f"{total['n']} lembar, {len(matrix.columns)} unsur")
    for key, column in zip(matrix.keys, matrix.columns, strict=True):
        held = total["elements"][key]
        name = Element(key).label.id if key in set(Element) else column
        session.say(f"  {name:32} n {held['n']:6}  rata-rata {_decimal(held['mean'], 4)}")
    missing = unanswered(matrix.sums)
    if missing:
        session.say(f"Tidak ada nilai: {', '.join(missing)} belum ada jawaban.")
    else:
        session.say(_line(total))
    return 0


def matrix_document(matrix: Matrix, scale: Scale = SCALE_2017) -> dict[str, Any]:
    """The same answer for a plain file: every row stands for itself."""
    sums: Mapping[str, Any] = matrix.sums
    sheets = matrix.sheets
    elements = {
        key: {
            "column": column,
            **_element(bins, len(matrix.keys), element_interval(sheets, key), scale),
        }
        for key, column, bins in zip(matrix.keys, matrix.columns, matrix.bins, strict=True)
    }
    interval = index_interval(sheets, asked=matrix.keys)
    return {
        "n": len(matrix.rows),
        "excluded": 0,
        "elements": elements,
        **_index(
            index_points(sums, matrix.keys), index_raw_shown(sums, matrix.keys), interval, scale
        ),
        "required_n": None,
        "scale": scale.code,
        **({"columns_left_aside": list(matrix.left_aside)} if matrix.left_aside else {}),
    }


def _decimal(value: float | None, decimals: int) -> str:
    return "–" if value is None else wording.number(value, decimals)


def _line(total: Mapping[str, Any]) -> str:
    line = f"IKM {_decimal(total['index'], 2)}  mutu {total['grade']} ({total['mutu']})"
    if total["ci95"] is not None:
        low, high = total["ci95"]
        line += f"  rentang 95% {_decimal(low, 2)} sampai {_decimal(high, 2)}"
    if total["may_be"]:
        line += f", bisa {' atau '.join(total['may_be'])}"
    return line


def _print(
    total: Figures,
    units: list[UnitFigures],
    reasons: Sequence[ExcludedFor],
    session: Session,
    *,
    sampled: bool,
) -> None:
    session.say(f"{'':20} {'n':>7} {'perlu':>6} {'IKM':>7} {'mutu':>5}  rentang 95%")
    lines = [(unit.code, unit.figures, unit.figures.required) for unit in units]
    for name, figures, needed in [*lines, ("Jumlah", total, sample_of_units(units)["required_n"])]:
        required = "–" if needed is None else wording.number(needed)
        line = f"{name[:20]:20} {wording.number(figures.respondents):>7} {required:>6}"
        if figures.index is None:
            session.say(f"{line}  {'belum ada data' if not figures.respondents else _why(figures)}")
            continue
        line += f" {wording.points(figures.index):>7} {figures.grade or '':>5}"
        if figures.interval is not None:
            low, high = figures.interval.ci95
            line += f"  {wording.points(low)} sampai {wording.points(high)}"
            others = other_grades(figures.interval)
            line += f", bisa {' atau '.join(others)}" if others else ""
        session.say(line)
    session.say(
        second_total(units)
        + (sample_in_words(units) if sampled else "")
        + "Jumlah: semua lembar digabung. Bobot 1/9 per unsur, dibulatkan sekali di akhir."
        + (f" Dikeluarkan dari hitungan: {_kept_out(total, reasons)}." if total.excluded else "")
    )
    below = [unit.code for unit in units if unit.figures.need.below is not None]
    if below:
        session.say(
            "Pengguna periode sebelumnya tercatat kurang dari yang menjawab, jadi tidak dipakai:"
            f" {', '.join(below)}. Perbaiki visits.csv atau citizens_per_year di units.csv."
        )


def _kept_out(total: Figures, reasons: Sequence[ExcludedFor]) -> str:
    named = "; ".join(f"{each.words} {each.n}" for each in reasons)
    return f"{total.excluded} ({named})" if named else f"{total.excluded}"


def _why(figures: Figures) -> str:
    names = ", ".join(Element(name).label.id for name in figures.unanswered)
    return f"belum ada jawaban: {names}"


def register(subparsers: Subparsers) -> None:
    """Offer `suara index`."""
    parser = add_command(subparsers, "index", run_index, "the satisfaction index (IKM)")
    parser.add_argument("--unit", metavar="CODE", help="only this unit")
    parser.add_argument("--agency", metavar="CODE", help="only this agency's units")
    parser.add_argument("--region", metavar="NAME", help="only agencies of this region")
    offer_narrowing(parser)
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="as 2026-07-01")
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="as 2026-09-30")
    parser.add_argument(
        "--matrix", type=file_path, metavar="FILE.csv", help="a plain file of answers, no database"
    )
    parser.add_argument(
        "--scale", choices=sorted(SCALES), default="2017", help="where grades begin (--matrix)"
    )
