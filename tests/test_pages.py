"""All pages at once: every sentence in both languages, every template reachable."""

from gettext import GNUTranslations
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from portal.language import languages, translations

ROOT = Path(__file__).parent.parent
OPTIONS = {"**.html": {"newstyle_gettext": "true", "extensions": "jinja2.ext.do"}}


def sentences() -> dict[str, str]:
    """Every sentence that a template hands to the catalogue, with the template."""
    found: dict[str, str] = {}
    for name, _, message, _, _ in extract_from_dir(
        str(ROOT / "templates"), method_map=[("**.html", "jinja2")], options_map=OPTIONS
    ):
        for part in message if isinstance(message, tuple) else (message,):
            if part:
                found.setdefault(part, name)
    return found


def translated(language: str) -> set[str]:
    """Every sentence that the catalogue of a language holds."""
    held: set[str] = set()
    for path in (ROOT / "portal" / "locale" / language).glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    held.update(message.id if isinstance(message.id, tuple) else (message.id,))
    return held


def test_every_sentence_of_a_page_is_there_in_english() -> None:
    assert "en" in languages()
    there = translated("en")
    missing = [f"{name}: {words}" for words, name in sentences().items() if words not in there]
    assert not missing, f"{len(missing)} sentences without English:\n" + "\n".join(missing)


def test_a_translated_sentence_has_the_same_places_to_fill() -> None:
    wrong = []
    for path in (ROOT / "portal" / "locale").glob("*/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    for place in ("%(", "{"):
                        if message.string and message.id.count(place) != message.string.count(
                            place
                        ):
                            wrong.append(f"{path.name}: {message.id}")
    assert not wrong, "\n".join(wrong)


def test_a_page_says_the_same_word_in_the_language_of_its_address() -> None:
    english = translations("en")
    assert isinstance(english, GNUTranslations)
    assert english.gettext("Keluar") == "Sign out"
    assert translations("id").gettext("Keluar") == "Keluar"


def test_every_template_belongs_to_a_page() -> None:
    python = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "portal").rglob("*.py"))
    html = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")
    )
    orphans = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (name := str(path.relative_to(ROOT / "templates"))) not in python and name not in html
    ]
    assert not orphans, orphans
