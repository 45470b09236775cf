"""How much of what identifies a person is found in texts written before the rules, and what is
masked in vain. The aims are those of the reported half; the other half must not fall behind it."""

import pytest

from tests.ml.particulars import masked_for_nothing, missed, recall, texts

HALVES = {"looked at while the rules were made": False, "reported on": True}
ALWAYS_FOUND = ("nik", "kk", "phone", "email", "plate", "document", "account", "handle", "birth")
LEAST_OF_NAMES = 0.85


@pytest.mark.parametrize("half", sorted(HALVES))
def test_every_number_and_nearly_every_name_is_found(half: str) -> None:
    written = texts("with", reported=HALVES[half])
    found = recall(written)
    assert {kind: found[kind][0] for kind in found if kind in ALWAYS_FOUND} == {
        kind: found[kind][1] for kind in found if kind in ALWAYS_FOUND
    }, missed(written)
    names, of = found["name"]
    assert names / of >= LEAST_OF_NAMES, missed(written)


@pytest.mark.parametrize("half", sorted(HALVES))
def test_nothing_is_masked_where_nobody_is_identified(half: str) -> None:
    assert masked_for_nothing(texts("without", reported=HALVES[half])) == []
    assert masked_for_nothing(texts("with", reported=HALVES[half])) == []


@pytest.mark.parametrize("name", ["with", "without"])
def test_there_are_enough_texts_and_no_text_stands_twice(name: str) -> None:
    written = [t.written for half in (False, True) for t in texts(name, reported=half)]
    assert len(written) >= 150
    assert len(set(written)) == len(written)
