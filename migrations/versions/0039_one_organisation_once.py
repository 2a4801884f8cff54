"""What two organisations are compared by, and a search that walks twice.

Names are understood better (`HRF`, `fören.`, `KC`): the keys that follow from them are derived anew, row by row where
they differ. The keys of the search are written by the first search, which walks through the whole register. A search
that was going on is stopped: it was half-way through a walk that is no more. What was found and decided stays.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from registry.partners.organisations import naming

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_key",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_duplicate_key_organisation_id_organisation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "organisation_id", name="pk_duplicate_key"),
    )  # fmt: skip
    op.create_index("ix_duplicate_key_organisation_id", "duplicate_key", ["organisation_id"])
    op.add_column(
        "duplicate_scan", sa.Column("keyed", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column(
        "duplicate_scan", sa.Column("is_keyed", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    scan = sa.table("duplicate_scan", *map(sa.column, ("state", "finished_at")))
    op.execute(
        scan.update()
        .where(scan.c.state == "running")
        .values(
            state="stopped", finished_at=sa.bindparam("now", datetime.now(UTC), sa.DateTime(timezone=True))
        )
    )
    with op.batch_alter_table("duplicate_scan") as table:
        table.alter_column("keyed", server_default=None)
        table.alter_column("is_keyed", server_default=None)
    _derive()


def _derive() -> None:
    columns = (sa.column("id", sa.Uuid()), *map(sa.column, ("name", "match_key", "match_tail")))
    organisation = sa.table("organisation", *columns)
    connection = op.get_bind()
    changed = [
        {"of": row.id, "key": naming.key(row.name), "tail": naming.tail(row.name)}
        for row in connection.execute(sa.select(organisation))
        if (row.match_key, row.match_tail) != (naming.key(row.name), naming.tail(row.name))
    ]
    if changed:
        mine = organisation.update().where(organisation.c.id == sa.bindparam("of"))
        connection.execute(
            mine.values(match_key=sa.bindparam("key"), match_tail=sa.bindparam("tail")), changed
        )


def downgrade() -> None:
    with op.batch_alter_table("duplicate_scan") as table:
        table.drop_column("is_keyed")
        table.drop_column("keyed")
    op.drop_index("ix_duplicate_key_organisation_id", "duplicate_key")
    op.drop_table("duplicate_key")
