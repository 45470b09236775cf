"""Everything that is stored

Revision 0001, after None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite gives numbers of its own only to a column declared INTEGER."""

APPEND_ONLY_SQLITE = (
    """create trigger audit_entry_never_changed before update on audit_entry
    begin select raise(abort, 'the audit log is append-only'); end""",
    """create trigger audit_entry_never_removed before delete on audit_entry
    begin select raise(abort, 'the audit log is append-only'); end""",
)
APPEND_ONLY_POSTGRESQL = (
    """create function audit_entry_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$""",
    """create trigger audit_entry_never_changed before update or delete on audit_entry
    for each row execute function audit_entry_refuse()""",
    """create trigger audit_entry_never_emptied before truncate on audit_entry
    for each statement execute function audit_entry_refuse()""",
)


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_logged_at"), ["logged_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("uniq", sa.String(length=100), nullable=True),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("uniq", name=op.f("uq_job_uniq")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_run_at", ["state", "run_at"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.String(length=6), nullable=False),
        sa.Column("budget_sen", sa.BigInteger(), nullable=False),
        sa.Column("max_seats", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("frozen", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("status in ('draft', 'approved')", name=op.f("ck_plan_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_cycle"), ["cycle"], unique=False)

    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("hours_jp", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=16), nullable=True),
        sa.Column("cost_per_seat_sen", sa.BigInteger(), nullable=False),
        sa.Column("max_seats", sa.Integer(), nullable=True),
        sa.CheckConstraint("cost_per_seat_sen >= 0", name=op.f("ck_topic_cost_not_negative")),
        sa.CheckConstraint(
            "max_seats is null or max_seats >= 1", name=op.f("ck_topic_seats_present")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_topic_code")),
    )
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.String(length=6), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=True),
        sa.CheckConstraint("end_date >= start_date", name=op.f("ck_training_ends_after_start")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_training_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("code", name=op.f("uq_training_code")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("service_field", sa.String(length=200), nullable=True),
        sa.Column("staff_count", sa.Integer(), nullable=True),
        sa.Column("citizens_per_year", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "citizens_per_year is null or citizens_per_year >= 0",
            name=op.f("ck_unit_citizens_not_negative"),
        ),
        sa.CheckConstraint(
            "staff_count is null or staff_count >= 1", name=op.f("ck_unit_staff_present")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unit_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_account_agency_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_account_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_closed_period_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint("unit_id", "period", name=op.f("uq_closed_period_unit_id_period")),
    )
    op.create_table(
        "participation",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.CheckConstraint("participants >= 1", name=op.f("ck_participation_somebody_came")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_participation_training_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_participation_unit_id")),
        sa.PrimaryKeyConstraint("training_id", "unit_id", name=op.f("pk_participation")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("cost_sen", sa.BigInteger(), nullable=False),
        sa.Column("need", sa.Double(), nullable=False),
        sa.Column("expected_gain", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_plan_item_seats_present")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_item_plan_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_plan_item_topic_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
    )
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_item_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "published_figure",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_published_figure_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "period", name=op.f("pk_published_figure")),
    )
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode in ('full', 'short')", name=op.f("ck_questionnaire_mode_known")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_questionnaire_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", name=op.f("uq_questionnaire_code")),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("code", name=op.f("uq_service_code")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "service_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("public_code", sa.String(length=10), nullable=False),
        sa.Column("opens_hour", sa.Integer(), nullable=True),
        sa.Column("closes_hour", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(public_code) = 10", name=op.f("ck_service_counter_public_code_complete")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_counter_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_counter")),
        sa.UniqueConstraint("code", name=op.f("uq_service_counter_code")),
        sa.UniqueConstraint("public_code", name=op.f("uq_service_counter_public_code")),
    )
    with op.batch_alter_table("service_counter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_counter_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "counter_day",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.Column("u1_1", sa.Integer(), nullable=True),
        sa.Column("u1_2", sa.Integer(), nullable=True),
        sa.Column("u1_3", sa.Integer(), nullable=True),
        sa.Column("u1_4", sa.Integer(), nullable=True),
        sa.Column("u2_1", sa.Integer(), nullable=True),
        sa.Column("u2_2", sa.Integer(), nullable=True),
        sa.Column("u2_3", sa.Integer(), nullable=True),
        sa.Column("u2_4", sa.Integer(), nullable=True),
        sa.Column("u3_1", sa.Integer(), nullable=True),
        sa.Column("u3_2", sa.Integer(), nullable=True),
        sa.Column("u3_3", sa.Integer(), nullable=True),
        sa.Column("u3_4", sa.Integer(), nullable=True),
        sa.Column("u4_1", sa.Integer(), nullable=True),
        sa.Column("u4_2", sa.Integer(), nullable=True),
        sa.Column("u4_3", sa.Integer(), nullable=True),
        sa.Column("u4_4", sa.Integer(), nullable=True),
        sa.Column("u5_1", sa.Integer(), nullable=True),
        sa.Column("u5_2", sa.Integer(), nullable=True),
        sa.Column("u5_3", sa.Integer(), nullable=True),
        sa.Column("u5_4", sa.Integer(), nullable=True),
        sa.Column("u6_1", sa.Integer(), nullable=True),
        sa.Column("u6_2", sa.Integer(), nullable=True),
        sa.Column("u6_3", sa.Integer(), nullable=True),
        sa.Column("u6_4", sa.Integer(), nullable=True),
        sa.Column("u7_1", sa.Integer(), nullable=True),
        sa.Column("u7_2", sa.Integer(), nullable=True),
        sa.Column("u7_3", sa.Integer(), nullable=True),
        sa.Column("u7_4", sa.Integer(), nullable=True),
        sa.Column("u8_1", sa.Integer(), nullable=True),
        sa.Column("u8_2", sa.Integer(), nullable=True),
        sa.Column("u8_3", sa.Integer(), nullable=True),
        sa.Column("u8_4", sa.Integer(), nullable=True),
        sa.Column("u9_1", sa.Integer(), nullable=True),
        sa.Column("u9_2", sa.Integer(), nullable=True),
        sa.Column("u9_3", sa.Integer(), nullable=True),
        sa.Column("u9_4", sa.Integer(), nullable=True),
        sa.Column("overall_1", sa.Integer(), nullable=True),
        sa.Column("overall_2", sa.Integer(), nullable=True),
        sa.Column("overall_3", sa.Integer(), nullable=True),
        sa.Column("overall_4", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_counter_day_counter_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_counter_day_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_counter_day_unit_id")),
        sa.PrimaryKeyConstraint(
            "counter_id",
            "local_date",
            "channel",
            "helped",
            "questionnaire_id",
            name=op.f("pk_counter_day"),
        ),
    )
    with op.batch_alter_table("counter_day", schema=None) as batch_op:
        batch_op.create_index(
            "ix_counter_day_unit_id_local_date", ["unit_id", "local_date"], unique=False
        )

    op.create_table(
        "counter_month",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.Column("u1_1", sa.Integer(), nullable=True),
        sa.Column("u1_2", sa.Integer(), nullable=True),
        sa.Column("u1_3", sa.Integer(), nullable=True),
        sa.Column("u1_4", sa.Integer(), nullable=True),
        sa.Column("u2_1", sa.Integer(), nullable=True),
        sa.Column("u2_2", sa.Integer(), nullable=True),
        sa.Column("u2_3", sa.Integer(), nullable=True),
        sa.Column("u2_4", sa.Integer(), nullable=True),
        sa.Column("u3_1", sa.Integer(), nullable=True),
        sa.Column("u3_2", sa.Integer(), nullable=True),
        sa.Column("u3_3", sa.Integer(), nullable=True),
        sa.Column("u3_4", sa.Integer(), nullable=True),
        sa.Column("u4_1", sa.Integer(), nullable=True),
        sa.Column("u4_2", sa.Integer(), nullable=True),
        sa.Column("u4_3", sa.Integer(), nullable=True),
        sa.Column("u4_4", sa.Integer(), nullable=True),
        sa.Column("u5_1", sa.Integer(), nullable=True),
        sa.Column("u5_2", sa.Integer(), nullable=True),
        sa.Column("u5_3", sa.Integer(), nullable=True),
        sa.Column("u5_4", sa.Integer(), nullable=True),
        sa.Column("u6_1", sa.Integer(), nullable=True),
        sa.Column("u6_2", sa.Integer(), nullable=True),
        sa.Column("u6_3", sa.Integer(), nullable=True),
        sa.Column("u6_4", sa.Integer(), nullable=True),
        sa.Column("u7_1", sa.Integer(), nullable=True),
        sa.Column("u7_2", sa.Integer(), nullable=True),
        sa.Column("u7_3", sa.Integer(), nullable=True),
        sa.Column("u7_4", sa.Integer(), nullable=True),
        sa.Column("u8_1", sa.Integer(), nullable=True),
        sa.Column("u8_2", sa.Integer(), nullable=True),
        sa.Column("u8_3", sa.Integer(), nullable=True),
        sa.Column("u8_4", sa.Integer(), nullable=True),
        sa.Column("u9_1", sa.Integer(), nullable=True),
        sa.Column("u9_2", sa.Integer(), nullable=True),
        sa.Column("u9_3", sa.Integer(), nullable=True),
        sa.Column("u9_4", sa.Integer(), nullable=True),
        sa.Column("overall_1", sa.Integer(), nullable=True),
        sa.Column("overall_2", sa.Integer(), nullable=True),
        sa.Column("overall_3", sa.Integer(), nullable=True),
        sa.Column("overall_4", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_counter_month_counter_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_counter_month_questionnaire_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_counter_month_unit_id")),
        sa.PrimaryKeyConstraint(
            "counter_id",
            "month",
            "channel",
            "helped",
            "questionnaire_id",
            name=op.f("pk_counter_month"),
        ),
    )
    with op.batch_alter_table("counter_month", schema=None) as batch_op:
        batch_op.create_index("ix_counter_month_unit_id_month", ["unit_id", "month"], unique=False)

    op.create_table(
        "counter_service",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_counter_service_counter_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_counter_service_service_id")
        ),
        sa.PrimaryKeyConstraint("counter_id", "service_id", name=op.f("pk_counter_service")),
    )
    with op.batch_alter_table("counter_service", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_counter_service_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "late_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closed_period_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_period_id"],
            ["closed_period.id"],
            name=op.f("fk_late_correction_closed_period_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_correction")),
    )
    with op.batch_alter_table("late_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_late_correction_closed_period_id"), ["closed_period_id"], unique=False
        )

    op.create_table(
        "response",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("form_key", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("u1", sa.SmallInteger(), nullable=True),
        sa.Column("u2", sa.SmallInteger(), nullable=True),
        sa.Column("u3", sa.SmallInteger(), nullable=True),
        sa.Column("u4", sa.SmallInteger(), nullable=True),
        sa.Column("u5", sa.SmallInteger(), nullable=True),
        sa.Column("u6", sa.SmallInteger(), nullable=True),
        sa.Column("u7", sa.SmallInteger(), nullable=True),
        sa.Column("u8", sa.SmallInteger(), nullable=True),
        sa.Column("u9", sa.SmallInteger(), nullable=True),
        sa.Column("overall", sa.SmallInteger(), nullable=True),
        sa.Column("age_band", sa.String(length=8), nullable=True),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("education", sa.String(length=8), nullable=True),
        sa.Column("occupation", sa.String(length=12), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=True),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("overall between 1 and 4", name=op.f("ck_response_overall_from_1_to_4")),
        sa.CheckConstraint("u1 between 1 and 4", name=op.f("ck_response_u1_from_1_to_4")),
        sa.CheckConstraint("u2 between 1 and 4", name=op.f("ck_response_u2_from_1_to_4")),
        sa.CheckConstraint("u3 between 1 and 4", name=op.f("ck_response_u3_from_1_to_4")),
        sa.CheckConstraint("u4 between 1 and 4", name=op.f("ck_response_u4_from_1_to_4")),
        sa.CheckConstraint("u5 between 1 and 4", name=op.f("ck_response_u5_from_1_to_4")),
        sa.CheckConstraint("u6 between 1 and 4", name=op.f("ck_response_u6_from_1_to_4")),
        sa.CheckConstraint("u7 between 1 and 4", name=op.f("ck_response_u7_from_1_to_4")),
        sa.CheckConstraint("u8 between 1 and 4", name=op.f("ck_response_u8_from_1_to_4")),
        sa.CheckConstraint("u9 between 1 and 4", name=op.f("ck_response_u9_from_1_to_4")),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_response_counter_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_response_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_response_service_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_response_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("form_key", "digest", "issued_on", name="uq_response_form_key"),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(
            "ix_response_unit_id_local_date", ["unit_id", "local_date"], unique=False
        )

    op.create_table(
        "retired_code",
        sa.Column("public_code", sa.String(length=10), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_retired_code_counter_id")
        ),
        sa.PrimaryKeyConstraint("public_code", name=op.f("pk_retired_code")),
    )
    with op.batch_alter_table("retired_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_retired_code_counter_id"), ["counter_id"], unique=False
        )

    op.create_table(
        "sign_in",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "slip",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_slip_counter_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_slip")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_counter_id"), ["counter_id"], unique=False)

    op.create_table(
        "visit_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("counter_id", sa.Integer(), nullable=True),
        sa.Column("service_part", sa.Integer(), nullable=False),
        sa.Column("counter_part", sa.Integer(), nullable=False),
        sa.CheckConstraint("visitors >= 0", name=op.f("ck_visit_count_visitors_not_negative")),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_visit_count_counter_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_visit_count_service_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_count_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_count")),
    )
    with op.batch_alter_table("visit_count", schema=None) as batch_op:
        batch_op.create_index(
            "uq_visit_count_where_and_when",
            ["unit_id", "period", "service_part", "counter_part"],
            unique=True,
        )

    op.create_table(
        "complaint",
        sa.Column("id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("receipt", sa.String(length=13), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("kind_by", sa.String(length=100), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("polarity", sa.String(length=12), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("read_by", sa.String(length=40), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by", sa.String(length=100), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status in ('new', 'in_progress', 'answered', 'closed', 'reopened')",
            name=op.f("ck_complaint_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_complaint_counter_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["response.id"], name=op.f("fk_complaint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_complaint_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("receipt", name=op.f("uq_complaint_receipt")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_read_by", ["read_by"], unique=False)
        batch_op.create_index(
            "ix_complaint_unit_id_local_date", ["unit_id", "local_date"], unique=False
        )

    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", BIG_KEY, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("excluded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=100), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_exclusion_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_response_id"), ["response_id"], unique=False)

    op.create_table(
        "complaint_label",
        sa.Column("complaint_id", BIG_KEY, nullable=False),
        sa.Column("label", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_label_complaint_id")
        ),
        sa.PrimaryKeyConstraint("complaint_id", "label", name=op.f("pk_complaint_label")),
    )
    with op.batch_alter_table("complaint_label", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_label_label", ["label"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", BIG_KEY, nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("polarity", sa.String(length=12), nullable=False),
        sa.Column("subtype", sa.String(length=16), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_decision_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_decision_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_complaint_id"), ["complaint_id"], unique=False
        )

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", BIG_KEY, nullable=True),
        sa.Column("element", sa.String(length=24), nullable=True),
        sa.Column("activity", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status in ('planned', 'running', 'done')", name=op.f("ck_follow_up_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_follow_up_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["service_counter.id"], name=op.f("fk_follow_up_counter_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_follow_up_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "prediction",
        sa.Column("complaint_id", BIG_KEY, nullable=False),
        sa.Column("model_version", sa.String(length=40), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("polarity", sa.String(length=12), nullable=False),
        sa.Column("subtype", sa.String(length=16), nullable=True),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_prediction_complaint_id")
        ),
        sa.PrimaryKeyConstraint("complaint_id", "model_version", name=op.f("pk_prediction")),
    )

    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in APPEND_ONLY_SQLITE if sqlite else APPEND_ONLY_POSTGRESQL:
        op.execute(statement)
    zone = ".000000" if sqlite else "+00"
    for code, mode, official, day in (
        ("skm-2017-1", "full", "true", "2017-05-09"),
        ("singkat-2026-1", "short", "false", "2026-01-01"),
    ):
        op.execute(
            "insert into questionnaire (code, mode, official, valid_from)"
            f" values ('{code}', '{mode}', {official}, '{day} 00:00:00{zone}')"
        )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute("drop function audit_entry_refuse() cascade")
    op.drop_table("prediction")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_unit_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_complaint_id"))

    op.drop_table("decision")
    with op.batch_alter_table("complaint_label", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_label_label")

    op.drop_table("complaint_label")
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusion_response_id"))

    op.drop_table("exclusion")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_unit_id_local_date")
        batch_op.drop_index("ix_complaint_read_by")

    op.drop_table("complaint")
    with op.batch_alter_table("visit_count", schema=None) as batch_op:
        batch_op.drop_index("uq_visit_count_where_and_when")

    op.drop_table("visit_count")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_counter_id"))

    op.drop_table("slip")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("retired_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retired_code_counter_id"))

    op.drop_table("retired_code")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index("ix_response_unit_id_local_date")

    op.drop_table("response")
    with op.batch_alter_table("late_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_late_correction_closed_period_id"))

    op.drop_table("late_correction")
    with op.batch_alter_table("counter_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counter_service_service_id"))

    op.drop_table("counter_service")
    with op.batch_alter_table("counter_month", schema=None) as batch_op:
        batch_op.drop_index("ix_counter_month_unit_id_month")

    op.drop_table("counter_month")
    with op.batch_alter_table("counter_day", schema=None) as batch_op:
        batch_op.drop_index("ix_counter_day_unit_id_local_date")

    op.drop_table("counter_day")
    with op.batch_alter_table("service_counter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_counter_unit_id"))

    op.drop_table("service_counter")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_unit_id"))

    op.drop_table("service")
    op.drop_table("questionnaire")
    op.drop_table("published_figure")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_item_plan_id"))

    op.drop_table("plan_item")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_unit_id"))

    op.drop_table("participation")
    op.drop_table("closed_period")
    op.drop_table("account")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_agency_id"))

    op.drop_table("unit")
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_topic_id"))

    op.drop_table("training")
    op.drop_table("topic")
    op.drop_table("setting")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_cycle"))

    op.drop_table("plan")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_run_at")

    op.drop_table("job")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_logged_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_action"))

    op.drop_table("audit_entry")
    op.drop_table("agency")
