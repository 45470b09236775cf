"""Counts per counter and day, raised with the answers, and the recount that proves them.

One wide row per counter, day, channel, helped or not, and questionnaire; the month has the same
above it. Everything a page shows comes from these integers.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from surveys.tables.responses import BINS, COLUMNS, OVERALL_BINS

if TYPE_CHECKING:
    from surveys.responses import Draft

COUNTS = ("responses", "respondents", "incomplete", "comments", "excluded", *BINS, *OVERALL_BINS)
KEYS = ("counter_id", "{when}", "channel", "helped", "questionnaire_id")
_FIRST_BIN = 5
_FIRST_OVERALL = _FIRST_BIN + len(BINS)

Key = tuple[int, date, str, bool, int]


def _upsert(table: str, when: str, mark: str) -> str:
    keys = [key.format(when=when) for key in KEYS]
    columns = [*keys, "unit_id", *COUNTS]
    raised = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTS)
    return (
        f"insert into {table} ({', '.join(columns)}) values ({', '.join([mark] * len(columns))})"
        f" on conflict ({', '.join(keys)}) do update set {raised}"
    )


UPSERTS = {
    (dialect, table): _upsert(table, when, mark)
    for dialect, mark in (("sqlite", "?"), ("postgresql", "%s"))
    for table, when in (("counter_day", "local_date"), ("counter_month", "month"))
}


def raise_counts(connection: Connection, drafts: "Iterable[Draft]", sign: int = 1) -> None:
    """Raise (or, with sign -1, lower) the counts of day and month by a batch of answers."""
    days: dict[Key, tuple[int, list[int]]] = {}
    for draft in drafts:
        key = (
            draft.counter_id,
            draft.local_date,
            draft.channel,
            draft.helped,
            draft.questionnaire_id,
        )
        held = days.get(key)
        if held is None:
            held = days[key] = (draft.unit_id, [0] * len(COUNTS))
        add_answers(
            held[1], draft.scores, draft.overall, draft.comment is not None, draft.excluded, sign
        )
    add_counts(connection, days)


def add_answers(
    counts: list[int],
    scores: Sequence[int | None],
    overall: int | None,
    commented: bool,
    excluded: bool,
    sign: int = 1,
) -> None:
    """Add one response to a list of counts in the order of COUNTS."""
    counts[0] += sign
    if excluded:
        counts[4] += sign
        return
    answered = 0
    place = _FIRST_BIN
    for score in scores:
        if score is not None:
            counts[place + score - 1] += sign
            answered += 1
        place += 4
    if answered:
        counts[1] += sign
        if answered < len(COLUMNS):
            counts[2] += sign
    if commented:
        counts[3] += sign
    if overall is not None:
        counts[_FIRST_OVERALL + overall - 1] += sign


def add_counts(connection: Connection, days: dict[Key, tuple[int, list[int]]]) -> None:
    """Add counts per day, and what they come to per month, in one order for all writers."""
    months: dict[Key, tuple[int, list[int]]] = {}
    for (counter_id, day, channel, helped, version), (unit_id, counts) in days.items():
        key = (counter_id, day.replace(day=1), channel, helped, version)
        held = months.get(key)
        if held is None:
            months[key] = (unit_id, list(counts))
        else:
            held[1][:] = map(int.__add__, held[1], counts)
    for table, rows in (("counter_day", days), ("counter_month", months)):
        _add(connection, table, rows)


def _add(connection: Connection, table: str, rows: dict[Key, tuple[int, list[int]]]) -> None:
    sqlite = connection.dialect.name == "sqlite"
    values = [
        (
            key[0],
            key[1].isoformat() if sqlite else key[1],
            key[2],
            key[3],
            key[4],
            rows[key][0],
            *rows[key][1],
        )
        # Sorted, so that two processes raising the same rows never wait for each other in a ring.
        for key in sorted(rows)
    ]
    connection.exec_driver_sql(UPSERTS[connection.dialect.name, table], values)
