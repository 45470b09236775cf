"""The SKM report of a whole agency: all sheets pooled, and its units beside each other.

A unit that fewer than the smallest group answered is in none of the figures: the reports of the
other units stand beside this one, and the difference would be those few sheets. In the edition that
is handed on a unit stands with what its own such edition says: the snapshots that it was closed
with, or those that everybody sees, also where it was closed with too few to be public.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from surveys import standings
from surveys.errors import NotFound, Refused
from surveys.results import added_over, figures, figures_by_unit
from surveys.results_closed import closings_within, legible
from surveys.results_corrections import Since, since
from surveys.results_edition import Edition, not_yet_public
from surveys.results_figures import Figures
from surveys.results_plan import BeforeAfter, plan_of
from surveys.results_population import needs_together
from surveys.results_report import Details, SkmReport, Subject, as_printed, assembled
from surveys.results_report_public import not_public, public_edition, published_around
from surveys.results_report_units import AgencyUnit, AgencyWhole, service_needs
from surveys.results_report_working import incomplete_in, live_details
from surveys.results_told_figures import is_told, told_figures, told_of_units, told_since
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.elements import Element
from surveys.rules.index_comparison import mean_of_units
from surveys.rules.periods import Kind, Period, containing, period_of
from surveys.scope import PlaceScope
from surveys.tables import Agency, Unit


@dataclass(frozen=True)
class _Unit:
    unit_id: int
    code: str
    name: str
    shown: Figures
    now: Figures
    since: Since | None


def agency_report_of(
    connection: Connection, agency_code: str, first: date, last: date, smallest: int
) -> SkmReport:
    """The working edition of an agency's report; raises NotFound.

    Units with a closed period keep its figures.
    """
    subject = _subject(connection, agency_code)
    units = _units(connection, subject.agency_id, first, last, smallest)
    small = tuple(each.unit_id for each in units if not is_told(each.shown))
    scope = PlaceScope(agency_id=subject.agency_id, leaving_out=small)
    subject = replace(subject, scope=scope)
    counted = [each for each in units if each.unit_id not in small]
    now = figures(connection, scope, first, last)
    changed = any(each.shown.answered != each.now.answered for each in counted)
    shown = added_over([each.shown for each in counted]) if changed else now
    shown = replace(shown, need=needs_together([each.shown.need for each in counted]))
    details = live_details(connection, scope, (first, last), shown, now, smallest)
    details = replace(details, incomplete=_incomplete(connection, counted))
    report = assembled(connection, subject, (first, last), shown, details)
    whole = AgencyWhole(
        units=tuple(_line(each, hidden=each.unit_id in small) for each in units),
        mean_of_units=mean_of_units(each.shown.sums for each in counted),
        left_out=len(small),
        **_of_closed(counted),
    )
    closings = [each.since.closing for each in counted if each.since is not None]
    services = service_needs(connection, scope, report.period, details.breakdowns, closings)
    report = replace(report, services=services, whole=whole, smallest=smallest)
    return replace(report, trend=as_printed(report)) if closings else report


def _incomplete(connection: Connection, units: Sequence[_Unit]) -> int | None:
    """How many sheets of units leave an element out; None where it is not known of one of them."""
    found = [
        incomplete_in(connection, None if each.since is None else each.since.closing, each.shown)
        for each in units
    ]
    known = [each for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None


def public_agency_report_of(
    connection: Connection, agency_code: str, period: Period, smallest: int
) -> SkmReport:
    """The edition that is handed on: sums of its units' public snapshots, as the public page shows.

    Respondents in groups and the sheets are in the units' own reports. Raises NotFound, and Refused
    where nothing is public.
    """
    subject = _subject(connection, agency_code)
    first, last = period.first_day, period.last_day
    units, waiting, unseen = [], 0, 0
    for each in _units(connection, subject.agency_id, first, last, None):
        unit, edition = _as_handed_on(connection, each, period)
        if edition is not None and unit.since is None:
            waiting += max(not_yet_public(connection, edition), 0)
            unseen += each.since is not None
        units.append((unit, edition))
    public = [unit for unit, edition in units if edition is not None]
    if not public:
        raise Refused(not_public(period, smallest))
    need = needs_together([unit.shown.need for unit, _ in units])
    shown = replace(added_over([each.shown for each in public]), need=need)

    def around(unit_id: int, element: Element, done_on: date) -> BeforeAfter | None:
        return published_around(connection, unit_id, element, done_on, period)

    quarter = containing(last, Kind.QUARTER)
    details = Details(
        incomplete=None,
        trend=tuple(standings.agency_trend(connection, subject.agency_id, quarter)),
        plan=plan_of(connection, subject.scope, shown, last, around),
    )
    report = assembled(connection, subject, (first, last), shown, details)
    whole = AgencyWhole(
        units=tuple(_line(unit, hidden=edition is None) for unit, edition in units),
        mean_of_units=mean_of_units(each.shown.sums for each in public),
        left_out=sum(edition is None and unit.now.respondents > 0 for unit, edition in units),
        unseen=unseen,
        **_of_closed(public),
    )
    report = replace(report, whole=whole, public=True, waiting=waiting, smallest=smallest)
    return replace(report, trend=as_printed(report))


def _as_handed_on(
    connection: Connection, unit: _Unit, period: Period
) -> tuple[_Unit, Edition | None]:
    """A unit with its public edition; a closing that issued nothing public is none of it."""
    edition = public_edition(connection, unit.unit_id, period)
    issued = unit.since is not None and unit.since.closing.is_public
    shown = edition.figures if edition else unit.now
    return replace(unit, shown=shown, since=unit.since if issued else None), edition


def _of_closed(units: Sequence[_Unit]) -> dict[str, Any]:
    """How far the closed units are by now from the figures that they were closed with."""
    closed = [each.since for each in units if each.since is not None]
    return {
        "outside": sum(abs(each.outside) for each in closed),
        "moved": any(each.moved for each in closed),
        "withdrawn": sum(each.withdrawn for each in closed),
    }


def _subject(connection: Connection, agency_code: str) -> Subject:
    place = connection.execute(
        select(Agency.id, Agency.code, Agency.name, Agency.region).where(Agency.code == agency_code)
    ).first()
    if place is None:
        raise NotFound(agency_code)
    return Subject(
        code=place.code,
        name=place.name,
        agency_id=place.id,
        agency_name=place.name,
        region=place.region,
        service_field=None,
        scope=PlaceScope(agency_id=place.id),
    )


def _line(unit: _Unit, *, hidden: bool) -> AgencyUnit:
    figures_shown = None if hidden else unit.shown
    closed = unit.since is not None
    return AgencyUnit(unit.code, unit.name, figures_shown, unit.shown.required, closed)


def _units(
    connection: Connection, agency_id: int, first: date, last: date, smallest: int | None
) -> list[_Unit]:
    """Every unit of the agency, with frozen figures where its period is closed.

    smallest : as staff are told of it; None for the figures as they are.
    """
    period, scope = period_of(first, last), PlaceScope(agency_id=agency_id)
    now = figures_by_unit(connection, scope, first, last)
    closings = [] if period is None else closings_within(connection, scope, period=period.code)
    step = SMALLEST_GROUP if smallest is None else smallest
    came = {each.unit_id: since(connection, legible(each), step) for each in closings}
    frozen = {unit_id: each.frozen for unit_id, each in came.items()}
    shown = now | frozen
    if smallest is not None:
        shown = {unit_id: told_figures(each, smallest) for unit_id, each in shown.items()}
        shown |= {unit_id: told_since(each, smallest).frozen for unit_id, each in came.items()}
    if smallest is not None and period is not None:
        live = {unit_id: each for unit_id, each in now.items() if unit_id not in frozen}
        shown |= told_of_units(connection, scope, period, live, smallest)
    units = select(Unit.id, Unit.code, Unit.name).where(Unit.agency_id == agency_id)
    return [
        _Unit(unit_id, code, name, shown[unit_id], now[unit_id], came.get(unit_id))
        for unit_id, code, name in connection.execute(units.order_by(Unit.code))
    ]
