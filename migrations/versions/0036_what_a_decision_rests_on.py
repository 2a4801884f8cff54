"""What a decision rests on (a project's cost, its funder's decision, what spoke against it), and who signed after it.

Nobody has been asked what a project costs in all, nor when its funder decided, so both are empty. What waits for
decision was not asked either and is decided as it was sent; what is still being prepared says what is missing, with a
link to where it is filled in. Nothing was kept with what is decided already: its documents stay as they are, and its
page says what was frozen when it was sent. Of what is signed already nobody wrote down who did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project_facts", sa.Column("total", sa.BigInteger()))
    op.add_column("project_facts", sa.Column("funder_decided_on", sa.Date()))
    op.create_table(
        "decision_basis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("against", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name="fk_decision_basis_decision_id_decision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decision_basis"),
        sa.UniqueConstraint("decision_id", name="uq_decision_basis_decision_id"),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("for_city", sa.String(300)),
        sa.Column("for_party", sa.Text()),
        sa.Column("reference", sa.String(100)),
        sa.Column("document_id", sa.Uuid()),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_signature_edition_id_edition"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_signature_document_id_document"),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint("edition_id", name="uq_signature_edition_id"),
    )


def downgrade() -> None:
    op.drop_table("signature")
    op.drop_table("decision_basis")
    with op.batch_alter_table("project_facts") as table:
        table.drop_column("funder_decided_on")
        table.drop_column("total")
