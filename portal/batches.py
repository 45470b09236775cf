"""A batch of answers, stored and committed in the fewest steps that each database needs."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from surveys.arrivals import LARGEST, are_plain, store_arrivals
from surveys.arrivals_postgresql import store_by_itself
from surveys.responses import Draft, Stored, store_drafts


def store_batch(engine: Engine, drafts: Sequence[Draft]) -> list[Stored]:
    """On disk once this returns, in the order given; else nothing of it, and the database raises.

    engine : the writer's, whose only connection nobody else uses meanwhile.
    """
    if engine.dialect.name != "sqlite":
        return _by_one_statement(engine, drafts)
    if are_plain(drafts):
        try:
            return _in_one_step(engine, drafts)
        except IntegrityError:
            pass  # Some are there already, or one is wrong: the longer way tells which.
    with engine.begin() as connection:
        return store_drafts(connection, drafts)


def _by_one_statement(engine: Engine, drafts: Sequence[Draft]) -> list[Stored]:
    """Any batch on PostgreSQL: one statement, which is a transaction."""
    with engine.connect() as connection:
        there = store_by_itself(connection, drafts)
    return [Stored(draft.receipt, place in there) for place, draft in enumerate(drafts)]


def _in_one_step(engine: Engine, drafts: Sequence[Draft]) -> list[Stored]:
    """What usually arrives, on SQLite: a step, which is a transaction; of more steps one."""
    if len(drafts) > LARGEST:
        with engine.begin() as connection:
            store_arrivals(connection.connection, drafts)
    else:
        single = engine.raw_connection()
        try:
            store_arrivals(single, drafts)
        finally:
            single.close()
    return [Stored(draft.receipt, False) for draft in drafts]
