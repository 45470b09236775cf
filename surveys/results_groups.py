"""Respondents of a report in groups: by attribute, service, channel and help.

A group under the smallest one is hidden, with another where it would follow by subtraction.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveys.results_slices import came_by_way
from surveys.rules.attributes import ATTRIBUTES, NOT_ANSWERED
from surveys.rules.disclosure import hidden_parts
from surveys.rules.elements import Words
from surveys.scope import PlaceScope
from surveys.tables import Questionnaire, Response, Service, Unit
from surveys.tables.responses import COLUMNS
from surveys.unit_ways import SIDES

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

    key: str
    words: Words
    n: int | None


@dataclass(frozen=True)
class Breakdown:
    """Respondents by one attribute, or by service; the hidden ones together make the rest."""

    key: str
    label: Words
    groups: tuple[Group, ...]
    hidden: int


def counted_sheets(scope: PlaceScope, first: date, last: date) -> list[Any]:
    """What holds for the sheets that are respondents of the index."""
    return [
        *scope.conditions(Response),
        Response.local_date.between(first, last),
        Response.excluded.is_(False),
        or_(*(getattr(Response, column).is_not(None) for column in COLUMNS)),
        Response.questionnaire_id.in_(select(Questionnaire.id).where(Questionnaire.official)),
    ]


def breakdowns(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> tuple[Breakdown, ...]:
    """Respondents by every attribute, and by service."""
    found = []
    for attribute in ATTRIBUTES.values():
        column = getattr(Response, attribute.key)
        counts: dict[str, int] = dict.fromkeys((*attribute.values, ""), 0)
        for value, n in connection.execute(
            select(column, func.count()).where(*counted_sheets(scope, first, last)).group_by(column)
        ):
            counts[value or ""] = counts.get(value or "", 0) + n
        words = {value: attribute.words(value or None) for value in counts}
        found.append(_breakdown(attribute.key, attribute.label, counts, words, smallest))
    found.append(_services(connection, scope, first, last, smallest))
    return tuple(found)


def _services(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> Breakdown:
    """Respondents by service, hidden unit by unit: as each unit's own report hides them."""
    names = service_names(connection, scope)
    held: dict[int, dict[str, int]] = {}
    for unit_id, service_id in connection.execute(
        select(Service.unit_id, Service.id)
        .join(Unit, Unit.id == Service.unit_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.code, Service.code)
    ):
        held.setdefault(unit_id, {})[str(service_id)] = 0
    for unit_id, service, n in connection.execute(
        select(Response.unit_id, Response.service_id, func.count())
        .where(*counted_sheets(scope, first, last))
        .group_by(Response.unit_id, Response.service_id)
    ):
        held.setdefault(unit_id, {})[str(service or "")] = n
    named = {name for counts in held.values() for name in counts if name}
    names |= _moved_names(connection, named - names.keys())
    hidden = {
        (unit_id, name)
        for unit_id, counts in held.items()
        for name in hidden_parts(counts, smallest)
    }
    groups = [
        Group(name, names[name], None if (unit_id, name) in hidden else n)
        for unit_id, counts in held.items()
        for name, n in counts.items()
        if name
    ]
    silent = {unit_id: counts[""] for unit_id, counts in held.items() if counts.get("")}
    if silent:
        away = any((unit_id, "") in hidden for unit_id in silent)
        groups.append(Group("", NOT_ANSWERED, None if away else sum(silent.values())))
    shown = sum(group.n or 0 for group in groups)
    everybody = sum(n for counts in held.values() for n in counts.values())
    return Breakdown("service", Words("Jenis layanan", "Service"), tuple(groups), everybody - shown)


def service_names(connection: Connection, scope: PlaceScope) -> dict[str, Words]:
    """Services by number, in the order of codes; with their unit's name where there are several."""
    found = {}
    for row in connection.execute(
        select(Service.id, Service.name, Unit.name.label("unit_name"))
        .join(Unit, Unit.id == Service.unit_id)
        .where(*scope.unit_conditions())
        .order_by(Unit.code, Service.code)
    ):
        name = row.name if scope.unit_id is not None else f"{row.name}, {row.unit_name}"
        found[str(row.id)] = Words(name, name)
    return found


def _moved_names(connection: Connection, numbers: Collection[str]) -> dict[str, Words]:
    """Services that were a unit's when people named them, and are another's by now."""
    if not numbers:
        return {}
    rows = connection.execute(
        select(Service.id, Service.name).where(Service.id.in_(sorted(map(int, numbers))))
    )
    return {
        str(number): Words(f"{name} (sekarang di unit lain)", f"{name} (now at another unit)")
        for number, name in rows
    }


def _breakdown(
    key: str, label: Words, counts: dict[str, int], words: Mapping[str, Words], smallest: int
) -> Breakdown:
    hidden = hidden_parts(counts, smallest)
    groups = tuple(
        Group(value, words.get(value, Words(value, value)), None if value in hidden else n)
        for value, n in counts.items()
        if n or value
    )
    return Breakdown(key, label, groups, sum(counts[value] for value in hidden))


def channels(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> Breakdown:
    """Respondents by the way they answered."""
    came = came_by_way(connection, scope, first, last)
    counts = {name: n for name, n in came.items() if name not in SIDES}
    label = Words("Cara menjawab", "Way of answering")
    return _breakdown("channel", label, counts, CHANNEL_WORDS, smallest)


def helped(
    connection: Connection, scope: PlaceScope, first: date, last: date, smallest: int
) -> int | None:
    """How many were helped; None where they, or those who were not, are few."""
    came = came_by_way(connection, scope, first, last)
    counts = {name: came.get(name, 0) for name in SIDES}
    return None if hidden_parts(counts, smallest) else counts["helped"]
