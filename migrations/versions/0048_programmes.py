"""Priorities that are worked with from year to year: where each stands, and what it was carried over from."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

CARRIED_OVER = ("governing_document", "ground")


def upgrade() -> None:
    for name in CARRIED_OVER:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("predecessor_id", sa.Uuid(), nullable=True))
            table.create_foreign_key(f"fk_{name}_predecessor_id_{name}", name, ["predecessor_id"], ["id"])
            table.create_unique_constraint(f"uq_{name}_predecessor_id", ["predecessor_id"])
    op.create_table(
        "ground_progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("motive", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name="fk_ground_progress_ground_id_ground"),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name="fk_ground_progress_created_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ground_progress"),
    )
    op.create_index("ix_ground_progress_ground_id", "ground_progress", ["ground_id", "stated_on"])


def downgrade() -> None:
    op.drop_table("ground_progress")
    for name in reversed(CARRIED_OVER):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"uq_{name}_predecessor_id", type_="unique")
            table.drop_constraint(f"fk_{name}_predecessor_id_{name}", type_="foreignkey")
            table.drop_column("predecessor_id")
