"""One of each: forms that know their sending, and what there is one of held by the tables.

Rows that break the new rules already (PostgreSQL let two clicks through) stay, all of them: of each group one goes on
and the others are ended, and the migration says how many of what.
"""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")

# Of each: what may stand once, while which condition holds; what goes on in a group comes first (the oldest role, the
# range that has given most numbers, the newest search, the account that is confirmed); how the others end. A role that
# somebody has once more ends the day it began, which takes nothing away: the first one goes on.
RULES = (
    (
        sa.table("role_grant", *map(sa.column, ("id", "user_id", "role", "starts_on", "ends_on"))),
        "uq_role_grant_held", ("user_id", "role"), sa.text("ends_on IS NULL AND organisation_id IS NULL"),
        "starts_on, id", {"ends_on": sa.column("starts_on")},
    ),
    (
        sa.table("case_number_range", *map(sa.column, ("id", "pattern", "first", "closed_at"))),
        "uq_case_number_range_open", ("pattern", "first"), sa.text("closed_at IS NULL"),
        "following DESC, id", {"closed_at": sa.func.current_timestamp()},
    ),
    (
        sa.table("duplicate_scan", *map(sa.column, ("id", "state", "finished_at"))),
        "uq_duplicate_scan_running", ("state",), sa.text("state = 'running'"),
        "started_at DESC, id", {"state": "stopped", "finished_at": sa.func.current_timestamp()},
    ),
    (
        sa.table(
            "payee_account",
            *map(sa.column, ("id", "organisation_id", "kind", "digits", "state", "ended_at", "end_reason")),
        ),
        "uq_payee_account_number", ("organisation_id", "kind", "digits"),
        sa.text("state IN ('proposed', 'confirmed')"), "state, proposed_at, id",
        {
            "state": "refused", "ended_at": sa.func.current_timestamp(),
            "end_reason": "Samma konto var föreslaget flera gånger.",
        },
    ),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("user_session", sa.Column("sent", sa.String(64)))
    op.add_column("user_session", sa.Column("landed", sa.Text()))
    for table, name, columns, where, first, ended in RULES:
        _end_doubles(table, columns, where, first, ended)
        op.create_index(
            name, table.name, list(columns), unique=True, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    for table, name, *_rest in reversed(RULES):
        op.drop_index(name, table.name)
    with op.batch_alter_table("user_session") as table:
        table.drop_column("landed")
        table.drop_column("sent")


def _end_doubles(table, columns, where, first, ended) -> None:
    """End all but the first of each group of rows that are the same."""
    place = sa.func.row_number().over(
        partition_by=[table.c[name] for name in columns], order_by=sa.text(first)
    )
    groups = sa.select(table.c.id, place.label("place")).where(where).subquery()
    doubles = sa.select(groups.c.id).where(groups.c.place > 1)
    done = op.get_bind().execute(sa.update(table).where(table.c.id.in_(doubles)).values(ended))
    if done.rowcount:
        log.warning("%s: %s rows stood twice and were ended; none is removed", table.name, done.rowcount)
