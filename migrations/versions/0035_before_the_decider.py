"""What stands before the decider: the sender's message, questions with answers, and attachments.

The message was kept in the log alone: what waits for decision gets its own from there, so that it is read where it is
decided. What is closed stays as it was; its message stands in the history.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approval_round", sa.Column("note", sa.Text()))
    op.execute(
        "UPDATE approval_round SET note = (SELECT audit_payload.note FROM audit_entry"
        " JOIN audit_payload ON audit_payload.seq = audit_entry.seq"
        " WHERE audit_entry.matter_id = approval_round.matter_id AND audit_entry.tag = 'agreement.submitted'"
        " AND audit_entry.at = approval_round.submitted_at ORDER BY audit_entry.seq DESC LIMIT 1)"
        " WHERE status = 'open'"
    )
    op.create_table(
        "decision_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.String(200)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name="fk_decision_question_matter_id_matter"),
        sa.ForeignKeyConstraint(
            ["round_id"], ["approval_round.id"], name="fk_decision_question_round_id_approval_round"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name="fk_decision_question_asked_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decision_question"),
    )
    op.create_index("ix_decision_question_matter_id", "decision_question", ["matter_id"])
    op.create_index("ix_decision_question_round_id", "decision_question", ["round_id"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_attachment_edition_id_edition"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_attachment_document_id_document"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("document_id", name="uq_attachment_document_id"),
    )
    op.create_index("ix_attachment_edition_id", "attachment", ["edition_id"])


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("decision_question")
    with op.batch_alter_table("approval_round") as table:
        table.drop_column("note")
