"""What can go wrong in the field; the portal turns each kind into a page."""

from collections.abc import Mapping


class SurveyError(Exception):
    """Something that was asked for and cannot be."""


class NotFound(SurveyError):
    """There is no such thing, or not for this person."""


class NotOffered(NotFound):
    """An address asks for what is not given; the reason says what is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Closed(SurveyError):
    """It was open once and is closed now."""


class Refused(SurveyError):
    """A rule forbids it; the reason says which, in the reader's language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(SurveyError):
    """Not now: the queue is full or the database is away; try again in a moment."""


class Invalid(SurveyError):
    """Fields that cannot be accepted: a sentence for each, and everything as it was given."""

    def __init__(self, fields: Mapping[str, str], given: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)
        self.given = dict(given or {})


class Withheld(SurveyError):
    """Too few answered to show it; `needed` more would do."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed
