"""How cases are spoken of: numbers in words, confidence in words, marks in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal import wording
from surveys.rules.words import Words

NUMBERS = {
    "id": tuple(
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905
    ),
    "en": tuple(
        "no one two three four five six seven eight nine ten eleven".split()  # noqa: SIM905
    ),
}
STATUS_WORDS = {
    "new": "Baru",
    "in_progress": "Dikerjakan",
    "answered": "Dijawab",
    "closed": "Ditutup",
    "reopened": "Dibuka lagi",
}
VIEW_WORDS = {
    "open": "Menunggu jawaban",
    "danger": "Menyebut bahaya",
    "late": "Lewat waktu",
    **STATUS_WORDS,
    "all": "Semua",
}
SUBTYPE_WORDS = {
    "question": Words("Pertanyaan", "Question"),
    "empty": Words("Kosong", "Empty"),
    "spam": Words("Iklan", "Spam"),
    "out_of_scope": Words("Urusan instansi lain", "Matter of another agency"),
}
ACTION_WORDS = {
    "complaint_replied": "Dibalas",
    "complaint_taken_up": "Mulai dikerjakan",
    "complaint_closed": "Ditutup",
    "complaint_closed_silent": "Ditutup sendiri, sepuluh hari kerja tanpa tanggapan",
    "complaint_reopened": "Dibuka lagi",
    "complaint_classed": "Jenis diubah",
    "complaint_danger_marked": "Ditandai bahaya",
    "complaint_danger_cleared": "Dinyatakan tidak berbahaya",
    "complaint_danger_restored": "Tanda bahaya dikembalikan seperti semula",
    "complaint_read": "Label diperiksa",
    "complaint_withdrawn": "Pemeriksaan label dibatalkan",
    "complaint_returned": "Dikembalikan oleh inspektorat",
    "complaint_to_inspector": "Diteruskan ke inspektorat",
    "complaint_follow_up": "Masuk rencana tindak lanjut",
    "integrity_read": "Dibaca inspektur",
    "integrity_name_read": "Nama yang disegel dibuka",
}
CONFIDENCE = (
    (0.9, "hampir pasti"),
    (0.7, "kemungkinan besar"),
    (0.4, "mungkin"),
    (0.15, "kecil kemungkinannya"),
)


def spelled(number: int, language: str, *, begins: bool = True) -> str:
    """A small number as a word, as a sentence wants it; from twelve up in digits."""
    words = NUMBERS.get(language, NUMBERS["id"])
    if not 0 <= number < len(words):
        return wording.number(number, language=language)
    return words[number].capitalize() if begins else words[number]


def confidence(score: float | None) -> str | None:
    """What a probability is called; None for one not worth speaking of."""
    if score is None:
        return None
    return next((words for least, words in CONFIDENCE if score >= least), None)


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text; `label` names what its words spoke for, None for the rest."""

    text: str
    label: str | None = None


def marked(
    text: str, reasons: Sequence[tuple[str, int, int, float]], labels: Sequence[str]
) -> list[Stretch]:
    """A text cut where words drove one of these labels, the strongest word first in a clash."""
    taken: list[tuple[int, int, str]] = []
    for label, start, end, weight in sorted(reasons, key=lambda reason: -reason[3]):
        inside = 0 <= start < end <= len(text)
        free = all(end <= other or start >= stop for other, stop, _ in taken)
        if weight > 0 and label in labels and inside and free:
            taken.append((start, end, label))
    stretches: list[Stretch] = []
    place = 0
    for start, end, label in sorted(taken):
        between = text[place:start]
        if between.isspace() and stretches and stretches[-1].label == label:
            # Neighbouring words read as one mark.
            stretches[-1] = Stretch(stretches[-1].text + between + text[start:end], label)
        else:
            if between:
                stretches.append(Stretch(between))
            stretches.append(Stretch(text[start:end], label))
        place = end
    if place < len(text):
        stretches.append(Stretch(text[place:]))
    return stretches


def in_language(words: Mapping[str, Words], language: str) -> dict[str, str]:
    """The words of a table in one language."""
    return {key: value.in_language(language) for key, value in words.items()}
