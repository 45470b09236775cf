"""The working edition of the SKM report: every sheet that has come, for use within the agency.

It may hold a few sheets more than the public figures, so it is not handed on and says so on every
page; results_report_public makes the edition that is.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from surveys import results_closed, results_groups
from surveys.issued_sheets import sheets_then
from surveys.results import figures
from surveys.results_closed import Closing
from surveys.results_corrections import since
from surveys.results_exclusions import excluded_for
from surveys.results_figures import Figures
from surveys.results_groups import counted_sheets
from surveys.results_issued import issued_in
from surveys.results_plan import BeforeAfter, before_and_after, plan_of
from surveys.results_report import (
    MOST_SHEETS,
    Details,
    SkmReport,
    assembled,
    unit_subject,
    with_closing,
)
from surveys.results_told_figures import told_between, told_since
from surveys.results_trend import TrendPoint, stretch_to, trend
from surveys.results_trend_closed import with_closings
from surveys.rules.elements import Element
from surveys.rules.periods import Period, period_of
from surveys.scope import PlaceScope
from surveys.tables import Response
from surveys.tables.responses import COLUMNS


def report_of(
    connection: Connection, unit_code: str, first: date, last: date, smallest: int
) -> SkmReport:
    """The working edition of a unit's report, as the staff's pages tell of it; raises NotFound.

    It may hold a few sheets more than the public figures, so it stays with the agency;
    results_report_public makes the one that is handed on. A closed period keeps the figures it was
    closed with: where answers came since, or were excluded, the sheets no longer add up to them and
    are left out, and how many came late is told instead.
    """
    subject = unit_subject(connection, unit_code)
    period = period_of(first, last)
    now = figures(connection, subject.scope, first, last)
    unit_id = subject.scope.unit_id
    closing = (
        None
        if period is None or unit_id is None
        else results_closed.closing_of(connection, unit_id, period.code)
    )
    shown = (
        told_between(connection, subject.scope, first, last, smallest)
        if closing is None
        else told_since(since(connection, closing, smallest), smallest).frozen
    )
    details = live_details(connection, subject.scope, (first, last), shown, now, smallest)
    details = replace(details, incomplete=incomplete_in(connection, closing, shown))
    report = replace(
        assembled(connection, subject, (first, last), shown, details), smallest=smallest
    )
    if closing is None:
        return report
    report = with_closing(connection, report, closing)
    came = None if report.since is None else told_since(report.since, smallest)
    return replace(report, since=came)


def incomplete_in(connection: Connection, closing: Closing | None, shown: Figures) -> int | None:
    """How many of the sheets that are printed leave an element out.

    A closing that is public and did not hold every sheet of then was frozen without this number:
    it is counted from the sheets as they stood then, and None where they are not found any more.
    """
    if all(each.n == shown.respondents for each in shown.elements):
        return 0
    if closing is None or shown.incomplete:
        return shown.incomplete
    then = sheets_then(connection, closing)
    if then is None:
        return None
    return sum(None in sheet.scores for part in then.sheets.values() for sheet in part)


def live_details(
    connection: Connection,
    scope: PlaceScope,
    days: tuple[date, date],
    shown: Figures,
    now: Figures,
    smallest: int,
) -> Details:
    """Groups and sheets as they are today, only where they add up to the figures that are printed.

    shown : the figures that are printed, frozen ones where the period is closed.
    now : what the answers say today.
    """
    first, last = days

    def around(unit_id: int, element: Element, done_on: date) -> BeforeAfter | None:
        here = PlaceScope(unit_id=unit_id)
        return before_and_after(connection, here, element, done_on, last, smallest)

    details = Details(
        incomplete=shown.incomplete,
        trend=_trend(connection, scope, period_of(first, last), smallest),
        plan=plan_of(connection, scope, shown, last, around),
    )
    if shown.answered != now.answered:
        return details
    reasons = excluded_for(connection, scope, first, last)
    return replace(
        details,
        # What was excluded since may stand beside a number that was frozen before.
        excluded=reasons if sum(each.n for each in reasons) == shown.excluded else (),
        breakdowns=results_groups.breakdowns(connection, scope, first, last, smallest),
        channels=results_groups.channels(connection, scope, first, last, smallest),
        helped=results_groups.helped(connection, scope, first, last, smallest),
        sheets=() if shown.respondents > MOST_SHEETS else _sheets(connection, scope, first, last),
    )


def _trend(
    connection: Connection, scope: PlaceScope, period: Period | None, smallest: int
) -> tuple[TrendPoint, ...]:
    """The periods up to this one, as far as they are told."""
    if period is None:
        return ()
    stretch = stretch_to(connection, scope, period, smallest=smallest)
    issued = issued_in(connection, stretch, smallest)
    return tuple(with_closings(trend(stretch, smallest), issued))


def _sheets(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> tuple[tuple[int | None, ...], ...]:
    """The answers of every respondent."""
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(select(*columns).where(*counted_sheets(scope, first, last)))
    return tuple(tuple(row) for row in rows)
