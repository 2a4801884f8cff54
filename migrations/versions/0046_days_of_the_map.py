"""What runs on a day is found by its days: the map looks at nothing that had not begun or had ended by then."""

from alembic import op

revision = "0046"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_collaboration_starts_on", "collaboration", ["starts_on", "ends_on"])
    op.create_index("ix_collaboration_ends_on", "collaboration", ["ends_on", "starts_on"])


def downgrade() -> None:
    op.drop_index("ix_collaboration_ends_on", "collaboration")
    op.drop_index("ix_collaboration_starts_on", "collaboration")
