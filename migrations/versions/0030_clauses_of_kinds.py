"""A standard clause is that of one kind: a partnership's terms are no terms of a grant, which is a decision.

What stood for every kind goes on as the partnerships' and the projects'. A grant has none until the city has loaded its
own: a new one then begins without terms, and is not sent for decision before somebody has written them.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

CLAUSES = sa.table(
    "standard_clause",
    sa.column("id", sa.Uuid),
    sa.column("guideline_id", sa.Uuid),
    sa.column("kind", sa.String),
    sa.column("field", sa.String),
    sa.column("text", sa.Text),
)


def upgrade() -> None:
    with op.batch_alter_table("standard_clause") as table:
        table.add_column(sa.Column("kind", sa.String(40), nullable=False, server_default="iop"))
        table.drop_constraint("uq_standard_clause_field", type_="unique")
        table.create_unique_constraint("uq_standard_clause_field", ["guideline_id", "kind", "field"])
    with op.batch_alter_table("standard_clause") as table:
        table.alter_column("kind", server_default=None)
    known = op.get_bind().execute(sa.select(CLAUSES)).mappings().all()
    if known:
        op.bulk_insert(CLAUSES, [{**row, "id": uuid4(), "kind": "project"} for row in known])


def downgrade() -> None:
    """What is not the partnerships' goes: the table of before has one text for every kind."""
    op.execute(CLAUSES.delete().where(CLAUSES.c.kind != "iop"))
    with op.batch_alter_table("standard_clause") as table:
        table.drop_constraint("uq_standard_clause_field", type_="unique")
        table.create_unique_constraint("uq_standard_clause_field", ["guideline_id", "field"])
        table.drop_column("kind")
