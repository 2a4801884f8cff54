"""More rows are kept as they were; and who attested to another account than the one that is paid to can do so anew.

Kept are what an agreement's text consists of, an organisation's terms, governing documents, and the phrases that needs
are read with. After each migration the triggers of `registry/audit/past/tables.py` are made anew, and what a table says
then is where its memory begins.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attestation") as table:
        table.drop_constraint("uq_attestation_person", type_="unique")


def downgrade() -> None:
    """Of two by one person the later stays: the earlier was to another account."""
    op.execute(
        "DELETE FROM attestation WHERE EXISTS (SELECT 1 FROM attestation later WHERE later.number > attestation.number"
        " AND later.payment_id = attestation.payment_id AND later.person_id = attestation.person_id)"
    )
    _close_up()
    with op.batch_alter_table("attestation") as table:
        table.create_unique_constraint("uq_attestation_person", ["payment_id", "person_id"])


def _close_up() -> None:
    """Number those of each payment from 1 without a gap, in their order: the next one gets the number after how many
    there are.
    """
    bind, at, payment = op.get_bind(), 0, None
    rows = bind.execute(sa.text("SELECT id, payment_id, number FROM attestation ORDER BY payment_id, number"))
    for row in rows.all():
        at = at + 1 if row.payment_id == payment else 1
        payment = row.payment_id
        if row.number != at:
            bind.execute(
                sa.text("UPDATE attestation SET number = :at WHERE id = :id"), {"at": at, "id": row.id}
            )
