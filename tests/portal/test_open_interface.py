"""The JSON interface: figures for everybody, answers from other systems, and its own document."""

import json
from typing import Any

import pytest

from portal.open_answers import Answers
from portal.web import MAX_BODY
from surveys import counters, publication
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import COLUMNS
from tests.builders import NOW
from tests.portal.conftest import Asked

SCORES = dict.fromkeys(COLUMNS, 3)


def survey(portal: Asked, query: str = "") -> Any:
    return portal.get(f"/api/v1/counters/{portal.place.public_code}{query}").json()


def send(portal: Asked, fields: object, query: str = "") -> Any:
    return portal.request(
        "POST",
        f"/api/v1/counters/{portal.place.public_code}/responses{query}",
        content=json.dumps(fields),
        headers={"content-type": "application/json"},
    )


def test_another_system_asks_the_prescribed_questions_and_sends_the_answers(portal: Asked) -> None:
    asked = survey(portal)
    assert [question["column"] for question in asked["questions"]] == list(COLUMNS)
    assert [option["words"] for option in asked["questions"][3]["options"]][-1] == "Gratis"
    assert survey(portal, "?lang=en")["questions"][3]["options"][-1]["words"] != "Gratis"
    answer = send(portal, {**SCORES, "u4": None, "comment": "antre lama", "key": asked["key"]})
    assert answer.status_code == 201
    told = answer.json()
    assert told["again"] is False
    assert told["masked"] is False
    stored = portal.rows("select channel, u3, u4 from response")
    assert [tuple(row) for row in stored] == [("api", 3, None)]
    state = portal.get(f"/api/v1/receipts/{told['receipt']}").json()
    assert state["status"] == "new"
    assert "antre lama" not in json.dumps(state)


def test_the_same_answers_with_the_same_key_are_stored_once(portal: Asked) -> None:
    fields = {**SCORES, "comment": "antre lama", "key": survey(portal)["key"]}
    first, again = send(portal, fields).json(), send(portal, fields).json()
    assert again == {**first, "again": True}
    assert portal.rows("select count(*) from response")[0][0] == 1


def test_personal_data_is_masked_before_it_is_stored(portal: Asked) -> None:
    told = send(portal, {"comment": "hubungi 0812 3456 7890 ya"}).json()
    assert told["masked"] is True
    assert "3456" not in portal.rows("select text from complaint")[0][0]


def test_every_fault_is_named_and_nothing_is_stored(portal: Asked) -> None:
    wrong = {"u1": 5, "u2": "baik", "u3": [1, 2], "u10": 4, "service": "NONE", "comment": {"a": 1}}
    answer = send(portal, wrong, "?lang=en")
    assert answer.status_code == 422
    named = {error["field"]: error["message"] for error in answer.json()["errors"]}
    assert set(named) == set(wrong)
    assert "four" in named["u1"]
    assert portal.rows("select count(*) from response")[0][0] == 0


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(portal: Asked) -> None:
    for wrong in ("fr", "", 3, True):
        answer = send(portal, {**SCORES, "lang": wrong}, "?lang=en")
        assert answer.status_code == 422
        told = answer.json()["errors"]
        assert told == [{"field": "lang", "message": "Give id or en, or leave it out."}]
    for right in ("id", "en", None):
        assert send(portal, {**SCORES, "lang": right}).status_code == 201
    stored = portal.rows("select lang from response order by id")
    assert [row[0] for row in stored] == ["id", "en", "id"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b'"u1=4"', b"\xff\xfe", b"u1=4"])
def test_what_is_no_json_object_is_refused_in_json(portal: Asked, body: bytes) -> None:
    answer = portal.request(
        "POST", f"/api/v1/counters/{portal.place.public_code}/responses", content=body
    )
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


def test_a_body_that_is_too_large_is_refused(portal: Asked) -> None:
    assert send(portal, {"comment": "a" * MAX_BODY}).status_code == 413


def test_unknown_places_are_not_found_and_say_so_in_json(portal: Asked) -> None:
    for path in ("units/NONE", "counters/NONE", "receipts/NONE", "agencies?period=2026", "none"):
        answer = portal.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["status"]) == (404, 404), path


def test_a_retired_code_names_the_new_one(portal: Asked) -> None:
    old = portal.place.public_code
    new = complete_counter_code(b"z" * 14)
    portal.database.write(lambda c: counters.renew_code(c, "LOKET-A", new, "poster robek", NOW))
    answer = portal.get(f"/api/v1/counters/{old}")
    assert answer.status_code == 410
    assert answer.json()["now"] == new


def test_figures_are_the_published_ones_and_withheld_below_the_smallest_group(
    portal: Asked,
) -> None:
    for _ in range(4):
        send(portal, SCORES)
    portal.database.write(lambda c: publication.refresh_all(c, NOW, 5))
    assert portal.get("/api/v1/units").json()["units"][0]["figures"] is None
    send(portal, SCORES)
    portal.database.write(lambda c: publication.refresh_all(c, NOW, 5))
    quarter = portal.get("/api/v1/units/UNIT-A").json()["quarters"][-1]
    assert quarter["respondents"] == 5
    assert quarter["index"]["points"] == 75.0
    assert quarter["elements"]["facilities"]["column"] == "u8"
    period = quarter["period"]
    listed = portal.get(f"/api/v1/agencies?period={period}").json()
    assert listed["agencies"][0]["figures"]["index"]["points"] == 75.0
    assert portal.get(f"/api/v1/units?period={period}&agency=NONE").status_code == 404


def test_the_document_names_every_route_and_every_field(portal: Asked) -> None:
    answer = portal.get("/schema")
    assert answer.status_code == 200
    document = answer.json()
    assert set(document["paths"]) == {
        "/api/v1/agencies",
        "/api/v1/units",
        "/api/v1/units/{unit_code}",
        "/api/v1/counters/{public_code}",
        "/api/v1/counters/{public_code}/responses",
        "/api/v1/receipts/{receipt}",
    }
    taken = document["paths"]["/api/v1/counters/{public_code}/responses"]["post"]["requestBody"]
    fields = taken["content"]["application/json"]["schema"]["properties"]
    assert set(fields) == set(Answers.__struct_fields__)
    assert "http" not in json.dumps(document["paths"])
