"""What the SKM report holds: figures, respondents in groups, plan, trend, the sheets.

The report is handed on to those above the agency, so groups under the smallest one are hidden in
it, and the sheets of its annex stand in an order that tells nothing about when they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select

from surveys import results_closing, results_groups
from surveys.errors import NotFound
from surveys.holidays import known_holidays
from surveys.report_texts import texts_for
from surveys.results import Figures, figures
from surveys.results_closing import Closing, Correction, figures_from
from surveys.results_exclusions import ExcludedFor, excluded_for
from surveys.results_groups import Breakdown, counted_sheets
from surveys.results_plan import PlanLine, plan_of, without_plan
from surveys.results_population import need_of_service, period_of
from surveys.results_report_units import AgencyWhole, ServiceNeed
from surveys.results_trend import TrendPoint, stretch_to, trend, without_small_units
from surveys.rules.deadlines import Holidays
from surveys.rules.elements import Element
from surveys.rules.periods import Period
from surveys.scope import PlaceScope
from surveys.tables import (
    Agency,
    PublishedFigure,
    Questionnaire,
    Response,
    Service,
    Unit,
)
from surveys.tables.responses import COLUMNS


@dataclass(frozen=True)
class SkmReport:
    """Everything that the report of a unit, or of a whole agency, and stretch of days says.

    whole : its units and the second total; None in the report of a single unit.
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
    closing: Closing | None
    late_respondents: int
    corrections: tuple[Correction, ...]
    texts: Mapping[str, str]
    published_on: date | None
    holidays: Holidays
    whole: AgencyWhole | None = None

    @property
    def page(self) -> str:
        """The path of the public page."""
        return f"/{'units' if self.whole is None else 'agencies'}/{self.unit_code}"


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


def report_of(
    connection: Connection, unit_code: str, first: date, last: date, smallest: int
) -> SkmReport:
    """The report of a unit; raises NotFound. A closed period keeps the figures it was closed with.

    Where answers came after the closing, or were excluded since, the sheets no longer add up to
    the frozen figures and are left out; how many came late is told instead.
    """
    subject = _unit(connection, unit_code)
    period = period_of(first, last)
    now = figures(connection, subject.scope, first, last)
    unit_id = subject.scope.unit_id
    closing = (
        None
        if period is None or unit_id is None
        else results_closing.closing_of(connection, unit_id, period.code)
    )
    shown = now if closing is None else figures_from(closing.figures)
    report = assembled(connection, subject, (first, last), shown, now, smallest)
    if closing is None:
        return report
    return replace(
        report,
        closing=closing,
        questionnaires=tuple(closing.figures["questionnaires"]),
        corrections=results_closing.corrections_of(connection, closing.closing_id),
    )


def _unit(connection: Connection, unit_code: str) -> Subject:
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
    now: Figures,
    smallest: int,
) -> SkmReport:
    """The report around figures that stand: the groups and sheets only where they add up to them.

    shown : the figures that are printed, frozen ones where the period is closed.
    now : what the answers say today.
    """
    first, last = days
    scope, period, same = subject.scope, period_of(first, last), shown.counts == now.counts
    groups = results_groups.breakdowns(connection, scope, first, last, smallest) if same else ()
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
        breakdowns=groups,
        channels=results_groups.channels(connection, scope, first, last, smallest)
        if same
        else None,
        helped=results_groups.helped(connection, scope, first, last, smallest) if same else None,
        services=_service_needs(connection, scope, period, groups),
        excluded=excluded_for(connection, scope, first, last) if same else (),
        trend=_trend(connection, scope, period, smallest),
        plan=plan_of(connection, scope, shown, last, smallest),
        without_plan=without_plan(connection, scope, shown),
        sheets=_sheets(connection, scope, first, last) if same else (),
        questionnaires=_questionnaires(connection, scope, first, last),
        closing=None,
        late_respondents=now.respondents - shown.respondents,
        corrections=(),
        texts=texts_for(
            connection,
            subject.agency_id,
            unit=subject.name,
            agency=subject.agency_name,
            period=_named(period, first, last),
        ),
        published_on=_published_on(connection, scope, period),
        holidays=known_holidays(connection),
    )


def _trend(
    connection: Connection, scope: PlaceScope, period: Period | None, smallest: int
) -> tuple[TrendPoint, ...]:
    """The periods up to this one, without units that are too small to stand in it."""
    if period is None:
        return ()
    stretch = without_small_units(connection, stretch_to(connection, scope, period), smallest)
    return tuple(trend(stretch, smallest))


def _service_needs(
    connection: Connection,
    scope: PlaceScope,
    period: Period | None,
    groups: Sequence[Breakdown],
) -> tuple[ServiceNeed, ...]:
    """Services whose users of the period before were counted, beside their respondents."""
    if period is None:
        return ()
    held = {group.key: group for each in groups if each.key == "service" for group in each.groups}
    found = []
    for service_id, unit_id in connection.execute(
        select(Service.id, Service.unit_id)
        .join(Unit, Unit.id == Service.unit_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.code, Service.code)
    ):
        group = held.get(str(service_id))
        need = need_of_service(connection, unit_id, service_id, period)
        if group is not None and need.required is not None:
            found.append(ServiceNeed(group.words.id, group.n, need))
    return tuple(found)


def _named(period: Period | None, first: date, last: date) -> str:
    if period is not None:
        return period.label.id
    return f"{first.strftime('%d-%m-%Y')} sampai {last.strftime('%d-%m-%Y')}"


def _sheets(
    connection: Connection, scope: PlaceScope, first: date, last: date
) -> tuple[tuple[int | None, ...], ...]:
    """The answers of every respondent, ordered by the answers themselves."""
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(select(*columns).where(*counted_sheets(scope, first, last)))
    found: list[tuple[int | None, ...]] = [tuple(row) for row in rows]
    return tuple(sorted(found, key=_by_answers, reverse=True))


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


def _published_on(connection: Connection, scope: PlaceScope, period: Period | None) -> date | None:
    if period is None:
        return None
    moment = connection.execute(
        select(func.max(PublishedFigure.published_at)).where(
            *scope.conditions(PublishedFigure),
            PublishedFigure.respondents > 0,
            PublishedFigure.period.in_([period.code, *_quarters(period)]),
        )
    ).scalar()
    return None if moment is None else moment.date()


def _quarters(period: Period) -> list[str]:
    first = (period.first_day.month - 1) // 3 + 1
    last = (period.last_day.month - 1) // 3 + 1
    return [f"{period.year}-Q{number}" for number in range(first, last + 1)]
