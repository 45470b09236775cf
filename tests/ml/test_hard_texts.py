"""What citizens write between the lines, read by the classifier that `make setup` trained."""

from functools import cache
from pathlib import Path

import pytest

from ml import reading
from ml.alarms import alarms
from ml.classifier import Classified, ComplaintClassifier
from ml.model_cards import NoModel, RegistryError
from ml.registry import Registry

MODELS = Path(__file__).parent.parent.parent / "data" / "models"


@cache
def reader() -> ComplaintClassifier:
    """The promoted model of this checkout."""
    try:
        return Registry(MODELS).load()
    except (NoModel, RegistryError):
        pytest.fail("no model is trained; run make setup")


def read(text: str) -> Classified:
    """One text as the portal reads it."""
    return reader().predict_texts([text])[0]


def test_praise_of_one_thing_and_complaint_of_another_is_a_complaint_of_the_other() -> None:
    found = read("petugasnya ramah tapi antrenya lama sekali, dua jam lebih")
    assert found.polarity == "complaint"
    assert found.labels == ("time",)


_BLAMED_STAFF = (
    "petugas loket 2 judes",
    "susternya galak",
    "bu kasir jutek",
    "satpamnya bentak-bentak",
    "perawat malam tidak ramah",
    "yang di kasir mukanya ditekuk terus",
)
_BROKEN_THINGS = ("toiletnya mampet", "toiletnya jorok", "AC ruang tunggu mati", "kursinya rusak")
_PRAISED = ("dokternya ramah", "bu camatnya sabar", "mushollanya nyaman", "bayarnya cepat")
_OTHER_THINGS = ("mushollanya nyaman", "tamannya bagus", "bayarnya cepat")


def _both_orders(blames: tuple[str, ...], praises: tuple[str, ...], between: str) -> list[str]:
    pairs = [(blame, praise) for blame in blames for praise in praises]
    turned = between.replace("untung", "sayangnya")
    return [text for a, b in pairs for text in (a + between + b, b + turned + a)]


@pytest.mark.parametrize("between", [", ", ". ", ", untung ", " tapi "])
def test_rude_staff_are_a_complaint_before_praise_as_behind_it(between: str) -> None:
    for found in reader().predict_texts(_both_orders(_BLAMED_STAFF, _PRAISED, between)):
        heard = found.polarity == "complaint" and "conduct" in found.labels
        assert heard or found.needs_review, found.redacted


@pytest.mark.parametrize("text", [f"{a}, {b}" for a in _BLAMED_STAFF[:5] for b in _PRAISED])
def test_praise_behind_rude_staff_does_not_turn_the_complaint(text: str) -> None:
    found = read(text)
    assert found.polarity == "complaint"
    assert "conduct" in found.labels


@pytest.mark.parametrize(
    "text",
    [
        text
        for between in (", ", ". ", ", untung ")
        for text in _both_orders(_BROKEN_THINGS, _OTHER_THINGS, between)
    ],
)
def test_something_broken_beside_something_good_goes_by_what_is_broken(text: str) -> None:
    found = read(text)
    assert found.polarity == "complaint" or found.needs_review
    assert "facilities" in found.labels


@pytest.mark.parametrize("between", [", ", ". ", ", untung ", " tapi ", ", tapi "])
def test_no_clear_blame_beside_praise_is_taken_for_praise_without_a_person(between: str) -> None:
    blames = (
        *_BLAMED_STAFF,
        *_BROKEN_THINGS,
        "antrinya lama banget",
        "nunggu tiga jam",
        "petugasnya gak paham aturan",
        "KTP anak saya salah nama",
        "saya dimarahi di depan orang banyak",
    )
    for found in reader().predict_texts(_both_orders(blames, _PRAISED, between)):
        assert found.polarity != "praise" or found.needs_review, found.redacted


@pytest.mark.parametrize(
    "text",
    [
        "walau antri lama, petugasnya ramah",
        "dulu petugasnya judes, sekarang ramah semua",
        "katanya petugasnya galak, ternyata ramah",
        "kirain susternya judes, baik banget kok",
        "petugasnya ramah, ruangannya dingin, toiletnya wangi",
    ],
)
def test_what_is_granted_past_or_hearsay_beside_praise_stays_praise(text: str) -> None:
    found = read(text)
    assert found.polarity == "praise"
    assert not found.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "syaratnya tidak berat",
        "laporan saya tidak diabaikan",
        "komplain saya tidak didiamkan",
        "toiletnya tidak pesing",
        "AC nya tidak mati lagi",
        "antrinya tidak panjang",
        "siapa bilang petugasnya judes? baik banget kok",
    ],
)
def test_denied_blame_is_no_complaint(text: str) -> None:
    assert read(text).polarity == "praise"


@pytest.mark.parametrize(
    "text",
    ["tidak pernah tidak antre", "tidak pernah tidak telat", "toilet rusak tidak diperbaiki"],
)
def test_what_is_never_otherwise_or_not_mended_is_a_complaint(text: str) -> None:
    assert read(text).polarity == "complaint"


@pytest.mark.parametrize("quality", ["ramah", "sopan"])
@pytest.mark.parametrize("nothing", ["gak ada {0}-{0}nya petugasnya", "ora ana {0}2nya petugase"])
def test_not_a_trace_of_a_quality_is_a_complaint(quality: str, nothing: str) -> None:
    assert read(nothing.format(quality)).polarity == "complaint"


