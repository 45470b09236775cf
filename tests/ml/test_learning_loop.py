"""An imagined reviewer corrects what the desk hands over; the classifier learns from it.

The classifier knows three writers; the texts that arrive are by the others, another population. 600
corrections in the order of the desk, learnt from after every 200 as the portal does, are set
against 800 that are drawn by chance, over many seeds.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
import pytest

from ml import classifier, fitting
from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus
from ml.labels import LABELS
from ml.measures import f1_of
from ml.review import ReviewItem, doubt_of_polarity, next_in_queue, simulate_reviewer
from ml.scoring import judge
from portal.relearning import CORRECTIONS
from surveys.review import CANDIDATES, LATELY

KNOWN = ("sma", "kot", "lok")
SEEDS = 20
CHOSEN, AT_RANDOM = 600, 800
ARRIVED, JUDGED = 4000, 2500
SLIP = 0.03
"""So often the imagined reviewer gets one label of a text wrong."""


@pytest.fixture(autouse=True, scope="module")
def every_text_is_read_once() -> Iterator[None]:
    """The same texts are learnt from many times; reading them anew says nothing new."""
    patch = pytest.MonkeyPatch()
    for module in (fitting, classifier):
        for name in ("read", "redact"):
            patch.setattr(module, name, lru_cache(None)(getattr(module, name)))
    yield
    patch.undo()


@cache
def known_texts() -> tuple[Example, ...]:
    """What the classifier learnt from before the new texts came."""
    return tuple(e for e in load_corpus() if e.id.split("-")[0] in KNOWN)


@cache
def before() -> ComplaintClassifier:
    """The classifier before the new texts came."""
    return ComplaintClassifier().fit(known_texts())


def after(corrections: Sequence[Example], seed: int) -> ComplaintClassifier:
    """The classifier once it has learnt what the imagined reviewer made of these texts."""
    truth = {e.id: e.labels for e in corrections}
    answers = simulate_reviewer(list(truth), truth, slip=SLIP, seed=seed)
    labelled = [
        Example(e.id, e.text, one.labels, e.polarity, e.subtype)
        for e, one in zip(corrections, answers, strict=True)
        if not (one.labels and e.polarity == "other")
    ]
    return ComplaintClassifier().fit([*known_texts(), *labelled])


def waiting(model: ComplaintClassifier, texts: Sequence[Example]) -> dict[str, ReviewItem]:
    """The texts as the desk sees them, read by a model."""
    scores = model.predict_scores([e.text for e in texts])
    return {
        e.id: ReviewItem(
            e.id,
            e.text,
            False,
            False,
            dict(zip(LABELS, row, strict=True)),
            doubt_of_polarity(polarity),
        )
        for e, row, polarity in zip(
            texts, scores.labels.tolist(), scores.polarity.tolist(), strict=True
        )
    }


def worked_off(arrived: Sequence[Example], n: int, every: int, seed: int) -> ComplaintClassifier:
    """The classifier after `n` texts in the order of the desk, learning after `every` of them."""
    by_key = {e.id: e for e in arrived}
    left, checked, model = list(by_key), list[Example](), before()
    while len(checked) < n:
        items = waiting(model, [by_key[key] for key in left])
        for _ in range(every):
            queued = next_in_queue(
                [items[key] for key in left[-CANDIDATES:]],
                [e.text for e in checked[-LATELY:]],
                turn=len(checked),
            )
            assert queued is not None
            left.remove(queued.key)
            checked.append(by_key[queued.key])
        model = after(checked, seed)
    return model


def lifts(
    seed: int, *, chosen: int, at_random: int, every: int, arrived: int = ARRIVED
) -> tuple[float, float]:
    """How much macro-F1 on unseen new texts rises by chosen and by random corrections."""
    new = [e for e in load_corpus() if e.id.split("-")[0] not in KNOWN]
    order = np.random.default_rng(seed).permutation(len(new)).tolist()
    pool = [new[place] for place in order[:arrived]]
    test = [new[place] for place in order[arrived : arrived + JUDGED]]
    start = macro_f1(before(), test)
    by_desk = worked_off(pool, chosen, every, seed)
    by_chance = after(pool[:at_random], seed)
    return macro_f1(by_desk, test) - start, macro_f1(by_chance, test) - start


def macro_f1(model: ComplaintClassifier, examples: Sequence[Example]) -> float:
    """Macro-F1 over the labels."""
    judged = judge(model, examples)
    return float(f1_of(judged.truth, judged.decided).mean())


def test_corrections_in_the_order_of_the_desk_lift_the_classifier() -> None:
    chosen, _ = lifts(0, chosen=300, at_random=10, every=300, arrived=1200)
    assert chosen > 0


@pytest.mark.proof
def test_600_chosen_corrections_lift_it_as_much_as_800_random_ones(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("a proof of minutes; the test above is its short form")
    found = []
    for seed in range(SEEDS):
        found.append(lifts(seed, chosen=CHOSEN, at_random=AT_RANDOM, every=CORRECTIONS))
        with capsys.disabled():
            print(f"\nseed {seed}: chosen {found[-1][0]:+.4f}, random {found[-1][1]:+.4f}", end="")
    lift = np.array(found)
    difference = lift[:, 0] - lift[:, 1]
    error = difference.std(ddof=1) / np.sqrt(SEEDS)
    with capsys.disabled():
        print(
            f"\nmacro-F1 rises by {lift[:, 0].mean():.4f} with {CHOSEN} chosen corrections and by"
            f" {lift[:, 1].mean():.4f} with {AT_RANDOM} random ones ({SEEDS} seeds);"
            f" difference {difference.mean():+.4f}, standard error {error:.4f}"
        )
    assert (lift > 0).all()
    assert difference.mean() > -0.001
