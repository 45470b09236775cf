"""What is looked up as numbers is what the features are called, read from the same words."""

from collections import Counter

import pytest

from ml.arrays import statements_of
from ml.classifier import ComplaintClassifier
from ml.corpus import load_corpus
from ml.feature_tables import FeatureTable
from ml.features import BLOCKS
from ml.known_features import KnownFeatures
from ml.reading import Reading, read
from tests.ml.named_features import analyse

HARD = (
    "",
    "?!",
    "zzz qqq",
    "gratis cuma cuma, ramah tapi tidak sabar; walau antri. lama, lama, lama!",
    "tidak ramah tidak lama bukan calo tapi minta uang rokok, cuma sedikit",
    "toilet kotor? kursi kurang! tolong ditambah / dibersihkan",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    texts = [read(text) for text in (*HARD, *(e.text for e in load_corpus()[::40]))]
    return [*texts, *statements_of(texts)[0]]


@pytest.fixture(scope="module")
def vocabulary(model: ComplaintClassifier) -> dict[str, dict[str, int]]:
    return model.fitted_.vectoriser.vocabulary


def test_every_known_feature_of_every_text_is_found(
    readings: list[Reading], vocabulary: dict[str, dict[str, int]]
) -> None:
    found = KnownFeatures(FeatureTable(vocabulary)).found(readings)
    for text, reading in enumerate(readings):
        names = [(block, name) for block in BLOCKS for name in analyse(reading, block)]
        expected = [vocabulary[block][n] for block, n in names if n in vocabulary[block]]
        assert Counter(found.rows[found.owner == text].tolist()) == Counter(expected)


def test_a_feature_is_read_from_the_words_it_names(
    readings: list[Reading], vocabulary: dict[str, dict[str, int]]
) -> None:
    name_of = {row: (block, name) for block in BLOCKS for name, row in vocabulary[block].items()}
    words = [token.word for reading in readings for token in reading.tokens]
    found = KnownFeatures(FeatureTable(vocabulary)).found(readings)
    seen: Counter[str] = Counter()
    for row, *places in zip(*(each.tolist() for each in found[1:]), strict=True):
        block, name = name_of[row]
        first, second = (words[place] for place in places)
        seen[block] += 1
        if block == "word":
            assert name in (first, f"{first} {second}")
        elif block == "char":
            assert name in f" {first} "
            assert first == second
        elif block == "mixed":
            assert name.startswith(f"{first}~") or name.endswith(f"~{second}")
        elif block in ("pair", "concept"):
            assert (places[0] < places[1]) == (block == "pair")
        elif name.startswith(("not:", "before:", "after:", "concession:")):
            assert name.endswith(f":{first}")
    assert sorted(seen) == sorted(BLOCKS)
