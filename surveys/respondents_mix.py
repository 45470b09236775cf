"""Who answers: how many of each kind, by unit and month, so that a change in them is noticed."""

from datetime import date

from sqlalchemy import Connection, case, extract, func, select

from surveys.tables import Response

CHANNELS = ("qr", "kiosk", "slip", "paper", "api")
SEXES = ("L", "P", "")
SCHOOLED = ("school", "higher", "")
"""Up to senior high school, beyond it, and not said."""

KINDS = tuple(
    (channel, sex, schooled) for channel in CHANNELS for sex in SEXES for schooled in SCHOOLED
)

Mix = list[tuple[int, int, int, int]]
"""(unit_id, month as year * 12 + month - 1, place in KINDS, respondents)."""


def mix_before(connection: Connection, before: date) -> Mix:
    """Respondents of each kind before the first day of a month; excluded answers left out."""
    month = extract("year", Response.local_date) * 12 + extract("month", Response.local_date) - 1
    schooled = case(
        (Response.education.in_(("SD", "SMP", "SMA")), "school"),
        (Response.education.is_not(None), "higher"),
        else_="",
    )
    sex = func.coalesce(Response.sex, "")
    rows = connection.execute(
        select(Response.unit_id, month, Response.channel, sex, schooled, func.count())
        .where(Response.local_date < before, Response.excluded.is_(False))
        .group_by(Response.unit_id, month, Response.channel, sex, schooled)
    )
    place = {kind: number for number, kind in enumerate(KINDS)}
    return [
        (int(row[0]), int(row[1]), place[row[2], row[3], row[4]], int(row[5]))
        for row in rows
        if (row[2], row[3], row[4]) in place
    ]
