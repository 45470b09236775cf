"""What staff do to answers of an invented world: they keep some out, and put some back."""

import random
from collections.abc import Sequence

from portal.database import Database
from surveys.exclusions import Wanted, counted_answers, exclude, kept_out, take_back
from tests.builders import NOW


def keep_out(database: Database, wanted: Wanted, handles: Sequence[str]) -> None:
    """Keep these answers out of the figures."""
    if handles:
        database.write(lambda c: exclude(c, wanted, handles, reason="uji", actor="Sri", now=NOW))


def keep_some_out(database: Database, wanted: Wanted, chance: random.Random, count: int) -> None:
    """Keep so many out, or a whole day or most of it, as when somebody answers for others."""
    listed = database.read(lambda c: counted_answers(c, wanted))
    some = chance.sample(listed, min(count, len(listed)))
    if chance.random() < 0.5 and listed:
        day = chance.choice(listed).day
        some = [each for each in listed if each.day == day][: chance.choice((4, 9, 99))]
    keep_out(database, wanted, [each.handle for each in some])


def put_some_back(database: Database, wanted: Wanted, chance: random.Random, count: int) -> None:
    """Put so many of those that were kept out back."""
    held = database.read(lambda c: kept_out(c, wanted))
    some = chance.sample(held, min(count, len(held)))
    handles = [each.answer.handle for each in some]
    if handles:
        database.write(lambda c: take_back(c, wanted, handles, actor="Sri", now=NOW))
