"""The nine elements (unsur) of the survey: their names, prescribed questions and options.

Source: PermenPANRB 14/2017, annex, questionnaire order. The list of elements in the same texts puts
complaints 8th and facilities 9th, so an element is always named by its key, never by its number.
"""

from dataclasses import dataclass
from enum import StrEnum

# The portal finds all that a form asks in this one module.
from surveys.rules.attributes import ATTRIBUTES as ATTRIBUTES
from surveys.rules.words import Words as Words


class Element(StrEnum):
    """An element of the index (unsur), in the order of the questionnaire."""

    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    TIME = "time"
    COST = "cost"
    PRODUCT = "product"
    COMPETENCE = "competence"
    CONDUCT = "conduct"
    FACILITIES = "facilities"
    COMPLAINT_HANDLING = "complaint_handling"

    @property
    def column(self) -> str:
        """u1 ... u9 in the questionnaire's order: u8 facilities, u9 complaint handling."""
        return _COLUMN_OF[self]

    @property
    def question(self) -> "Question":
        """How the questionnaire asks about it."""
        return QUESTIONS[self]

    @property
    def label(self) -> Words:
        """The name on screens and in tables."""
        return QUESTIONS[self].label


ELEMENTS = tuple(Element)
"""The nine elements in the questionnaire's order."""

_COLUMN_OF = {element: f"u{number}" for number, element in enumerate(Element, start=1)}
_ELEMENT_OF = {column: element for element, column in _COLUMN_OF.items()}
COLUMNS = tuple(_ELEMENT_OF)
"""u1 ... u9, in the order of Element."""


