"""Whether the reader still reads well: doubt, shares beside chance checks, agreement, new words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from portal.access import Permission
from portal.case_desk import today_of_province
from portal.case_words import in_language
from portal.database import Database, utc_now
from portal.many_texts import look_over
from portal.pages import Page, language_of
from surveys import label_texts, reading_quality
from surveys.reading_quality import MonthRead, ReadTwice, Shares
from surveys.rules.labels import LABEL_WORDS

MONTHS_BACK_DAYS = 183
RECENT_DAYS = 30
BEFORE_DAYS = 180
MOST_TEXTS = 4000
LEAST_TWICE = 20
"""Agreement over fewer texts says little, and is not shown."""


@dataclass(frozen=True)
class ShareLine:
    """A label in the checked texts: its share as read, as found by people, whether they part."""

    words: str
    read: float | None
    found: float | None
    low: float | None
    high: float | None
    parts: bool


@dataclass(frozen=True)
class AgreementLine:
    """A label, or the polarity (words None): in how many texts two readers agree, and kappa."""

    words: str | None
    agree: int
    kappa: float | None


@dataclass(frozen=True)
class AgreementMonth:
    """The texts that were read twice in a month."""

    first_day: date
    texts: int
    lines: list[AgreementLine]


@dataclass(frozen=True)
class QualityPage(Page):
    """All of it, and the answer: which labels part from what people find."""

    template: ClassVar[str] = "complaints/model_quality.html"
    months: list[MonthRead]
    shares: list[ShareLine]
    texts: int
    drawn: int
    apart: list[str]
    since: date
    agreement: list[AgreementMonth]
    words: list[dict[str, Any]]
    recent: int
    earlier: int


def share_lines(shares: Shares, words: dict[str, str]) -> list[ShareLine]:
    """Shares of one; they part where reader and people err in one direction beyond chance."""
    from ml.review import leans, wilson_interval

    if not shares.drawn:
        return [ShareLine(words[one.label], None, None, None, None, False) for one in shares.labels]
    return [
        ShareLine(
            words[one.label],
            one.read / shares.drawn,
            one.found / shares.drawn,
            *wilson_interval(one.found, shares.drawn),
            leans(one.only_read, one.only_found),
        )
        for one in shares.labels
    ]


def agreement_months(twice: Sequence[ReadTwice], words: dict[str, str]) -> list[AgreementMonth]:
    """Per month and label how far two readers agree, the newest month first."""
    import numpy as np

    from ml.labels import POLARITIES
    from ml.measures import class_kappa, kappa

    by_month: dict[date, list[ReadTwice]] = {}
    for one in twice:
        by_month.setdefault(one.first_day, []).append(one)
    months = []
    for first_day, rows in sorted(by_month.items(), reverse=True):
        first = np.array([[label in one.first for label in words] for one in rows])
        second = np.array([[label in one.second for label in words] for one in rows])
        sides = np.array([[POLARITIES.index(side) for side in one.polarities] for one in rows])
        values = [*kappa(first, second).tolist(), class_kappa(sides[:, 0], sides[:, 1])]
        agree = [*(first == second).sum(axis=0).tolist(), int((sides[:, 0] == sides[:, 1]).sum())]
        shown = len(rows) >= LEAST_TWICE
        lines = [
            AgreementLine(name, same, value if shown and value == value else None)
            for name, same, value in zip([*words.values(), None], agree, values, strict=True)
        ]
        months.append(AgreementMonth(first_day, len(rows), lines))
    return months


@get("/admin/model/quality", opt={"access": Permission.MANAGE_MODEL})
async def show_quality(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
) -> Response[bytes]:
    """Doubt by month, shares, agreement and new words; no text of anybody."""
    today = today_of_province(utc_now())
    recently, before = today - timedelta(days=RECENT_DAYS), today - timedelta(days=BEFORE_DAYS)

    def look(connection: Connection) -> tuple[Any, ...]:
        first = today - timedelta(days=MONTHS_BACK_DAYS)
        day_before = recently - timedelta(days=1)
        return (
            reading_quality.months_read(connection, first),
            reading_quality.label_shares(connection, before, list(LABEL_WORDS)),
            reading_quality.read_twice(connection),
            label_texts.texts_between(connection, recently, today, MOST_TEXTS),
            label_texts.texts_between(connection, before, day_before, MOST_TEXTS),
        )

    months, shares, twice, now, earlier = await database.read_async(look)
    words: list[dict[str, Any]] = []
    if now and earlier:
        key = f"words|{today}|{len(now)}|{len(earlier)}"
        words = await look_over(key, {"now": now, "before": earlier})
    label_words = in_language(LABEL_WORDS, language_of(request))
    lines = share_lines(shares, label_words)
    return QualityPage(
        months=months,
        shares=lines,
        texts=shares.texts,
        drawn=shares.drawn,
        apart=[line.words for line in lines if line.parts],
        since=before,
        agreement=agreement_months(twice, label_words),
        words=words,
        recent=len(now),
        earlier=len(earlier),
    ).response(request)


ROUTES = (show_quality,)
