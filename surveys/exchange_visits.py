"""Counts of visitors that are smaller than the number who answered: taken, and told of.

Fewer served than answered cannot be. Such a count narrows no margin, so whoever brings it in hears
of it: often only those who were asked to answer were counted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from surveys.exchange_belonging import Registry
from surveys.exchange_check import Checked, Report
from surveys.exchange_drafts import Row
from surveys.exchange_responses import StoredAmong
from surveys.rules.periods import Period, parse_period
from surveys.rules.spread import is_everybody
from surveys.tables import CounterMonth, Response, Service, ServiceCounter, Unit
from surveys.tables.responses import COLUMNS

_Place = tuple[str, str]


def check_visits(
    connection: Connection,
    tables: Mapping[str, Checked],
    rows: Sequence[Row],
    registry: Registry,
    stored_among: StoredAmong,
    report: Report,
) -> None:
    """Warn of every count of visitors below the respondents that are stored or come with it."""
    table = tables.get("visits")
    wanted = [] if table is None else [(n, v, place) for n, v in table.rows if (place := _place(v))]
    if table is None or not wanted:
        return
    sent = _sent(rows, registry)
    stored: dict[str, dict[_Place, int]] = {}
    for number, values, place in wanted:
        period = parse_period(values["period"])
        if period.code not in stored:
            stored[period.code] = _stored(connection, period)
        held = stored[period.code].get(place, 0)
        first, last = period.first_day.isoformat(), period.last_day.isoformat()
        names = [name for day, name in sent.get(place, ()) if first <= day <= last]
        visitors, came = values["visitors"], held + len(names)
        if not is_everybody(visitors, came) and held and names:
            came -= len(stored_among(names))
        if came <= visitors and not is_everybody(visitors, came):
            report.remark(
                table.sheet,
                number,
                "visitors",
                f"{visitors} dilayani dan {came} menjawab di {values['period']}, padahal hampir"
                " tidak pernah semua orang menjawab; disimpan, tetapi tidak mempersempit rentang"
                " nilai. Isi semua yang dilayani, bukan yang disurvei",
            )
        elif visitors < came:
            report.remark(
                table.sheet,
                number,
                "visitors",
                f"{visitors} dilayani, padahal {came} menjawab di {values['period']}; disimpan,"
                " tetapi tidak mempersempit rentang nilai. Isi semua yang dilayani, bukan yang"
                " disurvei",
            )


def _place(values: Mapping[str, Any]) -> _Place | None:
    """What a row counts: a unit, or one counter or service of it; None where it is not whole."""
    if not {"unit_code", "period", "visitors"} <= set(values):
        return None
    parts = [(kind, values[kind]) for kind in ("counter_code", "service_code") if values.get(kind)]
    # Nothing is worked out of a service at one counter.
    return None if len(parts) > 1 else (parts or [("unit_code", values["unit_code"])])[0]


def _sent(rows: Sequence[Row], registry: Registry) -> dict[_Place, list[tuple[str, str]]]:
    """Respondents that come with the same import, by place: the day there, and the name."""
    found: dict[_Place, list[tuple[str, str]]] = {}
    for row in rows:
        if not any(row.scores):
            continue
        unit = registry.unit_of(row)
        one = registry.day_of(row).isoformat(), row.response_id
        for place in (("unit_code", unit), ("counter_code", row.counter_code)):
            found.setdefault(place, []).append(one)
        if row.service_code:
            found.setdefault(("service_code", row.service_code), []).append(one)
    return found


def _stored(connection: Connection, period: Period) -> dict[_Place, int]:
    """Respondents of a period that are stored, by unit, counter and service."""
    months = CounterMonth.month.between(period.first_day, period.last_day)
    total = func.sum(CounterMonth.respondents)
    units = select(Unit.code, total).join(CounterMonth, CounterMonth.unit_id == Unit.id)
    counters = select(ServiceCounter.code, total).join(
        CounterMonth, CounterMonth.counter_id == ServiceCounter.id
    )
    days = Response.local_date.between(period.first_day, period.last_day)
    answers = [getattr(Response, column) for column in COLUMNS]
    services = (
        select(Service.code, func.count())
        .join(Response, Response.service_id == Service.id)
        .where(
            days, Response.excluded.is_(False), or_(*(column.is_not(None) for column in answers))
        )
        .group_by(Service.code)
    )
    found: dict[_Place, int] = {}
    for kind, asked in (
        ("unit_code", units.where(months).group_by(Unit.code)),
        ("counter_code", counters.where(months).group_by(ServiceCounter.code)),
        ("service_code", services),
    ):
        found.update({(kind, row[0]): int(row[1]) for row in connection.execute(asked)})
    return found
