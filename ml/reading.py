"""One text read once: its words, what is denied, what is meant, so that every feature can ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ml.lexicon import concepts
from ml.text import STOPS, Token, negated, statements, tokens


@dataclass(frozen=True)
class Reading:
    """A token sequence with what follows from it.

    spoken : places of the tokens that are words ("?" and "!" among them); denied : per token
    whether a negator reaches it; concepts : (place, concept) in reading order.
    """

    tokens: Sequence[Token]
    spoken: tuple[int, ...]
    denied: tuple[bool, ...]
    concepts: tuple[tuple[int, str], ...]

    @cached_property
    def marked_concepts(self) -> list[tuple[int, tuple[str, ...]]]:
        """(place, its concepts, "not:" before the denied) of the tokens that have any."""
        found: dict[int, dict[str, None]] = {}
        for place, name in self.concepts:
            marked = f"not:{name}" if self.denied[place] else name
            found.setdefault(place, {})[marked] = None
        return [(place, tuple(names)) for place, names in found.items()]

    @cached_property
    def statements(self) -> "list[Reading]":
        """Each statement of the text read by itself; none where the text is a single one."""
        parts = statements(self.tokens)
        return [reading_of(part) for part in parts] if len(parts) > 1 else []


def read(text: str) -> Reading:
    """Read a masked text."""
    return reading_of(tokens(text))


def reading_of(sequence: Sequence[Token]) -> Reading:
    """Read a token sequence."""
    words = [token.word for token in sequence]
    return Reading(
        tokens=sequence,
        spoken=tuple(p for p, word in enumerate(words) if word not in STOPS or word in "?!"),
        denied=tuple(negated(sequence)),
        concepts=tuple(concepts(words)),
    )
