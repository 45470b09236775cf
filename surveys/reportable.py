"""What there is to say before a report is made: its figures, and what is still missing in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from surveys import report_texts, results_closed, results_corrections, results_plan
from surveys.errors import Refused
from surveys.published import published_quarters
from surveys.results_closed import closings_within, legible
from surveys.results_corrections import ClosedLine, Since
from surveys.results_edition import not_yet_public, quarters_of
from surveys.results_figures import Figures
from surveys.results_report import SkmReport
from surveys.results_report_public import public_edition
from surveys.results_told_figures import told_since
from surveys.results_trend import Waiting, figures_in, stretch_to
from surveys.rules.disclosure import SMALLEST_GROUP, is_shown
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.samples import Reached, reached
from surveys.scope import PlaceScope


@dataclass(frozen=True)
class Reportable:
    """A place and period before its report is made.

    reached : in how many units enough answered; None for a single unit.
    few : what came and is in none of the figures, since it is little.
    public : whether anything of it is public, so that there is a report to hand on.
    waiting : sheets of an open unit that the public figures do not hold yet.
    since : what came after the closing of a unit; None of an agency, and while it is open.
    moved : whether the public figures of what was closed have moved on since; withdrawn : of how
    many units that were closed with public figures nothing is public any more; unseen : how many
    were closed before anything of them was public, and are told as everybody sees them now.
    """

    figures: Figures
    reached: Reached | None
    few: Waiting
    since: Since | None
    public: bool
    waiting: int
    moved: bool
    withdrawn: int
    unseen: int
    without_plan: tuple[Element, ...]
    team_missing: bool

    @property
    def closed(self) -> bool:
        """Whether the figures are those of a closing."""
        return self.since is not None


def reportable(
    connection: Connection, scope: PlaceScope, period: Period, smallest: int = SMALLEST_GROUP
) -> Reportable:
    """The figures as the report will print them, and what it will lack."""
    stretch = stretch_to(connection, scope, period, 1, smallest=smallest)
    found = figures_in(connection, stretch, period)
    since = None
    if scope.unit_id is not None:
        closing = results_closed.closing_of(connection, scope.unit_id, period.code)
        since = (
            None if closing is None else results_corrections.since(connection, closing, smallest)
        )
    if since is not None:
        found = told_since(since, smallest).frozen
    closed = _closed(connection, scope, period, smallest)
    issued = [each for each in closed if each.closing.is_public]
    public, waiting = _public(connection, scope, period, issued)
    return Reportable(
        public=public,
        waiting=waiting,
        moved=any(each.moved for each in issued),
        withdrawn=sum(each.withdrawn for each in issued),
        unseen=_unseen(connection, closed, period),
        since=since,
        figures=found,
        few=stretch.waiting_in(period),
        reached=reached(connection, scope, period) if scope.unit_id is None else None,
        without_plan=results_plan.without_plan(connection, scope, found),
        team_missing=not report_texts.has_team(connection, scope),
    )


def closed_lines(
    connection: Connection, scope: PlaceScope, smallest: int = SMALLEST_GROUP
) -> list[ClosedLine]:
    """The closed periods within reach, and what came since, as far as staff are told of them."""
    return [
        line if line.since is None else replace(line, since=told_since(line.since, smallest))
        for line in results_corrections.closed_lines(connection, scope, smallest=smallest)
    ]


def _closed(
    connection: Connection, scope: PlaceScope, period: Period, smallest: int
) -> list[Since]:
    """What came after every closing of the period within reach; a counter has none of its own."""
    if scope.counter_id is not None:
        return []
    return [
        results_corrections.since(connection, legible(each), smallest)
        for each in closings_within(connection, scope, period=period.code)
    ]


def _unseen(connection: Connection, closed: Sequence[Since], period: Period) -> int:
    """How many that were closed with figures that were not public are public by now."""
    return sum(
        public_edition(connection, each.closing.unit_id, period) is not None
        for each in closed
        if not each.closing.is_public
    )


def _public(
    connection: Connection, scope: PlaceScope, period: Period, issued: Sequence[Since]
) -> tuple[bool, int]:
    """Whether there is anything to hand on, and how many sheets of an open unit are not in it."""
    if scope.unit_id is None:
        told = set(published_quarters(connection, scope))
        return bool(issued) or not told.isdisjoint(quarters_of(period)), 0
    edition = public_edition(connection, scope.unit_id, period)
    if edition is None or issued:
        return edition is not None, 0
    return True, not_yet_public(connection, edition)


def worth_printing(report: SkmReport, smallest: int) -> SkmReport:
    """The report, unless a few people could be found in it; raises Refused then."""
    n = report.figures.respondents
    if n and not is_shown(n, smallest):
        raise Refused(f"Baru {n} responden. Laporan dibuat mulai {smallest} responden.")
    return report
