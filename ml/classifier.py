"""What a citizen's comment is about: eleven labels, a polarity, and what a person should check.

`fit` needs scikit-learn; everything else is numpy alone, so that a background process loads the
model in a blink. Texts are masked before they are read, in training as in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ml.alarms import danger_alarm, integrity_alarm
from ml.arrays import (
    Fitted,
    label_readings,
    polarity_readings,
    sigmoid,
    signs_of,
    softmax,
)
from ml.corpus import Example
from ml.explanation import Driver, drivers
from ml.features import FloatArray
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.redaction import Span, redact
from ml.text import Token, content_free, tokens

_INTEGRITY = LABELS.index("integrity")
_OTHER = POLARITIES.index("other")
SURE_POLARITY = 0.6
"""Below this probability of the likeliest polarity a person looks at the text."""

__all__ = ["Classified", "ComplaintClassifier", "Driver", "Scores"]


class Scores(NamedTuple):
    """Calibrated probabilities. labels : (n, 11), polarity : (n, 4), subtype : (n, 4)."""

    labels: FloatArray
    polarity: FloatArray
    subtype: FloatArray


@dataclass(frozen=True)
class Classified:
    """What the model says of one text; `pii` and `explanation` point into the text that came in."""

    labels: tuple[str, ...]
    scores: dict[str, float]
    polarity: str
    subtype: str | None
    needs_review: bool
    pii: tuple[Span, ...]
    redacted: str
    danger: bool
    integrity_suspected: bool
    explanation: tuple[Driver, ...]
    polarity_scores: dict[str, float]
    review_labels: tuple[str, ...]
    accepted: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The fields of `suara classify`; the caller puts the id first."""
        return {
            "labels": list(self.labels),
            "scores": {label: round(score, 6) for label, score in self.scores.items()},
            "polarity": self.polarity,
            "subtype": self.subtype,
            "needs_review": self.needs_review,
            "pii": [span._asdict() for span in self.pii],
            "redacted": self.redacted,
            "danger": self.danger,
            "explanation": [driver._asdict() for driver in self.explanation],
        }


class ComplaintClassifier:
    """Eleven calibrated label models, polarity and sub-type over one text representation.

    seed : decides the folds; the same examples and seed give the same model to the last bit.
    Learnt: `fitted_` (the arrays) and, until saved, `out_of_fold_` (honest scores per example).
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, examples: Sequence[Example]) -> "ComplaintClassifier":
        """Learn from labelled texts; ValueError where they are too few or carry no label."""
        from ml.fitting import fit

        self.fitted_, self.out_of_fold_ = fit(examples, self.seed)
        return self

    @classmethod
    def of(cls, fitted: Fitted) -> "ComplaintClassifier":
        """A classifier around arrays learnt earlier."""
        model = cls()
        model.fitted_ = fitted
        return model

    def predict_scores(self, texts: Sequence[str]) -> Scores:
        """Probabilities of every text, masked first; a text without a word is `other`, empty."""
        sequences = [tokens(redact(text).text) for text in texts]
        return self._scores(sequences)

    def _scores(self, sequences: Sequence[Sequence[Token]]) -> Scores:
        fitted = self.fitted_
        scores, signs = fitted.scores(sequences), signs_of(sequences)
        kinds = polarity_readings(scores, signs)
        labels = sigmoid(fitted.labels.own(label_readings(scores, signs)))
        polarity = softmax(fitted.polarity.shared(kinds))
        subtype = softmax(fitted.subtype.shared(kinds))
        for row, sequence in enumerate(sequences):
            if content_free(sequence):
                labels[row] = 0.0
                polarity[row] = np.eye(len(POLARITIES))[_OTHER]
                subtype[row] = np.eye(len(SUBTYPES))[SUBTYPES.index("empty")]
        return Scores(labels, polarity, subtype)

    def predict_texts(self, texts: Sequence[str], *, explain: bool = True) -> list[Classified]:
        """Labels, polarity, what a person should check, and why, for every text in order.

        explain=False leaves the explanation empty, for many texts at once.
        """
        masked = [redact(text) for text in texts]
        sequences = [tokens(each.text) for each in masked]
        scores = self._scores(sequences)
        results = []
        for row, (text, each) in enumerate(zip(texts, masked, strict=True)):
            result = self._judge(each.text, each.spans, sequences[row], scores, row)
            if explain and result.labels:
                why = drivers(self.fitted_, sequences[row], result.labels, each.spans, text)
                result = Classified(**{**result.__dict__, "explanation": why})
            results.append(result)
        return results

    def _judge(
        self,
        redacted: str,
        spans: tuple[Span, ...],
        sequence: Sequence[Token],
        scores: Scores,
        row: int,
    ) -> Classified:
        fitted, p = self.fitted_, scores.labels[row]
        polarity = int(scores.polarity[row].argmax())
        is_other = polarity == _OTHER
        chosen = np.flatnonzero((p >= fitted.decision) & (not is_other))
        between = np.flatnonzero((p >= fitted.lower) & (p < fitted.upper))
        suspected = bool(p[_INTEGRITY] >= fitted.lower[_INTEGRITY]) or integrity_alarm(sequence)
        danger = danger_alarm(sequence)
        unsure = float(scores.polarity[row, polarity]) < SURE_POLARITY
        subtype = SUBTYPES[int(scores.subtype[row].argmax())] if is_other else None
        return Classified(
            labels=tuple(LABELS[j] for j in chosen),
            scores={label: float(value) for label, value in zip(LABELS, p, strict=True)},
            polarity=POLARITIES[polarity],
            subtype=subtype,
            needs_review=suspected or danger or unsure or bool(len(between)),
            pii=spans,
            redacted=redacted,
            danger=danger,
            integrity_suspected=suspected,
            explanation=(),
            polarity_scores={
                name: float(value)
                for name, value in zip(POLARITIES, scores.polarity[row], strict=True)
            },
            review_labels=tuple(LABELS[j] for j in between),
            accepted=tuple(LABELS[j] for j in chosen if p[j] >= fitted.upper[j]),
        )
