"""The complaint labels: what a text can be about (the first nine are the nine elements, by key)."""

from surveys.rules.elements import Element
from surveys.rules.words import Words

LABEL_WORDS: dict[str, Words] = {
    Element.REQUIREMENTS.value: Words("Persyaratan", "Requirements"),
    Element.PROCEDURE.value: Words("Prosedur", "Procedure"),
    Element.TIME.value: Words("Waktu", "Time"),
    Element.COST.value: Words("Biaya", "Cost"),
    Element.PRODUCT.value: Words("Hasil layanan", "Service result"),
    Element.COMPETENCE.value: Words("Kemampuan petugas", "Staff competence"),
    Element.CONDUCT.value: Words("Sikap petugas", "Staff conduct"),
    Element.COMPLAINT_HANDLING.value: Words("Penanganan pengaduan", "Complaint handling"),
    Element.FACILITIES.value: Words("Sarana", "Facilities"),
    "digital": Words("Layanan digital", "Digital service"),
    "integrity": Words("Integritas", "Integrity"),
}
"""Labels in their fixed order, with the words that staff read."""

LABELS: tuple[str, ...] = tuple(LABEL_WORDS)

INTEGRITY = "integrity"
"""Goes to the inspector alone; never a training matter, never public."""

UNTRAINABLE = frozenset({INTEGRITY, Element.FACILITIES.value, Element.COST.value})
"""Labels that no training can mend: other people's work, or the inspector's."""

POLARITIES: dict[str, Words] = {
    "complaint": Words("Keluhan", "Complaint"),
    "suggestion": Words("Saran", "Suggestion"),
    "praise": Words("Pujian", "Praise"),
    "other": Words("Lainnya", "Other"),
}
