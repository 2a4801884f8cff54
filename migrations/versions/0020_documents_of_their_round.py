"""A document of a decision says of which round: the same content decided twice has two documents.

Those made before are of the last round that had closed with their content when they were made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = "fk_document_round_id"


def upgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("round_id", sa.Uuid()))
        table.create_foreign_key(KEY, "approval_round", ["round_id"], ["id"])
    op.create_index("ix_document_round_id", "document", ["round_id"])
    document = sa.table(
        "document",
        *(sa.column(name) for name in ("matter_id", "content_hash", "type", "created_at", "round_id")),
    )
    round_ = sa.table(
        "approval_round", *(sa.column(name) for name in ("id", "matter_id", "content_hash", "closed_at"))
    )
    of = (
        sa.select(round_.c.id)
        .where(
            round_.c.matter_id == document.c.matter_id,
            round_.c.content_hash == document.c.content_hash,
            round_.c.closed_at <= document.c.created_at,
        )
        .order_by(round_.c.closed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    made = ("agreement", "assessments", "decision")
    op.execute(sa.update(document).where(document.c.type.in_(made)).values(round_id=of))


def downgrade() -> None:
    op.drop_index("ix_document_round_id", "document")
    with op.batch_alter_table("document") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("round_id")
