"""What the tests of the classifier share: a model learnt once from part of the corpus."""

import pytest

from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus


@pytest.fixture(scope="session")
def learnt_from() -> tuple[Example, ...]:
    """The plain statements and a quarter of all other texts."""
    corpus = load_corpus()
    plain = tuple(example for example in corpus if example.id.startswith("lug"))
    return (*plain, *(example for example in corpus[::4] if example not in plain))


@pytest.fixture(scope="session")
def model(learnt_from: tuple[Example, ...]) -> ComplaintClassifier:
    """A classifier that learnt from them."""
    return ComplaintClassifier(seed=7).fit(learnt_from)
