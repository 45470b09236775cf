"""Codes that are printed, read aloud and typed: no slip of one or two signs goes unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.codes import (
    ALPHABET,
    bytes_needed,
    check_sign,
    complete,
    complete_counter_code,
    complete_receipt,
    format_receipt,
    is_counter_code,
    is_receipt,
    is_valid,
    normalise,
    signs_from_bytes,
)

sign = st.sampled_from(ALPHABET)
counter_code = st.text(sign, min_size=9, max_size=9).map(complete)
receipt = st.text(sign, min_size=12, max_size=12).map(complete)
code = counter_code | receipt


def test_the_alphabet_has_thirty_one_signs_and_none_that_looks_like_a_digit() -> None:
    assert len(set(ALPHABET)) == 31
    assert set("ILO01").isdisjoint(ALPHABET)


@given(code)
def test_a_complete_code_is_valid(good: str) -> None:
    assert is_valid(good)
    assert is_counter_code(good) == (len(good) == 10)
    assert is_receipt(good) == (len(good) == 13)


@given(code)
def test_every_single_wrong_sign_is_found(good: str) -> None:
    for place, right in enumerate(good):
        for wrong in ALPHABET:
            if wrong != right:
                assert not is_valid(good[:place] + wrong + good[place + 1 :])


@given(code)
def test_every_exchange_of_two_signs_is_found(good: str) -> None:
    for first in range(len(good)):
        for second in range(first + 1, len(good)):
            if good[first] == good[second]:
                continue
            signs = list(good)
            signs[first], signs[second] = signs[second], signs[first]
            assert not is_valid("".join(signs))


@given(code)
def test_a_pair_typed_as_another_pair_of_twins_is_found(good: str) -> None:
    for place in range(len(good) - 1):
        if good[place] != good[place + 1]:
            continue
        for wrong in ALPHABET.replace(good[place], ""):
            assert not is_valid(good[:place] + 2 * wrong + good[place + 2 :])


@given(receipt)
def test_a_receipt_comes_back_however_it_is_typed(good: str) -> None:
    shown = format_receipt(good)
    assert shown == f"{good[:4]}-{good[4:8]}-{good[8:12]}-{good[12]}"
    for typed in (
        shown,
        shown.lower(),
        shown.replace("-", " "),
        shown.replace("-", "–"),
        f"  {shown}\n",
        "\u200b".join(good),
        "".join(chr(ord(each) + 0xFEE0) for each in good),
    ):
        assert normalise(typed) == good


@given(st.text(max_size=30))
def test_whatever_is_typed_counts_as_a_code_only_in_our_own_signs(typed: str) -> None:
    found = normalise(typed)
    if is_valid(found):
        assert set(found) <= set(ALPHABET)
        assert normalise(found) == found


@pytest.mark.parametrize("foreign", ["0", "O", "o", "1", "I", "l", "Ä", "é"])
def test_a_sign_that_is_never_printed_is_not_guessed(foreign: str) -> None:
    typed = normalise("23456789" + foreign)
    assert len(typed) == 9
    assert not is_valid(typed + "2")
    with pytest.raises(ValueError, match="is not a sign of a code"):
        check_sign(typed)


@pytest.mark.parametrize("length", [0, 30])
def test_a_check_sign_needs_a_code_it_can_protect(length: int) -> None:
    with pytest.raises(ValueError, match="expected 1 to 29"):
        check_sign("2" * length)


@pytest.mark.parametrize("wrong", ["", "2", "23456789", "2" * 31, "2345678923456"])
def test_other_lengths_are_neither_code_nor_receipt(wrong: str) -> None:
    assert not is_counter_code(wrong)
    assert not is_receipt(complete("2" * 9))
    assert not is_counter_code(complete("2" * 12))


@given(st.binary(min_size=16, max_size=64))
def test_random_bytes_become_codes_and_the_same_bytes_the_same_code(raw: bytes) -> None:
    assert is_receipt(complete_receipt(raw))
    assert is_counter_code(complete_counter_code(raw))
    assert complete_receipt(raw) == complete(signs_from_bytes(raw, 12))


def test_too_few_bytes_are_refused() -> None:
    assert (bytes_needed(9), bytes_needed(12)) == (14, 16)
    with pytest.raises(ValueError, match="15 bytes are too few for 12 signs; expected 16"):
        complete_receipt(bytes(15))
    with pytest.raises(ValueError, match="too few"):
        signs_from_bytes(bytes(20), 0)


def test_every_number_of_signs_is_reached_exactly_once() -> None:
    found = {signs_from_bytes(number.to_bytes(12, "big"), 2) for number in range(31 * 31)}
    assert len(found) == 31 * 31
