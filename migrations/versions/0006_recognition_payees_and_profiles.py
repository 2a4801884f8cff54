"""recognition, payees and profiles: what the city checks and when, whom it pays, what an organisation says of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_entry_tag", "audit_entry", ["tag", "seq"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_tag", "audit_entry")
