"""What came after a period was closed: it stands beside the frozen figures as dated corrections.

Beside public figures stand public ones, which move in steps: up to four sheets wait until there are
enough of them, and are told of as a number and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from surveys import publication
from surveys.errors import NotFound, Refused
from surveys.results import figures
from surveys.results_closed import Closing, closing_within, closings_within, legible
from surveys.results_edition import edition_of, quarters_of
from surveys.results_figures import Figures
from surveys.results_frozen import figures_from, frozen_figures
from surveys.results_held import Held, held_quarters
from surveys.results_noted import Correction, corrections_of
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.few_between import few_between
from surveys.rules.periods import Kind, parse_period
from surveys.rules.told_parts import quarters_over
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, CounterMonth, LateCorrection, Questionnaire


@dataclass(frozen=True)
class Since:
    """What came after a closing.

    now : what is to stand beside it: public figures beside public ones, else all sheets, or what
    was told last while only a few lie between. None where the public figures were withdrawn, so
    that there are none to stand there.
    counted : the respondents of today, those whom no figure holds yet among them. untold : whether
    it is a month of which no value is told, since a stored quarter less its months tells of few.
    """

    closing: Closing
    frozen: Figures
    now: Figures | None
    counted: int
    corrections: tuple[Correction, ...]
    untold: bool = False

    @property
    def late(self) -> int | None:
        """How many sheets more (below 0: fewer) than on the day of closing; None if unknown."""
        held = self.closing.held_back
        return None if held is None else self.counted - self.frozen.respondents - held

    @property
    def outside(self) -> int:
        """How many sheets more (below 0: fewer) than in the frozen figures."""
        return self.counted - self.frozen.respondents

    @property
    def waiting(self) -> int:
        """Sheets (below 0: those taken out) that wait until enough others come."""
        return 0 if self.now is None else self.counted - self.now.respondents

    @property
    def withdrawn(self) -> bool:
        """Whether what was issued is no longer shown to everybody, nor anything in its place."""
        return self.now is None

    @property
    def moved(self) -> bool:
        """Whether today's figures are other than the frozen ones; not where there are none."""
        return self.now is not None and self.now.answered != self.frozen.answered

    @property
    def to_note(self) -> bool:
        """Whether today's figures are not noted yet."""
        last = self.corrections[-1].figures if self.corrections else self.frozen
        return self.now is not None and self.now.answered != last.answered


@dataclass(frozen=True)
class ClosedLine:
    """A closed period in a list; since is None where what was kept cannot be read any more."""

    closing: Closing
    since: Since | None


def closed_lines(
    connection: Connection, scope: PlaceScope, limit: int = 20, smallest: int = SMALLEST_GROUP
) -> list[ClosedLine]:
    """Closed periods within reach, the newest first, each beside what came since."""
    lines = []
    for closing in closings_within(connection, scope, limit):
        try:
            lines.append(ClosedLine(closing, since(connection, legible(closing), smallest)))
        except Refused:
            lines.append(ClosedLine(closing, None))
    return lines


def since(connection: Connection, closing: Closing, smallest: int = SMALLEST_GROUP) -> Since:
    """What came after a closing; raises Refused where a correction is unreadable."""
    frozen, noted = figures_from(closing.figures), corrections_of(connection, closing)
    told = [frozen, *(each.figures for each in noted)]
    counted = _counted(connection, closing)
    if closing.is_public:
        edition = edition_of(connection, closing.unit_id, parse_period(closing.period))
        now = None if edition is None else edition.figures
        return Since(closing, frozen, now, counted, noted)
    period, here = parse_period(closing.period), PlaceScope(unit_id=closing.unit_id)
    held = held_quarters(connection, here, quarters_over([period]), smallest)
    now = _today(connection, closing, told, held, smallest)
    untold = (closing.unit_id, period) in held.untold
    return Since(closing, frozen, now, counted, noted, untold)


def _today(
    connection: Connection, closing: Closing, told: Sequence[Figures], held: Held, smallest: int
) -> Figures:
    """What may stand beside figures that are not public: what was told last, while few came."""
    period, unit_id = parse_period(closing.period), closing.unit_id
    # A half-year or year moves with its quarters; each of these tells what the rest of it is.
    grains = [period] if period.kind is Kind.MONTH else quarters_of(period)
    waits = any(
        (unit_id, grain) in held.quarters or (unit_id, grain) in held.hidden for grain in grains
    )
    now = figures(connection, PlaceScope(unit_id=unit_id), closing.first, closing.last)
    few = any(few_between(now.answered, each.answered, smallest) for each in told)
    return told[-1] if few or waits else now


def _counted(connection: Connection, closing: Closing) -> int:
    """The respondents of a closed period as they are counted today."""
    found = connection.execute(
        select(func.sum(CounterMonth.respondents)).where(
            CounterMonth.unit_id == closing.unit_id,
            CounterMonth.month.between(closing.first, closing.last),
            CounterMonth.questionnaire_id.in_(
                select(Questionnaire.id).where(Questionnaire.official)
            ),
        )
    ).scalar()
    return int(found or 0)


def note_correction(
    connection: Connection,
    closing_id: int,
    scope: PlaceScope,
    now: datetime,
    smallest: int = SMALLEST_GROUP,
) -> str | None:
    """Keep what came after a closing beside it, dated; returns the unit's code and period.

    None where exactly this is noted already, as after a button that was pressed twice. Raises
    NotFound out of reach, and Refused where nothing has changed, or by less than a step.
    """
    closing = closing_within(connection, closing_id, scope)
    if closing is None:
        raise NotFound(str(closing_id))
    period = parse_period(legible(closing).period)
    # Two who press the button at once must not both find it not noted yet.
    connection.execute(
        select(ClosedPeriod.id).where(ClosedPeriod.id == closing_id).with_for_update()
    )
    edition = None
    if closing.is_public:
        publication.refresh_unit(connection, closing.unit_id, quarters_of(period), now, smallest)
        edition = edition_of(connection, closing.unit_id, period)
    found = since(connection, closing, smallest)
    if found.now is None or not found.to_note:
        if found.corrections and not found.withdrawn:
            return None
        raise Refused(_why_not(found, smallest))
    connection.execute(
        insert(LateCorrection).values(
            closed_period_id=closing_id,
            figures=frozen_figures(found.now, list(closing.figures["questionnaires"]), edition),
            noted_at=now,
        )
    )
    return f"{closing.unit_code} {closing.period}"


def _why_not(found: Since, smallest: int) -> str:
    if found.withdrawn:
        return (
            "Angka periode ini tidak tampil lagi untuk umum, jadi tidak ada yang dicatat di"
            " sampingnya. Catat koreksinya setelah angkanya tampil kembali."
        )
    if abs(found.waiting) >= smallest:
        return (
            "Angka lain yang sudah terbit untuk periode yang sama belum boleh bergerak; bersama"
            f" koreksi ini, jawaban kurang dari {smallest} orang bisa dikenali. Catat koreksinya"
            f" setelah paling sedikit {smallest} lembar lain datang."
        )
    if found.waiting:
        return (
            f"Yang berubah kurang dari {smallest} lembar. Koreksi dicatat mulai {smallest}"
            " lembar, supaya tidak ada jawaban yang bisa dikenali."
        )
    return "Tidak ada yang berubah sejak periode ini ditutup."
