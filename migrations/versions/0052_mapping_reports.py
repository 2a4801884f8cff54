"""Mapping reports: what was asked and frozen, and their files beside those of closed rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mapping_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("speaks_of", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date()),
        sa.Column("dimension", sa.String(40)),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("subject_words", sa.String(300)),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("waiting_key", sa.String(64)),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid()),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True)),
        sa.Column("content", sa.JSON()),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name="fk_mapping_report_asked_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mapping_report"),
        sa.UniqueConstraint("waiting_key", name="uq_mapping_report_waiting_key"),
    )
    op.create_index("ix_mapping_report_asked_at", "mapping_report", ["asked_at"])
    with op.batch_alter_table("mapping_annex") as table:
        table.add_column(sa.Column("report_id", sa.Uuid(), nullable=True))
        table.alter_column("round_id", existing_type=sa.Uuid(), nullable=True)
        table.create_foreign_key(
            "fk_mapping_annex_report_id_mapping_report", "mapping_report", ["report_id"], ["id"]
        )
        table.create_unique_constraint("uq_mapping_annex_report_file", ["report_id", "is_public", "format"])
        table.create_check_constraint(
            op.f("ck_mapping_annex_one_owner"), "(round_id IS NULL) <> (report_id IS NULL)"
        )


def downgrade() -> None:
    op.execute("DELETE FROM mapping_annex WHERE round_id IS NULL")
    with op.batch_alter_table("mapping_annex") as table:
        table.drop_constraint(op.f("ck_mapping_annex_one_owner"), type_="check")
        table.drop_constraint("uq_mapping_annex_report_file", type_="unique")
        table.drop_constraint("fk_mapping_annex_report_id_mapping_report", type_="foreignkey")
        table.alter_column("round_id", existing_type=sa.Uuid(), nullable=False)
        table.drop_column("report_id")
    op.drop_table("mapping_report")
