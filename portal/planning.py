"""What the planner's pages rest on: needs, effects, plans; computed once per state of the data."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ml.panel import LABELS, FloatArray, IntArray, month_of
from ml.plan import Item, Plan, Required
from portal.database import Database, utc_now
from portal.evidence import Gathered, gather, gather_with_mix
from portal.kept_results import Kept
from portal.planning_limits import Limits, best_plan
from portal.respondents import WhoAnswered, who_answered
from surveys.evidence import data_version

# The libraries of the estimates take a second to load, so only the first estimate loads them.
if TYPE_CHECKING:
    from ml.effect import TopicEffect
    from ml.studied import Studied

SEED = 0
RECENT_MONTHS = 12
STEPS_OF_NEED = (0.5, 0.75, 0.9, 0.97)
"""Shares of all needs that are smaller than where the colour changes."""
FEWEST = 5
NOT_BY_TRAINING = ("facilities", "cost")
"""Columns that stand apart, grey; integrity is for the inspector alone and never here."""


@dataclass(frozen=True)
class Needs:
    """What each unit needs of each topic, before a cycle.

    need : (U, K) problem visits avoided in the year after delivery if all staff were trained.
    known : (U,) whether enough answered; respondents : (U,) of the last twelve months.
    elsewhere : (U, 2) complaints per 100 comments about what no training mends; nan where nobody
        wrote.
    """

    gathered: Gathered
    need: FloatArray
    known: np.ndarray
    respondents: IntArray
    elsewhere: FloatArray

    def edges(self) -> tuple[int, ...]:
        """The sizes of need at which the colour of a cell changes, as edges_of."""
        return edges_of(self.need[self.known])

    def unit(self, code: str) -> int | None:
        """The place of a unit."""
        return next((n for n, unit in enumerate(self.gathered.units) if unit.code == code), None)

    def topic(self, code: str) -> int | None:
        """The place of a topic."""
        return next((n for n, topic in enumerate(self.gathered.topics) if topic.code == code), None)


def edges_of(needs: FloatArray) -> tuple[int, ...]:
    """Up to four sizes of need, two leading digits each, at which the colour of a cell changes.

    Fewer where needs are too few or too alike to differ by four; each begins with one there is.
    """
    met = needs[needs >= 1]
    if not met.size:
        return (1,)
    found = set()
    for share in STEPS_OF_NEED:
        size = int(np.quantile(met, share))
        tens = 10 ** max(len(str(size)) - 2, 0)
        found.add(size // tens * tens)
    return tuple(sorted(found))


KEPT_RESULTS = Kept()


def today_ahead() -> date:
    """The day on the clock of the units: all of them are ahead of UTC."""
    return (utc_now() + timedelta(hours=7)).date()


def first_of_next_month(day: date) -> date:
    """The day before which all answers up to now lie."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


async def needs_before(database: Database, starts: date) -> Needs:
    """The need map of a cycle that begins on a day; at once where it was computed before."""
    version = await database.read_async(data_version)
    key = ("needs", database.url, version, starts)
    future = KEPT_RESULTS.of(key, lambda: needs_of(gather(database, starts), starts))
    # Shielded: a visitor who leaves must not take the result away from those who wait for it.
    return await asyncio.shield(asyncio.wrap_future(future))


async def effects_so_far(
    database: Database,
    today: date,
    *,
    topic: str | None = None,
    cycle: tuple[date, date] | None = None,
    wait_seconds: float = 60.0,
) -> "tuple[TopicEffect, ...] | None":
    """Effects on the index of all topics, or everything about one; None while still computing."""
    before = first_of_next_month(today)
    version = await database.read_async(data_version)

    def compute() -> "tuple[TopicEffect, ...]":
        from ml.effect import estimate_effects

        gathered, mix = gather_with_mix(database, before)
        return estimate_effects(
            gathered.panel,
            topic=topic,
            cycle=cycle,
            outcomes="all" if topic else "index",
            respondents_mix=mix,
        )

    key = ("effects", database.url, version, before, topic, cycle)
    future = KEPT_RESULTS.of(key, compute)
    waited = asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), wait_seconds)
    try:
        return await waited
    except TimeoutError:
        return None


async def respondents_around(
    database: Database,
    today: date,
    topic: str,
    cycle: tuple[date, date] | None,
    wait_seconds: float,
) -> tuple[WhoAnswered, ...] | None:
    """Who answered around a topic's trainings; None while still computing."""
    before = first_of_next_month(today)
    version = await database.read_async(data_version)

    def compute() -> tuple[WhoAnswered, ...]:
        gathered, mix = gather_with_mix(database, before)
        codes = [each.code for each in gathered.topics]
        return who_answered(gathered.panel, mix, codes.index(topic), cycle)

    future = KEPT_RESULTS.of(("who", database.url, version, before, topic, cycle), compute)
    try:
        waited = asyncio.shield(asyncio.wrap_future(future))
        return await asyncio.wait_for(waited, wait_seconds)
    except TimeoutError:
        return None


def needs_of(gathered: Gathered, starts: date) -> Needs:
    """The need map of some evidence."""
    from ml.learned_effects import learn
    from ml.outlook import look_ahead

    panel = gathered.panel
    beliefs = learn(panel, np.random.default_rng(SEED))
    ahead = look_ahead(panel, beliefs, month_of(starts))
    recent = panel.problems[:, -RECENT_MONTHS:].sum(axis=1)
    written = panel.commented[:, -RECENT_MONTHS:].sum(axis=1)
    columns = [LABELS.index(label) for label in NOT_BY_TRAINING]
    share = np.where(
        written[:, None] > 0, 100 * recent[:, columns] / np.maximum(written[:, None], 1), np.nan
    )
    return Needs(
        gathered,
        ahead.value,
        ahead.known,
        panel.respondents[:, -RECENT_MONTHS:].sum(axis=1),
        share,
    )


def studied_before(database: Database, gathered: Gathered, starts: date) -> "Studied":
    """What plans of a cycle rest on; at once where the same data were studied before."""
    from ml.studied import study

    key = ("studied", database.url, gathered.version, starts)
    return KEPT_RESULTS.of(key, lambda: study(gathered.panel, starts, seed=SEED)).result()


def proposal(
    gathered: Gathered,
    starts: date,
    limits: Limits,
    must_have: Sequence[Required] = (),
    studied: "Studied | None" = None,
) -> Plan:
    """The best plan within limits; raises Invalid where what must be in does not fit."""
    from ml.planner import make_plan

    return best_plan(
        gathered, limits, make_plan, must_have, starts=starts, seed=SEED, studied=studied
    )


def priced(
    gathered: Gathered,
    starts: date,
    lines: Sequence[Required],
    studied: "Studied | None" = None,
) -> tuple[Item, ...]:
    """Exactly these lines, with their gains and reasons; what two lines avoid twice counts once."""
    from ml.planner import make_plan

    panel = gathered.panel
    per_unit: dict[int, int] = {}
    for line in lines:
        per_unit[line.unit] = per_unit.get(line.unit, 0) + 1
    if not lines:
        return ()
    plan = make_plan(
        panel,
        starts=starts,
        budget_rupiah=sum(
            line.seats * panel.topics[line.topic].cost_per_seat_rupiah for line in lines
        ),
        max_seats=sum(line.seats for line in lines),
        max_per_unit=max(per_unit.values()),
        must_have=lines,
        seed=SEED,
        explore=False,
        lots=False,
        studied=studied,
    )
    return plan.items
