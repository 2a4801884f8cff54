"""A mark of secrecy on a matter and on a document, with its day (OSL 5:5). Nothing is marked from the start."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MARKED = sa.text("secrecy IS NOT NULL")


def upgrade() -> None:
    op.add_column("matter", sa.Column("secrecy_on", sa.Date()))
    op.add_column("document", sa.Column("secrecy", sa.String(200)))
    op.add_column("document", sa.Column("secrecy_on", sa.Date()))
    op.create_index("ix_matter_secrecy", "matter", ["secrecy"], postgresql_where=MARKED, sqlite_where=MARKED)


def downgrade() -> None:
    op.drop_index("ix_matter_secrecy", "matter")
    with op.batch_alter_table("document") as table:
        table.drop_column("secrecy_on")
        table.drop_column("secrecy")
    with op.batch_alter_table("matter") as table:
        table.drop_column("secrecy_on")
