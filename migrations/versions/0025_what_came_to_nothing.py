"""A collaboration whose agreements were all refused is no longer planned. Each is named in the log."""

import logging
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
WORK = sa.table(
    "collaboration",
    sa.column("id", sa.Uuid()),
    sa.column("title", sa.String()),
    sa.column("status", sa.String()),
    sa.column("status_on", sa.Date()),
)
AGREEMENT = sa.table("agreement", sa.column("collaboration_id", sa.Uuid()), sa.column("state", sa.String()))


def upgrade() -> None:
    own = AGREEMENT.c.collaboration_id == WORK.c.id
    refused = sa.exists().where(own, AGREEMENT.c.state == "declined")
    others = sa.exists().where(own, AGREEMENT.c.state != "declined")
    rows = sa.select(WORK.c.id, WORK.c.title).where(WORK.c.status.in_(("idea", "planned")), refused, ~others)
    today = datetime.now(UTC).date()
    for row in op.get_bind().execute(rows).all():
        op.execute(sa.update(WORK).where(WORK.c.id == row.id).values(status="not_begun", status_on=today))
        log.warning("its agreements were refused, so it is no longer planned: %s", row.title)


def downgrade() -> None:
    op.execute("UPDATE collaboration SET status = 'planned' WHERE status = 'not_begun'")
