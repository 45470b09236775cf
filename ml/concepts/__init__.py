"""The word lists behind `ml.lexicon`: "concept: stem stem", phrases with an underscore."""

from ml.concepts.around import LISTS as AROUND
from ml.concepts.deeds import LISTS as DEEDS
from ml.concepts.judged import LISTS as JUDGED
from ml.text import tokens

Phrases = dict[str, dict[str, list[tuple[list[str], tuple[str, ...]]]]]


def _read(lists: str) -> tuple[dict[str, tuple[str, ...]], Phrases]:
    """Single stems -> concepts, and the first two words of a phrase -> (its others, concepts).

    Phrases are canonicalised as the texts are, so that spelling never parts them. A single word is
    kept as it is written too: "bentak" is read as "kasar", but "dibentak" is nobody's spelling.
    """
    single: dict[str, tuple[str, ...]] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    name = ""
    for line in lists.strip().splitlines():
        if not line.startswith(" "):
            name, _, line = line.partition(":")
        for entry in line.split():
            kept = entry.startswith("_")
            words = (entry,) if kept else tuple(t.word for t in tokens(entry.replace("_", " ")))
            if len(words) == 1:
                for form in (words[0], entry):
                    single[form] = tuple(dict.fromkeys((*single.get(form, ()), name)))
            elif words:
                phrases[words] = (*phrases.get(words, ()), name)
    by_first: Phrases = {}
    for words, names in phrases.items():
        by_second = by_first.setdefault(words[0], {})
        by_second.setdefault(words[1], []).append((list(words[2:]), names))
    return single, by_first


STEMS, PHRASES = _read(JUDGED + AROUND + DEEDS)
"""Stem -> concepts; first word of a phrase -> its second -> the other words and the concepts."""
