"""A unit with 24 sheets of a quarter, which tests of its report share."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, insert

from portal.documents.making import Making
from surveys.responses import store_drafts
from surveys.results_report import SkmReport
from surveys.results_report_working import report_of
from surveys.rules.codes import complete_counter_code
from surveys.rules.periods import parse_period
from surveys.tables import FollowUp
from tests.builders import NOW, TODAY, Place, build_draft, build_place

Q3 = parse_period("2026-Q3")
MAKING = Making(TODAY, "https://suara.example", sample=True)
SHEETS = [
    (4, 3, 3, None, 3, 3, 2, 3, 3),
    (3, 3, 1, 4, 3, 4, 3, 3, 2),
    (3, 4, 2, 4, 3, 3, 3, 2, 1),
]


def fill(connection: Connection) -> Place:
    """24 sheets of three kinds, one element weak with a plan, few men and few on paper."""
    place = build_place(connection, "A", public_code=complete_counter_code(b"r" * 14))
    drafts = []
    for number in range(24):
        draft = build_draft(place, f"k{number}", scores=SHEETS[number % 3])
        drafts.append(
            replace(
                draft,
                local_date=Q3.first_day + timedelta(days=number),
                sex="P" if number < 22 else "L",
                education="S1" if number % 2 else "SMA",
                service_id=place.service_ids[0],
                channel="paper" if number < 2 else "qr",
            )
        )
    store_drafts(connection, drafts)
    connection.execute(
        insert(FollowUp).values(
            unit_id=place.unit_id,
            element="complaint_handling",
            activity="=Balas tiap Jumat",
            due_on=date(2026, 12, 15),
            responsible="Kepala seksi",
            status="planned",
            created_by="kepala",
            created_at=NOW,
        )
    )
    return place


def made(connection: Connection) -> SkmReport:
    """The working edition of its report."""
    return report_of(connection, "UNIT-A", Q3.first_day, Q3.last_day, 5)
