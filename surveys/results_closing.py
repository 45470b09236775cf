"""Closing a period: its figures are frozen as they were issued; what comes later stands beside.

A closed period keeps everything that its figures follow from (counts, intervals, population,
weight, rounding, questionnaire versions), so that they can be made again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, insert, select

from surveys.errors import NotFound, Refused
from surveys.results import ElementFigure, Figures, figures
from surveys.results_clusters import sums_of
from surveys.results_population import Need
from surveys.rollups import COUNTS
from surveys.rules.elements import Element
from surveys.rules.index import POINTS_PER_STEP, index_exact
from surveys.rules.margin import Interval
from surveys.rules.periods import Period
from surveys.rules.sample_size import Population
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, CounterDay, LateCorrection, Questionnaire, Unit
from surveys.tables.responses import BINS

WEIGHT = "1/9"
ROUNDING = "half up, once, two decimals"


@dataclass(frozen=True)
class Closing:
    """A closed period as it is stored."""

    closing_id: int
    unit_id: int
    unit_code: str
    unit_name: str
    period: str
    first: date
    last: date
    figures: Mapping[str, Any]
    closed_by: str
    closed_at: datetime
    document_sha256: str | None


@dataclass(frozen=True)
class Correction:
    """What the answers of a closed period said on a later day; None where there is no index."""

    noted_on: date
    respondents: int
    index: Decimal | None


@dataclass(frozen=True)
class ClosedLine:
    """A closed period in a list, and what came since."""

    closing: Closing
    frozen: Figures
    now: Figures
    corrections: tuple[Correction, ...]

    @property
    def noted(self) -> bool:
        """Whether the last correction says what the answers say now."""
        last = self.corrections[-1] if self.corrections else None
        return last is not None and (last.respondents, last.index) == (
            self.now.respondents,
            self.now.index,
        )

    @property
    def differs(self) -> bool:
        """Whether the answers have changed since."""
        return self.frozen.counts != self.now.counts


def _interval(interval: Interval | None) -> list[float] | None:
    if interval is None:
        return None
    return [
        interval.low,
        interval.high,
        interval.standard_error,
        interval.df,
        interval.clusters,
        interval.prior_share,
    ]


def _interval_from(points: Fraction | None, stored: Sequence[float] | None) -> Interval | None:
    if points is None or stored is None:
        return None
    low, high, error, df, clusters, prior_share = stored
    return Interval(points, low, high, error, df, int(clusters), prior_share)


def frozen_figures(found: Figures, questionnaires: list[str]) -> dict[str, Any]:
    """Figures as a document that they can be made from again."""
    population = found.need.population
    return {
        "counts": dict(zip(COUNTS, found.counts, strict=True)),
        "index": None if found.index is None else str(found.index),
        "grade": None if found.grade is None else found.grade.value,
        "interval": _interval(found.interval),
        "element_intervals": {
            each.element.value: _interval(each.interval) for each in found.elements
        },
        "population": None
        if population is None
        else {"users": population.users, "estimated": population.estimated},
        "required": found.required,
        "weight": WEIGHT,
        "rounding": ROUNDING,
        "questionnaires": questionnaires,
    }


def figures_from(held: Mapping[str, Any]) -> Figures:
    """The figures of a frozen document, exact as on the day of closing."""
    counts = tuple(int(held["counts"][name]) for name in COUNTS)
    sums = sums_of(counts)
    first_bin = COUNTS.index(BINS[0])
    elements = []
    for place, element in enumerate(Element):
        start = first_bin + 4 * place
        answers = sums.get(element)
        mean = None if answers is None else answers.mean
        points = None if mean is None else POINTS_PER_STEP * mean
        interval = _interval_from(points, held["element_intervals"].get(element.value))
        elements.append(ElementFigure(element, counts[start : start + 4], interval))
    whole = _interval_from(index_exact(sums), held["interval"])
    population = held["population"]
    need = Need(None if population is None else Population(**population))
    return Figures(counts, tuple(elements), whole, need)


def close_period(
    connection: Connection, unit_id: int, period: Period, *, actor: str, now: datetime, today: date
) -> int:
    """Freeze the figures of a period that is over; returns its number.

    Raises Refused for a period that still runs, is closed already, or that nobody answered.
    """
    if period.last_day >= today:
        raise Refused("Periode ini masih berjalan. Tutup setelah hari terakhirnya lewat.")
    if closing_of(connection, unit_id, period.code) is not None:
        raise Refused("Periode ini sudah ditutup. Yang datang sesudahnya dicatat sebagai koreksi.")
    scope = PlaceScope(unit_id=unit_id)
    found = figures(connection, scope, period.first_day, period.last_day)
    if found.respondents == 0:
        raise Refused("Belum ada jawaban di periode ini, jadi tidak ada yang ditutup.")
    versions = connection.execute(
        select(Questionnaire.code)
        .join(CounterDay, CounterDay.questionnaire_id == Questionnaire.id)
        .where(
            CounterDay.unit_id == unit_id,
            CounterDay.local_date.between(period.first_day, period.last_day),
            Questionnaire.official,
        )
        .distinct()
        .order_by(Questionnaire.code)
    )
    return connection.execute(
        insert(ClosedPeriod)
        .values(
            unit_id=unit_id,
            period=period.code,
            first_day=period.first_day,
            last_day=period.last_day,
            figures=frozen_figures(found, list(versions.scalars())),
            closed_by=actor,
            closed_at=now,
        )
        .returning(ClosedPeriod.id)
    ).scalar_one()


def _closings() -> Any:
    return select(
        ClosedPeriod.id,
        ClosedPeriod.unit_id,
        Unit.code,
        Unit.name,
        ClosedPeriod.period,
        ClosedPeriod.first_day,
        ClosedPeriod.last_day,
        ClosedPeriod.figures,
        ClosedPeriod.closed_by,
        ClosedPeriod.closed_at,
        ClosedPeriod.document_sha256,
    ).join(Unit, Unit.id == ClosedPeriod.unit_id)


def closing_of(connection: Connection, unit_id: int, period: str) -> Closing | None:
    """The closing of a unit's period, where it was closed."""
    row = connection.execute(
        _closings().where(ClosedPeriod.unit_id == unit_id, ClosedPeriod.period == period)
    ).first()
    return None if row is None else Closing(*row)


