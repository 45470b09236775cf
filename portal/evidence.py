"""From the rows of the database to the panel that the estimates and the planner work on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

import numpy as np

from ml.panel import LABELS, Delivery, FloatArray, IntArray, OtherProgramme, Panel, Topic, month_of
from portal.database import Database
from surveys.evidence import Evidence, data_version, evidence_before
from surveys.planning_register import TopicLine, UnitLine
from surveys.reading_checks import NONE_CHECKED, ReadingChecks, reading_checks
from surveys.respondents_mix import mix_before

STAFF_WHERE_NOBODY_SAID = 10
NO_LIMIT = 1_000_000


@dataclass(frozen=True)
class Gathered:
    """A panel with the lines its numbers stand for: unit i is `units[i]`, topic t `topics[t]`.

    version : what tells this state of the data from any other. checks : how much of the comments
    behind it people have checked.
    """

    panel: Panel
    units: tuple[UnitLine, ...]
    topics: tuple[TopicLine, ...]
    version: tuple[int, ...] = ()
    checks: ReadingChecks = NONE_CHECKED


def gather(database: Database, before: date) -> Gathered:
    """The evidence from everything before a day, the first of its month."""
    found, version, checks = database.read(
        lambda connection: (
            evidence_before(connection, before),
            data_version(connection),
            reading_checks(connection, before),
        )
    )
    return replace(assembled(found, before), version=version, checks=checks)


def gather_with_mix(database: Database, before: date) -> tuple[Gathered, FloatArray]:
    """The same evidence, and who answered: (U, M, C) by kind of respondent."""
    from portal.respondents import mix_array

    gathered = gather(database, before)
    mix = database.read(lambda connection: mix_before(connection, before))
    return gathered, mix_array(gathered, mix)


def assembled(evidence: Evidence, before: date) -> Gathered:
    """The panel of some evidence; months run without gaps to the last one before the day."""
    last = month_of(before) - 1
    first = min(
        [row[1] for row in evidence.answers] + [row[1] for row in evidence.commented],
        default=last,
    )
    months = tuple(range(first, last + 1))
    units, topics = evidence.units, evidence.topics
    place = {unit.unit_id: number for number, unit in enumerate(units)}
    agencies = {code: n for n, code in enumerate(sorted({unit.agency_code for unit in units}))}
    answers, respondents = _answered(evidence, place, months)
    commented, problems = _commented(evidence, place, months)
    panel = Panel(
        unit_codes=tuple(unit.code for unit in units),
        agency=np.array([agencies[unit.agency_code] for unit in units], dtype=np.int64),
        staff=np.array(_staff(evidence), dtype=np.int64),
        visits_per_year=_known([unit.citizens_per_year for unit in units]),
        months=months,
        answers=answers,
        respondents=respondents,
        commented=commented,
        problems=problems,
        topics=tuple(_topic(topic) for topic in topics),
        deliveries=_deliveries(evidence, place),
        leaving_per_year=_known([unit.leaving_percent for unit in units]) / 100,
        other_programmes=_other_programmes(evidence, place),
    )
    return Gathered(panel, units, topics)


def _answered(
    evidence: Evidence, place: dict[int, int], months: Sequence[int]
) -> tuple[IntArray, IntArray]:
    """(U, M, 9, 4) answers by element and value, and (U, M) who answered."""
    answers = np.zeros((len(place), len(months), 9, 4), dtype=np.int64)
    respondents = np.zeros((len(place), len(months)), dtype=np.int64)
    for unit_id, month, came, counts in evidence.answers:
        answers[place[unit_id], month - months[0]] = np.reshape(counts, (9, 4))
        respondents[place[unit_id], month - months[0]] = came
    return answers, respondents


def _commented(
    evidence: Evidence, place: dict[int, int], months: Sequence[int]
) -> tuple[IntArray, FloatArray]:
    """(U, M) comments that were read, and (U, M, L) those that name each problem."""
    commented = np.zeros((len(place), len(months)), dtype=np.int64)
    problems = np.zeros((len(place), len(months), len(LABELS)), dtype=np.float64)
    for unit_id, month, texts in evidence.commented:
        commented[place[unit_id], month - months[0]] = texts
    for unit_id, month, label, texts in evidence.problems:
        problems[place[unit_id], month - months[0], LABELS.index(label)] = texts
    return commented, problems


def _known(numbers: Sequence[int | None]) -> FloatArray:
    """(U,) what each unit's register says; not a number where it says nothing."""
    return np.array([float("nan") if each is None else float(each) for each in numbers])


def _staff(evidence: Evidence) -> list[int]:
    """Staff of each unit; where nobody said, as many as ever came to a training, or the middle."""
    known = [unit.staff_count for unit in evidence.units if unit.staff_count]
    middle = int(median(known)) if known else STAFF_WHERE_NOBODY_SAID
    came: dict[int, int] = {}
    for line in evidence.deliveries:
        came[line.unit_id] = max(came.get(line.unit_id, 0), line.participants)
    return [
        unit.staff_count or max(middle, came.get(unit.unit_id, 1), 1) for unit in evidence.units
    ]


def _topic(topic: TopicLine) -> Topic:
    # Up to the next whole rupiah, so that a plan within its budget here is so in hundredths, too.
    return Topic(
        code=topic.code,
        addresses=topic.problems,
        cost_per_seat_rupiah=-(-topic.cost_per_seat_sen // 100),
        max_seats=topic.max_seats or NO_LIMIT,
        hours_jp=topic.hours_jp or 0,
    )


def _deliveries(evidence: Evidence, place: dict[int, int]) -> tuple[Delivery, ...]:
    numbers = {topic.topic_id: number for number, topic in enumerate(evidence.topics)}
    return tuple(
        Delivery(
            topic=numbers[line.topic_id],
            unit=place[line.unit_id],
            start=line.start_date,
            end=line.end_date,
            participants=line.participants,
        )
        for line in evidence.deliveries
    )


def _other_programmes(evidence: Evidence, place: dict[int, int]) -> tuple[OtherProgramme, ...]:
    return tuple(
        OtherProgramme(
            line.name,
            place[line.unit_id],
            line.start_date,
            line.end_date,
            "allowed for" if line.handling == "allowed for" else "excluded",
        )
        for line in evidence.programmes
    )
