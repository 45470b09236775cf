"""Training as an administrator runs it: learn, judge honestly, compare with what is in use.

Every published figure comes from texts judged by a model that never saw their voice, with a
calibration and thresholds learnt without them too; so each text serves once as the test.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np

from ml.classifier import ComplaintClassifier
from ml.corpus import Example
from ml.danger.learned import NEVER, UNASKED
from ml.features import IntArray
from ml.gate import LEAST_TEXTS, compare_apart
from ml.labels import LABELS, POLARITIES
from ml.measures import (
    Judged,
    calibration_error,
    f1_of,
    hard_negative_rate,
    interval,
    joined,
    polarity_f1,
    precision_recall,
    queued_recall,
    recall_at_precision,
)
from ml.model_cards import NoModel, RegistryError
from ml.registry import Registry
from ml.text import normalise

_OTHER = POLARITIES.index("other")

Known = tuple[IntArray, Judged]
"""A key for each text that a version learnt from, and what was said of it out of fold."""


@dataclass(frozen=True)
class TrainReport:
    """A trained version, its honest scores, and whether it went to use."""

    version: str
    promoted: bool
    why: str
    scores: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The document of `suara train`."""
        return {
            "version": self.version,
            "macro_f1": self.scores["macro_f1"],
            "polarity_f1": self.scores["polarity_f1"],
            "per_label": self.scores["per_label"],
            "ece": self.scores["ece"],
            "promoted": self.promoted,
            "why": self.why,
            "scores": self.scores,
        }


def train(
    records: Sequence[Example],
    *,
    registry: Registry,
    seed: int = 0,
    now: datetime,
    validation: Sequence[Example] = (),
    trusted: Sequence[Example] = (),
    test: Sequence[Example] = (),
    rest: Callable[[], None] | None = None,
) -> TrainReport:
    """Learn from `records`, register the version, and promote it unless something is shown to fall.

    validation : corrections never learnt from (a copy among `records` is dropped); trusted : texts
    whose labels are beyond doubt, learnt from or not. A later version is compared with the one in
    use on these two alone: judged by its own examples, spoilt ones would vouch for each other.
    test : texts by another writer, never learnt from and never compared on; their scores stand
    apart.
    rest : called every fraction of a second while it learns. ValueError where there is too little
    to learn from.
    """
    frozen = {text_key(example.text) for example in validation}
    learnt = [example for example in records if text_key(example.text) not in frozen]
    model = ComplaintClassifier(seed=seed).fit(learnt, rest=rest)
    said = out_of_fold(model, learnt)
    scores = _scores_of_all(model, learnt, said, (validation, test), seed)
    keys = np.array([text_key(example.text) for example in learnt], dtype=np.int64)
    promote, why = _against_champion(registry, model, (keys, said), (trusted, validation), seed)
    version = registry.save(
        model,
        now=now,
        scores=scores | {"refused": not promote},
        data_hash=data_hash(learnt),
        n_examples=len(learnt),
        judged=(keys, said),
    )
    if promote:
        registry.promote(version, now=now, why=why)
    return TrainReport(version, promote, why, scores)


def _scores_of_all(
    model: ComplaintClassifier,
    learnt: Sequence[Example],
    said: Judged,
    others: tuple[Sequence[Example], Sequence[Example]],
    seed: int,
) -> dict[str, Any]:
    """The honest scores of a version. said : of the texts it learnt from, out of fold; others :
    the corrections never learnt from, and the texts of another writer."""
    validation, test = others
    scores = scores_of(joined(said, judge(model, validation)), seed=seed)
    asked = [row for row, example in enumerate(learnt) if UNASKED not in example.style]
    scores["danger"] = danger_scores(said.at(np.array(asked, dtype=np.int64)))
    if test:
        scores["other_writer"] = scores_of(judge(model, test), seed=seed)
    return scores


def _against_champion(
    registry: Registry,
    challenger: ComplaintClassifier,
    learnt: Known,
    grounds: tuple[Sequence[Example], Sequence[Example]],
    seed: int,
) -> tuple[bool, str]:
    try:
        champion = registry.load()
        known = registry.judged(str(registry.current()))
    except NoModel:
        return True, "the first version; nothing to compare with"
    except RegistryError as problem:
        # A version written by former code must not keep a new one from ever being learnt.
        return True, f"the version before cannot be read any more ({problem})"
    trusted, validation = grounds
    pairs = [
        (honest(champion, ground, known), honest(challenger, ground, learnt))
        for ground in (comparable(trusted, known), validation)
        if ground
    ]
    verdict = compare_apart(pairs, seed=seed)
    return verdict.promote, verdict.why


def comparable(trusted: Sequence[Example], known: Known | None) -> Sequence[Example]:
    """The texts that the version in use still knows by their keys; all where too few are.

    A new list of spellings gives texts new keys: what it learnt by heart would look new to it.
    """
    if known is None:
        return trusted
    keys = set(known[0].tolist())
    kept = [example for example in trusted if text_key(example.text) in keys]
    return kept if len(kept) >= LEAST_TEXTS else trusted


