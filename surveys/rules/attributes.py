"""What a respondent may say about themselves: every attribute can be left out.

Source: PermenPANRB 14/2017, form of the questionnaire; age is asked in bands so that nobody can be
found by it. Diploma levels are in use although the form does not print them.
"""

from dataclasses import dataclass

from surveys.rules.words import Words

NOT_ANSWERED = Words("Tidak menjawab", "Not answered")
"""Printed beside the other values, with its count."""

CHILD = "<17"
"""A child is asked for nothing more: with this age band all other attributes are dropped."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question about the respondent: stored value -> words, in the order of the form."""

    key: str
    label: Words
    values: dict[str, Words]

    def __contains__(self, value: object) -> bool:
        return value in self.values

    def words(self, value: str | None) -> Words:
        """The words of a stored value; raises ValueError for a value that is not of the list."""
        if value is None or value == "":
            return NOT_ANSWERED
        if value not in self.values:
            accepted = ", ".join(self.values)
            raise ValueError(f"{self.key}: {value!r} is not a value; expected {accepted} or empty")
        return self.values[value]


AGE_BAND = Attribute(
    "age_band",
    Words("Umur", "Age"),
    {
        CHILD: Words("Di bawah 17 tahun", "Under 17"),
        "17-25": Words("17–25 tahun", "17–25"),
        "26-35": Words("26–35 tahun", "26–35"),
        "36-45": Words("36–45 tahun", "36–45"),
        "46-55": Words("46–55 tahun", "46–55"),
        "56+": Words("56 tahun ke atas", "56 and over"),
    },
)
SEX = Attribute(
    "sex",
    Words("Jenis kelamin", "Sex"),
    {"L": Words("Laki-laki", "Male"), "P": Words("Perempuan", "Female")},
)
EDUCATION = Attribute(
    "education",
    Words("Pendidikan terakhir", "Education"),
    {
        "SD": Words("SD ke bawah", "Primary school or less"),
        "SMP": Words("SMP", "Junior secondary school"),
        "SMA": Words("SMA/SMK", "Senior secondary school"),
        "D1-D3": Words("D1–D3", "Diploma (D1–D3)"),
        "S1": Words("S1/D4", "Bachelor (S1/D4)"),
        "S2": Words("S2", "Master (S2)"),
        "S3": Words("S3", "Doctor (S3)"),
    },
)
OCCUPATION = Attribute(
    "occupation",
    Words("Pekerjaan", "Occupation"),
    {
        "PNS": Words("PNS", "Civil servant"),
        "TNI": Words("TNI", "Military"),
        "POLRI": Words("POLRI", "Police"),
        "swasta": Words("Pegawai swasta", "Private employee"),
        "wirausaha": Words("Wirausaha", "Self-employed"),
        "lainnya": Words("Lainnya", "Other"),
    },
)
ATTRIBUTES = {attribute.key: attribute for attribute in (AGE_BAND, SEX, EDUCATION, OCCUPATION)}


def allowed_attributes(answers: dict[str, str | None]) -> dict[str, str | None]:
    """The attributes that may be stored: of a child nothing but the age band."""
    if answers.get(AGE_BAND.key) != CHILD:
        return answers
    return {key: value if key == AGE_BAND.key else None for key, value in answers.items()}
