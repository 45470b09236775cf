"""What the tests of the classifier share: a model learnt once from part of the corpus."""

import pytest

from ml.classifier import ComplaintClassifier
from ml.corpus import Example, load_corpus
from tests.made_once import made_once


@pytest.fixture(scope="session")
def learnt_from() -> tuple[Example, ...]:
    """The plain statements and a quarter of all other texts."""
    corpus = load_corpus()
    plain = (example for example in corpus if example.id.startswith("lug"))
    return (*plain, *(example for example in corpus[::4] if not example.id.startswith("lug")))


@pytest.fixture(scope="session")
def model(learnt_from: tuple[Example, ...]) -> ComplaintClassifier:
    """A classifier that learnt from them."""
    return made_once("model", lambda: ComplaintClassifier(seed=7).fit(learnt_from))


@pytest.fixture(scope="session")
def few(learnt_from: tuple[Example, ...]) -> tuple[Example, ...]:
    """An eighth of them, for what does not depend on how much was learnt."""
    return learnt_from[::8]


@pytest.fixture(scope="session")
def model_of_few(few: tuple[Example, ...]) -> ComplaintClassifier:
    """A classifier that learnt from these, undisturbed."""
    return made_once("model_of_few", lambda: ComplaintClassifier(seed=3).fit(few))
