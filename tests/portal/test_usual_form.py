"""The short reading of a form finds what the full one finds, or leaves the form to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import form_keys, intake
from portal.usual_form import read_usual
from portal.web import UnreadableForm, parse_form
from surveys.places import OfferedService, OpenCounter
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.codes import complete_counter_code

SECRET = b"s" * 32
NOW = datetime(2026, 11, 16, 16, 59, 30, 5, UTC)
COUNTER = OpenCounter(
    counter_id=7,
    public_code=complete_counter_code(b"a" * 14),
    code="L-1",
    name="Loket 1",
    unit_id=3,
    unit_code="U-1",
    unit_name="Unit",
    agency_id=1,
    agency_code="A-1",
    agency_name="Dinas",
    time_zone="Asia/Jakarta",
    questionnaire_id=1,
    questionnaire_code="u9",
    mode="full",
    services=(OfferedService(11, "KTP", "KTP"), OfferedService(12, "KK/1", "Kartu keluarga")),
)
KEY = form_keys.issue(SECRET, 7, 1, int(NOW.timestamp()) - 90).decode()
OTHER_KEYS = (
    form_keys.issue(SECRET, 8, 1, int(NOW.timestamp())).decode(),
    form_keys.issue(SECRET, 7, 1, int(NOW.timestamp()) - 400_000).decode(),
    KEY + ".visit-2",
)

values = st.one_of(
    st.sampled_from(["", "1", "4", "5", "kiosk", "en", "id", "KTP", "KK/1", "<17", "56+", "P"]),
    st.sampled_from([KEY, *OTHER_KEYS, KEY[:-1] + "?", "23AB", "on", " ", "²"]),
    st.sampled_from(["Bagus", "Hubungi Pak Budi 0812-3456-7890\r\nya", "\x00\ud800é", "x" * 2001]),
    st.text(max_size=12),
)
attributes = {name: st.sampled_from(["", *kind.values]) for name, kind in ATTRIBUTES.items()}
usual_fields = st.fixed_dictionaries(
    {
        "key": st.sampled_from([KEY, *OTHER_KEYS]),
        "comment": st.text(max_size=60),
    },
    optional={
        **{name: st.sampled_from(["", "1", "2", "3", "4"]) for name in intake.QUESTIONS},
        **attributes,
        "service": st.sampled_from(["", "KTP", "KK/1"]),
        "lang": st.sampled_from(["id", "en"]),
        "private": st.just("1"),
        "channel": st.just("kiosk"),
        "asked": st.sampled_from(["0", "2"]),
    },
)
any_fields = st.lists(
    st.tuples(st.one_of(st.sampled_from(intake.FIELDS), st.text(max_size=6)), values), max_size=10
)


def fully_read(body: bytes) -> intake.Reading | None:
    """What the full reading finds; a form without a key gets a name by chance, left out here."""
    try:
        form = parse_form(body)
    except UnreadableForm:
        return None
    channel = "kiosk" if form.get("channel") == ["kiosk"] else "qr"
    return intake.read_form(form, COUNTER, SECRET, NOW, channel)


def without_chance(reading: intake.Reading, body: bytes) -> intake.Reading:
    if reading.draft is None or parse_form(body).get("key", [""])[0]:
        return reading
    return replace(reading, draft=replace(reading.draft, form_key="", receipt=None))


@given(st.one_of(usual_fields.map(lambda fields: [*fields.items()]), any_fields))
def test_what_the_short_reading_finds_the_full_one_finds_too(fields: list[tuple[str, str]]) -> None:
    body = urlencode(fields, errors="surrogatepass").encode("ascii")
    found = read_usual(body, COUNTER, SECRET, NOW)
    if found is None:
        return
    full = fully_read(body)
    assert full is not None
    assert without_chance(found.reading, body) == without_chance(full, body)
    assert found.asked == parse_form(body).get("asked", [""])[0]


@given(st.binary(max_size=80))
def test_no_bytes_whatsoever_break_it(body: bytes) -> None:
    found = read_usual(body, COUNTER, SECRET, NOW)
    assert found is None or found.reading.draft is not None


def test_a_form_as_a_browser_sends_it_is_read_the_short_way() -> None:
    fields = {f"u{number}": "3" for number in range(1, 10)} | {"overall": "4", "age_band": "56+"}
    fields |= {"comment": "Antre lama, 3 jam.\r\nTerima kasih!", "key": KEY, "lang": "id"}
    found = read_usual(urlencode(fields).encode(), COUNTER, SECRET, NOW)
    assert found is not None
    assert found.reading.draft is not None
    assert found.reading.draft.comment == "Antre lama, 3 jam.\nTerima kasih!"
    assert found.reading.draft.age_band == "56+"
    assert found.reading.draft.marks == 0


@pytest.mark.parametrize(
    "body",
    ["u1=4&u1=3", "u1=5", "u%31=4", "u1=4&comment=%ff", "u1=4&service=no", "u1", "", "u1="],
)
def test_whatever_is_not_usual_is_left_to_the_full_reading(body: str) -> None:
    assert read_usual(body.encode(), COUNTER, SECRET, NOW) is None


@pytest.mark.parametrize("time_zone", ["Asia/Jakarta", "Asia/Jayapura", "Asia/Kathmandu"])
def test_the_day_of_an_answer_is_that_of_its_place_to_the_second(time_zone: str) -> None:
    for seconds in range(0, 86_400, 449):
        moment = NOW + timedelta(seconds=seconds)
        assert intake.local_day(time_zone, moment) == moment.astimezone(ZoneInfo(time_zone)).date()
