"""A database that agencies have filled goes on with the next version of the portal."""

from datetime import UTC, date, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from portal.database import MIGRATIONS, open_database
from portal.evidence import gather
from surveys.cycle_reviews import Reviewed, review_of_cycle
from surveys.effect_protocols import protocols
from surveys.migrations import HEAD

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


def test_a_filled_database_of_the_first_version_is_brought_up_and_keeps_its_rows(
    url_without_tables: str,
) -> None:
    engine = create_engine(url_without_tables)
    steps = Config()
    steps.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        steps.attributes["connection"] = connection
        command.upgrade(steps, "0001")
        for statement in FILLED:
            connection.execute(text(statement))
    engine.dispose()
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
