"""What runs on a day is found by its days: the map looks at no collaboration that had ended by then."""

from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_collaboration_ends_on", "collaboration", ["ends_on", "starts_on"])


def downgrade() -> None:
    op.drop_index("ix_collaboration_ends_on", "collaboration")
