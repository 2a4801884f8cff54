"""Ending an agreement before its last day is a matter of its own. What ended before keeps the day and reason it has."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "termination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_termination"),
        sa.ForeignKeyConstraint(["id"], ["matter.id"], name="fk_termination_id"),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_termination_agreement_id"),
    )
    op.create_index("ix_termination_agreement_id", "termination", ["agreement_id"])


def downgrade() -> None:
    """Its matters stay, as matters of which only this is known."""
    op.execute("UPDATE matter SET type = 'matter' WHERE type = 'termination'")
    op.drop_table("termination")
