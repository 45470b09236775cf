"""The features of a text by their names, one after the other: slow, and plain to read."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from ml.features import PAIR_REACH, char_features, clause_roles, standings
from ml.lexicon import concepts_of
from ml.reading import Reading
from ml.text import STOPS


def analyse(reading: Reading, block: str) -> list[str]:
    """All features of a text in one block, as often as they stand there."""
    return list(_READERS[block](reading))


def spoken(reading: Reading) -> list[str]:
    return [reading.tokens[place].word for place in reading.spoken]


def word_features(reading: Reading) -> Iterator[str]:
    yield from spoken(reading)
    for left, right in pairwise(spoken(reading)):
        yield f"{left} {right}"


def letter_features(reading: Reading) -> Iterator[str]:
    for word in spoken(reading):
        yield from char_features(word)


def mark_features(reading: Reading) -> Iterator[str]:
    for token, denied in zip(reading.tokens, reading.denied, strict=True):
        if denied and token.word not in STOPS:
            yield f"not:{token.word}"
    roles = [role for role, size in clause_roles(reading) for _ in range(size)]
    for place in reading.spoken if roles else ():
        yield f"{roles[place]}:{reading.tokens[place].word}"


def concept_features(reading: Reading) -> Iterator[str]:
    for _, names in reading.marked_concepts:
        yield from names


def pair_features(reading: Reading) -> Iterator[str]:
    named = [names for _, names in reading.marked_concepts]
    for first, names in enumerate(named):
        for others in named[first + 1 : first + 1 + PAIR_REACH]:
            for name in names:
                yield from ("|".join(sorted((name, other))) for other in others)


def mixed_features(reading: Reading) -> Iterator[str]:
    words = [token.word for token in reading.tokens if token.word not in STOPS]
    for before, after in pairwise(words):
        yield from (f"{before}~{name}" for name in concepts_of(after))
        yield from (f"{name}~{after}" for name in concepts_of(before))


def place_features(reading: Reading) -> Iterator[str]:
    where = [name for name, size in standings(reading) for _ in range(size)]
    if where:
        for place, names in reading.concepts:
            yield from (f"{where[place]}:{name}" for name in names)
        for place in reading.spoken:
            yield f"{where[place]}:{reading.tokens[place].word}"


_READERS: Mapping[str, Callable[[Reading], Iterator[str]]] = {
    "word": word_features,
    "char": letter_features,
    "mark": mark_features,
    "concept": concept_features,
    "pair": pair_features,
    "mixed": mixed_features,
    "place": place_features,
}
