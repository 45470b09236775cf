"""Answers stored in one statement

Revision 0012, after 0011. PostgreSQL alone: a function that stores a batch of answers with their
cases and counts. Its statement is planned once a connection instead of once a batch, and survives
a pooler that shares connections. An answer's unit, service and questionnaire and a case's unit and
counter are copies of what its counter and its answer say: to look each of them up again, row by
row, was a third of what storing cost the server, and a lock on one row that all answers share. The
counter of an answer and the answer of a case are still looked up.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
SCORES = (*ELEMENTS, "overall")
BINS = tuple(f"{score}_{value}" for score in SCORES for value in range(1, 5))
COUNTS = ("responses", "respondents", "incomplete", "comments", "excluded", *BINS)
ANSWER = {
    "issued_on": "date",
    "form_key": "text",
    "digest": "text",
    "submitted_at": "timestamptz",
    "local_date": "date",
    "counter_id": "int",
    "unit_id": "int",
    "service_id": "int",
    "questionnaire_id": "int",
    "channel": "text",
    "helped": "bool",
    **dict.fromkeys(SCORES, "smallint"),
    "age_band": "text",
    "sex": "text",
    "education": "text",
    "occupation": "text",
    "lang": "text",
    "marks": "int",
}
GIVEN = {
    **ANSWER,
    "excluded": "bool",
    "slip": "text",
    "comment": "text",
    "receipt": "text",
    "private": "bool",
    "sealed": "bytea",
}
MONTH = "date_trunc('month', local_date)::date"


def _counted(name: str) -> str:
    """What a count is of a group of answers."""
    some = " or ".join(f"{element} is not null" for element in ELEMENTS)
    all_of_them = " and ".join(f"{element} is not null" for element in ELEMENTS)
    whole = {
        "responses": "count(*)",
        "respondents": f"count(*) filter (where not excluded and ({some}))",
        "incomplete": f"count(*) filter (where not excluded and ({some}) and not ({all_of_them}))",
        "comments": "count(comment) filter (where not excluded)",
        "excluded": "count(*) filter (where excluded)",
    }
    score, _, value = name.rpartition("_")
    return whole.get(name) or f"count(*) filter (where not excluded and {score} = {value})"


def _raised(table: str, when: str, rows: str) -> str:
    keys = ("counter_id", when, "channel", "helped", "questionnaire_id")
    raised = [f"{name} = {table}.{name} + excluded.{name}" for name in COUNTS]
    if table == "counter_month":
        raised.append("revision = counter_month.revision + 1")
    # In one order, so that two processes raising the same rows never wait in a ring.
    return (
        f"insert into {table} ({', '.join(keys)}, unit_id, {', '.join(COUNTS)}) {rows}"
        f" order by 1, 2, 3, 4, 5 on conflict ({', '.join(keys)}) do update set {', '.join(raised)}"
    )


def _days() -> str:
    counted = ", ".join(f"{_counted(name)} as {name}" for name in COUNTS)
    return (
        "select counter_id, local_date, channel, helped, questionnaire_id, min(unit_id) as unit_id,"
        f" {counted} from fresh group by 1, 2, 3, 4, 5"
    )


def _of_months() -> str:
    sums = ", ".join(f"sum({name})" for name in COUNTS)
    return (
        f"select counter_id, {MONTH}, channel, helped, questionnaire_id, min(unit_id), {sums}"
        " from days group by 1, 2, 3, 4, 5"
    )


def _function() -> str:
    names = ", ".join(GIVEN)
    arrays = ", ".join(f"given_{name}" for name in GIVEN)
    parameters = ", ".join(f"given_{name} {kind}[]" for name, kind in GIVEN.items())
    # 1 says that the key was used before, with other answers.
    used = "exists (select 1 from response as before where before.form_key = given.form_key)"
    # A slip that is spent or unknown counts as an ordinary scan.
    way = (
        "case when slip is null then channel"
        " when place in (select place from spent) then 'slip' else 'qr' end"
    )
    seen = {"marks": f"marks | case when {used} then 1 else 0 end as marks", "channel": f"{way} as channel"}
    day_columns = f"counter_id, local_date, channel, helped, questionnaire_id, unit_id, {', '.join(COUNTS)}"
    return f"""
create function store_answers({parameters}) returns int[]
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    there_already int[];
begin
    with given as materialized (
        select nextval('response_id_seq') as id, sent.*
        from unnest({arrays}) with ordinality as sent ({names}, place)
    ), spent as materialized (
        update slip set used_key = given.form_key from given
        where slip.code = given.slip and slip.used_key is null
        returning given.place
    ), arriving as materialized (
        select {", ".join(seen.get(name, name) for name in ("id", *GIVEN, "place"))} from given
    ), stored as (
        insert into response (id, {", ".join(ANSWER)}, excluded)
        select id, {", ".join(ANSWER)}, excluded from arriving order by place
        on conflict do nothing returning id
    ), fresh as materialized (
        select arriving.* from arriving join stored using (id)
    ), cases as (
        insert into complaint (id, unit_id, counter_id, local_date, text, receipt, private, sealed,
            status, confidential, danger, needs_review)
        select id, unit_id, counter_id, local_date, comment, receipt, private, sealed,
            'new', false, false, true
        from fresh where comment is not null order by place
    ), kept_out as (
        insert into exclusion (response_id, reason, actor, excluded_at)
        select id, 'honeypot', 'portal', submitted_at from fresh where excluded order by place
    ), days as materialized (
        {_days()}
    ), by_day as (
        {_raised("counter_day", "local_date", f"select {day_columns} from days")}
    ), by_month as (
        {_raised("counter_month", "month", _of_months())}
    )
    select array_agg(place) into there_already
    from given where id not in (select id from stored);
    return there_already;
end
$$
"""


COPIES = {
    "response": {"unit_id": "unit", "service_id": "service", "questionnaire_id": "questionnaire"},
    "complaint": {"unit_id": "unit", "counter_id": "service_counter"},
}
"""Columns that repeat what the counter or the answer says, and the tables they are numbers of."""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(_function())
    for table, columns in COPIES.items():
        for column in columns:
            op.drop_constraint(f"fk_{table}_{column}", table, type_="foreignkey")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in COPIES.items():
        for column, other in columns.items():
            op.create_foreign_key(f"fk_{table}_{column}", table, other, [column], ["id"])
    op.execute(f"drop function store_answers({', '.join(f'{k}[]' for k in GIVEN.values())})")
