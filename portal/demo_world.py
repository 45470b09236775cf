"""The demo province's truths and the answers that follow from them, from one seed.

Each unit has its own level and one or two elements in which it is weak. Answers come from a latent
satisfaction with effects of the region and month, the counter's day and the person. A training
lifts it from one month after its end on, in proportion to the share of staff who came.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.demo_places import REGIONS, TOPICS, DemoPlaces, DemoUnit, build_places, service_names
from surveys.rules.elements import Element
from surveys.rules.periods import Kind as PeriodKind
from surveys.rules.periods import Period, containing

SEED = 20261124
RESPONSES = 64_000
COMMENT_SHARE = 0.13
ELEMENTS = [element.value for element in Element]
TRAINABLE = ("requirements", "procedure", "time", "product", "competence", "conduct",
             "complaint_handling")  # fmt: skip
THRESHOLDS = np.array([-1.9, -1.05, 0.45])
# One point of the index is so much on the latent scale, around the middle of it.
LATENT_PER_POINT = 0.052
INTEGRITY_SHARE = 0.012
DIGITAL_SHARE = 0.05
PROVIDER = "BPSDM Contoh"
UNITS_A_TRAINING = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HeldTraining:
    """A training of the demo with who came."""

    code: str
    topic: int
    cycle: str
    start: date
    end: date
    participants: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class World:
    """Places, truths and trainings of the demo."""

    places: DemoPlaces
    levels: Floats
    weaknesses: tuple[tuple[str, ...], ...]
    trainings: tuple[HeldTraining, ...]
    first_day: date
    last_day: date


def build_world(today: date, seed: int = SEED) -> World:
    """The province up to yesterday: three whole half-years and the one that runs."""
    chance = Random(seed)
    places = build_places(chance)
    running = containing(today, PeriodKind.SEMESTER)
    cycles: list[Period] = [running]
    while len(cycles) < 4:
        cycles.insert(0, cycles[0].previous)
    weaknesses = tuple(
        tuple(chance.sample(TRAINABLE, chance.choice((1, 1, 2)))) for _ in places.units
    )
    levels = np.array([chance.gauss(0.3, 0.36) for _ in places.units])
    trainings = _trainings(chance, places, levels, weaknesses, cycles[1:3])
    return World(
        places, levels, weaknesses, trainings, cycles[0].first_day, today - timedelta(days=1)
    )


def _trainings(
    chance: Random,
    places: DemoPlaces,
    levels: Floats,
    weaknesses: tuple[tuple[str, ...], ...],
    cycles: list[Period],
) -> tuple[HeldTraining, ...]:
    """As agencies do it today: weak units first, topic by what seems weak, some by chance."""
    held: list[HeldTraining] = []
    had: set[tuple[int, int]] = set()
    for cycle in cycles:
        busy = dict.fromkeys(range(len(places.units)), 0)
        for number in chance.sample(range(len(TOPICS)), len(TOPICS)):
            topic = TOPICS[number]
            # Nobody sees the true level: each topic's organiser has an impression of their own.
            seen = [level + chance.gauss(0, 0.3) for level in levels]
            for unit in range(len(places.units)):
                if set(weaknesses[unit]) & set(topic.addresses):
                    seen[unit] -= 0.5
            order = sorted(range(len(places.units)), key=seen.__getitem__)
            free = [unit for unit in order if busy[unit] < 2 and (number, unit) not in had]
            came = []
            for unit in sorted(free[:UNITS_A_TRAINING]):
                busy[unit] += 1
                had.add((number, unit))
                staff = places.units[unit].staff_count
                came.append((unit, max(2, round(staff * chance.uniform(0.55, 1.0)))))
            start = cycle.first_day + timedelta(days=14 + 7 * chance.randrange(6))
            held.append(
                HeldTraining(
                    f"{topic.code}-{cycle.code}",
                    number,
                    cycle.code,
                    start,
                    start + timedelta(days=max(0, topic.hours_jp // 8 - 1)),
                    tuple(came),
                )
            )
    return tuple(sorted(held, key=lambda training: training.code))


def lifts(world: World) -> tuple[Floats, dict[str, Floats]]:
    """What trainings add, by unit and day: index points, and the share of complaints left."""
    days = (world.last_day - world.first_day).days + 1
    points = np.zeros((len(world.places.units), days))
    left = {label: np.ones((len(world.places.units), days)) for label in (*ELEMENTS, "digital")}
    for training in world.trainings:
        topic = TOPICS[training.topic]
        works_from = (training.end + timedelta(days=30) - world.first_day).days
        if works_from >= days:
            continue
        for unit, came in training.participants:
            dose = min(1.0, came / world.places.units[unit].staff_count)
            points[unit, works_from:] += topic.lift_points * dose
            for label in topic.addresses:
                left[label][unit, works_from:] *= 1 - topic.removed * dose
    return points, left


@dataclass(frozen=True)
class Answers:
    """All responses as arrays: unit, day, counter, scores (0 for none), person's level."""

    unit: NDArray[np.int64]
    day: NDArray[np.int64]
    counter: NDArray[np.int64]
    scores: NDArray[np.int64]
    latent: Floats


