"""The process that reads texts: started by portal.jobs, kept apart so that it never slows a page.

One JSON line in, one JSON line out, until the input ends. It knows neither the database nor the
web: only the model, which needs numpy alone.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from ml.classifier import Classified, ComplaintClassifier

NICENESS = 15
MOST_REASONS = 16


def reading_row(classified: "Classified") -> dict[str, Any]:
    """What is kept of a classified text, as plain values: the fields of surveys' Reading."""
    reasons = sorted(classified.explanation, key=lambda driver: -abs(driver.weight))[:MOST_REASONS]
    return {
        "labels": list(classified.labels),
        "scores": {label: round(float(score), 4) for label, score in classified.scores.items()},
        "polarity": classified.polarity,
        "subtype": classified.subtype,
        "needs_review": bool(classified.needs_review),
        "confidential": bool(classified.integrity_suspected),
        "danger": bool(classified.danger),
        "reasons": [
            [driver.label, driver.start, driver.end, round(float(driver.weight), 4)]
            for driver in reasons
        ],
    }


class Reader:
    """The promoted model of a folder, loaded when it is first needed and when another is chosen."""

    def __init__(self, folder: Path) -> None:
        from ml.registry import Registry

        self._registry = Registry(folder)
        self._model: ComplaintClassifier | None = None
        self.version: str | None = None

    def refresh(self) -> str | None:
        """The version that is promoted now, loaded; None while there is no model."""
        promoted = self._registry.current()
        if promoted is not None and promoted != self.version:
            self._model = self._registry.load(promoted)
            self.version = promoted
        return self.version

    def read(self, texts: list[str]) -> list[dict[str, Any]]:
        """The rows of texts in their order; `refresh` must have found a model before."""
        if self._model is None:
            raise RuntimeError("no model is loaded")
        return [reading_row(one) for one in self._model.predict_texts(texts, explain=True)]


def answer(reader: Reader, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line: version and rows, the version alone being None without a model."""
    version = reader.refresh()
    texts = asked["texts"]
    return {"version": version, "rows": reader.read(texts) if version and texts else []}


def serve(folder: Path, lines: TextIO, out: TextIO) -> None:
    """Answer line by line until the input ends."""
    reader = Reader(folder)
    for line in lines:
        out.write(json.dumps(answer(reader, json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches every process of the group; this one ends with its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    serve(Path(sys.argv[1]), sys.stdin, sys.stdout)
