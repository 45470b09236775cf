"""What a citizen's comment is about: eleven labels, a polarity, and what a person should check.

`fit` needs scikit-learn; everything else is numpy alone, so that a background process loads the
model in a blink. Texts are masked before they are read, in training as in use.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ml.alarms import may_be_known_to_the_head
from ml.arrays import (
    AT_ONCE,
    DANGER_SIGN,
    INTEGRITY_SIGN,
    Fitted,
    Scored,
    label_readings,
    polarity_readings,
    sigmoid,
    signs_of,
    softmax,
)
from ml.corpus import Example
from ml.danger.despair import sounds_weary
from ml.danger.learned import danger_readings
from ml.explanation import Asked, Driver, drivers
from ml.features import FloatArray, IntArray
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.reading import Reading, read
from ml.redaction import Redacted, Span, redact
from ml.text import content_free
from ml.torn import CLEAR_BLAME, torn, with_blame
from ml.unblamed import without_denied_blame

_INTEGRITY = LABELS.index("integrity")
_OTHER, _PRAISE = POLARITIES.index("other"), POLARITIES.index("praise")
BoolArray = NDArray[np.bool_]
SURE_POLARITY = 0.6
"""Below this probability of the likeliest polarity a person looks at the text."""

SLIGHTEST_SUSPICION = 0.12
"""Below this probability of integrity a text is not held back from the head: a weaker suspicion
falls on every fifth ordinary comment, and the head would lose those for a handful found."""

__all__ = ["Classified", "ComplaintClassifier", "Driver", "Scores"]


class Scores(NamedTuple):
    """Calibrated probabilities, and where danger is heard.

    labels : (n, 11), polarity : (n, 4), subtype : (n, 4), danger : (n,); torn : (n,) where one
    clause says another thing than the whole, or a word than the negation before it.
    """

    labels: FloatArray
    polarity: FloatArray
    subtype: FloatArray
    danger: BoolArray
    torn: BoolArray


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

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """What scikit-learn copies an estimator by."""
        return {"seed": self.seed}

    def set_params(self, **given: Any) -> "ComplaintClassifier":
        """Set what `get_params` names; ValueError for anything else."""
        unknown = sorted(set(given) - {"seed"})
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no parameter; there is only 'seed'")
        self.seed = given.get("seed", self.seed)
        return self

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn may expect: texts in, several labels out."""
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=False, multi_output=True, single_output=False),
            classifier_tags=ClassifierTags(multi_label=True),
            input_tags=InputTags(two_d_array=False, string=True),
        )

    def fit(
        self,
        examples: Sequence[Example],
        y: object = None,
        rest: Callable[[], None] | None = None,
    ) -> "ComplaintClassifier":
        """Learn from labelled texts; ValueError where they are too few or carry no label.

        y : what scikit-learn hands over; not looked at, since examples carry their labels; rest :
        called every fraction of a second, for who shares the processors with others.

        On one core: beside other work the threads of many small solutions only wait for each
        other (measured: 13 s against 1 s), and one thread gives the same last bit everywhere.
        """
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        from ml.fitting import fit
        from ml.vocabulary import no_rest

        with threadpool_limits(limits=1):
            self.fitted_, self.out_of_fold_ = fit(examples, self.seed, rest or no_rest)
        return self

    @classmethod
    def of(cls, fitted: Fitted) -> "ComplaintClassifier":
        """A classifier around arrays learnt earlier."""
        model = cls()
        model.fitted_ = fitted
        return model

    def predict(self, texts: Sequence[str]) -> IntArray:
        """(n, 11) ones where a label is given, in the order of LABELS."""
        given = [found.labels for found in self.predict_texts(texts, explain=False)]
        return np.array([[int(label in one) for label in LABELS] for one in given]).reshape(
            len(given), len(LABELS)
        )

    def predict_proba(self, texts: Sequence[str]) -> FloatArray:
        """(n, 11) calibrated probabilities of the labels."""
        return self.predict_scores(texts).labels

    def predict_scores(self, texts: Sequence[str]) -> Scores:
        """Probabilities of every text, masked first; a text without a word is `other`, empty."""
        return self._scores([read(redact(text).text) for text in texts])[0]

    def _scores(self, readings: Sequence[Reading]) -> tuple[Scores, FloatArray, Scored]:
        """Probabilities, and the signs (length, alarms) and linear scores they were read with."""
        fitted = self.fitted_
        scored, signs = fitted.scored(readings), signs_of(readings)
        kinds = polarity_readings(scored, signs)
        polarity = softmax(fitted.polarity.shared(kinds))
        beside = torn(fitted, readings, polarity)
        blamed = with_blame(polarity, beside)
        # What a text is about is read before a denial turns blame to praise: praise is asked less.
        labels = sigmoid(fitted.labels.own(label_readings(scored, signs, blamed)))
        polarity, denied = without_denied_blame(blamed, readings)
        subtype = softmax(fitted.subtype.shared(kinds))
        for row, reading in enumerate(readings):
            if content_free(reading.tokens):
                labels[row] = 0.0
                polarity[row] = np.eye(len(POLARITIES))[_OTHER]
                subtype[row] = np.eye(len(SUBTYPES))[SUBTYPES.index("empty")]
        _, danger = self.in_danger(scored, signs)
        torn_apart = (beside.blame >= CLEAR_BLAME) | (denied > 0)
        return Scores(labels, polarity, subtype, danger, torn_apart), signs, scored

    def explain(self, text: str, labels: Sequence[str]) -> tuple[Driver, ...]:
        """The words of a text that speak for labels it was given, by this model or another."""
        masked = redact(text)
        reading = read(masked.text)
        scores, _, scored = self._scores([reading])
        statements = scored.statements(0)
        asked = Asked(text, masked.spans, reading, labels, scores.polarity[0], statements)
        return drivers(self.fitted_, [asked])[0]

    def predict_texts(self, texts: Sequence[str], *, explain: bool = True) -> list[Classified]:
        """Labels, polarity, what a person should check, and why, for every text in order.

        explain=False leaves the explanation empty, for many texts at once.
        """
        results: list[Classified] = []
        for first in range(0, len(texts), AT_ONCE):
            results += self._classified(texts[first : first + AT_ONCE], explain=explain)
        return results

    def _classified(self, texts: Sequence[str], *, explain: bool) -> list[Classified]:
        masked = [redact(text) for text in texts]
        readings = [read(each.text) for each in masked]
        scores, signs, scored = self._scores(readings)
        look, danger = self.in_danger(scored, signs)
        look = look | np.array(
            [sounds_weary([each.word for each in reading.tokens]) for reading in readings],
            dtype=bool,
        )
        held = self.held_back(scores, signs)
        for row in np.flatnonzero(held & danger & self._slight(scores, signs)).tolist():
            held[row] = not may_be_known_to_the_head(readings[row])
        results = self._judged(masked, scores, held, (look, danger))
        labelled = [row for row, found in enumerate(results) if explain and found.labels]
        asked = [
            Asked(
                text=texts[row],
                spans=masked[row].spans,
                reading=readings[row],
                labels=results[row].labels,
                polarity=scores.polarity[row],
                statements=scored.statements(row),
            )
            for row in labelled
        ]
        for row, why in zip(labelled, drivers(self.fitted_, asked), strict=True):
            results[row] = replace(results[row], explanation=why)
        return results

    def held_back(self, scores: Scores, signs: FloatArray) -> BoolArray:
        """(n,) what goes to the inspector alone, by the model or by a rule.

        signs : of `ml.arrays.signs_of`.
        """
        held_from = np.full(
            len(signs), max(float(self.fitted_.lower[_INTEGRITY]), SLIGHTEST_SUSPICION)
        )
        # Thanks are no accusation: a doubt that would hold a complaint back does not hold them.
        thanks = (scores.polarity[:, _PRAISE] >= SURE_POLARITY) & ~scores.torn
        held_from[thanks] = np.maximum(held_from[thanks], self.fitted_.decision[_INTEGRITY])
        # A bribe that is named is held back even from thanks: "puas, nyogok dikit beres".
        ruled = signs[:, INTEGRITY_SIGN] > 0
        found: BoolArray = (scores.labels[:, _INTEGRITY] >= held_from) | ruled
        return found

    def in_danger(self, scored: Scored, signs: FloatArray) -> tuple[BoolArray, BoolArray]:
        """(n,) where a person should look for danger, and where it is an alarm, model or rule."""
        feared = sigmoid(self.fitted_.danger.own(danger_readings(scored, signs)))[:, 0]
        ruled = signs[:, DANGER_SIGN] > 0
        look, alarm = (ruled | (feared >= cut) for cut in self.fitted_.danger_from)
        return look, alarm

    def _slight(self, scores: Scores, signs: FloatArray) -> BoolArray:
        """(n,) where integrity is but a doubt, which must not keep illness from the head."""
        unlikely = scores.labels[:, _INTEGRITY] < self.fitted_.decision[_INTEGRITY]
        doubt: BoolArray = unlikely & (signs[:, INTEGRITY_SIGN] == 0)
        return doubt

    def _judged(
        self,
        masked: Sequence[Redacted],
        scores: Scores,
        suspected: BoolArray,
        feared: tuple[BoolArray, BoolArray],
    ) -> list[Classified]:
        """What follows from the probabilities, found for all texts together."""
        fitted, p = self.fitted_, scores.labels
        kind = scores.polarity.argmax(axis=1)
        unsure = scores.polarity.max(axis=1) < SURE_POLARITY
        given = (p >= fitted.decision) & (kind != _OTHER)[:, None]
        between = (p >= fitted.lower) & (p < fitted.upper)
        look, danger = feared
        review = suspected | look | unsure | scores.torn | between.any(axis=1)
        labels, doubtful = _named(given), _named(between)
        accepted = _named(given & (p >= fitted.upper))
        of_label, of_polarity = p.tolist(), scores.polarity.tolist()
        polarity, subtype = kind.tolist(), scores.subtype.argmax(axis=1).tolist()
        return [
            Classified(
                labels=labels[row],
                scores=dict(zip(LABELS, of_label[row], strict=True)),
                polarity=POLARITIES[polarity[row]],
                subtype=SUBTYPES[subtype[row]] if polarity[row] == _OTHER else None,
                needs_review=bool(review[row]),
                pii=each.spans,
                redacted=each.text,
                danger=bool(danger[row]),
                integrity_suspected=bool(suspected[row]),
                explanation=(),
                polarity_scores=dict(zip(POLARITIES, of_polarity[row], strict=True)),
                review_labels=doubtful[row],
                accepted=accepted[row],
            )
            for row, each in enumerate(masked)
        ]


def _named(marked: BoolArray) -> list[tuple[str, ...]]:
    """The labels that are marked in each row of (n, 11)."""
    names: list[list[str]] = [[] for _ in range(len(marked))]
    for row, column in np.argwhere(marked).tolist():
        names[row].append(LABELS[column])
    return [tuple(each) for each in names]
