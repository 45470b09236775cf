"""An answer of an import: as it was read, and the draft that is stored of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from surveys.responses import Draft


@dataclass(frozen=True)
class Places:
    """What a response may belong to, by code, once the registry of the import is written.

    counters : number and the unit's code; services : number; units : number and clock.
    """

    counters: dict[str, tuple[int, str]]
    services: dict[str, int]
    units: dict[str, tuple[int, ZoneInfo]]


@dataclass(frozen=True)
class Row:
    """A response that was read; numbers of places are looked up when it is written.

    unit_code, local_date : whose it is and on which day, where the file says so; otherwise the
    counter's unit today, and the day there.
    """

    response_id: str
    submitted_at: datetime
    counter_code: str
    service_code: str
    scores: tuple[int | None, ...]
    overall: int | None
    comment: str | None
    attributes: tuple[str | None, ...]
    channel: str
    helped: bool
    lang: str | None
    unit_code: str = ""
    local_date: date | None = None


def drafts(
    rows: list[Row],
    places: Places,
    questionnaire_id: int,
    masked: Callable[[str], tuple[str, bytes | None]],
    receipt_for: Callable[[str, str], str],
    identity: Callable[[str], tuple[str, str]],
) -> Iterator[Draft]:
    """Drafts of the rows, comments masked; a time without offset is taken on the unit's clock."""
    for row in rows:
        counter_id, of_counter = places.counters[row.counter_code]
        unit_id, zone = places.units[row.unit_code or of_counter]
        when = row.submitted_at
        moment_utc = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
        local_date = row.local_date or moment_utc.astimezone(zone).date()
        form_key, digest = identity(row.response_id)
        comment, sealed = (None, None) if row.comment is None else masked(row.comment)
        yield Draft(
            issued_on=local_date,
            form_key=form_key,
            digest=digest,
            submitted_at=moment_utc,
            local_date=local_date,
            counter_id=counter_id,
            unit_id=unit_id,
            questionnaire_id=questionnaire_id,
            channel=row.channel,
            scores=row.scores,
            overall=row.overall,
            service_id=places.services.get(row.service_code),
            helped=row.helped,
            age_band=row.attributes[0],
            sex=row.attributes[1],
            education=row.attributes[2],
            occupation=row.attributes[3],
            lang=row.lang,
            comment=comment,
            receipt=None if row.comment is None else receipt_for(form_key, digest),
            sealed=sealed,
        )