def closing_within(connection: Connection, closing_id: int, scope: PlaceScope) -> Closing | None:
    """A closing by its number, where it lies within reach."""
    row = connection.execute(
        _closings().where(ClosedPeriod.id == closing_id, *scope.conditions(ClosedPeriod))
    ).first()
    return None if row is None else Closing(*row)


def closed_lines(connection: Connection, scope: PlaceScope, limit: int = 20) -> list[ClosedLine]:
    """Closed periods within reach, the newest first, each beside what its answers say today."""
    rows = connection.execute(
        _closings()
        .where(*scope.conditions(ClosedPeriod))
        .order_by(ClosedPeriod.last_day.desc(), Unit.name, ClosedPeriod.id.desc())
        .limit(limit)
    )
    lines = []
    for closing in [Closing(*row) for row in rows]:
        here = PlaceScope(unit_id=closing.unit_id)
        lines.append(
            ClosedLine(
                closing,
                figures_from(closing.figures),
                figures(connection, here, closing.first, closing.last, element_margins=False),
                corrections_of(connection, closing.closing_id),
            )
        )
    return lines


def corrections_of(connection: Connection, closing_id: int) -> tuple[Correction, ...]:
    """What was noted beside a closed period, the oldest first."""
    rows = connection.execute(
        select(LateCorrection.noted_at, LateCorrection.figures)
        .where(LateCorrection.closed_period_id == closing_id)
        .order_by(LateCorrection.id)
    )
    found = []
    for noted_at, held in rows:
        then = figures_from(held)
        found.append(Correction(noted_at.date(), then.respondents, then.index))
    return tuple(found)


def note_correction(
    connection: Connection, closing_id: int, scope: PlaceScope, now: datetime
) -> str:
    """Keep what came after a closing beside it, dated; returns the unit's code and period.

    Raises NotFound out of reach, and Refused where nothing has changed.
    """
    closing = closing_within(connection, closing_id, scope)
    if closing is None:
        raise NotFound(str(closing_id))
    here = PlaceScope(unit_id=closing.unit_id)
    found = figures(connection, here, closing.first, closing.last)
    if found.counts == figures_from(closing.figures).counts:
        raise Refused("Tidak ada yang berubah sejak periode ini ditutup.")
    connection.execute(
        insert(LateCorrection).values(
            closed_period_id=closing_id,
            figures=frozen_figures(found, list(closing.figures["questionnaires"])),
            noted_at=now,
        )
    )
    return f"{closing.unit_code} {closing.period}"
