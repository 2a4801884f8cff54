"""What the nämnd changed in what it had before it. Nothing was recorded so before."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decision", sa.Column("amendment", sa.Text()))


def downgrade() -> None:
    """Say with the words of before what only the new ones say exactly; the log keeps what really happened."""
    op.execute("UPDATE agreement SET state = 'returned' WHERE state = 'amended'")
    op.execute("UPDATE approval_round SET status = 'returned' WHERE status = 'amended'")
    op.execute("UPDATE decision SET outcome = 'return' WHERE outcome IN ('amend', 'table')")
    with op.batch_alter_table("decision") as table:
        table.drop_column("amendment")
