"""`suara verify --issued`: every closed period made again, as an auditor would."""

import argparse
from dataclasses import asdict
from typing import Any

from portal import wording
from portal.commands import Session
from surveys import results_units
from surveys.issued_check import IssuedCheck, PlainElement, check_issued

_MARGINS = {
    True: "sama dengan hitungan dari hari-harinya",
    False: "BERBEDA dari hitungan dari hari-harinya",
    None: "tidak dihitung lagi karena lembarnya berubah",
}

_FILES = {True: "utuh", False: "BERUBAH", None: "tidak disimpan"}


def verify_issued(arguments: argparse.Namespace, session: Session) -> int:
    """Say of each closed period whether its report follows from what is kept; 1 where not."""
    checks = session.open().read_at_once(
        lambda c: check_issued(c, results_units.scope_of(c, arguments.unit, None))
    )
    wrong = [each for each in checks if each.wrong]
    if arguments.json:
        session.answer({"equal": not wrong, "issued": [_document(each) for each in checks]})
    elif not checks:
        session.say("Belum ada periode yang ditutup.")
    else:
        for each in checks:
            _print(each, session)
        session.say(
            f"{len(checks) - len(wrong)} dari {len(checks)} periode sama dengan hitungan ulang."
        )
    return 1 if wrong else 0


def _document(each: IssuedCheck) -> dict[str, Any]:
    return {
        **asdict(each),
        "elements": [{**asdict(one), "grade": one.grade} for one in each.elements],
        "grade": each.grade,
        "equal": not each.wrong,
    }


def _print(each: IssuedCheck, session: Session) -> None:
    if each.elements:
        _print_figures(each, session)
    else:
        session.say(f"{each.unit_code} {each.period}:")
    if each.elements or each.file is not None:
        session.say(f"  berkas terbit: {_FILES[each.file]}")
    for words in each.wrong:
        session.say(f"  BERBEDA: {words}")


def _print_figures(each: IssuedCheck, session: Session) -> None:
    value = "tidak ada nilai" if each.hundredths is None else _points(each.hundredths)
    session.say(
        f"{each.unit_code} {each.period}: {wording.number(each.respondents)} responden,"
        f" IKM {value} {each.grade}".rstrip()
    )
    for one in each.elements:
        session.say("  " + _line(one))
    session.say(f"  lembar: {_sheets_words(each)}")
    if each.interval is not None:
        low, high = (wording.number(end, 2) for end in each.interval)
        rule = ", menurut aturan versi sebelumnya" if each.earlier_rule else ""
        session.say(f"  selang 95 %: {low} sampai {high}, {_MARGINS[each.margins]}{rule}")


def _sheets_words(each: IssuedCheck) -> str:
    if each.sheets:
        return "sama"
    if each.margins is None:
        return "berubah sejak ditutup"
    return "sama saat ditutup; sejak itu ada yang dikeluarkan atau dikembalikan"


def _line(one: PlainElement) -> str:
    if one.hundredths is None:
        return f"{one.column}: belum ada jawaban"
    return f"{one.column}: {one.total} / {one.n} × 25 = {_points(one.hundredths)} {one.grade}"


def _points(hundredths: int) -> str:
    return f"{hundredths // 100},{hundredths % 100:02d}"