def draw_answers(world: World, chance: np.random.Generator, count: int = RESPONSES) -> Answers:
    """So many responses, spread over units by size and over working days with a season."""
    units = world.places.units
    days = (world.last_day - world.first_day).days + 1
    weekday = np.array([(world.first_day + timedelta(days=d)).weekday() for d in range(days)])
    by_day = np.where(weekday < 5, 1.0, 0.0) * (1 + 0.2 * np.sin(np.arange(days) / 365 * 2 * np.pi))
    size = np.sqrt([unit.citizens_per_year for unit in units])
    unit = chance.choice(len(units), count, p=size / size.sum())
    day = chance.choice(days, count, p=by_day / by_day.sum())
    order = np.lexsort((unit, day))
    unit, day = unit[order], day[order]
    counter = chance.integers(0, np.array([len(unit.counters) for unit in units])[unit])
    region = np.array([unit.region for unit in units])
    month = day // 30
    shock = chance.normal(0, 0.07, (len(REGIONS), month.max() + 1))
    season = 0.06 * np.sin(day / 365 * 2 * np.pi)
    counter_day = chance.normal(0, 0.25, (len(units), 3, days))
    points, _ = lifts(world)
    weak = np.zeros((len(units), len(ELEMENTS)))
    for number, elements in enumerate(world.weaknesses):
        for element in elements:
            weak[number, ELEMENTS.index(element)] = -0.85
    offset = {"cost": 0.55, "conduct": 0.12, "time": -0.3, "complaint_handling": -0.2}
    latent = (
        world.levels[unit]
        + shock[region[unit], month]
        + season
        + counter_day[unit, counter, day]
        + points[unit, day] * LATENT_PER_POINT
        + chance.normal(0, 0.55, count)
    )
    element_level = np.array([offset.get(element, 0.0) for element in ELEMENTS])
    noise = chance.normal(0, 0.7, (count, len(ELEMENTS)))
    raw = latent[:, None] + element_level + weak[unit] + noise
    scores = 1 + (raw[:, :, None] > THRESHOLDS).sum(axis=2)
    skipped = chance.random(scores.shape) < np.where(np.array(ELEMENTS) == "cost", 0.06, 0.012)
    return Answers(unit, day, counter, np.where(skipped, 0, scores), latent)


@dataclass(frozen=True)
class Remark:
    """A comment of the bank: what it is about."""

    text: str
    labels: tuple[str, ...]
    polarity: str


