"""What the nämnd dismissed or wrote off without trying it. Nothing was recorded so before."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The words fit the columns that are there."""


def downgrade() -> None:
    """Say with the words of before what only the new ones say exactly; the log keeps what really happened."""
    op.execute("UPDATE agreement SET state = 'declined' WHERE state = 'closed'")
    op.execute("UPDATE approval_round SET status = 'declined' WHERE status IN ('dismissed', 'closed')")
    op.execute("UPDATE decision SET outcome = 'decline' WHERE outcome IN ('dismiss', 'close')")
