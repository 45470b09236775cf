"""How fast comments are read, how large the model is, and how often something is masked in vain."""

import time
from collections import Counter
from pathlib import Path

from threadpoolctl import threadpool_limits

from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus
from ml.redaction import redact
from ml.registry import Registry
from tests.bench.table import Line, told
from tests.ml.particulars import masked_for_nothing, recall, texts

MODELS = Path(__file__).parent.parent.parent / "data" / "models"
WITHOUT_PARTICULARS = ("sma", "kot", "lok")
"""Files whose writers were to write no particulars of a person: what is masked there is an alarm
for nothing, or a slip of the writer."""

SHORT_WORDS = 15
ROUNDS = 3


def main() -> list[Line]:
    """Measure on one core; a figure of processor time, since the machine may be busy."""
    registry = Registry(MODELS)
    model, version = registry.load(), registry.current()
    texts = [e.text for e in load_corpus() if len(e.text.split()) <= SHORT_WORDS][:3000]
    with threadpool_limits(limits=1):
        model.predict_texts(texts[:200])
        batch = min(_seconds(model, texts, explain=False) for _ in range(ROUNDS))
        explained = min(_seconds(model, texts, explain=True) for _ in range(ROUNDS))
        alone = min(_one_by_one(model, texts[:500]) for _ in range(ROUNDS))
    size = (MODELS / str(version) / "model.npz").stat().st_size
    return [
        told("short texts a second, in batch", f"{len(texts) / batch:,.0f}", "2,000"),
        told("the same with explanations", f"{len(texts) / explained:,.0f}"),
        told("one text by itself, explained", f"{alone * 1000:.2f} ms", "under 5 ms"),
        told("model file", f"{size / 1e6:.1f} MB", "under 10 MB"),
        *_found(),
        *_alarms([e for e in load_corpus() if e.id.split("-")[0] in WITHOUT_PARTICULARS]),
    ]


def _seconds(model: ComplaintClassifier, texts: list[str], *, explain: bool) -> float:
    start = time.process_time()
    model.predict_texts(texts, explain=explain)
    return time.process_time() - start


def _one_by_one(model: ComplaintClassifier, texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        model.predict_texts([text])
    return (time.process_time() - start) / len(texts)


def _found() -> list[Line]:
    """Particulars found by kind in the half of the texts that no rule was made with."""
    written, empty = texts("with", reported=True), texts("without", reported=True)
    return [
        *(told(f"found: {kind}", f"{n} of {of}") for kind, (n, of) in recall(written).items()),
        told(
            "masked for nothing in texts made to mislead",
            f"{len(masked_for_nothing(empty))} in {len(empty)} texts",
        ),
    ]


def _alarms(examples: list[Example]) -> list[Line]:
    """Masked stretches by kind in texts that hold no particulars."""
    found = Counter(span.type for e in examples for span in redact(e.text).spans)
    return [
        told(f"masked for nothing: {kind}", f"{count} in {len(examples):,} texts")
        for kind, count in sorted(found.items())
    ] or [told("masked for nothing", f"none in {len(examples):,} texts")]
