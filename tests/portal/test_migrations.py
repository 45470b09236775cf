"""A database that agencies have filled goes on with the next version of the portal."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Row, create_engine, select, text

from portal.database import MIGRATIONS, open_database
from portal.evidence import gather
from surveys.cycle_reviews import Reviewed, review_of_cycle
from surveys.effect_protocols import protocols
from surveys.kept_bytes import PackedSpreads, counts_of
from surveys.migrations import HEAD
from surveys.responses import store_drafts
from surveys.rollups import COUNTS, recount
from surveys.rules.spread import Spread
from surveys.tables import Complaint, CounterMonth, KeptFigure
from tests.builders import Place, build_draft

FILLED = (
    "insert into agency (id, code, name) values (1, 'A', 'Dinas Contoh')",
    "insert into unit (id, agency_id, code, name, staff_count, time_zone)"
    " values (1, 1, 'A-1', 'Loket Contoh', 10, 'Asia/Jakarta')",
    "insert into service (id, unit_id, code, name) values (1, 1, 'S', 'KTP')",
    "insert into topic (id, code, name, addresses, cost_per_seat_sen)"
    " values (1, 'ETIKA', 'Etika', '[\"conduct\"]', 100)",
    "insert into training (id, code, topic_id, cycle, start_date, end_date)"
    " values (1, 'E-1', 1, '2025-1', '2025-03-03', '2025-03-04')",
    "insert into audit_entry (id, logged_at, actor, action, subject, detail) values"
    " (1, '2025-08-01 01:02:03.000000', 'rina', 'cycle_reviewed', '2025-1',"
    ' \'{"note": "Cukup", "helped": 1}\'),'
    " (2, '2025-08-02 01:02:03.000000', 'rina', 'protocol_registered', 'ETIKA',"
    ' \'{"outcome": "element:conduct"}\'),'
    " (3, '2025-08-03 01:02:03.000000', 'budi', 'protocol_registered', 'ETIKA',"
    ' \'{"outcome": "element:conduct"}\')',
    "insert into participation (training_id, unit_id, participants) values (1, 1, 4)",
)


def brought_to(url: str, revision: str, statements: tuple[str, ...]) -> None:
    """Tables as an earlier version made them, with these rows."""
    engine = create_engine(url)
    steps = Config()
    steps.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        steps.attributes["connection"] = connection
        command.upgrade(steps, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def brought_back(url: str, revision: str) -> None:
    """Tables as an earlier version knows them again."""
    engine = create_engine(url)
    steps = Config()
    steps.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        steps.attributes["connection"] = connection
        command.downgrade(steps, revision)
    engine.dispose()


def kept_in(url: str, revision: str) -> Sequence[Row[Any]]:
    """Period, counts and spreads of what is kept, brought up to a version."""
    brought_to(url, revision, ())
    engine = create_engine(url)
    columns = KeptFigure.counts, KeptFigure.index_spread, KeptFigure.element_spreads
    with engine.connect() as connection:
        rows = connection.execute(select(KeptFigure.period, *columns).order_by(KeptFigure.period))
        found = rows.all()
    engine.dispose()
    return found


def test_a_filled_database_of_the_first_version_is_brought_up_and_keeps_its_rows(
    url_without_tables: str,
) -> None:
    brought_to(url_without_tables, "0001", FILLED)
    database = open_database(url_without_tables)
    try:
        version = database.read(
            lambda c: c.execute(text("select version_num from alembic_version")).scalar()
        )
        assert version == HEAD
        gathered = gather(database, date(2025, 7, 1))
        assert gathered.units[0].code == "A-1"
        [held] = gathered.panel.deliveries
        assert held.participants == 4
        review = database.read(lambda c: review_of_cycle(c, "2025-1"))
        assert review == Reviewed("rina", datetime(2025, 8, 1, 1, 2, 3, tzinfo=UTC), "Cukup")
        [protocol] = database.read(protocols)
        assert (protocol.topic_code, protocol.outcome) == ("ETIKA", "element:conduct")
        assert protocol.at == datetime(2025, 8, 2, 1, 2, 3, tzinfo=UTC)
    finally:
        database.close()


def test_figures_that_were_kept_as_text_are_kept_as_bytes(url_without_tables: str) -> None:
    counts = tuple(range(45))
    index, cost = Spread(2.5, 11.25, 12, 0.0), Spread(9.0, 4.0, 3, 0.5)
    elements = json.dumps({"cost": astuple(cost)})
    row = f"('{json.dumps(counts)}', '{json.dumps(astuple(index))}', '{elements}')"
    kept = (
        *FILLED[:2],
        "insert into kept_figure (unit_id, period, revision, counts, index_spread,"
        f" element_spreads) values (1, '2026-Q1', 7, {row[1:]}, (1, '2026-Q2', 8, {row[1:]}",
        "update kept_figure set index_spread = null where period = '2026-Q2'",
    )
    brought_to(url_without_tables, "0013", kept)
    (_, *whole), (_, *partly) = kept_in(url_without_tables, "0014")
    assert counts_of(whole[0]) == counts_of(partly[0]) == counts
    assert PackedSpreads(*whole[1:]) == {"index": index, "cost": cost}
    assert PackedSpreads(*partly[1:]) == {"cost": cost}


def test_months_that_were_kept_without_their_days_are_worked_out_anew(
    url_without_tables: str,
) -> None:
    periods = ("2026", "2026-2", "2026-Q3", "2026-09", "2026-10")
    byte = "x'00'" if url_without_tables.startswith("sqlite") else "'\\x00'"
    kept = (
        *FILLED[:2],
        *(
            "insert into kept_figure (unit_id, period, revision, counts, element_spreads)"
            f" values (1, '{period}', 7, {byte}, {byte})"
            for period in periods
        ),
    )
    brought_to(url_without_tables, "0015", kept)
    longer = ["2026", "2026-2", "2026-Q3"]
    assert [row.period for row in kept_in(url_without_tables, "0016")] == longer
    # The version before goes on with what is kept, and this one again after it.
    brought_back(url_without_tables, "0015")
    brought_to(url_without_tables, "0015", (kept[-1],))
    assert [row.period for row in kept_in(url_without_tables, "0016")] == longer
    # With the margins of another rule none of it is shown.
    assert kept_in(url_without_tables, HEAD) == []


def test_months_and_quarters_that_were_kept_without_ways_of_answering_are_worked_out_anew(
    url_without_tables: str,
) -> None:
    byte = "x'00'" if url_without_tables.startswith("sqlite") else "'\\x00'"
    kept = (
        *FILLED[:2],
        *(
            "insert into kept_figure"
            " (unit_id, period, revision, counts, index_spread, element_spreads)"
            f" values (1, '{period}', 7, {byte}, {byte}, {byte})"
            for period in ("2026", "2026-2", "2026-Q3", "2026-09")
        ),
    )
    brought_to(url_without_tables, "0022", kept)
    assert [row.period for row in kept_in(url_without_tables, "0023")] == ["2026", "2026-2"]
    # The version before goes on with what is kept.
    brought_back(url_without_tables, "0022")
    assert [row.period for row in kept_in(url_without_tables, "0022")] == ["2026", "2026-2"]


def test_danger_that_is_open_is_known_since_the_day_it_was_written(url_without_tables: str) -> None:
    today = datetime.now(UTC).date()
    yesterday, long_ago = today - timedelta(1), today - timedelta(200)
    cases = ((1, "new", yesterday), (2, "answered", yesterday), (3, "new", long_ago))
    written = (
        *FILLED[:3],
        "insert into service_counter (id, unit_id, code, name, public_code)"
        " values (1, 1, 'L', 'Loket', 'AAAAAAAAAA')",
        "insert into questionnaire (id, code, valid_from, mode, official)"
        " values (9, 'lama', '2025-01-01 00:00:00.000000', 'short', false)",
        *(
            "insert into response (id, issued_on, form_key, digest, submitted_at, local_date,"
            " counter_id, unit_id, questionnaire_id, channel, helped, marks, excluded)"
            f" values ({number}, '{day}', 'k{number}', '', '{day} 01:02:03.000000', '{day}',"
            " 1, 1, 9, 'qr', false, 0, false)"
            for number, _, day in cases
        ),
        *(
            "insert into complaint (id, unit_id, counter_id, local_date, text, receipt, private,"
            " status, confidential, danger, needs_review) values"
            f" ({number}, 1, 1, '{day}', 'pingsan', 'R{number}', false, '{status}', false, true,"
            " true)"
            for number, status, day in cases
        ),
    )
    brought_to(url_without_tables, "0016", written)
    database = open_database(url_without_tables)
    try:
        columns = select(Complaint.danger, Complaint.danger_on).order_by(Complaint.id)
        rows = database.read(lambda c: c.execute(columns).all())
    finally:
        database.close()
    assert rows == [(True, yesterday), (True, None), (True, None)]
    brought_back(url_without_tables, "0016")


def test_the_day_of_a_class_comes_out_from_under_the_day_of_danger(url_without_tables: str) -> None:
    # Number, status, class, the day that counts, since when there is danger; all of a Monday.
    cases = (
        (1, "new", "not_supervisory", "2026-12-04", None),
        (2, "new", "not_supervisory", "2026-11-17", "2026-11-16"),
        (3, "new", None, "2026-11-17", "2026-11-16"),
        (4, "reopened", "information", "2026-12-01", "2026-11-30"),
        (5, "in_progress", "information", "2026-12-07", None),
        (6, "in_progress", "information", "2026-12-01", "2026-11-30"),
    )
    day = "2026-11-16"
    written = (
        *FILLED[:3],
        "insert into service_counter (id, unit_id, code, name, public_code)"
        " values (1, 1, 'L', 'Loket', 'AAAAAAAAAA')",
        "insert into questionnaire (id, code, valid_from, mode, official)"
        " values (9, 'lama', '2025-01-01 00:00:00.000000', 'short', false)",
        *(
            "insert into response (id, issued_on, form_key, digest, submitted_at, local_date,"
            " counter_id, unit_id, questionnaire_id, channel, helped, marks, excluded)"
            f" values ({number}, '{day}', 'k{number}', '', '{day} 01:02:03.000000', '{day}',"
            " 1, 1, 9, 'qr', false, 0, false)"
            for number, *_ in cases
        ),
        *(
            "insert into complaint (id, unit_id, counter_id, local_date, text, receipt, private,"
            " status, kind, due_on, danger_on, confidential, danger, needs_review) values"
            f" ({number}, 1, 1, '{day}', 'pingsan', 'R{number}', false, '{status}',"
            f" {quoted(kind)}, '{due}', {quoted(since)}, false, {str(since is not None).lower()},"
            " false)"
            for number, status, kind, due, since in cases
        ),
        "insert into audit_entry (id, logged_at, actor, action, subject) values"
        " (7, '2026-11-29 18:00:00.000000', 'warga', 'complaint_reopened', 'complaint:5'),"
        " (8, '2026-11-29 18:00:00.000000', 'warga', 'complaint_reopened', 'complaint:6')",
    )
    brought_to(url_without_tables, "0018", written)
    database = open_database(url_without_tables)
    try:
        columns = select(Complaint.class_due_on, Complaint.class_from).order_by(Complaint.id)
        rows = database.read(lambda c: c.execute(columns).all())
    finally:
        database.close()
    assert rows == [
        (date(2026, 12, 4), None),
        (date(2026, 12, 4), None),
        (None, None),
        (date(2026, 12, 7), None),
        *[(date(2026, 12, 7), date(2026, 11, 30))] * 2,
    ]
    brought_back(url_without_tables, "0018")


def quoted(value: str | None) -> str:
    return "null" if value is None else f"'{value}'"


def test_a_month_in_which_a_counter_moved_is_counted_anew_for_each_unit(
    url_without_tables: str,
) -> None:
    counts = ", ".join(name for name in COUNTS if name != "responses")
    nothing = ", ".join("0" for name in COUNTS if name != "responses")
    written = (
        *FILLED[:3],
        "insert into unit (id, agency_id, code, name, staff_count, time_zone)"
        " values (2, 1, 'A-2', 'Loket Lain', 10, 'Asia/Jakarta')",
        "insert into service_counter (id, unit_id, code, name, public_code)"
        " values (1, 2, 'L', 'Loket', 'AAAAAAAAAA')",
        *(
            "insert into response (id, issued_on, form_key, digest, submitted_at, local_date,"
            " counter_id, unit_id, questionnaire_id, channel, helped, u1, marks, excluded)"
            f" values ({number}, '2026-09-0{number}', 'k{number}', '',"
            f" '2026-09-0{number} 01:02:03.000000', '2026-09-0{number}',"
            f" 1, {unit}, 1, 'qr', false, 3, 0, false)"
            for number, unit in ((1, 1), (2, 1), (3, 2))
        ),
        "insert into counter_month (counter_id, month, channel, helped, questionnaire_id, unit_id,"
        f" responses, {counts}) values (1, '2026-09-01', 'qr', false, 1, 1, 3, {nothing})",
    )
    brought_to(url_without_tables, "0021", written)
    for _ in range(2):
        database = open_database(url_without_tables)
        try:
            assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
            september = (
                select(CounterMonth.unit_id, CounterMonth.respondents)
                .where(CounterMonth.month == date(2026, 9, 1))
                .order_by(CounterMonth.unit_id)
            )
            rows = database.read(lambda c, asked=september: c.execute(asked).all())
            assert rows == [(1, 2), (2, 1)]
            place = Place(1, 2, 1, "AAAAAAAAAA", ())
            database.write(lambda c, at=place: store_drafts(c, [build_draft(at, "new")]) and None)
            assert database.read(lambda c: recount(c, lambda _a, _b: None)) == []
        finally:
            database.close()
        # The version before goes on with what it knows, and this one again after it.
        brought_back(url_without_tables, "0021")
