"""What a head needs to know on Monday morning, as facts; the words are the page's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, select

from surveys import complaints
from surveys.complaints import LabelCount, LateComplaint, Voice
from surveys.results import element_changes, moved
from surveys.results_clusters import short_respondents
from surveys.results_exclusions import ExcludedFor, reasons_of
from surveys.results_figures import Figures
from surveys.results_issued import Issued, issued_in, late_sheets, shown_of
from surveys.results_parts import Part, parts_of
from surveys.results_population import came_in, needs_by_unit, needs_together
from surveys.results_promises import PromiseLine, promise_lines
from surveys.results_slices import Slice, by_way
from surveys.results_trend import (
    Stretch,
    TrendPoint,
    Waiting,
    figures_beside,
    stretch_to,
    tells_units_apart,
    trend,
)
from surveys.results_trend_closed import with_closed_units, with_closings
from surveys.rules.elements import Element
from surveys.rules.index import Grade
from surveys.rules.margin import Change
from surveys.rules.periods import Period
from surveys.rules.sample_size import projected_day
from surveys.samples import Reached, reached_of
from surveys.scope import PlaceScope
from surveys.silent_counters import SilentCounter, silent_counters
from surveys.tables import Complaint

VOICES = 3
SUGGESTIONS = 3


class Direction(StrEnum):
    """Where the index went; a change within the margin is the same."""

    NONE = "none"
    FEW = "few"
    FIRST = "first"
    UP = "up"
    DOWN = "down"
    SAME = "same"


class Advice(StrEnum):
    """Kinds of what should be done."""

    LATE = "late"
    FELL = "fell"
    WEAK = "weak"
    REACH = "reach"
    SILENT = "silent"


@dataclass(frozen=True)
class Suggestion:
    """One thing to do, with the figures that it follows from."""

    kind: Advice
    count: int = 0
    days: int = 0
    element: Element | None = None
    change: Change | None = None
    part: Part | None = None


@dataclass(frozen=True)
class Monday:
    """Everything on the page of one place and period.

    reached : in how many units enough answered; None for a single unit or counter. waiting : what
    came and is in none of the figures yet. issued : as it was closed; the figures are then those.
    after_closing : sheets that came, or went, since a closing and wait. excluded : why sheets are
    kept out, where that is on record.
    """

    period: Period
    figures: Figures
    previous: Figures
    direction: Direction
    change: Change | None
    changes: dict[Element, Change | None]
    focus: Element | None
    fell: bool
    trend: list[TrendPoint]
    waiting: Waiting
    issued: Issued | None
    after_closing: int
    parts: list[Part]
    suggestions: list[Suggestion]
    danger: int
    themes: list[LabelCount]
    comments: int
    voices: list[Voice]
    late: list[LateComplaint]
    promises: list[PromiseLine]
    channels: list[Slice]
    helped: list[Slice]
    short_respondents: int
    excluded: tuple[ExcludedFor, ...]
    silent: list[SilentCounter]
    enough_on: date | None
    reached: Reached | None

    @property
    def parts_that_fell(self) -> list[Part]:
        """The parts where the element in focus fell by more than chance."""
        return [part for part in self.parts if part.fell]


def monday(
    connection: Connection,
    scope: PlaceScope,
    period: Period,
    today: date,
    smallest: int,
    *,
    with_cases: bool,
) -> Monday:
    """The page's facts; complaints and promises only for whoever answers them (with_cases)."""
    stretch = stretch_to(connection, scope, period, smallest=smallest)
    issued = issued_in(connection, stretch, smallest)
    now, before, held = _both(connection, stretch, issued)
    shown = now.respondents >= smallest
    changes = dict(element_changes(before, now)) if shown else dict.fromkeys(Element)
    fallen = _most_fallen(changes)
    weakest = now.weakest_first()[0]
    focus = fallen or (weakest.element if shown and weakest.points is not None else None)
    parts = [] if focus is None else parts_of(connection, stretch, focus, today, smallest, issued)
    first, last = period.first_day, period.last_day
    late = complaints.late(connection, scope, today) if with_cases else []
    silent = silent_counters(connection, scope, today) if today in period else []
    channels, helped = by_way(connection, stretch, smallest)
    change = moved(before.interval, now.interval) if before.respondents >= smallest else None
    return Monday(
        period=period,
        figures=now,
        previous=before,
        direction=_direction(now, stretch.waiting_in(period), change, smallest),
        change=change,
        changes=changes if before.respondents >= smallest else dict.fromkeys(Element),
        focus=focus,
        fell=fallen is not None,
        trend=_trend(stretch, issued, smallest),
        waiting=stretch.waiting_in(period),
        issued=issued.get(period),
        after_closing=late_sheets(stretch, issued),
        parts=parts,
        suggestions=_suggestions(
            now,
            changes,
            fallen,
            parts,
            late,
            silent,
            _missing(now, held) if today in period else 0,
            smallest,
        ),
        danger=complaints.count_in_danger(connection, scope) if with_cases else 0,
        themes=complaints.label_counts(connection, scope, first, last),
        comments=complaints.count_comments(connection, scope, first, last),
        voices=_voices(connection, scope, period) if with_cases else [],
        late=late,
        promises=promise_lines(connection, scope, today, smallest) if with_cases else [],
        channels=channels,
        helped=helped,
        short_respondents=short_respondents(connection, scope, period),
        excluded=reasons_of(connection, scope, first, last, now.excluded),
        silent=silent,
        enough_on=projected_day(now.respondents, now.required, first, last, today),
        reached=held,
    )


