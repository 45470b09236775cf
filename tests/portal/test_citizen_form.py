"""The survey as a citizen gets it: complete, light, in two languages, and made without writing."""

import asyncio
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from portal import form_keys, intake, open_answers
from portal.access import Role
from portal.app import create_app
from portal.citizen_pages import PROBLEMS, RETIRED
from portal.language import translations
from portal.rotation import BLOCKS, next_block
from surveys.rules.codes import complete_counter_code
from surveys.rules.elements import OVERALL, Element
from surveys.tables import Questionnaire, RetiredCode
from tests.builders import NOW, build_place
from tests.databases import new_file
from tests.portal.staff import sign_in

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "responses"
ONE_WINDOW = 14 * 1024


class Reader(HTMLParser):
    """Tags with their attributes in order, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())

    def named(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.tags if attributes.get("name") == name]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Pages read the same few rows from either database; what is stored is tried on both."""
    return new_file(tmp_path / "suara.db")


def make_short(portal: Any) -> None:
    row = {
        "code": "short",
        "mode": "short",
        "official": False,
        "valid_from": NOW.replace(year=2020),
    }
    portal.database.write(
        lambda c: c.execute(insert(Questionnaire).values(unit_id=portal.place.unit_id, **row))
    )


def test_the_form_asks_the_nine_prescribed_questions_with_their_options_worst_first(
    portal: Any,
) -> None:
    page = Reader(portal.get(f"/s/{portal.place.public_code}").text)
    words = iter(page.words)
    for number, element in enumerate(Element, start=1):
        assert [field["value"] for field in page.named(element.column)] == ["1", "2", "3", "4"]
        expected = (
            element.label.id,
            f"{number} dari 9",
            element.question.question.id,
            element.question.helper.id,
            *(option.id for option in element.question.options),
        )
        # Each is looked for behind the one before it, so their order is part of the test.
        assert all(text in words for text in expected), element


def test_nothing_is_chosen_beforehand(portal: Any) -> None:
    page = Reader(portal.get(f"/s/{portal.place.public_code}").text)
    assert not [attributes for _, attributes in page.tags if "checked" in attributes]


@pytest.mark.parametrize("query", ["", "?lang=en", "?mode=kiosk", "?slip=ABCD2345"])
def test_the_whole_form_fits_the_first_window_of_a_connection(portal: Any, query: str) -> None:
    raw = portal.get(f"/s/{portal.place.public_code}{query}")
    assert raw.headers["content-encoding"] == "gzip"
    assert int(raw.headers["content-length"]) <= ONE_WINDOW


def test_the_form_asks_for_nothing_more_over_the_network_and_sets_no_cookie(portal: Any) -> None:
    answer = portal.get(f"/s/{portal.place.public_code}")
    page = Reader(answer.text)
    fetched = [
        attributes[name]
        for tag, attributes in page.tags
        for name in ("src", "href", "poster", "data")
        if name in attributes and tag != "a" and not attributes[name].startswith(("#", "data:"))
    ]
    assert fetched == []
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "private, no-cache"


def test_the_policy_allows_the_style_and_scripts_of_the_pages_and_nothing_else(portal: Any) -> None:
    sent = portal.send(u1="4", comment="Cepat sekali")
    for path in (f"/s/{portal.place.public_code}", sent.headers["location"], "/t/", "/s/none"):
        answer = portal.get(path)
        policy = answer.headers["content-security-policy"]
        parts = re.findall(r"<(style|script)>(.*?)</\1>", answer.text, flags=re.DOTALL)
        assert parts[0][0] == "style"
        for _, text in parts:
            assert b64encode(sha256(text.encode()).digest()).decode() in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert " style=" not in answer.text
        assert not re.search(r"\son[a-z]+=", answer.text)


def test_a_client_that_cannot_unpack_gets_the_same_page(portal: Any) -> None:
    path = f"/s/{portal.place.public_code}"
    plain = portal.get(path, headers={"accept-encoding": "identity"})
    packed = portal.get(path)
    assert "content-encoding" not in plain.headers
    assert len(plain.content) == int(plain.headers["content-length"]) == len(packed.content)


