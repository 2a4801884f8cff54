"""duplicates and merges: what likely duplicates are looked up by."""

import sqlalchemy as sa
from alembic import op

from registry.partners.organisations import matching, naming

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LOOKED_UP = (("organisation", "match_tail"), ("organisation", "web_key"), ("contact", "mail_key"))
SLICE = 1000


def upgrade() -> None:
    create_tables()
    op.create_index("ix_organisation_created_at", "organisation", ["created_at"])
    for table, name in LOOKED_UP:
        op.add_column(table, sa.Column(name, sa.String(300)))
        op.create_index(f"ix_{table}_{name}", table, [name])
    organisation = sa.table(
        "organisation", *map(sa.column, ("id", "name", "website", "match_key", "match_tail", "web_key"))
    )
    derive(
        organisation,
        (organisation.c.name, organisation.c.website),
        lambda row: {
            "match_key": naming.key(row.name),
            "match_tail": naming.tail(row.name),
            "web_key": matching.web_key(row.website),
        },
    )
    contact = sa.table("contact", *map(sa.column, ("id", "email", "mail_key")))
    derive(contact, (contact.c.email,), lambda row: {"mail_key": matching.mail_key(row.email)})


def create_tables() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "organisation_redirect",
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_organisation_redirect_organisation_id"
        ),
        sa.PrimaryKeyConstraint("old_id", name="pk_organisation_redirect"),
    )
    op.create_index("ix_organisation_redirect_organisation_id", "organisation_redirect", ["organisation_id"])
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("found_at", moment, nullable=False),
        sa.Column("decided_at", moment),
        sa.Column("decided_by_id", sa.Uuid()),
        sa.Column("decided_by", sa.String(200)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name="fk_duplicate_pair_decided_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_duplicate_pair"),
        sa.UniqueConstraint("one_id", "other_id", name="uq_duplicate_pair_organisations"),
    )
    op.create_index("ix_duplicate_pair_other_id", "duplicate_pair", ["other_id"])
    op.create_index("ix_duplicate_pair_state", "duplicate_pair", ["state", "score", "id"])
    op.create_table(
        "duplicate_scan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("since", moment),
        sa.Column("after_id", sa.Uuid()),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("walked", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("started_by_id", sa.Uuid()),
        sa.Column("started_by", sa.String(200), nullable=False),
        sa.Column("finished_at", moment),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["user_account.id"], name="fk_duplicate_scan_started_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_duplicate_scan"),
    )
    op.create_index("ix_duplicate_scan_started_at", "duplicate_scan", ["started_at", "id"])
    op.create_table(
        "organisation_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("kept_name", sa.String(300), nullable=False),
        sa.Column("gone_name", sa.String(300), nullable=False),
        sa.Column("gone_number", sa.String(11)),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("merged_at", moment, nullable=False),
        sa.Column("merged_by_id", sa.Uuid()),
        sa.Column("merged_by", sa.String(200), nullable=False),
        sa.Column("undone_at", moment),
        sa.Column("undone_by_id", sa.Uuid()),
        sa.Column("undone_by", sa.String(200)),
        sa.Column("left_as_is", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_by_id"], ["user_account.id"], name="fk_organisation_merge_merged_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["user_account.id"], name="fk_organisation_merge_undone_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_merge"),
    )
    op.create_index("ix_organisation_merge_merged_at", "organisation_merge", ["merged_at", "id"])
    op.create_index("ix_organisation_merge_kept_id", "organisation_merge", ["kept_id"])
    op.create_index("ix_organisation_merge_gone_id", "organisation_merge", ["gone_id"])


def derive(table, sources, of) -> None:
    """Derive columns anew from others of the same row, a slice at a time."""
    connection, last = op.get_bind(), None
    while True:
        rows = sa.select(table.c.id, *sources).order_by(table.c.id).limit(SLICE)
        found = connection.execute(rows if last is None else rows.where(table.c.id > last)).all()
        if not found:
            return
        last = found[-1].id
        names = list(of(found[0]))
        renewed = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("of"))
            .values({name: sa.bindparam(f"new_{name}") for name in names})
        )
        given = [{"of": row.id, **{f"new_{name}": value for name, value in of(row).items()}} for row in found]
        connection.execute(renewed, given)


def downgrade() -> None:
    op.drop_index("ix_organisation_created_at", "organisation")
    for table in ("organisation_merge", "duplicate_scan", "duplicate_pair", "organisation_redirect"):
        op.drop_table(table)
    for table, name in LOOKED_UP:
        op.drop_index(f"ix_{table}_{name}", table)
        op.drop_column(table, name)
