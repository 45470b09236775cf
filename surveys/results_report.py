"""What the SKM report holds: figures, respondents in groups, plan, trend, the sheets.

Groups under the smallest one are hidden in it, and the sheets of its annex stand in an order that
tells nothing about when they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from surveys import results_corrections
from surveys.errors import NotFound
from surveys.holidays import known_holidays
from surveys.report_texts import texts_for
from surveys.results_closed import Closing
from surveys.results_corrections import Since
from surveys.results_exclusions import ExcludedFor
from surveys.results_figures import Figures
from surveys.results_groups import Breakdown, counted_sheets
from surveys.results_plan import (
    PlanLine,
    without_plan,
)
from surveys.results_report_units import AgencyWhole, ServiceNeed, service_needs
from surveys.results_trend import TrendPoint
from surveys.results_trend_closed import as_issued
from surveys.rules.deadlines import Holidays
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.elements import Element
from surveys.rules.periods import MONTHS, Period, local_day, period_of
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    PublishedFigure,
    Questionnaire,
    Response,
    Unit,
)

MOST_SHEETS = 1_048_575
"""Single sheets that a report carries: what a spreadsheet holds under its header."""


@dataclass(frozen=True)
class SkmReport:
    """Everything that the report of a unit, or of a whole agency, and stretch of days says.

    whole : its units and the second total; None in the report of a single unit.
    public : whether it is made of the public snapshots alone, so that it may be handed on.
    since : what came after the closing; None where the period is open, as it is of an agency.
    closed_unseen : the day of a closing with figures that were not public, while these are.
    waiting : sheets that the public figures of an open period do not hold yet.
    smallest : by so many sheets public figures move.
    """

    unit_code: str
    unit_name: str
    agency_name: str
    region: str | None
    service_field: str | None
    first: date
    last: date
    period: Period | None
    figures: Figures
    incomplete: int | None
    breakdowns: tuple[Breakdown, ...]
    channels: Breakdown | None
    helped: int | None
    services: tuple[ServiceNeed, ...]
    excluded: tuple[ExcludedFor, ...]
    trend: tuple[TrendPoint, ...]
    plan: tuple[PlanLine, ...]
    without_plan: tuple[Element, ...]
    sheets: tuple[tuple[int | None, ...], ...]
    questionnaires: tuple[str, ...]
    since: Since | None
    texts: Mapping[str, str]
    published_on: date | None
    holidays: Holidays
    whole: AgencyWhole | None = None
    public: bool = False
    waiting: int = 0
    closed_unseen: date | None = None
    smallest: int = SMALLEST_GROUP

    @property
    def page(self) -> str:
        """The path of the public page."""
        return f"/{'units' if self.whole is None else 'agencies'}/{self.unit_code}"


@dataclass(frozen=True)
class Details:
    """What stands around the figures and is counted as they are.

    incomplete : sheets that leave an element out; None where they are few, or not known any more.
    """

    incomplete: int | None
    excluded: tuple[ExcludedFor, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    channels: Breakdown | None = None
    helped: int | None = None
    sheets: tuple[tuple[int | None, ...], ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    plan: tuple[PlanLine, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What a report is about: a unit, or an agency with all its units."""

    code: str
    name: str
    agency_id: int
    agency_name: str
    region: str | None
    service_field: str | None
    scope: PlaceScope


def with_closing(connection: Connection, report: SkmReport, closing: Closing) -> SkmReport:
    """The same with what was noted at its closing, and what came after it."""
    here = PlaceScope(unit_id=closing.unit_id)
    return replace(
        report,
        services=service_needs(connection, here, report.period, report.breakdowns, [closing]),
        trend=as_printed(report),
        since=results_corrections.since(connection, closing, report.smallest),
        questionnaires=tuple(closing.figures["questionnaires"]),
    )


def as_printed(report: SkmReport) -> tuple[TrendPoint, ...]:
    """The trend with the report's own period as it was closed, like all other figures in it."""
    return tuple(_as_printed(point, report) for point in report.trend)


def _as_printed(point: TrendPoint, report: SkmReport) -> TrendPoint:
    return as_issued(point, report.figures) if point.period == report.period else point


def unit_subject(connection: Connection, unit_code: str) -> Subject:
    place = connection.execute(
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.service_field,
            Unit.agency_id,
            Agency.name.label("agency_name"),
            Agency.region,
        )
        .join(Agency, Agency.id == Unit.agency_id)
        .where(Unit.code == unit_code)
    ).first()
    if place is None:
        raise NotFound(unit_code)
    return Subject(
        code=place.code,
        name=place.name,
        agency_id=place.agency_id,
        agency_name=place.agency_name,
        region=place.region,
        service_field=place.service_field,
        scope=PlaceScope(unit_id=place.id),
    )


def assembled(
    connection: Connection,
    subject: Subject,
    days: tuple[date, date],
    shown: Figures,
    details: Details,
) -> SkmReport:
    """The report around figures that stand."""
    first, last = days
    scope, period = subject.scope, period_of(first, last)
    return SkmReport(
        unit_code=subject.code,
        unit_name=subject.name,
        agency_name=subject.agency_name,
        region=subject.region,
        service_field=subject.service_field,
        first=first,
        last=last,
        period=period,
        figures=shown,
        incomplete=details.incomplete,
        breakdowns=details.breakdowns,
        channels=details.channels,
        helped=details.helped,
        services=service_needs(connection, scope, period, details.breakdowns),
        excluded=details.excluded,
        trend=details.trend,
        plan=details.plan,
        without_plan=without_plan(connection, scope, shown),
        sheets=in_order(details.sheets),
        questionnaires=_questionnaires(connection, scope, first, last),
        since=None,
        texts=texts_for(
            connection,
            subject.agency_id,
            unit=subject.name,
            agency=subject.agency_name,
            period=_named(period, first, last),
        ),
        published_on=_published_on(connection, scope, first, last),
        holidays=known_holidays(connection),
    )


def _named(period: Period | None, first: date, last: date) -> str:
    if period is not None:
        return period.label.id
    return f"{_written(first)} sampai {_written(last)}"


def _written(day: date) -> str:
    return f"{day.day} {MONTHS['id'][day.month - 1]} {day.year}"


def in_order(sheets: Iterable[tuple[int | None, ...]]) -> tuple[tuple[int | None, ...], ...]:
    """Sheets ordered by the answers themselves, which tells nothing of when they came."""
    return tuple(sorted(sheets, key=_by_answers, reverse=True))


def _by_answers(sheet: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(value or 0 for value in sheet)


def _questionnaires(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> tuple[str, ...]:
    rows = connection.execute(
        select(Questionnaire.code)
        .join(Response, Response.questionnaire_id == Questionnaire.id)
        .where(*counted_sheets(scope, first, last))
        .distinct()
        .order_by(Questionnaire.code)
    )
    return tuple(rows.scalars())


def _published_on(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> date | None:
    """The day of the newest public figure of a quarter that these days lie in."""
    rows = connection.execute(
        select(PublishedFigure.published_at, Unit.time_zone)
        .join(Unit, Unit.id == PublishedFigure.unit_id)
        .where(
            *scope.conditions(PublishedFigure),
            PublishedFigure.respondents > 0,
            PublishedFigure.period.between(_quarter(first), _quarter(last)),
        )
    )
    return max((local_day(moment, zone) for moment, zone in rows), default=None)


def _quarter(day: date) -> str:
    return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"
