"""What a message opens and closes with is told from what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.classifier import ComplaintClassifier
from ml.courtesy import parted
from ml.reading import read
from ml.text import tokens


def body_of(text: str) -> str:
    return " ".join(token.word for token in parted(tokens(text)).body)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("loket kosong dari pagi. Terima kasih", "loket kosong dari pagi"),
        ("kapan jadi? makasih kak", "kapan jadi ?"),
        ("tidak ada saran. terima kasih", "tidak ada saran"),
        ("antri lama\nHormat saya,\n[nama]", "antri lama"),
        ("assalamualaikum wr wb, toiletnya bau", "toiletnya bau"),
        ("Selamat pagi pak bu. Mohon maaf sebelumnya, AC mati", "ac mati"),
        ("berkas hilang tolong hubungi saya di [telepon]", "berkas hilang"),
    ],
)
def test_greeting_thanks_signature_and_contact_are_set_apart(text: str, said: str) -> None:
    assert body_of(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "terima kasih pak",
        "terima kasih untuk ibu di loket 3",
        "petugas tidak minta maaf",
        "disapa tidak jawab salam",
        "dibantu sampai selesai oleh pak [nama]",
        "nomor antrian habis",
        "wa dinas tidak dibalas",
        "pak, salam tempel masih jalan di sini",
        "petugas pilih kasih",
        "bayar uang terima kasih",
        "tidak ada nomor telepon. terima kasih",
        "izin usaha saya ditolak",
        "selamat dari banjir",
    ],
)
def test_thanks_and_greetings_that_are_what_is_said_stay(text: str) -> None:
    assert body_of(text) == " ".join(token.word for token in tokens(text))


def test_what_was_set_apart_is_known_and_every_word_keeps_its_place() -> None:
    text = "Halo. kursi kurang. trims, wa [telepon]"
    reading = read(text)
    assert (reading.thanks, reading.contact) == (True, True)
    assert [text[token.start : token.end] for token in reading.tokens][-2:] == ["kursi", "kurang"]
    assert not read("kursi kurang").thanks


POLITE = st.lists(st.sampled_from(["terima", "kasih", "pak", ".", "wa", "ya", "lama"]))


@given(st.text(max_size=60) | POLITE.map(" ".join))
def test_any_text_keeps_a_body_that_is_a_part_of_it(text: str) -> None:
    sequence = tokens(text)
    body = list(parted(sequence).body)
    assert bool(body) == bool(sequence)
    assert not body or body == sequence[sequence.index(body[0]) :][: len(body)]


COMPLAINTS = (
    "loket tiga kosong dari pagi sampai siang",
    "petugas membentak ibu saya di depan orang",
    "nama saya salah ketik lagi, disuruh urus dari awal",
)


@pytest.mark.parametrize("text", COMPLAINTS)
@pytest.mark.parametrize(
    "courtesy",
    [
        "{}. terima kasih",
        "{}, makasih ya kak",
        "{}\nHormat saya, [nama]",
        "{} wa 081234567890",
        "{}, tolong hubungi 081234567890",
        "Assalamualaikum. {}. Trims, sukses selalu",
        "mohon maaf sebelumnya, {}",
    ],
)
def test_a_complaint_stays_one_however_politely_it_is_put(
    model: ComplaintClassifier, text: str, courtesy: str
) -> None:
    alone, polite = model.predict_texts([text, courtesy.format(text)], explain=False)
    assert (polite.polarity, polite.labels) == ("complaint", alone.labels)
