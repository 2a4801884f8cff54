"""The latest collaborations of an organisation are read from the index alone, however many it has had."""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

NAME = "ix_party_organisation_id"


def upgrade() -> None:
    op.drop_index(NAME, "party")
    op.create_index(NAME, "party", ["organisation_id", "collaboration_id"])


def downgrade() -> None:
    op.drop_index(NAME, "party")
    op.create_index(NAME, "party", ["organisation_id"])