def test_every_showing_has_a_key_of_its_own(portal: Any) -> None:
    path = f"/s/{portal.place.public_code}"
    keys = {Reader(portal.get(path).text).named("key")[0]["value"] for _ in range(3)}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {form_keys.KEY_LENGTH}


def test_looking_never_writes(portal: Any) -> None:
    def counts() -> list[Any]:
        tables = ("response", "complaint", "counter_day", "slip", "retired_code", "audit_entry")
        return [portal.rows(f"select count(*) from {table}") for table in tables]

    before = counts()
    code = portal.place.public_code
    for path in (f"/s/{code}", f"/s/{code}/thanks", "/t/", "/t/ABC", "/s/sw.js", "/s/none"):
        for method in ("GET", "HEAD"):
            for _ in range(5):
                portal.request(method, path)
    assert counts() == before


def test_a_link_preview_gets_the_headers_alone(portal: Any) -> None:
    path = f"/s/{portal.place.public_code}"
    looked, previewed = portal.get(path), portal.request("HEAD", path)
    assert previewed.status_code == 200
    assert previewed.content == b""
    assert previewed.headers["content-length"] == looked.headers["content-length"]


def test_a_code_works_as_typed(portal: Any) -> None:
    code = portal.place.public_code
    for path in (f"/S/{code}", f"/s/{code.lower()}", f"/s/{code[:5]}-{code[5:]}", f"/s/{code}/"):
        assert "Bagaimana pelayanan kami tadi?" in portal.get(path).text, path


@pytest.mark.parametrize("path", ["/s/", "/s/AAAAAAAAAA", "/s/x/y/z", "/s/" + "A" * 3000, "/s/%00"])
def test_a_code_that_cannot_be_gets_a_page_that_says_what_to_do(portal: Any, path: str) -> None:
    answer = portal.get(path)
    assert answer.status_code == 404
    assert "pindai poster di loket" in answer.text


def test_a_retired_code_leads_to_the_counter_and_its_scans_are_counted(portal: Any) -> None:
    old = complete_counter_code(b"z" * 14)
    row = {"public_code": old, "counter_id": portal.place.counter_id, "retired_at": NOW}
    portal.database.write(lambda c: c.execute(insert(RetiredCode).values(**row)))
    answer = portal.get(f"/s/{old}")
    portal.request("HEAD", f"/s/{old}")
    assert answer.status_code == 410
    assert "Kode ini sudah tidak dipakai." in answer.text
    assert f'href="/s/{portal.place.public_code}"' in answer.text
    assert portal.app.citizens.survey.retired_scans == {old: 1}


def test_another_method_is_told_what_is_allowed(portal: Any) -> None:
    code = portal.place.public_code
    refused = {f"/s/{code}": "GET, HEAD, POST", f"/s/{code}/thanks": "GET, HEAD"}
    for path, allowed in refused.items():
        answer = portal.request("DELETE", path)
        assert answer.status_code == 405
        assert answer.headers["allow"] == allowed


def test_only_a_counter_with_several_services_asks_which(portal: Any) -> None:
    one = Reader(portal.get(f"/s/{portal.place.public_code}").text)
    assert one.named("service") == []
    other = complete_counter_code(b"b" * 14)
    portal.database.write(lambda c: build_place(c, "B", public_code=other, services=3))
    several = Reader(portal.get(f"/s/{other}").text)
    values = [field["value"] for field in several.named("service")]
    assert values == ["LAYANAN-B-1", "LAYANAN-B-2", "LAYANAN-B-3", ""]


def test_nobody_is_asked_for_a_name_or_a_number(portal: Any) -> None:
    page = Reader(portal.get(f"/s/{portal.place.public_code}").text)
    asked = {attributes["name"] for tag, attributes in page.tags if "name" in attributes}
    assert asked - {"viewport", "format-detection"} <= set(intake.FIELDS)
    trap = next(attributes for attributes in page.named(intake.HONEYPOT))
    assert trap["tabindex"] == "-1"


