"""The instrument: elements by key, the prescribed words, the attributes."""

import pytest

from surveys.rules.attributes import AGE_BAND, ATTRIBUTES, EDUCATION, allowed_attributes
from surveys.rules.elements import (
    COLUMNS,
    ELEMENTS,
    OVERALL,
    QUESTIONS,
    Element,
    element_of_column,
)


def test_facilities_are_asked_eighth_and_complaints_ninth() -> None:
    assert Element.FACILITIES.column == "u8"
    assert Element.COMPLAINT_HANDLING.column == "u9"
    assert element_of_column("u8") is Element.FACILITIES
    assert QUESTIONS[Element.FACILITIES].options[0].id == "Buruk"
    assert QUESTIONS[Element.COMPLAINT_HANDLING].options[3].id == "Dikelola dengan baik"


def test_columns_and_elements_lead_to_each_other() -> None:
    assert COLUMNS == ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")
    assert tuple(element_of_column(column) for column in COLUMNS) == ELEMENTS
    assert [element.column for element in Element] == list(COLUMNS)


@pytest.mark.parametrize("column", ["u0", "u10", "U1", "overall", "", "facilities"])
def test_another_column_is_refused_by_name(column: str) -> None:
    with pytest.raises(ValueError, match="expected one of u1 to u9"):
        element_of_column(column)


def test_the_prescribed_words_stand_as_the_form_prints_them() -> None:
    cost = Element.COST.question
    assert cost.question.id == (
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?"
    )
    assert [option.id for option in cost.options] == [
        "Sangat mahal",
        "Cukup mahal",
        "Murah",
        "Gratis",
    ]
    conduct = Element.CONDUCT.question
    assert conduct.option(1).id == "Tidak sopan dan ramah"
    assert conduct.official_name.id == "Perilaku Pelaksana"
    assert Element.PROCEDURE.question.question.id.startswith("Bagaimana pemahaman Saudara")


def test_every_question_has_all_its_words_in_both_languages() -> None:
    for question in [*QUESTIONS.values(), OVERALL]:
        words = [
            question.official_name,
            question.label,
            question.short_label,
            question.question,
            question.helper,
            *question.options,
        ]
        assert all(each.id.strip() and each.en.strip() for each in words)
        assert len({option.id for option in question.options}) == 4
        assert len({option.en for option in question.options}) == 4


def test_an_answer_outside_one_to_four_has_no_words() -> None:
    with pytest.raises(ValueError, match="expected 1, 2, 3 or 4"):
        Element.TIME.question.option(5)


def test_words_are_english_only_when_english_is_read() -> None:
    label = Element.TIME.label
    assert label.in_language("en") == "Completion time"
    assert label.in_language("id") == label.in_language("jv") == "Waktu penyelesaian"


def test_attributes_hold_the_values_that_files_carry() -> None:
    assert list(AGE_BAND.values) == ["<17", "17-25", "26-35", "36-45", "46-55", "56+"]
    assert list(ATTRIBUTES["sex"].values) == ["L", "P"]
    assert list(EDUCATION.values) == ["SD", "SMP", "SMA", "D1-D3", "S1", "S2", "S3"]
    assert list(ATTRIBUTES["occupation"].values) == [
        "PNS",
        "TNI",
        "POLRI",
        "swasta",
        "wirausaha",
        "lainnya",
    ]
    assert "S1" in EDUCATION
    assert "S4" not in EDUCATION


def test_an_attribute_left_out_is_named_as_such() -> None:
    assert EDUCATION.words(None).id == "Tidak menjawab"
    assert EDUCATION.words("SD").id == "SD ke bawah"
    with pytest.raises(ValueError, match=r"education: 'TK' is not a value; expected SD, SMP"):
        EDUCATION.words("TK")


def test_of_a_child_only_the_age_band_is_kept() -> None:
    given: dict[str, str | None] = {"age_band": "<17", "sex": "P", "education": "SMP"}
    assert allowed_attributes(given) == {"age_band": "<17", "sex": None, "education": None}
    adult: dict[str, str | None] = {"age_band": "17-25", "sex": "P"}
    assert allowed_attributes(adult) == adult
