"""A simulated province written as a folder that `suara import` takes, with comments to be read.

What a person complains of is said in texts of the corpus that carry exactly that label, so the
classifier has to find it again.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np

from ml.corpus import Example, load_corpus
from ml.panel import LABELS
from ml.simulated_province import FIRST_MONTH, Province, Visitors
from ml.simulated_truth import HALF_YEAR, Shape

SAID_PLAINLY = {"recall": 1.0, "false_positive": 0.0}
"""For shapes whose comments are read by the real classifier and not by an invented one."""
WESTERN_TIME = timezone(timedelta(hours=7))
COLUMNS = ("response_id", "submitted_at", "counter_code", *(f"u{n}" for n in range(1, 10)))


class Chronicle:
    """Keeps every single answer of a province, half-year by half-year."""

    def __init__(self, shape: Shape, seed: int, texts: Sequence[Example] | None = None) -> None:
        self.province = Province(shape, seed, self._keep)
        self._months: list[tuple[int, Visitors]] = []
        self._chance = np.random.default_rng(seed)
        corpus = load_corpus() if texts is None else texts
        plain = [e for e in corpus if len(e.labels) <= 1 and e.polarity in ("complaint", "praise")]
        self._texts = {
            label: [e.text for e in plain if e.labels == (label,) and e.polarity == "complaint"]
            for label in LABELS
        }
        self._praise = [e.text for e in plain if e.polarity == "praise"]

    def _keep(self, month: int, came: Visitors) -> None:
        self._months.append((month, came))

    def write(self, folder: Path, *, last_half_year_only: bool = False) -> Path:
        """The registry and trainings so far, with all responses or the last half-year's."""
        folder.mkdir(parents=True)
        self._write_registry(folder)
        self._write_trainings(folder)
        months = self._months[-HALF_YEAR:] if last_half_year_only else self._months
        rows = (row for month, came in months for row in self._rows(month, came))
        _table(folder / "responses.csv", (*COLUMNS, "comment", "channel"), rows)
        return folder

    def _write_registry(self, folder: Path) -> None:
        province = self.province
        codes = province.panel().unit_codes
        _table(
            folder / "agencies.csv",
            ("agency_code", "name"),
            [(f"A{n}", f"Dinas {n}") for n in range(6)],
        )
        _table(
            folder / "units.csv",
            ("unit_code", "agency_code", "name", "staff_count", "citizens_per_year"),
            [
                (code, f"A{n % 6}", f"Unit {code}", province.staff[n], int(province.visits[n]))
                for n, code in enumerate(codes)
            ],
        )
        _table(
            folder / "counters.csv",
            ("counter_code", "unit_code", "name"),
            [(f"{code}-L", code, "Loket") for code in codes],
        )
        _table(
            folder / "topics.csv",
            ("topic_code", "name", "addresses", "hours_jp", "cost_per_seat", "max_seats"),
            [
                (
                    t.code,
                    f"Materi {t.code}",
                    "|".join(t.addresses),
                    t.hours_jp,
                    t.cost_per_seat_rupiah,
                    t.max_seats,
                )
                for t in province.topics
            ],
        )

    def _write_trainings(self, folder: Path) -> None:
        province = self.province
        codes = province.panel().unit_codes
        trainings, participants = [], []
        for number, held in enumerate(province.deliveries):
            code = f"P{number:05d}"
            cycle = f"{held.start.year}-{1 if held.start.month <= 6 else 2}"
            topic = province.topics[held.topic].code
            trainings.append((code, topic, cycle, held.start, held.end))
            participants.append((code, codes[held.unit], held.participants))
        columns = ("training_code", "topic_code", "cycle", "start_date", "end_date")
        _table(folder / "trainings.csv", columns, trainings)
        columns = ("training_code", "unit_code", "participants")
        _table(folder / "participants.csv", columns, participants)

    def _rows(self, month: int, came: Visitors) -> Iterable[tuple[object, ...]]:
        absolute = FIRST_MONTH + month
        first = datetime(absolute // 12, absolute % 12 + 1, 1, 8, tzinfo=WESTERN_TIME)
        codes = self.province.panel().unit_codes
        for number, unit in enumerate(came.unit):
            when = first + timedelta(days=number % 28, minutes=number % 400)
            scores = [int(score) or "" for score in came.score[number]]
            said = self._said(came.read[number]) if came.writes[number] else ""
            name = f"{month:03d}-{number:06d}"
            if any(scores) or said:
                yield (name, when.isoformat(), f"{codes[unit]}-L", *scores, said, "qr")

    def _said(self, read: np.ndarray) -> str:
        """A text for each label that the person complains of; praise where there is none."""
        labels = [LABELS[place] for place in np.flatnonzero(read)]
        if not labels:
            return str(self._chance.choice(self._praise))
        return ". ".join(str(self._chance.choice(self._texts[label])) for label in labels)


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
