"""Can the answers be trusted? What is odd about them, counter by counter, for a stretch of days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, select

from surveys.responses import (
    MARK_FORGED_KEY,
    MARK_NO_KEY,
    MARK_OLD_KEY,
    MARK_SHARED_NETWORK,
    MARK_TOO_FAST,
)
from surveys.rules.trust import FEWEST_TO_JUDGE, Finding, Sheet, findings
from surveys.scope import PlaceScope
from surveys.tables import Response, ServiceCounter, Unit
from surveys.tables.responses import COLUMNS

ODD_KEY = MARK_NO_KEY | MARK_FORGED_KEY


@dataclass(frozen=True)
class ChannelShare:
    """How many answers of a counter came one way."""

    channel: str
    responses: int


@dataclass(frozen=True)
class TrustNote:
    """What was looked for at one counter, and what was found; excluded answers are left out.

    hours_known : False where the opening hours were only assumed.
    """

    counter_code: str
    counter_name: str
    unit_code: str
    unit_name: str
    responses: int
    channels: tuple[ChannelShare, ...]
    findings: tuple[Finding, ...]
    hours_known: bool

    @property
    def odd(self) -> tuple[Finding, ...]:
        """What is worth a look."""
        return tuple(finding for finding in self.findings if finding.worth_a_look)

    @property
    def too_few(self) -> bool:
        """Whether nothing was found, but out of so few answers that it says little."""
        return not self.odd and self.responses < FEWEST_TO_JUDGE

    def share(self, channel: str) -> float:
        """Which share of its answers came through a channel."""
        came = sum(part.responses for part in self.channels if part.channel == channel)
        return came / self.responses


def trust_notes(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> list[TrustNote]:
    """One note a counter with answers, the oddest first, then by unit and name.

    A counter with fewer than `smallest` answers has a note without findings: a share of so few
    would show what somebody answered.
    """
    sheets: dict[int, list[Sheet]] = {}
    for row in connection.execute(_wanted(scope, first, last)):
        sheets.setdefault(row.counter_id, []).append(_sheet(row))
    if not sheets:
        return []
    places = connection.execute(
        select(
            ServiceCounter.id,
            ServiceCounter.code.label("counter_code"),
            ServiceCounter.name.label("counter_name"),
            Unit.code.label("unit_code"),
            Unit.name.label("unit_name"),
            ServiceCounter.opens_hour,
            ServiceCounter.closes_hour,
        )
        .join(Unit, Unit.id == ServiceCounter.unit_id)
        .where(ServiceCounter.id.in_(sheets))
    )
    notes = [_note(place, sheets[place.id], smallest) for place in places]
    return sorted(notes, key=lambda n: (-len(n.odd), n.unit_name, n.counter_name, n.counter_code))


def _wanted(scope: PlaceScope, first: date, last: date) -> Select[Any]:
    return (
        select(
            Response.counter_id,
            Unit.time_zone,
            Response.submitted_at,
            Response.channel,
            Response.marks,
            *(getattr(Response, column) for column in COLUMNS),
        )
        .join(Unit, Unit.id == Response.unit_id)
        .where(
            *scope.conditions(Response),
            Response.local_date.between(first, last),
            Response.excluded.is_(False),
        )
    )


def _sheet(row: Any) -> Sheet:
    return Sheet(
        moment=row.submitted_at.astimezone(ZoneInfo(row.time_zone)),
        scores=tuple(row[-len(COLUMNS) :]),
        channel=row.channel,
        shared_network=bool(row.marks & MARK_SHARED_NETWORK),
        too_fast=bool(row.marks & MARK_TOO_FAST),
        odd_key=bool(row.marks & ODD_KEY),
        old_key=bool(row.marks & MARK_OLD_KEY),
    )


def _note(place: Any, sheets: list[Sheet], smallest: int) -> TrustNote:
    known = place.opens_hour is not None and place.closes_hour is not None
    counts = Counter(sheet.channel for sheet in sheets)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    hours = (place.opens_hour, place.closes_hour) if known else None
    return TrustNote(
        counter_code=place.counter_code,
        counter_name=place.counter_name,
        unit_code=place.unit_code,
        unit_name=place.unit_name,
        responses=len(sheets),
        channels=tuple(ChannelShare(*each) for each in ordered),
        findings=findings(sheets, hours) if len(sheets) >= smallest else (),
        hours_known=known,
    )
