"""A collaboration's status says of which day it speaks, beside the day it was written.

Where the source has a day it is that; of the rest nobody knows better than the day the record was made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("collaboration", sa.Column("status_on", sa.Date()))
    work = sa.table(
        "collaboration", *(sa.column(name) for name in ("source_id", "ends_on", "status")),
        sa.column("status_on", sa.Date()), sa.column("created_at", sa.DateTime(timezone=True)),
    )  # fmt: skip
    source = sa.table("source_document", sa.column("id"), sa.column("dated_on", sa.Date()))
    dated = sa.select(source.c.dated_on).where(source.c.id == work.c.source_id).scalar_subquery()
    ended = sa.case((work.c.status == "ended", work.c.ends_on))
    made = sa.func.date(work.c.created_at, type_=sa.Date())
    op.execute(sa.update(work).values(status_on=sa.func.coalesce(ended, dated, made)))


def downgrade() -> None:
    op.drop_column("collaboration", "status_on")
