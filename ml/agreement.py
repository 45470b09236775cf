"""How far two readers of the same texts agree, and how well a classifier does by each.

`python -m ml.agreement` prints the tables. The first reader wrote the texts; the second saw
nothing but the texts and the rules. Nobody decides between them: a figure is given by each of the
two, and on the texts that both read alike. Of the training texts a tenth was read twice.
"""

from collections.abc import Sequence

import numpy as np

from ml.arrays import signs_of
from ml.classifier import ComplaintClassifier, Scores
from ml.corpus import Example, load_corpus, load_development, load_read_twice, load_second_reader
from ml.labels import LABELS, POLARITIES
from ml.levy_traces import has_trace
from ml.measures import BoolArray, class_kappa, f1_of, kappa
from ml.reading import read
from ml.redaction import redact
from ml.scoring import judge, scores_of


def read_alike(first: Sequence[Example], second: Sequence[Example]) -> list[Example]:
    """The texts of which both readers gave the same labels and polarity."""
    return [
        one
        for one, other in zip(first, second, strict=True)
        if (one.labels, one.polarity) == (other.labels, other.polarity)
    ]


def agreement(first: Sequence[Example], second: Sequence[Example]) -> list[str]:
    """Lines of a table: per label how often each reader gave it, and Cohen's kappa."""
    a, b = _labels(first), _labels(second)
    lines = ["| label | first | second | kappa |", "|---|---|---|---|"]
    for name, one, other, value in zip(
        LABELS, a.sum(axis=0), b.sum(axis=0), kappa(a, b), strict=True
    ):
        lines.append(f"| {name} | {one} | {other} | {value:.2f} |")
    polarity = class_kappa(_polarity(first), _polarity(second))
    lines.append(f"| polarity | {len(first)} | {len(second)} | {polarity:.2f} |")
    alike = len(read_alike(first, second))
    lines += [
        "",
        f"mean kappa of the labels {np.nanmean(kappa(a, b)):.2f}; both read {alike} of {len(first)}"
        f" texts exactly alike; the second reader judged by the first: macro-F1"
        f" {f1_of(a, b).mean():.3f}",
    ]
    return lines


def scores_by_reader(first: Sequence[Example], second: Sequence[Example]) -> list[str]:
    """Lines of a table: one classifier, learnt from the training files, judged by each reader."""
    learnt = load_corpus()
    model = ComplaintClassifier().fit(learnt)
    lines = [
        "| judged by | texts | macro-F1 (95 %) | polarity | integrity in 20 %"
        " | hard negatives wrong | recall at 90 % precision | calibration error |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, examples in (
        ("first reader", first),
        ("second reader", second),
        ("both alike", read_alike(first, second)),
    ):
        found = scores_of(judge(model, examples))
        low, high = found["macro_f1_ci95"]
        lines.append(
            f"| {name} | {found['n']} | {found['macro_f1']:.3f} ({low:.3f} to {high:.3f})"
            f" | {found['polarity_f1']:.3f} | {found['integrity_recall_at_20']:.3f}"
            f" | {found['hard_negative_rate']:.3f} | {found['recall_at_precision_90']:.3f}"
            f" | {found['ece']:.3f} |"
        )
    return [*lines, "", *desk_of_inspector(model, learnt), *names_kept(model, first, second)]


def names_kept(
    model: ComplaintClassifier, first: Sequence[Example], second: Sequence[Example]
) -> list[str]:
    """How often a name would be there when a person finds a levy that was missed, in a line.

    Few texts name anybody, so it is counted as if each did.
    """
    pairs = zip(first, second, strict=True)
    meant = np.array(["integrity" in {*one.labels, *other.labels} for one, other in pairs])
    found = model.predict_texts([example.text for example in first], explain=False)
    missed = np.array([not each.integrity_suspected for each in found])
    kept = np.array([has_trace(each.redacted, each.scores["integrity"]) for each in found]) & missed
    return [
        f"names in development texts: integrity is held back in {(meant & ~missed).sum()} of"
        f" {meant.sum()} texts, names stay sealed in {(meant & kept).sum()} of the other"
        f" {(meant & missed).sum()}, and needlessly in {(kept & ~meant).sum()} of"
        f" {(~meant).sum()} without integrity"
    ]


def desk_of_inspector(model: ComplaintClassifier, learnt: Sequence[Example]) -> list[str]:
    """What was said out of fold of the texts that a classifier learnt from, in a line."""
    out = model.out_of_fold_
    signs = signs_of([read(redact(example.text).text) for example in learnt])
    held = model.held_back(
        Scores(
            out.labels, out.polarity, out.polarity, out.danger, np.zeros(len(learnt), dtype=bool)
        ),
        signs,
    )
    meant = np.array(["integrity" in e.labels and e.polarity != "praise" for e in learnt])
    return [
        f"out of fold the inspector's desk holds back {held[~meant].mean():.1%} of"
        f" {(~meant).sum():,} other texts and finds {held[meant].mean():.1%} of {meant.sum():,}"
        " complaints of integrity"
    ]


def _labels(examples: Sequence[Example]) -> BoolArray:
    return np.array([[label in e.labels for label in LABELS] for e in examples], dtype=bool)


def _polarity(examples: Sequence[Example]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([POLARITIES.index(e.polarity) for e in examples], dtype=np.int64)


def main() -> None:
    """Print how the readers agree, and the scores by each."""
    first, second = load_development(), load_second_reader()
    print("Development texts\n", *agreement(first, second), sep="\n")
    print("\nTraining texts\n", *agreement(*load_read_twice()), sep="\n")
    print("", *scores_by_reader(first, second), sep="\n")


if __name__ == "__main__":
    main()
