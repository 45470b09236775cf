"""Closing a period: its figures are frozen as they were issued.

A closed period keeps everything that its figures follow from (counts, intervals, population,
weight, rounding, questionnaire versions), so that they can be made again. What comes later stands
beside it (surveys.results_corrections).
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, insert, select

from surveys import publication
from surveys.errors import Refused
from surveys.results import figures
from surveys.results_edition import edition_of, quarters_of
from surveys.results_frozen import frozen_figures, frozen_services, public_figures
from surveys.results_population import Need, needs_of_services
from surveys.results_readable import is_readable
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.periods import Period, local_day, parse_period
from surveys.rules.words import Words
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, CounterDay, Questionnaire, Service, Unit


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
    time_zone: str

    @property
    def label(self) -> Words:
        """The name of the period."""
        return parse_period(self.period).label

    @property
    def closed_on(self) -> date:
        """The day of the closing at the unit."""
        return local_day(self.closed_at, self.time_zone)

    @property
    def is_public(self) -> bool:
        """Whether its figures are public ones; those of a month or of few sheets are not."""
        return bool(self.figures.get("snapshots"))

    @property
    def held_back(self) -> int | None:
        """Sheets that had come by then and are not in its figures, below 0 taken out but in them.

        None where a closing of an earlier version did not note it.
        """
        return self.figures.get("held_back") if self.is_public else 0


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
    edition, counted = edition_of(connection, unit_id, period), found.respondents
    if edition is not None:
        found = public_figures(edition, found)
    versions = _questionnaires_of(connection, unit_id, period)
    return connection.execute(
        insert(ClosedPeriod)
        .values(
            unit_id=unit_id,
            period=period.code,
            first_day=period.first_day,
            last_day=period.last_day,
            figures={
                **frozen_figures(found, versions, edition),
                "held_back": counted - found.respondents,
                "services": frozen_services(_services_of(connection, unit_id, period)),
            },
            closed_by=actor,
            closed_at=now,
        )
        .returning(ClosedPeriod.id)
    ).scalar_one()


def _questionnaires_of(connection: Connection, unit_id: int, period: Period) -> list[str]:
    """The versions of the official questionnaire that were answered in a period."""
    return list(
        connection.execute(
            select(Questionnaire.code)
            .join(CounterDay, CounterDay.questionnaire_id == Questionnaire.id)
            .where(
                CounterDay.unit_id == unit_id,
                CounterDay.local_date.between(period.first_day, period.last_day),
                Questionnaire.official,
            )
            .distinct()
            .order_by(Questionnaire.code)
        ).scalars()
    )


def _services_of(connection: Connection, unit_id: int, period: Period) -> dict[str, Need]:
    """The need of each service of a unit, by its code: numbers differ after a restore."""
    codes = connection.execute(select(Service.id, Service.code).where(Service.unit_id == unit_id))
    needs = needs_of_services(connection, PlaceScope(unit_id=unit_id), period)
    return {code: needs[service_id] for service_id, code in codes if service_id in needs}


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
        Unit.time_zone,
    ).join(Unit, Unit.id == ClosedPeriod.unit_id)


def _closing(row: Any) -> Closing:
    closing = Closing(*row)
    return replace(closing, figures=document_of(row.figures))


def document_of(written: str) -> Any:
    """A stored document; an empty one where it is none any more."""
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
    return None if row is None else legible(_closing(row))


def legible(closing: Closing) -> Closing:
    """The closing; raises Refused where what was frozen cannot be read any more."""
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
    connection: Connection,
    scope: PlaceScope,
    limit: int | None = None,
    period: str | None = None,
    *,
    codes: Collection[str] | None = None,
) -> list[Closing]:
    """Closed periods within reach (all, or those of one code, or of some), the newest first."""
    of_period = [] if period is None else [ClosedPeriod.period == period]
    if codes is not None:
        of_period.append(ClosedPeriod.period.in_(codes))
    rows = connection.execute(
        _closings()
        .where(*scope.conditions(ClosedPeriod), *of_period)
        .order_by(ClosedPeriod.last_day.desc(), Unit.name, ClosedPeriod.id.desc())
        .limit(limit)
    )
    return [_closing(row) for row in rows]
