"""Moving the public snapshots a few at a time, so that answers are stored in between."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from portal.database import Database
from surveys import older_public, publication, published_due
from surveys.publication import UNITS_AT_ONCE
from surveys.theme_counts import themes_of_units

Tell = Callable[[int, int], None]


def publish(
    database: Database,
    now: datetime,
    smallest_group: int,
    *,
    everything: bool = True,
    tell: Tell = lambda done, total: None,
) -> int:
    """Move what is due, of all quarters or only of the newest two; how many moved.

    What is broken off is not lost: the next look finds the rest still due.
    """
    wanted = database.read(
        partial(
            published_due.due,
            step=smallest_group,
            quarters=None if everything else published_due.recent(now),
            themes=everything,
            now=now,
        )
    )
    _settle_older(database, now, smallest_group)
    total, done, moved = sum(map(len, wanted.values())), 0, 0
    for period, unit_ids in wanted.items():
        written = database.read(partial(themes_of_units, unit_ids=unit_ids, period=period))
        for start in range(0, len(unit_ids), UNITS_AT_ONCE):
            some = unit_ids[start : start + UNITS_AT_ONCE]
            move = partial(
                publication.refresh_some,
                now=now,
                step=smallest_group,
                period=period,
                unit_ids=some,
                written=written,
            )
            # Other processes store answers meanwhile. Where one look found a sheet and another did
            # not, nobody could say any more which sheets a row of that quarter holds.
            moved += database.write_at_once(move)
            done += len(some)
            tell(done, total)
    return moved


def _settle_older(database: Database, now: datetime, smallest_group: int) -> None:
    """Let stand what may be shown of older results; a look alone where nothing changes."""
    settled = partial(older_public.changes, now=now, smallest=smallest_group)
    if any(database.read(settled)):
        database.write(partial(older_public.settle, now=now, smallest=smallest_group))