@pytest.mark.parametrize(
    "text", ["petugasnya _tidak_ ramah", "the officer isn’t friendly", "petugasnya lom ramah"]
)
def test_no_marks_or_rarer_spellings_turn_a_complaint_into_praise(text: str) -> None:
    assert read(text).polarity == "complaint"


def test_no_levy_is_no_integrity_complaint() -> None:
    found = read("tidak ada pungli di sini, mantap")
    assert "integrity" not in found.labels
    assert found.polarity == "praise"


def test_money_for_speed_is_held_for_the_inspector_however_it_is_called() -> None:
    for text in (
        "kalau mau cepat disuruh kasih uang rokok",
        "diminta uang pengertian biar lancar",
        "ada calo nawarin jalur belakang 200 ribu",
    ):
        assert read(text).integrity_suspected, text


def test_whoever_knows_somebody_and_went_first_is_held_for_the_inspector_in_javanese_too() -> None:
    for text in (
        "wong sing duwe kenalan didhisikke",
        "anak pejabat dipanggil duluan padahal datang belakangan",
        "sing nduwe dulur neng njero diceluk disik",
    ):
        assert read(text).integrity_suspected, text
    for text in ("lansia didahulukan, bagus", "tidak ada yang didahulukan karena kenalan"):
        assert not alarms(reading.read(text)).integrity, text


@pytest.mark.parametrize(
    "text",
    [
        "petugasnya minta disogok dulu",
        "sing jaga njaluk duwit bensin",
        "nyak dikilu duit rokok di loket",
        "dijaluk duwit udud sing jaga lawang",
        "mak ngilu duit mak lapah, sai jaga ngilu duit gawoh",
    ],
)
def test_money_asked_for_is_heard_in_every_language_of_the_counter(text: str) -> None:
    assert alarms(reading.read(text)).integrity


@pytest.mark.parametrize(
    "text",
    [
        "kami minta tiap loket dibuka",
        "mak wat sai kilu duit, helau nihan",
        "ora dijaluk duwit, matur nuwun",
        "gigi saya ngilu sejak kemarin",
    ],
)
def test_who_was_asked_for_nothing_raises_no_alarm(text: str) -> None:
    assert not alarms(reading.read(text)).integrity


def test_waiting_is_about_time_in_a_farmer_s_words_and_in_a_clerk_s() -> None:
    for text in ("antri dr subuh gk dipanggil2", "Pelayanan lambat, menunggu tiga jam."):
        assert "time" in read(text).labels, text


def test_a_rude_officer_is_about_conduct_and_never_about_integrity() -> None:
    found = read("petugasnya judes dan membentak ibu saya")
    assert "conduct" in found.labels
    assert "integrity" not in found.labels


def test_nothing_written_has_no_label() -> None:
    for text in (
        "-",
        "...",
        "tidak ada",
        "nihil",
        "kosong",
        "no comment",
        "cukup",
        "tidak ada saran",
    ):
        found = read(text)
        assert (found.labels, found.polarity, found.subtype) == ((), "other", "empty"), text


def test_contentment_without_a_subject_is_no_complaint() -> None:
    for text in ("sudah baik", "sudah bagus", "baik", "lumayan", "cukup baik", "aman"):
        found = read(text)
        assert found.labels == (), text
        assert found.polarity in {"praise", "other"}, text


def test_scores_are_probabilities_of_all_eleven_labels() -> None:
    found = read("toilet kotor dan kursi kurang")
    assert len(found.scores) == 11
    assert all(0 <= score <= 1 for score in found.scores.values())
    assert "facilities" in found.labels


def test_the_words_that_drove_a_label_stand_where_they_are_said_to_stand() -> None:
    text = "toilet kotor sekali, baunya sampai ruang tunggu"
    drivers = [driver for driver in read(text).explanation if driver.label == "facilities"]
    assert drivers
    assert all(text[driver.start : driver.end].lower() == driver.word.lower() for driver in drivers)


def test_personal_data_is_found_where_it_stands_and_masked() -> None:
    text = "saya Budi 0812-3456-7890, berkas belum jadi"
    found = read(text)
    phone = next(span for span in found.pii if span.type == "phone")
    assert text[phone.start : phone.end] == "0812-3456-7890"
    assert "3456" not in found.redacted


def test_the_same_text_is_read_the_same_alone_and_in_company() -> None:
    text = "blanko habis terus, disuruh pakai surat sementara"
    alone = read(text)
    in_company = reader().predict_texts(["ramah", text, "lama"])[1]
    assert alone.scores == pytest.approx(in_company.scores)
    assert alone.labels == in_company.labels


def test_any_text_can_be_read() -> None:
    for text in ("", " ", "\u200b", "😡" * 50, "a" * 2000, "\x01\x02", "١٢٣", "Ⅳ" * 20):
        assert reader().predict_texts([text])[0].polarity in {
            "complaint",
            "suggestion",
            "praise",
            "other",
        }


def test_a_model_that_was_changed_by_a_byte_is_refused(tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "models"
    shutil.copytree(MODELS, copy)
    version = Registry(copy).current()
    assert version is not None
    largest = max((p for p in (copy / version).iterdir()), key=lambda p: p.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    with pytest.raises(RegistryError):
        Registry(copy).load(version)


@pytest.mark.parametrize(
    "text", ["dilayani seperti keluarga, terima kasih", "petugasnya baik seperti saudara sendiri"]
)
def test_thanks_that_speak_of_family_are_not_kept_from_the_head(
    model: ComplaintClassifier, text: str
) -> None:
    found = model.predict_texts([text])[0]
    assert found.polarity == "praise"
    assert not found.integrity_suspected
