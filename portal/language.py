"""The two languages of the pages: Indonesian as written, English and others from a catalogue.

A language is one folder of catalogues under portal/locale; nothing is compiled beforehand.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
DEFAULT = "id"


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, Indonesian first."""
    others = sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())
    return (DEFAULT, *(code for code in others if code != DEFAULT))


@cache
def translations(language: str) -> NullTranslations:
    """What turns the Indonesian words of a page into those of a language."""
    if language == DEFAULT or language not in languages():
        return NullTranslations()
    # Reading a catalogue needs a parser only at the start; Babel's is the well-kept one.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged: NullTranslations | None = None
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        part = GNUTranslations(compiled)
        if merged is None:
            merged = part
        else:
            merged.add_fallback(part)
    return merged or NullTranslations()


def other(language: str) -> str:
    """The language that a page offers beside its own."""
    return next(code for code in languages() if code != language)


def chosen(wanted: str | None) -> str:
    """A language that there is: the one wanted, else Indonesian."""
    return wanted if wanted in languages() else DEFAULT
