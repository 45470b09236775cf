"""The report that is handed on: the public edition of a unit, from its public snapshots alone.

Every figure in it, groups and sheets too, is that of a snapshot: the same as the public page says,
or five sheets and more away from what it said before. It holds what those above the agency want to
see, and nobody finds a few people by laying it beside a page or another report.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from surveys import results_closed, standings
from surveys.errors import Refused
from surveys.results import moved
from surveys.results_edition import (
    Edition,
    Sheet,
    edition_from,
    edition_of,
    not_yet_public,
    quarters_of,
    sheets_of,
)
from surveys.results_exclusions import excluded_for
from surveys.results_figures import ElementFigure
from surveys.results_frozen import figures_from
from surveys.results_groups import CHANNEL_WORDS, Breakdown, Group
from surveys.results_plan import BeforeAfter, plan_of
from surveys.results_report import (
    MOST_SHEETS,
    Details,
    SkmReport,
    assembled,
    unit_subject,
    with_closing,
)
from surveys.results_report_working import report_of
from surveys.results_trend import TrendPoint
from surveys.rules.attributes import ATTRIBUTES, EDUCATION, NOT_ANSWERED, SEX
from surveys.rules.elements import Element, Words
from surveys.rules.periods import Kind, Period, containing
from surveys.rules.steady_parts import Parts
from surveys.scope import PlaceScope
from surveys.tables import Service


def public_report_of(
    connection: Connection, unit_code: str, period: Period, smallest: int
) -> SkmReport:
    """The report of a unit and quarter, half-year or year that may be handed on.

    A period that was closed while public keeps the snapshots it was closed with; one that was
    closed before anything of it was public is told as everybody sees it. Raises NotFound, and
    Refused where nothing is public yet or the period is none of these.
    """
    subject = unit_subject(connection, unit_code)
    unit_id = subject.scope.unit_id or 0
    closed = results_closed.closing_of(connection, unit_id, period.code)
    closing = closed if closed is not None and closed.is_public else None
    edition = public_edition(connection, unit_id, period)
    if edition is None:
        raise Refused(not_public(period, smallest))
    late = not_yet_public(connection, edition)
    details = _details(connection, edition, period)
    days = period.first_day, period.last_day
    reasons = excluded_for(connection, subject.scope, *days)
    if sum(each.n for each in reasons) == edition.figures.excluded:
        details = replace(details, excluded=reasons)
    report = assembled(connection, subject, days, edition.figures, details)
    report = replace(
        report,
        public=True,
        waiting=late if closing is None else 0,
        published_on=edition.published_on,
        closed_unseen=closed.closed_on if closed is not None and closing is None else None,
        smallest=smallest,
    )
    return report if closing is None else with_closing(connection, report, closing)


def public_edition(connection: Connection, unit_id: int, period: Period) -> Edition | None:
    """The snapshots of a unit and period, those it was closed with where it was closed with any.

    Of a period that was closed with too few sheets to be public nothing was issued: what everybody
    sees of it by now is all that there is to hand on.
    """
    closing = results_closed.closing_of(connection, unit_id, period.code)
    if closing is None or not closing.is_public:
        return edition_of(connection, unit_id, period)
    stored = closing.figures["snapshots"]
    return edition_from(unit_id, closing.time_zone, stored, figures_from(closing.figures))


def to_be_kept(connection: Connection, unit_code: str, period: Period, smallest: int) -> SkmReport:
    """The report of a period as it was closed: to be handed on, where that was public."""
    unit_id = unit_subject(connection, unit_code).scope.unit_id or 0
    closing = results_closed.closing_of(connection, unit_id, period.code)
    if closing is None or not closing.is_public:
        return report_of(connection, unit_code, period.first_day, period.last_day, smallest)
    return public_report_of(connection, unit_code, period, smallest)


def not_public(period: Period, smallest: int) -> str:
    """Why there is no report to hand on."""
    if not quarters_of(period):
        return (
            "Laporan yang boleh diteruskan dibuat per triwulan, semester, atau tahun."
            " Untuk bulan, pakai edisi kerja."
        )
    return (
        f"Belum ada angka untuk umum di periode ini; angkanya tampil mulai {smallest} responden."
        " Pakai edisi kerja, untuk di dalam instansi saja."
    )


def _details(connection: Connection, edition: Edition, period: Period) -> Details:
    unit = edition.unit_id

    def around(unit_id: int, element: Element, done_on: date) -> BeforeAfter | None:
        return published_around(connection, unit_id, element, done_on, period)

    last = containing(period.last_day, Kind.QUARTER)
    trend: list[TrendPoint] = standings.unit_trend(connection, unit, last)
    helped, incomplete = edition.parts("details", "helped"), edition.parts("details", "incomplete")
    channels = edition.parts("details", "channel")
    label = Words("Cara menjawab", "Way of answering")
    scope = PlaceScope(unit_id=unit)
    gaps = _shown(incomplete, "yes")
    return Details(
        incomplete=gaps,
        breakdowns=_breakdowns(connection, edition),
        channels=None
        if channels is None
        else _breakdown("channel", label, channels, CHANNEL_WORDS),
        helped=_shown(helped, "helped"),
        sheets=()
        if edition.figures.respondents > MOST_SHEETS
        else _with_gaps(sheets_of(connection, edition), gaps),
        trend=tuple(trend),
        plan=plan_of(connection, scope, edition.figures, period.last_day, around),
    )


def published_around(
    connection: Connection, unit_id: int, element: Element, done_on: date, period: Period
) -> BeforeAfter | None:
    """An element in the public quarters before and after the one in which something was done."""
    quarter = containing(done_on, Kind.QUARTER)
    if quarter.shifted(1).first_day > period.last_day:
        return None
    found: list[ElementFigure] = []
    for when in (quarter.previous, quarter.shifted(1)):
        edition = edition_of(connection, unit_id, when)
        if edition is None:
            return None
        found.append(edition.figures.element(element))
    earlier, later = found
    change = moved(earlier.interval, later.interval)
    if change is None or earlier.points is None or later.points is None:
        return None
    return BeforeAfter(earlier.points, later.points, change)


def _with_gaps(sheets: tuple[Sheet, ...], gaps: int | None) -> tuple[Sheet, ...]:
    """The sheets, only where so many with gaps are among them as is told.

    Where that is hidden because they are few, the sheets would show each of them.
    """
    return sheets if sum(None in sheet for sheet in sheets) == gaps else ()


def _shown(parts: Parts | None, name: str) -> int | None:
    """Respondents of one part; None where it is hidden."""
    if parts is None or parts.hidden:
        return None
    return parts.counts[name][0][0] if name in parts.counts else 0


def _breakdowns(connection: Connection, edition: Edition) -> tuple[Breakdown, ...]:
    """Respondents by every attribute and by service; none that a snapshot was made without."""
    found = []
    for attribute in ATTRIBUTES.values():
        place = "groups" if attribute is SEX else "details"
        parts = (
            _education(edition) if attribute is EDUCATION else edition.parts(place, attribute.key)
        )
        if parts is not None:
            words = {value: attribute.words(value or None) for value in (*attribute.values, "")}
            found.append(_breakdown(attribute.key, attribute.label, parts, words))
    services = edition.services()
    if services is not None:
        found.append(_services(connection, edition.unit_id, services))
    return tuple(found)


def _education(edition: Edition) -> Parts | None:
    """All levels, of which the page shows two sums."""
    held = [edition.parts("details", "school"), edition.parts("details", "above")]
    silent = edition.parts("groups", EDUCATION.key)
    known = [each for each in held if each is not None]
    if silent is None or len(known) < len(held):
        return None
    counts = {name: rows for each in known for name, rows in each.counts.items()}
    hidden = frozenset().union(*(each.hidden for each in known))
    if "" in silent.counts:
        counts[""] = silent.counts[""]
        hidden |= {""} & silent.hidden
    return Parts(counts, hidden)


def _breakdown(key: str, label: Words, parts: Parts, words: dict[str, Words]) -> Breakdown:
    counts = {name: rows[0][0] for name, rows in parts.counts.items()}
    names = (*(each for each in words if each in counts), *sorted(set(counts) - set(words)))
    groups = tuple(
        Group(
            name,
            words.get(name, Words(name, name)),
            None if name in parts.hidden else counts[name],
        )
        for name in names
        if name or counts[name]
    )
    return Breakdown(key, label, groups, sum(counts[name] for name in parts.hidden))


def _services(connection: Connection, unit_id: int, parts: Parts) -> Breakdown:
    rows = connection.execute(
        select(Service.id, Service.code, Service.name)
        .where(Service.unit_id == unit_id)
        .order_by(Service.code)
    ).all()
    by_number = {row.code: str(row.id) for row in rows} | {"": ""}
    words = {str(row.id): Words(row.name, row.name) for row in rows} | {"": NOT_ANSWERED}
    counts = {by_number[code]: rows for code, rows in parts.counts.items() if code in by_number}
    hidden = frozenset(by_number[code] for code in parts.hidden if code in by_number)
    label = Words("Jenis layanan", "Service")
    return _breakdown("service", label, Parts(counts, hidden), words)
