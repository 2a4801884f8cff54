"""An association's statement and a district board's report are stored as reports of the map are."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mapping_report") as table:
        table.add_column(sa.Column("paper", sa.String(40), nullable=False, server_default="map"))
        table.add_column(sa.Column("document_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_mapping_report_document_id_governing_document", "governing_document", ["document_id"], ["id"]
        )
    with op.batch_alter_table("mapping_report") as table:
        table.alter_column("paper", existing_type=sa.String(40), existing_nullable=False, server_default=None)
    op.create_index("ix_mapping_report_subject_id", "mapping_report", ["subject_id"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM mapping_annex WHERE report_id IN (SELECT id FROM mapping_report WHERE paper <> 'map')"
    )
    op.execute("DELETE FROM mapping_report WHERE paper <> 'map'")
    op.drop_index("ix_mapping_report_subject_id", "mapping_report")
    with op.batch_alter_table("mapping_report") as table:
        table.drop_constraint("fk_mapping_report_document_id_governing_document", type_="foreignkey")
        table.drop_column("document_id")
        table.drop_column("paper")
