"""The process that reads texts: started by portal.jobs, kept apart so that it never slows a page.

One JSON line in, one JSON line out, until the input ends: texts to read, or one text with its
labels to explain. It knows neither the database nor the web: only the model, which needs numpy
alone.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from ml.classifier import Classified, ComplaintClassifier

MOST_REASONS = 16


def reading_row(classified: "Classified") -> dict[str, Any]:
    """What is kept of a classified text, as plain values: the fields of surveys' Reading."""
    from ml.levy_traces import may_hide_a_levy
    from ml.review import doubt_of_polarity

    return {
        "labels": list(classified.labels),
        "scores": {label: round(float(score), 4) for label, score in classified.scores.items()},
        "polarity": classified.polarity,
        "polarity_doubt": round(doubt_of_polarity(classified.polarity_scores.values()), 4),
        "subtype": classified.subtype,
        "needs_review": bool(classified.needs_review),
        "confidential": bool(classified.integrity_suspected),
        "keeps_names": may_hide_a_levy(classified.redacted, classified.scores["integrity"]),
        "danger": bool(classified.danger),
    }


class Reader:
    """The promoted model of a folder, loaded when it is first needed and when another is chosen."""

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        from ml.registry import Registry

        self._registry = Registry(folder, key)
        self._model: ComplaintClassifier | None = None
        self._earlier: tuple[str, ComplaintClassifier] | None = None
        self.version: str | None = None

    def refresh(self) -> str | None:
        """The version that is promoted now, loaded; None while there is no model."""
        promoted = self._registry.current()
        if promoted is not None and promoted != self.version:
            self._model = self._registry.load(promoted)
            self.version = promoted
        return self.version

    def read(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of texts in their order; `refresh` must have found a model before."""
        if self._model is None:
            raise RuntimeError("no model is loaded")
        return [reading_row(one) for one in self._model.predict_texts(texts, explain=False)]

    def explain(
        self, text: str, labels: Sequence[str], version: str
    ) -> tuple[str | None, list[list[Any]]]:
        """What speaks for the labels that a version gave a text, and by which version's weights.

        By the version in use where the one that read the text is there no longer; None and nothing
        where there is none at all. A reason is [label, start, end, weight].
        """
        speaks, model = self._that_read(version)
        if model is None:
            return None, []
        found = sorted(model.explain(text, labels), key=lambda driver: -driver.weight)
        return speaks, [
            [driver.label, driver.start, driver.end, driver.weight]
            for driver in found[:MOST_REASONS]
        ]

    def _that_read(self, version: str) -> "tuple[str | None, ComplaintClassifier | None]":
        from ml.model_cards import RegistryError

        if version not in (self.version, self._earlier and self._earlier[0]):
            try:
                self._earlier = version, self._registry.load(version)
            except RegistryError:
                self._earlier = None
        if self._earlier is not None and self._earlier[0] == version:
            return self._earlier
        try:
            return self.refresh(), self._model
        except RegistryError:
            return None, None


def answer(reader: Reader, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line: the version (None without a model), and rows or reasons."""
    if "explain" in asked:
        version, reasons = reader.explain(asked["explain"], asked["labels"], asked["version"])
        return {"version": version, "reasons": reasons}
    from ml.model_cards import RegistryError

    try:
        version = reader.refresh()
    except RegistryError as problem:
        return {"version": None, "rows": [], "problem": str(problem)}
    texts = asked["texts"]
    return {"version": version, "rows": reader.read(texts) if version and texts else []}


def serve(folder: Path, lines: TextIO, out: TextIO) -> None:
    """Answer line by line until the input ends; the first line tells the key of the portal.

    It comes by the pipe, since arguments of a process can be seen by everybody on the machine.
    """
    key = json.loads(lines.readline() or "{}").get("key")
    reader = Reader(folder, bytes.fromhex(key) if key else None)
    for line in lines:
        out.write(json.dumps(answer(reader, json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    # Ctrl-C in a terminal reaches every process of the group; this one ends with its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(int(sys.argv[2]))
    serve(Path(sys.argv[1]), sys.stdin, sys.stdout)
