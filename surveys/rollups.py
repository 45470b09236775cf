"""Counts per counter and day, raised with the answers, and the recount that proves them.

One wide row per counter, day, channel, helped or not, questionnaire, and unit whose counter it was;
the month has the same above it. Everything a page shows comes from these integers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from surveys.bulk import Insertion, arrays_of, at_once, insert_rows
from surveys.tables.responses import BINS, COLUMNS, OVERALL_BINS

COUNTS = ("responses", "respondents", "incomplete", "comments", "excluded", *BINS, *OVERALL_BINS)
KEYS = ("counter_id", "{when}", "channel", "helped", "questionnaire_id", "unit_id")
_FIRST_BIN = 5
_FIRST_OVERALL = _FIRST_BIN + len(BINS)

Key = tuple[int, date, str, bool, int, int]


def raising(table: str, rows: str) -> str:
    """The statement that adds rows of keys and counts to what a roll-up holds."""
    when = "local_date" if table == "counter_day" else "month"
    keys = ", ".join(key.format(when=when) for key in KEYS)
    return (
        f"insert into {table} ({keys}, {', '.join(COUNTS)}) {rows}"
        f" on conflict ({keys}) {_raised_by(table)}"
    )


def _raised_by(table: str) -> str:
    raised = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTS)
    # Two changes of a month may leave its counts alike and its days not: the revision tells.
    revised = ", revision = counter_month.revision + 1" if table == "counter_month" else ""
    return f"do update set {raised}{revised}"


def _insertion(table: str, when: str) -> Insertion:
    keys = tuple(key.format(when=when) for key in KEYS)
    tail = f"on conflict ({', '.join(keys)}) {_raised_by(table)}"
    return Insertion(table, (*keys, *COUNTS), tail)


RAISED = {
    "counter_day": _insertion("counter_day", "local_date"),
    "counter_month": _insertion("counter_month", "month"),
}
IN_PIECES = {table: insertion.in_pieces() for table, insertion in RAISED.items()}
_TYPES = {"local_date": "date", "month": "date", "channel": "text", "helped": "bool"}
FROM_ARRAYS = {table: insertion.from_arrays(_TYPES) for table, insertion in RAISED.items()}


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


def add_counts(connection: Connection, days: dict[Key, list[int]]) -> None:
    """Add counts per day, and what they come to per month, in one order for all writers."""
    sqlite = connection.dialect.name == "sqlite"
    for table, counts in (("counter_day", days), ("counter_month", _months_of(days))):
        rows = _values(counts, sqlite=sqlite)
        if sqlite:
            insert_rows(connection, IN_PIECES[table], rows)
        elif rows:
            connection.exec_driver_sql(FROM_ARRAYS[table], arrays_of(rows))


def _months_of(days: dict[Key, list[int]]) -> dict[Key, list[int]]:
    months: dict[Key, list[int]] = {}
    for (counter_id, day, *rest), counts in days.items():
        key: Key = (counter_id, day.replace(day=1), *rest)  # type: ignore[assignment]
        held = months.get(key)
        months[key] = list(counts) if held is None else list(map(int.__add__, held, counts))
    return months


def _values(rows: dict[Key, list[int]], *, sqlite: bool) -> list[tuple[object, ...]]:
    return [
        (
            counter_id,
            day.isoformat() if sqlite else day,
            channel,
            int(helped) if sqlite else helped,
            questionnaire_id,
            unit_id,
            *rows[counter_id, day, channel, helped, questionnaire_id, unit_id],
        )
        # Sorted, so that two processes raising the same rows never wait for each other in a ring.
        for counter_id, day, channel, helped, questionnaire_id, unit_id in sorted(rows)
    ]


@dataclass(frozen=True)
class Difference:
    """A row of a roll-up that is not what the answers come to."""

    table: str
    counter_id: int
    when: str
    what: str


def recounted(when: str, which: str = "") -> str:
    """The same counts from the answers themselves, in one scan; which : a condition on response."""
    any_answer = " or ".join(f"{column} is not null" for column in COLUMNS)
    all_answers = " and ".join(f"{column} is not null" for column in COLUMNS)
    bins = ", ".join(
        f"sum(case when not excluded and {name.rpartition('_')[0]} = {name[-1]}"
        f" then 1 else 0 end) as {name}"
        for name in (*BINS, *OVERALL_BINS)
    )
    return (
        f"select response.counter_id, {when} as place_in_time, channel, helped, questionnaire_id,"
        " response.unit_id, count(*) as responses,"
        f" sum(case when not excluded and ({any_answer}) then 1 else 0 end) as respondents,"
        f" sum(case when not excluded and ({any_answer}) and not ({all_answers})"
        " then 1 else 0 end) as incomplete,"
        " sum(case when not excluded and complaint.id is not null then 1 else 0 end) as comments,"
        f" sum(case when excluded then 1 else 0 end) as excluded_count, {bins}"
        f" from response left join complaint on complaint.id = response.id {which}"
        " group by 1, 2, 3, 4, 5, 6"
    )


MONTH_OF_DAY = {
    "sqlite": "strftime('%Y-%m-01', local_date)",
    "postgresql": "date_trunc('month', local_date)::date",
}


def _raise_of_rows(table: str, counted: str) -> str:
    return raising(table, recounted(counted, "where response.id between ? and ?"))


RAISE_OF_ROWS = (
    _raise_of_rows("counter_day", "response.local_date"),
    _raise_of_rows("counter_month", "substr(response.local_date, 1, 8) || '01'"),
)


def raise_counts_of_rows(connection: Connection, first: int, last: int) -> None:
    """Raise the counts by the new responses with these numbers, as a recount counts them.

    For SQLite alone, where the numbers of a batch follow one another: the database counts by itself
    and the interpreter meanwhile serves requests.
    """
    for statement in RAISE_OF_ROWS:
        at_once(connection, statement, (first, last))


def rebuild(connection: Connection) -> None:
    """Count all answers anew and put that in the place of what the roll-ups hold."""
    by_month = MONTH_OF_DAY[connection.dialect.name]
    # The revisions begin anew, so nothing that was kept by them may stay.
    connection.exec_driver_sql("delete from kept_figure")
    for table, when, counted in (
        ("counter_day", "local_date", "local_date"),
        ("counter_month", "month", by_month),
    ):
        keys = ", ".join(key.format(when=when) for key in KEYS)
        rows = recounted(counted.replace("local_date", "response.local_date"))
        connection.exec_driver_sql(f"delete from {table}")
        connection.exec_driver_sql(f"insert into {table} ({keys}, {', '.join(COUNTS)}) {rows}")


def _counted_from_answers(connection: Connection, when: str) -> dict[tuple[str, ...], list[int]]:
    return _by_key(connection, recounted(when.replace("local_date", "response.local_date")))


def _held(connection: Connection, table: str, when: str) -> dict[tuple[str, ...], list[int]]:
    keys = ", ".join(key.format(when=when) for key in KEYS)
    return _by_key(connection, f"select {keys}, {', '.join(COUNTS)} from {table}")


def _by_key(connection: Connection, query: str) -> dict[tuple[str, ...], list[int]]:
    return {
        (str(row[0]), str(row[1])[:10], str(row[2]), str(bool(row[3])), *map(str, row[4:6])): [
            int(count) for count in row[6:]
        ]
        for row in connection.exec_driver_sql(query)
    }


def recount(connection: Connection, tell: Callable[[int, int], None]) -> list[Difference]:
    """Every row of day and month that differs from a count of the answers; empty where equal."""
    differences: list[Difference] = []
    by_month = MONTH_OF_DAY[connection.dialect.name]
    for step, (table, when, counted) in enumerate(
        (("counter_day", "local_date", "local_date"), ("counter_month", "month", by_month))
    ):
        tell(step, 2)
        right = _counted_from_answers(connection, counted)
        held = _held(connection, table, when)
        nothing = [0] * len(COUNTS)
        for key in sorted(right.keys() | held.keys()):
            expected, found = right.get(key, nothing), held.get(key, nothing)
            if expected != found:
                differences.append(_difference(table, key, expected, found))
    tell(2, 2)
    return differences


def _difference(
    table: str, key: tuple[str, ...], expected: list[int], found: list[int]
) -> Difference:
    wrong = [
        f"{name} {have} (dihitung ulang {want})"
        for name, want, have in zip(COUNTS, expected, found, strict=True)
        if want != have
    ]
    return Difference(table, int(key[0]), key[1], ", ".join(wrong[:4]))