def test_the_english_form_is_english_throughout(portal: Any) -> None:
    page = portal.get(f"/s/{portal.place.public_code}?lang=en").text
    assert '<html lang="en">' in page
    for element in Element:
        assert element.question.question.en in page
        assert element.question.question.id not in page
    for word in ("Kirim", "Tentang", "dijawab", "Bagaimana", "boleh"):
        assert word not in page


def test_every_sentence_of_the_citizens_pages_has_its_english() -> None:
    english = translations("en")
    said = [
        *intake.SENTENCES,
        *open_answers.SENTENCES,
        *RETIRED,
        *(words for pair in PROBLEMS.values() for words in pair),
    ]
    for path in sorted(TEMPLATES.glob("*.html")):
        said += re.findall(r"_\('([^']+)'", path.read_text(encoding="utf-8"))
    assert len(said) > 80
    missing = [text for text in said if english.gettext(text) == text]
    assert missing == []
    assert english.ngettext(*["Ada %(num)s hal yang perlu diperiksa"] * 2, 2).startswith("There")


def test_a_kiosk_leaves_nothing_for_the_back_button(portal: Any) -> None:
    answer = portal.get(f"/s/{portal.place.public_code}?mode=kiosk")
    assert answer.headers["cache-control"] == "no-store"
    assert 'autocomplete="off"' in answer.text
    assert Reader(answer.text).named("channel") == [
        {"type": "hidden", "name": "channel", "value": "kiosk"}
    ]


def test_a_slip_travels_with_the_form(portal: Any) -> None:
    page = Reader(portal.get(f"/s/{portal.place.public_code}?slip=abcd-2345").text)
    assert page.named("slip")[0]["value"] == "ABCD2345"
    for printed in ("ABCDE23456", "abcde-23456"):
        page = Reader(portal.get(f"/S/{portal.place.public_code}/{printed}").text)
        assert page.named("slip")[0]["value"] == "ABCDE23456"
    assert portal.get(f"/S/{portal.place.public_code}/ABCDE2345O").status_code == 404
    odd = portal.get(f"/s/{portal.place.public_code}?slip=%22%3E%3Cb%3E").text
    assert Reader(odd).named("slip") == []


def test_the_short_form_asks_one_overall_tap_first_then_three_elements(portal: Any) -> None:
    make_short(portal)
    page = portal.get(f"/s/{portal.place.public_code}").text
    shown, _, rest = page.partition("<details")
    names = re.findall(r'<fieldset class="q" id="(\w+)"', shown)
    assert names[0] == "overall"
    assert len(names) == 4
    assert OVERALL.question.id in shown
    assert "3 dari 3" in shown
    further = re.findall(r'<fieldset class="q" id="(\w+)"', rest)
    assert sorted({*names[1:], *further}) == [element.column for element in Element]


def test_the_short_form_asks_all_nine_evenly_of_those_who_answer(portal: Any) -> None:
    make_short(portal)
    asked: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for respondent in range(24):
        page = portal.get(f"/s/{portal.place.public_code}").text
        # Somebody looks and leaves, somebody reloads: neither leaves a gap.
        if respondent % 3 == 0:
            again = portal.get(f"/s/{portal.place.public_code}").text
            assert Reader(again).named("asked") == Reader(page).named("asked")
        shown = re.findall(r'<fieldset class="q" id="(u\d)"', page.partition("<details")[0])
        asked.update(shown)
        together.update(combinations(sorted(shown), 2))
        block = Reader(page).named("asked")[0]["value"]
        answers = dict.fromkeys(shown, "3")
        assert portal.send(asked=block, **answers).status_code == 303
    assert set(asked.values()) == {8}
    assert len(asked) == 9
    assert set(together.values()) == {2}
    assert len(together) == 36


def test_every_two_elements_stand_together_in_exactly_one_block() -> None:
    pairs = Counter(pair for block in BLOCKS for pair in combinations(block, 2))
    assert set(pairs.values()) == {1}
    assert len(pairs) == 36


