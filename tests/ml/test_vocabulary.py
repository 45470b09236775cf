"""What is learnt of texts are the features that enough of them have, by their names."""

from collections import Counter

from ml.corpus import load_corpus
from ml.features import BLOCKS
from ml.reading import read
from ml.vocabulary import LEAST_TEXTS, MOST_COMMON_LETTERS, vectorised
from tests.ml.named_features import analyse


def test_a_vocabulary_holds_what_stands_in_enough_texts() -> None:
    texts = [read(example.text) for example in load_corpus()[::60]]
    _, vectoriser = vectorised(texts)
    rows = 0
    for block in BLOCKS:
        frequency = Counter(name for text in texts for name in set(analyse(text, block)))
        most = MOST_COMMON_LETTERS * len(texts) if block == "char" else len(texts)
        names = sorted(n for n, many in frequency.items() if LEAST_TEXTS[block] <= many <= most)
        assert list(vectoriser.vocabulary[block]) == names
        assert list(vectoriser.vocabulary[block].values()) == [rows + i for i in range(len(names))]
        rows += len(names)


def test_texts_learnt_from_are_cut_as_others_are() -> None:
    texts = [read(example.text) for example in load_corpus()[::60]]
    rows, vectoriser = vectorised(texts)
    ends, columns, values = vectoriser.transform(texts)
    assert rows.indptr.tolist() == ends.tolist()
    assert rows.indices.tolist() == columns.tolist()
    assert abs(rows.data - values).max() < 1e-6
