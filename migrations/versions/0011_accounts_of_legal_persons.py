"""Whose account it is: the organisation number that the record had when two people saw to the account.

Of accounts from before nobody kept it, so they get the number that their record has now, as they were paid until now.
A record whose number changed before this cannot be told from others; from here on a changed number stops its account.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("payee_account", sa.Column("organisation_number", sa.String(11)))
    op.execute(
        "UPDATE payee_account SET organisation_number ="
        " (SELECT number FROM organisation WHERE organisation.id = payee_account.organisation_id)"
    )


def downgrade() -> None:
    op.drop_column("payee_account", "organisation_number")
