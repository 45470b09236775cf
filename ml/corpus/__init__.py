"""The written examples the classifier learns from, read with every bad line named.

The training files were written text by text by forty-one writers; development.jsonl comes from a
further one and is only ever judged, never learnt from. README.md beside this file is their card.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ml.labels import LABELS, POLARITIES, SUBTYPES

TRAINING_FILES: tuple[str, ...] = (
    "adm.jsonl",
    "kes.jsonl",
    "izn.jsonl",
    "pub.jsonl",
    "lug.jsonl",
    "sma.jsonl",
    "kot.jsonl",
    "lok.jsonl",
    "ibu.jsonl",
    "adu.jsonl",
    "sur.jsonl",
    "neg.jsonl",
    "uta.jsonl",
    "ran.jsonl",
    "tan.jsonl",
    "bed.jsonl",
    "kel.jsonl",
    "dap.jsonl",
    "bal.jsonl",
    "rom.jsonl",
    "tuk.jsonl",
    "syu.jsonl",
    "pas.jsonl",
    "lak.jsonl",
    "jer.jsonl",
    "adl.jsonl",
    "dan.jsonl",
    "aya.jsonl",
    "han.jsonl",
    "gus.jsonl",
    "wan.jsonl",
    "nur.jsonl",
    "mur.jsonl",
    "sal.jsonl",
    "tri.jsonl",
    "bel.jsonl",
    "dru.jsonl",
    "lin.jsonl",
    "oka.jsonl",
    "yan.jsonl",
    "rud.jsonl",
    "tia.jsonl",
    "zul.jsonl",
    "ima.jsonl",
)
DEVELOPMENT_FILE = "development.jsonl"
SECOND_READER_FILE = "development_second_reader.jsonl"
READ_AGAIN_FILE = "second_reader.jsonl"
_HERE = Path(__file__).parent
_MOST_ERRORS_SHOWN = 20


class CorpusError(ValueError):
    """Lines that cannot be learnt from; the message names each file, line and what is accepted."""


@dataclass(frozen=True)
class Example:
    """One text with what people said of it. `voice` groups texts of one imagined writer."""

    id: str
    text: str
    labels: tuple[str, ...]
    polarity: str
    subtype: str | None = None
    service: str = ""
    voice: str = ""
    style: tuple[str, ...] = ()


def load_corpus(directory: Path = _HERE) -> tuple[Example, ...]:
    """The training files, in a fixed order; CorpusError where one is missing or broken."""
    return tuple(example for name in TRAINING_FILES for example in read_examples(directory / name))


def load_development(directory: Path = _HERE) -> tuple[Example, ...]:
    """Texts by a writer the classifier never learns from."""
    return read_examples(directory / DEVELOPMENT_FILE)


def load_second_reader(directory: Path = _HERE) -> tuple[Example, ...]:
    """The development texts as a second reader labelled them, who had not seen the first's labels.

    In the order of `load_development`; CorpusError where the two files name different texts.
    """
    first = load_development(directory)
    rows = _readings(directory / SECOND_READER_FILE)
    if [example.id for example in first] != list(rows):
        raise CorpusError(f"{SECOND_READER_FILE}: not the texts of {DEVELOPMENT_FILE} in its order")
    return tuple(_read_again(example, rows[example.id]) for example in first)


def load_read_twice(
    directory: Path = _HERE,
) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """A tenth of the training texts, drawn by chance, as their writers and as others labelled them.

    The others had not seen the labels, and nothing is learnt from theirs. CorpusError where one of
    the texts is not there any more.
    """
    rows = _readings(directory / READ_AGAIN_FILE)
    first = tuple(example for example in load_corpus(directory) if example.id in rows)
    if len(first) != len(rows):
        gone = sorted(set(rows) - {example.id for example in first})
        raise CorpusError(f"{READ_AGAIN_FILE}: no training text is called {', '.join(gone[:5])}")
    return first, tuple(_read_again(example, rows[example.id]) for example in first)


def _readings(path: Path) -> dict[str, Mapping[str, object]]:
    """What a further reader said of each text, by its id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {str(row["id"]): row for row in map(json.loads, lines)}


def _read_again(example: Example, reading: Mapping[str, object]) -> Example:
    said = _example({**reading, "text": example.text}, example.id)
    return replace(said, style=example.style, voice=example.voice)


def read_examples(path: Path) -> tuple[Example, ...]:
    """Read JSON lines with at least text, labels and polarity; CorpusError lists every bad line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise CorpusError(f"{path.name}: cannot be read as UTF-8 text: {problem}") from problem
    examples: list[Example] = []
    errors: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            examples.append(_example(json.loads(line), f"{path.stem}-{number}"))
        except ValueError as problem:
            errors.append(f"{path.name}:{number}: {problem}")
    if errors:
        more = len(errors) - _MOST_ERRORS_SHOWN
        shown = errors[:_MOST_ERRORS_SHOWN] + ([f"and {more} more lines"] if more > 0 else [])
        raise CorpusError("\n".join(shown))
    return tuple(examples)


def _example(row: object, default_id: str) -> Example:
    if not isinstance(row, Mapping):
        raise ValueError('expected an object such as {"id", "text", "labels", "polarity"}')
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError(f"text: {text!r} is not a string")
    labels = _labels(row.get("labels"))
    polarity = row.get("polarity")
    if polarity not in POLARITIES:
        raise ValueError(f"polarity: {polarity!r}; accepted are {', '.join(POLARITIES)}")
    subtype = row.get("subtype") or None
    if subtype is not None and (polarity != "other" or subtype not in SUBTYPES):
        raise ValueError(f"subtype: {subtype!r}; only with other: {', '.join(SUBTYPES)}")
    if labels and polarity == "other":
        raise ValueError(f"labels: a text of polarity other carries none, not {', '.join(labels)}")
    style = row.get("style") or ()
    return Example(
        id=str(row.get("id") or default_id),
        text=text,
        labels=labels,
        polarity=str(polarity),
        subtype=subtype,
        service=str(row.get("service") or ""),
        voice=str(row.get("voice") or ""),
        style=tuple(map(str, style)) if isinstance(style, Sequence) else (),
    )


def _labels(given: object) -> tuple[str, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError(f"labels: {given!r} is not a list")
    unknown = [label for label in given if label not in LABELS]
    if unknown:
        raise ValueError(f"labels: {unknown[0]!r}; accepted are {', '.join(LABELS)}")
    return tuple(label for label in LABELS if label in given)
