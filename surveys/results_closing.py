"""Closing a period: its figures are frozen as they were issued.

A closed period keeps everything that its figures follow from (counts, intervals, population,
weight, rounding, questionnaire versions), so that they can be made again. What comes later stands
beside it (surveys.results_corrections).
"""

from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from surveys import publication
from surveys.errors import Refused
from surveys.results import figures
from surveys.results_beside import (
    refuse_beside_quarter,
    stored_parts,
    together_of,
    told_instead,
)
from surveys.results_closed import MADE_OF, closing_of
from surveys.results_edition import edition_of, quarters_of
from surveys.results_figures import Figures
from surveys.results_frozen import frozen_figures, frozen_services, public_figures
from surveys.results_population import Need, needs_of_services
from surveys.rules.disclosure import SMALLEST_GROUP
from surveys.rules.periods import Kind, Period
from surveys.scope import PlaceScope
from surveys.tables import ClosedPeriod, CounterDay, Questionnaire, Service


def close_period(
    connection: Connection,
    unit_id: int,
    period: Period,
    *,
    actor: str,
    now: datetime,
    today: date,
    smallest: int = SMALLEST_GROUP,
) -> int:
    """Freeze the figures of a period that is over; returns its number.

    What is frozen is what is public, moved on first where it may: up to four sheets that it does
    not hold are told of and no more. A period of which nothing can be public (a month, or too few
    answers) keeps its own figures, and its report stays within the agency; so does one whose public
    figures lie a few sheets from what was closed of it (results_beside). Raises Refused for a
    period that still runs, is closed already, that nobody answered, or that would tell of a few.
    """
    found = _counted(connection, unit_id, period, today)
    publication.refresh_unit(connection, unit_id, quarters_of(period), now, smallest)
    edition, counted = edition_of(connection, unit_id, period), found.respondents
    if period.kind is Kind.MONTH:
        refuse_beside_quarter(connection, unit_id, period, found.answered, smallest)
    made_of = told_instead(connection, unit_id, period, edition, found, smallest)
    if made_of:
        edition, found = None, together_of(made_of, found)
    elif edition is not None:
        found = public_figures(edition, found)
    versions = _questionnaires_of(connection, unit_id, period)
    return connection.execute(
        insert(ClosedPeriod)
        .values(
            unit_id=unit_id,
            period=period.code,
            first_day=period.first_day,
            last_day=period.last_day,
            figures={
                **frozen_figures(found, versions, edition),
                "held_back": counted - found.respondents,
                **({MADE_OF: stored_parts(made_of, now)} if made_of else {}),
                "services": frozen_services(_services_of(connection, unit_id, period)),
            },
            closed_by=actor,
            closed_at=now,
        )
        .returning(ClosedPeriod.id)
    ).scalar_one()


def _counted(connection: Connection, unit_id: int, period: Period, today: date) -> Figures:
    """All that counts of a period that can be closed; raises Refused for one that cannot."""
    if period.last_day >= today:
        raise Refused("Periode ini masih berjalan. Tutup setelah hari terakhirnya lewat.")
    if closing_of(connection, unit_id, period.code) is not None:
        raise Refused("Periode ini sudah ditutup. Yang datang sesudahnya dicatat sebagai koreksi.")
    scope = PlaceScope(unit_id=unit_id)
    found = figures(connection, scope, period.first_day, period.last_day)
    if found.respondents == 0:
        raise Refused("Belum ada jawaban di periode ini, jadi tidak ada yang ditutup.")
    return found


def _questionnaires_of(connection: Connection, unit_id: int, period: Period) -> list[str]:
    """The versions of the official questionnaire that were answered in a period."""
    return list(
        connection.execute(
            select(Questionnaire.code)
            .join(CounterDay, CounterDay.questionnaire_id == Questionnaire.id)
            .where(
                CounterDay.unit_id == unit_id,
                CounterDay.local_date.between(period.first_day, period.last_day),
                Questionnaire.official,
            )
            .distinct()
            .order_by(Questionnaire.code)
        ).scalars()
    )


def _services_of(connection: Connection, unit_id: int, period: Period) -> dict[str, Need]:
    """The need of each service of a unit, by its code: numbers differ after a restore."""
    codes = connection.execute(select(Service.id, Service.code).where(Service.unit_id == unit_id))
    needs = needs_of_services(connection, PlaceScope(unit_id=unit_id), period)
    return {code: needs[service_id] for service_id, code in codes if service_id in needs}
