"""How much danger is heard, and how much else is flagged: `python -m ml.danger` prints the table.

The rules were written with all files at hand but that of the last writer. The model learns from
the files before the new writers': what it says of them is out of fold, what it says of the new
writers' is of people it never met.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ml.alarms import alarms
from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus
from ml.reading import read
from ml.redaction import redact

NEW_WRITERS = ("aya-", "lin-", "oka-", "zul-")
BoolArray = NDArray[np.bool_]
HEAD = (
    "| texts | danger | heard by the rules | by either | twins flagged by the rules | by either"
    " | others flagged by the rules | by either |",
    "|---|---|---|---|---|---|---|---|",
)


def line(name: str, examples: Sequence[Example], either: BoolArray) -> str:
    """One line of the table. either : (n,) where rules or model raise the alarm."""
    ruled = [alarms(read(redact(example.text).text)).danger for example in examples]
    rules: BoolArray = np.array(ruled, dtype=bool)
    danger = np.array(["danger" in example.style for example in examples])
    twin = np.array(["danger_twin" in example.style for example in examples])
    cells = [name, str(danger.sum())]
    for group in (danger, twin, ~(danger | twin)):
        cells += [_share(rules[group]), _share(either[group])]
    return f"| {' | '.join(cells)} |"


def _share(found: BoolArray) -> str:
    return f"{found.mean():.1%}" if len(found) else "-"


def table() -> list[str]:
    """The lines, learning once without the new writers."""
    corpus = load_corpus()
    known = [example for example in corpus if not example.id.startswith(NEW_WRITERS)]
    model = ComplaintClassifier().fit(known)
    by_dan = np.array([example.id.startswith("dan-") for example in known])
    heard = model.out_of_fold_.danger
    dan = [example for example, is_dan in zip(known, by_dan, strict=True) if is_dan]
    others = [example for example, is_dan in zip(known, by_dan, strict=True) if not is_dan]
    return [
        *HEAD,
        line("`dan`", dan, heard[by_dan]),
        line("all other files", others, heard[~by_dan]),
        *(_line_of_new_writer(model, corpus, writer) for writer in NEW_WRITERS),
    ]


def _line_of_new_writer(model: ComplaintClassifier, corpus: Sequence[Example], writer: str) -> str:
    fresh = [example for example in corpus if example.id.startswith(writer)]
    said = model.predict_texts([example.text for example in fresh], explain=False)
    heard = np.array([found.danger for found in said])
    return line(f"`{writer[:-1]}`, not learnt from", fresh, heard)


if __name__ == "__main__":
    print(*table(), sep="\n")
