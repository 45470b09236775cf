"""No text can hold the portal up: who writes to delay it is read about as fast as anybody.

Every pattern meets 2,000 signs of its own pieces, repeated and with long rows of blanks between. No
clock is asked: the time of an ordinary text of that length, taken in the same run, is the measure.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

import pytest

from ml import (
    courtesy,
    denials,
    doubts,
    intimidation,
    lexicon,
    negation,
    pressure,
    redaction,
    redaction_addresses,
    redaction_births,
    redaction_coordinates,
    redaction_documents,
    redaction_hidden,
    redaction_homes,
    redaction_name_after,
    redaction_name_cues,
    redaction_name_words,
    redaction_names,
    redaction_numbers,
    redaction_online,
    redaction_plates,
    redaction_runs,
    redaction_signatures,
    redaction_spoken,
    tak,
)
from ml import (
    text as words_of,
)
from ml.alarms import alarms, may_be_known_to_the_head
from ml.danger import advances, assaults, bodies, despair, freedom, places, symptoms, threats
from ml.danger.despair import sounds_weary
from ml.danger.signs import Known, Sign
from ml.reading import read
from ml.redaction import redact
from ml.text import clauses, tokens

LENGTH = 2_000
TIMES_AS_LONG = 100
"""Cubic patterns took thousands of times as long, quadratic ones in a long row several hundred."""

TIMES_AS_SLOW = 25
"""At sixteen times the length what is linear stays below, and what is quadratic is far above."""

PARTS = 4
LONG_LIST = 300
"""A longer list is of the language, and its words are alike to every pattern."""

ORDINARY = (
    "Saya mengurus akta di loket dua sejak pagi, petugasnya ramah tapi antrinya lama sekali. "
)
MASKING: tuple[ModuleType, ...] = (
    redaction,
    redaction_addresses,
    redaction_births,
    redaction_coordinates,
    redaction_documents,
    redaction_hidden,
    redaction_homes,
    redaction_name_after,
    redaction_name_cues,
    redaction_name_words,
    redaction_names,
    redaction_numbers,
    redaction_online,
    redaction_plates,
    redaction_runs,
    redaction_signatures,
    redaction_spoken,
)
RULES: tuple[ModuleType, ...] = (
    advances,
    assaults,
    bodies,
    courtesy,
    denials,
    despair,
    doubts,
    freedom,
    intimidation,
    lexicon,
    negation,
    places,
    pressure,
    symptoms,
    tak,
    threats,
    words_of,
)


def pieces(module: ModuleType) -> list[str]:
    """The words that stand in a module's patterns and lists."""
    held: list[str] = []
    for name, value in vars(module).items():
        if name.startswith("__"):
            continue
        if isinstance(value, re.Pattern):
            held.append(value.pattern)
        elif isinstance(value, str):
            held.append(value)
        elif isinstance(value, frozenset | dict) and len(value) <= LONG_LIST:
            held += [word for word in value if isinstance(word, str)]
        elif isinstance(value, tuple):
            signs = [Known.of(sign) for sign in value if isinstance(sign, Sign)]
            held += [p.pattern for sign in signs for p in sign if isinstance(p, re.Pattern)]
    return sorted({word for part in held for word in re.findall(r"(?<!\\)[a-z]{2,}", part.lower())})


def hostile(piece: str) -> Iterator[str]:
    """Texts of one piece: a word without an end, a row of it, and blanks where they may stand."""
    for repeated in (piece, f"{piece} ", f"{piece}1", f"{piece} 1, "):
        yield (repeated * LENGTH)[:LENGTH]
    yield f"{piece} 1{' ' * 700}" * 2 + "x"
    yield f"{piece}{' ' * 660}" * 3
    yield (piece + " \t" * 330) * 3


def hostile_words(piece: str) -> Iterator[str]:
    """The same for what reads words and sees neither blanks nor figures."""
    yield (f"{piece} " * LENGTH)[:LENGTH]
    yield f"tidak {piece} ancam " * 4 + piece * ((LENGTH - 120) // len(piece))


def seconds(job: Callable[[str], object], written: str) -> float:
    begun = time.process_time()
    job(written)
    return time.process_time() - begun


def follow_the_rules(written: str) -> None:
    reading = read(written)
    alarms(reading)
    may_be_known_to_the_head(reading)
    sounds_weary([token.word for token in reading.tokens])


def slow_ones(job: Callable[[str], object], texts: Iterable[str]) -> list[str]:
    """What takes too long, and again so when it is tried twice more."""
    ordinary = (ORDINARY * LENGTH)[:LENGTH]
    most = TIMES_AS_LONG * min(seconds(job, ordinary) for _ in range(3))
    return [
        written[:60]
        for written in texts
        if seconds(job, written) > most and min(seconds(job, written) for _ in range(2)) > most
    ]


@pytest.mark.parametrize("module", MASKING, ids=lambda module: module.__name__)
def test_no_text_of_its_own_pieces_holds_the_masking_up(module: ModuleType) -> None:
    found = pieces(module)
    assert len(found) > 5
    assert slow_ones(redact, (text for piece in found for text in hostile(piece))) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_of_their_own_pieces_holds_the_rules_up(part: int) -> None:
    found = sorted({piece for module in RULES for piece in pieces(module)})
    assert len(found) > 1_000
    texts = (text for piece in found[part::PARTS] for text in hostile_words(piece))
    assert slow_ones(follow_the_rules, texts) == []


def test_the_texts_that_once_took_seconds_are_read_like_any_other() -> None:
    most = TIMES_AS_LONG * min(seconds(redact, (ORDINARY * 30)[:LENGTH]) for _ in range(3))

    for written in (f"rt 1{' ' * 700}" * 2 + "x", f"rt 1{' ' * 660}" * 3, "rt 1" + " \t" * 990):
        assert seconds(redact, written) < most
    for reported in ("ancam " + "lapor" * 1_600, "ancam " + "viral" * 1_600 + " hilang"):
        assert seconds(follow_the_rules, reported) < most


@pytest.mark.parametrize(
    "piece",
    [
        "calo ",
        "bebas pungli dan ",
        "tidak ada calo, ",
        "calo tidak ada? ",
        "menolak mau amplop ",
        "katanya bebas suap, diminta 50 ribu ",
        "keponakan kepala, satu dua tiga empat lima enam tujuh, duluan ",
        "ramah tapi cuma walau ",
    ],
)
def test_a_long_text_that_says_one_thing_again_and_again_grows_no_slower_to_read(
    piece: str,
) -> None:
    def follow(written: str) -> None:
        follow_the_rules(written)
        clauses(tokens(written))

    long = 16 * LENGTH
    most = TIMES_AS_SLOW * min(seconds(follow, (ORDINARY * long)[:long]) for _ in range(3))
    assert min(seconds(follow, (piece * long)[:long]) for _ in range(3)) < most


@pytest.mark.parametrize(
    "piece",
    [
        "5.42 ",
        "12.30, ",
        "perum griya aaa bbb ccc ",
        "BE 12xx ",
        "pak budi ",
        "jl mawar 5, ",
        "lahir 12-05-1990, ",
        "rm 123456 ",
        "08123456789 ",
        "ig @budi.s ",
    ],
)
def test_a_long_text_of_one_particular_again_and_again_grows_no_slower_to_mask(piece: str) -> None:
    short, long = 2 * LENGTH, 32 * LENGTH
    once = min(seconds(redact, (piece * short)[:short]) for _ in range(3))
    assert min(seconds(redact, (piece * long)[:long]) for _ in range(3)) < 2 * TIMES_AS_SLOW * once
