"""What the city pays and brings, what is said of other matters, and which criteria stop a matter that fails them.

Nothing that was sent or decided changes: what was frozen before was not asked about this. What is being prepared is
asked when it is sent. A point of an order counts in kind where its own text says that it does ("samlade insats"), and
the criteria that stop are those of the guideline that the register came with; a city that has worded or numbered its
own otherwise sets it on them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("money_and_vat", sa.String(40)))
    op.add_column("edition", sa.Column("despite_reason", sa.Text()))
    op.add_column("checklist_item", sa.Column("stops", sa.String(40)))
    op.add_column(
        "delegation_rule",
        sa.Column("counts_in_kind", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "related_matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("belongs", sa.String(40)),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_related_matter_edition_id_edition"),
        sa.ForeignKeyConstraint(["other_id"], ["matter.id"], name="fk_related_matter_other_id_matter"),
        sa.PrimaryKeyConstraint("id", name="pk_related_matter"),
        sa.UniqueConstraint("edition_id", "other_id", name="uq_related_matter_other"),
    )
    op.create_index("ix_related_matter_other_id", "related_matter", ["other_id"])
    op.execute("UPDATE checklist_item SET stops = 'always' WHERE kind = 'iop' AND code = 'K11'")
    op.execute("UPDATE checklist_item SET stops = 'money' WHERE kind = 'grant' AND code = 'B5'")
    op.execute("UPDATE delegation_rule SET counts_in_kind = true WHERE lower(text) LIKE '%samlade insats%'")


def downgrade() -> None:
    op.drop_table("related_matter")
    with op.batch_alter_table("delegation_rule") as table:
        table.drop_column("counts_in_kind")
    with op.batch_alter_table("checklist_item") as table:
        table.drop_column("stops")
    with op.batch_alter_table("edition") as table:
        table.drop_column("despite_reason")
        table.drop_column("money_and_vat")