def _trend(stretch: Stretch, issued: Mapping[Period, Issued], smallest: int) -> list[TrendPoint]:
    points = trend(stretch, smallest)
    if tells_units_apart(stretch.scope) and stretch.scope.agency_id is None:
        return with_closed_units(points, stretch)
    return with_closings(points, issued)


def _both(
    connection: Connection, stretch: Stretch, issued: Mapping[Period, Issued]
) -> tuple[Figures, Figures, Reached | None]:
    """The figures of the period and of the one before; over several units how those stand."""
    scope, period = stretch.scope, stretch.last
    both = [period.previous, period]
    came = came_in(connection, scope, [period.previous.previous, *both])
    needs = needs_by_unit(connection, scope, both, came)
    before, now = (
        shown_of(
            figures_beside(stretch, each, needs_together(list(needs[each].values()))),
            issued.get(each),
        )
        for each in both
    )
    several = tells_units_apart(scope)
    return now, before, reached_of(came[period], needs[period]) if several else None


def _direction(now: Figures, waiting: Waiting, change: Change | None, smallest: int) -> Direction:
    if now.respondents == 0 and not waiting.units:
        return Direction.NONE
    if now.respondents < smallest or now.index is None:
        return Direction.FEW
    if change is None:
        return Direction.FIRST
    if not change.beyond_chance:
        return Direction.SAME
    return Direction.UP if change.points > 0 else Direction.DOWN


def _most_fallen(changes: dict[Element, Change | None]) -> Element | None:
    fallen = [
        (change.points, element)
        for element, change in changes.items()
        if change is not None and change.high < 0
    ]
    return min(fallen)[1] if fallen else None


def _missing(now: Figures, held: Reached | None) -> int:
    """How many respondents are still lacking; over several units what each of them lacks."""
    if held is not None:
        return held.missing
    return 0 if now.required is None else now.required - now.respondents


def _suggestions(
    now: Figures,
    changes: dict[Element, Change | None],
    fallen: Element | None,
    parts: list[Part],
    late: list[LateComplaint],
    silent: list[SilentCounter],
    missing: int,
    smallest: int,
) -> list[Suggestion]:
    """At most three, each following from figures on the page."""
    found = []
    lowest = next((part for part in parts if part.points is not None), None)
    if late:
        oldest = max(complaint.overdue_days for complaint in late)
        found.append(Suggestion(Advice.LATE, count=len(late), days=oldest))
    if fallen is not None:
        found.append(Suggestion(Advice.FELL, element=fallen, change=changes[fallen], part=lowest))
    elif now.respondents >= smallest:
        weakest = now.weakest_first()[0]
        if weakest.grade is not None and weakest.grade is not Grade.A:
            found.append(Suggestion(Advice.WEAK, element=weakest.element, part=lowest))
    if silent:
        found.append(Suggestion(Advice.SILENT, count=len(silent), days=silent[0].days))
    if missing > 0:
        found.append(Suggestion(Advice.REACH, count=missing))
    return found[:SUGGESTIONS]


def _voices(connection: Connection, scope: PlaceScope, period: Period) -> list[Voice]:
    """Three voices; what was not meant for the counter's staff is not on a page they may pass."""
    found = complaints.voices(connection, scope, period.first_day, period.last_day, 4 * VOICES)
    private = set(
        connection.execute(
            select(Complaint.id).where(
                Complaint.id.in_([voice.complaint_id for voice in found]), Complaint.private
            )
        ).scalars()
    )
    return [voice for voice in found if voice.complaint_id not in private][:VOICES]
