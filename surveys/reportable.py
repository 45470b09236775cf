"""What there is to say before a report is made: its figures, and what is still missing in it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from surveys import report_texts, results_closing, results_plan
from surveys.errors import Refused
from surveys.published import published_quarters
from surveys.results_edition import not_yet_public, quarters_of
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from
from surveys.results_report import SkmReport
from surveys.results_report_public import public_edition
from surveys.results_trend import figures_in, stretch_to
from surveys.rules.disclosure import is_shown
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.samples import Reached, reached
from surveys.scope import PlaceScope


@dataclass(frozen=True)
class Reportable:
    """A place and period before its report is made.

    reached : in how many units enough answered; None for a single unit.
    public : whether anything of it is public, so that there is a report to hand on.
    waiting : sheets of a unit that the public figures do not hold yet.
    """

    figures: Figures
    reached: Reached | None
    closed: bool
    public: bool
    waiting: int
    without_plan: tuple[Element, ...]
    team_missing: bool


def reportable(connection: Connection, scope: PlaceScope, period: Period) -> Reportable:
    """The figures as the report will print them, and what it will lack."""
    found = figures_in(connection, stretch_to(connection, scope, period, 1), period)
    closing = None
    if scope.unit_id is not None:
        closing = results_closing.closing_of(connection, scope.unit_id, period.code)
    if closing is not None:
        found = figures_from(closing.figures)
    public, waiting = _public(connection, scope, period)
    return Reportable(
        public=public,
        waiting=waiting,
        figures=found,
        reached=reached(connection, scope, period) if scope.unit_id is None else None,
        closed=closing is not None,
        without_plan=results_plan.without_plan(connection, scope, found),
        team_missing=not report_texts.has_team(connection, scope),
    )


def _public(connection: Connection, scope: PlaceScope, period: Period) -> tuple[bool, int]:
    if scope.unit_id is None:
        told = set(published_quarters(connection, scope))
        return not told.isdisjoint(quarters_of(period)), 0
    edition = public_edition(connection, scope.unit_id, period)
    return edition is not None, 0 if edition is None else not_yet_public(connection, edition)


def worth_printing(report: SkmReport, smallest: int) -> SkmReport:
    """The report, unless a few people could be found in it; raises Refused then."""
    n = report.figures.respondents
    if n and not is_shown(n, smallest):
        raise Refused(f"Baru {n} responden. Laporan dibuat mulai {smallest} responden.")
    return report
