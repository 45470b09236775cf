"""The keys a text can carry: eleven labels, four polarities, four sub-types of `other`.

Kept apart from everything that needs numpy, so that the web process can name a label cheaply.
"""

LABELS: tuple[str, ...] = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "complaint_handling",
    "facilities",
    "digital",
    "integrity",
)
"""What a complaint or suggestion is about, or what a praise praises; the order never changes."""

POLARITIES: tuple[str, ...] = ("complaint", "suggestion", "praise", "other")
SUBTYPES: tuple[str, ...] = ("question", "empty", "spam", "out_of_scope")
"""What a text of polarity `other` is."""
