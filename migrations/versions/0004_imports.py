"""imports: batches, the portions of their files, and what became of each row."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("layout", sa.String(40), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("wrong_number", sa.String(40), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("portion_count", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("obstacles", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid()),
        sa.Column("created_by", sa.String(200)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_import_batch_created_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.create_index("ix_import_batch_source", "import_batch", ["source", "created_at"])
    op.create_table(
        "import_portion",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_import_portion_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_import_portion"),
    )
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(40)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("name", sa.String(300)),
        sa.Column("number", sa.String(11)),
        sa.Column("organisation_id", sa.Uuid()),
        sa.Column("details", sa.JSON()),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_import_row_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_import_row"),
    )
    op.create_index("ix_import_row_verdict", "import_row", ["batch_id", "verdict", "position"])
    op.create_index("ix_import_row_organisation_id", "import_row", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("import_row")
    op.drop_table("import_portion")
    op.drop_table("import_batch")
