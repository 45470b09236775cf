"""The survey on paper, two pages of A4 for each counter, as an officer types it in afterwards."""

from collections.abc import Sequence
from pathlib import Path

from portal.documents.drawings import FACES, MARK, TAPIS_TILE
from portal.documents.pdf import pdf_of
from portal.documents.poster import PosterPlace
from surveys.rules.attributes import ATTRIBUTES
from surveys.rules.elements import OVERALL, QUESTIONS, Question

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheets_pdf(places: Sequence[PosterPlace], *, sample: bool = False) -> bytes:
    """A front and a back for each counter; raises ValueError for no counter at all."""
    if not places:
        raise ValueError("there is no counter to print; expected at least one")
    given = {
        "title": f"Lembar survei Suara Loket, {places[0].agency_name}",
        "tapis": TAPIS_TILE,
        "mark": MARK,
        "faces": FACES,
        "note": "Contoh, bukan untuk dibagikan" if sample else "",
        "questions": [_question(question) for question in QUESTIONS.values()],
        "overall": _question(OVERALL),
        "attributes": [
            {"label": one.label.id, "values": [words.id for words in one.values.values()]}
            for one in ATTRIBUTES.values()
        ],
        "sheets": [
            {"agency": place.agency_name, "unit": place.unit_name, "counter": place.counter_name}
            for place in places
        ],
    }
    return pdf_of(TEMPLATE, given)


def _question(question: Question) -> dict[str, object]:
    return {
        "question": question.question.id,
        "helper": question.helper.id,
        "options": [words.id for words in question.options],
    }
