"""Looks at the figures of many units, timed, and what happens between them."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import Connection

from portal.database import Database
from surveys import comparison, kept_figures
from surveys.responses import store_drafts
from surveys.results_monday import monday
from surveys.rules.periods import Kind, Period, containing
from surveys.scope import PlaceScope
from tests.bench.table import Line
from tests.builders import Place, build_draft

TODAY = date(2026, 11, 20)
SMALLEST = 5
PIECE = 50
LOOKS = 5
EXPECTED_RUNNING = 500.0
MEANWHILE = 15
"""Units that are answered in the minute since the background kept figures, at busy hours."""


def keep_all(database: Database) -> int:
    """What the background does in pieces: the figures of all periods."""
    late = database.read(lambda connection: kept_figures.behind(connection, TODAY))
    for start in range(0, len(late), PIECE):
        some = late[start : start + PIECE]
        done = database.read_at_once(partial(kept_figures.worked_out, keys=some))
        database.write(partial(kept_figures.keep, figures=done))
    return len(late)


def once(look: Callable[[], object]) -> float:
    """The milliseconds of one look."""
    began = time.perf_counter()
    look()
    return (time.perf_counter() - began) * 1000


def milliseconds(look: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The median of several looks, after one that nobody counts; before each one something else."""
    look()
    times = []
    for _ in range(LOOKS):
        before()
        times.append(once(look))
    return statistics.median(times)


def answer_at(database: Database, places: list[Place]) -> None:
    """One more answer today at each of these units, which nobody has counted yet."""
    key = time.perf_counter_ns()
    drafts = [
        replace(build_draft(place, f"{key}-{place.unit_id}"), local_date=TODAY) for place in places
    ]
    database.write(lambda connection: store_drafts(connection, drafts))


def monday_of(period: Period, connection: Connection) -> None:
    """The whole page of the head, of all units."""
    monday(connection, PlaceScope(), period, TODAY, SMALLEST, with_cases=True)


def beside_in(period: Period, connection: Connection) -> None:
    """The page of comparison, of all units."""
    comparison.comparison(connection, PlaceScope(), period, TODAY, SMALLEST)


def of_running_periods(database: Database, name: str, made: list[Place]) -> list[Line]:
    """What the whole takes in each period that runs: kept, and after an answer at some units."""
    lines = []
    for kind in (Kind.QUARTER, Kind.SEMESTER, Kind.YEAR):
        period = containing(TODAY, kind)
        for words, of in (("Monday's page", monday_of), ("comparison", beside_in)):
            looks: list[float] = []
            for places in ([], made[:MEANWHILE], made):
                looks.append(
                    milliseconds(
                        lambda of=of, period=period: database.read(partial(of, period)),
                        lambda places=places: answer_at(database, places) if places else None,
                    )
                )
                keep_all(database)
            told_of = ", ".join(f"{look:,.0f}" for look in looks)
            lines.append(
                Line(
                    f"{name}: {words} of the whole, the {kind.value} that runs; after an answer"
                    f" at {MEANWHILE} units; at each",
                    f"{told_of} ms",
                    "",
                    "",
                    f"kept {EXPECTED_RUNNING:g} ms expected",
                    looks[0] <= EXPECTED_RUNNING,
                )
            )
    return lines
