"""What the SKM report of a unit holds: figures, respondents in groups, plan, trend, the sheets.

The report is handed on and published, so groups under the smallest one are hidden in it, and the
sheets of its annex stand in an order that tells nothing about when they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveys import results_closing
from surveys.errors import NotFound
from surveys.report_texts import texts_for
from surveys.results import Figures, figures
from surveys.results_closing import Closing, Correction, figures_from
from surveys.results_exclusions import ExcludedFor, excluded_for
from surveys.results_plan import PlanLine, plan_of, without_plan
from surveys.results_population import period_of
from surveys.results_slices import by_channel, by_help
from surveys.results_trend import TrendPoint, stretch_to, trend
from surveys.rules.attributes import ATTRIBUTES, NOT_ANSWERED
from surveys.rules.disclosure import hidden_parts
from surveys.rules.elements import Element, Words
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

CHANNEL_WORDS = {
    "qr": Words("Kode QR", "QR code"),
    "kiosk": Words("Kios", "Kiosk"),
    "slip": Words("Kartu kunjungan", "Visit slip"),
    "paper": Words("Lembar kertas", "Paper"),
    "api": Words("Sistem lain", "Another system"),
}


@dataclass(frozen=True)
class Group:
    """Respondents of one kind; n is None where it is hidden because few are in it."""

    words: Words
    n: int | None


@dataclass(frozen=True)
class Breakdown:
    """Respondents by one attribute, or by service; the hidden ones together make the rest."""

    key: str
    label: Words
    groups: tuple[Group, ...]
    hidden: int


@dataclass(frozen=True)
class SkmReport:
    """Everything that the report of a unit and stretch of days says."""

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


def report_of(
    connection: Connection, unit_code: str, first: date, last: date, smallest: int
) -> SkmReport:
    """The report of a unit; raises NotFound. A closed period keeps the figures it was closed with.

    Where answers came after the closing, or were excluded since, the sheets no longer add up to
    the frozen figures and are left out; how many came late is told instead.
    """
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
    scope, period = PlaceScope(unit_id=place.id), period_of(first, last)
    now = figures(connection, scope, first, last)
    closing = (
        None if period is None else results_closing.closing_of(connection, place.id, period.code)
    )
    shown = now if closing is None else figures_from(closing.figures)
    same = shown.counts == now.counts
    return SkmReport(
        unit_code=place.code,
        unit_name=place.name,
        agency_name=place.agency_name,
        region=place.region,
        service_field=place.service_field,
        first=first,
        last=last,
        period=period,
        figures=shown,
        breakdowns=_breakdowns(connection, place.id, first, last, smallest) if same else (),
        channels=_channels(connection, scope, first, last, smallest) if same else None,
        helped=_helped(connection, scope, first, last, smallest) if same else None,
        excluded=excluded_for(connection, scope, first, last) if same else (),
        trend=()
        if period is None
        else tuple(trend(stretch_to(connection, scope, period), smallest)),
        plan=plan_of(connection, place.id, shown, last, smallest),
        without_plan=without_plan(connection, place.id, shown),
        sheets=_sheets(connection, place.id, first, last) if same else (),
        questionnaires=_questionnaires(connection, place.id, first, last),
        closing=closing,
        late_respondents=now.respondents - shown.respondents,
        corrections=()
        if closing is None
        else results_closing.corrections_of(connection, closing.closing_id),
        texts=texts_for(
            connection,
            place.agency_id,
            unit=place.name,
            agency=place.agency_name,
            period=_named(period, first, last),
        ),
        published_on=_published_on(connection, place.id, period),
    )


def _named(period: Period | None, first: date, last: date) -> str:
    if period is not None:
        return period.label.id
    return f"{first.strftime('%d-%m-%Y')} sampai {last.strftime('%d-%m-%Y')}"


def _counted(unit_id: int, first: date, last: date) -> list[Any]:
    """What holds for the sheets that are respondents of the index."""
    return [
        Response.unit_id == unit_id,
        Response.local_date.between(first, last),
        Response.excluded.is_(False),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


def _breakdowns(
    connection: Connection, unit_id: int, first: date, last: date, smallest: int
) -> tuple[Breakdown, ...]:
    found = []
    for attribute in ATTRIBUTES.values():
        column = getattr(Response, attribute.key)
        counts: dict[str, int] = dict.fromkeys((*attribute.values, ""), 0)
        for value, n in connection.execute(
            select(column, func.count()).where(*_counted(unit_id, first, last)).group_by(column)
        ):
            counts[value or ""] = counts.get(value or "", 0) + n
        words = {value: attribute.words(value or None) for value in counts}
        found.append(_breakdown(attribute.key, attribute.label, counts, words, smallest))
    names = {
        str(row[0]): Words(row[1], row[1])
        for row in connection.execute(
            select(Service.id, Service.name)
            .where(Service.unit_id == unit_id)
            .order_by(Service.code)
        )
    }
    names[""] = NOT_ANSWERED
    services = dict.fromkeys(names, 0)
    for number, n in connection.execute(
        select(Response.service_id, func.count())
        .where(*_counted(unit_id, first, last))
        .group_by(Response.service_id)
    ):
        services[str(number or "")] = services.get(str(number or ""), 0) + n
    label = Words("Jenis layanan", "Service")
    found.append(_breakdown("service", label, services, names, smallest))
    return tuple(found)


def _breakdown(
    key: str, label: Words, counts: dict[str, int], words: Mapping[str, Words], smallest: int
) -> Breakdown:
    hidden = hidden_parts(counts, smallest)
    groups = tuple(
        Group(words.get(value, Words(value, value)), None if value in hidden else n)
        for value, n in counts.items()
        if n or value
    )
    return Breakdown(key, label, groups, sum(counts[value] for value in hidden))


def _channels(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> Breakdown:
    counts = {each.name: each.respondents for each in by_channel(connection, scope, first, last)}
    label = Words("Cara menjawab", "Way of answering")
    return _breakdown("channel", label, counts, CHANNEL_WORDS, smallest)


def _helped(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> int | None:
    """How many were helped; None where they, or those who were not, are few."""
    counts = {each.name: each.respondents for each in by_help(connection, scope, first, last)}
    return None if hidden_parts(counts, smallest) else counts.get("helped", 0)


def _sheets(
    connection: Connection, unit_id: int, first: date, last: date
) -> tuple[tuple[int | None, ...], ...]:
    """The answers of every respondent, ordered by the answers themselves."""
    columns = [getattr(Response, column) for column in COLUMNS]
    rows = connection.execute(select(*columns).where(*_counted(unit_id, first, last)))
    found: list[tuple[int | None, ...]] = [tuple(row) for row in rows]
    return tuple(sorted(found, key=_by_answers, reverse=True))


def _by_answers(sheet: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(value or 0 for value in sheet)


def _questionnaires(
    connection: Connection, unit_id: int, first: date, last: date
) -> tuple[str, ...]:
    rows = connection.execute(
        select(Questionnaire.code)
        .join(Response, Response.questionnaire_id == Questionnaire.id)
        .where(*_counted(unit_id, first, last))
        .distinct()
        .order_by(Questionnaire.code)
    )
    return tuple(rows.scalars())


def _published_on(connection: Connection, unit_id: int, period: Period | None) -> date | None:
    if period is None:
        return None
    moment = connection.execute(
        select(func.max(PublishedFigure.published_at)).where(
            PublishedFigure.unit_id == unit_id,
            PublishedFigure.period.in_([period.code, *_quarters(period)]),
        )
    ).scalar()
    return None if moment is None else moment.date()


def _quarters(period: Period) -> list[str]:
    first = (period.first_day.month - 1) // 3 + 1
    last = (period.last_day.month - 1) // 3 + 1
    return [f"{period.year}-Q{number}" for number in range(first, last + 1)]
