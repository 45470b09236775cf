"""The SKM report of a whole agency: all sheets pooled, and its units beside each other.

A unit that fewer than the smallest group answered is in none of the figures: the reports of the
other units stand beside this one, and the difference would be those few sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from surveys import results_closing
from surveys.errors import NotFound
from surveys.results import ElementFigure, Figures, figures, pooled_over
from surveys.results_closing import figures_from
from surveys.results_population import need_of, period_of
from surveys.results_report import SkmReport, Subject, assembled
from surveys.results_report_units import AgencyUnit, AgencyWhole
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index_comparison import mean_of_units
from surveys.scope import PlaceScope
from surveys.tables import Agency, Unit
from surveys.tables.responses import BINS

_FIRST_BIN = COUNTS.index(BINS[0])


@dataclass(frozen=True)
class _Unit:
    unit_id: int
    code: str
    name: str
    shown: Figures
    now: Figures
    closed: bool


def agency_report_of(
    connection: Connection, agency_code: str, first: date, last: date, smallest: int
) -> SkmReport:
    """The report of an agency; raises NotFound. Units with a closed period keep its figures."""
    place = connection.execute(
        select(Agency.id, Agency.code, Agency.name, Agency.region).where(Agency.code == agency_code)
    ).first()
    if place is None:
        raise NotFound(agency_code)
    units = _units(connection, place.id, first, last)
    small = tuple(each.unit_id for each in units if 0 < each.shown.respondents < smallest)
    scope = PlaceScope(agency_id=place.id, leaving_out=small)
    counted = [each for each in units if each.unit_id not in small]
    now = figures(connection, scope, first, last)
    changed = any(each.shown.counts != each.now.counts for each in counted)
    shown = now
    if changed:
        shown = replace(
            _together([each.shown for each in counted]),
            need=need_of(connection, scope, first, last),
        )
    subject = Subject(
        code=place.code,
        name=place.name,
        agency_id=place.id,
        agency_name=place.name,
        region=place.region,
        service_field=None,
        scope=scope,
    )
    report = assembled(connection, subject, (first, last), shown, now, smallest)
    whole = AgencyWhole(
        units=tuple(_line(each, hidden=each.unit_id in small) for each in units),
        mean_of_units=mean_of_units(each.shown.sums for each in counted),
        left_out=len(small),
    )
    return replace(report, whole=whole)


def _line(unit: _Unit, *, hidden: bool) -> AgencyUnit:
    figures_shown = None if hidden else unit.shown
    return AgencyUnit(unit.code, unit.name, figures_shown, unit.shown.required, unit.closed)


def _units(connection: Connection, agency_id: int, first: date, last: date) -> list[_Unit]:
    """Every unit of the agency with its figures, frozen ones where its period is closed."""
    period = period_of(first, last)
    found = []
    for unit_id, code, name in connection.execute(
        select(Unit.id, Unit.code, Unit.name).where(Unit.agency_id == agency_id).order_by(Unit.code)
    ).all():
        now = figures(connection, PlaceScope(unit_id=unit_id), first, last)
        closing = (
            None if period is None else results_closing.closing_of(connection, unit_id, period.code)
        )
        shown = now if closing is None else figures_from(closing.figures)
        found.append(_Unit(unit_id, code, name, shown, now, closing is not None))
    return found


def _together(parts: Sequence[Figures]) -> Figures:
    """The figures of units added up; the margin is that of strata."""
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    elements = tuple(
        ElementFigure(element, counts[_FIRST_BIN + 4 * place : _FIRST_BIN + 4 * place + 4], None)
        for place, element in enumerate(Element)
    )
    return pooled_over(Figures(counts, elements, None, parts[0].need), parts)
