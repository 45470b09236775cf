"""Words that people read, in the two languages that the rules themselves speak."""

from typing import NamedTuple


class Words(NamedTuple):
    """The same words in Indonesian and in English."""

    id: str
    en: str

    def in_language(self, language: str) -> str:
        """The English words for "en", the Indonesian ones for every other language."""
        return self.en if language == "en" else self.id