def read_bank(path: Path) -> list[Remark]:
    """The written comments of the demo."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return [Remark(row["text"], tuple(row["labels"]), row["polarity"]) for row in rows]


class Commenter:
    """Chooses a comment that fits an answer, and now and then types it a little differently."""

    def __init__(self, bank: list[Remark], chance: Random) -> None:
        self._chance = chance
        self._complaints: dict[str, list[Remark]] = {}
        self._praise: dict[str, list[Remark]] = {}
        self._other: list[Remark] = []
        for remark in bank:
            if remark.polarity == "other" or not remark.labels:
                self._other.append(remark)
                continue
            shelf = self._praise if remark.polarity == "praise" else self._complaints
            for label in remark.labels:
                shelf.setdefault(label, []).append(remark)

    def about(self, scores: Any, left: Callable[[str], float]) -> str | None:
        """A comment for these scores; a complaint that a training has removed stays unwritten."""
        low = [ELEMENTS[place] for place, score in enumerate(scores) if 1 <= score <= 2]
        draw = self._chance.random()
        if draw < INTEGRITY_SHARE:
            return self._one(self._complaints.get("integrity", []))
        if draw < INTEGRITY_SHARE + DIGITAL_SHARE:
            return self._one(self._complaints.get("digital", []))
        if low:
            label = self._chance.choice(low)
            if self._chance.random() > left(label):
                return None
            return self._one(self._complaints.get(label, []))
        if self._chance.random() < 0.15:
            return self._one(self._other)
        best = [ELEMENTS[place] for place, score in enumerate(scores) if score == 4]
        return self._one(self._praise.get(self._chance.choice(best), [])) if best else None

    def _one(self, shelf: list[Remark]) -> str | None:
        return self._varied(self._chance.choice(shelf).text) if shelf else None

    def _varied(self, text: str) -> str:
        """Capitals, a lost full stop, or one slip of the thumb: as people type."""
        draw = self._chance.random()
        if draw < 0.08:
            return text.lower()
        if draw < 0.12:
            return text.rstrip(".!")
        if draw < 0.22 and len(text) > 12:
            place = self._chance.randrange(1, len(text) - 2)
            if text[place].isalpha() and text[place + 1].isalpha():
                return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if draw < 0.24:
            return text.upper()
        return text


RESPONSE_HEADER = (
    "response_id", "submitted_at", "counter_code", "service_code",
    "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "overall", "comment",
    "age_band", "sex", "education", "occupation", "channel", "helped", "lang",
)  # fmt: skip
AGES = (("17-25", 22), ("26-35", 28), ("36-45", 22), ("46-55", 14), ("56+", 8), ("<17", 1), ("", 5))
EDUCATIONS = (("SD", 10), ("SMP", 15), ("SMA", 42), ("D1-D3", 10), ("S1", 16), ("S2", 2), ("", 5))
OCCUPATIONS = (("PNS", 8), ("TNI", 1), ("POLRI", 1), ("swasta", 28), ("wirausaha", 27),
               ("lainnya", 28), ("", 7))  # fmt: skip
CHANNELS = (("qr", 74), ("kiosk", 12), ("slip", 6), ("paper", 8))


def _weighted(chance: Random, table: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([value for value, _ in table], [weight for _, weight in table])[0]


def response_rows(world: World, bank: list[Remark], seed: int = SEED) -> Iterator[list[object]]:
    """Every response as a row of responses.csv."""
    answers = draw_answers(world, np.random.default_rng(seed))
    chance = Random(seed + 1)
    commenter = Commenter(bank, Random(seed + 2))
    _, left = lifts(world)
    for number in range(len(answers.unit)):
        unit_number, day = int(answers.unit[number]), int(answers.day[number])
        unit = world.places.units[unit_number]
        scores = answers.scores[number]

        def remaining(label: str, unit_number: int = unit_number, day: int = day) -> float:
            return float(left[label][unit_number, day])

        comment = None
        if chance.random() < COMMENT_SHARE:
            comment = commenter.about(scores, remaining)
        given = [int(score) for score in scores if score]
        overall = round(sum(given) / len(given)) if given else 3
        moment = datetime.combine(
            world.first_day + timedelta(days=day),
            time(chance.randint(8, 15), chance.randint(0, 59), chance.randint(0, 59)),
        )
        yield [
            f"contoh-{number + 1:06}",
            moment.isoformat() + "+07:00",
            unit.counters[int(answers.counter[number])],
            chance.choice(unit.services),
            *[int(score) if score else "" for score in scores],
            overall,
            comment or "",
            _weighted(chance, AGES),
            chance.choice("LP"),
            _weighted(chance, EDUCATIONS),
            _weighted(chance, OCCUPATIONS),
            _weighted(chance, CHANNELS),
            1 if chance.random() < 0.04 else 0,
            "id",
        ]


def write_folder(
    world: World, bank: list[Remark], folder: Path, tell: Callable[[int, int], None]
) -> None:
    """The whole province as a folder that `suara import` takes."""
    units = world.places.units
    _write(folder, "agencies", ("agency_code", "name", "region"), world.places.agencies)
    _write(
        folder,
        "units",
        ("unit_code", "agency_code", "name", "service_field", "staff_count", "citizens_per_year"),
        (
            (u.code, u.agency_code, u.name, u.field, u.staff_count, u.citizens_per_year)
            for u in units
        ),
    )
    _write(
        folder,
        "services",
        ("service_code", "unit_code", "name"),
        ((code, u.code, name) for u in units for code, name in service_names(u)),
    )
    _write(folder, "counters", ("counter_code", "unit_code", "name", "services"), _counters(units))
    _write(
        folder,
        "topics",
        ("topic_code", "name", "addresses", "hours_jp", "method", "cost_per_seat", "max_seats"),
        (
            (t.code, t.name, "|".join(t.addresses), t.hours_jp, t.method, t.cost_per_seat,
             t.max_seats)
            for t in TOPICS
        ),
    )  # fmt: skip
    _write(
        folder,
        "trainings",
        ("training_code", "topic_code", "cycle", "start_date", "end_date", "provider"),
        (
            (t.code, TOPICS[t.topic].code, t.cycle, t.start, t.end, PROVIDER)
            for t in world.trainings
        ),
    )
    _write(
        folder,
        "participants",
        ("training_code", "unit_code", "participants"),
        (
            (t.code, units[unit].code, came)
            for t in world.trainings
            for unit, came in t.participants
        ),
    )

    def told() -> Iterator[list[object]]:
        for number, row in enumerate(response_rows(world, bank), start=1):
            if number % 2000 == 0:
                tell(number, RESPONSES)
            yield row

    _write(folder, "responses", RESPONSE_HEADER, told())


def _counters(units: tuple[DemoUnit, ...]) -> Iterator[tuple[str, str, str, str]]:
    for unit in units:
        for number, code in enumerate(unit.counters, start=1):
            yield code, unit.code, f"Loket {number} Contoh", "|".join(unit.services)


def _write(folder: Path, name: str, header: tuple[str, ...], rows: Any) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
