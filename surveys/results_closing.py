"""Closing a period: its figures are frozen as they were issued; what comes later stands beside.

A closed period keeps everything that its figures follow from (counts, intervals, population,
weight, rounding, questionnaire versions), so that they can be made again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Text, cast, insert, select

from surveys import publication
from surveys.errors import NotFound, Refused
from surveys.results import figures
from surveys.results_edition import edition_of, not_yet_public, quarters_of
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from, frozen_figures, public_figures
from surveys.results_readable import is_readable
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.periods import Period, parse_period
from surveys.rules.words import Words
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, CounterDay, LateCorrection, Questionnaire, Unit


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

    @property
    def label(self) -> Words:
        """The name of the period."""
        return parse_period(self.period).label


@dataclass(frozen=True)
class Correction:
    """What the answers of a closed period said on a later day; None where there is no index."""

    noted_on: date
    respondents: int
    index: Decimal | None


@dataclass(frozen=True)
class ClosedLine:
    """A closed period in a list, and what came since.

    frozen, now : None where what was frozen, or noted beside it, cannot be read any more.
    """

    closing: Closing
    frozen: Figures | None
    now: Figures | None
    corrections: tuple[Correction, ...]

    @property
    def noted(self) -> bool:
        """Whether the last correction says what the answers say now."""
        last = self.corrections[-1] if self.corrections else None
        if last is None or self.now is None:
            return False
        return (last.respondents, last.index) == (
            self.now.respondents,
            self.now.index,
        )

    @property
    def differs(self) -> bool:
        """Whether the answers have changed since."""
        if self.frozen is None or self.now is None:
            return False
        return self.frozen.answered != self.now.answered


def close_period(
    connection: Connection,
    unit_id: int,
    period: Period,
    *,
    actor: str,
    now: datetime,
    today: date,
    smallest: int = SMALLEST_GROUP,
) -> int:
    """Freeze the figures of a period that is over; returns its number.

    What is frozen is what is public, moved on first where it may: up to four sheets that it does
    not hold are told of and no more. A period of which nothing can be public (a month, or too few
    answers) keeps its own figures, and its report stays within the agency. Raises Refused for a
    period that still runs, is closed already, or that nobody answered.
    """
    if period.last_day >= today:
        raise Refused("Periode ini masih berjalan. Tutup setelah hari terakhirnya lewat.")
    if closing_of(connection, unit_id, period.code) is not None:
        raise Refused("Periode ini sudah ditutup. Yang datang sesudahnya dicatat sebagai koreksi.")
    scope = PlaceScope(unit_id=unit_id)
    found = figures(connection, scope, period.first_day, period.last_day)
    if found.respondents == 0:
        raise Refused("Belum ada jawaban di periode ini, jadi tidak ada yang ditutup.")
    publication.refresh_unit(connection, unit_id, quarters_of(period), now, smallest)
    edition = edition_of(connection, unit_id, period)
    if edition is not None:
        found = public_figures(edition, found)
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
            figures=frozen_figures(found, list(versions.scalars()), edition),
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
        # As text: one document that is none any more must not hide the others.
        cast(ClosedPeriod.figures, Text),
        ClosedPeriod.closed_by,
        ClosedPeriod.closed_at,
        ClosedPeriod.document_sha256,
    ).join(Unit, Unit.id == ClosedPeriod.unit_id)


def _closing(row: Any) -> Closing:
    closing = Closing(*row)
    return replace(closing, figures=_document(row.figures))


def _document(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError:
        return {}


def closing_of(connection: Connection, unit_id: int, period: str) -> Closing | None:
    """The closing of a unit's period, where it was closed.

    Raises Refused where what was frozen cannot be read any more.
    """
    row = connection.execute(
        _closings().where(ClosedPeriod.unit_id == unit_id, ClosedPeriod.period == period)
    ).first()
    return None if row is None else _legible(_closing(row))


def _legible(closing: Closing) -> Closing:
    if is_readable(closing.figures):
        return closing
    raise Refused(
        f"Angka {closing.unit_name} untuk periode ini rusak dan tidak terbaca lagi."
        " Hubungi pengelola."
    )


def closing_within(connection: Connection, closing_id: int, scope: PlaceScope) -> Closing | None:
    """A closing by its number, where it lies within reach."""
    row = connection.execute(
        _closings().where(ClosedPeriod.id == closing_id, *scope.conditions(ClosedPeriod))
    ).first()
    return None if row is None else _closing(row)


def closings_within(
    connection: Connection, scope: PlaceScope, limit: int | None = None
) -> list[Closing]:
    """Closed periods within reach, the newest first."""
    rows = connection.execute(
        _closings()
        .where(*scope.conditions(ClosedPeriod))
        .order_by(ClosedPeriod.last_day.desc(), Unit.name, ClosedPeriod.id.desc())
        .limit(limit)
    )
    return [_closing(row) for row in rows]


def closed_lines(connection: Connection, scope: PlaceScope, limit: int = 20) -> list[ClosedLine]:
    """Closed periods within reach, the newest first, each beside what is to stand there today."""
    lines = []
    for closing in closings_within(connection, scope, limit):
        try:
            frozen = figures_from(_legible(closing).figures)
            noted = corrections_of(connection, closing)
        except Refused:
            lines.append(ClosedLine(closing, None, None, ()))
            continue
        lines.append(ClosedLine(closing, frozen, _today(connection, closing), noted))
    return lines


def _today(connection: Connection, closing: Closing) -> Figures:
    """What is to stand beside a closing: public figures beside public ones, else all sheets."""
    if closing.figures.get("snapshots"):
        edition = edition_of(connection, closing.unit_id, parse_period(closing.period))
        return figures_from(closing.figures) if edition is None else edition.figures
    here = PlaceScope(unit_id=closing.unit_id)
    return figures(connection, here, closing.first, closing.last)


def corrections_of(connection: Connection, closing: Closing) -> tuple[Correction, ...]:
    """What was noted beside a closed period, the oldest first; Refused where it is unreadable."""
    rows = connection.execute(
        select(LateCorrection.noted_at, cast(LateCorrection.figures, Text))
        .where(LateCorrection.closed_period_id == closing.closing_id)
        .order_by(LateCorrection.id)
    )
    found = []
    for noted_at, written in rows:
        held = _document(written)
        then = figures_from(_legible(replace(closing, figures=held)).figures)
        found.append(Correction(noted_at.date(), then.respondents, then.index))
    return tuple(found)


def note_correction(
    connection: Connection,
    closing_id: int,
    scope: PlaceScope,
    now: datetime,
    smallest: int = SMALLEST_GROUP,
) -> str:
    """Keep what came after a closing beside it, dated; returns the unit's code and period.

    Beside public figures stand public ones, which move in steps. Raises NotFound out of reach, and
    Refused where nothing has changed, or by less than a step.
    """
    closing = closing_within(connection, closing_id, scope)
    if closing is None:
        raise NotFound(str(closing_id))
    period = parse_period(_legible(closing).period)
    edition = None
    if closing.figures.get("snapshots"):
        publication.refresh_unit(connection, closing.unit_id, quarters_of(period), now, smallest)
        edition = edition_of(connection, closing.unit_id, period)
    found = _today(connection, closing)
    if found.answered == figures_from(closing.figures).answered:
        if edition is not None and not_yet_public(connection, edition):
            raise Refused(
                f"Yang berubah kurang dari {smallest} lembar. Koreksi dicatat mulai {smallest}"
                " lembar, supaya tidak ada jawaban yang bisa dikenali."
            )
        raise Refused("Tidak ada yang berubah sejak periode ini ditutup.")
    connection.execute(
        insert(LateCorrection).values(
            closed_period_id=closing_id,
            figures=frozen_figures(found, list(closing.figures["questionnaires"]), edition),
            noted_at=now,
        )
    )
    return f"{closing.unit_code} {closing.period}"
