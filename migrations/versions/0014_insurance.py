"""An agreement says who is insured and who answers for what."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has said anything yet."""
    op.add_column("agreement", sa.Column("insurance", sa.Text(), nullable=True))


def downgrade() -> None:
    """What has been said is lost."""
    op.drop_column("agreement", "insurance")
