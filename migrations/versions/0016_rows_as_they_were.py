"""Rows as they were: every kept row's images, written by the database itself from now on.

What the tables say when this has run is the first that is known; before that there is no answer.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; `migrations/env.py` makes the triggers when all migrations have run."""
    op.create_table(
        "row_image",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid()),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("image", sa.JSON().with_variant(JSONB(), "postgresql")),
        sa.Column("cleared_because", sa.String(200)),
        sa.Column("image_hash", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_row_image"),
    )
    op.create_index("ix_row_image_owner_id", "row_image", ["owner_id", "table_name", "since"])
    op.create_index("ix_row_image_table_name", "row_image", ["table_name", "since"])
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_row_image_open", "row_image", ["row_id", "table_name"], sqlite_where=now, postgresql_where=now
    )
    op.create_table(
        "kept_since",
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name="pk_kept_since"),
    )


def downgrade() -> None:
    """What the register said before is lost."""
    op.drop_table("kept_since")
    op.drop_table("row_image")
