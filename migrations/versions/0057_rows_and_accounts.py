"""More rows are kept as they were; and who attested to another account than the one that is paid to can do so anew.

Kept are what an agreement's text consists of, an organisation's terms, governing documents, and the phrases that needs
are read with. After each migration the triggers of `registry/audit/past/tables.py` are made anew, and what a table says
then is where its memory begins.
"""

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attestation") as table:
        table.drop_constraint("uq_attestation_person", type_="unique")


def downgrade() -> None:
    """Of two by one person the later stays, as number and all: the earlier was to another account."""
    op.execute(
        "DELETE FROM attestation WHERE EXISTS (SELECT 1 FROM attestation later WHERE later.number > attestation.number"
        " AND later.payment_id = attestation.payment_id AND later.person_id = attestation.person_id)"
    )
    with op.batch_alter_table("attestation") as table:
        table.create_unique_constraint("uq_attestation_person", ["payment_id", "person_id"])
