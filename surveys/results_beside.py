"""What a period may be closed with beside what was closed of the same days.

Whoever holds two issued figures subtracts them. So a quarter whose public figure lies a few sheets
from its closed months is closed as these laid together, and a month that would be a few sheets
apart from its issued quarter waits. The late sheets become a dated correction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from surveys.errors import Refused
from surveys.results import figures_from
from surveys.results_counted import INDEX, Counted
from surveys.results_edition import Edition, Snapshot, of_snapshot, quarters_of
from surveys.results_figures import Figures
from surveys.results_frozen import interval_document
from surveys.results_held import Held, held_quarters, summed
from surveys.results_known import Key
from surveys.results_told import told_units
from surveys.rules.few_between import Answered
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope

Parts = Mapping[Period, Counted]
"""By quarter what is told of a unit."""


def refuse_beside_quarter(
    connection: Connection, unit_id: int, month: Period, answered: Answered, smallest: int
) -> None:
    """Raises Refused for a month that its issued quarter would be a few sheets apart from."""
    quarter = containing(month.first_day, Kind.QUARTER)
    key = unit_id, quarter
    held = held_quarters(connection, PlaceScope(unit_id=unit_id), [quarter], smallest)
    if answered[0] < smallest:
        # Nothing is told of it.
        return
    if key not in held.quarters or key in held.running:
        beside = held.issued.get(key)
        if beside is None:
            return
        after = beside.with_month(answered)
        if not any(after.gives_away(told, smallest) for told in after.quarters):
            return
    raise Refused(
        f"Angka {quarter.label.id} atau periode yang memuatnya sudah terbit dan berbeda kurang dari"
        f" {smallest} lembar dari bulan-bulannya sekarang. Kalau bulan ini ikut ditutup, jawaban"
        " segelintir orang bisa dikenali dari selisihnya. Tidak ada lembar yang hilang. Bulan ini"
        f" bisa ditutup begitu bedanya {smallest} lembar atau lebih."
    )


def told_instead(
    connection: Connection,
    unit_id: int,
    period: Period,
    edition: Edition | None,
    found: Figures,
    smallest: int,
) -> Parts:
    """The quarters that a period is closed with for its public figures; none where these may stand.

    found : everything that was counted in it. Raises Refused where nothing may stand.
    """
    if period.kind is Kind.MONTH:
        return {}
    quarters, scope = quarters_of(period), PlaceScope(unit_id=unit_id)
    held = held_quarters(connection, scope, quarters, smallest)
    wanted = {each.quarter: of_snapshot(each, found.need).answered for each in _snapshots(edition)}
    if not wanted and period.kind is Kind.QUARTER and found.respondents >= smallest:
        wanted = {period: found.answered}
    if not any(
        _near(held, (unit_id, each), answered, smallest) for each, answered in wanted.items()
    ):
        return {}
    units = told_units(connection, scope, quarters, quarters, smallest).units
    told = {each: units[each][unit_id] for each in quarters if unit_id in units[each]}
    shown = {each: figures_from(counted).answered for each, counted in told.items()}
    if not told or any(_near(held, (unit_id, each), n, smallest) for each, n in shown.items()):
        raise Refused(
            f"Angka lain dari {period.label.id} sudah terbit dan berbeda kurang dari {smallest}"
            " lembar dari angkanya sekarang; dari selisihnya, jawaban segelintir orang bisa"
            " dikenali. Tidak ada lembar yang hilang. Periode ini bisa ditutup begitu bedanya"
            f" {smallest} lembar atau lebih."
        )
    return told


def _near(held: Held, key: Key, answered: Answered, smallest: int) -> bool:
    stands = held.quarters.get(key)
    if stands is not None and not stands.respondents:
        # A longer period was closed that this would be a few sheets apart from.
        return True
    beside = held.issued.get(key)
    return beside is not None and beside.is_near(answered, smallest)


def together_of(parts: Parts, found: Figures) -> Figures:
    """The quarters that a period is closed with as its figures, among those who used it."""
    return figures_from(summed(list(parts.values())), found.need)


def stored_parts(parts: Parts, now: datetime) -> list[list[Any]]:
    """The same as a document, each quarter as a snapshot is stored."""
    return [_stored(quarter, figures_from(each), now) for quarter, each in parts.items()]


def _stored(quarter: Period, figures: Figures, now: datetime) -> list[Any]:
    intervals = {each.element.value: each.interval for each in figures.elements}
    intervals[INDEX] = figures.interval or figures.part_interval
    counts = {
        "bins": {each.element.value: list(each.bins) for each in figures.elements if each.n},
        "errors": {k: interval_document(it) for k, it in intervals.items() if it is not None},
    }
    return Snapshot(quarter, figures.respondents, counts, now).stored()


def _snapshots(edition: Edition | None) -> Sequence[Snapshot]:
    return () if edition is None else edition.snapshots
