"""What people complain of under one heading: groups of alike texts, each with three examples."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission, Visitor
from portal.case_desk import scope_of, today_of_province
from portal.case_words import in_language
from portal.database import Database, utc_now
from portal.many_texts import look_over
from portal.pages import Page, language_of
from surveys import complaints, label_texts
from surveys.complaints import LabelCount
from surveys.label_texts import LabelText
from surveys.rules.labels import INTEGRITY, LABEL_WORDS

DAYS = 365
FEW = 20
"""Fewer texts than this are read faster than groups of them, and make none worth the name."""


@dataclass(frozen=True)
class ThemeCard:
    """A group of texts: its telling words, how many texts, three of them."""

    words: list[str]
    size: int
    examples: list[LabelText]


@dataclass(frozen=True)
class ThemesPage(Page):
    """The labels with how often each was complained of, and the themes of the chosen one."""

    template: ClassVar[str] = "complaints/themes.html"
    label: str | None
    labels: list[LabelCount]
    label_words: dict[str, str]
    texts: int
    themes: list[ThemeCard]
    few: list[LabelText]
    grouped: int
    most: int
    since: date
    answers: bool


def cards(found: list[dict[str, Any]], texts: list[LabelText]) -> list[ThemeCard]:
    """The groups of the child, with the texts that their row numbers name."""
    return [
        ThemeCard(one["words"], one["size"], [texts[row] for row in one["examples"]])
        for one in found
    ]


@get("/complaints/themes", opt={"access": Permission.REVIEW_LABELS})
async def show_themes(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    visitor: NamedDependency[Visitor],
) -> Response[bytes]:
    """The themes of one label; of the most frequent where none is asked for."""
    scope, today = scope_of(visitor), today_of_province(utc_now())
    first = today - timedelta(days=DAYS)
    asked = request.query_params.get("label", "")

    def look(connection: Connection) -> tuple[list[LabelCount], str | None, list[LabelText]]:
        counts = complaints.label_counts(connection, scope, first, today)
        blamed = [count for count in counts if count.complaints]
        usual = blamed[0].label if blamed else None
        label = asked if asked in LABEL_WORDS and asked != INTEGRITY else usual
        texts = label_texts.texts_about(connection, scope, label, first) if label else []
        return blamed, label, texts

    counts, label, texts = await database.read_async(look)
    found: list[dict[str, Any]] = []
    if len(texts) >= FEW:
        key = f"{label}|{scope.agency_id}|{scope.unit_id}|{len(texts)}|{texts[-1].complaint_id}"
        found = await look_over(key, {"texts": [one.text for one in texts]})
    themes = cards(found, texts)
    return ThemesPage(
        label=label,
        labels=counts,
        label_words=in_language(LABEL_WORDS, language_of(request)),
        texts=len(texts),
        themes=themes,
        few=texts[::-1] if len(texts) < FEW else [],
        grouped=sum(theme.size for theme in themes),
        most=max((theme.size for theme in themes), default=0),
        since=first,
        answers=visitor.may(Permission.ANSWER_COMPLAINTS),
    ).response(request)


ROUTES = (show_themes,)
