"""Closed periods as they are stored, each with the figures that it was closed with."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from surveys.errors import Refused
from surveys.results_readable import is_readable
from surveys.rules.periods import local_day, parse_period
from surveys.rules.words import Words
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, Unit

MADE_OF = "made_of"
"""In the document of a closing: the quarters that it is the sum of, as staff were told of them."""


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
        # Figures that were laid together from issued ones may lack sheets as well.
        return self.figures.get("held_back") if self.is_public or MADE_OF in self.figures else 0


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
