"""The tables of units and services in the SKM report, and how many respondents were needed."""

from typing import Any

from portal import wording
from portal.documents.report_margins import interval_words, other_words
from surveys.results_population import Need
from surveys.results_report import SkmReport
from surveys.results_report_units import AgencyUnit, AgencyWhole

FEW = "terlalu sedikit"
"""What stands where fewer than the smallest group answered."""
UNSEEN = "belum tampil"
"""What stands where nothing is public, in the edition that is handed on."""
HIDDEN = "disembunyikan"
"""What stands for whatever would follow from a number that is hidden."""


def sample_words(report: SkmReport) -> dict[str, Any]:
    """Population, sample and whether it was met; of an agency unit by unit, as the rule goes."""
    need, n = report.figures.need, report.figures.respondents
    known = need.population
    users = "tidak diketahui" if known is None else wording.number(known.users)
    if known is not None and known.estimated:
        users += " (perkiraan)"
    users += not_used_words(report)
    if report.whole is not None:
        met = enough_words(report.whole, public=report.public)
        few = report.whole.short + report.whole.hidden > 0
        return {"population": users, "required": "dihitung tiap unit", "met": met, "few": few}
    required = need.required
    if required is None:
        return {"population": users, "required": "tidak dapat dihitung", "met": "", "few": False}
    met = "terpenuhi" if n >= required else f"kurang {wording.number(required - n)}"
    return {
        "population": users,
        "required": wording.number(required),
        "met": met,
        "few": n < required,
    }


def not_used_words(report: SkmReport) -> str:
    """That the users were counted lower than those who answered; empty where they were not."""
    below = report.figures.need.below
    if below is None:
        return ""
    where = "" if report.whole is None else " di sebagian unit"
    return f"; tercatat {wording.number(below)}{where}, kurang dari yang menjawab, tidak dipakai"


def enough_words(whole: AgencyWhole, *, public: bool) -> str:
    """In how many units enough answered, in words."""
    words = []
    for count, word in ((whole.enough, "cukup"), (whole.short, "kurang")):
        if count:
            words.append(f"{wording.number(count)} unit {word}")
    if whole.hidden:
        few = UNSEEN if public else f"{FEW} jawabannya"
        words.append(f"{wording.number(whole.hidden)} unit {few}")
    if whole.unknown:
        words.append(f"{wording.number(whole.unknown)} unit tidak dapat dihitung")
    return ", ".join(words)


def whole_words(report: SkmReport) -> dict[str, Any] | None:
    """The units of an agency and the second total; None in the report of a unit."""
    whole = report.whole
    if whole is None:
        return None
    mean = whole.mean_of_units
    closed = sum(unit.closed for unit in whole.units)
    return {
        "units": [_unit_row(unit, UNSEEN if report.public else FEW) for unit in whole.units],
        "count": wording.number(len(whole.units)),
        "mean": wording.points(mean.points),
        "mean_label": mean.label.id,
        "mean_units": wording.number(mean.units),
        "enough": enough_words(whole, public=report.public),
        "left_out": wording.number(whole.left_out) if whole.left_out else "",
        "closed": wording.number(closed) if closed else "",
        "unseen": wording.number(whole.unseen) if whole.unseen else "",
        "outside": wording.number(whole.outside) if whole.outside else "",
    }


def _unit_row(unit: AgencyUnit, hidden: str) -> dict[str, str]:
    figures = unit.figures
    if figures is None:
        shown = {"n": hidden, "index": "–", "interval": "", "grade": "", "others": ""}
    else:
        shown = {
            "n": wording.number(figures.respondents),
            "index": wording.points(figures.index),
            "interval": interval_words(figures.interval),
            "grade": "" if figures.grade is None else figures.grade.value,
            "others": other_words(figures.interval),
        }
    n = None if figures is None else figures.respondents
    return {"name": unit.name, **shown, **_needed(n, unit.required)}


def service_rows(report: SkmReport) -> list[list[str]]:
    """Services whose users were counted: name, users, respondents, needed, reached."""
    rows = []
    for each in report.services:
        needed = _needed(each.n, each.need.required)
        n = HIDDEN if each.n is None else wording.number(each.n)
        rows.append([each.name, _users(each.need), n, needed["required"], needed["met"]])
    return rows


def _users(need: Need) -> str:
    return "–" if need.population is None else wording.number(need.population.users)


def _needed(n: int | None, required: int | None) -> dict[str, str]:
    if required is None:
        return {"required": "–", "met": "tidak dapat dihitung"}
    if n is None:
        return {"required": wording.number(required), "met": HIDDEN}
    short = required - n
    met = "cukup" if short <= 0 else f"kurang {wording.number(short)}"
    return {"required": wording.number(required), "met": met}
