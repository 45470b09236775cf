"""Counts of each unit that a counter belonged to

Revision 0022, after 0021. In the month in which a counter moved to another unit the counts of both
stood in one row, as the first unit's. They are counted anew from the answers, and on PostgreSQL the
function that stores answers keeps them apart from now on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
BINS = tuple(f"{score}_{value}" for score in (*ELEMENTS, "overall") for value in range(1, 5))
COUNTS = ("responses", "respondents", "incomplete", "comments", "excluded", *BINS)
TABLES = {"counter_day": "local_date", "counter_month": "month"}
MONTH = {
    "sqlite": "strftime('%Y-%m-01', response.local_date)",
    "postgresql": "date_trunc('month', response.local_date)::date",
}
MOVED = (
    "select counter_id from response group by counter_id having min(unit_id) <> max(unit_id)"
)
TOGETHER = {
    "questionnaire_id) do update": "questionnaire_id, unit_id) do update",
    "min(unit_id)": "(unit_id)",
    "by 1, 2, 3, 4, 5": "by 1, 2, 3, 4, 5, 6",
}
"""What the function says, and what it says where units are kept apart."""


def _keys(when: str) -> list[str]:
    return ["counter_id", when, "channel", "helped", "questionnaire_id"]


def _counted(name: str) -> str:
    some = " or ".join(f"{element} is not null" for element in ELEMENTS)
    every = " and ".join(f"{element} is not null" for element in ELEMENTS)
    score, _, value = name.rpartition("_")
    held = {
        "responses": "1 = 1",
        "respondents": f"not excluded and ({some})",
        "incomplete": f"not excluded and ({some}) and not ({every})",
        "comments": "not excluded and complaint.id is not null",
        "excluded": "excluded",
    }.get(name, f"not excluded and {score} = {value}")
    return f"sum(case when {held} then 1 else 0 end)"


def _count_anew(unit: str, groups: str) -> None:
    """Count what the counters that moved were answered; unit : whose it is called."""
    day = {"counter_day": "response.local_date", "counter_month": MONTH[op.get_bind().dialect.name]}
    for table, when in TABLES.items():
        op.execute(f"delete from {table} where counter_id in ({MOVED})")
        op.execute(
            f"insert into {table} ({', '.join(_keys(when))}, unit_id, {', '.join(COUNTS)})"
            f" select response.counter_id, {day[table]}, channel, helped, questionnaire_id, {unit},"
            f" {', '.join(map(_counted, COUNTS))}"
            " from response left join complaint on complaint.id = response.id"
            f" where response.counter_id in ({MOVED}) group by {groups}"
        )
    # The revisions of these months begin anew, so nothing that was kept by them may stay.
    op.execute("delete from kept_figure")


def _key(table: str, columns: list[str]) -> None:
    name = f"pk_{table}"
    with op.batch_alter_table(table) as altered:
        altered.drop_constraint(name, type_="primary")
        altered.create_primary_key(name, columns)


def _function(words: dict[str, str]) -> None:
    """Let the function that stores answers say other words than it does."""
    if op.get_bind().dialect.name != "postgresql":
        return
    found = sa.text("select pg_get_functiondef('store_answers'::regproc)")
    body = op.get_bind().execute(found).scalar_one()
    for before, after in words.items():
        if before not in body:
            raise RuntimeError(f"store_answers does not say '{before}'")
        body = body.replace(before, after)
    op.get_bind().exec_driver_sql(body.replace("%", "%%"))


def _any_moved() -> bool:
    return op.get_bind().execute(sa.text(f"{MOVED} limit 1")).first() is not None


def upgrade() -> None:
    for table, when in TABLES.items():
        _key(table, [*_keys(when), "unit_id"])
    _function(TOGETHER)
    if _any_moved():
        _count_anew("response.unit_id", "1, 2, 3, 4, 5, 6")


def downgrade() -> None:
    if _any_moved():
        _count_anew("min(response.unit_id)", "1, 2, 3, 4, 5")
    for table, when in TABLES.items():
        _key(table, _keys(when))
    _function({after: before for before, after in TOGETHER.items()})