def element_of_column(column: str) -> Element:
    """The element stored in a column u1 ... u9; raises ValueError for any other name."""
    try:
        return _ELEMENT_OF[column]
    except KeyError:
        raise ValueError(f"{column!r} is not a column; expected one of u1 to u9") from None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its four options, worst first (values 1 to 4).

    official_name is the element's name in the regulation, label the one on screens, short_label
    the one where space is scarce; helper says the question in everyday words.
    """

    official_name: Words
    label: Words
    short_label: Words
    question: Words
    helper: Words
    options: tuple[Words, Words, Words, Words]

    def option(self, value: int) -> Words:
        """The words of an answer; raises ValueError for a value outside 1-4."""
        if value not in (1, 2, 3, 4):
            raise ValueError(f"{value!r} is not an answer; expected 1, 2, 3 or 4")
        return self.options[value - 1]


_SUITABLE = (
    Words("Tidak sesuai", "Not suitable"),
    Words("Kurang sesuai", "Not quite suitable"),
    Words("Sesuai", "Suitable"),
    Words("Sangat sesuai", "Very suitable"),
)

QUESTIONS: dict[Element, Question] = {
    Element.REQUIREMENTS: Question(
        official_name=Words("Persyaratan", "Requirements"),
        label=Words("Persyaratan", "Requirements"),
        short_label=Words("Persyaratan", "Requirements"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis"
            " pelayanannya?",
            "How well do the requirements of the service suit the kind of service?",
        ),
        helper=Words(
            "Apakah syarat yang diminta cocok dengan urusan Anda?",
            "Did the papers you were asked for fit what you came for?",
        ),
        options=_SUITABLE,
    ),
    Element.PROCEDURE: Question(
        official_name=Words("Sistem, Mekanisme, dan Prosedur", "System, Mechanism and Procedure"),
        label=Words("Prosedur", "Procedure"),
        short_label=Words("Prosedur", "Procedure"),
        question=Words(
            "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
            "How easy do you find the procedure of the service in this unit?",
        ),
        helper=Words("Apakah langkah-langkahnya mudah diikuti?", "Were the steps easy to follow?"),
        options=(
            Words("Tidak mudah", "Not easy"),
            Words("Kurang mudah", "Not quite easy"),
            Words("Mudah", "Easy"),
            Words("Sangat mudah", "Very easy"),
        ),
    ),
    Element.TIME: Question(
        official_name=Words("Waktu Penyelesaian", "Completion Time"),
        label=Words("Waktu penyelesaian", "Completion time"),
        short_label=Words("Waktu", "Time"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
            "What do you think of the speed with which the service was given?",
        ),
        helper=Words("Apakah urusan Anda selesai dengan cepat?", "Was it done quickly?"),
        options=(
            Words("Tidak cepat", "Not fast"),
            Words("Kurang cepat", "Not quite fast"),
            Words("Cepat", "Fast"),
            Words("Sangat cepat", "Very fast"),
        ),
    ),
    Element.COST: Question(
        official_name=Words("Biaya/Tarif", "Cost/Tariff"),
        label=Words("Biaya/tarif", "Cost/tariff"),
        short_label=Words("Biaya", "Cost"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
            "How reasonable do you find the cost or tariff of the service?",
        ),
        helper=Words("Menurut Anda, biayanya bagaimana?", "What do you think of the price?"),
        options=(
            Words("Sangat mahal", "Very expensive"),
            Words("Cukup mahal", "Rather expensive"),
            Words("Murah", "Cheap"),
            Words("Gratis", "Free"),
        ),
    ),
    Element.PRODUCT: Question(
        official_name=Words(
            "Produk Spesifikasi Jenis Pelayanan", "Product Specification of the Service"
        ),
        label=Words("Produk layanan", "Service result"),
        short_label=Words("Produk", "Result"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum"
            " dalam standar pelayanan dengan hasil yang diberikan?",
            "How well does the result you were given match what the service standard describes?",
        ),
        helper=Words(
            "Apakah hasil yang Anda terima sesuai dengan yang dijanjikan?",
            "Did you get what was promised?",
        ),
        options=_SUITABLE,
    ),
    Element.COMPETENCE: Question(
        official_name=Words("Kompetensi Pelaksana", "Competence of Staff"),
        label=Words("Kompetensi petugas", "Staff competence"),
        short_label=Words("Kompetensi", "Competence"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
            "What do you think of the competence and ability of the staff in serving?",
        ),
        helper=Words("Apakah petugas paham pekerjaannya?", "Did the staff know their work?"),
        options=(
            Words("Tidak kompeten", "Not competent"),
            Words("Kurang kompeten", "Not quite competent"),
            Words("Kompeten", "Competent"),
            Words("Sangat kompeten", "Very competent"),
        ),
    ),
    Element.CONDUCT: Question(
        official_name=Words("Perilaku Pelaksana", "Conduct of Staff"),
        label=Words("Perilaku petugas", "Staff conduct"),
        short_label=Words("Perilaku", "Conduct"),
        question=Words(
            "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan"
            " dan keramahan?",
            "What do you think of the conduct of the staff, their politeness and friendliness?",
        ),
        helper=Words(
            "Apakah petugas sopan dan ramah kepada Anda?",
            "Were the staff polite and friendly to you?",
        ),
        options=(
            Words("Tidak sopan dan ramah", "Not polite and friendly"),
            Words("Kurang sopan dan ramah", "Not quite polite and friendly"),
            Words("Sopan dan ramah", "Polite and friendly"),
            Words("Sangat sopan dan ramah", "Very polite and friendly"),
        ),
    ),
    Element.FACILITIES: Question(
        official_name=Words("Sarana dan Prasarana", "Facilities and Infrastructure"),
        label=Words("Sarana dan prasarana", "Facilities"),
        short_label=Words("Sarana", "Facilities"),
        question=Words(
            "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
            "What do you think of the quality of the building and the equipment?",
        ),
        helper=Words(
            "Bagaimana ruangan, kursi, toilet, dan alatnya?",
            "How were the rooms, seats, toilets and equipment?",
        ),
        options=(
            Words("Buruk", "Bad"),
            Words("Cukup", "Fair"),
            Words("Baik", "Good"),
            Words("Sangat baik", "Very good"),
        ),
    ),
    Element.COMPLAINT_HANDLING: Question(
        official_name=Words(
            "Penanganan Pengaduan, Saran dan Masukan",
            "Handling of Complaints, Suggestions and Input",
        ),
        label=Words("Penanganan pengaduan", "Complaint handling"),
        short_label=Words("Pengaduan", "Complaints"),
        question=Words(
            "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
            "What do you think of how complaints of service users are handled?",
        ),
        helper=Words(
            "Adakah tempat mengadu, dan apakah pengaduan diurus? Tidak tahu? Lewati saja.",
            "Is there a way to complain, and is it dealt with? If you do not know, skip this.",
        ),
        options=(
            Words("Tidak ada", "There is none"),
            Words("Ada tetapi tidak berfungsi", "There is, but it does not work"),
            Words("Berfungsi kurang maksimal", "Works, but not fully"),
            Words("Dikelola dengan baik", "Well managed"),
        ),
    ),
}

OVERALL = Question(
    official_name=Words("Kepuasan keseluruhan", "Overall satisfaction"),
    label=Words("Kepuasan keseluruhan", "Overall satisfaction"),
    short_label=Words("Keseluruhan", "Overall"),
    question=Words(
        "Secara keseluruhan, seberapa puas Anda dengan pelayanan hari ini?",
        "All in all, how satisfied are you with the service today?",
    ),
    helper=Words(
        "Pertanyaan ini dari kami dan tidak masuk hitungan nilai.",
        "An extra question. It does not count in the score.",
    ),
    options=(
        Words("Tidak puas", "Not satisfied"),
        Words("Kurang puas", "Not quite satisfied"),
        Words("Puas", "Satisfied"),
        Words("Sangat puas", "Very satisfied"),
    ),
)
"""The one question that is not of the regulation; it never enters the index."""
