"""Whether a text that is read as an ordinary one may be about a levy all the same.

Names are sealed until a text was read. What a model misses a person may still see; by then the name
would be gone, so it stays sealed where there is any trace of money or of suspicion.
"""

import re

TRACE_OF_SUSPICION = 0.03
"""From this probability of integrity on a text has a trace; a quarter of what holds it back."""

_NAMED = "[nama]"
_MONEY = re.compile(
    r"\b(?:uang|duit|dhuwit|duwit|doku|fulus|amplop|tips?|seikhlas\w*|sukarela|rp|pungut\w*|setor\w*|"
    r"nambah|imbalan|komisi|rokok|udut|kopi|bensin|oleh-?\s?oleh\w*|parsel|bingkisan|salam tempel|"
    r"(?:kasih|bayar|tambah)\s+(?:dikit|sedikit|lebih|lagi)|\d+\s?(?:rb|ribu|jt|juta|k)|"
    r"(?:puluh|ratus|lima|dua|se)\s?(?:ribu|ratus)|goceng|ceban|gocap|cepek|noban)\b",
    re.IGNORECASE,
)


def may_hide_a_levy(redacted: str, integrity: float) -> bool:
    """Whether a name that was masked in a text should stay sealed until a person has read it.

    redacted : the masked text; integrity : how likely the model thinks a complaint of integrity.
    """
    if _NAMED not in redacted:
        return False
    return has_trace(redacted, integrity)


def has_trace(text: str, integrity: float) -> bool:
    """The same of a text in which somebody might have been named."""
    return integrity >= TRACE_OF_SUSPICION or _MONEY.search(text) is not None