def honest(model: ComplaintClassifier, examples: Sequence[Example], known: Known | None) -> Judged:
    """What a version says of texts; of those it learnt from, what it said out of fold.

    known : a key for each text it learnt from, and what was said of that text out of fold.
    """
    if known is None:
        return judge(model, examples)
    place_of = {int(key): place for place, key in enumerate(known[0])}
    places = np.array([place_of.get(text_key(e.text), -1) for e in examples], dtype=np.int64)
    fresh = np.flatnonzero(places < 0)
    n = len(examples)
    labels, decided = np.zeros((n, len(LABELS))), np.zeros((n, len(LABELS)), dtype=bool)
    polarity, alarm = np.zeros((n, len(POLARITIES))), np.zeros(n, dtype=bool)
    listened = np.zeros(n, dtype=bool)
    for rows, said in (
        (fresh, judge(model, [examples[row] for row in fresh.tolist()])),
        (np.flatnonzero(places >= 0), known[1].at(places[places >= 0])),
    ):
        labels[rows], decided[rows] = said.probability, said.decided
        polarity[rows], alarm[rows] = said.polarity_probability, said.alarm
        listened[rows] = said.listened
    unheard = np.flatnonzero(~listened)
    if len(unheard) and (model.fitted_.danger_from >= NEVER).all():
        # What hears by rules alone knows no text by heart.
        alarm[unheard] = judge(model, [examples[row] for row in unheard.tolist()]).alarm
        listened[unheard] = True
    found = _beside_truth(examples, labels, decided, polarity, alarm)
    return replace(found, listened=listened)


def judge(model: ComplaintClassifier, examples: Sequence[Example]) -> Judged:
    """What a fitted classifier says of texts it was not trained on."""
    scores = model.predict_scores([example.text for example in examples])
    decided = scores.labels >= model.fitted_.decision
    decided[scores.polarity.argmax(axis=1) == _OTHER] = False
    return _beside_truth(examples, scores.labels, decided, scores.polarity, scores.danger)


def out_of_fold(model: ComplaintClassifier, examples: Sequence[Example]) -> Judged:
    """What was said of the training texts by models that never saw their voice."""
    out = model.out_of_fold_
    return _beside_truth(examples, out.labels, out.decided, out.polarity, out.danger)


def _beside_truth(
    examples: Sequence[Example], labels: Any, decided: Any, polarity: Any, alarm: Any
) -> Judged:
    truth = [[label in example.labels for label in LABELS] for example in examples]
    return Judged(
        truth=np.array(truth, dtype=bool).reshape(len(examples), len(LABELS)),
        probability=labels,
        decided=decided,
        polarity=np.array([POLARITIES.index(e.polarity) for e in examples], dtype=np.int64),
        polarity_probability=polarity,
        hard_negative=np.array(["hard_negative" in e.style for e in examples], dtype=bool),
        danger=np.array(["danger" in e.style for e in examples], dtype=bool),
        alarm=alarm,
        listened=np.ones(len(examples), dtype=bool),
    )


def scores_of(judged: Judged, *, seed: int = 0) -> dict[str, Any]:
    """Every published figure, rounded to four decimals; None where it cannot be said."""
    f1 = f1_of(judged.truth, judged.decided)
    precision, recall = precision_recall(judged.truth, judged.decided)
    errors = calibration_error(judged.truth, judged.probability)
    low, high = interval(
        lambda weight: f1_of(judged.truth, judged.decided, weight).mean(axis=-1),
        len(judged),
        seed=seed,
    )
    return {
        "n": len(judged),
        "macro_f1": _round(f1.mean()),
        "macro_f1_ci95": [_round(low), _round(high)],
        "polarity_f1": _round(polarity_f1(judged).mean()),
        "per_polarity": {
            name: _round(value) for name, value in zip(POLARITIES, polarity_f1(judged), strict=True)
        },
        "per_label": {
            label: {
                "precision": _round(precision[j]),
                "recall": _round(recall[j]),
                "f1": _round(f1[j]),
                "n": int(judged.truth[:, j].sum()),
            }
            for j, label in enumerate(LABELS)
        },
        "ece": _round(errors.mean()),
        "hard_negative_rate": _round(hard_negative_rate(judged)),
        "integrity_recall_at_20": _round(queued_recall(judged)),
        "recall_at_precision_90": _round(recall_at_precision(judged.truth, judged.probability)),
    }


def danger_scores(judged: Judged) -> dict[str, Any]:
    """How much danger is heard, and how many other texts are flagged.

    By the rules or the model together; None where no text, or every one, is marked.
    """
    heard, there = judged.alarm, judged.danger
    return {
        "n": int(there.sum()),
        "recall": _round(heard[there].mean()) if there.any() else None,
        "others_flagged": _round(heard[~there].mean()) if not there.all() else None,
    }


def _round(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(float(value), 4)


@lru_cache(maxsize=32768)
def text_key(text: str) -> int:
    """A number for a text that spelling and spacing do not change."""
    digest = hashlib.sha256(normalise(text).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def data_hash(examples: Sequence[Example]) -> str:
    """One hash for the texts and labels a version learnt from."""
    digest = hashlib.sha256()
    for example in examples:
        line = "\x1f".join([example.text, *example.labels, example.polarity, str(example.subtype)])
        digest.update(line.encode("utf-8", "surrogatepass") + b"\x1e")
    return digest.hexdigest()
