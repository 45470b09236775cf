"""The follow-up plan of the SKM report, line by line, and its forum, as texts."""

from datetime import date
from typing import Any

from portal import wording
from surveys.report_forum import forum_of, read_forums
from surveys.results_plan import PlanLine
from surveys.results_report import SkmReport
from surveys.rules.elements import Element
from surveys.rules.periods import Kind, containing

STATES = {"planned": "Belum mulai", "running": "Berjalan", "done": "Selesai"}
LATER = "terlihat sesudah masa ini"
"""What stands beside what was done so late that the time after it lies beyond the report."""
NO_PLAN = "Belum ada rencana"
"""What stands beside an element below B for which nothing is under way."""


def plan_rows(report: SkmReport) -> list[dict[str, Any]]:
    """Every line of the plan and every weak element for which there is none, the lowest first."""
    many = report.whole is not None
    rows = []
    for line in plan_lines(report):
        if isinstance(line, PlanLine):
            rows.append(plan_row(line, report, name_unit=many))
            continue
        row = {"value": wording.points(report.figures.element(line).points), "effect": ""}
        row |= {"element": line.label.id, "activity": NO_PLAN, "unit": ""}
        rows.append({**row, "quarters": [""] * 4, "responsible": "–", "state": "–"})
    return rows


def plan_lines(report: SkmReport) -> list[PlanLine | Element]:
    """The lines, and after those of its own each element for which nothing is under way."""
    places = {
        each.element.value: place for place, each in enumerate(report.figures.weakest_first())
    }

    def place(line: PlanLine | Element) -> int:
        name = line.element if isinstance(line, PlanLine) else line.value
        return places.get(name or "", len(places))

    return sorted([*report.plan, *report.without_plan], key=place)


def forum_words(report: SkmReport, made_on: date) -> str:
    """Whether and when the plan was discussed with citizens; only a day written down counts."""
    try:
        forum = forum_of(read_forums(report.texts["forum"]), report.last, made_on)
    except ValueError:
        forum = None
    if forum is None:
        return "Rencana ini belum dibahas dalam Forum Konsultasi Publik."
    where = f", {forum.where}" if forum.where else ""
    return (
        "Rencana ini dibahas dalam Forum Konsultasi Publik pada"
        f" {wording.day(forum.held_on)}{where}."
    )


def plan_row(line: PlanLine, report: SkmReport, *, name_unit: bool) -> dict[str, Any]:
    """A line with its quarter, its state, and the element before and after."""
    quarters = [""] * 4
    day = line.done_on or line.due_on
    if day is not None:
        quarters[(day.month - 1) // 3] = str(day.year)
    element = Element(line.element) if line.element in set(Element) else None
    value = None if element is None else report.figures.element(element).points
    state = STATES.get(line.status, line.status)
    if line.status == "done" and line.done_on is not None:
        state = f"Selesai {wording.day(line.done_on)}"
        if line.proof:
            state += f". Bukti: {line.proof}"
    return {
        "element": "–" if element is None else element.label.id,
        "value": wording.points(value),
        "activity": line.activity,
        "unit": line.unit_name if name_unit else "",
        "quarters": quarters,
        "responsible": line.responsible or "–",
        "state": state,
        "effect": _effect(line, report),
    }


def _effect(line: PlanLine, report: SkmReport) -> str:
    """The element before and after, and whether it moved."""
    if line.effect is None:
        return change_words(line, report)
    before, after = wording.points(line.effect.before), wording.points(line.effect.after)
    return f"{before} → {after}, {change_words(line, report)}"


def change_words(line: PlanLine, report: SkmReport) -> str:
    """Whether the element moved; a difference within the margin is "tetap"."""
    if line.effect is None:
        if line.status != "done" or line.done_on is None or line.element not in set(Element):
            return ""
        return LATER if _shows_later(line.done_on, report) else "belum cukup jawaban"
    words = "naik" if line.effect.change.points > 0 else "turun"
    return words if line.effect.change.beyond_chance else "tetap"


def _shows_later(done_on: date, report: SkmReport) -> bool:
    """Whether the report ends before the time in which something done on a day would show."""
    if report.public:
        return containing(done_on, Kind.QUARTER).following.first_day > report.last
    return done_on >= report.last
