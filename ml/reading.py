"""One text read once: its words, what is denied, what is meant, so that every feature can ask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ml.courtesy import parted
from ml.denials import gone, needed
from ml.lexicon import concepts
from ml.slang import NEGATORS
from ml.text import SILENT, Token, negated, statements, tokens

BRIBE = "bribe"
"""The concept of whatever names a bribe or a broker."""


@dataclass(frozen=True)
class Reading:
    """A token sequence with what follows from it.

    spoken : places of the tokens that are words ("?" and "!" among them); denied : per token
    whether a negator reaches it, or it is a bribe that is said to be gone; concepts : (place, its
    concepts) of the tokens that have any, a concept twice where the token and a phrase that it
    begins both name it; thanks, contact : whether the courtesy around what is said, which is not
    among the tokens, held these.
    """

    tokens: Sequence[Token]
    spoken: tuple[int, ...]
    denied: tuple[bool, ...]
    concepts: tuple[tuple[int, tuple[str, ...]], ...]
    thanks: bool = False
    contact: bool = False

    @cached_property
    def marked_concepts(self) -> list[tuple[int, tuple[str, ...]]]:
        """(place, its concepts, "not:" before the denied) of the tokens that have any."""
        return [
            (place, _marked(names, denied=self.denied[place])) for place, names in self.concepts
        ]

    @cached_property
    def statements(self) -> "list[Reading]":
        """Each statement of the text read by itself; none where the text is a single one."""
        parts = statements(self.tokens)
        return [reading_of(part) for part in parts] if len(parts) > 1 else []


@lru_cache(maxsize=65536)
def _marked(names: tuple[str, ...], *, denied: bool) -> tuple[str, ...]:
    """Each concept once, denied or not; kept, since the same kinds of words come again."""
    return tuple(dict.fromkeys(f"not:{name}" if denied else name for name in names))


def read(text: str) -> Reading:
    """Read a masked text, its courtesy apart."""
    body, thanks, contact = parted(tokens(text))
    return replace(reading_of(body), thanks=thanks, contact=contact)


def reading_of(sequence: Sequence[Token]) -> Reading:
    """Read a token sequence."""
    words = [token.word for token in sequence]
    meant = tuple(concepts(words))
    plain = NEGATORS.isdisjoint(words) and "siapa" not in words
    under = (False,) * len(words) if plain else tuple(negated(sequence))
    bribes = {place for place, names in meant if BRIBE in names}
    return Reading(
        tokens=sequence,
        spoken=tuple([p for p, word in enumerate(words) if word not in SILENT]),
        denied=_without_what_is_gone(under, words, bribes) if bribes else under,
        concepts=meant,
    )


def _without_what_is_gone(
    denied: tuple[bool, ...], words: Sequence[str], bribes: Collection[int]
) -> tuple[bool, ...]:
    """What is denied, a bribe that is said to be gone among it, and none without which nothing
    goes on."""
    there, away = needed(words, bribes), gone(words, bribes)
    return tuple((under or p in away) and p not in there for p, under in enumerate(denied))
