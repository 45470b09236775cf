"""Which known features stand in texts: the texts are laid end to end and looked up together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ml.feature_tables import NONE, UNKNOWN, EveryFeature, FeatureTable, Lists, keys_of
from ml.features import PAIR_REACH, Headed, IntArray, clause_roles, standings
from ml.lexicon import concepts_of
from ml.reading import Reading
from ml.text import CUTS, SILENT, STOPS, TURNS

_MOST_CACHED = 50_000
_SPOKEN, _SAID, _CUTS, _TURNS = 1, 2, 4, 8
"""Kinds of words: those that are features, those that are no sign, those that begin a segment or a
clause."""


class Found(NamedTuple):
    """Known features as often as they stand in texts.

    owner : (m,) the text of each; rows : (m,); first, second : (m,) the tokens it was read from,
    counted over all texts, the same twice where it was read from one.
    """

    owner: IntArray
    rows: IntArray
    first: IntArray
    second: IntArray


class _Word(NamedTuple):
    """What is known of one word: its number as a part of features, the rows of its letter groups
    and of itself, the numbers of its concepts, and the kinds of words it is of."""

    number: int
    rows: list[int]
    concepts: list[int]
    kinds: int


class _Laid(NamedTuple):
    """All tokens of some texts, W in number.

    readings : the texts; start : (n,) where each begins; owner : (W,) the text of each token; words
    : the distinct words; word : (W,) which of them; number, kinds : (W,) of `_Word`; denied : (W,).
    """

    readings: Sequence[Reading]
    start: IntArray
    owner: IntArray
    words: list[_Word]
    word: IntArray
    number: IntArray
    kinds: IntArray
    denied: NDArray[np.bool_]

    def where(self, kind: int) -> IntArray:
        """The tokens whose word is of that kind."""
        return np.flatnonzero(self.kinds & kind)

    def neighbours(self, tokens: IntArray, reach: int = 1) -> tuple[IntArray, IntArray]:
        """Each of the tokens and the one `reach` behind it, where both are of the same text."""
        owner = self.owner[tokens]
        near = np.flatnonzero(owner[:-reach] == owner[reach:])
        return near, near + reach


_Asked = tuple[IntArray, IntArray, IntArray]
"""(n,) keys of features that may be known, and (n,), (n,) the tokens each is read from."""


_Named = tuple[int, tuple[str, ...]]
"""A token of a text and its concepts."""


class KnownFeatures:
    """The features of a table, to be found in texts."""

    def __init__(self, table: FeatureTable | EveryFeature) -> None:
        self._table = table
        self._words: dict[str, _Word] = {}
        self._concepts: dict[tuple[str, ...], list[int]] = {}

    def found(self, readings: Sequence[Reading]) -> Found:
        """Every known feature of these texts."""
        laid = self._laid(readings)
        spoken, said = laid.where(_SPOKEN), laid.where(_SAID)
        asked = [
            self._following(laid, spoken),
            *self._mixed(laid, said),
            *self._marks(laid, spoken, said),
            *self._of_concepts(laid, spoken),
        ]
        keys, first, second = (np.concatenate(parts) for parts in zip(*asked, strict=True))
        known, rows = self._table.known(keys)
        which, alone = Lists.of([word.rows for word in laid.words]).at(laid.word[spoken])
        first = np.concatenate((spoken[which], first[known]))
        second = np.concatenate((spoken[which], second[known]))
        return Found(laid.owner[first], np.concatenate((alone, rows)), first, second)

    def _laid(self, readings: Sequence[Reading]) -> _Laid:
        place_of: dict[str, int] = {}
        size = np.array([len(reading.tokens) for reading in readings], dtype=np.int64)
        tokens = chain.from_iterable(reading.tokens for reading in readings)
        places = [place_of.setdefault(token.word, len(place_of)) for token in tokens]
        word = np.array(places, dtype=np.int64)
        words = [self._words.get(each) or self._met(each) for each in place_of]
        numbers = np.array([(each.number, each.kinds) for each in words], dtype=np.int64)
        number, kinds = numbers.reshape(-1, 2)[word].T
        return _Laid(
            readings=readings,
            start=size.cumsum() - size,
            owner=np.arange(len(readings)).repeat(size),
            words=words,
            word=word,
            number=number,
            kinds=kinds,
            denied=np.array(
                list(chain.from_iterable(reading.denied for reading in readings)), dtype=bool
            ),
        )

    def _met(self, word: str) -> _Word:
        """What is known of a word; kept, since words come again and again."""
        met = _Word(
            number=self._table.number(word),
            rows=self._table.of_word(word),
            concepts=self._meant(concepts_of(word)),
            kinds=_kinds_of(word),
        )
        if len(self._words) < _MOST_CACHED:
            self._words[word] = met
        return met

    def _meant(self, names: tuple[str, ...]) -> list[int]:
        """The numbers of a word's concepts; kept, since the same kinds of words come again."""
        numbers = [self._table.number(name) for name in names]
        if len(self._concepts) < _MOST_CACHED:
            self._concepts[names] = numbers
        return numbers

    def _following(self, laid: _Laid, spoken: IntArray) -> _Asked:
        """Words beside each other."""
        left, right = (spoken[near] for near in laid.neighbours(spoken))
        return keys_of("word", laid.number[left], laid.number[right]), left, right

    def _mixed(self, laid: _Laid, said: IntArray) -> Iterator[_Asked]:
        """Words beside the concepts of the next word, and of the one before."""
        left, right = (said[near] for near in laid.neighbours(said))
        concepts = Lists.of([word.concepts for word in laid.words])
        which, concept = concepts.at(laid.word[right])
        before = laid.number[left[which]]
        yield keys_of("mixed", before, concept), left[which], right[which]
        which, concept = concepts.at(laid.word[left])
        behind = laid.number[right[which]]
        yield keys_of("mixed", concept, behind), left[which], right[which]

    def _marks(self, laid: _Laid, spoken: IntArray, said: IntArray) -> Iterator[_Asked]:
        """Words that are denied, and words in a clause beside a contrast."""
        denied = said[laid.denied[said]]
        head = np.full(len(denied), self._table.number("not"))
        yield keys_of("mark", head, laid.number[denied]), denied, denied
        roles = self._heads(laid, clause_roles, _TURNS)
        within = spoken[roles[spoken] != UNKNOWN]
        yield keys_of("mark", roles[within], laid.number[within]), within, within

    def _of_concepts(self, laid: _Laid, spoken: IntArray) -> Iterator[_Asked]:
        """Concepts, two of them near each other, and where concepts and words stand."""
        heads = self._heads(laid, standings, _CUTS)
        within = spoken[heads[spoken] != UNKNOWN]
        yield keys_of("place", heads[within], laid.number[within]), within, within
        tokens, concepts = self._numbered(laid, [reading.concepts for reading in laid.readings])
        within = np.flatnonzero(heads[tokens] != UNKNOWN)
        where = tokens[within]
        yield keys_of("place", heads[where], concepts[within]), where, where
        marked = [reading.marked_concepts for reading in laid.readings]
        tokens, concepts = self._numbered(laid, marked)
        yield keys_of("concept", concepts, NONE), tokens, tokens
        yield self._near(laid, tokens, concepts)

    def _numbered(
        self, laid: _Laid, named: Sequence[Iterable[_Named]]
    ) -> tuple[IntArray, IntArray]:
        """(n,) the tokens and (n,) the numbers of the concepts that are named text by text."""
        begun = zip(laid.start.tolist(), named, strict=True)
        tokens = [start + place for start, text in begun for place, _ in text]
        of = self._concepts.get
        meant = [of(names) or self._meant(names) for text in named for _, names in text]
        concepts = np.array(list(chain.from_iterable(meant)), dtype=np.int64)
        sizes = [len(numbers) for numbers in meant]
        return np.array(tokens, dtype=np.int64).repeat(sizes), concepts

    def _near(self, laid: _Laid, tokens: IntArray, concepts: IntArray) -> _Asked:
        """Two concepts of words near each other; tokens : (n,) of the concepts (n,), rising."""
        start = np.flatnonzero(np.diff(tokens, prepend=-1))
        bearing = tokens[start]
        names = Lists(concepts, start, np.diff(start, append=len(tokens)))
        pairs = [laid.neighbours(bearing, reach) for reach in range(1, PAIR_REACH + 1)]
        left, right = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
        which, first = names.at(left)
        behind, second = names.at(right[which])
        which = which[behind]
        keys = keys_of("pair", first[behind], second)
        return keys, bearing[left[which]], bearing[right[which]]

    def _heads(
        self, laid: _Laid, heads_of: Callable[[Reading], list[Headed]], kind: int
    ) -> IntArray:
        """(W,) the number of what each token's part is named by; kind : of words that begin one."""
        heads: list[list[Headed]] = [[("", len(reading.tokens))] for reading in laid.readings]
        for text in set(laid.owner[laid.where(kind)].tolist()):
            heads[text] = heads_of(laid.readings[text]) or heads[text]
        parts = list(chain.from_iterable(heads))
        numbers = [self._table.number(name) if name else UNKNOWN for name, _ in parts]
        return np.array(numbers, dtype=np.int64).repeat([size for _, size in parts])


def _kinds_of(word: str) -> int:
    spoken, said = (word not in signs for signs in (SILENT, STOPS))
    return _SPOKEN * spoken + _SAID * said + _CUTS * (word in CUTS) + _TURNS * (word in TURNS)
