"""Replies to political questions: the text line by line, and the rows that each line rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("speaks_of", sa.Date(), nullable=False),
        sa.Column("officer", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(40)),
        sa.Column("annexes", sa.JSON(), nullable=False),
        sa.Column("has_figure", sa.Boolean(), nullable=False),
        sa.Column("figure", sa.JSON()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name="fk_reply_enquiry_id_enquiry"),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name="fk_reply_created_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        sa.UniqueConstraint("enquiry_id", name="uq_reply_enquiry_id"),
    )
    op.create_table(
        "reply_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.String(500)),
        sa.Column("template", sa.String(40)),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.String(200)),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_reply_line_reply_id_reply"),
        sa.PrimaryKeyConstraint("id", name="pk_reply_line"),
    )
    op.create_index("ix_reply_line_reply_id", "reply_line", ["reply_id", "position"])
    op.create_table(
        "reply_basis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer()),
        sa.Column("label", sa.String(300), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["reply_line.id"], name="fk_reply_basis_line_id_reply_line"),
        sa.PrimaryKeyConstraint("id", name="pk_reply_basis"),
    )
    op.create_index("ix_reply_basis_line_id", "reply_basis", ["line_id"])
    op.create_index("ix_reply_basis_row_id", "reply_basis", ["row_id"])


def downgrade() -> None:
    op.drop_table("reply_basis")
    op.drop_table("reply_line")
    op.drop_table("reply")