@given(st.lists(st.integers(0, 7), max_size=300), st.integers(0, 11))
def test_the_rotation_stays_even_however_many_answer_at_once(crowd: list[int], first: int) -> None:
    answered = [0] * len(BLOCKS)
    open_forms: list[int] = []
    for finishing in crowd:
        open_forms.append(next_block(answered, first))
        # Whoever has the form open finishes in any order; up to eight are open at once.
        if len(open_forms) > finishing:
            answered[open_forms.pop(finishing % len(open_forms))] += 1
    assert max(answered) - min(answered) <= 8


def test_the_form_is_shown_while_the_database_is_away(portal: Any) -> None:
    path = f"/s/{portal.place.public_code}"
    assert portal.get(path).status_code == 200
    portal.app.citizens.forget_counters()
    rename = "alter table service_counter rename to away"
    portal.database.write(lambda c: c.exec_driver_sql(rename))
    assert portal.get(path).status_code == 200
    unseen = portal.get(f"/s/{complete_counter_code(b'q' * 14)}")
    assert unseen.status_code == 503
    assert unseen.headers["retry-after"] == "5"


def test_a_changed_counter_shows_its_new_name(portal: Any) -> None:
    path = f"/s/{portal.place.public_code}"
    assert "Loket 1 Contoh A" in portal.get(path).text
    update = "update service_counter set name = 'Loket <Baru>'"
    portal.database.write(lambda c: c.exec_driver_sql(update))
    portal.app.citizens.forget_counters()
    page = portal.get(path).text
    assert "Loket &lt;Baru&gt;" in page
    assert "Loket 1 Contoh A" not in page


def test_every_page_says_where_it_holds_invented_figures(portal: Any) -> None:
    from dataclasses import replace

    settings = replace(portal.app.portal.settings, sample_mark=True)
    portal.app = create_app(settings, portal.database)
    for end in ("", "/thanks"):
        assert (
            "semua nama dan angka rekaan" in portal.get(f"/s/{portal.place.public_code}{end}").text
        )


def test_scans_of_a_retired_code_reach_the_operator(portal: Any) -> None:
    old = complete_counter_code(b"z" * 14)
    row = {
        "public_code": old,
        "counter_id": portal.place.counter_id,
        "reason": "poster tersebar",
        "retired_at": NOW,
    }
    portal.database.write(lambda c: c.execute(insert(RetiredCode).values(**row)))

    async def serve_a_while() -> None:
        async with portal.app._running():
            transport = httpx.ASGITransport(portal.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                for _ in range(3):
                    await client.get(f"/s/{old}")
            # Looking writes nothing; what was counted is stored by the minute, and at the end.
            assert portal.rows("select scans from retired_code") == [(0,)]

    asyncio.run(serve_a_while())
    assert portal.rows("select scans from retired_code") == [(3,)]
    operator = sign_in(portal.app, portal.database, Role.OPERATOR)
    page = operator.get("/registry/units/UNIT-A").text
    assert "poster tersebar" in page
    assert 'data-label="Masih dipindai">3</td>' in page


def test_a_shared_tablet_leads_nowhere_but_back_to_the_start(portal: Any) -> None:
    code = portal.place.public_code
    sent = portal.send(f"/s/{code}?mode=kiosk", u1="4", comment="Cepat", channel="kiosk")
    for path in (f"/s/{code}?mode=kiosk", sent.headers["location"], f"/s/{code}/thanks?mode=kiosk"):
        page = portal.get(path).text
        led = [attributes["href"] for tag, attributes in Reader(page).tags if tag == "a"]
        assert led
        # An address that begins with its query stays on the page that it stands on.
        assert all(
            link.startswith((f"/s/{code}?", "?")) and "mode=kiosk" in link for link in led
        ), led
        # What one person copied would be pasted by the next.
        assert 'id="copy"' not in page
    receipt = sent.headers["location"].split("thanks/")[1].partition("?")[0]
    assert f"{receipt[:4]}-{receipt[4:8]}" in portal.get(sent.headers["location"]).text


def test_whoever_mistypes_a_code_is_led_to_a_search(portal: Any) -> None:
    page = portal.get("/s/ABCDEFGHJK?lang=en").text
    assert 'href="/?lang=en">Look for an office or service</a>' in page
