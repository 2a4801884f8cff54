"""When a collaboration last happened stands with it, so that lists can show it and sort by it."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("collaboration", sa.Column("last_happened_on", sa.Date()))
    op.execute(
        "UPDATE collaboration SET last_happened_on = (SELECT max(happened_on) FROM occasion"
        " WHERE occasion.collaboration_id = collaboration.id)"
    )


def downgrade() -> None:
    op.drop_column("collaboration", "last_happened_on")
