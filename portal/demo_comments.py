"""What the demo's citizens write: a comment of the bank that fits the answers, as people type."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from portal.demo_world import ELEMENTS

INTEGRITY_SHARE = 0.012
DIGITAL_SHARE = 0.05


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
