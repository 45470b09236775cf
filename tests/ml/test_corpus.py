"""The corpus is what its card says: many voices, nothing copied, two readers who agree."""

from collections import Counter
from functools import cache
from pathlib import Path
from shutil import copy
from statistics import median

import numpy as np
import pytest

from ml import corpus as where
from ml.agreement import agreement, read_alike
from ml.corpus import (
    CorpusError,
    Example,
    load_corpus,
    load_development,
    load_read_twice,
    load_second_reader,
)
from ml.corpus.overlap import near_duplicates
from ml.labels import LABELS
from ml.measures import class_kappa
from ml.scoring import text_key


@cache
def corpus() -> tuple[Example, ...]:
    """The training files."""
    return load_corpus()


def test_there_are_thousands_of_distinct_texts_in_many_voices() -> None:
    assert len({text_key(example.text) for example in corpus()}) >= 4000
    assert len({example.voice for example in corpus()}) >= 200
    assert len({example.id for example in corpus()}) == len(corpus())


def test_hardly_a_text_resembles_another() -> None:
    examples = [*corpus(), *load_development()]
    alike = near_duplicates([example.text for example in examples])
    later = {b for _, b, _ in alike}
    assert len(later) < 0.01 * len(examples), [
        (examples[a].id, examples[b].id) for a, b, _ in alike[:20]
    ]


def test_a_copy_with_a_word_changed_is_found_and_another_sentence_is_not() -> None:
    texts = [
        "petugas loket tiga selalu terlambat datang setiap hari senin",
        "petugas loket dua selalu terlambat datang setiap hari senin",
        "hari senin loketnya kosong melompong sampai siang",
    ]
    assert [(a, b) for a, b, _ in near_duplicates(texts)] == [(0, 1)]


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_enough_to_learn_from(label: str) -> None:
    assert sum(label in example.labels for example in corpus()) >= 220


def test_texts_are_short_with_a_long_tail_and_of_every_kind() -> None:
    lengths = [len(example.text.split()) for example in corpus()]
    assert 5 <= median(lengths) <= 14
    assert min(lengths) == 1
    assert max(lengths) >= 100
    n = len(corpus())
    share = {kind: count / n for kind, count in Counter(e.polarity for e in corpus()).items()}
    assert share["praise"] >= 0.15
    assert share["suggestion"] >= 0.10
    assert share["other"] >= 0.06
    assert sum("hard_negative" in e.style for e in corpus()) >= 0.12 * n


def test_danger_is_marked_in_many_voices_beside_twins_that_only_sound_so() -> None:
    marked = [example for example in corpus() if "danger" in example.style]
    twins = [example for example in corpus() if "danger_twin" in example.style]
    assert len(marked) >= 400
    assert len(twins) >= 200
    assert {example.polarity for example in marked} == {
        "complaint",
        "suggestion",
        "praise",
        "other",
    }
    assert not {example.id for example in marked} & {example.id for example in twins}


def test_the_development_texts_are_in_voices_the_classifier_never_learns_from() -> None:
    development = load_development()
    assert len(development) >= 600
    assert not {e.voice for e in development} & {e.voice for e in corpus()}
    known = {text_key(e.text) for e in corpus()}
    same = [e.text for e in development if text_key(e.text) in known]
    assert all(len(text.split()) <= 3 for text in same), same


def test_two_readers_agree_and_the_table_says_on_what() -> None:
    first, second = load_development(), load_second_reader()
    lines = agreement(first, second)
    rows = [line.split("|") for line in lines[2:] if line.startswith("| ")]
    values = [float(row[4]) for row in rows]
    assert len(values) == len(LABELS) + 1
    assert min(values) > 0.8
    alike = read_alike(first, second)
    assert 0.8 * len(first) < len(alike) < len(first)


def test_a_tenth_of_what_is_learnt_from_was_read_twice_by_readers_who_agree() -> None:
    first, second = load_read_twice()
    assert len(first) >= 0.1 * len(corpus())
    rows = [line.split("|") for line in agreement(first, second)[2:] if line.startswith("| ")]
    assert min(float(row[4]) for row in rows) > 0.8
    assert 0.8 * len(first) < len(read_alike(first, second)) < len(first)


def test_kappa_of_classes_is_one_for_the_same_and_near_none_by_chance() -> None:
    rng = np.random.default_rng(0)
    first = rng.integers(0, 4, 4000)
    assert class_kappa(first, first) == 1
    assert abs(class_kappa(first, rng.permutation(first))) < 0.05


def test_a_second_reader_of_other_texts_is_refused(tmp_path: Path) -> None:
    here = Path(where.__file__).parent
    for name in (where.DEVELOPMENT_FILE, where.SECOND_READER_FILE):
        copy(here / name, tmp_path)
    lines = (tmp_path / where.DEVELOPMENT_FILE).read_text(encoding="utf-8").splitlines()
    (tmp_path / where.DEVELOPMENT_FILE).write_text("\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(CorpusError, match="not the texts"):
        load_second_reader(tmp_path)


def test_a_text_that_was_read_twice_and_is_gone_is_named(tmp_path: Path) -> None:
    here = Path(where.__file__).parent
    for name in (*where.TRAINING_FILES, where.READ_AGAIN_FILE):
        copy(here / name, tmp_path)
    again = tmp_path / where.READ_AGAIN_FILE
    line = again.read_text(encoding="utf-8").splitlines()[0]
    again.write_text(line.replace('"id": "', '"id": "gone-'), encoding="utf-8")
    with pytest.raises(CorpusError, match="no training text is called gone-"):
        load_read_twice(tmp_path)
