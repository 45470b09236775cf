"""Personal data in what a citizen writes: found, and masked so that the text still reads.

Standard library only and precompiled: this stands in the road of every answer. Numbers are found
by their shape and the word before them; names by a form of address, a phrase ("atas nama") or a
list of given names; addresses by the street word. In doubt a number is masked and a word is not.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import NamedTuple

from ml import redaction_coordinates, redaction_hidden
from ml.folding import fold, places, with_digits
from ml.redaction_addresses import STREET_WORDS, find_addresses
from ml.redaction_births import BIRTH_WORDS, find_births
from ml.redaction_coordinates import find_coordinates
from ml.redaction_documents import DOCUMENT_WORDS, find_documents
from ml.redaction_hidden import find_hidden_numbers
from ml.redaction_homes import HOME_WORDS
from ml.redaction_name_words import is_shouting
from ml.redaction_names import NAME_WORDS, find_names
from ml.redaction_numbers import FEWEST_DIGITS, find_numbers
from ml.redaction_online import find_online, may_be_online
from ml.redaction_plates import find_plates
from ml.redaction_signatures import SIGNATURE_WORDS, find_signatures
from ml.redaction_spoken import SAID_SIGNS, find_said_numbers, may_hold_said_numbers


class Span(NamedTuple):
    """A piece of personal data: its type and where it stands (characters, end exclusive)."""

    type: str
    start: int
    end: int


class Redacted(NamedTuple):
    """The masked text, and what was masked where in the text that came in."""

    text: str
    spans: tuple[Span, ...]


PLACEHOLDERS: dict[str, str] = {
    "nik": "[nik]",
    "kk": "[kk]",
    "phone": "[telepon]",
    "email": "[surel]",
    "plate": "[pelat]",
    "account": "[rekening]",
    "document": "[nomor]",
    "handle": "[akun]",
    "birth": "[tanggal]",
    "address": "[alamat]",
    "name": "[nama]",
}

_PLACEHOLDER = re.compile("|".join(re.escape(mark) for mark in PLACEHOLDERS.values()))
# A bracket stops every pattern below, so what is already masked can neither match nor lend a cue.
_FILLER = "["

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NAME_WORDS = NAME_WORDS | SIGNATURE_WORDS
_CUES: frozenset[str] = BIRTH_WORDS | STREET_WORDS | NAME_WORDS | SAID_SIGNS | SIGNATURE_WORDS


def find_personal_data(text: str) -> list[Span]:
    """Every piece of personal data in `text`, in order, never overlapping.

    Sixteen digits are always a NIK, or a KK number where the words before say so. Runs over the
    masked text until nothing more is found, so that masking twice equals masking once.
    """
    return _found(text, fold(text))


def redact(text: str) -> Redacted:
    """Mask the personal data of `text`; what stands around it stays as it was written."""
    folded = fold(text)
    spans = _found(text, folded) if _may_hold_some(folded) else []
    if not spans:
        return Redacted(text, ())
    parts: list[str] = []
    reached = 0
    for span in spans:
        parts += (text[reached : span.start], PLACEHOLDERS[span.type])
        reached = span.end
    parts.append(text[reached:])
    return Redacted("".join(parts), tuple(spans))


def _may_hold_some(text: str) -> bool:
    """Whether any of the patterns below can match at all; most texts hold no cue of any of them."""
    if _DIGIT.search(text) is not None:
        return True
    lower = text.lower()
    said = _LETTERS.findall(lower)
    return not _CUES.isdisjoint(said) or may_be_online(text, said)


def _found(text: str, folded: str) -> list[Span]:
    masked = folded
    if _FILLER in masked:
        masked = _PLACEHOLDER.sub(lambda found: _FILLER * len(found.group()), masked)
    spans: list[Span] = []
    while True:
        fresh = _without_overlap(_candidates(masked, _LETTERS.findall(masked.lower())))
        if not fresh:
            break
        spans.extend(fresh)
        parts: list[str] = []
        reached = 0
        for span in fresh:
            parts += (masked[reached : span.start], _FILLER * (span.end - span.start))
            reached = span.end
        masked = "".join((*parts, masked[reached:]))
    spans.sort(key=lambda span: span.start)
    return spans if folded is text else _in_the_text(spans, text)


def _in_the_text(spans: list[Span], text: str) -> list[Span]:
    """The stretches of the copy as stretches of the text; one sign is never in two of them."""
    there: list[Span] = []
    reached = 0
    came_from = places(text) if spans else []
    for span in spans:
        start, end = max(came_from[span.start], reached), came_from[span.end - 1] + 1
        if start < end:
            there.append(Span(span.type, start, end))
            reached = end
    return there


def _candidates(text: str, said: list[str]) -> Iterator[Span]:
    """Everything that may be personal data, the surer kinds first.

    said : the words of the text in small letters.
    """
    if may_be_online(text, said):
        yield from (Span(*found) for found in find_online(text, said))
    digits = len(_DIGIT.findall(text))
    if not BIRTH_WORDS.isdisjoint(said):
        yield from (Span("birth", *ends) for ends in find_births(text))
    if digits >= 2:
        yield from _with_figures(text, said, digits)
    if may_hold_said_numbers(said, digits):
        yield from (Span(*found) for found in find_said_numbers(with_digits(text)))
    if digits >= FEWEST_DIGITS - 2:
        plain = with_digits(text)
        if len(_DIGIT.findall(plain)) >= FEWEST_DIGITS:
            yield from (Span(*found) for found in find_numbers(plain))
    if digits:
        yield from (Span("plate", *ends) for ends in find_plates(text, said))
    if not STREET_WORDS.isdisjoint(said) or (digits and not HOME_WORDS.isdisjoint(said)):
        shouting = is_shouting(text)
        yield from (Span("address", *ends) for ends in find_addresses(text, shouting=shouting))
    if not _NAME_WORDS.isdisjoint(said):
        yield from (Span("name", *ends) for ends in find_signatures(text, said))
        yield from (Span("name", *ends) for ends in find_names(text, said))


def _with_figures(text: str, said: list[str], digits: int) -> Iterator[Span]:
    """Numbers hidden in part, places on a map and papers' numbers.

    digits : how many are typed in the text.
    """
    if redaction_hidden.HIDDEN.search(text) is not None:
        yield from (Span(*found) for found in find_hidden_numbers(text))
    if redaction_coordinates.SIGNS.search(text) is not None:
        yield from (Span("address", *ends) for ends in find_coordinates(text))
    named = not DOCUMENT_WORDS.isdisjoint(said)
    if named or digits >= FEWEST_DIGITS - 1:
        yield from (Span("document", *ends) for ends in find_documents(text, named=named))


def _without_overlap(candidates: Iterator[Span]) -> list[Span]:
    kept: list[tuple[int, int, str]] = []
    for kind, start, end in candidates:
        place = bisect_left(kept, (start,))
        if place and kept[place - 1][1] > start:
            continue
        if place < len(kept) and kept[place][0] < end:
            continue
        insort(kept, (start, end, kind))
    return [Span(kind, start, end) for start, end, kind in kept]
