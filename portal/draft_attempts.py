"""Changing a draft beside others: nothing that somebody else stored meanwhile is lost or unseen."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.database import Database
from surveys import plans
from surveys.errors import Invalid
from surveys.plans import StoredPlan

TRIES = 3
"""More changes than that by others, while one is worked out, are told to the person."""


def until_stored(
    database: Database, plan_id: int, attempt: Callable[[StoredPlan], bool], field: str
) -> None:
    """Try on the draft as it stands, again where somebody else stored a change meanwhile.

    Working out a change takes seconds; what two people do at once must not undo each other.
    """
    for _ in range(TRIES):
        if attempt(database.read(lambda connection: plans.plan_of(connection, plan_id))):
            return
    raise Invalid({field: "Rancangan ini sedang diubah orang lain. Kirim lagi."})


def changed_since(
    stored: StoredPlan, seen: int | None, named: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The last change of a line that a person had not seen yet."""
    own = [
        change
        for change in stored.changes[len(stored.changes) if seen is None else seen :]
        if all(change.get(part) == named.get(part) for part in ("unit_code", "topic_code"))
    ]
    return own[-1] if own else None
