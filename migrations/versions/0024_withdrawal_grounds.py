"""The city's own list of grounds on which a decision may be withdrawn; the default holds until it is set."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withdrawal_grounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal_grounds"),
    )


def downgrade() -> None:
    op.drop_table("withdrawal_grounds")
