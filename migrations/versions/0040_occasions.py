"""When a collaboration happened: a meeting, a fair, a spreading of information."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "occasion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("attendance", sa.Integer()),
        sa.Column("note", sa.String(500)),
        sa.Column("created_by_id", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name="fk_occasion_collaboration_id_collaboration"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name="fk_occasion_created_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_occasion"),
    )
    op.create_index("ix_occasion_collaboration_id", "occasion", ["collaboration_id", "happened_on"])
    op.create_index("ix_collaboration_created_by_id", "collaboration", ["created_by_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_collaboration_created_by_id", "collaboration")
    op.drop_table("occasion")
