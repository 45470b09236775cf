"""Kept figures as bytes

Revision 0014, after 0013. What is kept goes over, so that the pages of a large portal stay quick;
back again it is worked out anew by the background.
"""

import json
from struct import pack

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ELEMENTS = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "facilities",
    "complaint_handling",
)
KEPT = sa.text(
    "select unit_id, period, revision, counts, index_spread, element_spreads from kept_figure"
)


def upgrade() -> None:
    rows = op.get_bind().execute(KEPT).all()
    made = _made_anew(sa.LargeBinary())
    if rows:
        op.bulk_insert(made, [_packed(*row) for row in rows])


def downgrade() -> None:
    _made_anew(sa.Text())


def _packed(
    unit_id: int, period: str, revision: int, counts: str, index: str | None, elements: str
) -> dict[str, object]:
    numbers = json.loads(counts)
    spreads = json.loads(elements)
    return {
        "unit_id": unit_id,
        "period": period,
        "revision": revision,
        "counts": pack(f"<{len(numbers)}i", *numbers),
        "index_spread": None if index is None else _spread(json.loads(index)),
        "element_spreads": b"".join(_spread(spreads.get(name)) for name in ELEMENTS),
    }


def _spread(numbers: list[float] | None) -> bytes:
    return pack("<ddqd", *(numbers or (0.0, 0.0, 0, 0.0)))


def _made_anew(kind: sa.LargeBinary | sa.Text) -> sa.Table:
    op.drop_table("kept_figure")
    return op.create_table(
        "kept_figure",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("counts", kind, nullable=False),
        sa.Column("index_spread", kind, nullable=True),
        sa.Column("element_spreads", kind, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_kept_figure_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "period", name=op.f("pk_kept_figure")),
    )
