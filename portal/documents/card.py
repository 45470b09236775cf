"""The publication card of a unit, or of one of its services, for the wall: A5 PDF, PNG or SVG.

It says what the public page says (PermenPANRB 14/2017: results are published): value and grade,
unit, respondents, by sex, by education, survey period, a line of thanks. Made of the public
snapshot alone, so no two cards can be subtracted to find a few people.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portal import wording
from portal.documents.axis import place_on_axis, zones
from portal.documents.drawings import TAPIS_TILE
from portal.documents.making import Making
from portal.documents.qr import qr_svg
from surveys.published import PublicFigures, PublicGroup
from surveys.published_closings import PublicClosing
from surveys.published_services import PublicService
from surveys.rules.periods import Period, local_day
from surveys.standings import PublicPlace

TEMPLATE = Path(__file__).with_name("card.typ")
KINDS = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}
PIXELS_PER_INCH = 200
GROUP_LABELS = {"sex": "Jenis kelamin", "education": "Pendidikan"}
GROUP_WORDS = {
    "sex": {"P": "Perempuan", "L": "Laki-laki", "": "Tidak disebut"},
    "education": {"school": "SMA ke bawah", "above": "Di atas SMA", "": "Tidak disebut"},
}


@dataclass(frozen=True)
class CardOf:
    """A unit (or one service of it), its figures, and how its quarter was closed."""

    place: PublicPlace
    figures: PublicFigures | None
    service: PublicService | None = None
    closing: PublicClosing | None = None


def card(of: CardOf, period: Period, making: Making, smallest: int, kind: str) -> bytes:
    """The card of a quarter; `kind` is a key of KINDS. Made once for the same figures."""
    given = card_document(of, period, making, smallest)
    return _made(json.dumps(given, ensure_ascii=False), kind)


@lru_cache(maxsize=64)
def _made(given: str, kind: str) -> bytes:
    # As for all documents: only a process that sets one has the typesetter in memory.
    import typst

    options: dict[str, Any] = {"sys_inputs": {"given": given}, "format": kind}
    if kind == "pdf":
        options["pdf_standards"] = ["ua-1"]
    elif kind == "png":
        options["ppi"] = PIXELS_PER_INCH
    made = typst.compile(TEMPLATE.read_bytes(), **options)
    if not isinstance(made, bytes):
        raise TypeError("the card is not one page")
    return made


def card_document(of: CardOf, period: Period, making: Making, smallest: int) -> dict[str, Any]:
    """Everything that the card prints, as texts."""
    place, service = of.place, of.service
    address = f"{making.public_address}/units/{quote(place.code, safe='')}"
    name = place.name
    if service is not None:
        address += f"/services/{quote(service.code, safe='')}"
        name = f"{service.name}, {place.name}"
    words = period.label.id[:1].upper() + period.label.id[1:]
    running = ", masih berjalan" if making.made_on in period else ""
    return {
        "title": f"Indeks Kepuasan Masyarakat {name}, {period.label.id}",
        "tapis": TAPIS_TILE,
        "agency": place.agency_name,
        "unit": place.name,
        "service": "" if service is None else service.name,
        "period": f"{words}, {period.span.id}{running}",
        "zones": zones(),
        "smallest": str(smallest),
        "typed": address.split("://", 1)[-1],
        "address": address,
        "qr": qr_svg(address),
        "sample": making.sample,
        "closed": _closed(of),
        **_value(of.figures, place),
    }


def _value(figures: PublicFigures | None, place: PublicPlace) -> dict[str, Any]:
    value = None if figures is None else figures.index
    if figures is None or value is None:
        return {"has_index": False, "published": ""}
    low, high = (wording.number(end, 2) for end in (value.low, value.high))
    return {
        "has_index": True,
        "index": wording.points(value.points),
        "grade": value.grade.value,
        "mutu": value.mutu.id,
        "interval": f"{low} sampai {high}",
        "others": " atau ".join(letter.value for letter in value.others),
        "at": place_on_axis(float(value.points)),
        "low": place_on_axis(value.low),
        "high": place_on_axis(value.high),
        "n": wording.number(figures.respondents),
        "groups": [_group(name, parts) for name, parts in figures.groups.items()],
        "ends": _ends(figures),
        "counted_at": _counted_at(figures),
        "published": wording.day(local_day(figures.published_at, place.time_zone)),
    }


def _closed(of: CardOf) -> str:
    """With which value the quarter was closed, and what was corrected since."""
    closing = of.closing
    if closing is None or of.figures is None:
        return ""
    told = f"Ditutup {wording.day(closing.closed_on)}"
    if not closing.moved(of.figures):
        return f"{told} dengan nilai ini."
    n = wording.number(closing.respondents)
    told += f" dengan nilai {wording.points(closing.index)} dari {n} responden."
    if closing.corrections:
        return f"{told} Dikoreksi {wording.day(closing.corrections[-1].noted_on)}."
    return f"{told} Nilai ini memuat perubahan sesudahnya."


def _group(name: str, parts: tuple[PublicGroup, ...]) -> dict[str, Any]:
    rows = [
        [
            GROUP_WORDS[name][part.name],
            "" if part.n is None else wording.number(part.n),
        ]
        for part in parts
        if part.n is None or part.n
    ]
    return {"label": GROUP_LABELS[name], "rows": rows}


def _ends(figures: PublicFigures) -> list[dict[str, Any]]:
    """The three best and the three weakest elements; none where they would overlap."""
    ranked = figures.strongest_first()
    if len(ranked) < 6:
        return []
    return [
        {
            "label": label,
            "rows": [[element.label.id, wording.points(value.points)] for element, value in part],
        }
        for label, part in (
            ("Dinilai paling baik", ranked[:3]),
            ("Dinilai paling rendah", ranked[:-4:-1]),
        )
    ]


def _counted_at(figures: PublicFigures) -> str:
    """When the groups were counted, where they stand at another moment than the value."""
    other = [n for n in figures.groups_n.values() if n != figures.respondents]
    return f"Rincian dihitung saat {wording.number(other[0])} warga menjawab." if other else ""
